"""The annex of statistics (phụ lục thống kê) that came back from an officer: its rows, with their cells.

The sheet is found by the header of its table, and columns by their headers, so that it may stand among other
sheets and have columns of the officer's own. What its numbers mean is for others to say.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from .. import log
from ..domain.errors import Refusal
from ..domain.numerals import format_number, from_roman
from ..domain.report_periods import QUARTERS, Period, Span
from ..domain.text import clean_line, fold, has_line_end, unseen_in
from .outside import OLE, Program, check_archive, check_parts, checked_head, told_why

EXCEL = Program("Excel", ".xlsx", ".xls", max_part=10)
_ACCEPTED = "Hãy chọn tệp .xlsx là phụ lục thống kê do chương trình xuất ra."
_ANNEX = "Hãy xuất phụ lục thống kê của kỳ (XLSX), điền vào tệp đó rồi nhập lại."

_MAX_SHEETS = 40
_MAX_ROWS = 3_000
_MAX_COLUMNS = 60
_MAX_TEXT = 32_767
"""Letters of a cell: no more can be typed in Excel."""
_MAX_FORMAT = 255
"""Letters of a number format: no more can be given in Excel."""
_HEADER_ROWS = 80
"""The table's header stands within so many rows from the top of its sheet."""

CellValue = str | int | float | bool | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in the file: where («Ô D17», «Dòng 17», or nothing for the whole) and what."""

    place: str
    sentence: str

    @property
    def words(self) -> str:
        """Place and sentence together."""
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell and its place («D17»); a text is one clean line, None where the cell is empty.

    ``is_percent`` says that Excel shows the number a hundredfold with a «%»; ``is_formula`` that a formula
    stands in it, ``value`` is then what it came to when the file was last saved. ``unclean`` is the text as
    it stands in the file, where some of it is not seen, or it goes over lines: figures are read from that.
    """

    place: str
    value: CellValue = None
    is_percent: bool = False
    is_formula: bool = False
    unclean: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, not even a formula."""
        return self.value is None and not self.is_formula

    @property
    def text(self) -> str:
        """The text in it; nothing for anything else."""
        return self.value if isinstance(self.value, str) else ""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of an indicator: its number in the sheet, its code as it is written there, and its cells.

    ``last`` is the row that its note ends in. ``unit``, ``cumulated``, ``last_year`` and ``note`` are None
    where the sheet has no such column.
    """

    number: int
    last: int
    code: str
    name: str
    value: SheetCell
    unit: SheetCell | None
    cumulated: SheetCell | None
    last_year: SheetCell | None
    note: SheetCell | None


@dataclass(frozen=True, slots=True)
class Annex:
    """The table of a sheet; ``periods`` are those that the words above it name."""

    file: str
    sheet: str
    periods: tuple[Period, ...]
    rows: tuple[AnnexRow, ...]
    mistakes: tuple[Mistake, ...]


def read_annex(path: Path) -> Annex:
    """Read a filled-in annex (.xlsx) without changing it.

    Raises Refusal, with one sentence, for a file that cannot be read or holds no annex. Mistakes in its rows
    are told in the annex.
    """
    with log.INTAKE.timed("annex") as facts, told_why(path):
        _refuse_foreign(path, checked_head(path, _ACCEPTED))
        try:
            check_archive(path, EXCEL)
            check_parts(path, EXCEL)
            with warnings.catch_warnings():
                # openpyxl warns of whatever it leaves out; nothing of that is read here.
                warnings.simplefilter("ignore")
                annex = _read(path)
                facts["rows"] = len(annex.rows)
                facts["mistakes"] = len(annex.mistakes)
                return annex
        except (Refusal, MemoryError):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            # A damaged workbook reaches us as errors of zipfile, zlib, lxml and openpyxl of a dozen classes.
            raise Refusal(EXCEL.damaged(path)) from error


def _refuse_foreign(path: Path, head: bytes) -> None:
    suffix = path.suffix.lower()
    if suffix in {".xls", ".xlsm", ".xlsb", ".ods", ".csv"}:
        raise Refusal(
            f"Chưa đọc được tệp {suffix}. Hãy mở bằng Excel, chọn Lưu thành (Save As) .xlsx rồi chọn lại."
        )
    if suffix != ".xlsx":
        raise Refusal(f"«{path.name}» không phải là tệp Excel (.xlsx). {_ACCEPTED}")
    if not head.startswith((b"PK", OLE)):
        raise Refusal(EXCEL.damaged(path))


_Grid = Sequence[Sequence[SheetCell]]

_COLUMNS: Mapping[str, str] = {
    "code": r"ma( so| chi tieu)?",
    "name": r"(ten )?chi tieu( thong ke)?",
    "unit": r"don vi( tinh)?",
    "value": r"trong ky.*",
    "cumulated": r"luy ke.*",
    "last_year": r"cung ky.*",
    "note": r"ghi chu.*",
}
"""The columns in their printed order, by what their headers say without accents."""
_OTHERS = ("unit", "cumulated", "last_year", "note")
"""The columns that an annex may lack."""
_HEADERS = {"code": "Mã", "name": "Chỉ tiêu thống kê", "value": "Trong kỳ"}
"""The columns that no annex can do without."""


def _read(path: Path) -> Annex:
    found = _find_sheet(path)
    if found is None:
        raise Refusal(f"Tệp «{path.name}» không có bảng thống kê nào. {_ANNEX}")
    title, grid, header = found
    columns = _columns(grid[header], title)
    body = header + 1
    if body < len(grid) and (numbers := _numbering(grid[body], columns)):
        body += 1
        if sorted(numbers, key=lambda name: numbers[name]) != [name for name in _COLUMNS if name in numbers]:
            raise Refusal(
                f"Trang «{title}»: tiêu đề các cột không khớp với số thứ tự cột ở dòng {body}, có cột đã bị "
                "chuyển chỗ. Hãy đưa các cột về đúng vị trí như khi xuất ra."
            )
    formulas = _formulas(path, title, columns["value"])
    rows, mistakes = _rows(grid, body, columns, formulas)
    if not rows:
        raise Refusal(f"Bảng ở trang «{title}» không có dòng chỉ tiêu nào. {_ANNEX}")
    above = " ".join(cell.text for row in grid[:header] for cell in row if cell.text)
    return Annex(path.name, title, periods_named(above), tuple(rows), tuple(mistakes))


# Sheets


def _find_sheet(path: Path) -> tuple[str, _Grid, int] | None:
    """Name, cells and header row of the one sheet with the annex. Raises Refusal where several have it."""
    found: list[tuple[str, _Grid, int]] = []
    book = _opened(path, values=True)
    try:
        sheets = book.worksheets[:_MAX_SHEETS]
        for sheet in sorted(sheets, key=lambda sheet: sheet.sheet_state != "visible"):
            if found and sheet.sheet_state != "visible":
                break
            grid = _grid(sheet)
            if (header := _header_row(grid)) is not None:
                found.append((str(sheet.title), grid, header))
    finally:
        book.close()
    if len(found) > 1:
        names = ", ".join(f"«{title}»" for title, _, _ in found)
        raise Refusal(
            f"Tệp có {len(found)} trang tính cùng có bảng thống kê ({names}). "
            "Hãy chỉ để lại trang cần nhập rồi chọn lại."
        )
    return found[0] if found else None


def _opened(path: Path, *, values: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(path, read_only=True, data_only=values, keep_links=False)


def _cut(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows of a sheet, as far as an annex may reach, whatever size the file says it has."""
    sheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(
        min_row=1, max_row=_MAX_ROWS, min_col=1, max_col=_MAX_COLUMNS
    )
    return rows


def _grid(sheet: Any) -> _Grid:
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(number) for number in range(1, _MAX_COLUMNS + 1)]
    grid = []
    # Many cells share a text and a format, each of which may be long.
    cleaned = cache(_cleaned)
    percent = cache(_is_percent)
    for number, row in enumerate(_cut(sheet), 1):
        cells = []
        for letter, cell in zip(letters, row, strict=False):
            value, unclean = cell.value, ""
            if isinstance(value, str):
                _refuse_long(len(value), f"{letter}{number}")
                value, unclean = cleaned(value)
            is_percent = isinstance(value, int | float) and percent(cell.number_format)
            cells.append(SheetCell(f"{letter}{number}", value, is_percent, unclean=unclean))
        grid.append(cells)
    while grid and all(cell.is_empty for cell in grid[-1]):
        grid.pop()
    return grid


def _cleaned(text: str) -> tuple[str | None, str]:
    """The text of a cell as one line, and as it stands there where that is not all that is to be seen."""
    return clean_line(text) or None, text if unseen_in(text) or has_line_end(text) else ""


def _refuse_long(letters: int, place: str) -> None:
    if letters > _MAX_TEXT:
        raise Refusal(
            f"Ô {place} dài hơn {format_number(_MAX_TEXT)} chữ cái, nhiều hơn Excel cho phép. "
            "Hãy mở tệp bằng Excel, rút ngắn ô đó rồi lưu lại."
        )


_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].')
"""What a number format only prints, or leaves room for: quoted text, an escaped sign."""


def _is_percent(number_format: str) -> bool:
    """Whether the format shows a number a hundredfold: a «%» that is only printed does not."""
    return "%" in _LITERAL.sub("", number_format[:_MAX_FORMAT])


def _header_row(grid: _Grid) -> int | None:
    """Where the header of the annex's table stands: the row with the code, the name and one more column."""
    for place, row in enumerate(grid[:_HEADER_ROWS]):
        names = {name for cell in row if (name := _column_name(cell)) is not None}
        if {"code", "name"} <= names and len(names) > 2:
            return place
    return None


def _column_name(cell: SheetCell) -> str | None:
    folded = fold(cell.text[:120])[:60]
    return next((name for name, shape in _COLUMNS.items() if folded and re.fullmatch(shape, folded)), None)


def _columns(header: Sequence[SheetCell], title: str) -> dict[str, int]:
    """The place of each column by its name. Raises Refusal where one is missing or there twice."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        if (name := _column_name(cell)) is None:
            continue
        if name in found:
            raise Refusal(
                f"Trang «{title}» có hai cột «{cell.text}» ({header[found[name]].place} và {cell.place}). "
                "Hãy xóa cột thừa."
            )
        found[name] = place
    for name, words in _HEADERS.items():
        if name not in found:
            raise Refusal(
                f"Trang «{title}» không còn cột «{words}» ở dòng tiêu đề. "
                "Hãy ghi lại tiêu đề cột đúng như khi xuất ra."
            )
    return found


def _numbering(row: Sequence[SheetCell], columns: Mapping[str, int]) -> dict[str, int]:
    """The numbers of the columns in a row such as «(1) (2) (3)»; none where it is another row."""
    found = {}
    for name, place in columns.items():
        shape = re.fullmatch(r"\(?(\d{1,2})\)?(=.*)?", str(row[place].value or ""))
        if shape is None:
            return {}
        found[name] = int(shape[1])
    return found


def _formulas(path: Path, title: str, column: int) -> set[int]:
    """The numbers of the rows that have a formula in a column."""
    book = _opened(path, values=False)
    try:
        rows = _cut(book[title])
        return {number for number, row in enumerate(rows, 1) if row and row[column].data_type == "f"}
    finally:
        book.close()


# Rows

_CODE = re.compile(r"(\d{1,2})\s*[.,]\s*(\d{2})\.?")
_GROUP = re.compile(r"\d{1,2}\.?|[IVX]{1,5}\.?")


def _rows(
    grid: _Grid, first: int, columns: Mapping[str, int], formulas: set[int]
) -> tuple[list[AnnexRow], list[Mistake]]:
    """The rows of indicators, and what is wrong with rows that have none."""
    rows: list[AnnexRow] = []
    mistakes: list[Mistake] = []
    doubtful: list[Mistake] = []
    for number, cells in enumerate(grid[first:], first + 1):
        code_cell, value = cells[columns["code"]], cells[columns["value"]]
        if number in formulas:
            value = replace(value, is_formula=True)
        code = _code(code_cell)
        is_meant = _may_be_code(code_cell.text, cells[columns["name"]].text)
        if code:
            # What was doubtful stands between two rows of the table, so it is no foot of the page.
            mistakes += doubtful
            doubtful = []
            name = str(cells[columns["name"]].value or "")
            others = {other: cells[columns[other]] if other in columns else None for other in _OTHERS}
            rows.append(AnnexRow(number, number, code, name, value, **others))
        elif rows and _goes_on(rows[-1], number, cells, columns):
            note = rows[-1].note
            assert note is not None
            more = cells[columns["note"]].text
            _refuse_long(len(note.text) + len(more), note.place)
            rows[-1] = replace(rows[-1], last=number, note=replace(note, value=f"{note.text} {more}"))
        elif isinstance(code_cell.value, date):
            mistakes.append(
                Mistake(
                    f"Ô {code_cell.place}",
                    "mã chỉ tiêu đã bị Excel đổi thành ngày. Hãy định dạng ô là chữ (Text) và ghi lại mã.",
                )
            )
        elif not value.is_empty and (not value.text or _has_digit(value.text)):
            wrong = _unreadable(code_cell) if is_meant else _without_code(number, value)
            (doubtful if value.text else mistakes).append(wrong)
        elif is_meant:
            doubtful.append(_unreadable(code_cell))
    return rows, mistakes


def _goes_on(row: AnnexRow, number: int, cells: Sequence[SheetCell], columns: Mapping[str, int]) -> bool:
    """Whether a row only goes on with the note of the one above: what is too high for one row is cut so."""
    filled = {name for name, place in columns.items() if not cells[place].is_empty}
    return filled == {"note"} and number == row.last + 1 and row.note is not None and bool(row.note.text)


def _code(cell: SheetCell) -> str:
    """The code in a cell; one that was typed as a number has its two decimals back."""
    if isinstance(cell.value, float) and 0 < cell.value < 100:
        text = f"{cell.value:.2f}"
        return text if abs(float(text) - cell.value) < 1e-9 else ""
    found = _CODE.fullmatch(cell.text)
    return f"{int(found[1])}.{found[2]}" if found else ""


def _may_be_code(text: str, name: str) -> bool:
    """Whether a text that is no code was meant for one; the words of signers under the table are not."""
    return bool(text) and not _is_group(text) and (bool(name) or _has_digit(text))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_group(text: str) -> bool:
    """Whether it is the number of a group of rows: «3», «III»."""
    return bool(_GROUP.fullmatch(text)) and (text[:1].isdigit() or from_roman(text.rstrip(".")) is not None)


def _without_code(number: int, value: SheetCell) -> Mistake:
    sentence = f"có số liệu ở ô {value.place} nhưng không có mã chỉ tiêu. Hãy ghi lại mã hoặc xóa số liệu."
    return Mistake(f"Dòng {number}", sentence)


def _unreadable(cell: SheetCell) -> Mistake:
    return Mistake(f"Ô {cell.place}", f"«{cell.text[:40]}» không phải là mã chỉ tiêu. Mã ghi như 3.14.")


# Periods

_DAY = re.compile(r"thang[\s\d.…_]*nam\s*\d{4}")
_QUARTER = re.compile(r"quy\s+(iv|i{1,3}|[1-4])\s*(?:nam|/|-|,)?\s*(\d{4})")
_SPAN = re.compile(r"(?<!ngay )(?<!\d)([69])\s+thang\s+(?:dau\s+)?nam\s+(\d{4})")
_YEAR = re.compile(r"\bnam\s+(\d{4})")
_LATIN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def periods_named(text: str) -> tuple[Period, ...]:
    """The reporting periods that a title names: «quý I năm 2026», «6 tháng đầu năm 2026», «năm 2026».

    A year counts only where nothing shorter is named: «Kế hoạch năm 2026» says no period then.
    """
    folded = fold(text)
    found = [
        _period(year, QUARTERS[(_LATIN.get(number) or int(number)) - 1])
        for number, year in _QUARTER.findall(folded)
    ]
    found += [_period(year, Span(f"{count}T")) for count, year in _SPAN.findall(folded)]
    if not found:
        found = [_period(year, Span.YEAR) for year in _YEAR.findall(_DAY.sub(" ", folded))]
    return tuple(dict.fromkeys(period for period in found if period is not None))


def _period(year: str, span: Span) -> Period | None:
    try:
        return Period.parse(f"{year}-{span}")
    except Refusal:
        return None
