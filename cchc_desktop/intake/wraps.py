"""At which width a text was wrapped: told from the places where a line was certainly cut.

A program that wraps puts a word on the next line when the word finds no room, so every cut tells that the
width lies between the line and the line with that word. One width that fits nearly all cuts was the
program's own; what it was counted in (letters or bytes) is found out by trying. The first
lines of paragraphs may have a width of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .marks import has_end_mark, mark_of
from .paragraphs import Line

_FEWEST_CUTS = 3
_NARROWEST, _WIDEST = 16, 200
_FITS = 0.9
"""What share of the cuts a width must explain to be taken for the one that was wrapped at."""
_FEWEST_OWN = 2
_SAME = 0.85
"""The share of first lines that the width of the others explains, when they have no width of their own."""

Unit = Callable[[str], float]


Span = tuple[float, float]
"""From a value (within) to one beyond."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """The widths of first and of other lines, each between two bounds, in the unit that ``size`` counts."""

    size: Unit
    first: Span
    second: Span

    def is_full(self, printed: str, next_word: str, *, first: bool) -> bool:
        """Whether the line was full: it is no longer than the width, and the next word found no room."""
        size = self.size(printed)
        # A line beyond the width of the others can only be a first one.
        low, high = self.first if first or size >= self.second[1] else self.second
        return size < high and self.size(f"{printed} {next_word}") > low


def certain_cuts(lines: Sequence[Line]) -> list[int]:
    """The lines that a wrap certainly cut: the next one can only be the middle of a sentence."""
    return [
        index
        for index, (line, after) in enumerate(pairwise(lines))
        if not after.gap
        and after.text[:1].islower()
        and _NARROWEST <= len(line.text) <= _WIDEST
        and not has_end_mark(line.text)
        and mark_of(after.text) is None
    ]


def begins(lines: Sequence[Line], index: int) -> bool:
    """Whether the line begins a paragraph as far as its looks tell: after a blank line, or with a mark."""
    return not index or lines[index].gap or mark_of(lines[index].text) is not None


def wrap_of(lines: Sequence[Line], printed: Sequence[str], units: Sequence[Unit]) -> Wrap | None:
    """The width that the text was wrapped at; None where no single width explains where its lines end.

    ``printed`` are the lines with their blanks as they were; of the units the first that explains most is
    taken.
    """
    cuts = certain_cuts(lines)
    if len(cuts) < _FEWEST_CUTS:
        return None
    firsts = [index for index in cuts if begins(lines, index)]
    seconds = [index for index in cuts if not begins(lines, index)]
    best: Wrap | None = None
    best_fit = 0.0
    for size in units:
        first_spans, second_spans = (
            [(size(printed[i]), size(f"{printed[i]} {lines[i + 1].text.split(' ', 1)[0]}")) for i in chosen]
            for chosen in (firsts, seconds)
        )
        first, right_first = _most(first_spans)
        second, right = _most(second_spans)
        if not second_spans:
            second = first
        elif first_spans:
            same = sum(_lies(second, span) for span in first_spans)
            if len(first_spans) < _FEWEST_OWN or same >= _SAME * len(first_spans):
                first, right_first = second, max(same, len(first_spans) if len(first_spans) == 1 else 0)
        else:
            first = second
        # A paragraph without a mark has a first line too, below the end of the one before.
        right += sum(
            not _lies(second, span) and _lies(first, span) and has_end_mark(lines[index - 1].text)
            for index, span in zip(seconds, second_spans, strict=True)
        )
        fit = (right + right_first) / len(cuts)
        if fit > best_fit + 0.02:
            best, best_fit = Wrap(size, first, second), fit
    return best if best_fit >= _FITS else None


def _lies(width: Span, span: Span) -> bool:
    """Whether the width may lie within the span."""
    return span[0] < width[1] and width[0] < span[1]


def _most(spans: Sequence[Span]) -> tuple[Span, int]:
    """Between which values the most of the spans lie over each other, and how many do there."""
    events = sorted([(low, 1) for low, _ in spans] + [(high, -1) for _, high in spans])
    best, most, inside = (0.0, 0.0), 0, 0
    for place, (value, step) in enumerate(events):
        inside += step
        if inside > most:
            best, most = (value, events[place + 1][0]), inside
    return best, most
