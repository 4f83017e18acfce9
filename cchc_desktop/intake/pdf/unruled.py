"""Tables without ruled lines are taken out of the pages, and it is told whether they were understood."""

from collections.abc import Sequence

from ..bounds import Meter
from . import columns as pdf_columns
from .aligned import Line, Region, columns_of, is_header, regions
from .aligned_rows import AlignedRow, rows_of_region
from .sheets import Sheet, spot_of
from .tables import FoundTable
from .words import Row

_APART = 2.0
_WIDE = 0.75
"""Part of a row's height: a gap between two words that is wider is none within a text."""


def take_unruled(pages: list[Sheet], areas: Sequence[tuple[float, float]], meter: Meter) -> list[str]:
    """Move the tables without ruled lines from the pages' rows to their tables; say where they are.

    ``areas`` are the left and right margin of each page's text.
    """
    wide = [sum(_is_wide(row) for row in page.rows) for page in pages]
    if sum(wide) < 2:
        return []
    notes: list[str] = []
    for region in regions(_lines(pages, areas, wide)):
        first = region.lines[0].page
        rows = rows_of_region(region, [page.rules for page in pages])
        if rows is None and not region.headed and not _is_tabular(region):
            continue
        table = _table(pages, region, rows)
        meter.columns(len(table.columns) - 1)
        meter.cells(sum(map(len, table.rows)))
        pages[first].tables.append(table)
        taken = {id(line.row) for line in region.lines}
        for number in {line.page for line in region.lines}:
            pages[number].rows = [row for row in pages[number].rows if id(row) not in taken]
        if rows is not None:
            notes.append(
                f"Trang {first + 1} có bảng không kẻ khung, đã đọc theo vị trí các cột; hãy đối chiếu với "
                "bản gốc."
            )
        else:
            notes.append(
                f"Trang {first + 1} có bảng không kẻ khung mà chương trình không hiểu; các dòng của bảng chỉ "
                "giữ làm đoạn văn, hãy nhập tay nhiệm vụ ở đó hoặc dùng bản Word."
            )
    return list(dict.fromkeys(notes))


def _is_wide(row: Row) -> bool:
    """Whether the row is printed in three or more pieces, or in two far from each other."""
    least, gaps, widest, reached = _WIDE * row.size, 0, 0.0, row.words[0].x1
    for word in row.words[1:]:
        gap = word.x0 - reached
        gaps += gap > least
        widest = max(widest, gap)
        reached = max(reached, word.x1)
    return gaps >= 2 or widest > _APART * row.size


def _lines(pages: Sequence[Sheet], areas: Sequence[tuple[float, float]], wide: Sequence[int]) -> list[Line]:
    """The rows that may be of a table: of pages with rows in pieces, and of those that follow on them."""
    lines: list[Line] = []
    breaks = True
    for number, (page, area) in enumerate(zip(pages, areas, strict=True)):
        if not wide[number] and not (number and wide[number - 1]):
            breaks = True
            continue
        breaks = breaks or page.width != pages[number - 1].width
        edges = sorted(page.tables, key=lambda table: -table.top)
        above: FoundTable | None = None
        place = 0
        for rows, is_block in pdf_columns.blocks(page.rows, *area):
            for row in rows:
                while edges and edges[0].top > row.y:
                    above = edges.pop(0)
                    breaks = True
                if not is_block:
                    lines.append(Line(row, number, place, breaks, _borders_above(row, above)))
                    above, breaks = None, False
                place += 1
            breaks = breaks or (is_block and bool(rows))
        breaks = breaks or bool(edges)
    return lines


def _is_tabular(region: Region) -> bool:
    """Whether lines without headings stand in columns as a table does, and are no entries of a list."""
    pieces = sum(len(line.pieces) >= 3 for line in region.lines)
    return 4 * pieces >= 3 * len(region.lines) and all(line.text[0] not in "-–+•*" for line in region.lines)


def _borders_above(row: Row, table: FoundTable | None) -> Sequence[float]:
    """The columns of a ruled header directly above the row, whose rows no lines part."""
    if table is None or len(table.rows) > 2 or not is_header(table.rows[0]):
        return ()
    return table.columns if table.bottom - row.y < 2.5 * row.size else ()


def _table(pages: Sequence[Sheet], region: Region, rows: list[AlignedRow] | None) -> FoundTable:
    first = region.lines[0]
    last = [line for line in region.lines if line.page == first.page][-1]
    top, bottom = first.row.y + 0.9 * first.row.size, last.row.y - 0.3 * last.row.size
    if rows is not None:
        spots = [spot_of(row.page, pages[row.page], row.top, row.bottom) for row in rows]
        return FoundTable(top, bottom, columns_of(region), [row.cells for row in rows], [], spots)
    spots = [
        spot_of(line.page, pages[line.page], line.row.y + 0.9 * line.row.size, line.row.y)
        for line in region.lines
    ]
    borders = [first.row.x0, max(line.row.x1 for line in region.lines)]
    return FoundTable(top, bottom, borders, [[line.text] for line in region.lines], [], spots)
