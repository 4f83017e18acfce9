"""How wide lines are when printed, and so which of them were cut by the width of the page."""

from dataclasses import replace
from itertools import pairwise

from .marks import has_end_mark
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
            # The first line of a paragraph is shorter by its indent, which the text does not show.
            share = _SHARE_OF_WIDTH if index and not line.gap else _SHARE_OF_WIDTH - 0.08
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
