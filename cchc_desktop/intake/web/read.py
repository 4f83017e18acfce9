"""Web pages, by themselves or as one mail: elements become the body of a Word file, which is read as such.

Many systems of offices save a page under the name of a .doc, and Word itself saves pages (.htm, .mht).
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Refusal
from ..bounds import MAX_CELLS, MAX_COLUMNS
from ..docx import xml as x
from ..docx.numbering import bullet, letters, roman
from ..docx.package import Package
from ..docx.read import read_package
from ..outside import Program
from ..read_text import letters_of
from ..source import Source
from ..wordml import Cell, Paragraph, Writer, write_table
from .styles import Sheets, Style, applied

if TYPE_CHECKING:
    from lxml.etree import _Element

WEB_PAGE = Program("trang web", ".html", ".doc", max_part=50)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_END = re.compile(rb"</\s*html\s*>", re.IGNORECASE)
_LEFT_OUT = {
    "head", "script", "style", "title", "meta", "link", "noscript", "template", "xml", "select", "option",
    "button", "iframe", "svg", "canvas", "audio", "video", "map", "area", "colgroup", "col",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote", "pre", "address", "section",
    "article", "header", "footer", "main", "form", "fieldset", "figure", "figcaption", "dl", "dt", "dd",
    "body", "html", "li", "caption", "nav", "aside", "hr",
}  # fmt: skip
_BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
_ITALIC = {"i", "em", "cite"}
_STRUCK = {"s", "strike", "del"}
_GUESSES = {"windows-1252", "iso-8859-1", "us-ascii", "utf-8", "utf-16", "unicode"}
_MOST_BYTES = 20 * 1024 * 1024


def read_web_page(path: Path, *, as_mail: bool = False) -> Source:
    """Read a web page, or one with its parts as a mail; raises Refusal where it is damaged or empty."""
    try:
        data = path.read_bytes()
        page, charset = page_in_mail(data) if as_mail else (data, "")
        if page is None:
            raise Refusal(f"Tệp «{path.name}» không có trang nào để đọc. {_SAVE_AS}")
        if len(page) > _MOST_BYTES:
            raise Refusal(WEB_PAGE.too_large(path))
        return _read(page, charset, path.name)
    except (Refusal, OSError, MemoryError):
        raise
    except Exception as error:
        # Damaged pages and mails reach us as errors of lxml and email of a dozen classes.
        raise Refusal(f"Tệp «{path.name}» bị hỏng hoặc không đúng dạng trang web. {_SAVE_AS}") from error


_SAVE_AS = "Hãy mở bằng Word, chọn Lưu thành (Save As) .docx rồi chọn lại."


def page_in_mail(data: bytes) -> tuple[bytes | None, str]:
    """The first page of a mail, and what the mail says of its letters."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page, str(part.get_content_charset() or "")
    return None, ""


def _in_letters(page: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    found = _CHARSET.search(page[:4_096])
    named = charset or (found[1].decode("ascii") if found else "")
    # What the page says of Western letters is often a guess of the system that made it.
    if named and named.lower() not in _GUESSES and page[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            return page.decode(named, "replace"), ()
        except LookupError:
            pass
    # Letters from before Unicode are told by their fonts, and in the text without its tags.
    return letters_of(page)


def _read(page: bytes, charset: str, name: str) -> Source:
    package, notes = page_package(page, charset)
    source = read_package(package, name)
    return Source(source.name, source.blocks, (*source.notes, *notes))


def page_package(page: bytes, charset: str) -> tuple[Package, tuple[str, ...]]:
    """A page in the form of a Word file, and what is told of its letters. Raises Refusal."""
    from lxml import etree

    text, notes = _in_letters(page, charset)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise Refusal("Tệp không có chữ nào để đọc.")
    if _END.search(page) is None and b"<html" in page[:4_096].lower():
        notes = (*notes, "Tệp thiếu phần cuối (không có </html>), có thể do tải dở; hãy đối chiếu bản giấy.")
    reader = _Reader(root)
    package = reader.writer.package(reader.written())
    if reader.counts:
        notes = (*notes, "Trang web đánh số tự động một số đoạn; hãy đối chiếu số thứ tự với bản giấy.")
    return package, notes


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str
    number: int
    depth: int


class _Reader:
    def __init__(self, root: "_Element") -> None:
        self.writer = Writer()
        self.counts = False
        """Whether the page leaves it to the browser to number paragraphs."""
        self._root = root
        self._sheets = Sheets("".join(str(t) for t in element.itertext()) for element in root.iter("style"))
        self._paragraph: Paragraph | None = None
        self._label = ""
        self._lists: list[_List] = []

    def written(self) -> "_Element":
        """The body of a Word file with all that the page shows."""
        into = self.writer.root()
        self._element(self._root, into, Style())
        return into

    # -- elements ----------------------------------------------------------------------------------

    def _element(self, element: "_Element", into: "_Element", style: Style) -> None:
        name = x.name(element).lower()
        if not name or name in _LEFT_OUT:
            return
        rules = self._sheets.of(name, element.get("class") or "", element.get("style") or "")
        style = self._styled(element, name, applied(style, rules))
        if not style.shown:
            return
        if rules.get("mso-list", "").lower() == "ignore":
            self._printed_label(element, into, style)
            return
        match name:
            case "br":
                self._say("\n", into, style)
            case "img":
                self._in(into, style).picture()
            case "object" | "embed":
                self._in(into, style).embedded()
            case "input" | "textarea":
                self._say(element.get("value") or element.text, into, style)
            case "table":
                self._paragraph = None
                self._table(element, into, style)
                self._paragraph = None
            case "ul" | "ol" | "menu" | "dir":
                self._list(element, into, style, ordered=name == "ol")
            case "li":
                self._item(element, into, style)
            case _ if name in _BLOCKS:
                self._paragraph = None
                self._children(element, into, style)
                self._paragraph = None
            case _:
                self._children(element, into, style)

    @staticmethod
    def _styled(element: "_Element", name: str, style: Style) -> Style:
        look = style.look
        if name in _BOLD:
            look = replace(look, bold=True)
        elif name in _ITALIC:
            look = replace(look, italic=True)
        elif name in _STRUCK:
            look = replace(look, struck=True)
        elif name in {"sup", "sub"}:
            look = replace(look, place=f"{name}script".replace("sup", "super", 1))
        elif name == "font" and (face := element.get("face")):
            look = replace(look, font=face.split(",")[0].strip()[:100])
        align = (element.get("align") or "").lower()
        centered = (
            name == "center" or (align == "center" and name != "table") or (style.centered and not align)
        )
        return Style(look, centered and name != "table", style.shown and element.get("hidden") is None)

    def _children(self, element: "_Element", into: "_Element", style: Style) -> None:
        self._say(element.text, into, style)
        for child in element:
            self._element(child, into, style)
            self._say(child.tail, into, style)

    # -- paragraphs --------------------------------------------------------------------------------

    def _say(self, text: str | None, into: "_Element", style: Style) -> None:
        if not text:
            return
        text = text if text == "\n" else _BLANKS.sub(" ", text)
        if self._paragraph is None and not text.strip(" "):
            return
        self._in(into, style).text(text, style.look)

    def _in(self, into: "_Element", style: Style) -> Paragraph:
        """The paragraph in hand, or a new one."""
        if self._paragraph is None or self._paragraph.element.getparent() is not into:
            self._paragraph = Paragraph(into, self.writer.meter, centered=style.centered)
            if self._label:
                self._paragraph.label(self._label)
                self._label = ""
        return self._paragraph

    # -- lists -------------------------------------------------------------------------------------

    def _printed_label(self, element: "_Element", into: "_Element", style: Style) -> None:
        """The number or bullet that Word wrote in front of a paragraph of a list."""
        printed = "".join(str(text) for text in element.itertext()).replace("\u00a0", " ").strip()
        family = style.look.font.lower()
        signs = family in {"symbol", "wingdings", "courier new"} or not any(map(str.isalnum, printed))
        self._in(into, style).label(bullet(printed, 0) if signs else printed)

    def _list(self, element: "_Element", into: "_Element", style: Style, *, ordered: bool) -> None:
        self._paragraph = None
        start = x.number(element, "start")
        kind = element.get("type") or "1"
        self.counts = self.counts or ordered
        self._lists.append(_List(ordered, kind, 1 if start is None else start, len(self._lists)))
        self._children(element, into, style)
        self._lists.pop()
        self._paragraph = None

    def _item(self, element: "_Element", into: "_Element", style: Style) -> None:
        self._paragraph = None
        if self._lists:
            here = self._lists[-1]
            value = x.number(element, "value")
            here.number = here.number if value is None else value
            self._label = _shown(here)
            here.number += 1
        self._children(element, into, style)
        self._label = ""
        self._paragraph = None

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: "_Element", into: "_Element", style: Style) -> None:
        rows: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}
        lines = (table.get("border") or "0") not in {"", "0"}
        count = 0
        outside, self._lists = self._lists, []
        for row in _rows(table):
            made: list[Cell] = []
            below: dict[int, tuple[int, int]] = {}
            column = 0
            cells = [cell for cell in row if x.name(cell).lower() in {"td", "th"}]
            while cells or column in above:
                if column in above:
                    left, span = above.pop(column)
                    made.append(Cell(column, column + span, self.writer.root("tc"), goes_on=True))
                    if left > 1:
                        below[column] = (left - 1, span)
                    column += span
                    continue
                cell = cells.pop(0)
                span = min(max(x.number(cell, "colspan") or 1, 1), MAX_COLUMNS)
                down = min(max(x.number(cell, "rowspan") or 1, 1), MAX_CELLS)
                content = self.writer.root("tc")
                self._paragraph = None
                rules = self._sheets.of(
                    x.name(cell).lower(), cell.get("class") or "", cell.get("style") or ""
                )
                lines = lines or _bordered(rules)
                self._element(cell, content, style)
                self._paragraph = None
                made.append(Cell(column, column + span, content, begins=down > 1))
                if down > 1:
                    below[column] = (down - 1, span)
                column += span
                if column > MAX_COLUMNS:
                    self.writer.meter.columns(column)
            count += len(made)
            if count > MAX_CELLS:
                self.writer.meter.cells(count)
            above = {**above, **below}
            if made:
                rows.append(made)
        self._lists = outside
        if rows:
            write_table(into, rows, lines=lines, meter=self.writer.meter)


def _bordered(rules: dict[str, str]) -> bool:
    return any(
        key.startswith(("border", "mso-border")) and "solid" in value and not value.startswith("0")
        for key, value in rules.items()
    )


def _rows(table: "_Element") -> "list[_Element]":
    found: list[_Element] = []
    for element in table:
        name = x.name(element).lower()
        if name == "tr":
            found.append(element)
        elif name in {"thead", "tbody", "tfoot"}:
            found += [row for row in element if x.name(row).lower() == "tr"]
    return found


def _shown(here: _List) -> str:
    """The number or bullet that browsers print in front of an item."""
    if not here.ordered:
        return "-" if here.depth == 0 else "+"
    number = here.number
    match here.kind:
        case "a":
            return f"{letters(number)})"
        case "A":
            return f"{letters(number).upper()}."
        case "i":
            return f"{roman(number).lower()}."
        case "I":
            return f"{roman(number)}."
    return f"{number}."
