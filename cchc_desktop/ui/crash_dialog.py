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

from . import icons
from .theme import SPACE


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
