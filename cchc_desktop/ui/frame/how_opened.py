"""What the window says of how the data were opened: what was put aside, upgraded, or made anew."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ...domain.places import SettingsPlace
from ...office.opened import About, notes

if TYPE_CHECKING:
    from .main_window import MainWindow

_KINDS = {About.PUT_ASIDE: "warn", About.REBUILT: "warn", About.UPGRADED: "info"}


def tell(window: "MainWindow") -> None:
    """Shows a notice for each, with a way to where what it speaks of lies."""
    for note in notes(window.office.opening):
        if note.about is About.LOST_ENCRYPTION:
            _tell_lost_encryption(window, note.about, note.sentence)
            continue
        words = "Mở thư mục đã cất" if note.about is About.PUT_ASIDE else "Mở thư mục sao lưu"
        show_folder = (words, lambda folder=note.folder: _open(window, folder))
        window.notices.show(note.about, note.sentence, _KINDS[note.about], [show_folder])


def _tell_lost_encryption(window: "MainWindow", key: str, sentence: str) -> None:
    def leave() -> None:
        if window.attempt(window.office.stay_plain):
            window.notices.clear(key)

    actions = [("Mở Thiết lập", lambda: window.go(SettingsPlace())), ("Bỏ qua", leave)]
    # The name of a command is for who uses commands.
    window.notices.show(key, sentence.replace(" (lệnh «users encrypt»)", ""), "warn", actions)


def _open(window: "MainWindow", folder: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        window.notify(f"Không mở được {folder}. Hãy mở bằng File Explorer.")
