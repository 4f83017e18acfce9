"""Changes in the XML text of a sheet that leave every byte as it is but those of the changed cells.

A library that reads a sheet and writes it anew loses what it does not know. Here the text is only looked
through, for where cells begin and end; what is new is put between pieces of the old.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from ...domain.templates.sheet import parse_place, place_of
from ..opc import Forbidden

_SPREADSHEETML = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
_DROPPED = {"t", "cm", "vm"}
"""Attributes that speak of a cell's value alone."""


class Content(NamedTuple):
    """What a cell is to hold: the attribute that says its sort, and the elements in it."""

    kind: str
    inner: str


@dataclass(slots=True)
class _Cell:
    """Where a cell stands in the text: from the first byte of its tag to after its last."""

    column: int
    start: int
    end: int = 0
    attributes: Sequence[str] = ()
    has_formula: bool = False
    is_external: bool = False
    value: tuple[int, int] | None = None


@dataclass(slots=True)
class _Row:
    number: int
    start: int
    inside: int = 0
    """Where its cells end: before its end tag; where it has none, after its tag."""
    end: int = 0
    is_closed: bool = False
    """Whether it is one tag that closes itself."""
    attributes: Sequence[str] = ()
    cells: list[_Cell] = field(default_factory=list)


@dataclass(order=True, slots=True)
class _Piece:
    """Bytes that take the place of others."""

    start: int
    order: int
    end: int = field(compare=False)
    text: bytes = field(compare=False)


def in_utf8(data: bytes) -> bytes:
    """The same text in UTF-8, which nearly every workbook has; others are written anew in it."""
    head = data[:200]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        encoding = "utf-16"
    elif (found := _declared(head)) and found.lower() not in ("utf-8", "us-ascii", "ascii"):
        encoding = found
    else:
        return data
    text = data.decode(encoding)
    body = text[text.index("?>") + 2 :] if text.lstrip("\ufeff").startswith("<?xml") else text
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + body.encode()


def _declared(head: bytes) -> str:
    place = head.find(b"encoding=")
    if place < 0 or head.find(b"?>") < place:
        return ""
    quote = head[place + 9 : place + 10]
    return head[place + 10 : head.find(quote, place + 10)].decode("ascii", "replace")


class _Scanner:
    """Finds elements in a text by their first and last bytes. Raises Forbidden, or ExpatError."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.prefix = ""
        """What elements of the workbook's own language are called with: nothing, or «x:»."""
        parser = self._parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype

    def scan(self) -> None:
        """Looks the text through."""
        self._parser.Parse(self.data, True)

    @staticmethod
    def _doctype(*_: object) -> None:
        raise Forbidden

    @property
    def place(self) -> int:
        """The first byte of the tag that is looked at; after a tag that closes itself, where it is ended."""
        return self._parser.CurrentByteIndex

    def ends_here(self, name: str) -> tuple[int, int]:
        """Where the content of an element that ends here ends, and where the element does."""
        place = self.place
        if self.data.startswith(b"</" + name.encode(), place):
            return place, self.data.index(b">", place) + 1
        return place, place

    def learn_prefix(self, name: str, attributes: Sequence[str]) -> None:
        """Takes the prefix of the root element."""
        prefix, colon, _ = name.rpartition(":")
        declared = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if declared.get(f"xmlns:{prefix}" if prefix else "xmlns") not in _SPREADSHEETML:
            raise ValueError("no spreadsheet")
        self.prefix = prefix + colon

    def _start(self, name: str, attributes: Sequence[str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError


class SheetText(_Scanner):
    """The text of a sheet's part, with where its rows and cells stand.

    Raises ValueError where they are not in the order of their places, or two are of one.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(in_utf8(data))
        self.rows: dict[int, _Row] = {}
        self.column_styles: dict[int, str] = {}
        self.has_formulas = False
        self._row: _Row | None = None
        self._cell: _Cell | None = None
        self._depth = 0
        self._inner = 0
        self._data: tuple[int, int, int] | None = None
        self._data_start = -1
        self._formula: list[str] = []
        self._value = 0
        self._parser.buffer_text = True
        self.scan()

    # What is met

    def _start(self, name: str, attributes: Sequence[str]) -> None:
        if self._depth == 0:
            self.learn_prefix(name, attributes)
        self._depth += 1
        plain = name[len(self.prefix) :] if name.startswith(self.prefix) else ""
        if self._cell is not None:
            self._inside_cell(plain)
        elif plain == "c" and self._row is not None:
            found = dict(zip(attributes[::2], attributes[1::2], strict=True))
            place = parse_place(found.get("r", ""))
            before = self._row.cells[-1].column if self._row.cells else 0
            self._cell = _Cell(place[1] if place else before + 1, self.place, attributes=tuple(attributes))
            self._inner = self._depth
        elif plain == "row" and self._row is not None:
            raise ValueError("a row within a row")
        elif plain == "row" and self._data_start >= 0 and self._data is None:
            found = dict(zip(attributes[::2], attributes[1::2], strict=True))
            last = next(reversed(self.rows), 0)
            number = int(found["r"]) if "r" in found else last + 1
            self._row = _Row(number, self.place, attributes=tuple(attributes))
        elif plain == "sheetData" and self._depth == 2:
            self._data_start = self.place
        elif plain == "col" and self._depth == 3:
            self._column(dict(zip(attributes[::2], attributes[1::2], strict=True)))

    def _inside_cell(self, plain: str) -> None:
        assert self._cell is not None
        if self._depth != self._inner + 1:
            return
        if plain == "f":
            self._cell.has_formula = True
            self.has_formulas = True
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append
        elif plain == "v":
            self._value = self.place

    def _end(self, name: str) -> None:
        plain = name[len(self.prefix) :] if name.startswith(self.prefix) else ""
        if self._cell is not None:
            if self._depth == self._inner:
                _, self._cell.end = self.ends_here(name)
                assert self._row is not None
                self._row.cells.append(self._cell)
                self._cell = None
            elif self._depth == self._inner + 1 and plain == "f":
                self._parser.CharacterDataHandler = None
                self._cell.is_external = "[" in "".join(self._formula)
            elif self._depth == self._inner + 1 and plain == "v":
                self._cell.value = (self._value, self.ends_here(name)[1])
        elif plain == "row" and self._row is not None:
            row, self._row = self._row, None
            row.inside, row.end = self.ends_here(name)
            row.is_closed = row.inside == row.end
            columns = [cell.column for cell in row.cells]
            is_in_order = row.number > next(reversed(self.rows), 0)
            if not is_in_order or any(one >= next_one for one, next_one in pairwise(columns)):
                # Which of two cells of one place counts, each program says in its own way.
                raise ValueError("rows or cells out of their order")
            self.rows[row.number] = row
        elif plain == "sheetData" and self._data is None:
            self._data = (self._data_start, *self.ends_here(name))
        self._depth -= 1

    def _column(self, found: Mapping[str, str]) -> None:
        if "style" in found:
            first, last = int(found.get("min", "0")), min(int(found.get("max", "0")), 400)
            for column in range(first, last + 1):
                self.column_styles[column] = found["style"]

    # What is changed

    def with_cells(self, cells: Mapping[tuple[int, int], Content], *, stale: bool) -> bytes:
        """The text with other contents in cells, by row and column; cells that are not there yet are made.

        ``stale`` takes away what formulas came to, but for those that ask other workbooks.
        """
        pieces: list[_Piece] = []
        by_row: dict[int, dict[int, Content]] = {}
        for (row, column), content in cells.items():
            by_row.setdefault(row, {})[column] = content
        if stale:
            pieces += self._without_values(cells)
        new_rows: list[tuple[int, bytes]] = []
        for number, contents in sorted(by_row.items()):
            found = self.rows.get(number)
            if found is None:
                new_rows.append((number, self._new_row(number, contents)))
            else:
                pieces += self._in_row(found, contents)
        pieces += self._rows_between(new_rows)
        return _joined(self.data, pieces)

    def _without_values(self, cells: Mapping[tuple[int, int], Content]) -> Iterator[_Piece]:
        for row in self.rows.values():
            for cell in row.cells:
                keeps = not cell.has_formula or cell.is_external or cell.value is None
                if keeps or (row.number, cell.column) in cells:
                    continue
                assert cell.value is not None
                yield _Piece(cell.value[0], 0, cell.value[1], b"")
                # What sort of value it is goes with it.
                if "t" in cell.attributes[::2]:
                    tag_end = _tag_end(self.data, cell.start)
                    yield _Piece(cell.start, 0, tag_end, self._tag("c", cell.attributes, {"t"}).encode())

    def _in_row(self, row: _Row, contents: Mapping[int, Content]) -> Iterator[_Piece]:
        known = {cell.column: cell for cell in row.cells}
        added = []
        for column, content in sorted(contents.items()):
            cell = known.get(column)
            if cell is None:
                added.append((column, self._new_cell(row.number, column, row, content)))
                continue
            yield _Piece(cell.start, 0, cell.end, self._written(cell.attributes, content).encode())
        if row.is_closed:
            if added:
                tag = self._tag("row", row.attributes, set())
                cells = "".join(text for _, text in added)
                yield _Piece(row.start, 0, row.end, f"{tag}{cells}</{self.prefix}row>".encode())
            return
        for order, (column, text) in enumerate(added):
            after = [cell for cell in row.cells if cell.column > column]
            place = after[0].start if after else row.inside
            yield _Piece(place, -len(added) + order, place, text.encode())

    def _rows_between(self, rows: Sequence[tuple[int, bytes]]) -> Iterator[_Piece]:
        if self._data is None:
            raise ValueError("no cells")
        start, inside, end = self._data
        if not rows:
            return
        if inside == end:
            # «<sheetData/>»: the tag is opened, the rows are put in.
            name = f"{self.prefix}sheetData"
            text = b"".join(text for _, text in rows)
            yield _Piece(start, 0, end, f"<{name}>".encode() + text + f"</{name}>".encode())
            return
        for order, (number, text) in enumerate(rows):
            after = [row for row in self.rows.values() if row.number > number]
            place = min((row.start for row in after), default=inside)
            yield _Piece(place, -len(rows) + order, place, text)

    def _new_row(self, number: int, contents: Mapping[int, Content]) -> bytes:
        cells = "".join(
            self._new_cell(number, column, None, content) for column, content in sorted(contents.items())
        )
        return f'<{self.prefix}row r="{number}">{cells}</{self.prefix}row>'.encode()

    def _new_cell(self, number: int, column: int, row: _Row | None, content: Content) -> str:
        style = self.column_styles.get(column, "")
        if row is not None:
            found = dict(zip(row.attributes[::2], row.attributes[1::2], strict=True))
            if found.get("customFormat") in ("1", "true"):
                style = found.get("s", style)
        attributes = ["r", place_of(number, column), *(["s", style] if style else [])]
        return self._written(attributes, content)

    def _written(self, attributes: Sequence[str], content: Content) -> str:
        inner = content.inner.replace("</", "\0").replace("<", f"<{self.prefix}")
        inner = inner.replace("\0", f"</{self.prefix}")
        tag = self._tag("c", attributes, _DROPPED)
        opened = f"{tag[:-1]} {content.kind}>" if content.kind else tag
        return f"{opened}{inner}</{self.prefix}c>"

    def _tag(self, name: str, attributes: Sequence[str], without: set[str]) -> str:
        kept = "".join(
            f" {attribute}={quoteattr(value)}"
            for attribute, value in zip(attributes[::2], attributes[1::2], strict=True)
            if attribute not in without
        )
        return f"<{self.prefix}{name}{kept}>"


class WorkbookText(_Scanner):
    """The text of the workbook's own part, with where it speaks of working formulas out."""

    # The elements that go before «calcPr» (ISO/IEC 29500-1, 18.2.27).
    _BEFORE = (
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
        "functionGroups", "externalReferences", "definedNames",
    )  # fmt: skip

    def __init__(self, data: bytes) -> None:
        super().__init__(in_utf8(data))
        self._depth = 0
        self._found: tuple[int, Sequence[str]] | None = None
        self._end_of_found = 0
        self._after = 0
        self.scan()

    def _start(self, name: str, attributes: Sequence[str]) -> None:
        if self._depth == 0:
            self.learn_prefix(name, attributes)
        elif self._depth == 1 and name == f"{self.prefix}calcPr":
            self._found = (self.place, tuple(attributes))
        self._depth += 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth != 1:
            return
        if name == f"{self.prefix}calcPr":
            self._end_of_found = self.ends_here(name)[1]
        elif name.removeprefix(self.prefix) in self._BEFORE:
            self._after = self.ends_here(name)[1]

    def recalculated(self) -> bytes:
        """The text by which every formula is worked out when the workbook is opened."""
        kept: list[str] = []
        start = end = self._after
        if self._found is not None:
            start, attributes = self._found
            end = self._end_of_found
            kept = [
                f" {name}={quoteattr(value)}"
                for name, value in zip(attributes[::2], attributes[1::2], strict=True)
                if name != "fullCalcOnLoad"
            ]
        tag = f'<{self.prefix}calcPr{"".join(kept)} fullCalcOnLoad="1"/>'
        return _joined(self.data, [_Piece(start, 0, end, tag.encode())])


def number_content(digits: str) -> Content:
    """The content of a cell with a number."""
    return Content("", f"<v>{digits}</v>")


def text_content(text: str) -> Content:
    """The content of a cell with a text of its own, which stays a text whatever it begins with."""
    # What looks like the escape of a character is written with its underscore escaped (18.4.12, ST_Xstring).
    plain = _ESCAPE.sub(r"_x005F\g<0>", escape(text))
    return Content('t="inlineStr"', f'<is><t xml:space="preserve">{plain}</t></is>')


def _tag_end(data: bytes, start: int) -> int:
    """After the last byte of the tag that begins at a place: a «>» within quotes ends none."""
    quote = 0
    for place in range(start, len(data)):
        byte = data[place]
        if quote:
            if byte == quote:
                quote = 0
        elif byte in (0x22, 0x27):
            quote = byte
        elif byte == 0x3E:
            return place + 1
    raise ValueError("no end of a tag")


def _joined(data: bytes, pieces: Sequence[_Piece]) -> bytes:
    result: list[bytes] = []
    done = 0
    for piece in sorted(pieces):
        result += (data[done : piece.start], piece.text)
        done = piece.end
    result.append(data[done:])
    return b"".join(result)
