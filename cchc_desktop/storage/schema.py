"""The versions of the tables, as steps that are only ever added to: a released step is never changed.

Rows that travel between offices carry a UUID; every kind of record has the primary key ``id`` (TEXT). Days
are ISO text, money is INTEGER đồng. Foreign keys are checked when a transaction ends, so that undo may put
rows back in any order.

Steps with statements of their own are written out (`steps/`). The others follow from the declarations in
`kinds.py`: a kind or a column with ``since`` = N is made by step N; columns that are renamed, dropped or
unbound, and tables whose rows move into another one, are named in `COLUMN_CHANGES`. The journal keeps
its rows as they were first written, and `read_kept` brings them to today's columns, so that undo goes to the
very beginning through every step.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.text import fold
from .columns import Row
from .kind import column_sql
from .kinds import KINDS

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x43434843
"""Marks our files in SQLite's header: the letters CCHC."""


def is_of_program(path: Path) -> bool:
    """Whether a plain file says in its header that it is of this program."""
    try:
        with open(path, "rb") as file:
            return file.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big")
    except OSError:
        return False


STEPS_TABLE = "_sqlite_migrations"
"""Where sqlite-utils keeps which steps were applied."""
STEPS = "cchc"
"""The name of our steps there."""
_WRITTEN_OUT = {
    1: "m001_first_tables",
    2: "m002_figures_and_reports",
    3: "m003_identities",
    5: "m005_safety",
}
"""The names under which steps with statements of their own are recorded."""


def step_number(name: str) -> int:
    """The number of the step that is recorded under a name; 0 where it is none of ours."""
    number = name[1:4]
    return int(number) if name[:1] == "m" and number.isascii() and number.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Rename:
    """A column of a table goes by another name."""

    table: str
    old: str
    new: str

    def apply(self, connection: sqlite3.Connection) -> None:
        """Renames the stored column, where the table was not made with the new name already."""
        if self.old in columns_of(connection, self.table):
            connection.execute(f"ALTER TABLE {self.table} RENAME COLUMN {self.old} TO {self.new}")

    def translate(self, row: Row) -> Row:
        """The row with the column's new name."""
        return {self.new if name == self.old else name: value for name, value in row.items()}


@dataclass(frozen=True, slots=True)
class Drop:
    """A column of a table is given up, with what it held."""

    table: str
    column: str

    def apply(self, connection: sqlite3.Connection) -> None:
        """Drops the stored column, where the table was not made without it already."""
        if self.column in columns_of(connection, self.table):
            connection.execute(f"ALTER TABLE {self.table} DROP COLUMN {self.column}")

    def translate(self, row: Row) -> Row:
        """The row without the column."""
        return {name: value for name, value in row.items() if name != self.column}


@dataclass(frozen=True, slots=True)
class Unbind:
    """A column may hold other values than the first tables let it; what it held stays."""

    table: str
    column: str

    def apply(self, connection: sqlite3.Connection) -> None:
        """Makes the column anew as its kind declares it: SQLite cannot take a CHECK away."""
        declared = column_sql(replace(KINDS[self.table].field(self.column), default=""))
        anew = f"{self.column}_anew"
        for statement in (
            f"ALTER TABLE {self.table} ADD COLUMN {declared.replace(self.column, anew, 1)}",
            f"UPDATE {self.table} SET {anew} = {self.column}",
            f"ALTER TABLE {self.table} DROP COLUMN {self.column}",
            f"ALTER TABLE {self.table} RENAME COLUMN {anew} TO {self.column}",
        ):
            connection.execute(statement)

    def translate(self, row: Row) -> Row:
        """The row as it is."""
        return row


@dataclass(frozen=True, slots=True)
class Move:
    """The rows of a table live in another one from then on, under the same identities, as ``made`` has them.

    What it makes of a row never changes: rows of the journal are held against those that are stored.
    """

    table: str
    into: str
    made: Callable[[Row], Row]

    def apply(self, connection: sqlite3.Connection) -> None:
        """Carries the stored rows over with the words that they are found by, and drops the table."""
        searched = KINDS[self.into].searched
        connection.execute("DELETE FROM search_texts WHERE table_name = ?", [self.table])
        cursor = connection.execute(f"SELECT * FROM {self.table}")
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = self.translate(dict(zip(names, values, strict=True)))
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO {self.into} ({', '.join(row)}) VALUES ({marks})", list(row.values())
            )
            connection.execute(
                "INSERT INTO search_texts (table_name, row_id, folded) VALUES (?, ?, ?)",
                [self.into, row["id"], fold(" ".join(str(row[name]) for name in searched if row[name]))],
            )
        connection.execute(f"DROP TABLE {self.table}")

    def translate(self, row: Row) -> Row:
        """The row as the other table has it."""
        return self.made(row)


def _directive(row: Row) -> Row:
    # No start reads a document of before.
    from .steps import s007_directives

    return s007_directives.register_row(row)


COLUMN_CHANGES: dict[int, tuple[Rename | Drop | Unbind | Move, ...]] = {
    7: (Move("directives", "register_rows", _directive),),
    8: (Unbind("plans", "status"),),
}
"""What was renamed, dropped and moved by each version; what is added is declared by its kind."""


def moves() -> dict[str, Move]:
    """The tables whose rows live in another one by now."""
    changes = (change for number in COLUMN_CHANGES for change in COLUMN_CHANGES[number])
    return {change.table: change for change in changes if isinstance(change, Move)}


def table_now(table: str) -> str:
    """The table in which rows of a table of some version are now."""
    known = moves()
    while table in known:
        table = known[table].into
    return table


def tables_ever(table: str) -> tuple[str, ...]:
    """The tables in which rows of a table of today have been, itself first."""
    return (table, *(each for each in moves() if table_now(each) == table))


def tables_changed() -> frozenset[str]:
    """The tables whose rows were stored elsewhere before, or under other names of their columns."""
    changes = (change for number in COLUMN_CHANGES for change in COLUMN_CHANGES[number])
    return frozenset(change.table for change in changes if not isinstance(change, Unbind))


def _versions() -> int:
    return max(
        *_WRITTEN_OUT,
        *COLUMN_CHANGES,
        *(kind.since for kind in KINDS.values()),
        *(column.since for kind in KINDS.values() for column in kind.fields),
    )


VERSION = _versions()
"""How many steps there are; ``PRAGMA user_version`` of an up-to-date file."""


def migrations(through: int | None = None) -> "Migrations":
    """The steps as sqlite-utils applies them: each in a transaction, with a record that it was applied.

    ``through`` is the last one, where that is not that of today.
    """
    from sqlite_utils import Migrations

    found = Migrations(STEPS)
    for number, name in enumerate(step_names()[: through or VERSION], 1):

        @found(name=name)
        def step(db: "Database", number: int = number) -> None:
            apply_step(db.conn, number)

    return found


def step_names() -> list[str]:
    """The names under which the steps are recorded, in their order."""
    return [_WRITTEN_OUT.get(number, f"m{number:03}") for number in range(1, VERSION + 1)]


def apply_step(connection: sqlite3.Connection, number: int) -> None:
    """Brings the tables of the version before to this one, without a record of it."""
    match number:
        case 1:
            from .steps import s001_first_tables

            _run(connection, s001_first_tables.TABLES)
        case 2:
            from .steps import s002_figures_and_reports

            _run(connection, s002_figures_and_reports.TABLES)
        case 3:
            from .steps import s003_identities

            s003_identities.apply(connection)
        case 5:
            from .steps import s005_safety

            s005_safety.apply(connection)
    for change in COLUMN_CHANGES.get(number, ()):
        if not isinstance(change, Move):
            change.apply(connection)
    for kind in KINDS.values():
        if kind.since == number:
            for statement in kind.create_sql(number):
                connection.execute(statement)
        for column in kind.fields:
            if column.since == number and column.name not in columns_of(connection, kind.table):
                connection.execute(f"ALTER TABLE {kind.table} ADD COLUMN {column_sql(column)}")
    for change in COLUMN_CHANGES.get(number, ()):
        # The table that they go to may be one of this very step.
        if isinstance(change, Move):
            change.apply(connection)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            connection.execute(statement)


def columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    """The names of a stored table's columns; none where there is no such table."""
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", [table])}


def read_kept(table: str, text: str | None, version: int) -> Row | None:
    """A row of the journal in today's columns, of the table that is now what ``table`` was; ``version`` is
    the version that it was written in.

    Raises ValueError or TypeError where the text holds none.
    """
    if text is None:
        return None
    row: Row = json.loads(text)
    if not isinstance(row, dict):
        raise TypeError("the journal holds no row")
    if version == VERSION:
        return row
    for number in range(version + 1, VERSION + 1):
        changes = COLUMN_CHANGES.get(number, ())
        for change in changes:
            if change.table == table and not isinstance(change, Move):
                row = change.translate(row)
        row |= _added(table, row, number)
        for change in changes:
            if change.table == table and isinstance(change, Move):
                table, row = change.into, change.translate(row)
                row |= _added(table, row, number)
    return row


def _added(table: str, row: Row, number: int) -> Row:
    """The columns that a version brought, and a row of before has not."""
    kind = KINDS.get(table)
    return {
        column.name: column.default
        for column in (kind.fields if kind is not None else ())
        if column.since == number and column.name not in row
    }
