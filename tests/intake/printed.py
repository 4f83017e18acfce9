"""A composed document as the source that a reader would give back: the way round without a file."""

from datetime import date
from decimal import Decimal

from cchc_desktop.documents.model import (
    AnnexTitle,
    Block,
    Document,
    FormHead,
    Formula,
    Heading,
    LetterHead,
    Paragraph,
    RowKind,
    SignatureBlock,
    Style,
    Table,
    Title,
)
from cchc_desktop.domain.numerals import format_number
from cchc_desktop.intake.source import Source, SourceBlock, SourceParagraph, SourceTable


def printed(document: Document) -> Source:
    """The document's paragraphs and tables in order, with what layout a reader sees."""
    blocks: list[SourceBlock] = []
    for part in document.parts:
        for block in part.blocks:
            blocks.extend(_blocks(block))
    return Source(document.title, tuple(blocks))


def _bold(text: str, *, centered: bool = False) -> SourceParagraph:
    return SourceParagraph(text, bold_lead=len(text), centered=centered)


def _blocks(block: Block) -> list[SourceBlock]:
    match block:
        case LetterHead():
            texts = (block.superior, block.issuer, block.number_line, block.place_date)
            return [SourceParagraph(" ".join(text.split()), centered=True) for text in texts if text]
        case Title():
            lines = [_bold(block.kind, centered=True), _bold(block.subject, centered=True)]
            if block.enclosure:
                lines.append(SourceParagraph(block.enclosure, italic=True, centered=True))
            return [line for line in lines if line.text]
        case AnnexTitle():
            lines = [_bold(block.label, centered=True), _bold(block.name, centered=True)]
            if block.enclosure:
                lines.append(SourceParagraph(block.enclosure, italic=True, centered=True))
            return list(lines)
        case Heading():
            return [_bold(f"{block.marker} {block.text}".strip())]
        case Paragraph():
            text = f"{block.marker} {block.text}".strip()
            italic = block.style in (Style.BASIS, Style.NOTE, Style.CENTERED_NOTE)
            centered = block.style in (Style.CENTERED_NOTE, Style.CENTERED_BOLD)
            bold = len(text) if block.style is Style.CENTERED_BOLD else 0
            return [SourceParagraph(text, bold_lead=bold, italic=italic, centered=centered)]
        case Table():
            return [_table(block)]
        case FormHead():
            words = (block.code, block.title, *block.lines, block.reporter, block.receiver, block.unit)
            return [SourceParagraph(text, centered=True) for text in words if text]
        case SignatureBlock():
            return _signature(block)
        case _:
            raise AssertionError(f"a plan has no {block}")


def _table(table: Table) -> SourceTable:
    rows = [tuple(column.header for column in table.columns)]
    if table.numbered:
        rows.append(tuple(f"({number})" for number in range(1, len(table.columns) + 1)))
    for row in table.rows:
        cells = [_cell(cell) for cell in row.cells]
        if row.kind is RowKind.GROUP:
            cells = [cells[0], *([cells[1]] * (len(cells) - 1))]
        rows.append(tuple(cells))
    return SourceTable(tuple(rows))


def _cell(cell: object) -> str:
    if isinstance(cell, Formula):
        cell = cell.value
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    if isinstance(cell, int | float | Decimal):
        return format_number(cell)
    return str(cell or "")


def _signature(block: SignatureBlock) -> list[SourceBlock]:
    lines = ["Nơi nhận:", *(f"- {line}" for line in block.recipients)] if block.recipients else []
    lines += [block.authority, *block.position.split("\n"), block.name]
    return [SourceParagraph(line) for line in lines if line]
