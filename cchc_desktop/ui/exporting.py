"""Export of a document: which format, where to, under which name; then rendering with progress and Cancel."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..documents.export import export_file
from ..documents.model import Document
from ..domain.errors import CchcError, EnvironmentProblem
from . import file_dialogs, messages, theme, work
from .buttons import text_button
from .forms import Form, LineField
from .icons import icon
from .labels import label
from .shell import Shell
from .theme import SPACE
from .widgets.toast import show_toast

_FOLDER = "export.folder"
_FORMAT = "export.format"
_FORBIDDEN = '<>:"/\\|?*'

FORMATS = {
    "pdf": ("PDF", "pdf", "Để in, ký và gửi đi"),
    "docx": ("Word", "word", "Để sửa tiếp trong Word"),
    "xlsx": ("Excel", "excel", "Bảng biểu và số liệu"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a document goes: its format and the file."""

    fmt: str
    path: Path


class ExportDialog(QDialog):
    """The formats to choose from, the folder and the name of the file."""

    help_topic = "xuat-in"

    def __init__(
        self,
        folder: str,
        name: str,
        fmt: str,
        parent: QWidget | None = None,
        offered: Sequence[str] = tuple(FORMATS),
        warning: str = "",
    ) -> None:
        super().__init__(parent)
        self._offered = offered
        self.setWindowTitle("Xuất ra tệp")
        self.setMinimumWidth(theme.scaled(64 * SPACE))
        self.target: Target | None = None
        self._choices = QButtonGroup(self)
        self._buttons: dict[str, _Choice] = {}
        formats = QHBoxLayout()
        formats.setSpacing(SPACE)
        for key in self._offered:
            title, picture, words = FORMATS[key]
            choice = _Choice(title, picture, words)
            choice.step.connect(self._step)
            self._choices.addButton(choice)
            self._buttons[key] = choice
            formats.addWidget(choice, 1)
        self._buttons[fmt if fmt in self._offered else self._offered[0]].setChecked(True)
        self._choices.buttonToggled.connect(lambda *_: self._show_ending())
        self.form = Form()
        self.folder = LineField(None, "Thư mục")
        self.folder.set_value(folder)
        browse = text_button("Chọn…", "folder")
        browse.clicked.connect(lambda _checked=False: self.choose_folder())
        self.name = LineField(None, "Tên tệp")
        self.name.set_value(_stem(name))
        self._ending = label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.folder, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        name_row = QHBoxLayout()
        name_row.setSpacing(SPACE // 2)
        name_row.addWidget(self.name, 1, Qt.AlignmentFlag.AlignBottom)
        self._ending.setFixedHeight(28)
        name_row.addWidget(self._ending, 0, Qt.AlignmentFlag.AlignBottom)
        self.form.fields += [self.folder, self.name]
        buttons = QDialogButtonBox()
        go = buttons.addButton("Xuất", QDialogButtonBox.ButtonRole.AcceptRole)
        go.setProperty("kind", "primary")
        buttons.addButton("Hủy", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.answer)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label("Xuất thành", "label"))
        column.addLayout(formats)
        column.addSpacing(SPACE)
        column.addLayout(row)
        column.addLayout(name_row)
        if warning:
            said = label(warning, wrap=True)
            said.setProperty("state", "bad")
            column.addWidget(said)
        column.addStretch(1)
        column.addWidget(buttons)
        self._show_ending()
        self._buttons[self.fmt].setFocus()

    @property
    def fmt(self) -> str:
        """The format that is chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose_folder(self) -> None:
        """Asks for the folder."""
        if chosen := self.ask_folder(self, self.folder.value()):
            self.folder.set_value(chosen)

    @classmethod
    def ask_folder(cls, parent: QWidget, folder: str) -> str:
        """The folder that the user chose in the system's dialog, or nothing."""
        return str(file_dialogs.ask_folder(parent, "Chọn thư mục", folder) or "")

    def answer(self) -> None:
        """Checks folder and name; asks before a file is overwritten."""
        name = _stem(self.name.value())
        if not name:
            self.name.show_problem("Hãy nhập tên tệp.")
            return
        if bad := sorted({sign for sign in name if sign in _FORBIDDEN or ord(sign) < 32}):
            self.name.show_problem(f"Tên tệp không được có ký tự {' '.join(bad)}")
            return
        folder = Path(self.folder.value().strip())
        if not folder.is_absolute() or not folder.is_dir():
            self.folder.show_problem("Không có thư mục này. Hãy chọn thư mục khác.")
            return
        path = folder / f"{name}.{self.fmt}"
        if path.exists() and not messages.confirm(
            self, f"Đã có tệp «{path.name}» trong thư mục này. Ghi đè lên tệp cũ?", "Ghi đè", danger=True
        ):
            return
        self.target = Target(self.fmt, path)
        self.accept()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        folder: str,
        name: str,
        fmt: str,
        offered: Sequence[str],
        warning: str = "",
    ) -> Target | None:
        """Where the document should go, or None where the user thought better of it."""
        dialog = cls(folder, name, fmt, parent, offered, warning)
        dialog.exec()
        dialog.deleteLater()
        return dialog.target

    def _step(self, by: int) -> None:
        keys = list(self._offered)
        at = min(max(keys.index(self.fmt) + by, 0), len(keys) - 1)
        self._buttons[keys[at]].setChecked(True)
        self._buttons[keys[at]].setFocus()

    def _show_ending(self) -> None:
        self._ending.setText(f".{self.fmt}")


def _stem(name: str) -> str:
    """The name without the ending of a format."""
    name = name.strip().rstrip(". ")
    ending = next((f".{fmt}" for fmt in FORMATS if name.lower().endswith(f".{fmt}")), "")
    return name[: len(name) - len(ending)]


class _Choice(QToolButton):
    """A format as a card: icon, name, and what it is good for. The arrows go to its neighbours."""

    step = Signal(int)

    def __init__(self, title: str, picture: str, words: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIcon(icon(picture, "accent"))
        self.setIconSize(self.iconSize() * 1.75)
        self.setText(f"{title}\n{words}")
        self.setAccessibleName(f"{title}: {words}")
        self.setMinimumHeight(11 * SPACE)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self._dress()
        theme.changed().connect(self._dress)

    def _dress(self) -> None:
        now = theme.current()
        self.setStyleSheet(
            f"QToolButton {{ background: {now.surface}; border: 1px solid {now.border};"
            f" border-radius: {theme.RADIUS}px; padding: 8px; }}"
            f"QToolButton:hover {{ background: {now.hover}; }}"
            f"QToolButton:checked {{ background: {now.accent_soft}; border: 2px solid {now.accent};"
            f" color: {now.text}; padding: 7px; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose among the formats."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)


def export_document(shell: Shell, document: Document, name: str, fmt: str = "", warning: str = "") -> None:
    """Asks for format and place, renders in a worker, and says where the file is.

    ``warning`` says what is still wrong in the document, when it is asked for and when it is there.
    """
    parent = shell if isinstance(shell, QWidget) else None
    settings = shell.office.settings
    folder = file_dialogs.beginning(settings.preference(_FOLDER))
    fmt = fmt or settings.preference(_FORMAT, "pdf")
    target = ExportDialog.ask(parent, folder, name, fmt, document.formats, warning)
    if target is not None:
        settings.set_preference(_FOLDER, str(target.path.parent))
        settings.set_preference(_FORMAT, target.fmt)
        _write(shell, document, target, warning)


def _write(shell: Shell, document: Document, target: Target, warning: str = "") -> None:
    """Renders into the file; a file that is open elsewhere can be closed and tried again."""
    parent = shell if isinstance(shell, QWidget) else None

    choices = shell.office.settings.export_choices()

    def render(progress: work.Progress, cancelled: work.Cancelled) -> None:
        export_file(document, target.fmt, target.path, progress, cancelled, choices)

    def done(_nothing: None) -> None:
        sentence = f"Đã xuất {target.path.name}"
        shell.notify(f"{sentence} vào {target.path.parent}. {warning}".removesuffix(". "))
        sentence = f"{sentence}. {warning}" if warning else sentence
        show_toast(
            parent,
            sentence,
            [
                ("Mở tệp", "open", lambda: _open(shell, target.path)),
                ("Mở thư mục", "folder", lambda: _open(shell, target.path.parent)),
            ],
        )

    def failed(error: Exception) -> None:
        if isinstance(error, EnvironmentProblem):
            if messages.confirm(parent, str(error), "Thử lại"):
                _write(shell, document, target, warning)
        elif isinstance(error, CchcError):
            messages.show_error(parent, error)
        else:
            raise error

    work.run(parent, f"Đang xuất {target.path.name}…", render, done, failed)


def ask_folder(shell: Shell, parent: QWidget) -> Path | None:
    """The folder that several files are to go to, or None where the user thought better of it."""
    settings = shell.office.settings
    folder = file_dialogs.ask_folder(parent, "Chọn thư mục để ghi các tệp", settings.preference(_FOLDER))
    if folder is not None:
        settings.set_preference(_FOLDER, str(folder))
    return folder


def export_all(shell: Shell, files: Sequence[tuple[str, Document]], fmt: str, folder: Path) -> None:
    """Renders documents into files of these names in a folder; asks before any file there is overwritten."""
    parent = shell if isinstance(shell, QWidget) else None
    known = [name for name, _ in files if (folder / name).exists()]
    if known and not messages.confirm(
        parent,
        f"Đã có {len(known)} tệp cùng tên trong thư mục này, như «{known[0]}». Ghi đè lên các tệp cũ?",
        "Ghi đè",
        danger=True,
    ):
        return
    choices = shell.office.settings.export_choices()

    def render(progress: work.Progress, cancelled: work.Cancelled) -> None:
        for number, (name, document) in enumerate(files):
            if cancelled():
                return
            progress(number, len(files))
            export_file(document, fmt, folder / name, None, cancelled, choices)

    def done(_nothing: None) -> None:
        sentence = f"Đã xuất {len(files)} tệp"
        shell.notify(f"{sentence} vào {folder}.")
        show_toast(parent, sentence, [("Mở thư mục", "folder", lambda: _open(shell, folder))])

    work.run(parent, f"Đang xuất {len(files)} tệp…", render, done)


def _open(shell: Shell, path: Path) -> None:
    """Opens a file or folder with the program that the PC has for it."""
    if not path.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        shell.notify(f"Không mở được {path}. Hãy mở bằng tay từ thư mục đã lưu.")
