"""The day that a plan's wording of a time means: «Quý II/2025», «Trước ngày 15 tháng 11»."""

import calendar
import re
from datetime import date, timedelta

from ...domain.numerals import from_roman
from ...domain.periods import PlanPeriod
from ...domain.text import fold
from ..raised import without_note_numbers

_FULL_DAY = re.compile(r"\b(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\b")
_WRITTEN_DAY = re.compile(r"\b(\d{1,2})\s+thang\s+(\d{1,2})(?:\s*(?:/|nam)\s*(\d{4}))?")
_SHORT_DAY = re.compile(r"\bngay\s+(\d{1,2})\s*[/\-]\s*(\d{1,2})\b(?!\s*[/\-]\s*\d)")
_BARE_DAY = re.compile(
    r"(?:^|\b(?:truoc|den|xong|han|han cuoi|nhat|het|toi|la)\s*:?\s+)(\d{1,2})/(\d{1,2})\b(?!\s*/\s*\d)"
)
_HALF = re.compile(r"\b(0?[1-9]|1[01]|sau|chin)\s+thang\s+(dau|cuoi)(?:\s+nam)?(?:\s+(\d{4}))?")
_COUNTED = {"sau": 6, "chin": 9}
_NINE_MONTHS = re.compile(r"\b0?9\s+thang(?:\s+dau)?(?:\s+nam)?(?:\s+(\d{4}))?")
_EVERY = re.compile(r"\b(?:hang|moi|tung|cac)\s+(?:thang|quy|nam|tuan)\b")
_MONTH = re.compile(
    r"\b(?:thang|t)\s*(\d{1,2}(?:\s*(?:,|va|-|–|den)\s*(?:thang\s*)?\d{1,2})*)(?:\s*(?:/|nam)\s*(\d{4}))?"
)
_MONTH_OF_YEAR = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{4})\b")
_QUARTER = re.compile(
    r"\b(?:quy|q\.?(?=\s?(?:[1-4]|i{1,3}|iv)\b))\s*((?:[ivx]+|\d)\b(?:\s*(?:,|va|-|–|den)\s*(?:quy\s*)?(?:[ivx]+|\d)\b)*)"
    r"(?:\s*(?:/|nam|-|,)?\s*(?:nam\s*)?(\d{4}))?"
)
_SPAN = re.compile(r"\b(\d{4})\s*[-–]\s*(\d{4})\b")
_YEAR = re.compile(r"\b(?:nam\s+)?((?:19|20)\d{2})\b")
_AFTERWARDS = re.compile(r"^\(?sau\s+(?:ngay\s+\d|thang\s+\d|quy\s|khi\b)")
"""«Sau tháng 6» says when the work begins, not when it ends."""
_WHOLE_YEAR = re.compile(r"\b(?:ca nam|trong nam|cuoi nam|het nam|nam ke hoach)\b")
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"\b(?:[ivx]+|\d)\b")


def _day(year: int, month: int, day: int | None = None) -> date | None:
    """The day, or the month's last day; None where there is no such day."""
    if not (1990 <= year <= 2100 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, last)
    return date(year, month, day) if 1 <= day <= last else None


def parse_due(text: str, period: PlanPeriod | None = None) -> date | None:
    """The last day of the time that ``text`` words, or None where it names none («Thường xuyên»).

    A time without a year is taken in the plan's period (its last year); of several times the last counts.
    «Trước tháng 6» means the last day of May. What recurs (hằng quý, cả năm) is due when the period ends.
    """
    folded = " ".join(fold(without_note_numbers(text)).split())
    year = period.last_year if period else None
    if names_no_day(folded) or _AFTERWARDS.search(folded):
        return None
    return _from_days(folded, year) or _from_parts(folded, year) or _from_years(folded, period)


def names_no_day(text: str) -> bool:
    """Whether the words hold a day, month or quarter that no calendar has, such as 30/02/2025."""
    folded = " ".join(fold(text).split())
    written = ((d, m, y or "2024") for d, m, y in _WRITTEN_DAY.findall(folded))
    # Without a year 29/02 may be meant; a leap year has all days that there are.
    short = ((d, m, "2024") for d, m in (*_SHORT_DAY.findall(folded), *_BARE_DAY.findall(folded)))
    days = (*_FULL_DAY.findall(folded), *written, *short)
    months = [int(n) for found, _ in _MONTH.findall(folded) for n in _NUMBERS.findall(found)]
    months += [int(month) for month, _ in _MONTH_OF_YEAR.findall(_FULL_DAY.sub(" ", folded))]
    quarters = [int(n) for found, _ in _QUARTER.findall(folded) for n in _NUMBERS.findall(found)]
    return (
        any(_day(int(y), int(m), int(d)) is None for d, m, y in days)
        or any(not 1 <= month <= 12 for month in months)
        or any(not 1 <= quarter <= 4 for quarter in quarters)
    )


def _from_days(folded: str, year: int | None) -> date | None:
    found: list[date | None] = [_day(int(y), int(m), int(d)) for d, m, y in _FULL_DAY.findall(folded)]
    for d, m, y in _WRITTEN_DAY.findall(folded):
        if y or year:
            found.append(_day(int(y or year or 0), int(m), int(d)))
    if year and not any(found):
        short = [*_SHORT_DAY.findall(folded), *_BARE_DAY.findall(folded)]
        found.extend(_day(year, int(m), int(d)) for d, m in short)
    return max((day for day in found if day), default=None)


def _from_parts(folded: str, year: int | None) -> date | None:
    """Half years, quarters and months."""
    found: list[date | None] = []
    rest = folded
    for match in _HALF.finditer(folded):
        if named := int(match[3]) if match[3] else year:
            count = _COUNTED.get(match[1]) or int(match[1])
            found.append(_day(named, count if match[2] == "dau" else 12))
    rest = _HALF.sub(" ", rest)
    for match in _NINE_MONTHS.finditer(rest):
        if named := int(match[1]) if match[1] else year:
            found.append(_day(named, 9))
    rest = _NINE_MONTHS.sub(" ", rest)
    for match in _QUARTER.finditer(rest):
        quarters = [int(w) if w.isdigit() else from_roman(w.upper()) or 0 for w in _WORDS.findall(match[1])]
        named = int(match[2]) if match[2] else year
        if named and quarters and 1 <= max(quarters) <= 4:
            last = 3 * max(quarters)
            before = folded_ends(rest[: match.start()], "truoc")
            found.append(_before("truoc", named, last - 2) if before else _day(named, last))
    rest = _QUARTER.sub(" ", rest)
    for match in _MONTH.finditer(rest):
        months = [int(number) for number in _NUMBERS.findall(match[1])]
        named = int(match[2]) if match[2] else year
        if named and 1 <= max(months) <= 12:
            found.append(_before(rest[: match.start()], named, max(months)))
    for match in _MONTH_OF_YEAR.finditer(_MONTH.sub(" ", rest)):
        found.append(_before(rest[: match.start()], int(match[2]), int(match[1])))
    return max((day for day in found if day), default=None)


def folded_ends(words: str, word: str) -> bool:
    """Whether the folded words end in this one."""
    return words.rstrip().endswith(word)


def _before(words: str, year: int, month: int) -> date | None:
    """The month's last day, or the day before it begins where the words before end in «trước»."""
    if folded_ends(words, "truoc") and 1 <= month <= 12 and 1990 < year <= 2100:
        return date(year, month, 1) - timedelta(days=1)
    return _day(year, month)


def _from_years(folded: str, period: PlanPeriod | None) -> date | None:
    if spans := _SPAN.findall(folded):
        return _day(int(spans[-1][1]), 12)
    if years := _YEAR.findall(folded):
        return _day(max(map(int, years)), 12)
    if period and (_WHOLE_YEAR.search(folded) or _EVERY.search(folded)):
        return period.ends
    return None
