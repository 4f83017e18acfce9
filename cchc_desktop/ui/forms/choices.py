"""Fields for one of several values, and for yes or no."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ..choice_box import ChoiceBox, Choices
from ..field import Field
from ..shell import Shell


class ChoiceField(Field):
    """One of several values; with ``editable``, a text of one's own too (values are then the texts)."""

    editor: ChoiceBox

    def __init__(
        self, *arguments: Any, choices: Callable[[], Choices], editable: bool = False, **options: Any
    ) -> None:
        self._choices = choices
        self._editable = editable
        super().__init__(*arguments, **options)
        self.reload_choices()
        self._shown = self._raw()

    def _make_editor(self) -> ChoiceBox:
        box = ChoiceBox(self._editable)
        # A long name must not make the whole panel wide.
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.activated.connect(self._activated)
        if self._editable:
            box.editTextChanged.connect(lambda _: self.changed.emit())
        return box

    def _watched(self) -> tuple[QWidget, ...]:
        line = self.editor.lineEdit()
        return (self.editor, line) if line is not None else (self.editor,)

    def reload_choices(self) -> None:
        """Offers what the office knows by now, keeping what stands in the field."""
        self.editor.offer(self._choices())

    def _activated(self) -> None:
        self.changed.emit()
        self.commit()

    def _raw(self) -> Any:
        return self.editor.value()

    def _show(self, value: Any) -> None:
        self.editor.show_value(value)

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
