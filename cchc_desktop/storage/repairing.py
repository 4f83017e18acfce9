"""Checking a closed data folder without touching it, and making anew what is derived from what is stored.

Content is never repaired: what differs from what was written is told, and a backup is the way back. Where all
of it is sound, and an index, a copy of words, or bytes that hold nothing are not, it is carried over into a
new file, row by row and by no index, which takes the place of the old one; that one is kept in `backups/`.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import durable, log
from ..domain.backups import PASSED, Reason
from ..domain.errors import Damaged, EnvironmentProblem, Refusal
from . import (
    chain,
    cipher,
    database,
    fingerprint,
    generation,
    key_file,
    leftovers,
    lost_encryption,
    report_rows,
    soundness,
)
from .backup_files import Newer, free_name, newer_than
from .carrying import carry_rows
from .cipher import DataKey
from .content import EVIDENCE, FolderStore, PackStore
from .data_copy import told_why
from .data_file import DataFile
from .errors import DAMAGED, explained
from .evidence_kinds import faulty_evidence
from .kinds import KINDS
from .lock import FolderLock
from .search import SearchTexts
from .soundness import Examination

_OTHER_BYTES = (
    "Tệp khác với lúc đóng lần trước, chỉ ở chỗ không chứa dữ liệu của cơ quan; nội dung đã kiểm tra còn "
    "nguyên."
)
_KEPT = "Không ghi được vào «{target}» ({why}); dữ liệu được giữ nguyên. Hãy kiểm tra ổ đĩa."
_NOTHING_TO_REPAIR = "Không có gì phải dựng lại."
_STAYS = (
    "Nội dung đã hỏng thì chương trình không tự sửa; tệp được giữ nguyên. Hãy khôi phục từ bản sao lưu (lệnh "
    "«restore») hoặc cứu phần còn đọc được (lệnh «rescue»)."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a closed folder's data are: what a full look found, how many rows the tables have, and the
    ``newer`` backup that holds what they lack, if there is one. ``lost_encryption`` says that a plain file
    has come by hand in the place of encrypted data."""

    examination: Examination
    counts: dict[str, int]
    newer: Newer | None = None
    lost_encryption: bool = False
    evidence: tuple[str, ...] = ()
    """Sentences about files of evidence that are gone or were altered: none of it is damage of the data."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was made anew, in sentences, and where the file as it was is kept; None where nothing was."""

    sentences: tuple[str, ...]
    backup: Path | None


def check_folder(folder: Path) -> Checked:
    """Looks through a copy of a folder's data, which stay as they are, and so does all that lies beside them.

    Raises Refusal where there are none, OpenElsewhere where somebody works with them, EnvironmentProblem
    where they are newer or of another program or cannot be read.
    """
    with _locked(folder), _copied(folder) as copy:
        return _checked(copy, folder, folder / database.BACKUPS)


def repair_folder(folder: Path) -> Repaired:
    """Makes anew what is derived, once a copy of the file is kept. Raises as `check_folder` does, and Damaged
    where content is damaged: then nothing is changed."""
    with _locked(folder):
        path = folder / database.FILE_NAME
        with _copied(folder) as copy:
            found = _checked(copy, folder).examination
            if found.damage:
                # What cannot be opened at all is told with its way out already.
                way_out = [] if any("«restore»" in each for each in found.damage) else [_STAYS]
                raise Damaged(" ".join((*found.damage, *way_out)))
            if not found.derived:
                return Repaired((_NOTHING_TO_REPAIR,), None)
            with told_why(folder, _KEPT):
                backup = _keep(path)
                draft = path.with_name(f"{path.name}.new-repair")
                try:
                    with explained(), closing(cipher.connect(copy)) as connection:
                        state = carry_over(connection, draft, cipher.key_of_connection(connection))
                    durable.replace(draft, path)
                    # Now: were the old file left without its journal for a moment, a crash would damage it.
                    leftovers.put_aside_beside(path)
                finally:
                    durable.discard(draft)
                durable.sync_folder(folder)
                fingerprint.leave(folder, fingerprint.of_file(path, state))
    log.STORAGE("repair", count=len(found.derived))
    return Repaired(tuple(f"{each} Đã dựng lại." for each in found.derived), backup)


def carry_over(source: sqlite3.Connection, draft: Path, key: DataKey | None) -> str:
    """Makes a new data file ``draft`` of all that a sound one holds, encrypted where a key is given.

    Gives the state that it is in. Raises Damaged where the new one is not sound.
    """
    draft.unlink(missing_ok=True)
    database.new_file(draft, key)
    with closing(cipher.connect_with(key, draft)) as connection:
        data = DataFile(connection)
        connection.execute("BEGIN")
        carry_rows(source, connection)
        SearchTexts(data, KINDS).rebuild()
        PackStore(data).sweep(report_rows.packs_in_use(data))
        state = generation.renew(connection)
        connection.execute("COMMIT")
        if soundness.examine(data):
            raise Damaged(DAMAGED)
    durable.sync_file(draft)
    return state


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with told_why(folder, _KEPT):
        is_there = (folder / database.FILE_NAME).exists()
        key_file.require(folder / database.FILE_NAME)
    if not is_there:
        raise Refusal(f"Thư mục «{folder}» chưa có dữ liệu nào để kiểm tra.")
    lock: FolderLock | None = None
    with suppress(OSError):  # A folder that is for reading only: nobody can be writing there.
        lock = FolderLock.take(folder)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    """A copy of the data file, with what a crash left beside it, which may be looked at and changed."""
    place = Path(tempfile.mkdtemp(prefix="cchc-check-"))
    try:
        for name in (database.FILE_NAME, f"{database.FILE_NAME}-journal"):
            if (folder / name).is_file():
                shutil.copyfile(folder / name, place / name)
        yield place / database.FILE_NAME
    except OSError as error:
        raise EnvironmentProblem(
            f"Không đọc được tệp dữ liệu trong «{folder}» ({error.strerror}). Hãy kiểm tra ổ đĩa."
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _checked(path: Path, folder: Path, backups: Path | None = None) -> Checked:
    """What a copy of a folder's closed file is, which may be changed, held against the checksum of how the
    file was left, and against the backups in a folder."""
    # What lies beside the file itself, as its key, tells what happened to it.
    original, known = folder / database.FILE_NAME, fingerprint.read(folder)
    has_journal = leftovers.beside(path, "-journal").exists()
    left = fingerprint.of_file(path, known.generation) if known and not has_journal else None
    try:
        leftovers.settle(path, database.is_whole, known.generation if known else "")
        with database.opened_copy(path) as connection:
            database.bring_up_to_date(connection, path)
            data = DataFile(connection)
            found = soundness.examine(data)
            is_of_then = left is not None and data.generation == left.generation
            if not found and is_of_then and left != known:
                found = Examination((), (_OTHER_BYTES,))
            if found.damage:
                return Checked(found, {})
            newer = _newer(data, backups) if backups is not None else None
            is_lost = key_file.is_replaced_by_plain(original) or lost_encryption.is_kept(data)
            is_lost = is_lost and cipher.is_plain(original)
            evidence = tuple(faulty_evidence(data, FolderStore(folder / EVIDENCE)))
            return Checked(found, _counts(data), newer, is_lost, evidence)
    except Damaged as error:
        return Checked(Examination((str(database.with_diagnosis(original, error)),)), {})
    except cipher.errors():
        return Checked(Examination((str(database.with_diagnosis(original, Damaged(DAMAGED))),)), {})


def _newer(data: DataFile, backups: Path) -> Newer | None:
    here = dict(data.tuples(chain.LAST_OF_DEVICES))
    passed = data.row("preferences", PASSED)
    return newer_than(backups, here, str(passed["value"]) if passed else "")


def _counts(data: DataFile) -> dict[str, int]:
    names = [kind.table for kind in KINDS.values() if kind.counted]
    return {name: int(data.value(f"SELECT count(*) FROM {name}")) for name in (*names, "actions")}


def _keep(path: Path) -> Path:
    """Keeps the file as it is, byte by byte: SQLite would not copy all that there is to be looked at."""
    return _kept(path.parent / database.BACKUPS, lambda draft: shutil.copyfile(path, draft))


def keep_open(connection: sqlite3.Connection, folder: Path) -> Path:
    """Keeps a file that is open, page by page: nobody may read its bytes meanwhile. Raises OSError."""

    def copy(draft: Path) -> None:
        with closing(cipher.connect_beside(connection, draft)) as target:
            connection.backup(target)

    return _kept(folder, copy)


def _kept(folder: Path, copy: Callable[[Path], object]) -> Path:
    folder.mkdir(exist_ok=True)
    target = free_name(folder, datetime.now(), Reason.REPAIR)
    draft = target.with_name(f"{target.name}.new-repair")
    try:
        copy(draft)
        durable.sync_file(draft)
        durable.replace(draft, target)
    finally:
        durable.discard(draft)
    durable.sync_folder(folder)
    return target
