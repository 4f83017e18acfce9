"""What lies beside a data file that is to be opened: journals that a crash left, and others.

SQLite takes back the transaction in any rollback journal that lies beside a file, and takes in any
write-ahead log, whichever file they were of. Here those that are not this file's are put aside first, where
they harm nothing; nothing is ever deleted but what the program itself did not finish.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from .. import durable, log
from ..domain.errors import Damaged
from . import generation
from .content import DRAFTS

ASIDE = "set-aside"
_TRIAL = "trial.new-"

Look = Callable[[Path], bool]
"""Whether the data file of this path is whole, once opened with what lies beside it."""


def settle(path: Path, is_whole: Look) -> list[Path]:
    """Puts aside the journals beside a closed data file that are not its own; gives where they are now.

    ``is_whole`` is asked about copies, where the journal itself does not tell. Raises OSError.
    """
    put_aside = [*_settle_log(path)]
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file() and journal.stat().st_size and not _belongs(path, journal, is_whole):
        put_aside.append(put_aside_file(journal))
    return put_aside


def sweep(folder: Path) -> None:
    """Removes what was not finished, in a folder that is locked. What cannot be removed stays."""
    for place in (folder, folder / ASIDE, folder / "backups"):
        for left in place.glob(DRAFTS) if place.is_dir() else ():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                durable.discard(left)


def put_aside_file(path: Path) -> Path:
    """Moves a file out of the way, under a name that says when; gives where it is. Raises OSError."""
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    target = folder / f"{stamp}-{path.name}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{stamp}-{number}-{path.name}"
    durable.replace(path, target)
    log.STORAGE("put-aside", kind=path.suffix.lstrip("."))
    return target


def _settle_log(path: Path) -> list[Path]:
    """A write-ahead log: the program never writes one; another tool's belongs to a file that says so."""
    with open(path, "rb") as file:
        head = file.read(20)
    if head[18:20] == b"\x02\x02":
        return []
    names = (f"{path.name}-wal", f"{path.name}-shm")
    return [put_aside_file(path.with_name(name)) for name in names if path.with_name(name).is_file()]


def _belongs(path: Path, journal: Path, is_whole: Look) -> bool:
    """Whether the transaction in the journal was begun on this file."""
    begun = generation.of_journal(journal)
    if begun is None:
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            states = generation.stored(connection)
    except (sqlite3.Error, Damaged):
        states = None
    if begun and states is not None:
        return not begun.isdisjoint(states)
    return _tried(path, journal, is_whole)


def _tried(path: Path, journal: Path, is_whole: Look) -> bool:
    """Whether the file needs the journal: by itself it is not whole, with it it is. Tried on copies."""
    trial = path.parent / ASIDE / f"{_TRIAL}{uuid4().hex[:8]}"
    trial.mkdir(parents=True)
    try:
        copy = trial / path.name
        shutil.copyfile(path, copy)
        if is_whole(copy):
            return False
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, trial / journal.name)
        return is_whole(copy)
    finally:
        shutil.rmtree(trial, ignore_errors=True)
