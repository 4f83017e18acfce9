"""What an office does with its tasks: look over them, and report how far they have come."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ..domain import outline, plan_views
from ..domain.access import WHOLE_OFFICE
from ..domain.dates import short_date
from ..domain.errors import LateReasonNeeded, Refusal, SubtasksOpen
from ..domain.names import units_together
from ..domain.offices import Succession
from ..domain.periods import PlanPeriod
from ..domain.plan import Item, ItemKind, Plan, new_id
from ..domain.recurrence import Recurrence
from ..domain.task_care import NO_CARE, TaskCare
from ..domain.task_standing import Standing, TaskFacts, is_done, stand
from ..domain.tasks import (
    ALL_TASKS,
    IN_FORCE,
    Assignment,
    TaskFilter,
    TaskPart,
    TaskRow,
    TaskStatus,
    TaskUpdate,
)
from ..domain.text import clean_line, clean_text, fold
from ..storage.changes import Changes
from ..storage.criteria_kinds import CRITERION_TASKS
from ..storage.office_rows import SUCCESSIONS
from ..storage.plan_writing import write_update
from ..storage.task_kinds import write_care
from . import operations
from .desk import DAY, OWN_PLAN_TABLES, PLAN_TABLES, Desk, Part
from .settings import successors

if TYPE_CHECKING:
    from ..domain.criteria.tasks import CriterionTask
    from ..domain.task_alerts import Alert
    from .given_tasks import GivenTasks

TASK_TABLES = (*OWN_PLAN_TABLES, "task_updates", "task_care", "unit_successions", DAY)
"""What the lists of tasks are read from."""
TALLY_TABLES = (*PLAN_TABLES, "task_updates", "task_care")
"""What the tasks of a plan that are done are counted from."""


class Tasks(Part):
    """The tasks of all plans."""

    def __init__(self, desk: Desk, given: "Callable[[], GivenTasks]") -> None:
        super().__init__(desk)
        self.given = given
        """The tasks from above, some of which are one with a task of a plan."""
        self._of_today = desk.derived(self._read_rows, TASK_TABLES)
        self._named = desk.per_plan(self._find_named, TASK_TABLES)
        self._counted = desk.per_plan(lambda plan_id: len(self._placed(plan_id)[1]), PLAN_TABLES)
        self._tallied = desk.per_plan(self._tally, TALLY_TABLES, keep=1024)
        self._places: dict[str, tuple[Plan, list[plan_views.Placed]]] = {}
        self._made: dict[str, _Made] = {}
        self._reason = ""
        self._closes_all = False

    def rows(self, chosen: TaskFilter = ALL_TASKS) -> list[TaskRow]:
        """The tasks that the filter lets through, in the order of the plans, with today's status."""
        # What is of the day, or of one plan, does without the plans of years gone by.
        if chosen.plan_id:
            return list(filter(chosen.tester(), self._rows_at(self._desk.today(), {chosen.plan_id})))
        every = self._of_today(chosen.in_force)
        return list(every if chosen == ALL_TASKS else filter(chosen.tester(), every))

    def criterion_of(self, task_id: str) -> "CriterionTask | None":
        """The criterion of the index that a task was made for; None for other tasks."""
        kept = self._desk.store.records(CRITERION_TASKS)
        return next((each for each in kept if each.item_id == task_id), None)

    def among(self, task_ids: Iterable[str]) -> dict[str, TaskRow]:
        """These tasks of plans by their identities, as they stand today; what is no such task is left out."""
        wanted = dict.fromkeys(task_ids)
        plans = {plan_id for each in wanted if (plan_id := self._desk.plan_of(each)) is not None}
        rows = {row.id: row for row in self._rows_at(self._desk.today(), plans)} if plans else {}
        return {each: rows[each] for each in wanted if each in rows}

    def standing(self, plans: Sequence[Plan], day: date) -> list[TaskRow]:
        """The tasks of these plans (whose heads will do) as they stood at the end of a day; today's where
        that has not come yet.

        Those that were not to be done any more by then are left out: they are counted for nothing.
        """
        ids = {plan.id for plan in plans}
        rows = self._rows_at(min(day, self._desk.today()), ids)
        return [row for row in rows if row.status is not TaskStatus.DROPPED]

    def dropped(self, plans: Sequence[Plan], day: date) -> list[TaskRow]:
        """The tasks of these plans that, at the end of a day, were not to be done any more."""
        ids = {plan.id for plan in plans}
        rows = self._rows_at(min(day, self._desk.today()), ids)
        return [row for row in rows if row.status is TaskStatus.DROPPED]

    def at(self, day: date, plan_id: str) -> list[TaskRow]:
        """The tasks of a plan as they stood at the end of a day, which may be still to come."""
        return list(self._rows_at(day, {plan_id}))

    def tally(self, plans: Sequence[Plan], day: date) -> tuple[int, int]:
        """How many tasks `standing` gives, and how many of them are done."""
        day, total, done = min(day, self._desk.today()), 0, 0
        for plan_id in dict.fromkeys(plan.id for plan in plans):
            of_plan = self._tallied(plan_id, day)
            total, done = total + of_plan[0], done + of_plan[1]
        return total, done

    def _tally(self, plan_id: str, day: date) -> tuple[int, int]:
        plan, places = self._placed(plan_id)
        updates, cares = self._desk.store.known_plans.updates(plan_id), self._desk.store.cares()
        found = [
            is_done(facts_of(item, plan, updates.get(item.id, ()), cares.get(item.id, NOTHING_ADDED)), day)
            for item in (place.item for place in places)
        ]
        return sum(each is not None for each in found), sum(each is True for each in found)

    def _read_rows(self, in_force: bool) -> tuple[TaskRow, ...]:
        today, heads = self._desk.today(), self._desk.own_heads()
        return tuple(
            self._rows_at(today, {plan.id for plan in plans_in_force(heads, today)} if in_force else None)
        )

    def _find_named(self, plan_id: str) -> tuple[frozenset[str], Counter[str]]:
        """The units that lead tasks of a plan, and the persons who follow them, with how many."""
        assignments = [row.assignment for row in self._rows_at(self._desk.today(), {plan_id})]
        officers = Counter(each.officer for each in assignments if each.officer)
        return frozenset(each.lead for each in assignments if each.lead), officers

    def _rows_at(self, day: date, ids: Collection[str] | None = None) -> Iterator[TaskRow]:
        """The tasks as they stand at the end of a day, which may be still to come; of these plans alone,
        where such are given."""
        # What knows no tasks, such as most commands, starts without the days.
        from ..catalogue.working_days import working_days

        cares, days = self._desk.store.cares(), working_days()
        after, heads = successors(self._desk), self._desk.own_heads()
        took_over = self._desk.store.records(SUCCESSIONS)
        today = self._desk.today()
        in_force = {plan.id for plan in plans_in_force(heads, today)}
        for head in heads:
            if ids is not None and head.id not in ids:
                continue
            plan, places = self._placed(head.id)
            updates = self._desk.store.known_plans.updates(head.id)
            label = plan_label(plan)
            # Of today there is a row of each task already, unless it changed or something is told of it anew.
            made, since = _Made(label, plan.period, day, plan.id in in_force, took_over), {}
            if day == today:
                if (last := self._made.get(plan.id)) is not None and last.is_like(made):
                    since = last.rows
                self._made[plan.id] = made
            for place in places:
                item = place.item
                told = updates.get(item.id, ()), cares.get(item.id, NOTHING_ADDED)
                if (last_row := since.get(item.id)) is not None and last_row.is_good(place, told):
                    made.rows[item.id] = last_row
                    yield last_row.row
                    continue
                facts = facts_of(item, plan, *told)
                stands = stand(facts, day)
                planned = assignment = facts.assignment
                if after is not None:
                    assignment = after.assignment(planned, day, _closed_on(facts, stands))
                row = TaskRow(
                    id=item.id,
                    plan_id=plan.id,
                    plan_label=label,
                    area=place.area or 0,
                    text=item.text,
                    assignment=assignment,
                    due=stands.due,
                    due_is_own=stands.due_is_own,
                    progress=stands.progress,
                    status=stands.status,
                    in_force=plan.id in in_force and stands.status is not TaskStatus.DROPPED,
                    work_by=days.last_on_or_before(stands.due),
                    care=facts.cares.get("", NO_CARE),
                    turns=stands.turns,
                    subtasks=stands.subtasks,
                    planned=planned if planned is not assignment else None,
                    lead_now=after.now(assignment.lead, day) if after is not None else assignment.lead,
                )
                if day == today:
                    made.rows[item.id] = _MadeRow(item, place.area, told, row)
                yield row

    def _placed(self, plan_id: str) -> tuple[Plan, list[plan_views.Placed]]:
        """A plan with its tasks, which reports of their progress leave where they are."""
        plan, known = self._desk.plan(plan_id), self._desk.store.known_plans
        last = self._places.get(plan_id)
        if last is None or last[0] is not plan:
            last = plan, plan_views.tasks(plan)
            # What was made of plans that are held no more goes with them.
            self._places = {key: each for key, each in self._places.items() if known.is_held(key)}
            self._made = {key: each for key, each in self._made.items() if known.is_held(key)}
            self._places[plan_id] = last
        return last

    def get(self, task_id: str) -> TaskRow:
        """One task. Raises Refusal where there is none."""
        if (row := self.among([task_id]).get(task_id)) is not None:
            return row
        raise Refusal(f"Không có nhiệm vụ mã «{task_id}». Hãy xem danh sách nhiệm vụ.", "task_id")

    def updates(self, task_id: str, part: str = "") -> list[TaskUpdate]:
        """The updates of the task as a whole, or of one of its parts, oldest first."""
        return [each for each in self.all_updates(task_id) if each.part == part]

    def all_updates(self, task_id: str) -> Sequence[TaskUpdate]:
        """The updates of the task and of its parts, oldest first."""
        return self._desk.store.known_plans.updates_of(task_id)

    @contextmanager
    def because(self, reason: str) -> Iterator[None]:
        """While this lasts, reports on what is late are taken for this reason, which is kept."""
        before, self._reason = self._reason, clean_line(reason)
        try:
            yield
        finally:
            self._reason = before

    @contextmanager
    def closing_subtasks(self) -> Iterator[None]:
        """While this lasts, a task may be closed whose sub-tasks are open: they are closed with it."""
        before, self._closes_all = self._closes_all, True
        try:
            yield
        finally:
            self._closes_all = before

    def report(self, task_id: str, update: TaskUpdate) -> Changes:
        """Reports how far a task is, or a part of it; with the ``id`` of an earlier update, corrects it.

        Of a task that comes again, a report that names no part is on the turn that is to be done next.
        Raises Refusal for an unknown task or part, or a day that has not come yet; LateReasonNeeded and
        SubtasksOpen as `reasons_kept` and `refuse_open_subtasks` do.
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
            part=update.part or self.part_meant(row),
        )
        part_of(row, update.part)
        self.refuse_open_subtasks([(row, update)])
        cares = self.reasons_kept([(row, update)])
        days = [update.day, *(each.day for each in self.all_updates(task_id) if each.id == update.id)]
        subject = row.text if not update.part else f"{row.text} ({part_of(row, update.part).label})"
        with self._desk.operation(operations.REPORT_PROGRESS, subject, since=min(days)) as recorder:
            write_update(recorder, task_id, update)
            for care in cares:
                write_care(recorder, care)
            self.given().follow_tasks(recorder, {task_id: update})
        return recorder.changes

    @staticmethod
    def part_meant(row: TaskRow) -> str:
        """The part that a report speaks of which names none: of a task that comes again, the turn that is to
        be done next, or its last one."""
        turn = row.next_turn or (row.turns[-1] if row.turns else None)
        return turn.key if turn is not None else ""

    def refuse_empty(self, row: TaskRow, rule: Recurrence) -> None:
        """Raises Refusal where a rule has no turn while a task is to be done."""
        plan = self._desk.plan(row.plan_id)
        facts = facts_of(outline.find(plan.items, row.id), plan, (), {"": TaskCare(row.id, rule=rule)})
        if not stand(facts, self._desk.today()).turns:
            raise Refusal(
                f"Không có kỳ nào {rule.words} đến hạn trước {short_date(facts.due)}. Hãy chọn chu kỳ ngắn "
                "hơn hoặc ngày bắt đầu sớm hơn.",
                "begins",
            )

    def refuse_open_subtasks(self, reports: Sequence[tuple[TaskRow, TaskUpdate]]) -> None:
        """Raises SubtasksOpen where a report closes a task whose sub-tasks are open, and nobody said that
        they are closed with it."""
        if self._closes_all:
            return
        left = {
            row.text: count
            for row, update in reports
            if update.percent == 100 and not update.part and not row.status.is_done
            if (count := sum(each.status.is_open for each in row.subtasks))
        }
        if len(left) > 1:
            raise SubtasksOpen(
                f"{len(left)} nhiệm vụ còn nhiệm vụ thành phần chưa xong: ghi hoàn thành cả các nhiệm vụ "
                "thành phần này?"
            )
        for text, count in left.items():
            raise SubtasksOpen(
                f"Nhiệm vụ «{shortened(text)}» còn {count} nhiệm vụ thành phần chưa xong: "
                "ghi hoàn thành cả nhiệm vụ và các nhiệm vụ thành phần này?"
            )

    def reasons_kept(self, reports: Sequence[tuple[TaskRow, TaskUpdate]]) -> list[TaskCare]:
        """What the office adds to tasks that are reported on after their due day: why they are late.

        A reason is asked for once for each due day that was missed. Raises LateReasonNeeded where there is
        none yet, and nobody says it now.
        """
        late = []
        for row, update in reports:
            whole, part = part_of(row, ""), part_of(row, update.part)
            # A sub-task without a day of its own is as late as its task, which has the reason.
            of_subtask = [whole, part] if part.care.due is not None else [whole]
            for each in of_subtask if part in row.subtasks else [part]:
                if update.day > each.due and not each.care.reason_for(each.due):
                    late.append((row, each))
        if late and not self._reason:
            raise LateReasonNeeded(_why_late(late))
        return [
            replace(part.care, task_id=row.id, part=part.key, reason=self._reason, reason_due=part.due)
            for row, part in late
        ]

    def delete_update(self, update_id: str) -> Changes:
        """Removes one update of a task."""
        row = self._desk.store.row("task_updates", update_id)
        task = self.among([row["task_id"]]).get(row["task_id"]) if row is not None else None
        self._desk.admit(operations.DELETE_UPDATE, [task.area or WHOLE_OFFICE] if task else ())
        subject = task.text if task else ""
        with self._desk.operation(operations.DELETE_UPDATE, subject) as recorder:
            recorder.delete("task_updates", update_id)
        return recorder.changes

    def alerts(self, day: date) -> "tuple[Alert, ...]":
        """What of the plans in force is to be done within the days that the office is warned before, the
        nearest first: tasks, the turns of those that come again, and sub-tasks with a day of their own."""
        from ..catalogue.working_days import alert_days, working_days
        from ..domain.task_alerts import alerts

        rows = [row for row in self._rows_at(day) if row.in_force]
        return alerts(rows, day, alert_days(), working_days().last_on_or_before)

    def counts(self, chosen: TaskFilter = ALL_TASKS) -> Counter[TaskStatus]:
        """How many of the tasks stand at each status."""
        return Counter(row.status for row in self.rows(chosen))

    def leads(self) -> list[str]:
        """The leading units named by the tasks, each once in its shortest spelling, for filters."""
        named = {lead for head in self._desk.own_heads() for lead in self._named(head.id)[0]}
        return sorted(units_together((), sorted(named, key=lambda name: (len(name), name))), key=fold)

    def first_filter(self) -> TaskFilter:
        """What a list of tasks shows at first: where there are plans of years gone by, those that the office
        works by today."""
        heads = self._desk.own_heads()
        return ALL_TASKS if len(plans_in_force(heads, self._desk.today())) == len(heads) else IN_FORCE

    def total(self) -> int:
        """How many tasks there are in all plans."""
        return sum(map(self._counted, (head.id for head in self._desk.own_heads())))

    def officers(self) -> Counter[str]:
        """The persons who follow tasks, with how many."""
        return sum((self._named(head.id)[1] for head in self._desk.own_heads()), Counter[str]())


NOTHING_ADDED: Mapping[str, TaskCare] = {}


def facts_of(
    item: Item, plan: Plan, updates: Sequence[TaskUpdate], cares: Mapping[str, TaskCare]
) -> TaskFacts:
    """What the standing of a task of a plan follows from."""
    below = [(each.id, each.text) for each in item.children if each.kind is ItemKind.SUBTASK]
    assignment = item.assignment or Assignment()
    return TaskFacts(assignment, plan.period.starts, plan.period.ends, below, updates, cares)


_Told = tuple[Sequence[TaskUpdate], Mapping[str, TaskCare]]
"""What is stored of a task beside its plan."""


@dataclass(frozen=True, slots=True)
class _MadeRow:
    """The row of a task, with what it was made of."""

    item: Item
    area: int | None
    told: _Told
    row: TaskRow

    def is_good(self, place: plan_views.Placed, told: _Told) -> bool:
        """Whether the task still says the same, and the same is told of it."""
        was = self.told
        is_told = was[0] is told[0] and (was[1] is told[1] or was[1] == told[1])
        return is_told and self.item is place.item and self.area == place.area


@dataclass(slots=True)
class _Made:
    """The rows of a plan's tasks, as they were made for a day, with what else they depend on."""

    label: str
    period: PlanPeriod
    day: date
    in_force: bool
    took_over: Sequence[Succession]
    rows: dict[str, _MadeRow] = field(default_factory=dict)

    def is_like(self, other: "_Made") -> bool:
        """Whether a row of the one is one of the other where its task is the same."""
        mine, others = ((each.label, each.period, each.day, each.in_force) for each in (self, other))
        return mine == others and self.took_over is other.took_over


def part_of(row: TaskRow, key: str) -> TaskPart:
    """A part of a task; the task itself where ``key`` is empty. Raises Refusal for an unknown one."""
    if not key:
        return TaskPart("", row.text, row.due, row.progress, row.status, care=row.care)
    for part in (*row.turns, *row.subtasks):
        if part.key == key:
            return part
    raise Refusal(f"Nhiệm vụ «{shortened(row.text)}» không có kỳ hoặc nhiệm vụ thành phần «{key}».", "part")


def shortened(text: str) -> str:
    """A task's words, cut where a sentence about it would be lost in them."""
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _why_late(late: Sequence[tuple[TaskRow, TaskPart]]) -> str:
    """What is asked for, in one sentence."""
    row, part = late[0]
    if len(late) > 1:
        return f"{len(late)} nhiệm vụ đã quá hạn: hãy ghi lý do chậm."
    named = f", {part.label}," if part.key else ""
    return f"Nhiệm vụ «{shortened(row.text)}»{named} có hạn {short_date(part.due)}: hãy ghi lý do chậm."


def _closed_on(facts: TaskFacts, stands: Standing) -> date | None:
    """The day on which nothing was left to do of a task; None while it is open."""
    if stands.status.is_done and stands.progress is not None:
        return stands.progress.day
    dropping = facts.cares.get("", NO_CARE).dropping
    return dropping.day if stands.status is TaskStatus.DROPPED and dropping is not None else None


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
