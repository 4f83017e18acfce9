"""What the window says where files lay beside the data that were not theirs, and were put aside."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ...office.words import put_aside_sentence

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "put-aside"


def tell(window: "MainWindow") -> None:
    """Shows the notice, with a way to where they lie now, if there are any."""
    if paths := window.office.put_aside:
        show_folder = ("Mở thư mục đã cất", lambda: _open(window, paths[0].parent))
        window.notices.show(KEY, put_aside_sentence(paths), "warn", [show_folder])


def _open(window: "MainWindow", folder: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        window.notify(f"Không mở được {folder}. Hãy mở bằng File Explorer.")
