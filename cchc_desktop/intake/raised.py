"""Raised figures: numbers of notes, which belong to no number that they stand beside, and powers of units.

«trên 88¹%» says 88 %, whether the 1 is a raised letter of Unicode or one set higher; «300 m²» keeps its 2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .spans import Span

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ANY_RAISED = re.compile(f"[{_RAISED}]")
_TYPED_NOTE = re.compile(rf"(?<=[\w%.,;:)”\"])(?<!m(?=[²³]))[{_RAISED}]+")
_UNIT = re.compile(r"(?:^|[\s\d/(])(?:k|h|da|d|c|m)?m\s*$", re.IGNORECASE)
_TEMPERATURE = re.compile(r"\d\s*$")
_NOTE = re.compile(
    r"[(\[]?\s*(?:\d{1,3}(?:\s*[,;-]\s*\d{1,3})*|[a-e]|[*†‡§]{1,3})\s*[)\]]?(?:\s*[,;]\s*[(\[]\d{1,3}[)\]])*"
)
_POWER_OF_TEN = re.compile(r"(?:(?P<times>[×x*.·])\s*|(?<![\d.,]))10\s*$")
_POWERS = frozenset({"3", "6", "9", "12"})
_TO_RAISED = str.maketrans("0123456789", _RAISED)
_BEFORE = 24
"""So many letters before a raised number tell what it belongs to, and where it stood."""


def without_note_numbers(text: str) -> str:
    """The text without raised numbers of notes, for readers of numbers; «m²» and «m³» stay."""
    return _TYPED_NOTE.sub("", text) if _ANY_RAISED.search(text) else text


@dataclass(slots=True)
class Settled:
    """Spans without raised note numbers; ``beside_numbers`` quotes those that stood at a number, «88» «1»."""

    spans: list[Span] = field(default_factory=list)
    notes: int = 0
    beside_numbers: list[tuple[str, str]] = field(default_factory=list)


def settle(spans: Sequence[tuple[Span, bool]]) -> Settled:
    """The spans of a line, each with whether it is raised: numbers of notes go, powers become «²» and «³».

    A raised number at the beginning opens a note; words that are raised stay as they are.
    """
    result = Settled()
    before = ""
    for place, (span, raised) in enumerate(spans):
        text = span.text
        after = "".join(other.text for other, _ in spans[place + 1 : place + 3])
        if raised and text.strip():
            text = _settled(result, before, text, after)
        result.spans.append(replace(span, text=text))
        before = (before + text)[-_BEFORE:]
    return result


def _settled(result: Settled, before: str, text: str, after: str) -> str:
    bare = text.strip()
    tail = text[len(text.rstrip()) :]
    if bare in {"2", "3"} and _UNIT.search(before):
        return bare.translate(_TO_RAISED) + tail
    if bare in {"o", "O", "0", "º"} and _TEMPERATURE.search(before):
        return "°" + tail
    power = _POWER_OF_TEN.search(before) if bare.isdecimal() else None
    if power and (power["times"] or bare in _POWERS) and not after.lstrip().startswith("%"):
        return bare.translate(_TO_RAISED) + tail
    if not _NOTE.fullmatch(bare):
        return text
    number = bare.strip("()[] ")
    if not before.strip():
        return f"Chú thích {number}: " if after.strip() else text
    result.notes += 1
    stood = before.rstrip()
    if stood[-1:].isdigit() or after.lstrip()[:1].isdigit():
        result.beside_numbers.append((stood.split()[-1], number))
    parts = not before[-1:].isspace() and (after[:1].isalnum() or after[:1] == "(")
    return " " if parts else tail
