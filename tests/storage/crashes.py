"""Data folders as a killed program leaves them, for the tests of what the next start makes of them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from cchc_desktop.domain.offices import Unit
from cchc_desktop.storage import database, fingerprint, kinds
from cchc_desktop.storage.office_rows import write_unit
from cchc_desktop.storage.store import Store

JOURNAL = f"{database.FILE_NAME}-journal"
_FILLER = "INSERT INTO packs (id, content) VALUES (hex(randomblob(32)), hex(randomblob(1500)))"
_SPOILS = ("devices SET rowid = -rowid", "actions SET label = ''", "units SET name = 'nửa chừng'",
           "officers SET rowid = -rowid")  # fmt: skip


class Killed(Exception):
    """Ends what the killed program was doing."""


def work(folder: Path, *names: str) -> None:
    """Adds units, each in a transaction of its own, and closes the data."""
    with closing(Store.open(folder)) as store:
        for name in names:
            with store.journal.operation("test", "Thêm") as recorder:
                write_unit(recorder, Unit(name))


def units(folder: Path) -> list[str]:
    """The units that are stored."""
    with closing(Store.open(folder)) as store:
        return names_in(store)


def names_in(store: Store) -> list[str]:
    """The units in open data."""
    return [unit.name for unit in store.records(kinds.UNITS)]


def crash(folder: Path, before: Callable[[database.OpenedFile], object] = lambda _: None) -> bytes:
    """Leaves the folder as a program does that was killed in the middle of a transaction, when half of it was
    in the file; gives the journal. ``before`` is what it had done by then."""
    data = database.open_database(folder)
    before(data)
    total = folder / fingerprint.NAME
    known = total.read_bytes() if total.exists() else None
    image: dict[str, bytes] = {}
    # With room for nothing, pages go to the file before the transaction ends.
    data.execute("PRAGMA cache_size = 1")
    with suppress(Killed), data.transaction():
        _half(data.connection)
        image = _image(folder)
        raise Killed
    data.close()
    total.unlink(missing_ok=True)
    if known is not None:
        total.write_bytes(known)
    return _lay(folder, image)


def crash_before_marks(folder: Path, first: bool = True) -> bytes:
    """As `crash`, of a program that did not mark its transactions yet; ``first`` where it was its first."""
    with closing(sqlite3.connect(folder / database.FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if not first:
            connection.execute("UPDATE actions SET label = label || '.'")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        _half(connection)
        image = _image(folder)
        connection.execute("ROLLBACK")
    return _lay(folder, image)


def _half(connection: sqlite3.Connection) -> None:
    for spoil in _SPOILS:
        for _ in range(10):
            connection.execute(_FILLER)
        connection.execute(f"UPDATE {spoil}")


def _image(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in (database.FILE_NAME, JOURNAL)}


def _lay(folder: Path, image: dict[str, bytes]) -> bytes:
    for name, content in image.items():
        (folder / name).write_bytes(content)
    return image[JOURNAL]


def aside(folder: Path) -> list[bytes]:
    """What was put aside in a folder."""
    place = folder / "set-aside"
    return [path.read_bytes() for path in sorted(place.iterdir())] if place.exists() else []
