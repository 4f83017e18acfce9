"""What is counted of registers for a span of days, kept until a row of these days changes.

Figures of all quarters since the first row are counted whenever one is typed, so what a feed asks of a row is
worked out once: the ends of periods for which it means the row. Rows themselves are not kept for that: an
office of many years has a hundred thousand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, MutableSequence, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, compress
from typing import Any, TypeVar

from ..domain.registers.counting import Window, counted, ends_meant, rows_of
from ..domain.registers.fields import Value
from ..domain.registers.register import EVER, Counting, Feed, Over, Register, RegisterRow
from ..domain.text import fold
from .register_rows import RegisterRows

_Changed = Mapping[str, RegisterRow | None]
"""What rows have become, by their ids; None for one that is gone."""
_ALWAYS = EVER[0]
_NEAR = 200
"""So many rows are looked at together."""
Found = TypeVar("Found")


class _Columns:
    """What is asked of rows, by the keys of fields, and what the rows are known by."""

    def __init__(self, rows: Iterable[RegisterRow], keys: Iterable[str]) -> None:
        rows = list(rows)
        self.of: dict[str, list[Value | None]] = {key: [] for key in keys}
        # The ids' hashes, of 64 bits: many small texts that stay would hold on to all the memory that rows
        # were read into.
        self.numbers = array("q")
        # A hundred thousand rows lie far apart: all that is asked of a few is looked up while they are near.
        for first in range(0, len(rows), _NEAR):
            some = rows[first : first + _NEAR]
            self.numbers.extend([hash(row.id) for row in some])
            values = [row.values for row in some]
            for key, column in self.of.items():
                column += [each.get(key) for each in values]

    def numbers_with(self, key: str) -> array[int]:
        """What the rows are known by that fill in a field."""
        return array("q", compress(self.numbers, (value is not None for value in self.of[key])))


class _Dated:
    """Rows with a day in a field, by that day; ``days`` are the numbers of their days."""

    def __init__(self, key: str, columns: _Columns) -> None:
        self._columns = columns
        found: list[Any] = columns.of[key]
        places = [place for place, day in enumerate(found) if isinstance(day, date)]
        places.sort(key=found.__getitem__)
        self.days = array("i", [found[place].toordinal() for place in places])
        self._places = places
        self._is_whole = places == [*range(len(found))]
        """Whether all rows have such a day, and stand in its order."""

    @property
    def numbers(self) -> Sequence[int]:
        """What they are known by."""
        numbers = self._columns.numbers
        return numbers if self._is_whole else [numbers[place] for place in self._places]

    def column(self, key: str) -> Sequence[Value | None]:
        """What they hold in a field."""
        column = self._columns.of[key]
        return column if self._is_whole else [column[place] for place in self._places]


class _Meant:
    """Where the rows of a register stand that a feed means for some period, by their days."""

    def __init__(self, feed: Feed, keys: Iterable[str], dated: _Dated) -> None:
        """``keys`` are the fields whose values are counted."""
        self._feed = feed
        places, spans = self._spans(dated)
        self._ends = None if spans.count(_ALWAYS) == len(spans) else _ends(spans)
        """The first day on which a period may end for which a row is meant, and the first on which it may not
        any more; None where it may end on any day, as most do."""
        self._days = array("i", _at(places, dated.days))
        self._numbers = array("q", _at(places, dated.numbers))
        self._values = {key: list(_at(places, dated.column(key))) for key in keys}

    def _spans(self, dated: _Dated) -> tuple[Sequence[int], list[tuple[date, date]]]:
        """The places of rows that are meant, with each span of the ends of periods for which they are."""
        count = len(dated.days)
        if not self._feed.where:
            return range(count), [_ALWAYS] * count
        met = ends_meant(self._feed, dated.column, count)
        places = [place for place, spans in enumerate(met) for _ in spans]
        return places, list(chain.from_iterable(met))

    def places(self, first: date, last: date) -> Sequence[int]:
        """Where the rows stand that are meant from the first day to the last, at which the period ends."""
        ends = last.toordinal()
        near = range(bisect_left(self._days, first.toordinal()), bisect_right(self._days, ends))
        if self._ends is None:
            return near
        since, until = self._ends
        return [at for at in near if since[at] <= ends < until[at]]

    def value(self, feed: Feed, places: Sequence[int], by: Callable[[str], str]) -> Decimal:
        """What rows at these places come to; ``by`` tells values apart."""
        values = _at(places, self._values[feed.key]) if not feed.counting.is_of_rows else ()
        return counted(feed, len(places), values, by)

    def is_any(self, first: date, last: date) -> bool:
        """Whether there is a row of these days, whatever the period."""
        place = bisect_left(self._days, first.toordinal())
        return place < len(self._days) and self._days[place] <= last.toordinal()

    def follow(self, before: Collection[int], now: _Columns) -> set[int]:
        """Takes the places of rows, by what these are known by, for what rows have become; gives the days on
        which something changed."""
        gone = [place for place, number in enumerate(self._numbers) if number in before]
        days = {self._days[place] for place in gone}
        dated = _Dated(self._feed.day, now)
        places, spans = self._spans(dated)
        if self._ends is None and spans.count(_ALWAYS) < len(spans):
            self._ends = _ends([_ALWAYS] * len(self._days))
        columns: list[MutableSequence[Any]] = [self._days, self._numbers, *self._values.values()]
        columns += self._ends or ()
        for place in reversed(gone):
            for column in columns:
                del column[place]
        found = [dated.numbers, *map(dated.column, self._values)]
        for at, span in zip(places, spans, strict=True):
            day = dated.days[at]
            place = bisect_right(self._days, day)
            cells = [day, *(column[at] for column in found)]
            cells += map(date.toordinal, span if self._ends else ())
            for column, value in zip(columns, cells, strict=True):
                column.insert(place, value)
            days.add(day)
        return days


def _ends(spans: Sequence[tuple[date, date]]) -> tuple[array[int], array[int]]:
    """The numbers of the days at both ends of spans."""
    since, until = (array("i", [span[end].toordinal() for span in spans]) for end in (0, 1))
    return since, until


def _at(places: Sequence[int], column: Sequence[Found]) -> Sequence[Found]:
    """What stands in a column at some places; what stands side by side is copied at once."""
    if isinstance(places, range):
        return column[places.start : places.stop]
    return [column[place] for place in places]


class _Tallies:
    """What was counted of one register, by the feed and its span of days, when ``revision`` was that of the
    rows."""

    def __init__(self, register: Register, revision: int, rows: Sequence[RegisterRow]) -> None:
        self.register, self.revision = register, revision
        keys: dict[Feed, set[str]] = {self._plain(Feed("")): set()}
        for feed in register.feeds:
            keys.setdefault(self._plain(feed), set()).update({feed.key} - {""})
        once = {feed.once for feed in register.feeds} - {""}
        conditions = {key for feed in keys for condition in feed.where for key in condition.keys}
        days = {feed.day for feed in keys}
        self._asked = frozenset(once | conditions | days).union(*keys.values())
        columns = _Columns(rows, self._asked)
        dated = {key: _Dated(key, columns) for key in days}
        self._meant = {feed: _Meant(feed, counted, dated[feed.day]) for feed, counted in keys.items()}
        self._filled = {key: columns.numbers_with(key) for key in once}
        self._found: dict[tuple[Feed, date, date], Decimal] = {}
        """What rows come to where nothing but themselves tells that."""

    def _plain(self, feed: Feed) -> Feed:
        """What feeds share that mean the same rows for the same days."""
        return Feed("", day=feed.day or self.register.day, where=feed.where)

    def follow(self, changed: _Changed) -> None:
        """Forgets what rows that changed may have changed."""
        before = set(map(hash, changed))
        now = _Columns(filter(None, changed.values()), self._asked)
        touched = {feed: meant.follow(before, now) for feed, meant in self._meant.items()}
        for key, filled in self._filled.items():
            left = array("q", [number for number in filled if number not in before])
            self._filled[key] = left + now.numbers_with(key)
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
