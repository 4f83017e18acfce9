"""Gathers what the report of a period is made from.

What puts it into words is loaded when a report is first gathered, not with the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ..domain.directives import Directive
from ..domain.figures import Ledger
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile, shorten
from ..domain.plan import Plan
from ..domain.readings import EMPTY
from ..domain.report_periods import Period
from ..domain.tasks import TaskRow, latest, task_status
from ..storage import kinds
from .calendar import Calendar
from .desk import Desk, Part
from .figures import Figures
from .tasks import Tasks, plans_in_force

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
    plans = plans_of(desk, period, dates.ends)
    tasks = tasks_on(desk, followed, plans, dates.ends)
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


def plans_of(desk: Desk, period: Period, day: date) -> list[Plan]:
    """The plans of the period's year that the office works by on a day."""
    of_year = [p for p in desk.all_plans() if p.period.first_year <= period.year <= p.period.last_year]
    # A cut-off in December of a year lies in it, the first days of its reports do not.
    return plans_in_force(of_year, max(day, date(period.year, 1, 1))) if of_year else []


def tasks_on(desk: Desk, followed: Tasks, plans: Sequence[Plan], day: date) -> list[TaskRow]:
    """The plans' tasks as they stood at the end of a day; today's where that has not come yet."""
    day = min(day, desk.today())
    updates = desk.store.updates()
    ids = {plan.id for plan in plans}
    rows = []
    for row in followed.rows():
        if row.plan_id in ids:
            progress = latest([each for each in updates.get(row.id, ()) if each.day <= day])
            status = task_status(row.assignment.start, row.due, progress, day)
            rows.append(replace(row, progress=progress, status=status))
    return rows


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
