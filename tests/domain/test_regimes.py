"""Regimes: windows from the 15th to the 14th, due days, and dates that an office edits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.regimes import (
    PeriodDates,
    Regime,
    add_working_days,
    adjusted,
    checked_dates,
    report_on,
)
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span, periods_of

REGIMES = catalogue.regimes()
DECREE, MINISTRY, BY_14, BEFORE_10 = REGIMES


def days(regime: Regime, text: str) -> PeriodDates:
    period = Period.parse(text)
    return regime.dates(period.year)[period]


@pytest.mark.parametrize("regime", REGIMES, ids=lambda one: one.id)
def test_windows_are_those_of_the_decree(regime: Regime) -> None:
    windows = {one.period.span: (one.starts, one.ends) for one in regime.dates(2026).values()}
    begins = date(2025, 12, 15)
    assert windows == {
        Span.Q1: (begins, date(2026, 3, 14)),
        Span.Q2: (date(2026, 3, 15), date(2026, 6, 14)),
        Span.HALF: (begins, date(2026, 6, 14)),
        Span.Q3: (date(2026, 6, 15), date(2026, 9, 14)),
        Span.NINE: (begins, date(2026, 9, 14)),
        Span.Q4: (date(2026, 9, 15), date(2026, 12, 14)),
        Span.YEAR: (begins, date(2026, 12, 14)),
    }


def due(regime: Regime, year: int) -> dict[Span, date | None]:
    return {one.period.span: one.due for one in regime.dates(year).values() if one.reported}


def test_the_default_is_due_two_working_days_after_the_cut_off() -> None:
    assert due(DECREE, 2026) == {
        Span.Q1: date(2026, 3, 17),  # the cut-off is a Saturday
        Span.HALF: date(2026, 6, 16),
        Span.NINE: date(2026, 9, 16),
        Span.YEAR: date(2026, 12, 16),
    }


def test_the_ministry_s_regime_takes_the_third_quarter_alone() -> None:
    """FACTS_2026.md section 1.2: 15/6 to 14/9, no nine months; the receiver says the day."""
    assert list(due(MINISTRY, 2026)) == [Span.Q1, Span.HALF, Span.Q3, Span.YEAR]
    assert (days(MINISTRY, "2026-Q3").starts, days(MINISTRY, "2026-Q3").ends) == (
        date(2026, 6, 15),
        date(2026, 9, 14),
    )
    assert "tỉnh quy định" in MINISTRY.note


def test_one_regime_is_due_on_the_14th_and_takes_the_third_quarter_by_itself() -> None:
    assert due(BY_14, 2023) == {
        Span.Q1: date(2023, 3, 14),
        Span.HALF: date(2023, 6, 14),
        Span.Q3: date(2023, 9, 14),
        Span.YEAR: date(2023, 12, 14),
    }
    assert days(BY_14, "2023-Q3").starts == date(2023, 6, 15)


def test_one_regime_is_due_before_the_10th_so_that_the_last_days_are_estimated() -> None:
    assert due(BEFORE_10, 2025) == {
        Span.Q1: date(2025, 3, 9),
        Span.Q2: date(2025, 6, 9),
        Span.Q3: date(2025, 9, 9),
        Span.Q4: date(2025, 12, 9),
        Span.YEAR: date(2025, 12, 9),
    }
    assert days(BEFORE_10, "2025-Q3").needs_estimate
    assert not days(BY_14, "2025-Q3").needs_estimate


@given(st.sampled_from(REGIMES), st.integers(2000, 2100))
def test_dates_of_a_regime_always_fit(regime: Regime, year: int) -> None:
    dates = regime.dates(year)
    assert tuple(dates) == periods_of(year)
    assert checked_dates(list(dates.values())) == tuple(dates.values())
    assert all((one.due is None) is not one.reported for one in dates.values())


def test_years_follow_each_other_without_a_gap() -> None:
    for year in range(2020, 2030):
        assert days(DECREE, f"{year + 1}-Q1").starts == days(DECREE, f"{year}-N").ends + timedelta(days=1)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 15))
def test_working_days_leave_out_weekends(day: date, count: int) -> None:
    reached = add_working_days(day, count)
    between = [day + timedelta(days=n + 1) for n in range((reached - day).days)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert reached.weekday() < 5


def test_regimes_describe_their_rule_and_name_no_office() -> None:
    assert len({regime.id for regime in REGIMES}) == 4
    assert "trước ngày 10 tháng cuối quý" in BEFORE_10.name
    for regime in REGIMES:
        for name in ("xã", "huyện", "Khánh Hòa", "Tân Uyên", "Hợp Tiến"):
            assert name not in regime.name + regime.source


def edited(text: str, **changes: date | None) -> list[PeriodDates]:
    period = Period.parse(text)
    dates = DECREE.dates(period.year)
    one = dates[period]
    known: dict[str, date | None] = {"starts": one.starts, "ends": one.ends, "due": one.due} | changes
    starts, ends = known["starts"], known["ends"]
    assert starts is not None
    assert ends is not None
    dates[period] = PeriodDates(period, starts, ends, known["due"], one.reported)
    return list(dates.values())


@pytest.mark.parametrize(
    ("dates", "says", "field"),
    [
        (edited("2026-Q4", ends=date(2026, 9, 1)), "trước ngày bắt đầu", "2026-Q4"),
        (edited("2026-Q2", starts=date(2026, 3, 14)), "chồng lên kỳ quý I", "2026-Q2"),
        (edited("2026-Q2", starts=date(2026, 3, 16)), "để trống ngày sau kỳ quý I", "2026-Q2"),
        (edited("2026-Q2", ends=date(2026, 6, 20)), "cho bắt đầu ngày 21/06/2026", "2026-Q3"),
        (edited("2026-6T", ends=date(2026, 6, 30)), "từ 15/12/2025 đến 14/06/2026", "2026-6T"),
        (edited("2026-N", starts=date(2026, 1, 1)), "được cộng từ các quý", "2026-N"),
        (edited("2026-6T", due=date(2025, 12, 1)), "hạn gửi 01/12/2025 trước", "2026-6T"),
    ],
)
def test_dates_that_do_not_fit_are_refused(dates: list[PeriodDates], says: str, field: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        checked_dates(dates)
    assert refused.value.field == field


@given(st.sampled_from(periods_of(2026)), st.integers(-20, 20), st.integers(-20, 20))
def test_an_edited_window_takes_its_neighbours_with_it(period: Period, before: int, after: int) -> None:
    dates = DECREE.dates(2026)
    one = dates[period]
    starts, ends = one.starts + timedelta(days=before), one.ends + timedelta(days=after)
    made = adjusted(dates, PeriodDates(period, starts, ends, date(2026, 12, 31), True))
    assert (made[period].starts, made[period].ends) == (starts, ends)
    assert made[period].due == date(2026, 12, 31)
    assert tuple(made) == tuple(dates)
    later = [
        replaced for replaced in made.values() if replaced.due is None or replaced.due >= replaced.starts
    ]
    assert checked_dates(later)


def test_a_new_cut_off_is_set_in_one_place() -> None:
    dates = DECREE.dates(2026)
    half = Period(2026, Span.HALF)
    moved = PeriodDates(half, dates[half].starts, date(2026, 6, 20), dates[half].due, True)
    made = adjusted(dates, moved)
    assert made[Period(2026, Span.Q2)].ends == date(2026, 6, 20)
    assert made[Period(2026, Span.Q3)].starts == date(2026, 6, 21)
    assert [made[Period(2026, span)].ends for span in QUARTERS[2:]] == [date(2026, 9, 14), date(2026, 12, 14)]
    assert checked_dates(list(made.values()))


@pytest.mark.parametrize(
    ("regime", "period", "report"),
    [
        (DECREE, "2026-Q1", "2026-Q1"),
        (DECREE, "2026-Q2", "2026-6T"),
        (DECREE, "2026-Q4", "2026-N"),
        (BY_14, "2026-Q3", "2026-Q3"),
        (BY_14, "2026-9T", "2026-Q3"),
        (BEFORE_10, "2026-6T", "2026-Q2"),
    ],
)
def test_a_period_without_a_report_is_spoken_of_by_another(regime: Regime, period: str, report: str) -> None:
    found = report_on(Period.parse(period), regime.dates(2026))
    assert found is not None
    assert found.period.id == report


def test_a_year_may_have_no_report_on_its_last_quarter() -> None:
    calendar = {period: replace(one, reported=False) for period, one in DECREE.dates(2026).items()}
    assert report_on(Period.parse("2026-Q4"), calendar) is None
