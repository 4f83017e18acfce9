"""Cells and rows of Word tables: which table has content, which only places blocks, and a cell's one text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from ..bounds import MAX_COLUMNS
from ..marks import MarkKind, is_recipients_heading, is_signature, mark_of
from ..source import SourceTable
from . import xml as x
from .entries import Aside, AsideKind, BodyLine, Entry

if TYPE_CHECKING:
    from lxml.etree import _Element

_NATION = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI", re.IGNORECASE)
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place, and whether it goes on one above it."""

    column: int
    span: int
    goes_on: bool
    entries: list[Entry]

    @property
    def lines(self) -> list[str]:
        """Its lines of text."""
        return [entry.line.text for entry in self.entries if isinstance(entry, BodyLine)]


def through(parent: "_Element", wanted: str) -> list["_Element"]:
    """The rows or cells under a table, also those in content controls and tracked insertions."""
    found: list[_Element] = []
    for element in parent:
        name = x.name(element)
        if name == wanted:
            found.append(element)
        elif name in _WRAPPERS:
            found += through(element, wanted)
    return found


def places_blocks(table: "_Element", rows: list[list[Cell]]) -> bool:
    """Whether the table only puts blocks side by side: the head, the foot or a frame."""
    texts = [[cell.lines for cell in row] for row in rows]
    few = len(rows) <= _FEW_ROWS and max(map(len, rows)) == 2
    return sets_blocks(texts, ruled=not few or _has_borders(table))


_FEW_ROWS = 3


def sets_blocks(rows: list[list[list[str]]], *, ruled: bool) -> bool:
    """Whether rows of cells of lines are blocks side by side; ``ruled`` is whether lines are drawn there."""
    width = max(map(len, rows))
    if width == 1:
        return True
    texts = [line for row in rows for cell in row for line in cell]
    if len(rows) <= 8 and width <= 4:
        if any(_NATION.search(line) or is_recipients_heading(line) for line in texts):
            return True
        if len(rows) <= _FEW_ROWS and width <= 3 and any(is_signature(line) for line in texts):
            return True
    return width == 2 and len(rows) <= _FEW_ROWS and not ruled


def parted(rows: list[list[Cell]]) -> list[list[list[Cell]]]:
    """The rows, parted where the head or foot of the document stands directly above or below a wider table.

    Two tables with nothing between them are one: Word makes them so, and so do the formats .doc and .rtf.
    """
    parts: list[list[list[Cell]]] = []
    apart = False
    for narrow, group in groupby(rows, key=lambda row: len(row) <= 2):
        run = list(group)
        lines = (line for row in run for cell in row for line in cell.lines)
        block = narrow and any(_NATION.search(line) or is_recipients_heading(line) for line in lines)
        if parts and not block and not apart:
            parts[-1] += run
        else:
            parts.append(run)
        apart = block
    return parts


def block_by_block(rows: list[list[Cell]]) -> list[Entry]:
    """The entries of such a table, column by column."""
    entries: list[Entry] = [None]
    for column in range(MAX_COLUMNS):
        begin = len(entries)
        for row in rows:
            entries += [entry for cell in row if cell.column == column for entry in cell.entries]
        if len(entries) > begin:
            entries.append(None)
    return entries


def _has_borders(table: "_Element") -> bool:
    properties = x.child(table, "tblPr")
    borders = x.child(properties, "tblBorders")
    if borders is not None:
        return any((x.attribute(edge, "val") or "nil") not in {"nil", "none"} for edge in borders)
    cells = (cell for row in through(table, "tr") for cell in through(row, "tc"))
    if any((x.value(cell, "tcPr", "tcBorders", "top") or "nil") not in {"nil", "none"} for cell in cells):
        return True
    # Styles of tables other than the plain one draw lines.
    return (x.value(properties, "tblStyle") or "TableNormal") not in {"TableNormal", "Normal"}


def asides(rows: list[list[Cell]]) -> Iterator[Aside]:
    """What the cells of a table with content have that is no text, with the numbers of their rows."""
    for number, row in enumerate(rows, 1):
        for cell in row:
            for entry in cell.entries:
                if isinstance(entry, Aside):
                    yield Aside(entry.kind, entry.what, entry.area, number)
                elif isinstance(entry, BodyLine) and entry.line.doubt:
                    yield Aside(AsideKind.CELL, entry.line.doubt, None, number)


def entry_texts(entries: list[Entry]) -> list[str]:
    """The texts of a cell's paragraphs; those of a table within it row by row."""
    texts: list[str] = []
    for entry in entries:
        if isinstance(entry, BodyLine):
            texts.append(entry.line.text)
        elif isinstance(entry, SourceTable):
            texts += [" ".join(dict.fromkeys(cell for cell in row if cell)) for row in entry.rows]
    return [text for text in texts if text]


def cell_text(texts: list[str], *, heading: bool) -> str:
    """The paragraphs of a cell as one text; two that no mark parts are parted by «;» below the heading.

    A paragraph with a bullet below another text keeps its line.
    """
    if len(texts) == 1:
        return clean_line(texts[0])
    parts: list[str] = []
    last = ""
    for text in texts:
        if last:
            if not heading and (mark := mark_of(text)) and mark.kind is MarkKind.BULLET and mark.rest:
                parts.append("\n")
            else:
                listed = (
                    not heading
                    and text[:1].isupper()
                    and last[-1] not in ".,;:!?-–(/"
                    and text != text.upper()
                )
                parts.append("; " if listed else " ")
        parts.append(text)
        last = text or last
    result = "".join(parts)
    return "\n".join(clean_line(line) for line in result.split("\n"))
