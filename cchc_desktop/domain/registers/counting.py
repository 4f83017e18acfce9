"""Registers feed figures: what rows come to over a period, and which rows that was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..text import fold
from .fields import Value
from .register import EVER, Condition, Counting, Ends, Feed, Over, Register, RegisterRow, both_of


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a period, both included; ``year`` is the first day of the reports' year."""

    starts: date
    ends: date
    year: date


def rows_of(feed: Feed, register: Register, rows: Iterable[RegisterRow], window: Window) -> list[RegisterRow]:
    """The rows that a feed means over a period's days."""
    key = feed.day or register.day
    first = {Over.PERIOD: window.starts, Over.YEAR: window.year, Over.UNTIL: date.min}[feed.over]
    found = []
    for row in rows:
        day = row.values.get(key)
        if not isinstance(day, date) or day > window.ends:
            continue
        if day < first:
            continue
        if all(condition.holds(row.values, window.ends) for condition in feed.where):
            found.append(row)
    return found


def ends_meant(feed: Feed, column: Callable[[str], Sequence[Value | None]], count: int) -> list[Ends]:
    """The ends of periods for which a feed means each of so many rows, whatever the rows' days; ``column``
    gives what the rows hold in a field.

    What many periods ask is worked out once, and of values that come again and again once for all rows.
    """
    ends: list[Ends] = [EVER] * count
    for condition in feed.where:
        met = _Met(condition)
        asked = zip(*map(column, condition.keys), strict=True)
        ends = list(map(both_of, ends, map(met.__getitem__, asked)))
    return ends


class _Met(dict[tuple[Value | None, ...], Ends]):
    """The ends for which values of the fields that a condition asks meet it."""

    def __init__(self, condition: Condition) -> None:
        super().__init__()
        self._condition = condition
        self._keys = condition.keys

    def __missing__(self, asked: tuple[Value | None, ...]) -> Ends:
        if len(self) >= _MOST_VALUES:
            self.clear()
        values = {key: value for key, value in zip(self._keys, asked, strict=True) if value is not None}
        ends = self[asked] = self._condition.ends_met(values)
        return ends


_MOST_VALUES = 20_000


def counted(
    feed: Feed, count: int, values: Iterable[Value | None], told_apart_by: Callable[[str], str] = fold
) -> Decimal:
    """What so many rows that a feed means come to: exact, without rounding. ``values`` are what they hold in
    its field.

    ``told_apart_by`` gives what two different values differ by: units that were merged are one.
    """
    match feed.counting:
        case Counting.ROWS:
            return Decimal(count)
        case Counting.ANY:
            return Decimal(bool(count))
        case Counting.SUM:
            return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
        case Counting.DISTINCT:
            return Decimal(len({told_apart_by(str(value)) for value in set(values) if value is not None}))
