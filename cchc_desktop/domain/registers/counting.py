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
