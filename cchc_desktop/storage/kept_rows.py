"""What stays where other data take the place of these: this PC's settings, and mostly who may sign in.

None of it is the office's work, and the journal holds none of it. Rows are carried over as they are, with
their checksums; of a damaged file those that are what was written.
"""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ..domain.access import Standing
from ..domain.errors import EnvironmentProblem
from . import cipher, schema
from .access_rows import AccessRows
from .columns import Row
from .data_file import DataFile, untouched
from .errors import UNREADABLE
from .row_sums import row_sum

_ACCESS = "access."
"""How the names of those preferences begin that belong to signing in (`access_rows.py`)."""


@dataclass(frozen=True, slots=True)
class KeptRows:
    """The rows of data that are to be replaced: ``settings`` of PCs, and the ``rules``, ``accounts`` and
    ``log`` of signing in with their ``standing``, None where these are not what was written."""

    settings: tuple[Row, ...]
    rules: tuple[Row, ...] = ()
    accounts: tuple[Row, ...] = ()
    log: tuple[Row, ...] = ()
    standing: Standing | None = None


def of_open(data: DataFile) -> KeptRows:
    """The rows of data that are open and sound. Raises Damaged where they are not what was written."""
    preferences = data.rows("SELECT * FROM preferences ORDER BY rowid")
    return KeptRows(
        tuple(row for row in preferences if not row["id"].startswith(_ACCESS)),
        tuple(row for row in preferences if row["id"].startswith(_ACCESS)),
        tuple(data.rows("SELECT * FROM accounts ORDER BY rowid")),
        tuple(data.rows("SELECT * FROM access_log ORDER BY id")),
        AccessRows(data).standing(),
    )


def of_damaged(path: Path) -> KeptRows | None:
    """The rows of a damaged file, as far as they are what was written; None where it does not tell. The file
    is only read, as it lies there."""
    try:
        with closing(untouched(path)) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
                return None
            data = DataFile(connection)
            settings = tuple(
                row
                for row in data.rows("SELECT * FROM preferences")
                if not row["id"].startswith(_ACCESS) and row["sum"] == row_sum(row)
            )
            try:
                is_whole = not list(AccessRows(data).problems())
                return replace(of_open(data), settings=settings) if is_whole else KeptRows(settings)
            except cipher.errors(EnvironmentProblem, *UNREADABLE):
                return KeptRows(settings)
    except cipher.errors(EnvironmentProblem, OSError, *UNREADABLE):
        return None


def lay(data: DataFile, kept: KeptRows, with_access: bool) -> None:
    """Puts the settings into data that are to take the place, and accounts with all that belongs to them
    ``with_access``; settings that are not among them stay."""
    with data.transaction():
        for row in kept.settings:
            data.put("preferences", row)
        if with_access:
            data.execute("DELETE FROM preferences WHERE substr(id, 1, ?) = ?", [len(_ACCESS), _ACCESS])
            data.execute("DELETE FROM accounts")
            data.execute("DELETE FROM access_log")
            for table, rows in (
                ("preferences", kept.rules), ("accounts", kept.accounts), ("access_log", kept.log),
            ):  # fmt: skip
                for row in rows:
                    data.put(table, row)
