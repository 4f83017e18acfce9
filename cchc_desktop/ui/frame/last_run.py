"""What the window says where the last run ended in the middle.

Opening the data has looked at them by then, and damage would have been told instead: as a whole, unless the
checksum of the end before vouched for them, as where nothing was stored since.
"""

from typing import TYPE_CHECKING

from ...faults.ending import Ending, How
from ...faults.report import report

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "last-run"


def tell(window: "MainWindow", ended: Ending) -> None:
    """Shows the notice, with a way to what the crash log holds of that run."""
    kind = "warn" if ended.how in (How.BELOW, How.FAULT) else "info"
    actions = [("Xem báo cáo", lambda: show_report(window, ended))] if ended.reports else []
    sound = "; dữ liệu đã lưu còn nguyên"
    if window.office.opening.looked_through:
        sound += " (đã kiểm tra)"
        if window.office.backups.newer() is not None:
            # It is another file than that run left; what it lacks is told by itself.
            sound = ""
    window.notices.show(KEY, f"{ended.words}{sound}; phần đang gõ dở đã mất.", kind, actions)


def show_report(window: "MainWindow", ended: Ending) -> None:
    """Shows what the crash log holds of that run, to be copied or saved."""
    from ..crash_dialog import CrashDialog

    version = ("Phiên bản lần đó", lambda: ended.version or "không rõ")
    text = report(ended.reports, window.data, (version,))
    CrashDialog(window, text, window.data, earlier=ended.words).wait()
