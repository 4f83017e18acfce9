"""The file of what units have sent: its tables, its versions, and the key that it takes."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from .. import durable
from ..domain.errors import Damaged, EnvironmentProblem
from . import cipher
from .database import RECEIVED
from .errors import explained

_VERSION = 2
_MARK = 0x63636872
"""Tells the file from other SQLite files."""
_TABLES = """
CREATE TABLE IF NOT EXISTS layouts (id INTEGER PRIMARY KEY, codes TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS submissions (
    id INTEGER PRIMARY KEY, unit TEXT NOT NULL, period TEXT NOT NULL, package BLOB NOT NULL,
    file_hash BLOB NOT NULL, file TEXT NOT NULL, made TEXT NOT NULL, taken_at TEXT NOT NULL,
    layout INTEGER NOT NULL REFERENCES layouts, figures BLOB NOT NULL, cumulated BLOB,
    issued TEXT NOT NULL, number TEXT NOT NULL, score TEXT NOT NULL, problems TEXT NOT NULL,
    seen TEXT NOT NULL DEFAULT '',
    UNIQUE (unit, period, package, made)
) STRICT;
CREATE TABLE IF NOT EXISTS latest (
    period TEXT NOT NULL, unit TEXT NOT NULL, submission INTEGER NOT NULL REFERENCES submissions,
    made TEXT NOT NULL, PRIMARY KEY (period, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    file TEXT PRIMARY KEY, at TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
    sentence TEXT NOT NULL, locked INTEGER NOT NULL DEFAULT 0
) STRICT;
"""
_TO_VERSION_2 = (
    "ALTER TABLE submissions ADD COLUMN seen TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE failures ADD COLUMN locked INTEGER NOT NULL DEFAULT 0",
)
_NAMES = ("layouts", "submissions", "latest", "failures")
DAMAGED = (
    "Tệp số liệu nhận về «received.db» bị hỏng hoặc không phải của chương trình. Hãy chuyển tệp đó ra khỏi "
    "thư mục dữ liệu, rồi khôi phục bản sao lưu gần nhất hoặc nhận lại các gói báo cáo."
)
_NEWER = "Tệp số liệu nhận về do phiên bản mới hơn của chương trình ghi. Hãy cập nhật chương trình."


@dataclass(frozen=True, slots=True)
class ReceivedAt:
    """Where the file of a data folder is, and the key that it takes, if any; goes to a worker as it is."""

    folder: Path
    key: cipher.DataKey | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / RECEIVED


def made(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A new file with its tables, which are there whole or not at all; a page that reads and a worker that
    stores may both find none: whoever comes second leaves what is there."""
    connection.executescript(
        f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {_MARK}; PRAGMA user_version = {_VERSION}; "
        "COMMIT;"
    )
    return connection


def looked_at(connection: sqlite3.Connection, *, view: bool = False) -> sqlite3.Connection:
    """A file that is the program's own, brought to this version, of a ``view`` in memory. Raises
    EnvironmentProblem."""
    mark, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if mark != _MARK:
        raise Damaged(DAMAGED)
    if version > _VERSION:
        raise EnvironmentProblem(_NEWER)
    if version == _VERSION:
        return connection
    if view:
        copy = cipher.connect_beside(connection, ":memory:")
        connection.backup(copy)
        connection.close()
        connection = copy
    return brought_up_to_date(connection)


def brought_up_to_date(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None
    connection.execute("BEGIN IMMEDIATE")
    # A page and a worker may both have found the older version.
    if connection.execute("PRAGMA user_version").fetchone()[0] < _VERSION:
        for step in _TO_VERSION_2:
            connection.execute(step)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")
    return connection


def follow_key(at: ReceivedAt) -> None:
    """Makes the file one that takes the data's key, or none, as the data do: while the key that it takes yet
    is held. Raises EnvironmentProblem, Damaged also where that key is not held."""
    if not (at.path.exists() and at.path.stat().st_size):
        return
    if cipher.mark_of(at.path) == (at.key.mark if at.key is not None else None):
        return
    draft = at.path.with_name(f"{RECEIVED}.new")
    with explained():
        durable.discard(draft)
        old = cipher.connect(at.path)
        try:
            new = made(cipher.connect_with(at.key, draft, isolation_level=None))
            try:
                new.execute("BEGIN")
                for table in _NAMES:
                    rows = looked_at(old).execute(f"SELECT * FROM {table}")
                    marks = ", ".join("?" * len(rows.description))
                    new.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                new.execute("COMMIT")
            finally:
                new.close()
        finally:
            old.close()
        durable.sync_file(draft)
        durable.replace(draft, at.path)
