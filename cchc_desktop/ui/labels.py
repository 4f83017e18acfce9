"""Words on the screen, in the roles that the stylesheet knows."""

import re

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from .theme import SPACE

_LONG_WORD = re.compile(r"\S{16,}")
_BREAK = "\u200b"


class _Problem(QLabel):
    """A sentence of what is wrong: it breaks anywhere rather than widen, and a dialog grows to hold it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = ""
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)
        self.setText(text)

    def text(self) -> str:
        """The sentence, without the places where it may break."""
        return self._text

    def setText(self, text: str) -> None:
        """Shows a sentence; what was typed without a space may break between any two letters."""
        self._text = text
        super().setText(_LONG_WORD.sub(lambda word: _BREAK.join(word.group()), text))
        if self.isVisible():
            QTimer.singleShot(0, self, self._grow)

    def clear(self) -> None:
        """Says nothing any more."""
        self.setText("")

    def showEvent(self, event: QShowEvent) -> None:
        """Makes room once the sentence is in its place."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        window = self.window()
        if not self.isVisible() or not isinstance(window, QDialog):
            return
        widget = self.parentWidget()
        while widget is not None:
            if (layout := widget.layout()) is not None:
                layout.invalidate()
                layout.activate()
            widget = None if widget is window else widget.parentWidget()
        hold_words(window)


def hold_words(dialog: QDialog) -> None:
    """Makes a dialog as high as what is in it needs at its width; never higher than the screen."""
    layout = dialog.layout()
    if layout is None:
        return
    needed = layout.totalMinimumSize().height()
    if layout.hasHeightForWidth():
        needed = max(needed, layout.totalHeightForWidth(dialog.width()))
    needed = min(needed, dialog.screen().availableGeometry().height())
    if dialog.height() < needed:
        dialog.resize(dialog.width(), needed)


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the stylesheet's roles: title, heading, label, muted, small, problem."""
    result = _Problem(text) if role == "problem" else QLabel(text)
    # Texts come from plans and files: "<b>" in them is text, not markup.
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


def section(title: str) -> QWidget:
    """A small heading with a line under it, between groups of fields."""
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, SPACE, 0, 0)
    column.setSpacing(SPACE // 2)
    column.addWidget(label(title, "heading"))
    column.addWidget(rule())
    return group


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


def repolish(widget: QWidget) -> None:
    """Makes the stylesheet look again at the widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
