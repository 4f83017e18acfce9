"""Tells the window that something was typed or stored, wherever in it that was."""

from PySide6.QtCore import QObject, Signal, SignalInstance


class _Notifier(QObject):
    typed = Signal()


_NOTIFIER = _Notifier()


def typed() -> SignalInstance:
    """Comes after every keystroke in a field or a cell, and once what was typed is stored or forgotten."""
    return _NOTIFIER.typed
