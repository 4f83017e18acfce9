"""What the window says where the last run ended in the middle.

Opening the data has looked at them by then: as a whole where the checksum of the last end could not vouch for
them, and damage would have been told instead.
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
    window.notices.show(KEY, f"{ended.words}; dữ liệu đã lưu còn nguyên, đã kiểm tra.", kind, actions)


def show_report(window: "MainWindow", ended: Ending) -> None:
    """Shows what the crash log holds of that run, to be copied or saved."""
    from ..crash_dialog import CrashDialog

    version = ("Phiên bản lần đó", lambda: ended.version or "không rõ")
    text = report(ended.reports, window.data, (version,))
    CrashDialog(window, text, window.data, earlier=ended.words).wait()
