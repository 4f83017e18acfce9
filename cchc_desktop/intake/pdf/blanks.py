"""Which gaps within a printed line are blanks: a gap alone does not tell.

Where a font lacks the Vietnamese letters, a second one draws them, and some programs print no blank beside
such a letter («hồ sơ trở lên»). Others leave gaps about as wide within words («củ a»), because the widths of
the second font are not those that the line was set with. So the gaps that may be blanks are weighed together:
the pieces between them shall come out as words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..syllables import is_syllable

_SURE_GAP = 0.2
"""Part of the font's size: a gap as wide as the blank of a usual font (0.25) on a line set tightly."""

_MOST_PIECES = 12
"""More pieces than any word is torn into."""

_DASHES = "-–—"
_PARTING = frozenset(",;:!?")
"""Marks behind which a word begins anew."""
_OPENING = frozenset("(“«")
"""Marks before which a word has ended; «Điều 3(a)» has no gap there."""
_BULLETS = frozenset("-–—+•")

_PART = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_VOWEL = re.compile(r"[^\W\d_b-df-hj-np-tv-xzđ]", re.IGNORECASE)

# What it costs to take a text for a word. A word that is none costs as much as its pieces would apart, so
# that pieces are put together only where a word comes of it.
_ABBREVIATION = 0.5
_FRAGMENT = 3.0
_BLANK = 0.01


def blanks_within(pieces: Sequence[str], gaps: Sequence[float]) -> list[int]:
    """The pieces before which a blank belongs, as indices; ``gaps[n]`` parts piece n from n + 1.

    Gaps are parts of the font's size. «th|ủ» stays one word and so does «củ|a», as both readings are words
    and the gap is no blank for certain; «hồ|sơ», «số|415» and «Sở|VHTT» are parted.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        options: list[tuple[float, int]] = []
        for start in range(max(0, end - _MOST_PIECES), end):
            text = "".join(pieces[start:end])
            cost = best[start][0] + _cost(text, end - start) + (_BLANK if start else 0.0)
            joins = range(start, end - 1)
            # Of two readings that are both words, the one whose blanks are the wider gaps.
            cost += _BLANK * sum(gaps[n] for n in joins)
            # Where neither reading is a word, the width of the gap decides; a dash within a word has none.
            if not _is_word(text):
                cost += sum(2 * _BLANK for n in joins if gaps[n] >= _SURE_GAP)
            cost += sum(3 * _BLANK for n in joins if pieces[n][-1] in _DASHES or pieces[n + 1][0] in _DASHES)
            cost += sum(3 * _BLANK for n in joins if pieces[n + 1][0] in _OPENING and gaps[n] >= _SURE_GAP)
            options.append((cost, start))
        best.append(min(options))
    places: list[int] = []
    place = len(pieces)
    while (place := best[place][1]) > 0:
        places.append(place)
    return places[::-1]


def _cost(text: str, pieces: int) -> float:
    if _is_word(text):
        return 0.0
    parts = _PART.findall(text)
    words = [part for part in parts if part[0].isalpha()]
    if any(part[0].isdigit() for part in parts) or not words:
        # A mark by itself belongs to the word beside it.
        return _FRAGMENT if not words else float(pieces)
    if all(part.isupper() and len(part) > 1 for part in words) and text.isascii():
        return _ABBREVIATION * pieces
    is_fragment = not any(_VOWEL.search(part) or part.isupper() for part in words)
    return _FRAGMENT if is_fragment else float(pieces)


@lru_cache(maxsize=8192)
def _is_word(text: str) -> bool:
    """Whether this can stand between two blanks: syllables, numbers, a dash, with marks beside them."""
    parts = _PART.findall(text)
    if text in _BULLETS:
        return True
    if len(text) > 1 and (text[0] in _DASHES or text[-1] in _DASHES):
        return False
    found = False
    before = ""
    for part in parts:
        if part[0].isalpha():
            is_cased = part.islower() or part.isupper() or part.istitle()
            is_code = part.isupper() and before != "" and not before.isalnum()
            if before.isdigit() or not is_cased or not (is_syllable(part) or is_code):
                return False
            if found and before[-1:] in _PARTING:
                return False
            found = True
        elif part[0].isdigit():
            if before.isalpha():
                return False
            found = True
        before = part
    return found
