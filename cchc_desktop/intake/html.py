"""HTML as lines and tables: what web systems put into Word files, or save under a name of Word's.

Only what is shown is read: no scripts, no styles, nothing that is hidden. Lists get the numbers or bullets
that a browser prints, and of the looks bold, italic, capitals, raised letters and centred lines are kept.
"""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..domain.text import clean_line
from .bounds import MAX_COLUMNS, Meter
from .paragraphs import Line
from .raised import settle
from .source import SourceTable
from .spans import Span, line_of

if TYPE_CHECKING:
    from lxml.etree import _Element

HtmlEntry = Line | SourceTable | None
"""A line, a table, or None where blank space parts two blocks."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_UNSHOWN = frozenset("head script style title template noscript object iframe svg math del datalist".split())
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_ITALIC = frozenset("i em cite dfn".split())
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    raised: bool = False
    centered: bool = False


@dataclass(slots=True)
class _Reader:
    meter: Meter
    entries: list[HtmlEntry] = field(default_factory=list)
    pictures: int = 0
    _spans: list[tuple[Span, bool]] = field(default_factory=list)
    _label: str = ""
    _centered: bool = False

    def text(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        shown = re.sub(r"[ \t\r\n\f]+", " ", text)
        shown = shown.upper() if look.capitals else shown
        if shown.strip():
            self._centered = look.centered
        self._spans.append((Span(shown, look.bold, look.italic), look.raised))

    def end_line(self) -> None:
        spans, self._spans = self._spans, []
        self.meter.letters(sum(len(span.text) for span, _ in spans))
        line = line_of(settle(spans).spans, label=self._label, centered=self._centered)
        if any(span.text.strip() for span, _ in spans) and line.text:
            self.meter.pieces()
            self.entries.append(line)
            self._label = ""

    def read(self, element: "_Element", look: _Look, depth: int = 0) -> None:
        """An element with all in it."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _UNSHOWN or depth > _DEEPEST or _hidden(element):
            return
        look = _look(element, name, look)
        if name == "br":
            self.end_line()
        elif name == "img":
            self.pictures += 1
        elif name == "table":
            self.end_line()
            self.table(element, look, depth)
        else:
            block = name in _BLOCKS
            if block:
                self.end_line()
            self.text(element.text, look)
            number = 0
            for inner in element:
                if name in {"ol", "ul"} and inner.tag == "li":
                    number = _number(inner, number)
                    self.end_line()
                    self._label = _label(element, number)
                self.read(inner, look, depth + 1)
                self.text(inner.tail, look)
            if block:
                self.end_line()
                if name == "li":
                    self._label = ""

    def table(self, table: "_Element", look: _Look, depth: int) -> None:
        grid: list[list[str]] = []
        lines: list[list[list[HtmlEntry]]] = []
        waiting: dict[int, tuple[int, str]] = {}
        for row in _rows(table):
            texts: list[str] = []
            contents: list[list[HtmlEntry]] = []

            def carry(texts: list[str] = texts) -> None:
                while (left := waiting.get(len(texts))) is not None and left[0] > 0:
                    waiting[len(texts)] = (left[0] - 1, left[1])
                    texts.append(left[1])

            carry()
            for cell in row:
                if cell.tag not in {"td", "th"} or _hidden(cell):
                    continue
                inside = _Reader(self.meter)
                inside.read(cell, replace(look, bold=False, centered=False), depth + 2)
                self.pictures += inside.pictures
                contents.append(inside.entries)
                shown = _cell_text(inside.entries, heading=not grid)
                span = min(_count(cell, "colspan"), MAX_COLUMNS)
                self.meter.cells(span)
                down = min(_count(cell, "rowspan"), 1_000)
                for _ in range(span):
                    if down > 1:
                        waiting[len(texts)] = (down - 1, shown)
                    texts.append(shown)
                self.meter.columns(len(texts))
                carry()
            if texts:
                grid.append(texts)
                lines.append(contents)
        if not grid:
            return
        self.meter.lines(len(grid))
        if _places_blocks(table, lines):
            self.entries.append(None)
            for column in range(max(map(len, lines))):
                for contents in lines:
                    if column < len(contents):
                        self.entries += [*contents[column]]
                self.entries.append(None)
            return
        width = max(map(len, grid))
        self.entries.append(SourceTable(tuple(tuple(row + [""] * (width - len(row))) for row in grid)))


def read_html(data: bytes, meter: Meter) -> tuple[list[HtmlEntry], int]:
    """The lines and tables of an HTML text in any encoding, and how many pictures it shows."""
    from lxml import etree

    text = decoded(data)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8"), parser)
    reader = _Reader(meter)
    if root is not None:
        reader.read(root, _Look())
        reader.end_line()
    return reader.entries, reader.pictures


def decoded(data: bytes) -> str:
    """The text of HTML in the encoding that it names, or as any other text."""
    from .read_text import decode

    named = _CHARSET.search(data[:4_096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)[0]


def _style(element: "_Element") -> str:
    return "".join((element.get("style") or "").lower().split())


def _hidden(element: "_Element") -> bool:
    style = _style(element)
    return "display:none" in style or "mso-hide:all" in style or element.get("hidden") is not None


def _look(element: "_Element", name: str, look: _Look) -> _Look:
    style = _style(element)
    align = (element.get("align") or "").lower()
    weight = re.search(r"font-weight:(\w+)", style)
    bold = name in _BOLD or look.bold
    if weight:
        bold = weight[1] in {"bold", "bolder", "600", "700", "800", "900"}
    centered = look.centered
    if name in _BLOCKS and (align or "text-align:" in style):
        centered = align == "center" or "text-align:center" in style
    return _Look(
        bold,
        name in _ITALIC or "font-style:italic" in style or (look.italic and "font-style:normal" not in style),
        "text-transform:uppercase" in style or (look.capitals and "text-transform:none" not in style),
        name == "sup" or "vertical-align:super" in style or look.raised,
        centered or name == "center",
    )


def _number(item: "_Element", before: int) -> int:
    value = item.get("value") or ""
    return int(value) if value.isdecimal() and len(value) <= 4 else before + 1


def _label(listing: "_Element", number: int) -> str:
    from .docx.numbering import letters, roman

    if listing.tag == "ul":
        return "-"
    start = listing.get("start") or ""
    number += int(start) - 1 if start.isdecimal() and len(start) <= 4 else 0
    style = _style(listing)
    kind = (listing.get("type") or "").strip()
    if kind == "I" or "upper-roman" in style:
        return f"{roman(number)}."
    if kind == "i" or "lower-roman" in style:
        return f"{roman(number).lower()}."
    if kind == "A" or "upper-alpha" in style or "upper-latin" in style:
        return f"{letters(number).upper()}."
    if kind == "a" or "lower-alpha" in style or "lower-latin" in style:
        return f"{letters(number)})"
    return f"{number}."


def _rows(table: "_Element") -> list["_Element"]:
    rows = []
    for element in table:
        if element.tag == "tr":
            rows.append(element)
        elif element.tag in {"thead", "tbody", "tfoot"}:
            rows += [row for row in element if row.tag == "tr"]
    return [row for row in rows if not _hidden(row)]


def _count(cell: "_Element", key: str) -> int:
    value = (cell.get(key) or "").strip()
    return max(1, int(value)) if value.isdecimal() and len(value) <= 5 else 1


def _cell_text(entries: list[HtmlEntry], *, heading: bool) -> str:
    from .docx.cells import cell_text

    texts: list[str] = []
    for entry in entries:
        if isinstance(entry, Line):
            texts.append(entry.text)
        elif isinstance(entry, SourceTable):
            texts += [" ".join(dict.fromkeys(cell for cell in row if cell)) for row in entry.rows]
    return clean_line(texts[0]) if len(texts) == 1 else cell_text(texts, heading=heading)


def _places_blocks(table: "_Element", rows: list[list[list[HtmlEntry]]]) -> bool:
    """Whether the table only puts blocks side by side: the head, the foot or a frame."""
    from .docx.cells import sets_blocks

    texts = [
        [[entry.text for entry in cell if isinstance(entry, Line)] for cell in row] for row in rows if row
    ]
    border = (table.get("border") or "0").strip() not in {"", "0"} or "border" in _style(table)
    styled = any("border" in _style(cell) for cell in table.iter("td", "th"))
    return not texts or sets_blocks(texts, ruled=border or styled)
