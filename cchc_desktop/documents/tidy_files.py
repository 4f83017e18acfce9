"""The tidy table of figures as a file: a workbook, a text between commas, or Parquet. All are written row by
row, so that the figures of a country take no more memory than those of a commune."""

import csv
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from .. import durable, log
from ..domain.errors import Refusal
from ..domain.tidy import COLUMNS, TidyRow, plain_number
from .export import written_whole

TIDY_FORMATS = ("xlsx", "csv", "parquet")
NO_PARQUET = (
    "Máy này chưa có thư viện DuckDB để ghi Parquet. Hãy cài phần phân tích (pip install "
    "'cchc-desktop[parquet]') hoặc chọn CSV, XLSX."
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text may not begin with: spreadsheets would work it out."""
_SHEET_ROWS = 1_000_000
"""Rows of one sheet: Excel has a few more."""
_GROUP = 100_000
"""Rows that Parquet keeps together."""
_DIGITS, _DECIMALS = 30, 12
_HEIGHT = 15.0
_WIDTHS = (12, 30, 9, 10, 8, 48, 12, 10, 12, 12, 12, 11, 16)
_TEXTS = frozenset(name for name, kind in TidyRow.__annotations__.items() if kind is str)


def write_tidy(rows: Iterable[TidyRow], fmt: str, path: Path) -> int:
    """Writes the rows, whole or not at all; gives how many there were.

    Raises Refusal for an unknown format, another ending, or where a library lacks, EnvironmentProblem where
    the file cannot be written.
    """
    if fmt not in TIDY_FORMATS:
        raise Refusal(f"Bảng số liệu không xuất thành «{fmt}». Hãy chọn {', '.join(TIDY_FORMATS)}.", "format")
    if path.suffix.lower() != f".{fmt}":
        raise Refusal(f"Tên tệp phải kết thúc bằng .{fmt}. Hãy sửa «{path.name}» rồi xuất lại.", "path")
    write: Callable[[Iterator[TidyRow], Path], int] = {"xlsx": _xlsx, "csv": _csv, "parquet": _parquet}[fmt]
    with log.DOCUMENTS.timed("tidy", format=fmt) as facts, written_whole(path) as temporary:
        count = facts["rows"] = write(iter(rows), temporary)
        durable.sync_file(temporary)
    return count


def guarded(words: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def _csv(rows: Iterator[TidyRow], path: Path) -> int:
    """UTF-8 with a mark by which Excel knows it; numbers with a decimal point."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow(
                plain_number(each) if each is None or isinstance(each, Decimal) else guarded(each)
                for each in row
            )
            count += 1
    return count


def _xlsx(rows: Iterator[TidyRow], path: Path) -> int:
    """Sheets of a million rows each, then one that says what the columns hold."""
    from openpyxl import Workbook

    from .styles import COMPACT_TABLE, Stand
    from .xlsx_sheet import SheetCells, Strings, letter, packed
    from .xlsx_styles import SIGNS, CellStyle, StyleBook

    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    book, strings, count = StyleBook(workbook), Strings(), 0
    sheets: list[SheetCells] = []
    head, text, literal, numbers = (
        book.number(style)
        for style in (
            CellStyle(COMPACT_TABLE.header, Stand.CENTER, border="b"),
            CellStyle(COMPACT_TABLE.cell, Stand.LEFT, over=True),
            CellStyle(COMPACT_TABLE.cell, Stand.LEFT, over=True, literal=True),
            CellStyle(COMPACT_TABLE.cell, Stand.RIGHT, over=True),
        )
    )
    try:
        first = next(rows, None)
        rest = chain([first] if first is not None else [], rows)
        while not sheets or first is not None:
            name = "Số liệu" if not sheets else f"Số liệu ({len(sheets) + 1})"
            sheet = workbook.create_sheet(name)
            cells = SheetCells(strings)
            sheets.append(cells)
            for column, width in enumerate(_WIDTHS, start=1):
                sheet.column_dimensions[letter(column)].width = width
            sheet.freeze_panes = "A2"
            cells.put_row(1, [(words, head) for words in COLUMNS], _HEIGHT)
            at = 1
            for at, row in enumerate(islice(rest, _SHEET_ROWS), start=2):
                cells.put_row(
                    at,
                    [
                        (
                            each,
                            numbers
                            if isinstance(each, Decimal)
                            else literal
                            if _is_sign(each, SIGNS)
                            else text,
                        )
                        for each in row
                    ],
                    _HEIGHT,
                )
            sheet.auto_filter.ref = f"A1:{letter(len(COLUMNS))}{at}"
            count += at - 1
            first = next(rest, None)
            rest = chain([first] if first is not None else [], rest)
        about = SheetCells(strings)
        sheet = workbook.create_sheet("Các cột")
        sheets.append(about)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 90
        for at, pair in enumerate(COLUMNS.items(), start=1):
            about.put_row(at, [(words, text) for words in pair], _HEIGHT)
        with path.open("wb") as stream:
            packed(workbook, sheets, strings, stream)
    finally:
        for cells in sheets:
            cells.close()
    return count


def _is_sign(value: str | Decimal | None, signs: tuple[str, ...]) -> bool:
    return isinstance(value, str) and value[:1] in signs


def _parquet(rows: Iterator[TidyRow], path: Path) -> int:
    """Groups of rows, compressed; numbers as exact decimals, and in the file's own words what columns hold.

    DuckDB makes it of a text beside it: of the libraries that write Parquet it is the smallest by far.
    """
    try:
        import duckdb
    except ImportError:
        raise Refusal(NO_PARQUET, "format") from None
    beside = path.with_suffix(".text")
    kinds = {name: "VARCHAR" if name in _TEXTS else f"DECIMAL({_DIGITS},{_DECIMALS})" for name in COLUMNS}
    try:
        count = _plain_text(rows, beside)
        with duckdb.connect(config=_QUIET) as made:
            read = f"read_csv({_quoted(str(beside))}, header=false, delim=',', quote='\"', escape='\"', "
            read += f"nullstr='{_NULL}', columns={kinds!r})"
            told = ", ".join(f"{name}: {_quoted(words)}" for name, words in COLUMNS.items())
            made.execute(
                f"COPY (SELECT * FROM {read}) TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, "
                f"ROW_GROUP_SIZE {_GROUP}, KV_METADATA {{{told}}})"
            )
    finally:
        durable.discard(beside)
    return count


_NULL = "\\N"
_QUIET = {"threads": "1", "memory_limit": "200MB", "autoinstall_known_extensions": "false"}
"""DuckDB takes no more than a small PC has, and fetches nothing."""


def _plain_text(rows: Iterator[TidyRow], path: Path) -> int:
    """The rows as DuckDB reads them: what is not known is told apart from an empty text."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for row in rows:
            writer.writerow(
                _NULL if each is None else f"{each:f}" if isinstance(each, Decimal) else each for each in row
            )
            count += 1
    return count


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
