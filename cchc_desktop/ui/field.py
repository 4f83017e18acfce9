"""What all fields do: show, take, save, refuse, restore; each kind says how its editor does it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..domain.errors import Refusal
from .keystrokes import mark_refused, typed
from .labels import label, repolish
from .shell import Shell

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


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
        self._tooltip = tooltip
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
        self.changed.connect(typed())
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

    @property
    def saves(self) -> bool:
        """Whether the field stores what is typed once it is left."""
        return self._set is not None

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
        typed().emit()

    def load(self) -> None:
        """Shows the stored value, unless something unsaved stands in the field."""
        if self._get is not None and not (self.dirty and self._has_focus()) and self._problem.isHidden():
            self.set_value(self._get())

    def _takes_back(self) -> bool:
        """Whether Escape has something to do here; in a question, which stores nothing, it closes that."""
        return (self.dirty and self._get is not None) or not self._problem.isHidden()

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

    def lock(self, is_locked: bool, why: str = "") -> None:
        """Shows the value without letting it be changed, or lets it be changed again; ``why`` is told where
        the pointer rests."""
        if isinstance(self.editor, QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            self.editor.setReadOnly(is_locked)
        else:
            self.editor.setEnabled(not is_locked)
        self.editor.setToolTip((is_locked and why) or self._tooltip)
        # What else sets the value: a slider, the calendar's button.
        for other in (*self.findChildren(QAbstractSlider), *self.findChildren(QToolButton)):
            if not self.editor.isAncestorOf(other) and other is not self.editor:
                other.setEnabled(not is_locked)

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
        mark_refused(self, wrong)
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
            if event.key() == Qt.Key.Key_Escape and self._takes_back():  # type: ignore[attr-defined]
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
        if event.key() == Qt.Key.Key_Escape and self._takes_back():
            self.restore()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._set is not None:
            self.commit()
            return True
        return False


def holds_typing(widget: QWidget | None) -> bool:
    """Whether a field or a cell of a table that has the cursor holds something that is not stored yet."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    modified = isinstance(line, QLineEdit) and line.isModified()
    while widget is not None:
        if isinstance(widget, Field):
            return widget.saves and widget.dirty
        widget = widget.parentWidget()
        if isinstance(widget, QAbstractItemView):
            return modified
    return False


def waits_for_button(widget: QWidget | None) -> bool:
    """Whether a field that has the cursor holds something that only a button stores."""
    while widget is not None:
        if isinstance(widget, Field):
            return widget.dirty and not widget.saves
        widget = widget.parentWidget()
    return False


def show_problem(widget: QWidget | None, sentence: str) -> bool:
    """Shows a sentence at the field that a widget belongs to; gives whether there is such a field."""
    while widget is not None:
        if isinstance(widget, Field):
            widget.show_problem(sentence)
            return True
        widget = widget.parentWidget()
    return False
