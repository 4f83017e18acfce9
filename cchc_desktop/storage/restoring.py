"""A backup in the place of the data: what is there now is saved first, and nothing of it is destroyed.

The file takes its name in one step. Ended at any moment, the folder holds either the data of before or those
of the backup, whole: a journal of the former beside the latter is told by its generation and put aside.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from .. import durable, log
from ..domain.backups import Reason
from ..domain.errors import Damaged, EnvironmentProblem, Refusal
from . import backups, cipher, database, diagnosis, generation, key_file, leftovers
from .backup_files import read_backup
from .content import EVIDENCE, FolderStore
from .data_copy import told_why
from .database import FILE_NAME
from .device import MARK
from .errors import explained
from .lock import FolderLock
from .viewed_file import ViewedFile, open_copy


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: ``saved`` is the backup of the data of before, where they were whole and held anything
    that no backup holds; ``put_aside`` are the damaged file and journals that lay there."""

    saved: Path | None
    put_aside: tuple[Path, ...]


@contextmanager
def opened_copy(file: Path) -> Iterator[ViewedFile]:
    """The data of a backup or any data file, for reading: a copy, looked through and brought up to date.

    Raises Refusal where there is no such file, Damaged with what happened to it, EnvironmentProblem where it
    is newer or cannot be read.
    """
    path = data_file_of(file)
    known = read_backup(path)
    if known is not None and known.sha256 and not backups.is_as_made(known):
        raise diagnosis.diagnose(path, known.size).error()
    copy = open_copy(path)
    try:
        yield copy
    finally:
        copy.close()


def data_file_of(file: Path) -> Path:
    """The data file that is meant by a name: that of a file, or of a folder with one in it.

    Raises Refusal where there is none.
    """
    with told_why(file):
        path = (file / FILE_NAME if file.is_dir() else file).absolute()
        is_there = path.is_file()
    if not is_there:
        raise Refusal(
            f"Không có tệp «{path}». Hãy chọn một bản sao lưu (tệp .db) hoặc thư mục dữ liệu đã sao."
        )
    return path


def restore(folder: Path, file: Path) -> Restored:
    """Puts the data of ``file`` in the place of those of a folder that no program has open.

    Raises as `opened_copy` for the file; OpenElsewhere, ReadOnly, or EnvironmentProblem where the folder or
    its disk is in the way. Nothing is changed then.
    """
    folder, source = folder.absolute(), data_file_of(file)
    with log.STORAGE.timed("restore") as facts, told_why(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # A linked file is replaced where it lies.
        path = (folder / FILE_NAME).resolve()
        if path.exists() and path.samefile(source):
            raise Refusal("Đây chính là dữ liệu đang dùng. Hãy chọn một bản sao lưu.")
        with opened_copy(source) as copy, _locked(folder) as lock:
            draft = path.with_name(f"{path.name}.new-{uuid4().hex[:8]}")
            keys = key_file.of_stored(copy.connection, source)
            saved, aside = _save_present(folder, lock)
            try:
                _write(copy, draft)
                _take_evidence(source.parent / EVIDENCE, folder / EVIDENCE)
                # The mark of a device must not be found beside a file that is not its own.
                durable.discard(folder / MARK)
                if keys is not None:
                    key_file.write(path.parent, keys, key_file.NEXT)
                durable.replace(draft, path)
            finally:
                durable.discard(draft)
            durable.sync_folder(path.parent)
            if keys is not None:
                # Those of then, as the accounts in the data are.
                key_file.write(path.parent, keys)
            key_file.settle(path)
            aside += leftovers.put_aside_beside(path)
        facts["aside"] = len(aside)
    return Restored(saved, tuple(aside))


@contextmanager
def _locked(folder: Path) -> Iterator[FolderLock]:
    lock = FolderLock.take(folder)
    try:
        yield lock
    finally:
        lock.release()


def _write(copy: ViewedFile, draft: Path) -> None:
    """Writes the file that is to take the place, in a state that follows no other."""
    size = copy.file.stat().st_size
    if shutil.disk_usage(draft.parent).free < size:
        raise EnvironmentProblem(
            f"Ổ đĩa chứa «{draft.parent}» không đủ chỗ để khôi phục. Hãy xóa bớt tệp không cần rồi thử lại."
        )
    durable.discard(draft)
    with explained(), closing(cipher.connect_beside(copy.connection, draft)) as connection:
        # It is a draft: whatever ends the writing ends the draft, too.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        copy.connection.backup(connection)
        generation.renew(connection)
        connection.commit()
    durable.sync_file(draft)


def _save_present(folder: Path, lock: FolderLock) -> tuple[Path | None, list[Path]]:
    """Saves what is in the place now: as a backup where it is whole, else the file itself, put aside."""
    path = folder / FILE_NAME
    if not path.exists() and not path.is_symlink():
        return None, []
    database.refuse_dangling(path, "khôi phục")
    try:
        present = database.open_locked(folder, lock)
    except Damaged:
        return None, _aside(path.resolve())
    try:
        if not backups.content_of(present.connection):
            return None, list(present.opening.put_aside)
        kept = backups.unchanged_since(present.connection, folder / database.BACKUPS)
        if kept is None or not backups.is_as_made(kept):
            # It is what is left of the present state: its size alone does not vouch for it.
            kept = backups.make(present.connection, folder, Reason.RESTORE)
        return kept.path, list(present.opening.put_aside)
    except Damaged:
        # It opens, yet is not whole.
        return None, _aside(path.resolve())
    finally:
        present.connection.close()


def _aside(path: Path) -> list[Path]:
    """Keeps a damaged file whole among what was put aside, with its journal; it stays in its place, too."""
    return [leftovers.keep_aside(each) for each in (path, *leftovers.all_beside(path)) if each.is_file()]


def _take_evidence(source: Path, target: Path) -> None:
    """Brings along the files of evidence that lie beside the file, as far as they are whole and new here."""
    if not source.is_dir() or (target.is_dir() and source.samefile(target)):
        return
    FolderStore(target).bring(FolderStore(source).ids(), FolderStore(source))
