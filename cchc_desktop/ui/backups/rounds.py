"""Backups while the window is open: at its start, every half hour, when somebody wants one, and at its end.

A round runs in a worker: it makes a backup where something is new, looks the last one through where that is
due, and brings it to the second place where that is plugged in. One runs at a time. What an official should
know of it stands in the line at the foot and, where it stays true, in the strip of notices.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QPushButton

from ...domain.backups import Reason
from ...domain.errors import CchcError, Damaged, Refusal
from ...domain.numerals import size_words
from ...domain.places import BackupsPlace
from ...office.backups import NOTHING, Round
from ...storage.backup_files import newest_good
from ...storage.backups import BROKEN, Stopped
from .. import messages
from ..buttons import text_button
from . import words

if TYPE_CHECKING:
    from ..frame.main_window import MainWindow

INTERVAL_MS = 30 * 60 * 1000
_BROKEN, _FAILED, _PLACE, _NEWER, _UNLOOKED = (
    f"backup-{what}" for what in ("broken", "failed", "place", "newer", "unlooked")
)
LEAVING_MS = 20_000
"""How long the program waits at its end for a backup; a stick may be slow, and an official in a hurry."""


_PATIENCE_MS = 3000
"""How long it waits for a worker that was asked to end, as one that a dead network holds."""


class BackupRounds(QObject):
    """The rounds of one window. ``changed`` comes at the end of each: there may be another backup."""

    changed = Signal()
    _ended = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._backups = window.office.backups
        self._stop = Event()
        self._reason: Reason | None = None
        self._is_wanted = False
        self.place_problem = ""
        """Why the second place did not get the last backup."""
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(lambda: self._start(Reason.INTERVAL))
        self.changed.connect(self._show_last)
        self._ended.connect(self._end)

    def is_running(self) -> bool:
        """Whether a round is under way."""
        return self._reason is not None

    def begin(self) -> None:
        """Makes the first round of the window, and further ones by the clock. Data for reading have none."""
        if self._window.office.is_view:
            return
        self._show_last()
        self._tell_newer()
        self._start(Reason.START)
        self._timer.start()

    def back_up_now(self) -> None:
        """Makes a round because somebody wants one; where one is under way, after it."""
        if self.is_running():
            self._is_wanted = True
        else:
            self._start(Reason.MANUAL)

    def leave(self) -> None:
        """Makes the last round, once the window is closed; waits for it, but no longer than `LEAVING_MS`.

        An official who has no time ends it by a button; nothing half is left of it then.
        """
        self._timer.stop()
        self._is_wanted = False
        # What a round has not done yet is done by the last one.
        self._stop.set()
        self._wait("Đang kết thúc lần sao lưu…")
        if self._window.office.is_view or self.is_running():
            return
        if self._backups.is_needed() or self._backups.place():
            self._start(Reason.LEAVE)
            self._wait("Đang sao lưu dữ liệu trước khi đóng…")

    def _wait(self, sentence: str) -> None:
        """Waits for the round that is under way, and for the time it takes to end it where it takes long."""
        if not self.is_running():
            return
        from .leaving import Leaving

        loop, panel = QEventLoop(), Leaving(sentence)
        self.changed.connect(loop.quit)
        panel.hurried.connect(self._stop.set)
        late, too_late = QTimer(self), QTimer(self)
        late.timeout.connect(self._stop.set)
        late.start(LEAVING_MS)
        too_late.timeout.connect(loop.quit)
        too_late.start(LEAVING_MS + _PATIENCE_MS)
        loop.exec()
        late.stop()
        too_late.stop()
        panel.end()

    def _start(self, reason: Reason) -> None:
        if self.is_running():
            return
        try:
            work = self._backups.round(reason)
        except CchcError as error:
            self._tell_failure(reason, error)
            return
        self._stop.clear()
        self._reason = reason
        QThreadPool.globalInstance().start(lambda: self._run(work))

    def _run(self, work: Callable[[Callable[[], bool]], Round]) -> None:
        """In a worker."""
        try:
            found: object = work(self._stop.is_set)
        except Exception as error:  # handed over to the main thread, which tells it apart
            found = error
        self._ended.emit(found)

    def _end(self, found: object) -> None:
        reason, self._reason = self._reason, None
        assert reason is not None
        if isinstance(found, Round):
            self.place_problem = found.problem
            self._window.attempt(lambda: self._backups.end_round(found))
            self._tell(reason, found)
        elif isinstance(found, CchcError):
            self._tell_failure(reason, found)
        elif isinstance(found, Exception) and not isinstance(found, Stopped):
            sys.excepthook(type(found), found, found.__traceback__)
        self.changed.emit()
        if self._is_wanted:
            self._is_wanted = False
            self._start(Reason.MANUAL)

    # What is said

    def _tell_newer(self) -> None:
        """Says that the data are older than a backup, with the way to it."""
        found = self._backups.newer()
        if found is None:
            return

        def show() -> None:
            from .restore_dialog import restore_from

            restore_from(self._window, found.backup.path)

        def leave() -> None:
            if self._window.attempt(self._backups.leave_newer):
                self._window.notices.clear(_NEWER)

        actions = [("Xem bản đó…", show), ("Bỏ qua", leave)]
        self._window.notices.show(_NEWER, found.words, "warn", actions)

    def _tell(self, reason: Reason, found: Round) -> None:
        notices = self._window.notices if "notices" in self._window.__dict__ else None
        if notices is not None:
            notices.clear(_FAILED)
        if found.is_broken:
            self._tell_failure(reason, Damaged(BROKEN))
        elif reason is Reason.MANUAL:
            self._window.notify(self._told_now(found))
        if found.unlooked:
            self._warn(_UNLOOKED, f"Chưa kiểm tra hết được bản sao lưu mới nhất: {found.unlooked}")
        elif notices is not None:
            notices.clear(_UNLOOKED)
        if found.brought is not None:
            if notices is not None:
                notices.clear(_PLACE)
        elif found.place is not None:
            # It is here, and could not take the backup.
            self._warn(_PLACE, f"Chưa sao lưu được sang nơi thứ hai: {found.problem}")
        elif days := self._backups.unseen_days():
            # Where it was is told on the page; a path would push out what to do.
            self._warn(_PLACE, f"Đã {days} ngày chưa thấy nơi sao lưu thứ hai. Hãy cắm USB hoặc nối lại.")

    def _told_now(self, found: Round) -> str:
        """What came of a round that somebody wanted."""
        if found.newest is None:
            return NOTHING
        at = words.moment(found.newest.made_at, self._window.office.today)
        if found.made is None:
            said = f"Bản sao lưu lúc {at} đã có đủ mọi thay đổi, không cần bản mới"
        else:
            said = f"Đã sao lưu và kiểm tra: {size_words(found.newest.size)}, {words.counts(found.newest)}"
        if found.brought is not None:
            return f"{said}; đã chép sang «{found.brought.folder}»."
        if found.problem:
            # The line at the foot has no room for more; the page says all of it.
            return "Đã sao lưu ở máy này; chưa chép được sang nơi thứ hai (xem trang Sao lưu)."
        return f"{said}."

    def _tell_failure(self, reason: Reason, error: CchcError) -> None:
        if reason is Reason.LEAVE:
            messages.show_error(None, error)
        elif isinstance(error, Refusal):
            self._window.notify_problem(str(error))
        elif isinstance(error, Damaged):
            self._window.notices.show(_BROKEN, str(error), "bad", [self._open_page()], can_close=False)
        else:
            self._warn(_FAILED, f"Chưa sao lưu được: {error}")

    def _warn(self, key: str, sentence: str) -> None:
        self._window.notices.show(key, sentence, "warn", [self._open_page()])

    def _open_page(self) -> tuple[str, Callable[[], object]]:
        return "Mở Sao lưu", lambda: self._window.go(BackupsPlace())

    def _show_last(self) -> None:
        """Says at the foot when the last backup was made."""
        known = self._backups.list()
        last = newest_good(known)
        button = self._button
        if last is None:
            button.setText("Chưa sao lưu")
            button.setToolTip("Chưa có bản sao lưu nào. Bấm để mở trang Sao lưu.")
        else:
            button.setText(f"Sao lưu lúc {words.moment(last.made_at, self._window.office.today)}")
            where = f"Trong «{self._backups.folder}» có {len(known)} bản sao lưu"
            place = self._backups.place()
            second = f"\nNơi thứ hai: «{place.path}»{self._seen(place.seen)}" if place else ""
            button.setToolTip(f"{where}.{second}\nBấm để mở trang Sao lưu.")
        button.setAccessibleName(button.text())

    def _seen(self, seen: datetime | None) -> str:
        return f", thấy lần cuối lúc {words.moment(seen, self._window.office.today)}" if seen else ""

    @property
    def _button(self) -> QPushButton:
        """The button at the foot, made when it first has something to say."""
        found = self._window.foot.findChild(QPushButton, "last-backup")
        if found is None:
            found = text_button("", "backup", "flat")
            found.setObjectName("last-backup")
            found.clicked.connect(lambda _checked=False: self._window.go(BackupsPlace()))
            self._window.foot.add(found)
        return found
