"""Figures printed above or below their line: m², CO₂, the number of a note. They belong to the line."""

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from operator import attrgetter

from .letters import Glyph

_ABOVE = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_FIGURES = re.compile(r"[(\[]?\d{1,3}[)\]]?|\d(?:,\d{1,3})*")
_UNIT = re.compile(r"(?:^|[^\W\d_]*[\W\d_])(?:[kcdmh]?m|ft|in)$")

_TEN, _POWERS = re.compile(r"(?:^|[^\d.,])10$"), frozenset({"3", "6", "9", "12"})

_SMALLER = 0.92
"""Part of the size beside it that a raised figure has at most, unless it is raised by a lot."""
_LONGEST = 8
_RAISED, _LOWERED = (0.12, 0.62), (0.05, 0.4)
"""How far above and below the line such a figure stands, in parts of the size beside it."""
_NEAR, _BLANK = 0.3, 0.3


def settle_raised(heights: dict[float, list[Glyph]]) -> bool:
    """Puts raised and lowered figures on the line that they belong to, written as such («²», «₂»).

    ``heights`` has the letters of each height; whether some were moved is given back.
    """
    order = sorted(heights)
    largest = {y: max(map(_EM, heights[y])) for y in order}
    # Few lines are so near to another.
    close = {
        y
        for each, two in pairwise(order)
        if two - each <= _RAISED[1] * max(largest[each], largest[two])
        for y in (each, two)
    }
    if not close:
        return False
    lines: dict[float, list[Glyph]] = defaultdict(list)
    for y in close:
        lines[round(y, 1)] += heights[y]
    moved = False
    known = sorted(lines)
    for line in lines.values():
        line.sort(key=_LEFT)
    for at, y in enumerate(known):
        near = known[max(0, at - _BESIDE) : at + _BESIDE + 1]
        beside = [lines[each] for each in near if each != y]
        for piece in _pieces(lines[y]) if beside else ():
            base = _base(piece, beside)
            if base is not None:
                _settle(piece, *base)
                moved = True
    return moved


_EM, _LEFT = attrgetter("em"), attrgetter("x0")
_BESIDE = 6
"""Heights above and below at which the line of a raised figure is looked for."""


def _pieces(line: list[Glyph]) -> list[list[Glyph]]:
    """The letters of a line that stand together, if they are few."""
    pieces: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in line:
        if glyph.text.isspace():
            before = None
            continue
        if before is None or glyph.x0 - before.x1 > 0.4 * glyph.em or glyph.em != before.em:
            pieces.append([])
        pieces[-1].append(glyph)
        before = glyph
    return [piece for piece in pieces if len(piece) <= _LONGEST and _may_be_raised(piece)]


def _may_be_raised(piece: list[Glyph]) -> bool:
    """Whether these are figures, or as few letters as are ever raised («th», «*»)."""
    return len(piece) <= 3 or _FIGURES.fullmatch("".join(glyph.text for glyph in piece)) is not None


def _base(piece: list[Glyph], lines: list[list[Glyph]]) -> tuple[list[Glyph], int] | None:
    """The line that the piece belongs to, and the place in it of the letter after the piece."""
    first, last = piece[0], piece[-1]
    best: tuple[float, list[Glyph], int] | None = None
    for line in lines:
        at = bisect_left(line, first.x0 + 0.1 * first.em, key=_LEFT)
        before = next((g for g in line[max(0, at - 2) : at][::-1] if not g.text.isspace()), None)
        after = next((g for g in line[at : at + 2] if not g.text.isspace()), None)
        for other, gap in (
            (before, first.x0 - before.x1 if before else 0.0),
            (after, after.x0 - last.x1 if after else 0.0),
        ):
            if other is None or not -_NEAR * other.em <= gap <= (_NEAR + _BLANK) * other.em:
                continue
            off = (first.y - other.y) / max(other.em, 0.1)
            low, high = _RAISED if off > 0 else _LOWERED
            if not low <= abs(off) <= high or not _is_small(piece, other, off):
                continue
            if best is None or abs(gap) < best[0]:
                best = abs(gap), line, at
    return best and (best[1], best[2])


def _is_small(piece: list[Glyph], other: Glyph, off: float) -> bool:
    if piece[0].em <= _SMALLER * other.em:
        return True
    # Raised without being smaller: figures alone, and by more than fonts differ.
    text = "".join(glyph.text for glyph in piece)
    return piece[0].em <= other.em and abs(off) >= 0.2 and _FIGURES.fullmatch(text) is not None


def _settle(piece: list[Glyph], line: list[Glyph], at: int) -> None:
    base = line[at - 1] if at and not line[at - 1].text.isspace() else line[min(at, len(line) - 1)]
    text = "".join(glyph.text for glyph in piece)
    is_above = piece[0].y > base.y
    before = "".join(glyph.text for glyph in line[max(0, at - 12) : at])
    for glyph in piece:
        glyph.y = base.y
    after = line[at].text if at < len(line) else ""
    if text in {"o", "0", "O"} and is_above and before[-1:].isdigit() and after in {"C", "F"}:
        piece[0].text = "°"
        return
    if _FIGURES.fullmatch(text):
        for glyph in piece:
            glyph.text = glyph.text.translate(_ABOVE if is_above else _BELOW)
        if is_above and after == "%":
            # The number of a note within «91⁴%» would part the value from its unit.
            line[at].text += " " + "".join(glyph.text for glyph in piece)
            for glyph in piece:
                glyph.text = ""
        elif is_above and not (
            (text in {"2", "3"} and _UNIT.search(before))
            or (text in _POWERS and _TEN.search(before) and not after.isdigit())
        ):
            # The number of a note is none of the word or the number before it.
            piece[0].text = " " + piece[0].text
            piece[-1].text += " " if after.isalnum() else ""
    elif before[-1:].isdigit() and text[:1].isalnum():
        piece[0].text = " " + piece[0].text
