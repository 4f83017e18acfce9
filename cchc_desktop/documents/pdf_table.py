"""Tables of any length in a PDF: measured row by row as the pages are filled.

reportlab's own tables measure all their rows again for every page, which is quadratic; here each row is
measured once, when its page is set, so time grows with the rows and memory does not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import Flowable, FrameBreak

from . import styles
from .cells import column_widths, shown, stand, text_column
from .metrics import width, wrap
from .model import Row, RowKind, Table, cell_source
from .no_break import held_within
from .pdf_flow import SLACK
from .pdf_ink import Ink, ink_of
from .pdf_spots import note_spot
from .pdf_stack import ASCENT, printable
from .styles import Look, Stand
from .table_header import HeaderCell, header_cells, row_heights

_ROWS_BEFORE_TAIL = 1
"""How many rows of the body stay with the total, and with the signature that follows the table."""

_HEADER_SHARE = 0.4
"""The most of a page's height that a header takes."""
_SHORT_ROWS, _SHORT_SHARE = 12, 0.4
"""A table of so few rows, and not higher than this share of a page, is not cut."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell that has been measured: its place, its lines and their look; ``indent`` moves the lines in."""

    x: float
    width: float
    lines: tuple[str, ...]
    look: Look
    stands: Stand
    padding_x: float
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class _HeaderBox:
    """A cell of the header that has been measured; ``top`` is how far it stands below the table's edge."""

    box: _Box
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row that has been measured; ``sources`` say where the numbers of its cells come from."""

    boxes: tuple[_Box, ...]
    kind: RowKind
    lines: int
    leading: float
    padding_y: float
    sources: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return self.lines * self.leading + 2 * self.padding_y


@dataclass(frozen=True, slots=True)
class _Slice:
    """The lines of a row that stand on one page: from ``first`` to before ``last``."""

    row: _Laid
    first: int
    last: int

    @property
    def height(self) -> float:
        return (self.last - self.first) * self.row.leading + 2 * self.row.padding_y


class Measured:
    """A table with its column widths and its header, and its rows measured on demand."""

    def __init__(self, table: Table, room: float, page_height: float, step: Callable[[int], None]) -> None:
        self.table = table
        self.look = styles.table_look(table)
        self.room = room * table.width
        self.left = (room - self.room) / 2
        self.widths = column_widths(table, self.room)
        self.page_height = page_height
        self.step = step
        self.text_column = text_column(table.columns)
        self.header = self._lay_header()
        self.header_height = max(each.top + each.height for each in self.header)
        self._rows: dict[int, _Laid] = {}

    def _box(self, text: str, column: int, span: int, look: Look, stands: Stand, indent: float = 0.0) -> _Box:
        width = sum(self.widths[column : column + span])
        padding = self.look.padding_x
        room = width - 2 * padding - indent
        held = held_within(text, look.face, look.size, room)
        lines = wrap(printable(held), look.face, look.size, room)
        return _Box(self.left + sum(self.widths[:column]), width, tuple(lines), look, stands, padding, indent)

    def _lay_header(self) -> list[_HeaderBox]:
        rooms = [width - 2 * self.look.padding_x for width in self.widths]
        cells = header_cells(self.table, rooms)
        boxes = [self._box(c.text, c.first, c.columns, c.look, Stand.CENTER) for c in cells]
        heights = row_heights(cells, [self._header_height(box) for box in boxes])
        most = self.page_height * _HEADER_SHARE
        if sum(heights) > most:
            # A header stands on every page and must leave room for rows.
            boxes = [
                replace(box, lines=box.lines[: self._lines_of(cell, most / len(heights))])
                for box, cell in zip(boxes, cells, strict=True)
            ]
            heights = row_heights(cells, [self._header_height(box) for box in boxes])
        return [
            _HeaderBox(box, sum(heights[: cell.row]), sum(heights[cell.row : cell.row + cell.rows]))
            for box, cell in zip(boxes, cells, strict=True)
        ]

    def _header_height(self, box: _Box) -> float:
        return len(box.lines) * box.look.leading + 2 * self.look.padding_y

    def _lines_of(self, cell: HeaderCell, row_height: float) -> int:
        """How many lines the cell has room for, in rows of this height; at least one."""
        return max(1, int((cell.rows * row_height - 2 * self.look.padding_y) / cell.look.leading))

    def _lay(self, row: Row, look: Look) -> _Laid:
        boxes = [
            self._box(shown(cell), index, 1, look, stand(cell, column), self._indent(row, index))
            for index, (cell, column) in enumerate(zip(row.cells, self.table.columns, strict=True))
        ]
        sources = tuple(cell_source(row, column) for column in self.table.columns) if row.source else ()
        lines = max(len(box.lines) for box in boxes)
        return _Laid(tuple(boxes), row.kind, lines, look.leading, self.look.padding_y, sources)

    def _lay_group(self, row: Row) -> _Laid:
        look = self.look.strong
        boxes = [self._box(shown(row.cells[0]), 0, 1, look, Stand.CENTER)]
        if len(row.cells) > 1:
            boxes.append(self._box(shown(row.cells[1]), 1, len(row.cells) - 1, look, Stand.LEFT))
        return _Laid(
            tuple(boxes), row.kind, max(len(box.lines) for box in boxes), look.leading, self.look.padding_y
        )

    def _indent(self, row: Row, column: int) -> float:
        return row.indent * styles.CELL_INDENT if column == self.text_column else 0.0

    def row(self, index: int) -> _Laid:
        """The row of this number, measured; the few rows about the page's foot are remembered."""
        if index not in self._rows:
            if len(self._rows) > 200:
                self._rows.clear()
            row = self.table.rows[index]
            if row.kind is RowKind.GROUP:
                self._rows[index] = self._lay_group(row)
            else:
                look = self.look.strong if row.kind is RowKind.TOTAL else self.look.cell
                self._rows[index] = self._lay(row, look)
        return self._rows[index]

    def fill(self, start: int, line: int, available: float) -> tuple[list[_Slice], int, int, float]:
        """The slices of rows that fit into ``available`` below the header, from a row and a line of it.

        Also gives the row and line that the next page begins with, and the height used.
        """
        slices: list[_Slice] = []
        used = self.header_height
        index = start
        full = self.page_height - self.header_height
        while index < len(self.table.rows):
            row = self.row(index)
            piece = _Slice(row, line, row.lines)
            if used + piece.height <= available + SLACK:
                slices.append(piece)
                used += piece.height
                index, line = index + 1, 0
                continue
            if piece.height > full:
                # A row higher than a page is cut between its lines; others are not cut.
                fitting = int((available - used - 2 * row.padding_y + SLACK) / row.leading)
                if fitting >= 2 and line + fitting < row.lines:
                    slices.append(_Slice(row, line, line + fitting))
                    used += slices[-1].height
                    line += fitting
            break
        return slices, index, line, used

    def page(
        self, start: int, line: int, available: float, tail: float
    ) -> tuple[list[_Slice], int, int, float]:
        """As ``fill``, with the rows that must not stand alone given back to the next page.

        ``tail`` is the height that must follow the last row on its page.
        """
        slices, index, next_line, used = self.fill(start, line, available)

        def give_back() -> None:
            nonlocal index, used
            dropped = slices.pop()
            used -= dropped.height
            index -= 1

        if next_line:
            return slices, index, next_line, used
        # A total, or what follows the table, takes the last row of the body with it.
        left = self.table.rows[index:]
        if (left or used + tail > available + SLACK) and all(row.kind is RowKind.TOTAL for row in left):
            kept = 0
            while len(slices) > 1 and slices[-1].first == 0 and kept < _ROWS_BEFORE_TAIL:
                kept += slices[-1].row.kind is RowKind.BODY
                give_back()
        lone = len(slices)
        while lone and index < len(self.table.rows) and slices[lone - 1].row.kind is RowKind.GROUP:
            lone -= 1
        # On a page of its own, a group whose first row is too high to follow must stand alone.
        if lone or available < self.page_height - 1:
            while len(slices) > lone:
                give_back()
        return slices, index, 0, used


class TablePiece(Flowable):  # type: ignore[misc]
    """The part of a table that stands on one page, with its header."""

    def __init__(self, measured: Measured, slices: list[_Slice]) -> None:
        super().__init__()
        self.measured, self.slices = measured, slices
        self.spaceBefore = self.spaceAfter = 6.0

    def wrap(self, room: float, _available: float) -> tuple[float, float]:
        """The room and the height of header and rows."""
        self.width = room
        self.height = self.measured.header_height + sum(piece.height for piece in self.slices)
        return room, self.height

    def draw(self) -> None:
        """Draw texts and grid."""
        self.measured.step(len(self.slices))
        ink = ink_of(self.canv)
        frames = []
        top = self.height
        for each in self.measured.header:
            upper = top - each.top
            frames.append((each.box.x, upper - each.height, each.box.width, each.height))
            self._write(ink, each.box, each.box.lines, upper, each.height, centred=True)
        top -= self.measured.header_height
        for piece in self.slices:
            height = piece.height
            whole = piece.first == 0 and piece.last == piece.row.lines
            for box in piece.row.boxes:
                frames.append((box.x, top - height, box.width, height))
                lines = box.lines if whole else box.lines[piece.first : piece.last]
                self._write(ink, box, lines, top, height, centred=whole)
            if piece.first == 0:
                for box, source in zip(piece.row.boxes, piece.row.sources, strict=False):
                    if source and box.lines[0][:1] in _BEGINS_NUMBER:
                        note_spot(self.canv, box.x, top, (box.width, height), box.lines[0], source)
            top -= height
        ink.frames(frames, styles.GRID_THICKNESS)

    def _write(
        self, ink: Ink, box: _Box, lines: Sequence[str], top: float, height: float, *, centred: bool
    ) -> None:
        """Write these lines of a cell, in the middle of its height or from its top."""
        look, padding = box.look, self.measured.look.padding_y
        leading, size, face = look.leading, look.size, look.face
        free = height - 2 * padding - len(lines) * leading
        base = top - padding - (free / 2 if centred else 0) - size * ASCENT
        left = box.x + box.padding_x + box.indent
        room = box.width - 2 * box.padding_x - box.indent
        share = _SHARES[box.stands]
        for line in lines:
            x = left + (room - width(line, face, size)) * share if share else left
            ink.write(line, face, size, x, base)
            base -= leading


_BEGINS_NUMBER = frozenset("-0123456789")
"""What a cell with a number begins with."""
_SHARES = {Stand.LEFT: 0.0, Stand.JUSTIFY: 0.0, Stand.CENTER: 0.5, Stand.RIGHT: 1.0}
"""How much of the free width stands before a line."""


class TableFlow(Flowable):  # type: ignore[misc]
    """A table from one of its rows on. ``tail`` is what must stand on one page with its last row."""

    spaceBefore = 6.0

    def __init__(
        self, measured: Measured, start: int = 0, line: int = 0, tail: Flowable | None = None
    ) -> None:
        super().__init__()
        self.measured, self.start, self.line, self.tail = measured, start, line, tail
        self.spaceAfter = tail.getSpaceAfter() if tail is not None else 6.0

    def _tail_height(self, room: float, available: float) -> float:
        if self.tail is None:
            return 0.0
        return float(self.tail.getSpaceBefore() + self.tail.wrap(room, available)[1])

    def _is_short(self, tail: float) -> bool:
        """Whether the table is so short that it goes to the next page rather than being cut."""
        measured = self.measured
        if self.start or self.line or len(measured.table.rows) > _SHORT_ROWS:
            return False
        rows = sum(measured.row(index).height for index in range(len(measured.table.rows)))
        height = measured.header_height + rows
        return height <= measured.page_height * _SHORT_SHARE and height + tail <= measured.page_height

    def wrap(self, room: float, available: float) -> tuple[float, float]:
        """The room and the height; more than is available where the table goes on to another page."""
        self.width = room
        tail = self._tail_height(room, available)
        slices, index, _, used = self.measured.page(self.start, self.line, available, tail)
        if index < len(self.measured.table.rows) or used + tail > available + SLACK:
            self.height = available + used + 1
        else:
            self.piece = TablePiece(self.measured, slices)
            self.height = used + tail
        return room, self.height

    def split(self, room: float, available: float) -> list[Any]:
        """The rows of this page, and a new flowable for the rest; nothing where not one row fits."""
        tail = self._tail_height(room, available)
        slices, index, line, _ = self.measured.page(self.start, self.line, available, tail)
        if self.measured.header_height > available + SLACK or self._is_short(tail):
            return []
        if not slices and self.measured.table.rows:
            return []
        piece = TablePiece(self.measured, slices)
        if index < len(self.measured.table.rows):
            return [piece, FrameBreak(), TableFlow(self.measured, index, line, self.tail)]
        return [piece, self.tail] if self.tail is not None else [piece]

    def draw(self) -> None:
        """Draw the table, and the tail under it."""
        self.piece.wrap(self.width, self.height)
        self.piece.drawOn(self.canv, 0, self.height - self.piece.height)
        if self.tail is not None:
            self.tail.drawOn(self.canv, 0, 0)
