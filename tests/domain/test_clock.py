"""A clock that can hardly be right is pointed out; one that may be is not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.clock import clock_problem, working_day

NOW = datetime(2026, 11, 28, 9, 0)


@pytest.mark.parametrize("year", [1601, 1980, 1999, 2100, 9999])
@pytest.mark.parametrize("last", [None, NOW])
def test_a_year_that_cannot_be(year: int, last: datetime | None) -> None:
    told = clock_problem(datetime(year, 1, 1), last)
    assert told.startswith(f"Đồng hồ của máy đang chỉ ngày 01/01/{year}")
    assert "chỉnh lại ngày giờ" in told


@pytest.mark.parametrize(
    "ago", [timedelta(0), timedelta(days=1), timedelta(days=700), timedelta(days=-1), timedelta(hours=-23)]
)
def test_a_clock_that_may_be_right(ago: timedelta) -> None:
    assert clock_problem(NOW, NOW - ago) == ""
    assert clock_problem(NOW, None) == ""


def test_a_clock_behind_the_last_action() -> None:
    told = clock_problem(NOW, NOW + timedelta(days=1, seconds=1))
    assert "trước thao tác gần nhất (ngày 29/11/2026)" in told


def test_a_clock_years_after_the_last_action() -> None:
    assert "3 năm sau thao tác gần nhất (ngày 27/11/2023)" in clock_problem(NOW, datetime(2023, 11, 27, 9))


def test_an_action_under_a_wrong_clock_says_nothing_of_today() -> None:
    assert clock_problem(NOW, datetime(1980, 1, 1)) == ""
    assert clock_problem(NOW, datetime(2150, 1, 1)) == ""


@given(st.datetimes(), st.none() | st.datetimes())
def test_any_times_are_told_in_one_sentence_or_two(now: datetime, last: datetime | None) -> None:
    assert clock_problem(now, last).count("\n") == 0


def test_an_office_works_by_a_day_of_the_years_that_reports_know() -> None:
    assert working_day(date(2026, 11, 28)) == date(2026, 11, 28)
    assert working_day(date(1980, 1, 1)) == date(2001, 1, 1)
    assert working_day(date(9999, 12, 31)) == date(2099, 12, 31)
