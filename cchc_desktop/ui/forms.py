"""Form fields that are bound to the office's data: shown by a getter, saved by a setter when they are left.

A field that is refused keeps what was typed and says why in red beneath itself; Escape brings the stored
value back. Nothing here knows what it edits: a getter gives the stored value, a setter is an operation of
Office that may raise Refusal.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.numerals import format_number, parse_number
from . import icons, theme
from .shell import Shell
from .theme import SPACE

VIETNAMESE = QLocale("vi_VN")
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def show_problem(widget: QWidget | None, sentence: str) -> bool:
    """Shows a sentence at the field that a widget belongs to; gives whether there is such a field."""
    while widget is not None:
        if isinstance(widget, Field):
            widget.show_problem(sentence)
            return True
        widget = widget.parentWidget()
    return False


def repolish(widget: QWidget) -> None:
    """Makes the stylesheet look again at the widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the stylesheet's roles: title, heading, label, muted, small, problem."""
    made = QLabel(text)
    # Texts come from plans and files: "<b>" in them is text, not markup.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class Field(QWidget):
    """A label, an editor, and beneath it the sentence that says what is wrong.

    Without getter and setter the field stands alone, as in wizards: ``value()`` reads it and ``set_value``
    fills it. ``changed`` comes with every keystroke, ``saved`` once the setter has done its work.
    """

    changed = Signal()
    saved = Signal()

    def __init__(
        self,
        shell: Shell | None,
        caption: str,
        get: Callable[[], Any] | None = None,
        set_: Callable[[Any], object] | None = None,
        *,
        hint: str = "",
        tooltip: str = "",
    ) -> None:
        super().__init__()
        self._shell = shell
        self._get = get
        self._set = set_
        self._shown: Any = None
        self._busy = False
        self.caption = caption.replace("&", "")
        self.editor: QWidget = self._make_editor()
        self._caption = label(caption, "label")
        self._caption.setBuddy(self.editor)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        self.editor.setAccessibleName(self.caption)
        self.setFocusProxy(self.editor)
        if hint and hasattr(self.editor, "setPlaceholderText"):
            self.editor.setPlaceholderText(hint)
        if tooltip:
            self.editor.setToolTip(tooltip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if caption:
            layout.addWidget(self._caption)
        self._place_editor(layout)
        layout.addWidget(self._problem)
        for watched in self._watched():
            watched.installEventFilter(self)
        self._shown = self._raw()

    # What each kind of field says of itself

    def _make_editor(self) -> QWidget:
        raise NotImplementedError

    def _place_editor(self, layout: QVBoxLayout) -> None:
        layout.addWidget(self.editor)

    def _watched(self) -> tuple[QWidget, ...]:
        return (self.editor,)

    def _raw(self) -> Any:
        """What the editor holds, unread; two equal ones mean that nothing was typed."""
        raise NotImplementedError

    def _show(self, value: Any) -> None:
        raise NotImplementedError

    def _read(self) -> Any:
        """The value that the editor says. Raises Refusal where it says none."""
        return self._raw()

    # What all fields do

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self._raw() != self._shown)

    def value(self) -> Any:
        """The value that was typed. Raises Refusal, and shows its sentence, where it is none."""
        try:
            value = self._read()
        except Refusal as refusal:
            self.show_problem(str(refusal))
            raise
        self.clear_problem()
        return value

    def set_value(self, value: Any) -> None:
        """Shows a value, whatever was typed before."""
        self._show(value)
        self._shown = self._raw()
        self.clear_problem()

    def load(self) -> None:
        """Shows the stored value, unless something unsaved stands in the field."""
        if self._get is not None and not (self.dirty and self._has_focus()) and self._problem.isHidden():
            self.set_value(self._get())

    def restore(self) -> None:
        """Brings the stored value back and forgets what was typed."""
        if self._get is not None:
            self.set_value(self._get())
        self.clear_problem()

    def commit(self) -> bool:
        """Saves what was typed; gives whether nothing unsaved is left."""
        if self._busy:
            return True
        if self._set is None or not self.dirty:
            if not self.dirty:
                self.clear_problem()
            return self._problem.isHidden()
        self._busy = True
        try:
            try:
                value = self._read()
            except Refusal as refusal:
                self.show_problem(str(refusal))
                return False
            setter = self._set
            if self._shell is not None:
                done = self._shell.attempt(lambda: setter(value), self)
            else:
                setter(value)
                done = True
            if not done:
                return False
            # As it is written properly; the page shows what was stored once it is refreshed.
            self.set_value(value)
        finally:
            self._busy = False
        self.saved.emit()
        return True

    def show_problem(self, sentence: str) -> None:
        """Says in red beneath the field what is wrong."""
        self._problem.setText(sentence)
        self._problem.show()
        self.editor.setAccessibleDescription(sentence)
        self._mark(True)

    def clear_problem(self) -> None:
        """Takes the red sentence away."""
        if not self._problem.isHidden():
            self._problem.hide()
            self._problem.clear()
            self.editor.setAccessibleDescription("")
            self._mark(False)

    def _mark(self, wrong: bool) -> None:
        for widget in self._watched():
            widget.setProperty("problem", "true" if wrong else "false")
            repolish(widget)

    def _has_focus(self) -> bool:
        return any(widget.hasFocus() for widget in self._watched())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason:  # type: ignore[attr-defined]
                self.commit()
        elif kind == QEvent.Type.ShortcutOverride:
            # With nothing typed, Ctrl+Z is the program's undo and not the field's.
            if not self.dirty and isinstance(event, QKeyEvent) and any(map(event.matches, _UNDO_KEYS)):
                event.ignore()
                return True
            if event.key() == Qt.Key.Key_Escape and (  # type: ignore[attr-defined]
                self.dirty or not self._problem.isHidden()
            ):
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress:
            return self._key(event)  # type: ignore[arg-type]
        elif kind == QEvent.Type.Wheel and not watched.hasFocus():  # type: ignore[attr-defined]
            # Scrolling a page must not change what the pointer happens to pass over.
            event.ignore()
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and (self.dirty or not self._problem.isHidden()):
            self.restore()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._set is not None:
            self.commit()
            return True
        return False


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


class DateField(Field):
    """A day typed as 5/1/2026, or picked from a calendar; empty for none."""

    editor: QLineEdit

    def _make_editor(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText("dd/mm/yyyy")
        edit.textEdited.connect(lambda _: self.changed.emit())
        return edit

    def _place_editor(self, layout: QVBoxLayout) -> None:
        self._button = QToolButton()
        self._button.setIcon(icons.icon("calendar", "muted"))
        self._button.setToolTip("Chọn ngày trên lịch (Alt+↓)")
        self._button.setAccessibleName(f"Chọn ngày: {self.caption}")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.pick)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.editor, 1)
        row.addWidget(self._button)
        layout.addLayout(row)

    def _raw(self) -> str:
        return self.editor.text().strip()

    def _show(self, value: Any) -> None:
        self.editor.setText(short_date(value))

    def _read(self) -> date | None:
        return parse_date(self._raw()) if self._raw() else None

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
            return True
        return super()._key(event)

    def pick(self) -> None:
        """Opens the calendar under the field."""
        try:
            day = self._read()
        except Refusal:
            day = None
        menu = calendar_menu(self, day, self._picked)
        menu.popup(self.editor.mapToGlobal(self.editor.rect().bottomLeft()))

    def _picked(self, day: date) -> None:
        self._show(day)
        self.changed.emit()
        self.commit()


def calendar_menu(parent: QWidget, day: date | None, picked: Callable[[date], None]) -> QMenu:
    """A menu that holds a Vietnamese calendar; ``picked`` is called with the day that is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget()
    calendar.setLocale(VIETNAMESE)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumSize(42 * SPACE, 30 * SPACE)
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(theme.current().bad))
    for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(name, weekend)
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def choose(chosen: QDate) -> None:
        menu.close()
        picked(date(chosen.year(), chosen.month(), chosen.day()))

    calendar.clicked.connect(choose)
    calendar.activated.connect(choose)
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    QTimer.singleShot(0, calendar, calendar.setFocus)
    return menu


class NumberField(Field):
    """A number with a decimal comma; empty for none. ``whole`` gives an int, otherwise a Decimal."""

    editor: QLineEdit

    def __init__(self, *arguments: Any, whole: bool = False, suffix: str = "", **options: Any) -> None:
        self._whole = whole
        self._suffix = suffix
        super().__init__(*arguments, **options)

    def _make_editor(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.textEdited.connect(lambda _: self.changed.emit())
        return edit

    def _place_editor(self, layout: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor, 1)
        if self._suffix:
            row.addWidget(label(self._suffix, "muted"))
        layout.addLayout(row)

    def _raw(self) -> str:
        return self.editor.text().strip()

    def _show(self, value: Any) -> None:
        self.editor.setText("" if value is None else format_number(value))

    def _read(self) -> Decimal | int | None:
        if not self._raw():
            return None
        number = parse_number(self._raw())
        if not self._whole:
            return number
        if number != int(number):
            raise Refusal("Hãy nhập số nguyên, không có phần lẻ.")
        return int(number)


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


class PercentField(Field):
    """A share of 0 to 100 %, by slider and by number."""

    editor: QSpinBox

    def _make_editor(self) -> QSpinBox:
        spin = QSpinBox()
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
        self.editor.setValue(value or 0)


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

    def problem(self, name: str, sentence: str) -> None:
        """Shows a sentence at the field of this object name, else at the first one."""
        for field in self.fields:
            if field.objectName() == name:
                field.show_problem(sentence)
                return
        self.fields[0].show_problem(sentence)
