"""Tasks as a calendar and a timeline show them: the days of a month, and a bar for each task of a year."""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from .task_turns import one_by_one, to_do_by
from .tasks import TaskRow, TaskStatus

YEARS = range(2000, 2101)
"""The years that there are days of, as reports know them."""
_ORDER = (
    TaskStatus.OVERDUE,
    TaskStatus.IN_PROGRESS,
    TaskStatus.NOT_DUE,
    TaskStatus.DONE_LATE,
    TaskStatus.DONE_ON_TIME,
    TaskStatus.DROPPED,
)


def month_weeks(day: date) -> list[list[date]]:
    """The weeks of a day's month from Monday to Sunday, with the days of other months at both ends."""
    days = calendar.Calendar().itermonthdates(day.year, day.month)
    every = list(days)
    return [every[first : first + 7] for first in range(0, len(every), 7)]


def months_later(day: date, count: int) -> date:
    """The same day of a later month (an earlier one where ``count`` is negative), its last where it is short.

    Days beyond the years that there are stay where they are.
    """
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    if year not in YEARS:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_later(day: date, count: int) -> date:
    """A later day, or an earlier one; days beyond the years that there are stay where they are."""
    found = day + timedelta(days=count)
    return found if found.year in YEARS else day


def by_day(rows: Iterable[TaskRow], first: date, last: date) -> dict[date, list[TaskRow]]:
    """The tasks to be done by the days from ``first`` to ``last``; what wants attention stands first.

    A task that is due on a day off stands on the working day before.
    """
    found: dict[date, list[TaskRow]] = {}
    for row in rows:
        if first <= (day := to_do_by(row)) <= last:
            found.setdefault(day, []).append(row)
    for tasks in found.values():
        tasks.sort(key=lambda row: _ORDER.index(row.status))
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on the timeline: from ``first`` to ``due``, and on to ``late_until`` where it is or was late.

    Without a start of its own it is drawn from the first day of the quarter that it is due in (``has_start``
    tells): a plan that says «Quý II» means work within it. A task that comes again has the bars of its
    ``turns`` in place of one of its own.
    """

    row: TaskRow
    first: date
    due: date
    late_until: date | None
    has_start: bool
    turns: tuple["Bar", ...] = ()

    @property
    def last(self) -> date:
        """Its last day, lateness counted."""
        return self.late_until or self.due


def bar(row: TaskRow, today: date) -> Bar:
    """The bar of a task as it stands today."""
    if row.turns:
        turns = tuple(bar(each, today) for each in one_by_one([row], lambda day: day))
        return Bar(row, turns[0].first, turns[-1].due, None, True, turns)
    start = row.assignment.start
    first = start or date(row.due.year, (row.due.month - 1) // 3 * 3 + 1, 1)
    late_until = None
    if row.status is TaskStatus.OVERDUE:
        late_until = today
    elif row.status is TaskStatus.DONE_LATE and row.progress is not None:
        late_until = row.progress.day
    return Bar(row, min(first, row.due), row.due, late_until, start is not None)


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one unit or area on the timeline; ``late`` is how many of its tasks are overdue."""

    name: str
    bars: tuple[Bar, ...]
    late: int


def lanes(
    rows: Sequence[TaskRow], year: int, today: date, group: Callable[[TaskRow], tuple[object, str]]
) -> list[Lane]:
    """The tasks that have something of their bar in a year, by groups.

    ``group`` gives what groups are ordered by, and their name. Within one the earlier bar stands first.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    bars = [each for row in rows if (each := bar(row, today)).first <= last and each.last >= first]
    keyed = sorted(((group(each.row), each.first, each.due, n) for n, each in enumerate(bars)))
    found = []
    for (_, name), entries in groupby(keyed, key=lambda entry: entry[0]):
        own = tuple(bars[n] for *_, n in entries)
        found.append(Lane(name, own, sum(each.row.status is TaskStatus.OVERDUE for each in own)))
    return found
