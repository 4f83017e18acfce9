"""Making the body of a Word file: what other word processors write is brought into this one form.

So the rules on heads, numbers, tables, notes and old fonts are those of `docx/`, whatever a file came in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..domain.text import clean_line
from .bounds import MAX_COLUMNS, Meter
from .docx.package import Package
from .marks import mark_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU_A_CM = 360_000
_FAR = 1_000
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_V = "{urn:schemas-microsoft-com:vml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_CHANGES = 10_000
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_PRIVATE = re.compile(r"([\uf020-\uf0ff])")


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; ``place`` is «superscript», «subscript» or nothing."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    struck: bool = False
    font: str = ""
    place: str = ""


@dataclass(slots=True)
class Writer:
    """What is made of one file: its body, notes and margins."""

    meter: Meter = field(default_factory=Meter)
    headers: "list[_Element]" = field(default_factory=list)
    footers: "list[_Element]" = field(default_factory=list)
    comments: int = 0
    """Remarks at the text's side, which are left out."""
    inserted: int = 0
    deleted: int = 0
    """Places where tracked changes wait for somebody's word."""
    _notes: "dict[str, _Element]" = field(default_factory=dict)

    @staticmethod
    def root(name: str = "body") -> "_Element":
        """A new body, header or footer."""
        from lxml import etree

        return etree.Element(_W + name)

    def note(self, kind: str) -> "tuple[str, _Element]":
        """A new footnote or endnote: what its place in the text calls it, and what it is written into."""
        root = self._notes.setdefault(kind, self.root(kind + "s"))
        key = str(len(root) + 1)
        return key, add(root, kind, id=key)

    def package(self, body: "_Element") -> Package:
        """All of it, as it is read."""
        if self.inserted or self.deleted:
            place = add(body, "p")
            for name, count in (("ins", self.inserted), ("del", self.deleted)):
                for _ in range(min(count, _MOST_CHANGES)):
                    add(place, name)
        return Package(
            bodies=(body,),
            styles=None,
            numbering=None,
            footnotes=self._notes.get("footnote"),
            endnotes=self._notes.get("endnote"),
            headers=tuple(self.headers),
            footers=tuple(self.footers),
            comments=self.comments,
        )


def add(parent: "_Element", name: str, **attributes: str) -> "_Element":
    """A new element of Word's at the end of another."""
    from lxml import etree

    return etree.SubElement(parent, _W + name, {_W + key: value for key, value in attributes.items()})


def add_contents(parent: "_Element") -> None:
    """The place of an automatic table of contents, which is no text."""
    control = add(parent, "sdt")
    add(add(add(control, "sdtPr"), "docPartObj"), "docPartGallery", val="Table of Contents")
    add(control, "sdtContent")


class Paragraph:
    """A paragraph that is being written; it stands in its place from the first moment."""

    def __init__(self, parent: "_Element", meter: Meter, *, centered: bool = False) -> None:
        meter.pieces()
        self.element = add(parent, "p")
        self._label = ""
        if centered:
            add(add(self.element, "pPr"), "jc", val="center")

    def text(self, text: str, look: Look) -> None:
        """Letters of one look; tabs and line ends are those of Word."""
        text = _FORBIDDEN.sub("", text)
        if not text:
            return
        if self._label and text.strip():
            self._write_label(text, look)
        run = self._run(look)
        for piece in _PIECES.findall(text):
            if piece == "\t":
                add(run, "tab")
            elif piece == "\n":
                add(run, "br")
            else:
                self._letters(run, piece, look.font)

    @staticmethod
    def _letters(run: "_Element", text: str, font: str = "") -> None:
        for index, piece in enumerate(_PRIVATE.split(text)):
            if index % 2:
                add(run, "sym", font=font, char=f"{ord(piece):04X}")
            elif piece:
                element = add(run, "t")
                element.text = piece
                element.set(_SPACE, "preserve")

    def label(self, label: str) -> None:
        """The number or bullet that the program printed in front of what comes next.

        It is as bold as the words after it, and is not said twice where somebody typed it too.
        """
        self._label = clean_line(_FORBIDDEN.sub("", label))[:255]

    def _write_label(self, text: str, look: Look) -> None:
        label, self._label = self._label, ""
        typed = mark_of(clean_line(text))
        if typed and typed.label == label and label in "-+":
            return
        run = self._run(Look(bold=look.bold, italic=look.italic, hidden=look.hidden))
        self._letters(run, label + " ")

    def note(self, kind: str, key: str) -> None:
        """The place that a footnote or endnote belongs to."""
        add(self._run(Look(place="superscript")), kind + "Reference", id=key)

    def field(self, part: str) -> None:
        """The begin, separation or end of a field, such as a table of contents."""
        add(self._run(Look()), "fldChar", fldCharType=part)

    def instruction(self, text: str) -> None:
        """What a field does."""
        add(self._run(Look()), "instrText").text = _FORBIDDEN.sub("", text)

    def picture(self, width: float = 0, height: float = 0) -> None:
        """A picture, which is not read; its size in centimetres where it is known."""
        from lxml import etree

        place = etree.SubElement(add(self._run(Look()), "drawing"), _PLACE + "inline")
        if 0 < width < _FAR and 0 < height < _FAR:
            size = etree.SubElement(place, _PLACE + "extent")
            size.set("cx", str(int(width * _EMU_A_CM)))
            size.set("cy", str(int(height * _EMU_A_CM)))
        etree.SubElement(place, _PICTURE + "pic")

    def embedded(self, program: str = "") -> None:
        """An object of another program, which is not read."""
        from lxml import etree

        etree.SubElement(add(self._run(Look()), "object"), _OFFICE + "OLEObject").set("ProgID", program)

    def formula(self, text: str) -> None:
        """An equation; ``text`` is what of it are letters."""
        from lxml import etree

        formula = etree.SubElement(self.element, _M + "oMath")
        run = etree.SubElement(formula, _M + "r")
        etree.SubElement(run, _M + "t").text = _FORBIDDEN.sub("", text)

    def art(self, text: str) -> None:
        """Words that are drawn as a picture (WordArt)."""
        from lxml import etree

        shape = etree.SubElement(add(self._run(Look()), "pict"), _V + "shape")
        etree.SubElement(shape, _V + "textpath").set("string", _FORBIDDEN.sub("", text))

    def box(self) -> "_Element":
        """A text box that hangs on the paragraph: what it is written into."""
        return add(add(self._run(Look()), "pict"), "txbxContent")

    def _run(self, look: Look) -> "_Element":
        run = add(self.element, "r")
        shown = [
            (look.bold, "b"), (look.italic, "i"), (look.capitals, "caps"), (look.hidden, "vanish"),
            (look.struck, "strike"),
        ]  # fmt: skip
        if look != Look():
            properties = add(run, "rPr")
            if look.font:
                add(properties, "rFonts", ascii=look.font, hAnsi=look.font)
            for given, name in shown:
                if given:
                    add(properties, name)
            if look.place:
                add(properties, "vertAlign", val=look.place)
        return run


@dataclass(slots=True)
class Cell:
    """A cell of a row: where its left and right edges are, and what is in it.

    The edges are numbers of columns, or lengths from the left, alike in all rows. ``goes_on``: the cell above
    goes on in it; ``begins``: cells below go on from it.
    """

    left: int
    right: int
    content: "_Element"
    begins: bool = False
    goes_on: bool = False


def write_table(
    parent: "_Element", rows: Sequence[Sequence[Cell]], *, lines: bool, meter: Meter, near: int = 0
) -> None:
    """A table whose cells are brought onto one grid of columns. Raises Refusal where it is too large.

    ``lines``: it has visible borders. ``near``: how far from each other two edges may be that are one.
    """
    edges = _edges(rows, near)
    meter.columns(max(len(edges) - 1, 0))
    table = add(parent, "tbl")
    properties = add(table, "tblPr")
    if lines:
        borders = add(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            add(borders, side, val="single")
    for cells in rows:
        meter.cells(len(cells))
        row = add(table, "tr")
        begin = edges[cells[0].left] if cells else 0
        if begin:
            add(add(row, "trPr"), "gridBefore", val=str(min(begin, MAX_COLUMNS)))
        for cell in cells:
            element = add(row, "tc")
            span = max(edges[cell.right] - edges[cell.left], 1)
            shape = add(element, "tcPr")
            if span > 1:
                add(shape, "gridSpan", val=str(span))
            if cell.begins or cell.goes_on:
                add(shape, "vMerge", val="continue" if cell.goes_on else "restart")
            for child in list(cell.content):
                element.append(child)


def _edges(rows: Sequence[Sequence[Cell]], near: int) -> dict[int, int]:
    """The column that each edge begins; edges that are so near to each other are one."""
    numbers: dict[int, int] = {}
    number = -1
    last: int | None = None
    for edge in sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)}):
        if last is None or edge - last > near:
            number += 1
            last = edge
        numbers[edge] = number
    return numbers
