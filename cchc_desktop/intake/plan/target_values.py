"""The values that a target's sentence names, from left to right: 95 %, 3 thôn, 15 phút/lượt, tốp 5."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ...domain.targets import Comparator, TargetKind
from .target_words import (
    BEFORE,
    BLANK,
    COUNT,
    FIRST,
    FRACTION,
    FRACTION_WORDS,
    FREQUENCY,
    GRADE,
    GRADES,
    LOOSE_COUNT,
    NOT_VALUES,
    OVER_PLAN,
    PER_PART,
    PERCENT,
    POINTS,
    QUANTITY,
    TIMES_AS_MUCH,
    TOP,
    TOP_OF,
    WORD_COUNT,
    WORD_NUMBERS,
)

MOST_VALUES = 40
"""A paragraph with more is no target's sentence; real ones have up to eight."""


@dataclass(slots=True)
class Value:
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
    doubt: str = ""


_RANGE_SIGN = re.compile(r"(?<=[\d%])(\s*)[÷~](?=\s*\d)")
"""«70÷75%» and «70~75%», for which «70-75%» is the usual form."""


def masked_values(folded: str) -> str:
    masked = _RANGE_SIGN.sub(r"\1-", folded)
    for pattern in NOT_VALUES:
        masked = pattern.sub(lambda found: re.sub(r"\d", BLANK, found.group()), masked)
    return masked


_GREATEST = 1e15


def bounded_float(text: str) -> float:
    """The number's value; one too long to be any office's target is held at the greatest that is kept."""
    text = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return min(float(text.replace(",", ".")), _GREATEST)


def _optional(text: str | None) -> float | None:
    return bounded_float(text) if text else None


def values_in(sentence: str, masked: str) -> list[Value]:
    """The values from left to right; each finder blanks what it has taken."""
    found: list[Value] = []
    rest = masked

    def take(pattern: re.Pattern[str], make: Callable[[re.Match[str]], Value | None]) -> None:
        nonlocal rest
        for match in pattern.finditer(rest):
            if value := make(match):
                found.append(value)
                blank = BLANK * (value.end - match.start())
                rest = rest[: match.start()] + blank + rest[value.end :]

    def words(match: re.Match[str], group: int) -> str:
        return sentence[match.start(group) : match.end(group)] if match[group] else ""

    def frequency(match: re.Match[str]) -> Value:
        count, span = (1, 2) if match[1] else (3, 4)
        per = f"{int(match[count])} {words(match, span)}" if int(match[count]) != 1 else words(match, span)
        return Value(match.start(), match.end(), TargetKind.FREQUENCY, 1.0, None, "lần", per)

    def rank(match: re.Match[str]) -> Value:
        first, last = float(match[1]), _optional(match[2] if match.re is TOP else None)
        comparator = Comparator.BETWEEN if last is not None else Comparator.AT_MOST
        return Value(match.start(), match.end(), TargetKind.RANK, first, last, "hạng", comparator=comparator)

    def first_place(match: re.Match[str]) -> Value:
        place = float(WORD_NUMBERS[match[1]])
        return Value(
            match.start(), match.end(), TargetKind.RANK, place, None, "hạng", comparator=Comparator.AT_MOST
        )

    def percent(match: re.Match[str]) -> Value:
        if match[1]:
            low, high = sorted((bounded_float(match[1]), bounded_float(match[2])))
            value = Value(match.start(), match.end(), TargetKind.PERCENT, low, high, "%")
            value.comparator = Comparator.BETWEEN
            return value
        return Value(match.start(), match.end(), TargetKind.PERCENT, bounded_float(match[3]), None, "%")

    def quantity(match: re.Match[str]) -> Value:
        unit = words(match, 3) + (f"/{words(match, 4)}" if match[4] else "")
        value = Value(match.start(), match.end(), TargetKind.QUANTITY, bounded_float(match[1]), None, unit)
        if match[2]:
            value.upper, value.comparator = bounded_float(match[2]), Comparator.BETWEEN
        value.per = "" if match[4] else _per(rest, match)
        return value

    def points(match: re.Match[str]) -> Value:
        value = Value(match.start(), match.end(), TargetKind.QUANTITY, bounded_float(match[1]))
        value.unit = "điểm phần trăm"
        if match[2]:
            value.upper, value.comparator = bounded_float(match[2]), Comparator.BETWEEN
        return value

    def fraction(match: re.Match[str]) -> Value | None:
        upper, lower = (int(match[1]), int(match[2])) if match[1] else FRACTION_WORDS[match[3] or match[4]]
        if not 0 < upper < lower:
            return None
        share = round(100 * upper / lower, 2)
        said = words(match, 1) + "/" + words(match, 2) if match[1] else words(match, 3) or words(match, 4)
        shown = f"{share:g}".replace(".", ",")
        return Value(
            match.start(),
            max(match.end(2), match.end(3), match.end(4)),
            TargetKind.PERCENT,
            share,
            unit="%",
            doubt=f"Đọc «{said}» là {shown}%; hãy kiểm tra",
        )

    def times_as_much(match: re.Match[str]) -> Value:
        times = 2.0 if match[1] == "doi" else float(WORD_NUMBERS.get(match[1], 0) or bounded_float(match[1]))
        said = sentence[match.start() : match.end()]
        doubt = f"«{said}» là so với trước; hãy kiểm tra mức phải đạt"
        return Value(match.start(), match.end(), TargetKind.QUANTITY, times, unit="lần", doubt=doubt)

    def count(match: re.Match[str]) -> Value:
        value = Value(
            match.start(), match.end(), TargetKind.COUNT, bounded_float(match[1]), unit=words(match, 3)
        )
        value.per = words(match, 4)
        if match[2]:
            value.upper, value.comparator = bounded_float(match[2]), Comparator.BETWEEN
        if re.fullmatch(r"[1-9]\d{0,2},\d{3}", match[1]):
            value.value = bounded_float(match[1].replace(",", ""))
            value.doubt = f"Đọc «{match[1]}» là {match[1].replace(',', '.')}; hãy kiểm tra"
        value.per = value.per or _per(rest, match)
        return value

    def word_count(match: re.Match[str]) -> Value | None:
        said = words(match, 1).lower()
        number = WORD_NUMBERS_WRITTEN.get(said)
        compared = _compared(rest[: match.start()])
        opens = not rest[: match.start()].strip(" -+*•") or rest[: match.start()].rstrip()[-1:] in ".;:"
        # «Năm» alone is mostly the year, and «một» mostly «a».
        free = said not in ("năm", "một", "tư") and not any(
            value.kind is not TargetKind.GRADE for value in found
        )
        if number is None or not (compared or free or (opens and said == "một")):
            return None
        per = words(match, 3) or _per(rest, match)
        return Value(match.start(), match.end(), TargetKind.COUNT, float(number), None, words(match, 2), per)

    def loose_count(match: re.Match[str]) -> Value | None:
        if not _compared(rest[: match.start()]):
            return None
        return Value(
            match.start(), match.end(), TargetKind.COUNT, bounded_float(match[1]), None, words(match, 2)
        )

    def grade(match: re.Match[str]) -> Value | None:
        bare_word = re.match(r"dat\s+(?:tu\s+)?(?:tot|kha|yeu)\b", match[0])
        if (bare_word and not match[2]) or any(value.kind is TargetKind.PERCENT for value in found):
            return None
        comparator = Comparator.AT_LEAST if match[2] or "tu " in match[0] else Comparator.EQUAL
        name = GRADES[match[1]]
        return Value(match.start(), match.end(), TargetKind.GRADE, None, grade=name, comparator=comparator)

    take(FREQUENCY, frequency)
    take(TOP_OF, rank)
    take(TOP, rank)
    take(FIRST, first_place)
    take(POINTS, points)
    take(TIMES_AS_MUCH, times_as_much)
    take(FRACTION, fraction)
    take(PERCENT, percent)
    take(QUANTITY, quantity)
    take(COUNT, count)
    take(WORD_COUNT, word_count)
    take(LOOSE_COUNT, loose_count)
    take(GRADE, grade)
    if not found and (over := OVER_PLAN.search(masked)):
        found.append(
            Value(
                over.start(),
                over.end(),
                TargetKind.PERCENT,
                100.0,
                None,
                "%",
                comparator=Comparator.MORE_THAN,
            )
        )
    return sorted(found, key=lambda value: value.start)[:MOST_VALUES]


def _compared(before: str) -> bool:
    near = before[-60:]
    return any(pattern.search(near) for _, pattern in BEFORE) or bool(re.search(r"\b(?:dat|du)\s*$", near))


def _per(text: str, match: re.Match[str]) -> str:
    """The span of time that a count is meant for, where the words around it say so: «năm», «quý», «tháng»."""
    after, before = text[match.end() : match.end() + 40], text[max(0, match.start() - 40) : match.start()]
    if named := PER_PART.match(after):
        return _PARTS[named[1] or named[2]]
    if named := re.search(r"\b(?:moi|hang)\s+(nam|quy|thang|tuan)\b[^;.]*$", before):
        return _PARTS[named[1]]
    return ""


_PARTS = {"nam": "năm", "quy": "quý", "thang": "tháng", "tuan": "tuần"}
WORD_NUMBERS_WRITTEN = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
"""With their accents, for folded «sáu» and «sau», «tám» and «tam» are one word."""
