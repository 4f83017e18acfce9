"""The cells of a workbook, written as the XML of their sheets.

openpyxl makes the package: styles, properties, how a sheet is printed and filtered. Cells are written here,
since it makes an object for each, styles them one by one, and stores either a formula or its value, while
previews on phones and in mail programs show what is stored.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from .app_properties import app_properties

Value = str | int | float | Decimal | date | None
_EPOCH = date(1899, 12, 30)
"""The day that spreadsheets count from, after the leap day of 1900 that they believe in."""
_FIRST_DAY = date(1900, 3, 1)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Strings:
    """The texts of a workbook, each of them stored once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._uses = 0

    def number(self, text: str) -> int:
        """What cells call the text by."""
        self._uses += 1
        return self._numbers.setdefault(text, len(self._numbers))

    def xml(self) -> str:
        """The part of the package that holds them."""
        texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._numbers)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{_MAIN}"'
            f' count="{self._uses}" uniqueCount="{len(self._numbers)}">{texts}</sst>'
        )


class SheetCells:
    """The cells of one sheet; rows and columns are counted from 1, heights are in points."""

    def __init__(self, strings: Strings) -> None:
        self._strings = strings
        self._rows: dict[int, dict[int, str]] = {}
        self._merged: list[str] = []
        self._runs: list[_Run] = []
        self._spool: IO[bytes] | None = None
        self._widest = 1
        self.heights: dict[int, float] = {}

    def put(self, row: int, column: int, value: Value, style: int) -> None:
        """Write a value; text is never read as a formula."""
        self._rows.setdefault(row, {})[column] = self._cell(row, letter(column), value, style)

    def put_row(self, row: int, cells: Sequence[tuple[Value, int]], height: float) -> None:
        """Write all cells of a row of a long table, from the first column on, each with its style.

        They are laid on the disk at once, and their texts into the cells themselves: a book of a hundred
        thousand rows takes no more memory than one of a thousand.
        """
        if self._spool is None:
            self._spool = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - `close` does
        made = [self._cell(row, letter(at), *cell, inline=True) for at, cell in enumerate(cells, 1)]
        self._spool.write(_row(row, "".join(made), height).encode())
        self.heights[row] = height
        self._widest = max(self._widest, len(cells))
        last = self._runs[-1] if self._runs else None
        if last is not None and row == last.last + 1:
            last.last, last.ends = row, self._spool.tell()
        else:
            begins = last.ends if last is not None else 0
            self._runs.append(_Run(row, row, begins, self._spool.tell()))

    def _cell(self, row: int, column: str, value: Value, style: int, *, inline: bool = False) -> str:
        if isinstance(value, date) and value < _FIRST_DAY:
            value = f"{value.day}/{value.month}/{value.year}"
        place = f'<c r="{column}{row}" s="{style}"'
        match value:
            case None | "":
                return f"{place}/>"
            case str() if inline:
                return f'{place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
            case str():
                return f'{place} t="s"><v>{self._strings.number(value)}</v></c>'
            case bool():
                return f'{place} t="b"><v>{int(value)}</v></c>'
            case date():
                return f"{place}><v>{(value - _EPOCH).days}</v></c>"
        return f"{place}><v>{value}</v></c>"

    def put_formula(self, row: int, column: int, formula: str, value: Value, style: int) -> None:
        """Write a formula (without its sign of equality) with what it comes to."""
        kind = ' t="str"' if isinstance(value, str) else ""
        self._rows.setdefault(row, {})[column] = (
            f'<c r="{letter(column)}{row}" s="{style}"{kind}><f>{escape(formula)}</f>'
            f"<v>{escape(str(value))}</v></c>"
        )

    def merge(self, row: int, first: int, last: int, rows: int = 1) -> None:
        """Make one cell of the columns ``first`` to ``last`` of so many rows."""
        self._merged.append(f"{letter(first)}{row}:{letter(last)}{row + rows - 1}")

    def written_into(self, sheet: str) -> Iterator[bytes]:
        """The XML of an empty sheet with these cells, piece by piece."""
        laid = {run.first: run for run in self._runs}
        single = {*self._rows, *self.heights}
        for run in self._runs:
            single.difference_update(range(run.first, run.last + 1))
        columns = max((column for cells in self._rows.values() for column in cells), default=1)
        last = max((*single, *(run.last for run in self._runs)), default=1)
        extent = f"A1:{letter(max(columns, self._widest))}{last}"
        sheet = re.sub(r'<dimension ref="[^"]*"', f"<dimension ref={quoteattr(extent)}", sheet, count=1)
        before, after = re.split(r"<sheetData\s*/>|<sheetData>\s*</sheetData>", sheet, maxsplit=1)
        yield f"{before}<sheetData>".encode()
        for number in sorted((*single, *laid)):
            if number in laid:
                yield from self._of_run(laid[number])
            else:
                cells = self._rows.get(number, {})
                words = "".join(cells[key] for key in sorted(cells))
                yield _row(number, words, self.heights.get(number)).encode()
        merged = "".join(f'<mergeCell ref="{place}"/>' for place in self._merged)
        # The schema has merged cells after the filter.
        filtered = re.match(r"<autoFilter[^>]*(?:/>|>.*?</autoFilter>)", after)
        end = filtered.end() if filtered else 0
        joined = f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>' if merged else ""
        yield f"</sheetData>{after[:end]}{joined}{after[end:]}".encode()

    def _of_run(self, run: "_Run") -> Iterator[bytes]:
        """The rows of a run, as they were laid down."""
        assert self._spool is not None
        self._spool.seek(run.begins)
        left = run.ends - run.begins
        while left:
            piece = self._spool.read(min(left, _PIECE))
            left -= len(piece)
            yield piece

    def close(self) -> None:
        """Lets go of what was laid on the disk."""
        if self._spool is not None:
            self._spool.close()


_IN_MEMORY, _PIECE = 4_000_000, 1_000_000


@dataclass(slots=True)
class _Run:
    """Rows one after the other that were laid down, and where they lie."""

    first: int
    last: int
    begins: int
    ends: int


def _row(number: int, cells: str, height: float | None) -> str:
    high = f' ht="{height:.2f}" customHeight="1"' if height is not None else ""
    return f'<row r="{number}"{high}>{cells}</row>'


@cache
def letter(column: int) -> str:
    """The letters of a column: A to Z, AA …"""
    if column <= 26:
        return chr(64 + column)
    return letter((column - 1) // 26) + letter((column - 1) % 26 + 1)


def packed(workbook: Any, sheets: Sequence[SheetCells], strings: Strings, out: IO[bytes]) -> None:
    """Writes the workbook as a file, with these cells in its sheets, which have none of their own."""
    from openpyxl.writer.excel import ExcelWriter

    # Compressed once, when it is whole.
    empty = io.BytesIO()
    ExcelWriter(workbook, ZipFile(empty, "w", ZIP_STORED)).save()
    cells = {f"xl/worksheets/sheet{number}.xml": here for number, here in enumerate(sheets, start=1)}
    with ZipFile(empty) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if here := cells.get(entry.filename):
                with target.open(entry.filename, "w", force_zip64=True) as part:
                    for piece in here.written_into(data.decode()):
                        part.write(piece)
                continue
            if entry.filename in _NAMING_STRINGS:
                end, naming = _NAMING_STRINGS[entry.filename]
                data = data.decode().replace(end, naming + end).encode()
            elif entry.filename == "docProps/app.xml":
                data = app_properties().encode()
            target.writestr(entry.filename, data)
        target.writestr("xl/sharedStrings.xml", strings.xml())


_NAMING_STRINGS = {
    "[Content_Types].xml": (
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    "xl/_rels/workbook.xml.rels": (
        "</Relationships>",
        '<Relationship Id="rIdStrings" Target="sharedStrings.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
}
"""Where the package names the part of texts, which openpyxl does not make, and what it ends with."""
