"""Many tasks at once: who does them by when and how far they are, in one operation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..domain.access import WHOLE_OFFICE
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.plan import Item, Plan, new_id
from ..domain.plan_issues import UNSIGNED
from ..domain.tasks import TaskRow, TaskUpdate, progressed
from ..domain.text import clean_line
from ..storage.changes import Changes
from ..storage.plan_writing import write_plan, write_update
from ..storage.task_kinds import write_care
from . import operations
from .desk import Desk, Part
from .plans import AssignmentFields
from .settings import Settings
from .tasks import Tasks, part_of, shortened


class TaskRefusal(Refusal):
    """A refusal that speaks of one of several tasks: ``task_id``; ``field`` is the field of its assignment,
    or «percent»."""

    def __init__(self, row: TaskRow, refusal: Refusal) -> None:
        super().__init__(f"Nhiệm vụ «{shortened(row.text)}»: {refusal}", refusal.field)
        self.task_id = row.id


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """What is to be set of one task: fields of its assignment, and how far it is today."""

    fields: AssignmentFields = field(default_factory=AssignmentFields)
    percent: int | None = None


class Assigning(Part):
    """Work that is given out, taken back and reported for several tasks together."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: Settings) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._settings = settings

    def assign(self, task_ids: Iterable[str], edit: TaskEdit) -> Changes:
        """Sets the same of several tasks; see ``write``."""
        edits = dict.fromkeys(task_ids, edit)
        return self.write(edits, edit_words(edit, len(edits)) if len(edits) > 1 else "")

    def write(self, edits: Mapping[str, TaskEdit], label: str) -> Changes:
        """Sets something of each task in one operation, all of it or nothing; ``label`` is its name in the
        journal, the usual one where empty.

        Raises TaskRefusal for what one task cannot take (a plan that was issued keeps the lead and the due
        day that its text holds), Refusal for an unknown task.
        """
        if given := [row for each in edits if (row := self._tasks.given().find(each)) is not None]:
            return self._write_given(given, edits)
        rows = self._tasks.among(edits)
        only_progress = not any(edit.fields for edit in edits.values())
        operation = operations.REPORT_PROGRESS if only_progress else operations.SET_ASSIGNMENT
        reported = [row for each in edits if (row := rows.get(each)) is not None] if only_progress else []
        self._desk.admit(operation, {row.area or WHOLE_OFFICE for row in reported})
        plans = self.edited_plans(edits)
        updates = self._new_updates(edits, rows)
        reports = [(_put_off(rows[task_id], edits[task_id]), update) for task_id, update in updates.items()]
        self._tasks.refuse_open_subtasks(reports)
        cares = self._tasks.reasons_kept(reports)
        subject = rows[next(iter(edits))].text if len(edits) == 1 else ""
        with self._desk.operation(operation, subject, label) as recorder:
            for before, after in plans:
                write_plan(recorder, before, after)
            for task_id, update in updates.items():
                write_update(recorder, task_id, update)
            for care in cares:
                write_care(recorder, care)
            self._tasks.given().follow_tasks(recorder, updates)
        return recorder.changes

    def _write_given(self, given: Sequence[TaskRow], edits: Mapping[str, TaskEdit]) -> Changes:
        """Sets something of tasks from above, which are rows of their register."""
        if len(given) < len(edits):
            raise Refusal(
                "Đã chọn cả nhiệm vụ của kế hoạch và nhiệm vụ ở sổ «Nhiệm vụ cấp trên giao». "
                "Hãy làm riêng từng loại."
            )
        try:
            return self._tasks.given().write(edits)
        except Refusal as refusal:
            raise TaskRefusal(given[0], refusal) from refusal

    def edited_plans(self, edits: Mapping[str, TaskEdit]) -> list[tuple[Plan, Plan]]:
        """Every plan whose assignments the edits change, before and after; nothing is stored.

        Raises what ``write`` raises.
        """
        rows = self._tasks.among(edits)
        if gone := [task_id for task_id in edits if task_id not in rows]:
            raise Refusal(f"Không có nhiệm vụ mã «{gone[0]}». Hãy xem danh sách nhiệm vụ.", "task_id")
        assigned = {task_id: edit.fields for task_id, edit in edits.items() if edit.fields}
        found: list[tuple[Plan, Plan]] = []
        for plan_id in dict.fromkeys(rows[task_id].plan_id for task_id in assigned):
            plan = self._desk.plan(plan_id)
            items = _assigned(plan.items, assigned, rows, plan)
            found.append((plan, replace(plan, items=items)))
        return found

    def _new_updates(
        self, edits: Mapping[str, TaskEdit], rows: Mapping[str, TaskRow]
    ) -> dict[str, TaskUpdate]:
        """The updates that say how far the tasks are today, where that is news."""
        today, found = self._desk.today(), {}
        for task_id, edit in edits.items():
            row = rows[task_id]
            if edit.percent is None:
                continue
            part = self._tasks.part_meant(row)
            meant = part_of(row, part)
            if edit.percent == meant.percent and meant.progress is not None:
                continue
            officer = self._settings.at_the_desk() or edit.fields.get("officer", row.assignment.officer)
            try:
                update = progressed(self._tasks.updates(task_id, part), edit.percent, today, officer, part)
            except Refusal as refusal:
                raise TaskRefusal(row, refusal) from refusal
            found[task_id] = replace(update, id=update.id or new_id())
        return found


def _assigned(
    items: tuple[Item, ...],
    assigned: Mapping[str, AssignmentFields],
    rows: Mapping[str, TaskRow],
    plan: Plan,
) -> tuple[Item, ...]:
    """The tree with the assignments of some tasks set."""
    found: list[Item] = []
    for item in items:
        children = _assigned(item.children, assigned, rows, plan)
        new = item if children == item.children else replace(item, children=children)
        if item.id in assigned:
            try:
                new = _assign(new, assigned[item.id], plan)
            except Refusal as refusal:
                raise TaskRefusal(rows[item.id], refusal) from refusal
        found.append(new)
    return tuple(found)


def _assign(item: Item, fields: AssignmentFields, plan: Plan) -> Item:
    values: dict[str, Any] = {
        name: clean_line(value) if isinstance(value, str) else value for name, value in fields.items()
    }
    before = item.assignment
    changed = {name for name, value in values.items() if before is None or getattr(before, name) != value}
    if not plan.status.is_open and not changed <= UNSIGNED:
        printed = "đơn vị chủ trì" if "lead" in changed else "hạn" if "due" in changed else "nội dung này"
        raise Refusal(
            f"kế hoạch đã ban hành (số {plan.number}/{plan.symbol}) nên {printed} được giữ nguyên. "
            "Muốn sửa, hãy chọn «Sửa đổi kế hoạch» ở trang Kế hoạch.",
            "lead" if "lead" in changed else "due",
        )
    # Whose patterns take longer to be made than any other module of a start.
    from ..domain.assignments import assign

    return assign(item, values)


def _put_off(row: TaskRow, edit: TaskEdit) -> TaskRow:
    """The task as it is due once it is edited: what is put off in the same step is not late."""
    due = edit.fields.get("due")
    return replace(row, due=due) if due is not None and not row.turns else row


def edit_words(edit: TaskEdit, count: int) -> str:
    """What is done to ``count`` tasks, as the journal names it: «Giao 20 nhiệm vụ cho Trần Thị Bình»."""
    tasks = f"{count} nhiệm vụ"
    fields = edit.fields
    to = [fields[name] for name in ("lead", "officer") if fields.get(name)]
    parts = [f"Giao {tasks} cho {', '.join(to)}"] if to else []
    if "lead" in fields and not fields["lead"]:
        parts.append(f"Bỏ đơn vị chủ trì của {tasks}")
    if "officer" in fields and not fields["officer"]:
        parts.append(f"Bỏ người theo dõi của {tasks}")
    if "due" in fields:
        due = fields["due"]
        parts.append(f"Đặt hạn {short_date(due)} cho {tasks}" if due else f"Bỏ hạn của {tasks}")
    if edit.percent is not None:
        parts.append(f"Ghi tiến độ {edit.percent}% cho {tasks}")
    first, *others = parts or [f"Sửa {tasks}"]
    return "; ".join([first, *(each[:1].lower() + each[1:] for each in others)])
