"""Years and days in the words of a plan, moved from the plan's own time to that of another one.

«Quý II/2026» of the plan for 2026 is «Quý II/2027» in the plan for 2027. What belongs to other documents
(their numbers, days and the years in their names), what is compared with (a year long past) and what is far
ahead («định hướng đến năm 2030») stays as it is.
"""

import re
from calendar import isleap
from datetime import date
from functools import lru_cache

from .citations import citations
from .periods import PeriodKind, PlanPeriod
from .text import fold_aligned

Spans = tuple[tuple[int, int], ...]
"""Where something begins and ends in a text."""
_NAMED = re.compile(
    r"\b(?:bo luat|luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|ket luan|de an|du an|"
    r"chien luoc|chuong trinh(?! cong tac)|quy hoach|ke hoach so)\b"
)
"""Documents that are cited by a name; so long as their names go on, years are theirs."""
_REACH = re.compile(
    r";|\.(?=\s|$)|[)”»]|,\s*(?=(?:ubnd|uy ban|chu tich|xa|phuong|dac khu)\b)|"
    r"\b(?:truoc (?:ngay|thang|quy|het)|cham nhat|hoan thanh|xong|trong (?:nam|quy|thang)|ngay sau khi|"
    r"cho (?:nam|quy|thang))\b"
)
"""Where the name of a cited document ends at the latest."""
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|\"[^\"]*\"")
_YEAR = re.compile(r"(?<![\d,])(?<!\D\.)(?:19|20)\d\d(?![\d%]|[.,]\d)")
_COUNTED = re.compile(
    r"\s+(?:hồ sơ|lượt|người|hộ|văn bản|thủ tục|tthc|kết quả|giao dịch|phiếu|sổ|trang|đồng|triệu|tỷ)\b",
    re.IGNORECASE,
)
_IN_DATE = re.compile(r"(?:\b(?:năm|quý|tháng)\s*|[/.\-–]\s*)$", re.IGNORECASE)
"""What stands before a year that is one, whatever follows."""
_DAY = re.compile(r"(?<![\d/])(\d{1,2})(\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(\s*[/.-]\s*|\s+năm\s+)$")
_MONTH = re.compile(r"(?:\btháng\s*\d{1,2}|(?<![\d/])\d{1,2})\s*(?:/|\s+năm)\s*$")
_RANGE = re.compile(r"\s*[-–—]\s*(?:năm\s+)?(?:19|20)\d\d(?!\d)")
_RANGE_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-–—]\s*(?:năm\s+)?$")
_COMPARED = re.compile(r"\b(?:so với|cùng kỳ|hơn|bằng)\s+(?:cuối\s+|thực hiện\s+)?(?:năm\s+)?$")
_NAMED_YEAR = re.compile(r"(?<!\d )\bnăm\s+$", re.IGNORECASE)
_LAST_MONTH, _FIRST_MONTHS = 12, (1, 2, 3)
"""Of the year before only its December is a plan's own (figures are taken from 15/12), of the year after the
time in which the last report goes out."""


def moved(text: str, source: PlanPeriod, goal: PlanPeriod) -> str:
    """The text of a plan for ``source`` as it would read in one for ``goal``.

    A plan of several years gives its span the label of the other («giai đoạn 2021 - 2025» → «năm 2024») and
    keeps the single years that it names, which are its milestones.
    """
    if _YEAR.search(text) is None:
        return text
    cited = cited_spans(text)
    if source.kind is PeriodKind.MULTI:
        return _relabelled(text, source, goal, cited)
    if source.half and source.half != goal.half:
        text = _relabelled(text, source, goal, cited)
        cited = cited_spans(text)
    delta = goal.first_year - source.first_year
    return _with_years(text, source.first_year, delta, cited) if delta else text


def years_beside(text: str, own: int) -> list[int]:
    """The years before and after a plan's own that a text names for itself and that ``moved`` lets stay: last
    year's results, next year's plan. What they are to be in another plan nobody but its author knows."""
    cited = cited_spans(text)
    found = {
        int(each[0])
        for each in _YEAR.finditer(text)
        if int(each[0]) in (own - 1, own + 1)
        and _NAMED_YEAR.search(text[: each.start()])
        and not _is_in(each.start(), cited)
        and not _RANGE.match(text[each.end() :])
        and not _is_own(int(each[0]), own, text[: each.start()], text[each.end() :])
    }
    return sorted(found)


def moved_own_day(day: date | None, source: PlanPeriod, goal: PlanPeriod) -> date | None:
    """A day of a plan for one year as it is in one for another; it stays where words that name it stay, as
    the end of 2030 does in a plan for 2026."""
    if day is None:
        return None
    own = source.first_year
    is_own = day.year == own or (day.year, day.month) == (own - 1, _LAST_MONTH)
    is_own = is_own or (day.year == own + 1 and day.month in _FIRST_MONTHS)
    return moved_day(day, goal.first_year - own) if is_own else day


def moved_day(day: date | None, years: int) -> date | None:
    """The same day so many years later; the last of February where there is no 29th."""
    if day is None:
        return None
    year = day.year + years
    is_lost = (day.month, day.day) == (2, 29) and not isleap(year)
    return day.replace(year=year, day=28) if is_lost else day.replace(year=year)


def _own_label(period: PlanPeriod) -> re.Pattern[str]:
    """How texts name a plan's own span or half-year."""
    if period.kind is PeriodKind.MULTI:
        years = rf"{period.first_year}\s*[-–—]\s*(?:năm\s+)?{period.last_year}"
        return re.compile(rf"\b(giai đoạn|thời kỳ|các năm|trong)\s+{years}(?!\d)", re.IGNORECASE)
    part = "đầu" if period.half == 1 else "cuối"
    return re.compile(rf"\b(0?6|sáu) tháng {part} năm {period.first_year}(?!\d)", re.IGNORECASE)


def _relabelled(text: str, source: PlanPeriod, goal: PlanPeriod, cited: Spans) -> str:
    def changed(found: re.Match[str]) -> str:
        if _is_in(found.start(), cited):
            return found[0]
        label = goal.label
        return label.upper() if found[1].isupper() else label.capitalize() if found[1][0].isupper() else label

    return _own_label(source).sub(changed, text)


def _with_years(text: str, own: int, delta: int, cited: Spans) -> str:
    def changed(found: re.Match[str]) -> str:
        year, before = int(found[0]), text[: found.start()]
        if _is_in(found.start(), cited) or not _is_own(year, own, before, text[found.end() :]):
            return found[0]
        return str(year + delta)

    return _with_real_days(_YEAR.sub(changed, text))


def _is_own(year: int, own: int, before: str, after: str) -> bool:
    """Whether a year is one of the plan's own time, by what stands around it."""
    if _RANGE.match(after) or _RANGE_BEFORE.search(before):
        return False
    if _COUNTED.match(after) and not _IN_DATE.search(before):
        return False
    if year == own:
        return True
    day = _DAY.search(before)
    if year == own - 1:
        is_december = day is not None and int(day[3]) == _LAST_MONTH
        return is_december or _COMPARED.search(before) is not None
    month = _MONTH.search(before)
    number = int(day[3]) if day else int(re.findall(r"\d+", month[0])[-1]) if month else 0
    return year == own + 1 and number in _FIRST_MONTHS


_LEAP_DAY = re.compile(r"\b29(\s*[/.-]\s*0?2\s*[/.-]\s*|\s+tháng\s+0?2\s+năm\s+)(\d{4})\b")


def _with_real_days(text: str) -> str:
    def real(found: re.Match[str]) -> str:
        return found[0] if isleap(int(found[2])) else f"28{found[1]}{found[2]}"

    return _LEAP_DAY.sub(real, text)


def _is_in(place: int, spans: Spans) -> bool:
    return any(start <= place < end for start, end in spans)


@lru_cache(maxsize=256)
def cited_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text speaks of other documents: from their kind to the end of their names."""
    folded = fold_aligned(text)
    return (
        *((each.start, _end_of_name(folded, each.end)) for each in citations(text)),
        *((found.start(), _end_of_name(folded, found.end())) for found in _NAMED.finditer(folded)),
        *(found.span() for found in _QUOTED.finditer(text)),
    )


def _end_of_name(folded: str, start: int) -> int:
    found = _REACH.search(folded, start)
    return found.start() if found else len(folded)
