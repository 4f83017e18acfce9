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
from .cells import clean, column_widths, shown, stand
from .job import Job
from .model import Cell, Row, RowKind, Table
from .styles import Look, Stand

_JUSTIFICATION = {Stand.LEFT: "left", Stand.CENTER: "center", Stand.RIGHT: "right", Stand.JUSTIFY: "both"}

_SHORT_ROWS, _SHORT_TEXT = 12, 400
"""A table of so few rows and letters is not cut by a page's foot."""
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
        widths = column_widths(table.columns, width)
        grid = "".join(f'<w:gridCol w:w="{twips(one)}"/>' for one in widths)
        pad_x, pad_y = twips(styles.CELL_PADDING_X), twips(styles.CELL_PADDING_Y)
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
        rows = [self._header_row([column.header for column in table.columns], widths, styles.TABLE_HEADER)]
        if table.numbered:
            numbers = [f"({number})" for number in range(1, len(widths) + 1)]
            rows.append(self._header_row(numbers, widths, styles.TABLE_NUMBERS))
        self._append(element, rows)
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

    def _header_row(self, texts: Sequence[str], widths: Sequence[float], look: Look) -> str:
        cells = "".join(
            self._cell(text, look, Stand.CENTER, width) for text, width in zip(texts, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, row: Row, table: Table, widths: Sequence[float], *, bound: bool) -> str:
        look = styles.TABLE_CELL if row.kind is RowKind.BODY else styles.TABLE_STRONG
        if row.kind is RowKind.GROUP:
            cells = self._cell(row.cells[0], look, Stand.CENTER, widths[0], bound=bound)
            if len(widths) > 1:
                rest = sum(widths[1:])
                cells += self._cell(row.cells[1], look, Stand.LEFT, rest, span=len(widths) - 1, bound=bound)
        else:
            cells = "".join(
                self._cell(cell, look, stand(cell, column), width, bound=bound)
                for cell, column, width in zip(row.cells, table.columns, widths, strict=True)
            )
        # A row of more text than a page must be allowed to go on to the next one.
        split = "" if _length([row]) > _LONG_ROW else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{split}</w:trPr>{cells}</w:tr>"

    def _cell(
        self, cell: Cell, look: Look, where: Stand, width: float, *, span: int = 1, bound: bool = False
    ) -> str:
        grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        keep = "<w:keepNext/>" if bound else ""
        properties = (
            f"<w:pPr><w:pStyle w:val={quoteattr(self.ids[look.name])}/>{keep}"
            f'<w:jc w:val="{_JUSTIFICATION[where]}"/></w:pPr>'
        )
        paragraphs = "".join(f"<w:p>{properties}{_run(line)}</w:p>" for line in shown(cell).split("\n"))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{grid_span}'
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
