"""An annex «Khung kế hoạch» in a file of its own: its tables, wherever they stand, become rows of tasks."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from cchc_desktop import catalogue
from cchc_desktop.domain.annex_rows import OwnAnnex
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.intake.plan.own_annex import read_own_annex
from tests.intake.builders import new_document

YEAR = PlanPeriod.year(2026)
HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
ROWS: tuple[tuple[object, ...], ...] = (
    ("I", "Cải cách thể chế", None, None, None, None),
    (1, "Rà soát văn bản do xã ban hành", "Báo cáo", "Văn phòng HĐND và UBND", "Các phòng", "Quý II/2026"),
    ("II", "Cải cách thủ tục hành chính", None, None, None, None),
    (2, "Niêm yết thủ tục", "Bảng niêm yết", "Phòng Kinh tế", None, date(2026, 3, 31)),
)


def _book() -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Khung"
    sheet.append(["ỦY BAN NHÂN DÂN XÃ SUỐI LIM"])
    sheet.append([])
    sheet.append(["KHUNG KẾ HOẠCH"])
    sheet.append(["Cải cách hành chính năm 2026"])
    sheet.append(["(Kèm theo Kế hoạch số 27/KH-UBND)"])
    for _ in range(5):
        sheet.append([])
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(list(row))
    sheet.merge_cells("B12:F12")
    return book


def _read(book: Workbook, folder: Path) -> OwnAnnex:
    book.save(path := folder / "khung.xlsx")
    return read_own_annex(path, catalogue.areas(), YEAR)


def test_a_workbook(tmp_path: Path) -> None:
    annex = _read(_book(), tmp_path)
    assert annex.title == "KHUNG KẾ HOẠCH Cải cách hành chính năm 2026"
    first, second = annex.rows
    assert (first.text, first.area, first.place) == (
        "Rà soát văn bản do xã ban hành", 2, "Trang tính «Khung», dòng 13",
    )  # fmt: skip
    assert (first.assignment.lead, first.assignment.support) == ("Văn phòng HĐND và UBND", "Các phòng")
    assert (first.assignment.deliverable, first.assignment.due) == ("Báo cáo", date(2026, 6, 30))
    assert (second.area, second.assignment.due) == (3, date(2026, 3, 31))
    assert annex.notes == ()


def test_what_is_hidden_is_not_read_and_told(tmp_path: Path) -> None:
    book = _book()
    sheet = book["Khung"]
    sheet.row_dimensions[15].hidden = True
    hidden = book.create_sheet("Nháp")
    hidden.append(HEADER)
    hidden.append([1, "Việc nháp", None, "Phòng Kinh tế", None, None])
    hidden.sheet_state = "hidden"
    annex = _read(book, tmp_path)
    assert [row.text for row in annex.rows] == ["Rà soát văn bản do xã ban hành"]
    assert annex.notes == (
        "Trang tính «Khung» có dòng hoặc cột ẩn, không đọc phần ẩn.",
        "Trang tính «Nháp» đang ẩn, không đọc.",
    )


def test_a_word_file(tmp_path: Path) -> None:
    document = new_document()
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("Danh mục nhiệm vụ cải cách hành chính năm 2026")
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER, *ROWS):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value or "")
    document.save(str(path := tmp_path / "khung.docx"))
    annex = read_own_annex(path, catalogue.areas(), YEAR)
    assert annex.title == "Danh mục nhiệm vụ cải cách hành chính năm 2026"
    assert [(row.text, row.area, row.place) for row in annex.rows] == [
        ("Rà soát văn bản do xã ban hành", 2, "Bảng 1, dòng 3"), ("Niêm yết thủ tục", 3, "Bảng 1, dòng 5"),
    ]  # fmt: skip


def test_a_markdown_file_with_what_is_said_in_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "khung.md"
    path.write_text(
        "# Khung kế hoạch\n\n| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n"
        "| 1 | Báo cáo hằng tháng trước ngày 20 | Phòng Kinh tế |\n",
        encoding="utf-8",
    )
    (row,) = read_own_annex(path, catalogue.areas(), YEAR).rows
    assert row.assignment.due_text == "Hằng tháng trước ngày 20"
    assert "lặp lại" in row.doubt


def test_targets_in_a_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"), (1, "Hồ sơ đúng hạn", "%", 98)):
        sheet.append(row)
    (found,) = _read(book, tmp_path).rows
    assert found.measure is not None
    assert (found.text, found.measure.value) == ("Hồ sơ đúng hạn: 98%", 98)


@pytest.mark.parametrize("name", ["khung.xlsx", "khung.md"])
def test_a_file_without_such_a_table(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("md"):
        path.write_text("# Khung kế hoạch\n\n- Rà soát văn bản.\n", encoding="utf-8")
    else:
        openpyxl.Workbook().save(path)
    with pytest.raises(Refusal, match="Không thấy bảng nhiệm vụ nào"):
        read_own_annex(path, catalogue.areas(), YEAR)


def test_a_table_that_is_not_understood_is_told(tmp_path: Path) -> None:
    book = _book()
    book.create_sheet("Danh bạ").append(["Bà Lê Thị Dung", "0900"])
    assert _read(book, tmp_path).notes == ("Trang tính «Danh bạ»: không hiểu bảng này, không lấy dòng nào.",)
