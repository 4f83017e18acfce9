"""The log of sign-ins and rights as it is written.

What changes an account is stored with its line or not at all (`tell`). Who comes and goes at the door is
noted (`note`): a full disk or a damaged log must keep nobody out, least of all the administrator who is to
put it right. Lines that could not be written wait for the next one, with the hour at which they happened.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from .. import log, machine
from ..domain.access import Account, Event, LogEntry
from ..domain.errors import EnvironmentProblem
from ..storage.access_rows import AccessRows

_MONTH = timedelta(days=31)
_RECENT, _RECENT_LINES = 10, 200
"""So many of the last sign-ins say how far time has gone on, and so many lines are looked at for them."""


class DoorLog:
    """Writes the log; ``who`` gives who is signed in. ``unwritten`` says why lines wait, nothing where none
    do."""

    def __init__(
        self, rows: AccessRows, clock: Callable[[], datetime], who: Callable[[], Account | None]
    ) -> None:
        self._rows = rows
        self._clock = clock
        self._who = who
        self._waiting: tuple[LogEntry, ...] = ()
        self.unwritten = ""

    def line(self, event: Event, of: Account | None, details: str = "", by: str | None = None) -> LogEntry:
        """A line: whom it happened to, and who did it (who is signed in where None)."""
        signed_in = self._who()
        who = by if by is not None else signed_in.officer if signed_in is not None else ""
        if of is not None and of.officer != who:
            details = f"{of.officer}: {details}" if details else of.officer
        return LogEntry(self._clock(), of.id if of is not None else "", who, event, details, machine.name())

    def tell(self, event: Event, of: Account | None, details: str = "", by: str | None = None) -> None:
        """Writes a line, in the transaction of what it tells. Raises EnvironmentProblem as that does."""
        self._rows.add_line(self.line(event, of, details, by))

    def note(
        self, account: Account | None, *lines: LogEntry, also: Callable[[], object] = lambda: None
    ) -> bool:
        """Keeps lines, with those that wait, and an account as it is by now; gives whether it could be done.

        Data that can only be read keep nothing of it.
        """
        if self._rows.is_view:
            return False
        waiting = (*self._waiting, *lines)
        try:
            with self._rows.transaction():
                also()
                if account is not None:
                    self._rows.put(account)
                for line in waiting:
                    self._rows.add_line(line)
        except EnvironmentProblem as problem:
            log.OFFICE("unwritten", lines=len(waiting), kind=type(problem).__name__)
            self._waiting, self.unwritten = waiting, str(problem)
            return False
        self._waiting, self.unwritten = (), ""
        return True

    def thin(self, now: datetime, months: int) -> None:
        """Takes lines older than so many months. The log's time goes on by the last sign-ins: a clock that is
        years ahead for a few of them takes nothing."""
        signed_in = [line.at for line in self._rows.lines(_RECENT_LINES) if line.event is Event.SIGNED_IN]
        self._rows.thin(min([now, *signed_in[:_RECENT]]) - months * _MONTH)
