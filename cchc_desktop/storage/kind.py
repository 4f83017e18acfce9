"""What a kind of record is: its table and columns, their words, what is searched, where a row opens.

A kind is declared once (`kinds.py`). From the declaration follow its table in a new file, reading and
writing, the search, the words of the journal, what `check` looks at, and the counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from ..domain.places import Place
from .columns import Row, from_columns, to_columns
from .errors import UNREADABLE, no_record, quoted

Record = TypeVar("Record")


class Holds(StrEnum):
    """What a column holds: how it is stored, and how it is read out."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number, or đồng."""
    REAL = "real"
    DECIMAL = "decimal"
    """An exact decimal as text."""
    YEAR = "year"
    FLAG = "flag"
    DAY = "day"
    """A day as ISO text."""
    LINES = "lines"
    """A JSON list of texts."""
    MILESTONES = "milestones"
    """A JSON list of [first year, last year, comparator, value]."""
    COUNTS = "counts"
    """A JSON object of whole numbers by the ids of a form's columns."""
    PARTS = "parts"
    """Other JSON, which is not read out."""

    @property
    def sql(self) -> str:
        """The column's type in SQLite."""
        return _SQL.get(self, "TEXT")


_SQL = {Holds.NUMBER: "INTEGER", Holds.YEAR: "INTEGER", Holds.FLAG: "INTEGER", Holds.REAL: "REAL"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a kind of record.

    ``words`` is what the screen calls it; a column without words (an identity, an order) is not shown.
    ``optional`` columns may be empty (NULL). ``codes`` are the words of stored values. ``refers`` is the
    table whose row the column names. ``default`` is what rows have that were stored before the column was
    there; ``since`` is the version of the schema that brought it, where it came later than the table.
    """

    name: str
    words: str = ""
    holds: Holds = Holds.TEXT
    optional: bool = False
    searched: bool = False
    codes: Mapping[Any, str] = field(default_factory=dict)
    refers: str = ""
    default: str | int | float | None = None
    since: int = 0


def _no_title(_: Row) -> str:
    return ""


@dataclass(frozen=True)
class Kind(Generic[Record]):
    """A kind of record: a table whose primary key is ``id``, declared once.

    ``record`` is the value of the domain that a row becomes; where its fields are the columns, ``read`` and
    ``write`` need nothing more, else ``reader`` makes it. ``title`` names a row in a line, ``place`` says
    where it opens. ``order`` are the columns that lists are sorted by. ``since`` is the version of the schema
    that brought the table; ``counted`` tables are counted for the office, ``unreadable`` names in the
    sentence of `check` what cannot be read. Rows of kinds that ``stays`` belong to this copy of the data and
    travel to no other. ``checks`` raises where a row is none, where that is told sooner than by its value,
    title and place.
    """

    table: str
    words: str
    fields: tuple[Field, ...]
    place: Callable[[Row], Place]
    record: type[Record] | None = None
    reader: Callable[[Row], Record] | None = None
    title: Callable[[Row], str] = _no_title
    order: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    since: int = 0
    counted: bool = False
    unreadable: str = ""
    stays: bool = False
    checks: Callable[[Row], object] | None = None

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The columns whose words are searched."""
        return tuple(column.name for column in self.fields if column.searched)

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """The columns that have words on the screen."""
        return tuple(column for column in self.fields if column.words)

    @cached_property
    def defaults(self) -> Row:
        """The columns that rows of before may lack, with what they have then."""
        return {column.name: column.default for column in self.fields if column.default is not None}

    def field(self, name: str) -> Field:
        """The column of this name."""
        return next(column for column in self.fields if column.name == name)

    def read(self, row: Row) -> Record:
        """The value of a row. Raises Damaged, which names the record, where the row holds none."""
        if self.reader is None and self.record is None:
            raise TypeError(f"rows of {self.table} have no value of their own")
        # Rows are read by the thousand: `reading` would cost more than most of them.
        try:
            if self.reader is not None:
                return self.reader(row)
            assert self.record is not None
            return from_columns(self.record, row)
        except UNREADABLE as error:
            raise no_record(self.name(row), error) from error

    def check(self, row: Row) -> None:
        """Raises Damaged, which names the record, where a row is none that the program could show."""
        # Rows are looked at by the thousand, too.
        try:
            if self.checks is not None:
                self.checks(row)
                return
            self.title(row)
            self.place(row)
        except UNREADABLE as error:
            raise no_record(self.name(row), error) from error
        if self.reader is not None or self.record is not None:
            self.read(row)

    def name(self, row: Row) -> str:
        """What a record is called in a sentence about damage: «Công chức «Lan»»; by its id where it has no
        title that can be read."""
        try:
            title = self.title(row)
        except UNREADABLE:
            title = ""
        return f"{self.words} {quoted(title or row.get('id', ''))}"

    def row(self, record: Record, **others: Any) -> Row:
        """The row of a value; ``others`` are the columns that the value has no field for."""
        return to_columns(record) | others

    def create_sql(self, version: int) -> list[str]:
        """What makes the table as it was in a version of the schema: later columns are added by theirs."""
        columns = ["id TEXT PRIMARY KEY"]
        columns += [column_sql(each) for each in self.fields if each.since <= version]
        columns += [f"UNIQUE ({', '.join(names)})" for names in self.unique]
        result = [f"CREATE TABLE {self.table} ({', '.join(columns)}) STRICT"]
        result += [
            f"CREATE INDEX {self.table}_by_{each.name.removesuffix('_id')} ON {self.table}({each.name})"
            for each in self.fields
            if each.refers and each.since <= version
        ]
        return result


def column_sql(column: Field) -> str:
    """A column's definition."""
    parts = [column.name, column.holds.sql]
    if not column.optional:
        parts.append("NOT NULL")
    if column.default is not None:
        parts.append(f"DEFAULT {_literal(column.default)}")
    if column.refers:
        parts.append(f"REFERENCES {column.refers}(id) DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def _literal(value: str | float) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
