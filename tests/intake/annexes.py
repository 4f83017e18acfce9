"""The annex of statistics as a workbook, to be filled in, moved about and broken."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from cchc_desktop import catalogue

HEADER = ("Mã", "Chỉ tiêu thống kê", "Đơn vị tính", "Trong kỳ", "Lũy kế", "Cùng kỳ năm trước", "Ghi chú")
VALUE, CUMULATED, NOTE = 4, 5, 7
"""The columns, counted from 1."""


def annex(title: str = "Quý I năm 2026", *, numbered: bool = True, on: date | None = None) -> Workbook:
    """An empty annex: the head, the table with all indicators by area, or those of a day, and a foot."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Phụ lục 1"
    sheet.append(["Phụ lục 1"])
    sheet.append([f"THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH {title.upper()}"])
    sheet.append(["(Kèm theo Báo cáo số 15/BC-UBND ngày 05 tháng 4 năm 2027 của UBND xã An Bình)"])
    sheet.append([])
    sheet.append(list(HEADER))
    if numbered:
        sheet.append([f"({number})" for number in range(1, 8)])
    area = 0
    known = catalogue.indicators()
    for indicator in (known.on(on) if on else known).indicators:
        if indicator.area != area:
            area = indicator.area
            sheet.append([str(area), catalogue.area(area).name])
        sheet.append([indicator.code, indicator.name, indicator.unit])
    sheet.append([])
    sheet.append([None, "NGƯỜI LẬP BIỂU", None, "CHỦ TỊCH"])
    return book


def row_of(sheet: Any, code: str) -> int:
    """The number of the row of a code."""
    return next(int(cell.row) for (cell,) in sheet.iter_rows(max_col=1) if cell.value == code)


def fill(sheet: Any, values: Mapping[str, object], column: int = VALUE) -> None:
    """Types values into a column, by code."""
    for code, value in values.items():
        sheet.cell(row_of(sheet, code), column).value = value


def fill_notes(sheet: Any, notes: Mapping[str, str | None]) -> None:
    """Writes notes, by code, where the sheet has its column for them."""
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == HEADER[-1])
    fill(sheet, notes, column)


def saved(book: Workbook, path: Path) -> Path:
    """The workbook as a file."""
    book.save(path)
    return path


def changed(path: Path, change: Callable[[Any], object]) -> Path:
    """The file after its sheet with an annex was changed, as a person would in Excel."""
    book = load_workbook(path)
    sheet = next(
        sheet for sheet in book if any(cell.value == "Mã" for row in sheet.iter_rows() for cell in row)
    )
    change(sheet)
    book.save(path)
    return path
