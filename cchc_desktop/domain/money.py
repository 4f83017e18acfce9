"""Amounts of money as plans word them, and the sources that they come from.

A task may be paid from several sources: «ngân sách xã 20.000.000 đồng; xã hội hóa 5.000.000 đồng»,
«25 triệu đồng, trong đó: …», «20 triệu đồng từ ngân sách xã».
"""

import re
from dataclasses import dataclass

from .errors import Refusal
from .numerals import parse_number
from .text import capitalized, fold

_AMOUNT = re.compile(r"(\d[\d.,]*)\s*(ty|ti|trieu|nghin|ngan)?\s*(?:dong|d|vnd)?\b")
_FACTORS = {"ty": 1_000_000_000, "ti": 1_000_000_000, "trieu": 1_000_000, "nghin": 1_000, "ngan": 1_000}
_MOST = 10**15
_NAMED = re.compile(
    r"(\d[\d.,]*\d|\d)\s*(?:(tỷ|tỉ|triệu|nghìn|ngàn)(?:\s*(?:đồng|vnđ|vnd|đ)\b)?|(?:đồng|vnđ|vnd|đ)\b)",
    re.IGNORECASE,
)
"""An amount that says itself that it is one."""


def parse_money(text: str, factor: int = 1) -> int | None:
    """The amount in đồng that the words name («12,5 triệu đồng», «1.200.000»); None where they name none.

    ``factor`` is what a bare number counts, where a table's header says so («Kinh phí (triệu đồng)»). Of
    several sources it is what they come to.
    """
    parts = read_parts(text)
    if len(parts.parts) > 1:
        return parts.amount
    found = _AMOUNT.search(fold(text))
    if not found:
        return None
    unit = found[2]
    bare = not unit and not re.search(r"\d\s*(?:dong|d|vnd)\b", fold(text))
    if bare and len(fold(text).split()) > 2:
        return None  # «Ngân sách xã năm 2025» names a year, not an amount
    return _amount(found[1], _FACTORS[unit] if unit else factor if bare else 1)


def _amount(digits: str, factor: int) -> int | None:
    try:
        number = parse_number(digits.rstrip(".,"))
    except Refusal:
        return None
    amount = int(number * factor)
    return amount if 0 <= amount < _MOST else None


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """An amount in a text, from one letter to another."""

    amount: int
    start: int
    end: int


def amounts_in(text: str) -> list[NamedAmount]:
    """The amounts that a text names with their unit («20 triệu đồng»), in their order."""
    found = []
    for match in _NAMED.finditer(text):
        factor = _FACTORS[fold(match[2])] if match[2] else 1
        amount = _amount(match[1], factor)
        if amount is not None:
            found.append(NamedAmount(amount, match.start(), match.end()))
    return found


@dataclass(frozen=True, slots=True)
class FundingPart:
    """What one source gives, in đồng; ``source`` is empty where none is named."""

    source: str
    amount: int


@dataclass(frozen=True, slots=True)
class FundingParts:
    """What a text says of money: the ``parts`` by source, and the ``total`` that it names beside them."""

    parts: tuple[FundingPart, ...] = ()
    total: int | None = None

    @property
    def amount(self) -> int | None:
        """What it comes to; None where no amount is named."""
        if self.total is not None:
            return self.total
        return sum(part.amount for part in self.parts) if self.parts else None


_AMONG = re.compile(r"\btrong đó\b|\bgồm\b|\bbao gồm\b", re.IGNORECASE)


def read_parts(text: str) -> FundingParts:
    """The amounts that a text names, each with the source that stands before it, or after it where the text
    begins with an amount."""
    among = _AMONG.search(text)
    if among is not None:
        stated, parts = amounts_in(text[: among.start()]), _parts(text[among.end() :])
        if stated and parts:
            return FundingParts(tuple(parts), stated[0].amount)
    return FundingParts(tuple(_parts(text)))


def _parts(text: str) -> list[FundingPart]:
    found = amounts_in(text)
    if not found:
        return []
    follows = not source_name(text[: found[0].start])
    bounds = [0, *(each.end for each in found)]
    parts = []
    for at, each in enumerate(found):
        if follows:
            end = found[at + 1].start if at + 1 < len(found) else len(text)
            words = text[each.end : end]
        else:
            words = text[bounds[at] : each.start]
        parts.append(FundingPart(source_name(words), each.amount))
    return parts


_EDGES = " \t\n.,;:+-–—()[]"
_OPENINGS = re.compile(
    r"^(và|từ|do|lấy|nguồn vốn|nguồn|kinh phí|dự kiến|khoảng|là|hỗ trợ từ|tổng)\b[\s:]*",
    re.IGNORECASE,
)
_ENDINGS = re.compile(r"[\s,;:(]*\b(là|khoảng|dự kiến|và|hỗ trợ|đảm bảo|bảo đảm|cấp)$", re.IGNORECASE)


def source_name(words: str) -> str:
    """The source that words name, without what leads to it: «từ nguồn ngân sách xã:» is «Ngân sách xã»."""
    name = words.strip(_EDGES)
    while True:
        shorter = _ENDINGS.sub("", _OPENINGS.sub("", name)).strip(_EDGES)
        if shorter == name:
            break
        name = shorter
    # Of «15 - 20 triệu đồng» what is left is no source.
    return capitalized(name) if any(map(str.isalpha, name)) else ""
