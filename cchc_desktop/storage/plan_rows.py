"""Plans as rows and back: the one place that knows how the tree lies in the tables.

A plan is written by comparing the rows that it has with the rows that it should have, so an edit of the tree
touches, and journals, only what it changed.
"""

import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..domain.errors import Refusal
from ..domain.order_keys import order_keys
from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.plan import Item, ItemKind, Plan, Signer, new_id
from ..domain.targets import Comparator, Measure, Milestone
from ..domain.tasks import Assignment, TaskUpdate
from .columns import Row, from_columns, to_columns
from .data_file import DataFile
from .office_rows import key_after_last
from .plan_issue_rows import issue_ids
from .recorder import Recorder
from .siblings import continued

Key = tuple[str, str]
"""A row's (table, id)."""
Rows = dict[Key, Row]

_NOT_IN_ITEMS = ("measure", "assignment", "children", "source", "doubt", "answers")
_OF_PLAN = {
    "recipients": "SELECT * FROM recipients WHERE plan_id = ? ORDER BY rank, id",
    "plan_items": "SELECT * FROM plan_items WHERE plan_id = ? ORDER BY rank, id",
    "targets": (
        "SELECT t.* FROM targets t JOIN plan_items i ON i.id = t.item_id WHERE i.plan_id = ? "
        "ORDER BY t.rank, t.id"
    ),
    "tasks": "SELECT t.* FROM tasks t JOIN plan_items i ON i.id = t.id WHERE i.plan_id = ?",
}
_OF_ITEM = {
    "plan_items": "SELECT * FROM plan_items WHERE id = ?",
    "targets": "SELECT * FROM targets WHERE item_id = ? ORDER BY rank, id",
    "tasks": "SELECT * FROM tasks WHERE id = ?",
}


def write_plan(recorder: Recorder, before: Plan | None, after: Plan | None) -> None:
    """Makes the stored plan ``before`` into ``after``; None stands for no plan."""
    plan = before or after
    if plan is None:
        return
    changed = _changed_in_place(before, after) if before is not None and after is not None else None
    if before is not None and after is not None and changed is not None:
        if _plan_row(before) != _plan_row(after):
            recorder.update("plans", after.id, _plan_row(after))
        for item in changed:
            _rewrite_item(recorder, after.id, item)
        return
    stored = _stored_rows(recorder.data, plan.id)
    old = {(table, row["id"]): row for table, rows in stored.items() for row in rows}
    rank = stored["plans"][0]["rank"] if stored["plans"] else key_after_last(recorder.data, "plans")
    new = _Layout(stored, rank).rows(after) if after else {}
    gone = [key for key in old if key not in new]
    _follow(recorder, old, new, gone)
    if after is None:
        for issue_id in issue_ids(recorder.data, plan.id):
            recorder.delete("plan_issues", issue_id)
    _store(recorder, old, new, gone)


def _store(recorder: Recorder, old: Rows, new: Rows, gone: Sequence[Key]) -> None:
    # Children go before their parents and come after them.
    for table, row_id in reversed(gone):
        recorder.delete(table, row_id)
    for (table, row_id), row in new.items():
        if (table, row_id) not in old:
            recorder.insert(table, row)
        elif old[table, row_id] != row:
            recorder.update(table, row_id, row)


def _changed_in_place(before: Plan, after: Plan) -> list[Item] | None:
    """The items that say something else than before; None where items came, went, moved or became of another
    kind, or the recipients changed: then every row is looked at.

    What an edit left alone is the same object in both, and is passed over with all under it.
    """
    if before.recipients != after.recipients:
        return None
    changed: list[Item] = []
    levels = [(before.items, after.items)]
    while levels:
        olds, news = levels.pop()
        if olds is news:
            continue
        if len(olds) != len(news):
            return None
        for old, new in zip(olds, news, strict=True):
            if old is new:
                continue
            if (old.id, old.kind) != (new.id, new.kind):
                return None
            if replace(old, children=()) != replace(new, children=()):
                changed.append(new)
            levels.append((old.children, new.children))
    return changed


def _rewrite_item(recorder: Recorder, plan_id: str, item: Item) -> None:
    """Makes the rows of a stored item, without those under it, what it says now."""
    stored = _rows_of_item(recorder.data, item.id)
    old = {(table, row["id"]): row for table, rows in stored.items() for row in rows}
    new = _Layout(stored, "").rows_of_item(plan_id, stored["plan_items"][0]["parent_id"], item)
    _store(recorder, old, new, [key for key in old if key not in new])


def _rows_of_item(data: DataFile, item_id: str) -> dict[str, list[Row]]:
    """The rows of one stored item by table, without those of the items under it."""
    found = {table: data.rows(sql, [item_id]) for table, sql in _OF_ITEM.items()}
    return {**found, "targets": _parents_first(found["targets"])}


_FOLLOWED = ("task_updates", "task_care")
"""The tables of what is reported and added of tasks and their parts."""


def _follow(recorder: Recorder, old: Rows, new: Rows, gone: Sequence[Key]) -> None:
    """Lets go of what was kept of tasks and sub-tasks that go; a sub-task that comes under another task takes
    what was kept of it along."""
    moved = {
        row_id
        for (table, row_id), row in new.items()
        if table == "plan_items" and old.get((table, row_id), row)["parent_id"] != row["parent_id"]
    }
    items = {row_id for table, row_id in gone if table == "plan_items"}
    for table in _FOLLOWED if moved or items else ():
        for row in recorder.data.rows(f"SELECT id, task_id, part FROM {table} WHERE part <> ''"):
            above = new["plan_items", row["part"]]["parent_id"] if row["part"] in moved else None
            if ("tasks", above) in new:
                recorder.update(table, row["id"], {"task_id": above})
            elif row["part"] in items:
                recorder.delete(table, row["id"])
    for table, row_id in gone:
        for followed in _FOLLOWED if table == "tasks" else ():
            for row in recorder.data.rows(f"SELECT id FROM {followed} WHERE task_id = ?", [row_id]):
                recorder.delete(followed, row["id"])


def refuse_unstorable(plan: Plan) -> None:
    """Refuses a plan whose rows no data file can hold, or that would not come back from them as it is.

    What a person types is bounded where it is typed; this is for what was read from a file.
    """
    if _depth(plan.items) > MAX_DEPTH:
        raise Refusal(
            f"Kế hoạch có hơn {MAX_DEPTH} cấp mục lồng nhau nên không lưu được. "
            "Hãy đánh lại số thứ tự các mục trong tệp rồi chọn lại."
        )
    rows = rows_of(plan)
    if sum(table == "plan_items" for table, _ in rows) != sum(1 for _ in plan.walk()):
        raise Refusal("Kế hoạch có hai mục trùng mã nên không lưu được. Hãy đọc lại tệp.")
    for row in rows.values():
        for value in row.values():
            if not _can_be_stored(value):
                text = str(row.get("text") or plan.subject)
                raise Refusal(
                    f"Đoạn «{text}» có số hoặc ký tự không lưu được. Hãy sửa đoạn đó rồi chọn lại tệp."
                )


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
MAX_DEPTH = 60
"""Items under one another: more than any numbering has levels, and few enough to be walked by recursion."""


def _depth(items: Sequence[Item]) -> int:
    """How many items stand under one another; what lies deeper than may be is not looked at."""
    depth = 0
    while items and depth <= MAX_DEPTH:
        items = [child for item in items for child in item.children]
        depth += 1
    return depth


def _can_be_stored(value: object) -> bool:
    """Whether SQLite gives back what it was given."""
    if isinstance(value, str):
        return _UNSTORABLE.search(value) is None
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _stored_rows(data: DataFile, plan_id: str) -> dict[str, list[Row]]:
    """The rows of a plan by table, those of the items parents before children."""
    found = {"plans": data.rows("SELECT * FROM plans WHERE id = ?", [plan_id])}
    found |= {table: data.rows(sql, [plan_id]) for table, sql in _OF_PLAN.items()}
    for table in ("plan_items", "targets"):
        found[table] = _parents_first(found[table])
    return found


def _parents_first(rows: Sequence[Row]) -> list[Row]:
    children: dict[str | None, list[Row]] = {}
    known = {row["id"] for row in rows}
    for row in rows:
        parent = row["parent_id"] if row["parent_id"] in known else None
        children.setdefault(parent, []).append(row)
    found: list[Row] = []
    waiting = list(reversed(children.get(None, ())))
    while waiting:
        row = waiting.pop()
        found.append(row)
        waiting.extend(reversed(children.get(row["id"], ())))
    return found


def rows_of(plan: Plan) -> Rows:
    """Every row that a plan takes which is not stored, parents before children."""
    nothing: dict[str, list[Row]] = {table: [] for table in ("plans", *_OF_PLAN)}
    return _Layout(nothing, "").rows(plan)


class _Layout:
    """The rows that a plan should have, with the identities and order keys of those that it has.

    ``rank`` is the plan's own key among the plans.
    """

    def __init__(self, stored: dict[str, list[Row]], rank: str) -> None:
        self._stored = stored
        self._rank = rank
        self._ranks = {
            table: {row["id"]: row["rank"] for row in stored[table]}
            for table in ("recipients", "plan_items", "targets")
            if table in stored
        }
        self._places = {row["id"]: (row["parent_id"], row["rank"]) for row in stored["plan_items"]}
        self._subtargets: dict[str, list[Row]] = {}
        for row in stored["targets"]:
            if row["parent_id"] is not None:
                self._subtargets.setdefault(row["parent_id"], []).append(row)

    def rows(self, plan: Plan) -> Rows:
        """Every row that the plan takes, parents before children."""
        found: Rows = {("plans", plan.id): {**_plan_row(plan), "rank": self._rank}}
        self._add_recipients(found, plan)
        self._add_items(found, plan.id, None, plan.items)
        return found

    def rows_of_item(self, plan_id: str, parent_id: str | None, item: Item) -> Rows:
        """The rows that one item takes, without those under it."""
        found: Rows = {}
        self._add_items(found, plan_id, parent_id, (replace(item, children=()),))
        return found

    def _add_recipients(self, found: Rows, plan: Plan) -> None:
        old = self._stored["recipients"]
        places = continued([row["text"] for row in old], plan.recipients)
        ids = [new_id() if at is None else old[at]["id"] for at in places]
        ranks = order_keys(ids, self._ranks["recipients"])
        for row_id, text in zip(ids, plan.recipients, strict=True):
            found["recipients", row_id] = {
                "id": row_id, "plan_id": plan.id, "rank": ranks[row_id], "text": text,
            }  # fmt: skip

    def _add_items(self, found: Rows, plan_id: str, parent_id: str | None, items: Sequence[Item]) -> None:
        # A key of another parent's list says nothing here.
        known = {
            item.id: self._places[item.id][1]
            for item in items
            if item.id in self._places and self._places[item.id][0] == parent_id
        }
        ranks = order_keys([item.id for item in items], known)
        for item in items:
            found["plan_items", item.id] = {
                **to_columns(item, _NOT_IN_ITEMS),
                "answers": " ".join(item.answers),
                "plan_id": plan_id,
                "parent_id": parent_id,
                "rank": ranks[item.id],
            }
            if item.kind is ItemKind.TARGET:
                measure = item.measure or Measure()
                rank = self._ranks["targets"].get(item.id) or order_keys([item.id], {})[item.id]
                self._add_measure(found, item.id, item.id, None, rank, measure)
            if item.kind is ItemKind.TASK:
                assignment = to_columns(item.assignment or Assignment())
                found["tasks", item.id] = {"id": item.id, **assignment}
            self._add_items(found, plan_id, item.id, item.children)

    def _add_measure(
        self, found: Rows, item_id: str, row_id: str, parent_id: str | None, rank: str, measure: Measure
    ) -> None:
        found["targets", row_id] = measure_row(item_id, row_id, parent_id, rank, measure)
        old = self._subtargets.get(row_id, [])
        places = continued([self._measure(row) for row in old], measure.subtargets) if old else None
        ids = [
            new_id() if places is None or (at := places[place]) is None else old[at]["id"]
            for place in range(len(measure.subtargets))
        ]
        ranks = order_keys(ids, self._ranks["targets"])
        for sub_id, sub in zip(ids, measure.subtargets, strict=True):
            self._add_measure(found, item_id, sub_id, row_id, ranks[sub_id], sub)

    def _measure(self, row: Row) -> Measure:
        return measure_of_row(row, map(self._measure, self._subtargets.get(row["id"], ())))


def measure_row(item_id: str, row_id: str, parent_id: str | None, rank: str, measure: Measure) -> Row:
    """The row of a measure, without its sub-targets."""
    return {
        "id": row_id,
        "item_id": item_id,
        "parent_id": parent_id,
        "rank": rank,
        **to_columns(measure, ("milestones", "subtargets")),
        "milestones": json.dumps(
            [[m.first_year, m.last_year, m.comparator.value, m.value] for m in measure.milestones]
        ),
    }


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


def read_plan(data: DataFile, plan_id: str) -> Plan | None:
    """The plan of this identity with its whole tree, or None."""
    rows = read_rows(data, plan_id)
    return plan_of_rows(rows) if rows["plans"] else None


def read_rows(data: DataFile, plan_id: str) -> dict[str, list[Row]]:
    """The rows of a plan by table, as `plan_of_rows` takes them; none where there is no such plan."""
    plans = data.rows("SELECT * FROM plans WHERE id = ?", [plan_id])
    return {"plans": plans} | {table: data.rows(sql, [plan_id]) for table, sql in _OF_PLAN.items() if plans}


def renewed(data: DataFile, plan: Plan, changed: Collection[str], above: Collection[str]) -> Plan:
    """The plan with its head and the items ``changed`` read anew; every other item is the same object.

    The items have the parents and the order that they had; ``above`` are the identities of those above them.
    """
    head = data.rows("SELECT * FROM plans WHERE id = ?", [plan.id])[0]

    def level(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(map(anew, items))

    def anew(item: Item) -> Item:
        children = level(item.children) if item.id in above else item.children
        if item.id not in changed:
            return item if children is item.children else replace(item, children=children)
        rows = _rows_of_item(data, item.id)
        tasks = {task["id"]: task for task in rows["tasks"]}
        return _Tree([], rows["targets"], tasks).of_row(rows["plan_items"][0], children)

    return plan_head(head, level(plan.items), plan.recipients)


def plan_of_rows(rows: Mapping[str, list[Row]]) -> Plan:
    """The plan of its rows by table, each table in the order in which its rows stand under one another."""
    tasks = {task["id"]: task for task in rows.get("tasks", ())}
    tree = _Tree(rows.get("plan_items", []), rows.get("targets", []), tasks)
    recipients = tuple(recipient["text"] for recipient in rows.get("recipients", ()))
    return plan_head(rows["plans"][0], tree.build(None), recipients)


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
        return tuple(self.of_row(row, self.build(row["id"])) for row in self._children.get(parent_id, ()))

    def of_row(self, row: Row, children: tuple[Item, ...]) -> Item:
        """The item of a row, with these under it."""
        measure = self._measures.get(row["id"])
        assignment = self._assignments.get(row["id"])
        return from_columns(
            Item,
            row,
            measure=self._measure(measure) if measure else None,
            assignment=assignment_of_row(assignment) if assignment else None,
            children=children,
            answers=_answers(row),
        )

    def _measure(self, row: Row) -> Measure:
        return measure_of_row(row, map(self._measure, self._submeasures.get(row["id"], ())))


def item_of_row(row: Row) -> Item:
    """The item of a row of ``plan_items``, by itself."""
    return from_columns(Item, row, answers=_answers(row))


def _answers(row: Row) -> tuple[str, ...]:
    return tuple(row["answers"].split())


def measure_of_row(row: Row, subtargets: Iterable[Measure] = ()) -> Measure:
    """What the target of a row of ``targets`` demands."""
    milestones = tuple(
        Milestone(first, last, Comparator(comparator), value)
        for first, last, comparator, value in json.loads(row["milestones"])
    )
    return from_columns(Measure, row, milestones=milestones, subtargets=tuple(subtargets))


def assignment_of_row(row: Row) -> Assignment:
    """The assignment of a row of ``tasks``."""
    return from_columns(Assignment, row)


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


def write_update(recorder: Recorder, task_id: str, update: TaskUpdate) -> None:
    """Adds the update to the task or makes the stored one what it is now."""
    before = recorder.data.row("task_updates", update.id)
    last = recorder.data.value("SELECT coalesce(max(entered), 0) FROM task_updates")
    entered = before["entered"] if before else last + 1
    recorder.put("task_updates", update.id, {**to_columns(update), "task_id": task_id, "entered": entered})
