"""What a backup lacks of the work in a damaged data file, as far as the journal of that file can be read."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.backups import missing
from ..domain.errors import EnvironmentProblem
from . import cipher
from .backup_files import Backup
from .data_file import untouched
from .database import FILE_NAME
from .errors import UNREADABLE
from .harvest import harvest

_NAMED = 3
"""How many of the operations are named."""
_COLUMNS = ("id", "label", "subject", "device_id", "counter")


@dataclass(frozen=True, slots=True)
class Losses:
    """How many operations of the file the backup lacks, and what the last of them did, newest first;
    ``is_least`` where the file may have held more of them."""

    count: int
    last: tuple[str, ...] = ()
    is_least: bool = False

    @property
    def words(self) -> str:
        """It as the end of a sentence: «thiếu 3 thao tác sau đó (cuối cùng: …)»."""
        if not self.count:
            return "không thiếu thao tác nào so với lúc hỏng"
        named = f" (cuối cùng: {'; '.join(self.last)})" if self.last else ""
        return f"thiếu {'ít nhất ' if self.is_least else ''}{self.count} thao tác sau đó{named}"


def losses(folder: Path, backup: Backup) -> Losses | None:
    """What the backup lacks of a folder's damaged data, which are only read; None where that cannot be told:
    the journal cannot be read, its key is not held, or it is of other work."""
    path = (folder / FILE_NAME).resolve()
    try:
        with closing(untouched(path)) as connection:
            found = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM actions ORDER BY id")
            rows = [dict(zip(_COLUMNS, row, strict=True)) for row in found]
            last = rows[-1]["id"] if rows else 0
    except cipher.errors(EnvironmentProblem, OSError, *UNREADABLE):
        try:
            read = harvest(path, cipher.key_of(path))
        except (EnvironmentProblem, OSError):
            return None
        rows, last = list(read.of("actions").values()), read.last_action
    return _told(sorted(rows, key=lambda row: int(row["id"])), last, backup)


def _told(rows: Sequence[Mapping[str, Any]], last: int, backup: Backup) -> Losses | None:
    """``last`` is the number of the file's last operation, 0 where the file does not tell it."""
    here: dict[str, int] = {}
    for row in rows:
        here[row["device_id"]] = max(here.get(row["device_id"], 0), row["counter"])
    if not here.keys() & backup.devices.keys():
        return None
    later = [row for row in rows if row["counter"] > backup.devices.get(row["device_id"], 0)]
    count = missing(here, backup.devices)
    # What the sequence counts and no row tells of was done last, and is lost with its page.
    read = max((int(row["id"]) for row in rows), default=0)
    if not last and not count:
        return None
    named = tuple(
        ": ".join(filter(None, (row["label"], row["subject"]))).rstrip(".")
        for row in reversed(later[-_NAMED:])
    )
    return Losses(count + max(0, last - read), named, is_least=not last)
