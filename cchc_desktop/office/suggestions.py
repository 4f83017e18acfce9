"""What the program itself can count for a period, offered where nothing was typed."""

from collections.abc import Mapping
from decimal import Decimal

from ..domain.report_periods import Period
from ..storage import kinds
from .calendar import Calendar
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import Desk, Part
from .tasks import TASK_TABLES, Tasks, plans_in_force

SUGGESTION_TABLES = tuple(dict.fromkeys((*CATALOGUE_TABLES, *TASK_TABLES, "directives")))
"""What suggestions are counted from."""


class Suggestions(Part):
    """Counts of tasks and directive documents by the codes of the indicators that ask for them."""

    def __init__(self, desk: Desk, calendar: Calendar, catalogues: Catalogues, tasks: Tasks) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._tasks = tasks
        self.of_period = desk.derived(self._of_period, SUGGESTION_TABLES)

    def _of_period(self, period: Period) -> Mapping[str, Decimal]:
        """What can be counted for a period, by code."""
        dates = self._calendar.dates(period)
        counts: dict[str, int] = {}
        directives = self._desk.store.records(kinds.DIRECTIVES)
        issued = [each for each in directives if dates.starts <= each.day <= dates.ends]
        if issued:
            counts["directives"] = len(issued)
            counts["directives.plans"] = sum(directive.is_plan for directive in issued)
        plans = plans_in_force(self._desk.all_plans(), min(dates.ends, self._desk.today()))
        ids = {plan.id for plan in plans if plan.period.first_year <= period.year <= plan.period.last_year}
        tasks = [row for row in self._tasks.rows() if row.plan_id in ids]
        if tasks:
            counts["plan.tasks"] = len(tasks)
            counts["plan.tasks_done"] = sum(
                row.progress is not None
                and row.percent >= 100
                and dates.starts <= row.progress.day <= dates.ends
                for row in tasks
            )
        return {
            indicator.code: Decimal(counts[indicator.counted])
            for indicator in self._catalogues.of_period(period).indicators
            if indicator.counted in counts
        }
