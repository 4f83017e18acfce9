"""One open SQLite file: rows as dictionaries, nested transactions, errors of the machine as sentences.

Everyday reading and writing goes through the plain connection: sqlite-utils, which makes and upgrades the
tables (`database.py`, `schema.py`), brings a hundred modules that the program need not wait for at its start.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from .columns import Row
from .errors import explained

Parameters = Sequence[Any] | Mapping[str, Any]


class DataFile:
    """The connection to the data file. Belongs to the main thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        # Transactions are begun and ended by `transaction` alone.
        connection.isolation_level = None
        self._depth = 0

    def close(self) -> None:
        """Lets go of the file and its lock."""
        self.connection.close()

    def execute(self, sql: str, values: Parameters = ()) -> sqlite3.Cursor:
        """Runs one statement. Raises EnvironmentProblem where the machine stands in the way."""
        with explained():
            return self.connection.execute(sql, values)

    def execute_many(self, sql: str, values: Iterable[Parameters]) -> None:
        """Runs one statement for each row of values."""
        with explained():
            self.connection.executemany(sql, values)

    def rows(self, sql: str, values: Parameters = ()) -> list[Row]:
        """What a query gives, as dictionaries."""
        with explained():
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, found, strict=True)) for found in cursor]

    def row(self, table: str, row_id: str) -> Row | None:
        """One row by its id, or None."""
        found = self.rows(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        return found[0] if found else None

    def value(self, sql: str, values: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        with explained():
            found = self.connection.execute(sql, values).fetchone()
        return found[0] if found is not None else None

    def put(self, table: str, row: Row) -> None:
        """Adds a row or replaces the one of the same id."""
        names = tuple(row)
        with explained():
            self.connection.execute(_put_sql(table, names), tuple(row.values()))

    def delete(self, table: str, row_id: str) -> None:
        """Removes a row."""
        self.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored, or nothing; one inside another belongs to it, but fails by itself."""
        outermost = self._depth == 0
        name = f"inner_{self._depth}"
        self.execute("BEGIN IMMEDIATE" if outermost else f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            self._take_back(outermost, name)
            raise
        self._depth -= 1
        try:
            self.execute("COMMIT" if outermost else f"RELEASE {name}")
        except BaseException:
            self._take_back(outermost, name)
            raise

    def _take_back(self, outermost: bool, name: str) -> None:
        # SQLite may have ended the transaction itself, as it does where the disk is full.
        if not self.connection.in_transaction:
            return
        if outermost:
            self.connection.execute("ROLLBACK")
        else:
            self.connection.execute(f"ROLLBACK TO {name}")
            self.connection.execute(f"RELEASE {name}")


_statements: dict[tuple[str, tuple[str, ...]], str] = {}


def _put_sql(table: str, names: tuple[str, ...]) -> str:
    key = (table, names)
    if key not in _statements:
        others = [name for name in names if name != "id"]
        changes = ", ".join(f"{name} = excluded.{name}" for name in others)
        _statements[key] = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT (id) DO {f'UPDATE SET {changes}' if others else 'NOTHING'}"
        )
    return _statements[key]
