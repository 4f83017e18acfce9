"""How many tasks of a plan there were at the end of a day, and how many were done.

The figures of every quarter since the first plan ask that whenever something is reported on one task: only
that task is looked at again.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.plan import Plan
from ..domain.plan_views import Placed
from ..domain.task_care import TaskCare
from ..domain.task_standing import TaskFacts, is_done
from ..domain.tasks import TaskUpdate
from .tasks import NOTHING_ADDED, facts_of

Updates = Mapping[str, Sequence[TaskUpdate]]
Cares = Mapping[str, Mapping[str, TaskCare]]
Told = tuple[Sequence[TaskUpdate], Mapping[str, TaskCare]]
"""What is stored of a task beside its plan."""


class PlanTally:
    """The tasks of one plan, as its tree is."""

    def __init__(self, plan: Plan, places: Sequence[Placed]) -> None:
        self.plan = plan
        self._items = [place.item for place in places]
        self._told: list[Told] = []
        self._read: tuple[Updates, Cares] | None = None
        self._by_day: dict[date, tuple[int, int]] = {}

    def at(self, day: date, updates: Updates, cares: Cares) -> tuple[int, int]:
        """How many tasks there were at the end of a day, but for those dropped; how many were done."""
        self._catch_up(updates, cares)
        if day not in self._by_day:
            found = [is_done(self._facts(at, told), day) for at, told in enumerate(self._told)]
            self._by_day[day] = (sum(each is not None for each in found), sum(each is True for each in found))
        return self._by_day[day]

    def _facts(self, at: int, told: Told) -> TaskFacts:
        return facts_of(self._items[at], self.plan, *told)

    def _catch_up(self, updates: Updates, cares: Cares) -> None:
        """Goes on from what was stored before: takes out what a task gave then, and puts in what it gives."""
        if self._read is not None and self._read[0] is updates and self._read[1] is cares:
            return
        self._read = (updates, cares)
        now: list[Told] = [
            (updates.get(item.id, ()), cares.get(item.id, NOTHING_ADDED)) for item in self._items
        ]
        before, self._told = self._told, now
        for at, (was, told) in enumerate(zip(before, now, strict=False)):
            if was[0] is told[0] and (was[1] is told[1] or was[1] == told[1]):
                continue
            for day, (tasks, done) in list(self._by_day.items()):
                old, new = (is_done(self._facts(at, each), day) for each in (was, told))
                more = (new is not None) - (old is not None)
                more_done = (new is True) - (old is True)
                self._by_day[day] = (tasks + more, done + more_done)
