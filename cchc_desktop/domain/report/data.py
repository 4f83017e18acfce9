"""All that the report of one period is made from, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..directives import Directive
from ..figure_checks import affected
from ..indicators import IndicatorCatalogue
from ..offices import OfficeProfile
from ..plan import Plan
from ..readings import EMPTY, Reading
from ..regimes import PeriodDates
from ..report_periods import Period, Span
from ..target_links import TargetLink
from ..tasks import TaskRow
from .records import Remarks

TASKS_OF_PLAN, TASKS_FINISHED = "1.03", "1.04"
"""The indicators that tell how many tasks the year's plan has, and how many were finished."""
_LEVELS = ("thị trấn", "đặc khu", "phường", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "xã")
_PROVINCES = ("tỉnh ", "thành phố ", "tp. ", "tp ")


@dataclass(frozen=True, slots=True)
class Horizon:
    """What a report looks ahead to: «quý II năm 2026», «6 tháng cuối năm 2026», and its last day."""

    label: str
    ends: date


@dataclass(frozen=True)
class ReportData:
    """What the office knows that its report of a period can speak of.

    ``last_quarter_starts`` is the first day of the quarter that the period ends with. ``readings`` and
    ``cumulated`` are the figures by code of the period and since the year's start,
    ``last_year`` and ``last_year_cumulated`` the same of a year ago. ``tasks`` are those of the plans in
    force at the period's end, with their status on that day. ``plan`` is the year's plan, ``plan_name`` and
    ``plan_short`` name it at its first and at later mentions. ``annexes`` gives the printed numbers of the
    annexes that the report has («statistics», «directives», «tasks»); ``notes`` are the officials' notes by
    code. Of the quarters of a longer span, ``unfilled`` have no figures at all, and ``partly_filled`` lack
    some that others have. ``opening`` is the span that figures were given of when the office began.
    """

    dates: PeriodDates
    last_quarter_starts: date
    horizon: Horizon
    office: OfficeProfile
    catalogue: IndicatorCatalogue
    readings: Mapping[str, Reading]
    cumulated: Mapping[str, Reading]
    last_year: Mapping[str, Reading]
    last_year_cumulated: Mapping[str, Reading]
    targets: Mapping[str, TargetLink]
    tasks: Sequence[TaskRow]
    directives: Sequence[Directive]
    remarks: Mapping[int, Remarks]
    addressees: Sequence[str]
    annexes: Mapping[str, str]
    plan: Plan | None = None
    plan_name: str = ""
    plan_short: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    unfilled: Sequence[Period] = ()
    partly_filled: Sequence[Period] = ()
    opening: Period | None = None

    @property
    def period(self) -> Period:
        """The period that is reported."""
        return self.dates.period

    @property
    def is_apart(self) -> bool:
        """Whether the figures since the year's start are others than those of the period."""
        return self.period.cumulated != self.period and bool(self.period.cumulated.quarters[1:])

    @property
    def is_mostly_there(self) -> bool:
        """Whether more than half of the figures that are typed for the period are there."""
        asked = [
            indicator
            for indicator in self.catalogue.indicators
            if indicator.is_typed and indicator.is_asked(self.period)
        ]
        there = sum(self.readings.get(each.code, EMPTY).value is not None for each in asked)
        return 2 * there > len(asked)

    def told(self, code: str) -> Reading:
        """The period's figure as sentences may tell it: a 0 that lacks quarters is not known to be one.

        Of the tasks those that are followed are told where the typed figures lack quarters, so that what is
        finished and what is left come from one source.
        """
        reading = self.readings.get(code, EMPTY)
        if reading.lacks and (reading.value == 0 or (self.tasks and code in self._of_finished_tasks)):
            return EMPTY
        return reading

    @cached_property
    def _of_finished_tasks(self) -> set[str]:
        return affected(self.catalogue, TASKS_FINISHED)

    def task_conflict(self) -> tuple[str, int, int] | None:
        """Where the typed figures of the plan's tasks say something else than the tasks themselves.

        Gives the code, what was typed and what the tasks come to; None where they agree or nothing was typed.
        """
        finished = sum(row.status.is_done for row in self.tasks)
        for code, counted in ((TASKS_OF_PLAN, len(self.tasks)), (TASKS_FINISHED, finished)):
            typed = self.cumulated.get(code, EMPTY)
            if self.tasks and typed.value is not None and not typed.lacks and typed.value != counted:
                return code, int(typed.value), counted
        return None


def horizon_of(period: Period, calendar: Mapping[Period, PeriodDates]) -> Horizon:
    """What follows a period; ``calendar`` holds the dates of its year and of the next one."""
    year = period.year
    if period.span in (Span.HALF, Span.NINE):
        rest = "6" if period.span is Span.HALF else "3"
        return Horizon(f"{rest} tháng cuối năm {year}", calendar[Period(year, Span.YEAR)].ends)
    return Horizon(period.next_one.label, calendar[period.next_one].ends)


def level_of(office: OfficeProfile) -> str:
    """What the office governs, in one word: «xã», «phường», «đặc khu»."""
    place = office.short_name.partition(" ")[2].lower()
    return next((level for level in _LEVELS if place.startswith(f"{level} ")), "xã")


def province_kind(office: OfficeProfile) -> str:
    """What the superior governs: «tỉnh», or «thành phố» where its name says so."""
    return "thành phố" if province_of(office).startswith(("thành phố ", "tp. ", "tp ")) else "tỉnh"


def province_of(office: OfficeProfile) -> str:
    """The superior's province as it follows the name of a department: «tỉnh Sông Hương», or nothing."""
    for mark in _PROVINCES:
        at = office.superior.lower().find(mark)
        if at >= 0:
            return office.superior[at].lower() + office.superior[at + 1 :]
    return ""
