"""Plans as rows and back: the one place that knows how the tree lies in the tables."""

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..domain.errors import Refusal
from ..domain.order_keys import order_keys
from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.plan import Item, ItemKind, Plan, Signer, new_id
from ..domain.targets import Comparator, Measure, Milestone
from ..domain.tasks import Assignment
from .columns import Row, from_columns, to_columns
from .data_file import DataFile
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
_OF_ITEMS = {
    "plan_items": "SELECT * FROM plan_items WHERE id IN ({marks}) ORDER BY rank, id",
    "targets": "SELECT * FROM targets WHERE item_id IN ({marks}) ORDER BY rank, id",
    "tasks": "SELECT * FROM tasks WHERE id IN ({marks})",
}
_AT_ONCE = 500
"""So many values are given to SQLite in one statement."""


def rows_of_items(data: DataFile, ids: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of stored items by table, parents before children, without those of the items under them."""
    found: dict[str, list[Row]] = {table: [] for table in _OF_ITEMS}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for table, sql in _OF_ITEMS.items():
            found[table] += data.rows(sql.format(marks=", ".join("?" * len(some))), some)
    return found | {table: parents_first(found[table]) for table in ("plan_items", "targets")}


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
            if not can_be_stored(value):
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


def can_be_stored(value: object) -> bool:
    """Whether SQLite gives back what it was given."""
    if isinstance(value, str):
        return _UNSTORABLE.search(value) is None
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def stored_rows(data: DataFile, plan_id: str) -> dict[str, list[Row]]:
    """The rows of a plan by table, those of the items parents before children."""
    found = {"plans": data.rows("SELECT * FROM plans WHERE id = ?", [plan_id])}
    found |= {table: data.rows(sql, [plan_id]) for table, sql in _OF_PLAN.items()}
    for table in ("plan_items", "targets"):
        found[table] = parents_first(found[table])
    return found


def parents_first(rows: Sequence[Row]) -> list[Row]:
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
    return Layout({}).plan(plan, "")


class Layout:
    """The rows that a plan, or a part of it, should have, with the identities and order keys of those that
    are stored of it."""

    def __init__(self, stored: Mapping[str, list[Row]]) -> None:
        self._recipients = stored.get("recipients", [])
        self._places = {row["id"]: (row["parent_id"], row["rank"]) for row in stored.get("plan_items", ())}
        measures = stored.get("targets", ())
        self._ranks = {row["id"]: row["rank"] for row in (*self._recipients, *measures)}
        self._subtargets: dict[str, list[Row]] = {}
        for row in measures:
            if row["parent_id"] is not None:
                self._subtargets.setdefault(row["parent_id"], []).append(row)

    def plan(self, plan: Plan, rank: str) -> Rows:
        """Every row that the plan takes, parents before children; ``rank`` is its own key among the plans."""
        head = {("plans", plan.id): {**plan_row(plan), "rank": rank}}
        return {**head, **self.recipients(plan), **self.items(plan.id, None, plan.items)}

    def recipients(self, plan: Plan) -> Rows:
        """The rows of the plan's recipients."""
        old = self._recipients
        places = continued([row["text"] for row in old], plan.recipients)
        ids = [new_id() if at is None else old[at]["id"] for at in places]
        ranks = order_keys(ids, self._ranks)
        return {
            ("recipients", row_id): {"id": row_id, "plan_id": plan.id, "rank": ranks[row_id], "text": text}
            for row_id, text in zip(ids, plan.recipients, strict=True)
        }

    def items(
        self,
        plan_id: str,
        parent_id: str | None,
        items: Sequence[Item],
        within: Callable[[Item], bool] = lambda _: True,
    ) -> Rows:
        """The rows of items that stand under one parent, and of all that is ``within`` them."""
        found: Rows = {}
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
                rank = self._ranks.get(item.id) or order_keys([item.id], {})[item.id]
                self._add_measure(found, item.id, item.id, None, rank, measure)
            if item.kind is ItemKind.TASK:
                assignment = to_columns(item.assignment or Assignment())
                found["tasks", item.id] = {"id": item.id, **assignment}
            if within(item):
                found |= self.items(plan_id, item.id, item.children)
        return found

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
        ranks = order_keys(ids, self._ranks)
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


def plan_row(plan: Plan) -> Row:
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
    plans = data.rows("SELECT * FROM plans WHERE id = ?", [plan_id])
    if not plans:
        return None
    # One after the other: with all their columns, the rows of two thousand items are five megabytes.
    rows = {table: data.each_row(sql, [plan_id]) for table, sql in _OF_PLAN.items()}
    return plan_of_rows({"plans": plans, **rows})


def renewed(data: DataFile, plan: Plan, changed: Collection[str]) -> Plan:
    """The plan with its head and the items ``changed``, wherever they stand now, read anew; every other item
    is the same object as long as nothing under it changed."""
    head = data.rows("SELECT * FROM plans WHERE id = ?", [plan.id])[0]
    before, above = placed(plan)
    rows = rows_of_items(data, list(changed))
    anew = {row["id"]: row for row in rows["plan_items"]}
    tree = _Tree([], rows["targets"], rows["tasks"])
    # Where an item stood and where it stands, its siblings may be others or in another order.
    stirred = {above[item_id] for item_id in changed if item_id in above}
    stirred |= {row["parent_id"] for row in anew.values()}
    touched: set[str] = set()
    for at in (*changed, *stirred):
        item_id = at
        while item_id is not None and item_id not in touched:
            touched.add(item_id)
            item_id = above.get(item_id)

    def level(parent_id: str | None, known: tuple[Item, ...]) -> tuple[Item, ...]:
        if parent_id not in stirred:
            return tuple(item(each.id) for each in known)
        sql = "SELECT id FROM plan_items WHERE plan_id = ? AND parent_id IS ? ORDER BY rank, id"
        return tuple(item(row["id"]) for row in data.rows(sql, [plan.id, parent_id]))

    def item(item_id: str) -> Item:
        was = before.get(item_id)
        if was is not None and item_id not in touched:
            return was
        children = level(item_id, was.children if was is not None else ())
        if was is None or item_id in anew:
            return tree.of_row(anew[item_id], children)
        return replace(was, children=children)

    return plan_head(head, level(None, plan.items), plan.recipients)


def placed(plan: Plan) -> tuple[dict[str, Item], dict[str, str | None]]:
    """The items of a plan by their identities, and what each stands under."""
    items: dict[str, Item] = {}
    above: dict[str, str | None] = {}
    levels: list[tuple[str | None, tuple[Item, ...]]] = [(None, plan.items)]
    while levels:
        parent_id, level = levels.pop()
        for item in level:
            items[item.id], above[item.id] = item, parent_id
            if item.children:
                levels.append((item.id, item.children))
    return items, above


def plan_of_rows(rows: Mapping[str, Iterable[Row]]) -> Plan:
    """The plan of its rows by table, each table in the order in which its rows stand under one another."""
    tree = _Tree(rows.get("plan_items", ()), rows.get("targets", ()), rows.get("tasks", ()))
    recipients = tuple(recipient["text"] for recipient in rows.get("recipients", ()))
    (head,) = rows["plans"]
    return plan_head(head, tree.build(None), recipients)


class _Tree:
    """What rows of one plan say, gathered by parent, on its way to a tree."""

    def __init__(self, items: Iterable[Row], measures: Iterable[Row], assignments: Iterable[Row]) -> None:
        self._measures: dict[str, Row] = {}
        self._submeasures: dict[str, list[Row]] = {}
        for row in measures:
            self._measures[row["id"]] = row
            if row["parent_id"] is not None:
                self._submeasures.setdefault(row["parent_id"], []).append(row)
        self._assignments = {row["id"]: assignment_of_row(row) for row in assignments}
        self._children: dict[str | None, list[Item]] = {}
        for row in items:
            self._children.setdefault(row["parent_id"], []).append(self.of_row(row))

    def build(self, parent_id: str | None) -> tuple[Item, ...]:
        return tuple(
            replace(item, children=self.build(item.id)) if item.id in self._children else item
            for item in self._children.get(parent_id, ())
        )

    def of_row(self, row: Row, children: tuple[Item, ...] = ()) -> Item:
        """The item of a row, with these under it."""
        measure = self._measures.get(row["id"])
        return from_columns(
            Item,
            row,
            measure=self._measure(measure) if measure else None,
            assignment=self._assignments.get(row["id"]),
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
