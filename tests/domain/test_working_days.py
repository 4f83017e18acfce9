"""Working days against the lists that were announced, and the days by which work is to be done."""

from datetime import date, timedelta

import pytest

from cchc_desktop.catalogue.working_days import alert_days, working_days

# Announced for civil servants: Tết, Giỗ Tổ, 30/4 - 1/5, Quốc khánh with the day beside it, days that were
# swapped (2026: Công văn số 12729/VPCP-KGVX), and Ngày Văn hóa Việt Nam from 2026 on.
ANNOUNCED = {
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
WORKED = [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]


@pytest.mark.parametrize("year", ANNOUNCED)
def test_days_off_are_those_that_were_announced(year: int) -> None:
    off = sorted(day for day in working_days().off if day.year == year)
    assert [f"{day.day}/{day.month}" for day in off] == ANNOUNCED[year].split()
    worked = sorted(day for day in working_days().worked if day.year == year)
    assert worked == [day for day in WORKED if day.year == year]


def test_every_year_has_its_days_by_law() -> None:
    """Five of Tết, two of Quốc khánh, and five more, all made up for where they fall on days of rest."""
    for year in range(2024, 2036):
        off = {day for day in working_days().off if day.year == year}
        swapped = sum(working_days().off[day] == "nghỉ hoán đổi" for day in off)
        assert len(off) - swapped == (12 if year >= 2026 else 11), year
        assert all(day.weekday() < 5 for day in off)


@pytest.mark.parametrize(
    ("due", "by", "why"),
    [
        (date(2026, 5, 31), date(2026, 5, 29), "CN"),
        (date(2026, 5, 1), date(2026, 4, 29), "nghỉ lễ 01/5"),
        (date(2026, 2, 22), date(2026, 2, 13), "CN"),
        (date(2026, 1, 4), date(2025, 12, 31), "CN"),
        (date(2026, 1, 10), date(2026, 1, 10), ""),
        (date(2026, 4, 27), date(2026, 4, 24), "nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 6, 30), date(2026, 6, 30), ""),
        (date(2040, 6, 30), date(2040, 6, 29), "thứ Bảy"),
    ],
)
def test_the_last_working_day(due: date, by: date, why: str) -> None:
    days = working_days()
    assert (days.last_on_or_before(due), days.why_off(due)) == (by, why)
    assert all(days.why_off(by + timedelta(days=count)) for count in range(1, (due - by).days + 1))


def test_the_warnings_are_data() -> None:
    assert alert_days() == (7, 3, 1)
