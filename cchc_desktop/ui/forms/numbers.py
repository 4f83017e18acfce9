"""Fields for numbers: with a decimal comma, a year, and a share of a hundred."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QSpinBox, QVBoxLayout, QWidget

from ...domain.errors import Refusal
from ...domain.numerals import format_number, parse_number, parse_whole
from ..field import Field
from ..labels import label
from ..theme import SPACE
from .texts import LineField


class NumberField(LineField):
    """A number with a decimal comma; empty for none. ``whole`` gives an int, otherwise a Decimal."""

    def __init__(self, *arguments: Any, whole: bool = False, suffix: str = "", **options: Any) -> None:
        self._whole = whole
        self._suffix = suffix
        super().__init__(*arguments, **options)

    def _make_editor(self) -> QLineEdit:
        edit = super()._make_editor()
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        return edit

    def _place_editor(self, layout: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor, 1)
        if self._suffix:
            row.addWidget(label(self._suffix, "muted"))
        layout.addLayout(row)

    def _raw(self) -> str:
        return super()._raw().strip()

    def _show(self, value: Any) -> None:
        self.editor.setText("" if value is None else format_number(value))

    def _read(self) -> Decimal | int | None:
        if not self._raw():
            return None
        return parse_whole(self._raw()) if self._whole else parse_number(self._raw())


class MoneyField(NumberField):
    """An amount in đồng; empty for none."""

    def __init__(self, *arguments: Any, suffix: str = "đồng", **options: Any) -> None:
        super().__init__(*arguments, whole=True, suffix=suffix, **options)

    def _read(self) -> Decimal | int | None:
        try:
            return super()._read()
        except Refusal as refusal:
            raise Refusal(
                f"«{self._raw()}» không phải là số tiền. Hãy nhập như 5.000.000.", refusal.field
            ) from None


class YearField(NumberField):
    """A year, which has no point between thousands; empty for none."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, whole=True, **options)

    def _make_editor(self) -> QLineEdit:
        edit = super()._make_editor()
        edit.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return edit

    def _show(self, value: Any) -> None:
        self.editor.setText("" if value is None else str(value))


class _Percent(QSpinBox):
    """What is typed replaces the number, however the keyboard came: «5» before «75» would be refused, and
    «7» alone be replaced."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks the number, but where it is clicked."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()

    def show_value(self, value: int) -> None:
        """Shows a number that is not typed; the whole of it stays marked."""
        is_marked = self.hasFocus() and self.lineEdit().hasSelectedText()
        self.setValue(value)
        if is_marked:
            self.selectAll()


class PercentField(Field):
    """A share of 0 to 100 %, by slider and by number."""

    editor: _Percent

    def _make_editor(self) -> _Percent:
        spin = _Percent()
        spin.setRange(0, 100)
        spin.setSingleStep(5)
        spin.setSuffix(" %")
        spin.lineEdit().setTextMargins(4, 0, 0, 0)
        spin.valueChanged.connect(lambda _: self.changed.emit())
        return spin

    def _place_editor(self, layout: QVBoxLayout) -> None:
        spin = self.editor
        spin.setFixedWidth(11 * SPACE)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(f"{self.caption}, thanh trượt")
        self.slider.valueChanged.connect(spin.setValue)
        spin.valueChanged.connect(self.slider.setValue)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.slider, 1)
        row.addWidget(spin)
        layout.addLayout(row)

    def _watched(self) -> tuple[QWidget, ...]:
        return (self.editor,) if not hasattr(self, "slider") else (self.editor, self.slider)

    def _raw(self) -> int:
        return self.editor.value()

    def _show(self, value: Any) -> None:
        self.editor.show_value(value or 0)
