"""When an office reports: the regime of each year, the window and due day of each period."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from .. import catalogue
from ..domain.duties import REPORT, Duty, DutyMark, Turn, turns
from ..domain.errors import Refusal
from ..domain.regimes import PeriodDates, Regime, adjusted, checked_dates
from ..domain.report_periods import QUARTERS, Period
from ..storage.changes import Changes
from ..storage.duty_kinds import DUTIES, DUTY_MARKS
from ..storage.figure_rows import write_period
from . import operations
from .desk import DAY, Desk, Part
from .operations import Operation

CALENDAR_TABLES = ("periods", "duties", "duty_marks")
"""What the calendar is read from."""


class Calendar(Part):
    """The reporting calendar of all years."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.own_of_year = desk.derived(self._own_of_year, ("periods",))
        self.of_year = desk.derived(self._of_year, CALENDAR_TABLES)
        self.current_quarter = desk.derived(self._current_quarter, (*CALENDAR_TABLES, DAY))

    def regime(self, year: int) -> Regime:
        """The regime that the reports of a year follow: the one chosen for it, or last for a year before.

        It is the decree's default where none was chosen.
        """
        return _followed(year, self.chosen())

    def chosen(self) -> dict[int, str]:
        """The regimes by the years that one was chosen for; other periods are stored without any."""
        stored = self._desk.store.periods().items()
        return {period.year: kept.regime for period, kept in stored if kept.regime}

    def duties(self) -> tuple[Duty, ...]:
        """The office's duties beside its own regime."""
        return self._desk.store.records(DUTIES)

    def marks(self) -> Mapping[str, DutyMark]:
        """What was set or noted for single periods of the duties, by its identity."""
        return {mark.id: mark for mark in self._desk.store.records(DUTY_MARKS)}

    def turns(self, duty: Duty, year: int) -> list[Turn]:
        """The reports that a duty asks for in a year."""
        return turns(duty, year, self.own_of_year(year), self.marks())

    def _of_year(self, year: int) -> Mapping[Period, PeriodDates]:
        """The dates of all periods of a year, as the office works by them: its own, and a report on what
        another duty asks the same report for, which is due when the first of them is."""
        result = dict(self.own_of_year(year))
        for duty in self.duties():
            if duty.form != REPORT:
                continue
            for turn in self.turns(duty, year):
                assert isinstance(turn.period, Period)
                own = result[turn.period]
                due = min(own.due or turn.due, turn.due) if own.reported else turn.due
                result[turn.period] = replace(own, reported=True, due=due)
        return result

    def own_dates(self, period: Period) -> PeriodDates:
        """The dates of one period as the office's own regime and calendar have them."""
        return self.own_of_year(period.year)[period]

    def _own_of_year(self, year: int) -> Mapping[Period, PeriodDates]:
        """The dates of all periods of a year: as they were edited, else as the regime has them."""
        stored = self._desk.store.periods()
        return {
            period: stored[period].dates if period in stored else dates
            for period, dates in self.regime(year).dates(year).items()
        }

    def dates(self, period: Period) -> PeriodDates:
        """The dates of one period, as the office works by them."""
        return self.of_year(period.year)[period]

    def begun(self, year: int, day: date) -> list[Period]:
        """The spans of a year from its start that have begun by a day, the longest first."""
        periods = [Period(year, quarter) for quarter in reversed(QUARTERS)]
        return [each.cumulated for each in periods if self.dates(each).starts <= day]

    def set_regime(self, year: int, regime_id: str) -> Changes:
        """Makes the year's periods what a regime says. Raises Refusal for an unknown regime."""
        self._desk.admit(operations.SET_REGIME)
        regime = next((each for each in catalogue.regimes() if each.id == regime_id), None)
        if regime is None:
            raise Refusal(f"Không có chế độ báo cáo «{regime_id}». Hãy chọn trong danh sách.", "regime")
        if any(duty.entry == regime.id and self.turns(duty, year) for duty in self.duties()):
            raise Refusal(
                f"«{regime.title}» đang là chế độ báo cáo khác của năm {year}. Hãy xóa ở «Lịch báo cáo» "
                "rồi chọn lại.",
                "regime",
            )
        chosen = self.chosen() | {year: regime.id}
        # The years after that no regime was chosen for follow it as well.
        following = _followed(year + 1, chosen).dates(year + 1)
        stored = {p: kept.dates for p, kept in self._desk.store.periods().items() if p in following}
        result = {**self.own_of_year(year - 1), **regime.dates(year), **following, **stored}
        first, last = (result[Period(year, span)] for span in (QUARTERS[0], QUARTERS[-1]))
        begins = result[first.period.previous].ends + timedelta(days=1)
        result = adjusted(adjusted(result, last), replace(first, starts=begins))
        subject = f"năm {year}: {regime.name}"
        return self._set_calendar(year, result, chosen, operations.SET_REGIME, subject)

    def set_dates(self, dates: PeriodDates) -> Changes:
        """Sets one period's window, due day and whether it is reported; its neighbours follow.

        Those of the years before and after do too. Raises Refusal where a window would be turned around or
        empty.
        """
        self._desk.admit(operations.SET_DATES)
        year = dates.period.year
        around = {**self.own_of_year(year - 1), **self.own_of_year(year), **self.own_of_year(year + 1)}
        result, chosen = adjusted(around, dates), self.chosen()
        return self._set_calendar(year, result, chosen, operations.SET_DATES, dates.period.label)

    def _set_calendar(
        self,
        year: int,
        result: Mapping[Period, PeriodDates],
        chosen: Mapping[int, str],
        operation: Operation,
        subject: str,
    ) -> Changes:
        """Stores the dates of a year, and those of the years beside it that its ends have moved."""
        moved = [
            each
            for period, each in result.items()
            if period.year == year or (each.starts, each.ends) != self._window(period)
        ]
        checked_dates(moved)
        with self._desk.operation(operation, subject) as recorder:
            for each in moved:
                write_period(recorder, each, chosen.get(each.period.year, ""), None)
        return recorder.changes

    def _window(self, period: Period) -> tuple[date, date]:
        dates = self.own_dates(period)
        return dates.starts, dates.ends

    def _current_quarter(self) -> Period:
        """The quarter whose figures are being gathered: until its report is due, then the next one."""
        today = self._desk.today()
        for year in (today.year - 1, today.year, today.year + 1):
            calendar = self.of_year(year)
            for span in QUARTERS:
                dates = calendar[Period(year, span)]
                closes = max(day for each in self._ending_with(calendar, dates) for day in each)
                if today <= closes:
                    return dates.period
        return Period(today.year, QUARTERS[-1])

    @staticmethod
    def _ending_with(calendar: Mapping[Period, PeriodDates], quarter: PeriodDates) -> list[tuple[date, ...]]:
        """The days by which the quarter and the longer span that ends with it are closed."""
        return [
            (each.ends, each.due or each.ends)
            for each in calendar.values()
            if each.period.last_quarter == quarter.period and (each.reported or each is quarter)
        ]

    def last_to_gather(self) -> Period:
        """The period whose reports units send now, or sent last: the latest with a report whose closing day
        has come or comes within a week. Some quarters have no report, so that it may be long over."""
        soon = self._desk.today() + timedelta(days=7)
        begun = [
            dates
            for year in (soon.year - 1, soon.year)
            for dates in self.of_year(year).values()
            if dates.due is not None and min(dates.due, dates.ends) <= soon
        ]
        latest = max(begun, key=lambda dates: (dates.ends, dates.period.span.quarters), default=None)
        return latest.period if latest is not None else self.current_quarter()

    def reports_due(self, within_days: int = 30) -> list[PeriodDates]:
        """The periods to report whose due day has not passed by a month or comes soon, earliest first."""
        today = self._desk.today()
        found = [
            dates
            for year in (today.year - 1, today.year, today.year + 1)
            for dates in self.of_year(year).values()
            if dates.reported and dates.due is not None
            and today - timedelta(days=30) <= dates.due <= today + timedelta(days=within_days)
        ]  # fmt: skip
        return sorted(found, key=lambda dates: (dates.due or dates.ends, dates.period.id))


def _followed(year: int, chosen: Mapping[int, str]) -> Regime:
    """The regime of a year by those that were chosen for some years."""
    latest = max((each for each in chosen if each <= year), default=year)
    known = catalogue.regimes()
    return next((each for each in known if each.id == chosen.get(latest)), known[0])
