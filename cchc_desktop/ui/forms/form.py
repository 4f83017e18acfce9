"""Fields together, as a page or a dialog shows them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..field import Field
from ..theme import SPACE


class Form(QWidget):
    """Fields under one another, or side by side in rows; loaded and saved together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: list[Field] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)

    def add(self, *fields: Field, stretches: Sequence[int] = ()) -> None:
        """Adds a row of fields, as wide as one another or as ``stretches`` says."""
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for number, field in enumerate(fields):
            self.fields.append(field)
            row.addWidget(field, stretches[number] if stretches else 1, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(row)

    def add_widget(self, widget: QWidget) -> None:
        """Adds something that is no field."""
        self._layout.addWidget(widget)

    def load(self) -> None:
        """Shows what is stored, in every field that holds nothing unsaved."""
        for field in self.fields:
            field.load()

    def restore(self) -> None:
        """Shows what is stored in every field and forgets what was typed."""
        for field in self.fields:
            field.restore()

    def commit(self) -> bool:
        """Saves what was typed; puts the cursor into the first field that is refused."""
        for field in self.fields:
            if not field.commit():
                field.setFocus()
                return False
        return True

    def problem(self, name: str, sentence: str) -> Field:
        """Shows a sentence at the field of this object name, else at the first one; gives the field.

        A field that could not read what was typed has said so itself; its sentence stands there alone.
        """
        said = [field for field in self.fields if field.editor.accessibleDescription() == sentence]
        named = [field for field in self.fields if name and field.objectName() == name]
        field = [*named, *said, self.fields[0]][0]
        field.show_problem(sentence)
        return field
