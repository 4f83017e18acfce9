"""What verification says of a criterion, and what the office answers: each written in its own stage."""

from decimal import Decimal

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from ...domain.access import WHOLE_OFFICE, Need
from ...domain.criteria.rounds import Stage
from ...domain.criteria.sealed import AGREED, RoundLine
from ...domain.criteria.words import points_words
from ...domain.numerals import format_number
from ...domain.report_periods import Period
from ..buttons import close, text_button
from ..forms import NumberField, TextField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from .lines import Listed
from .rounds_strip import round_words

_ANSWERS = {Stage.LOCKED: "Ghi thẩm định", Stage.VERIFIED: "Giải trình", Stage.EXPLAINED: "Ghi thẩm định"}


class CriterionRoundDialog(Question):
    """The criterion as it was locked, with the fields of the stage."""

    help_topic = "chi-so#tham-dinh-giai-trinh"

    def __init__(
        self, shell: Shell, found: Listed, period: Period, code: str, parent: QWidget | None
    ) -> None:
        rounds = found.rounds
        super().__init__(parent, f"Tiêu chí {code}", _ANSWERS[rounds.stage])
        self._shell, self._given, self._period = shell, found.given, period
        self._stage, self._line = rounds.stage, rounds.by_code[code]
        line = self._line
        self.form.add_widget(label(line.criterion.name, "heading", wrap=True))
        for words in _told(line):
            self.form.add_widget(label(words, "muted", wrap=True))
        turn = 1 if rounds.stage is Stage.LOCKED else 2
        self.points = NumberField(
            None, f"Điểm thẩm định lần {turn} (tối đa {format_number(line.criterion.most)})",
            hint="để trống: giữ điểm của bước trước",
        )  # fmt: skip
        self.points.setObjectName("points")
        self.remark = TextField(None, f"Ý kiến thẩm định lần {turn}", lines=3)
        self.remark.setObjectName("remark")
        self.explanation = TextField(None, "Giải trình", lines=5)
        self.explanation.setObjectName("explanation")
        if rounds.stage is Stage.VERIFIED:
            self._lay_out_explanation(line)
        else:
            known = (line.first, line.first_remark) if turn == 1 else (line.second, line.second_remark)
            self.points.set_value(abs(known[0]) if known[0] is not None else None)
            self.remark.set_value(known[1])
            self.form.add(self.points)
            self.form.add(self.remark)
        close(self.accept_button, shell.office.why_closed(Need.REPORT, self._area()))

    def _lay_out_explanation(self, line: RoundLine) -> None:
        self.explanation.set_value(line.explanation)
        self.form.add(self.explanation)
        self.explanation.setFocus()
        self.agree_button = text_button("Nhất trí với thẩm định", "check", tooltip="Ghi lời nhất trí")
        self.explanation.changed.connect(self._follow_explanation)
        self.agree_button.clicked.connect(lambda _checked=False: self.explanation.set_value(AGREED))
        self.evidence_button = text_button(
            "Minh chứng bổ sung…", "attach", tooltip="Tệp đã chốt giữ nguyên; đính kèm thêm tệp mới"
        )
        self.evidence_button.clicked.connect(lambda _checked=False: self._show_evidence())
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.agree_button)
        buttons.addWidget(self.evidence_button)
        buttons.addStretch(1)
        self.form.add_widget(row)

    def _follow_explanation(self) -> None:
        """Agreeing must not write over what was typed."""
        said = self.explanation.editor.toPlainText().strip()
        close(self.agree_button, "Đã có lời giải trình; xóa đi để ghi lời nhất trí." if said else "")

    def _area(self) -> int:
        return self._given.path_to(self._line.code)[0].area or WHOLE_OFFICE

    def _show_evidence(self) -> None:
        from ..evidence.dialog import EvidenceDialog

        EvidenceDialog.run(
            self._shell, self._shell.office.criteria.owner(self._given, self._period, self._line.code)
        )

    def carry_out(self) -> bool:
        """Keeps it."""
        rounds, code = self._shell.office.score_rounds, self._line.code
        if self._stage is Stage.VERIFIED:
            text = self.explanation.value()
            return attempt_or_refuse(
                self._shell, lambda: rounds.explain(self._given, self._period, code, text)
            )
        value = self.points.value()
        points = None if value is None else Decimal(value)
        return attempt_or_refuse(
            self._shell, lambda: rounds.say(self._given, self._period, code, points, self.remark.value())
        )

    @classmethod
    def ask(cls, shell: Shell, found: Listed, period: Period, code: str, parent: QWidget | None) -> bool:
        """Asks and keeps it; gives whether it was kept."""
        return cls(shell, found, period, code, parent).exec() == QDialog.DialogCode.Accepted


def _told(line: RoundLine) -> list[str]:
    """What was locked of a criterion, and what was said of it."""
    points = "chưa có điểm" if line.points is None else f"{points_words(line.points)} điểm"
    reason = f" ({line.own.reason.rstrip('.')})" if line.own.reason else ""
    told = [f"Tự chấm: {points}{reason}."]
    if line.own.note:
        told.append(f"Lý do, giải trình khi tự chấm: {line.own.note}")
    if line.files:
        told.append(f"Minh chứng: {', '.join(f'{file.number} {file.name}' for file in line.files)}")
    if said := round_words(line):
        told.append(said)
    return told
