"""What units have sent, kept with the backups: a copy of its file, by its content, among the evidence.

A backup names the copy that belongs to it as it names files of evidence, and none that belongs to others.
So a copy is there once however many backups name it, goes to the second place with them, comes back with a
restore, and is removed with the last backup that names it. It is the file byte for byte, encrypted where that
is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from .. import durable
from ..domain.errors import EnvironmentProblem
from . import cipher
from .backup_files import Backup, evidence_in_use
from .content import EVIDENCE, FolderStore, file_hash
from .database import RECEIVED

_MOST_BYTES = 4 * 1024**3
_PATIENCE = 10.0
"""Seconds that a taking in may take to store what it has read."""


def state_of(data: Path) -> str:
    """By what the file of a data folder is known now; nothing where nothing was received."""
    path = data / RECEIVED
    try:
        status = path.stat()
        return _hashed(path, status.st_size, status.st_mtime_ns) if status.st_size else ""
    except OSError:
        return ""


@lru_cache(maxsize=8)
def _hashed(path: Path, _size: int, _changed: int) -> str:
    """What a file of this size and time of its last change hashes to: asked for every now and then."""
    return file_hash(path)


def keep(data: Path, go_on: Callable[[], object]) -> str:
    """Keeps a copy of the file as it is; gives what it is known by, nothing where nothing was received.

    ``go_on`` is called now and then, and may end it by raising. Raises EnvironmentProblem where the disk does
    not take it.
    """
    path = data / RECEIVED
    if not state_of(data):
        return ""
    try:
        with _still(path):
            return FolderStore(data / EVIDENCE).put_file(path, _MOST_BYTES, go_on)[0]
    except OSError as error:
        raise EnvironmentProblem(f"Không đọc được tệp «{path}» để sao lưu. Hãy kiểm tra ổ đĩa.") from error


@contextmanager
def _still(path: Path) -> Iterator[None]:
    """Nothing is written to the file meanwhile, and what a power cut left half is taken back before.

    A damaged one is kept as it is: what the data hold is not to lack a backup for it.
    """
    with closing(cipher.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
        with suppress(*cipher.errors()):
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield


def copies_of(known: Iterable[Backup]) -> frozenset[str]:
    """The copies that belong to these backups."""
    return frozenset(each.received for each in known if each.received)


def let_go(copies: Collection[str], left: Iterable[Backup], evidence: Path) -> None:
    """Removes copies from the folder of ``evidence`` where no backup that is ``left`` names them: each is as
    large as all that was received."""
    store, named = FolderStore(evidence), evidence_in_use(left)
    for each in set(copies) - named:
        durable.discard(store.place(each))


def bring_back(kept: str, source: Path, folder: Path) -> None:
    """Lays what units have sent into a data folder that has none of it: the copy that a backup names, whose
    evidence is in the folder by now, or the file beside a data file that lies in ``source``.

    What is there stays: it has all that was taken in since. Raises OSError, EnvironmentProblem.
    """
    path, beside = folder / RECEIVED, source / RECEIVED
    if path.exists() and path.stat().st_size:
        return
    if kept:
        store = FolderStore(folder / EVIDENCE)
        if not store.is_whole(kept):
            return
        beside = store.place(kept)
    if not beside.is_file() or beside == path:
        return
    draft = path.with_name(f"{RECEIVED}.new-{uuid4().hex[:8]}")
    try:
        # A copy of a backup is changed by nobody.
        with nullcontext() if kept else _still(beside):
            durable.write_new(draft, beside.read_bytes())
        durable.replace(draft, path)
    finally:
        durable.discard(draft)
    durable.sync_folder(folder)
