"""The data folder went away while the window is open: what is open is saved elsewhere, and work goes on."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import DataGone
from .. import messages
from ..file_dialogs import ask_data_folder

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "gone"
SAVE = "Lưu dữ liệu đang mở sang thư mục khác…"


def offer(window: "MainWindow", problem: DataGone) -> None:
    """Says so, and offers to save what is open; what is being typed stays in its field."""
    window.notices.show(KEY, str(problem), "bad", [(SAVE, lambda: _choose(window))], can_close=False)
    if messages.confirm(window, str(problem), SAVE):
        _choose(window)


def _choose(window: "MainWindow") -> None:
    chosen = ask_data_folder(window, "Chọn nơi đặt thư mục dữ liệu mới")
    if chosen is not None:
        save_in(window, chosen / f"CCHC-{datetime.now():%Y%m%d-%H%M%S}")


def save_in(window: "MainWindow", target: Path) -> None:
    """Saves the open data in a new folder, and goes on there."""
    if window.attempt(lambda: window.office.move_data(target)):
        window.data = target
        window.notices.clear(KEY)
        window.notify(f"Dữ liệu đang mở được lưu ở «{target}». Hãy nhập lại thay đổi vừa rồi.")
