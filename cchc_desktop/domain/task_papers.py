"""What of the tasks is handed out on paper: to whom, what is late or near, what a meeting goes over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from .names import name_key, units_together
from .tasks import TaskFilter, TaskRow, TaskStatus
from .text import sort_key

SOON_DAYS = 7
"""So many days before it is due a task is reminded of, where nobody says otherwise."""


class Slip(StrEnum):
    """The papers on tasks that go to one unit or person."""

    ASSIGNMENT = "assignment"
    """«Phiếu giao việc»: what is to be done, with what result, by when, with whom."""
    REMINDER = "reminder"
    """«Phiếu đôn đốc»: what is late and what is due soon."""

    @property
    def label(self) -> str:
        """Its name in Vietnamese."""
        return "Phiếu giao việc" if self is Slip.ASSIGNMENT else "Phiếu đôn đốc"


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit, or a person with position and unit where these are known."""

    name: str
    is_person: bool = False
    position: str = ""
    unit: str = ""

    @property
    def addressed(self) -> str:
        """As «Kính gửi» names the receiver, a person with position and unit."""
        if not self.is_person:
            return self.name
        return ", ".join(filter(None, (self.in_sentence.replace("ông", "Ông", 1), self.position, self.unit)))

    @property
    def in_sentence(self) -> str:
        """As running text names the receiver."""
        return f"ông (bà) {self.name}" if self.is_person else self.name

    def among(self, chosen: TaskFilter) -> TaskFilter:
        """The filter that lets through what is the receiver's of the tasks of another one."""
        return replace(chosen, officer=self.name) if self.is_person else replace(chosen, unit=self.name)


def units_of(rows: Iterable[TaskRow]) -> list[str]:
    """The units that lead the tasks, each once in its shortest spelling."""
    named = {row.assignment.lead for row in rows if row.assignment.lead}
    return sorted(units_together((), sorted(named, key=lambda name: (len(name), name))), key=sort_key)


def persons_of(rows: Iterable[TaskRow], listed: Sequence[str]) -> list[str]:
    """The persons who follow the tasks, in the order of the office's list, then the others."""
    named = {name_key(name): name for row in rows if (name := row.assignment.officer)}
    order = [name for name in listed if named.pop(name_key(name), None) is not None]
    return [*dict.fromkeys(order), *sorted(named.values(), key=sort_key)]


def late(rows: Iterable[TaskRow], today: date) -> list[TaskRow]:
    """The unfinished tasks that were due before today, the longest overdue first."""
    return sorted((row for row in rows if row.status.is_open and row.due < today), key=_by_due)


def due_soon(rows: Iterable[TaskRow], today: date, days: int = SOON_DAYS) -> list[TaskRow]:
    """The unfinished tasks that are due today or within the next ``days`` days, the nearest first."""
    last = today + timedelta(days=days)
    return sorted((row for row in rows if row.status.is_open and today <= row.due <= last), key=_by_due)


def _by_due(row: TaskRow) -> tuple[date, str]:
    return row.due, row.id


class Moment(StrEnum):
    """Why a task is gone over in a weekly meeting."""

    LATE = "late"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    DONE_THIS_WEEK = "done_this_week"
    DONE_LAST_WEEK = "done_last_week"

    @property
    def label(self) -> str:
        """What a column says."""
        return _MOMENT_LABELS[self]


_MOMENT_LABELS = {
    Moment.LATE: "Quá hạn",
    Moment.THIS_WEEK: "Đến hạn tuần này",
    Moment.NEXT_WEEK: "Đến hạn tuần sau",
    Moment.DONE_THIS_WEEK: "Xong tuần này",
    Moment.DONE_LAST_WEEK: "Xong tuần trước",
}


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def moment_of(row: TaskRow, today: date) -> Moment | None:
    """Why a task is gone over in the week of a day, None where it is not.

    One that was due earlier this week and is not done is late, as it is everywhere else.
    """
    monday, sunday = week_of(today)
    week = timedelta(days=7)
    if row.status is TaskStatus.DROPPED:
        return None
    if row.status.is_done:
        done = row.progress.day if row.progress is not None else None
        if done is None or not monday - week <= done <= sunday:
            return None
        return Moment.DONE_THIS_WEEK if done >= monday else Moment.DONE_LAST_WEEK
    if row.due < today:
        return Moment.LATE
    if row.due <= sunday:
        return Moment.THIS_WEEK
    return Moment.NEXT_WEEK if row.due <= sunday + week else None


@dataclass(frozen=True, slots=True)
class PersonTasks:
    """What a meeting goes over with one person (nobody: ``name`` is empty), in the order of `Moment`."""

    name: str
    tasks: tuple[tuple[Moment, TaskRow], ...]

    def count(self, moment: Moment) -> int:
        """How many of the tasks are there for this reason."""
        return sum(1 for each, _ in self.tasks if each is moment)


def by_person(rows: Sequence[TaskRow], today: date, listed: Sequence[str]) -> list[PersonTasks]:
    """What a meeting goes over, by persons in the order of the office's list; what nobody follows comes last.

    Who has nothing to be gone over is left out.
    """
    order = list(Moment)
    found: dict[str, list[tuple[Moment, TaskRow]]] = {}
    for row in rows:
        if (moment := moment_of(row, today)) is not None:
            found.setdefault(name_key(row.assignment.officer), []).append((moment, row))
    return [
        PersonTasks(
            name,
            tuple(sorted(tasks, key=lambda pair: (order.index(pair[0]), *_by_due(pair[1])))),
        )
        for name in (*persons_of(rows, listed), "")
        if (tasks := found.get(name_key(name)))
    ]
