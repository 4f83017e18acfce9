"""What is asked before a step of the rounds: what it locks, what is lacking, and what goes with it."""

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.criteria.rounds import Stage, before
from ...domain.criteria.words import points_words
from ...domain.report_periods import Period
from ...domain.text import uncapitalized
from ..forms import DateField, LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from .lines import Listed

_TITLES = {
    Stage.LOCKED: "Chốt điểm tự chấm",
    Stage.VERIFIED: "Chốt thẩm định lần 1",
    Stage.EXPLAINED: "Chốt giải trình",
    Stage.SECOND: "Chốt thẩm định lần 2",
    Stage.FINAL: "Chốt kết quả cuối cùng",
}
_NOTES = {
    Stage.LOCKED: ("Ghi chú", "như «Họp Ban Chỉ đạo ngày 05/01»"),
    Stage.VERIFIED: ("Văn bản thông báo kết quả", "số, ký hiệu, ngày"),
    Stage.EXPLAINED: ("Văn bản gửi giải trình", "số, ký hiệu, ngày"),
    Stage.SECOND: ("Văn bản thông báo kết quả", "số, ký hiệu, ngày"),
    Stage.FINAL: ("Văn bản công nhận kết quả", "số, ký hiệu, ngày"),
}
_BACK = "Mở lại"


class StepQuestion(Question):
    """One step of the rounds, or, where it is None, the way back."""

    help_topic = "chi-so#tham-dinh-giai-trinh"

    def __init__(
        self, shell: Shell, found: Listed, period: Period, stage: Stage | None, parent: QWidget | None
    ) -> None:
        title = _TITLES[stage] if stage is not None else "Mở lại bước trước"
        super().__init__(parent, f"{title}, {period.label}", title if stage is not None else _BACK)
        self._shell, self._found, self._period, self._stage = shell, found, period, stage
        for sentence in _sentences(shell, found, period, stage):
            self.form.add_widget(label(sentence, wrap=True))
        caption, hint = (
            _NOTES[stage] if stage is not None else ("Lý do mở lại", "bắt buộc, lưu trong lịch sử")
        )
        self.note = LineField(None, caption, hint=hint)
        self.note.setObjectName("reason" if stage is None else "note")
        self.due = DateField(None, "Hạn giải trình")
        self.due.setObjectName("due")
        self.form.add(self.note)
        if stage is Stage.VERIFIED:
            self.form.add(self.due)

    def carry_out(self) -> bool:
        """Does the step."""
        return attempt_or_refuse(self._shell, self._do)

    def _do(self) -> None:
        rounds, given, period = self._shell.office.score_rounds, self._found.given, self._period
        note = self.note.value()
        match self._stage:
            case None:
                rounds.reopen(given, period, note)
            case Stage.LOCKED:
                rounds.lock(given, period, note)
            case Stage.EXPLAINED:
                rounds.send(given, period, note, agree_to_others=True)
            case Stage.FINAL:
                rounds.finish(given, period, note)
            case Stage.VERIFIED:
                rounds.verify(given, period, note=note, due=self.due.value(), keep_others=True)
            case _:
                rounds.verify(given, period, note=note, keep_others=True)

    @classmethod
    def ask(
        cls, shell: Shell, found: Listed, period: Period, stage: Stage | None, parent: QWidget | None
    ) -> bool:
        """Asks and does it; gives whether it was done."""
        done = cls(shell, found, period, stage, parent).exec() == QDialog.DialogCode.Accepted
        if done:
            title = _TITLES[stage] if stage is not None else "Mở lại bước trước"
            shell.notify(f"Đã {uncapitalized(title)}, {period.label}.", undoable=True)
        return done


def _sentences(shell: Shell, found: Listed, period: Period, stage: Stage | None) -> list[str]:
    """What a step does, and what is lacking before it."""
    rounds = found.rounds
    if stage is None:
        words = before(rounds.held).label.lower()
        return [
            f"Trở lại: {words}. Nội dung đã chốt ở bước «{rounds.stage.label}» giữ trong lịch sử các bước."
        ]
    leaves = [line for line in rounds.lines if line.is_leaf]
    match stage:
        case Stage.LOCKED:
            return _before_lock(shell, found, period)
        case Stage.VERIFIED | Stage.SECOND:
            said = sum(
                (line.first if stage is Stage.VERIFIED else line.second) is not None for line in leaves
            )
            kept = "điểm tự chấm" if stage is Stage.VERIFIED else "điểm thẩm định lần 1"
            return [
                f"Đã ghi điểm thẩm định của {said} trong {len(leaves)} tiêu chí; tiêu chí không ghi thì giữ "
                f"{kept}.",
                "Chốt rồi thì điểm và ý kiến thẩm định chỉ sửa được khi mở lại.",
            ]
        case Stage.EXPLAINED:
            waiting = [line.code for line in rounds.waiting]
            told = [f"Đã giải trình {len(rounds.explained()) - len(waiting)} tiêu chí bị trừ điểm."]
            if waiting:
                told.append(
                    f"Chưa giải trình {len(waiting)} tiêu chí ({_listed(waiting)}): chốt bây giờ là nhất trí "
                    "với kết quả thẩm định của các tiêu chí này."
                )
            return [*told, "Chốt rồi thì lời giải trình và minh chứng chỉ sửa được khi mở lại."]
    made = rounds.last
    assert made is not None
    return [f"Kết quả cuối cùng: {points_words(made.total)}/{points_words(made.most)} điểm, {made.grade}."]


def _before_lock(shell: Shell, found: Listed, period: Period) -> list[str]:
    score = found.score
    told = [
        f"Chốt {points_words(score.total)}/{points_words(score.most)} điểm tự chấm, kèm cách ra điểm, giải "
        "trình và minh chứng của từng tiêu chí như lúc này. Số liệu đổi sau đó không làm đổi điểm đã chốt; "
        "muốn chấm lại thì mở lại, có lý do."
    ]
    if score.unknown:
        unknown = [each.criterion.code for each in score.leaves() if each.unknown and each.lost]
        told.append(f"Chưa có điểm: {points_words(score.unknown)} điểm ({_listed(unknown)}).")
    unproven = [each.criterion.code for each in shell.office.criteria.unproven(found.given, period, score)]
    if unproven:
        told.append(
            f"Có điểm mà chưa có minh chứng, giải trình: {len(unproven)} tiêu chí ({_listed(unproven)})."
        )
    return told


def _listed(codes: list[str]) -> str:
    return f"{', '.join(codes[:6])}{', …' if len(codes) > 6 else ''}"
