"""Plans are written by comparing what they said with what they say: an edit of the tree touches, and
journals, only what it changed, and looks at little else."""

from dataclasses import dataclass, field, replace

from ..domain.plan import Item, ItemKind, Plan
from ..domain.tasks import TaskUpdate
from .columns import to_columns
from .office_rows import key_after_last
from .plan_issue_rows import issue_ids
from .plan_letter_kinds import letter_ids
from .plan_rows import Layout, Rows, plan_row, rows_of_items, stored_rows
from .recorder import Recorder

Level = tuple[str | None, tuple[Item, ...]]
"""Items that stand under one parent, in their order."""


def write_plan(recorder: Recorder, before: Plan | None, after: Plan | None) -> None:
    """Makes the stored plan ``before`` into ``after``; None stands for no plan.

    What an edit left alone is the same object in both; it is taken to be stored as it is.
    """
    match before, after:
        case None, Plan():
            rank = key_after_last(recorder.data, "plans")
            _store(recorder, {}, Layout({}).plan(after, rank), after)
        case Plan(), None:
            stored = stored_rows(recorder.data, before.id)
            _store(recorder, {(table, row["id"]): row for table in stored for row in stored[table]}, {}, None)
        case Plan(), Plan():
            _rewrite(recorder, before, after)


def _rewrite(recorder: Recorder, before: Plan, after: Plan) -> None:
    if plan_row(before) != plan_row(after):
        recorder.update("plans", after.id, plan_row(after))
    difference = _Difference()
    difference.between(None, before.items, after.items)
    stored = rows_of_items(recorder.data, list(dict.fromkeys(difference.stored)))
    if before.recipients != after.recipients:
        sql = "SELECT * FROM recipients WHERE plan_id = ? ORDER BY rank, id"
        stored["recipients"] = recorder.data.rows(sql, [after.id])
    layout = Layout(stored)
    new = layout.recipients(after) if "recipients" in stored else {}
    for parent_id, items in difference.levels:
        new |= layout.items(after.id, parent_id, items, lambda item: item.id in difference.arrived)
    _store(recorder, {(table, row["id"]): row for table in stored for row in stored[table]}, new, after)


@dataclass(slots=True)
class _Difference:
    """Where one tree says something else than another."""

    stored: list[str] = field(default_factory=list)
    """The items whose rows may change, go or take another place."""
    levels: list[Level] = field(default_factory=list)
    """The items whose rows are laid out anew, under their parents."""
    arrived: set[str] = field(default_factory=set)
    """The items that came under another parent, with all that is under them."""

    def between(self, parent_id: str | None, olds: tuple[Item, ...], news: tuple[Item, ...]) -> None:
        """Adds what differs between two lists of items under one parent."""
        if olds is news:
            return
        was, now = ({item.id: item for item in items} for items in (olds, news))
        if list(was) != list(now):
            self.levels.append((parent_id, news))
            self.stored += was
            self.arrived |= now.keys() - was.keys()
            self.stored += [below.id for old in olds if old.id not in now for below in old.walk()]
        for item_id in was.keys() & now.keys():
            old, new = was[item_id], now[item_id]
            if old is not new:
                if list(was) == list(now) and replace(old, children=()) != replace(new, children=()):
                    self.levels.append((parent_id, (new,)))
                    self.stored.append(item_id)
                self.between(item_id, old.children, new.children)


def _store(recorder: Recorder, old: Rows, new: Rows, after: Plan | None) -> None:
    """Makes rows of a plan what they should be."""
    gone = [key for key in old if key not in new]
    _follow(recorder, old, new, after)
    if after is None:
        for table, plan_id in old:
            if table == "plans":
                for issue_id in issue_ids(recorder.data, plan_id):
                    recorder.delete("plan_issues", issue_id)
                for letter in letter_ids(recorder.data, plan_id):
                    recorder.delete("plan_letters", letter)
    # Children go before their parents and come after them.
    for table, row_id in reversed(gone):
        recorder.delete(table, row_id)
    for (table, row_id), row in new.items():
        if (table, row_id) not in old:
            recorder.insert(table, row)
        elif old[table, row_id] != row:
            recorder.update(table, row_id, row)


_FOLLOWED = ("task_updates", "task_care")
"""The tables of what is reported and added of tasks and their parts."""


def _follow(recorder: Recorder, old: Rows, new: Rows, after: Plan | None) -> None:
    """Lets go of what was kept of tasks and sub-tasks that go; a sub-task that comes under another task takes
    what was kept of it along."""
    gone = [key for key in old if key not in new]
    moved = {
        row_id
        for (table, row_id), row in new.items()
        if table == "plan_items" and old.get((table, row_id), row)["parent_id"] != row["parent_id"]
    }
    tasks = {item.id for item in after.walk() if item.kind is ItemKind.TASK} if after and moved else set()
    items = {row_id for table, row_id in gone if table == "plan_items"}
    for table in _FOLLOWED if moved or items else ():
        for row in recorder.data.rows(f"SELECT id, task_id, part FROM {table} WHERE part <> ''"):
            above = new["plan_items", row["part"]]["parent_id"] if row["part"] in moved else None
            if above in tasks:
                recorder.update(table, row["id"], {"task_id": above})
            elif row["part"] in items:
                recorder.delete(table, row["id"])
    for table, row_id in gone:
        for followed in _FOLLOWED if table == "tasks" else ():
            for row in recorder.data.rows(f"SELECT id FROM {followed} WHERE task_id = ?", [row_id]):
                recorder.delete(followed, row["id"])


def write_update(recorder: Recorder, task_id: str, update: TaskUpdate) -> None:
    """Adds the update to the task or makes the stored one what it is now."""
    before = recorder.data.row("task_updates", update.id)
    last = recorder.data.value("SELECT coalesce(max(entered), 0) FROM task_updates")
    entered = before["entered"] if before else last + 1
    recorder.put("task_updates", update.id, {**to_columns(update), "task_id": task_id, "entered": entered})
