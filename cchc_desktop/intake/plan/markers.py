"""The number or bullet that a paragraph begins with, as printed, and its place in the order of numbers."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ...domain.letters import CAPITALS
from ...domain.numerals import POINT_LETTERS, from_roman


class MarkerStyle(IntEnum):
    """The shapes of numbers and bullets; a greater value usually stands deeper (NĐ 30/2020, Phụ lục I)."""

    PART = 0
    CHAPTER = 1
    DIVISION = 2
    CAPITAL = 3
    ROMAN = 4
    ROMAN_SUB = 5
    ARTICLE = 6
    NUMBER = 7
    NUMBER_2 = 8
    NUMBER_3 = 9
    LETTER = 10
    BRACKET = 11
    STAR = 12
    DASH = 13
    GLYPH = 14
    PLUS = 15
    PLAIN = 16


BULLETS = frozenset({MarkerStyle.STAR, MarkerStyle.DASH, MarkerStyle.GLYPH, MarkerStyle.PLUS})


@dataclass(frozen=True, slots=True)
class Marker:
    """A paragraph cut into its printed number and its text; ``path`` is the number's value by parts."""

    style: MarkerStyle
    printed: str
    path: tuple[int, ...]
    text: str

    @property
    def ordinal(self) -> int:
        """The last part of the number: 3 for «2.3.», «III.», «c)»; 0 for bullets."""
        return self.path[-1] if self.path else 0


_PART = re.compile(
    r"((Phần|Chương|Mục|Tiểu mục)\s+(?:thứ\s+(?P<word>nhất|hai|ba|tư|năm|sáu|bảy)|(?P<roman>[IVX]+)|"
    r"(?P<digits>\d{1,2})|(?P<letter>[A-H]))\s*(?:[.:)]|[-–](?=\s)|(?=\s|$)))\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_ARTICLE = re.compile(r"(Điều\s+(\d{1,3})\s*[.:]?)\s*(.*)", re.DOTALL)
_CAPITAL = re.compile(r"([A-HĐ]\s*[.)/])\s*(?=\S{2})(.*)", re.DOTALL)
_ROMAN_SUB = re.compile(r"(([IVX]{1,5})\s*\.\s*(\d{1,2})\s*[.):]?)\s+(\S.*)", re.DOTALL)
_ROMAN = re.compile(r"(([IVX]{1,6})\s*(?:[.)]\s?[-–](?=\s)|[.):]|/(?=\s)|[-–](?=\s)))\s*(\S.*)", re.DOTALL)
_DECIMAL = re.compile(
    r"((\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})\s*(?:[.):]|/(?=\s)|[-–](?=\s)|(?=\s)))\s*(\D.*)", re.DOTALL
)
_NUMBER = re.compile(r"((\d{1,3})\s*(?:[.)]\s?[-–](?=\s)|[.):]|/(?=\s)|[-–](?=\s)))(\s*)(\S.*)", re.DOTALL)
_LETTER = re.compile(r"(([a-zđ])\s*(?:\)|[./](?=\s)|[-–](?=\s)))\s*(\S.*)", re.DOTALL)
_SMALL_ROMAN = re.compile(r"((i{2,3}|i[vx]|vi{1,3})\s*(?:\)|[./](?=\s)))\s*(\S.*)", re.DOTALL)
"""«ii)» goes on after «i)», which is a letter by itself."""
_BRACKET = re.compile(r"(\(\s*(\d{1,2}|[a-zđ]|[ivx]{1,4})\s*\))\s*(\S.*)", re.DOTALL)
_BULLET = re.compile(r"([-–—+*•●○▪■□◦➢➤✓✔☑☒❖◆♦➔→⇨⇒►▶❑❒⋅·∙\uf0b7\uf02d\uf0a7\uf0d8])\s*(.*)", re.DOTALL)
_ROUND_BULLET = re.compile(rf"(o)\s+([{CAPITALS}].*)", re.DOTALL)
_STYLES = {"-": MarkerStyle.DASH, "–": MarkerStyle.DASH, "—": MarkerStyle.DASH, "\uf02d": MarkerStyle.DASH}
_STYLES |= {"+": MarkerStyle.PLUS, "*": MarkerStyle.STAR}
_PARTS = {"phần": MarkerStyle.PART, "chương": MarkerStyle.CHAPTER}


def _letter_value(letter: str) -> int:
    place = POINT_LETTERS.find(letter.lower())
    return place + 1 if place >= 0 else ord(letter.lower()) - ord("a") + 1


def split_marker(text: str) -> Marker:
    """The paragraph's number or bullet and its text; a plain paragraph has an empty number.

    «31/KH-UBND», «15/7/2021», «1.500 hồ sơ» and «V/v» begin with no number of a paragraph.
    """
    text = text.strip()
    return _split_short(text) if len(text) <= _SHORT else _split(text)


_SHORT = 500
"""What is split again and again, as one rule after the other looks at it."""


def _split(text: str) -> Marker:
    for read in (_bullet, _part, _roman, _decimal, _number, _lettered):
        if marker := read(text):
            return marker
    return Marker(MarkerStyle.PLAIN, "", (), text)


_split_short = lru_cache(maxsize=1024)(_split)


def _bullet(text: str) -> Marker | None:
    if found := _BULLET.fullmatch(text):
        glyph, rest = found.groups()
        rest = rest.strip()
        printed = glyph
        if glyph in "+*" and rest.startswith(")"):  # «+) Rà soát …»
            printed, rest = f"{glyph})", rest[1:].lstrip()
        if not any(c.isalnum() for c in rest):
            return None  # a rule of dashes between two parts
        return Marker(_STYLES.get(glyph, MarkerStyle.GLYPH), printed, (), rest)
    if found := _ROUND_BULLET.fullmatch(text):
        return Marker(MarkerStyle.GLYPH, found[1], (), found[2])
    return None


def _part(text: str) -> Marker | None:
    if found := _PART.fullmatch(text):
        style = _PARTS.get(found[2].lower(), MarkerStyle.DIVISION)
        rest = found["rest"].strip()
        if rest[:1].islower():
            return None  # «Phần I của Đề án …» is a sentence
        if found["word"]:
            value = _WORDS[found["word"].lower()]
        elif found["digits"]:
            value = int(found["digits"])
        else:
            word = (found["roman"] or found["letter"]).upper()
            value = from_roman(word) or _letter_value(word)
        return Marker(style, found[1].strip(), (value,), rest)
    if found := _ARTICLE.fullmatch(text):
        if found[3][:1].islower():
            return None
        return Marker(MarkerStyle.ARTICLE, found[1].strip(), (int(found[2]),), found[3].strip())
    return None


def _roman(text: str) -> Marker | None:
    if (found := _ROMAN_SUB.fullmatch(text)) and (value := from_roman(found[2])):
        return Marker(MarkerStyle.ROMAN_SUB, found[1].strip(), (value, int(found[3])), found[4])
    if (found := _ROMAN.fullmatch(text)) and (value := from_roman(found[2])):
        return Marker(MarkerStyle.ROMAN, found[1].strip(), (value,), found[3])
    if found := _CAPITAL.fullmatch(text):
        return Marker(MarkerStyle.CAPITAL, found[1].strip(), (_letter_value(found[1][0]),), found[2])
    return None


def _decimal(text: str) -> Marker | None:
    found = _DECIMAL.fullmatch(text)
    if not found:
        return None
    path = tuple(int(part) for part in found[2].split("."))
    rest = found[3].strip()
    closed = found[1].rstrip()[-1:] in ".):/-–"
    if not rest or (not closed and not _opens_sentence(rest)) or rest.startswith("%"):
        return None
    style = MarkerStyle.NUMBER_2 if len(path) == 2 else MarkerStyle.NUMBER_3
    return Marker(style, found[1].strip(), path, rest)


def _number(text: str) -> Marker | None:
    found = _NUMBER.fullmatch(text)
    if not found or not int(found[2]):
        return None
    rest = found[4].strip()
    tight = not found[3]
    if (tight and not _opens_sentence(rest)) or rest[:1] == "%":
        return None
    if rest[:1].isdigit() and tight:
        return None
    return Marker(MarkerStyle.NUMBER, found[1].strip(), (int(found[2]),), rest)


def _lettered(text: str) -> Marker | None:
    if found := _LETTER.fullmatch(text):
        return Marker(MarkerStyle.LETTER, found[1].strip(), (_letter_value(found[2]),), found[3])
    if found := _SMALL_ROMAN.fullmatch(text):
        return Marker(MarkerStyle.LETTER, found[1].strip(), (from_roman(found[2].upper()) or 1,), found[3])
    if found := _BRACKET.fullmatch(text):
        label = found[2]
        if label.isdigit():
            value = int(label)
        else:
            value = (from_roman(label.upper()) or 1) if label[0] in "ivx" else _letter_value(label)
        return Marker(MarkerStyle.BRACKET, found[1], (value,), found[3])
    return None


def _opens_sentence(text: str) -> bool:
    return text[:1].isupper() or text[:1] in "“\"‘'(«[*"
