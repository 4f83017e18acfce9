"""What an office adds to its tasks: how they come again, who does their parts, that they are dropped."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from ..domain.access import WHOLE_OFFICE
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.recurrence import Recurrence, is_turn_key
from ..domain.task_care import Dropping, TaskCare
from ..domain.tasks import TaskRow
from ..domain.text import clean_line, clean_text
from ..storage.changes import Changes
from ..storage.task_kinds import write_care
from . import operations
from .desk import Desk, Part
from .operations import Operation
from .tasks import Tasks, part_of


class PartFields(TypedDict, total=False):
    """What may be set of a sub-task, by the names of ``TaskCare``."""

    lead: str
    officer: str
    due: date | None


class TaskCares(Part):
    """Rules, parts and droppings of tasks. Every method that changes one is one operation."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self._tasks = tasks

    def proposed_rule(self, row: TaskRow) -> Recurrence | None:
        """How the plan's own words have a task come again; None where they do not, or a rule is set already.

        Turns from this month on are proposed where the plan is running: what was before, nobody asked for.
        """
        if row.care.rule is not None:
            return None
        from ..domain.recurrence_words import proposed_rule

        rule = proposed_rule(row.assignment.due_text, row.text)
        return replace(rule, begins=self._desk.today().replace(day=1)) if rule is not None else None

    def proposals(self, rows: Iterable[TaskRow]) -> list[tuple[TaskRow, Recurrence]]:
        """The open tasks among these that the plan's words have come again, each with its rule."""
        found = ((row, self.proposed_rule(row)) for row in rows if row.status.is_open)
        return [(row, rule) for row, rule in found if rule is not None]

    def of_task(self, task_id: str) -> list[TaskCare]:
        """What the office adds to a task and its parts."""
        return list(self._desk.store.cares().get(task_id, {}).values())

    def set_rule(self, task_id: str, rule: Recurrence | None) -> Changes:
        """Sets how a task comes again; None ends it, and keeps what was reported on its turns.

        Raises Refusal where no turn is due while the task is to be done.
        """
        row = self._tasks.get(task_id)
        self._desk.admit(operations.SET_RULE, [row.area or WHOLE_OFFICE])
        if rule is not None:
            self._tasks.refuse_empty(row, rule)
        label = f"Đặt nhiệm vụ lặp lại {rule.words}" if rule else "Bỏ lặp lại nhiệm vụ"
        return self._write(operations.SET_RULE, row, replace(row.care, rule=rule), label=label)

    def accept(self, proposals: Iterable[tuple[TaskRow, Recurrence]]) -> Changes:
        """Has several tasks come again as the plan's words have them, in one operation."""
        chosen = list(proposals)
        self._desk.admit(operations.SET_RULE, {row.area or WHOLE_OFFICE for row, _ in chosen})
        label = f"Đặt {len(chosen)} nhiệm vụ lặp lại theo kế hoạch"
        with self._desk.operation(operations.SET_RULE, "", label) as recorder:
            for row, rule in chosen:
                self._tasks.refuse_empty(row, rule)
                write_care(recorder, replace(row.care, task_id=row.id, rule=rule))
        return recorder.changes

    def set_part(self, task_id: str, part: str, **fields: Unpack[PartFields]) -> Changes:
        """Sets who does a sub-task, and by when."""
        row = self._tasks.get(task_id)
        self._desk.admit(operations.SET_SUBTASK, [row.area or WHOLE_OFFICE])
        care = part_of(row, part).care
        if not part or is_turn_key(part):
            raise Refusal("Chỉ giao người, đặt hạn riêng được cho nhiệm vụ thành phần.", "part")
        due = fields.get("due", care.due)
        if due is not None and not date(2000, 1, 1) <= due <= date(2100, 12, 31):
            raise Refusal("Hạn phải từ năm 2000 đến năm 2100.", "due")
        changed = replace(
            care,
            lead=clean_line(fields.get("lead", care.lead)),
            officer=clean_line(fields.get("officer", care.officer)),
            due=due,
        )
        return self._write(operations.SET_SUBTASK, row, changed, part)

    def set_reason(self, task_id: str, reason: str, part: str = "") -> Changes:
        """Corrects why a task, or a part of it, is late, or says it before anything is reported."""
        row = self._tasks.get(task_id)
        self._desk.admit(operations.SET_LATE_REASON, [row.area or WHOLE_OFFICE])
        found = part_of(row, part)
        cleaned = clean_line(reason)
        changed = replace(found.care, reason=cleaned, reason_due=found.due if cleaned else None)
        return self._write(operations.SET_LATE_REASON, row, changed, part)

    def drop(self, task_id: str, dropping: Dropping, part: str = "") -> Changes:
        """Says that a task, or a part of it, is not done any more, by which document.

        From the document's day on it is counted for nothing. Raises Refusal for a day that has not come yet,
        and for what is done already.
        """
        row = self._tasks.get(task_id)
        self._desk.admit(operations.DROP_TASK, [row.area or WHOLE_OFFICE])
        found = part_of(row, part)
        if found.status.is_done:
            raise Refusal("Nhiệm vụ đã hoàn thành nên không thể ghi là không thực hiện nữa.", "number")
        if dropping.day > self._desk.today():
            raise Refusal(
                f"Ngày văn bản ({short_date(dropping.day)}) chưa tới. Hãy ghi ngày của văn bản đã ban hành.",
                "day",
            )
        dropping = Dropping(dropping.day, clean_line(dropping.number), clean_text(dropping.words))
        changed = replace(found.care, dropping=dropping)
        return self._write(operations.DROP_TASK, row, changed, part, dropping.day)

    def take_back(self, task_id: str, part: str = "") -> Changes:
        """Says that a task which was dropped is done after all."""
        row = self._tasks.get(task_id)
        self._desk.admit(operations.TAKE_BACK_TASK, [row.area or WHOLE_OFFICE])
        care = part_of(row, part).care
        if care.dropping is None:
            raise Refusal("Nhiệm vụ này đang thực hiện nên không có gì để lấy lại.")
        return self._write(
            operations.TAKE_BACK_TASK, row, replace(care, dropping=None), part, care.dropping.day
        )

    def _write(
        self,
        operation: Operation,
        row: TaskRow,
        care: TaskCare,
        part: str = "",
        since: date | None = None,
        label: str = "",
    ) -> Changes:
        subject = f"{row.text} ({part_of(row, part).label})" if part else row.text
        with self._desk.operation(operation, subject, label, since) as recorder:
            write_care(recorder, replace(care, task_id=row.id, part=part))
        return recorder.changes
