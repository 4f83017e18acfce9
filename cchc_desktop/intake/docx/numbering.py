"""Automatic numbers and bullets of Word files, as Word prints them in front of a paragraph.

ECMA-376 part 1, section 17.9: a paragraph names a list (numPr or through its style), the list an abstract
definition of nine levels; lists of one definition share their counters unless they override the start.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from . import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_MAX_START = 32_767
_MAX_TEXT = 255
"""What Word itself takes at most for a first number, and for the text around numbers."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COUNTED = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_AROUND = {
    "none": "",
    "decimalZero": "{:02d}",
    "decimalEnclosedCircle": "({})",
    "decimalEnclosedParen": "({})",
    "decimalEnclosedFullstop": "{}.",
    "numberInDash": "- {} -",
}
"""How numbers are printed that are more than figures; a circle around one is a bracket to a reader."""
_CUSTOM = "custom"
"""A kind of numbers with so many figures as stand after this word: «01», «001»."""
_CUSTOM_FORMAT = re.compile(r"(0{0,4}\d)\s*,")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


def roman(value: int) -> str:
    """The number in Roman capitals (1 to 3999; others in digits)."""
    if not 0 < value < 4000:
        return str(value)
    result = ""
    for amount, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        result += sign * (value // amount)
        value %= amount
    return result


def letters(value: int) -> str:
    """The number as Word writes it in letters: a … z, aa, bb …"""
    if not 0 < value <= 780:
        return str(value)
    return _LETTERS[(value - 1) % 26] * ((value - 1) // 26 + 1)


def _shown(value: int, kind: str) -> str:
    if kind == "upperRoman":
        return roman(value)
    if kind == "lowerRoman":
        return roman(value).lower()
    if kind == "lowerLetter":
        return letters(value)
    if kind == "upperLetter":
        return letters(value).upper()
    if kind.startswith(_CUSTOM):
        return f"{value:0{len(kind) - len(_CUSTOM)}d}"
    if kind == "vietnameseCounting" and 0 < value <= len(_COUNTED):
        return _COUNTED[value - 1]
    return _AROUND.get(kind, "{}").format(value)


def bullet(glyph: str, level: int) -> str:
    """The bullet as offices type it: «-» and «+» stay; other glyphs are «-», and «+» on lower levels."""
    sign = clean_line(glyph)
    if sign in {"-", "+"}:
        return sign
    if sign in {"–", "—", "−", "\uf02d"}:
        return "-"
    return "-" if level == 0 else "+"


class Numbering:
    """The lists of a file and their counters; ``label`` is asked once for every paragraph, in order."""

    def __init__(self, root: "_Element | None") -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for element in x.children(root, "abstractNum"):
            key = x.attribute(element, "abstractNumId") or ""
            abstracts[key] = {
                index: _read_level(level)
                for level in x.children(element, "lvl")
                if (index := x.number(level, "ilvl") or 0) in range(_LEVELS)
            }
            if link := x.value(element, "numStyleLink"):
                links[key] = link
            if link := x.value(element, "styleLink"):
                by_style[link] = key
        for element in x.children(root, "num"):
            abstract = x.value(element, "abstractNumId") or ""
            abstract = by_style.get(links.get(abstract, ""), abstract)
            levels = dict(abstracts.get(abstract, {}))
            starts: dict[int, int] = {}
            for override in x.children(element, "lvlOverride"):
                index = x.number(override, "ilvl") or 0
                if index not in range(_LEVELS):
                    continue
                own = x.child(override, "lvl")
                if own is not None:
                    levels[index] = _read_level(own)
                    starts[index] = levels[index].start
                start = x.child(override, "startOverride")
                if start is not None:
                    starts[index] = _bounded(x.number(start))
            self._lists[x.attribute(element, "numId") or ""] = _List(abstract, levels, starts)

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """The level that a paragraph style stands for in a list."""
        found = self._lists.get(list_id)
        if found is None:
            return 0
        return next((index for index, level in found.levels.items() if level.style == style_id), 0)

    def label(self, list_id: str, level: int) -> str:
        """The printed number or bullet of the next paragraph of this list and level; empty for none."""
        found = self._lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        definition = found.levels[level]
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        current = counters[level]
        if level in found.starts and (list_id, level) not in self._begun:
            counters[level] = found.starts[level]
        else:
            counters[level] = definition.start if current is None else current + 1
        self._begun.add((list_id, level))
        for deeper in range(level + 1, _LEVELS):
            below = found.levels.get(deeper)
            restart = below.restart if below else None
            # Without w:lvlRestart a level starts again after any higher one; 0 means never.
            if restart is None or (restart and level < restart):
                counters[deeper] = None
        if definition.kind == "bullet":
            return bullet(definition.text, level)
        return clean_line(self._fill(found, definition, counters))

    @staticmethod
    def _fill(found: _List, definition: _Level, counters: list[int | None]) -> str:
        result = definition.text
        for index in range(_LEVELS):
            place = f"%{index + 1}"
            if place not in result:
                continue
            level = found.levels.get(index, _Level())
            value = counters[index]
            kind = "decimal" if definition.legal else level.kind
            result = result.replace(place, _shown(level.start if value is None else value, kind))
        return result


def _bounded(start: int | None) -> int:
    return min(max(start or 0, 0), _MAX_START)


def _kind(element: "_Element") -> str:
    """The kind of a level's numbers; a custom one (Word 2010) has another for older programs beside it."""
    plain = x.value(element, "numFmt")
    choice = x.child(element, "AlternateContent", "Choice", "numFmt")
    shown = _CUSTOM_FORMAT.match(x.attribute(choice, "format") or "") if choice is not None else None
    if plain is None and shown:
        return _CUSTOM + shown[1]
    return plain or x.value(element, "AlternateContent", "Fallback", "numFmt") or "decimal"


def _read_level(element: "_Element") -> _Level:
    start = x.child(element, "start")
    restart = x.child(element, "lvlRestart")
    return _Level(
        start=1 if start is None else _bounded(x.number(start)),
        kind=_kind(element),
        text=(x.value(element, "lvlText") or "")[:_MAX_TEXT],
        restart=x.number(restart) if restart is not None else None,
        legal=bool(x.switch(element, "isLgl")),
        style=x.value(element, "pStyle") or "",
    )
