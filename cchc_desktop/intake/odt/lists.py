"""Automatic numbers and bullets of OpenDocument texts, as they are printed in front of a paragraph.

ISO/IEC 26300-1, sections 5.3 and 19: a list names a style of ten levels; it begins anew unless it says that
it goes on from another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from ..docx import xml as x
from ..docx.numbering import bullet, letters, roman

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 10
_MAX_START = 32_767
_MAX_TEXT = 255
_MOST = 20_000
_LEVEL_NAMES = {
    "list-level-style-number",
    "list-level-style-bullet",
    "list-level-style-image",
    "outline-level-style",
}


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str = ""
    """The number 1 as it is shown: «1», «a», «I» …; «•» for a bullet, nothing for no number."""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""
    """The whole with «%1%» for the number of the first level, where the file says it so."""

    def number(self, value: int) -> str:
        """A number as this level shows it."""
        match self.kind:
            case "I":
                return roman(value)
            case "i":
                return roman(value).lower()
            case "a":
                return letters(value)
            case "A":
                return letters(value).upper()
            case "":
                return ""
        return str(value)


@dataclass(slots=True)
class Counters:
    """Where the levels of a list stand, from the broadest on."""

    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Lists:
    """The lists of a file, in the order in which they are met."""

    def __init__(self, roots: "Iterable[_Element]") -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        self._headings = Counters()
        self._by_id: dict[str, Counters] = {}
        self._by_style: dict[str, Counters] = {}
        for root in roots:
            for group in root:
                for element in group:
                    if x.name(element) == "list-style":
                        self._styles[x.attribute(element, "name") or ""] = _levels(element)
                    elif x.name(element) == "outline-style":
                        self._outline = _levels(element)

    def begin(self, element: "_Element", style: str) -> Counters:
        """A list that is in no other begins: its counters, new or those that it goes on with."""
        earlier = x.attribute(element, "continue-list")
        counters = self._by_id.get(earlier) if earlier else None
        if counters is None and x.attribute(element, "continue-numbering") == "true":
            counters = self._by_style.get(style)
        if counters is None:
            counters = Counters()
        if len(self._by_id) < _MOST and (key := x.attribute(element, "id")):
            self._by_id[key] = counters
        self._by_style[style] = counters
        return counters

    def numbered(self, key: str) -> Counters:
        """The counters of a list that paragraphs name by themselves."""
        if key not in self._by_id and len(self._by_id) < _MOST:
            self._by_id[key] = Counters()
        return self._by_id.get(key, Counters())

    def label(self, counters: Counters, style: str, level: int, start: int | None) -> str:
        """The number or bullet of the next item; ``level`` counts from 0."""
        return _next(self._styles.get(style, {}), counters, level, start)

    def heading(self, level: int, start: int | None) -> str:
        """The number of the next heading that stands in no list; empty where headings have none."""
        if not self._outline.get(level, _Level()).kind:
            return ""
        return _next(self._outline, self._headings, level, start)


def _next(levels: dict[int, _Level], counters: Counters, level: int, start: int | None) -> str:
    level = min(max(level, 0), LEVELS - 1)
    found = levels.get(level, _Level())
    current = counters.values[level]
    counters.values[level] = start if start is not None else found.start if current is None else current + 1
    counters.values[level + 1 :] = [None] * (LEVELS - level - 1)
    if found.kind == "•":
        return bullet(found.pattern, level)
    if not found.kind:
        # Words without a number: «Phần», a dash.
        return clean_line(found.pattern if "%" not in found.pattern else "") or clean_line(
            "" if found.pattern else found.prefix + found.suffix
        )
    return clean_line(_filled(levels, found, counters, level))


def _filled(levels: dict[int, _Level], found: _Level, counters: Counters, level: int) -> str:
    def number(index: int) -> str:
        each = levels.get(index, _Level())
        value = counters.values[index]
        return each.number(each.start if value is None else value)

    if "%" in found.pattern:
        text = found.pattern
        for index in range(LEVELS):
            text = text.replace(f"%{index + 1}%", number(index))
        return text
    first = max(level + 1 - found.shown, 0)
    parts = [number(index) for index in range(first, level + 1)]
    return found.prefix + ".".join(part for part in parts if part) + found.suffix


def _levels(style: "_Element") -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in style:
        name = x.name(element)
        if name not in _LEVEL_NAMES:
            continue
        index = (x.number(element, "level") or 1) - 1
        if index not in range(LEVELS):
            continue
        if name == "list-level-style-bullet":
            found[index] = _Level("•", pattern=x.attribute(element, "bullet-char") or "•")
        elif name == "list-level-style-image":
            found[index] = _Level("•", pattern="•")
        else:
            found[index] = _Level(
                kind=x.attribute(element, "num-format") or "",
                prefix=(x.attribute(element, "num-prefix") or "")[:_MAX_TEXT],
                suffix=(x.attribute(element, "num-suffix") or "")[:_MAX_TEXT],
                shown=min(max(x.number(element, "display-levels") or 1, 1), LEVELS),
                start=1 if (start := started(element)) is None else start,
                pattern=(x.attribute(element, "num-list-format") or "")[:_MAX_TEXT],
            )
    return found


def started(element: "_Element") -> int | None:
    """The number that a level or an item says it begins with."""
    value = x.number(element, "start-value")
    return None if value is None else min(max(value, 0), _MAX_START)
