"""Rows carried over from one data file into another, whatever state the indexes are in."""

import sqlite3
from contextlib import closing

from . import schema, schema_look


def carry_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Makes every table of a new file what it is in another one of the same version, row by row.

    No index is read. Raises sqlite3.Error where rows cannot be read, or are none that the tables take.
    """
    for kind, table in schema_look.expected():
        if kind == "table":
            _carry_table(source, target, table)
    target.execute("DELETE FROM sqlite_sequence")
    for name, seq in source.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, seq))


def in_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a file in memory, its indexes made anew. Raises as `carry_rows` does."""
    copy = sqlite3.connect(":memory:")
    try:
        for number in range(1, schema.VERSION + 1):
            schema.apply_step(copy, number)
        copy.execute(f"CREATE TABLE {schema.STEPS_TABLE} (name TEXT)")
        copy.executemany(
            f"INSERT INTO {schema.STEPS_TABLE} (name) VALUES (?)",
            source.execute(f"SELECT name FROM {schema.STEPS_TABLE}"),
        )
        carry_rows(source, copy)
        copy.commit()
        return copy
    except BaseException:
        copy.close()
        raise


def _carry_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    columns = target.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
    names = [f'"{name}"' for name, _, _ in columns]
    if not any(is_key and kind == "INTEGER" for _, kind, is_key in columns):
        # The order in which rows came in is read in some places.
        names.insert(0, "rowid")
    marks = ", ".join("?" * len(names))
    listed = ", ".join(names)
    target.execute(f"DELETE FROM {table}")
    # A query that is not at its end would hold the file's lock beyond the closing of the connection.
    with closing(source.execute(f"SELECT {listed} FROM {table} NOT INDEXED")) as rows:
        target.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)
