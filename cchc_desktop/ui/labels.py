"""Words on the screen, in the roles that the stylesheet knows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from .theme import SPACE


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the stylesheet's roles: title, heading, label, muted, small, problem."""
    made = QLabel(text)
    # Texts come from plans and files: "<b>" in them is text, not markup.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


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
