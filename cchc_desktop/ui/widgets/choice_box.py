"""A combo box on values of Python."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

Choices = Sequence[tuple[Any, str]]
"""What a combo box offers: values with the words that stand for them."""


class ChoiceBox(QComboBox):
    """Gives back the very values that it was given; Qt's own item data turn an enum of texts into a text.

    With ``editable`` it takes a text of one's own too, and completes it from the words that it offers; its
    value is then the text.
    """

    def __init__(self, editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[tuple[Any, str]] = []
        self.setEditable(editable)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if editable:
            completer = QCompleter(self.model(), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.setCompleter(completer)

    @property
    def values(self) -> list[Any]:
        """The values that are offered, in their order."""
        return [value for value, _ in self._choices]

    def offer(self, choices: Choices) -> None:
        """Offers these and no others, keeping the value that is shown where it is still among them."""
        if list(choices) == self._choices:
            return
        kept = self.value()
        self._choices = list(choices)
        was_blocked = self.blockSignals(True)
        self.clear()
        for _, words in self._choices:
            self.addItem(words)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.show_value(kept)
        self.blockSignals(was_blocked)

    def value(self) -> Any:
        """The value that is chosen, None for none; of an editable box its text."""
        if self.isEditable():
            return self.currentText().strip()
        at = self.currentIndex()
        return self._choices[at][0] if at >= 0 else None

    def show_value(self, value: Any) -> None:
        """Shows a value, nothing where it is not offered; an editable box shows any text from its start."""
        if (line := self.lineEdit()) is not None:
            self.setCurrentText(value or "")
            line.setCursorPosition(0)
        else:
            values = self.values
            self.setCurrentIndex(values.index(value) if value in values else -1)
