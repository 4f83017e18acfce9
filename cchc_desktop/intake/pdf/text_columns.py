"""Running text that is printed in two or three columns: read column by column, and told.

The two blocks of a document's head and foot are none: `columns` knows these. Nor are tables: their cells do
not fill their columns with sentences that go on from line to line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...domain.text import clean_line
from ..marks import mark_of
from . import columns as pdf_columns
from .aligned import is_header
from .asides import pages_in_words
from .sheets import Sheet
from .words import Row, Word

Interval = tuple[float, float]

_GAP = 0.7
"""Part of a row's height: a narrower gap is a blank."""
_GUTTER = 7.0
"""Points that at least are free between two columns of text."""
_INNER = (0.25, 0.75)
"""Parts of the text's width between which columns are parted."""
_LEAST_ROWS = 6
_TITLE_ROWS = 6
_FILLED, _FULL_ROWS = 0.7, 0.4
"""At least so many rows of running text are so wide, as part of their column."""
_RUNNING = 0.25
"""At least so many rows of running text go on in the middle of a sentence."""
_SIDE_BY_SIDE = 8
"""So many rows with two parts, and nothing that crosses, are no accident."""


@dataclass(slots=True)
class TextColumns:
    """A part of a page that is set in columns: its upper edge, and the rows and margins of each column."""

    top: float
    columns: list[tuple[list[Row], Interval]]


def take_columns(pages: list[Sheet], areas: Sequence[Interval]) -> tuple[list[list[TextColumns]], list[str]]:
    """Move text in columns out of the pages' rows; the parts of each page, and what is said of them."""
    result: list[list[TextColumns]] = []
    for page, area in zip(pages, areas, strict=True):
        parts: list[TextColumns] = []
        for run in _runs(page, area):
            found = next(_set_in_columns(run, area), None)
            if found is not None:
                rows, columns = found
                parts.append(TextColumns(rows[0].y + rows[0].size, [(c, _margins(c)) for c in columns]))
                taken = set(map(id, rows))
                page.rows = [row for row in page.rows if id(row) not in taken]
        result.append(parts)
    numbers = [number for number, parts in enumerate(result, start=1) if parts]
    if not numbers:
        return result, []
    return result, [
        f"{pages_in_words(numbers)} in chữ thành cột; đã đọc hết cột trái rồi đến cột phải, hãy đối chiếu "
        "với bản gốc."
    ]


def told_of_blocks(pages: Sequence[Sheet], areas: Sequence[Interval]) -> list[str]:
    """What is said of pages where text stands side by side that is neither in columns nor a table."""
    unclear = [
        number
        for number, (page, area) in enumerate(zip(pages, areas, strict=True), start=1)
        if any(_stands_side_by_side(run, area) for run in _runs(page, area))
    ]
    if not unclear:
        return []
    return [
        f"{pages_in_words(unclear)} có hai khối chữ cạnh nhau mà không rõ thứ tự đọc; đã đọc theo từng dòng, "
        "hãy đối chiếu với bản gốc."
    ]


def _free(row: Row, area: Interval) -> list[Interval]:
    """What the row leaves free between the inner bounds of the text."""
    width = area[1] - area[0]
    low, high = area[0] + _INNER[0] * width, area[0] + _INNER[1] * width
    least = max(_GUTTER, _GAP * row.size)
    result: list[Interval] = []
    reached = low
    for word in row.words:
        start, end = max(reached, low), min(word.x0, high)
        if end - start >= (least if reached > low else _GUTTER):
            result.append((start, end))
        reached = max(reached, word.x1)
    if high - max(reached, low) >= _GUTTER:
        result.append((max(reached, low), high))
    return result


def _runs(page: Sheet, area: Interval) -> Iterator[list[Row]]:
    """Rows that follow on each other and leave the same places free, on a page where some stand apart."""
    beside = sum(any(gap[0] < row.x1 for gap in _free(row, area)) for row in page.rows)
    if beside < _LEAST_ROWS // 2:
        return
    for plain in _plain(page, area):
        run: list[Row] = []
        common: list[Interval] = []
        for row in plain:
            free = _free(row, area)
            left = _both(common, free) if run else free
            if left:
                run.append(row)
                common = left
                continue
            if len(run) >= _LEAST_ROWS:
                yield run
            run, common = ([row], free) if free else ([], [])
        if len(run) >= _LEAST_ROWS:
            yield run


def _set_in_columns(run: Sequence[Row], area: Interval) -> Iterator[tuple[Sequence[Row], list[list[Row]]]]:
    """The rows with their columns; the first ones may be a title above the columns."""
    for title in range(min(_TITLE_ROWS, len(run) - _LEAST_ROWS) + 1):
        rows = run[title:]
        columns = _split(rows, _gutters(rows, area))
        if _is_running(columns):
            yield rows, columns


def _stands_side_by_side(run: Sequence[Row], area: Interval) -> bool:
    gutters = _gutters(run, area)
    return sum(any(row.x0 < x < row.x1 for x in gutters) for row in run) >= _SIDE_BY_SIDE


def _gutters(rows: Sequence[Row], area: Interval) -> list[float]:
    """The middles of what all rows leave free between words."""
    common = _free(rows[0], area)
    for row in rows[1:]:
        common = _both(common, _free(row, area))
    middles = ((start + end) / 2 for start, end in common)
    return [x for x in middles if any(row.x0 < x for row in rows) and any(row.x1 > x for row in rows)]


def _plain(page: Sheet, area: Interval) -> Iterator[list[Row]]:
    """The rows that are of no head or foot, parted where a table stands between."""
    tops = [table.top for table in page.tables]
    for rows, is_block in pdf_columns.blocks(page.rows, *area):
        if is_block:
            continue
        part: list[Row] = []
        for row in rows:
            if part and any(row.y < top <= part[-1].y for top in tops):
                yield part
                part = []
            part.append(row)
        if part:
            yield part


def _both(these: Sequence[Interval], those: Sequence[Interval]) -> list[Interval]:
    result = [(max(a, c), min(b, d)) for a, b in these for c, d in those if min(b, d) - max(a, c) >= _GUTTER]
    return result[:4]


def _split(rows: Sequence[Row], gutters: Sequence[float]) -> list[list[Row]]:
    """The rows of each column, from the top."""
    columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        parts: list[list[Word]] = [[] for _ in columns]
        for word in row.words:
            parts[sum(x <= word.x0 for x in gutters)].append(word)
        for place, words in enumerate(parts):
            if words:
                blank_end = row.blank_end and words[-1] is row.words[-1]
                columns[place].append(Row(row.y, words, blank_end))
    return [column for column in columns if column]


def _margins(rows: Sequence[Row]) -> Interval:
    ends = sorted(row.x1 for row in rows)
    return min(row.x0 for row in rows), ends[-1 - len(ends) // 20]


def _is_running(columns: Sequence[Sequence[Row]]) -> bool:
    """Whether all columns hold sentences that go on from row to row, and are about as wide."""
    if not 2 <= len(columns) <= 3 or any(len(rows) < _LEAST_ROWS for rows in columns[:-1]):
        return False
    if len(columns[-1]) < _LEAST_ROWS // 2:
        return False
    if any(
        is_header([clean_line(row.text) for row in rows]) for rows in list(zip(*columns, strict=False))[:3]
    ):
        return False
    widths = []
    for rows in columns:
        left, right = _margins(rows)
        widths.append(right - left)
        full = sum(row.x1 - row.x0 >= _FILLED * (right - left) for row in rows)
        texts = [clean_line(row.text) for row in rows]
        running = sum(text[:1].islower() and mark_of(text) is None for text in texts)
        if full < _FULL_ROWS * len(rows) or running < _RUNNING * len(rows):
            return False
    return max(widths) <= 1.6 * min(widths)
