"""Errors of the program itself: kept in a log, shown with a report that the user may pass on by hand."""

import contextlib
import faulthandler
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import __version__
from . import icons
from .theme import SPACE

LOG_NAME = "crash.log"
_KEPT_BYTES = 200_000


class Watch(QObject):
    """Stands behind every exception that no one caught, from whatever thread it comes."""

    _caught = Signal(str)

    def __init__(self, folder: Path, window: QWidget | None = None) -> None:
        super().__init__()
        self.window = window
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
        try:
            CrashDialog.show_report(self.window, text)
        finally:
            self._showing = False


def report(trace: str) -> str:
    """What a report says: when, which versions, and where in the program; nothing of the office's data."""
    facts = (
        f"CCHC Desktop {__version__}, {datetime.now().isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {pyside_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )
    return "\n".join((*facts, "", trace.strip(), ""))


class CrashDialog(QDialog):
    """Says that something went wrong, that the data are safe, and lets the report be copied or saved."""

    @classmethod
    def show_report(cls, parent: QWidget | None, text: str) -> None:
        """Shows the report and waits; tests replace this."""
        cls(parent, text).exec()

    def __init__(self, parent: QWidget | None, text: str) -> None:
        super().__init__(parent)
        self._text = text
        self.setWindowTitle("Chương trình gặp lỗi")
        self.resize(72 * SPACE, 50 * SPACE)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("error-filled", 32, "bad", self.devicePixelRatioF()))
        words = QLabel(
            "Chương trình gặp lỗi ở thao tác vừa rồi. Mọi dữ liệu đã lưu vẫn an toàn; thao tác này có thể "
            "chưa được thực hiện.\n\nBạn có thể làm việc tiếp. Nếu lỗi lặp lại, hãy chép báo cáo dưới đây "
            "gửi cho người hỗ trợ. Báo cáo không được tự gửi đi đâu."
        )
        words.setWordWrap(True)
        details = QPlainTextEdit(text)
        details.setReadOnly(True)
        details.setAccessibleName("Báo cáo lỗi")
        copy = QPushButton(icons.icon("copy"), "Chép báo cáo")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        save = QPushButton(icons.icon("saved"), "Lưu báo cáo…")
        save.clicked.connect(self._save)
        close = QPushButton("Làm việc tiếp")
        close.setProperty("kind", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)

        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(picture)
        head.addWidget(words, 1)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addWidget(save)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(details, 1)
        layout.addLayout(foot)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Lưu báo cáo lỗi", "bao-cao-loi.txt", "Văn bản (*.txt)")
        if name:
            with contextlib.suppress(OSError):
                Path(name).write_text(self._text, encoding="utf-8")
