"""The second start brings the window of the first one forward: they speak through a file beside the data.

The second writes it, the first takes it away as its answer. No network is needed, and a first program that
hangs leaves it, which the second sees.
"""

import os
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, Qt
from PySide6.QtWidgets import QWidget

from ... import durable

NAME = "cchc.raise"
PATIENCE_SECONDS = 2.0
_PAUSE_SECONDS = 0.05


def listen(window: QWidget, folder: Path) -> None:
    """Brings the window forward whenever another start asks for it."""
    durable.discard(folder / NAME)
    watcher = QFileSystemWatcher([str(folder)], window)

    def answer() -> None:
        if (folder / NAME).exists():
            durable.discard(folder / NAME)
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    watcher.directoryChanged.connect(lambda _folder: answer())


def bring_forward(folder: Path, pid: int) -> bool:
    """Asks the program that has the data open to come forward; gives whether it answered."""
    _let_it_come(pid)
    asked = folder / NAME
    try:
        asked.write_text(str(os.getpid()), "utf-8")
        until = time.monotonic() + PATIENCE_SECONDS
        while asked.exists():
            if time.monotonic() > until:
                durable.discard(asked)
                return False
            time.sleep(_PAUSE_SECONDS)
    except OSError:
        return False
    return True


def _let_it_come(pid: int) -> None:
    """Windows lets a program come to the front only where the one in front allows it."""
    if os.name == "nt" and pid:  # pragma: no cover
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)  # type: ignore[attr-defined, unused-ignore]
