"""Registers feed figures: what rows come to over a period, and which rows that was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..text import fold
from .register import Counting, Feed, Over, Register, RegisterRow


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


def is_by_ends(feed: Feed) -> bool:
    """Whether `ends_meant` tells for which periods a feed means a row."""
    return not any(condition.others and condition.is_of_ends for condition in feed.where)


def ends_meant(feed: Feed, register: Register, row: RegisterRow) -> tuple[date, date] | None:
    """The ends of periods for which a feed means a row of theirs, as `Condition.ends_met` tells them: what
    many periods ask is worked out once."""
    first = row.values.get(feed.day or register.day)
    if not isinstance(first, date):
        return None
    last = date.max
    for condition in feed.where:
        met = condition.ends_met(row.values)
        if met is None:
            return None
        first, last = max(first, met[0]), min(last, met[1])
    return (first, last) if first < last else None


def counted(feed: Feed, rows: Sequence[RegisterRow], told_apart_by: Callable[[str], str] = fold) -> Decimal:
    """What the rows that a feed means come to: exact, without rounding.

    ``told_apart_by`` gives what two different values differ by: units that were merged are one.
    """
    if feed.counting is Counting.ROWS:
        return Decimal(len(rows))
    if feed.counting is Counting.ANY:
        return Decimal(bool(rows))
    values = [row.values[feed.key] for row in rows if feed.key in row.values]
    if feed.counting is Counting.SUM:
        return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
    return Decimal(len({told_apart_by(str(value)) for value in values}))
