"""What of a plan is due in which month of a year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .plan import Plan
from .plan_views import targets
from .tasks import TaskRow, TaskStatus


@dataclass(frozen=True, slots=True)
class DueThing:
    """A task, a turn or a sub-task of one, or a target with a day; ``status`` is None for a target.

    ``key`` stays the same whatever becomes of its day and words. One without a day of its own has none.
    """

    key: str
    text: str
    day: date | None
    lead: str = ""
    officer: str = ""
    deliverable: str = ""
    due_text: str = ""
    status: TaskStatus | None = None


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A year of a plan: the ``months`` that have something due, in their order, and what has no day."""

    year: int
    months: tuple[tuple[int, tuple[DueThing, ...]], ...]
    standing: tuple[DueThing, ...]

    @property
    def dated(self) -> tuple[DueThing, ...]:
        """What has a day, in the order of the days."""
        return tuple(thing for _, things in self.months for thing in things)


def year_shown(plan: Plan, today: date) -> int:
    """The year of a plan that its calendar shows: today's, or else the nearest that the plan holds."""
    return min(max(today.year, plan.period.first_year), plan.period.last_year)


def plan_year(plan: Plan, rows: Iterable[TaskRow], year: int) -> PlanYear:
    """What is due in a year: ``rows`` are the plan's tasks one by one, those that are dropped left out."""
    counts: Counter[str] = Counter()
    things: list[DueThing] = []
    for row in rows:
        counts[row.id] += 1
        if row.status is TaskStatus.DROPPED:
            continue
        given = row.assignment
        things.append(
            DueThing(
                f"{row.id}#{counts[row.id]}", row.text, row.due if row.due_is_own else None, given.lead,
                given.officer, given.deliverable, given.due_text, row.status,
            )
        )  # fmt: skip
    for place in targets(plan):
        measure = place.item.measure
        if measure is not None and measure.deadline is not None:
            things.append(DueThing(place.item.id, place.item.text, measure.deadline))
    months: dict[int, list[DueThing]] = {}
    for thing in things:
        if thing.day is not None and thing.day.year == year:
            months.setdefault(thing.day.month, []).append(thing)
    ordered = tuple(
        (month, tuple(sorted(months[month], key=lambda thing: (thing.day or date.max, thing.key))))
        for month in sorted(months)
    )
    return PlanYear(year, ordered, tuple(thing for thing in things if thing.day is None))
