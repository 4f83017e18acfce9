"""Tells the window that something was typed, refused or stored, wherever in it; and where the keyboard is."""

from collections.abc import Sequence
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget
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


def go_round(parts: Sequence[QWidget], reason: Qt.FocusReason) -> QWidget:
    """Takes the keyboard from the part of a page that has it to the next one, after the last to the first; to
    the first from anywhere else. Returns the part that it went to."""
    at = next((n for n, part in enumerate(parts) if has_keyboard(part)), -1)
    following = parts[(at + 1) % len(parts)]
    following.setFocus(reason)
    return following
