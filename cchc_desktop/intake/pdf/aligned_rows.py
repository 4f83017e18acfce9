"""The rows of a table that no ruled lines show: which of its printed lines are one row, and their cells.

What tells it, in this order: ruled lines between the rows, where there are some; the numbers of the first
column, where cells are set from their tops; wider distances between rows than within them; or that no cell
is wrapped at all. Where these do not agree, the table is not understood.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...domain.text import clean_line
from .aligned import Line, Region, columns_of, is_header
from .cells import cell_text
from .drawing import Rule
from .words import Row, Word

_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-ZĐa-zđ])[.)]?")
_COUNTER = re.compile(r"\(?\d{1,2}\)?")


@dataclass(slots=True)
class AlignedRow:
    """A row: the texts of its cells, the page that it begins on, and the heights of its top and bottom."""

    cells: list[str]
    page: int
    top: float
    bottom: float


@dataclass(slots=True)
class _Cut:
    """A line's words by column."""

    line: Line
    cells: list[list[Word]]
    across: bool
    """Whether its words run across columns."""

    def text(self, column: int) -> str:
        return clean_line(" ".join(word.text for word in self.cells[column]))

    @property
    def filled(self) -> int:
        return sum(map(bool, self.cells))

    @property
    def bold(self) -> bool:
        return all(word.bold for words in self.cells for word in words)


def rows_of_region(region: Region, rules: Sequence[Sequence[Rule]]) -> list[AlignedRow] | None:
    """The rows of a table; None where it cannot be told which lines they consist of.

    ``rules`` are the ruled lines of each page.
    """
    if not region.rivers:
        return None
    borders = columns_of(region)
    cuts = _without_repeats(
        [_cut(line, borders, spanning=place in region.spanning) for place, line in enumerate(region.lines)]
    )
    headless = bool(region.under)
    starts = _by_parts(cuts, _ruled_off(cuts, rules), headless) or _by_parts(cuts, _set_off(cuts), headless)
    body = 0 if headless else _body(cuts, headed=region.headed)
    if starts is None and body is not None:
        starts = (
            _by_rules(cuts, body, rules)
            or _by_numbers(cuts, body)
            or _by_distance(cuts, body)
            or _by_whole_lines(cuts, body)
        )
    if starts is None:
        return None
    bounds = [*_header_starts(cuts, starts[0]), *starts, len(cuts)]
    return [_row(cuts[start:end], header=start < starts[0]) for start, end in pairwise(bounds)]


def count_numbers(rows: Sequence[Row]) -> int:
    """How many lines of a cell are the number of a row."""
    return sum(_NUMBER.fullmatch(clean_line(row.text)) is not None for row in rows)


def rows_within(rows: Sequence[Row], columns: Sequence[float]) -> list[AlignedRow] | None:
    """The rows of a table with lines between its columns alone; None where nothing tells them apart."""
    cuts = [_cut(Line(row, 0, place), columns, spanning=False) for place, row in enumerate(rows)]
    starts = _by_numbers(cuts, 0) or _by_distance(cuts, 0)
    if starts is None:
        return None
    return [_row(cuts[start:end], header=False) for start, end in pairwise([*starts, len(cuts)])]


def _without_repeats(cuts: list[_Cut]) -> list[_Cut]:
    """The lines without a header that is printed again at the top of a page."""
    result: list[_Cut] = cuts[:1]
    place = 1
    while place < len(cuts):
        if cuts[place].line.page != cuts[place - 1].line.page:
            same = 0
            while place < len(cuts) and cuts[place].line.text == cuts[same].line.text:
                place, same = place + 1, same + 1
            if same:
                continue
        result.append(cuts[place])
        place += 1
    return result


def _cut(line: Line, borders: Sequence[float], *, spanning: bool) -> _Cut:
    cells: list[list[Word]] = [[] for _ in borders[1:]]
    if not spanning:
        for word in line.row.words:
            middle = (word.x0 + word.x1) / 2
            cells[_column(middle, borders)].append(word)
        return _Cut(line, cells, across=False)
    across = False
    for left, right in line.runs:
        words = [word for word in line.row.words if left <= word.x0 and word.x1 <= right]
        first, last = _column(left + 1, borders), _column(right - 1, borders)
        across = across or last > first
        for column in range(first, last + 1):
            cells[column] = [*cells[column], *words]
    return _Cut(line, cells, across)


def _column(x: float, borders: Sequence[float]) -> int:
    return sum(border <= x for border in borders[1:-1])


# -- where rows begin ----------------------------------------------------------------------------------


def _body(cuts: Sequence[_Cut], *, headed: bool) -> int | None:
    """The first line below the header; None where nothing tells."""
    numbered = [place for place, cut in enumerate(cuts) if _NUMBER.fullmatch(cut.text(0))]
    if numbered and 2 * len(numbered) >= sum(bool(cut.cells[0]) for cut in cuts) - 1:
        return numbered[0]
    # Without a column of numbers: a header of one line, or of lines that are nearer to each other.
    for place in range(1, min(4, len(cuts) - 1)):
        joined = [" ".join(cut.text(column) for cut in cuts[:place]) for column in range(len(cuts[0].cells))]
        two = headed and len(joined) == 2
        if (two or is_header(joined)) and all(joined) and cuts[place].text(0)[:1].isupper():
            return place
    return None


def _is_numbered(cuts: Sequence[_Cut], body: int) -> bool:
    return _NUMBER.fullmatch(cuts[body].text(0)) is not None


def _header_starts(cuts: Sequence[_Cut], body: int) -> list[int]:
    """The header as one row, or as two where a line of it stands over several columns."""
    if body == 0:
        return []
    split = next((place for place in range(1, body) if cuts[place - 1].across), None)
    return [0] if split is None else [0, split]


def _step(before: _Cut, cut: _Cut) -> float | None:
    """How far a line stands below the one before; None over a page break."""
    if before.line.page != cut.line.page:
        return None
    return before.line.row.y - cut.line.row.y


def _by_parts(cuts: Sequence[_Cut], parted: Sequence[bool], headless: bool) -> list[int] | None:
    """Rows are what lies between the places that part, where each but the header has one number.

    Then it does not matter where in its row the number stands. ``parted`` says of each line whether
    something parts it from the one before.
    """
    starts: list[int] = []
    counts: list[int] = []
    for place, cut in enumerate(cuts):
        number = int(_NUMBER.fullmatch(cut.text(0)) is not None)
        if place == 0 or parted[place] or cut.line.page != cuts[place - 1].line.page:
            starts.append(place)
            counts.append(number)
        else:
            counts[-1] += number
    header = 0 if headless else next((place for place, count in enumerate(counts) if count), len(counts))
    if header > 3 or (not headless and not header) or header >= len(starts):
        return None
    rows: list[tuple[int, int]] = []
    for start, count in list(zip(starts, counts, strict=True))[header:]:
        page_begins = bool(rows) and cuts[start].line.page != cuts[start - 1].line.page
        if page_begins and not parted[start] and rows[-1][1] + count == 1:
            rows[-1] = (rows[-1][0], 1)  # a page break cut the row
        else:
            rows.append((start, count))
    whole = all(count == 1 or (count == 0 and cuts[start].across) for start, count in rows)
    return [start for start, _ in rows] if whole and len(rows) > 1 else None


def _set_off(cuts: Sequence[_Cut]) -> list[bool]:
    """Which lines stand further from the one before than lines of one row do."""
    steps = [0.0, *((_step(a, b) or 0.0) for a, b in pairwise(cuts))]
    near = min((step for step in steps if step > 0), default=0.0)
    return [step > 1.2 * near + 1 for step in steps]


def _ruled_off(cuts: Sequence[_Cut], rules: Sequence[Sequence[Rule]]) -> list[bool]:
    """Which lines a ruled line parts from the one before."""
    left = min(cut.line.row.x0 for cut in cuts)
    right = max(cut.line.row.x1 for cut in cuts)
    result = [False]
    for before, cut in pairwise(cuts):
        high = before.line.row.y if before.line.page == cut.line.page else math.inf
        low = cut.line.row.y + 0.5 * cut.line.row.size
        covered = sum(
            min(rule.x1, right) - max(rule.x0, left)
            for rule in rules[cut.line.page]
            if rule.is_horizontal and low <= rule.y0 <= high and rule.x1 > left and rule.x0 < right
        )
        result.append(before.line.page == cut.line.page and covered > 0.6 * (right - left))
    return result


def _by_rules(cuts: Sequence[_Cut], body: int, rules: Sequence[Sequence[Rule]]) -> list[int] | None:
    """Rows begin below ruled lines, in a table without numbers."""
    ruled = _ruled_off(cuts, rules)
    starts = [body]
    for place in range(body + 1, len(cuts)):
        new_page = _step(cuts[place - 1], cuts[place]) is None
        if _begins_page(cuts, place, body) if new_page else ruled[place]:
            starts.append(place)
    return starts if any(ruled[body + 1 :]) and _one_number_each(cuts, starts) else None


def _begins_page(cuts: Sequence[_Cut], place: int, body: int) -> bool:
    """Whether the first line of a page begins a row: its first cell is filled, as that of the others is."""
    cut = cuts[place]
    if _is_numbered(cuts, body):
        return bool(cut.cells[0])
    first = next((cut.text(column) for column, words in enumerate(cut.cells) if words), "")
    return bool(cut.cells[0]) and first[:1].isupper()


def _one_number_each(cuts: Sequence[_Cut], starts: Sequence[int]) -> bool:
    for start, end in zip(starts, [*starts[1:], len(cuts)], strict=True):
        if sum(_NUMBER.fullmatch(cut.text(0)) is not None for cut in cuts[start:end]) > 1:
            return False
    return True


def _by_numbers(cuts: Sequence[_Cut], body: int) -> list[int] | None:
    """Rows begin with their numbers, where cells are set from their tops."""
    if not _is_numbered(cuts, body):
        return None
    starts: list[int] = []
    for place in range(body, len(cuts)):
        cut = cuts[place]
        if cut.cells[0] or _is_heading(cuts, place, body):
            starts.append(place)
    # Cells that are set in the middle begin above their number: then words stand there that go on.
    numbered = [place for place in starts if cuts[place].cells[0]]
    low = sum(_begins_low(cuts[place]) for place in numbered)
    if low > 0.1 * len(numbered):
        return None
    # ... and a line without number that stands nearer to the number below it than to the one above.
    begins = set(starts)
    for place in range(body + 1, len(cuts)):
        if place in begins or place + 1 >= len(cuts):
            continue
        above, below = _step(cuts[place - 1], cuts[place]), _step(cuts[place], cuts[place + 1])
        if above and below and place + 1 in begins and above > 1.25 * below:
            return None
    return starts


def _begins_low(cut: _Cut) -> bool:
    """Whether the first words beside a number are the middle of a sentence."""
    texts = [cut.text(column) for column in range(1, len(cut.cells)) if cut.cells[column]]
    return not texts or any(text[:1].islower() for text in texts[:2])


def _is_heading(cuts: Sequence[_Cut], place: int, body: int) -> bool:
    """Whether a line without a number is a heading of the rows below: across columns, or alone in bold."""
    cut = cuts[place]
    if cut.across:
        return True
    return place > body and cut.filled == 1 and cut.bold and not cuts[place - 1].bold


def _by_distance(cuts: Sequence[_Cut], body: int) -> list[int] | None:
    """Rows begin after wider distances; or each line is a row, where nothing is wrapped."""
    steps = [step for a, b in pairwise(cuts[body:]) if (step := _step(a, b)) is not None]
    if not steps:
        return [body] if len(cuts) == body + 1 else None
    near = min(steps)
    starts = [body]
    for place in range(body + 1, len(cuts)):
        step = _step(cuts[place - 1], cuts[place])
        if (_begins_page(cuts, place, body) if step is None else step > 1.2 * near + 1) or cuts[place].across:
            starts.append(place)
    if len(starts) > 1 and len(starts) < len(cuts) - body:
        return starts if _one_number_each(cuts, starts) and _all_begin(cuts, starts) else None
    every = list(range(body, len(cuts)))
    return every if _all_begin(cuts, every) else None


def _by_whole_lines(cuts: Sequence[_Cut], body: int) -> list[int] | None:
    """Rows begin with lines that fill all columns, as cells that are set from their tops do."""
    starts: list[int] = []
    for place in range(body, len(cuts)):
        cut = cuts[place]
        texts = [cut.text(column) for column in range(len(cut.cells))]
        if cut.across or all(text and not text[0].islower() for text in texts):
            starts.append(place)
        elif texts[0] and not texts[0][0].islower():
            return None
    return starts if starts[:1] == [body] else None


def _all_begin(cuts: Sequence[_Cut], starts: Sequence[int]) -> bool:
    """Whether the rows begin as cells do: with a capital or number in their first cells."""
    good = 0
    for start in starts:
        cut = cuts[start]
        texts = [cut.text(column) for column, words in enumerate(cut.cells) if words]
        good += not texts[0][:1].islower() and (cut.filled >= 2 or cut.across)
    return good >= 0.9 * len(starts)


# -- cells ---------------------------------------------------------------------------------------------


def _row(cuts: Sequence[_Cut], *, header: bool) -> AlignedRow:
    lines = [cut.line for cut in cuts]
    cells = [
        cell_text([Row(cut.line.row.y, cut.cells[column]) for cut in cuts if cut.cells[column]])
        for column in range(len(cuts[0].cells))
    ]
    if header:
        cells = [" ".join(cell.split()) for cell in cells]
    elif len(cuts) == 1 and (cuts[0].across or (cuts[0].filled == 1 and cuts[0].bold)):
        # A heading across the table, with or without its number.
        text = max(cells, key=len)
        first = 1 if cells[0] != text and cells[0] else 0
        cells = [*cells[:first], *([text] * (len(cells) - first))]
    same = [line for line in lines if line.page == lines[0].page]
    top = same[0].row.y + 0.9 * same[0].row.size
    return AlignedRow(cells, lines[0].page, top, same[-1].row.y - 0.3 * same[-1].row.size)
