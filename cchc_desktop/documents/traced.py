"""The numbers of a document that say where they come from, in the order in which they are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .cells import shown
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
