"""Tables of a Word document: those with content, and the bare ones that set blocks side by side.

Rows are written as XML at once, since python-docx looks a table through for every cell it is asked for.
Widths are in points here and in twentieths of a point in the file.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from . import styles
from .cells import clean, column_widths, shown, stand, text_column
from .job import Job
from .model import Cell, Row, RowKind, Table
from .no_break import held_within
from .styles import Look, Stand
from .table_header import HeaderCell, header_cells

_JUSTIFICATION = {Stand.LEFT: "left", Stand.CENTER: "center", Stand.RIGHT: "right", Stand.JUSTIFY: "both"}

_SHORT_ROWS, _SHORT_TEXT = 12, 400
"""A table of so few rows and letters is not cut by a page's foot."""
_WIDEST_PADDING = max(styles.TABLE.padding_x, styles.COMPACT_TABLE.padding_x)
_LONG_ROW = 2500
"""A row of more letters than this may be cut: it could be higher than a page."""


def _length(rows: Sequence[Row]) -> int:
    return sum(len(shown(cell)) for row in rows for cell in row.cells)


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


class TableWriter:
    """Writes tables with content into a document."""

    def __init__(self, document: WordDocument, job: Job) -> None:
        self.document, self.job = document, job
        self.ids = {style.name: style.style_id for style in document.styles}

    def write(self, table: Table, room: float, *, kept: bool = False) -> None:
        """Append the table; ``kept`` keeps its last row on one page with what follows."""
        width = room * table.width
        widths = column_widths(table, width)
        grid = "".join(f'<w:gridCol w:w="{twips(one)}"/>' for one in widths)
        look = styles.table_look(table)
        pad_x, pad_y = twips(look.padding_x), twips(look.padding_y)
        border = f'w:val="single" w:sz="{round(styles.GRID_THICKNESS * 8)}" w:space="0" w:color="000000"'
        borders = "".join(
            f"<w:{side} {border}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        element: Any = parse_xml(
            f"<w:tbl {nsdecls('w')}><w:tblPr>"
            f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:jc w:val="center"/>'
            f"<w:tblBorders>{borders}</w:tblBorders>"
            '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:top w:w="{pad_y}" w:type="dxa"/><w:left w:w="{pad_x}" w:type="dxa"/>'
            f'<w:bottom w:w="{pad_y}" w:type="dxa"/><w:right w:w="{pad_x}" w:type="dxa"/>'
            f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
        )
        body = self.document.element.body
        body.insert(len(body) - 1, element)
        self._append(element, self._header_rows(table, widths))
        last = len(table.rows) - 1
        short = len(table.rows) <= _SHORT_ROWS and _length(table.rows) < _SHORT_TEXT
        batch: list[str] = []
        for index, row in enumerate(table.rows):
            follows = table.rows[index + 1] if index < last else None
            # A group takes its first row along, a total the row before it.
            bound = (
                (short and index < last)
                or row.kind is RowKind.GROUP
                or (follows is not None and follows.kind is RowKind.TOTAL)
            )
            batch.append(self._row(row, table, widths, bound=bound or (kept and index == last)))
            if len(batch) == 200 or index == last:
                self._append(element, batch)
                self.job.step(len(batch))
                batch = []

    def _append(self, element: Any, rows: Iterable[str]) -> None:
        wrapped = parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(rows)}</w:tbl>")
        for row in list(wrapped):
            element.append(row)

    def _header_rows(self, table: Table, widths: Sequence[float]) -> list[str]:
        header = header_cells(table, [width - 2 * styles.table_look(table).padding_x for width in widths])
        count = max(cell.row + cell.rows for cell in header)
        properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        return [f"<w:tr>{properties}{self._header_cells(header, widths, row)}</w:tr>" for row in range(count)]

    def _header_cells(self, header: Sequence[HeaderCell], widths: Sequence[float], row: int) -> str:
        """The cells of one row; one that reaches down from an upper row goes on as an empty cell."""
        here = [cell for cell in header if cell.row <= row < cell.row + cell.rows]
        return "".join(
            self._cell(
                cell.text if cell.row == row else "",
                cell.look,
                Stand.CENTER,
                sum(widths[cell.first : cell.first + cell.columns]),
                span=cell.columns,
                merge="" if cell.rows == 1 else "restart" if cell.row == row else "continue",
            )
            for cell in sorted(here, key=lambda cell: cell.first)
        )

    def _row(self, row: Row, table: Table, widths: Sequence[float], *, bound: bool) -> str:
        looks = styles.table_look(table)
        look = looks.cell if row.kind is RowKind.BODY else looks.strong
        if row.kind is RowKind.GROUP:
            cells = self._cell(row.cells[0], look, Stand.CENTER, widths[0], bound=bound)
            if len(widths) > 1:
                rest = sum(widths[1:])
                cells += self._cell(row.cells[1], look, Stand.LEFT, rest, span=len(widths) - 1, bound=bound)
        else:
            moved = text_column(table.columns)
            cells = "".join(
                self._cell(
                    cell,
                    look,
                    stand(cell, column),
                    widths[index],
                    indent=row.indent if index == moved else 0,
                    bound=bound,
                )
                for index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True))
            )
        # A row of more text than a page must be allowed to go on to the next one.
        split = "" if _length([row]) > _LONG_ROW else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{split}</w:trPr>{cells}</w:tr>"

    def _cell(
        self,
        cell: Cell,
        look: Look,
        where: Stand,
        width: float,
        *,
        span: int = 1,
        merge: str = "",
        indent: int = 0,
        bound: bool = False,
    ) -> str:
        """A cell over ``span`` columns; ``merge`` says whether one over several rows begins or goes on."""
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        merged += f'<w:vMerge w:val="{merge}"/>' if merge else ""
        keep = "<w:keepNext/>" if bound else ""
        moved = f'<w:ind w:left="{twips(indent * styles.CELL_INDENT)}"/>' if indent else ""
        properties = (
            f"<w:pPr><w:pStyle w:val={quoteattr(self.ids[look.name])}/>{keep}{moved}"
            f'<w:jc w:val="{_JUSTIFICATION[where]}"/></w:pPr>'
        )
        room = width - 2 * _WIDEST_PADDING - indent * styles.CELL_INDENT
        text = held_within(shown(cell), look.face, look.size, room)
        paragraphs = "".join(f"<w:p>{properties}{_run(line)}</w:p>" for line in text.split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{merged}'
            f'<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
        )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>' if text else ""


def side_by_side(document: WordDocument, widths: Sequence[float], rows: int) -> list[list[Any]]:
    """Append a bare table and give its cells; no row of it is cut by a page's foot.

    LibreOffice goes by the grid and Word by the cells, so both get the widths.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr><w:p/></w:tc>' for width in widths
    )
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    element: Any = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{row * rows}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, element)
    from docx.table import Table as WordTable

    table = WordTable(element, document)
    return [list(one.cells) for one in table.rows]
