"""The dialog that says that the program itself failed, now or in the last run."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import durable, log
from ..faults import crash_log
from . import file_dialogs, icons
from .theme import SPACE

_MOST_ADDED = 5
"""So many further faults are told in full while the dialog is open."""


class CrashDialog(QDialog):
    """Says that something went wrong and lets the report be read, copied or saved.

    For a fault that comes back it offers the debugging log, which is written into the data folder.
    ``is_kept`` says whether the report lies in the crash log already, ``known`` which traces are told in it.
    """

    help_topic = "khi-gap-loi#chuong-trinh-bao-gap-loi"

    def __init__(
        self, parent: QWidget | None, text: str, folder: Path, is_kept: bool = True, earlier: str = ""
    ) -> None:
        """``earlier`` is a sentence on how an earlier run ended, where the report is of one."""
        super().__init__(parent)
        self.known: set[str] = set()
        self._text = text
        self._folder = folder
        self._others = 0
        self.setWindowTitle("Lần trước chương trình dừng đột ngột" if earlier else "Chương trình gặp lỗi")
        self.resize(72 * SPACE, 50 * SPACE)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("error-filled", 32, "bad", self.devicePixelRatioF()))
        words = QLabel(_words(folder, is_kept, earlier))
        words.setWordWrap(True)
        self._details = QPlainTextEdit(text)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Báo cáo lỗi")
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
        close = QPushButton("Đóng" if earlier else "Làm việc tiếp")
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
        layout.addWidget(self._details, 1)
        layout.addWidget(self._logged)
        layout.addLayout(foot)

    def wait(self) -> None:
        """Shows the dialog until it is closed; tests replace this."""
        self.exec()
        self.deleteLater()

    def add(self, text: str, trace: str) -> None:
        """Tells of a fault that came while the dialog is open: each once, and not without end."""
        if trace in self.known:
            return
        self.known.add(trace)
        self._others += 1
        if self._others > _MOST_ADDED:
            self._say(f"Trong lúc hộp này mở còn {self._others} lỗi khác; {_MOST_ADDED} lỗi đầu ở báo cáo.")
            return
        self._text = f"{self._text.rstrip()}\n\n{crash_log.RULE}\n{text}"
        self._details.setPlainText(self._text)
        self._say(f"Trong lúc hộp này mở còn {self._others} lỗi khác, ở cuối báo cáo.")

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
        name = file_dialogs.ask_new_file(self, "Lưu báo cáo lỗi", "bao-cao-loi.txt", "Văn bản (*.txt)")
        if name is None:
            return
        try:
            durable.write(name, self._text.encode(errors="backslashreplace"))
        except OSError as error:
            self._say(
                f"Không lưu được báo cáo vào «{name}» ({error.strerror}). Hãy chọn ổ đĩa khác, hoặc bấm "
                "«Chép báo cáo» rồi dán vào một văn bản."
            )
        else:
            self._say(f"Đã lưu báo cáo vào «{name}».")


def _words(folder: Path, is_kept: bool, earlier: str) -> str:
    kept = (
        f"Báo cáo được giữ ở «{crash_log.path_in(folder)}»"
        if is_kept
        else "Chưa ghi được báo cáo vào thư mục dữ liệu: hãy lưu hoặc chép lại trước khi đóng hộp này"
    )
    passing = f"{kept}. Báo cáo không có nội dung dữ liệu và không được tự gửi đi đâu."
    if earlier:
        return f"{earlier}.\n\nNếu việc này lặp lại, hãy lưu báo cáo dưới đây gửi cho người hỗ trợ. {passing}"
    return (
        "Chương trình gặp lỗi ở thao tác vừa rồi nên thao tác này có thể chưa được thực hiện. Những gì đã "
        "báo «Đã lưu» trước đó đã được ghi vào đĩa.\n\nBạn có thể làm việc tiếp. Nếu lỗi lặp lại, hãy lưu "
        f"báo cáo dưới đây gửi cho người hỗ trợ. {passing}"
    )
