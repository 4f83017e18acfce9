"""The papers on tasks that are handed out: slips to units and persons, and the list of the weekly meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..catalogue.working_days import working_days
from ..domain.errors import Refusal
from ..domain.names import known_like, known_unit
from ..domain.task_papers import (
    SOON_DAYS,
    Receiver,
    Slip,
    by_person,
    due_soon,
    late,
    persons_of,
    units_of,
)
from ..domain.task_turns import one_by_one
from ..domain.tasks import ALL_TASKS, GIVEN, IN_FORCE, TaskFilter, TaskRow
from .desk import Desk, Part
from .report_data import plan_named, profile_of
from .settings import Settings, file_name
from .tasks import Tasks

if TYPE_CHECKING:
    from ..documents.model import Document

_FROM_ABOVE = "các văn bản giao nhiệm vụ của cấp trên"
"""What slips name where plans are named, for tasks that came by documents of their own."""
_DAYS_TO_ANSWER = 3
"""So many working days a unit has to answer, where nobody says otherwise."""


class TaskPapers(Part):
    """Composes the papers; ``chosen`` is always the filter that says which tasks they are of."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: Settings) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._settings = settings

    def answer_by(self) -> date:
        """The day by which an answer to a reminder of today is asked for."""
        day, left = self._desk.today(), _DAYS_TO_ANSWER
        while left:
            day += timedelta(days=1)
            left -= not working_days().why_off(day)
        return day

    # To whom

    def units(
        self, chosen: TaskFilter = IN_FORCE, slip: Slip = Slip.ASSIGNMENT, days: int = SOON_DAYS
    ) -> list[Receiver]:
        """The units that a slip would go to."""
        return [Receiver(name) for name in units_of(self._rows(chosen, slip, days))]

    def persons(
        self, chosen: TaskFilter = IN_FORCE, slip: Slip = Slip.ASSIGNMENT, days: int = SOON_DAYS
    ) -> list[Receiver]:
        """The persons that a slip would go to."""
        listed = [officer.name for officer in self._settings.officers()]
        return [self._person(name) for name in persons_of(self._rows(chosen, slip, days), listed)]

    def unit(self, typed: str) -> Receiver:
        """The unit that was typed, as tasks name it. Raises Refusal where none has a task."""
        units = units_of(self._tasks.given().listed())
        listed = {
            known.short_name: known.name
            for known in self._settings.units(self._desk.today())
            if known.short_name
        }
        short = known_like(typed, listed)
        given = listed[short] if short else typed
        found = known_unit(given, units) or known_like(given, units)
        if found is None:
            names = "; ".join(units)
            raise Refusal(
                f"Không có đơn vị «{typed}» chủ trì nhiệm vụ nào. Hãy chọn một trong: {names}."
                if names
                else "Chưa có nhiệm vụ nào được giao cho đơn vị. Hãy giao việc trước.",
                "unit",
            )
        return Receiver(found)

    def person(self, typed: str) -> Receiver:
        """The person that was typed, as tasks name one. Raises Refusal where that one follows none."""
        names = persons_of(self._tasks.given().listed(), [])
        found = known_like(typed, names)
        if found is None:
            raise Refusal(
                f"Không có ai tên «{typed}» theo dõi nhiệm vụ nào. Hãy xem tên ở danh sách nhiệm vụ.",
                "officer",
            )
        return self._person(found)

    def _person(self, name: str) -> Receiver:
        officer = self._settings.officer_named(name)
        if officer is None:
            return Receiver(name, is_person=True)
        units = {unit.id: unit.name for unit in self._settings.units()}
        return Receiver(name, True, officer.position, units.get(officer.unit_id or "", ""))

    # The papers

    def compose(
        self, slip: Slip, receiver: Receiver, chosen: TaskFilter = IN_FORCE, answer_by: date | None = None,
        days: int = SOON_DAYS,
    ) -> Document:  # fmt: skip
        """A slip to one unit or person. Raises Refusal where there is nothing to write."""
        if slip is Slip.ASSIGNMENT:
            return self._assignment(receiver, chosen)
        return self._reminder(receiver, chosen, answer_by or self.answer_by(), days)

    def _assignment(self, receiver: Receiver, chosen: TaskFilter) -> Document:
        from ..documents.compose_assignment_slip import compose_assignment_slip

        rows = [row for row in self._tasks.given().listed(receiver.among(chosen)) if row.status.is_open]
        if not rows:
            raise Refusal(f"{receiver.name} không có nhiệm vụ nào chưa hoàn thành để giao.")
        today = self._desk.today()
        return compose_assignment_slip(rows, receiver, profile_of(self._desk), self._plans(rows), today)

    def _reminder(self, receiver: Receiver, chosen: TaskFilter, answer_by: date, days: int) -> Document:
        from ..documents.compose_reminder import compose_reminder

        today = self._desk.today()
        if answer_by < today:
            raise Refusal("Hạn trả lời phải từ hôm nay trở đi.", "answer_by")
        rows = list(filter(receiver.among(ALL_TASKS).tester(), self._one_by_one(chosen)))
        found = late(rows, today), due_soon(rows, today, days)
        if not any(found):
            raise Refusal(
                f"{receiver.name} không có nhiệm vụ nào quá hạn hoặc đến hạn trong {days} ngày tới, không "
                "cần đôn đốc."
            )
        plans = self._plans([*found[0], *found[1]])
        return compose_reminder(*found, receiver, profile_of(self._desk), plans, today, days, answer_by)

    def meeting(self, chosen: TaskFilter = IN_FORCE) -> Document:
        """What the meeting of this week goes over, person by person."""
        from ..documents.compose_meeting_list import compose_meeting_list

        today = self._desk.today()
        officers = self._settings.officers()
        persons = by_person(self._one_by_one(chosen), today, [officer.name for officer in officers])
        positions = {officer.name: officer.position for officer in officers}
        return compose_meeting_list(persons, positions, profile_of(self._desk), today)

    def file_name(self, slip: Slip, receiver: Receiver, fmt: str) -> str:
        """The name that is proposed for the file of a slip."""
        return file_name(self._desk, f"{slip.label} {receiver.name}", fmt, day=self._desk.today())

    def of_all(
        self, slip: Slip, receivers: Sequence[Receiver], fmt: str, chosen: TaskFilter = IN_FORCE,
        answer_by: date | None = None, days: int = SOON_DAYS,
    ) -> list[tuple[str, Receiver, Document]]:  # fmt: skip
        """A slip for each of the receivers, with a file name that no other one of them has."""
        from ..documents.file_names import different

        names = different(self.file_name(slip, receiver, fmt) for receiver in receivers)
        return [
            (name, receiver, self.compose(slip, receiver, chosen, answer_by, days))
            for name, receiver in zip(names, receivers, strict=True)
        ]

    # What they are made of

    def _rows(self, chosen: TaskFilter, slip: Slip, days: int) -> list[TaskRow]:
        if slip is Slip.ASSIGNMENT:
            return [row for row in self._tasks.given().listed(chosen) if row.status.is_open]
        rows, today = self._one_by_one(chosen), self._desk.today()
        return [*late(rows, today), *due_soon(rows, today, days)]

    def _one_by_one(self, chosen: TaskFilter) -> list[TaskRow]:
        """The tasks with each turn and each sub-task of a day of its own by itself."""
        return list(one_by_one(self._tasks.given().listed(chosen), working_days().last_on_or_before))

    def _plans(self, rows: Sequence[TaskRow]) -> list[str]:
        """The plans of the tasks, named as running text does."""
        office = profile_of(self._desk)
        return [
            _FROM_ABOVE if plan_id == GIVEN else plan_named(self._desk.plan(plan_id), office)
            for plan_id in dict.fromkeys(row.plan_id for row in rows)
        ]
