"""Encrypting the data of a folder, and making them plain again: a new file takes the place of the old one.

The present state is backed up first. All rows are carried over into a new file (`carrying.py`), since
SQLCipher copies no pages between a plain file and an encrypted one; it is looked through as a whole before it
takes its name. What units have sent takes the same key, or none. The keys lie beside the data before that,
under a name of their own (`key_file.NEXT`): ended at any moment, the folder holds a whole file and its key.
Backups of before stay as they are.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .. import durable, log
from ..domain.backups import Reason
from ..domain.errors import CchcError, Damaged, EnvironmentProblem, Refusal
from . import backups, cipher, database, fingerprint, key_file, leftovers
from .cipher import DataKey
from .data_copy import told_why
from .errors import explained
from .key_file import Keys
from .lock import FolderLock
from .received_schema import ReceivedAt, follow_key
from .repairing import carry_over


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What was done: ``saved`` is the backup of the data of before, ``plain`` are the copies in the folder
    that anybody can read who gets hold of them."""

    saved: Path | None
    plain: tuple[Path, ...]


def encrypt(folder: Path, key: DataKey, keys: Keys) -> Rewritten:
    """Encrypts the data of a folder that no program has open, with a key that ``keys`` hold wrapped.

    Raises Refusal where they are encrypted already, Damaged where they are not sound, EnvironmentProblem
    where the folder or its disk is in the way. Nothing is changed then.
    """
    assert keys.mark == key.mark
    assert keys.slots
    if cipher.mark_of(folder / database.FILE_NAME) is not None:
        raise Refusal("Dữ liệu này đã mã hóa rồi.")
    cipher.hold(key)
    try:
        return _rewritten(folder, key, keys)
    except BaseException:
        if cipher.mark_of(folder / database.FILE_NAME) != key.mark:
            cipher.let_go(key.mark)
        raise


def decrypt(folder: Path) -> Rewritten:
    """Makes the data of a folder plain that no program has open and whose key is held.

    Raises as `encrypt` does, and KeyNeeded. Backups of before stay encrypted, and carry their keys.
    """
    path = (folder / database.FILE_NAME).absolute()
    if cipher.mark_of(path) is None:
        raise Refusal("Dữ liệu này chưa mã hóa.")
    with told_why(folder):
        key_file.require(path)
    return _rewritten(folder, None, None)


def plain_copies(folder: Path) -> tuple[Path, ...]:
    """The data files in a data folder that are not encrypted: backups, copies that the setup file made, and
    what was put aside."""
    places = (folder / database.BACKUPS, folder / leftovers.ASIDE)
    found = (path for place in places if place.is_dir() for path in sorted(place.rglob("*")))
    return tuple(path for path in found if path.is_file() and cipher.is_plain(path))


def _rewritten(folder: Path, key: DataKey | None, keys: Keys | None) -> Rewritten:
    folder = folder.absolute()
    with log.STORAGE.timed("encrypt" if key else "decrypt"), explained(), told_why(folder):
        lock = FolderLock.take(folder)
        try:
            # A linked file is replaced where it lies.
            path = (folder / database.FILE_NAME).resolve()
            draft = path.with_name(f"{path.name}.new-repair")
            present = database.open_locked(folder, lock)
            try:
                _check_room(path)
                saved = backups.unchanged_since(present.connection, folder / database.BACKUPS)
                saved = saved or backups.make(present.connection, folder, Reason.ENCRYPT)
                state = carry_over(present.connection, draft, key)
            finally:
                present.connection.close()
            try:
                if keys is not None:
                    key_file.write(path.parent, keys, key_file.NEXT)
                    if key_file.read(path.parent, key_file.NEXT) != keys:
                        raise EnvironmentProblem("Tệp khóa vừa ghi đọc lại thấy khác. Hãy kiểm tra ổ đĩa.")
                else:
                    # Before the data: plain it can be read with them whatever they take, and their key goes.
                    with suppress(Damaged):
                        follow_key(ReceivedAt(folder))
                durable.replace(draft, path)
                durable.sync_folder(path.parent)
                leftovers.put_aside_beside(path)
                key_file.settle(path)
                with suppress(CchcError):
                    # Else it is done where it is next opened.
                    follow_key(ReceivedAt(folder, key))
                with suppress(OSError):
                    # Without it the file is looked through at the next start, which is no harm.
                    fingerprint.leave(folder, fingerprint.of_file(path, state))
            finally:
                durable.discard(draft)
        finally:
            lock.release()
    try:
        plain = plain_copies(folder)
    except OSError:
        # What is done is done, whether or not the copies can be listed.
        plain = ()
    return Rewritten(saved.path, plain)


def _check_room(path: Path) -> None:
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size:
        raise EnvironmentProblem(
            f"Ổ đĩa chứa «{path.parent}» không đủ chỗ để ghi lại dữ liệu. Hãy xóa bớt tệp rồi thử lại."
        )
