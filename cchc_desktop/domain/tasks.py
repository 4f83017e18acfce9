"""Tasks (nhiệm vụ): who does what by when, how far it has come, and the status that follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from .errors import Refusal
from .names import unit_key
from .task_care import NO_CARE, TaskCare
from .text import fold


class TaskStatus(StrEnum):
    """Where a task stands; computed, never stored."""

    NOT_DUE = "not_due"
    IN_PROGRESS = "in_progress"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    DROPPED = "dropped"
    """Not to be done any more, as a document says; it is counted for nothing."""

    @property
    def label(self) -> str:
        """The status in Vietnamese."""
        return _STATUS_LABELS[self]

    @property
    def is_done(self) -> bool:
        """Whether the work is finished, on time or late."""
        return self in (TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in (TaskStatus.NOT_DUE, TaskStatus.IN_PROGRESS, TaskStatus.OVERDUE)


_STATUS_LABELS = {
    TaskStatus.NOT_DUE: "Chưa đến hạn",
    TaskStatus.IN_PROGRESS: "Đang thực hiện",
    TaskStatus.DONE_ON_TIME: "Hoàn thành đúng hạn",
    TaskStatus.DONE_LATE: "Hoàn thành chậm",
    TaskStatus.OVERDUE: "Quá hạn",
    TaskStatus.DROPPED: "Không thực hiện nữa",
}


class TaskSource(StrEnum):
    """Whether the office set the task itself or a superior gave it."""

    OWN = "own"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What the annex «Khung kế hoạch» says of a task.

    ``due_text`` is the time as the plan words it («Quý II/2025», «Thường xuyên»), ``due`` the day it
    means; ``funding`` is in đồng, and ``funding_text`` holds words only where an amount alone does not say
    it («Lồng ghép trong dự toán chi thường xuyên»). ``officer`` is the person who follows the task.
    """

    lead: str = ""
    support: str = ""
    deliverable: str = ""
    start: date | None = None
    due: date | None = None
    due_text: str = ""
    funding: int | None = None
    funding_text: str = ""
    officer: str = ""
    note: str = ""
    source: TaskSource = TaskSource.OWN


@dataclass(frozen=True, slots=True)
class TaskUpdate:
    """One report on a task: on ``day`` it stood at ``percent`` (0 to 100), with this result.

    ``part`` is what of the task it speaks of: the key of a turn, the identity of a sub-task, or all of it.
    """

    day: date
    percent: int
    result: str = ""
    officer: str = ""
    note: str = ""
    id: str = ""
    part: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100:
            raise Refusal("Tiến độ phải là số nguyên từ 0 đến 100 (%).", "percent")
        if not date(2000, 1, 1) <= self.day <= date(2100, 12, 31):
            raise Refusal("Ngày cập nhật phải từ năm 2000 đến năm 2100.", "date")


def latest(updates: Sequence[TaskUpdate]) -> TaskUpdate | None:
    """The update that says how far the task is: the last by day, then by entry."""
    return max(enumerate(updates), key=lambda pair: (pair[1].day, pair[0]))[1] if updates else None


def task_status(start: date | None, due: date, progress: TaskUpdate | None, today: date) -> TaskStatus:
    """The status of a task from its days and its latest update (FACTS.md section 9).

    A finished task is on time where it was reported finished on or before ``due``. An unfinished one is
    overdue from the day after ``due``; before that it is in progress once its start day has come or
    some progress was reported.
    """
    if progress is not None and progress.percent >= 100:
        return TaskStatus.DONE_ON_TIME if progress.day <= due else TaskStatus.DONE_LATE
    if today > due:
        return TaskStatus.OVERDUE
    if (progress is not None and progress.percent > 0) or (start is not None and today >= start):
        return TaskStatus.IN_PROGRESS
    return TaskStatus.NOT_DUE


def progressed(
    updates: Sequence[TaskUpdate], percent: int, day: date, officer: str, part: str = ""
) -> TaskUpdate:
    """The update that says ``percent`` on ``day``, where only the number is given; ``updates`` are those of
    the same ``part`` of the task.

    The officer's own update of that day is corrected and keeps its words; else it is a new one.
    """
    last = latest(updates)
    if last is not None and last.day == day and last.officer in ("", officer):
        return replace(last, percent=percent)
    return TaskUpdate(day, percent, officer=officer, part=part)


class Lack(StrEnum):
    """What a task may lack before anybody can be held to it."""

    ASSIGNEE = "assignee"
    """Neither a leading unit nor a person is named."""
    LEAD = "lead"
    OFFICER = "officer"
    DUE = "due"
    """It has no day of its own; the end of the plan's period counts."""

    @property
    def label(self) -> str:
        """The lack in Vietnamese, as filters and counts name it."""
        return _LACK_LABELS[self]

    def of(self, row: "TaskRow") -> bool:
        """Whether the task lacks it."""
        match self:
            case Lack.ASSIGNEE:
                return not row.assignment.lead and not row.assignment.officer
            case Lack.LEAD:
                return not row.assignment.lead
            case Lack.OFFICER:
                # Its register has a unit alone.
                return not row.assignment.officer and not row.is_given
            case Lack.DUE:
                return not row.due_is_own

    def is_open_in(self, row: "TaskRow") -> bool:
        """Whether the task is still to be done and lacks it."""
        return row.status.is_open and self.of(row)


_LACK_LABELS = {
    Lack.ASSIGNEE: "Chưa phân công",
    Lack.LEAD: "Chưa có đơn vị chủ trì",
    Lack.OFFICER: "Chưa có người theo dõi",
    Lack.DUE: "Chưa có hạn",
}


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A turn of a task that comes again, or a sub-task, as it stands on a given day.

    ``key`` is what its reports name it by (`TaskUpdate.part`). ``due`` is the turn's day, or the sub-task's
    own, or its task's; ``starts`` is the first day of a turn. ``care`` is what the office says of it: who
    does it, why it was late, by which document it is dropped.
    """

    key: str
    label: str
    due: date
    progress: TaskUpdate | None
    status: TaskStatus
    starts: date | None = None
    care: TaskCare = NO_CARE

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        return self.progress.percent if self.progress else 0

    @property
    def reason(self) -> str:
        """Why it is late, or was done late."""
        return self.care.reason_for(self.due)


GIVEN = "cap-tren-giao"
"""The register of tasks from above; in lists of tasks it stands where the plan does."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as lists show it: what the plan says, the latest update, and the status of a given day.

    ``area`` is 0 for a task outside the eight areas; ``due`` is the task's own day or, where it has
    none, the end of the plan's period (``due_is_own`` tells); of a task that comes again, the day of the turn
    that is to be done next. ``in_force`` says whether the office works by it today: its plan is in force, and
    it is not dropped.
    ``work_by`` is the last working day on or before ``due``: by then it is to be done, while it is late from
    the day after ``due``. ``care`` is what the office adds to the plan's words; a task that comes again has
    ``turns``, in their order, and whatever stands under it in the plan are its ``subtasks``.
    ``planned`` is what the plan says where other units took over since, which ``assignment`` then names;
    ``lead_now`` is the unit that stands for the leading one today, whoever did the work.
    """

    id: str
    plan_id: str
    plan_label: str
    area: int
    text: str
    assignment: Assignment
    due: date
    due_is_own: bool
    progress: TaskUpdate | None
    status: TaskStatus
    in_force: bool = True
    work_by: date = date.max
    care: TaskCare = NO_CARE
    turns: tuple[TaskPart, ...] = ()
    subtasks: tuple[TaskPart, ...] = ()
    planned: Assignment | None = None
    lead_now: str = ""

    @property
    def percent(self) -> int:
        """How far the task is, 0 to 100."""
        return self.progress.percent if self.progress else 0

    @property
    def is_given(self) -> bool:
        """Whether it is a row of the register of tasks from above, and of no plan."""
        return self.plan_id == GIVEN

    @property
    def parts(self) -> tuple[TaskPart, ...]:
        """The parts that reports speak of: its turns, or else its sub-tasks."""
        return self.turns or self.subtasks

    @property
    def next_turn(self) -> TaskPart | None:
        """The turn that is to be done next; none where all are done, or the task does not come again."""
        return next((each for each in self.turns if each.status.is_open), None)

    @property
    def reason(self) -> str:
        """Why the task is late, or was done late; of one that comes again, why its last late turn was."""
        own = self.care.reason_for(self.due)
        return own or next((each.reason for each in reversed(self.turns) if each.reason), "")


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks a list shows; an empty field lets every task through.

    ``in_force`` keeps to the plans that the office works by today; ``lacks`` to unfinished tasks that lack
    what it says. ``due_from`` and ``due_to`` bound the due day, both included; ``text`` is looked for in the
    task, its deliverable and its units, blind to accents.
    """

    plan_id: str = ""
    in_force: bool = False
    area: int | None = None
    unit: str = ""
    officer: str = ""
    statuses: frozenset[TaskStatus] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    text: str = ""
    lacks: Lack | None = None

    def accepts(self, row: TaskRow) -> bool:
        """Whether the task belongs in the list."""
        return self.tester()(row)

    def tester(self) -> Callable[[TaskRow], bool]:
        """The same for many tasks: what can be worked out once for all of them is."""
        wanted, unit, key, officer = (
            fold(self.text).split(), fold(self.unit), unit_key(self.unit), fold(self.officer),
        )  # fmt: skip
        leads: dict[str, bool] = {}
        officers: dict[str, bool] = {}

        def is_lead(lead: str) -> bool:
            if lead not in leads:
                leads[lead] = unit in fold(lead) or key == unit_key(lead)
            return leads[lead]

        def is_officer(name: str) -> bool:
            if name not in officers:
                officers[name] = officer == fold(name)
            return officers[name]

        def accepts(row: TaskRow) -> bool:
            return (
                (not self.plan_id or row.plan_id == self.plan_id)
                and (not self.in_force or row.in_force)
                and (self.area is None or row.area == self.area)
                and (not self.statuses or row.status in self.statuses)
                and (self.due_from is None or row.due >= self.due_from)
                and (self.due_to is None or row.due <= self.due_to)
                and (self.lacks is None or self.lacks.is_open_in(row))
                and (not unit or is_lead(row.assignment.lead) or unit_key(row.lead_now) == key)
                and (not officer or is_officer(row.assignment.officer))
                and (not wanted or _has_words(row, wanted))
            )

        return accepts


def _has_words(row: TaskRow, wanted: Sequence[str]) -> bool:
    a = row.assignment
    words = _folded(row.text, a.deliverable, a.lead, a.support, a.officer, a.note)
    return all(word in words for word in wanted)


@lru_cache(maxsize=1 << 15)
def _folded(*texts: str) -> str:
    # Each letter that is typed asks for all of them again.
    return fold(" ".join(texts))


ALL_TASKS = TaskFilter()
IN_FORCE = TaskFilter(in_force=True)
"""The tasks that the office works by today: what is counted as due and overdue on the first page."""
UNASSIGNED = TaskFilter(in_force=True, lacks=Lack.ASSIGNEE)
"""The unfinished tasks of today's plans that nobody is named for."""
