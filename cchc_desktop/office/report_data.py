"""Gathers what the report of a period is made from.

What puts it into words is loaded when a report is first gathered, not with the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.directives import Directive
from ..domain.figures import Ledger
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile, shorten
from ..domain.plan import Plan
from ..domain.readings import EMPTY
from ..domain.report_periods import Period
from ..domain.tasks import TaskRow
from ..storage import kinds
from .calendar import Calendar
from .desk import Desk, Part
from .figures import Figures
from .tasks import Tasks, plans_of_year

if TYPE_CHECKING:
    from ..domain.report.data import ReportData

_UNNAMED = "Ủy ban nhân dân xã …"


class Gathering(Part):
    """Gathers all that the office knows for the report of a period."""

    def __init__(self, desk: Desk, calendar: Calendar, figures: Figures, tasks: Tasks) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._figures = figures
        self._tasks = tasks

    def of_period(self, period: Period, addressees: Sequence[str]) -> ReportData:
        """What the report of a period is made from."""
        return _gathered(self._desk, self._calendar, self._figures, self._tasks, period, addressees)


def _gathered(
    desk: Desk,
    calendar_of: Calendar,
    figures: Figures,
    followed: Tasks,
    period: Period,
    addressees: Sequence[str],
) -> ReportData:
    from ..domain.report.data import ReportData, horizon_of

    ledger = figures.ledger()
    dates = calendar_of.dates(period)
    office = profile_of(desk)
    plans = plans_of_year(desk.all_plans(), period.year, dates.ends)
    tasks = followed.standing(plans, dates.ends)
    known = desk.store.records(kinds.DIRECTIVES)
    directives = [each for each in known if dates.starts <= each.day <= dates.ends]
    plan = min(plans, key=lambda each: each.period.last_year - each.period.first_year, default=None)
    gaps = gaps_of(ledger, period)
    opening = ledger.opening_of(period)
    begun = [gap for gap in gaps if ledger.has_figures(gap) or (opening and gap in opening.quarters)]
    calendar = {**calendar_of.of_year(period.year), **calendar_of.of_year(period.year + 1)}
    return ReportData(
        dates=dates,
        last_quarter_starts=calendar_of.dates(period.last_quarter).starts,
        horizon=horizon_of(period, calendar),
        office=office,
        catalogue=ledger.catalogue(period),
        readings=ledger.readings(period),
        cumulated=ledger.readings(period.cumulated),
        last_year=ledger.readings(period.last_year),
        last_year_cumulated=ledger.readings(period.last_year.cumulated),
        targets=figures.targets(period),
        tasks=tasks,
        directives=directives,
        remarks=desk.store.remarks(period),
        addressees=addressees,
        annexes=annex_numbers(directives, tasks),
        plan=plan,
        plan_name=_named(plan, office) if plan is not None else "",
        plan_short=_named_again(plan, period),
        notes=notes_of(ledger, period),
        unfilled=[gap for gap in gaps if gap not in begun],
        partly_filled=begun,
        opening=opening,
    )


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


def annex_numbers(directives: Sequence[Directive], tasks: Sequence[TaskRow]) -> dict[str, str]:
    """The annexes of a report in their order with their printed numbers; what is empty has none."""
    present = ["statistics", *(["directives"] if directives else []), *(["tasks"] if tasks else [])]
    return {name: to_roman(index) if len(present) > 1 else "" for index, name in enumerate(present, 1)}


def _named(plan: Plan, office: OfficeProfile) -> str:
    """The plan at its first mention: number, day, issuer and subject; what is not known yet is left out."""
    from ..documents.office_text import padded, written_date
    from ..domain.report.lists import lowered

    if not plan.number:
        return f"Kế hoạch {lowered(plan.subject)}"
    issued = written_date(plan.issued_on)
    return (
        f"Kế hoạch số {padded(plan.number)}/{plan.symbol} {issued} của {shorten(office.name)} "
        f"về {lowered(plan.subject)}"
    )


def _named_again(plan: Plan | None, period: Period) -> str:
    from ..documents.office_text import padded

    if plan is not None and plan.number:
        return f"Kế hoạch số {padded(plan.number)}/{plan.symbol}"
    return f"Kế hoạch cải cách hành chính năm {period.year}"
