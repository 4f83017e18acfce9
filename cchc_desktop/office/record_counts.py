"""What the program counts itself for each quarter: the tasks of the plans, and rows of registers.

These counts are figures until somebody types another one (`domain/figures.py`), so that what a report says,
its annexes of documents and tasks, and the pages come from one source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from ..domain.indicators import Indicator, Nature
from ..domain.report_periods import QUARTERS, YEARS, Period, Span
from ..domain.tasks import TaskRow
from .calendar import CALENDAR_TABLES, Calendar
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import Desk, Part
from .tasks import TASK_TABLES, Tasks, plans_of_year

if TYPE_CHECKING:
    from .registers import Counted, Registers

COUNT_TABLES = tuple(
    dict.fromkeys((*CATALOGUE_TABLES, *CALENDAR_TABLES, *TASK_TABLES, "registers", "register_rows"))
)
"""What is counted, and when the quarters are."""


class RecordCounts(Part):
    """Counts of tasks and rows of registers, by the codes of indicators."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        catalogues: Catalogues,
        tasks: Tasks,
        registers: Callable[[], Registers],
    ) -> None:
        """``registers`` is asked once there are rows: offices without any start without what reads them."""
        super().__init__(desk)
        self._registers = registers
        self._calendar = calendar
        self._catalogues = catalogues
        self._tasks = tasks

    def by_period(self) -> dict[Period, dict[str, int | Decimal]]:
        """What is counted in the quarters that have begun, by code; and in longer spans what registers tell
        of things that are counted without doubles, which no sum of quarters does."""
        found: dict[Period, dict[str, int | Decimal]] = {}
        for quarter in self._quarters():
            if counts := self._of_plan(quarter):
                found[quarter] = {
                    indicator.code: counts[indicator.counted]
                    for indicator in self._catalogues.of_period(quarter).indicators
                    if indicator.counted in counts
                }
        for period, of_registers in self._of_registers().items():
            found.setdefault(period, {}).update(of_registers)
        return found

    def _of_registers(self) -> dict[Period, dict[str, int | Decimal]]:
        """What registers give for the indicators of the periods that have begun."""
        years, today = self._desk.store.register_years(), self._desk.today()
        if not years:
            return {}
        # A row may be older than any report, such as a procedure that has been there for long.
        first = max(years[0], YEARS.start)
        # The reports of a year begin with the last days of the year before.
        periods = [
            period
            for year in range(first, max(years[-1], today.year) + 2)
            for period in map(partial(Period, year), Span)
            if self._calendar.dates(period).starts <= today
        ]
        found: dict[Period, dict[str, int | Decimal]] = {}
        registers = self._registers()
        for period in periods:
            own = [
                indicator
                for indicator in self._catalogues.of_period(period).indicators
                if indicator.formula is None
                and (period.span.is_quarter or indicator.nature is Nature.DISTINCT)
            ]
            counts = registers.counts(
                period, frozenset(indicator.counted or indicator.code for indicator in own)
            )
            for indicator in own if counts else ():
                if (counted := _count_of(indicator, counts)) is not None:
                    found.setdefault(period, {})[indicator.code] = counted.value
        return found

    def rows(self, period: Period, indicator: Indicator) -> Counted | None:
        """What a register gives for an indicator of a period, with the rows that were counted."""
        return _count_of(indicator, self._registers().counts(period))

    def _quarters(self) -> Iterator[Period]:
        """The quarters of the years of plans that have begun by today."""
        today = self._desk.today()
        years = set[int]()
        for plan in self._desk.own_heads():
            years.update(range(plan.period.first_year, min(plan.period.last_year, today.year + 1) + 1))
        for year in sorted(years):
            for span in QUARTERS:
                quarter = Period(year, span)
                if self._calendar.dates(quarter).starts <= today:
                    yield quarter

    def tasks(self, quarter: Period, counted: str) -> list[TaskRow]:
        """The tasks that a count is of: all, or those finished since the quarter before."""
        rows = self._standing(quarter)
        if counted != "plan.tasks_done":
            return rows
        begun = quarter.span is QUARTERS[0]
        before = () if begun else self._standing(quarter.previous)
        finished = {row.id for row in before if row.status.is_done}
        return [row for row in rows if row.status.is_done and row.id not in finished]

    def _of_plan(self, quarter: Period) -> Mapping[str, int]:
        """The tasks that the office works by in a quarter, and how many more of them are finished at its end
        than at the end of the quarter before: over the year they come to what is finished."""
        dates = self._calendar.dates(quarter)
        plans = plans_of_year(self._desk.own_heads(), quarter.year, dates.ends)
        if not plans:
            return {}
        tasks, finished = self._tasks.tally(plans, dates.ends)
        before = self._finished(quarter.previous) if quarter.span is not QUARTERS[0] else 0
        return {"plan.tasks": tasks, "plan.tasks_done": max(0, finished - before)} if tasks else {}

    def _finished(self, quarter: Period) -> int:
        ends = self._calendar.dates(quarter).ends
        return self._tasks.tally(plans_of_year(self._desk.own_heads(), quarter.year, ends), ends)[1]

    def _standing(self, quarter: Period) -> list[TaskRow]:
        """The tasks that the office works by, as they stood at the end of a quarter."""
        ends = self._calendar.dates(quarter).ends
        return self._tasks.standing(plans_of_year(self._desk.own_heads(), quarter.year, ends), ends)


def _count_of(indicator: Indicator, counts: Mapping[str, Counted]) -> Counted | None:
    """What registers give for an indicator: what its catalogue asks for by name, else what is of its code."""
    return counts.get(indicator.counted or indicator.code)
