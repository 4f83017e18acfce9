"""About how long a document is, as word processors note it in a file until they count anew."""

from collections.abc import Iterator, Sequence
from math import ceil

from . import styles
from .book import Prose
from .cells import shown
from .model import Block, Document, Heading, Paragraph, Part, SignatureBlock, Table

_LETTER = 0.47
"""The mean width of a letter of Vietnamese text, as a multiple of the font size."""
_HEAD_HEIGHT = 110.0
"""Of heads, titles and signatures, in points."""


def extent(document: Document) -> dict[str, int]:
    """The counts of an office file: exact words and letters, estimated lines and pages."""
    texts = [text for part in document.parts for block in part.blocks for text in _texts(block)]
    letters = sum(len(text) for text in texts)
    blanks = sum(text.count(" ") for text in texts)
    lines = [[_lines(block, styles.text_width(part)) for block in part.blocks] for part in document.parts]
    heights = map(_height, document.parts, lines)
    return {
        "Pages": sum(
            max(1, ceil(height / styles.text_height(part)))
            for part, height in zip(document.parts, heights, strict=True)
        ),
        "Words": sum(len(text.split()) for text in texts),
        "Characters": letters - blanks,
        "Lines": sum(map(sum, lines)),
        "Paragraphs": sum(1 for text in texts if text),
        "CharactersWithSpaces": letters,
    }


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield f"{block.marker} {block.text}".strip()
        case Prose():
            yield "".join(run.text for run in block.runs)
        case Table():
            yield from (column.header for column in block.columns)
            yield from (shown(cell) for row in block.rows for cell in row.cells)
        case SignatureBlock():
            yield from (*block.recipients, block.authority, block.position, block.name)


def _lines(block: Block, room: float) -> int:
    """About how many lines the block has in so much width."""
    if isinstance(block, Table):
        look, total = styles.table_look(block), sum(column.weight for column in block.columns) or 1
        rooms = [max(room * column.weight / total, look.cell.size) for column in block.columns]
        return sum(
            max(
                (
                    ceil(len(cell) * look.cell.size * _LETTER / wide) or 1
                    for cell, wide in zip(row.cells, rooms, strict=True)
                    # Numbers and days are short.
                    if isinstance(cell, str)
                ),
                default=1,
            )
            for row in block.rows
        )
    return sum(ceil(len(text) * styles.BODY.size * _LETTER / room) for text in _texts(block))


def _height(part: Part, counts: Sequence[int]) -> float:
    """About how high the part is, in points, with so many lines in each of its blocks."""
    height = 0.0
    for block, lines in zip(part.blocks, counts, strict=True):
        match block:
            case Table():
                look = styles.table_look(block)
                height += lines * look.cell.leading + len(block.rows) * 2 * look.padding_y
            case Heading() | Paragraph() | Prose():
                height += lines * styles.BODY.leading + styles.PARAGRAPH_GAP
            case _:
                height += _HEAD_HEIGHT
    return height
