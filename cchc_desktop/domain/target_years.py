"""A target of a plan of several years as the plan of one of its years says it; the two held together.

A target of several years sets milestones («đến năm 2022 đạt 94%, năm 2024 - 2025 đạt từ 97%»), a start with a
yearly step and a cap, or a goal against a base year that is come up to step by step (FACTS.md section 3).
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from .numerals import format_number, parse_number
from .periods import PlanPeriod
from .targets import (
    GRADES,
    Comparator,
    Direction,
    Measure,
    Milestone,
    TargetKind,
    by_years,
    in_year,
    is_grown,
    milestone_of,
)
from .text import capitalized, clean_line
from .year_words import cited_spans


@dataclass(frozen=True, slots=True)
class YearTarget:
    """A target as it stands in the plan of one year; ``reasons`` say what was done, or is left to do."""

    text: str
    measure: Measure
    reasons: tuple[str, ...] = ()


def of_year(text: str, measure: Measure, year: int, period: PlanPeriod) -> YearTarget:
    """A target of a plan of several years as the plan of one of its years has it."""
    measure = by_years(measure, period)
    asked = in_year(measure, year, period)
    reasons: list[str] = []
    if measure.milestones:
        mark = milestone_of(measure, year)
        worded = _without_milestones(text, measure, asked)
        reasons += _of_milestone(mark, year, asked)
    elif measure.step and (is_grown(measure) or measure.baseline_year is not None):
        worded = _without_step(text, measure, asked, measure.baseline_year or period.first_year)
        word = "từ" if is_grown(measure) else "so với"
        since = f" {word} năm {measure.baseline_year}" if measure.baseline_year else ""
        step = f"{format_number(measure.step or 0)}{_unit(measure)}"
        reasons.append(f"Mức năm {year} tính theo {step} mỗi năm{since}: {short(asked)}.")
    else:
        worded = text
    if worded is None:
        worded = text
        reasons.append(f"Câu nêu mức của nhiều năm mà chưa viết lại được; hãy ghi mức của năm {year}.")
    reasons += [] if is_grown(measure) else _of_base(text, asked)
    worded, gone = _without_past(worded, year)
    reasons += [f"Mốc năm {past} đã qua; mức này giữ trong năm {year}." for past in gone]
    deadline = asked.deadline
    if deadline is not None and deadline.year > year and not measure.milestones:
        reasons.append(
            f"Mốc của cả giai đoạn là năm {deadline.year}; kế hoạch giai đoạn không đặt mức riêng năm {year}."
        )
    elif deadline is None and (others := _other_years(worded, year, period)):
        reasons.append(f"Câu nêu năm {', '.join(map(str, others))}; hãy xem lại mức của năm {year}.")
    past_day = deadline is not None and deadline.year < year
    settled = replace(
        asked,
        milestones=(),
        step=None,
        upper=asked.upper if asked.comparator is Comparator.BETWEEN else None,
        baseline_year=None if is_grown(measure) else asked.baseline_year,
        baseline_value=None if is_grown(measure) else asked.baseline_value,
        deadline=None if past_day or measure.milestones else deadline,
        subtargets=tuple(_part(part, year, period) for part in asked.subtargets),
    )
    return YearTarget(worded, settled, tuple(reasons))


def _part(part: Measure, year: int, period: PlanPeriod) -> Measure:
    asked = in_year(part, year, period)
    fragment, _ = _without_past(part.fragment, year)
    past = asked.deadline is not None and asked.deadline.year < year
    return replace(asked, fragment=fragment, step=None, deadline=None if past else asked.deadline)


def _of_milestone(mark: Milestone | None, year: int, asked: Measure) -> list[str]:
    assert mark is not None
    years = f"năm {mark.first_year}"
    if mark.last_year != mark.first_year:
        years = f"các năm {mark.first_year} - {mark.last_year}"
    if mark.first_year <= year <= mark.last_year:
        return [f"Lấy mốc của {years}: {short(asked)}."]
    return [f"Kế hoạch giai đoạn không đặt mức riêng năm {year}; lấy mốc của {years}: {short(asked)}."]


def _of_base(text: str, asked: Measure) -> list[str]:
    """What is said of a value against a base year: the amount that it comes to, or that nobody knows it."""
    if asked.baseline_year is None or asked.value is None or asked.unit != "%":
        return []
    if asked.baseline_value is None:
        return [
            f"Chưa có giá trị năm {asked.baseline_year} để tính ra số phải đạt; hãy nhập ở ô Giá trị năm gốc."
        ]
    changes = _CHANGES.search(text)
    if changes is None:
        return []
    more = changes["more"] is not None
    share = asked.value / 100 if more else -asked.value / 100
    goal = format_number(round(asked.baseline_value * (1 + share), 2))
    return [
        f"Năm {asked.baseline_year} là {format_number(asked.baseline_value)}: {changes[0].lower()} "
        f"{format_number(asked.value)}% thì {'phải đạt tối thiểu' if more else 'còn tối đa'} {goal}."
    ]


_CHANGES = re.compile(r"\b(?:(?P<more>tăng)|giảm|rút ngắn|tiết kiệm)\b", re.IGNORECASE)
"""Whether a target asks for more or for less than there was in the base year."""


def _unit(measure: Measure) -> str:
    return "%" if measure.unit == "%" else f" {measure.unit}" if measure.unit else ""


def short(measure: Measure) -> str:
    """A measure as it goes on in a sentence: «từ 97% trở lên», «tối đa 15 phút/lượt», «loại Tốt trở lên»."""
    if measure.kind is TargetKind.GRADE or measure.value is None:
        return f"loại {measure.label}" if measure.kind is TargetKind.GRADE else "không có số"
    return _said(measure)


def _said(measure: Measure) -> str:
    number = f"{format_number(measure.value or 0)}{_unit(measure)}"
    match measure.comparator:
        case Comparator.AT_LEAST:
            return f"tối thiểu {number}"
        case Comparator.MORE_THAN:
            return f"trên {number}"
        case Comparator.AT_MOST:
            return f"tối đa {number}"
        case Comparator.LESS_THAN:
            return f"dưới {number}"
        case Comparator.BETWEEN if measure.upper is not None:
            return (
                f"từ {format_number(measure.value or 0)} đến {format_number(measure.upper)}{_unit(measure)}"
            )
        case _:
            return number


# Sentences

_NUMBER = r"(?<![\d.,/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\d/]|[.,]\d)"
_BEFORE = re.compile(
    r"(?:\b(?:đạt|được|từ|là|ở mức|mức|trên|dưới|tối thiểu|ít nhất|tối đa|không dưới|không thấp hơn|"
    r"không quá|tỷ lệ|duy trì|phải|tăng lên|nâng lên|lên|còn|xuống|bảo đảm|đảm bảo)\s*:?\s*|:\s*|\s+)*$",
    re.IGNORECASE,
)
_UP_OR_DOWN = r"(?:\s*(?:trở lên|trở xuống|hoặc hơn))?"
_TIME_OF = (
    r"(?:[,;(]\s*|\bvà\s+)*(?:\b(?:đến|từ|trong|hết|cuối|giai đoạn|các|năm)\s+)+{years}"
    r"\s*[,:]?"
)
_ONLY_LINKS = re.compile(
    r"(?:[\s,;:.()]|\b(?:và|riêng|phấn đấu|tiếp tục|đến|từ|trong|hết|cuối|các|năm|giai đoạn)\b)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Value:
    """Where a value stands: with the words around it that say how it is meant."""

    start: int
    end: int
    words: str


def _value_at(text: str, value: float, unit: str, start: int = 0) -> _Value | None:
    """The first place from ``start`` on where a value is written, in its unit."""
    for found in re.finditer(_NUMBER, text[start:]):
        if parse_number(found[0]) != value:
            continue
        begin, stop = start + found.start(), start + found.end()
        after = _unit_pattern(unit).match(text, stop)
        if after is None:
            continue
        before = _BEFORE.search(text, start, begin)
        assert before is not None
        first = before.start() + len(before[0]) - len(before[0].lstrip(" :"))
        return _Value(first, after.end(), text[first:begin])
    return None


@cache
def _unit_pattern(unit: str) -> re.Pattern[str]:
    """A unit as it is written after a number: «%», «phút/01 lượt giao dịch»."""
    name, per, _ = unit.partition("/")
    written = r"(?:%|phần trăm)" if unit == "%" else re.escape(name)
    written += r"(?:\s*/\s*(?:0?1\s*)?\w+(?:\s+giao dịch)?)?" if per or unit not in ("", "%") else ""
    return re.compile(rf"\s*{written}{_UP_OR_DOWN}", re.IGNORECASE)


def _without_milestones(text: str, measure: Measure, asked: Measure) -> str | None:
    """The sentence with the value of the year alone; None where its parts cannot be told apart."""
    found: list[_Value] = []
    place = 0
    for mark in measure.milestones:
        value = _value_at(text, mark.value, measure.unit, place)
        if value is None:
            return None
        found.append(value)
        place = value.end
    first, last = found[0], found[-1]
    between = text[first.end : last.end]
    for mark, value in zip(measure.milestones[1:], found[1:], strict=True):
        between = (
            _time_pattern(mark).sub(" ", between, count=1).replace(text[value.start : value.end], " ", 1)
        )
    if not _ONLY_LINKS.fullmatch(between):
        return None
    head = _time_pattern(measure.milestones[0]).sub(" ", text[: first.start], count=1)
    return _tidy(text, f"{head.rstrip(' ,;:(')} {_worded(first, asked)}{text[last.end :]}")


def _time_pattern(mark: Milestone) -> re.Pattern[str]:
    years = rf"(?:{mark.first_year}\s*[-–—]\s*(?:năm\s+)?)?{mark.last_year}"
    return re.compile(_TIME_OF.format(years=years), re.IGNORECASE)


def _worded(value: _Value, asked: Measure) -> str:
    """The value of the year in the place of another: its comparison said, what it is of kept («tỷ lệ»)."""
    words = value.words.lower()
    reached = "đạt" in words or (asked.unit == "%" and asked.direction is Direction.UP)
    share = "tỷ lệ " if "tỷ lệ" in words else ""
    return f"{'đạt ' if reached else ''}{share}{_said(asked)}"


_STEP = re.compile(
    r"(?:[\s,;(]|\.(?=\s)|\b(?:phấn đấu|dự kiến|và|bình quân)\b)*"
    r"\b(?:mỗi năm|hằng năm|hàng năm|bình quân)\b[^.;()]*\)?(?=[.;]|\s*$|\s)",
    re.IGNORECASE,
)


def _without_step(text: str, measure: Measure, asked: Measure, start: int) -> str | None:
    """The sentence with the value of the year, without the clause that says how it grows, and without the
    year ``start`` that a value which grows begins in."""
    value = _value_at(text, measure.value or 0, measure.unit)
    step = _STEP.search(text, value.end if value else 0)
    if value is None or step is None:
        return None
    number = re.search(_NUMBER, text[value.start : value.end])
    assert number is not None
    if is_grown(measure):
        said = _worded(value, asked)
    else:
        plain = f"{format_number(asked.value or 0)}"
        said = text[value.start : value.end].replace(number[0], plain, 1)
    rest = text[value.end : step.start()] + text[step.end() :]
    head = text[: value.start]
    if is_grown(measure):
        since = rf"(?:\b(?:trong|từ|đến|hết)\s+)*\bnăm\s+{start}\b\s*,?"
        head = re.sub(since, " ", head, flags=re.IGNORECASE)
    return _tidy(text, f"{head.rstrip()} {said}{rest}")


_PAST = re.compile(
    r"(?:\b(?:đến|trước|hết|cuối|trong)\s+)+năm\s+((?:19|20)\d\d)(?!\s*[-–—]\s*\d|\d)\s*[,:]?", re.IGNORECASE
)


def _without_past(text: str, year: int) -> tuple[str, list[int]]:
    """The sentence without the times that are over by then («đến hết năm 2021»), and which they were."""
    gone: list[int] = []

    def left(found: re.Match[str]) -> str:
        named = int(found[1])
        # «Trước năm 2028» is over when that year begins.
        if named >= year + ("trước" in found[0].lower()):
            return found[0]
        gone.append(named)
        return " "

    changed = _PAST.sub(left, text)
    return (_tidy(text, changed) if gone else text), gone


def _other_years(text: str, year: int, period: PlanPeriod) -> list[int]:
    """The single years of the plan's time that a sentence names, the year itself and a base year aside."""
    cited = cited_spans(text)
    found = {
        int(each[0])
        for each in re.finditer(r"(?<=\bnăm )(?:19|20)\d\d(?!\s*[-–—]\s*\d|\d)", text)
        if not re.search(r"so với(?: \w+)? năm $", text[: each.start()])
        and not any(start <= each.start() < end for start, end in cited)
    }
    return sorted(each for each in found if period.first_year <= each <= period.last_year and each != year)


def _tidy(before: str, text: str) -> str:
    """The changed text without what the change left behind: doubled blanks and marks, a bracket alone."""
    text = clean_line(text)
    text = re.sub(r"\s+([,;.:)])|(?<=\()\s+", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"[,;:]\s*\.", ".", text)
    if text.count(")") > text.count("("):
        text = re.sub(r"\)\\?(?=[.;]?\s*$)", "", text, count=1)
    if before[:1].isupper():
        text = capitalized(text)
    return text


# Held against each other


def less_than_asked(given: Measure, asked: Measure) -> str:
    """By how much a target asks for less than what it carries out, to go on in a sentence after what that
    asks («chỉ tiêu này thấp hơn 2 điểm phần trăm»); nothing where it asks for as much, or the two cannot be
    held against each other.
    """
    if asked.kind is TargetKind.GRADE and given.kind is TargetKind.GRADE:
        lower = _grade(given) < _grade(asked)
        return f"kế hoạch này chỉ đặt loại {given.grade}" if lower else ""
    if asked.value is None or asked.kind is TargetKind.GRADE:
        return ""
    if given.value is None:
        return "kế hoạch này không nêu mức" if given.kind is TargetKind.QUALITATIVE else ""
    if (given.kind, given.unit, given.per) != (asked.kind, asked.unit, asked.per):
        return ""
    down = asked.direction is Direction.DOWN
    goal, own = _edge(asked, down), _edge(given, down)
    short_by = round(own - goal if down else goal - own, 6)
    if short_by <= 0:
        return ""
    unit = "điểm phần trăm" if asked.unit == "%" else asked.unit
    return f"chỉ tiêu này {'cao' if down else 'thấp'} hơn {format_number(short_by)} {unit}".rstrip()


def _edge(measure: Measure, down: bool) -> float:
    value = measure.upper if down and measure.upper is not None else measure.value
    return value or 0.0


def _grade(measure: Measure) -> int:
    return GRADES.index(measure.grade) if measure.grade in GRADES else -1
