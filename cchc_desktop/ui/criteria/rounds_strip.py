"""The rounds on the page of the index: how far they are, what comes next, and the columns of the table."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.criteria.rounds import Stage
from ...domain.criteria.sealed import RoundLine, Rounds
from ...domain.criteria.words import points_words
from ...domain.dates import short_date
from ...domain.report_periods import Period, Span
from ..buttons import close, menu_button, text_button
from ..shell import Shell
from ..tables import Column, Editor, TableView
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from .lines import CriterionLine, Listed

_RIGHT = Qt.AlignmentFlag.AlignRight
LOCKED = "Điểm tự chấm đã chốt. Muốn sửa thì mở lại bước chấm điểm (nút «Các bước»)."
_NEXT = {
    Stage.LOCKED: "Chốt điểm tự chấm…",
    Stage.VERIFIED: "Chốt thẩm định lần 1…",
    Stage.EXPLAINED: "Chốt giải trình…",
    Stage.SECOND: "Chốt thẩm định lần 2…",
    Stage.FINAL: "Chốt kết quả cuối cùng…",
}
_OF_LINE = {
    Stage.LOCKED: "Ghi thẩm định…",
    Stage.VERIFIED: "Giải trình…",
    Stage.EXPLAINED: "Ghi thẩm định…",
}


def round_columns(shell: Shell) -> list[Column]:
    """The columns of the rounds, which a page shows once there is something in them; points of the
    verification that is waited for are typed right there."""

    def of(name: str) -> Callable[[CriterionLine], Any]:
        return lambda line: getattr(line.round, name) if line.round is not None else None

    def say(line: CriterionLine, points: Decimal | None, remark: str) -> None:
        criteria = shell.office.criteria
        given = criteria.get(line.mark.set_id)
        shell.office.score_rounds.say(given, line.mark.period, line.id, points, remark)

    def may(stage: Stage) -> Callable[[CriterionLine], bool]:
        return lambda line: line.round is not None and line.round.is_leaf and line.stage is stage

    return [
        Column(
            "Thẩm định 1", of("first"), width=96, align=_RIGHT, editor=Editor.NUMBER,
            setter=lambda line, points: say(line, points, line.round.first_remark),
            editable=may(Stage.LOCKED),
        ),
        Column(
            "Thẩm định 2", of("second"), width=96, align=_RIGHT, editor=Editor.NUMBER,
            setter=lambda line, points: say(line, points, line.round.second_remark),
            editable=may(Stage.EXPLAINED),
        ),
        Column(
            "Chênh lệch", lambda line: of("gap")(line) or None, width=88, align=_RIGHT,
            colour=lambda line: "bad" if (of("gap")(line) or 0) < 0 else "good",
            bold=lambda line: line.round is not None and line.round.waits,
        ),
    ]  # fmt: skip


def follow_columns(table: TableView, found: Listed | None) -> None:
    """Shows the columns that the rounds have come to: before the lock what is proposed and what counts, after
    it what verification gives."""
    stage = found.rounds.stage if found is not None else Stage.SELF
    second = stage in (Stage.EXPLAINED, Stage.SECOND) or (
        found is not None and found.rounds.second is not None
    )
    hidden = {
        "Đề xuất": stage.is_locked,
        "Điểm": stage.is_locked,
        "Dự báo 31/12": stage.is_locked,
        "Thẩm định 1": not stage.is_locked,
        "Thẩm định 2": not second,
        "Chênh lệch": not stage.is_locked,
    }
    for number, column in enumerate(table.rows.columns):
        table.setColumnHidden(number, hidden.get(column.header, False))


def round_words(line: RoundLine) -> str:
    """What verification and explanation say of a criterion, in sentences."""
    told = []
    for turn, points, remark in ((1, line.first, line.first_remark), (2, line.second, line.second_remark)):
        if turn == 2 and line.explanation:
            told.append(f"Giải trình: {_ended(line.explanation)}")
        if points is not None or remark:
            said = f"{points_words(points)} điểm" if points is not None else "chưa có điểm"
            told.append(f"Thẩm định lần {turn}: {_ended(f'{said}. {remark}' if remark else said)}")
    return " ".join(told)


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


class RoundStrip(QWidget):
    """One line: how far the rounds of a period are, what is next, what is said of the chosen criterion."""

    def __init__(self, shell: Shell, found: Callable[[], Listed | None]) -> None:
        super().__init__()
        self._shell, self._found = shell, found
        self._period: Period | None = None
        self._line: CriterionLine | None = None
        self.state = ElidedLabel("", "small")
        self.line_button = text_button("Giải trình…", "edit")
        self.line_button.clicked.connect(lambda _checked=False: self.open_line())
        self.file_button = text_button(
            "Nhập bảng thẩm định…", "import", tooltip="Lấy điểm và ý kiến từ bảng cấp trên gửi lại (Excel)"
        )
        self.file_button.clicked.connect(lambda _checked=False: self._import())
        self.next_button = text_button("Chốt điểm tự chấm…", "lock")
        self.next_button.clicked.connect(lambda _checked=False: self._go_on())
        self._menu = QMenu(self)
        self.steps_button = menu_button("Các bước", "clock", self._menu)
        self.end_action = self._menu.addAction("Chốt kết quả, không giải trình…", self._end)
        self.reopen_action = self._menu.addAction("Mở lại bước trước…", self._reopen)
        self.history_action = self._menu.addAction("Lịch sử các bước…", self._history)
        self._menu.addSeparator()
        self._menu.addAction("Xuất bảng tự chấm điểm…", self._sheet)
        self.answers_action = self._menu.addAction("Xuất bản giải trình…", self._answers)
        self._menu.addAction("Xuất danh mục minh chứng…", self._proofs)
        self._menu.addAction("Đóng gói minh chứng…", self._pack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.state, 1)
        row.addWidget(self.line_button)
        row.addWidget(self.file_button)
        row.addWidget(self.next_button)
        row.addWidget(self.steps_button)

    def follow(self, period: Period, line: CriterionLine | None) -> str:
        """Shows how a period stands, and what can be done with a criterion; gives why its marks cannot be
        changed any more, nothing where they can."""
        found = self._found()
        self._period, self._line = period, line
        stage = found.rounds.stage if found is not None else Stage.SELF
        self.setVisible(found is not None and (period.span is Span.YEAR or stage.is_locked))
        if found is None:
            return ""
        rounds, office = found.rounds, self._shell.office
        self.state.setText(_state_words(rounds))
        following = stage.following
        why = office.why_closed(
            Need.REPORT if stage.waits_for_points else Need.ISSUE, WHOLE_OFFICE
        )  # what comes next is of the whole office
        self.next_button.setVisible(bool(following))
        if following:
            self.next_button.setText(_NEXT[following[0]])
            close(self.next_button, why)
        self.file_button.setVisible(stage.waits_for_points)
        self.line_button.setVisible(stage in _OF_LINE)
        self.line_button.setText(_OF_LINE.get(stage, ""))
        self.line_button.setEnabled(line is not None and line.round is not None and line.round.is_leaf)
        may_issue = not office.why_closed(Need.ISSUE, WHOLE_OFFICE)
        self.end_action.setVisible(stage is Stage.VERIFIED)
        self.end_action.setEnabled(may_issue)
        self.reopen_action.setEnabled(stage.is_locked and may_issue)
        self.history_action.setEnabled(bool(rounds.steps))
        self.answers_action.setEnabled(rounds.first is not None)
        return LOCKED if stage.is_locked else ""

    # Steps

    def open_line(self) -> bool:
        """Opens what is said of the chosen criterion, for writing; gives whether anything can be said now."""
        found, line = self._found(), self._line
        may = not self.line_button.isHidden() and self.line_button.isEnabled()
        if may and found is not None and line is not None and self._period is not None:
            from .rounds_dialog import CriterionRoundDialog

            CriterionRoundDialog.ask(self._shell, found, self._period, line.id, self)
        return may

    def _import(self) -> None:
        found = self._found()
        if found is not None and self._period is not None:
            from .rounds_import import ImportVerdicts

            ImportVerdicts.run(self._shell, found.given, self._period)

    def _go_on(self) -> None:
        found = self._found()
        if found is not None:
            self._ask(found.rounds.stage.following[0])

    def _end(self) -> None:
        self._ask(Stage.FINAL)

    def _reopen(self) -> None:
        self._ask(None)

    def _ask(self, stage: Stage | None) -> None:
        found = self._found()
        if found is not None and self._period is not None:
            from .rounds_questions import StepQuestion

            StepQuestion.ask(self._shell, found, self._period, stage, self)

    def _history(self) -> None:
        found = self._found()
        if found is not None and self._period is not None:
            from .rounds_history import RoundHistory

            RoundHistory.run(self._shell, found, self._period)

    # Papers

    def _sheet(self) -> None:
        criteria = self._shell.office.criteria
        self._export(criteria.sheet, criteria.file_name)

    def _answers(self) -> None:
        papers = self._shell.office.score_papers
        self._export(papers.answers, papers.answers_name)

    def _proofs(self) -> None:
        papers = self._shell.office.score_papers
        self._export(papers.proofs, papers.proofs_name)

    def _export(self, compose: Callable[..., Document], name: Callable[..., str]) -> None:
        found, period = self._found(), self._period
        if found is not None and period is not None:
            stem = name(found.given, period, "pdf").removesuffix(".pdf")
            self._shell.attempt(lambda: self._shell.export(compose(found.given, period), stem))

    def _pack(self) -> None:
        found, period = self._found(), self._period
        if found is not None and period is not None:
            from ..evidence.packing import save_pack

            papers = self._shell.office.score_papers
            given = found.given
            save_pack(
                self._shell, self, lambda: papers.packing(given, period),
                papers.proofs_name(given, period, "zip"),
            )  # fmt: skip


def _state_words(rounds: Rounds) -> str:
    """How far the rounds are, with what each came to and what waits."""
    if rounds.own is None:
        again = " (đã mở lại)" if rounds.steps else ""
        return f"Đang tự chấm{again}: chốt điểm rồi mới nhận điểm thẩm định."
    scores = (("Tự chấm", rounds.own), ("lần 1", rounds.first), ("lần 2", rounds.second))
    told = ", ".join(f"{words} {points_words(made.total)}" for words, made in scores if made is not None)
    if waiting := len(rounds.waiting):
        by = f", hạn {short_date(rounds.due)}" if rounds.due else ""
        return f"Chờ giải trình {waiting} tiêu chí{by}. {told}."
    if rounds.stage is Stage.VERIFIED and any(line.is_taken for line in rounds.lines):
        return f"Đã giải trình mọi tiêu chí bị trừ điểm. {told}."
    return f"{rounds.stage.label}. {told}."
