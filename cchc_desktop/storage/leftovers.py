"""What lies beside a data file that is to be opened: journals that a crash left, and others.

SQLite takes back the transaction in any rollback journal that lies beside a file, and takes in any
write-ahead log, whichever file they were of. Here those that are not this file's are put aside first, where
they harm nothing; nothing is ever deleted but what the program itself did not finish.
"""

import os
import re
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from .. import durable, log
from ..domain.errors import Damaged
from . import cipher, generation
from .content import DRAFTS, EVIDENCE
from .data_file import untouched
from .errors import DAMAGED

ASIDE = "set-aside"
_TRIAL = "trial.new-"
_UNFINISHED = r".+\.new-(?:[0-9a-f]{8}|[0-9]{1,10}|repair)(?:-journal)?"
_OUR_DRAFT = re.compile(_UNFINISHED)
"""The names of what the program has not finished, in a folder of its own."""
_OUR_DRAFT_BESIDE = re.compile(rf"cchc\.{_UNFINISHED}")
"""The same in the data folder, where others may keep files of theirs: «Kế hoạch.new-2026»."""

Look = Callable[[Path], bool]
"""Whether the data file of this path is whole, once opened with what lies beside it."""


def settle(path: Path, is_whole: Look, closed_in: str = "") -> list[Path]:
    """Puts aside the journals beside a closed data file that are not its own; gives where they are now.

    ``closed_in`` is the state that the file was in when the program last closed it, where that is known: what
    led there is done, and a journal of it was brought back by a copy. ``is_whole`` is asked about copies,
    where the journal itself does not tell. Raises Damaged where the file is whole neither with its journal
    nor without, OSError, and what ``is_whole`` raises where it cannot look: then nothing was put aside on a
    guess.
    """
    put_aside = _settle_log(path, is_whole)
    journal = beside(path, "-journal")
    if journal.is_file() and _is_hot(journal) and not _belongs(path, journal, is_whole, closed_in):
        put_aside.append(put_aside_file(journal))
    return put_aside


def beside(path: Path, ending: str) -> Path:
    """The file of SQLite's beside a data file that ends so."""
    return path.with_name(f"{path.name}{ending}")


def all_beside(path: Path) -> tuple[Path, ...]:
    """All files that SQLite may have beside a data file."""
    return tuple(beside(path, ending) for ending in ("-journal", "-wal", "-shm"))


def put_aside_beside(path: Path) -> list[Path]:
    """Puts aside what lies beside a data file that has taken the place of another. Raises OSError."""
    return [put_aside_file(each) for each in all_beside(path) if each.is_file()]


def sweep(folder: Path) -> None:
    """Removes what was not finished, in a folder that is locked. What cannot be removed stays."""
    for place in (folder, folder / ASIDE, folder / "backups", *(folder / EVIDENCE).glob("??")):
        ours = _OUR_DRAFT_BESIDE if place == folder else _OUR_DRAFT
        for left in place.glob(DRAFTS) if place.is_dir() else ():
            if not ours.fullmatch(left.name):
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                durable.discard(left)


def put_aside_file(path: Path) -> Path:
    """Moves a file out of the way, under a name that says when; gives where it is. Raises OSError."""
    target = _place_aside(path)
    durable.replace(path, target)
    durable.sync_folder(path.parent)
    log.STORAGE("put-aside", kind=path.suffix.lstrip("."))
    return target


def keep_aside(path: Path) -> Path:
    """Keeps a file as it is under such a name, while it stays in its place. Raises OSError."""
    target = _place_aside(path)
    try:
        # A second name of the same file takes no room, and no time; not every disk has such names.
        os.link(path, target)
    except OSError:
        draft = target.with_name(f"{target.name}.new-{uuid4().hex[:8]}")
        try:
            shutil.copyfile(path, draft)
            durable.replace(draft, target)
        finally:
            durable.discard(draft)
    durable.sync_folder(target.parent)
    log.STORAGE("kept-aside", kind=path.suffix.lstrip("."))
    return target


def _place_aside(path: Path) -> Path:
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    target = folder / f"{stamp}-{path.name}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{stamp}-{number}-{path.name}"
    return target


def _settle_log(path: Path, is_whole: Look) -> list[Path]:
    """A write-ahead log: the program never writes one. Another tool may have, to a file that says so then."""
    logs = [each for ending in ("-wal", "-shm") if (each := beside(path, ending)).is_file()]
    if not logs:
        return []
    with open(path, "rb") as file:
        head = file.read(20)
    if head[18:20] == b"\x02\x02" and _is_whole_with(path, (beside(path, "-wal"),), is_whole):
        return []
    return [put_aside_file(each) for each in logs]


def _is_hot(journal: Path) -> bool:
    """Whether SQLite would take back what is in it: its head is zeros until something is in the data file."""
    with open(journal, "rb") as file:
        return file.read(1) not in (b"", b"\0")


def _belongs(path: Path, journal: Path, is_whole: Look, closed_in: str) -> bool:
    """Whether the transaction in the journal was begun on this file."""
    facts = generation.of_journal(journal)
    if facts is None:
        return False
    its_states = states(path)
    if cipher.key_of(path) is not None:
        facts = _of_encrypted(path, journal, is_whole)
    if facts.states and its_states is not None:
        begun_from = its_states[1:] if its_states[1] == closed_in else its_states
        return not facts.states.isdisjoint(begun_from)
    is_whole_alone = _is_whole_with(path, (), is_whole)
    if is_whole_alone and (its_states is not None or not _may_be_counted(path, facts)):
        # Each transaction on a file with a mark leaves it in the journal, so this is none of the file's.
        return False
    if _is_whole_with(path, (journal,), is_whole):
        return True
    if not is_whole_alone:
        # Whichever is damaged, the journal may be all that mends the file one day.
        raise Damaged(DAMAGED)
    return False


def _of_encrypted(path: Path, journal: Path, is_whole: Look) -> generation.JournalFacts:
    """What a journal beside an encrypted file tells, whose pages are encrypted as well: the state that a copy
    of the file is in once the transaction is taken back there, if that leaves it whole."""
    found: set[str] = set()

    def look(copy: Path) -> bool:
        if is_whole(copy) and (told := states(copy)) is not None:
            found.add(told[1])
        return True

    _is_whole_with(path, (journal,), look)
    return generation.JournalFacts(frozenset(found), None)


def states(path: Path) -> tuple[str, str] | None:
    """The states of a closed file; None where it has no mark, or cannot be read without its journal."""
    try:
        with closing(untouched(path)) as connection:
            return generation.stored(connection)
    except cipher.errors():
        return None


def _may_be_counted(path: Path, facts: generation.JournalFacts) -> bool:
    """Whether SQLite's own number of changes lets the journal be the file's: a change counts it up by one."""
    with open(path, "rb") as file:
        now = int.from_bytes(file.read(28)[24:], "big")
    return facts.change_counter in (None, now, now - 1)


def _is_whole_with(path: Path, companions: tuple[Path, ...], is_whole: Look) -> bool:
    """Whether the file is whole, opened with these beside it. Tried on copies."""
    trial = path.parent / ASIDE / f"{_TRIAL}{uuid4().hex[:8]}"
    trial.mkdir(parents=True)
    try:
        for each in (path, *companions):
            if each.is_file():
                shutil.copyfile(each, trial / each.name)
        return is_whole(trial / path.name)
    finally:
        shutil.rmtree(trial, ignore_errors=True)
        with suppress(OSError):
            trial.parent.rmdir()
