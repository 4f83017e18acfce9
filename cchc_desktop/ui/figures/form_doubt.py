"""The strip over a form that says that another circular may have replaced it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ..labels import label
from ..theme import SPACE
from ..widgets.sign import Sign


class FormDoubt(QFrame):
    """A sentence about the form itself; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice-warn")
        self._words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 4, SPACE, 4)
        row.addWidget(Sign("warning-filled", "warn"))
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def show_sentence(self, sentence: str) -> None:
        """Says a sentence; nothing hides the strip."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
