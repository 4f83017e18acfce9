"""«Tạo thư mục gửi đi»: asks where, makes the folder in a worker, notes the dispatch, opens the folder."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from ...documents.outgoing import MadeFolder, Sheaf, make_folder
from ...domain.errors import CchcError, EnvironmentProblem
from ...domain.outgoing.records import PaperKey
from .. import file_dialogs, messages, work
from ..shell import Shell
from ..widgets.toast import show_toast
from .folder_dialog import FolderQuestion

_PLACE = "outgoing.folder"
"""The preference of where the last folder was made."""
_TO_SIGN = (
    "Văn bản chưa phát hành nên số, ngày để trống và lần gửi chưa được ghi: thư mục này dùng để trình ký."
)


def send(shell: Shell, key: PaperKey, warning: str = "") -> None:
    """Makes the outgoing folder of a document; ``warning`` says what is still wrong in it."""
    office, parent = shell.office, shell if isinstance(shell, QWidget) else None
    outgoing = office.outgoing

    @cache
    def files(apart: bool) -> tuple[Sheaf, ...]:
        return outgoing.sheaves(key, apart=apart)

    if not shell.attempt(lambda: (files(False), files(True))):
        return
    question = FolderQuestion(
        Path(file_dialogs.beginning(office.settings.preference(_PLACE))),
        lambda place: outgoing.folder_in(place, key),
        lambda apart: [sheaf.name for sheaf in files(apart)],
        apart=outgoing.is_apart,
        note="" if outgoing.head(key).is_issued else _TO_SIGN,
        warning=warning,
        parent=parent,
    )
    answered = question.exec() == QDialog.DialogCode.Accepted
    question.deleteLater()
    if answered and question.target is not None:
        office.settings.set_preference(_PLACE, str(question.target.parent))
        outgoing.choose_apart(question.is_apart)
        _make(shell, key, files(question.is_apart), question.target, apart=question.is_apart)


def _make(shell: Shell, key: PaperKey, files: tuple[Sheaf, ...], target: Path, *, apart: bool) -> None:
    """Makes the folder; where the disk does not take it, that can be mended and tried again."""
    parent = shell if isinstance(shell, QWidget) else None
    choices = shell.office.settings.export_choices()

    def render(progress: work.Progress, cancelled: work.Cancelled) -> MadeFolder:
        return make_folder(files, target, progress, cancelled, choices)

    def done(made: MadeFolder) -> None:
        noted = shell.attempt(lambda: shell.office.outgoing.note(key, made, apart=apart))
        sentence = f"Đã tạo thư mục gửi đi với {len(made.files)} tệp"
        shell.notify(
            f"{sentence} trong {target}.", undoable=noted and shell.office.outgoing.head(key).is_issued
        )
        show_toast(
            parent, f"{sentence}: {target.name}", [("Mở thư mục", "folder", lambda: opened(shell, target))]
        )
        opened(shell, target)

    def failed(error: Exception) -> None:
        if isinstance(error, EnvironmentProblem):
            if messages.confirm(parent, str(error), "Thử lại"):
                _make(shell, key, files, target, apart=apart)
        elif isinstance(error, CchcError):
            messages.show_error(parent, error)
        else:
            raise error

    work.run(parent, "Đang tạo thư mục gửi đi…", render, done, failed)


def opened(shell: Shell, path: Path) -> None:
    """Opens a file or folder with the program that the PC has for it."""
    if not path.exists() or not open_outside(path):
        shell.notify(f"Không mở được {path}. Hãy mở bằng tay.")


def open_outside(path: Path) -> bool:
    """Asks the system to open a file or folder; gives whether it knows a program for it."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
