"""Plans as rows and back: the one place that knows how the tree lies in the tables.

A plan is written by comparing the rows that it has with the rows that it should have, so an edit of the tree
touches, and journals, only what it changed.
"""

import json
from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.plan import Item, ItemKind, Plan, PlanLevel, PlanStatus, Signer, Topic
from ..domain.targets import Comparator, Direction, Measure, Milestone, TargetKind
from ..domain.tasks import Assignment, TaskSource, TaskUpdate
from .journal import Recorder, Row, read_row

Rows = dict[tuple[str, str], Row]
"""Rows by (table, id)."""


def write_plan(recorder: Recorder, before: Plan | None, after: Plan | None) -> None:
    """Makes the stored plan ``before`` into ``after``; None stands for no plan."""
    old = plan_rows(before) if before else {}
    new = plan_rows(after) if after else {}
    gone = [key for key in old if key not in new]
    for table, row_id in gone:
        if table == "tasks":
            for update in list(recorder.db.table("task_updates").rows_where("task_id = ?", [row_id])):
                recorder.delete("task_updates", update["id"])
    # Children go before their parents and come after them.
    for table, row_id in reversed(gone):
        recorder.delete(table, row_id)
    for (table, row_id), row in new.items():
        if (table, row_id) not in old:
            recorder.insert(table, row)
        elif old[table, row_id] != row:
            recorder.update(table, row_id, row)


def plan_rows(plan: Plan) -> Rows:
    """Every row that a plan takes, parents before children."""
    rows: Rows = {("plans", plan.id): _plan_row(plan)}
    for rank, text in enumerate(plan.recipients):
        row_id = f"{plan.id}.r{rank}"
        rows["recipients", row_id] = {"id": row_id, "plan_id": plan.id, "rank": rank, "text": text}
    for rank, item in enumerate(plan.items):
        rows.update(_item_rows(plan.id, None, rank, item))
    return rows


def _plan_row(plan: Plan) -> Row:
    return {
        "id": plan.id,
        "title": plan.title,
        "subject": plan.subject,
        "level": plan.level.value,
        "superior": plan.superior,
        "issuer": plan.issuer,
        "place": plan.place,
        "number": plan.number,
        "symbol": plan.symbol,
        "issued_on": _iso(plan.issued_on),
        "draft_month": plan.draft_month,
        "draft_year": plan.draft_year,
        "enclosure": plan.enclosure,
        "status": plan.status.value,
        "period_kind": plan.period.kind.value,
        "first_year": plan.period.first_year,
        "last_year": plan.period.last_year,
        "half": plan.period.half,
        "signer_authority": plan.signer.authority,
        "signer_position": plan.signer.position,
        "signer_name": plan.signer.name,
    }


def _item_rows(
    plan_id: str, parent_id: str | None, rank: int, item: Item
) -> Iterator[tuple[tuple[str, str], Row]]:
    yield (
        ("plan_items", item.id),
        {
            "id": item.id,
            "plan_id": plan_id,
            "parent_id": parent_id,
            "rank": rank,
            "kind": item.kind.value,
            "marker": item.marker,
            "text": item.text,
            "topic": item.topic.value,
            "area": item.area,
        },
    )
    if item.kind is ItemKind.TARGET:
        yield from _measure_rows(item.id, item.id, None, 0, item.measure or Measure())
    if item.kind is ItemKind.TASK:
        yield ("tasks", item.id), _assignment_row(item.id, item.assignment or Assignment())
    for child_rank, child in enumerate(item.children):
        yield from _item_rows(plan_id, item.id, child_rank, child)


def _measure_rows(
    item_id: str, row_id: str, parent_id: str | None, rank: int, measure: Measure
) -> Iterator[tuple[tuple[str, str], Row]]:
    yield (
        ("targets", row_id),
        {
            "id": row_id,
            "item_id": item_id,
            "parent_id": parent_id,
            "rank": rank,
            "fragment": measure.fragment,
            "kind": measure.kind.value,
            "comparator": measure.comparator.value,
            "value": measure.value,
            "upper": measure.upper,
            "grade": measure.grade,
            "unit": measure.unit,
            "per": measure.per,
            "direction": measure.direction.value,
            "scope": measure.scope,
            "soft": int(measure.soft),
            "baseline_year": measure.baseline_year,
            "baseline_value": measure.baseline_value,
            "step": measure.step,
            "milestones": json.dumps(
                [[m.first_year, m.last_year, m.comparator.value, m.value] for m in measure.milestones]
            ),
            "deadline": _iso(measure.deadline),
            "confirmed": int(measure.confirmed),
        },
    )
    for sub_rank, sub in enumerate(measure.subtargets):
        yield from _measure_rows(item_id, f"{row_id}.{sub_rank}", row_id, sub_rank, sub)


def _assignment_row(item_id: str, assignment: Assignment) -> Row:
    return {
        "id": item_id,
        "lead": assignment.lead,
        "support": assignment.support,
        "deliverable": assignment.deliverable,
        "start": _iso(assignment.start),
        "due": _iso(assignment.due),
        "due_text": assignment.due_text,
        "funding": assignment.funding,
        "funding_text": assignment.funding_text,
        "officer": assignment.officer,
        "note": assignment.note,
        "source": assignment.source.value,
    }


def read_plan(db: Database, plan_id: str) -> Plan | None:
    """The plan of this identity with its whole tree, or None."""
    row = next(db.table("plans").rows_where("id = ?", [plan_id]), None)
    if row is None:
        return None
    items = list(db.table("plan_items").rows_where("plan_id = ?", [plan_id], order_by="rank"))
    of_plan = "WHERE i.plan_id = ?"
    measures = list(
        db.query(
            f"SELECT t.* FROM targets t JOIN plan_items i ON i.id = t.item_id {of_plan} ORDER BY t.rank",
            [plan_id],
        )
    )
    assignments = db.query(f"SELECT t.* FROM tasks t JOIN plan_items i ON i.id = t.id {of_plan}", [plan_id])
    recipients = db.table("recipients").rows_where("plan_id = ?", [plan_id], order_by="rank")
    tree = _Tree(items, measures, {task["id"]: task for task in assignments})
    return plan_head(row, tree.build(None), tuple(r["text"] for r in recipients))


class _Tree:
    """Rows of one plan, gathered by parent, on their way to a tree."""

    def __init__(self, items: list[Row], measures: list[Row], assignments: dict[str, Row]) -> None:
        self._children: dict[str | None, list[Row]] = {}
        for row in items:
            self._children.setdefault(row["parent_id"], []).append(row)
        self._measures = {row["id"]: row for row in measures}
        self._submeasures: dict[str, list[Row]] = {}
        for row in measures:
            if row["parent_id"] is not None:
                self._submeasures.setdefault(row["parent_id"], []).append(row)
        self._assignments = assignments

    def build(self, parent_id: str | None) -> tuple[Item, ...]:
        return tuple(self._item(row) for row in self._children.get(parent_id, ()))

    def _item(self, row: Row) -> Item:
        measure = self._measures.get(row["id"])
        assignment = self._assignments.get(row["id"])
        return Item(
            kind=ItemKind(row["kind"]),
            text=row["text"],
            marker=row["marker"],
            topic=Topic(row["topic"]),
            area=row["area"],
            measure=self._measure(measure) if measure else None,
            assignment=_assignment(assignment) if assignment else None,
            children=self.build(row["id"]),
            id=row["id"],
        )

    def _measure(self, row: Row) -> Measure:
        return Measure(
            kind=TargetKind(row["kind"]),
            comparator=Comparator(row["comparator"]),
            value=row["value"],
            upper=row["upper"],
            grade=row["grade"],
            unit=row["unit"],
            per=row["per"],
            direction=Direction(row["direction"]),
            scope=row["scope"],
            soft=bool(row["soft"]),
            baseline_year=row["baseline_year"],
            baseline_value=row["baseline_value"],
            step=row["step"],
            milestones=tuple(
                Milestone(first, last, Comparator(comparator), value)
                for first, last, comparator, value in json.loads(row["milestones"])
            ),
            deadline=_day(row["deadline"]),
            fragment=row["fragment"],
            confirmed=bool(row["confirmed"]),
            subtargets=tuple(self._measure(sub) for sub in self._submeasures.get(row["id"], ())),
        )


def plan_head(row: Row, items: tuple[Item, ...] = (), recipients: tuple[str, ...] = ()) -> Plan:
    """The plan of a row of ``plans``."""
    return Plan(
        subject=row["subject"],
        period=PlanPeriod(PeriodKind(row["period_kind"]), row["first_year"], row["last_year"], row["half"]),
        title=row["title"],
        level=PlanLevel(row["level"]),
        superior=row["superior"],
        issuer=row["issuer"],
        place=row["place"],
        number=row["number"],
        symbol=row["symbol"],
        issued_on=_day(row["issued_on"]),
        draft_month=row["draft_month"],
        draft_year=row["draft_year"],
        enclosure=row["enclosure"],
        status=PlanStatus(row["status"]),
        items=items,
        recipients=recipients,
        signer=Signer(row["signer_authority"], row["signer_position"], row["signer_name"]),
        id=row["id"],
    )


def _assignment(row: Row) -> Assignment:
    return Assignment(
        lead=row["lead"],
        support=row["support"],
        deliverable=row["deliverable"],
        start=_day(row["start"]),
        due=_day(row["due"]),
        due_text=row["due_text"],
        funding=row["funding"],
        funding_text=row["funding_text"],
        officer=row["officer"],
        note=row["note"],
        source=TaskSource(row["source"]),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def task_update(row: Row) -> TaskUpdate:
    """The update of a row of ``task_updates``."""
    return TaskUpdate(
        day=date.fromisoformat(row["day"]),
        percent=row["percent"],
        result=row["result"],
        officer=row["officer"],
        note=row["note"],
        id=row["id"],
    )


def write_update(recorder: Recorder, task_id: str, update: TaskUpdate) -> None:
    """Adds the update to the task or makes the stored one what it is now."""
    before = read_row(recorder.db, "task_updates", update.id)
    last = recorder.db.execute("SELECT coalesce(max(entered), 0) FROM task_updates").fetchone()[0]
    recorder.put(
        "task_updates",
        update.id,
        {
            "id": update.id,
            "task_id": task_id,
            "day": update.day.isoformat(),
            "percent": update.percent,
            "result": update.result,
            "officer": update.officer,
            "note": update.note,
            "entered": before["entered"] if before else last + 1,
        },
    )
