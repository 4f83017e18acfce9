"""A long table is written row by row to the disk: what is read back is what a short one would have."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from cchc_desktop.documents import xlsx_table
from cchc_desktop.documents.model import Align, Column, Document, Formula, Part, Row, RowKind, Table
from cchc_desktop.documents.render_xlsx import render_xlsx

COLUMNS = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Nội dung", 2.0),
    Column("Số", 1.0, Align.RIGHT),
    Column("Ngày", 1.0, Align.CENTER),
)


def book() -> Document:
    """A table of 1,200 rows: long words, signs of formulas, blanks, days before 1900, a total."""
    long, odd = "Kiểm tra việc niêm yết công khai thủ tục hành chính tại các điểm tiếp nhận " * 3, "=1+1"
    rows = [
        Row((
            number,
            (long, odd, "a & <b>\tc", "")[number % 4], (None, Decimal("1.50"), 7, "không")[number % 4],
            (date(2026, 2, 5), date(1899, 1, 1), None, date(2026, 11, 28))[number % 4],
        ))
        for number in range(1, 1200)
    ]  # fmt: skip
    rows.insert(600, Row(("I", "Nhóm", None, None), kind=RowKind.GROUP))
    total = Formula("SUM(C{first}:C{last})", 5)
    rows.append(Row(("", "Cộng", total, None), kind=RowKind.TOTAL))
    return Document(
        "Sổ", "UBND xã", parts=(Part("Sổ", (Table(COLUMNS, tuple(rows), name="t", filtered=True),)),)
    )


def read(document: Document) -> list[Any]:
    """Every cell with its value and look, the heights of rows, what is merged, filtered and frozen."""
    out = io.BytesIO()
    render_xlsx(document, out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    cells = [
        (cell.coordinate, cell.value, cell.number_format, cell.quotePrefix, cell.alignment.horizontal,
         cell.alignment.vertical, cell.has_style, cell.font.b)
        for row in sheet.iter_rows() for cell in row
    ]  # fmt: skip
    heights = [sheet.row_dimensions[number].height for number in range(1, sheet.max_row + 1)]
    breaks = [each.id for each in sheet.row_breaks.brk]
    return [cells, heights, breaks, str(sheet.merged_cells), sheet.auto_filter.ref, sheet.dimensions]


def test_a_long_table_is_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    long = read(book())
    monkeypatch.setattr(xlsx_table, "_LONG", 10_000)
    assert long == read(book())
