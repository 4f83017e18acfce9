"""What the layout of lines says: which were cut by the width of the page, which are indented."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .marks import ends_sentence, has_end_mark, is_preamble, mark_of, stands_alone
from .paragraphs import Habits, Line
from .wraps import begins, certain_cuts, wrap_of

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
_MOST = 0.9
_SHORTEST_CUT = 40


def _letters(printed: str) -> float:
    return len(printed)


def _words(printed: str) -> float:
    return len(" ".join(printed.split()))


def _bytes(printed: str) -> float:
    return len(printed.encode())


def with_fullness(lines: list[Line], printed: Sequence[str] | None = None) -> list[Line]:
    """The lines with ``full`` told from their lengths: hard-wrapped text has one width, other text none.

    ``printed`` are the lines with their blanks, where they are known. A width that is counted in letters is
    exact; one of print is not, for we do not know the font.
    """
    shown = printed if printed is not None else [line.text for line in lines]
    exact = wrap_of(lines, shown, (_letters, _words, _bytes))
    width = 0.0 if exact else wrap_width(lines)
    first_width = _first_width(lines, width) if width else 0.0
    result: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None:
            full = False
        elif exact is not None:
            word = following.text.split(" ", 1)[0]
            full = any(exact.is_full(shown[index], word, first=first) for first in _ways(lines, result))
        elif not width:
            full = following.gap and len(line.text) >= _LONG_LINE
        else:
            needed = measured(line.text) + 250 + measured(following.text.split(" ", 1)[0])
            # The first line of a paragraph is shorter by its indent, and a heading by its bold letters,
            # which the text does not show.
            heading = mark_of(line.text) is not None and not has_end_mark(line.text)
            least = width * (_SHARE_OF_WIDTH - 0.08)
            if index and not line.gap and not heading:
                least = width * _SHARE_OF_WIDTH
            elif first_width:
                least = min(least, first_width * _SHARE_OF_WIDTH)
            full = least <= needed <= 1.6 * width
        result.append(replace(line, full=full))
    return result


def _ways(lines: Sequence[Line], before: Sequence[Line]) -> tuple[bool, ...]:
    """Whether the line after those ``before`` may be the first of a paragraph (True), or another (False)."""
    index = len(before)
    if not index or lines[index].gap or not before[-1].full:
        return (True,)
    ended = has_end_mark(before[-1].text)
    if mark_of(lines[index].text) is not None:
        return (True,) if ended else (True, False)
    return (False, True) if ended else (False,)


def wrap_width(lines: list[Line]) -> float:
    """The width of print at which the text was wrapped, or 0 where its lines are whole paragraphs."""
    followed = sum(not after.gap for after in lines[1:])
    wrapped = [index for index in certain_cuts(lines) if len(lines[index].text) >= _SHORTEST_CUT]
    if len(wrapped) < 3 or 10 * len(wrapped) < followed:
        return 0.0
    return _high(lines, wrapped)


_PARTED = 0.8
_FEWEST_PARTED = 4


def habits_of(lines: Sequence[Line]) -> Habits:
    """What the lines of a plain text, with ``full`` told, show of its paragraphs."""
    marked = [line for line in lines[1:] if mark_of(line.text) is not None]
    parted = len(marked) >= _FEWEST_PARTED and sum(line.gap for line in marked) >= _PARTED * len(marked)
    plain = any(
        ends_sentence(line.text)
        and not (line.full or after.gap or stands_alone(after.text) or is_preamble(after.text))
        and mark_of(after.text) is None
        and after.text[:1].isupper()
        and not after.text.startswith("Trên đây là")
        for line, after in pairwise(lines)
    )
    return Habits(parted, bool(certain_cuts(lines)), plain)


def _first_width(lines: list[Line], width: float) -> float:
    """The width of the first lines of paragraphs, where they are a good deal shorter than the others."""
    firsts = [index for index in certain_cuts(lines) if begins(lines, index)]
    first = _high(lines, firsts) if len(firsts) >= 3 else width
    return first if first < 0.9 * width else 0.0


def _high(lines: list[Line], cuts: Sequence[int]) -> float:
    widths = sorted(measured(lines[index].text) for index in cuts)
    return widths[int(_MOST * (len(widths) - 1))]


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
