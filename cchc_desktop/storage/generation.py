"""The mark of the state that a data file is in: each transaction renews it.

It tells two states of one file apart, and a rollback journal that a crash left in the middle of a transaction
from one that lies beside the file by chance: such a journal holds the page with the mark as it was before.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..domain.errors import Damaged
from .errors import DAMAGED

_MARK = re.compile(rb"cchc-gen:([0-9a-f]{32}):([0-9a-f]{32})")
_NONE = "0" * 32
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_LEAF = 0x0D  # a page of SQLite that holds rows of a table


def first_mark() -> str:
    """The mark of a file that follows no other state: a new one, or a copy."""
    return _mark(_NONE, os.urandom(16).hex())


def _mark(previous: str, current: str) -> str:
    return f"cchc-gen:{previous}:{current}"


def following(current: str) -> tuple[str, str]:
    """The state that follows one, and its mark."""
    new = os.urandom(16).hex()
    return new, _mark(current, new)


def stored(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """The states before and after the last transaction, as the file says; None where it has no mark.

    Raises sqlite3.Error where the file cannot be read, Damaged where the mark is none.
    """
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'generation'").fetchone():
        return None
    row = connection.execute("SELECT mark FROM generation WHERE id = 'file'").fetchone()
    found = _MARK.fullmatch(str(row[0]).encode("utf-8", "replace")) if row else None
    if found is None:
        raise Damaged(DAMAGED)
    return found[1].decode(), found[2].decode()


def renew(connection: sqlite3.Connection) -> str:
    """Marks a file that follows no other state; gives the state."""
    mark = first_mark()
    connection.execute("UPDATE generation SET mark = ? WHERE id = 'file'", (mark,))
    return mark[-32:]


def of_journal(journal: Path) -> set[str] | None:
    """The states from which the transaction in a rollback journal began.

    None where it is no journal of SQLite's; empty where it holds no page with a mark, as those of older
    versions, encrypted files and other programs.
    """
    content = journal.read_bytes()
    if not content.startswith(_JOURNAL_MAGIC):
        return None
    return {found[2].decode() for page in _pages(content) if (found := _mark_on(page))}


def _mark_on(page: bytes) -> re.Match[bytes] | None:
    """The mark on a page that holds one row and nothing else. What was there before may still lie about."""
    if page[0] != _LEAF or int.from_bytes(page[3:5], "big") != 1:
        return None
    return _MARK.search(page, int.from_bytes(page[8:10], "big"))


def _pages(content: bytes) -> Iterator[bytes]:
    """The pages in a rollback journal: sqlite.org/fileformat2.html, section 3."""
    place = 0
    while content.startswith(_JOURNAL_MAGIC, place):
        count, _nonce, _pages_before, sector, size = (
            int.from_bytes(content[place + at : place + at + 4], "big") for at in (8, 12, 16, 20, 24)
        )
        if not (512 <= size <= 65536 and 32 <= sector <= 65536):
            return
        place += sector
        # A count that was not written yet stands for all that follows.
        most = (len(content) - place) // (size + 8)
        for _ in range(min(count, most) if count else most):
            yield content[place + 4 : place + 4 + size]
            place += size + 8
        place = -(-place // sector) * sector
