"""Rows of registers as they are read: all of a register once, then only those that an operation changed.

An office's registers may have a hundred thousand rows. What is counted of them: `register_tallies.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ..domain.registers.fields import Holds, Plain, RegisterField, Value
from ..domain.registers.register import Register, RegisterRow
from ..domain.text import sort_key
from ..storage.register_kinds import REGISTER_ROWS, StoredRegisterRow
from .desk import Desk

ROW_TABLES = ("registers", "register_rows")
_WRITTEN = (Holds.LINE, Holds.TEXT)
_NOTHING: Mapping[str, Plain] = MappingProxyType({})
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
    """What reads the rows of a register; what it has no field for, or cannot read, stays as it is kept.

    A hundred thousand rows say most of it again and again: their keys are the same objects, and so are their
    values but for what is written freely.
    """
    fields = register.fields
    texts = {each.key: each.key for each in fields if each.holds in _WRITTEN and not each.is_personal}
    understood = {each.key: (each.key, _Understood(each)) for each in fields}

    def read(stored: StoredRegisterRow) -> RegisterRow:
        values: dict[str, Value] = {}
        others: dict[str, Plain] = {}
        for read_key, plain in stored.values.items():
            key = read_key
            value: Value | None = None
            if key in texts and isinstance(plain, str):
                # Most of what is kept, which needs no reading.
                key, value = texts[key], plain
            elif key in understood:
                key, known = understood[key]
                value = known[plain]
            if value is None:
                others[key] = plain
            else:
                values[key] = value
        return RegisterRow(stored.register, values, stored.id, others or _NOTHING)

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
