"""Files with figures of several periods, headers in other words and on two lines, columns of other years."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.read_figures import read_annex
from tests.cases.figure_files import Q1, Q2, Q3, Typed, drafted, make, values
from tests.intake.annexes import VALUE, changed, row_of


def test_a_sheet_for_each_quarter(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)})
    book = load_workbook(path)
    copy: Any = book.copy_worksheet(book.worksheets[0])
    copy["A2"] = "THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH QUÝ II NĂM 2026"
    copy.title = "Quý II"
    copy.cell(row_of(copy, "1.01"), VALUE).value = 9
    book.save(path)
    assert values(drafted(path, Q1)) == {"1.01": "4"}
    second = drafted(path, Q2)
    assert values(second) == {"1.01": "9"}
    assert "chỉ lấy trang của quý II năm 2026" in second.notes[0].sentence
    with pytest.raises(Refusal, match="2 trang tính cùng có bảng thống kê"):
        read_annex(path, Q3)
    with pytest.raises(Refusal, match="2 trang tính cùng có bảng thống kê"):
        read_annex(path)


def test_a_column_for_each_quarter(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)}, title="NĂM 2026")

    def by_hand(sheet: Any) -> None:
        sheet.cell(5, 4).value, sheet.cell(5, 5).value = "Quý I", "Quý II năm 2026"
        sheet.cell(row_of(sheet, "1.01"), 5).value = 9
        sheet.delete_rows(6)

    changed_path = changed_header(path, by_hand)
    assert values(drafted(changed_path, Q1)) == {"1.01": "4"}
    second = drafted(changed_path, Q2)
    assert values(second) == {"1.01": "9"}
    assert second.notes[0].sentence == "bảng có cột riêng cho từng kỳ; chỉ lấy cột «Quý II năm 2026»."
    assert second.to_confirm == ()
    with pytest.raises(Refusal, match="không còn cột «Trong kỳ»"):
        read_annex(changed_path, Q3)

    def twice(sheet: Any) -> None:
        sheet.cell(5, 6).value = "Quý I/2026"

    with pytest.raises(Refusal, match="có hai cột của quý I năm 2026"):
        read_annex(changed_header(changed_path, twice), Q1)


def changed_header(path: Path, change: Any) -> Path:
    """The file after its sheet was changed."""
    return changed(path, change)


@pytest.mark.parametrize("words", ["Kỳ này", "Số liệu trong kỳ", "Thực hiện kỳ báo cáo", "Số liệu"])
def test_the_column_in_other_words(tmp_path: Path, words: str) -> None:
    path = make("ods", tmp_path, {"1.01": Typed(4)})
    import zipfile

    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content.replace("Trong kỳ", words).replace("Đơn vị tính", "ĐVT"))
    assert values(drafted(path)) == {"1.01": "4"}


@pytest.mark.parametrize("words", ["Trong kỳ (ước)", "Kỳ này (nghìn đồng)", "Trong kỳ - kế hoạch"])
def test_headers_that_say_how_figures_are_meant_are_asked_for(tmp_path: Path, words: str) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)})
    changed(path, lambda sheet: setattr(sheet.cell(5, 4), "value", words))
    (asked,) = drafted(path).to_confirm
    assert asked.startswith(f"Tiêu đề cột số liệu là «{words}».")


def test_columns_of_other_years_are_not_taken(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)})
    changed(path, lambda sheet: setattr(sheet.cell(5, 4), "value", "Trong kỳ năm trước"))
    with pytest.raises(Refusal):
        read_annex(path, Q1)


def test_a_title_that_names_several_quarters(tmp_path: Path) -> None:
    title = "QUÝ I NĂM 2026 VÀ QUÝ II NĂM 2026"
    (asked,) = drafted(make("xls", tmp_path, {"1.01": Typed(4)}, title=title)).to_confirm
    assert asked.startswith("Tiêu đề bảng ghi nhiều kỳ (quý I năm 2026, quý II năm 2026).")
    title = "QUÝ II NĂM 2026 VÀ 6 THÁNG ĐẦU NĂM 2026"
    assert drafted(make("xls", tmp_path, {"1.01": Typed(4)}, title=title), Q2).to_confirm == ()


def test_a_header_on_two_lines(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)})

    def by_hand(sheet: Any) -> None:
        sheet.insert_rows(6)
        for column, words in ((4, "Trong kỳ"), (5, "Lũy kế")):
            sheet.cell(6, column).value = words
        sheet.cell(5, 4).value, sheet.cell(5, 5).value = "Kết quả thực hiện", None
        sheet.merge_cells("D5:E5")
        sheet.cell(row_of(sheet, "1.01"), 5).value = 40

    draft = drafted(changed(path, by_hand))
    assert values(draft) == {"1.01": "4"}
    assert "lũy kế" in draft.ignored[0].sentence
