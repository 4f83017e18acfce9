"""The second start brings the window of the first one forward: they speak through a file beside the data.

The second writes it, the first takes it away as its answer. It may name a package that the second was opened
with, and nothing else is heard. No network is needed, and a first program that hangs leaves the file, which
the second sees.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, Qt
from PySide6.QtWidgets import QWidget

from ... import durable
from ...domain.exchange.manifest import SUFFIX

NAME = "cchc.raise"
"""What the names of these files begin with: several starts at once have one each."""
PATIENCE_SECONDS = 2.0
_STALE_SECONDS = 60
"""What is older nobody waits for; clocks of a shared folder may be some seconds apart."""
_PAUSE_SECONDS = 0.05
_MOST_BYTES = 100_000


def listen(window: QWidget, folder: Path, open_package: Callable[[Path], object]) -> None:
    """Brings the window forward whenever another start asks for it, and opens the package that it names."""
    watcher = QFileSystemWatcher([str(folder)], window)

    def answer() -> None:
        asked = [path for path in sorted(folder.glob(f"{NAME}-*")) if _is_waiting(path)]
        packages = [package for path in asked if (package := _package_in(path)) is not None]
        for path in asked:
            durable.discard(path)
        if asked:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()
        for package in packages:
            open_package(package)

    watcher.directoryChanged.connect(lambda _folder: answer())
    # Who asked a moment ago, while this window was made, waits yet.
    answer()


def bring_forward(folder: Path, pid: int, package: Path | None = None) -> bool:
    """Asks the program that has the data open to come forward, and to show a package where one is given;
    gives whether it answered."""
    _let_it_come(pid)
    asked = folder / f"{NAME}-{os.getpid()}"
    try:
        durable.write(asked, json.dumps({"open": str(package) if package is not None else ""}).encode())
        until = time.monotonic() + PATIENCE_SECONDS
        while asked.exists():
            if time.monotonic() > until:
                durable.discard(asked)
                return False
            time.sleep(_PAUSE_SECONDS)
    except OSError:
        return False
    return True


def _is_waiting(asked: Path) -> bool:
    """Whether somebody waits for an answer; what an end in the middle has left goes."""
    try:
        age = time.time() - asked.stat().st_mtime
    except OSError:
        return False
    if age <= _STALE_SECONDS:
        return True
    durable.discard(asked)
    return False


def _package_in(asked: Path) -> Path | None:
    """The package that is asked for: a whole path to a file that is there and ends as packages do. Whatever
    else somebody has written is nothing."""
    try:
        with asked.open("rb") as stream:
            told = json.loads(stream.read(_MOST_BYTES))
        path = Path(told["open"])
        is_package = path.is_absolute() and path.suffix.lower() == SUFFIX and path.is_file()
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    return path if is_package else None


def _let_it_come(pid: int) -> None:
    """Windows lets a program come to the front only where the one in front allows it."""
    if os.name == "nt" and pid:  # pragma: no cover
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)  # type: ignore[attr-defined, unused-ignore]
