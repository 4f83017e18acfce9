"""What rescuing needs of rows: reading and writing them as they are, and what is told of one that is lost."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..domain.errors import CchcError
from . import harvest
from .columns import Row
from .kinds import KINDS

Key = tuple[str, str]
"""A record's (table, id)."""
_OF_ITEM = {"tasks": "id", "targets": "item_id", "task_updates": "task_id", "task_care": "task_id"}
"""Records that are called as the item of a plan that they belong to, and where its identity stands."""
_NAMED = {"figures": "Số liệu", "openings": "Số lũy kế ban đầu", "dossiers": "Biểu II.06a"}
_ISSUED = ("seals", "signed_copies", "plan_issues")
"""What was signed and sent, and cannot be typed again."""
_LONGEST_TITLE = 90


@dataclass
class Told:
    """In sentences: what is lost and can be typed in again, issued documents and lines of the journal that
    cannot, what came back from the journal, and what was put in for the rest."""

    missing: list[str] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    journal: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)

    def miss(self, table: str, title: str) -> None:
        """A record of a table is lost."""
        (self.issued if table in _ISSUED else self.missing).append(title)


def read(connection: sqlite3.Connection, table: str) -> list[Row]:
    """The rows of a table as they are."""
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Adds rows as they are; one that the table does not take is left out."""
    for row in rows:
        names = ", ".join(row)
        connection.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )


def is_whole(change: Row) -> bool:
    """Whether a change of the journal can be read: its sides are rows of that id."""
    try:
        sides = [json.loads(change[side]) for side in ("before", "after") if change[side] is not None]
    except (ValueError, RecursionError):
        return False
    return bool(sides) and all(
        isinstance(side, dict) and side.get("id") == change["row_id"] for side in sides
    )


def gaps(numbers: dict[int, Any]) -> list[tuple[int, int]]:
    """The runs of numbers that are missing between 1 and the last one, as first and last."""
    found, expected = [], 1
    for number in sorted(numbers):
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return found


def reads(table: str, row: Row) -> bool:
    try:
        return harvest.is_readable(table, row)
    except (CchcError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
        return False


def blank(table: str, row_id: str) -> Row:
    """A row with nothing in it."""
    return {"id": row_id} | {column.name: None if column.optional else "" for column in KINDS[table].fields}


def row_of_id(key: Key) -> Row | None:
    """What the identity of a record alone tells of it."""
    table, row_id = key
    if table in ("figures", "openings", "passages", "remarks", "dossiers"):
        period, _, rest = row_id.replace("/", ":").partition(":")
        names = {"passages": "key", "remarks": "area", "dossiers": "field_id"}
        return {"id": row_id, "period_id": period, names.get(table, "code"): rest}
    return {"id": row_id} if table in ("reports", "periods", "seals") else None


def moment(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text):%H:%M ngày %d/%m/%Y}"
    except ValueError:
        return text


def title(key: Key, row: Row | None, item: Callable[[str], Row | None]) -> str:
    """«Kế hoạch …», «Số liệu 1.04, quý I năm 2026»: what a record is called; ``item`` finds one of a plan."""
    table, row_id = key
    kind = KINDS[table]
    words = _NAMED.get(table, kind.words)
    if table in _OF_ITEM:
        own = item(str((row or {}).get(_OF_ITEM[table], row_id)))
        name = own["text"] if own else ""
    else:
        try:
            name = kind.title(row) if row else ""
        except (CchcError, ValueError, TypeError, KeyError):
            name = ""
    name = " ".join(str(name).split())
    name = name if len(name) <= _LONGEST_TITLE else f"{name[: _LONGEST_TITLE - 1]}…"
    if name:
        return f"{words} {name}" if table in _NAMED else f"{words} «{name}»"
    return f"{words} (mã {row_id[:13]})"
