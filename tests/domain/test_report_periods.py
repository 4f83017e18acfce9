"""Reporting periods: how they are written and said, and which comes before and after which."""

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span, periods_of


@pytest.mark.parametrize("period", periods_of(2026), ids=str)
def test_what_is_written_is_read_as_the_same_period(period: Period) -> None:
    assert Period.parse(f"  {period.id.lower()} ") == period


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "Q1-2026", "2026-12T"])
def test_what_names_no_period(text: str) -> None:
    with pytest.raises(Refusal, match="Hãy ghi như 2026-Q1"):
        Period.parse(text)


def test_the_years_that_are_reported() -> None:
    with pytest.raises(Refusal, match="2000 đến 2100"):
        Period.parse("1999-N")
    for year in (0, 1999, 2101, 10**30):
        with pytest.raises(Refusal, match="2000 đến 2100"):
            Period.of_year(year)
    assert Period.of_year(2026) == Period.parse("2026-N")


@pytest.mark.parametrize(
    ("span", "short", "heading", "following"),
    [
        (Span.Q1, "quý I", "Quý I/2026", "2026-Q2"),
        (Span.Q4, "quý IV", "Quý IV/2026", "2027-Q1"),
        (Span.HALF, "6 tháng đầu", "6 tháng/2026", "2026-Q3"),
        (Span.NINE, "9 tháng đầu", "9 tháng/2026", "2026-Q4"),
        (Span.YEAR, "cả năm", "Năm 2026", "2027-N"),
    ],
)
def test_how_a_period_is_said_and_what_plans_look_ahead_to(
    span: Span, short: str, heading: str, following: str
) -> None:
    period = Period(2026, span)
    assert (period.short_label, period.heading, period.next_one.id) == (short, heading, following)


def test_the_periods_before() -> None:
    first, *others = (Period(2026, span) for span in QUARTERS)
    assert first.previous == Period(2025, Span.Q4)
    assert [one.previous for one in others] == [first, *others[:-1]]
    assert Period(2026, Span.YEAR).previous.span is Span.NINE
    assert Period(2026, Span.YEAR).last_year == Period(2025, Span.YEAR)
