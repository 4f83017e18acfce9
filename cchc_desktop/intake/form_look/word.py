"""A Word file as it looks: its sections, and its paragraphs with the look of their letters."""

import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.form_check.look import Cell, Letters, Line, Look, Sheet
from ...domain.text import normalize
from .. import legacy_encodings as legacy
from .. import opc
from ..bounds import Meter
from ..docx import xml as x
from ..docx.fields import Fields
from ..docx.numbering import Numbering
from ..docx.package import WORD
from ..outside import check_archive, told_as_damaged
from .formats import Formats, Value, millimetres
from .word_sections import Sections, stand_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEGABYTE = 1024 * 1024
_MAX_OTHER = 10 * _MEGABYTE
_RULES = frozenset({"drawing", "pict", "AlternateContent"})
_FONTS = {"major": "majorFont", "minor": "minorFont"}
_SETS = ("HAnsi", "Ascii", "Bidi", "EastAsia")
_UNDERSCORES = frozenset("_-–—─ ")


def look_of_word(path: Path) -> Look:
    """The look of a .docx file. Raises Refusal where it is locked, damaged, hostile or too large."""
    with told_as_damaged(path, WORD), opc.told_as_hostile(path, WORD):
        check_archive(path, WORD)
        with zipfile.ZipFile(path) as archive:
            return _Reader(opc.OpcPackage(archive)).look(path.name)


def paragraphs(body: "_Element") -> Iterator["_Element"]:
    """All paragraphs under the body of a file, in the order that their marks count."""
    return body.iter("{*}p")


@dataclass(slots=True)
class _Place:
    """Where the walk is: the section, and the cell with the style and borders of its table."""

    sheet: int = 0
    cell: Cell | None = None
    framed: bool = False
    table: Mapping[str, Value] = field(default_factory=dict)


class _Reader:
    """Reads one file."""

    def __init__(self, package: opc.OpcPackage) -> None:
        self._package = package
        self._main = package.main()
        root = package.xml_of(self._main, WORD.max_part * _MEGABYTE)
        self._body = x.child(root, "body")
        if self._body is None:
            raise opc.Missing("body")
        related = list(package.related(self._main))
        self._parts = {each.id: each.part for each in related}
        by_kind = {each.kind: each.part for each in reversed(related)}
        self.formats = Formats(self._xml(by_kind.get("styles")), _themes(self._xml(by_kind.get("theme"))))
        self._numbering = Numbering(self._xml(by_kind.get("numbering")))
        self._fields = Fields()
        self._meter = Meter()
        self._marks = {element: place for place, element in enumerate(paragraphs(self._body))}
        self._meter.pieces(len(self._marks))
        self._lines: list[Line] = []
        self._sheets: list[Sheet] = []
        self._tables = 0

    def _xml(self, part: str | None) -> "_Element | None":
        return self._package.xml_of(part, _MAX_OTHER) if part and self._package.has(part) else None

    def look(self, name: str) -> Look:
        """All of it."""
        assert self._body is not None
        sections = Sections(self.formats, lambda key: self._xml(self._parts.get(key)))
        self._sheets_of(sections)
        self._walk(self._body, _Place())
        return Look(name, tuple(self._lines), tuple(self._sheets), self._pages())

    def _sheets_of(self, sections: Sections) -> None:
        assert self._body is not None
        ends = [each for each in self._body.iter("{*}sectPr") if _parent(each) in {"pPr", "body"}]
        self._sheets = [sections.sheet(each) for each in ends] or [sections.sheet(None)]

    def _pages(self) -> int:
        """How many pages Word counted when the file was last saved."""
        root = next((e.part for e in self._package.related("") if e.kind == "extended-properties"), None)
        element = self._xml(root)
        pages = x.child(element, "Pages")
        text = (pages.text or "") if pages is not None else ""
        return int(text) if text.isdigit() else 0

    # -- the walk ----------------------------------------------------------------------------------

    def _walk(self, container: "_Element", place: _Place) -> None:
        for element in container:
            match x.name(element):
                case "p":
                    self._paragraph(element, place)
                case "tbl":
                    self._table(element, place)
                case "sdt":
                    content = x.child(element, "sdtContent")
                    if content is not None:
                        self._walk(content, place)
                case "customXml" | "ins" | "moveTo" | "smartTag":
                    self._walk(element, place)

    def _table(self, table: "_Element", place: _Place) -> None:
        number = self._tables
        self._tables += 1
        properties = x.child(table, "tblPr")
        styled = self.formats.style(x.value(properties, "tblStyle"))
        framed = _is_framed(table)
        for row, element in enumerate(table.iter("{*}tr")):
            if _table_of(element) is not table:
                continue
            column = 0
            for cell in element.iterchildren("{*}tc"):
                self._meter.cells(1)
                inner = _Place(place.sheet, Cell(number, row, column), framed, styled)
                self._walk(cell, inner)
                span = x.value(cell, "tcPr", "gridSpan")
                column += int(span) if span and span.isdigit() else 1

    def _paragraph(self, element: "_Element", place: _Place) -> None:
        properties = x.child(element, "pPr")
        look = self.formats.paragraph(properties, place.table)
        letters = list(self._letters(element, look))
        self._fields.end_paragraph()
        label = self._label(properties, look)
        if label and any(each.text.strip() for each in letters):
            first = letters[0]
            letters.insert(0, replace(first, text=f"{label} "))
        text = "".join(each.text for each in letters)
        self._meter.letters(len(text))
        rules = look.get("bottom", False) or any(x.name(each) in _RULES for each in element.iter())
        made = self._split(element, letters, look, place)
        if text.strip() and _UNDERSCORES.issuperset(text.strip()):
            made = []
        if not made:
            # An empty paragraph with a border or a drawing is the line under what stands before it.
            if (rules or look.get("top", False) or text.strip()) and self._lines:
                self._rule_before(place)
        else:
            self._lines += made
            underlined = any(run.get("underlined") for run in self._looks(element, look))
            if rules or underlined:
                self._lines[-1] = replace(self._lines[-1], ruled=True)
        if properties is not None and x.child(properties, "sectPr") is not None:
            place.sheet += 1

    def _rule_before(self, place: _Place) -> None:
        last = self._lines[-1]
        if (last.cell is None) == (place.cell is None) and last.cell == place.cell:
            self._lines[-1] = replace(last, ruled=True)

    def _split(
        self, element: "_Element", letters: list[Letters], look: Mapping[str, Value], place: _Place
    ) -> list[Line]:
        """The paragraph as lines: a line end in it begins another, as in a name of two lines."""
        rows: list[list[Letters]] = [[]]
        for each in letters:
            first, *others = each.text.split("\n")
            rows[-1].append(replace(each, text=first))
            rows += [[replace(each, text=other)] for other in others]
        lines: list[Line] = []
        stand = stand_of(look.get("stand"))
        size = max((each.size for each in letters), default=14.0) or 14.0
        for row in rows:
            raw = "".join(each.text for each in row)
            if not raw.strip():
                continue
            lines.append(
                Line(
                    letters=tuple(replace(each, text=normalize(each.text)) for each in row if each.text),
                    stand=stand,
                    indent=millimetres(float(look.get("first", 0.0))) if not lines else None,
                    gap=self._gap(look),
                    spacing=_spacing(look, size),
                    cell=place.cell,
                    framed=place.framed,
                    sheet=place.sheet,
                    mark=self._marks[element],
                    composed=unicodedata.is_normalized("NFC", raw),
                )
            )
        return lines

    @staticmethod
    def _gap(look: Mapping[str, Value]) -> float:
        if look.get("contextual"):
            return 0.0
        return float(look.get("before", 0.0)) + float(look.get("after", 0.0))

    def _label(self, properties: "_Element | None", look: Mapping[str, Value]) -> str:
        list_id = look.get("list")
        if not list_id or list_id == "0":
            return ""
        level = look.get("level")
        number = (
            int(level)
            if isinstance(level, str) and level.isdigit()
            else self._numbering.level_of_style(str(list_id), self.formats.style_of(properties))
        )
        return self._numbering.label(str(list_id), number)

    # -- letters -----------------------------------------------------------------------------------

    def _looks(self, element: "_Element", paragraph: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
        for run in element.iter("{*}r"):
            if any((text.text or "").strip() for text in run.iterchildren("{*}t")):
                yield self.formats.run(x.child(run, "rPr"), paragraph)

    def _letters(self, parent: "_Element", paragraph: Mapping[str, Value]) -> Iterator[Letters]:
        for element in parent:
            match x.name(element):
                case "r":
                    yield from self._run(element, paragraph)
                case "hyperlink" | "ins" | "moveTo" | "smartTag" | "fldSimple" | "customXml" | "dir" | "bdo":
                    yield from self._letters(element, paragraph)
                case "sdt":
                    content = x.child(element, "sdtContent")
                    if content is not None:
                        yield from self._letters(content, paragraph)

    def _run(self, run: "_Element", paragraph: Mapping[str, Value]) -> Iterator[Letters]:
        text = self._text(run)
        look = self.formats.run(x.child(run, "rPr"), paragraph)
        if not text or look.get("hidden") or look.get("struck"):
            return
        font = str(look.get("font", ""))
        if look.get("raised"):
            # The number of a note is smaller than its line, and is meant to be.
            look = {**look, "size": 0.0}
        encoding = legacy.encoding_of_font(font)
        if encoding and not legacy.is_unicode(text):
            text = legacy.convert_by_font(text, font)
        yield Letters(
            text=text.upper() if look.get("capitals") else text,
            font=font,
            size=float(look.get("size", 0.0)),
            bold=bool(look.get("bold", False)),
            italic=bool(look.get("italic", False)),
            colour=str(look.get("colour", "")),
        )

    def _text(self, run: "_Element") -> str:
        text = ""
        for element in run:
            match x.name(element):
                case "t" if self._fields.shown:
                    text += element.text or ""
                case "tab" | "ptab" if self._fields.shown:
                    text += "\t"
                case "br" | "cr" if self._fields.shown:
                    text += "\n"
                case "noBreakHyphen" if self._fields.shown:
                    text += "-"
                case "fldChar":
                    text += self._fields.mark(element)[0]
                case "instrText":
                    self._fields.told(element.text or "")
        return text


def _parent(element: "_Element") -> str:
    parent = element.getparent()
    return "" if parent is None else x.name(parent)


def _table_of(row: "_Element") -> "_Element | None":
    return next(row.iterancestors("{*}tbl"), None)


def _is_framed(table: "_Element") -> bool:
    """Whether a table shows lines around its cells: by its own borders, its style's name, or its cells'."""
    properties = x.child(table, "tblPr")
    borders = x.child(properties, "tblBorders")
    if borders is not None:
        return any(_is_drawn(side) for side in borders)
    if (x.value(properties, "tblStyle") or "").lower() in {"tablegrid", "lightgrid"}:
        return True
    cells = list(table.iter("{*}tcBorders"))
    return len(cells) > 1 and sum(len(each) > 0 and all(map(_is_drawn, each)) for each in cells) * 2 > len(
        cells
    )


def _is_drawn(side: "_Element") -> bool:
    return x.attribute(side, "val") not in {None, "nil", "none"}


def _spacing(look: Mapping[str, Value], size: float) -> float | None:
    """The line spacing in single lines; None where it is «at least» a height, which letters may exceed."""
    if exactly := float(look.get("exactly", 0.0)):
        return exactly / (size * 1.15)
    lines = float(look.get("lines", 1.0))
    return lines or None


def _themes(root: "_Element | None") -> dict[str, str]:
    """The typefaces that a theme's names stand for, by the names that runs use."""
    found: dict[str, str] = {}
    for name, kind in _FONTS.items():
        face = x.child(root, "themeElements", "fontScheme", kind, "latin")
        typeface = x.attribute(face, "typeface") if face is not None else None
        if typeface:
            found |= {f"{name}{each}": typeface for each in _SETS}
    return found
