"""The kind of record that filters of tasks are kept in, with the name that an office gave each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..domain.places import TasksPlace
from .columns import Row
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.task_filters import KeptFilter


def _filter(row: Row) -> KeptFilter:
    # No start needs to know what filters are.
    from ..domain.task_filters import from_criteria

    said: Any = json.loads(row["criteria"])
    if not isinstance(said, dict):
        raise ValueError("criteria of a filter that are no object")
    return from_criteria(row["id"], row["name"], said)


TASK_FILTERS = Kind(
    "task_filters",
    "Bộ lọc nhiệm vụ",
    (Field("name", "Tên bộ lọc"), Field("criteria", holds=Holds.PARTS)),
    place=lambda _: TasksPlace(),
    reader=_filter,
    title=lambda row: row["name"],
    order=("name", "id"),
    since=7,
    unreadable="bộ lọc nhiệm vụ",
)


def write_filter(recorder: Recorder, kept: KeptFilter) -> None:
    """Adds a filter, or makes the stored one what it is now."""
    from ..domain.task_filters import criteria

    text = json.dumps(criteria(kept), ensure_ascii=False, sort_keys=True)
    recorder.put(TASK_FILTERS.table, kept.id, {"id": kept.id, "name": kept.name, "criteria": text})
