"""One open SQLite file: rows as dictionaries, nested transactions, errors of the machine as sentences.

Everyday reading and writing goes through the plain connection: sqlite-utils, which makes and upgrades the
tables (`database.py`, `schema.py`), brings a hundred modules that the program need not wait for at its start.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from operator import itemgetter
from pathlib import Path, PurePath
from threading import Event, get_ident
from typing import Any

from .. import log
from ..domain.errors import Damaged, DataGone, ViewOnly
from . import cipher, generation
from .columns import Row
from .errors import explained, is_undecodable, quoted, unreadable

Parameters = Sequence[Any] | Mapping[str, Any]


VIEW_ONLY = "Dữ liệu đang mở chỉ để xem nên không lưu được. Hãy đóng rồi mở lại khi dữ liệu ghi được."
_GONE = (
    "Thư mục dữ liệu «{}» đã bị xóa, đổi tên, thay thế hoặc rút ra trong khi chương trình đang mở. Thay đổi "
    "vừa rồi chưa được lưu vào đĩa; hãy sao dữ liệu đang mở sang một thư mục khác rồi mở lại ở đó."
)


def file_uri(path: PurePath) -> str:
    r"""An absolute path as SQLite takes it: a share (\\server\folder) stands in the path, not as a host."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def untouched(path: Path) -> sqlite3.Connection:
    """A connection that reads a file as it lies there: nothing is locked, replayed or written.

    It is nobody's whose data are open: closing it would let go of SQLite's lock on the same file.
    """
    return cipher.connect(f"{file_uri(path.absolute())}?mode=ro&immutable=1", path, uri=True)


def size_of(connection: sqlite3.Connection) -> int:
    """How many bytes an open file has, or will have once what was written is in it."""
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages) * int(size)


class WrongThread(AssertionError):
    """Another thread uses the data file than the one that it belongs to, or was lent to: our bug."""


class DataFile:
    """The connection to the data file. Belongs to the thread that opens it, which is the main one; while it
    is lent to another, its own waits wherever it needs it.

    ``path`` is where the file is, if it can go from there. ``is_view`` files are never written to.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None = None, is_view: bool = False
    ) -> None:
        self.connection = connection
        self.path = path
        self.is_view = is_view
        # Transactions are begun and ended by `transaction` alone.
        connection.isolation_level = None
        self._owner = self._thread = get_ident()
        self._is_back = Event()
        self._depth = 0
        self._inode = _inode(path) if path is not None else None
        # Some network folders number a file anew at each look: there it is enough that one lies there.
        self._is_known = path is None or self._inode == _inode(path)
        self.generation = _state(connection)
        """Which state the file is in: a new one after each transaction."""

    def close(self) -> None:
        """Lets go of the file and its lock."""
        self._check_thread()
        self.connection.close()

    @property
    def is_changing(self) -> bool:
        """Whether a transaction is on its way, which may yet be taken back."""
        self._check_thread()
        return self._depth > 0

    def take_over(self) -> None:
        """To be called by the thread that the file belongs to from now on, once the other is done with it."""
        self._owner = self._thread = get_ident()

    def await_turn(self) -> None:
        """Has the thread that the file belongs to wait until it is back; others are not held up."""
        if get_ident() == self._owner != self._thread:
            self._is_back.wait()

    def lend(self) -> AbstractContextManager[None]:
        """Lends the file, from now on, to the thread that enters what is given, until it leaves that: one
        must. Outside of a transaction."""
        assert not self.is_changing
        self._is_back.clear()
        self._thread = 0
        return self._borrowed()

    @contextmanager
    def _borrowed(self) -> Iterator[None]:
        self._thread = get_ident()
        try:
            yield
        finally:
            self._thread = self._owner
            self._is_back.set()

    def _check_thread(self) -> None:
        self.await_turn()
        if get_ident() != self._thread:
            raise WrongThread

    def execute(self, sql: str, values: Parameters = ()) -> sqlite3.Cursor:
        """Runs one statement. Raises EnvironmentProblem where the machine stands in the way."""
        self._check_thread()
        with explained():
            return self.connection.execute(sql, values)

    def execute_many(self, sql: str, values: Iterable[Parameters]) -> None:
        """Runs one statement for each row of values."""
        self._check_thread()
        with explained():
            self.connection.executemany(sql, values)

    def rows(self, sql: str, values: Parameters = ()) -> list[Row]:
        """What a query gives, as dictionaries.

        Raises Damaged where it cannot be read, with the record's name where one alone is the cause.
        """
        self._check_thread()
        with explained(), self._named(sql, values):
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, found, strict=True)) for found in cursor]

    def tuples(self, sql: str, values: Parameters = ()) -> list[tuple[Any, ...]]:
        """What a query gives, as plain tuples: for thousands of rows. Raises as `rows` does."""
        self._check_thread()
        with explained(), self._named(sql, values):
            return self.connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """The same one by one, where it is too much to be held. Raises as `rows` does, in between."""
        self._check_thread()
        with explained(), self._named(sql, values):
            # «yield from» would close the cursor, too late where the connection is closed already.
            for row in self.connection.execute(sql, values):  # noqa: UP028
                yield row

    def each_row(self, sql: str, values: Parameters = ()) -> Iterator[Row]:
        """The same as dictionaries, of which each may go before the next comes."""
        self._check_thread()
        with explained(), self._named(sql, values):
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for found in cursor:
                yield dict(zip(names, found, strict=True))

    def pieces(self, sql: str, values: Parameters, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The same ``size`` at a time: what each row costs by itself is more than reading it."""
        self._check_thread()
        with explained(), self._named(sql, values):
            cursor = self.connection.execute(sql, values)
            while some := cursor.fetchmany(size):
                yield some

    def row(self, table: str, row_id: str) -> Row | None:
        """One row by its id, or None."""
        found = self.rows(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        return found[0] if found else None

    def value(self, sql: str, values: Parameters = ()) -> Any:
        """The first column of the first row, or None. Raises as `rows` does."""
        self._check_thread()
        with explained(), self._named(sql, values):
            found = self.connection.execute(sql, values).fetchone()
        return found[0] if found is not None else None

    @contextmanager
    def _named(self, sql: str, values: Parameters) -> Iterator[None]:
        """Raises Damaged with the name of the record whose text is no UTF-8 any more."""
        try:
            yield
        except cipher.operational_errors() as error:
            if not is_undecodable(error):
                raise
            raise Damaged(self._undecodable(sql, values)) from error

    def _undecodable(self, sql: str, values: Parameters) -> str:
        with self.lenient():
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            for found in cursor:
                row = dict(zip(names, found, strict=True))
                if any(isinstance(value, str) and not _is_text(value) for value in found):
                    return unreadable(_record_name(sql, row))
        raise AssertionError("SQLite gave a text that is no UTF-8")

    @contextmanager
    def lenient(self) -> Iterator[None]:
        """Inside, text that is no UTF-8 is read with lone surrogates in place of what cannot be read."""
        kept = self.connection.text_factory
        self.connection.text_factory = _decoded
        try:
            yield
        finally:
            self.connection.text_factory = kept

    def put(self, table: str, row: Row) -> None:
        """Adds a row or replaces the one of the same id."""
        names = tuple(row)
        self._check_thread()
        with explained():
            self.connection.execute(_put_sql(table, names), tuple(row.values()))

    def put_all(self, table: str, rows: Sequence[Row]) -> None:
        """Adds rows or replaces those of the same ids; all of them have the same columns."""
        if rows:
            names = tuple(rows[0])
            statement = _put_sql(table, names)
            # Of one column alone it would give no tuple; every row has its id and more.
            self.execute_many(statement, list(map(itemgetter(*names), rows)))

    def set_all(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Makes these columns of stored rows what the rows given hold: what others hold, and their indexes,
        are left alone."""
        changes = ", ".join(f"{name} = ?" for name in columns)
        self.execute_many(
            f"UPDATE {table} SET {changes} WHERE id = ?", list(map(itemgetter(*columns, "id"), rows))
        )

    def delete(self, table: str, row_id: str) -> None:
        """Removes a row."""
        self.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def check_place(self) -> None:
        """Raises DataGone where the file is no longer where it was opened: what is written would be lost."""
        if self.path is not None and not self.is_in_place():
            raise DataGone(_GONE.format(self.path.parent))

    def is_in_place(self) -> bool:
        """Whether the file that is open is still the one that lies at its path."""
        found = _inode(self.path) if self.path is not None else None
        return found is not None and (found == self._inode or not self._is_known)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored, or nothing; one inside another belongs to it, but fails by itself.

        Raises ViewOnly where the file is open for reading, DataGone where it has gone from its place.
        """
        # Before anything is asked: another thread that has the file may be within a transaction of its own.
        self._check_thread()
        outermost = self._depth == 0
        name = f"inner_{self._depth}"
        state = ""
        if outermost:
            if self.is_view:
                raise ViewOnly(VIEW_ONLY)
            self.check_place()
        self.execute("BEGIN IMMEDIATE" if outermost else f"SAVEPOINT {name}")
        self._depth += 1
        try:
            if outermost and self.generation:
                # First of all, so that whatever journal this transaction leaves tells what it belongs to.
                with explained():
                    state = generation.follow(self.connection)
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
            if not (state and self._is_in(state)):
                raise
            # The disk failed once all was stored, such as in syncing the folder: what the file holds counts.
            log.STORAGE("stored-in-doubt")
        if outermost:
            self.generation = state
            self.check_place()

    def _take_back(self, outermost: bool, name: str) -> None:
        # SQLite may have ended the transaction itself, as it does where the disk is full.
        if not self.connection.in_transaction:
            return
        try:
            if outermost:
                self.connection.execute("ROLLBACK")
            else:
                self.connection.execute(f"ROLLBACK TO {name}")
                self.connection.execute(f"RELEASE {name}")
        except cipher.errors():
            # What has failed first is what is told; SQLite takes the rest back when it next reads the file.
            log.STORAGE("not-taken-back")

    def _is_in(self, state: str) -> bool:
        """Whether the file says that it is in this state."""
        try:
            states = generation.stored(self.connection)
        except cipher.errors():
            return False
        return states is not None and states[1] == state


def _state(connection: sqlite3.Connection) -> str:
    """The state that the file says it is in; nothing where it has no mark, or one that cannot be read.

    Whoever opens the file to work with it has looked at the mark before (`database.py`).
    """
    try:
        states = generation.stored(connection)
    except cipher.errors():
        return ""
    return states[1] if states else ""


_decoded = partial(str, encoding="utf-8", errors="surrogateescape")


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _record_name(sql: str, row: Row) -> str:
    """What a record is called that a query has read."""
    from .kinds import KINDS

    found = re.search(r"\bFROM (\w+)", sql)
    table = found[1] if found else ""
    if table in KINDS:
        return KINDS[table].name(row)
    words = {"actions": "Thao tác trong nhật ký", "changes": "Thay đổi trong nhật ký"}.get(table, "Bản ghi")
    return f"{words} {quoted(row.get('label') or row.get('row_id') or row.get('id') or table)}"


def _inode(path: Path) -> tuple[int, int] | None:
    """Which file lies there, as the disk knows it; None where none does."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
