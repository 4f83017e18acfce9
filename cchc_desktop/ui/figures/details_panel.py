"""All that is to be said of a figure: what it is, how it is counted and what is wrong, and its history."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from ...office.history import FieldChange
from ..labels import label
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign
from . import words
from .explaining import Said


class DetailsPanel(QWidget):
    """Three columns under the two lines of FigureDetails."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help = label("", wrap=True)
        self._source = label("", "small", wrap=True)
        self._formula = label("", wrap=True)
        self._lacking = label("", "small", wrap=True)
        self._given = label("", wrap=True)
        self._target = label("", wrap=True)
        for text in (self._help, self._formula, self._target, self._given):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._problems_shown: tuple[tuple[str, bool], ...] = ()
        self._problems = QVBoxLayout()
        self._problems.setSpacing(2)
        self.history = HistoryList()
        self._history_shown: list[str] = []
        self._undo_hint = label("Ctrl+Z lấy lại số trước.", "small", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        about, result = Scrolled(0), Scrolled(0)
        self._columns = (about.column, result.column)
        result.column.addLayout(self._problems)
        for scrolled, parts in (
            (about, (self._help, self._source)),
            (result, (self._formula, self._lacking, self._given, self._target)),
        ):
            scrolled.column.setSpacing(SPACE // 2)
            for part in parts:
                scrolled.column.addWidget(part)
            scrolled.column.addStretch(1)
        past = QWidget()
        column = QVBoxLayout(past)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label("Lịch sử của ô", "label"))
        column.addWidget(self.history, 1)
        column.addWidget(self._undo_hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE // 2, 0, 0)
        row.setSpacing(2 * SPACE)
        for shown, share in ((about, 4), (result, 4), (past, 3)):
            row.addWidget(shown, share)

    def show_said(self, said: Said) -> None:
        """Shows every sentence; only what says something else is laid out anew."""
        for text, sentence in (
            (self._help, said.help),
            (self._source, said.source),
            (self._formula, said.formula),
            (self._lacking, said.lacking),
            (self._given, said.given),
            (self._target, said.target),
        ):
            _say(text, sentence)
        if said.problems != self._problems_shown:
            self._problems_shown = said.problems
            while (item := self._problems.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            for sentence, is_grave in said.problems:
                self._problems.addWidget(_problem_line(sentence, is_grave))
        # At once: what Qt would lay out in its own time is painted twice.
        for column in self._columns:
            column.activate()

    def show_history(self, changes: Sequence[FieldChange]) -> None:
        """Lists the changes of the figure, newest first."""
        lines = words.history_lines(changes)
        if lines != self._history_shown:
            self._history_shown = lines
            self.history.clear()
            self.history.addItems(lines)
            self.history.doItemsLayout()
        self._undo_hint.setVisible(bool(lines))


class HistoryList(QListWidget):
    """The changes of a cell; ``left`` comes with the keys that go back to it."""

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


def _say(text: QLabel, sentence: str) -> None:
    if text.text() != sentence:
        text.setText(sentence)
    if text.isHidden() is bool(sentence):
        text.setVisible(bool(sentence))


def _problem_line(sentence: str, is_grave: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE // 2)
    sign = ("error-filled", "bad") if is_grave else ("warning-filled", "warn")
    row.addWidget(Sign(*sign), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, wrap=True), 1)
    return line
