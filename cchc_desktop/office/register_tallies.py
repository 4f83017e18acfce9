"""What is counted of registers for a span of days, kept until a row of these days changes.

Figures of all quarters since the first row are counted whenever one is typed, so what a feed asks of a row is
worked out once: the ends of periods for which it means the row. Rows themselves are not kept for that: an
office of many years has a hundred thousand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, MutableSequence, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from ..domain.registers.counting import Meaning, Window, counted, rows_of
from ..domain.registers.register import EVER, Counting, Feed, Over, Register, RegisterRow
from ..domain.text import fold
from .register_rows import RegisterRows

_Changed = Mapping[str, RegisterRow | None]
"""What rows have become, by their ids; None for one that is gone."""
_ALWAYS = EVER[0]


def _numbers(rows: Iterable[RegisterRow]) -> array[int]:
    """What rows are known by here: their ids' hashes, of 64 bits. Many small texts that stay would hold on to
    all the memory that rows were read into."""
    return array("q", [hash(row.id) for row in rows])


class _Dated:
    """Rows with a day in a field, by that day; ``days`` are the numbers of their days."""

    def __init__(self, key: str, rows: Iterable[RegisterRow]) -> None:
        def day(row: RegisterRow) -> Any:
            return row.values[key]

        self.rows = sorted((row for row in rows if isinstance(row.values.get(key), date)), key=day)
        self.days: list[int] = [day(row).toordinal() for row in self.rows]


class _Meant:
    """Where the rows of a register stand that a feed means for some period, by their days."""

    def __init__(self, feed: Feed, keys: Iterable[str], dated: _Dated) -> None:
        """``keys`` are the fields whose values are counted."""
        self._feed = feed
        days, rows, spans = self._spans(dated)
        self._days = array("i", days)
        self._is_ever = all(span is _ALWAYS for span in spans)
        """Whether the period's end makes no difference."""
        self._from, self._until = (
            array("i", [_ALWAYS[end].toordinal()]) * len(days)
            if self._is_ever
            else array("i", [span[end].toordinal() for span in spans])
            for end in (0, 1)
        )
        self._numbers = _numbers(rows)
        self._values = {key: [row.values.get(key) for row in rows] for key in keys}

    def _spans(self, dated: _Dated) -> tuple[list[int], list[RegisterRow], list[tuple[date, date]]]:
        """The days and rows that are meant, with each span of the ends of periods for which they are."""
        if not self._feed.where:
            return dated.days, dated.rows, [_ALWAYS] * len(dated.rows)
        # What it remembers of values is of use for these rows alone.
        ends = Meaning(self._feed).ends
        met = [ends(row.values) for row in dated.rows]
        places = [place for place, spans in enumerate(met) for _ in spans]
        found = [dated.days[place] for place in places], [dated.rows[place] for place in places]
        return *found, list(chain.from_iterable(met))

    def places(self, first: date, last: date) -> Sequence[int]:
        """Where the rows stand that are meant from the first day to the last, at which the period ends."""
        ends = last.toordinal()
        near = range(bisect_left(self._days, first.toordinal()), bisect_right(self._days, ends))
        if self._is_ever:
            return near
        return [at for at in near if self._from[at] <= ends < self._until[at]]

    def value(self, feed: Feed, places: Sequence[int], by: Callable[[str], str]) -> Decimal:
        """What rows at these places come to; ``by`` tells values apart."""
        values = self._values[feed.key] if not feed.counting.is_of_rows else ()
        return counted(feed, len(places), [values[at] for at in places] if values else (), by)

    def is_any(self, first: date, last: date) -> bool:
        """Whether there is a row of these days, whatever the period."""
        place = bisect_left(self._days, first.toordinal())
        return place < len(self._days) and self._days[place] <= last.toordinal()

    def follow(self, changed: _Changed) -> set[int]:
        """Takes rows' places by what they have become; gives the days on which something changed."""
        before = set(map(hash, changed))
        gone = [place for place, number in enumerate(self._numbers) if number in before]
        days = {self._days[place] for place in gone}
        columns: list[MutableSequence[Any]] = [self._days, self._from, self._until, self._numbers]
        columns += self._values.values()
        for place in reversed(gone):
            for column in columns:
                del column[place]
        for day, row, span in zip(
            *self._spans(_Dated(self._feed.day, filter(None, changed.values()))), strict=True
        ):
            place = bisect_right(self._days, day)
            values = map(row.values.get, self._values)
            cells = (day, span[0].toordinal(), span[1].toordinal(), hash(row.id), *values)
            for column, value in zip(columns, cells, strict=True):
                column.insert(place, value)
            self._is_ever = self._is_ever and span is _ALWAYS
            days.add(day)
        return days


class _Tallies:
    """What was counted of one register, by the feed and its span of days, when ``revision`` was that of the
    rows."""

    def __init__(self, register: Register, revision: int, rows: Sequence[RegisterRow]) -> None:
        self.register, self.revision = register, revision
        keys: dict[Feed, set[str]] = {self._plain(Feed("")): set()}
        for feed in register.feeds:
            keys.setdefault(self._plain(feed), set()).update({feed.key} - {""})
        dated = {key: _Dated(key, rows) for key in {feed.day for feed in keys}}
        self._meant = {feed: _Meant(feed, asked, dated[feed.day]) for feed, asked in keys.items()}
        self._filled = {
            key: _numbers([row for row in rows if key in row.values])
            for key in {feed.once for feed in register.feeds} - {""}
        }
        self._found: dict[tuple[Feed, date, date], Decimal] = {}
        """What rows come to where nothing but themselves tells that."""

    def _plain(self, feed: Feed) -> Feed:
        """What feeds share that mean the same rows for the same days."""
        return Feed("", day=feed.day or self.register.day, where=feed.where)

    def follow(self, changed: _Changed) -> None:
        """Forgets what rows that changed may have changed."""
        touched = {feed: meant.follow(changed) for feed, meant in self._meant.items()}
        before = set(map(hash, changed))
        for key, filled in self._filled.items():
            left = [number for number in filled if number not in before]
            now = [row for row in filter(None, changed.values()) if key in row.values]
            self._filled[key] = array("q", left) + _numbers(now)
        self._found = {
            (feed, first, last): found
            for (feed, first, last), found in self._found.items()
            if not any(first.toordinal() <= day <= last.toordinal() for day in touched[self._plain(feed)])
        }

    def is_any(self, feed: Feed, window: Window) -> bool:
        """Whether a feed means a row over a period's days."""
        return bool(self._meant[self._plain(feed)].places(_first(feed, window), window.ends))

    def value(self, feed: Feed, window: Window, by: Callable[[str], str]) -> Decimal:
        """What the rows come to that it means; ``by`` tells values apart."""
        meant, first = self._meant[self._plain(feed)], _first(feed, window)
        # Which units are one may change without any row.
        key = (feed, first, window.ends) if by is fold else None
        if key is None or (found := self._found.get(key)) is None:
            found = meant.value(feed, meant.places(first, window.ends), by)
            if key is not None:
                self._found[key] = found
        return found

    def is_begun(self, first: date, last: date) -> bool:
        """Whether there is a row of these days."""
        return self._meant[self._plain(Feed(""))].is_any(first, last)

    def is_filled(self, key: str) -> bool:
        """Whether a row fills in a field."""
        return bool(self._filled[key])


def _first(feed: Feed, window: Window) -> date:
    return {Over.PERIOD: window.starts, Over.YEAR: window.year, Over.UNTIL: date.min}[feed.over]


class RegisterCounts:
    """What registers come to, counted again only for days on which a row changed."""

    def __init__(self, rows: RegisterRows) -> None:
        self._rows = rows
        self._tallies: dict[str, _Tallies] = {}

    def _of(self, register: Register) -> _Tallies:
        tallies = self._tallies.get(register.id)
        if tallies is not None and tallies.register == register:
            changed = self._rows.changed(register, tallies.revision)
            if changed is not None:
                if changed:
                    tallies.follow(changed)
                tallies.revision = self._rows.revision
                return tallies
        rows = self._rows.of(register).rows
        tallies = self._tallies[register.id] = _Tallies(register, self._rows.revision, rows)
        return tallies

    def rows(self, register: Register, feed: Feed, window: Window) -> list[RegisterRow]:
        """The rows that a feed means, by their days."""
        key = feed.day or register.day
        found = rows_of(feed, register, self._rows.of(register).rows, window)
        # Days as texts, year first, stand in their order.
        return sorted(found, key=lambda row: str(row.values[key]))

    def value(
        self, register: Register, feed: Feed, window: Window, today: date, by: Callable[[str], str]
    ) -> Decimal | None:
        """What a feed comes to; ``by`` tells values apart. None where the office keeps the register
        elsewhere, or has not begun it, and where nothing has occurred in a period that is not over."""
        tallies = self._of(register)
        first = date.min if feed.over is Over.UNTIL else window.year
        is_seen = feed.counting is Counting.ANY and tallies.is_any(feed, window)
        if not is_seen and not tallies.is_begun(first, window.ends):
            return None
        if feed.once and not tallies.is_filled(feed.once):
            return None
        if window.ends >= today and not tallies.is_any(feed, window):
            # That nothing occurred is known when the period is over.
            return None
        return tallies.value(feed, window, by)
