"""Tells the window that something was typed, refused or stored, wherever in it; and where the keyboard is."""

from collections.abc import Callable, Sequence
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid


class _Notifier(QObject):
    typed = Signal()


_NOTIFIER = _Notifier()
_REFUSED: WeakSet[QWidget] = WeakSet()


def typed() -> SignalInstance:
    """Comes after every keystroke in a field or a cell, and once what was typed is stored or forgotten."""
    return _NOTIFIER.typed


def mark_refused(widget: QWidget, is_refused: bool) -> None:
    """Says of a field, or of a table with one of its cells, that what stands there was refused and is not
    stored; or no longer."""
    if is_refused != (widget in _REFUSED):
        (_REFUSED.add if is_refused else _REFUSED.discard)(widget)
        typed().emit()


def holds_refused(within: QWidget) -> bool:
    """Whether anything in a page was refused and stands there still."""
    return any(isValid(each) and within.isAncestorOf(each) for each in _REFUSED)


def has_keyboard(within: QWidget) -> bool:
    """Whether what is typed goes to a widget or into it. Ask before hiding it: the keyboard would pass to the
    next widget of the window, and what is typed with it."""
    now = within.window().focusWidget()
    return now is not None and (now is within or within.isAncestorOf(now))


_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def passes_undo(line: QLineEdit, event: QEvent) -> bool:
    """Leaves Ctrl+Z and Ctrl+Y to the program where nothing was typed into a line that they would take
    back."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if line.isUndoAvailable() or line.isRedoAvailable() or not any(map(event.matches, _UNDO_KEYS)):
        return False
    event.ignore()
    return True


class _Downwards(QObject):
    """Keeps what a line's keys lead to."""

    def __init__(self, line: QLineEdit, go: Callable[[], object]) -> None:
        super().__init__(line)
        self._line = line
        self._go = go

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Goes on where the line itself would do nothing."""
        if passes_undo(self._line, event):
            return True
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_bare and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._go()
            return True
        return False


def leads_down(line: QLineEdit, go: Callable[[], object]) -> None:
    """Has Enter and the arrow down, in a line that filters a list, go on to the list."""
    line.installEventFilter(_Downwards(line, go))


def go_round(parts: Sequence[QWidget], reason: Qt.FocusReason) -> QWidget:
    """Takes the keyboard from the part of a page that has it to the next one, after the last to the first; to
    the first from anywhere else. Returns the part that it went to."""
    at = next((n for n, part in enumerate(parts) if has_keyboard(part)), -1)
    following = parts[(at + 1) % len(parts)]
    following.setFocus(reason)
    return following
