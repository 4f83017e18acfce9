"""What stands where there is nothing yet: what the place is for, and the button to what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..labels import label
from ..theme import SPACE
from .sign import Sign

_WIDEST = 76 * SPACE


class EmptyState(QFrame):
    """A picture, a title, a sentence that says why and what to do next, and buttons that lead there."""

    def __init__(
        self, picture: str, title: str, words: str, *buttons: QPushButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture = Sign(picture, "muted", 40)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "heading", wrap=True)
        self._words = label(words, "muted", wrap=True)
        # Wrapped words get the height that they need only where they fill a width: that of this column.
        texts = QWidget()
        texts.setMaximumWidth(_WIDEST)
        lines = QVBoxLayout(texts)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        for text in (self._title, self._words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(text)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(texts, _WIDEST)
        middle.addStretch(1)
        self.buttons = buttons
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addLayout(middle)
        column.addSpacing(SPACE // 2)
        column.addLayout(row)
        column.addStretch(3)
        self.say(title, words)

    @property
    def title(self) -> str:
        """What is missing."""
        return self._title.text()

    @property
    def words(self) -> str:
        """Why, and what to do next."""
        return self._words.text()

    def say(self, title: str, words: str) -> None:
        """Says something else."""
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title}. {words}")


class EmptyList(EmptyState):
    """Stands in a list while it has no rows, unless a filter is why (``is_filtered``)."""

    def __init__(
        self, view: QAbstractItemView, picture: str, title: str, words: str, *buttons: QPushButton
    ) -> None:
        super().__init__(picture, title, words, *buttons, parent=view.viewport())
        self._view = view
        self.is_filtered = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        place = QVBoxLayout(view.viewport())
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self)
        model = view.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Shows itself where the list is empty now."""
        self.setVisible(not self.is_filtered and self._view.model().rowCount() == 0)
