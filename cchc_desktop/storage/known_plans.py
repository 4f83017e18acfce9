"""Plans and the reports on their tasks as they are read: a plan once it is asked for, then only what changed.

An office of many years has tens of thousands of tasks, and looks at those of a few plans: what was not asked
for long is let go of. What was worked out of a plan stays as long as nothing changes of that (`PerPlan`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar

from ..domain.plan import Plan
from ..domain.tasks import TaskUpdate
from .data_file import DataFile
from .plan_rows import placed, read_plan, renewed
from .revisions import Derived, Revisions
from .task_kinds import TASK_CARE, TASK_UPDATES

Given = ParamSpec("Given")
Value = TypeVar("Value")

PLAN_TABLES = ("plans", "plan_items", "targets", "tasks", "recipients")
"""What a plan is read from."""
_TOLD = (TASK_UPDATES.table, TASK_CARE.table)
"""What is told of a plan's tasks."""
_TREE = ("plan_items", "targets", "tasks", "recipients")
"""What says something of one plan alone; by their heads plans are chosen."""
_MOST = 300
"""Where more rows were changed, plans are read as a whole."""
_MOST_ITEMS = 1_000
"""So many items of plans are held beside those of the plan that was asked for last."""

Updates = Mapping[str, tuple[TaskUpdate, ...]]
"""The reports on each task, oldest first."""


class _LostTrack(Exception):
    """Nothing says any more of which plan a row was."""


class KnownPlans:
    """The plans that were asked for, the last one last, and the reports on their tasks. Items, and reports on
    a task, that did not change stay the same objects as long as their plan is held."""

    def __init__(self, data: DataFile, revisions: Revisions) -> None:
        self._data = data
        self._revisions = revisions
        self._known: dict[str, Plan] = {}
        self._sizes: dict[str, int] = {}
        """How many items a plan had when it was read."""
        self._updates: dict[str, Updates] = {}
        self._stamp = revisions.stamp((*PLAN_TABLES, *_TOLD))
        self._has_let_go = False
        """Whether something was read that is not held any more."""
        self._lost = 0
        self._changed_trees: dict[str, int] = {}
        self._told: dict[str, int] = {}

    def get(self, plan_id: str) -> Plan | None:
        """The plan of this identity as it is stored now, or None. Raises Damaged where it cannot be read."""
        self._catch_up()
        plan = self._known.pop(plan_id, None)
        if plan is None:
            plan = read_plan(self._data, plan_id)
            if plan is None:
                return None
            self._sizes[plan_id] = len(placed(plan)[0])
        self._make_room()
        self._known[plan_id] = plan
        return plan

    def updates(self, plan_id: str) -> Updates:
        """The reports on a plan's tasks as they are stored now. Raises Damaged where one cannot be read."""
        self._revisions.reading((TASK_UPDATES.table,))
        self._catch_up()
        found = self._updates.get(plan_id)
        if found is None:
            found = self._read_updates(
                "JOIN plan_items AS i ON i.id = u.task_id WHERE i.plan_id = ?", plan_id
            )
            if plan_id in self._known:
                self._updates[plan_id] = found
            else:
                self._has_let_go = True
        return found

    def updates_of(self, task_id: str) -> tuple[TaskUpdate, ...]:
        """The reports on one task. Raises Damaged where one cannot be read."""
        self._revisions.reading((TASK_UPDATES.table,))
        return self._read_updates("WHERE u.task_id = ?", task_id).get(task_id, ())

    def updates_by(self, officers: Iterable[str]) -> list[tuple[str, TaskUpdate]]:
        """The reports of these persons, each with its task. Raises Damaged where one cannot be read."""
        self._revisions.reading((TASK_UPDATES.table,))
        found = (self._read_updates("WHERE u.officer = ?", each) for each in officers)
        return [(task_id, each) for of_one in found for task_id, told in of_one.items() for each in told]

    def reporters(self) -> dict[str, int]:
        """Who reported on tasks, with how many reports."""
        self._revisions.reading((TASK_UPDATES.table,))
        query = "SELECT officer, count(*) FROM task_updates GROUP BY officer ORDER BY min(entered)"
        return {name: count for name, count in self._data.tuples(query) if name}

    def per_plan(
        self, function: Callable[Concatenate[str, Given], Value], tables: Iterable[str], keep: int = 256
    ) -> "PerPlan[Given, Value]":
        """A value that is worked out for one plan, and kept until something changes of that, or of what else
        is read for it."""
        return PerPlan(self, self._revisions, function, tables, keep)

    def is_held(self, plan_id: str) -> bool:
        """Whether a plan is in memory."""
        return plan_id in self._known

    def stamp(self, plan_id: str, is_told: bool) -> tuple[int, ...]:
        """What differs once something of a plan was changed, or of what is told of its tasks."""
        self._catch_up()
        told = self._told.get(plan_id, 0) if is_told else 0
        return self._lost, self._changed_trees.get(plan_id, 0), told

    def _make_room(self) -> None:
        """Lets go of what was asked for longest ago."""
        held = sum(self._sizes[plan_id] for plan_id in self._known)
        for plan_id in list(self._known):
            if held <= _MOST_ITEMS:
                break
            held -= self._sizes[plan_id]
            del self._known[plan_id]
            self._updates.pop(plan_id, None)
            self._has_let_go = True

    def _catch_up(self) -> None:
        stamp = self._revisions.stamp((*PLAN_TABLES, *_TOLD))
        if stamp == self._stamp:
            return
        known, self._known = self._known, {}
        updates, self._updates = self._updates, {}
        had_let_go, self._has_let_go = self._has_let_go, True
        # Where nothing says what changed, every plan is read anew once it is asked for.
        try:
            self._follow(known, updates, had_let_go)
            self._has_let_go = had_let_go
        except _LostTrack:
            self._lost += 1
        self._stamp = stamp

    def _changed(self) -> dict[str, set[str]]:
        """The rows that were changed since, by table. Raises _LostTrack where they are not known, or many."""
        found: dict[str, set[str]] = {}
        for table, count in zip((*PLAN_TABLES, *_TOLD), self._stamp, strict=True):
            ids = self._revisions.changed_since(table, count)
            if ids is None or len(ids) > _MOST:
                raise _LostTrack
            found[table] = set(ids)
        return found

    def _follow(self, known: dict[str, Plan], updates: dict[str, Updates], has_let_go: bool) -> None:
        """Holds the plans that are still known, with what changed in them read anew. Raises _LostTrack where
        what is gone may have been of a plan that is not held."""
        changed = self._changed()
        of_task = self._told_tasks(changed, updates, has_let_go)
        anew: dict[str, set[str]] = {}
        forgotten: set[str] = set()
        if any(changed[table] for table in PLAN_TABLES):
            anew, forgotten = self._changed_items(changed, known, has_let_go)
        for counts, plans in ((self._changed_trees, {*anew, *forgotten}), (self._told, set(of_task))):
            for plan_id in plans:
                counts[plan_id] = counts.get(plan_id, 0) + 1
        kept = {
            plan_id: renewed(self._data, plan, anew[plan_id]) if plan_id in anew else plan
            for plan_id, plan in known.items()
            if plan_id not in forgotten
        }
        self._updates = {
            # An item that is there again has its reports again.
            plan_id: self._renewed(of_plan, of_task.get(plan_id, set()) | anew.get(plan_id, set()))
            for plan_id, of_plan in updates.items()
            if plan_id in kept
        }
        self._known = kept

    def _changed_items(
        self, changed: dict[str, set[str]], known: dict[str, Plan], has_let_go: bool
    ) -> tuple[dict[str, set[str]], set[str]]:
        """The items that changed, by their plans, and the plans of which more did than their items."""
        of_item = {item_id: plan.id for plan in known.values() for item_id in placed(plan)[0]}
        anew: dict[str, set[str]] = {plan_id: set() for plan_id in changed["plans"]}
        forgotten = {row_id for row_id in changed["plans"] if self._data.row("plans", row_id) is None}
        for row_id in changed["recipients"]:
            row = self._data.row("recipients", row_id)
            if row is None:
                raise _LostTrack
            forgotten.add(row["plan_id"])
        for row_id in changed["plan_items"]:
            row, was = self._data.row("plan_items", row_id), of_item.get(row_id)
            if row is None and was is None and has_let_go:
                raise _LostTrack
            for plan_id in (was, row["plan_id"] if row is not None else None):
                if plan_id is not None:
                    anew.setdefault(plan_id, set()).add(row_id)
        for table in ("targets", "tasks"):
            for row_id in changed[table]:
                row = self._data.row(table, row_id)
                item_id = row["item_id"] if row is not None and table == "targets" else row_id
                if row is None and item_id not in of_item and item_id not in changed["plan_items"]:
                    # A part of a target that is gone: nothing says of which.
                    raise _LostTrack
                if plan_id := of_item.get(item_id) or self._plan_of(item_id):
                    anew.setdefault(plan_id, set()).add(item_id)
        return anew, forgotten

    def _told_tasks(
        self, changed: dict[str, set[str]], updates: dict[str, Updates], has_let_go: bool
    ) -> dict[str, set[str]]:
        """The tasks of which something else is told, by their plans; those left out that are gone."""
        tasks: set[str] = set()
        for row_id in changed[TASK_UPDATES.table]:
            row = self._data.row(TASK_UPDATES.table, row_id)
            held = {
                task_id for of_plan in updates.values() for task_id, told in of_plan.items()
                if any(each.id == row_id for each in told)
            }  # fmt: skip
            if row is None and not held and has_let_go:
                raise _LostTrack
            tasks |= held if row is None else {*held, row["task_id"]}
        # The identity says whose it is, even where it is gone.
        tasks.update(
            each for row_id in changed[TASK_CARE.table] for each in (row_id, row_id.partition(":")[0])
        )
        found: dict[str, set[str]] = {}
        for task_id in tasks:
            if plan_id := self._plan_of(task_id):
                found.setdefault(plan_id, set()).add(task_id)
        return found

    def _plan_of(self, item_id: str) -> str | None:
        """The plan that an item is of; None where there is none."""
        found = self._data.value("SELECT plan_id FROM plan_items WHERE id = ?", (item_id,))
        return str(found) if found is not None else None

    def _renewed(self, before: Updates, tasks: Iterable[str]) -> Updates:
        after = dict(before)
        for task_id in tasks:
            after.pop(task_id, None)
            after |= self._read_updates("WHERE u.task_id = ?", task_id)
        return after if after != before else before

    def _read_updates(self, where: str, given: str) -> Updates:
        order = ", ".join(f"u.{name}" for name in TASK_UPDATES.order)
        query = f"SELECT u.* FROM {TASK_UPDATES.table} AS u {where} ORDER BY {order}"
        found: dict[str, list[TaskUpdate]] = {}
        for row in self._data.each_row(query, (given,)):
            found.setdefault(row["task_id"], []).append(TASK_UPDATES.read(row))
        return {task: tuple(of_task) for task, of_task in found.items()}


class PerPlan(Derived[Concatenate[str, Given], Value]):
    """A function of a plan, and of what else is asked, whose values are kept until something changes of that
    plan, or of what is told of its tasks where it reads that, or until another of its tables changes.

    What is asked of all plans is kept this way: they need not all be held for it, nor looked through again.
    """

    def __init__(
        self,
        known: KnownPlans,
        revisions: Revisions,
        function: Callable[Concatenate[str, Given], Value],
        tables: Iterable[str],
        keep: int,
    ) -> None:
        super().__init__(revisions, function, tables, keep)
        self._known = known
        self._is_told = not self.tables.isdisjoint(_TOLD)
        self._beside = tuple(sorted(self.tables.difference(_TREE, _TOLD)))

    def _stamp(self, _key: Any) -> tuple[int, ...]:
        return (*self._known.stamp(_key[0], self._is_told), *self._revisions.stamp(self._beside))
