"""A question to the user: a short form in a dialog of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.errors import Refusal
from .. import theme
from ..labels import hold_words
from ..theme import SPACE
from .form import Form


class Question(QDialog):
    """A short form with an answer button; it stays open while the answer is refused."""

    def __init__(self, parent: QWidget | None, title: str, answer: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.scaled(56 * SPACE))
        self.form = Form()
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(answer, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("kind", "primary")
        self.buttons.addButton("Hủy", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.answer)
        self.buttons.rejected.connect(self.reject)
        # In a text of several lines, Enter begins the next one.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.answer)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._column.setSpacing(2 * SPACE)
        self._column.addWidget(self.form)
        self._column.addStretch(1)
        self._column.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Makes room for sentences of several lines. The keyboard begins at the first field, unless the
        question says otherwise: Enter answers from there, too, but in a text of several lines."""
        super().showEvent(event)
        hold_words(self)
        if self.focusWidget() is None:
            first = next((field for field in self.form.fields if field.isVisible()), None)
            if first is not None and not isinstance(first.editor, QPlainTextEdit):
                first.setFocus(Qt.FocusReason.TabFocusReason)

    def answer(self) -> None:
        """Carries out what was asked; a refusal is shown at the field that it speaks of, with the cursor."""
        try:
            done = self.carry_out()
        except Refusal as refusal:
            self.form.problem(refusal.field, str(refusal)).setFocus()
            return
        if done:
            self.accept()

    def carry_out(self) -> bool:
        """Does it; gives whether it was done."""
        raise NotImplementedError
