"""OpenDocument texts: elements become the body of a Word file, which is read as any other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..bounds import MAX_CELLS, MAX_COLUMNS
from ..docx import xml as x
from ..docx.read import read_package
from ..outside import told_as_damaged
from ..source import Source
from ..wordml import Cell, Paragraph, Writer, add_contents, write_table
from .lists import LEVELS, Counters, Lists, started
from .package import OPEN_DOCUMENT, OpenText, open_text
from .styles import Style, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1_000
_LEFT_OUT = {
    "tracked-changes", "annotation", "annotation-end", "forms", "variable-decls", "sequence-decls",
    "user-field-decls", "dde-connection-decls", "alphabetical-index-auto-mark-file", "placeholder",
    "hidden-text", "event-listeners", "script", "ruby-text", "note-citation", "number",
}  # fmt: skip
"""What is no text: what was deleted, remarks, prompts, declarations."""
_INDEXES = {
    "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
    "alphabetical-index", "bibliography",
}  # fmt: skip
_SHAPES = {
    "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path", "line", "connector",
    "caption", "regular-polygon", "measure", "control",
}  # fmt: skip
_PAGES = {"page-number", "page-count"}


def read_odt(path: Path) -> Source:
    """Read an .odt file; raises Refusal where it is locked, damaged, hostile, empty or no text."""
    with told_as_damaged(path, OPEN_DOCUMENT):
        return _Reader(open_text(path)).read(path.name)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Where in a list the next paragraphs stand; the first of them takes the item's number."""

    counters: Counters
    style: str
    level: int


class _Reader:
    def __init__(self, text: OpenText) -> None:
        self._text = text
        self._styles = Styles(text.roots)
        self._lists = Lists(text.roots)
        self._writer = Writer()
        self._label = ""
        self._notes: list[str] = []

    def read(self, name: str) -> Source:
        """All of the file."""
        body = self._writer.root()
        self._blocks(self._text.body, body, None)
        self._writer.comments = sum(1 for _ in self._text.body.iter("{*}annotation"))
        self._writer.inserted = sum(1 for _ in self._text.body.iter("{*}insertion"))
        self._writer.deleted = sum(1 for _ in self._text.body.iter("{*}deletion"))
        self._margins()
        source = read_package(self._writer.package(body), name)
        return Source(source.name, source.blocks, (*source.notes, *dict.fromkeys(self._notes)))

    def _margins(self) -> None:
        """Headers and footers of the kinds of pages."""
        for root in self._text.roots:
            for master in root.iter("{*}master-page"):
                for element in master:
                    kind = x.name(element)
                    if kind.startswith("header"):
                        self._writer.headers.append(self._written(element, "hdr"))
                    elif kind.startswith("footer"):
                        self._writer.footers.append(self._written(element, "ftr"))

    def _written(self, element: "_Element", name: str) -> "_Element":
        root = self._writer.root(name)
        self._blocks(element, root, None)
        return root

    # -- blocks ------------------------------------------------------------------------------------

    def _blocks(self, parent: "_Element", into: "_Element", listed: _Listed | None) -> None:
        for element in parent:
            self._block(element, into, listed)

    def _block(self, element: "_Element", into: "_Element", listed: _Listed | None) -> None:
        name = x.name(element)
        match name:
            case "p" | "h":
                self._paragraph(element, into, listed)
            case "list":
                self._list(element, into, listed)
            case "numbered-paragraph":
                self._numbered(element, into)
            case "table":
                self._table(element, into)
            case "section":
                if x.attribute(element, "display") in {"none", "condition"}:
                    title = x.attribute(element, "name") or ""
                    self._notes.append(f"Phần ẩn «{title}» của tệp không đưa vào nội dung.")
                else:
                    self._blocks(element, into, listed)
            case "frame" | "g" | "a":
                holder = Paragraph(into, self._writer.meter)
                self._inline(element, holder, Style())
            case _ if name in _INDEXES:
                add_contents(into)
            case _ if name in _SHAPES:
                self._inline_one(element, Paragraph(into, self._writer.meter), Style())
            case _ if name not in _LEFT_OUT:
                self._blocks(element, into, listed)

    def _paragraph(self, element: "_Element", into: "_Element", listed: _Listed | None) -> None:
        style = self._styles.paragraph(x.attribute(element, "style-name") or "")
        heading = x.name(element) == "h"
        numbered = style.listed is not False and x.attribute(element, "is-list-header") != "true"
        if heading and listed is None and numbered:
            level = (x.number(element, "outline-level") or 1) - 1
            self._label = self._lists.heading(level, started(element))
        written = Paragraph(into, self._writer.meter, centered=bool(style.centered))
        if self._label:
            written.label(self._label)
            self._label = ""
        self._inline(element, written, style)

    # -- lists -------------------------------------------------------------------------------------

    def _list(self, element: "_Element", into: "_Element", around: _Listed | None) -> None:
        style = x.attribute(element, "style-name") or (around.style if around else "")
        if around is None:
            counters, level = self._lists.begin(element, style), 0
        else:
            counters, level = around.counters, min(around.level + 1, LEVELS - 1)
        here = _Listed(counters, style, level)
        for item in element:
            match x.name(item):
                case "list-item":
                    self._item(item, into, here)
                case "list-header":
                    self._blocks(item, into, here)

    def _item(self, item: "_Element", into: "_Element", here: _Listed) -> None:
        first = next((x.name(child) for child in item if x.name(child) not in _LEFT_OUT), "")
        # An item that begins with another list only leads there, and takes no number of its own.
        if first and first != "list":
            own = x.attribute(item, "style-override") or here.style
            self._label = self._lists.label(here.counters, own, here.level, started(item))
        self._blocks(item, into, here)
        self._label = ""

    def _numbered(self, element: "_Element", into: "_Element") -> None:
        """A paragraph that says by itself which list it is of (section 5.3.6)."""
        style = x.attribute(element, "style-name") or ""
        level = (x.number(element, "level") or 1) - 1
        counters = self._lists.numbered(x.attribute(element, "list-id") or style)
        self._label = self._lists.label(counters, style, level, started(element))
        self._blocks(element, into, _Listed(counters, style, level))
        self._label = ""

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: "_Element", into: "_Element") -> None:
        rows: list[list[Cell]] = []
        lines = False
        above: dict[int, tuple[int, int]] = {}
        cells = 0
        for row in _rows(table):
            column = 0
            made: list[Cell] = []
            for element in row:
                name = x.name(element)
                if name not in {"table-cell", "covered-table-cell"}:
                    continue
                for _ in range(_repeated(element, "number-columns-repeated")):
                    if column >= MAX_COLUMNS + 1:
                        break
                    if name == "covered-table-cell":
                        left, span = above.get(column, (0, 0))
                        if left > 0 and span:
                            made.append(Cell(column, column + span, self._writer.root("tc"), goes_on=True))
                            above[column] = (left - 1, span)
                        column += 1
                        continue
                    span = min(_repeated(element, "number-columns-spanned"), MAX_COLUMNS)
                    down = _repeated(element, "number-rows-spanned")
                    content = self._written(element, "tc")
                    made.append(Cell(column, column + span, content, begins=down > 1))
                    above[column] = (down - 1, span)
                    lines = lines or self._styles.has_lines(x.attribute(element, "style-name") or "")
                    column += 1
            cells += len(made)
            if cells > MAX_CELLS:
                self._writer.meter.cells(cells)
            if made:
                rows.append(made)
        if rows:
            write_table(into, rows, lines=lines, meter=self._writer.meter)

    # -- what stands in a paragraph ----------------------------------------------------------------

    def _inline(self, parent: "_Element", paragraph: Paragraph, style: Style) -> None:
        self._say(parent.text, paragraph, style)
        for element in parent:
            self._inline_one(element, paragraph, style)
            self._say(element.tail, paragraph, style)

    @staticmethod
    def _say(text: str | None, paragraph: Paragraph, style: Style) -> None:
        if text:
            paragraph.text(_BLANKS.sub(" ", text), style.look)

    def _inline_one(self, element: "_Element", paragraph: Paragraph, style: Style) -> None:
        name = x.name(element)
        match name:
            case "span":
                self._inline(
                    element, paragraph, self._styles.text(x.attribute(element, "style-name") or "", style)
                )
            case "s":
                count = min(max(x.number(element, "c") or 1, 1), _MOST_BLANKS)
                paragraph.text(" " * count, style.look)
            case "tab":
                paragraph.text("\t", style.look)
            case "line-break":
                paragraph.text("\n", style.look)
            case "note":
                kind = "endnote" if x.attribute(element, "note-class") == "endnote" else "footnote"
                key, note = self._writer.note(kind)
                if (body := x.child(element, "note-body")) is not None:
                    self._aside(body, note)
                paragraph.note(kind, key)
            case "image":
                frame = element.getparent()
                sides = ("width", "height")
                paragraph.picture(*(_length(frame, side) if frame is not None else 0 for side in sides))
            case "object" | "object-ole" | "plugin" | "applet" | "floating-frame":
                paragraph.embedded()
            case "text-box":
                self._aside(element, paragraph.box())
            case "frame":
                self._frame(element, paragraph, style)
            case "p" | "h" | "list" | "table":
                self._aside_one(element, paragraph.box())
            case _ if name in _PAGES:
                for part in ("begin", "end"):
                    paragraph.field(part)
            case _ if name in _SHAPES:
                if any(x.name(child) in {"p", "h", "list"} for child in element):
                    self._aside(element, paragraph.box())
            case _ if name not in _LEFT_OUT and name:
                self._inline(element, paragraph, style)

    def _frame(self, element: "_Element", paragraph: Paragraph, style: Style) -> None:
        """What a frame shows: the first of what it offers that can be shown; the rest stands in for it."""
        for child in element:
            if x.name(child) in {
                "text-box",
                "image",
                "object",
                "object-ole",
                "table",
                "plugin",
                "floating-frame",
            }:
                self._inline_one(child, paragraph, style)
                return

    def _aside(self, element: "_Element", into: "_Element") -> None:
        """Paragraphs of their own within one; a number that waits is for the one outside."""
        label, self._label = self._label, ""
        self._blocks(element, into, None)
        self._label = label

    def _aside_one(self, element: "_Element", into: "_Element") -> None:
        label, self._label = self._label, ""
        self._block(element, into, None)
        self._label = label


_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc|px)")
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}


def _length(element: "_Element", key: str) -> float:
    """A length in centimetres; 0 where it is not told."""
    found = _LENGTH.fullmatch(x.attribute(element, key) or "")
    return float(found[1]) * _CM[found[2]] if found else 0


def _repeated(element: "_Element", key: str) -> int:
    return max(x.number(element, key) or 1, 1)


def _rows(table: "_Element") -> "Iterator[_Element]":
    """The rows of a table, those of its header and of groups too."""
    for element in table:
        name = x.name(element)
        if name == "table-row":
            yield element
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(element)
