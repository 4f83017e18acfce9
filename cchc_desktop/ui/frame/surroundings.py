"""What the window says of the PC around it: a clock that cannot be right, a folder that is no good place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ...domain.places import HelpPlace

if TYPE_CHECKING:
    from .main_window import MainWindow

CLOCK, FOLDER = "clock", "folder"
_SETTLED_MS = 2000


def tell(window: "MainWindow") -> None:
    """Says at once what the clock shows, and of the folder once the window stands: asking takes longer."""
    if problem := window.office.history.clock_problem():
        window.notices.show(CLOCK, problem, "warn")
    QTimer.singleShot(_SETTLED_MS, window, lambda: tell_of_folder(window))


def tell_of_folder(window: "MainWindow") -> None:
    """Says where the data lie in a folder that is no good place for them, with the way out."""
    from ...domain.folders import folder_problem
    from ...whereabouts import facts_of

    if problem := folder_problem(facts_of(window.data)):
        how = HelpPlace("khi-gap-loi#thong-bao-ve-thu-muc-du-lieu-hoac-dong-ho")
        from ..settings.moving import move_data

        actions = [
            ("Chuyển dữ liệu…", lambda: move_data(window)),
            ("Xem cách chuyển", lambda: window.go(how)),
        ]
        window.notices.show(FOLDER, problem, "warn", actions)
