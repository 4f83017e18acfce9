"""What is counted of registers for a span of days, kept until a row of these days changes.

Figures of all quarters since the first row are counted whenever one is typed, so what a feed asks of a row is
worked out once: the ends of periods for which it means the row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from ..domain.registers.counting import Window, counted, ends_meant, is_by_ends, rows_of
from ..domain.registers.register import Counting, Feed, Over, Register, RegisterRow
from ..domain.text import fold
from .register_rows import Kept, RegisterRows


class _Meant:
    """The rows of a register that a feed means for some period, by their days."""

    def __init__(self, feed: Feed, kept: Kept) -> None:
        self._feed = feed
        self._register = kept.register
        self._key = feed.day or kept.register.day
        self._is_by_ends = is_by_ends(feed)
        found = [(self.day(row), row, ends) for row in kept.rows if (ends := self._ends(row)) is not None]
        found.sort(key=lambda each: each[0])
        self.rows = [row for _, row, _ in found]
        self._from = [ends[0] for _, _, ends in found]
        self._until = [ends[1] for _, _, ends in found]

    def day(self, row: RegisterRow) -> date:
        """The row's day."""
        value = row.values[self._key]
        assert isinstance(value, date)
        return value

    def _ends(self, row: RegisterRow) -> tuple[date, date] | None:
        if self._is_by_ends:
            return ends_meant(self._feed, self._register, row)
        return (date.min, date.max) if isinstance(row.values.get(self._key), date) else None

    def of(self, first: date, window: Window) -> list[RegisterRow]:
        """The rows that are meant, from the first day to the window's end."""
        begins = bisect_left(self.rows, first, key=self.day)
        near = range(begins, bisect_right(self.rows, window.ends, key=self.day))
        rows, ends = self.rows, window.ends
        if not self._feed.where:
            return rows[near.start : near.stop]
        if self._is_by_ends:
            return [rows[at] for at in near if self._from[at] <= ends < self._until[at]]
        return rows_of(self._feed, self._register, rows[near.start : near.stop], window)

    def is_any(self, first: date, last: date) -> bool:
        """Whether there is a row of these days."""
        place = bisect_left(self.rows, first, key=self.day)
        return place < len(self.rows) and self.day(self.rows[place]) <= last

    def follow(self, before: RegisterRow | None, after: RegisterRow | None) -> Iterator[date]:
        """Takes a row's place by what it has become; gives the days on which something changed."""
        if before is not None and self._ends(before) is not None:
            day = self.day(before)
            place = bisect_left(self.rows, day, key=self.day)
            while self.rows[place].id != before.id:
                place += 1
            del self.rows[place], self._from[place], self._until[place]
            yield day
        if after is not None and (ends := self._ends(after)) is not None:
            day = self.day(after)
            place = bisect_right(self.rows, day, key=self.day)
            self.rows.insert(place, after)
            self._from.insert(place, ends[0])
            self._until.insert(place, ends[1])
            yield day


class _Tallies:
    """What was counted of one register, by the feed and its span of days."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._seen = len(kept.steps)
        self._meant: dict[Feed, _Meant] = {}
        self._found: dict[tuple[Feed, date, date], Decimal] = {}
        """What rows come to where nothing but themselves tells that."""

    def catch_up(self) -> None:
        """Forgets what rows that changed since may have changed."""
        steps = self.kept.steps[self._seen :]
        self._seen = len(self.kept.steps)
        if not steps:
            return
        touched = {
            feed: {day for before, after in steps for day in meant.follow(before, after)}
            for feed, meant in self._meant.items()
        }
        self._found = {
            (feed, first, last): found
            for (feed, first, last), found in self._found.items()
            if not any(first <= day <= last for day in touched[_plain(feed)])
        }

    def _of(self, feed: Feed) -> _Meant:
        plain = _plain(feed)
        if plain not in self._meant:
            self._meant[plain] = _Meant(plain, self.kept)
        return self._meant[plain]

    def rows(self, feed: Feed, window: Window) -> list[RegisterRow]:
        """The rows that a feed means over a period's days."""
        return self._of(feed).of(_first(feed, window), window)

    def value(self, feed: Feed, window: Window, by: Callable[[str], str]) -> Decimal:
        """What they come to; ``by`` tells values apart."""
        if by is not fold:
            # Which units are one may change without any row.
            return counted(feed, self.rows(feed, window), by)
        key = (feed, _first(feed, window), window.ends)
        if key not in self._found:
            self._found[key] = counted(feed, self.rows(feed, window))
        return self._found[key]

    def is_begun(self, first: date, last: date) -> bool:
        """Whether there is a row of these days."""
        return self._of(Feed("")).is_any(first, last)


def _plain(feed: Feed) -> Feed:
    """What feeds share that mean the same rows for the same days."""
    return Feed("", day=feed.day, where=feed.where)


def _first(feed: Feed, window: Window) -> date:
    return {Over.PERIOD: window.starts, Over.YEAR: window.year, Over.UNTIL: date.min}[feed.over]


class RegisterCounts:
    """What registers come to, counted again only for days on which a row changed."""

    def __init__(self, rows: RegisterRows) -> None:
        self._rows = rows
        self._tallies: dict[str, _Tallies] = {}

    def _of(self, register: Register) -> _Tallies:
        kept = self._rows.of(register)
        tallies = self._tallies.get(register.id)
        if tallies is None or tallies.kept is not kept:
            tallies = self._tallies[register.id] = _Tallies(kept)
        tallies.catch_up()
        return tallies

    def rows(self, register: Register, feed: Feed, window: Window) -> list[RegisterRow]:
        """The rows that a feed means."""
        return self._of(register).rows(feed, window)

    def value(
        self, register: Register, feed: Feed, window: Window, today: date, by: Callable[[str], str]
    ) -> Decimal | None:
        """What a feed comes to; ``by`` tells values apart. None where the office keeps the register
        elsewhere, or has not begun it, and where nothing has occurred in a period that is not over."""
        tallies = self._of(register)
        first = date.min if feed.over is Over.UNTIL else window.year
        is_seen = feed.counting is Counting.ANY and bool(tallies.rows(feed, window))
        if not is_seen and not tallies.is_begun(first, window.ends):
            return None
        if feed.once and not any(feed.once in row.values for row in tallies.kept.rows):
            return None
        if window.ends >= today and not tallies.rows(feed, window):
            # That nothing occurred is known when the period is over.
            return None
        return tallies.value(feed, window, by)
