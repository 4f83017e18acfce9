"""Rows and words of a page: which letters stand on one line, and where its blanks are."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from operator import attrgetter, sub

from ...domain.text import normalize
from .. import legacy_encodings as legacy
from .blanks import blanks_within
from .letters import Glyph, Run
from .raised import settle_raised


@dataclass(slots=True)
class Word:
    """Letters without a blank between them."""

    text: str
    x0: float
    x1: float
    size: float
    bold: bool
    italic: bool


@dataclass
class Row:
    """The words on one baseline, from left to right. What follows from them is asked for again and again,
    and worked out once; ``leave_out`` and ``take_in`` alone change them."""

    y: float
    words: list[Word]
    blank_end: bool = False
    """Whether a blank is printed after the last word."""
    is_crossed: bool = False
    """Whether other letters are printed over some of its own."""

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max([word.x1 for word in self.words])

    @cached_property
    def size(self) -> float:
        return max([word.size for word in self.words])

    @cached_property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])

    def leave_out(self, word: Word) -> None:
        """Takes a word out of the row."""
        self.words.remove(word)
        self._forget()

    def take_in(self, other: "Row") -> None:
        """Adds another row's words at the end."""
        # A new list: the words of a block may be those of a row of the page.
        self.words = [*self.words, *other.words]
        self._forget()

    def _forget(self) -> None:
        for known in ("x0", "x1", "size", "text"):
            self.__dict__.pop(known, None)


def rows_of(glyphs: list[Glyph]) -> list[Row]:
    """The letters in rows from top to bottom; letters a little above or below belong to the row."""
    heights = _by_height(glyphs)
    if settle_raised(heights):
        heights = _by_height(glyphs)
    lines: list[tuple[float, float, list[Glyph]]] = []
    for y in sorted(heights, reverse=True):
        line = heights[y]
        size = max(map(_SIZE, line))
        if lines and abs(lines[-1][0] - y) <= 0.3 * max(lines[-1][1], size):
            lines[-1][2].extend(line)
        else:
            lines.append((y, line[0].size, line))
    rows: list[Row] = []
    for y, _, line in lines:
        line.sort(key=_PLACE)
        words, is_crossed = _words(line)
        if words:
            rows.append(Row(y, words, line[-1].text.isspace(), is_crossed))
    return rows


def _by_height(glyphs: list[Glyph]) -> dict[float, list[Glyph]]:
    heights: dict[float, list[Glyph]] = {}
    for y, line in groupby(glyphs, _HEIGHT):
        heights.setdefault(y, []).extend(line)
    return heights


def rows_of_runs(runs: list[Run]) -> list[Row]:
    """The rows of letters that were drawn at once; most lines are a few of these beside each other."""
    lines: dict[float, list[Run]] = {}
    for run in runs:
        lines.setdefault(run.y, []).append(run)
    heights = sorted(lines, reverse=True)
    largest = {y: max([run.em for run in lines[y]]) for y in heights}
    if not all(run.is_plain for run in runs) or any(
        a - b <= _APART * max(largest[a], largest[b]) for a, b in pairwise(heights)
    ):
        return rows_of([glyph for run in runs for glyph in run])
    rows: list[Row] = []
    for y in heights:
        line = sorted(lines[y], key=_begin)
        words = _words_of_runs(line)
        if words is None:
            rows += rows_of([glyph for run in line for glyph in run])
        elif words:
            rows.append(Row(y, words, line[-1].text[-1].isspace()))
    return rows


def _words_of_runs(runs: list[Run]) -> list[Word] | None:
    """The words of a line; None where letters stand so that each must be looked at."""
    limit = _CLOSE * min([run.em for run in runs])
    words: list[Word] = []
    edge: float | None = None
    is_open = False
    for run in runs:
        look, text, lefts, rights = run.look, run.text, run.lefts, run.rights
        if edge is not None:
            gap = lefts[0] - edge
            is_apart = gap > _WIDE_GAP * run.em or (gap > -limit and (not is_open or text[0].isspace()))
            if not is_apart:
                return None
        for chunk in _CHUNK.finditer(text):
            start, end = chunk.span()
            if end - start > 1:
                gaps = list(map(sub, lefts[start + 1 : end], rights[start : end - 1]))
                if max(gaps) >= limit or min(gaps) <= -limit:
                    return None
            words.append(
                Word(
                    _told(chunk[0], look.font),
                    lefts[start],
                    rights[end - 1],
                    max(run.sizes[start:end]),
                    look.bold,
                    look.italic,
                )
            )
        is_open = not text[-1].isspace()
        edge = rights[-1]
    return [word for word in words if word.text]


_CHUNK = re.compile(r"\S+")
_APART = 0.65
"""Part of the font's size: lines nearer than this may be one, with figures above or below it."""


def _begin(run: Run) -> float:
    return run.lefts[0]


_PLACE, _SIZE, _HEIGHT = attrgetter("x0", "x1"), attrgetter("size"), attrgetter("y")


def _words(glyphs: list[Glyph]) -> tuple[list[Word], bool]:
    """The words of a line from left to right, and whether other letters stand where some of it does."""
    words = _plain_words(glyphs)
    return _torn_words(glyphs) if words is None else (words, False)


def _plain_words(glyphs: list[Glyph]) -> list[Word] | None:
    """The words of a line whose letters stand close, but for printed blanks; None where some do not."""
    words: list[Word] = []
    piece: list[Glyph] = []
    right = 0.0
    limit = _CLOSE * min(map(_EM, glyphs))
    for glyph in glyphs:
        if glyph.text.isspace():
            if piece:
                words.append(_word(piece))
                piece = []
        else:
            if piece and not -limit < glyph.x0 - right < limit:
                return None
            piece.append(glyph)
        right = glyph.x1
    if piece:
        words.append(_word(piece))
    return words


def _torn_words(glyphs: list[Glyph]) -> tuple[list[Word], bool]:
    """What ``_words`` gives, where gaps may be blanks, or letters are printed twice or over others."""
    ordered: list[Glyph] = []
    gaps: list[float] = []
    blanks = crossed = 0
    before: Glyph | None = None
    for glyph in glyphs:
        gap = 0.0
        if before is not None:
            # Bold that is feigned by printing a letter twice, a hair apart.
            # Letters of a ligature stand in one place too, and are drawn at once.
            is_twin = before.text == glyph.text and glyph.x0 - before.x0 < 0.1 * glyph.size
            if is_twin and (glyph.x0 != before.x0 or glyph.look is not before.look):
                before.bold = before.bold or not glyph.text.isspace()
                continue
            gap = _gap(before, glyph)
            is_printed = not glyph.text.isspace() and not before.text.isspace()
            is_over = -gap > max(_CROSSING, 0.5 * (glyph.x1 - glyph.x0) / max(glyph.em, 0.1))
            crossed += is_printed and is_over and not _has_two_marks(before.text)
        blanks += glyph.text.isspace()
        ordered.append(glyph)
        gaps.append(gap)
        before = glyph
    is_crossed = crossed >= 3 and crossed * 12 >= len(ordered)
    return _between_gaps(ordered, gaps, blanks), is_crossed


def _has_two_marks(letter: str) -> bool:
    """Whether it is a letter such as «ấ», whose accent reaches over the next one in a font of even widths."""
    return len(unicodedata.normalize("NFD", letter)) > 2


_CLOSE, _CROSSING = 0.1, 0.25
"""Parts of the font's size: letters nearer than this make a word; those that overlap by more make none."""


def _between_gaps(glyphs: list[Glyph], gaps: list[float], blanks: int) -> list[Word]:
    """The words of a line on which a gap may be a blank."""
    # Where blanks are printed as letters, only a wide gap is another.
    certain = _WIDE_GAP if blanks * 12 >= len(glyphs) else _NARROW_GAP
    possible = _POSSIBLE_GAP + _letter_spacing(glyphs)
    words: list[Word] = []
    pieces: list[list[Glyph]] = []
    between: list[float] = []
    for glyph, gap in zip(glyphs, gaps, strict=True):
        blank = glyph.text.isspace()
        if pieces and (blank or gap > certain):
            words += _parted(pieces, between)
            pieces, between = [], []
        if blank:
            continue
        if pieces and gap <= possible:
            pieces[-1].append(glyph)
            continue
        if pieces:
            between.append(gap)
        pieces.append([glyph])
    words += _parted(pieces, between)
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
    font = glyphs[0].font
    if glyphs[-1].font == font:
        return _told("".join([glyph.text for glyph in glyphs]), font)
    return "".join(
        _told("".join([glyph.text for glyph in part]), of) for of, part in groupby(glyphs, attrgetter("font"))
    )


_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st",
}  # fmt: skip


@lru_cache(maxsize=8192)
def _told(text: str, font: str) -> str:
    """The letters as they are read: of an old encoding in Unicode, ligatures as letters, in normal form."""
    converted = legacy.convert_by_font(text, font)
    return converted if converted.isascii() else normalize(converted.translate(_LIGATURES))


def _word(glyphs: list[Glyph]) -> Word:
    first, last = glyphs[0], glyphs[-1]
    if first.look is last.look and first.bold == last.bold:
        # Most words are drawn at once.
        size = max(map(_SIZE, glyphs))
        return Word(_text(glyphs), first.x0, last.x1, size, first.bold, first.italic)
    return Word(
        _text(glyphs),
        glyphs[0].x0,
        max(map(_RIGHT, glyphs)),
        max(map(_SIZE, glyphs)),
        all(map(_BOLD, glyphs)),
        all(map(_ITALIC, glyphs)),
    )


_RIGHT, _BOLD, _ITALIC = attrgetter("x1"), attrgetter("bold"), attrgetter("italic")
_EM = attrgetter("em")
