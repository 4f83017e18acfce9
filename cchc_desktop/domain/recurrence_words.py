"""The rule that a plan's words ask for: «Hằng quý», «Trước ngày 20 hằng tháng», «02 tuần/lần»."""

import re

from .recurrence import MONTHS, MOST_WEEKS, Recurrence, Unit
from .text import fold

_FRIDAY = 4
_SUNDAY = 6
_MANY = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6}
_NUMBER = r"(\d{1,2}|mot|hai|ba|bon|sau)"
_EACH = r"(?:dinh ky\s+|thuong xuyen\s+)?(?:hang|moi|tung)"
_UNIT = r"(tuan|thang|quy|nam)"
_APART = re.compile(rf"\b{_NUMBER}\s+(tuan|thang|quy|nam)\s*(?:/|mot|moi)?\s*(?:(?:0?1|mot)\s+)?lan\b")
"""«2 tuần/lần», «6 tháng một lần», «03 tháng/01 lần»."""
_TIMES = re.compile(rf"\b{_NUMBER}\s+lan\s*(?:/|moi|trong|mot)?\s*(?:moi\s+|(?:0?1|mot)\s+)?{_UNIT}\b")
"""«01 lần/tháng», «2 lần/năm»."""
_EVERY = re.compile(rf"\b{_EACH}\s+{_UNIT}\b(?!\s*(?:\d|so\b|[/]))")
_SINGLE = re.compile(rf"\b(?:moi\s+)?{_UNIT}\s+(?:0?1|mot)\s+lan\b")
"""«mỗi tháng một lần», «tuần 01 lần»."""
_WEEKDAY = re.compile(r"\b(?:thu\s+(hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat))\b")
_WEEKDAY_NUMBERS = {
    "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip
_DAY = re.compile(r"\bngay\s+(\d{1,2})\b(?!\s*(?:/|-|\.|thang\s+\d))")
_DAY_AND_MONTH = re.compile(r"\bngay\s+(\d{1,2})\s*(?:/|-|thang)\s*(\d{1,2})\b")
_FIRST_MONTH = re.compile(r"\bthang\s+dau\s+(?:cua\s+)?(?:quy|ky)\b")
_IN_TEXT = re.compile(r"(?:\(\s*|,\s*|\bdinh ky\s+|[;–-]\s+)[^(),;]*$")
_LONGEST = 600


def proposed_rule(due_text: str, sentence: str = "") -> Recurrence | None:
    """The rule that the plan's words ask for; None where they ask for none.

    ``due_text`` is the time as the plan has it («Hằng quý», «Trước ngày 20 hằng tháng»); in the task's own
    ``sentence`` a frequency counts that stands apart: first, in brackets, after a comma or «định kỳ», or with
    a number («02 tuần/lần»). «Hằng năm» in a sentence is a name more often than a rule.
    """
    return _rule(fold(due_text[:_LONGEST])) or _rule_of_sentence(fold(sentence[:_LONGEST]))


def _rule_of_sentence(folded: str) -> Recurrence | None:
    if (found := _often(folded)) is None:
        return None
    every, unit, match = found
    is_apart = match.re is not _EVERY or _IN_TEXT.search(folded[: match.start()] + match[0]) is not None
    is_apart = is_apart or "dinh ky" in match[0] or not folded[: match.start()].strip(" -+*")
    if not is_apart or (unit is Unit.MONTH and every == 12):
        return None
    return _rule(folded)


def _often(folded: str) -> tuple[int, Unit, re.Match[str]] | None:
    """How often, by the first words that say it."""
    for pattern in (_APART, _TIMES, _SINGLE, _EVERY):
        for match in pattern.finditer(folded):
            count = _count(match[1]) if match.re in (_APART, _TIMES) else 1
            unit = match[2] if match.re in (_APART, _TIMES) else match[1]
            if (found := _distance(count, unit, is_times=match.re is _TIMES)) is not None:
                return *found, match
    return None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _MANY[word]


def _distance(count: int, unit: str, *, is_times: bool) -> tuple[int, Unit] | None:
    """So many weeks or months; None where turns do not fall on the same days of each year."""
    if count < 1:
        return None
    if unit == "tuan":
        is_known = count <= MOST_WEEKS if not is_times else count == 1
        return (count, Unit.WEEK) if is_known else None
    months = {"thang": 1, "quy": 3, "nam": 12}[unit]
    if is_times and (months % count or months < count):
        return (2, Unit.WEEK) if (unit, count) == ("thang", 2) else None
    months = months // count if is_times else months * count
    return (months, Unit.MONTH) if months in MONTHS else None


def _rule(folded: str) -> Recurrence | None:
    if (found := _often(folded)) is None:
        return None
    every, unit, _ = found
    if unit is Unit.WEEK:
        weekday = _WEEKDAY.search(folded)
        day = _FRIDAY if weekday is None else _WEEKDAY_NUMBERS[weekday[1]] if weekday[1] else _SUNDAY
        return Recurrence(every, unit, day)
    if every == 12 and (named := _DAY_AND_MONTH.search(folded)):
        day, month = int(named[1]), int(named[2])
        return Recurrence(every, unit, day, month) if 1 <= day <= 31 and 1 <= month <= 12 else None
    named = _DAY.search(folded)
    day = int(named[1]) if named and 1 <= int(named[1]) <= 31 else 0
    return Recurrence(every, unit, day, 1 if every > 1 and _FIRST_MONTH.search(folded) else 0)
