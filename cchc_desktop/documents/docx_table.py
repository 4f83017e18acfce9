"""Tables with content of a Word document."""

from collections.abc import Sequence

from . import styles
from .cells import clean, column_widths, shown, stand, text_column
from .docx_xml import BATCH, Body, paragraph, parsed, run, table, table_cell, twips
from .job import Job
from .model import Row, RowKind, Table
from .no_break import held_within
from .styles import Look, Stand
from .table_header import HeaderCell, header_cells

_SHORT_ROWS, _SHORT_TEXT = 12, 400
"""A table of so few rows and letters is not cut by a page's foot."""
_WIDEST_PADDING = max(styles.TABLE.padding_x, styles.COMPACT_TABLE.padding_x)
_LONG_ROW = 2500
"""A row of more letters than this may be cut: it could be higher than a page."""


def write_table(body: Body, block: Table, room: float, job: Job, *, kept: bool = False) -> None:
    """Append the table; ``kept`` keeps its last row on one page with what follows."""
    widths = column_widths(block, room * block.width)
    looks = styles.table_look(block)
    pad_x, pad_y = twips(looks.padding_x), twips(looks.padding_y)
    border = f'w:val="single" w:sz="{round(styles.GRID_THICKNESS * 8)}" w:space="0" w:color="000000"'
    borders = "".join(
        f"<w:{side} {border}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = (
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{pad_y}" w:type="dxa"/><w:left w:w="{pad_x}" w:type="dxa"/>'
        f'<w:bottom w:w="{pad_y}" w:type="dxa"/><w:right w:w="{pad_x}" w:type="dxa"/></w:tblCellMar>'
    )
    element = body.begin(table(widths, properties, "".join(_header_rows(block, widths))))
    writer = _RowWriter(block, widths)
    last = len(block.rows) - 1
    short = len(block.rows) <= _SHORT_ROWS and sum(map(_length, block.rows)) < _SHORT_TEXT
    batch: list[str] = []
    for index, row in enumerate(block.rows):
        follows = block.rows[index + 1] if index < last else None
        # A group takes its first row along, a total the row before it.
        bound = (
            (short and index < last)
            or row.kind is RowKind.GROUP
            or (follows is not None and follows.kind is RowKind.TOTAL)
        )
        batch.append(writer.row(row, bound=bound or (kept and index == last)))
        if len(batch) == BATCH or index == last:
            element.extend(parsed("".join(batch)))
            job.step(len(batch))
            batch = []


def _length(row: Row) -> int:
    return sum(len(shown(content)) for content in row.cells)


def _header_rows(block: Table, widths: Sequence[float]) -> list[str]:
    padding = 2 * styles.table_look(block).padding_x
    header = header_cells(block, [width - padding for width in widths])
    count = max(cell.row + cell.rows for cell in header)
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    return [f"<w:tr>{properties}{_header_cells(header, widths, row)}</w:tr>" for row in range(count)]


def _header_cells(header: Sequence[HeaderCell], widths: Sequence[float], row: int) -> str:
    """The cells of one row; one that reaches down from an upper row goes on as an empty cell."""
    here = [cell for cell in header if cell.row <= row < cell.row + cell.rows]
    return "".join(
        _cell(
            clean(cell.text) if cell.row == row else "",
            cell.look,
            Stand.CENTER,
            sum(widths[cell.first : cell.first + cell.columns]),
            span=cell.columns,
            merge="" if cell.rows == 1 else "restart" if cell.row == row else "continue",
        )
        for cell in sorted(here, key=lambda cell: cell.first)
    )


class _RowWriter:
    """Writes the rows of a table below its header."""

    def __init__(self, block: Table, widths: Sequence[float]) -> None:
        self.columns, self.widths = block.columns, widths
        self.looks = styles.table_look(block)
        self.moved = text_column(block.columns)

    def row(self, row: Row, *, bound: bool) -> str:
        """The row, ``bound`` to the page of the next one."""
        look = self.looks.cell if row.kind is RowKind.BODY else self.looks.strong
        texts = [shown(content) for content in row.cells]
        widths = self.widths
        if row.kind is RowKind.GROUP:
            cells = _cell(texts[0], look, Stand.CENTER, widths[0], bound=bound)
            if len(widths) > 1:
                rest = sum(widths[1:])
                cells += _cell(texts[1], look, Stand.LEFT, rest, span=len(widths) - 1, bound=bound)
        else:
            cells = "".join(
                _cell(
                    text,
                    look,
                    stand(content, column),
                    width,
                    indent=row.indent if index == self.moved else 0,
                    bound=bound,
                )
                for index, (text, content, column, width) in enumerate(
                    zip(texts, row.cells, self.columns, widths, strict=True)
                )
            )
        # A row of more text than a page must be allowed to go on to the next one.
        split = "" if sum(map(len, texts)) > _LONG_ROW else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{split}</w:trPr>{cells}</w:tr>"


def _cell(
    text: str,
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
    moved = indent * styles.CELL_INDENT
    lines = held_within(text, look.face, look.size, width - 2 * _WIDEST_PADDING - moved).split("\n")
    paragraphs = [paragraph(look, run(line), keep=bound or None, left=moved, stand=where) for line in lines]
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return table_cell(width, "".join(paragraphs), f'{merged}<w:vAlign w:val="center"/>')
