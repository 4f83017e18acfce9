"""Packages that reach the window as files: dropped on it, or opened with the program by the system."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from .main_window import MainWindow

_ENDING = ".cchc"


class PackageDoor(QObject):
    """Takes the packages that are dropped on a window, and opens one on it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets a single package be dropped anywhere on the window."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            path = dropped(event.mimeData())
            if path is None:
                return False
            # Copied: Explorer is not to remove what it gave.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self.open(path)
            return True
        return super().eventFilter(watched, event)

    def open(self, path: Path) -> None:
        """Shows what a package holds, once what is being typed is saved."""
        window = self._window
        if window.office.asks_who and window.office.access.is_locked:
            return
        if window.current is None or window.current.leave():
            from ..exchange.taking import TakePackage

            TakePackage.run(window, path)


def dropped(data: QMimeData) -> Path | None:
    """The package that is dragged: one file, by its ending."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == _ENDING else None
