"""The dialog that says that the program itself failed."""

import contextlib
from pathlib import Path

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

from .. import log
from . import icons
from .theme import SPACE


class CrashDialog(QDialog):
    """Says that something went wrong, that the data are safe, and lets the report be copied or saved.

    For a fault that comes back it offers the debugging log, which is written into the data folder.
    """

    help_topic = "khi-gap-loi#chuong-trinh-bao-gap-loi"

    @classmethod
    def show_report(cls, parent: QWidget | None, text: str, folder: Path) -> None:
        """Shows the report and waits; tests replace this."""
        cls(parent, text, folder).exec()

    def __init__(self, parent: QWidget | None, text: str, folder: Path) -> None:
        super().__init__(parent)
        self._text = text
        self._folder = folder
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
        self._debug = QPushButton(icons.icon("journal"), "Ghi nhật ký gỡ lỗi")
        self._debug.setToolTip("Ghi lại các bước chương trình thực hiện, từ nay đến khi đóng chương trình")
        self._debug.clicked.connect(self._start_log)
        self._logged = QLabel()
        self._logged.setWordWrap(True)
        self._logged.hide()
        if log.is_on():
            self._show_logged()
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
        foot.addWidget(self._debug)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(details, 1)
        layout.addWidget(self._logged)
        layout.addLayout(foot)

    def _start_log(self) -> None:
        try:
            log.start(self._folder)
        except OSError as error:
            self._say(f"Không ghi được nhật ký vào «{log.path_in(self._folder)}» ({error.strerror}).")
            return
        self._show_logged()

    def _show_logged(self) -> None:
        self._debug.setEnabled(False)
        self._say(
            "Từ nay đến khi đóng chương trình, các bước thực hiện được ghi vào tệp "
            f"«{log.path_in(self._folder)}», không kèm nội dung đã nhập. Hãy làm lại thao tác vừa gặp lỗi "
            "rồi gửi tệp này cho người hỗ trợ."
        )

    def _say(self, sentence: str) -> None:
        self._logged.setText(sentence)
        self._logged.show()

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Lưu báo cáo lỗi", "bao-cao-loi.txt", "Văn bản (*.txt)")
        if name:
            with contextlib.suppress(OSError):
                Path(name).write_text(self._text, encoding="utf-8")
