"""Rows of registers as they are read: all of a register once, then only those that an operation changed.

An office's registers may have a hundred thousand rows, of which few are looked at: not all are kept. What is
counted of them: `register_tallies.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, starmap
from operator import gt
from types import MappingProxyType
from typing import Any, TypeVar

from ..domain.registers.fields import Holds, Plain, RegisterField, Value
from ..domain.registers.register import Register, RegisterRow
from ..domain.text import sort_key
from ..storage.register_kinds import REGISTER_ROWS, StoredRegisterRow
from .desk import Desk

ROW_TABLES = ("registers", "register_rows")
_WRITTEN = (Holds.LINE, Holds.TEXT)
_NOTHING: Mapping[str, Plain] = MappingProxyType({})
Made = TypeVar("Made")
_MOST_MADE = 64
_MOST_ROWS = 4_000
"""A register of more rows is a long one."""


class _Understood(dict[Plain | None, Value | None]):
    """The values of a field by what is kept of them, None for nothing: the same days and numbers come again
    and again."""

    def __init__(self, field: RegisterField) -> None:
        super().__init__({None: None})
        self.field = field
        self.has_strange = False
        """Whether something was kept that is no value of the field."""

    def __missing__(self, plain: Plain) -> Value | None:
        if len(self) >= _MOST_VALUES:
            self.clear()
            self[None] = None
        found = self[plain] = self.field.understood(plain)
        self.has_strange = self.has_strange or found is None
        return found


_MOST_VALUES = 20_000


class RowReader:
    """Makes rows of their ids and what is kept of their values; what the register has no field for, or
    cannot read, stays as it is kept.

    A hundred thousand rows say most of it again and again: what is not written freely is the same object.
    """

    def __init__(self, register: Register) -> None:
        self._register = register.id
        self._written = [each for each in register.fields if each.holds in _WRITTEN and not each.is_personal]
        self._read_anew = [_Understood(each) for each in register.fields if each not in self._written]
        self._keys = frozenset(each.key for each in register.fields)

    def row(self, row_id: str, plain: Mapping[str, Plain]) -> RegisterRow:
        """One row."""
        return self.rows([row_id], [{**plain}])[0]

    def rows(self, ids: Sequence[str], kept: Sequence[dict[str, Plain]]) -> list[RegisterRow]:
        """A few rows, whose values what is kept of them becomes: field by field, which takes half as long as
        row by row."""
        others: dict[int, dict[str, Plain]] = {}
        rows: Sequence[dict[str, Any]] = kept
        for key in sorted(set().union(*kept) - self._keys):
            _put_aside(key, rows, range(len(rows)), others)
        for known in self._read_anew:
            key = known.field.key
            plains = [values.get(key) for values in rows]
            found = list(map(known.__getitem__, plains))
            if known.has_strange:
                strange = [at for at, plain in enumerate(plains) if plain is not None and found[at] is None]
                _put_aside(key, rows, strange, others)
            for values, value in zip(rows, found, strict=True):
                if value is not None:
                    values[key] = value
        for field in self._written:
            # What is written freely needs no reading, unless it was a yes or no before.
            for values in [each for each in rows if isinstance(each.get(field.key), bool)]:
                values[field.key] = field.shown(values[field.key])
        made = [
            RegisterRow(self._register, values, row_id, _NOTHING)
            for row_id, values in zip(ids, rows, strict=True)
        ]
        for place, more in others.items():
            made[place].others = more
        return made


def _put_aside(
    key: str, rows: Sequence[dict[str, Any]], places: Iterable[int], others: dict[int, dict[str, Plain]]
) -> None:
    """Puts what some rows hold in a key, which is none of their values, among what they hold beside."""
    for place in places:
        if key in rows[place]:
            others.setdefault(place, {})[key] = rows[place].pop(key)


@dataclass(slots=True)
class Kept:
    """A register's rows by their days, as they were when ``revision`` was the revision of the table."""

    register: Register
    revision: int
    rows: list[RegisterRow]

    def follow(self, changed: Mapping[str, RegisterRow | None]) -> None:
        """Puts in their places what rows have become; None stands for one that is gone."""
        self.rows = [row for row in self.rows if row.id not in changed]
        for row in filter(None, changed.values()):
            self.rows.insert(bisect_left(self.rows, self.order(row), key=self.order), row)

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


@dataclass(slots=True)
class _Made:
    """What was made of a register's rows at a revision of the table."""

    register: Register
    revision: int
    value: Any


class SomeRows:
    """The rows of a register, to be gone through: of a long one that is not kept they are read meanwhile."""

    def __init__(self, rows: RegisterRows, register: Register) -> None:
        self._rows = rows
        self._register = register

    def __iter__(self) -> Iterator[RegisterRow]:
        return iter(self._rows.each(self._register))

    def between(self, first: date, last: date) -> Sequence[RegisterRow]:
        """Those of some days, both included: of a long register no more is read."""
        return self._rows.between(self._register, first, last)


class RegisterRows:
    """The rows of registers; derived from what is stored, and read again only where it changed.

    One long register is kept, and short ones, as long as they have `_MOST_ROWS` together: the others are read
    again when they are asked for.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[str, Kept] = {}
        """Those that were asked for last stand last."""
        self._made: dict[tuple[str, Hashable], _Made] = {}
        self._stored: tuple[int, dict[str, StoredRegisterRow | None]] = (0, {})
        """Rows that changed, as they were stored at a revision."""

    @property
    def revision(self) -> int:
        """Another number after each change of a row."""
        return self._desk.store.revisions.stamp((REGISTER_ROWS.table,))[0]

    def of(self, register: Register) -> Kept:
        """The rows of a register as they are now. Raises Damaged where a row cannot be read."""
        self._desk.store.revisions.reading(ROW_TABLES)
        kept = self._known(register)
        if kept is None:
            self._make_room(self._desk.store.register_size(register.id))
            kept = self._read(register)
        self._kept[register.id] = kept
        return kept

    def between(self, register: Register, first: date, last: date) -> list[RegisterRow]:
        """The rows of some days, both included: of a long register that is not kept no more is read."""
        self._desk.store.revisions.reading(ROW_TABLES)
        if register.id not in self._kept and self._desk.store.register_size(register.id) > _MOST_ROWS:
            return self._read(register, (first, last)).between(first, last)
        return self.of(register).between(first, last)

    def each(self, register: Register) -> Iterable[RegisterRow]:
        """The rows of a register; those of a long one that is not kept one by one, in the order of days."""
        if register.id not in self._kept and self._desk.store.register_size(register.id) > _MOST_ROWS:
            return chain.from_iterable(self._pieces(register))
        return self.of(register).rows

    def _pieces(
        self, register: Register, days: tuple[date, date] | None = None
    ) -> Iterator[list[RegisterRow]]:
        """The rows as they are stored, a few at a time, in the order of their days and ids."""
        return starmap(RowReader(register).rows, self._desk.store.register_values(register.id, days))

    def _read(self, register: Register, days: tuple[date, date] | None = None) -> Kept:
        rows: list[RegisterRow] = []
        known: list[date] = []
        for some in self._pieces(register, days):
            rows += some
            # A hundred thousand rows lie far apart: of each its day is looked up while it is near.
            known += [row.day(register) or date.min for row in some]
        kept = Kept(register, self.revision, rows)
        if register.row_number or any(map(gt, known, islice(known, 1, None))):
            kept.rows.sort(key=kept.order)
        return kept

    def _known(self, register: Register) -> Kept | None:
        """The rows of a register that are kept, as they are now; None where they are to be read."""
        kept = self._kept.pop(register.id, None)
        if kept is None or kept.register != register:
            return None
        changed = self.changed(register, kept.revision)
        if changed is None:
            return None
        if changed:
            kept.follow(changed)
        kept.revision = self.revision
        return kept

    def worked_out(self, register: Register, key: Hashable, function: Callable[[SomeRows], Made]) -> Made:
        """What a function makes of the rows of a register, kept by ``key`` until one of them changes."""
        self._desk.store.revisions.reading(ROW_TABLES)
        made = self._made.pop((register.id, key), None)
        if made is None or made.register != register or self.changed(register, made.revision) != {}:
            if made is not None:
                # Where rows are typed, all of them are asked for again and again: they stay.
                self.of(register)
            made = _Made(register, 0, function(SomeRows(self, register)))
        made.revision = self.revision
        self._made[register.id, key] = made
        if len(self._made) > _MOST_MADE:
            del self._made[next(iter(self._made))]
        found: Made = made.value
        return found

    def _make_room(self, count: int) -> None:
        """Forgets what was asked for longest ago, for so many rows more."""
        long = self._long()
        if count > _MOST_ROWS:
            self._forget(long)
            return
        for key in [key for key in self._kept if key not in long]:
            short = sum(len(kept.rows) for other, kept in self._kept.items() if other not in long)
            if short + count <= _MOST_ROWS:
                break
            del self._kept[key]

    def look_at(self, register: Register) -> None:
        """Forgets the rows of another long register: this one is looked at from now on."""
        self._forget(self._long() - {register.id})

    def _long(self) -> set[str]:
        """The long registers that are kept."""
        return {key for key, kept in self._kept.items() if len(kept.rows) > _MOST_ROWS}

    def _forget(self, register_ids: Iterable[str]) -> None:
        for register_id in register_ids:
            del self._kept[register_id]

    def changed(self, register: Register, since: int) -> dict[str, RegisterRow | None] | None:
        """What rows of a register, or gone from any, have become that changed since a revision, by their ids;
        None where that is not known any more."""
        now, revisions = self.revision, self._desk.store.revisions
        if since == now:
            return {}
        ids = revisions.changed_since(REGISTER_ROWS.table, since)
        if ids is None:
            return None
        if self._stored[0] != now:
            self._stored = (now, {})
        found: dict[str, RegisterRow | None] = {}
        reader = RowReader(register)
        for row_id in dict.fromkeys(ids):
            stored = self._read_stored(row_id)
            if stored is None:
                found[row_id] = None
            elif stored.register == register.id:
                found[row_id] = reader.row(stored.id, stored.values)
        return found

    def _read_stored(self, row_id: str) -> StoredRegisterRow | None:
        """A row as it is stored: every register asks for each that changed."""
        known = self._stored[1]
        if row_id not in known:
            found = self._desk.store.row(REGISTER_ROWS.table, row_id)
            known[row_id] = REGISTER_ROWS.read(found) if found is not None else None
        return known[row_id]
