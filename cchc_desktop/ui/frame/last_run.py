"""What the window says where the last run ended in the middle: how, and what a look at the data found."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ...faults.ending import Ending, How
from ...faults.report import report

if TYPE_CHECKING:
    from .main_window import MainWindow

KEY = "last-run"
_SETTLED_MS = 1500


def tell(window: "MainWindow", ended: Ending) -> None:
    """Shows the notice at once, and what the look at the data found a moment after the window stands."""
    notice = LastRun(window, ended)
    notice.say("đang kiểm tra dữ liệu…", "info")
    QTimer.singleShot(_SETTLED_MS, window, notice.look)


class LastRun:
    """The notice on how one run ended."""

    def __init__(self, window: "MainWindow", ended: Ending) -> None:
        self._window = window
        self._ended = ended

    def say(self, rest: str, kind: str) -> None:
        """Says how the run ended, and the rest of the sentence."""
        actions = [("Xem báo cáo", self.show_report)] if self._ended.reports else []
        self._window.notices.show(KEY, f"{self._ended.words}; {rest}", kind, actions)

    def look(self) -> None:
        """Looks at all that is stored, and says what was found."""
        damage: list[str] = []
        if not self._window.attempt(lambda: damage.extend(self._window.office.damage())):
            self.say("chưa kiểm tra được dữ liệu.", "warn")
        elif damage:
            more = f" và {len(damage) - 1} chỗ khác" if len(damage) > 1 else ""
            self.say(f"dữ liệu có chỗ hỏng: {damage[0].rstrip('.')}{more}.", "bad")
        else:
            self.say("dữ liệu đã lưu còn nguyên, đã kiểm tra.", self._kind)

    @property
    def _kind(self) -> str:
        return "warn" if self._ended.how in (How.BELOW, How.FAULT) else "info"

    def show_report(self) -> None:
        """Shows what the crash log holds of that run, to be copied or saved."""
        from ..crash_dialog import CrashDialog

        version = ("Phiên bản lần đó", lambda: self._ended.version or "không rõ")
        text = report(self._ended.reports, self._window.data, (version,))
        CrashDialog(self._window, text, self._window.data, earlier=self._ended.words).wait()
