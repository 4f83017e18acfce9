"""Which file: the first step of the import, and of what else is done with one file."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...intake.sniff import SUFFIXES
from .. import file_dialogs
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..widgets.sign import Sign
from .frame import Notice

_FILTER = f"Kế hoạch ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;Mọi tệp (*)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page that asks for a file says: over the place to drop it, and in the system's dialog."""

    title: str
    words: str
    asks: str
    kinds: str


PLAN = Wanted(
    "Thả tệp kế hoạch vào đây",
    "Nhận tệp Word (.docx, .doc), .odt, .rtf, PDF có chữ và văn bản (.txt), kể cả phông cũ .VnTime, VNI. "
    "Tệp gốc được giữ nguyên; chưa có gì được lưu cho tới bước cuối.",
    "Chọn tệp kế hoạch",
    _FILTER,
)


class ChoosePage(QWidget):
    """A place to drop a file on, a button to choose one, and the sentence where one was refused."""

    file_chosen = Signal(object)
    """The Path of the file that should be read."""

    def __init__(self, wanted: Wanted = PLAN) -> None:
        super().__init__()
        self.folder = ""
        self._wanted = wanted
        self.setAcceptDrops(True)
        target = QFrame()
        target.setProperty("role", "card")
        picture = Sign("import", "accent", 40)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = label(wanted.title, "heading")
        words = label(wanted.words, "muted", wrap=True)
        for text in (title, words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = text_button("Chọn tệp…", "folder", "primary")
        self.button.clicked.connect(lambda _checked=False: self.choose())
        inner = QVBoxLayout(target)
        inner.setSpacing(SPACE)
        inner.addStretch(1)
        inner.addWidget(picture)
        inner.addWidget(title)
        inner.addWidget(words)
        inner.addSpacing(SPACE)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        self._problem = Notice()
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._problem)
        column.addWidget(target, 1)

    def choose(self) -> None:
        """Asks for a file."""
        if (path := self.ask_file(self, self.folder)) is not None:
            self.file_chosen.emit(path)

    def ask_file(self, parent: QWidget, folder: str) -> Path | None:
        """The file that the user chose in the system's dialog, or None."""
        return file_dialogs.ask_file(parent, self._wanted.asks, self._wanted.kinds, folder)

    def show_refusal(self, sentence: str) -> None:
        """Says why a file could not be read; another one can be chosen."""
        self._problem.say(sentence)

    @property
    def refusal(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._problem.sentence

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes one file."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads the file that was dropped."""
        if (path := _dropped(event)) is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
