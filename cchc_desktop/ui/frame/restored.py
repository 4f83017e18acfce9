"""What the window says first where it opens on data that were restored or moved a moment ago."""

from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.places import BackupsPlace
from ..shell import Next

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "done-before"


def tell(window: "MainWindow", done: Next) -> None:
    """Shows what was done, with the way to the backup of the data of before, where there is one."""
    actions = []
    if (saved := done.saved) is not None:
        actions.append(("Xem bản trước đó", lambda: show_backup(window, saved)))
    window.notices.show(KEY, done.told, "info", actions)


def show_backup(window: "MainWindow", backup: Path) -> None:
    """Opens «Sao lưu» with a backup chosen."""
    from ..backups.page import BackupsPage

    window.go(BackupsPlace())
    if isinstance(page := window.current, BackupsPage):
        page.table.choose(backup)
        page.restore.setFocus()
