"""Which backups are kept: all of two days, then one a day, one a week and one a month.

Days, weeks and months are counted where there are backups of them, not back from today: an office that was
shut for half a year still has what it had, and a clock that is years ahead for one start pushes nothing out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

ALL_DAYS = 2
DAILY = 12
WEEKLY = 10
MONTHLY = 9


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup as far as its keeping goes: its ``name``, when it was made, and in which order.

    ``serial`` counts the backups of one folder, whatever the clock said. ``is_good`` says that its
    verification found nothing.
    """

    name: str
    made_at: datetime
    serial: int = 0
    is_good: bool = True


def kept(copies: Iterable[Copy], now: datetime) -> frozenset[str]:
    """The names of the backups that are kept; the others may go.

    Good ones of the last two days that have any; before these the last one of each of 12 days, then of 10
    weeks, then of 9 months. What was made last is kept whatever its clock said, and so is whatever bears a
    later time than ``now``: only one of the two clocks is right. What failed its verification stands for no
    day, and is kept only while its day is one of the last two.
    """
    found = list(copies)
    good = [copy for copy in found if copy.is_good]
    ahead = [copy for copy in good if copy.made_at > now]
    names = {copy.name for copy in ahead}
    if good:
        names.add(max(good, key=_order_made).name)
    # Latest first; of two of the same second the one that was made later.
    left: Sequence[Copy] = sorted((copy for copy in good if copy.made_at <= now), key=_by_clock, reverse=True)
    days = _groups(left, lambda copy: copy.made_at.date())
    recent = [copy for day in days[:ALL_DAYS] for copy in day]
    names.update(copy.name for copy in recent)
    left = [copy for day in days[ALL_DAYS:] for copy in day]
    for count, span in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        groups = _groups(left, span)
        names.update(group[0].name for group in groups[:count])
        left = [copy for group in groups[count:] for copy in group]
    first = recent[-1].made_at.date() if recent else None
    names.update(
        copy.name for copy in found if not copy.is_good and (first is None or copy.made_at.date() >= first)
    )
    return frozenset(names)


def _order_made(copy: Copy) -> tuple[int, datetime, str]:
    return copy.serial, copy.made_at, copy.name


def _by_clock(copy: Copy) -> tuple[datetime, int, str]:
    return copy.made_at, copy.serial, copy.name


def _groups(copies: Sequence[Copy], span: Callable[[Copy], object]) -> list[list[Copy]]:
    return [list(group) for _, group in groupby(copies, span)]


def _day(copy: Copy) -> object:
    return copy.made_at.date()


def _week(copy: Copy) -> object:
    return copy.made_at.isocalendar()[:2]


def _month(copy: Copy) -> object:
    return copy.made_at.year, copy.made_at.month
