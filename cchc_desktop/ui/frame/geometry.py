"""Where the window stands on the screen, at the first start and after it was moved, resized, or unplugged."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

FIRST_SIZE = QSize(1280, 720)
"""The size of the window when it is opened for the first time, where the screen has room for it."""
_TITLE_BAR = 32
"""What the system puts above a window, in logical pixels; it is not known before the window is shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """The box of a window without the system's frame, and whether it fills the screen."""

    box: QRect
    maximized: bool


def placed(wanted: QRect, available: QRect) -> Place:
    """A wanted box brought onto the part of a screen that windows may use.

    What would not fit is maximized. What stands beyond an edge, as after a screen was unplugged, is moved in.
    """
    room = available.adjusted(0, _TITLE_BAR, 0, 0)
    if wanted.width() >= room.width() or wanted.height() >= room.height():
        # Where it is made smaller again it must fit, too.
        smaller = wanted.size().boundedTo(QSize(room.width() * 9 // 10, room.height() * 9 // 10))
        return Place(_within(QRect(wanted.topLeft(), smaller), room), maximized=True)
    return Place(_within(wanted, room), maximized=False)


def _within(box: QRect, room: QRect) -> QRect:
    moved = QRect(box)
    moved.moveLeft(max(room.left(), min(box.left(), room.right() + 1 - box.width())))
    moved.moveTop(max(room.top(), min(box.top(), room.bottom() + 1 - box.height())))
    return moved


def restore(window: QWidget, kept: str) -> None:
    """Puts a window that is not shown yet where it was, or in the middle of the screen for nothing kept."""
    known = bool(kept) and window.restoreGeometry(QByteArray.fromBase64(kept.encode()))
    wanted = QRect(window.normalGeometry() if window.isMaximized() else window.geometry())
    if not known:
        wanted = QRect(wanted.topLeft(), FIRST_SIZE)
    screen = _screen_of(wanted) or window.screen()
    if not known:
        wanted.moveCenter(screen.availableGeometry().center())
    place = placed(wanted, screen.availableGeometry())
    was_maximized = window.isMaximized()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(place.box)
    if place.maximized or was_maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _screen_of(box: QRect) -> QScreen | None:
    """The screen that holds most of a box; None where it is on none."""

    def shared(screen: QScreen) -> int:
        common = screen.availableGeometry() & box
        return max(0, common.width()) * max(0, common.height())

    best = max(QGuiApplication.screens(), key=shared, default=None)
    return best if best is not None and shared(best) else None
