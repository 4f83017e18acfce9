"""Packages that reach the window as files: dropped on it, opened with the program by the system, or handed
over by another start of the program."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from ...domain.places import ExchangePlace, PageName

if TYPE_CHECKING:
    from .main_window import MainWindow

_LOOK_MS = 300


class PackageDoor(QObject):
    """Takes the packages that are dropped on a window, and opens them on it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._let_in)
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
        if self._is_locked:
            return
        if window.current is None or window.current.leave():
            from ..exchange.taking import TakePackage

            TakePackage.run(window, *paths)

    def hand_over(self, path: Path) -> None:
        """Shows what a package holds on «Trao đổi»; where a dialog is open, or nobody is signed in, once that
        is over."""
        if path not in self._waiting:
            self._waiting.append(path)
        self._let_in()
        if self._waiting and not self._look.isActive():
            self._look.start()
            self._window.notify(f"Gói «{path.name}» sẽ được mở khi xong việc đang làm.")

    @property
    def _is_locked(self) -> bool:
        return self._window.office.asks_who and self._window.office.access.is_locked

    def _let_in(self) -> None:
        """Opens what waits, one after the other: each is a dialog of its own."""
        is_busy = QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
        if is_busy or self._is_locked:
            return
        self._look.stop()
        while self._waiting:
            path = self._waiting.pop(0)
            self._window.go(ExchangePlace())
            if self._window.shown is not PageName.EXCHANGE:
                self._window.notify(f"Hãy sửa ô đang nhập rồi mở lại gói «{path.name}».")
                continue
            self.open(path)


def dropped(data: QMimeData) -> list[Path]:
    """The packages that are dragged, by their ending, and folders with some, in the order of their names;
    none where anything else is dragged with them."""
    from ..exchange.several import are_packages

    urls = data.urls()
    paths = sorted(Path(url.toLocalFile()) for url in urls)
    return paths if all(url.isLocalFile() for url in urls) and are_packages(paths) else []
