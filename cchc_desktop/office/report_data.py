"""Gathers what the report of a period is made from.

What puts it into words is loaded when a report is first gathered, not with the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Sized
from datetime import date
from typing import TYPE_CHECKING

from ..domain.figures import Ledger
from ..domain.indicators import Nature
from ..domain.numerals import padded, to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.readings import EMPTY
from ..domain.report_periods import Period, Span
from ..domain.tasks import TaskRow
from ..storage.report_rows import CORRECTIONS
from .calendar import Calendar
from .desk import Desk, Part
from .figures import Figures
from .tasks import Tasks, plans_of_year

if TYPE_CHECKING:
    from ..domain.corrections import Correction
    from ..domain.report.data import ReportData, ResultYears
    from ..domain.report.directives import Directive
    from ..domain.report.records import ReportHead
    from .registers import Registers

REACHED = "reports.reached"
"""The preference that names the issued reports which something from elsewhere has reached at this PC."""
_UNNAMED = "Ủy ban nhân dân xã …"


class Gathering(Part):
    """Gathers all that the office knows for the report of a period."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        figures: Figures,
        tasks: Tasks,
        registers: Callable[[], Registers],
    ) -> None:
        """``registers`` is asked when a report is gathered: no first page needs what reads them."""
        super().__init__(desk)
        self._calendar = calendar
        self._figures = figures
        self._tasks = tasks
        self._registers = registers

    def of_period(self, period: Period, head: ReportHead) -> ReportData:
        """What the report of a period is made from; ``head`` says to whom it goes and how long it is."""
        parts = (self._desk, self._calendar, self._figures, self._tasks, self._registers())
        return _gathered(*parts, period, head)


def _gathered(
    desk: Desk,
    calendar_of: Calendar,
    figures: Figures,
    followed: Tasks,
    registers: Registers,
    period: Period,
    head: ReportHead,
) -> ReportData:
    from ..catalogue.report import report_outline
    from ..domain.report.data import ReportData, horizon_of
    from ..domain.report.directives import REGISTER, directives_of
    from .scores import scores_of

    ledger = figures.ledger()
    dates = calendar_of.dates(period)
    office = profile_of(desk)
    plans = plans_of_year(desk.own_heads(), period.year, dates.ends)
    tasks = followed.standing(plans, dates.ends)
    directives = directives_of(registers.rows(REGISTER, period))
    head_of_plan = min(plans, key=lambda each: each.period.last_year - each.period.first_year, default=None)
    plan = desk.plan(head_of_plan.id) if head_of_plan is not None else None
    gaps = gaps_of(ledger, period)
    scores = scores_of(desk.store, period.year) if period.span is Span.YEAR else {}
    opening = ledger.opening_of(period)
    begun = [gap for gap in gaps if ledger.has_figures(gap) or (opening and gap in opening.quarters)]
    return ReportData(
        dates=dates,
        horizon=horizon_of(period),
        office=office,
        catalogue=ledger.catalogue(period),
        readings=ledger.readings(period),
        cumulated=ledger.readings(period.cumulated),
        last_year=ledger.readings(period.last_year),
        last_year_cumulated=ledger.readings(period.last_year.cumulated),
        targets=figures.targets(period),
        tasks=tasks,
        dropped=followed.dropped(plans, dates.ends),
        directives=directives,
        remarks=desk.store.remarks(period),
        addressees=head.addressees,
        annexes=annex_numbers(directives, tasks, scores),
        plan=plan,
        plan_name=plan_named(plan, office) if plan is not None else "",
        plan_short=_named_again(plan, period),
        notes=notes_of(ledger, period),
        unfilled=[gap for gap in gaps if gap not in begun],
        partly_filled=begun,
        opening=opening,
        quarter_ends={quarter.id: calendar_of.dates(quarter).ends for quarter in period.quarters},
        doubted=frozenset(code for problem in figures.problems(period) for code in problem.codes[:1]),
        result_years=_result_years(ledger, period),
        duties=report_outline().duties,
        since=_since(ledger, period.cumulated),
        scores=scores,
        as_of=min(dates.ends, desk.today()),
        length=head.length,
        corrections=told_corrections(desk, calendar_of, period, is_issued=head.is_issued),
        register=registers.get(REGISTER),
        so_far=_so_far(ledger, calendar_of, period, desk.today()),
    )


def _so_far(ledger: Ledger, calendar: Calendar, period: Period, today: date) -> frozenset[str]:
    """The codes of what the program counts in a quarter of the period that goes on, and nobody typed."""
    return frozenset(
        code
        for quarter in period.quarters
        if calendar.dates(quarter).ends > today
        for code in ledger.counts(quarter)
        if ledger.figure(quarter, code).value is None
    )


def told_corrections(desk: Desk, calendar: Calendar, period: Period, *, is_issued: bool) -> list[Correction]:
    """The corrections that the report of a period tells: those of reports of its time and before that no
    other report has told; of one that went out, those that it told."""
    heads = desk.store.reports()
    ends = calendar.dates(period).ends
    found = []
    for each in desk.store.records(CORRECTIONS):
        of = Period.parse(each.period_id)
        is_told = each.told_in == period.id if is_issued else not each.told_in
        if is_told and of != period and each.is_of(heads.get(of)) and calendar.dates(of).ends <= ends:
            found.append(each)
    return found


def _since(ledger: Ledger, span: Period) -> dict[str, Period]:
    """The quarters from which on sums of a span are, of indicators that came into force within it."""
    found = {}
    for indicator in ledger.catalogue(span).indicators:
        is_sum = indicator.nature in (Nature.FLOW, Nature.DISTINCT) and not indicator.yearly
        if is_sum and (quarter := ledger.began(span, indicator.code)) is not None:
            found[indicator.code] = quarter
    return found


_YEAR = re.compile(r"\bnăm (20\d\d)\b")


def _result_years(ledger: Ledger, period: Period) -> dict[str, ResultYears]:
    """The years that published results are of: as their source or note says, else the year before."""
    from ..catalogue.report import report_outline
    from ..domain.report.data import ResultYears

    found = {}
    for watch in report_outline().watches:
        if watch.published:
            now, before = (_year_of(ledger, each, watch.code) for each in (period, period.last_year))
            found[watch.code] = ResultYears(
                now or period.year - 1, before or period.year - 2, named=now is not None
            )
    return found


def _year_of(ledger: Ledger, period: Period, code: str) -> int | None:
    """The year that the source or the note of a figure names: of the last quarter that has the figure."""
    for quarter in reversed(period.quarters):
        figure = ledger.figure(quarter, code)
        if figure.value is not None:
            named = _YEAR.search(f"{figure.note} {figure.source}")
            return int(named[1]) if named is not None else None
    return None


def gaps_of(ledger: Ledger, period: Period) -> list[Period]:
    """The quarters of a longer span that some of its figures were made without."""
    readings = ledger.readings(period).values()
    lacking = {lack for reading in readings if reading.value is not None for lack in reading.lacks}
    return [quarter for quarter in period.quarters if quarter.id in lacking]


def notes_of(ledger: Ledger, period: Period) -> dict[str, str]:
    """The notes on a period's figures; those of its last quarter where that quarter's figure is the period's.

    A note on what occurred in one quarter says nothing of the sum of several.
    """
    found = {}
    whole, last = ledger.readings(period), ledger.readings(period.last_quarter)
    for code in ledger.catalogue(period).by_code:
        note = ledger.figure(period, code).note
        if not note and whole.get(code, EMPTY).value == last.get(code, EMPTY).value:
            note = ledger.figure(period.last_quarter, code).note
        if note:
            found[code] = note
    return found


def profile_of(desk: Desk) -> OfficeProfile:
    """The office; a blank one before it is set up."""
    return desk.store.profile() or OfficeProfile(_UNNAMED, "Ủy ban nhân dân tỉnh …", "…")


def annex_numbers(
    directives: Sequence[Directive], tasks: Sequence[TaskRow], scores: Sized = ()
) -> dict[str, str]:
    """The annexes of a report in their order with their printed numbers; what is empty has none."""
    present = ["statistics", *(["directives"] if directives else []), *(["tasks"] if tasks else [])]
    present += ["scores"] if scores else []
    return {name: to_roman(index) if len(present) > 1 else "" for index, name in enumerate(present, 1)}


def plan_named(plan: Plan, office: OfficeProfile) -> str:
    """The plan at its first mention: number, day, issuer and subject; what is not known yet is left out."""
    from ..documents.office_text import written_date
    from ..domain.report.lists import lowered

    # The report is the office's own: who issued the plan, and where, is said already.
    place = office.short_name.partition(" ")[2]
    subject = lowered(plan.subject.removesuffix(f" của {place}"))
    if not plan.number:
        return f"Kế hoạch {subject}"
    issued = f"{plan.issued_as} số {padded(plan.number)}/{plan.issued_symbol} {written_date(plan.issued_on)}"
    if plan.decision is not None:
        return f"Kế hoạch {subject} ban hành kèm theo {issued}"
    return f"{issued} về {subject}"


def _named_again(plan: Plan | None, period: Period) -> str:
    if plan is not None and plan.number:
        return f"{plan.issued_as} số {padded(plan.number)}/{plan.issued_symbol}"
    return f"Kế hoạch cải cách hành chính năm {period.year}"
