"""What can be read of a damaged data file: its rows by table, found by its trees or by what they hold."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from .. import log
from ..domain.access import Event
from ..domain.errors import CchcError
from ..domain.report_periods import Period
from . import cipher_pages, figure_rows, schema
from .carving import Cell, Pages
from .cipher import DataKey
from .columns import Row
from .content import content_hash
from .diagnosis import MAGIC
from .kind import Holds
from .kinds import KINDS
from .row_sums import row_sum

_HASH = re.compile("[0-9a-f]{64}")
_UUID = re.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")
_LEAF, _PAGES = 0x0D, (0x0D, 0x0A, 0x05, 0x02)
"""What a page of rows begins with, and what any page of a tree does."""
_IDENTITIES = 3
"""Since this version of the schema catalogues and issued documents are known by the hashes of their texts."""
_PASSED_OVER = {"search_texts", "sqlite_sequence", schema.STEPS_TABLE, "generation"}
"""Tables that are made anew."""
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}
_INDEX = re.compile("sqlite_autoindex_(.+)_1")


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    holds: str
    optional: bool
    default: str | None
    is_number: bool
    """Whether it is another name of the row's number."""


@dataclass
class Harvest:
    """What was read of a file.

    ``version`` is that of its schema, ``rows`` are the rows of each table by their ids; those in ``sure``
    were reached through the file's own trees, others may be remains of rows that were changed or deleted
    since. ``ids`` are the ids that the indexes of each table name, whether their rows could be read or not;
    ``last_change`` and ``last_action`` are the numbers of the journal's last ones, as far as the file tells.
    """

    version: int
    rows: dict[str, dict[str | int, Row]] = field(default_factory=dict)
    sure: set[tuple[str, str | int]] = field(default_factory=set)
    ids: dict[str, set[str]] = field(default_factory=dict)
    last_change: int = 0
    last_action: int = 0

    def of(self, table: str) -> dict[str | int, Row]:
        """The rows of a table."""
        return self.rows.get(table, {})


def harvest(path: Path, key: DataKey | None = None) -> Harvest:
    """Reads what can be read of a file, which is not changed, with the key of an encrypted one. Raises
    OSError."""
    with log.STORAGE.timed("harvest") as facts:
        pages = Pages.of_file(path) if key is None else cipher_pages.pages_of(path, key)
        found = _Reaping(pages, Harvest(_version(pages))).done()
        facts["pages"], facts["rows"] = pages.most, sum(map(len, found.rows.values()))
    return found


def _version(pages: Pages) -> int:
    """The version of the schema by the head of the file, or by the steps that it says were applied."""
    version = int.from_bytes(pages.content[60:64], "big")
    if pages.content.startswith(MAGIC) and 1 <= version <= schema.VERSION:
        return version
    applied = [
        schema.step_number(cell.values[2])
        for number in range(1, pages.most + 1)
        if pages.kind(number) == _LEAF
        for cell in pages.cells(number)
        if len(cell.values) == 4 and cell.values[1] == schema.STEPS and isinstance(cell.values[2], str)
    ]
    return max(applied, default=0) or schema.VERSION


class _Reaping:
    """The work of reading one file."""

    def __init__(self, pages: Pages, result: Harvest) -> None:
        self._pages = pages
        self._result = result
        self._columns = tables_of(result.version)
        self._known: dict[str, set[str]] = {}

    def done(self) -> Harvest:
        owners = self._owners()
        free = self._pages.free()
        strays: list[int] = []
        for number in range(1, self._pages.most + 1):
            table = owners.get(number)
            if table is not None:
                self._take(table, self._pages.cells(number), is_sure=True)
            elif self._pages.kind(number) == _LEAF and number > 1:
                strays.append(number)
        # The journal first: it knows which table a row is of.
        found = [(number, list(self._pages.cells(number))) for number in strays]
        journal = [each for each in found if self._table_of(each[1]) in _JOURNAL]
        # What is no longer in use comes last: rows that the trees lead to stay.
        for number, cells in sorted(journal, key=lambda each: each[0] in free):
            self._sort(cells, number not in free)
        self._know()
        others = [each for each in found if each not in journal]
        for number, cells in sorted(others, key=lambda each: each[0] in free):
            self._sort(cells, number not in free)
        passed_over = {*owners, *self._pages.chained, *free}
        for number in range(2, self._pages.most + 1):
            if number not in passed_over and self._pages.kind(number) not in _PAGES:
                self._sort(list(self._pages.scraped(number)), False)
        return self._result

    def _know(self) -> None:
        for change in self._result.of("changes").values():
            known = self._known.setdefault(change["row_id"], set())
            known |= {change["table_name"], schema.table_now(change["table_name"])} & self._columns.keys()

    def _owners(self) -> dict[int, str]:
        """The table of each leaf that the file's own list of tables leads to; the ids in the indexes."""
        found: dict[int, str] = {}
        for leaf in self._pages.below(1):
            for cell in self._pages.cells(leaf):
                if len(cell.values) != 5:
                    continue
                kind, name, of_table, root, _ = cell.values
                if not isinstance(root, int) or not isinstance(name, str):
                    continue
                if name == "sqlite_sequence":
                    self._take_sequence(root)
                elif kind == "table" and name in self._columns:
                    found |= dict.fromkeys(self._pages.below(root), name)
                elif kind == "index" and (index := _INDEX.fullmatch(name)):
                    self._take_ids(index[1], root)
                elif kind == "index" and of_table == "changes":
                    self._take_last(root)
        return found

    def _take_sequence(self, root: int) -> None:
        for leaf in self._pages.below(root):
            for cell in self._pages.cells(leaf):
                if len(cell.values) == 2 and cell.values[0] == "actions" and isinstance(cell.values[1], int):
                    self._result.last_action = cell.values[1]

    def _take_last(self, root: int) -> None:
        numbers = (found[-1] for found in self._pages.entries(root) if found)
        self._result.last_change = max((each for each in numbers if isinstance(each, int)), default=0)

    def _take_ids(self, table: str, root: int) -> None:
        ids = self._result.ids.setdefault(table, set())
        ids.update(
            found[0] for found in self._pages.entries(root) if len(found) == 2 and isinstance(found[0], str)
        )

    def _sort(self, cells: list[Cell], is_sure: bool) -> None:
        """Takes the rows of a page that nobody knows the table of."""
        if table := self._table_of(cells):
            self._take(table, cells, is_sure)

    def _table_of(self, cells: list[Cell]) -> str:
        """The table that most of a page's rows fit, which then is that of all; nothing where none does."""
        fitting: Counter[str] = Counter()
        for cell in cells:
            row_id = cell.values[0] if cell.values else None
            known = self._known.get(row_id, self._columns) if isinstance(row_id, str) else self._columns
            fitting.update(table for table in known if self._row(table, cell) is not None)
        order = list(_CHECKS)
        return max(
            fitting,
            key=lambda name: (fitting[name], order.index(name) if name in _CHECKS else -1, name),
            default="",
        )

    def _take(self, table: str, cells: Iterable[Cell], is_sure: bool) -> None:
        if table in _PASSED_OVER:
            return
        rows = self._result.rows.setdefault(table, {})
        for cell in cells:
            row = self._row(table, cell)
            if row is None or row["id"] in rows:
                continue
            rows[row["id"]] = row
            if is_sure:
                self._result.sure.add((table, row["id"]))

    def _row(self, table: str, cell: Cell) -> Row | None:
        """The cell as a row of the table; None where it is none."""
        columns = self._columns[table]
        if len(cell.values) > len(columns):
            return None
        row: Row = {}
        for place, column in enumerate(columns):
            if column.is_number:
                row[column.name] = cell.rowid
                continue
            if place >= len(cell.values):
                if column.default is None and not column.optional:
                    return None
                row[column.name] = _literal(column)
                continue
            value = cell.values[place]
            if not _fits(column, value):
                return None
            row[column.name] = float(value) if column.holds == "REAL" and value is not None else value
        return row if _is_of(table, row, self._result.version) else None


@cache
def tables_of(version: int) -> dict[str, tuple[_Column, ...]]:
    """The columns of every table in a version of the schema, as they lie in the file."""
    from sqlite_utils import Database

    with closing(sqlite3.connect(":memory:")) as connection:
        schema.migrations(version).apply(Database(connection, execute_plugins=False))
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: tuple(
                _Column(column, holds.upper(), not required and not key, default, key and holds == "INTEGER")
                for _, column, holds, required, default, key in connection.execute(
                    f'PRAGMA table_info("{name}")'
                )
            )
            for name in names
            if name != "sqlite_sequence"
        }


def _fits(column: _Column, value: object) -> bool:
    if value is None:
        return column.optional
    return isinstance(value, _TYPES.get(column.holds, (str, int, float)))


def _literal(column: _Column) -> str | int | None:
    if column.default is None:
        return None
    text = column.default
    return text[1:-1].replace("''", "'") if text.startswith("'") else int(text)


def _is_of(table: str, row: Row, version: int) -> bool:
    """Whether a row with the right columns holds what rows of the table hold."""
    try:
        if version < _IDENTITIES and table in ("catalogues", "seals"):
            return isinstance(json.loads(row["passages"]), dict) if table == "seals" else True
        if (check := _CHECKS.get(table)) is not None and not check(row):
            return False
        if (move := schema.moves().get(table)) is not None:
            return is_readable(move.into, move.translate(row))
        return table not in KINDS or is_readable(table, row)
    except (CchcError, ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
        return False


def is_readable(table: str, row: Row) -> bool:
    """Whether a record of a kind holds what its columns may hold. Raises what its reader raises."""
    if table == "catalogues" and not figure_rows.has_its_own_text(row):
        return False
    kind = KINDS[table]
    for column in kind.fields:
        value = row.get(column.name)
        is_coded = column.codes and column.holds is Holds.TEXT
        # Of targets only those codes have words that do not speak for themselves.
        if is_coded and value and value not in column.codes and table != "targets":
            return False
    if kind.reader is None and kind.record is None:
        return True
    kind.read(defaults(table) | row)
    return True


@cache
def _defaults(table: str) -> tuple[tuple[str, str | int | float | None], ...]:
    return tuple((column.name, column.default) for column in KINDS[table].fields if column.since)


def defaults(table: str) -> Row:
    """What the columns hold that a row of an older version has not."""
    return dict(_defaults(table))


def _period(text: str) -> Period:
    return Period.parse(text)


def _is_figure(row: Row) -> bool:
    return bool(_period(row["period_id"])) and row["id"] == f"{row['period_id']}:{row['code']}"


def _is_opening(row: Row) -> bool:
    return bool(_period(row["period_id"])) and row["id"] == f"{row['period_id']}/{row['code']}"


def _is_seal(row: Row) -> bool:
    hashes = all(_HASH.fullmatch(row[name]) for name in ("report", "form", "statistics"))
    return hashes and isinstance(json.loads(row["passages"]), dict)


_CHECKS: dict[str, Callable[[Row], object]] = {
    "preferences": lambda row: "sum" not in row or row["sum"] == row_sum(row),
    "actions": lambda row: (
        row["kind"] in ("do", "undo", "redo") and row["state"] in ("done", "undone", "dropped")
    ),
    "changes": lambda row: (
        row["action_id"] > 0
        and schema.table_now(row["table_name"]) in KINDS
        and (row["before"] or row["after"])
    ),
    "packs": lambda row: content_hash(row["content"].encode()) == row["id"],
    "devices": lambda row: _UUID.fullmatch(row["id"]) and _UUID.fullmatch(row["token"]),
    "figures": _is_figure,
    "openings": _is_opening,
    "dossiers": lambda row: _period(row["period_id"]),
    "form_rows": lambda row: _period(row["period_id"]) and isinstance(json.loads(row["counts"]), dict),
    "periods": lambda row: _period(row["id"]),
    "passages": lambda row: _period(row["period_id"]) and row["id"] == f"{row['period_id']}:{row['key']}",
    "remarks": lambda row: _period(row["period_id"]) and row["id"] == f"{row['period_id']}:{row['area']}",
    "reports": lambda row: _period(row["id"]),
    "seals": _is_seal,
    "office": lambda row: row["id"] == "office",
    "search_texts": lambda row: schema.table_now(row["table_name"]) in KINDS,
    "accounts": lambda row: row["sum"] == row_sum(row),
    # Its checksum follows from the line before, which may be lost.
    "access_log": lambda row: Event(row["event"]) and datetime.fromisoformat(row["at"]),
}
"""What else is true of the rows of some tables; the later ones leave less room for others."""
_JOURNAL = ("actions", "changes")
