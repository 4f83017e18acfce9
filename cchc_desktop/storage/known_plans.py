"""Plans as they are read: each once, then only the items whose rows changed."""

from contextlib import suppress

from ..domain.plan import Plan
from .data_file import DataFile
from .plan_rows import placed, read_plan, renewed
from .revisions import Revisions

PLAN_TABLES = ("plans", "plan_items", "targets", "tasks", "recipients")
"""What a plan is read from."""
_MOST = 300
"""Where more rows were changed, plans are read as a whole."""


class _LostTrack(Exception):
    """Nothing says any more of which plan a row was."""


class KnownPlans:
    """The plans that were asked for. Items that did not change stay the same objects, and so does a plan."""

    def __init__(self, data: DataFile, revisions: Revisions) -> None:
        self._data = data
        self._revisions = revisions
        self._known: dict[str, Plan] = {}
        self._stamp = revisions.stamp(PLAN_TABLES)

    def get(self, plan_id: str) -> Plan | None:
        """The plan of this identity as it is stored now, or None. Raises Damaged where it cannot be read."""
        stamp = self._revisions.stamp(PLAN_TABLES)
        if stamp != self._stamp:
            known, self._known = self._known, {}
            # Where nothing says what changed, every plan is read anew once it is asked for.
            with suppress(_LostTrack):
                self._known = self._caught_up(known)
            self._stamp = stamp
        if plan_id not in self._known:
            plan = read_plan(self._data, plan_id)
            if plan is None:
                return None
            self._known[plan_id] = plan
        return self._known[plan_id]

    def _changed(self) -> dict[str, set[str]]:
        """The rows that were changed since, by table. Raises _LostTrack where they are not known, or many."""
        found: dict[str, set[str]] = {}
        for table, count in zip(PLAN_TABLES, self._stamp, strict=True):
            ids = self._revisions.changed_since(table, count)
            if ids is None or len(ids) > _MOST:
                raise _LostTrack
            found[table] = set(ids)
        return found

    def _caught_up(self, known: dict[str, Plan]) -> dict[str, Plan]:
        """The plans that are still known, with what changed in them read anew."""
        changed = self._changed()
        of_item = {item_id: plan.id for plan in known.values() for item_id in placed(plan)[0]}
        anew: dict[str, set[str]] = {plan_id: set() for plan_id in changed["plans"]}
        forgotten = {row_id for row_id in changed["plans"] if self._data.row("plans", row_id) is None}
        for row_id in changed["recipients"]:
            row = self._data.row("recipients", row_id)
            if row is None:
                raise _LostTrack
            forgotten.add(row["plan_id"])
        for row_id in changed["plan_items"]:
            row, was = self._data.row("plan_items", row_id), of_item.get(row_id, "")
            anew.setdefault(was, set()).add(row_id)
            if row is not None:
                anew.setdefault(row["plan_id"], set()).add(row_id)
        for table in ("targets", "tasks"):
            for row_id in changed[table]:
                row = self._data.row(table, row_id)
                item_id = row["item_id"] if row is not None and table == "targets" else row_id
                if row is None and item_id not in of_item and item_id not in changed["plan_items"]:
                    # A part of a target that is gone: nothing says of which.
                    raise _LostTrack
                anew.setdefault(of_item.get(item_id, ""), set()).add(item_id)
        return {
            plan_id: renewed(self._data, plan, anew[plan_id]) if plan_id in anew else plan
            for plan_id, plan in known.items()
            if plan_id not in forgotten
        }
