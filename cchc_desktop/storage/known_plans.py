"""Plans as they are read: each once, then only the items whose rows changed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from ..domain.plan import Plan
from .data_file import DataFile
from .plan_rows import plan_of_rows, read_rows, renewed
from .revisions import Revisions

PLAN_TABLES = ("plans", "plan_items", "targets", "tasks", "recipients")
"""What a plan is read from."""
_MOST = 300
"""Where more rows were changed, plans are read as a whole."""

_Place = tuple[str | None, str]
"""The item above an item, and its order key there."""


@dataclass(slots=True)
class _Known:
    """A plan as it was read last; ``places`` tells where each of its items stands."""

    plan: Plan
    places: dict[str, _Place]

    def above(self, item_id: str) -> Iterator[str]:
        """The items above an item, the nearest first."""
        parent = self.places[item_id][0]
        while parent is not None:
            yield parent
            parent = self.places[parent][0]


class _LostTrack(Exception):
    """Nothing says any more of which plan a row was."""


class KnownPlans:
    """The plans that were asked for. Items that did not change stay the same objects, and so does a plan."""

    def __init__(self, data: DataFile, revisions: Revisions) -> None:
        self._data = data
        self._revisions = revisions
        self._known: dict[str, _Known] = {}
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
            rows = read_rows(self._data, plan_id)
            if not rows["plans"]:
                return None
            places = {row["id"]: (row["parent_id"], row["rank"]) for row in rows["plan_items"]}
            self._known[plan_id] = _Known(plan_of_rows(rows), places)
        return self._known[plan_id].plan

    def _changed(self) -> dict[str, set[str]]:
        """The rows that were changed since, by table. Raises _LostTrack where they are not known, or many."""
        found: dict[str, set[str]] = {}
        for table, count in zip(PLAN_TABLES, self._stamp, strict=True):
            ids = self._revisions.changed_since(table, count)
            if ids is None or len(ids) > _MOST:
                raise _LostTrack
            found[table] = set(ids)
        return found

    def _caught_up(self, known: dict[str, _Known]) -> dict[str, _Known]:
        """The plans that are still known, with what changed in them read anew."""
        changed = self._changed()
        of_item = {item_id: plan_id for plan_id, each in known.items() for item_id in each.places}
        anew: dict[str, set[str]] = {plan_id: set() for plan_id in changed["plans"]}
        forgotten = {row_id for row_id in changed["plans"] if self._data.row("plans", row_id) is None}
        for row_id in changed["recipients"]:
            row = self._data.row("recipients", row_id)
            if row is None:
                raise _LostTrack
            forgotten.add(row["plan_id"])
        for row_id in changed["plan_items"]:
            row, was = self._data.row("plan_items", row_id), of_item.get(row_id, "")
            if row is None or row["plan_id"] != was:
                forgotten |= {was, row["plan_id"] if row is not None else ""}
            elif known[was].places[row_id] != (row["parent_id"], row["rank"]):
                forgotten.add(was)
            else:
                anew.setdefault(was, set()).add(row_id)
        for table in ("targets", "tasks"):
            for row_id in changed[table]:
                row = self._data.row(table, row_id)
                item_id = row["item_id"] if row is not None and table == "targets" else row_id
                was = of_item.get(item_id, "")
                if row is not None:
                    anew.setdefault(was, set()).add(item_id)
                elif was:
                    forgotten.add(was)
                else:
                    raise _LostTrack
        still = {plan_id: each for plan_id, each in known.items() if plan_id not in forgotten}
        for plan_id in still.keys() & anew.keys():
            each, ids = still[plan_id], anew[plan_id]
            above = {parent for item_id in ids for parent in each.above(item_id)}
            each.plan = renewed(self._data, each.plan, ids, above)
        return still
