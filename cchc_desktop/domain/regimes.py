"""Reporting regimes (chế độ báo cáo): which periods of a year are reported, over which days, by when.

Windows after Nghị định 09/2019/NĐ-CP, Điều 12: from the day after a cut-off to the next cut-off, the year of
reports beginning in December of the year before (FACTS.md section 4). What differs between superiors is
which reports they want and when; an office may also edit each period's dates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from .errors import Refusal
from .report_periods import QUARTERS, Period, Span, periods_of


@dataclass(frozen=True, slots=True)
class PeriodDates:
    """One period's days, both inclusive; ``due`` is the day by which its report goes out.

    ``reported`` says whether there is a report on it at all; one that is not reported has no due day.
    """

    period: Period
    starts: date
    ends: date
    due: date | None
    reported: bool

    @property
    def needs_estimate(self) -> bool:
        """Whether the report goes out before the period is over, so that its last days are estimated."""
        return self.due is not None and self.due < self.ends


@dataclass(frozen=True, slots=True)
class Regime:
    """What one superior asks for every year.

    ``cut_off_day`` (1 to 28) is the last day of a quarter, in its third month. ``reported`` are the spans
    with a report. It is due either ``working_days_after`` the cut-off (Saturdays and Sundays left out;
    public holidays are for the office to see to), or on ``due_day`` of the period's last month. ``title`` is
    what the report is called beside other duties of the office, ``receiver`` whom it goes to, ``note`` what
    whoever chooses the regime should know.
    """

    id: str
    name: str
    source: str
    valid_from: date
    reported: frozenset[Span]
    cut_off_day: int = 14
    working_days_after: int | None = None
    due_day: int | None = None
    title: str = ""
    receiver: str = ""
    note: str = ""

    def dates(self, year: int) -> dict[Period, PeriodDates]:
        """The dates of all seven periods of a year."""
        return {period: self._dates(period) for period in periods_of(year)}

    def _dates(self, period: Period) -> PeriodDates:
        starts, ends = window(period, self.cut_off_day)
        reported = period.span in self.reported
        due = due_after(ends, self.due_day, self.working_days_after) if reported else None
        return PeriodDates(period, starts, ends, due, reported)


def window(period: Period, cut_off_day: int) -> tuple[date, date]:
    """The first and last day of a period: from the day after one cut-off to the next."""
    first, last = QUARTERS.index(period.quarters[0].span), QUARTERS.index(period.last_quarter.span)
    return months_window(period.year, 3 * first + 1, 3 * last + 3, cut_off_day)


def months_window(year: int, first: int, last: int, cut_off_day: int) -> tuple[date, date]:
    """The first and last day of the months ``first`` to ``last`` of a year of reports: it begins after the
    cut-off in the month before; ``cut_off_day`` 0 is the last day of a month."""
    before = day_of_month(year, first - 1, cut_off_day)
    return before + timedelta(days=1), day_of_month(year, last, cut_off_day)


def day_of_month(year: int, month: int, day: int) -> date:
    """This day of a month, which may lie before or after the year (month 0 is December of the year before);
    the month's last day where it has no such day, or ``day`` is 0."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return date(year, month, min(day, last.day)) if day else last


def due_after(
    cut_off: date, due_day: int | None, working_days: int | None, months_after: int = 0
) -> date | None:
    """When a report is due whose figures end on a cut-off: so many working days after it, or on a day of its
    month, or of the month that is ``months_after`` later; None where no rule says it."""
    if working_days is not None:
        return add_working_days(cut_off, working_days)
    if due_day is None:
        return None
    return day_of_month(cut_off.year, cut_off.month + months_after, due_day)


def add_working_days(day: date, count: int) -> date:
    """The day that is ``count`` working days after a day, Monday to Friday."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def report_on(period: Period, calendar: Mapping[Period, PeriodDates]) -> PeriodDates | None:
    """The report that speaks of a period, by the year's calendar: its own, else the next one that holds it.

    «Quý II» without a report of its own goes into that of six months; a longer span without one is spoken of
    by the report that ends with it. None where no report of the year holds it.
    """
    own = calendar[period]
    if own.reported:
        return own
    holding = [each for each in periods_of(period.year) if period.last_quarter in each.quarters]
    return next((calendar[each] for each in holding if calendar[each].reported), None)


def adjusted(dates: Mapping[Period, PeriodDates], changed: PeriodDates) -> dict[Period, PeriodDates]:
    """The dates of a year, or of years that follow each other, with one period's changed.

    Its neighbours begin and end beside it.
    A longer span moves the quarters that it begins and ends with, and all longer spans follow the quarters,
    so that one cut-off is set in one place.
    """
    result = dict(dates) | {changed.period: changed}
    first, last = changed.period.quarters[0], changed.period.last_quarter
    result[first] = replace(result[first], starts=changed.starts)
    result[last] = replace(result[last], ends=changed.ends)
    quarters = sorted((each for each in result if each.span.is_quarter), key=lambda each: each.id)
    for before, after in pairwise(quarters):
        if after == first:
            result[before] = replace(result[before], ends=changed.starts - timedelta(days=1))
        if before == last:
            result[after] = replace(result[after], starts=changed.ends + timedelta(days=1))
    for period, each in result.items():
        starts, ends = result[period.quarters[0]].starts, result[period.last_quarter].ends
        result[period] = replace(each, starts=starts, ends=ends)
    return result


def checked_dates(dates: Sequence[PeriodDates]) -> tuple[PeriodDates, ...]:
    """The dates of one year's periods as they were given, where they fit together.

    Raises Refusal, with the period as its field, where a window is turned around, the quarters overlap or
    leave a gap, a longer span does not begin and end with its quarters, or a report is due before its period
    begins.
    """
    known = {each.period: each for each in dates}
    for each in dates:
        name = each.period.label
        if each.ends < each.starts:
            raise Refusal(
                f"Kỳ {name}: ngày chốt {_day(each.ends)} trước ngày bắt đầu {_day(each.starts)}. "
                "Hãy sửa lại hai ngày này.",
                each.period.id,
            )
        if each.due is not None and each.due < each.starts:
            raise Refusal(
                f"Kỳ {name}: hạn gửi {_day(each.due)} trước ngày bắt đầu {_day(each.starts)}. "
                "Hãy sửa lại hạn gửi.",
                each.period.id,
            )
    quarters = [each for each in dates if each.period.span.is_quarter]
    for before, after in pairwise(sorted(quarters, key=lambda each: each.period.id)):
        if after.period.previous == before.period:
            _check_neighbours(before, after)
    for each in dates:
        if not each.period.span.is_quarter:
            _check_span(each, known)
    return tuple(dates)


def _check_neighbours(before: PeriodDates, after: PeriodDates) -> None:
    following = before.ends + timedelta(days=1)
    if after.starts == following:
        return
    fault = "chồng lên" if after.starts < following else "để trống ngày sau"
    raise Refusal(
        f"Kỳ {after.period.label} bắt đầu {_day(after.starts)}, {fault} kỳ {before.period.label} "
        f"(đến {_day(before.ends)}). Hãy cho bắt đầu ngày {_day(following)}.",
        after.period.id,
    )


def _check_span(dates: PeriodDates, known: Mapping[Period, PeriodDates]) -> None:
    first, last = known.get(dates.period.quarters[0]), known.get(dates.period.last_quarter)
    if first is not None and last is not None and (dates.starts, dates.ends) != (first.starts, last.ends):
        raise Refusal(
            f"Kỳ {dates.period.label} được cộng từ các quý nên phải từ {_day(first.starts)} đến "
            f"{_day(last.ends)}. Hãy sửa theo các quý.",
            dates.period.id,
        )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
