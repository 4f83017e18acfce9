"""Plans as rows and back: the one place that knows how the tree lies in the tables.

A plan is written by comparing the rows that it has with the rows that it should have, so an edit of the tree
touches, and journals, only what it changed.
"""

import json
from collections.abc import Iterator

from sqlite_utils import Database

from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.plan import Item, ItemKind, Plan, Signer
from ..domain.targets import Comparator, Measure, Milestone
from ..domain.tasks import Assignment, TaskUpdate
from .columns import Row, from_columns, to_columns
from .journal import Recorder, read_row

KeyedRow = tuple[tuple[str, str], Row]
"""A row with its (table, id)."""


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


def plan_rows(plan: Plan) -> dict[tuple[str, str], Row]:
    """Every row that a plan takes, parents before children."""
    rows = {("plans", plan.id): _plan_row(plan)}
    for rank, text in enumerate(plan.recipients):
        row_id = f"{plan.id}.r{rank}"
        rows["recipients", row_id] = {"id": row_id, "plan_id": plan.id, "rank": rank, "text": text}
    for rank, item in enumerate(plan.items):
        rows.update(_item_rows(plan.id, None, rank, item))
    return rows


def _plan_row(plan: Plan) -> Row:
    period = plan.period
    return {
        **to_columns(plan, ("items", "recipients", "period", "signer")),
        "period_kind": period.kind.value,
        "first_year": period.first_year,
        "last_year": period.last_year,
        "half": period.half,
        **{f"signer_{name}": value for name, value in to_columns(plan.signer).items()},
    }


def _item_rows(plan_id: str, parent_id: str | None, rank: int, item: Item) -> Iterator[KeyedRow]:
    place = {"plan_id": plan_id, "parent_id": parent_id, "rank": rank}
    yield ("plan_items", item.id), {**to_columns(item, _NOT_IN_ITEMS), **place}
    if item.kind is ItemKind.TARGET:
        yield from _measure_rows(item.id, item.id, None, 0, item.measure or Measure())
    if item.kind is ItemKind.TASK:
        yield ("tasks", item.id), {"id": item.id, **to_columns(item.assignment or Assignment())}
    for child_rank, child in enumerate(item.children):
        yield from _item_rows(plan_id, item.id, child_rank, child)


_NOT_IN_ITEMS = ("measure", "assignment", "children", "source", "doubt")


def _measure_rows(
    item_id: str, row_id: str, parent_id: str | None, rank: int, measure: Measure
) -> Iterator[KeyedRow]:
    yield (
        ("targets", row_id),
        {
            "id": row_id,
            "item_id": item_id,
            "parent_id": parent_id,
            "rank": rank,
            **to_columns(measure, ("milestones", "subtargets")),
            "milestones": json.dumps(
                [[m.first_year, m.last_year, m.comparator.value, m.value] for m in measure.milestones]
            ),
        },
    )
    for sub_rank, sub in enumerate(measure.subtargets):
        yield from _measure_rows(item_id, f"{row_id}.{sub_rank}", row_id, sub_rank, sub)


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
        return from_columns(
            Item,
            row,
            measure=self._measure(measure) if measure else None,
            assignment=from_columns(Assignment, assignment) if assignment else None,
            children=self.build(row["id"]),
        )

    def _measure(self, row: Row) -> Measure:
        return from_columns(
            Measure,
            row,
            milestones=tuple(
                Milestone(first, last, Comparator(comparator), value)
                for first, last, comparator, value in json.loads(row["milestones"])
            ),
            subtargets=tuple(self._measure(sub) for sub in self._submeasures.get(row["id"], ())),
        )


def plan_head(row: Row, items: tuple[Item, ...] = (), recipients: tuple[str, ...] = ()) -> Plan:
    """The plan of a row of ``plans``."""
    return from_columns(
        Plan,
        row,
        period=PlanPeriod(PeriodKind(row["period_kind"]), row["first_year"], row["last_year"], row["half"]),
        items=items,
        recipients=recipients,
        signer=Signer(row["signer_authority"], row["signer_position"], row["signer_name"]),
    )


def task_update(row: Row) -> TaskUpdate:
    """The update of a row of ``task_updates``."""
    return from_columns(TaskUpdate, row)


def write_update(recorder: Recorder, task_id: str, update: TaskUpdate) -> None:
    """Adds the update to the task or makes the stored one what it is now."""
    before = read_row(recorder.db, "task_updates", update.id)
    last = recorder.db.execute("SELECT coalesce(max(entered), 0) FROM task_updates").fetchone()[0]
    entered = before["entered"] if before else last + 1
    recorder.put("task_updates", update.id, {**to_columns(update), "task_id": task_id, "entered": entered})
