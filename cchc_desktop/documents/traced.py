"""The numbers of a document that say where they come from, in the order in which they are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..domain.numerals import format_number
from ..domain.readings import displayed
from .cells import decimals_of, shown
from .model import (
    AnnexTitle,
    Cell,
    Document,
    Formula,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    cell_source,
)


@dataclass(frozen=True, slots=True)
class TracedNumber:
    """A number of a document: ``where`` it stands, as it is printed, its source, and its paragraph."""

    where: str
    shown: str
    source: str
    context: str = ""


def traced_numbers(document: Document) -> Iterator[TracedNumber]:
    """Every number with a source."""
    for part in document.parts:
        yield from _of_part(part)


def _of_part(part: Part) -> Iterator[TracedNumber]:
    place, headings, line = part.name, dict[int, str](), 0
    for block in part.blocks:
        match block:
            case AnnexTitle():
                place = block.label
            case Heading(level=level) if level is not HeadingLevel.ARTICLE:
                headings = {of: marker for of, marker in headings.items() if of < level.value}
                headings[level.value] = block.marker.strip(" .)")
                line = 0
            case Paragraph():
                line += 1
                path = ".".join(headings.values())
                where = f"{f'Mục {path}' if path else place}, đoạn {line}"
                for mark in block.marks:
                    yield TracedNumber(where, block.text[mark.start : mark.end], mark.source, block.text)
            case Table():
                for row in block.rows:
                    yield from _of_row(place, block, row)


def _of_row(place: str, table: Table, row: Row) -> Iterator[TracedNumber]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        if (source := cell_source(row, column)) and is_number(cell):
            yield TracedNumber(
                f"{place}, dòng {shown(row.cells[0])}, cột «{column.header}»", shown(cell), source
            )


def is_number(cell: Cell) -> bool:
    """Whether there is a number in a cell."""
    value = cell.value if isinstance(cell, Formula) else cell
    return isinstance(value, (int, float, Decimal))


_FIGURE_COLUMNS = {"Trong kỳ": "", "Lũy kế từ đầu năm": "+"}


def printed_figures(document: Document) -> dict[str, str]:
    """The figures in the columns of an annex of statistics, also one that was packed long ago, as a figure's
    own words: by code, those since the year began as «3.17+»."""
    found: dict[str, str] = {}
    for block in (block for part in document.parts for block in part.blocks if isinstance(block, Table)):
        for row in block.rows if block.name == "statistics" else ():
            for column, cell in zip(block.columns, row.cells, strict=True):
                if column.header in _FIGURE_COLUMNS and row.kind is RowKind.BODY:
                    found[f"{row.cells[0]}{_FIGURE_COLUMNS[column.header]}"] = _words(cell)
    return found


def _words(cell: Cell) -> str:
    """A figure without the noughts that an annex adds to it."""
    value = cell.value if isinstance(cell, Formula) else cell
    if isinstance(value, Decimal):
        return format_number(displayed(Fraction(value), decimals_of(value)))
    return shown(value)
