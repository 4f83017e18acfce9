"""Where the cells of a table's header stand: the same merged cells in all formats."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import styles
from .cells import clean
from .metrics import width
from .model import Column, Table
from .styles import Look

_PIECES = re.compile(r"[^=+]*=|\+?[^=+]+")
"""What of «(3)=(4)+(5)» stands on one line: a sign of equality ends a line, a plus begins one."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell over ``rows`` rows from ``row`` on and ``columns`` columns from ``first`` on, both from 0."""

    text: str
    look: Look
    row: int
    rows: int
    first: int
    columns: int


def header_cells(table: Table, rooms: Sequence[float]) -> list[HeaderCell]:
    """The cells of the header from top to foot and left to right, the numbers of columns last.

    ``rooms`` are the widths for text in the columns, in points: column numbers such as «(3)=(4)+(5)+(6)»
    get a line end where they are too long, since programs would cut them anywhere.
    """
    columns, look = table.columns, styles.table_look(table)
    deepest = max(len(column.groups) for column in columns)
    cells = [cell for row in range(deepest + 1) for cell in _row_cells(columns, row, deepest, look.header)]
    for index, number in enumerate(_numbers(table)):
        text = _broken(clean(number), look.numbers, rooms[index])
        cells.append(HeaderCell(text, look.numbers, deepest + 1, 1, index, 1))
    return cells


def _row_cells(columns: Sequence[Column], row: int, deepest: int, look: Look) -> list[HeaderCell]:
    """The cells that begin in this row: groups, and the headers of columns with just so many groups."""
    cells = []
    start = 0
    while start < len(columns):
        end, groups = start + 1, columns[start].groups
        if len(groups) > row:
            shared = groups[: row + 1]
            while end < len(columns) and columns[end].groups[: row + 1] == shared:
                end += 1
            cells.append(HeaderCell(groups[row], look, row, 1, start, end - start))
        elif len(groups) == row:
            header = columns[start].header
            cells.append(HeaderCell(header, look, row, deepest + 1 - row, start, 1))
        start = end
    return cells


def _numbers(table: Table) -> tuple[str, ...]:
    if table.numbers or not table.numbered:
        return table.numbers
    return tuple(f"({number})" for number in range(1, len(table.columns) + 1))


def _broken(text: str, look: Look, room: float) -> str:
    if " " in text or width(text, look.face, look.size) <= room:
        return text
    lines = [""]
    for piece in _PIECES.findall(text):
        longer = lines[-1] + piece
        if lines[-1] and width(longer, look.face, look.size) > room:
            lines.append(piece)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def row_heights(cells: Sequence[HeaderCell], needed: Sequence[float]) -> list[float]:
    """The heights of the header's rows, for what each of its cells needs; merged cells stretch all theirs."""
    heights = [0.0] * max(cell.row + cell.rows for cell in cells)
    for cell, need in sorted(zip(cells, needed, strict=True), key=lambda pair: pair[0].rows):
        rows = range(cell.row, cell.row + cell.rows)
        missing = need - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(missing, 0.0) / cell.rows
    return heights
