"""Errors of the program itself: kept in a log, shown with a report that the user may pass on by hand."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from .. import log
from ..faults import report as reports
from ..faults.crash_log import CrashLog

if TYPE_CHECKING:
    from .crash_dialog import CrashDialog

_QUIET_SECONDS = 60
"""The same fault is shown again after so long: a fault in painting comes back with every repaint."""


class Watch(QObject):
    """Stands behind every exception that no one caught, from whatever thread it comes."""

    _caught = Signal(str, str, bool)

    def __init__(self, folder: Path, window: QWidget | None = None) -> None:
        super().__init__()
        self.window = window
        self.tells: Callable[[BaseException], bool] | None = None
        """Says what an error means for the data, and whether that is all; asked on the main thread."""
        self.log = CrashLog(folder)
        self._folder = folder
        self._dialog: CrashDialog | None = None
        self._is_showing = False
        self._shown: dict[str, float] = {}
        self._caught.connect(self._show)
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._caught_aside

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keeps and shows an error; from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        with contextlib.suppress(Exception):
            log.UI("fault", kind=kind.__name__)
        if self._is_told(error):
            return
        told = reports.trace_of(error.with_traceback(trace))
        text, is_kept = self._kept(told)
        if sys.stderr is not None:
            with contextlib.suppress(Exception):
                sys.__excepthook__(kind, error, trace)
        with contextlib.suppress(RuntimeError):  # at exit, when Qt's part of this is gone
            self._caught.emit(text, told, is_kept)

    def _is_told(self, error: BaseException) -> bool:
        """Whether the window has said what it means: damaged data are no fault of the program."""
        if self.tells is None or threading.current_thread() is not threading.main_thread():
            return False
        try:
            return self.tells(error)
        except Exception:
            return False

    def _kept(self, trace: str) -> tuple[str, bool]:
        """The report of a fault, and whether it is in the log."""
        text = reports.report(trace, self._folder, _facts(self.window))
        try:
            return text, self.log.write(text, trace)
        except Exception:
            return text, False

    def _caught_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and told.exc_type is not SystemExit:
            self.caught(told.exc_type, told.exc_value, told.exc_traceback)

    def _caught_aside(self, told: "sys.UnraisableHookArgs") -> None:
        """An error in what Python does by itself, such as clearing up: kept, but nobody is disturbed."""
        if told.exc_value is not None:
            self._kept(reports.trace_of(told.exc_value))
        with contextlib.suppress(Exception):
            sys.__unraisablehook__(told)

    def _show(self, text: str, trace: str, is_kept: bool) -> None:
        if QApplication.instance() is None:
            return
        if self._is_showing:
            # One window is enough; what comes meanwhile is told in it.
            if self._dialog is not None:
                self._dialog.add(text, trace)
            return
        now = time.monotonic()
        if now - self._shown.get(trace, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return
        self._is_showing = True
        try:
            self._show_dialog(text, trace, is_kept)
        finally:
            self._is_showing = False
            self._dialog = None
            self._shown[trace] = time.monotonic()

    def _show_dialog(self, text: str, trace: str, is_kept: bool) -> None:
        parent = self.window if self.window is not None and isValid(self.window) else None
        try:
            # Most days need none, and what it is made of takes a part of the start-up.
            from .crash_dialog import CrashDialog

            self._dialog = CrashDialog(parent, text, self._folder, is_kept)
            self._dialog.known = {trace}
            self._dialog.wait()
        except Exception as error:
            # What is broken may be what the dialog itself stands on.
            self._kept(reports.trace_of(error))
            show_plainly(text)

    def close(self) -> None:
        """Catches nothing any more: the program ends."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        self.log.close()


def show_plainly(text: str) -> None:
    """Says in Qt's own plainest box that the program failed; with nothing of ours that may be broken."""
    with contextlib.suppress(Exception):
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox()
        box.setWindowTitle("Chương trình gặp lỗi")
        box.setText("Chương trình gặp lỗi ở thao tác vừa rồi nên thao tác này có thể chưa được thực hiện.")
        box.setDetailedText(text)
        box.exec()


def _facts(window: QWidget | None) -> tuple[reports.Fact, ...]:
    """What the window knows of itself; in another thread nobody may ask it."""
    qt: reports.Fact = ("Qt", lambda: f"{qVersion()}, PySide6 {pyside_version}")
    if threading.current_thread() is not threading.main_thread():
        return (qt, ("Trong luồng", lambda: type(threading.current_thread()).__name__))
    return (
        qt,
        ("Màn hình", _screens),
        ("Trang đang mở", lambda: _page_of(window)),
        ("Chữ và nền", _look),
    )


def _screens() -> str:
    found = (
        (each.size().width(), each.size().height(), each.devicePixelRatio())
        for each in QGuiApplication.screens()
    )
    sizes = "; ".join(f"{width}x{height} x{ratio:g}" for width, height, ratio in found)
    return f"{QGuiApplication.platformName()}, {sizes or 'không có'}"


def _look() -> str:
    from . import theme

    return f"{theme.current().name}, cỡ {theme.scaled(100)}%"


def _page_of(window: QWidget | None) -> str:
    if window is None or not isValid(window):
        return "chưa có cửa sổ"
    page = getattr(window, "current", None)
    return type(page).__module__.removeprefix("cchc_desktop.ui.") if page is not None else "không có"
