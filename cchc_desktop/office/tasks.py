"""What an office does with its tasks: look over them, and report how far they have come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..domain import plan_views
from ..domain.access import WHOLE_OFFICE
from ..domain.errors import Refusal
from ..domain.names import units_together
from ..domain.plan import Plan, new_id
from ..domain.tasks import (
    ALL_TASKS,
    Assignment,
    TaskFilter,
    TaskRow,
    TaskStatus,
    TaskUpdate,
    latest,
    task_status,
)
from ..domain.text import clean_line, clean_text, fold
from ..storage.changes import Changes
from ..storage.plan_rows import write_update
from . import operations
from .desk import DAY, PLAN_TABLES, Desk, Part

TASK_TABLES = (*PLAN_TABLES, "task_updates", DAY)
"""What the lists of tasks are read from."""


class Tasks(Part):
    """The tasks of all plans."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._every = desk.derived(self._read_rows, TASK_TABLES)
        self._placed = desk.derived(self._place_tasks, PLAN_TABLES)

    def rows(self, chosen: TaskFilter = ALL_TASKS) -> list[TaskRow]:
        """The tasks that the filter lets through, in the order of the plans, with today's status."""
        every = self._every()
        return list(every if chosen == ALL_TASKS else filter(chosen.tester(), every))

    def standing(self, plans: Sequence[Plan], day: date) -> list[TaskRow]:
        """The tasks of these plans as they stood at the end of a day; today's where that has not come yet."""
        day = min(day, self._desk.today())
        updates = self._desk.store.updates()
        ids = {plan.id for plan in plans}
        rows = []
        for row in self._every():
            if row.plan_id in ids:
                progress = latest([each for each in updates.get(row.id, ()) if each.day <= day])
                status = task_status(row.assignment.start, row.due, progress, day)
                rows.append(replace(row, progress=progress, status=status))
        return rows

    def _read_rows(self) -> tuple[TaskRow, ...]:
        today = self._desk.today()
        updates = self._desk.store.updates()
        found: list[TaskRow] = []
        placed = self._placed()
        in_force = {plan.id for plan in plans_in_force([plan for plan, _ in placed], today)}
        for plan, places in placed:
            for place in places:
                item = place.item
                assignment = item.assignment or Assignment()
                progress = latest(updates.get(item.id, ()))
                due = assignment.due or plan.period.ends
                found.append(
                    TaskRow(
                        id=item.id,
                        plan_id=plan.id,
                        plan_label=plan_label(plan),
                        area=place.area or 0,
                        text=item.text,
                        assignment=assignment,
                        due=due,
                        due_is_own=assignment.due is not None,
                        progress=progress,
                        status=task_status(assignment.start, due, progress, today),
                        in_force=plan.id in in_force,
                    )
                )
        return tuple(found)

    def _place_tasks(self) -> list[tuple[Plan, list[plan_views.Placed]]]:
        """Every plan with its tasks, which reports of their progress leave where they are."""
        return [(plan, plan_views.tasks(plan)) for plan in self._desk.all_plans()]

    def get(self, task_id: str) -> TaskRow:
        """One task. Raises Refusal where there is none."""
        for row in self.rows():
            if row.id == task_id:
                return row
        raise Refusal(f"Không có nhiệm vụ mã «{task_id}». Hãy xem danh sách nhiệm vụ.", "task_id")

    def updates(self, task_id: str) -> list[TaskUpdate]:
        """The task's updates, oldest first."""
        return list(self._desk.store.updates().get(task_id, ()))

    def report(self, task_id: str, update: TaskUpdate) -> Changes:
        """Reports how far a task is; with the ``id`` of an earlier update, corrects that one.

        Raises Refusal for an unknown task or a day that has not come yet.
        """
        row = self.get(task_id)
        self._desk.admit(operations.REPORT_PROGRESS, [row.area or WHOLE_OFFICE])
        if update.day > self._desk.today():
            raise Refusal("Ngày cập nhật không được sau hôm nay.", "date")
        update = replace(
            update,
            result=clean_text(update.result),
            officer=clean_line(update.officer),
            note=clean_text(update.note),
            id=update.id or new_id(),
        )
        days = [update.day, *(each.day for each in self.updates(task_id) if each.id == update.id)]
        with self._desk.operation(operations.REPORT_PROGRESS, row.text, since=min(days)) as recorder:
            write_update(recorder, task_id, update)
        return recorder.changes

    def delete_update(self, update_id: str) -> Changes:
        """Removes one update of a task."""
        row = self._desk.store.row("task_updates", update_id)
        task = next((known for known in self.rows() if row and known.id == row["task_id"]), None)
        self._desk.admit(operations.DELETE_UPDATE, [task.area or WHOLE_OFFICE] if task else ())
        subject = task.text if task else ""
        with self._desk.operation(operations.DELETE_UPDATE, subject) as recorder:
            recorder.delete("task_updates", update_id)
        return recorder.changes

    def counts(self, chosen: TaskFilter = ALL_TASKS) -> Counter[TaskStatus]:
        """How many of the tasks stand at each status."""
        return Counter(row.status for row in self.rows(chosen))

    def leads(self) -> list[str]:
        """The leading units named by the tasks, each once in its shortest spelling, for filters."""
        named = {row.assignment.lead for row in self.rows() if row.assignment.lead}
        return sorted(units_together((), sorted(named, key=lambda name: (len(name), name))), key=fold)


def plans_in_force(plans: Sequence[Plan], today: date) -> list[Plan]:
    """The plans whose period holds today; where none does, those that ended last.

    What a plan of years ago left undone stays in the list of tasks, but it is no longer anybody's work of
    the day; in the first days of a year the old plan counts until the new one is there.
    """
    running = [plan for plan in plans if plan.period.starts <= today <= plan.period.ends]
    if running:
        return running
    past = [plan for plan in plans if plan.period.ends < today] or list(plans)
    last = max((plan.period.ends for plan in past), default=today)
    return [plan for plan in past if plan.period.ends == last]


def plans_of_year(plans: Sequence[Plan], year: int, day: date) -> list[Plan]:
    """The plans of a year of reports that the office works by on a day."""
    of_year = [plan for plan in plans if plan.period.first_year <= year <= plan.period.last_year]
    # A cut-off in December of a year lies in it, the first days of its reports do not.
    return plans_in_force(of_year, max(day, date(year, 1, 1))) if of_year else []


def plan_label(plan: Plan) -> str:
    """The plan in short, for lists: «Kế hoạch năm 2026», with its number once issued."""
    number = f" số {plan.number}/{plan.symbol}" if plan.number else ""
    return f"Kế hoạch{number} {plan.period.label}"
