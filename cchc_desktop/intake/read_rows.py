"""A file in which an office keeps a register: its cells as they are seen, without how they look."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from .. import log
from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.numerals import format_number
from ..domain.registers.book import RowsBook
from ..domain.templates.sheet import Area, Cell, CellKind, Sheet, parse_area, parse_place
from ..domain.text import clean_text
from .sheets.files import read_grids
from .sheets.grid import MAX_ROWS, CellValue, SheetCell, SheetGrid
from .sheets.number_formats import with_noughts
from .workbook.package import SUFFIXES, with_workbook
from .workbook.read import Bounds, template_of

BOUNDS = Bounds(
    rows=20_000, cells=400_000, is_whole=True, what="Tệp", most="nhiều hơn một sổ theo dõi của cơ quan"
)
_OTHERS = (".xls", ".ods", ".csv", ".tsv")
_LOOKED = 60
"""Rows of a text in which its table must begin."""
_LEAST = 3


def read_rows(path: Path, bounds: Bounds = BOUNDS) -> RowsBook:
    """The cells of a workbook, or of a table in a text.

    Raises Refusal where it cannot be read, or holds more than a register.
    """
    suffix = path.suffix.lower()
    with log.INTAKE.timed("rows", kind=suffix[:6]) as facts:
        if suffix in SUFFIXES:
            found = with_workbook(path, lambda book: template_of(book, path.name, bounds))
            sheets = tuple(_bare(sheet) for sheet in found.sheets)
        elif suffix in _OTHERS:
            sheets = tuple(_sheet(grid) for grid in read_grids(path, _is_table))
        else:
            raise Refusal(
                f"«{path.name}» không phải là bảng tính. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.", "file"
            )
        facts["sheets"] = len(sheets)
        facts["cells"] = sum(len(sheet.cells) for sheet in sheets)
        return RowsBook(path.name, sheets)


def _bare(sheet: Sheet) -> Sheet:
    """The sheet with what is filled in alone."""
    cells = tuple(replace(cell, look=0) for cell in sheet.cells if cell.kind is not CellKind.EMPTY)
    return replace(sheet, cells=cells, widths={}, heights={}, rules=(), fixed=())


def _is_table(grid: SheetGrid) -> bool:
    """Whether a text that was parted so has rows of several cells."""
    full = [row for row in grid.rows[:_LOOKED] if sum(not cell.is_empty for cell in row) >= _LEAST]
    return len(full) > 1


def _sheet(grid: SheetGrid) -> Sheet:
    """The sheet of a grid. Raises Refusal where rows may have been left out."""
    if len(grid.rows) >= MAX_ROWS:
        raise Refusal(
            f"Trang «{grid.name}» có từ {format_number(MAX_ROWS)} dòng. Hãy mở bằng Excel, chọn Lưu thành "
            "(Save As) .xlsx rồi chọn lại.",
            "file",
        )
    cells: list[Cell] = []
    merged: dict[str, Area] = {}
    for row in grid.rows:
        for each in row:
            if each.merged and each.merged not in merged and (area := parse_area(each.merged)) is not None:
                merged[each.merged] = area
            if not each.is_empty and not each.is_covered:
                cells.append(cell_of(each))
    columns = max((len(row) for row in grid.rows), default=0)
    areas = tuple(merged.values())
    return Sheet(grid.name, len(grid.rows), columns, tuple(cells), areas, is_hidden=grid.is_hidden)


def cell_text(cell: SheetCell) -> str:
    """What is seen of a cell, as a text."""
    return _shown(cell.unclean or cell.value, is_percent=cell.is_percent)[1]


def cell_of(cell: SheetCell) -> Cell:
    """The cell as fields of registers read it."""
    row, column = parse_place(cell.place) or (1, 1)
    kind, text = _shown(cell.unclean or cell.value, is_percent=cell.is_percent)
    text = with_noughts(cell.code, text) if kind is CellKind.NUMBER else text
    return Cell(row, column, CellKind.FORMULA if cell.is_formula else kind, text)


def _shown(value: CellValue, *, is_percent: bool) -> tuple[CellKind, str]:
    match value:
        case None:
            return CellKind.EMPTY, ""
        case bool():
            return CellKind.TEXT, "Đúng" if value else "Sai"
        case int() | float():
            shown = f"{100 * value:.10g}%" if is_percent else f"{value:.15g}"
            return CellKind.NUMBER, shown.replace(".", ",")
        case datetime():
            return CellKind.DATE, short_date(value.date())
        case date():
            return CellKind.DATE, short_date(value)
    return CellKind.TEXT, clean_text(str(value))
