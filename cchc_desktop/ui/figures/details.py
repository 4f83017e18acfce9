"""The panel under the grid: what the current figure is, how it is counted, what is wrong, and its history."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...domain.figure_checks import Problem
from ...domain.numerals import format_number
from ...domain.places import DossiersPlace, PlanPlace, TasksPlace
from ...domain.report_periods import Period
from ...domain.tasks import IN_FORCE
from ...office.figure_rows import FigureRow
from .. import theme
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign
from . import words
from .rows import GroupRow, is_error

_AREA_HINT = "Nhấn Enter hoặc phím cách để mở, thu gọn lĩnh vực; phím mũi tên xuống để vào các chỉ tiêu."


class FigureDetails(QFrame):
    """Explains one row of the grid; ``left`` comes when Esc or Enter in the history wants back to it."""

    left = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._row: FigureRow | None = None
        self._period: Period | None = None
        self.setProperty("role", "card")
        self.setAccessibleName("Giải thích ô đang chọn")
        self._title = label("", wrap=True)
        self._title.setFont(theme.font(weight=QFont.Weight.DemiBold))
        self._nature = label("", "small", wrap=True)
        self._help = label("", wrap=True)
        self._source = label("", "small", wrap=True)
        self._formula = label("", wrap=True)
        self._lacking = label("", "small", wrap=True)
        self._target = label("", wrap=True)
        self._given = label("", wrap=True)
        self._texts = (
            self._title, self._nature, self._help, self._source, self._formula, self._lacking, self._given,
            self._target,
        )  # fmt: skip
        self._shown: tuple[Period, str] | None = None
        self._problems_shown: tuple[Problem, ...] = ()
        self._history_shown: list[str] = []
        self._problems = QVBoxLayout()
        self._problems.setSpacing(2)
        self.target_button = self._link("Xem trong kế hoạch", "open", self._open_target)
        self.form_button = self._link("Mở biểu II.06a", "survey", self._open_form)
        self.tasks_button = self._link("Xem nhiệm vụ", "tasks", self._open_tasks)
        self.history = _HistoryList()
        self.history.left.connect(self.left)
        self._undo_hint = label("Ctrl+Z lấy lại số trước.", "small", wrap=True)
        self._lay_out()

    def _link(self, text: str, picture: str, slot: object) -> QPushButton:
        button = text_button(text, picture, "flat")
        button.clicked.connect(slot)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return button

    def _lay_out(self) -> None:
        for text in (self._title, self._help, self._formula, self._target, self._given):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        about = _column(self._title, self._nature, self._help, self._source)
        result = Scrolled(SPACE)
        self._columns = (about.column, result.column)
        result.column.setSpacing(SPACE // 2)
        result.column.addLayout(self._problems)
        for part in (self._formula, self._lacking, self._given, self._target):
            result.column.addWidget(part)
        for button in (self.target_button, self.form_button, self.tasks_button):
            result.column.addWidget(button)
        result.column.addStretch(1)
        past = QWidget()
        column = QVBoxLayout(past)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(2)
        column.addWidget(label("Lịch sử của ô (F4)", "label"))
        column.addWidget(self.history, 1)
        column.addWidget(self._undo_hint)
        for shown, share in ((about, 4), (result, 4), (past, 3)):
            row.addWidget(shown, share)

    # Showing

    def show_row(
        self,
        row: FigureRow | GroupRow | None,
        period: Period,
        figure: Callable[[str], FigureRow | None],
        is_new: bool = True,
    ) -> None:
        """Explains a row; ``figure`` gives that of another indicator of the period by its code.

        Only what says something else is touched: each word that changes is laid out anew. Where nothing was
        stored of the figure since it was last shown (not ``is_new``), its history is the same.
        """
        shown = row if isinstance(row, FigureRow) else None
        is_same = shown is not None and self._shown == (period, shown.id)
        self._row, self._period = shown, period
        self._shown = None if shown is None else (period, shown.id)
        said = _Said("Chọn một ô để xem cách tính và lịch sử")
        if isinstance(row, GroupRow):
            said = _Said(row.title, row.counts, _AREA_HINT)
        elif row is not None:
            said = _said_of(row, period, figure)
        for text, sentence in zip(self._texts, said, strict=True):
            _say(text, sentence)
        self._list_problems(row.problems if isinstance(row, FigureRow) else ())
        counted = shown.indicator.counted if shown is not None else ""
        _show(self.target_button, shown is not None and shown.target is not None)
        _show(self.form_button, counted.startswith("form."))
        _show(self.tasks_button, counted.startswith("plan."))
        if is_new or not is_same:
            self._list_history()
        # At once: what Qt would lay out in its own time is painted twice.
        for column in self._columns:
            column.activate()

    def _list_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems == self._problems_shown:
            return
        self._problems_shown = problems
        while (item := self._problems.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            self._problems.addWidget(_problem_line(problem.sentence, is_error(problem.severity)))

    def _list_history(self) -> None:
        lines: list[str] = []
        if self._row is not None and self._period is not None:
            changes = self._shell.office.figures.history(self._period, self._row.id)
            lines = words.history_lines(changes)
        if lines != self._history_shown:
            self._history_shown = lines
            self.history.clear()
            self.history.addItems(lines)
            self.history.doItemsLayout()
        _show(self._undo_hint, bool(lines))

    def show_history(self) -> None:
        """Takes the keyboard to the cell's history."""
        if self.history.count():
            self.history.setCurrentRow(0)
            self.history.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._shell.notify("Ô này chưa có thay đổi nào.")

    # Where a number comes from

    def _open_target(self) -> None:
        if self._row is None or self._row.target is None:
            return
        plans, item_id = self._shell.office.plans, self._row.target.item_id
        for head in plans.heads():
            if any(item.id == item_id for item in plans.get(head.id).walk()):
                self._shell.go(PlanPlace(head.id, item_id))
                return

    def _open_form(self) -> None:
        self._shell.go(DossiersPlace(self._period))

    def _open_tasks(self) -> None:
        self._shell.go(TasksPlace(chosen=IN_FORCE))


class _HistoryList(QListWidget):
    """The changes of a cell, newest first."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Lịch sử của ô")
        self.setProperty("role", "plain")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.left.emit()
            return
        super().keyPressEvent(event)


def _column(*parts: QWidget) -> Scrolled:
    scrolled = Scrolled(SPACE)
    scrolled.column.setSpacing(SPACE // 2)
    for part in parts:
        scrolled.column.addWidget(part)
    scrolled.column.addStretch(1)
    return scrolled


class _Said(NamedTuple):
    """What is said of a row, in the order of the panel; nothing for what there is nothing to say of."""

    title: str
    nature: str = ""
    help: str = ""
    source: str = ""
    formula: str = ""
    lacking: str = ""
    given: str = ""
    target: str = ""


def _said_of(row: FigureRow, period: Period, figure: Callable[[str], FigureRow | None]) -> _Said:
    indicator = row.indicator
    made_from, target = "", ""
    if (formula := indicator.formula) is not None:
        parts = [part for code in formula.operands if (part := figure(code)) is not None]
        readings = {part.id: part.reading for part in parts}
        worked = words.worked_formula(formula, readings, {part.id: part.indicator for part in parts})
        shown = row.reading.words(indicator)
        result = f" = {shown}" if shown else ""
        made_from = f"= {words.written_formula(formula)}\n= {worked}{result}"
    elif not words.may_type(row, period):
        made_from = words.why_locked(row, period)
    if row.target is not None:
        met = words.met_words(row).lower()
        state = f" – {met}" if met else ""
        target = f"Mục tiêu {row.target.measure.label}{state}: {row.target.text}"
    return _Said(
        title=f"{indicator.code}. {indicator.name} ({indicator.unit})",
        nature=words.nature_words(row, period),
        help=indicator.help,
        source=f"Nguồn: {indicator.source}" if indicator.source else "",
        formula=made_from,
        lacking=words.lacking_words(row.reading, lambda code: figure(code) is not None),
        given=_given_words(row),
        target=target,
    )


def _say(text: QLabel, sentence: str) -> None:
    if text.text() != sentence:
        text.setText(sentence)
    _show(text, bool(sentence))


def _show(widget: QWidget, is_shown: bool) -> None:
    if widget.isHidden() is is_shown:
        widget.setVisible(is_shown)


def _problem_line(sentence: str, is_grave: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE // 2)
    sign = ("error-filled", "bad") if is_grave else ("warning-filled", "warn")
    row.addWidget(Sign(*sign), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, wrap=True), 1)
    return line


def _given_words(row: FigureRow) -> str:
    """What can be typed, what the program can count itself, and the note and the source of the figure."""
    lines = []
    if choices := row.indicator.choices:
        offered = "; ".join(f"{value} – {words}" for value, words in choices)
        lines.append(f"Nhập số: {offered}. Alt+↓ để chọn trong danh sách.")
    if row.suggestion is not None:
        lines.append(words.suggestion_words(row))
    if (opening := row.cumulated.opening) is not None:
        given = f": {format_number(row.opening.value)}" if row.opening.value is not None else ""
        lines.append(f"Lũy kế gồm cả số lũy kế ban đầu {opening.label}{given}.")
    if row.figure.note:
        lines.append(f"Ghi chú: {row.figure.note}")
    if row.figure.source:
        lines.append(f"Nguồn số liệu: {row.figure.source}")
    return "\n".join(lines)
