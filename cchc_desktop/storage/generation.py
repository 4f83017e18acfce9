"""The mark of the state that a data file is in: each transaction renews it.

It tells two states of one file apart, and a rollback journal that a crash left in the middle of a transaction
from one that lies beside the file by chance: such a journal holds the page with the mark as it was before.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MARK = re.compile(rb"cchc-gen:([0-9a-f]{32}):([0-9a-f]{32})")
_NONE = "0" * 32
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = 28
_LEAF = 0x0D  # a page of SQLite that holds rows of a table
_FOLLOW = "UPDATE generation SET mark = 'cchc-gen:' || substr(mark, 43, 32) || ':' || ? WHERE id = 'file'"


@dataclass(frozen=True, slots=True)
class JournalFacts:
    """What a rollback journal tells of the file that it belongs to.

    ``states`` are those from which its transaction began; there is none where it holds no page with a mark,
    as those of older versions, encrypted files and other programs. ``change_counter`` is the number of
    SQLite's that the file had (None where its first page is not in it).
    """

    states: frozenset[str]
    change_counter: int | None


def first_mark() -> str:
    """The mark of a file that follows no other state: a new one, or a copy."""
    return _mark(_NONE, os.urandom(16).hex())


def is_mark(text: str) -> bool:
    """Whether a text is a mark as the program writes them."""
    return _MARK.fullmatch(text.encode("utf-8", "replace")) is not None


def _mark(previous: str, current: str) -> str:
    return f"cchc-gen:{previous}:{current}"


def follow(connection: sqlite3.Connection) -> str:
    """Marks the file, in its transaction, as in a state that follows the one that it is in; gives the state.

    What it follows is what the file says, not what the program remembers: a transaction of which the disk
    did not say whether it was stored may have been.
    """
    new = os.urandom(16).hex()
    connection.execute(_FOLLOW, (new,))
    return new


def stored(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """The states before and after the last transaction, as the file says; None where it has no mark.

    Raises sqlite3.Error where the file cannot be read.
    """
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'generation'").fetchone():
        return None
    # Not by its columns' names: a file of another program may have a table of this name.
    row = connection.execute("SELECT * FROM generation").fetchone()
    found = _MARK.fullmatch(str(row[-1]).encode("utf-8", "replace")) if row else None
    if found is None:
        error = sqlite3.DatabaseError("the mark of the generation is none")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    return found[1].decode(), found[2].decode()


def renew(connection: sqlite3.Connection) -> str:
    """Marks a file that follows no other state; gives the state."""
    mark = first_mark()
    connection.execute("UPDATE generation SET mark = ? WHERE id = 'file'", (mark,))
    return mark[-32:]


def of_journal(journal: Path) -> JournalFacts | None:
    """What a rollback journal tells; None where it is no journal of SQLite's. Raises OSError."""
    with open(journal, "rb") as file:
        first = file.read(_HEADER)
        if len(first) < _HEADER or not first.startswith(_JOURNAL_MAGIC):
            return None
        return facts_of(_pages(file, journal.stat().st_size))


def facts_of(pages: Iterable[tuple[int, bytes]]) -> JournalFacts:
    """What the pages in a rollback journal tell, given with their numbers."""
    states: set[str] = set()
    counter: int | None = None
    for number, page in pages:
        if number == 1:
            counter = int.from_bytes(page[24:28], "big")
        elif found := _mark_on(page):
            states.add(found[2].decode())
    return JournalFacts(frozenset(states), counter)


def pages_of_journal(journal: Path) -> dict[int, bytes]:
    """The pages in a rollback journal, as they were before its transaction. Raises OSError."""
    with open(journal, "rb") as file:
        return dict(_pages(file, journal.stat().st_size))


def marks_in(content: bytes) -> set[str]:
    """All states that marks anywhere in a file speak of, stale ones too."""
    return {state.decode() for found in _MARK.finditer(content) for state in found.groups()}


def _mark_on(page: bytes) -> re.Match[bytes] | None:
    """The mark on a page that holds one row and nothing else. What was there before may still lie about."""
    if page[0] != _LEAF or int.from_bytes(page[3:5], "big") != 1:
        return None
    return _MARK.search(page, int.from_bytes(page[8:10], "big"))


def _pages(file: BinaryIO, length: int) -> Iterator[tuple[int, bytes]]:
    """The pages in a rollback journal, with their numbers: sqlite.org/fileformat2.html, section 3."""
    place = 0
    while place + _HEADER <= length:
        file.seek(place)
        header = file.read(_HEADER)
        count, _nonce, _pages_before, sector, size = (
            int.from_bytes(header[at : at + 4], "big") for at in (8, 12, 16, 20, 24)
        )
        is_header = header.startswith(_JOURNAL_MAGIC)
        if not (is_header and 512 <= size <= 65536 and 32 <= sector <= 65536):
            return
        place += sector
        # A count that was not written yet stands for all that follows.
        most = max(0, length - place) // (size + 8)
        for _ in range(min(count, most) if count else most):
            file.seek(place)
            number = int.from_bytes(file.read(4), "big")
            yield number, file.read(size)
            place += size + 8
        place = -(-place // sector) * sector
