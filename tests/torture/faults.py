"""A machine that fails, or stops, at the n-th thing that is asked of it: statements, and operations on files.

Only what concerns the folders of a trial counts, so that each n is the same point of the program's work on
every run. A point is a fault that is raised there, or the end of the process without a word.
"""

import builtins
import errno
import io
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cchc_desktop.storage import cipher

STATEMENT_FAULTS = {
    "IOERR": sqlite3.SQLITE_IOERR,
    "FULL": sqlite3.SQLITE_FULL,
    "CORRUPT": sqlite3.SQLITE_CORRUPT,
}
FILE_FAULTS: dict[str, Callable[[], OSError]] = {
    "ENOSPC": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "EACCES": lambda: PermissionError(errno.EACCES, "Permission denied"),
    "EIO": lambda: OSError(errno.EIO, "Input/output error"),
}

_BY_PATH = (
    "open", "replace", "rename", "unlink", "remove", "mkdir", "rmdir", "stat", "lstat", "scandir", "listdir",
    "link", "utime", "chmod",
)  # fmt: skip
"""What the system is asked about a path."""
_BY_HANDLE = ("fsync", "write", "ftruncate", "lseek")
"""What it is asked about an open file."""


@dataclass
class Point:
    """The point at which the machine fails: the ``left``-th thing from here; None is a machine that holds.

    Where ``lasts`` is set it goes on failing, as a full disk does.
    """

    left: int | None = None
    lasts: bool = False
    seen: int = 0
    is_met: bool = False

    def is_here(self) -> bool:
        """Counts one thing that is asked for; gives whether it is the one that fails."""
        self.seen += 1
        if self.left is None or (self.is_met and not self.lasts):
            return False
        self.left -= 1
        self.is_met = self.is_met or self.left < 0
        return self.left < 0


class _Breaking:
    """A connection to a disk that breaks when ``left`` statements are done; None is a disk that holds.

    Taking back needs no disk: SQLite drops what it has not written yet.
    """

    left: int | None = None
    code = sqlite3.SQLITE_IOERR
    point: Point | None = None
    """Where it is set, it counts for every connection alike."""
    error: type[Exception] = sqlite3.OperationalError

    def _tick(self, sql: str) -> None:
        if sql.startswith(("ROLLBACK", "RELEASE")):
            return
        if self.point is not None and self.point.is_here():
            self._fail()
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self._fail()

    def _fail(self) -> None:
        if self.code < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        error: Any = self.error("the disk has failed")
        error.sqlite_errorcode = self.code
        raise error

    def execute(self, *arguments: Any) -> Any:
        self._tick(arguments[0])
        return super().execute(*arguments)  # type: ignore[misc]

    def executemany(self, *arguments: Any) -> Any:
        self._tick(arguments[0])
        return super().executemany(*arguments)  # type: ignore[misc]


class Fragile(_Breaking, sqlite3.Connection):
    """One of a plain file."""


KILL = -1
"""In place of SQLite's error: the process ends at the statement."""


@contextmanager
def failing_statements(point: Point, code: int) -> Iterator[None]:
    """Every connection that is opened meanwhile fails at this point with this error, one of an encrypted file
    with SQLCipher's."""
    connect, keyed = sqlite3.connect, cipher._keyed

    class Failing(Fragile):
        pass

    class FailingKeyed(_Breaking, keyed()):  # type: ignore[misc]
        error = cipher._library().OperationalError  # type: ignore[attr-defined]

    for each in (Failing, FailingKeyed):
        each.point, each.code = point, code
    sqlite3.connect = partial(connect, factory=Failing)  # type: ignore[assignment]
    cipher._keyed = lambda: FailingKeyed  # type: ignore[assignment]
    try:
        yield
    finally:
        sqlite3.connect, cipher._keyed = connect, keyed


@contextmanager
def failing_files(point: Point, root: Path, fail: Callable[[], OSError] | None) -> Iterator[None]:
    """What is asked of the files below ``root`` fails at this point; without ``fail`` the process ends."""
    kept = {name: getattr(os, name) for name in (*_BY_PATH, *_BY_HANDLE)}
    opened, copied = io.open, shutil.copyfile
    inside = os.fspath(root)

    def strike(*paths: object) -> None:
        if any(_is_below(path, inside) for path in paths) and point.is_here():
            if fail is None:
                os.kill(os.getpid(), signal.SIGKILL)
            else:
                raise fail()

    def by_path(name: str) -> Callable[..., Any]:
        def asked(*arguments: Any, **options: Any) -> Any:
            strike(*arguments[:2])
            return kept[name](*arguments, **options)

        return asked

    def by_handle(name: str) -> Callable[..., Any]:
        def asked(handle: int, *arguments: Any) -> Any:
            strike(_path_of(kept, handle))
            return kept[name](handle, *arguments)

        return asked

    def open_file(file: Any, *arguments: Any, **options: Any) -> Any:
        strike(file)
        return opened(file, *arguments, **options)

    def copy_file(source: Any, target: Any, **options: Any) -> Any:
        strike(source)
        strike(target)
        return copied(source, target, **options)

    for name in _BY_PATH:
        setattr(os, name, by_path(name))
    for name in _BY_HANDLE:
        setattr(os, name, by_handle(name))
    io.open = builtins.open = open_file
    shutil.copyfile = copy_file  # type: ignore[assignment]
    try:
        yield
    finally:
        for name, real in kept.items():
            setattr(os, name, real)
        io.open = builtins.open = opened
        shutil.copyfile = copied


def _is_below(path: object, root: str) -> bool:
    if isinstance(path, os.PathLike):
        path = os.fspath(path)
    return isinstance(path, str) and path.startswith(root)


def _path_of(kept: dict[str, Callable[..., Any]], handle: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{handle}")
    except OSError:
        return ""
