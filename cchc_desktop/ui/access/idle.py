"""Tells when nobody has used keys or mouse for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 5000
_LEAST = 60.0
"""Seconds: no office locks sooner, so before that it is not asked, as the data may be lent to a worker."""
_USED = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
    }
)  # fmt: skip


class IdleWatch(QObject):
    """Calls ``on_idle`` once nothing was used for ``minutes()``, at least one; it listens to windows as they
    come to the front, where few events pass, and not to every widget.

    A PC that slept has been idle, too: the clock on the wall counts beside the one that stands still then.
    """

    def __init__(
        self,
        minutes: Callable[[], int],
        on_idle: Callable[[], object],
        parent: QObject,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._on_idle = minutes, on_idle
        self._steady, self._wall = steady, wall
        self._watched: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.used()

    def start(self) -> None:
        """Watches from now on."""
        self.used()
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]
        self._watch(QGuiApplication.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        """Watches no more."""
        if self._timer.isActive():
            self._timer.stop()
            QGuiApplication.instance().focusWindowChanged.disconnect(self._watch)  # type: ignore[union-attr]

    def used(self) -> None:
        """Somebody is there."""
        self._last = self._steady(), self._wall()

    def look(self) -> None:
        """Calls where the time is over."""
        idle = max(self._steady() - self._last[0], self._wall() - self._last[1])
        if idle >= _LEAST and idle >= self._minutes() * 60:
            self.used()
            self._on_idle()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and id(window) not in self._watched:
            self._watched.add(id(window))
            window.installEventFilter(self)
            key = id(window)
            window.destroyed.connect(lambda: self._watched.discard(key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED:
            self.used()
        return False
