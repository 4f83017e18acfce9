"""A backup in the place of the data: what is there now is saved first, and nothing of it is destroyed.

The file takes its name in one step. Ended at any moment, the folder holds either the data of before or those
of the backup, whole: a journal of the former beside the latter is told by its generation and put aside.

This PC's settings stay, and so do accounts, rules, recovery code and their log where they have come out of
those of the backup (`domain.access.keeps_access`). The file is encrypted as the data were whose accounts it
has. That it was restored, by whom and from what, stands in its journal and, with accounts, in their log.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from .. import durable, log, machine
from ..domain.access import Event, LogEntry, access_words, keeps_access
from ..domain.backups import PASSED, Reason
from ..domain.errors import CchcError, Damaged, EnvironmentProblem, Refusal
from . import (
    backup_places,
    backups,
    cipher,
    database,
    diagnosis,
    fingerprint,
    generation,
    kept_rows,
    key_file,
    leftovers,
    received_copies,
    soundness,
)
from .access_rows import AccessRows
from .backup_files import Backup, list_backups, newest_good, read_backup
from .cipher import DataKey
from .content import EVIDENCE, FolderStore
from .data_copy import told_why
from .data_file import DataFile
from .database import FILE_NAME
from .device import MARK, Device
from .errors import DAMAGED, explained
from .journal import Journal
from .kept_rows import KeptRows
from .key_file import KeyDamaged, Keys
from .kinds import KINDS
from .lock import FolderLock
from .received_schema import ReceivedAt, follow_key
from .repairing import carry_over
from .revisions import Revisions
from .row_sums import summed
from .search import SearchTexts
from .viewed_file import ViewedFile, open_copy

OPERATION, _LABEL = "data.restore", "Khôi phục toàn bộ dữ liệu"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: ``saved`` is the backup of the data of before, where they were whole and held anything;
    ``put_aside`` are the damaged file and journals that lay there. ``source`` is the file that was restored,
    ``what`` says what it is and of when, ``access`` what has become of signing in, if anything;
    ``accounts_stay`` where they are those of before."""

    saved: Path | None
    put_aside: tuple[Path, ...]
    source: Path = field(default=Path(), compare=False)
    what: str = field(default="", compare=False)
    access: str = field(default="", compare=False)
    accounts_stay: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Present:
    """The data that are to be replaced: where they are ``saved``, what was put ``aside``, the rows that stay,
    and the key of the file with its wrapped form."""

    saved: Path | None = None
    aside: tuple[Path, ...] = ()
    rows: KeptRows | None = None
    key: DataKey | None = None
    keys: Keys | None = None


@contextmanager
def opened_copy(file: Path) -> Iterator[ViewedFile]:
    """The data of a backup or any data file, for reading: a copy, looked through and brought up to date.

    Raises as `open_backup`.
    """
    copy = open_backup(file)
    try:
        yield copy
    finally:
        copy.close()


def open_backup(file: Path) -> ViewedFile:
    """The same, to be closed by the caller. It belongs to the thread that opens it, until it is handed over.

    Raises Refusal where there is no such file; EnvironmentProblem with what happened to it where it is no
    backup that can be used, is newer or cannot be read; KeyNeeded where nobody has unlocked its key.
    """
    path = data_file_of(file)
    known = read_backup(path)
    expected = known.size if known is not None and known.sha256 else 0
    try:
        if known is not None and known.sha256 and not backups.is_as_made(known):
            raise Damaged(DAMAGED)
        return open_copy(path)
    except KeyDamaged:
        raise
    except Damaged as error:
        with told_why(path):
            raise diagnosis.diagnose(path, expected).error_of_backup() from error


def data_file_of(file: Path) -> Path:
    """The data file that is meant by a name: that of a file, of a folder with one in it, or the last good
    backup in a folder of such, as in a second place and the drive that it is on.

    Raises Refusal where there is none.
    """
    with told_why(file):
        path = file.absolute()
        if path.is_file():
            return path
        if (path / FILE_NAME).is_file():
            return path / FILE_NAME
        places = (path, path / database.BACKUPS, *backup_places.places_in(path)) if path.is_dir() else ()
        found = newest_good(
            backup
            for backup in sorted(
                (each for place in places for each in list_backups(place)),
                key=lambda each: (each.made_at, each.serial),
                reverse=True,
            )
            if backup.has_its_size
        )
    if found is None:
        raise Refusal(
            f"Không có tệp «{path}». Hãy chọn một bản sao lưu (tệp .db) hoặc thư mục dữ liệu đã sao."
            if not path.is_dir()
            else f"Thư mục «{path}» không có dữ liệu hoặc bản sao lưu dùng được. Hãy chọn một bản sao lưu "
            "(tệp .db), thư mục chứa các bản sao lưu, hoặc thư mục dữ liệu đã sao."
        )
    return found.path


def refuse_own(folder: Path, source: Path) -> None:
    """Raises Refusal where the file is that of the data that it is to take the place of."""
    path = folder / FILE_NAME
    with told_why(source):
        is_own = path.exists() and path.samefile(source)
    if is_own:
        raise Refusal("Đây chính là dữ liệu đang dùng. Hãy chọn một bản sao lưu.")


def told_source(source: Path) -> str:
    """What a file is that is restored from, and of when: «bản sao lưu lúc 10:32 ngày 05/01/2026»."""
    known = read_backup(source)
    if known is not None and known.is_ours:
        return f"bản sao lưu lúc {known.made_at:%H:%M ngày %d/%m/%Y}"
    return f"dữ liệu ở «{source.parent}»" if source.name == FILE_NAME else f"tệp «{source.name}»"


def restore(folder: Path, file: Path, by: str = "", clock: Callable[[], datetime] = datetime.now) -> Restored:
    """Puts the data of ``file`` in the place of those of a folder that no program has open.

    ``by`` is who does it; nothing for who works at this PC. Raises as `open_backup` for the file;
    OpenElsewhere, ReadOnly, KeyNeeded, or EnvironmentProblem where the folder or its disk is in the way.
    Nothing is changed then.
    """
    folder, source = folder.absolute(), data_file_of(file)
    with log.STORAGE.timed("restore") as facts, told_why(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # A linked file is replaced where it lies.
        path = (folder / FILE_NAME).resolve()
        refuse_own(folder, source)
        with opened_copy(source) as copy, _locked(folder) as lock:
            draft = path.with_name(f"{path.name}.new-{uuid4().hex[:8]}")
            present = _save_present(folder, lock, clock)
            now, then = present.rows.standing if present.rows else None, AccessRows(copy).standing()
            stays = keeps_access(now, then)
            if stays:
                key, keys = present.key, present.keys
            else:
                key, keys = (
                    cipher.key_of_connection(copy.connection),
                    key_file.of_stored(copy.connection, source),
                )
            what = told_source(source)
            try:
                _write(copy, draft, key)
                # The mark of a device must not be found beside a file that is not its own.
                durable.discard(folder / MARK)
                state = _finish(draft, folder, present.rows, stays, what, source, by, clock)
                known = read_backup(source)
                _take_evidence(source, known, folder / EVIDENCE)
                received_copies.bring_back(known.received if known else "", source.parent, folder)
                if keys is not None:
                    key_file.write(path.parent, keys, key_file.NEXT)
                durable.replace(draft, path)
            finally:
                durable.discard(draft)
            durable.sync_folder(path.parent)
            if keys is not None:
                # They are those of the accounts that the data have now.
                key_file.write(path.parent, keys)
            key_file.settle(path)
            with suppress(CchcError):
                # Now, while both keys are held: of one that is lost nothing can be read any more.
                follow_key(ReceivedAt(folder, key))
            aside = (*present.aside, *leftovers.put_aside_beside(path))
            with suppress(OSError):
                # It was looked through as a whole: the next start need not do so.
                fingerprint.leave(folder, fingerprint.of_file(path, state))
        facts["aside"] = len(aside)
    return Restored(present.saved, aside, source, what, access_words(now, then), stays)


@contextmanager
def _locked(folder: Path) -> Iterator[FolderLock]:
    lock = FolderLock.take(folder)
    try:
        yield lock
    finally:
        lock.release()


def _write(copy: ViewedFile, draft: Path, key: DataKey | None) -> None:
    """Writes what is to take the place, encrypted with a key where one is given."""
    size = copy.file.stat().st_size
    if shutil.disk_usage(draft.parent).free < size:
        raise EnvironmentProblem(
            f"Ổ đĩa chứa «{draft.parent}» không đủ chỗ để khôi phục. Hãy xóa bớt tệp không cần rồi thử lại."
        )
    durable.discard(draft)
    with explained():
        if key != cipher.key_of_connection(copy.connection):
            # SQLCipher copies no pages between files of different keys.
            carry_over(copy.connection, draft, key)
            return
        with closing(cipher.connect_beside(copy.connection, draft)) as connection:
            _make_draft(connection)
            copy.connection.backup(connection)


def _make_draft(connection: sqlite3.Connection) -> None:
    # Whatever ends the writing ends the draft, too.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")


def _finish(
    draft: Path,
    folder: Path,
    kept: KeptRows | None,
    with_access: bool,
    what: str,
    source: Path,
    by: str,
    clock: Callable[[], datetime],
) -> str:
    """Puts in what stays of before, and that it was restored; gives the state of the file, which follows no
    other. Raises Damaged where it is not sound then."""
    with explained(), closing(cipher.connect(draft)) as connection:
        _make_draft(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        data = DataFile(connection)
        if kept is not None:
            kept_rows.lay(data, kept, with_access)
        passed = max((each.serial for each in list_backups(folder / database.BACKUPS)), default=0)
        _tell(data, draft if draft.parent == folder else None, what, source, by, clock, passed)
        state = generation.renew(connection)
        if soundness.look(data):
            raise Damaged(DAMAGED)
    durable.sync_file(draft)
    return state


def _tell(
    data: DataFile,
    path: Path | None,
    what: str,
    source: Path,
    by: str,
    clock: Callable[[], datetime],
    passed: int,
) -> None:
    at_the_desk = data.row("preferences", f"officer@{machine.name()}")
    who = by or (at_the_desk["value"] if at_the_desk else "")
    revisions, search = Revisions(date.today), SearchTexts(data, KINDS)
    Journal(data, Device(data, path), revisions, search, clock, lambda: who).note(
        OPERATION, _LABEL, f"từ {what}"
    )
    with data.transaction():
        data.put("preferences", summed({"id": PASSED, "value": str(passed)}))
    access = AccessRows(data)
    if access.has_accounts():
        access.add_line(LogEntry(clock(), "", who, Event.RESTORED, f"từ {what}: {source}", machine.name()))


def _save_present(folder: Path, lock: FolderLock, clock: Callable[[], datetime]) -> _Present:
    """Saves what is in the place now: as a backup where it is whole, else the file itself, put aside."""
    path = folder / FILE_NAME
    if not path.exists() and not path.is_symlink():
        return _Present()
    database.refuse_dangling(path, "khôi phục")
    try:
        present = database.open_locked(folder, lock)
    except Damaged:
        return _damaged(path.resolve())
    try:
        saved = None
        if content := backups.content_of(present.connection):
            last = newest_good(list_backups(folder / database.BACKUPS))
            # It is what is left of the present state: its size alone does not vouch for it. One that is
            # older than others would be taken for another state.
            is_held = (
                last is not None
                and last.is_ours
                and (last.content, last.received) == (content, received_copies.state_of(folder))
            )
            if last is None or not is_held or not last.has_its_size or not backups.is_as_made(last):
                last = backups.make(present.connection, folder, Reason.RESTORE, clock)
            saved = last.path
        keys = key_file.of_open(present.connection, path.resolve())
        key = cipher.key_of_connection(present.connection)
        return _Present(saved, present.opening.put_aside, kept_rows.of_open(present), key, keys)
    except Damaged:
        # It opens, yet is not whole.
        return _damaged(path.resolve())
    finally:
        present.connection.close()


def _damaged(path: Path) -> _Present:
    """Keeps a damaged file whole among what was put aside, with its journal; it stays in its place, too."""
    beside = (path, *leftovers.all_beside(path))
    aside = tuple(leftovers.keep_aside(each) for each in beside if each.is_file())
    key = cipher.key_of(path)
    keys = None
    if key is not None:
        try:
            keys = key_file.of_file(path)
        except Damaged:
            # Without its wrapped form a key opens nothing any more: the accounts go with it.
            return _Present(None, aside)
        if keys is None:
            return _Present(None, aside)
    return _Present(None, aside, kept_rows.of_damaged(path), key, keys)


def _take_evidence(file: Path, known: Backup | None, target: Path) -> None:
    """Brings along the files of evidence that lie beside the file, as far as they are whole and new here; of
    what units had sent only what belongs to the backup, where it is ``known`` as one."""
    source = file.parent / EVIDENCE
    if not source.is_dir() or (target.is_dir() and source.samefile(target)):
        return
    beside = (*list_backups(file.parent), *list_backups(file.parent / database.BACKUPS))
    others = received_copies.copies_of(beside) - ({known.received} if known is not None else set())
    wanted = (each for each in FolderStore(source).ids() if each not in others)
    FolderStore(target).bring(wanted, FolderStore(source))
