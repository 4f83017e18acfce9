"""Statistical forms as workbooks: merged headers, formulas by row, numbers as they are shown on paper."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_desktop.documents.cells import shown
from cchc_desktop.documents.model import Column, Document, Formula, Part, Row, Table
from cchc_desktop.documents.render_xlsx import render_xlsx
from tests.documents import forms_of_an_binh as forms
from tests.documents import reading
from tests.libreoffice import convert


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def sheet() -> Any:
    return reading.workbook(forms.form()).active


def place(sheet: Any, text: str) -> Any:
    (found,) = [cell for row in sheet.iter_rows() for cell in row if tight(str(cell.value)) == tight(text)]
    return found


def test_merged_cells_of_the_header(sheet: Any) -> None:
    top = place(sheet, forms.RECEIVED).row
    areas = {str(area) for area in sheet.merged_cells.ranges}
    assert {
        f"A{top}:A{top + 2}", f"B{top}:B{top + 2}", f"C{top}:F{top}", f"G{top}:J{top}", f"K{top}:M{top}",
        f"C{top + 1}:C{top + 2}", f"D{top + 1}:E{top + 1}", f"F{top + 1}:F{top + 2}",
    } <= areas  # fmt: skip
    assert sheet.print_title_rows == f"${top}:${top + 3}"
    assert sheet.freeze_panes == f"A{top + 4}"
    assert [tight(cell.value) for cell in sheet[top + 3]] == list(forms.NUMBERS)
    assert all(sheet.cell(row, 13).border.right.style == "thin" for row in range(top, top + 4))
    assert all(sheet.cell(top + 2, column).border.bottom.style == "thin" for column in range(1, 14))


def test_head_of_the_form(sheet: Any) -> None:
    code, title = sheet["A1"], place(sheet, "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC")
    assert code.value == "Biểu số II.06a/VPCP/KSTT"
    assert title.row == 1
    assert title.font.bold
    period = place(sheet, "(Từ ngày 15/12/2025 đến ngày 14/3/2026)")
    assert period.font.italic
    assert place(sheet, "- Đơn vị báo cáo: UBND xã An Bình").column > period.column
    unit = place(sheet, "Đơn vị tính: Số hồ sơ TTHC")
    assert unit.alignment.horizontal == "right"
    assert unit.row > period.row


def test_head_over_columns_that_are_cut_differently() -> None:
    columns = (Column("TT", 1), Column("Chỉ tiêu", 30), Column("Số", 2))
    blocks = (forms.HEAD, Table(columns, (Row((1, "a", 2)),)))
    sheet = reading.workbook(Document("Thử", "", (Part("Thử", blocks),))).active
    texts = [sheet.cell(row, 1).value for row in range(1, 8)]
    assert texts[:3] == ["Biểu số II.06a/VPCP/KSTT", "Dùng cho cấp xã", forms.HEAD.title.upper()]
    assert texts[5] == "- Đơn vị báo cáo: UBND xã An Bình"


def test_a_high_head_is_not_frozen() -> None:
    column = Column("Đầu cột rất dài " * 40, 1, groups=("Nhóm " * 30,))
    table = Table((column, Column("Số", 4)), (Row((1, 2)),))
    sheet = reading.workbook(Document("Thử", "", (Part("Thử", (table,)),))).active
    assert sheet.freeze_panes is None
    assert sheet.print_title_rows


def test_rows_by_their_names() -> None:
    document = forms.one_table(
        Row((1, "Tỷ lệ", Formula("{column}{@b.02}/{column}{@a_1}*100", Decimal("37.5")))),
        Row((None, "dài " * 4000, 8), name="a_1"),
        Row((None, "b", 3), name="b.02"),
    )
    sheet = reading.workbook(document).active
    rows = {cell.value: cell.row for cell in sheet["C"]}
    formula = next(value for value in rows if str(value).startswith("="))
    assert formula == f"=C{rows[3]}/C{rows[8]}*100"
    assert rows[3] > rows[8] + 1


def test_a_name_that_no_row_has_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"9\.99"):
        reading.workbook(forms.one_table(Row((1, "a", Formula("{column}{@9.99}", 1)))))


def test_indented_rows() -> None:
    document = forms.one_table(Row((1, "Tổng", 5)), Row((None, "Trong đó: a", 3), indent=2))
    sheet = reading.workbook(document).active
    cells = [[int(cell.alignment.indent) for cell in row] for row in sheet.iter_rows(min_row=3, max_row=4)]
    assert cells == [[0, 0, 0], [0, 2, 0]]


def test_the_last_row_is_printed_with_the_signature() -> None:
    for fields in range(8, 20):
        sheet = reading.workbook(forms.form(fields)).active
        last = place(sheet, f"Lĩnh vực thứ {fields}").row
        assert not [one.id for one in sheet.row_breaks.brk if one.id >= last]


def test_groups_are_never_last_on_a_page() -> None:
    sheet = reading.workbook(forms.annex()).active
    groups = {place(sheet, f"Nhóm {area}").row for area in range(1, 9)}
    breaks = {one.id for one in sheet.row_breaks.brk}
    assert len(breaks) > 5
    assert not groups & breaks


_SHARES = [
    Formula("98.5", Decimal("98.5"), 2),
    Formula("5*20", Decimal("100"), 2),
    Formula("1070/11", Decimal("97.27"), 2),
    Formula("200/3.0001", Decimal("66.66"), 2),
    Formula("0/7", Decimal("0"), 2),
    Formula("1234567", Decimal("1234567"), 2),
    Formula("12345.5", Decimal("12345.5"), 2),
    Formula("-1/8", Decimal("-0.13"), 2),
    Formula('IF(1>2,1,"–")', "–", 2),
    Formula("ROUND(99.996,2)", Decimal("100"), 2),
    Formula("2.5*3", 7.5),
    Formula("3*4000", 12000),
]


def test_values_of_all_kinds_are_stored() -> None:
    document = forms.one_table(*(Row((None, "a", formula)) for formula in (*_SHARES, Formula('""', ""))))
    sheet = reading.workbook(document).active
    assert sheet.max_row == 2 + len(_SHARES) + 1
    # Formats go with a value that is pasted elsewhere, rules do not.
    assert not list(sheet.conditional_formatting)
    formats = {sheet.cell(row, 3).number_format for row in range(3, 12)}
    assert formats == {"#,##0.00"}
    assert {sheet.cell(row, 3).alignment.horizontal for row in range(3, 15)} == {"right"}
    assert [sheet.cell(row, 3).number_format for row in (12, 13, 14, 15)] == [
        "#,##0.00",
        "#,##0.0",
        "#,##0",
        "#,##0",
    ]


@pytest.mark.libreoffice
def test_libreoffice_computes_and_shows_the_same(tmp_path: Path) -> None:
    rows = [Row((None, f"Dòng {number}", formula)) for number, formula in enumerate(_SHARES, start=1)]
    by_name = Formula("{column}{@1.01}/{column}{@1.02}*100", Decimal("88.73"))
    rows += [
        Row((None, "Dòng 13", by_name)),
        Row((None, "Dòng 14", 63), name="1.01"),
        Row((None, "Dòng 15", 71), name="1.02"),
    ]
    path = tmp_path / "bieu.xlsx"
    render_xlsx(forms.one_table(*rows), path)
    # Saved again, the workbook has its formulas without their values.
    openpyxl.load_workbook(path).save(path)
    [printed] = convert("pdf", tmp_path, path)
    text = reading.folded(" ".join(reading.pdf_pages(printed.read_bytes())))
    for number, row in enumerate(rows, start=1):
        found = re.search(rf"Dòng {number} (\S+)", text)
        assert found is not None
        # LibreOffice without a language writes numbers the English way.
        assert found[1].translate(str.maketrans(",.", ".,")) == shown(row.cells[2])


def test_formulas_of_a_form() -> None:
    sheet = reading.workbook(forms.form(5)).active
    last = place(sheet, "Tổng cộng").row
    assert sheet.cell(last, 3).value == f"=SUM(C{last - 5}:C{last - 1})"
    assert sheet.cell(last - 1, 3).value == f"=D{last - 1}+E{last - 1}+F{last - 1}"


def test_a_form_a_little_higher_than_a_page_is_printed_on_one() -> None:
    small, long = (reading.workbook(forms.form(count)).active for count in (6, 30))
    assert small.page_setup.fitToHeight == 1
    assert not small.row_breaks.brk
    assert long.page_setup.fitToHeight == 0
    assert long.row_breaks.brk


def test_a_sheet_has_the_paper_of_its_part() -> None:
    document = forms.annex()
    (part,) = document.parts
    upright = replace(document, parts=(replace(part, landscape=False),))
    assert reading.workbook(upright).active.page_setup.orientation == "portrait"
    assert reading.workbook(document).active.page_setup.orientation == "landscape"
