"""Tables of a workbook: real numbers, dates and formulas in cells of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import styles
from .cells import column_widths, shown, stand, text_column
from .job import Job
from .metrics import chunks, count_lines, width
from .model import Cell, Formula, Row, RowKind, Table
from .styles import Look, Stand
from .table_header import header_cells, row_heights
from .xlsx_formats import number_format
from .xlsx_sheet import SheetCells, Value, letter
from .xlsx_styles import (
    HIGHEST_ROW,
    SIGNS,
    CellStyle,
    StyleBook,
    lines_height,
    most_lines,
    text_height,
    text_room,
)

_SIDES = "tblr"
_PLACE = re.compile(r"\{(?:@(?P<row>[\w.]+)|(?:(?P<table>\w+)\.)?(?P<name>\w+))\}")
_MOST_FROZEN = 260.0
"""Rows that are frozen must leave rows to scroll on a small screen, whose window shows about 340 points."""

_LONG = 1_000
"""A table of so many rows is written row by row: most of them are plain ones."""
_ENOUGH = 0.75
"""The share of its width that a column needs where it must do with the columns of another table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a sheet, in points."""

    widths: tuple[float, ...]

    @classmethod
    def of(cls, tables: Sequence[Table], room: float) -> "Grid":
        """The columns of the table that has the most of them; other tables take several of its columns."""
        widest = max(tables, key=lambda table: len(table.columns), default=None)
        if widest is None:
            # Nothing but text: one wide column, so that no cell of it need be merged.
            return cls((room,))
        return cls(tuple(column_widths(widest, room)))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.widths)

    def span(self, first: int, last: int) -> float:
        """The width of the columns ``first`` to ``last``, counted from 1."""
        return sum(self.widths[first - 1 : last])

    def split(self, left: float) -> int:
        """The last column of a left block that should be ``left`` points wide; one remains at the right."""
        if self.count == 1:
            return 1
        return min(range(1, self.count), key=lambda last: abs(self.span(1, last) - left))

    def thirds(self, widths: Sequence[float]) -> list[tuple[int, int]]:
        """The first and last columns of three blocks side by side of about these widths.

        Where the columns are cut too differently, each block is given the whole width.
        """
        if self.count >= 3:
            middle = min(range(1, self.count - 1), key=lambda last: abs(self.span(1, last) - widths[0]))
            end = min(
                range(middle + 1, self.count),
                key=lambda last: abs(self.span(1, last) - widths[0] - widths[1]),
            )
            blocks = [(1, middle), (middle + 1, end), (end + 1, self.count)]
            if all(self.span(*block) >= width * _ENOUGH for block, width in zip(blocks, widths, strict=True)):
                return blocks
        return [(1, self.count)] * 3

    def share(self, table: Table) -> list[tuple[int, int]]:
        """The first and last grid column of each column of the table."""
        if len(table.columns) == self.count:
            return [(number, number) for number in range(1, self.count + 1)]
        room = sum(self.widths) * table.width
        spans: list[tuple[int, int]] = []
        first, used = 1, 0.0
        for index, wide in enumerate(column_widths(table, room)):
            used += wide
            left = len(table.columns) - index - 1
            ends = range(first, self.count - left + 1)
            # Rather too wide than too narrow: beside one very wide column, a narrow one may be the nearest.
            ample = [end for end in ends if self.span(first, end) >= wide * _ENOUGH] or ends[-1:]
            last = min(ample, key=lambda end: abs(self.span(1, end) - used))
            spans.append((first, last))
            first = last + 1
        return spans


@dataclass(slots=True)
class _Placed:
    """Where a table stands in the sheet."""

    spans: list[tuple[int, int]]
    first: int
    last: int
    rows: dict[str, int] = field(default_factory=dict)
    """The numbers of the rows that have a name."""

    def letter(self, name: str) -> str:
        """The letter of the table's column called by its own letter: ``A`` is its first."""
        return letter(self.spans[ord(name) - ord("A")][0])


class _PlainRows:
    """The rows of a long table that are as most are: cells of one line or more, each in its column, without
    formulas. What is the same for every row is settled once."""

    def __init__(self, writer: "TableWriter", table: Table, spans: list[tuple[int, int]]) -> None:
        self._writer, self._columns = writer, table.columns
        self._look = styles.table_look(table).cell
        self._rooms = [text_room(writer.grid.span(first, last)) for first, last in spans]
        self._can = len(spans) == writer.grid.count and all(first == last for first, last in spans)
        self._most = most_lines(self._look.size)
        self._styles: dict[tuple[int, str, bool, bool], int] = {}

    def write(self, row: Row, number: int) -> bool:
        """Writes a row that is plain; says of any other that it is not."""
        if not self._can or row.kind is not RowKind.BODY or row.indent or row.name:
            return False
        look, most = self._look, 1
        cells: list[tuple[Value, int]] = []
        for at, (cell, room) in enumerate(zip(row.cells, self._rooms, strict=True)):
            if isinstance(cell, Formula):
                return False
            text = shown(cell)
            if text:
                most = max(most, count_lines(text, look.face, look.size, room))
                if most > self._most:
                    return False
            value: Value = text if isinstance(cell, str) else cell
            cells.append((value, self._style(at, cell, text)))
        self._writer.cells.put_row(number, cells, lines_height(most, look.size))
        return True

    def _style(self, at: int, cell: Cell, text: str) -> int:
        is_text = isinstance(cell, str)
        key = (at, number_format(cell), is_text, is_text and text[:1] in SIGNS)
        found = self._styles.get(key)
        if found is None:
            where = stand(cell, self._columns[at])
            style = CellStyle(self._look, where, "center", _SIDES, key[1], literal=key[3])
            found = self._styles[key] = self._writer.book.number(style)
        return found


class TableWriter:
    """Writes the tables of one sheet."""

    def __init__(
        self, sheet: Any, cells: SheetCells, grid: Grid, book: StyleBook, job: Job, held: int = 0
    ) -> None:
        """The first ``held`` columns stay in sight, and are printed on every page."""
        self.sheet, self.cells, self.grid, self.book, self.job = sheet, cells, grid, book, job
        self._held = held
        self.kept: set[int] = set()
        """The rows that stay on one page with the row after them: groups, headers, what a total follows."""
        self._named: dict[str, _Placed] = {}
        self._formulas: list[tuple[int, int, Formula, int, _Placed]] = []
        """The row, the column, the formula, the style of each cell that has one, and its table."""
        self._frozen = False

    def write(self, table: Table, row: int) -> int:
        """Write the table from ``row`` on; gives the row after it."""
        spans = self.grid.share(table)
        header = row
        row = self._header(table, spans, row)
        self.kept.update(range(header - 1, row))
        if not self._frozen and len(table.columns) == self.grid.count:
            # The header stays in sight, and is printed on every page.
            self._frozen = True
            if sum(self.cells.heights.get(above, 15.0) for above in range(1, row)) <= _MOST_FROZEN:
                self.sheet.freeze_panes = f"{letter(self._held + 1)}{row}"
            if self._held:
                self.sheet.print_title_cols = f"A:{letter(self._held)}"
            self.sheet.print_title_rows = f"{header}:{row - 1}"
        placed = _Placed(spans, row, row)
        plain = _PlainRows(self, table, spans) if len(table.rows) >= _LONG else None
        for each in table.rows:
            if plain is not None and plain.write(each, row):
                placed.last = row
                row += 1
                self.job.step()
                continue
            if each.kind is RowKind.TOTAL:
                self.kept.add(row - 1)
            if each.name:
                placed.rows[each.name] = row
            row = self._row(each, table, placed, row)
            if each.kind is RowKind.GROUP:
                self.kept.add(row - 1)
            if each.kind is not RowKind.TOTAL:
                placed.last = row - 1
            self.job.step()
        if table.name:
            self._named[table.name] = placed
        if table.filtered and placed.last >= placed.first and not self.sheet.auto_filter.ref:
            self.sheet.auto_filter.ref = f"A{placed.first - 1}:{letter(spans[-1][1])}{placed.last}"
        return row

    def finish(self) -> None:
        """Write the formulas, now that every table has its place."""
        for row, column, formula, style, placed in self._formulas:
            excel = self._resolved(formula.excel, row, column, placed)
            self.cells.put_formula(row, column, excel, formula.value, style)

    def _resolved(self, excel: str, row: int, column: int, placed: _Placed) -> str:
        def put(found: re.Match[str]) -> str:
            name = found["name"]
            if found["row"]:
                return str(placed.rows[found["row"]])
            if found["table"]:
                other = self._named[found["table"]]
                name = other.letter(name)
                return f"${name}${other.first}:${name}${other.last}"
            known = {
                "row": str(row),
                "column": letter(column),
                "first": str(placed.first),
                "last": str(placed.last),
            }
            return known.get(name) or placed.letter(name)

        return _PLACE.sub(put, excel)

    def _header(self, table: Table, spans: list[tuple[int, int]], row: int) -> int:
        header = header_cells(table, [text_room(self.grid.span(first, last)) for first, last in spans])
        needed = []
        for cell in header:
            first, last = spans[cell.first][0], spans[cell.first + cell.columns - 1][1]
            style = CellStyle(cell.look, Stand.CENTER, border=_SIDES)
            self._put(cell.text, style, row + cell.row, first, last, cell.rows)
            needed.append(text_height(cell.text, cell.look, self.grid.span(first, last)))
        for height in row_heights(header, needed):
            self.cells.heights[row] = min(height, HIGHEST_ROW)
            row += 1
        return row

    def _row(self, row: Row, table: Table, placed: _Placed, number: int) -> int:
        columns, looks = table.columns, styles.table_look(table)
        if row.kind is RowKind.GROUP and self._group(row, placed.spans, number, looks.strong):
            return number + 1
        look = looks.cell if row.kind is RowKind.BODY else looks.strong
        # A formula may come to a number yet, where it gives words now.
        fixed = [None if isinstance(cell, Formula) else cell for cell in row.cells]
        spans, stands = placed.spans, [stand(c, k) for c, k in zip(fixed, columns, strict=True)]
        cells: Sequence[Cell] = row.cells
        if row.kind is RowKind.GROUP:
            cells, stands = row.cells[:2], [Stand.CENTER, Stand.LEFT]
            spans = [spans[0], (spans[1][0], spans[-1][1])] if len(spans) > 1 else spans
            cells = cells[: len(spans)]
        rooms = [self.grid.span(first, last) for first, last in spans]
        indents = [0] * len(spans)
        moved = text_column(columns)
        if row.indent and moved is not None and row.kind is not RowKind.GROUP:
            indents[moved] = row.indent
            rooms[moved] -= row.indent * styles.CELL_INDENT
        most = most_lines(look.size)
        pieces = [
            chunks(shown(cell), look.face, look.size, text_room(room), most)
            if isinstance(cell, str)
            else [cell]
            for cell, room in zip(cells, rooms, strict=True)
        ]
        count = max(len(piece) for piece in pieces)
        for index in range(count):
            # A row that is too high for a spreadsheet goes on below, without a line between.
            border = _SIDES if count == 1 else "lr" + "t" * (index == 0) + "b" * (index == count - 1)
            heights = []
            for piece, where, (first, last), room, indent in zip(
                pieces, stands[: len(pieces)], spans, rooms, indents, strict=True
            ):
                value: Cell = piece[index] if index < len(piece) else None
                vertical = "center" if count == 1 else "top"
                style = CellStyle(look, where, vertical, border, number_format(value), indent=indent)
                chosen = self._put(value, style, number, first, last)
                if isinstance(value, Formula):
                    self._formulas.append((number, first, value, chosen, placed))
                heights.append(text_height(shown(value), look, room))
            self.cells.heights[number] = max(heights)
            number += 1
        return number

    def _group(self, row: Row, spans: list[tuple[int, int]], number: int, look: Look) -> bool:
        """Write a row that opens a group, its words over the empty cells beside theirs; whether they fit.

        Nothing is merged: spreadsheets sort no list with merged cells.
        """
        if len(spans) < 2 or spans[0][0] != spans[0][1]:
            return False
        marker, words = (shown(cell) for cell in row.cells[:2])
        first, last = spans[1][0], spans[-1][1]
        if "\n" in words or width(words, look.face, look.size) > text_room(self.grid.span(first, last)):
            return False
        self._put(marker, CellStyle(look, Stand.CENTER, border=_SIDES), number, spans[0][0], spans[0][1])
        for column in range(first, last + 1):
            border = "tb" + "l" * (column == first) + "r" * (column == last)
            style = CellStyle(look, Stand.LEFT, border=border, over=True)
            self._put(words if column == first else None, style, number, column, column)
        self.cells.heights[number] = text_height("", look, self.grid.span(first, last))
        return True

    def _put(self, value: Cell, style: CellStyle, row: int, first: int, last: int, rows: int = 1) -> int:
        """Write a value over these columns and ``rows`` rows, merged, and give the number of its style."""
        content: Value = None
        if isinstance(value, str):
            content = shown(value)
            if content[:1] in SIGNS:
                style = replace(style, literal=True)
        elif not isinstance(value, Formula):
            content = value
        number = self.book.number(style)
        if first == last and rows == 1:
            self.cells.put(row, first, content, number)
            return number
        for down in range(rows):
            for column in range(first, last + 1):
                self.cells.put(row + down, column, None, number)
        self.cells.put(row, first, content, number)
        self.cells.merge(row, first, last, rows)
        return number
