"""From the sentence of a target to its measure (FACTS.md section 3).

The sentence is compared without accents. What looks like a number but sets no value (numbers of documents,
dates, levels of service, standards) is blanked first; then the values are found from left to right, each
with the words around it that say how it is meant. The first value is the target's own, the others become
its sub-targets, its milestones or its yearly step.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.targets import QUALITATIVE, Comparator, Direction, Measure, Milestone, TargetKind
from ..domain.text import fold_aligned
from .parse_due import parse_due

_BLANK = "\x00"
_LONGEST = 3000
"""What stands further on in a paragraph sets no target; real sentences have up to a thousand letters."""

_NOT_VALUES = tuple(
    re.compile(pattern)
    for pattern in (
        r"https?://\S+",
        r"(?<!tong )(?<!mot )\bso\s*:?\s*\d[\w/.-]*(?![\d,.]*\s*%)",
        r"\b\d+(?:/\d{4})?\s*[-/]\s*[a-z]{2,}[\w/-]*",
        r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2}/\d{4}\b",
        r"\bngay\s+\d{1,2}(?:\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?|/\d{1,2})",
        r"\b(?:giai doan|nhiem ky|thoi ky)\s+\d{4}\s*[-–]\s*\d{4}",
        r"\b(?:nam|tu nam|den nam)\s+\d{4}(?:\s*[-–]\s*(?:nam\s+)?\d{4})?",
        r"\b(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}\b",
        r"\b(?:6|06|9|09)\s+thang(?=\s+(?:dau|cuoi))",
        r"\bthang\s+\d{1,2}\b|\bquy\s+\d\b",
        r"\b(?:de an|nghi quyet|quyet dinh|nghi dinh|thong tu|chi thi|luat|chuong trinh|mau|bieu|bieu mau|"
        r"phu luc|dieu|khoan|muc|chuong|phien ban|cong nghiep|khoa|hang muc|lan thu)\s+\d+(?:[.,]\d+)*"
        r"(?![\d.,]*\s*%)",
        r"\b(?:muc do|cap do)\s+\d(?:\s*(?:,|va|hoac|-|–|/)\s*(?:muc do\s*)?\d)*",
        r"\b(?:iso|tcvn|iso/iec)\s+\d+(?:[-:]\d+)*",
        r"\b24\s*/\s*(?:24|7)\b",
        r"\b(?:0?[23])\s+cap\b",
        r"^\s*\(?\d{1,2}[.)]\s",
        r"\(\d{1,2}\)",
    )
)
"""Numbers that are no values; each is blanked before the values are looked for."""

_NUMBER = r"(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_UNITS = (
    "luot giao dich|hinh thuc|hoat dong|hoi nghi|mo hinh|sang kien|giai phap|van ban|ho so|thu tuc|tthc|"
    "dich vu|tin bai|don vi|co quan|truong hop|can bo|cong chuc|vien chuc|nguoi|nhiem vu|san pham|"
    "chuyen de|chuyen muc|quy trinh|ban tin|dau moi|thon|to dan pho|cuoc|dot|lop|buoi|lan|luot|tin|bai|"
    "tieu chi|phong|diem|bo|kenh|phan mem|he thong|chi so|linh vuc|ky|phien|to|doan|ban|doanh nghiep|ho|bac"
)
_TIMES = "ngay lam viec|phut|gio|ngay"
_MONEY = "ty dong|trieu dong|nghin dong|dong"
_SPANS = "tuan|thang|quy|nam|ngay"

_FREQUENCY = re.compile(
    rf"\b(\d+)\s*({_SPANS})\s*/\s*(?:0?1\s*)?lan\b|\b(?:moi\s+)?(\d+)\s*({_SPANS})\s+(?:0?1|mot)\s+lan\b"
)
_TOP = re.compile(
    r"\b(?:top|nhom|tot dau|tốp|vi tri|thu hang|xep hang|xep thu|dung thu|hang)\s*(?:thu\s*)?"
    r"(?:tu\s*)?(?:thu\s*)?(\d{1,4})(?:\s*(?:-|–|den)\s*(?:thu\s*)?(\d{1,4}))?(?!\s*%|\d|[.,]\d)"
)
_TOP_OF = re.compile(
    r"\btrong\s+(?:so\s+|nhom\s+)?(\d{1,4})\s+[^\d.;]{2,60}?\b(?:dung dau|dan dau|cao nhat|xep dau|tot nhat)"
)
_FIRST = re.compile(r"\b(?:xep|dung|hang|vi tri|dat)\s+(?:hang\s+|vi tri\s+)?thu\s+(nhat|hai|ba|tu|nam)\b")
_PERCENT = re.compile(
    rf"(?<![\d.,]){_NUMBER}\s*(?:%|phan tram)?\s*(?:-|–|den)\s*{_NUMBER}\s*(?:%|phan tram)"
    rf"|(?<![\d.,]){_NUMBER}\s*(?:%|phan tram)"
)
_QUANTITY = re.compile(
    rf"\b{_NUMBER}\s*(?:(?:-|–|den)\s*{_NUMBER}\s*)?({_TIMES}|{_MONEY})\b"
    r"(?:\s*/\s*(?:(?:0?1|mot)\s*)?(luot|ho so|lan|thu tuc|tthc|giao dich)\b(?:\s+giao dich)?)?"
)
_COUNT = re.compile(
    rf"(?<![\d/.,]){_NUMBER}\s*(?:/\s*\d+\s*|(?:-|–|den)\s*{_NUMBER}\s*)?({_UNITS})\b"
    rf"(?:\s*/\s*(?:(?:0?1|mot)\s*)?({_SPANS}|don vi|linh vuc|nguoi)\b)?"
)
_WORD_COUNT = re.compile(
    rf"\b(mot|hai|ba|bon|nam|sau|muoi)\s+({_UNITS})\b(?:\s*/\s*(?:0?1\s*)?({_SPANS})\b)?"
)
_LOOSE_COUNT = re.compile(rf"\b{_NUMBER}\s+([a-z]+(?:\s+[a-z]+)?)")
_GRADE = re.compile(
    r"\b(?:xep\s+loai|dat\s+loai|loai|xep\s+muc|dat\s+muc|muc|hang|dat)\s+(?:tu\s+)?(?:loai\s+|muc\s+)?"
    r"(?:hoan thanh\s+)?(xuat sac|tot|kha|trung binh|yeu)\b(?:\s+nhiem vu)?(\s+tro len)?"
)
_OVER_PLAN = re.compile(
    r"\bvuot\s+(?:muc\s+)?(?:chi tieu|du toan|ke hoach|muc)?\s*(?:thu\s+)?(?:ve\s+)?(?:thu\s+)?ngan sach"
    r"|\bvuot\s+(?:muc\s+)?(?:chi tieu|du toan|ke hoach)"
)
_WORD_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "muoi": 10, "nhat": 1, "tu": 4}
_GRADES = {"xuat sac": "Xuất sắc", "tot": "Tốt", "kha": "Khá", "trung binh": "Trung bình", "yeu": "Yếu"}

_FILLERS = (
    r"(?:\s+(?:la|dat|tu|muc|ty le|bang|co|cua|con|khoang|trung binh|tuong ung|lan luot|binh quan|duoc|"
    r"to chuc|thuc hien|xuong|len|them))*\s*$"
)
_BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        Comparator.AT_LEAST,
        re.compile(
            r"\b(?:it nhat|toi thieu|khong duoi|khong thap hon|khong it hon|thap nhat|tro len)"
            + _FILLERS
            + r"|(?:≥|>=)\s*$"
        ),
    ),
    (
        Comparator.AT_MOST,
        re.compile(
            r"\b(?:toi da|khong qua|khong vuot qua|nhieu nhat|khong cao hon|khong lon hon"
            r"|khong\b[^.;]{0,60}\b(?:qua|vuot))" + _FILLERS + r"|(?:≤|<=)\s*$"
        ),
    ),
    (Comparator.MORE_THAN, re.compile(r"\b(?:tren|hon|cao hon|lon hon|vuot)" + _FILLERS + r"|>\s*$")),
    (Comparator.LESS_THAN, re.compile(r"\b(?:duoi|thap hon|it hon|nho hon)" + _FILLERS + r"|<\s*$")),
)
"""Words right before a value that say how it is compared; the first that fits counts."""

_UPWARDS = re.compile(r"^\s*[)\\]*\s*tro len")
_DOWNWARDS = re.compile(r"^\s*[)\\]*\s*tro xuong")
_SOFT = re.compile(r"\b(?:phan dau|phan dau dat|co gang)\b|\bphan dau(?= tu)")
_REDUCTION = re.compile(r"\b(?:giam|cat giam|tinh giam|rut ngan|tiet kiem)\b(?!\s+(?:con|xuong))[^;.]*$")
_REDUCED_TO = re.compile(r"\b(?:xuong|con)\b[^;.]*$")
_GROWTH = re.compile(r"\btang(?:\s+(?:them|toi thieu|it nhat|tu|khoang|trung binh))*\s*$")
_STEP = re.compile(r"\b(?:moi nam|hang nam|binh quan(?: moi nam)?)\b[^;.%]*$")
_STEP_WORDS = re.compile(
    r"\b(?:moi nam|hang nam|binh quan|moi|nam|them|giam|tang|du kien|phai|trung binh|khoang)\b"
)
_PER_YEAR = re.compile(r"^\s*(?:%\s*)?/\s*(?:0?1\s*)?nam\b")
_CAP = re.compile(r"\b(?:den khi|cho den khi|toi khi)\s+(?:dat|hoan thanh|du)?\s*$")
_BASE_YEAR = re.compile(r"\bso voi\s+(?:cuoi\s+|thoi diem\s+|thuc hien\s+)?(?:nam\s+)?(\d{4})")
_REVIEW_YEAR = re.compile(r"\bra soat(?:\s+\w+){0,3}?\s+nam\s+(\d{4})")
_TIME_PHRASE = re.compile(
    r"\b(?:(?:den|truoc|het|xong|trong|tu)\s+)*(?:(?:het|cuoi)\s+)?"
    r"(?:ngay\s+\d{1,2}[/ ]\S+(?:\s+\d{1,2})?(?:\s+nam\s+\d{4})?|\d{1,2}/\d{1,2}/\d{4}|"
    r"thang\s+\d{1,2}(?:/|\s+nam\s+)\d{4}|quy\s+(?:[ivx]+|\d)\s*(?:/|\s+nam\s+)\d{4}|"
    r"(?:nam|giai doan)\s+\d{4}(?:\s*[-–]\s*(?:nam\s+)?\d{4})?)"
)
_DEADLINE = re.compile(r"^(?:phan dau )?(?:den|truoc|het|xong)\b|^(?:trong|tu)\s+(?:den|truoc)\b")
_YEARS = re.compile(r"\d{4}")
_LINKS = re.compile(
    r"\b(?:dat|tu|phan dau|tang|len|la|tren|duy tri|toi thieu|it nhat|tro len|ty le|va|muc|giam|xuong|con|"
    r"khoang|phai|dam bao|bao dam|hon|duoi|toi da)\b|[\s,:;.()\-–]"
)
_LEVELS = (
    ("cấp xã", r"\b(?:cap xa|cac xa|ubnd (?:cap )?xa)\b"),
    ("cấp huyện", r"\b(?:cap huyen|cac huyen|ubnd (?:cap )?huyen)\b"),
    ("cấp tỉnh", r"\b(?:cap tinh|cap so|cac so|ubnd (?:cap )?tinh)\b"),
)
_LEVEL_LIST = re.compile(r"\b(tinh|huyen|xa)\b")
_IN_TURN = re.compile(r"\b(?:tuong ung|lan luot)\b")
_RANK_SCOPE = re.compile(
    r"\b(?:cua|trong|toan|cap|dan dau|dung dau)\s+(?:(?:cac|toan)\s+)?"
    r"(huyen|tinh|thanh pho|ca nuoc|quan|thi xa)\b"
)
_SUB = re.compile(r"\b(?:trong do|rieng)\b[\s,:]*(.*)", re.DOTALL)
# With its accents: folded, «đạt» and «đất» are one word.
_SCOPE_END = re.compile(
    r"\b(?:đạt|phấn đấu|tối thiểu|ít nhất|là|từ|không dưới|trên(?=\s*\d))\b|[:%]", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[;.(,:]|\bva\b|\btrong do\b|\brieng\b")


@dataclass(slots=True)
class _Value:
    """A value found in the sentence, with the place where it stands."""

    start: int
    end: int
    kind: TargetKind
    value: float | None
    upper: float | None = None
    unit: str = ""
    per: str = ""
    grade: str = ""
    comparator: Comparator | None = None
    clause: tuple[int, int] = (0, 0)
    fields: dict[str, object] = field(default_factory=dict)


def parse_target(sentence: str, period: PlanPeriod | None = None) -> Measure:
    """The measure that the sentence sets; ``QUALITATIVE`` where it names no value.

    ``period`` gives the first milestone its years and a time without a year its year. Of several values
    the first is the measure and the others its sub-targets; of values by level of government the
    commune's is the measure.
    """
    sentence = sentence[:_LONGEST]
    folded = fold_aligned(sentence)
    masked = _mask(folded)
    values = _values(sentence, masked)
    if not values:
        base = _BASE_YEAR.search(folded)
        return replace(QUALITATIVE, baseline_year=int(base[1])) if base else QUALITATIVE
    _set_clauses(masked, values)
    measures: list[Measure] = []
    for number, value in enumerate(values):
        previous = values[number - 1] if number else None
        measure = _measure(folded, masked, value, previous, measures[-1] if measures else None)
        measures.append(_with_time(folded, value, measure, period))
    return _combine(sentence, folded, masked, values, measures, period)


def _mask(folded: str) -> str:
    masked = folded
    for pattern in _NOT_VALUES:
        masked = pattern.sub(lambda found: re.sub(r"\d", _BLANK, found.group()), masked)
    return masked


def _float(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def _optional(text: str | None) -> float | None:
    return _float(text) if text else None


def _values(sentence: str, masked: str) -> list[_Value]:
    """The values from left to right; each finder blanks what it has taken."""
    found: list[_Value] = []
    rest = masked

    def take(pattern: re.Pattern[str], make: Callable[[re.Match[str]], _Value | None]) -> None:
        nonlocal rest
        for match in pattern.finditer(rest):
            if value := make(match):
                found.append(value)
                rest = rest[: match.start()] + _BLANK * len(match[0]) + rest[match.end() :]

    def words(match: re.Match[str], group: int) -> str:
        return sentence[match.start(group) : match.end(group)] if match[group] else ""

    def frequency(match: re.Match[str]) -> _Value:
        count, span = (1, 2) if match[1] else (3, 4)
        per = f"{int(match[count])} {words(match, span)}" if int(match[count]) != 1 else words(match, span)
        return _Value(match.start(), match.end(), TargetKind.FREQUENCY, 1.0, None, "lần", per)

    def rank(match: re.Match[str]) -> _Value:
        first, last = float(match[1]), _optional(match[2] if match.re is _TOP else None)
        comparator = Comparator.BETWEEN if last is not None else Comparator.AT_MOST
        return _Value(match.start(), match.end(), TargetKind.RANK, first, last, "hạng", comparator=comparator)

    def first_place(match: re.Match[str]) -> _Value:
        place = float(_WORD_NUMBERS[match[1]])
        return _Value(
            match.start(), match.end(), TargetKind.RANK, place, None, "hạng", comparator=Comparator.AT_MOST
        )

    def percent(match: re.Match[str]) -> _Value:
        if match[1]:
            low, high = sorted((_float(match[1]), _float(match[2])))
            value = _Value(match.start(), match.end(), TargetKind.PERCENT, low, high, "%")
            value.comparator = Comparator.BETWEEN
            return value
        return _Value(match.start(), match.end(), TargetKind.PERCENT, _float(match[3]), None, "%")

    def quantity(match: re.Match[str]) -> _Value:
        unit = words(match, 3) + (f"/{words(match, 4)}" if match[4] else "")
        value = _Value(match.start(), match.end(), TargetKind.QUANTITY, _float(match[1]), None, unit)
        if match[2]:
            value.upper, value.comparator = _float(match[2]), Comparator.BETWEEN
        return value

    def count(match: re.Match[str]) -> _Value:
        value = _Value(
            match.start(),
            match.end(),
            TargetKind.COUNT,
            _float(match[1]),
            None,
            words(match, 3),
            words(match, 4),
        )
        if match[2]:
            value.upper, value.comparator = _float(match[2]), Comparator.BETWEEN
        value.per = value.per or _per(rest, match)
        return value

    def word_count(match: re.Match[str]) -> _Value | None:
        if not _compared(rest[: match.start()]):
            return None
        number = float(_WORD_NUMBERS[match[1]])
        per = words(match, 3) or _per(rest, match)
        return _Value(match.start(), match.end(), TargetKind.COUNT, number, None, words(match, 2), per)

    def loose_count(match: re.Match[str]) -> _Value | None:
        if not _compared(rest[: match.start()]):
            return None
        return _Value(match.start(), match.end(), TargetKind.COUNT, _float(match[1]), None, words(match, 2))

    def grade(match: re.Match[str]) -> _Value | None:
        bare_word = re.match(r"dat\s+(?:tu\s+)?(?:tot|kha|yeu)\b", match[0])
        if (bare_word and not match[2]) or any(value.kind is TargetKind.PERCENT for value in found):
            return None
        comparator = Comparator.AT_LEAST if match[2] or "tu " in match[0] else Comparator.EQUAL
        name = _GRADES[match[1]]
        return _Value(match.start(), match.end(), TargetKind.GRADE, None, grade=name, comparator=comparator)

    take(_FREQUENCY, frequency)
    take(_TOP_OF, rank)
    take(_TOP, rank)
    take(_FIRST, first_place)
    take(_PERCENT, percent)
    take(_QUANTITY, quantity)
    take(_COUNT, count)
    take(_WORD_COUNT, word_count)
    take(_LOOSE_COUNT, loose_count)
    take(_GRADE, grade)
    if not found and (over := _OVER_PLAN.search(masked)):
        found.append(
            _Value(
                over.start(),
                over.end(),
                TargetKind.PERCENT,
                100.0,
                None,
                "%",
                comparator=Comparator.MORE_THAN,
            )
        )
    return sorted(found, key=lambda value: value.start)


def _compared(before: str) -> bool:
    near = before[-60:]
    return any(pattern.search(near) for _, pattern in _BEFORE) or bool(re.search(r"\b(?:dat|du)\s*$", near))


def _per(text: str, match: re.Match[str]) -> str:
    """«năm» where the words around a count say that it is meant for a year."""
    after, before = text[match.end() : match.end() + 20], text[max(0, match.start() - 40) : match.start()]
    if re.match(r"\s*(?:trong\s+|moi\s+|mot\s+|1\s+|hang\s+)(?:mot\s+)?nam\b", after) or re.search(
        r"\b(?:moi|hang)\s+nam\b[^;.]*$", before
    ):
        return "năm"
    quarter = re.match(r"\s*(?:moi|trong|hang|mot)\s+quy\b", after) or re.search(
        r"\b(?:moi|hang)\s+quy\b[^;.]*$", before
    )
    return "quý" if quarter else ""


def _set_clauses(masked: str, values: list[_Value]) -> None:
    """Shares the sentence out among its values, cut at the last separator between two of them."""
    starts = [0]
    for previous, value in itertools.pairwise(values):
        cuts = list(_SEPARATOR.finditer(masked, previous.end, value.start))
        keep = next((cut for cut in cuts if cut[0] in (";", ".", "trong do", "rieng", "(")), None)
        cut = keep or (cuts[0] if cuts else None)
        starts.append(
            (cut.start() if cut[0].isalpha() or " " in cut[0] else cut.end()) if cut else previous.end
        )
    for value, start, stop in zip(values, starts, [*starts[1:], len(masked)], strict=True):
        value.clause = (start, stop)


def _measure(
    folded: str, masked: str, value: _Value, previous: _Value | None, before: Measure | None
) -> Measure:
    """The value with its comparator, direction and softness."""
    left = masked[max(value.clause[0], value.start - 120) : value.start]
    right = masked[value.end : value.end + 30]
    clause = folded[value.clause[0] : value.clause[1]]
    comparator = value.comparator
    soft = bool(_SOFT.search(folded[value.clause[0] : value.start]))
    if (
        previous is not None
        and before is not None
        and re.fullmatch(r"[\s,]*(?:va)?\s*", masked[previous.end : value.start])
    ):
        # «60%, 55%»: what stands before the first counts for the whole list.
        comparator, soft = comparator or before.comparator, before.soft
    if comparator is None:
        comparator = next((sign for sign, pattern in _BEFORE if pattern.search(left)), Comparator.EQUAL)
    reduction = bool(_REDUCTION.search(left)) and not _REDUCED_TO.search(left)
    if _UPWARDS.match(right):
        comparator = Comparator.AT_LEAST
    elif _DOWNWARDS.match(right):
        comparator = Comparator.AT_MOST
    elif comparator is Comparator.EQUAL and value.kind is not TargetKind.GRADE:
        from_value = re.search(r"\b(?:dat|phan dau|dam bao)\s+tu\s*$", left)
        if soft or reduction or from_value or _GROWTH.search(left):
            comparator = Comparator.AT_LEAST
    if value.kind is TargetKind.FREQUENCY and comparator is Comparator.EQUAL:
        comparator = Comparator.AT_LEAST
    down = value.kind is TargetKind.RANK or comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    base = _BASE_YEAR.search(clause) or (_REVIEW_YEAR.search(folded) if reduction else None)
    base = base or (_BASE_YEAR.search(folded) if reduction else None)
    return Measure(
        kind=value.kind,
        comparator=comparator,
        value=value.value,
        upper=value.upper,
        grade=value.grade,
        unit=value.unit,
        per=value.per,
        direction=Direction.DOWN if down else Direction.UP,
        soft=soft,
        baseline_year=int(base[1]) if base else None,
    )


def _time_before(folded: str, value: _Value) -> re.Match[str] | None:
    """The last time phrase that stands before the value in its clause."""
    matches = list(_TIME_PHRASE.finditer(folded, value.clause[0], value.start))
    return matches[-1] if matches else None


def _with_time(folded: str, value: _Value, measure: Measure, period: PlanPeriod | None) -> Measure:
    """The measure with its deadline, where its clause names one before or right after the value."""
    for match in _TIME_PHRASE.finditer(folded, *value.clause):
        words = match[0]
        if _DEADLINE.match(words) and (deadline := parse_due(words, period)):
            return replace(measure, deadline=deadline)
    return measure


def _years(folded: str, value: _Value) -> tuple[int, int] | None:
    """The years of «đến năm 2024 - 2025 đạt 97%»: a time with nothing but linking words up to the value."""
    match = _time_before(folded, value)
    if match is None:
        return None
    years = [int(year) for year in _YEARS.findall(match[0])]
    between = folded[match.end() : value.start]
    if not years or _LINKS.sub("", between).strip():
        return None
    return years[0], years[-1]


def _milestones(
    folded: str, values: list[_Value], measures: list[Measure], period: PlanPeriod | None
) -> tuple[list[Milestone], set[int]]:
    """The milestones of the first value, and the numbers of the values that they were made from."""
    lead_ins = [folded[value.clause[0] : value.start] for value in values]
    dated = {
        number: years
        for number, value in enumerate(values)
        if (years := _years(folded, value))
        and value.kind is values[0].kind
        and value.unit == values[0].unit
        and (number == 0 or not _own_subject(lead_ins[number]))
    }
    later = [number for number in dated if number > 0]
    if not later:
        return [], set()
    result: list[Milestone] = []
    if 0 in dated:
        result.append(Milestone(*dated[0], measures[0].comparator, measures[0].value or 0.0))
    elif period and period.kind is PeriodKind.MULTI and dated[later[0]][0] > period.first_year:
        until = dated[later[0]][0] - 1
        result.append(Milestone(period.first_year, until, measures[0].comparator, measures[0].value or 0.0))
    for number in later:
        result.append(Milestone(*dated[number], measures[number].comparator, measures[number].value or 0.0))
    return result, set(later)


def _own_subject(lead_in: str) -> bool:
    """Whether the words before a value name something of their own, times and linking words aside."""
    return bool(_LINKS.sub("", _TIME_PHRASE.sub("", lead_in)).strip())


def _is_step(folded: str, value: _Value) -> bool:
    before = folded[value.clause[0] : value.start]
    if _PER_YEAR.match(folded[value.end :]) and value.kind is TargetKind.PERCENT:
        return True
    if value.unit != "%" or not (each := _STEP.search(before)):
        return False
    linked = not _LINKS.sub("", _STEP_WORDS.sub("", each[0])).strip()
    return linked and re.search(r"\b(?:tang|giam)\b", folded[: value.start]) is not None


def _level_of(folded: str, value: _Value) -> str:
    """The level of government that the value's clause names, if it names one."""
    clause = folded[value.clause[0] : value.clause[1]]
    named = [name for name, pattern in _LEVELS if re.search(pattern, clause)]
    return named[0] if len(named) == 1 else ""


def _levels_in_turn(folded: str, values: list[_Value]) -> list[str]:
    """The levels of «cấp huyện, cấp xã … tương ứng 60%, 55%», one for each value, or nothing."""
    names = {"xa": "cấp xã", "huyen": "cấp huyện", "tinh": "cấp tỉnh"}
    if len(values) < 2 or not _IN_TURN.search(folded):
        return []
    gaps = [folded[a.end : b.start] for a, b in itertools.pairwise(values)]
    if any(not re.fullmatch(r"[\s,]*(?:va)?\s*", gap) for gap in gaps):
        return []
    for part in (folded[values[-1].end :], folded[: values[0].start]):
        listed = re.findall(r"\b(?:cap\s+)?(tinh|huyen|xa)\b(?=[\s,.;]|$)", part)[-len(values) :]
        if len(listed) == len(values) == len(set(listed)):
            return [names[level] for level in listed]
    return []


def _scope(sentence: str, folded: str, value: _Value, number: int) -> str:
    start, stop = value.clause
    if value.kind is TargetKind.RANK:
        found = _RANK_SCOPE.search(folded, value.end) or _RANK_SCOPE.search(folded)
        return f"trong {sentence[found.start(1) : found.end(1)]}" if found else ""
    sub = _SUB.search(folded, start, value.start)
    if sub and number:
        words = sentence[sub.start(1) : value.start]
        end = _SCOPE_END.search(sentence, sub.start(1), value.start)
        scope = sentence[sub.start(1) : end.start()] if end and end.start() > sub.start(1) else words
        return scope.strip(" ,:;")
    return _level_of(folded[:stop], value)


def _combine(
    sentence: str,
    folded: str,
    masked: str,
    values: list[_Value],
    measures: list[Measure],
    period: PlanPeriod | None,
) -> Measure:
    """One measure of all: steps, caps and milestones go into the first, the rest below it."""
    main = measures[0]
    steps = {n for n, value in enumerate(values) if n and _is_step(folded, value)}
    caps = {n for n, value in enumerate(values) if n and _CAP.search(masked[: value.start])}
    milestones, of_milestones = _milestones(folded, values, measures, period)
    left_out = steps | caps | of_milestones
    for number in steps:
        main = replace(main, step=measures[number].value)
    if steps and main.baseline_year is None:
        cap = next((measures[number].value for number in caps), None)
        main = replace(main, baseline_value=main.value, upper=main.upper if main.upper is not None else cap)
    if milestones:
        main = replace(main, milestones=tuple(milestones))
        if _years(folded, values[0]):
            main = _at_end(main, milestones, period)
    in_turn = _levels_in_turn(folded, values)
    parts: list[Measure] = []
    for number, value in enumerate(values):
        if number in left_out:
            continue
        scope = in_turn[number] if in_turn else _scope(sentence, folded, value, number)
        measure = main if number == 0 else measures[number]
        fragment = sentence[value.clause[0] : value.clause[1]].strip(" ,;.()")
        parts.append(replace(measure, scope=scope, fragment=fragment))
    levels = {name for name, _ in _LEVELS}
    by_level = len(parts) > 1 and all(part.scope in levels for part in parts)
    first = next((part for part in parts if by_level and part.scope == "cấp xã"), parts[0])
    others = tuple(part for part in parts if part is not first)
    return replace(first, fragment="", subtargets=others)


def _at_end(main: Measure, milestones: list[Milestone], period: PlanPeriod | None) -> Measure:
    """The measure with the value of the last milestone that lies in the plan's period."""
    inside = [mark for mark in milestones if period is None or mark.first_year <= period.last_year]
    last = (inside or milestones)[-1]
    deadline = date(last.last_year, 12, 31)
    return replace(main, value=last.value, comparator=last.comparator, deadline=deadline)
