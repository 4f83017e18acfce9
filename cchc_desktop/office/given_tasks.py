"""Tasks from above at the office's desk: rows of their register among other tasks, done in both places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalogue.working_days import working_days
from ..domain import plan_views
from ..domain.given_tasks import (
    GivenWords,
    Known,
    Likes,
    done_on,
    edited,
    given_row,
    is_done,
    likes,
    linked,
    report_of,
)
from ..domain.plan import new_id
from ..domain.tasks import ALL_TASKS, GIVEN, TaskFilter, TaskRow, TaskUpdate
from ..storage.changes import Changes
from ..storage.plan_writing import write_update
from ..storage.recorder import Recorder
from ..storage.register_kinds import write_register_row
from .desk import DAY, OWN_PLAN_TABLES, PLAN_TABLES, Desk, Part
from .registers import REGISTER_TABLES, stored_of
from .tasks import Tasks

if TYPE_CHECKING:
    from ..domain.registers.register import RegisterRow
    from .assigning import TaskEdit
    from .registers import Registers

GIVEN_TABLES = tuple(dict.fromkeys((*OWN_PLAN_TABLES, *REGISTER_TABLES, DAY)))
"""What lists of tasks from above are read from."""


class GivenTasks(Part):
    """The tasks that a superior gave by documents of their own."""

    def __init__(self, desk: Desk, tasks: Tasks, registers: Callable[[], Registers]) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._registers = registers
        self.links = desk.derived(self._linked, GIVEN_TABLES)
        self._likes = desk.per_plan(self._likes_of, PLAN_TABLES)
        self._listed = desk.derived(self._read, GIVEN_TABLES, keep=2)

    def listed(self, chosen: TaskFilter = ALL_TASKS) -> list[TaskRow]:
        """The tasks of all plans that the filter lets through, then those from above that no plan has."""
        return [*self._tasks.rows(chosen), *self.rows(chosen)]

    def total(self) -> int:
        """How many `listed` gives where nothing is filtered."""
        return self._tasks.total() + len(self.rows())

    def is_any(self) -> bool:
        """Whether there are any, done or not."""
        return self._is_kept() and self._registers().count(GIVEN) > len(self.links())

    def rows(self, chosen: TaskFilter = ALL_TASKS) -> list[TaskRow]:
        """The tasks from above that no plan has, in the order of their register; what was done a while ago
        only where they alone are asked for, or tasks by how they stand."""
        whole = chosen.plan_id == GIVEN or bool(chosen.statuses)
        return list(filter(chosen.tester(), self._listed(whole)))

    def find(self, row_id: str) -> TaskRow | None:
        """One of them; None where the identity is of something else."""
        if not self._is_kept() or not self._registers().is_there(row_id) or row_id in self.links():
            return None
        row = self._registers().row(row_id)
        return next(iter(self._tasks_of([row])), None) if row.register == GIVEN else None

    def get(self, task_id: str) -> TaskRow:
        """A task of a plan, or one from above. Raises Refusal where there is none."""
        return self.find(task_id) or self._tasks.get(task_id)

    def _read(self, whole: bool) -> tuple[TaskRow, ...]:
        if not self._is_kept():
            return ()
        links = self.links()

        def read(rows: Iterable[RegisterRow]) -> list[TaskRow]:
            # Most of many years were done long ago.
            return [task for task in self._tasks_of(rows) if whole or task.in_force]

        found = self._registers().worked_out(GIVEN, ("tasks", whole, self._desk.today()), read)
        return tuple(task for task in found if task.id not in links)

    def _tasks_of(self, rows: Iterable[RegisterRow]) -> Iterator[TaskRow]:
        """The tasks that rows are; nothing of those that cannot be read as one."""
        today, on_time = self._desk.today(), working_days().last_on_or_before
        area_of = self._registers().get(GIVEN).area_of
        tasks = (given_row(row.id, row.values, area_of(row.values), today, on_time) for row in rows)
        return (task for task in tasks if task is not None)

    def _is_kept(self) -> bool:
        """Whether there are rows: most offices keep no such register, whose description is not asked for."""
        return GIVEN in self._desk.store.registers_in_use()

    def _linked(self) -> dict[str, str]:
        """The plan's task that each row is one with: found anew where plans, or rows of this register, are
        others."""
        if not self._is_kept():
            return {}

        def words(rows: Iterable[RegisterRow]) -> GivenWords:
            return GivenWords((row.id, row.values) for row in rows)

        given = self._registers().worked_out(GIVEN, "words", words)
        return linked([self._likes(head.id, given) for head in self._desk.own_heads()], given)

    def _likes_of(self, plan_id: str, given: GivenWords) -> Likes:
        places = plan_views.tasks(self._desk.plan(plan_id))
        return likes((Known(each.item.id, each.item.text, each.item.answers) for each in places), given)

    # Done in one place

    def write(self, edits: Mapping[str, TaskEdit]) -> Changes:
        """Sets units, due days and what is done of tasks from above, in one operation of their register.

        Raises Refusal, with the field, for what the register has no field for.
        """
        registers, today = self._registers(), self._desk.today()
        rows = []
        for row_id, edit in edits.items():
            row = registers.row(row_id)
            values = edited(row.values, edit.fields, edit.percent, today)
            rows.append(replace(row, values=values))
        return registers.save(rows)

    def report(self, row_id: str, update: TaskUpdate) -> Changes:
        """Says that a task from above is done on a day, with its result, or is not. Raises Refusal for work
        that is half done: the register has no field for it."""
        row = self._registers().row(row_id)
        values = edited(row.values, {}, update.percent, update.day)
        if update.percent and update.result:
            values = {**values, **done_on(row.values, update.day, update.result)}
        return self._registers().save([replace(row, values=values)])

    def follow_tasks(self, recorder: Recorder, updates: Mapping[str, TaskUpdate]) -> None:
        """Says in the register that those of its rows are done whose tasks in a plan were done just now."""
        done = {
            task_id: update
            for task_id, update in updates.items()
            if update.percent == 100 and not update.part
        }
        if not done:
            return
        registers = self._registers()
        for row_id, task_id in self.links().items():
            if task_id in done and not is_done((row := registers.row(row_id)).values):
                update = done[task_id]
                values = {**row.values, **done_on(row.values, update.day, update.result)}
                kept = {key: value for key, value in values.items() if value is not None}
                write_register_row(recorder, *stored_of(registers.get(GIVEN), replace(row, values=kept)))

    def follow_rows(self, recorder: Recorder, rows: Sequence[RegisterRow]) -> None:
        """Reports those tasks of plans done whose rows in the register were done just now."""
        today = self._desk.today()
        reports = {row.id: report_of(row.values, today) for row in rows if row.register == GIVEN}
        # All tasks are held against all rows for the links: a row that tells nothing asks for none.
        done = {row_id: update for row_id, update in reports.items() if update is not None}
        links = self.links() if done else {}
        for row_id, update in done.items():
            task_id = links.get(row_id)
            if task_id is not None and self._tasks.get(task_id).status.is_open:
                write_update(recorder, task_id, replace(update, id=new_id()))
