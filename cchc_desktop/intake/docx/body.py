"""The body of a Word file as lines and tables, in the order in which they are read on paper."""

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from .. import legacy_encodings as legacy
from ..bounds import MAX_COLUMNS, Meter
from ..marks import MarkKind, is_recipients_heading, is_signature, mark_of
from ..paragraphs import Line
from ..source import SourceTable
from ..spans import Span, line_of
from . import xml as x
from .numbering import Numbering
from .styles import Format, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of a paragraph; ``soft`` when a line break within the paragraph stands before it."""

    line: Line
    soft: bool = False
    raw: str = ""
    """The text with its tabs and runs of blanks, which may stand for columns."""


Entry = BodyLine | SourceTable | None
"""A line, a table, or None for an empty paragraph."""

_BREAK = "\n"
_SYMBOLS = {
    **{f"f0{code}": "•" for code in ("b7", "a7", "d8", "fc", "76", "71", "6e", "a8")},
    "f02d": "-",
    "f02b": "+",
    "f0b3": "≥",
    "f0a3": "≤",
    "f0b1": "±",
    "f0b0": "°",
    "f0b4": "×",
}
_NATION = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI", re.IGNORECASE)


@dataclass(slots=True)
class _Piece:
    text: str
    format: Format


@dataclass(slots=True)
class Walker:
    """Walks a part of the file; counters of lists, found fonts and footnotes are kept over parts."""

    styles: Styles
    numbering: Numbering
    encoding: legacy.Legacy | None = None
    meter: Meter = field(default_factory=Meter)
    fonts: set[legacy.Legacy] = field(default_factory=set)
    notes_met: list[tuple[str, str]] = field(default_factory=list)
    _carried: list[_Piece] = field(default_factory=list)

    def walk(self, container: "_Element") -> list[Entry]:
        """The lines and tables under a body, cell, text box, header or footnote."""
        entries: list[Entry] = []
        for element in container:
            match x.name(element):
                case "p":
                    entries += self._paragraph(element)
                case "tbl":
                    entries += self._table(element)
                case "sdt":
                    content = x.child(element, "sdtContent")
                    entries += self.walk(content) if content is not None else []
                case "customXml" | "ins" | "moveTo" | "smartTag":
                    entries += self.walk(element)
                case "AlternateContent":
                    entries += self.walk(_alternative(element))
        return entries

    # -- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, element: "_Element") -> list[Entry]:
        self.meter.pieces()
        properties = x.child(element, "pPr")
        style_id, shape = self.styles.paragraph(properties)
        boxes: list[_Element] = []
        pieces = [*self._carried, *self._pieces(element, shape, boxes)]
        self._carried = []
        mark_deleted = x.child(properties, "rPr", "del") is not None
        if mark_deleted:
            self._carried = pieces
            pieces = []
        boxed = [entry for box in boxes for entry in self.walk(box)]
        label = ""
        if not mark_deleted and (any(p.text.strip() for p in pieces) or not boxed):
            label = self._label(style_id, shape) if any(p.text.strip() for p in pieces) else ""
        lines = self._lines(pieces, label, centered=shape.alignment in {"center", "centre"})
        if not lines and not boxed:
            return [] if mark_deleted else [None]
        return [*lines, *([None, *boxed, None] if boxed else [])]

    def _label(self, style_id: str, shape: Format) -> str:
        if not shape.list_id or shape.list_id == "0":
            return ""
        level = shape.level
        if level is None:
            level = self.numbering.level_of_style(shape.list_id, style_id)
        return self.numbering.label(shape.list_id, level)

    def _lines(self, pieces: list[_Piece], label: str, *, centered: bool) -> list[Entry]:
        spans = self._unicode(pieces)
        rows: list[list[Span]] = [[]]
        for span in spans:
            first, *others = span.text.split(_BREAK)
            rows[-1].append(replace(span, text=first))
            rows += [[replace(span, text=other)] for other in others]
        entries: list[Entry] = []
        for row in rows:
            line = line_of(row, centered=centered)
            if not line.text:
                continue
            if label:
                typed = mark_of(line.text)
                if not (typed and typed.label == label and label in "-+"):
                    line = line_of(row, label=label, centered=centered)
                label = ""
            raw = "".join(span.text for span in row)
            entries.append(
                BodyLine(line, soft=bool(entries), raw=raw if line.text.endswith(clean_line(raw)) else "")
            )
        return entries

    def _unicode(self, pieces: list[_Piece]) -> list[Span]:
        """The pieces in Unicode: by their font, or by the encoding that the whole file was found to have."""
        whole = "".join(piece.text for piece in pieces)
        self.meter.letters(len(whole))
        guess = self.encoding if legacy.detectable(whole) else None
        spans: list[Span] = []
        # One letter of VNI may be spread over two runs, so equal neighbours are put together first.
        for shape, alike in groupby(pieces, key=lambda piece: piece.format):
            text = "".join(piece.text for piece in alike)
            shown = self._run_in_unicode(text, shape.font or "", guess)
            if shape.capitals:
                shown = shown.upper()
            spans.append(Span(shown, bool(shape.bold), bool(shape.italic)))
        return spans

    def _run_in_unicode(self, text: str, font: str, guess: legacy.Legacy | None) -> str:
        by_font = legacy.encoding_of_font(font)
        if by_font and not legacy.is_unicode(text):
            if not text.isascii():
                self.fonts.add(by_font)
            return legacy.convert_by_font(text, font)
        return legacy.convert(text, guess) if guess else text

    def _pieces(self, parent: "_Element", shape: Format, boxes: list["_Element"]) -> list[_Piece]:
        """The texts of the runs under a paragraph or hyperlink; text boxes are put aside."""
        pieces: list[_Piece] = []
        for element in parent:
            match x.name(element):
                case "r":
                    pieces += self._run(element, shape, boxes)
                case "hyperlink" | "ins" | "moveTo" | "smartTag" | "fldSimple" | "customXml" | "dir" | "bdo":
                    pieces += self._pieces(element, shape, boxes)
                case "sdt":
                    content = x.child(element, "sdtContent")
                    pieces += self._pieces(content, shape, boxes) if content is not None else []
                case "AlternateContent":
                    pieces += self._pieces(_alternative(element), shape, boxes)
                case "oMath" | "oMathPara":
                    text = "".join(t.text or "" for t in element.iter() if x.name(t) == "t")
                    pieces.append(_Piece(text, shape))
        return pieces

    def _run(self, run: "_Element", paragraph: Format, boxes: list["_Element"]) -> list[_Piece]:
        shape = self.styles.run(x.child(run, "rPr"), paragraph)
        # A run is compared by what it looks like, not by the list that its paragraph belongs to.
        shape = shape.look
        text = self._run_text(run, boxes)
        if shape.hidden or not text:
            return []
        return [_Piece(text, shape)]

    def _run_text(self, run: "_Element", boxes: list["_Element"]) -> str:
        text = ""
        for element in run:
            match x.name(element):
                case "t":
                    text += element.text or ""
                case "tab" | "ptab":
                    text += "\t"
                case "br" | "cr":
                    text += _BREAK
                case "noBreakHyphen":
                    text += "-"
                case "sym":
                    text += _symbol(x.attribute(element, "char") or "")
                case "footnoteReference" | "endnoteReference":
                    kind = x.name(element).removesuffix("Reference")
                    self.notes_met.append((kind, x.attribute(element, "id") or ""))
                case "AlternateContent":
                    text += self._run_text(_alternative(element), boxes)
                case "drawing" | "pict" | "object":
                    boxes += _outer_boxes(element)
        return text

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: "_Element") -> list[Entry]:
        rows = [self._row(row) for row in _through(table, "tr")]
        rows = [row for row in rows if row]
        if not rows:
            return []
        entries: list[Entry] = []
        for part in _parted(rows):
            if _places_blocks(table, part):
                entries += _side_by_side(part)
            else:
                entries.append(self._content_table(part))
        return entries

    def _row(self, row: "_Element") -> list["_Cell"]:
        if x.child(row, "trPr", "del") is not None:
            return []
        before = x.child(row, "trPr", "gridBefore")
        elements = _through(row, "tc")
        # As far to the right as the row's own cells leave room, whatever the file says.
        column = max(
            0, min((x.number(before) if before is not None else None) or 0, MAX_COLUMNS - len(elements))
        )
        cells: list[_Cell] = []
        for element in elements:
            properties = x.child(element, "tcPr")
            span_element = x.child(properties, "gridSpan")
            span = (x.number(span_element) if span_element is not None else None) or 1
            merge = x.child(properties, "vMerge")
            goes_on = merge is not None and (x.attribute(merge, "val") or "continue") == "continue"
            span = min(max(span, 1), MAX_COLUMNS)
            self.meter.cells(column + span if not cells else span)
            cells.append(_Cell(column, span, goes_on, self.walk(element)))
            column += span
            self.meter.columns(column)
        return cells

    def _content_table(self, rows: list[list["_Cell"]]) -> SourceTable:
        width = max(cell.column + cell.span for row in rows for cell in row)
        self.meter.lines(len(rows))
        grid: list[list[str]] = []
        for index, row in enumerate(rows):
            texts = [""] * width
            for cell in row:
                text = cell_text(_entry_texts(cell.entries), heading=index == 0)
                if cell.goes_on and grid:
                    text = " ".join(part for part in (grid[-1][cell.column], text) if part)
                    self.meter.letters(len(text))
                for column in range(cell.column, cell.column + cell.span):
                    texts[column] = text
            grid.append(texts)
        return SourceTable(tuple(tuple(row) for row in grid))


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    span: int
    goes_on: bool
    entries: list[Entry]

    @property
    def lines(self) -> list[str]:
        return [entry.line.text for entry in self.entries if isinstance(entry, BodyLine)]


def _through(parent: "_Element", wanted: str) -> list["_Element"]:
    """The rows or cells under a table, also those in content controls and tracked insertions."""
    found: list[_Element] = []
    for element in parent:
        if x.name(element) == wanted:
            found.append(element)
        elif x.name(element) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            found += _through(element, wanted)
    return found


def _alternative(element: "_Element") -> "_Element":
    """What of mc:AlternateContent is shown: the first choice, for a fallback only repeats it."""
    choice = x.child(element, "Choice")
    if choice is not None and len(choice):
        return choice
    fallback = x.child(element, "Fallback")
    return fallback if fallback is not None else element.makeelement("none")


def _outer_boxes(element: "_Element") -> list["_Element"]:
    """The contents of the text boxes of a drawing, without those nested in another or in a fallback."""
    found: list[_Element] = []
    for inner in element:
        if x.name(inner) == "txbxContent":
            found.append(inner)
        elif x.name(inner) == "AlternateContent":
            found += _outer_boxes(_alternative(inner))
        else:
            found += _outer_boxes(inner)
    return found


def _symbol(code: str) -> str:
    code = code.lower()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    value -= 0xF000 if 0xF020 <= value <= 0xF0FF else 0
    return chr(value) if 0x20 <= value < 0xD800 else ""


def _side_by_side(rows: list[list[_Cell]]) -> list[Entry]:
    """What stands in a table that only places blocks: column after column."""
    entries: list[Entry] = [None]
    for column in range(MAX_COLUMNS):
        begin = len(entries)
        for row in rows:
            entries += [entry for cell in row if cell.column == column for entry in cell.entries]
        if len(entries) > begin:
            entries.append(None)
    return entries


def _parted(rows: list[list[_Cell]]) -> list[list[list[_Cell]]]:
    """The rows, parted where the head or foot of the document stands directly above or below a wider table.

    Two tables with nothing between them are one: Word makes them so, and so do the formats .doc and .rtf.
    """
    parts: list[list[list[_Cell]]] = []
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


def _places_blocks(table: "_Element", rows: list[list[_Cell]]) -> bool:
    """Whether the table only puts blocks side by side: the head, the foot or a frame."""
    width = max(len(row) for row in rows)
    if width == 1:
        return True
    texts = [line for row in rows for cell in row for line in cell.lines]
    if len(rows) <= 8 and width <= 4:
        if any(_NATION.search(line) or is_recipients_heading(line) for line in texts):
            return True
        if len(rows) <= 3 and width <= 3 and any(is_signature(line) for line in texts):
            return True
    return width == 2 and len(rows) <= 3 and not _has_borders(table)


def _has_borders(table: "_Element") -> bool:
    properties = x.child(table, "tblPr")
    borders = x.child(properties, "tblBorders")
    if borders is not None:
        return any((x.attribute(edge, "val") or "nil") not in {"nil", "none"} for edge in borders)
    if any(
        (x.value(cell, "tcPr", "tcBorders", "top") or "nil") not in {"nil", "none"} for cell in _cells(table)
    ):
        return True
    # Styles of tables other than the plain one draw lines.
    return (x.value(properties, "tblStyle") or "TableNormal") not in {"TableNormal", "Normal"}


def _cells(table: "_Element") -> list["_Element"]:
    return [cell for row in _through(table, "tr") for cell in _through(row, "tc")]


def _entry_texts(entries: list[Entry]) -> list[str]:
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
