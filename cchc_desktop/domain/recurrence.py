"""Work that comes again (hằng tháng, 2 tuần/lần, hằng quý): its rule and its turns.

A turn is known by a key that a change of its day leaves as it is: «2026-03», the month that it is due in, or
«2026-W12», the ISO week. What was reported on a turn stays with it.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .errors import Refusal

MOST_WEEKS = 26
MONTHS = (1, 2, 3, 4, 6, 12)
"""So many months may lie between two turns: what divides a year, so that they fall on the same months."""
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN = ("", "I", "II", "III", "IV")


class Unit(StrEnum):
    """What the distance of two turns is counted in."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule: a turn every so many weeks or months.

    ``day`` is, for weeks, the day of the week that a turn is due (0 is Monday); for months, the day of the
    month, 0 for its last one (a month without that day is due on its last). Months are counted from January:
    every 3 months has the quarters of the year, and ``month`` is the month of each that a turn is due in, 0
    for its last. ``begins`` is the day from which turns are held against the office, none for the plan's
    first one.
    """

    every: int
    unit: Unit
    day: int = 0
    month: int = 0
    begins: date | None = None

    def __post_init__(self) -> None:
        if self.unit is Unit.WEEK:
            is_right = 1 <= self.every <= MOST_WEEKS and 0 <= self.day <= 6 and not self.month
            if not is_right:
                raise Refusal(f"Chu kỳ tuần phải từ 1 đến {MOST_WEEKS} tuần một lần.", "every")
        else:
            if self.every not in MONTHS:
                known = ", ".join(map(str, MONTHS[:-1]))
                raise Refusal(f"Chu kỳ tháng phải là {known} hoặc {MONTHS[-1]} tháng một lần.", "every")
            if not 0 <= self.day <= 31:
                raise Refusal("Ngày trong tháng phải từ 1 đến 31; để trống là ngày cuối tháng.", "day")
            if not 0 <= self.month <= self.every:
                raise Refusal(f"Tháng đến hạn trong chu kỳ phải từ 1 đến {self.every}.", "month")

    @property
    def words(self) -> str:
        """«hằng tháng, ngày 20»; «2 tuần một lần, thứ Sáu»; «hằng quý, ngày cuối của tháng thứ ba»."""
        if self.unit is Unit.WEEK:
            often = "hằng tuần" if self.every == 1 else f"{self.every} tuần một lần"
            return f"{often}, {_WEEKDAYS[self.day]}"
        named = {1: "hằng tháng", 3: "hằng quý", 12: "hằng năm"}
        often = named.get(self.every, f"{self.every} tháng một lần")
        day = f"ngày {self.day}" if self.day else "ngày cuối"
        if self.every == 1:
            return f"{often}, {day if self.day else 'ngày cuối tháng'}"
        if self.every == 12:
            return f"{often}, {day} tháng {self.month or 12}"
        where = "tháng cuối" if self.month in (0, self.every) else f"tháng thứ {self.month}"
        return f"{often}, {day} của {where}"


@dataclass(frozen=True, slots=True)
class TurnDays:
    """One turn of a rule: its key, its first day, and the day it is due."""

    key: str
    starts: date
    due: date
    label: str


def turns(rule: Recurrence, first: date, last: date) -> list[TurnDays]:
    """The turns that are due from ``first`` to ``last``, both included, in their order.

    Those that are due before the rule ``begins`` are left out.
    """
    begins = max(first, rule.begins) if rule.begins else first
    if rule.unit is Unit.WEEK:
        return list(_weeks(rule, begins, last))
    return [each for each in _months(rule, first, last) if each.due >= begins]


def is_turn_key(part: str) -> bool:
    """Whether the name of a part of a task is the key of a turn."""
    return len(part) in (7, 8) and part[:4].isdigit() and part[4] == "-" and part[-2:].isdigit()


def _weeks(rule: Recurrence, first: date, last: date) -> Iterator[TurnDays]:
    due = first + timedelta(days=(rule.day - first.weekday()) % 7)
    while due <= last:
        starts = max(first, due - timedelta(days=7 * rule.every - 1))
        year, week, _ = due.isocalendar()
        yield TurnDays(f"{year}-W{week:02}", starts, due, _week_label(rule, starts, due))
        due += timedelta(days=7 * rule.every)


def _months(rule: Recurrence, first: date, last: date) -> Iterator[TurnDays]:
    for year in range(first.year, last.year + 1):
        for cycle in range(12 // rule.every):
            month = cycle * rule.every + (rule.month or rule.every)
            length = calendar.monthrange(year, month)[1]
            due = date(year, month, min(rule.day, length) if rule.day else length)
            if first <= due <= last:
                starts = date(year, cycle * rule.every + 1, 1)
                label = _month_label(rule, year, month, cycle + 1)
                yield TurnDays(f"{year}-{month:02}", max(first, starts), due, label)


def _week_label(rule: Recurrence, starts: date, due: date) -> str:
    if rule.every == 1:
        return f"Tuần đến {due:%d/%m/%Y}"
    return f"{starts:%d/%m} - {due:%d/%m/%Y}"


def _month_label(rule: Recurrence, year: int, month: int, number: int) -> str:
    match rule.every:
        case 3:
            return f"Quý {_ROMAN[number]}/{year}"
        case 6:
            return f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
        case 12:
            return f"Năm {year}"
    return f"Tháng {month}/{year}"
