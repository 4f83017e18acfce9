"""What a number format shows of a number (ISO/IEC 29500-1, 18.8.31): scaled, rounded, with words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import takewhile

from ...domain.numerals import format_number

MAX_FORMAT = 255
"""Letters of a number format: no more can be given in Excel."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?|(?P<general>General)'
    r"|(?P<power>[eE][+-])|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DATE_SIGNS = frozenset("dmyhsDMYHSb")
_DIGITS = frozenset("0#?")
_MOST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen of a number.

    ``number`` is the number as it is shown, None where no digit is; ``words`` all that is shown, as it is
    written here. ``scale`` is the power of ten that the format divides by, ``literal`` what it prints beside
    the number; ``is_odd`` says that digits of the format's own, or a fraction, stand in it.
    """

    number: Decimal | None
    words: str
    scale: int = 0
    is_percent: bool = False
    literal: str = ""
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts of a format between «;»."""

    condition: tuple[str, Decimal] | None = None
    prefix: str = ""
    suffix: str = ""
    decimals: int = 0
    needed: int = 0
    """Decimals that are shown though they are 0."""
    whole: bool = False
    """Whether any digit is shown."""
    scale: int = 0
    percents: int = 0
    blank: bool = False
    """Whether 0 is shown as nothing: no digit of the format is a «0»."""
    general: bool = False
    power: bool = False
    fraction: int = 0
    """Digits of the denominator of a fraction."""
    odd: bool = False
    dated: bool = False
    text: bool = False


def with_noughts(code: str, shown: str) -> str:
    """A whole number with the noughts that its format sets before it: «00000» shows 13 as «00013»."""
    return shown.zfill(len(code)) if shown.isdecimal() and code and not code.strip("0") else shown


def shown(code: str, value: Decimal) -> Shown:
    """What a format shows of a number; a format of dates is none for numbers, and shows it as it is."""
    sections = _sections(code[:MAX_FORMAT])
    section, is_signed = _chosen(sections, value)
    if section is None or section.dated or section.text:
        return Shown(value, format_number(value))
    # A section of its own for numbers below 0 prints their sign itself: «-», «(…)», or none.
    is_below = value < 0 and (is_signed or any(sign in section.prefix for sign in "-−("))
    number = -abs(value) if is_below else abs(value)
    prefix = section.prefix if is_signed else section.prefix.strip("-−( ")
    suffix = section.suffix if is_signed else section.suffix.strip(") ")
    literal = f"{prefix} {suffix}".strip()
    if not (section.whole or section.general or section.fraction):
        return Shown(None, literal, literal=literal)
    if section.fraction:
        part = Fraction(number).limit_denominator(10 ** min(section.fraction, 4) - 1)
        words = format_number(number) if part.denominator == 1 else f"{part.numerator}/{part.denominator}"
        seen = Decimal(part.numerator) / part.denominator
        return Shown(seen, f"{prefix}{words}{suffix}".strip(), 0, False, literal, part.denominator != 1)
    moved = number.scaleb(2 * section.percents - section.scale)
    rounded = moved if section.general else _rounded(moved, section)
    if not rounded and section.blank:
        return Shown(None, literal, section.scale, bool(section.percents), literal)
    at_least = section.needed if rounded.adjusted() < 15 and rounded == rounded.to_integral_value() else 0
    words = f"{prefix}{format_number(rounded, at_least or None)}{suffix}".strip()
    is_odd = section.odd or any(map(str.isdigit, literal))
    return Shown(rounded, words, section.scale, bool(section.percents), literal, is_odd)


def _rounded(number: Decimal, section: _Section) -> Decimal:
    if section.power:
        return Decimal(f"{number:.{section.decimals}E}")
    if number.adjusted() > 15:
        return number
    return number.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The section for a value, and whether its sign is shown beside what the section itself prints."""
    numeric = sections[:3] if len(sections) > 3 else sections
    if any(each.condition for each in numeric):
        for section in numeric:
            if section.condition is None or _holds(section.condition, value):
                return section, True
        return None, True
    if len(numeric) == 1:
        return numeric[0], True
    if value == 0 and len(numeric) > 2:
        return numeric[2], True
    # The second section is that of numbers below 0, and prints their sign itself, or leaves it out.
    return (numeric[1], False) if value < 0 else (numeric[0], True)


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def hides_text(code: str) -> bool:
    """Whether a format shows nothing of a text: its fourth section is there, and empty."""
    sections = _sections(code[:MAX_FORMAT])
    return len(sections) > 3 and not (sections[3].text or sections[3].general)


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["sign"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts[:4])


def _section(tokens: list[re.Match[str]]) -> _Section:
    condition = None
    signs: list[tuple[str, str]] = []
    for token in tokens:
        if (bracket := token["bracket"]) is not None:
            if found := _CONDITION.fullmatch(bracket.strip()):
                condition = (found[1], Decimal(found[2]))
            elif bracket.startswith("$"):
                signs.append(("literal", bracket[1:].partition("-")[0]))
            elif bracket[:1].lower() in ("h", "m", "s"):
                signs.append(("date", bracket))
        elif token["general"]:
            signs.append(("general", ""))
        elif token["power"]:
            signs.append(("power", ""))
        elif (literal := token["quoted"] or token["escaped"]) is not None and literal:
            signs.append(("literal", literal))
        elif (sign := token["sign"]) is not None:
            signs.append((_kind(sign), sign))
    return _read(condition, signs)


def _kind(sign: str) -> str:
    if sign in _DIGITS:
        return "digit"
    if sign in _DATE_SIGNS:
        return "date"
    return {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "text"}.get(sign, "literal")


def _read(condition: tuple[str, Decimal] | None, signs: list[tuple[str, str]]) -> _Section:
    kinds = [kind for kind, _ in signs]
    text, percents = "text" in kinds, kinds.count("percent")
    general = "general" in kinds
    if "date" in kinds and not general:
        return _Section(condition, dated=True)
    places = [place for place, kind in enumerate(kinds) if kind == "digit"]
    words = list(_literals(signs))
    if not places:
        first = kinds.index("general") if general else len(signs)
        prefix, suffix = _joined(words, 0, first), _joined(words, first, len(signs))
        return _Section(condition, prefix, suffix, general=general, percents=percents, text=text)
    first, last = places[0], places[-1]
    prefix, suffix = _joined(words, 0, first), _joined(words, last, len(signs))
    if "slash" in kinds[first:last]:
        return _Section(condition, prefix, suffix, fraction=kinds[first:].count("digit"), whole=True)
    power = kinds.index("power") if "power" in kinds else last + 1
    point = kinds.index("point") if "point" in kinds else power
    ends = [place for place in places if place < min(point, power)]
    after = [place for place in places if point < place < power]
    # Commas behind the last digit before the point, or behind all, divide by a thousand each.
    behind = {ends[-1] if ends else point, last}
    scale = 3 * sum(len(list(takewhile("comma".__eq__, kinds[end + 1 :]))) for end in behind)
    inner = "".join(text for place, text in words if first < place < last)
    return _Section(
        condition,
        prefix,
        suffix,
        decimals=min(len(after), _MOST_DECIMALS),
        needed=min(sum(signs[place][1] == "0" for place in after), _MOST_DECIMALS),
        whole=True,
        scale=scale,
        percents=percents,
        blank=all(signs[place][1] != "0" for place in places),
        power="power" in kinds,
        odd=bool(inner.strip(" .\u00a0\u202f")),
    )


def _literals(signs: list[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """The places of what is printed as it stands."""
    for place, (kind, text) in enumerate(signs):
        if kind == "literal":
            yield place, text
        elif kind == "percent":
            yield place, "%"


def _joined(words: list[tuple[int, str]], first: int, last: int) -> str:
    return "".join(text for place, text in words if first <= place < last)
