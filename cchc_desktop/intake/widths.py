"""What the layout of lines says: which were cut by the width of the page, which are indented."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .marks import has_end_mark, mark_of
from .paragraphs import Line

# Widths of Times New Roman in thousandths of its size, near enough to tell a full line from a short one.
_NARROW = frozenset("iljtfIr.,;:'!|()[]/-ìíỉĩị ")
_WIDE = frozenset("mwMW%@—…")


def measured(text: str) -> float:
    """About how wide the text is when printed in Times New Roman, in thousandths of the font's size."""
    width = 0.0
    for character in text:
        if character == " ":
            width += 250
        elif character in _NARROW:
            width += 300
        elif character in _WIDE:
            width += 820
        elif character.isupper():
            width += 690
        else:
            width += 480
    return width


# A page-wide paragraph of A4 holds about 80 characters; a single line much shorter was not cut by a page.
_LONG_LINE = 60
_SHARE_OF_WIDTH = 0.88


def with_fullness(lines: list[Line]) -> list[Line]:
    """The lines with ``full`` told from their lengths: hard-wrapped text has one width, other text none."""
    width = wrap_width(lines)
    result: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None:
            full = False
        elif not width:
            full = following.gap and len(line.text) >= _LONG_LINE
        else:
            needed = measured(line.text) + 250 + measured(following.text.split(" ", 1)[0])
            # The first line of a paragraph is shorter by its indent, and a heading by its bold letters,
            # which the text does not show.
            heading = mark_of(line.text) is not None and not has_end_mark(line.text)
            share = _SHARE_OF_WIDTH if index and not line.gap and not heading else _SHARE_OF_WIDTH - 0.08
            full = width * share <= needed <= 1.6 * width
        result.append(replace(line, full=full))
    return result


def wrap_width(lines: list[Line]) -> float:
    """The width at which the text was wrapped, or 0 where its lines are whole paragraphs."""
    followed = [line for line, after in pairwise(lines) if not after.gap]
    wrapped = [
        line
        for line, after in pairwise(lines)
        if not after.gap
        and after.text[:1].islower()
        and 40 <= len(line.text) <= 130
        and not has_end_mark(line.text)
    ]
    if len(wrapped) < 3 or 10 * len(wrapped) < len(followed):
        return 0.0
    widths = sorted(measured(line.text) for line in wrapped)
    return widths[int(0.9 * (len(widths) - 1))]


def second_indent(lines: Sequence[Line], places: Sequence[float], full: Sequence[bool]) -> float | None:
    """Where the second lines of paragraphs begin, when their first ones begin further right.

    ``places`` tell where each line begins. None where first lines are not indented, so that the place of
    a line says nothing.
    """
    seconds: Counter[int] = Counter()
    firsts: Counter[int] = Counter()
    for index in range(1, len(lines)):
        ended = has_end_mark(lines[index - 1].text)
        marked = mark_of(lines[index].text) is not None
        if full[index - 1] and not ended and lines[index].text[:1].islower() and not marked:
            seconds[round(places[index])] += 1
        elif marked and (ended or not full[index - 1]):
            firsts[round(places[index])] += 1
    if not seconds or not firsts:
        return None
    second = seconds.most_common(1)[0][0]
    indented = sum(times for place, times in firsts.items() if place - second > 6)
    return float(second) if indented * 2 > firsts.total() else None


def starts_paragraph(place: float, second: float) -> bool | None:
    """Whether a line that begins here begins a paragraph, where first lines are indented."""
    if place <= second + 3:
        return False
    return True if place >= second + 6 else None
