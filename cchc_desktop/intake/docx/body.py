"""The body of a Word file as lines and tables, in the order in which they are read on paper."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from .. import legacy_encodings as legacy
from ..bounds import MAX_COLUMNS, Meter
from ..marks import mark_of
from ..paragraphs import Line
from ..raised import settle
from ..source import SourceTable
from ..spans import Span, line_of
from . import xml as x
from .cells import Cell, asides, block_by_block, cell_text, entry_texts, parted, places_blocks, through
from .controls import holds_contents, is_prompt
from .drawings import FORMULA, alternative, drawn
from .entries import Aside, AsideKind, BodyLine, Entry
from .fields import Fields, is_equation
from .formula import linear
from .numbering import Numbering
from .styles import Format, Styles
from .symbols import symbol, with_signs

if TYPE_CHECKING:
    from lxml.etree import _Element

_BREAK = "\n"
_IN_A_LINE = {
    AsideKind.PROMPT: "Trong đoạn có ô chưa điền ({}), bỏ lời nhắc trong ô",
    AsideKind.STRUCK: "Bỏ chữ bị gạch ngang trong đoạn ({})",
}
"""What is told beside the paragraph that it stands in, where there is one."""
_HEADING_WORDS = 12
_ENDS_IN_PAGE = re.compile(r"(?:\t|\.{2,}|…|_{2,})[.…_\s]*\d{1,3}$")


@dataclass(slots=True)
class _Piece:
    text: str
    format: Format


@dataclass(slots=True)
class _Found:
    """What the runs of a paragraph hold besides text."""

    boxes: "list[_Element | str]" = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Walker:
    """Walks a part of the file; counters of lists, found fonts and footnotes are kept over parts.

    ``counted`` tells how often something was met that the file as a whole is told of. ``letters_met`` are the
    letters of all text that was looked at, whatever became of it. ``chunk`` gives the entries of a part in
    another format. ``capitals`` is whether letters that are formatted as capitals are read as such in
    sentences, too, not in headings alone.
    """

    styles: Styles
    numbering: Numbering
    encoding: legacy.Legacy | None = None
    meter: Meter = field(default_factory=Meter)
    chunk: Callable[[str], list[Entry]] = lambda _: []
    capitals: bool = True
    fonts: set[legacy.Legacy] = field(default_factory=set)
    notes_met: list[tuple[str, str]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    letters_met: int = 0
    _carried: list[_Piece] = field(default_factory=list)
    _fields: Fields = field(default_factory=Fields)
    _hidden_rows: list[Aside] = field(default_factory=list)
    _within: int = 0
    """How many cells and boxes are open, which may have a ground of their own."""

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
                    content = self._content(element, entries)
                    entries += self.walk(content) if content is not None else []
                case "customXml" | "moveTo" | "smartTag":
                    entries += self.walk(element)
                case "ins":
                    self.counted["ins"] += 1
                    entries += self.walk(element)
                case "del" | "moveFrom":
                    self._skip(element)
                case "AlternateContent":
                    shown = self._alternative(element)
                    entries += self.walk(shown) if shown is not None else []
                case "altChunk":
                    entries += [None, *self.chunk(x.attribute(element, "id") or ""), None]
                case "subDoc":
                    entries.append(Aside(AsideKind.UNREAD, "tệp con"))
        return entries

    @property
    def _on_paper(self) -> bool:
        return self._within == 0

    # -- what is not read --------------------------------------------------------------------------

    def _skip(self, *elements: "_Element") -> None:
        """Counts the letters of what is left out on purpose."""
        for element in elements:
            self.letters_met += sum(map(len, x.written(element)))

    def _alternative(self, element: "_Element") -> "_Element | None":
        passed: list[_Element] = []
        shown = alternative(element, passed)
        self._skip(*passed)
        return shown

    def _content(self, control: "_Element", asides: "list[Entry] | list[Aside]") -> "_Element | None":
        """What a content control holds; a prompt or a table of contents is put aside."""
        properties, content = x.child(control, "sdtPr"), x.child(control, "sdtContent")
        if content is None:
            return None
        told = None
        if holds_contents(properties):
            told = Aside(AsideKind.CONTENTS, "")
        elif is_prompt(properties, content):
            told = Aside(AsideKind.PROMPT, clean_line("".join(x.written(content))))
        if told is None:
            return content
        asides.append(told)
        self._skip(content)
        return None

    # -- paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, element: "_Element") -> list[Entry]:
        self.meter.pieces()
        properties = x.child(element, "pPr")
        style_id, shape = self.styles.paragraph(properties)
        found = _Found()
        in_contents = self._fields.in_contents
        own = self._pieces(element, shape, found)
        pieces = [*self._carried, *own] if self._carried else own
        self._carried = []
        listed = style_id in self.styles.of_contents
        if listed or in_contents or self._fields.in_contents:
            text = "".join(piece.text for piece in pieces).strip()
            if listed or not text or _ENDS_IN_PAGE.search(text):
                self._fields.end_paragraph()
                return [Aside(AsideKind.CONTENTS, "")]
        self._fields.end_paragraph()
        mark = x.child(properties, "rPr")
        self.counted["ins"] += x.child(mark, "ins") is not None
        if mark is not None and (x.child(mark, "del") is not None or x.child(mark, "moveFrom") is not None):
            # Without its mark a paragraph is one with the next.
            self.counted["del"] += 1
            self._carried = pieces
            return [*self._boxed(found), *found.asides]
        if _is_drop_capital(properties):
            self._carried = pieces
            return [*found.asides]
        printed = any(piece.text.strip() for piece in pieces)
        label = ""
        if printed or not (found.boxes or x.switch(mark, "vanish")):
            # A number is printed before an empty paragraph, too, and counts.
            label = self._label(style_id, shape)
        lines = self._lines(pieces, label, found, centered=shape.alignment in {"center", "centre"})
        if not lines and not found.boxes:
            if self._within and label not in {"", "-", "+"}:
                return [BodyLine(Line(label))]  # the number of a row
            return [None, *found.asides]
        boxed = self._boxed(found)
        return [*lines, *([None, *boxed, None] if boxed else []), *found.asides]

    def _boxed(self, found: _Found) -> list[Entry]:
        entries: list[Entry] = []
        for box in found.boxes:
            if isinstance(box, str):
                entries.append(BodyLine(Line(box, bold_lead=len(box), centered=True)))
            else:
                self._within += 1
                entries += self.walk(box)
                self._within -= 1
        return entries

    def _label(self, style_id: str, shape: Format) -> str:
        if not shape.list_id or shape.list_id == "0":
            return ""
        level = shape.level
        if level is None:
            level = self.numbering.level_of_style(shape.list_id, style_id)
        return self.numbering.label(shape.list_id, level)

    def _lines(self, pieces: list[_Piece], label: str, found: _Found, *, centered: bool) -> list[BodyLine]:
        rows: list[list[tuple[Span, bool]]] = [[]]
        for span, raised in self._unicode(pieces):
            first, *others = span.text.split(_BREAK)
            rows[-1].append((replace(span, text=first) if others else span, raised))
            rows += [[(replace(span, text=other), raised)] for other in others]
        entries: list[BodyLine] = []
        for row in rows:
            if any(raised for _, raised in row):
                settled = settle(row)
                spans = settled.spans
                self.counted["raised"] += settled.notes - len(settled.beside_numbers)
                found.doubts += [
                    f"Số nhỏ viết cao «{number}» sau «{before}» được coi là số chú thích và bỏ ra"
                    for before, number in settled.beside_numbers
                ]
            else:
                spans = [span for span, _ in row]
            line = line_of(spans, centered=centered)
            if not line.text:
                continue
            if label:
                typed = mark_of(line.text)
                if not (typed and typed.label == label and label in "-+"):
                    line = line_of(spans, label=label, centered=centered)
                label = ""
            raw = "".join(span.text for span in spans)
            entries.append(
                BodyLine(line, soft=bool(entries), raw=raw if line.text.endswith(clean_line(raw)) else "")
            )
        for kind, said in _IN_A_LINE.items():
            words = [aside.what for aside in found.asides if aside.kind is kind]
            if entries and words:
                found.asides = [aside for aside in found.asides if aside.kind is not kind]
                found.doubts.append(said.format(", ".join(f"«{each}»" for each in dict.fromkeys(words))))
        if entries and any(aside.what == FORMULA for aside in found.asides):
            found.doubts.append("Trong đoạn có công thức không đọc được")
        if entries and found.doubts:
            doubt = ". ".join(dict.fromkeys(found.doubts))
            entries[0] = replace(entries[0], line=replace(entries[0].line, doubt=doubt))
        return entries

    def _unicode(self, pieces: list[_Piece]) -> list[tuple[Span, bool]]:
        """The pieces in Unicode: by their font, or by the encoding that the whole file was found to have.

        With each, whether it is raised above the line.
        """
        whole = "".join(piece.text for piece in pieces)
        self.meter.letters(len(whole))
        capitals = self.capitals or _may_be_heading(whole)
        guess = self.encoding if self.encoding and legacy.detectable(whole) else None
        spans: list[tuple[Span, bool]] = []
        # One letter of VNI may be spread over two runs, so equal neighbours are put together first.
        for shape, alike in groupby(pieces, key=lambda piece: piece.format):
            text = "".join(piece.text for piece in alike)
            shown = self._run_in_unicode(text, shape.font or "", guess)
            self.counted["letters"] += len(text)
            if shape.capitals:
                self.counted["capitals"] += len(text)
                shown = shown.upper() if capitals else shown
            spans.append((Span(shown, bool(shape.bold), bool(shape.italic)), bool(shape.raised)))
        return spans

    def _run_in_unicode(self, text: str, font: str, guess: legacy.Legacy | None) -> str:
        by_font = legacy.encoding_of_font(font)
        if by_font and not legacy.is_unicode(text):
            if not text.isascii():
                self.fonts.add(by_font)
            return legacy.convert_by_font(text, font)
        return legacy.convert(text, guess) if guess else text

    def _pieces(self, parent: "_Element", shape: Format, found: _Found) -> list[_Piece]:
        """The texts of the runs under a paragraph or hyperlink; what is no text goes to ``found``."""
        pieces: list[_Piece] = []
        for element in parent:
            match x.name(element):
                case "r":
                    pieces += self._run(element, shape, found)
                case "hyperlink" | "moveTo" | "smartTag" | "fldSimple" | "customXml" | "dir" | "bdo":
                    pieces += self._pieces(element, shape, found)
                case "ins":
                    self.counted["ins"] += 1
                    pieces += self._pieces(element, shape, found)
                case "del" | "moveFrom":
                    self.counted["del"] += 1
                    self._skip(element)
                case "sdt":
                    content = self._content(element, found.asides)
                    pieces += self._pieces(content, shape, found) if content is not None else []
                case "AlternateContent":
                    shown = self._alternative(element)
                    pieces += self._pieces(shown, shape, found) if shown is not None else []
                case "oMath" | "oMathPara":
                    pieces.append(_Piece(self._formula(element, found), shape.look))
        return pieces

    def _formula(self, element: "_Element", found: _Found) -> str:
        self._skip(element)
        text, guessed = linear(element)
        if guessed:
            found.doubts.append(f"Đoạn có công thức, đọc thành một dòng «{clean_line(text)}»")
        return text

    def _run(self, run: "_Element", paragraph: Format, found: _Found) -> list[_Piece]:
        properties = x.child(run, "rPr")
        # A run is compared by what it looks like, not by the list that its paragraph belongs to.
        shape = self.styles.run(properties, paragraph).look
        text = self._run_text(run, shape, found)
        if not text:
            return []
        if shape.hidden or shape.struck or (shape.white and not shape.ground and self._on_paper):
            if text.strip():
                kind = AsideKind.STRUCK if shape.struck else AsideKind.HIDDEN
                found.asides.append(Aside(kind, clean_line(text)))
            return []
        return [_Piece(text, shape)]

    def _run_text(self, run: "_Element", shape: Format, found: _Found) -> str:
        text = ""
        custom_mark = False
        fields = self._fields
        for element in run:
            match x.name(element):
                case "t":
                    written = element.text or ""
                    self.letters_met += len(written)
                    if fields.shown and not custom_mark:
                        text += with_signs(written, shape.font or "")
                case "tab" | "ptab" if fields.shown:
                    text += "\t"
                case "br" | "cr" if fields.shown:
                    text += _BREAK
                case "noBreakHyphen" if fields.shown:
                    text += "-"
                case "softHyphen" if fields.shown:
                    text += "\u00ad"
                case "sym" if fields.shown:
                    text += _sign(element)
                case "fldChar":
                    stands, code = fields.mark(element)
                    text += stands
                    if is_equation(code):
                        found.asides.append(Aside(AsideKind.UNREAD, FORMULA))
                case "instrText":
                    fields.told(element.text or "")
                case "footnoteReference" | "endnoteReference":
                    kind = x.name(element).removesuffix("Reference")
                    self.notes_met.append((kind, x.attribute(element, "id") or ""))
                    custom_mark = x.attribute(element, "customMarkFollows") in {"1", "true", "on"}
                case "ruby":
                    base = x.child(element, "rubyBase")
                    text += "".join(self._run_text(inner, shape, found) for inner in x.children(base, "r"))
                    above = x.child(element, "rt")
                    self._skip(*([above] if above is not None else []))
                case "AlternateContent":
                    shown = self._alternative(element)
                    text += self._run_text(shown, shape, found) if shown is not None else ""
                case "drawing" | "pict" | "object":
                    self._drawing(element, found)
                case "contentPart":
                    found.asides.append(Aside(AsideKind.UNREAD, "nét viết tay"))
        return text

    def _drawing(self, element: "_Element", found: _Found) -> None:
        inside = drawn(element)
        found.boxes += inside.texts
        found.asides += inside.unread
        self._skip(*inside.passed)

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: "_Element") -> list[Entry]:
        rows = [self._row(row) for row in through(table, "tr")]
        rows = [row for row in rows if row]
        entries: list[Entry] = [*self._hidden_rows]
        self._hidden_rows = []
        if not rows:
            return entries
        for part in parted(rows):
            if places_blocks(table, part):
                entries += block_by_block(part)
            else:
                entries += [self._content_table(part), *asides(part)]
        return entries

    def _row(self, row: "_Element") -> list[Cell]:
        properties = x.child(row, "trPr")
        if x.child(properties, "del") is not None:
            self.counted["del"] += 1
            self._skip(row)
            return []
        if x.switch(properties, "hidden"):
            self._skip(row)
            told = clean_line(" ".join(x.written(row)))
            self._hidden_rows.append(Aside(AsideKind.HIDDEN, told))
            return []
        if x.child(properties, "ins") is not None:
            self.counted["ins"] += 1
        before = x.child(properties, "gridBefore")
        elements = through(row, "tc")
        # As far to the right as the row's own cells leave room, whatever the file says.
        column = max(
            0, min((x.number(before) if before is not None else None) or 0, MAX_COLUMNS - len(elements))
        )
        cells: list[Cell] = []
        for element in elements:
            span, goes_on = 1, False
            for each in x.inside(x.child(element, "tcPr")):
                match x.name(each):
                    case "gridSpan":
                        span = x.number(each) or 1
                    case "vMerge":
                        goes_on = (x.attribute(each, "val") or "continue") == "continue"
            span = min(max(span, 1), MAX_COLUMNS)
            self.meter.cells(column + span if not cells else span)
            cells.append(Cell(column, span, goes_on, self._in_cell(element)))
            column += span
            self.meter.columns(column)
        return cells

    def _in_cell(self, cell: "_Element") -> list[Entry]:
        """What a cell holds; nothing where the cell as a whole is a field that nobody filled in."""
        control = cell.getparent()
        while control is not None and x.name(control) in {"sdtContent", "sdt"}:
            if x.name(control) == "sdt" and is_prompt(x.child(control, "sdtPr"), cell):
                told = clean_line("".join(x.written(cell)))
                self._skip(cell)
                return [Aside(AsideKind.PROMPT, told)]
            control = control.getparent()
        self._within += 1
        entries = self.walk(cell)
        self._within -= 1
        return entries

    def _content_table(self, rows: list[list[Cell]]) -> SourceTable:
        width = max(cell.column + cell.span for row in rows for cell in row)
        self.meter.lines(len(rows))
        grid: list[list[str]] = []
        for index, row in enumerate(rows):
            texts = [""] * width
            for cell in row:
                text = cell_text(entry_texts(cell.entries), heading=index == 0)
                if cell.goes_on and grid:
                    text = " ".join(part for part in (grid[-1][cell.column], text) if part)
                    self.meter.letters(len(text))
                for column in range(cell.column, cell.column + cell.span):
                    texts[column] = text
            grid.append(texts)
        return SourceTable(tuple(tuple(row) for row in grid))


def _may_be_heading(text: str) -> bool:
    """Whether a paragraph is as short as a heading or a line of head and foot, and no sentence."""
    return len(text.split()) <= _HEADING_WORDS and text.rstrip()[-1:] not in ".;:,"


def _sign(element: "_Element") -> str:
    """What a w:sym shows."""
    try:
        return symbol(int(x.attribute(element, "char") or "", 16), x.attribute(element, "font") or "")
    except ValueError:
        return ""


def _is_drop_capital(properties: "_Element | None") -> bool:
    """Whether the paragraph is the large first letter of the next."""
    frame = x.child(properties, "framePr")
    return frame is not None and (x.attribute(frame, "dropCap") or "none") != "none"
