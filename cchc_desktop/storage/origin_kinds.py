"""The kind of record that keeps what is known of a row which came from another copy, or was joined with it.

Rows that never met another copy have none: what is known of them follows from the journal (`row_states.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.places import JournalPlace
from .columns import Row
from .compact_json import compact
from .data_file import DataFile
from .kind import Field, Holds, Kind

if TYPE_CHECKING:
    from ..domain.merging.state import Dot, RowState

Key = tuple[str, str]
"""A row's (table, id)."""


class Author(NamedTuple):
    """Who made a write, when (ISO), and by which operation."""

    officer: str
    at: str
    operation: str


class Origin(NamedTuple):
    """What is known of a row: its ``state`` after the action ``base`` of this file and before what followed.

    ``authors`` are those of the writes that are not of this file. ``bent`` says that the row is shown
    otherwise than its state alone would be, so that it must be looked at again once anything is joined,
    ``waiting`` that it is not shown as what it belongs to has not come yet; ``conflicts`` how many columns
    waited for a decision then.
    """

    key: Key
    state: RowState
    authors: Mapping[Dot, Author]
    base: int
    bent: bool
    waiting: bool
    conflicts: int


def origin_id(key: Key) -> str:
    """The identity of what is known of a row."""
    return f"{key[0]}:{key[1]}"


def key_of(row_id: str) -> Key:
    """The row that something is known of."""
    table, _, own = row_id.partition(":")
    return table, own


def _origin(row: Row) -> Origin:
    # No start needs to know where records came from.
    from ..domain.merging.wire import from_plain

    return Origin(
        key_of(row["id"]),
        from_plain(json.loads(row["state"])),
        authors_in(row),
        row["base"],
        bool(row["bent"]),
        bool(row["waiting"]),
        row["conflicts"],
    )


def authors_in(row: Row) -> dict[Dot, Author]:
    """Who made the writes that are not of this file, of the row of what is known of a row."""
    if row["authors"] == "[]":
        return {}
    said: Any = json.loads(row["authors"])
    return {(device, number): Author(*author) for device, number, *author in said}


def origin_rows(data: DataFile, keys: Iterable[Key]) -> dict[Key, Row]:
    """What is kept of some rows, as it is stored."""
    listed = json.dumps([origin_id(key) for key in keys])
    rows = data.rows("SELECT * FROM row_origins WHERE id IN (SELECT value FROM json_each(?))", [listed])
    return {key_of(row["id"]): row for row in rows}


def state_text(state: RowState) -> str:
    """What is kept of a state."""
    from ..domain.merging.wire import to_plain

    return compact(to_plain(state))


def origin_row(
    key: Key, state: str, authors: Mapping[Dot, Author], base: int, flags: tuple[bool, bool, int]
) -> Row:
    """The row of what is known of a row, as `Origin` names it: of the state its text, last the flags."""
    bent, waiting, conflicts = flags
    return {
        "id": origin_id(key),
        "state": state,
        "authors": _authors_text(tuple(sorted(authors.items()))),
        "base": base,
        "bent": int(bent),
        "waiting": int(waiting),
        "conflicts": conflicts,
    }


@lru_cache(maxsize=1_000)
def _authors_text(authors: tuple[tuple[Dot, Author], ...]) -> str:
    """What is kept of who made writes: one package brings most of its rows from a few operations."""
    return compact([[*dot, *author] for dot, author in authors])


ROW_ORIGINS = Kind(
    "row_origins",
    "Nguồn gốc bản ghi",
    (
        Field("state", holds=Holds.PARTS),
        Field("authors", holds=Holds.PARTS),
        Field("base", holds=Holds.NUMBER),
        Field("bent", holds=Holds.FLAG),
        Field("waiting", holds=Holds.FLAG),
        Field("conflicts", holds=Holds.NUMBER),
    ),
    place=lambda _: JournalPlace(),
    reader=_origin,
    order=("id",),
    since=10,
    unreadable="nguồn gốc của bản ghi",
    stays=True,
)


def values_kept(data: DataFile, table: str, column: str) -> Iterator[object]:
    """Every value of a column that states of a table's rows hold, or held in what can be undone, shown or
    not: what they name must stay."""
    from ..domain.merging.wire import from_plain

    mine = f"{table}:%"
    texts = [text for (text,) in data.each("SELECT state FROM row_origins WHERE id LIKE ?", [mine])]
    for side in ("before", "after"):
        kept = f"SELECT {side} FROM changes WHERE table_name = ? AND row_id LIKE ? AND {side} IS NOT NULL"
        texts += [json.loads(text)["state"] for (text,) in data.each(kept, [ROW_ORIGINS.table, mine])]
    for text in texts:
        yield from (sibling.value for sibling in from_plain(json.loads(text)).of(column))
