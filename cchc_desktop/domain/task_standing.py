"""How a task stands on a day: from its days, the reports on it and its parts, and what the office added.

The last report speaks. One on the whole task says how far it is, and one of 100 % closes its sub-tasks too;
one on a sub-task makes the task as far as its sub-tasks are together, so that the last of them closes it. A
task that comes again follows from its turns: it is late where one of them is, and done when all are. How far
it was reported to be before its turns were told apart stands until one of them is reported on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from . import recurrence
from .recurrence import Recurrence
from .task_care import NO_CARE, TaskCare
from .tasks import Assignment, TaskPart, TaskStatus, TaskUpdate, latest, task_status

_FULL = 100


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the standing of a task follows from.

    ``starts`` and ``ends`` are the first and the last day of the plan; ``subtasks`` the identities and texts
    of what stands under the task in it, in printed order; ``updates`` all reports on the task and its parts,
    oldest first; ``cares`` what the office adds, by the part that it is of.
    """

    assignment: Assignment
    starts: date
    ends: date
    subtasks: Sequence[tuple[str, str]] = ()
    updates: Sequence[TaskUpdate] = ()
    cares: Mapping[str, TaskCare] = field(default_factory=dict)

    @property
    def due(self) -> date:
        """The day the plan sets for the task: its own, or the plan's last."""
        return self.assignment.due or self.ends


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands: the day that is due next, how far it is, its status and its parts."""

    due: date
    due_is_own: bool
    progress: TaskUpdate | None
    status: TaskStatus
    turns: tuple[TaskPart, ...] = ()
    subtasks: tuple[TaskPart, ...] = ()


def stand(facts: TaskFacts, day: date) -> Standing:
    """How the task stood at the end of a day."""
    due, is_own = facts.due, facts.assignment.due is not None
    updates = [each for each in facts.updates if each.day <= day]
    care = facts.cares.get("", NO_CARE)
    turns = _turns(facts, care.rule, updates, day) if care.rule is not None else ()
    live = [each for each in turns if each.status is not TaskStatus.DROPPED]
    subtasks, progress = _subtasks(facts, updates, day)
    if live:
        progress, status = _of_turns(live, updates, progress)
        due, is_own = next((each.due for each in live if each.status.is_open), live[-1].due), True
    else:
        status = task_status(facts.assignment.start, due, progress, day)
    if care.is_dropped(day):
        status = TaskStatus.DROPPED
    return Standing(due, is_own, progress, status, turns, subtasks)


def is_done(facts: TaskFacts, day: date) -> bool | None:
    """Whether the task was done at the end of a day, as `stand` says, where no more of it is asked; None
    where it was not to be done any more."""
    if facts.cares or facts.subtasks:
        status = stand(facts, day).status
        return None if status is TaskStatus.DROPPED else status.is_done
    # Most tasks of many years: the last report on the whole speaks.
    for update in reversed(facts.updates):
        if not update.part and update.day <= day:
            return update.percent >= _FULL
    return False


def _turns(
    facts: TaskFacts, rule: Recurrence, updates: Sequence[TaskUpdate], day: date
) -> tuple[TaskPart, ...]:
    """The turns that are due while the task is to be done."""
    first = max(facts.assignment.start or facts.starts, facts.starts)
    of_turn: dict[str, TaskUpdate] = {each.part: each for each in updates}
    found = []
    for turn in recurrence.turns(rule, first, facts.due):
        care = facts.cares.get(turn.key, NO_CARE)
        progress = of_turn.get(turn.key)
        status = task_status(turn.starts, turn.due, progress, day)
        if care.is_dropped(day):
            status = TaskStatus.DROPPED
        found.append(TaskPart(turn.key, turn.label, turn.due, progress, status, turn.starts, care))
    return tuple(found)


def _of_turns(
    live: Sequence[TaskPart], updates: Sequence[TaskUpdate], before: TaskUpdate | None
) -> tuple[TaskUpdate | None, TaskStatus]:
    """How far a task is whose turns these are, and its status; ``before`` was told of it as a whole."""
    statuses = {each.status for each in live}
    if TaskStatus.OVERDUE in statuses:
        status = TaskStatus.OVERDUE
    elif all(each.is_done for each in statuses):
        status = TaskStatus.DONE_LATE if TaskStatus.DONE_LATE in statuses else TaskStatus.DONE_ON_TIME
    elif statuses == {TaskStatus.NOT_DUE}:
        status = TaskStatus.NOT_DUE
    else:
        status = TaskStatus.IN_PROGRESS
    keys = {each.key for each in live}
    last = latest([each for each in updates if each.part in keys])
    if last is None:
        if before is None or not 0 < before.percent < _FULL:
            return None, status
        return before, TaskStatus.IN_PROGRESS if status is TaskStatus.NOT_DUE else status
    return replace(last, percent=sum(each.percent for each in live) // len(live), id="", part=""), status


def _subtasks(
    facts: TaskFacts, updates: Sequence[TaskUpdate], day: date
) -> tuple[tuple[TaskPart, ...], TaskUpdate | None]:
    """The sub-tasks, and how far their task is."""
    cares = {key: facts.cares.get(key, NO_CARE) for key, _ in facts.subtasks}
    live = [key for key, care in cares.items() if not care.is_dropped(day)]
    last: dict[str, TaskUpdate] = {}
    whole: TaskUpdate | None = None
    for update in updates:
        if not update.part:
            whole = update
            if update.percent == _FULL:
                last.update(dict.fromkeys(cares, replace(update, id="")))
        elif update.part in cares:
            last[update.part] = update
            if live:
                whole = _together([last[key] for key in live if key in last], len(live), update)
    parts = []
    for key, text in facts.subtasks:
        care = cares[key]
        due = care.due or facts.due
        status = task_status(facts.assignment.start, due, last.get(key), day)
        if care.is_dropped(day):
            status = TaskStatus.DROPPED
        parts.append(TaskPart(key, text, due, last.get(key), status, care=care))
    return tuple(parts), whole


def _together(reported: Sequence[TaskUpdate], count: int, last: TaskUpdate) -> TaskUpdate:
    """What the reports on ``count`` sub-tasks say of their task, as of the last of them."""
    results = dict.fromkeys(each.result for each in reported if each.result)
    percent = sum(each.percent for each in reported) // count
    return replace(last, percent=percent, result="; ".join(results), id="", part="")
