"""Tables that no ruled lines show, found by the alignment of their columns.

The rows of a page are looked through from the top. Where rows are printed in three or more pieces that stand
below each other, what is free between the pieces of all of them parts the columns; a table goes on as long
as rows fit these, over page breaks too. `aligned_rows` tells which printed lines are one row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from ..marks import (
    MarkKind,
    is_capitals,
    is_document_title,
    is_place_and_date,
    is_recipients_heading,
    is_signature,
    mark_of,
)
from .words import Row, Word

if TYPE_CHECKING:
    from ..plan.table_columns import Column

Interval = tuple[float, float]

_CELL_GAP = 0.75
"""Part of a row's height: words further apart than this are in different columns, if there are any."""
_RUN_GAP = 0.45
"""Words nearer than this are certainly in one cell."""
_RIVER = 0.3
"""Part of a row's height: the least that must be free between two columns in all rows."""
_MOST_LEADING, _MOST_HEIGHT = 3.4, 8.0
"""Heights of a line: what stands further below belongs to no table above it, nor does a row in pieces."""
_LABEL = 8
"""Letters of a row's number, at most."""
_AHEAD = 8
"""So many rows are looked ahead for one that fits the columns."""
_MOST_COLUMNS = 20


@dataclass(slots=True)
class Line:
    """A printed line as pieces that wide gaps part; ``place`` is its index among the rows of its page."""

    row: Row
    page: int
    place: int
    breaks: bool = False
    """Whether something else stands between it and the line before: a table, a head, other paper."""
    under: Sequence[float] = ()
    """The borders of the ruled header that it stands directly below."""
    pieces: list[list[Word]] = field(default_factory=list)
    runs: list[Interval] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pieces = _split(self.row.words, _CELL_GAP * self.row.size)
        self.runs = [
            (words[0].x0, max(word.x1 for word in words))
            for words in _split(self.row.words, _RUN_GAP * self.row.size)
        ]

    @property
    def text(self) -> str:
        """The line's words."""
        return clean_line(self.row.text)


@dataclass(slots=True)
class Region:
    """Lines that form a table; ``rivers`` are the middles of what is free between its columns.

    ``spanning`` are the places of lines that run across columns.
    """

    lines: list[Line]
    rivers: list[float]
    spanning: set[int]
    headed: bool

    @property
    def under(self) -> Sequence[float]:
        """The borders of the columns of a ruled header that the rows stand below."""
        return self.lines[0].under


def _split(words: Sequence[Word], gap: float) -> list[list[Word]]:
    pieces: list[list[Word]] = []
    reached = 0.0
    for word in words:
        if pieces and word.x0 - reached <= gap:
            pieces[-1].append(word)
        else:
            pieces.append([word])
        reached = max(reached, word.x1) if len(pieces[-1]) > 1 else word.x1
    return pieces


def regions(lines: Sequence[Line]) -> Iterator[Region]:
    """The tables among the lines of a file, from the first to the last."""
    start = 0
    floor = 0
    while start < len(lines):
        may = len(lines[start].pieces) >= 3 or _heads_two(lines[start])
        if may and (found := _grow(lines, start, floor)) is not None:
            region, end = found
            yield region
            start = floor = end
        else:
            start += 1


# -- which lines are a table ---------------------------------------------------------------------------


def is_header(texts: Sequence[str]) -> bool:
    """Whether the pieces of a line name columns of tasks or targets."""
    from ..plan.table_columns import Column

    roles = _roles(texts)
    return len(roles) >= 3 or (len(roles) == 2 and Column.NUMBER in roles)


def _roles(texts: Sequence[str]) -> "set[Column]":
    from ..plan.table_columns import header_role

    # «Chủ trì: Văn phòng» says who it is, and heads nothing.
    short = (text for text in texts if len(text) <= 60 and ":" not in text[:-1])
    return {role for text in short if (role := header_role(text)) is not None}


def _heads_two(line: Line) -> bool:
    """Whether the line heads a column of tasks or targets and one beside it."""
    from ..plan.table_columns import Column

    if len(line.pieces) != 2 or not all(words[0].text[0].isupper() for words in line.pieces):
        return False
    roles = _roles(_texts(line.pieces))
    return len(roles) == 2 and bool(roles & {Column.TASK, Column.TARGET})


def hides_columns(row: Row) -> bool:
    """Whether what a ruled table has as one cell is headings of several columns."""
    pieces = _split(row.words, _CELL_GAP * row.size)
    return len(pieces) > 1 and len(_roles(_texts(pieces))) > 1


def _texts(pieces: Sequence[Sequence[Word]]) -> list[str]:
    return [clean_line(" ".join(word.text for word in words)) for words in pieces]


def _is_foreign(line: Line) -> bool:
    """Whether the line is part of a head, foot or title, which no table holds."""
    texts = _texts(line.pieces)
    return any(
        is_signature(text) or is_recipients_heading(text) or is_place_and_date(text) or "CỘNG HÒA" in text
        for text in texts
    ) or (len(texts) == 1 and is_document_title(texts[0]))


def _grow(lines: Sequence[Line], seed: int, floor: int) -> tuple[Region, int] | None:
    """The table that the line is the first clear row of, and where it ends; None where there is none."""
    first = lines[seed]
    if _is_foreign(first):
        return None
    two = len(first.pieces) == 2
    headed = two or is_header(_texts(first.pieces)) or bool(first.under)
    least = 2 if two else 3
    if not headed and not any(_is_aligned(first, other) for other in _below(lines, seed)):
        return None
    rivers = _between(first)
    sides = (first.row.x0, first.row.x1)
    anchors = 1
    spanning: set[int] = set()
    end = fitting = seed + 1
    while end < len(lines) and not _is_apart(lines, end) and not _is_foreign(lines[end]):
        line = lines[end]
        left = _narrowed(rivers, line)
        if left is not None and _is_within(line, lines[end - 1], rivers, sides):
            rivers = left
            if len(line.pieces) >= least:
                anchors += 1
                sides = (min(sides[0], line.row.x0), max(sides[1], line.row.x1))
            fitting = end + 1
        elif _spans(line, sides[1], first) and any(
            len(other.pieces) >= least and _narrowed(rivers, other) is not None
            for other in _below(lines, end)
        ):
            spanning.add(end)
        else:
            break
        end += 1
    top = _header_top(lines, seed, floor, rivers)
    chosen = list(lines[top:fitting])
    spanning = {place - top for place in spanning if place < fitting}
    middles: list[float] = []
    if anchors >= (2 if headed else 3) and len(rivers) < _MOST_COLUMNS:
        middles = _rivers(chosen, spanning)
    if first.under:
        return Region(list(lines[seed:fitting]), list(first.under[1:-1]), set(), headed), fitting
    if least - 1 <= len(middles) < _MOST_COLUMNS:
        return Region(chosen, middles, spanning, headed), fitting
    # Headings of columns without rows that fit them are a table all the same, which was not understood.
    if not headed:
        return None
    while fitting < len(lines) and not (
        _is_apart(lines, fitting) or _is_foreign(lines[fitting]) or is_capitals(lines[fitting].text)
    ):
        fitting += 1
    return Region(list(lines[top:fitting]), [], set(), headed), fitting


def _below(lines: Sequence[Line], place: int) -> Iterator[Line]:
    """The next lines, up to where something else stands between."""
    for index in range(place + 1, min(place + _AHEAD, len(lines))):
        if _is_apart(lines, index):
            return
        yield lines[index]


def _is_apart(lines: Sequence[Line], place: int) -> bool:
    """Whether the line stands too far from the one before it to belong to one table with it."""
    before, line = lines[place - 1], lines[place]
    if line.breaks:
        return True
    most = _MOST_HEIGHT if len(line.pieces) >= 3 else _MOST_LEADING
    return before.page == line.page and before.row.y - line.row.y > most * max(before.row.size, line.row.size)


def _is_aligned(line: Line, other: Line) -> bool:
    """Whether at least three pieces of both stand below each other, flush or centred."""
    if len(other.pieces) < 3 or _is_foreign(other):
        return False
    places = [(words[0].x0, (words[0].x0 + words[-1].x1) / 2) for words in other.pieces]
    same = 0
    for words in line.pieces:
        start, middle = words[0].x0, (words[0].x0 + words[-1].x1) / 2
        same += any(abs(start - x) <= 3 or abs(middle - center) <= 3 for x, center in places)
    return same >= 3


def _spans(line: Line, right: float, first: Line) -> bool:
    """Whether the line may be the heading of rows below it: one short piece beside its number."""
    pieces = line.pieces
    text = line.text
    mark = mark_of(text)
    sentence = text.endswith((".", ";", ":")) or len(text) > 120
    bullet = mark is not None and mark.kind is MarkKind.BULLET
    return (
        len(pieces) <= 2
        and not sentence
        and not bullet
        and line.row.x0 >= first.row.x0 - 15
        and line.row.x1 <= right + 5
    )


def _is_within(line: Line, before: Line, rivers: Sequence[Interval], sides: Interval) -> bool:
    """Whether a line that crosses no river can be of the table: it stands between its sides."""
    left, right = sides
    if line.row.x1 < left or line.row.x0 > right or (len(line.pieces) < 3 and line.row.x0 < left - 60):
        return False
    if len(line.pieces) > 1:
        return True
    near = before.page == line.page and before.row.y - line.row.y <= 1.35 * line.row.size
    if line.row.x1 <= rivers[0][0] + 1 and len(line.text) > _LABEL:
        # Below the first column a line of text ends the table, unless it goes on within a cell there.
        above = " ".join(word.text for word in before.row.words if word.x1 <= rivers[0][0] + 1)
        return near and len(above) > _LABEL
    if not near and mark_of(line.text) is not None:
        # A heading or bullet of the text below stands a little to the left of the column's words.
        column = sum(start < line.row.x0 for start, _ in rivers)
        left = rivers[column - 1][1] if column else left
        return line.row.x0 >= left - 2 and not is_capitals(line.text)
    return not is_capitals(line.text)


def _header_top(lines: Sequence[Line], seed: int, floor: int, rivers: Sequence[Interval]) -> int:
    """Where a header begins whose first line has fewer pieces than its second."""
    top = seed
    while top > floor and seed - top < 3:
        line, below = lines[top - 1], lines[top]
        near = below.page == line.page and line.row.y - below.row.y <= 1.35 * below.row.size
        if not near or below.breaks or _is_foreign(line) or _narrowed(rivers, line) is None:
            break
        # A title above the table, or the last line of a paragraph.
        flush = line.row.x0 <= rivers[0][0]
        if len(line.pieces) < 2 and (flush or is_capitals(line.text) or line.text.startswith("(")):
            break
        top -= 1
    return top


# -- what is free between columns ----------------------------------------------------------------------


def _between(line: Line) -> list[Interval]:
    """What is free between the pieces of a line."""
    ends = [max(word.x1 for word in words) for words in line.pieces]
    return [(end, words[0].x0) for end, words in zip(ends, line.pieces[1:], strict=False)]


def _free(lines: Sequence[Line], least: float) -> list[Interval]:
    """What no line covers, between the first and the last column."""
    covered = sorted(run for line in lines for run in line.runs)
    result: list[Interval] = []
    reached = covered[0][1]
    for start, end in covered:
        if start - reached >= least:
            result.append((reached, start))
        reached = max(reached, end)
    return result


def _narrowed(rivers: Sequence[Interval], line: Line) -> list[Interval] | None:
    """The rivers with what the line leaves of them; None where it covers one."""
    least = _RIVER * line.row.size
    result: list[Interval] = []
    for start, end in rivers:
        best, reached = (start, start), start
        for left, right in (*line.runs, (end, end)):
            if min(left, end) - reached > best[1] - best[0]:
                best = (reached, min(left, end))
            reached = max(reached, right)
        if best[1] - best[0] < least:
            return None
        result.append(best)
    return result


def _rivers(lines: Sequence[Line], spanning: set[int]) -> list[float]:
    """The middles of what is free in all lines that run across no columns.

    A heading over several columns («Cơ quan thực hiện» over «Chủ trì» and «Phối hợp») hides what is free
    between them: such lines at the top are added to ``spanning``.
    """
    kept = [place for place in range(len(lines)) if place not in spanning]
    size = max(lines[place].row.size for place in kept)
    best = _free([lines[place] for place in kept], _RIVER * size)
    for top in range(1, min(4, len(kept) - 1)):
        below = [lines[place] for place in kept[top:]]
        if sum(len(line.pieces) >= 3 for line in below) < 2:
            break
        more = _free(below, 2 * _RIVER * size)
        if len(more) > len(best):
            best = more
            spanning |= {
                place
                for place in kept[:top]
                if any(
                    left < (start + end) / 2 < right
                    for left, right in lines[place].runs
                    for start, end in more
                )
            }
    return [(start + end) / 2 for start, end in best]


def columns_of(region: Region) -> list[float]:
    """The borders of the columns, outer ones too."""
    if region.under:
        return list(region.under)
    left = min(line.row.x0 for line in region.lines)
    right = max(line.row.x1 for line in region.lines)
    return [left - 1, *region.rivers, right + 1]
