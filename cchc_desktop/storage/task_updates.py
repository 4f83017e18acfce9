"""Reports on tasks as they are read: all of them once, then only those of tasks where one changed."""

from collections.abc import Mapping

from ..domain.tasks import TaskUpdate
from .data_file import DataFile
from .revisions import Revisions
from .task_kinds import TASK_UPDATES

_ORDER = ", ".join(TASK_UPDATES.order)

Updates = Mapping[str, tuple[TaskUpdate, ...]]
"""The reports on each task, oldest first."""


class KnownUpdates:
    """The reports on all tasks; an office of many years has tens of thousands."""

    def __init__(self, data: DataFile, revisions: Revisions) -> None:
        self._data = data
        self._revisions = revisions
        self._last: tuple[int, Updates] | None = None

    def now(self) -> Updates:
        """The reports as they are stored now; those of tasks without a change are the same objects as before.

        Raises Damaged where one cannot be read.
        """
        count = self._revisions.stamp((TASK_UPDATES.table,))[0]
        found = None
        if self._last is not None:
            changed = self._revisions.changed_since(TASK_UPDATES.table, self._last[0])
            found = self._renewed(self._last[1], changed) if changed is not None else None
        if found is None:
            found = self._read()
        self._last = (count, found)
        return found

    def _read(self, task_id: str = "") -> Updates:
        where, given = ("WHERE task_id = ? ", (task_id,)) if task_id else ("", ())
        found: dict[str, list[TaskUpdate]] = {}
        for row in self._data.rows(f"SELECT * FROM {TASK_UPDATES.table} {where}ORDER BY {_ORDER}", given):
            found.setdefault(row["task_id"], []).append(TASK_UPDATES.read(row))
        return {task: tuple(of_task) for task, of_task in found.items()}

    def _renewed(self, before: Updates, changed: list[str]) -> Updates:
        ids = set(changed)
        tasks = {task for task, of_task in before.items() if any(each.id in ids for each in of_task)}
        rows = (self._data.row(TASK_UPDATES.table, row_id) for row_id in ids)
        tasks |= {row["task_id"] for row in rows if row is not None}
        after = dict(before)
        for task in tasks:
            after.pop(task, None)
            after |= self._read(task)
        return after
