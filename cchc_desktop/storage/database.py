"""Opening and closing the data file: lock, what lies beside it, damage, upgrades, refusals in plain words.

The order matters. The folder is locked first; then journals that are not the file's are put aside, before
SQLite can take them for its own; then the bytes are held against the checksum that was left at the last end.
Where that cannot vouch for the file, as after a crash or for a copy, it is looked through as a whole.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from .. import durable, log
from ..domain.backups import Reason
from ..domain.errors import Damaged, EnvironmentProblem, ReadOnly
from . import cipher, fingerprint, generation, leftovers, schema
from .cipher import DataKey
from .data_file import DataFile, file_uri, untouched
from .errors import DAMAGED, FULL, READ_ONLY, explained
from .lock import FolderLock

FILE_NAME = "cchc.db"
BACKUPS = "backups"
RECEIVED = "received.db"
"""What other units have sent to this office (`received.py`)."""
LOST_ENCRYPTION = "encryption.lost"
"""The preference that says that a plain file has taken the place of encrypted data."""
MOVED = "cchc.moved"
"""The note in a folder that data have gone from (`moving.py`)."""

_NEWER = (
    "Dữ liệu này do phiên bản mới hơn của chương trình tạo ra. Hãy cài phiên bản mới rồi mở lại; "
    "tệp dữ liệu được giữ nguyên."
)
_GONE = (
    "Tệp dữ liệu «{}» không còn trong thư mục dữ liệu, dù trước đây đã có: có thể đã bị xóa, đổi tên hoặc bị "
    "phần mềm diệt vi-rút cách ly. Hãy phục hồi từ bản sao lưu hoặc chép lại tệp rồi mở lại."
)
_MOVED = "Dữ liệu đã được chuyển khỏi «{}». Hãy mở ở thư mục mới, ghi trong tệp «DU-LIEU-DA-CHUYEN.txt» ở đó."
_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
"""What a step raises that reads something else than the program writes."""
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM}
_HELD_BY_ANOTHER = {32, 33}
"""Windows' errors for a file that another program, such as a virus scanner, holds for a moment."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a file was opened.

    ``put_aside`` are the journals that were not its own, ``looked_through`` whether it was looked through as
    a whole, ``upgraded_from`` the version of the schema that it had, where that was an older one; it
    ``is_rebuilt`` where its indexes were broken and its content was not. ``kept`` is the file as it was
    before either. ``lost_encryption`` says that a plain file has come by hand in the place of encrypted data.
    """

    put_aside: tuple[Path, ...] = ()
    looked_through: bool = False
    upgraded_from: int | None = None
    is_rebuilt: bool = False
    kept: Path | None = None
    lost_encryption: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell of it."""
        is_as_ever = self.upgraded_from is None and not self.is_rebuilt
        return is_as_ever and not self.put_aside and not self.lost_encryption


class OpenedFile(DataFile):
    """The data file of a folder, locked; once closed, its checksum lies beside it. ``opening`` tells how."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, lock: FolderLock, opening: Opening, known: str
    ) -> None:
        super().__init__(connection, path)
        self._folder = path.parent
        self._lock = lock
        self.opening = opening
        self._known = known

    def close(self) -> None:
        """Lets go of the file and its lock."""
        assert self.path is not None
        try:
            super().close()
            if self.generation != self._known and self.is_in_place():
                # Without it the file is looked through at the next start, which is no harm.
                fingerprint.leave(self._folder, fingerprint.of_file(self.path, self.generation))
        except OSError:
            log.STORAGE("no-fingerprint")
        finally:
            self._lock.release()

    def go_on_in(self, other: "OpenedFile") -> None:
        """Goes on with another file that holds the same, where this one has gone from its place."""
        self.connection.close()
        self._lock.release()
        self.connection, self.path, self._lock = other.connection, other.path, other._lock
        self._folder, self._inode, self._known = other._folder, other._inode, other._known
        self.generation = other.generation

    def close_copy(self) -> None:
        """Lets go of a file that nobody will open again."""
        self._known = self.generation
        self.close()


def current_folder(folder: Path) -> Path:
    """Where the data of a folder are now. Raises EnvironmentProblem where they were moved, and are gone."""
    if not (folder / MOVED).exists():
        return folder
    # Most folders have never been moved.
    from .followed import followed

    return followed(folder)


def open_database(folder: Path) -> OpenedFile:
    """The data file of a folder, made where there is none, upgraded where it is older, and locked.

    Raises OpenElsewhere, ReadOnly or Damaged where it is that, KeyNeeded where it is encrypted and nobody has
    unlocked its key, EnvironmentProblem where it is newer, of another program, or out of reach; the file is
    left as it was.
    """
    # A working folder that changes later, or is gone, must not lead the path elsewhere.
    try:
        folder = folder.absolute()
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"Không dùng được thư mục dữ liệu «{folder}». Hãy chọn thư mục khác cho phép ghi."
        ) from error
    try:
        lock = FolderLock.take(folder)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        return open_locked(folder, lock)
    except Damaged as error:
        lock.release()
        raise with_diagnosis(folder / FILE_NAME, error) from error
    except OSError as error:
        lock.release()
        raise _unusable(folder, error) from error
    except BaseException:
        lock.release()
        raise


def _unusable(folder: Path, error: OSError) -> EnvironmentProblem:
    """What is told where the system does not let the data be opened."""
    if durable.is_full(error):
        return EnvironmentProblem(FULL)
    is_held = getattr(error, "winerror", None) in _HELD_BY_ANOTHER
    if error.errno in _NO_WRITING and not is_held and _lies_there(folder / FILE_NAME):
        return ReadOnly(READ_ONLY)
    return EnvironmentProblem(
        f"Không mở được tệp dữ liệu trong «{folder}» ({error.strerror}). Hãy kiểm tra ổ đĩa và quyền ghi của "
        "thư mục, hoặc chọn thư mục khác."
    )


def _lies_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def with_diagnosis(path: Path, error: Damaged) -> EnvironmentProblem:
    """The error for a file that is damaged, with what happened to it as far as its bytes tell."""
    from .diagnosis import diagnose
    from .key_file import KeyDamaged

    if isinstance(error, KeyDamaged):
        return error
    try:
        return diagnose(path).error()
    except OSError:
        return error


def refuse_dangling(path: Path, done: str) -> None:
    """Raises EnvironmentProblem where a link leads to no file; ``done`` is what was wanted of it."""
    if path.is_symlink() and not path.exists():
        raise EnvironmentProblem(
            f"«{path}» là liên kết đến một tệp không còn ở đó. Hãy cắm ổ đĩa chứa dữ liệu hoặc sửa liên kết "
            f"rồi {done} lại."
        )


def open_locked(folder: Path, lock: FolderLock) -> OpenedFile:
    """The data file of a folder that is locked already; raises as `open_database` does, and OSError."""
    path = folder / FILE_NAME
    if lock.is_held:
        leftovers.sweep(folder)
    refuse_dangling(path, "mở")
    if not path.exists():
        if (folder / MOVED).exists():
            # Whoever follows it opens another folder (`current_folder`); a new office here would hide it.
            raise EnvironmentProblem(_MOVED.format(folder))
        if (folder / fingerprint.NAME).exists() or leftovers.beside(path, "-journal").exists():
            raise Damaged(_GONE.format(path))
        _create(path)
    if lock.is_held:
        # Of a move that ended before it was done: where a file lies, its folder is the one.
        durable.discard(folder / MOVED)
    # SQLite keeps the journal of a linked file beside the file itself.
    real = path.resolve()
    size = real.stat().st_size
    if size == 0:
        raise Damaged(DAMAGED)
    is_replaced = False
    if cipher.may_need_key(real):
        from . import key_file

        # Its key is put aside once it is kept in the file that this was told.
        is_replaced = key_file.is_replaced_by_plain(real)
        if lock.is_held and not is_replaced:
            with suppress(OSError):
                key_file.settle(real)
        key_file.require(real)
    with explained(), log.STORAGE.timed("open", bytes=size):
        known = fingerprint.read(folder)
        _check_untouched(real, known)
        put_aside = leftovers.settle(real, is_whole, known.generation if known else "")
        has_journal = leftovers.beside(real, "-journal").exists()
        if known is not None and has_journal and not cipher.is_plain(real):
            # Pages that are taken back are encrypted anew: the bytes are others then, in the same state.
            known = None
            fingerprint.discard(folder)
        found = fingerprint.of_file(real, known.generation) if known and not has_journal else None
        connection = _connect(path)
        try:
            _lock(connection)
            states = generation.stored(connection)
            is_known = known is not None and states is not None and states[1] == known.generation
            if is_known and found is not None and found != known:
                raise Damaged(DAMAGED)
            is_vouched = is_known and found == known
            _check(connection, path)
            version = _version(connection)
            is_older, is_sound, kept = version < schema.VERSION, True, None
            if is_older:
                with log.STORAGE.timed("upgrade", version=version, to=schema.VERSION):
                    connection, kept, is_sound = _upgraded(connection, real, folder)
            elif not is_vouched:
                is_sound = _look_through(DataFile(connection))
            if not is_sound:
                connection, before = _rebuilt(connection, real, folder)
                kept = kept or before
            if has_journal and not is_older:
                # So that its journal, should a copy of it turn up again, fits no state to come.
                generation.renew(connection)
            was_looked_through = is_older or not is_vouched
            upgraded_from = version if is_older else None
            opening = Opening(tuple(put_aside), was_looked_through, upgraded_from, not is_sound, kept)
            opened = OpenedFile(
                connection, path, lock, opening, known.generation if known and is_vouched else ""
            )
            if is_replaced or opened.row("preferences", LOST_ENCRYPTION) is not None:
                from . import lost_encryption

                is_lost = lost_encryption.settle(opened, real, is_replaced)
                opened.opening = replace(opening, lost_encryption=is_lost)
            return opened
        except BaseException:
            connection.close()
            raise


def _check_untouched(path: Path, known: fingerprint.Fingerprint | None) -> None:
    """Refuses a file that is not for this program before anything beside it is touched.

    What cannot be read without its journal, or is the program's own and no longer what it was, is left to
    what comes later.
    """
    try:
        with closing(untouched(path)) as connection:
            try:
                states = generation.stored(connection)
            except cipher.errors():
                states = None
            if known is None or states is None or states[1] != known.generation:
                _check(connection, path)
    except cipher.errors():
        return


def _connect(path: Path) -> sqlite3.Connection:
    # The database belongs to the main thread, as DataFile makes sure of. A backup alone is read by another,
    # through this connection: a second one could not read the file, and closing it would let go of the lock.
    connection = cipher.connect(
        f"{file_uri(path)}?mode=rw", path, uri=True, timeout=0, check_same_thread=False
    )
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


def _create(path: Path) -> None:
    """Makes the file under another name first, so that a half-made one is never taken for data."""
    draft = _draft(path)
    try:
        new_file(draft)
        durable.replace(draft, path)
        durable.sync_folder(path.parent)
    except OSError as error:
        raise EnvironmentProblem(
            f"Không tạo được tệp dữ liệu trong «{path.parent}». Hãy chọn thư mục khác cho phép ghi."
        ) from error
    finally:
        _drop(draft)


def _draft(path: Path) -> Path:
    """Where the file is made before it takes its name."""
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    _drop(draft)
    return draft


def _drop(draft: Path) -> None:
    # A journal of an earlier one would be taken for that of the next.
    durable.discard(leftovers.beside(draft, "-journal"))
    durable.discard(draft)


def _lock(connection: sqlite3.Connection) -> None:
    # In exclusive mode the lock that this takes is held until the connection is closed.
    connection.execute("BEGIN EXCLUSIVE")
    # SQLite lets a read-only file be locked; only an attempt to write tells. It is taken back at once. A
    # journal that a kill leaves here should tell whose it is, like any other.
    if generation.stored(connection):
        connection.execute("UPDATE generation SET mark = mark || '.'")
    else:
        connection.execute("CREATE TABLE write_probe (id TEXT)")
    connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise Damaged(foreign(path))
    if _version(connection) > schema.VERSION:
        raise EnvironmentProblem(_NEWER)


def foreign(path: Path) -> str:
    """The sentence for a file that another program made."""
    return (
        f"Tệp «{path.name}» không phải là dữ liệu của chương trình. "
        "Hãy chọn thư mục dữ liệu khác; tệp được giữ nguyên."
    )


def _look_through(data: DataFile) -> bool:
    """Whether the file answers as it should. Raises Damaged where something in it is not what was written."""
    from . import soundness

    found = soundness.examine(data, with_search=False)
    if found.damage:
        log.STORAGE("damaged", count=len(found.damage))
        raise Damaged(DAMAGED)
    return not found.is_misleading


def is_whole(path: Path) -> bool:
    """Whether the file, with the journal beside it, opens and is sound. It is a copy, and may be changed.

    Raises EnvironmentProblem where the disk does not let it be looked at, as where it is full.
    """
    try:
        with opened_copy(path) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                return False
            if _version(connection) < schema.VERSION:
                _migrate(connection)
            return _look_through(DataFile(connection))
    except cipher.errors(Damaged):
        return False


@contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a data file, open; what lies beside it is taken in or back.

    Raises Damaged or EnvironmentProblem as `open_database` does, sqlite3.Error where nothing explains it.
    """
    with explained(), closing(_connect(path)) as connection:
        yield connection


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Brings a copy of a data file to today's version; raises EnvironmentProblem where it is newer."""
    _check(connection, path)
    if _version(connection) < schema.VERSION:
        _migrate(connection)


def new_file(path: Path, key: DataKey | None = None) -> None:
    """Makes an empty data file there, encrypted where a key is given."""
    with explained(), closing(cipher.connect_with(key, path)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    # Loaded here alone: it brings a hundred modules that an up-to-date file does without.
    from sqlite_utils import Database

    try:
        schema.migrations().apply(Database(connection, execute_plugins=False))
    except _UNREADABLE as error:
        raise Damaged(DAMAGED) from error
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


def _upgraded(
    connection: sqlite3.Connection, path: Path, folder: Path
) -> tuple[sqlite3.Connection, Path, bool]:
    """Puts an upgraded copy in the place of the file, which is kept as a backup; gives the copy, locked, the
    backup, and whether the copy answers as it should.

    Whatever fails or ends the program on the way leaves the file as it was.
    """
    from .backups import make, supersede

    backup = make(connection, folder, Reason.UPGRADE)
    supersede(backup)
    draft = _draft(path)
    try:
        copy = cipher.connect_beside(connection, draft)
        try:
            connection.backup(copy)
            _migrate(copy)
            generation.renew(copy)
            copy.commit()
            is_sound = _look_through(DataFile(copy))
        finally:
            copy.close()
        return _replaced(connection, draft, path), backup.path, is_sound
    finally:
        _drop(draft)


def _rebuilt(connection: sqlite3.Connection, path: Path, folder: Path) -> tuple[sqlite3.Connection, Path]:
    """Puts a file with new indexes in the place of one whose own are broken, which is kept as a backup; gives
    it, locked, and the backup. All that the old one holds was found to be what was written."""
    from .repairing import carry_over, keep_open

    draft = _draft(path)
    try:
        backup = keep_open(connection, folder / BACKUPS)
        carry_over(connection, draft, cipher.key_of_connection(connection))
        log.STORAGE("rebuilt")
        return _replaced(connection, draft, path), backup
    finally:
        _drop(draft)


def _replaced(connection: sqlite3.Connection, draft: Path, path: Path) -> sqlite3.Connection:
    """Puts the draft in the place of the open file; gives it, locked."""
    connection.close()
    durable.replace(draft, path)
    durable.sync_folder(path.parent)
    replaced = _connect(path)
    try:
        _lock(replaced)
    except BaseException:
        replaced.close()
        raise
    return replaced
