"""Tasks one by one: each turn of those that come again, and each sub-task that has a day of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from .tasks import TaskPart, TaskRow

WorkBy = Callable[[date], date]
"""The last working day on or before a day."""
_END = " .;"


def to_do_by(row: TaskRow) -> date:
    """The day by which a task is to be done: its due day, or the last working day before it."""
    return min(row.work_by, row.due)


def one_by_one(rows: Iterable[TaskRow], work_by: WorkBy) -> Iterator[TaskRow]:
    """The tasks as whoever does them meets them.

    A task that comes again is there once for each of its turns, with the turn's day, report and reason. A
    sub-task with a day of its own stands after its task, with its own unit and person where it has such. All
    of them keep the identity of their task.
    """
    for row in rows:
        if row.turns:
            yield from (_turn(row, turn, work_by) for turn in row.turns)
            continue
        yield row
        for part in row.subtasks:
            if part.care.due is not None:
                yield _subtask(row, part, work_by)


def _turn(row: TaskRow, turn: TaskPart, work_by: WorkBy) -> TaskRow:
    assignment = replace(row.assignment, start=turn.starts, due=turn.due)
    return replace(
        _part(row, turn, work_by), text=f"{row.text.rstrip(_END)} ({turn.label})", assignment=assignment
    )


def _subtask(row: TaskRow, part: TaskPart, work_by: WorkBy) -> TaskRow:
    assignment = replace(
        row.assignment,
        lead=part.care.lead or row.assignment.lead,
        officer=part.care.officer or row.assignment.officer,
        start=None,
        due=part.due,
        deliverable="",
    )
    return replace(_part(row, part, work_by), text=part.label, assignment=assignment)


def _part(row: TaskRow, part: TaskPart, work_by: WorkBy) -> TaskRow:
    return replace(
        row,
        due=part.due,
        due_is_own=True,
        work_by=work_by(part.due),
        progress=part.progress,
        status=part.status,
        care=part.care,
        turns=(),
        subtasks=(),
    )
