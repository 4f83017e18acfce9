"""The one place that opens SQLite files: plain ones with Python's sqlite3, encrypted ones with SQLCipher.

An encrypted file begins with the 16 bytes that its key is known by, where a plain one says «SQLite format 3».
SQLCipher takes them for the salt of its checksums; it is given a raw key, which costs no time to derive. So a
file tells by itself which key it takes, and one whose key is held and which cannot be read all the same is
damaged: with a wrong key it would begin otherwise. (With a plaintext header the salt would have to be kept
elsewhere, and a lost one would make the file unreadable.)

Keys that were unwrapped (`key_file.py`) are held here until the program ends or `let_go` is called.
"""

import os
import sqlite3
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

KEYS = "cchc.key"
"""The file beside the data with their wrapped key (`key_file.py`)."""
NEXT_KEYS = "cchc.key-next"
"""The keys of a file that is about to take its place; they have this name until it has."""
PLAIN = b"SQLite format 3\0"
_MARK_BYTES, _SECRET_BYTES = 16, 32


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of encrypted files: ``secret`` opens them, ``mark`` stands at their beginning."""

    secret: bytes = field(repr=False)
    mark: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != _SECRET_BYTES or len(self.mark) != _MARK_BYTES or self.mark == PLAIN:
            raise ValueError("not a key")

    def as_text(self) -> str:
        """The key for a child process, which gets it through its input alone: a command line can be read by
        others."""
        return (self.secret + self.mark).hex()

    @classmethod
    def of_text(cls, text: str) -> "DataKey":
        """The key of such a text. Raises ValueError where it is none."""
        both = bytes.fromhex(text)
        return cls(both[:_SECRET_BYTES], both[_SECRET_BYTES:])


def new_key() -> DataKey:
    """A key that nobody knows yet."""
    return DataKey(os.urandom(_SECRET_BYTES), os.urandom(_MARK_BYTES))


_held: dict[bytes, DataKey] = {}


def hold(key: DataKey) -> None:
    """Lets files of this key be opened from now on."""
    _held[key.mark] = key


def let_go(mark: bytes) -> None:
    """Lets files of this key be opened no more; those that are open stay open."""
    _held.pop(mark, None)


def held(mark: bytes) -> DataKey | None:
    """The key of this mark, where it is held."""
    return _held.get(mark)


def is_plain(path: Path) -> bool:
    """Whether a file begins as plain ones do."""
    return _head(path) == PLAIN


def mark_of(path: Path) -> bytes | None:
    """The first bytes of a file, which may be the mark of a key; None for plain, empty and missing files."""
    head = _head(path)
    return head if len(head) == _MARK_BYTES and head != PLAIN else None


def _head(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(_MARK_BYTES)
    except OSError:
        return b""


def may_need_key(path: Path) -> bool:
    """Whether a data file may be encrypted, or a key lies beside it."""
    return mark_of(path) is not None or any((path.parent / name).exists() for name in (KEYS, NEXT_KEYS))


def key_of(path: Path) -> DataKey | None:
    """The key that a file takes, where it is held; None for plain files, too."""
    mark = mark_of(path)
    return held(mark) if mark is not None else None


def connect(target: Path | str, path: Path | None = None, **options: Any) -> sqlite3.Connection:
    """Opens a file, with the key that it takes; ``path`` says where it lies where ``target`` is a URI.

    ``options`` are those of `sqlite3.connect`. The connection of an encrypted file is SQLCipher's, which has
    the same methods and other exceptions (`errors`).
    """
    key = key_of(path if path is not None else Path(target))
    return connect_with(key, target, **options)


def connect_with(key: DataKey | None, target: Path | str, **options: Any) -> sqlite3.Connection:
    """Opens or makes a file that takes this key, a plain one where there is none."""
    if key is None:
        plain: sqlite3.Connection = sqlite3.connect(target, **options)
        return plain
    connection: Any = cast("Any", _library()).connect(str(target), factory=_keyed(), **options)
    try:
        # Its complaints would go to standard error.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}{key.mark.hex()}'\"").fetchall()
    except BaseException:
        connection.close()
        raise
    connection.key = key
    opened: sqlite3.Connection = connection
    return opened


def connect_beside(connection: sqlite3.Connection, target: Path | str, **options: Any) -> sqlite3.Connection:
    """Makes a file that is encrypted as that of an open connection is: the backup API goes between such."""
    return connect_with(key_of_connection(connection), target, **options)


def key_of_connection(connection: sqlite3.Connection) -> DataKey | None:
    """The key that an open file takes; None where it is a plain one."""
    return getattr(connection, "key", None)


def errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What connections raise, and ``others``: to stand after ``except``, where it is asked once something was
    raised. Where what SQLite says names a part of a damaged file, it may be no text."""
    return (sqlite3.Error, UnicodeDecodeError, *_of_library("Error"), *others)


def operational_errors() -> tuple[type[Exception], ...]:
    """The errors among these that a statement raises."""
    return (sqlite3.OperationalError, *_of_library("OperationalError"))


def is_of_damage(error: Exception) -> bool:
    """Whether SQLCipher has found a page that is not what was written, and says no more than that."""
    return isinstance(error, _of_library("Error")) and str(error) == "SQL logic error"


_LIBRARY = "sqlcipher3.dbapi2"


def _library() -> object:
    # Most offices have no encrypted data, and never load it.
    import sqlcipher3.dbapi2

    return sqlcipher3.dbapi2


def _of_library(name: str) -> tuple[type[Exception], ...]:
    library = sys.modules.get(_LIBRARY)
    return (getattr(library, name),) if library is not None else ()


@cache
def _keyed() -> type:
    """A connection that knows its key, and says so where SQLCipher gives up.

    Once it has met a page that is not what was written, SQLCipher lets nothing be read any more, and what is
    asked then fails as if there were no memory.
    """
    library: Any = _library()

    class KeyedConnection(library.Connection):  # type: ignore[misc]
        key: DataKey | None = None

        def execute(self, *args: Any) -> Any:
            try:
                return super().execute(*args)
            except MemoryError as error:
                raise self._given_up(error) from error

        def executemany(self, *args: Any) -> Any:
            try:
                return super().executemany(*args)
            except MemoryError as error:
                raise self._given_up(error) from error

        def _given_up(self, error: MemoryError) -> Exception:
            try:
                super().execute("SELECT count(*) FROM sqlite_schema").fetchone()
            except (MemoryError, library.Error):
                damage: Exception = library.DatabaseError("a page is not what was written")
                damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT  # type: ignore[attr-defined]
                return damage
            return error

    return KeyedConnection
