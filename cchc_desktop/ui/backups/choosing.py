"""A backup that lies anywhere is chosen, and what it holds is shown before it is put back."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ...domain.access import access_words
from ...domain.errors import CchcError
from ...office.restoring import Holding, opened_backup
from ...storage.database import FILE_NAME
from ...storage.kept_rows import of_damaged
from .. import file_dialogs, messages
from ..access.unlock import unlocked
from .waiting import waited

_FILTER = "Bản sao lưu (*.db);;Mọi tệp (*)"


def ask_file(parent: QWidget, start: Path | None = None) -> Path | None:
    """The backup that the user chose in the system's dialog, which begins at ``start``; or None."""
    return file_dialogs.ask_file(parent, "Chọn bản sao lưu", _FILTER, str(start or ""))


def is_wanted(parent: QWidget, file: Path, folder: Path | None = None) -> bool:
    """Says what a backup holds, and gives whether all of it is to be put back, in place of the damaged data
    of ``folder`` if any; one that cannot be read is told, and is not."""
    try:
        words = unlocked(
            parent, lambda: waited(parent, "Đang mở bản sao lưu…", lambda: _held_in(file, folder))
        )
    except CchcError as problem:
        messages.show_error(parent, problem)
        return False
    return messages.confirm(parent, f"{words}\n\nKhôi phục bản này?", "Khôi phục")


def _held_in(file: Path, folder: Path | None) -> str:
    kept = of_damaged((folder / FILE_NAME).resolve()) if folder is not None else None
    with opened_backup(file) as view:
        access = access_words(kept.standing if kept else None, view.store.access.standing())
        return " ".join(filter(None, (holding_words(view.holding()), access)))


def holding_words(holding: Holding) -> str:
    """What a backup holds, in a sentence or two."""
    words = holding.words
    if holding.last:
        at, told = f"{holding.last.at:%H:%M ngày %d/%m/%Y}", holding.last.words.rstrip(".")
        words += f" Thao tác cuối lúc {at}: {told}."
    return words
