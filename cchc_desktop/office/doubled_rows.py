"""Rows of registers that came from elsewhere and are taken for others that are there."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from ..domain.text import fold
from ..storage.register_kinds import REGISTER_ROWS

if TYPE_CHECKING:
    from ..storage.columns import Row
    from ..storage.origin_kinds import Key
    from ..storage.store import Store


def doubled_rows(store: Store, added: Collection[Key]) -> dict[str, tuple[str, ...]]:
    """Of the rows that came those that are taken for another one, their titles by the names of the registers:
    somebody may have written down twice what happened once, and it counts twice then."""
    from .registers import every

    came = {row_id for table, row_id in added if table == REGISTER_ROWS.table}
    if not came:
        return {}
    rows = store.table(REGISTER_ROWS.table)
    of = {row["register"] for row in rows if row["id"] in came}
    registers = {each.id: each for each in every(store) if each.id in of}
    same = {each: registers[each].same if each in registers else () for each in of}
    # What came together was looked at where it was written.
    says = {
        _says(row, same[row["register"]]) for row in rows if row["register"] in of and row["id"] not in came
    }
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["id"] in came and _says(row, same[row["register"]]) in says:
            name = registers[row["register"]].name if row["register"] in registers else row["register"]
            found.setdefault(name, []).append(REGISTER_ROWS.title(row))
    return {name: tuple(sorted(titles)) for name, titles in found.items()}


def _says(row: Row, same: Sequence[str]) -> tuple[str, ...]:
    """What a row is told apart by, whatever its accents and capitals: the fields ``same`` of its register,
    all of it where none of them is filled in."""
    cells = json.loads(row["cells"]) if same else {}
    told = tuple(fold(str(cells.get(key) or "")) for key in same)
    return (row["register"], *(told if any(told) else (row["cells"],)))
