"""Packages that reach the window as files: dropped on it, or opened with the program by the system."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from .main_window import MainWindow

_ENDING = ".cchc"


class PackageDoor(QObject):
    """Takes the packages that are dropped on a window, and opens them on it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets packages be dropped anywhere on the window."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            paths = dropped(event.mimeData())
            if not paths:
                return False
            # Copied: Explorer is not to remove what it gave.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                # Whoever gave them, such as Explorer, waits until the drop is over: no dialog before that.
                QTimer.singleShot(0, self, partial(self.open, *paths))
            return True
        return super().eventFilter(watched, event)

    def open(self, *paths: Path) -> None:
        """Shows what packages hold, one after another, once what is being typed is saved."""
        window = self._window
        if window.office.asks_who and window.office.access.is_locked:
            return
        if window.current is None or window.current.leave():
            from ..exchange.taking import TakePackage

            TakePackage.run(window, *paths)


def dropped(data: QMimeData) -> list[Path]:
    """The packages that are dragged, by their ending, in the order of their names; none where anything else
    is dragged with them."""
    urls = data.urls()
    paths = sorted(Path(url.toLocalFile()) for url in urls)
    are_packages = all(url.isLocalFile() for url in urls) and all(
        each.suffix.lower() == _ENDING for each in paths
    )
    return paths if are_packages else []
