"""Opening and closing the data file: settings, lock, checks, upgrades, and refusals in plain words."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path, PurePath

from .. import log
from ..domain.errors import EnvironmentProblem
from . import schema
from .data_file import DataFile
from .errors import DAMAGED, explained

FILE_NAME = "cchc.db"
BACKUPS = "backups"

_NEWER = (
    "Dữ liệu này do phiên bản mới hơn của chương trình tạo ra. Hãy cài phiên bản mới rồi mở lại; "
    "tệp dữ liệu được giữ nguyên."
)


def open_database(folder: Path) -> DataFile:
    """The data file of a folder, made where there is none, upgraded where it is older, and locked.

    Raises EnvironmentProblem where it is newer, damaged, read-only, of another program, or open elsewhere;
    the file is left as it was.
    """
    try:
        # A working folder that changes later, or is gone, must not lead the path elsewhere.
        folder = folder.absolute()
        path = folder / FILE_NAME
        folder.mkdir(parents=True, exist_ok=True)
        size = path.stat().st_size if path.exists() else None
    except OSError as error:
        raise EnvironmentProblem(
            f"Không dùng được thư mục dữ liệu «{folder}». Hãy chọn thư mục khác cho phép ghi."
        ) from error
    if size is None:
        _create(path)
    elif size == 0:
        raise EnvironmentProblem(DAMAGED)
    with explained(), log.STORAGE.timed("open", bytes=size):
        connection = _connect(path)
        try:
            _lock(connection)
            _check(connection, path)
            if (version := _version(connection)) < schema.VERSION:
                with log.STORAGE.timed("upgrade", version=version, to=schema.VERSION):
                    _upgrade(connection, folder)
        except BaseException:
            connection.close()
            raise
    return DataFile(connection)


def _connect(path: Path) -> sqlite3.Connection:
    # check_same_thread stays on: the database belongs to the main thread.
    connection = sqlite3.connect(f"{file_uri(path)}?mode=rw", uri=True, timeout=0)
    try:
        for pragma in (
            "locking_mode = EXCLUSIVE",
            "journal_mode = DELETE",
            # EXTRA also syncs the directory, so that the last commit survives a power cut.
            "synchronous = EXTRA",
            "foreign_keys = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection
    except BaseException:
        connection.close()
        raise


def file_uri(path: PurePath) -> str:
    r"""An absolute path as SQLite takes it: a share (\\server\folder) stands in the path, not as a host."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _create(path: Path) -> None:
    """Makes the file under another name first, so that a half-made one is never taken for data."""
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with explained():
            connection = sqlite3.connect(draft)
            try:
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                _migrate(connection)
            finally:
                connection.close()
        # Two first starts at once: the one that comes second finds the file there and leaves it.
        if not path.exists():
            os.replace(draft, path)
    except OSError as error:
        raise EnvironmentProblem(
            f"Không tạo được tệp dữ liệu trong «{path.parent}». Hãy chọn thư mục khác cho phép ghi."
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _lock(connection: sqlite3.Connection) -> None:
    # In exclusive mode the lock that this takes is held until the connection is closed.
    connection.execute("BEGIN EXCLUSIVE")
    # SQLite lets a read-only file be locked; only an attempt to write tells. It is taken back at once.
    connection.execute("CREATE TABLE write_probe (id TEXT)")
    connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise EnvironmentProblem(foreign(path))
    if _version(connection) > schema.VERSION:
        raise EnvironmentProblem(_NEWER)
    if not is_sound(connection):
        raise EnvironmentProblem(DAMAGED)


def foreign(path: Path) -> str:
    """The sentence for a file that another program made."""
    return (
        f"Tệp «{path.name}» không phải là dữ liệu của chương trình. "
        "Hãy chọn thư mục dữ liệu khác; tệp được giữ nguyên."
    )


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds the file whole, down to the references between rows."""
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        return False
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _migrate(connection: sqlite3.Connection) -> None:
    # Loaded here alone: it brings a hundred modules that an up-to-date file does without.
    from sqlite_utils import Database

    schema.migrations().apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


def _upgrade(connection: sqlite3.Connection, folder: Path) -> None:
    """Applies what is pending, after a copy of the file as it was has been put aside."""
    backups = folder / BACKUPS
    try:
        backups.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"Không tạo được thư mục sao lưu «{backups}» nên chưa nâng cấp dữ liệu. Hãy kiểm tra quyền ghi."
        ) from error
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    connection.execute("VACUUM INTO ?", [str(backups / f"truoc-nang-cap-{stamp}.db")])
    _migrate(connection)
