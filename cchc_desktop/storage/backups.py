"""Backups of the data file: made while the office works on, verified, and thinned out.

A backup is read through the one connection that has the data open, by SQLite's own means, a few pages at a
time: from a worker thread, while the main thread goes on reading and writing. What is written meanwhile goes
into the backup as well, so that it is one state of the data, that of its last step. It lies under the name of
a draft until it was read back; a draft that is never finished is swept at the next start.

Its file is stamped with a generation of its own, so that no journal is ever taken for its own, and leaves the
device's mark behind: whoever opens it one day writes as another device.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

from .. import __version__, durable, log
from ..domain import retention
from ..domain.backups import Reason, Verified
from ..domain.errors import Damaged, EnvironmentProblem
from . import chain, cipher, generation, received_copies, schema
from .backup_files import (
    Backup,
    LastAction,
    free_name,
    list_backups,
    manifest_path,
    newest_good,
    remove,
    write_manifest,
)  # fmt: skip
from .beside import beside
from .content import EVIDENCE, FolderStore, file_hash
from .data_copy import no_room, told_why
from .data_file import DataFile, size_of, untouched
from .database import BACKUPS, FILE_NAME, bring_up_to_date
from .errors import explained
from .journal import NOTES

__all__ = ["Backup", "Stopped", "list_backups", "look_through", "make", "thin", "unchanged_since"]

_STEP_PAGES = 512
"""So many pages are read at a time beside other work: two megabytes, for which the connection is held."""
_PAUSE_SECONDS = 0.0002
"""Between two steps whoever waits for the connection gets it; without a pause the same thread would again."""
_BUSY_SECONDS = 0.02
"""How long a step waits for a transaction to end."""
_SYNC_SECONDS = 0.05
"""So often what was written goes to the disk: a queue of many megabytes would hold up a small save."""
_ASK_STEPS = 100_000
"""After so many steps of a query it is asked whether the work is still wanted: some milliseconds."""
_CHAIN_END = 64
"""So many of the last actions of each device are held against the journal's chain in a quick look."""

_ACCOUNTS = (
    "SELECT id, officer, role, areas, secret, is_disabled FROM accounts ORDER BY id",
    "SELECT id, value FROM preferences WHERE id IN ('access.policy', 'access.recovery') AND value <> '' "
    "ORDER BY id",
)
"""What somebody set of the accounts, their rules and the recovery code; when each was seen last is no reason
for a backup."""

BROKEN = (
    "Dữ liệu đang mở có chỗ bị hỏng nên không tạo bản sao lưu mới; các bản sao lưu tốt được giữ nguyên. "
    "Hãy mở Thiết lập, thẻ Dữ liệu, bấm «Kiểm tra ngay» để biết chỗ hỏng, rồi khôi phục từ bản sao lưu."
)
_UNLIKE = "Bản sao lưu vừa ghi khác với dữ liệu nên đã bỏ. Hãy sao lưu lại; nếu còn gặp, hãy kiểm tra ổ đĩa."


_NO_KEYS = (
    "Tệp khóa «cchc.key» không còn trong thư mục dữ liệu nên chưa sao lưu được dữ liệu đã mã hóa. Hãy chép "
    "lại tệp khóa vào cạnh tệp dữ liệu, rồi sao lưu lại."
)


class Stopped(Exception):
    """The making of a backup was stopped; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Work:
    """How a backup is made: at once, or step by step beside other work of the same connection.

    ``is_stopped`` is asked now and then.
    """

    is_beside: bool = False
    is_stopped: Callable[[], bool] = lambda: False

    def check(self) -> None:
        """Raises Stopped where the work is no longer wanted."""
        if self.is_stopped():
            raise Stopped


AT_ONCE = Work()


def make(
    connection: sqlite3.Connection,
    data: Path,
    reason: Reason,
    clock: Callable[[], datetime] = datetime.now,
    work: Work = AT_ONCE,
) -> Backup:
    """Makes a backup of the data that are open in this connection, in the data folder ``data``.

    Raises Damaged where what was read is not whole, EnvironmentProblem where the disk does not take the
    backup, Stopped; nothing is left behind then. Outside of a transaction, unless another thread has it.
    """
    assert work.is_beside or not connection.in_transaction
    folder = data / BACKUPS
    draft = folder / f"backup.new-{uuid4().hex[:8]}"
    with log.STORAGE.timed("backup", reason=reason.value) as facts, told_why(folder), _found_broken():
        folder.mkdir(parents=True, exist_ok=True)
        received = received_copies.keep(data, work.check)
        others = received_copies.copies_of(list_backups(folder)) - {received}
        evidence = tuple(each for each in FolderStore(data / EVIDENCE).ids() if each not in others)
        try:
            copied = _copy(connection, draft, work)
            # Now: looking at the copy takes long, and passwords may be changed meanwhile.
            keys = _keys(connection, data)
            backup = _read_back(draft, copied, work)
            made_at = clock().replace(microsecond=0, tzinfo=None)
            backup = replace(
                backup, path=free_name(folder, made_at, reason), made_at=made_at, reason=reason,
                serial=1 + max((each.serial for each in list_backups(folder)), default=0), evidence=evidence,
                received=received, keys=keys,
            ).without_content()  # fmt: skip
            work.check()
            write_manifest(backup)
            try:
                durable.replace(draft, backup.path)
            except BaseException:
                durable.discard(manifest_path(backup.path))
                raise
        except BaseException:
            received_copies.let_go({received} - {""}, list_backups(folder), data / EVIDENCE)
            raise
        finally:
            durable.discard(draft)
        durable.sync_folder(folder)
        facts["bytes"] = backup.size
    return backup


def _keys(connection: sqlite3.Connection, data: Path) -> dict[str, Any]:
    """The wrapped keys of the data, for the words of a backup; nothing for plain ones."""
    if cipher.key_of_connection(connection) is None:
        return {}
    from . import key_file

    keys = key_file.of_open(connection, data / FILE_NAME)
    if keys is None:
        raise EnvironmentProblem(_NO_KEYS)
    return key_file.record(keys)


def supersede(backup: Backup) -> None:
    """Removes earlier backups of the same reason that hold the same: what is tried again needs one."""
    for each in list_backups(backup.path.parent):
        is_same = (each.content, each.received, each.rows, each.last) == (
            backup.content, backup.received, backup.rows, backup.last
        )  # fmt: skip
        if each.is_ours and each.path != backup.path and is_same and each.reason is backup.reason:
            remove(each)


def unchanged_since(connection: sqlite3.Connection, folder: Path) -> Backup | None:
    """The last good backup in a data folder's ``folder`` of them that holds all that the data hold; None
    where there is none.

    Settings of the PC's desk do not count.
    """
    return holding(list_backups(folder), content_of(connection), received_copies.state_of(folder.parent))


def holding(known: Iterable[Backup], content: str, received: str) -> Backup | None:
    """The first good backup among these that holds this content, and what was received; None where none
    does."""
    return newest_good(
        each
        for each in known
        if each.is_ours and (each.content, each.received) == (content, received) and each.has_its_size
    )


def content_of(connection: sqlite3.Connection) -> str:
    """What differs once an operation is stored, an account is changed or the file takes another key; nothing
    in data that are new."""
    with explained():
        tables = _tables(connection)
        columns = schema.columns_of(connection, "actions") if "actions" in tables else ()
        if "uuid" not in columns:
            return ""
        last = connection.execute("SELECT uuid FROM actions ORDER BY id DESC LIMIT 1").fetchone()
        accounts: list[tuple[object, ...]] = []
        if "accounts" in tables:
            accounts = [row for query in _ACCOUNTS for row in connection.execute(query)]
    if not (last or accounts):
        return ""
    key = cipher.key_of_connection(connection)
    # A plain copy of data that are encrypted by now is none of them.
    return sha256(repr((last, accounts, *([key.mark] if key else ()))).encode()).hexdigest()[:32]


def look_through(backup: Backup) -> Verified:
    """Reads everything in a backup and holds it against its checksum and the journal: a large one takes its
    time, and some memory, which a process of its own gives back (`child.errands`).

    Raises EnvironmentProblem where the disk does not let it be read.
    """
    from . import soundness

    with log.STORAGE.timed("look", bytes=backup.size), told_why(backup.path), explained():
        if not is_as_made(backup):
            return Verified.SPOILT
        try:
            with closing(_up_to_date(backup)) as copy:
                return Verified.FAILED if soundness.look(DataFile(copy)) else Verified.FULL
        except Damaged:
            return Verified.FAILED


def thin(folder: Path, now: datetime, evidence: Path) -> list[Backup]:
    """Removes the backups of a folder that the rule does not keep, ours alone, with what was received and is
    kept for them alone in the folder of their ``evidence``; gives those that went.

    Nothing goes where none is good: what is there may be all that is left.
    """
    ours = [backup for backup in list_backups(folder) if backup.is_ours]
    if not any(backup.is_good for backup in ours):
        return []
    copies = (
        retention.Copy(backup.path.name, backup.made_at, backup.serial, backup.is_good) for backup in ours
    )
    kept = retention.kept(copies, now)
    gone = [backup for backup in ours if backup.path.name not in kept]
    for backup in gone:
        remove(backup)
    received_copies.let_go(received_copies.copies_of(gone), list_backups(folder), evidence)
    return gone


@dataclass(frozen=True, slots=True)
class _Copied:
    """What is known of the original: its ``generation`` and how many ``rows`` its tables have.

    Tables that were written to since the last step of the copy are not among them.
    """

    generation: str
    rows: Mapping[str, int]


def _copy(connection: sqlite3.Connection, draft: Path, work: Work) -> _Copied:
    """Copies the file, and stamps the copy with a generation of its own."""
    with explained():
        size = size_of(connection)
    if shutil.disk_usage(draft.parent).free < size:
        raise EnvironmentProblem(no_room(draft.parent))
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666))

    def between(_status: int, _left: int, _total: int) -> None:
        work.check()
        time.sleep(_PAUSE_SECONDS)

    with _synced(draft), explained(), closing(_made(connection, draft)) as copy:
        # It is a draft: whatever ends the writing ends the draft, too.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        if work.is_beside:
            connection.backup(copy, pages=_STEP_PAGES, progress=between, sleep=_BUSY_SECONDS)
        else:
            connection.backup(copy)
        states = generation.stored(copy)
        copied = _Copied(states[1] if states else "", _rows_of_original(connection, copy))
        if states:
            generation.renew(copy)
    return copied


def _made(connection: sqlite3.Connection, draft: Path) -> sqlite3.Connection:
    return cipher.connect_beside(connection, draft, isolation_level=None)


@contextmanager
def _synced(draft: Path) -> Iterator[None]:
    """Puts a file that is being written on the disk bit by bit, in a thread, and the rest at the end."""
    written = Event()

    def sync() -> None:
        handle = os.open(draft, os.O_RDWR)
        try:
            while not written.wait(_SYNC_SECONDS):
                os.fsync(handle)
        finally:
            os.close(handle)

    with beside(sync):
        try:
            yield
        finally:
            written.set()


def _rows_of_original(connection: sqlite3.Connection, copy: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table of the original has, as far as it still is in the state of the copy."""
    mark = "(SELECT mark FROM generation)" if "generation" in _tables(copy) else "NULL"
    state = copy.execute(f"SELECT {mark}").fetchone()[0]
    found = {}
    for table in _tables(copy):
        # One statement, so that the state and the count are of the same moment.
        now, count = connection.execute(f"SELECT {mark}, count(*) FROM {_quoted(table)}").fetchone()
        if now == state:
            found[table] = int(count)
    return found


def _read_back(draft: Path, copied: _Copied, work: Work) -> Backup:
    """What the draft holds, once it is on the disk, was read back, and was found whole and like the
    original."""
    hashed: list[str] = []

    def sync_and_hash() -> None:
        durable.sync_file(draft)
        hashed.append(file_hash(draft, work.check))

    # Both read the file once, and neither needs the interpreter meanwhile.
    with beside(sync_and_hash), explained(), closing(untouched(draft)) as copy:
        copy.set_progress_handler(lambda: int(work.is_stopped()), _ASK_STEPS)
        try:
            backup = _told(copy, draft, copied)
        except cipher.operational_errors():
            work.check()
            raise
    return replace(backup, sha256=hashed[0], size=draft.stat().st_size)


def _told(copy: sqlite3.Connection, draft: Path, copied: _Copied) -> Backup:
    """What a copy says of itself. Raises Damaged where it is not whole."""
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        # Page by page it is the original, which is therefore damaged as well.
        raise Damaged(BROKEN)
    if copy.execute("PRAGMA foreign_key_check").fetchone() is not None or not _chain_holds(copy):
        raise Damaged(BROKEN)
    tables = _tables(copy)
    rows = {
        table: int(copy.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0]) for table in tables
    }
    if any(rows[table] != count for table, count in copied.rows.items()):
        raise EnvironmentProblem(_UNLIKE)
    states = generation.stored(copy)
    office = copy.execute("SELECT name FROM office").fetchone() if "office" in tables else None
    return Backup(
        path=draft,
        made_at=datetime.min,
        reason=Reason.UNKNOWN,
        size=0,
        verified=Verified.QUICK,
        generation=states[1] if states else "",
        made_from=copied.generation,
        content=content_of(copy),
        office=str(office[0]) if office else "",
        rows=rows,
        last=_last_action(copy),
        devices=_devices(copy),
        notes=_notes(copy),
        program=__version__,
        schema=int(copy.execute("PRAGMA user_version").fetchone()[0]),
    )


def _last_action(copy: sqlite3.Connection) -> LastAction:
    columns = schema.columns_of(copy, "actions")
    names = [name for name in ("uuid", "at", "label", "subject", "officer") if name in columns]
    if not names:
        return LastAction()
    found = copy.execute(f"SELECT {', '.join(names)} FROM actions ORDER BY id DESC LIMIT 1").fetchone()
    return LastAction(**dict(zip(names, map(str, found), strict=True))) if found else LastAction()


def _devices(copy: sqlite3.Connection) -> dict[str, int]:
    """The number of each device's last action."""
    if "device_id" not in schema.columns_of(copy, "actions"):
        return {}
    found = copy.execute(chain.LAST_OF_DEVICES)
    return {str(device): int(counter) for device, counter in found}


def _notes(copy: sqlite3.Connection) -> dict[str, tuple[int, ...]]:
    """The numbers of each device's entries that changed no record, as a restore is one."""
    if not {"device_id", "operation"} <= set(schema.columns_of(copy, "actions")):
        return {}
    found: dict[str, tuple[int, ...]] = {}
    query = "SELECT device_id, counter, operation FROM actions ORDER BY id"
    for device, counter, operation in copy.execute(query):
        if operation in NOTES:
            found[str(device)] = (*found.get(str(device), ()), int(counter))
    return found


def _chain_holds(copy: sqlite3.Connection) -> bool:
    """Whether the last actions of each device follow from one another in the journal's chain."""
    if "hash" not in schema.columns_of(copy, "actions"):
        return True
    for device in _devices(copy):
        actions = copy.execute(
            f"{chain.ACTIONS} WHERE a.device_id = ? ORDER BY a.counter DESC LIMIT ?",
            (device, _CHAIN_END + 1),
        ).fetchall()
        # The first of a whole chain follows from nothing; of a longer one the first is only followed from.
        whole = len(actions) <= _CHAIN_END
        previous = "" if whole else actions.pop()[1]
        for action_id, stored, reverses, *action in reversed(actions):
            changes = copy.execute(chain.CHANGES_OF, (action_id,))
            previous = chain.link(previous, action, reverses, changes)
            if previous != stored:
                return False
    return True


def _up_to_date(backup: Backup) -> sqlite3.Connection:
    """A backup, open for reading, with the tables of today: one from before an upgrade is taken through the
    same steps in memory."""
    found = untouched(backup.path)
    if backup.schema == schema.VERSION:
        return found
    with closing(found):
        copy = cipher.connect_beside(found, ":memory:")
        try:
            found.backup(copy)
            bring_up_to_date(copy, backup.path)
            return copy
        except BaseException:
            copy.close()
            raise


def is_as_made(backup: Backup, work: Work = AT_ONCE) -> bool:
    """Whether a backup's file is, to the byte, what was written down of it. Raises OSError, Stopped."""
    is_as_long = backup.path.stat().st_size == backup.size
    return is_as_long and file_hash(backup.path, work.check) == backup.sha256


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [str(name) for (name,) in found if not name.startswith("sqlite_")]


def _quoted(table: str) -> str:
    return '"{}"'.format(table.replace('"', '""'))


@contextmanager
def _found_broken() -> Iterator[None]:
    """Raises Damaged with words about backups where SQLite itself finds the data damaged."""
    try:
        yield
    except Damaged as error:
        raise Damaged(BROKEN) from error
