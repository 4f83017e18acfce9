"""Rows and words of a page: which letters stand on one line, and where its blanks are."""

from dataclasses import dataclass
from itertools import pairwise

from .. import legacy_encodings as legacy
from .blanks import blanks_within
from .page import Glyph


@dataclass(slots=True)
class Word:
    """Letters without a blank between them."""

    text: str
    x0: float
    x1: float
    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class Row:
    """The words on one baseline, from left to right."""

    y: float
    words: list[Word]
    blank_end: bool = False
    """Whether a blank is printed after the last word."""

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def rows_of(glyphs: list[Glyph]) -> list[Row]:
    """The letters in rows from top to bottom; letters a little above or below belong to the row."""
    lines: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.y):
        if lines and abs(lines[-1][0] - glyph.y) <= 0.3 * max(lines[-1][1], glyph.size):
            lines[-1][2].append(glyph)
        else:
            lines.append((glyph.y, glyph.size, [glyph]))
    rows: list[Row] = []
    for y, _, line in lines:
        if words := _words(line):
            rows.append(Row(y, words, max(line, key=lambda g: (g.x0, g.x1)).text.isspace()))
    return rows


def _words(glyphs: list[Glyph]) -> list[Word]:
    ordered: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.x0, g.x1)):
        twin = ordered[-1] if ordered else None
        # Bold that is feigned by printing a letter twice, a hair apart.
        if twin and twin.text == glyph.text and abs(twin.x0 - glyph.x0) < 0.1 * glyph.size:
            twin.bold = twin.bold or not glyph.text.isspace()
            continue
        ordered.append(glyph)
    # Where blanks are printed as letters, only a wide gap is another.
    blanks = sum(glyph.text.isspace() for glyph in ordered)
    certain = _WIDE_GAP if blanks * 12 >= len(ordered) else _NARROW_GAP
    possible = _POSSIBLE_GAP + _letter_spacing(ordered)
    words: list[Word] = []
    pieces: list[list[Glyph]] = []
    gaps: list[float] = []
    for glyph in ordered:
        blank = glyph.text.isspace()
        gap = _gap(pieces[-1][-1], glyph) if pieces else 0.0
        if pieces and (blank or gap > certain):
            words += _parted(pieces, gaps)
            pieces, gaps = [], []
        if blank:
            continue
        if pieces and gap <= possible:
            pieces[-1].append(glyph)
            continue
        if pieces:
            gaps.append(gap)
        pieces.append([glyph])
    words += _parted(pieces, gaps)
    return [word for word in words if word.text]


_POSSIBLE_GAP, _NARROW_GAP, _WIDE_GAP = 0.12, 0.17, 0.55
"""Parts of the font's size: what may be a blank; what is one on a line without printed blanks, and on any."""


def _gap(before: Glyph, after: Glyph) -> float:
    return (after.x0 - before.x1) / max(before.em, after.em, 0.1)


def _letter_spacing(glyphs: list[Glyph]) -> float:
    """The gap that most letters of the line keep from the next one, as in headings that are set wide."""
    gaps = sorted(
        _gap(a, b)
        for a, b in pairwise(glyphs)
        if a.font == b.font and not a.text.isspace() and not b.text.isspace()
    )
    return min(max(gaps[len(gaps) // 2], 0.0), 0.3) if gaps else 0.0


def _parted(pieces: list[list[Glyph]], gaps: list[float]) -> list[Word]:
    """The words that letters make which no certain blank parts."""
    if len(pieces) < 2:
        return [_word(piece) for piece in pieces]
    places = blanks_within([_text(piece) for piece in pieces], gaps)
    bounds = [0, *places, len(pieces)]
    return [_word([glyph for piece in pieces[a:b] for glyph in piece]) for a, b in pairwise(bounds)]


def _text(glyphs: list[Glyph]) -> str:
    return legacy.convert_by_font("".join(glyph.text for glyph in glyphs), glyphs[0].font)


def _word(glyphs: list[Glyph]) -> Word:
    return Word(
        _text(glyphs),
        glyphs[0].x0,
        max(g.x1 for g in glyphs),
        max(g.size for g in glyphs),
        all(g.bold for g in glyphs),
        all(g.italic for g in glyphs),
    )
