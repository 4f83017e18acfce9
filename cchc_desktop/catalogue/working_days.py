"""The days that are worked, and how long before a task is due the office is warned."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from .. import resources
from ..domain.working_days import WorkingDays, made_up
from . import plain_toml


@cache
def working_days() -> WorkingDays:
    """The working days of the years of resources/catalogue/holidays.toml."""
    file = plain_toml.loads(resources.read_text("catalogue", "holidays.toml"))
    off: dict[date, str] = {}
    worked: set[date] = set()
    for year in file["year"]:
        off |= _off(year, file["fixed"])
        worked.update(map(date.fromisoformat, year.get("worked", ())))
    return WorkingDays(off, frozenset(worked))


@cache
def alert_days() -> tuple[int, ...]:
    """So many days before something is due the office is warned, the longest first."""
    file = plain_toml.loads(resources.read_text("catalogue", "holidays.toml"))
    return tuple(file["alerts"])


def _off(year: dict[str, Any], fixed: list[dict[str, Any]]) -> dict[date, str]:
    """The days off of a year: those of the law, made up for, and those swapped for a day of rest."""
    number, tet = year["year"], year["tet"]
    holidays = [
        (date(number, each["month"], each["day"]), each["name"])
        for each in fixed
        if each.get("from", number) <= number
    ]
    first = tet - timedelta(days=year.get("before_tet", 1))
    holidays += [(first + timedelta(days=count), "nghỉ Tết Âm lịch") for count in range(5)]
    holidays.append((year["hung_kings"], "nghỉ Giỗ Tổ Hùng Vương"))
    holidays.append((year["beside_national_day"], "nghỉ Quốc khánh"))
    swapped = map(date.fromisoformat, year.get("swapped", ()))
    return made_up(holidays) | dict.fromkeys(swapped, "nghỉ hoán đổi")
