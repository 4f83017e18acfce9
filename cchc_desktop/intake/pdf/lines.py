"""Rows of a PDF become lines: what their places tell of wraps, gaps and indents."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter

from ...domain.plan import Spot
from ...domain.text import clean_line
from ..marks import has_end_mark, mark_of
from ..paragraphs import Line, ends_in_hyphen
from ..spans import Span, line_of
from ..widths import second_indent, starts_paragraph
from .words import Row


@dataclass(slots=True)
class Item:
    """A row in the order of reading; ``page`` is the place of its margins: a page, or a column of one."""

    row: Row
    page: int
    block: bool
    mark_x: float | None
    """Where the words after a printed number or bullet begin."""
    spot: Spot


def after_mark(row: Row) -> float | None:
    """Where the words after the row's number or bullet begin; None where it has none."""
    if mark_of(clean_line(row.text)) is None or len(row.words) < 2:
        return None
    return row.words[1].x0


_BULLETS = {
    **dict.fromkeys("•●▪■\uf0b7\uf0a7\uf0fc\uf02d\uf076\uf0d8❖➢✓◆♦➔→⇨☞❑❒⋅∙·", "-"),
    **dict.fromkeys("○◦□▫", "+"),
}


_LOOK = attrgetter("bold", "italic")


def _line(item: Item) -> Line:
    words = item.row.words
    rest = [
        Span(" ".join([word.text for word in alike]) + " ", bold, italic)
        for (bold, italic), alike in groupby(words[1:], _LOOK)
    ]
    spans = [Span(words[0].text + " ", words[0].bold, words[0].italic), *rest]
    first = words[0].text
    if len(words) > 1 and (first in _BULLETS or (first == "o" and words[1].text[:1].isupper())):
        spans[0] = replace(spans[0], text=_BULLETS.get(first, "+") + " ")
    if item.mark_x is not None and words[1].bold:
        # The number of a bold heading counts as bold, also where a list prints it plain.
        spans[0] = replace(spans[0], bold=True)
    return line_of(spans)


def lines_of(items: list[Item], margins: list[tuple[float, float]]) -> list[Line]:
    """The rows as lines, with what their places say; ``margins`` are the left and right of each page."""
    if not items:
        return []
    lines = [_line(item) for item in items]
    full = _fullness(items, lines, margins)
    leading = _leading(items)
    body = [index for index, item in enumerate(items) if not item.block]
    indent = second_indent(
        [lines[index] for index in body],
        [items[index].row.x0 - margins[items[index].page][0] for index in body],
        [full[index] for index in body],
    )
    result: list[Line] = []
    hanging = False
    for index, (item, line) in enumerate(zip(items, lines, strict=True)):
        left, right = margins[item.page]
        before = items[index - 1] if index else None
        new_page = before is not None and before.page != item.page
        gap = before is not None and not new_page and before.row.y - item.row.y > leading + 2.5
        starts: bool | None = None
        if before is not None and not item.block and indent is not None:
            hanging = _hangs(before, item, full[index - 1], hanging)
            starts = None if hanging else starts_paragraph(item.row.x0 - left, indent)
            sure_middle = (
                full[index - 1] and line.text[:1].islower() and not has_end_mark(lines[index - 1].text)
            )
            if starts is True and sure_middle and not gap:
                starts = None
            if starts is False and mark_of(line.text):
                starts = None
            elif starts is False:
                gap = False
        if new_page and starts is None and not hanging and not (before and before.block):
            gap = True
        middle = (item.row.x0 + item.row.x1) / 2
        centered = (
            not item.block
            and not full[index]
            and abs(middle - (left + right) / 2) < 8
            and item.row.x0 > left + 15
        )
        hyphen = not item.row.blank_end and ends_in_hyphen(item.row.words[-1].text)
        result.append(
            replace(
                line,
                gap=gap,
                full=full[index],
                starts=starts,
                new_page=new_page,
                broken_after_hyphen=hyphen,
                centered=centered,
                spot=item.spot,
            )
        )
    return result


def _fullness(items: list[Item], lines: list[Line], margins: list[tuple[float, float]]) -> list[bool]:
    """For each row, whether the next row's first word would not have fitted at its end.

    Text that was wrapped before it was set is ragged: how far its rows that surely go on stay short of the
    margin is allowed to all.
    """
    room: list[float] = []
    for item, following in pairwise(items):
        word = following.row.words[0]
        needed = (word.x1 - word.x0) + 0.2 * item.row.size + 2
        room.append(margins[item.page][1] - item.row.x1 - needed)
    sure = sorted(
        room[index]
        for index in range(len(room))
        if not items[index].block
        and lines[index + 1].text[:1].islower()
        and not has_end_mark(lines[index].text)
        and mark_of(lines[index + 1].text) is None
        and len(lines[index].text) > 40
    )
    allowed = sure[int(0.9 * (len(sure) - 1))] if len(sure) > 3 else 0.0
    width = max((right - left for left, right in margins), default=0.0)
    allowed = min(max(allowed, 0.0), 0.25 * width)
    # A first row is shorter still by the indent that such text does not show.
    first = 0.08 * width if allowed else 0.0
    leading = _leading(items)
    result = [False] * len(items)
    for index, (item, slack) in enumerate(zip(items, room, strict=False)):
        begins = index == 0 or items[index - 1].row.y - item.row.y > leading + 2.5
        result[index] = not item.block and slack <= allowed + (first if begins else 0.0)
    return result


def _leading(items: list[Item]) -> float:
    """The usual distance between two rows of one paragraph."""
    steps = Counter(
        round(2 * (a.row.y - b.row.y)) / 2
        for a, b in pairwise(items)
        if a.page == b.page and not a.block and 0 < a.row.y - b.row.y < 3 * a.row.size
    )
    if not steps:
        return max(1.5 * item.row.size for item in items)
    common = [step for step, times in steps.items() if times >= 0.15 * steps.total()]
    return min(common) if common else steps.most_common(1)[0][0]


def _hangs(before: Item, item: Item, before_full: bool, hanging: bool) -> bool:
    """Whether the row stands under the words of the numbered row above: a hanging indent."""
    if item.mark_x is not None or not before_full:
        return False
    if before.mark_x is not None:
        return abs(item.row.x0 - before.mark_x) < 4 and item.row.x0 > before.row.x0 + 4
    return hanging and abs(item.row.x0 - before.row.x0) < 4
