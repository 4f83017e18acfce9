"""Fields for one of several values, and for yes or no."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QSizePolicy, QWidget

from ..shell import Shell
from .field import Field

Choices = Sequence[tuple[Any, str]]
"""What a combo box offers: values with the words that stand for them."""


class ChoiceField(Field):
    """One of several values; with ``editable``, a text of one's own too (values are then the texts)."""

    editor: QComboBox

    def __init__(
        self, *arguments: Any, choices: Callable[[], Choices], editable: bool = False, **options: Any
    ) -> None:
        self._choices = choices
        self._editable = editable
        super().__init__(*arguments, **options)
        self.reload_choices()
        self._shown = self._raw()

    def _make_editor(self) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(self._editable)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # A long name must not make the whole panel wide.
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.activated.connect(self._activated)
        if self._editable:
            combo.editTextChanged.connect(lambda _: self.changed.emit())
            completer = QCompleter(combo.model(), combo)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            combo.setCompleter(completer)
        return combo

    def _watched(self) -> tuple[QWidget, ...]:
        line = self.editor.lineEdit()
        return (self.editor, line) if line is not None else (self.editor,)

    def reload_choices(self) -> None:
        """Offers what the office knows by now, keeping what stands in the field."""
        combo = self.editor
        choices = list(self._choices())
        if [(combo.itemData(i), combo.itemText(i)) for i in range(combo.count())] == choices:
            return
        raw = self._raw()
        combo.blockSignals(True)
        combo.clear()
        for value, words in choices:
            combo.addItem(words, value)
            combo.setItemData(combo.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self._show(raw)
        combo.blockSignals(False)

    def _activated(self) -> None:
        self.changed.emit()
        self.commit()

    def _raw(self) -> Any:
        combo = self.editor
        return combo.currentText().strip() if self._editable else combo.currentData()

    def _show(self, value: Any) -> None:
        combo = self.editor
        if self._editable:
            combo.setCurrentText(value or "")
            if (line := combo.lineEdit()) is not None:
                line.setCursorPosition(0)
        else:
            # findData compares through QVariant, which does not know enums of Python.
            values = [combo.itemData(i) for i in range(combo.count())]
            combo.setCurrentIndex(values.index(value) if value in values else -1)

    def load(self) -> None:
        self.reload_choices()
        super().load()


class CheckField(Field):
    """Yes or no; saved at once."""

    editor: QCheckBox

    def __init__(self, shell: Shell | None, caption: str, *arguments: Any, **options: Any) -> None:
        self._words = caption
        super().__init__(shell, "", *arguments, **options)
        self.caption = caption.replace("&", "")
        self.editor.setAccessibleName(self.caption)

    def _make_editor(self) -> QCheckBox:
        box = QCheckBox(self._words)
        box.clicked.connect(self._clicked)
        return box

    def _clicked(self) -> None:
        self.changed.emit()
        if not self.commit():
            self.restore()

    def _raw(self) -> bool:
        return self.editor.isChecked()

    def _show(self, value: Any) -> None:
        self.editor.setChecked(bool(value))
