"""All that the report of one period is made from, as plain values."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from ..corrections import Correction
from ..indicators import IndicatorCatalogue
from ..offices import OfficeProfile
from ..plan import Plan
from ..readings import EMPTY, Reading
from ..regimes import PeriodDates
from ..registers.register import Register
from ..report_periods import QUARTERS, Period, Span
from ..scores import AreaScore
from ..target_links import TargetLink
from ..tasks import TaskRow
from .directives import Directive
from .records import Length, Remarks
from .words import quarter_words, running_date, within_year

TASKS_OF_PLAN, TASKS_FINISHED = "1.03", "1.04"
"""The indicators that tell how many tasks the year's plan has, and how many were finished."""
_LEVELS = ("thị trấn", "đặc khu", "phường", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "xã")
_PROVINCES = ("tỉnh ", "thành phố ", "tp. ", "tp ")


@dataclass(frozen=True, slots=True)
class Horizon:
    """What a report looks ahead to: «quý II năm 2026», «6 tháng cuối năm 2026», and its last day."""

    label: str
    ends: date


@dataclass(frozen=True, slots=True)
class ResultYears:
    """The years that a published result is of, now and a year ago; ``named`` is whether its source or note
    says so, and not the rule that a result is of the year before."""

    now: int
    before: int
    named: bool


@dataclass(frozen=True)
class ReportData:
    """What the office knows that its report of a period can speak of.

    ``readings`` and
    ``cumulated`` are the figures by code of the period and since the year's start,
    ``last_year`` and ``last_year_cumulated`` the same of a year ago. ``tasks`` are those of the plans in
    force at the period's end, with their status on that day. ``plan`` is the year's plan, ``plan_name`` and
    ``plan_short`` name it at its first and at later mentions. ``annexes`` gives the printed numbers of the
    annexes that the report has («statistics», «directives», «tasks», «scores»); ``notes`` are the officials'
    notes by code. Of the quarters of a longer span, ``unfilled`` have no figures at all, ``partly_filled``
    lack some that others have. ``opening`` is the span that figures were given of when the office began.
    ``quarter_ends`` are the last days of its quarters as they are written. ``doubted`` are the codes of
    figures that the check list has something to say of, ``result_years`` the years that published results
    are of, by code, ``duties`` those whose 0 is something that was not done yet, ``since`` the
    quarter of sums since the year's start that began later than the year. ``scores`` are the office's own
    scores of a year's report by area. ``as_of`` is the day of the tasks' statuses: the period's last one, or
    today before that. ``corrections`` are those of reports that went out before, which this one tells;
    ``register`` is the register of its directive documents, whose rows are an annex. ``so_far`` are the codes
    of figures that the program counted in a quarter that is not over: they are those of ``as_of``.
    """

    dates: PeriodDates
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
    quarter_ends: Mapping[str, date] = field(default_factory=dict)
    doubted: Set[str] = frozenset()
    result_years: Mapping[str, ResultYears] = field(default_factory=dict)
    duties: Set[str] = frozenset()
    since: Mapping[str, Period] = field(default_factory=dict)
    scores: Mapping[int, AreaScore] = field(default_factory=dict)
    as_of: date = date.max
    length: Length = Length.FULL
    corrections: Sequence[Correction] = ()
    dropped: Sequence[TaskRow] = ()
    register: Register | None = None
    so_far: Set[str] = frozenset()

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
        """The period's figure as sentences may tell it: a 0 that lacks quarters is not known to be one."""
        reading = self.readings.get(code, EMPTY)
        return EMPTY if reading.lacks and reading.value == 0 else reading

    @property
    def is_whole(self) -> bool:
        """Whether every quarter of the period has its figures, so that it can be compared and judged."""
        return not self.unfilled and not self.partly_filled

    def until(self, lacks: Sequence[str], *, mixed: bool = False) -> str:
        """How figures that were made without some quarters begin their sentence: «tính đến ngày 14/9/2026
        (chưa có số liệu quý IV)»; where only some were, ``mixed``, all that is said is that."""
        lacking = [quarter for quarter in self.period.quarters if quarter.id in lacks]
        if not lacking:
            return ""
        told = f"chưa có số liệu {quarter_words(lacking)}"
        if mixed:
            return f"trong {within_year(self.period)} (một số số liệu chưa có {quarter_words(lacking)})"
        known = [quarter for quarter in self.period.quarters if quarter not in lacking]
        if known and known == list(self.period.quarters[: len(known)]) and known[-1].id in self.quarter_ends:
            return f"tính đến ngày {running_date(self.quarter_ends[known[-1].id])} ({told})"
        return f"trong {within_year(self.period)} ({told})"

    def counted_until(self, codes: Iterable[str]) -> str:
        """How a sentence of figures begins that are counted and go on: «đến ngày 28/11/2026»."""
        return "" if self.so_far.isdisjoint(codes) else f"đến ngày {running_date(self.as_of)}"

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


def horizon_of(period: Period) -> Horizon:
    """What follows a period: tasks are due by the calendar, whenever the figures of it are closed."""
    year = period.year
    if period.span in (Span.HALF, Span.NINE):
        rest = "6" if period.span is Span.HALF else "3"
        return Horizon(f"{rest} tháng cuối năm {year}", date(year, 12, 31))
    return Horizon(period.next_one.label, calendar_end(period.next_one))


def calendar_end(period: Period) -> date:
    """The last day of a period in the calendar: 31/3, 30/6, 30/9, 31/12."""
    month = 3 * (QUARTERS.index(period.last_quarter.span) + 1)
    return date(period.year, month, 30 if month in (6, 9) else 31)


def level_of(office: OfficeProfile) -> str:
    """What the office governs, in one word: «xã», «phường», «đặc khu»; of many together all they are called,
    «các xã, phường, đặc khu»."""
    place = office.short_name.partition(" ")[2].lower()
    if place.startswith("các "):
        return place
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
