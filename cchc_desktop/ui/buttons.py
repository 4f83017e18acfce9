"""Buttons as the program has them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from . import icons, theme
from .labels import repolish


class PushButton(QPushButton):
    """A button that Enter presses where it has the focus, as Space does.

    Qt lets Enter go on to the default button of the dialog, which is another one or none at all; buttons that
    are each the default while they have the focus would take Enter in fields, too.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def text_button(words: str, picture: str = "", kind: str = "", tooltip: str = "") -> QPushButton:
    """A push button with an icon in the colour of its kind.

    The kinds are primary, danger, flat, line (a flat one as low as a line of words), low, or plain.
    """
    button = PushButton(words)
    if kind or picture:
        show_kind(button, picture, kind)
    if tooltip:
        button.setToolTip(tooltip)
    return button


_OWN_TIP = "own-tip"


def close(button: QPushButton, why: str) -> None:
    """Greys a button that is not for who is here, and says why; opens it again where there is no reason."""
    own = button.property(_OWN_TIP)
    if own is None:
        own = button.toolTip()
        button.setProperty(_OWN_TIP, own)
    button.setEnabled(not why)
    button.setToolTip(why or own)


def show_kind(button: QPushButton, picture: str, kind: str) -> None:
    """Makes a push button one of another kind, its icon with it."""
    colour = {"primary": "accent_text", "danger": "bad", "flat": "accent", "line": "accent"}.get(kind)
    if picture:
        button.setIcon(icons.icon(picture, colour))
        button.setIconSize(QSize(theme.scaled(16), theme.scaled(16)))
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        repolish(button)


def menu_button(words: str, picture: str, menu: QMenu) -> QToolButton:
    """A button with words that opens a menu of what belongs together."""
    button = QToolButton()
    button.setText(f"{words} ▾")
    button.setIcon(icons.icon(picture))
    button.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(words)
    return button


def action_button(action: QAction, size: int = 18) -> QToolButton:
    """A button of a tool bar for an action, with an icon of this size; Tab reaches it, a click leaves it."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(theme.scaled(size), theme.scaled(size)))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    return button
