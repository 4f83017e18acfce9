"""A page that scrolls where the window is too small for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..theme import SPACE


class Scrolled(QScrollArea):
    """Shows ``content``, as wide as itself, and scrolls it up and down; ``column`` is its layout."""

    def __init__(self, margin: int = 2 * SPACE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = content = QWidget()
        content.setProperty("role", "scrolled")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(2 * SPACE)
        self.setWidget(content)


class Card(QFrame):
    """A surface with a border; ``column`` is its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, 2 * SPACE - 4)
        self.column.setSpacing(SPACE)
