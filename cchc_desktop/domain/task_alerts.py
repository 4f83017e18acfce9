"""What is to be done soon: the office is warned so many days before the last working day that is left."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .tasks import TaskPart, TaskRow, TaskStatus


@dataclass(frozen=True, slots=True)
class Alert:
    """That a task, or ``part`` of it, is to be done within ``days`` days: by ``work_by``, the last working
    day on or before ``due``. ``step`` is the warning that it stands at, such as 7, 3 or 1 days before."""

    row: TaskRow
    part: TaskPart | None
    due: date
    work_by: date
    days: int
    step: int

    @property
    def text(self) -> str:
        """What is to be done: the task, with its turn; or the sub-task."""
        if self.part is None:
            return self.row.text
        return f"{self.row.text} ({self.part.label})" if self.row.turns else self.part.label

    @property
    def officer(self) -> str:
        """Who is to be warned: the person of the sub-task, or else of the task."""
        own = self.part.care.officer if self.part else ""
        return own or self.row.assignment.officer


def alerts(
    rows: Iterable[TaskRow], day: date, steps: Sequence[int], work_by: Callable[[date], date]
) -> tuple[Alert, ...]:
    """What of these tasks is to be done within the longest of the ``steps`` from a day on, nearest first.

    ``rows`` are the tasks as they stand on that day. What is overdue is no alert any more; what was due by a
    working day that has passed, and is not late yet, has no days left.
    """
    found = []
    for row in rows:
        for part, due in _open(row):
            last = work_by(due)
            days = max(0, (last - day).days)
            step = min((each for each in steps if days <= each), default=0)
            if day <= due and step:
                found.append(Alert(row, part, due, last, days, step))
    return tuple(sorted(found, key=lambda each: (each.work_by, each.due)))


def _open(row: TaskRow) -> Iterator[tuple[TaskPart | None, date]]:
    """What of a task is still to be done in time, with its day."""
    if not row.status.is_open:
        return
    for part in row.parts:
        is_own = bool(row.turns) or part.care.due is not None
        if is_own and part.status.is_open and part.status is not TaskStatus.OVERDUE:
            yield part, part.due
    if not row.turns and row.status is not TaskStatus.OVERDUE:
        yield None, row.due
