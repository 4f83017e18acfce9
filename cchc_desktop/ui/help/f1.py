"""F1 wherever one is: the page, the tab or the dialog with the keyboard says which topic it opens.

A widget, page or dialog declares ``help_topic``, «bao-cao» or «bao-cao#phat-hanh»; the nearest one around
what has the keyboard counts. In the main window the help page opens; over a dialog, a window beside it.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QTabWidget, QWidget

FIRST = "bat-dau"
"""The topic of what declares none."""
_ANSWERS = "answersF1"


def topic_at(widget: QWidget | None) -> str:
    """The address of the topic for a widget: its own, else that of the nearest around it, else nothing.

    Of tabs and stacks that are passed on the way up, the page that is in front is asked as well: the keyboard
    may be on the bar above it.
    """
    while widget is not None:
        if isinstance(widget, QTabWidget | QStackedWidget):
            front = getattr(widget.currentWidget(), "help_topic", "")
            if front:
                return str(front)
        if found := getattr(widget, "help_topic", ""):
            return str(found)
        widget = None if widget.isWindow() else widget.parentWidget()
    return ""


class DialogHelp(QObject):
    """F1 in every dialog over the window, from the moment that it has the keyboard.

    A shortcut of the window is not heard while a dialog is open, and listening to every event of the program
    would make all of them dearer.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and not dialog.property(_ANSWERS):
            dialog.setProperty(_ANSWERS, True)
            QShortcut(QKeySequence("F1"), dialog, lambda: _help_over(dialog))


def _help_over(dialog: QDialog) -> None:
    from .window import HelpWindow, show_beside

    if not isinstance(dialog, HelpWindow):
        show_beside(dialog, topic_at(dialog.focusWidget()) or topic_at(dialog) or FIRST)
