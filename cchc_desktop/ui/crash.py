"""Errors of the program itself: kept in a log, shown with a report that the user may pass on by hand."""

import contextlib
import faulthandler
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QWidget

from .. import __version__, log, machine

LOG_NAME = "crash.log"
_KEPT_BYTES = 200_000


class Watch(QObject):
    """Stands behind every exception that no one caught, from whatever thread it comes."""

    _caught = Signal(str)

    def __init__(self, folder: Path, window: QWidget | None = None) -> None:
        super().__init__()
        self.window = window
        self._folder = folder
        self._path = folder / LOG_NAME
        self._log: TextIO | None = None
        self._showing = False
        self._caught.connect(self._show)
        with contextlib.suppress(OSError):
            if self._path.exists() and self._path.stat().st_size > _KEPT_BYTES:
                self._path.unlink()
            self._log = self._path.open("a", encoding="utf-8")
            # A crash below Python leaves the stack of every thread in the same file.
            faulthandler.enable(self._log)
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.UI("fault", kind=kind.__name__)
        text = report("".join(traceback.format_exception(kind, error, trace)))
        if self._log is not None:
            with contextlib.suppress(OSError, ValueError):
                self._log.write(text + "\n")
                self._log.flush()
        if sys.stderr is not None:
            sys.__excepthook__(kind, error, trace)
        self._caught.emit(text)

    def _show(self, text: str) -> None:
        # One window is enough: a fault in painting comes back with every repaint.
        if self._showing:
            return
        self._showing = True
        # Most days need none, and what it is made of takes a part of the start-up.
        from .crash_dialog import CrashDialog

        try:
            CrashDialog.show_report(self.window, text, self._folder)
        finally:
            self._showing = False


def report(trace: str) -> str:
    """What a report says: when, which versions, and where in the program; nothing of the office's data."""
    facts = (
        f"CCHC Desktop {__version__}, {datetime.now().isoformat(timespec='seconds')}",
        f"Python {machine.python()}, Qt {qVersion()}, PySide6 {pyside_version}",
        machine.system(),
    )
    return "\n".join((*facts, "", trace.strip(), ""))
