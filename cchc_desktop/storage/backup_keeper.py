"""The backups of data that are open: one at a time, from whatever thread, where there is something new.

A backup before an operation is made at once, on the thread that has the data. One that is due by the clock is
made by a worker; where the other is wanted meanwhile, or the data are closed, the worker's is stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock

from .. import log
from ..domain.backups import Reason, Verified
from ..domain.errors import Damaged
from . import backups, received_copies
from .backup_files import Backup, list_backups, newest_good, write_manifest
from .backups import AT_ONCE, BROKEN, Work
from .content import EVIDENCE
from .data_copy import told_why
from .data_file import DataFile
from .database import BACKUPS

Stop = Callable[[], bool]
Looker = Callable[[Backup, Stop], Verified]
"""What looks a backup through as a whole, and gives up where it is asked to stop."""


class BackupKeeper:
    """Makes, thins and lists the backups of one open data file. ``clock`` says when they are made."""

    def __init__(self, data: DataFile, folder: Path, clock: Callable[[], datetime]) -> None:
        self._data = data
        self._folder = folder
        self._clock = clock
        self._one_at_a_time = Lock()
        self._stop = Event()
        self._is_broken = False
        self._is_closed = False

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return self._folder / BACKUPS

    def list(self) -> tuple[Backup, ...]:
        """The backups of this data folder, the last one first."""
        return list_backups(self.folder)

    def newest(self) -> Backup | None:
        """The last good backup; None where there is none."""
        return newest_good(self.list())

    def current(self) -> Backup | None:
        """The good backup that holds all that the data hold; None where there is none."""
        return backups.unchanged_since(self._data.connection, self.folder)

    def is_needed(self) -> bool:
        """Whether the data hold something that no good backup does. Data for reading only need none."""
        return self._needs(backups.content_of(self._data.connection), self.list())

    def _needs(self, content: str, known: Sequence[Backup]) -> bool:
        """Whether a backup is needed of data that hold this, beside those that there are."""
        is_new = bool(content) and not self._data.is_view
        return is_new and backups.holding(known, content, received_copies.state_of(self._folder)) is None

    def _is_due(self) -> bool:
        """Whether a backup is needed. Raises Damaged where an earlier one showed the data to be that: a copy
        of them rotates nothing out."""
        # Once for both questions: the words of each backup are a file of their own.
        content, known = backups.content_of(self._data.connection), self.list()
        if not self._needs(content, known):
            return False
        last = next((each for each in known if each.is_ours), None)
        has_failed = last is not None and last.verified is Verified.FAILED and last.content == content
        if self._is_broken or has_failed:
            raise Damaged(BROKEN)
        return True

    def make(self, reason: Reason) -> Backup | None:
        """Makes a backup at once, on the thread that has the data; None where none is needed.

        Raises as `backups.make`; to be called outside of a transaction.
        """
        # Until this thread has its turn, whichever worker has one gives it up.
        self._stop.set()
        with self._one_at_a_time:
            self._stop.clear()
            return self._made(reason, AT_ONCE) if self._is_due() else None

    def task(self, reason: Reason) -> "Callable[[Stop], Backup] | None":
        """What a worker is to run for a backup; None where none is needed. Raises Damaged as `make` does.

        It raises as `backups.make`, and Stopped once it is asked to, or its turn goes to another.
        """
        if not self._is_due():
            return None

        def run(is_stopped: Stop) -> Backup:
            work = self._work(is_stopped)
            with self._one_at_a_time:
                work.check()
                # While it waited, another may have been made.
                return self.current() or self._made(reason, work)

        return run

    def look(self, backup: Backup, looker: Looker, is_stopped: Stop) -> Backup:
        """Has a backup looked through as a whole; to be run by a worker. Gives what is known of it now, which
        is written beside it. Raises what the looker does.

        It has no part in the data that are open, so others need not wait for it.
        """
        found = replace(backup, verified=looker(backup, lambda: self._is_closed or is_stopped()))
        if backup.path.exists():  # It may have been thinned out meanwhile.
            with told_why(backup.path):
                write_manifest(found)
        if found.verified is Verified.FAILED:
            self._is_broken = True
            log.STORAGE("backup-broken")
        return found

    def close(self) -> None:
        """Stops the worker's backup, and waits until it has let go of the data: none is made any more."""
        self._is_closed = True
        with self._one_at_a_time:
            pass

    def _work(self, is_stopped: Stop) -> Work:
        return Work(True, lambda: self._is_closed or self._stop.is_set() or is_stopped())

    def _made(self, reason: Reason, work: Work) -> Backup:
        try:
            made = backups.make(self._data.connection, self._folder, reason, self._clock, work)
        except Damaged:
            self._is_broken = True
            raise
        backups.thin(self.folder, self._clock().replace(tzinfo=None), self._folder / EVIDENCE)
        return made
