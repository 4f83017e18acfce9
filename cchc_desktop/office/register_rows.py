"""Rows of registers as they are read: all of a register once, then only those that an operation changed.

An office's registers may have a hundred thousand rows. What is counted of them for a span of days is kept,
too, until a row of these days changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..domain.registers.counting import Window, counted, rows_of
from ..domain.registers.fields import Holds, Plain, RegisterField, Value
from ..domain.registers.register import Counting, Feed, Over, Register, RegisterRow
from ..domain.text import fold, sort_key
from ..storage.register_kinds import REGISTER_ROWS, StoredRegisterRow
from .desk import Desk

ROW_TABLES = ("registers", "register_rows")
_TEXTS = (Holds.LINE, Holds.TEXT, Holds.CHOICE, Holds.UNIT, Holds.OFFICER)
_MOST_STEPS = 1_000
"""So many changes are remembered for those who go on from them."""


class _Understood(dict[Plain, Value | None]):
    """The values of a field by what is kept of them: the same days and numbers come again and again."""

    def __init__(self, field: RegisterField) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, plain: Plain) -> Value | None:
        if len(self) >= _MOST_VALUES:
            self.clear()
        found = self[plain] = self._field.understood(plain)
        return found


_MOST_VALUES = 20_000


def row_reader(register: Register) -> Callable[[StoredRegisterRow], RegisterRow]:
    """What reads the rows of a register; what it has no field for, or cannot read, stays as it is kept."""
    texts = {each.key for each in register.fields if each.holds in _TEXTS and not each.is_personal}
    understood = {each.key: _Understood(each) for each in register.fields}

    def read(stored: StoredRegisterRow) -> RegisterRow:
        values: dict[str, Value] = {}
        others: dict[str, Plain] = {}
        for key, plain in stored.values.items():
            value: Value | None = None
            if key in texts and isinstance(plain, str):
                # Most of what is kept, which needs no reading.
                value = plain
            elif key in understood:
                value = understood[key][plain]
            if value is None:
                others[key] = plain
            else:
                values[key] = value
        return RegisterRow(stored.register, values, stored.id, others)

    return read


@dataclass(slots=True)
class Kept:
    """A register's rows by their days, as they were when ``revision`` was the revision of the table.

    ``steps`` are the changes since they were read, each a row as it was and as it is.
    """

    register: Register
    revision: int
    rows: list[RegisterRow]
    by_id: dict[str, RegisterRow]
    steps: list[tuple[RegisterRow | None, RegisterRow | None]] = field(default_factory=list)

    def place(self, row: RegisterRow) -> int:
        """Where a row stands, or would stand."""
        return bisect_left(self.rows, self.order(row), key=self.order)

    def order(self, row: RegisterRow) -> tuple[date, str, str]:
        """What rows stand in order by: rows without a day first, those of a day by their numbers."""
        number = ""
        if self.register.row_number:
            field = self.register.field(self.register.row_number)
            number = sort_key(field.shown(row.values.get(field.key)))
        return row.day(self.register) or date.min, number, row.id

    def between(self, first: date, last: date) -> list[RegisterRow]:
        """The rows of some days, both included."""

        def day(row: RegisterRow) -> date:
            return row.day(self.register) or date.min

        return self.rows[bisect_left(self.rows, first, key=day) : bisect_right(self.rows, last, key=day)]


class RegisterRows:
    """The rows of all registers; derived from what is stored, and read again only where it changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[str, Kept] = {}

    def of(self, register: Register) -> Kept:
        """The rows of a register as they are now. Raises Damaged where a row cannot be read."""
        revisions = self._desk.store.revisions
        revisions.reading(ROW_TABLES)
        kept = self._kept.get(register.id)
        now = revisions.stamp((REGISTER_ROWS.table,))[0]
        if kept is not None and kept.register == register:
            changed = revisions.changed_since(REGISTER_ROWS.table, kept.revision)
            if changed is not None and len(kept.steps) + len(changed) <= _MOST_STEPS:
                self._renew(kept, changed)
                kept.revision = now
                return kept
        rows = list(map(row_reader(register), self._desk.store.register_rows(register.id)))
        kept = Kept(register, now, rows, {row.id: row for row in rows})
        rows.sort(key=kept.order)
        self._kept[register.id] = kept
        return kept

    def _renew(self, kept: Kept, changed: Iterable[str]) -> None:
        for row_id in dict.fromkeys(changed):
            before = kept.by_id.pop(row_id, None)
            if before is not None:
                del kept.rows[kept.place(before)]
            found = self._desk.store.row(REGISTER_ROWS.table, row_id)
            after = None
            if found is not None and found["register"] == kept.register.id:
                after = row_reader(kept.register)(REGISTER_ROWS.read(found))
                kept.rows.insert(kept.place(after), after)
                kept.by_id[row_id] = after
            if before is not None or after is not None:
                kept.steps.append((before, after))


@dataclass(slots=True)
class _Days:
    """The rows of a register that have a day in one of its fields, by that day."""

    key: str
    rows: list[RegisterRow]

    def day(self, row: RegisterRow) -> date:
        """The row's day."""
        value = row.values[self.key]
        assert isinstance(value, date)
        return value

    def has(self, row: RegisterRow) -> bool:
        """Whether a row has such a day."""
        return isinstance(row.values.get(self.key), date)

    def between(self, first: date, last: date) -> list[RegisterRow]:
        """The rows of some days, both included."""
        begins = bisect_left(self.rows, first, key=self.day)
        return self.rows[begins : bisect_right(self.rows, last, key=self.day)]

    def follow(self, before: RegisterRow | None, after: RegisterRow | None) -> set[date]:
        """Takes a row's place by what it has become; gives the days on which something changed."""
        days: set[date] = set()
        if before is not None and self.has(before):
            days.add(day := self.day(before))
            place = bisect_left(self.rows, day, key=self.day)
            while self.rows[place].id != before.id:
                place += 1
            del self.rows[place]
        if after is not None and self.has(after):
            days.add(day := self.day(after))
            self.rows.insert(bisect_right(self.rows, day, key=self.day), after)
        return days


class _Tallies:
    """What was counted of one register, by the feed and its span of days."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._seen = len(kept.steps)
        self._days: dict[str, _Days] = {}
        self._found: dict[tuple[Feed, date, date], tuple[Decimal, tuple[RegisterRow, ...]]] = {}
        """The rows that were meant, and what they come to where nothing but themselves tells that."""

    def catch_up(self) -> None:
        """Forgets what rows that changed since may have changed."""
        steps = self.kept.steps[self._seen :]
        self._seen = len(self.kept.steps)
        if not steps:
            return
        touched = {
            key: {day for before, after in steps for day in days.follow(before, after)}
            for key, days in self._days.items()
        }
        self._found = {
            (feed, first, last): found
            for (feed, first, last), found in self._found.items()
            if not any(first <= day <= last for day in touched[self._key(feed)])
        }

    def _key(self, feed: Feed) -> str:
        return feed.day or self.kept.register.day

    def by(self, key: str) -> _Days:
        """The rows by the days in a field."""
        if key not in self._days:
            found = _Days(key, [])
            found.rows = sorted(filter(found.has, self.kept.rows), key=found.day)
            self._days[key] = found
        return self._days[key]

    def of(
        self, feed: Feed, window: Window, by: Callable[[str], str]
    ) -> tuple[Decimal, tuple[RegisterRow, ...]]:
        """What a feed comes to over a period's days, and the rows that it was counted of; ``by`` tells values
        apart."""
        first = {Over.PERIOD: window.starts, Over.YEAR: window.year, Over.UNTIL: date.min}[feed.over]
        key = (feed, first, window.ends)
        if key not in self._found:
            near = self.by(self._key(feed)).between(first, window.ends)
            rows = rows_of(feed, self.kept.register, near, window)
            self._found[key] = counted(feed, rows), tuple(rows)
        value, meant = self._found[key]
        # Which units are one may change without any row.
        return (value if by is fold else counted(feed, meant, by)), meant

    def is_begun(self, first: date, last: date) -> bool:
        """Whether there is a row of these days."""
        own = self.by(self.kept.register.day)
        place = bisect_left(own.rows, first, key=own.day)
        return place < len(own.rows) and own.day(own.rows[place]) <= last


class RegisterCounts:
    """What registers come to, counted again only for days on which a row changed."""

    def __init__(self, rows: RegisterRows) -> None:
        self._rows = rows
        self._tallies: dict[str, _Tallies] = {}

    def of(
        self, register: Register, feed: Feed, window: Window, today: date, by: Callable[[str], str]
    ) -> tuple[Decimal, tuple[RegisterRow, ...]] | None:
        """What a feed comes to; None where the office keeps the register elsewhere, or has not begun it, and
        where nothing has occurred in a period that is not over."""
        kept = self._rows.of(register)
        tallies = self._tallies.get(register.id)
        if tallies is None or tallies.kept is not kept:
            tallies = self._tallies[register.id] = _Tallies(kept)
        tallies.catch_up()
        value, meant = tallies.of(feed, window, by)
        first = date.min if feed.over is Over.UNTIL else window.year
        is_seen = feed.counting is Counting.ANY and bool(meant)
        if not is_seen and not tallies.is_begun(first, window.ends):
            return None
        if feed.once and not any(feed.once in row.values for row in kept.rows):
            return None
        if not meant and window.ends >= today:
            # That nothing occurred is known when the period is over.
            return None
        return value, meant
