"""The workbook: real values and formulas, text that stays text, rows high enough, pages whole."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.compose_tasks import compose_task_list
from cchc_desktop.documents.job import Cancelled
from cchc_desktop.documents.metrics import wrap
from cchc_desktop.documents.model import (
    Align,
    AnnexTitle,
    Column,
    Document,
    Fact,
    Formula,
    LetterHead,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
)
from cchc_desktop.documents.render_xlsx import render_xlsx, sheet_name
from cchc_desktop.documents.styles import Face
from cchc_desktop.documents.xlsx_sheet import letter
from tests.documents import plan_of_an_binh as sample
from tests.documents import reading


@pytest.fixture(scope="module")
def tasks() -> Any:
    rows = sample.task_rows(14)
    document = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    return reading.workbook(document)


@pytest.fixture(scope="module")
def plan() -> Any:
    return reading.workbook(compose_plan(sample.WITH_ANNEX, sample.OFFICE, catalogue.areas()))


def cell_with(book: Any, text: str) -> Any:
    (found,) = [cell for cell in reading.cells(book) if cell.value == text]
    return found


def test_pages(plan: Any, tasks: Any) -> None:
    assert plan.sheetnames == ["Kế hoạch", "Phụ lục I", "Thông tin tệp"]
    sheets = [sheet for sheet in (*plan, *tasks) if sheet.sheet_state == "visible"]
    assert [sheet.page_setup.orientation for sheet in sheets] == ["portrait", "landscape", "landscape"]
    for sheet in sheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddHeader.center.text == "&P"
        assert sheet.HeaderFooter.differentFirst
    header = cell_with(tasks, "TT").row
    sheet = tasks.active
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"A{header + 1}"


def test_values_are_real(tasks: Any) -> None:
    sheet = tasks.active
    header = cell_with(tasks, "TT").row
    columns = {sheet.cell(header, number).value: number for number in range(1, 9)}
    row = header + 2
    due = sheet.cell(row, columns["Hạn hoàn thành"])
    assert isinstance(due.value, datetime | date)
    assert due.number_format == "dd/m/yyyy"
    assert isinstance(sheet.cell(row, columns["Tiến độ (%)"]).value, int)


def test_formulas_point_to_the_list(tasks: Any) -> None:
    header = cell_with(tasks, "TT").row
    formulas = [cell for cell in reading.cells(tasks) if cell.data_type == "f"]
    assert len(formulas) == 12
    last = header + 4 + 14
    label = cell_with(tasks, "Tổng số nhiệm vụ").row - 5
    assert formulas[0].value == f"=COUNTIF($H${header + 1}:$H${last},A{label})"
    assert formulas[-2].value == f"=SUM(C{label}:C{label + 4})"


def test_formulas_hold_their_values() -> None:
    """Previews that compute nothing show what is stored."""
    rows = sample.task_rows(14)
    list_of_tasks = compose_task_list(rows, sample.OFFICE, catalogue.areas(), sample.TODAY, "năm 2026")
    plan = compose_plan(sample.WITH_ANNEX, sample.OFFICE, catalogue.areas())
    for document in (list_of_tasks, plan, _WITH_ODD_VALUES):
        expected = [
            float(cell.value) if isinstance(cell.value, Decimal) else cell.value
            for part in document.parts
            for block in part.blocks
            if isinstance(block, Table)
            for row in block.rows
            for cell in row.cells
            if isinstance(cell, Formula)
        ]
        out = io.BytesIO()
        render_xlsx(document, out)
        formulas = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
        values = openpyxl.load_workbook(io.BytesIO(out.getvalue()), data_only=True)
        places = [cell for cell in reading.cells(formulas) if cell.data_type == "f"]
        assert [values[cell.parent.title][cell.coordinate].value for cell in places] == expected
        assert expected


_WITH_ODD_VALUES = Document(
    "Thử",
    "",
    (
        Part("Không có bảng", (Paragraph("=1+1"),)),
        Part(
            "Thử",
            (
                Table(
                    (Column("A", 1), Column("B", 1)),
                    (
                        Row((Formula('"<&>"&1', "<&>1"), Formula("1.5+1", 2.5))),
                        Row((Formula("IF(1<2,3,4)", 3), Formula("0/1", 0))),
                    ),
                ),
            ),
        ),
    ),
)


def test_total_of_the_annex(plan: Any) -> None:
    total = cell_with(plan["Phụ lục I"].parent, "Tổng cộng")
    money = plan["Phụ lục I"].cell(total.row, 7)
    header = next(cell.row for cell in reading.cells(plan) if cell.value == "TT")
    assert money.value == f"=SUM(G{header + 2}:G{total.row - 1})"
    assert money.number_format == "#,##0"


def test_text_is_never_a_formula() -> None:
    awkward = ["=1+1", "+84 1", "-2", "@SUM(A1)", "=HYPERLINK(1)", "A\x00\x0bB", "'x"]
    rows = tuple(Row((text,)) for text in awkward)
    document = Document(
        "Thử", "", (Part("=Thử", (*map(Paragraph, awkward), Table((Column("=C", 1),), rows))),)
    )
    book = reading.workbook(document)
    found = list(reading.cells(book))
    assert all(cell.data_type == "s" for cell in found)
    values = [cell.value for cell in found]
    assert all(values.count(text) == 2 for text in awkward if text[0] != "A")
    assert all(cell.quotePrefix for cell in found if cell.value[0] in "=+-@")


def test_rows_are_high_enough(plan: Any, tasks: Any) -> None:
    for sheet in (one for one in (*plan, *tasks) if one.sheet_state == "visible"):
        spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or cell.data_type != "s":
                    continue
                area = spans.get((cell.row, cell.column))
                last_column = area.max_col if area else cell.column
                if not cell.alignment.wrap_text:
                    # It goes on over the empty cells beside it.
                    last_column = sheet.max_column
                last_row = area.max_row if area else cell.row
                width = sum(
                    sheet.column_dimensions[get_column_letter(number)].width * 5.25
                    for number in range(cell.column, last_column + 1)
                )
                face = Face.BOLD if cell.font.bold else Face.REGULAR
                needed = len(wrap(cell.value, face, cell.font.size, width - 4)) * cell.font.size * 1.15
                height = sum(sheet.row_dimensions[number].height for number in range(cell.row, last_row + 1))
                assert needed <= height <= 409.5, cell.value


def test_text_longer_than_a_cell_goes_on_below() -> None:
    words = " ".join(f"từ{number}" for number in range(9000))
    rows = (
        Row((1, words, 5)),
        Row((2, "Ngắn", 7)),
        Row((None, "Tổng", Formula("SUM({column}{first}:{column}{last})", 12)), RowKind.TOTAL),
    )
    columns = (Column("TT", 1), Column("Nội dung", 6), Column("Số", 1, Align.RIGHT))
    document = Document("Thử", "", (Part("Dài", (Paragraph(words), Table(columns, rows))),))
    book = reading.workbook(document)
    texts = [cell.value for cell in reading.cells(book) if isinstance(cell.value, str)]
    assert all(len(text) < 32_767 for text in texts)
    joined = " ".join(text for text in texts if text.startswith("từ"))
    assert joined == f"{words} {words}"
    numbers = [cell.value for cell in reading.cells(book) if isinstance(cell.value, int)]
    assert numbers == [1, 5, 2, 7]
    assert max(dimension.height for dimension in book.active.row_dimensions.values()) <= 409.5


def test_sheet_names() -> None:
    taken: set[str] = set()
    assert sheet_name("Phụ lục I/II: [A]*?", taken) == "Phụ lục I II A"
    assert sheet_name("phụ lục i ii a", taken) == "phụ lục i ii a (2)"
    assert len(sheet_name("Danh mục " * 9, taken)) <= 31
    assert sheet_name("'///'", taken) == "Trang"
    assert sheet_name("History", taken) == "History (2)"


def test_signature_is_on_one_page(tasks: Any) -> None:
    sheet = tasks.active
    breaks = [one.id for one in sheet.row_breaks.brk]
    first = cell_with(tasks, "NGƯỜI LẬP BIỂU").row
    last = cell_with(tasks, "Nguyễn Thị Ngọc Ánh").row
    assert breaks
    assert not [row for row in breaks if first - 1 <= row < last]


def test_cancel() -> None:
    document = compose_plan(sample.PLAN, sample.OFFICE, catalogue.areas())
    out = io.BytesIO()
    with pytest.raises(Cancelled):
        render_xlsx(document, out, None, lambda: True)
    assert not out.getvalue()


def test_each_line_of_the_head_has_a_row() -> None:
    """Both sides of a head over a table stand on the same lines, as on paper."""
    head = LetterHead(
        "ỦY BAN NHÂN DÂN THÀNH PHỐ BÌNH MINH",
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
        "Số: 5/BC-UBND",
        "An Bình, ngày 5",
    )
    table = Table((Column("Mã", 4), Column("Tên", 1), Column("Ghi chú", 5)), (Row(("1", "2", "3")),))
    sheet = reading.workbook(Document("Thử", "", (Part("Thử", (head, table)),))).active
    left = [sheet.cell(row, 1).value for row in range(1, 6)]
    assert left[:4] == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ BÌNH MINH", "ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]
    (nation,) = [cell for row in sheet for cell in row if cell.value == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert nation.row == 1
    assert nation.alignment.shrink_to_fit
    assert not nation.alignment.wrap_text


def test_text_without_tables_has_one_wide_column(plan: Any) -> None:
    sheet = plan["Kế hoạch"]
    assert not sheet.merged_cells.ranges
    assert sheet.max_column == 1
    values = [cell.value for row in sheet for cell in row if cell.value]
    assert values[:3] == [
        "ỦY BAN NHÂN DÂN THÀNH PHỐ BÌNH MINH",
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
        "Số: 07/KH-UBND",
    ]
    assert sheet["A2"].font.underline == "single"
    assert "Nguyễn Thị Ngọc Ánh" in values
    assert values.index("TM. ỦY BAN NHÂN DÂN") < values.index("Nơi nhận:")


def test_rules_are_borders() -> None:
    """Never letters that stand for a line."""
    title = AnnexTitle("Phụ lục", "THỐNG KÊ SỐ LIỆU", "(Kèm theo Báo cáo số 5/BC-UBND của UBND xã An Bình)")
    columns = (Column("a", 3), Column("b", 1), Column("c", 1), Column("d", 3))
    table = Table(columns, (Row(("1", "2", "3", "4")),))
    sheet = reading.workbook(Document("Thử", "", (Part("Thử", (title, table), landscape=True),))).active
    assert not [cell.value for row in sheet for cell in row if "_" in str(cell.value)]
    ruled = [cell.coordinate for cell in sheet[4] if cell.border.top.style]
    assert ruled == ["B4", "C4"]


def test_lists_are_filtered_by_their_last_header_row(tasks: Any, plan: Any) -> None:
    for sheet, name in ((tasks.active, "TT"), (plan["Phụ lục I"], "(1)")):
        filtered = sheet.auto_filter.ref
        first, last = filtered.split(":")
        assert sheet[first].value == name
        assert sheet[first].row == sheet[sheet.freeze_panes].row - 1
        # Neither a total nor what follows the list is filtered away.
        below = sheet.cell(sheet[last].row + 1, 2).value
        assert below in (None, "Tổng cộng")
        rows = range(sheet[first].row + 1, sheet[last].row + 1)
        assert not [area for area in sheet.merged_cells.ranges if area.min_row in rows]


def test_a_workbook_names_its_office_period_and_catalogue() -> None:
    facts = (
        Fact("DonVi", "Đơn vị", "=UBND xã"),
        Fact("Ky", "Kỳ", "2026-6T"),
        Fact("TuNgay", "Từ ngày", date(2026, 1, 5)),
    )
    document = Document("Thử", "", (Part("Thử", (Paragraph("a"),)),), facts=facts)
    book = reading.workbook(document)
    found = {}
    for name, defined in book.defined_names.items():
        (place,) = defined.destinations
        found[name] = book[place[0]][place[1]].value
    assert found == {"CCHC_DonVi": "=UBND xã", "CCHC_Ky": "2026-6T", "CCHC_TuNgay": datetime(2026, 1, 5)}
    assert book["Thông tin tệp"].sheet_state == "hidden"
    assert [cell.value for cell in book["Thông tin tệp"]["A"]] == ["Đơn vị", "Kỳ", "Từ ngày"]


def test_the_package_is_ours_and_other_readers_find_every_value() -> None:
    rows = tuple(
        Row((value,))
        for value in (date(1899, 5, 3), date(1900, 3, 1), date(2026, 12, 31), 7, 2.5, True, "một", "một")
    )
    document = Document("Thử", "", (Part("Thử", (Table((Column("A", 1),), rows),)),))
    out = io.BytesIO()
    render_xlsx(document, out)
    with zipfile.ZipFile(out) as package:
        assert "<Application>CCHC Desktop</Application>" in package.read("docProps/app.xml").decode()
        strings = package.read("xl/sharedStrings.xml").decode()
        assert strings.count("<si>") == 3
        assert 'count="4"' in strings
    # Goes by what the sheet says of its extent.
    read = openpyxl.load_workbook(io.BytesIO(out.getvalue()), read_only=True).worksheets[0]
    assert [row[0] for row in read.values if row[0] is not None] == [
        "A", "3/5/1899", datetime(1900, 3, 1), datetime(2026, 12, 31), 7, 2.5, True, "một", "một"
    ]  # fmt: skip


def test_letters_of_columns() -> None:
    assert [letter(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
