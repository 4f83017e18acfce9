"""Times as plans word them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.intake.plan.due import parse_due

YEAR = PlanPeriod.year(2025)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quý II/2025", (6, 30)),
        ("Quý I, II/2025", (6, 30)),
        ("Quý I và quý III năm 2025", (9, 30)),
        ("Quý 4", (12, 31)),
        ("Q4/2025", (12, 31)),
        ("Q.II", (6, 30)),
        ("Hạn cuối: 30/11", (11, 30)),
        ("Tháng 6/2025", (6, 30)),
        ("6/2025", (6, 30)),
        ("Từ tháng 3 đến tháng 9", (9, 30)),
        ("Trước tháng 6/2025", (5, 31)),
        ("Trước 31/10/2025", (10, 31)),
        ("Trước ngày 15 tháng 11", (11, 15)),
        ("Trước ngày 05/3", (3, 5)),
        ("15/11", (11, 15)),
        ("6 tháng đầu năm", (6, 30)),
        ("6 tháng cuối năm 2025", (12, 31)),
        ("2 tháng đầu năm 2025", (2, 28)),
        ("3 tháng cuối năm", (12, 31)),
        ("9 tháng đầu năm", (9, 30)),
        ("Năm 2025", (12, 31)),
        ("Cả năm", (12, 31)),
        ("Hằng quý", (12, 31)),
    ],
)
def test_the_last_day_of_what_is_named(text: str, day: tuple[int, int]) -> None:
    assert parse_due(text, YEAR) == date(2025, *day)


@pytest.mark.parametrize("text", ["", "Thường xuyên", "Sau khi có hướng dẫn", "30/02/2025", "Sau tháng 6"])
def test_no_day(text: str) -> None:
    assert parse_due(text, YEAR) is None


def test_a_time_without_a_year_needs_the_period() -> None:
    assert parse_due("Quý III", None) is None
    assert parse_due("Quý III", PlanPeriod(PeriodKind.MULTI, 2021, 2025)) == date(2025, 9, 30)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    parse_due(text, YEAR)
