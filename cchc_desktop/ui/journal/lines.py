"""The lines of the journal: runs of the same entry folded into one, and what each line says."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from ...office.history import Entry, Run, runs

_STEP = "\u2003\u2002"
"""What moves the entries of an opened run to the right."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of several entries (opened or not), or one entry (of a run, where it is ``within``)."""

    run: Run
    entry: Entry | None = None
    is_open: bool = False
    within: bool = False

    @property
    def id(self) -> int:
        """What tells it from others while newer entries join its run."""
        return self.entry.id if self.entry is not None else -self.run.oldest.id

    @property
    def first(self) -> Entry:
        """The entry that it goes back to: the oldest of a run."""
        return self.entry if self.entry is not None else self.run.oldest

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries that it stands for, newest first."""
        return (self.entry,) if self.entry is not None else self.run.entries

    @property
    def time_words(self) -> str:
        """The day and the hour of its newest entry; within a run the hour with its seconds."""
        at = self.entries[0].at
        return f"{at:%H:%M:%S}" if self.within else f"{at:%d/%m/%Y %H:%M}"

    @property
    def label(self) -> str:
        """What was done, and how often: «Nhập số liệu - 41 lần, 08:10-08:42»."""
        if self.entry is not None:
            return f"{_STEP if self.within else ''}{_said(self.entry)}"
        begun, ended = (f"{entry.at:%H:%M}" for entry in (self.run.oldest, self.run.newest))
        times = begun if begun == ended else f"{begun}-{ended}"
        return f"{_said(self.run.newest)} - {len(self.run.entries)} lần, {times}"

    @property
    def icon(self) -> tuple[str, str] | None:
        """The arrow of a run, the sign of what was undone."""
        if self.entry is None:
            return ("chevron-down" if self.is_open else "chevron-right", "muted")
        return ("undo", "muted") if self.entry.state else None


def _said(entry: Entry) -> str:
    return f"{entry.label} ({entry.state.lower()})" if entry.state else entry.label


def lines(entries: Iterable[Entry], opened: Set[int]) -> Iterator[Line]:
    """The lines for entries, newest first; runs are opened whose oldest entry is in ``opened``."""
    for run in runs(entries):
        if len(run.entries) == 1:
            yield Line(run, run.newest)
            continue
        is_open = run.oldest.id in opened
        yield Line(run, is_open=is_open)
        if is_open:
            for entry in run.entries:
                yield Line(run, entry, within=True)
