"""Registers (sổ theo dõi) at the office's desk: which there are, their rows, and what is counted of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from ..catalogue import registers as catalogue
from ..domain.errors import Refusal
from ..domain.indicators import Indicator
from ..domain.names import unit_key
from ..domain.plan import Signer
from ..domain.registers.counting import Window
from ..domain.registers.fields import Holds, Value
from ..domain.registers.register import Feed, Register, RegisterRow
from ..domain.report_periods import QUARTERS, Period
from ..domain.text import fold
from ..storage.changes import Changes
from ..storage.columns import Row
from ..storage.register_kinds import OWN_REGISTERS, REGISTER_ROWS, StoredRegisterRow, write_register_row
from ..storage.store import Store
from . import operations
from .calendar import CALENDAR_TABLES, Calendar
from .desk import DAY, Desk, Part
from .register_rows import Made, RegisterRows, RowReader, SomeRows
from .register_tallies import RegisterCounts
from .report_data import profile_of
from .settings import file_name, successors

if TYPE_CHECKING:
    from ..documents.model import Document
    from .given_tasks import GivenTasks

REGISTER_TABLES = ("registers", "register_rows", "unit_successions", *CALENDAR_TABLES)
"""What registers and their rows are read from."""
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """What a register gives for an indicator."""

    register: Register
    feed: Feed
    value: Decimal
    find: Callable[[], Sequence[RegisterRow]]

    @property
    def rows(self) -> Sequence[RegisterRow]:
        """The rows that it is counted of: looked up when they are asked for, as periods of many years are
        counted whose rows nobody looks at."""
        return self.find()


def every(store: Store) -> tuple[Register, ...]:
    """Every register; one of the program's that the office changed stands in its own words."""
    own: dict[str, Register] = {}
    if stored := store.records(OWN_REGISTERS):
        from ..catalogue.register_text import own_register

        read = {each.id: own_register(each.text, each.id, each.name) for each in stored}
        own = {key: register for key, register in read.items() if register is not None}
    shipped = [own.pop(register.id, register) for register in catalogue.registers()]
    return (*shipped, *own.values())


def areas_of(store: Store) -> Callable[[Row], int]:
    """Tells the reform area that a stored row belongs to, 0 for none: its own, or that of its register."""
    known = {register.id: register for register in every(store)}

    def area(row: Row) -> int:
        register = known.get(row["register"])
        return register.area_of(json.loads(row["cells"])) if register is not None else 0

    return area


class Registers(Part):
    """The registers that the office keeps: those of the program, and its own."""

    def __init__(self, desk: Desk, calendar: Calendar, given: Callable[[], GivenTasks]) -> None:
        super().__init__(desk)
        self.given = given
        """The tasks from above, some of which are one with a task of a plan."""
        self._calendar = calendar
        self._rows = RegisterRows(desk)
        self._tallied = RegisterCounts(self._rows)
        # All periods of many years are asked for whenever a figure changes.
        self._counted = desk.derived(self._counts, (*REGISTER_TABLES, DAY), keep=512)

    # Which there are

    def all(self) -> tuple[Register, ...]:
        """Every register; one of the program's that the office changed stands in its own words."""
        return every(self._desk.store)

    def feeding(self, indicator: Indicator) -> Register | None:
        """The register that an indicator is counted in; None where none is."""
        wanted = indicator.counted or indicator.code
        fed = (
            each for each in self.all() if any(wanted in (feed.indicator, feed.name) for feed in each.feeds)
        )
        return next(fed, None)

    def get(self, register_id: str) -> Register:
        """The register of this identity. Raises Refusal where there is none."""
        found = next((each for each in self.all() if each.id == register_id), None)
        if found is None:
            known = ", ".join(each.id for each in self.all())
            raise Refusal(f"Không có sổ «{register_id}». Các sổ: {known}.", "register")
        return found

    # Rows

    def rows(self, register_id: str, period: Period | None = None) -> list[RegisterRow]:
        """The rows of a register by their days, and by their numbers where they have some; those within a
        period's window where one is given.

        Raises Refusal where there is no such register, Damaged where a row cannot be read.
        """
        if period is None:
            return list(self._rows.of(self.get(register_id)).rows)
        dates = self._calendar.dates(period)
        return self.between(register_id, dates.starts, dates.ends)

    def between(self, register_id: str, first: date, last: date) -> list[RegisterRow]:
        """The rows of some days, both included, in the same order. Raises as ``rows`` does."""
        return self._rows.between(self.get(register_id), first, last)

    def count(self, register_id: str) -> int:
        """How many rows a register has. Raises Refusal where there is no such register."""
        return self._desk.store.register_size(self.get(register_id).id)

    def look_at(self, register_id: str) -> None:
        """Says that a register is shown from now on: the rows of another long one need not be held for that.
        Raises Refusal where there is no such register."""
        self._rows.look_at(self.get(register_id))

    def worked_out(self, register_id: str, key: Hashable, function: Callable[[SomeRows], Made]) -> Made:
        """What a function makes of the rows of a register, kept by ``key`` until one of them changes."""
        return self._rows.worked_out(self.get(register_id), key, function)

    def row(self, row_id: str) -> RegisterRow:
        """One row. Raises Refusal where it is gone."""
        found = self._desk.store.row("register_rows", row_id)
        if found is None:
            raise Refusal("Dòng này không còn trong sổ. Hãy mở lại sổ.", "row")
        stored = REGISTER_ROWS.read(found)
        return row_of(self.get(stored.register), stored)

    def is_there(self, row_id: str) -> bool:
        """Whether a row is stored."""
        return self._desk.store.row("register_rows", row_id) is not None

    def like(self, register_id: str, values: Mapping[str, Value], but: str = "") -> list[RegisterRow]:
        """The rows that one with these values may be the same as; ``but`` is the row itself."""
        register = self.get(register_id)
        likeness = register.likeness(values)
        if not likeness:
            return []
        return [
            row
            for row in self.rows(register_id)
            if row.id != but and register.likeness(row.values) == likeness
        ]

    def add(self, register_id: str, typed: Mapping[str, str]) -> RegisterRow:
        """Adds a row of what was typed by key; gives it as it is stored. Raises Refusal as ``save``."""
        row = RegisterRow(register_id, self.get(register_id).read(typed))
        self.save([row])
        return row

    def save(self, rows: Sequence[RegisterRow]) -> Changes:
        """Adds rows, or makes the stored ones what they are now, in one operation.

        Raises Refusal, with the field, where one cannot be; nothing is stored then.
        """
        registers = self._admitted(operations.SAVE_REGISTER_ROW, rows)
        for row in rows:
            registers[row.register].refuse_row(row, self._desk.today())
        with self._desk.operation(operations.SAVE_REGISTER_ROW, _told(registers, rows)) as recorder:
            for row in rows:
                write_register_row(recorder, *stored_of(registers[row.register], row))
            self.given().follow_rows(recorder, rows)
        return recorder.changes

    def delete(self, *row_ids: str) -> Changes:
        """Removes rows in one operation. Raises Refusal where one is gone already."""
        rows = [self.row(row_id) for row_id in row_ids]
        registers = self._admitted(operations.DELETE_REGISTER_ROW, rows)
        with self._desk.operation(operations.DELETE_REGISTER_ROW, _told(registers, rows)) as recorder:
            for row_id in row_ids:
                recorder.delete("register_rows", row_id)
        return recorder.changes

    def _admitted(self, operation: operations.Operation, rows: Sequence[RegisterRow]) -> dict[str, Register]:
        """The registers of rows by their ids. Raises Refusal where whoever is here may not do this to any."""
        registers = {row.register: self.get(row.register) for row in rows}
        before = [self.row(row.id) for row in rows if self.is_there(row.id)]
        self.admit(operation, [*before, *rows])
        return registers

    def admit(self, operation: operations.Operation, rows: Iterable[RegisterRow]) -> None:
        """Raises Refusal where whoever is here may not do this to one of these rows."""
        known = {register.id: register for register in self.all()}
        self._desk.admit(operation, {known[row.register].area_of(row.values) for row in rows})

    def document(self, register_id: str, period: Period | None = None) -> Document:
        """The register as the book that it replaces, of a period or of all days."""
        return self.book(self.get(register_id), self.rows(register_id, period), period)

    def book(self, register: Register, rows: Sequence[RegisterRow], period: Period | None = None) -> Document:
        """The book of any register with rows of it; without any it is to be written by hand."""
        from ..documents.compose_register import compose_register

        profile = profile_of(self._desk)
        span = None
        if period is not None:
            dates = self._calendar.dates(period)
            span = (dates.starts, dates.ends)
        signer = profile.signers[0] if profile.signers else Signer()
        return compose_register(register, rows, profile, signer, span, self._desk.today())

    def file_name(self, register_id: str, fmt: str, period: Period | None = None) -> str:
        """A file name for the book."""
        of = f" {period.label}" if period is not None else ""
        return file_name(self._desk, f"So {self.get(register_id).name}{of}", fmt)

    # Figures

    def counts(self, period: Period, names: frozenset[str] | None = None) -> Mapping[str, Counted]:
        """What registers give for the indicators of a period, by code, and by the name of a count that has
        one; nothing of a register without a row of the reports' year so far: the office keeps it elsewhere,
        or has not begun it. What there is at the end is known from rows of the years before, too.

        ``names`` are the codes and names that are asked for, all where None.
        """
        return self._counted(period, names)

    def _counts(self, period: Period, names: frozenset[str] | None) -> Mapping[str, Counted]:
        found: dict[str, Counted] = {}
        window = self._window(period)
        for register in self.all():
            if not register.feeds or not register.is_valid(window.ends):
                continue
            for feed in register.feeds:
                if names is not None and names.isdisjoint((feed.indicator, feed.name)):
                    continue
                by = self._told_apart_by(register, feed, window)
                value = self._tallied.value(register, feed, window, self._desk.today(), by)
                if value is None:
                    continue
                count = Counted(register, feed, value, partial(self._tallied.rows, register, feed, window))
                found |= dict.fromkeys(filter(None, (feed.indicator, feed.name)), count)
        return found

    def _told_apart_by(self, register: Register, feed: Feed, window: Window) -> Callable[[str], str]:
        """What values of a counted field differ by: units that one took over by the period's end are it."""
        if not feed.key or register.field(feed.key).holds is not Holds.UNIT:
            return fold
        after = successors(self._desk)
        return (lambda name: unit_key(after.now(name, window.ends))) if after is not None else fold

    def _window(self, period: Period) -> Window:
        dates = self._calendar.dates(period)
        year = self._calendar.dates(Period(period.year, QUARTERS[0])).starts
        # Of a period that is running it is known what there is today: what is due later is not late.
        return Window(dates.starts, min(dates.ends, self._desk.today()), year)


def _told(registers: Mapping[str, Register], rows: Sequence[RegisterRow]) -> str:
    """What the journal calls rows."""
    first = registers[rows[0].register]
    return f"{first.name}: {first.name_of(rows[0].values) if len(rows) == 1 else f'{len(rows)} dòng'}"


def row_of(register: Register, stored: StoredRegisterRow) -> RegisterRow:
    """The row as its register reads it; what it has no field for, or cannot read, stays as it is kept."""
    return RowReader(register).row(stored.id, stored.values)


def stored_of(register: Register, row: RegisterRow) -> tuple[StoredRegisterRow, str]:
    """The row as it is stored, and the words that it is found by."""
    known = {each.key: each for each in register.fields}
    plain = {**row.others, **{key: known[key].plain(value) for key, value in row.values.items()}}
    words = " ".join(filter(None, map(row.shown, register.typed)))
    stored = StoredRegisterRow(
        row.id, register.id, row.day(register), register.title_of(row.values)[:_LONGEST_NAME], plain
    )
    return stored, words
