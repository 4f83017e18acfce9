"""What a line must not be broken within: «năm 2026», «quý I năm 2026», «≥ 95%», «98 - 100%», before a dash.

Blanks in such places are made no-break ones where text is set in lines: on the pages of a PDF and in Word
files, whose readers and searches take them for blanks. A workbook keeps plain blanks: its cells are filtered,
searched and compared, and Excel's search tells the two kinds apart. Numbers are never touched.
"""

import re

from .metrics import width
from .styles import Face

_HOLD = "\N{NO-BREAK SPACE}"
_BLANK = f"{_HOLD}{_HOLD}"
"""How a place that is filled in by hand begins and ends (domain.dates.BLANK)."""
_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # A sign and its number, a number and its per cent sign.
        r"(?<=[≥≤<>±]) (?=\d)",
        r"(?:(?<=\d)|(?<=\bđiểm)) (?=%)",
        # Both sides of the dash of a range.
        r"(?<=[\d%]) (?=[-–] \d)",
        rf"(?<=[\d%]{_HOLD}[-–]) (?=\d)",
        # A dash between words ends a line and begins none, where it would look like a bullet.
        r"(?<=\w) (?=[-–] \w)",
        # What is counted or numbered, and its number; «6 tháng», but not «ngày 5 tháng 9» as a whole.
        r"(?<=\bnăm) (?=\d{4}\b)",
        r"(?:(?<=\btháng)|(?<=\bngày)|(?<=\bsố)|(?<=\bđiều)|(?<=\bkhoản)) (?=\d)",
        # What is filled in by hand: «số      /KH-UBND», «ngày      tháng      năm      ».
        rf"(?:(?<=\bsố:)|(?<=\bsố)|(?<=\bngày)|(?<=\btháng)|(?<=\bnăm)) (?={_BLANK})",
        rf"(?<={_BLANK}) (?=(?:tháng|năm)\b)",
        r"(?:(?<=\bquý)|(?<=\bphụ lục)) (?=(?:\d+|[IVX]+)\b)",
        rf"(?<=\d)(?<!\d\d)(?<!{_HOLD}\d) (?=tháng\b)",
    )
)
_MAYBE = re.compile(rf"[\d%]|{_BLANK}| [-–] |quý|phụ lục", re.IGNORECASE)
"""What every such place has in it: most words of a table have none, and are not looked through ten times."""
_QUARTER = re.compile(rf"(\bquý{_HOLD}[IVX]+) (?=năm\b)", re.IGNORECASE)
_DATE = re.compile(
    rf"ngày{_HOLD}(?:\d+|{_HOLD}+)[ {_HOLD}]tháng{_HOLD}(?:\d+|{_HOLD}+)[ {_HOLD}]"
    rf"năm{_HOLD}(?:\d{{4}}|{_HOLD}+)"
)


def held(text: str, *, dates: bool = False) -> str:
    """The text with no-break spaces where a line must not end; otherwise the same, of the same length.

    ``dates`` keeps «ngày 16 tháng 12 năm 2026» whole: for centred lines, whose blanks are not stretched.
    """
    if " " not in text or _MAYBE.search(text) is None:
        return text
    for place in _PLACES:
        text = place.sub(_HOLD, text)
    text = _QUARTER.sub(rf"\1{_HOLD}", text)
    return _DATE.sub(lambda date: date[0].replace(" ", _HOLD), text) if dates else text


def held_within(text: str, face: Face, size: float, room: float, *, dates: bool = False) -> str:
    """As ``held`` for lines of ``room`` points: what is wider than that is left to break at its blanks.

    Programs cut a word that is wider than its column anywhere.
    """
    result = held(text, dates=dates)
    if result == text:
        return text
    words = []
    start = 0
    for word in result.split(" "):
        end = start + len(word)
        words.append(word if width(word, face, size) <= room else text[start:end])
        start = end + 1
    return " ".join(words)
