"""Sheets of a workbook of Excel since 2007 (ISO/IEC 29500), transitional or strict."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...domain.templates.sheet import parse_area, parse_place
from ..workbook.package import SheetPart, Workbook, child, children, local
from ..workbook.styles import Style, flag, is_raised, read_styles
from .colours import is_unseen
from .grid import MAX_COLUMNS, MAX_ROWS, CellValue, GridMaker, Look, SheetGrid, moment
from .number_formats import hides_text, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 10 * 1024 * 1024
"""Bytes that one part may unpack to."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML or Excel would not keep (ISO/IEC 29500-1, 22.9.2.19)."""
_MAX_COMMENTS = 5_000
_THREAD = "Comment:"
"""What stands before the words of a comment in the copy for programs that know no threads."""


class _Text(NamedTuple):
    """A text, and whether some of it is struck through, or raised or lowered."""

    words: str
    struck: bool = False
    raised: bool = False


def read_xlsx(path: Path, most: int) -> list[SheetGrid]:
    """The first sheets of a workbook.

    Raises what zipfile and lxml raise over a damaged file, and Refusal for one that is too large.
    """
    with zipfile.ZipFile(path) as archive:
        book = Workbook(archive, "")
        reader = _Reader(book)
        return [reader.sheet(part) for part in book.sheets()[:most]]


class _Reader:
    """What the sheets of a workbook share."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._styles: Sequence[Style] = read_styles(book)
        self._strings = self._shared()
        calculation = child(book.root, "calcPr")
        self._is_stale = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")

    def _shared(self) -> Sequence[_Text]:
        part = self._book.of_kind("sharedStrings")
        if part is None or not self._book.package.has(part):
            return ()
        return [_text(item) for item in self._book.package.xml_of(part, MAX_PART)]

    def sheet(self, part: SheetPart) -> SheetGrid:
        """A sheet's cells."""
        root = self._book.package.xml_of(part.part, MAX_PART)
        grid = GridMaker(part.name, is_hidden=part.is_hidden)
        for element in children(child(root, "cols"), "col"):
            if element.get("hidden") in ("1", "true") or element.get("width") in ("0", "0.0"):
                first, last = _number(element.get("min")), min(_number(element.get("max")), MAX_COLUMNS)
                grid.hidden_columns.update(range(max(first, 1), last + 1))
        number = 0
        for row in children(child(root, "sheetData"), "row"):
            number = _number(row.get("r")) or number + 1
            if number > MAX_ROWS:
                continue
            if row.get("hidden") in ("1", "true") or row.get("ht") in ("0", "0.0"):
                grid.hidden_rows.add(number)
            self._row(grid, row, number)
        for element in children(child(root, "mergeCells"), "mergeCell"):
            area = parse_area(element.get("ref") or "")
            if area is not None and area.top <= MAX_ROWS and area.left <= MAX_COLUMNS:
                grid.merge(area)
        views = children(child(root, "sheetViews"), "sheetView")
        grid.hides_zeros = any(view.get("showZeros") in ("0", "false") for view in views)
        for (row_number, column), words in self._comments(part).items():
            grid.comment(row_number, column, words)
        return grid.made()

    def _row(self, grid: GridMaker, row: "_Element", number: int) -> None:
        column = 0
        for element in children(row, "c"):
            place = parse_place(element.get("r") or "")
            column = place[1] if place is not None else column + 1
            if column <= MAX_COLUMNS:
                self._cell(grid, element, number, column)

    def _cell(self, grid: GridMaker, element: "_Element", row: int, column: int) -> None:
        at = _number(element.get("s"))
        style = self._styles[at] if at < len(self._styles) else self._styles[0]
        is_formula = child(element, "f") is not None
        text = self._value(element, style, is_formula=is_formula)
        value = text.words if isinstance(text, _Text) else text
        if value == "":
            # A formula that comes to nothing shows nothing.
            return
        looks = set()
        if style.struck or (isinstance(text, _Text) and text.struck):
            looks.add(Look.STRUCK)
        if style.raised or (isinstance(text, _Text) and text.raised):
            looks.add(Look.RAISED)
        if is_unseen(style.look.ink, style.look.fill) or (isinstance(value, str) and hides_text(style.code)):
            looks.add(Look.UNSEEN)
        if is_formula and self._is_stale:
            looks.add(Look.STALE)
        code, is_percent = "", False
        if isinstance(value, int | float) and not isinstance(value, bool) and style.code:
            code = style.code
            is_percent = isfinite(value) and shown(code, Decimal(f"{value:.15g}")).is_percent
        grid.put(
            row,
            column,
            value,
            is_formula=is_formula,
            is_percent=is_percent,
            code=code,
            looks=frozenset(looks),
        )

    def _value(self, element: "_Element", style: Style, *, is_formula: bool) -> "_Text | CellValue":
        kind = element.get("t") or "n"
        if kind == "inlineStr":
            inline = child(element, "is")
            return _text(inline) if inline is not None else None
        found = child(element, "v")
        written = (found.text or "") if found is not None else ""
        if not written:
            return "" if is_formula and kind == "str" and found is not None else None
        match kind:
            case "s":
                return self._strings[int(written)]
            case "str" | "e":
                return _Text(written)
            case "b":
                return written.strip() in ("1", "true")
            case "d":
                return datetime.fromisoformat(written.strip()).date()
        value = float(written)
        if style.dated and isfinite(value):
            return moment(value, from_1904=self._book.counts_from_1904)
        return int(value) if abs(value) < 10**15 and value == int(value) else value

    # What was written beside cells

    def _comments(self, part: SheetPart) -> Mapping[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        threads: dict[tuple[int, int], str] = {}
        for relation in self._book.package.related(part.part):
            if relation.kind == "comments" and self._book.package.has(relation.part):
                found.update(_notes(self._book.package.xml_of(relation.part, MAX_PART)))
            elif relation.kind == "threadedComment" and self._book.package.has(relation.part):
                for place, words in _threads(self._book.package.xml_of(relation.part, MAX_PART)):
                    threads[place] = f"{threads[place]} {words}" if place in threads else words
        return {**found, **threads}


def _notes(root: "_Element") -> Iterator[tuple[tuple[int, int], str]]:
    authors = [author.text or "" for author in children(child(root, "authors"), "author")]
    for count, element in enumerate(children(child(root, "commentList"), "comment")):
        place, text = parse_place(element.get("ref") or ""), child(element, "text")
        if place is None or text is None or count >= _MAX_COMMENTS:
            continue
        words = _text(text).words
        at = _number(element.get("authorId"))
        author = authors[at] if at < len(authors) else ""
        if author and words.lstrip().startswith(f"{author}:"):
            words = words.lstrip()[len(author) + 1 :]
        elif words.startswith("[Threaded comment]") and _THREAD in words:
            words = words.partition(_THREAD)[2]
        yield place, words


def _threads(root: "_Element") -> Iterator[tuple[tuple[int, int], str]]:
    for count, element in enumerate(children(root, "threadedComment")):
        place, text = parse_place(element.get("ref") or ""), child(element, "text")
        if place is not None and text is not None and count < _MAX_COMMENTS:
            yield place, text.text or ""


def _text(item: "_Element") -> _Text:
    """The text of an item: its own, or of its runs; not how it is pronounced."""
    pieces: list[str] = []
    struck = raised = False
    for element in item:
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) == "r":
            words = "".join(piece.text or "" for piece in children(element, "t"))
            pieces.append(words)
            properties = child(element, "rPr")
            if words.strip() and properties is not None:
                struck = struck or flag(child(properties, "strike"))
                raised = raised or is_raised(child(properties, "vertAlign"))
    words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))
    return _Text(words, struck, raised)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0
