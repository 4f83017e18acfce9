"""Fields for text: one line, several lines, and a paragraph of a plan."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ..field import Field

_FRAME = 10
"""The height of an editor's border and padding, above and below together."""


class LineField(Field):
    """One line of text."""

    editor: QLineEdit

    def _make_editor(self) -> QLineEdit:
        edit = QLineEdit()
        edit.textEdited.connect(lambda _: self.changed.emit())
        return edit

    def _raw(self) -> str:
        return self.editor.text()

    def _show(self, value: Any) -> None:
        self.editor.setText(value or "")
        self.editor.setCursorPosition(0)


class TextField(Field):
    """Several lines of text; Enter begins a new line, Ctrl+Enter saves."""

    editor: QPlainTextEdit

    def __init__(self, *arguments: Any, lines: int = 3, **options: Any) -> None:
        super().__init__(*arguments, **options)
        height = self.editor.fontMetrics().lineSpacing() * lines + 18
        self.editor.setFixedHeight(height)

    def _make_editor(self) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.textChanged.connect(self.changed.emit)
        return edit

    def _raw(self) -> str:
        return self.editor.toPlainText()

    def _show(self, value: Any) -> None:
        if self._raw() != (value or ""):
            self.editor.setPlainText(value or "")

    def _key(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        return super()._key(event)


class PassageField(TextField):
    """A paragraph of a plan: it grows with its text, and Enter saves, because a paragraph has no lines."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, lines=2, **options)
        edit = self.editor
        edit.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    def cursor_at(self) -> int:
        """Where the cursor stands in the text."""
        return self.editor.textCursor().position()

    def _fit(self) -> None:
        edit = self.editor
        layout, block, text = edit.document().documentLayout(), edit.document().begin(), 0.0
        while block.isValid():
            text += layout.blockBoundingRect(block).height()
            block = block.next()
        line = edit.fontMetrics().lineSpacing()
        around = 2 * edit.document().documentMargin() + _FRAME
        edit.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if text > 10 * line
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        height = round(max(2 * line, min(10 * line, text)) + around)
        if edit.height() != height:
            edit.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refits when the width changes, besides what every field does."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            # Once the editor has laid its lines out for the new width.
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.commit()
            return True
        return super()._key(event)
