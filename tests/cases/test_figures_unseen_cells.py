"""What an officer does not see, or has struck: hidden rows, white letters, comments, merged cells."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.cases.figure_files import KINDS, Typed, doubts, drafted, make, values, wrong
from tests.intake.annexes import NOTE, VALUE, changed, row_of


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_rows_are_doubted(tmp_path: Path, kind: str) -> None:
    draft = drafted(make(kind, tmp_path, {"1.01": Typed(4, hidden=True), "1.20": Typed(5)}))
    assert values(draft) == {"1.01": "4", "1.20": "5"}
    assert "đang ẩn trong tệp; vẫn lấy số ở ô D" in doubts(draft)["1.01"]
    assert list(doubts(draft)) == ["1.01"]


@pytest.mark.parametrize("kind", KINDS)
def test_struck_and_white_figures_are_mistakes(tmp_path: Path, kind: str) -> None:
    cells = {"1.01": Typed(4, struck=True), "1.20": Typed(5, white=True), "1.22": Typed("6", struck=True)}
    first, second, third = wrong(make(kind, tmp_path, cells))
    assert "«4» có chỗ bị gạch ngang. Nếu bỏ số thì xóa hẳn" in first
    assert "Ô có «5» nhưng chữ cùng màu nền nên không thấy." in second
    assert "«6» có chỗ bị gạch ngang." in third


def test_a_figure_beside_the_one_it_replaces(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {})

    def by_hand(sheet: Any) -> None:
        struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
        cell = sheet.cell(row_of(sheet, "1.01"), VALUE)
        cell.value = CellRichText(TextBlock(struck, "120"), "125")
        cell = sheet.cell(row_of(sheet, "1.20"), VALUE)
        cell.value = CellRichText("12", TextBlock(raised, "1"))

    first, second = wrong(changed(path, by_hand))
    assert "«120125» có chỗ bị gạch ngang." in first
    assert "«121» có chữ số nhỏ ở trên hoặc ở dưới, như số chú thích." in second


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_comments_are_offered_as_notes(tmp_path: Path, kind: str) -> None:
    cells = {"1.01": Typed(4, comment="Đếm theo sổ văn bản đi"), "1.20": Typed(3)}
    path = make(kind, tmp_path, cells)
    draft = drafted(path)
    assert {change.id: change.note for change in draft.changes} == {
        "1.01": "Đếm theo sổ văn bản đi",
        "1.20": "",
    }
    assert doubts(draft)["1.01"].startswith("Ghi chú lấy từ lời bình (comment) ở ô D")
    stored = {change.id: change.after for change in draft.changes}
    assert drafted(path, stored=stored).changes == ()


def test_comments_beside_other_cells_and_notes(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4), "1.20": Typed(3, comment="bỏ qua"), "1.22": Typed(2)})

    def by_hand(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "1.01"), 2).comment = Comment("ước", "A")
        sheet.cell(row_of(sheet, "1.20"), NOTE).value = "Theo Zalo"
        cell = sheet.cell(row_of(sheet, "1.22"), NOTE, "KPS")
        cell.font = Font(strike=True)

    draft = drafted(changed(path, by_hand))
    assert values(draft) == {"1.01": "ước 4", "1.20": "3", "1.22": "2"}
    assert [change.note for change in draft.changes] == ["", "Theo Zalo", ""]
    told = [each.sentence for each in draft.ignored]
    assert any("có lời bình «bỏ qua»; dòng đã có ghi chú" in words for words in told)
    assert any("ghi chú «KPS» bị gạch ngang. Không lấy ghi chú này." in words for words in told)


def test_merged_cells_are_doubted_or_asked_for(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4), "1.20": Typed(5)})

    def by_hand(sheet: Any) -> None:
        first = row_of(sheet, "1.01")
        sheet.merge_cells(start_row=first, end_row=first + 1, start_column=VALUE, end_column=VALUE)
        row = row_of(sheet, "1.20")
        sheet.merge_cells(start_row=row, end_row=row, start_column=VALUE, end_column=VALUE + 1)

    draft = drafted(changed(path, by_hand))
    assert doubts(draft)["1.01"].endswith("gộp với ô của mã 1.02; chỉ lấy số cho mã 1.01.")
    assert "gộp với ô của cột bên cạnh (D" in doubts(draft)["1.20"]

    def over_the_unit(sheet: Any) -> None:
        row = row_of(sheet, "1.22")
        sheet.merge_cells(start_row=row, end_row=row, start_column=VALUE - 1, end_column=VALUE)

    (told,) = wrong(changed(path, over_the_unit))
    assert "Ô bị gộp vào ô C" in told


def test_hidden_columns(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)})
    changed(path, lambda sheet: setattr(sheet.column_dimensions["D"], "hidden", True))
    draft = drafted(path)
    assert [note.words for note in draft.notes] == ["Cột D: cột «Trong kỳ» đang ẩn trong tệp."]
    assert "đang ẩn trong tệp" in doubts(draft)["1.01"]

    def another(sheet: Any) -> None:
        sheet.cell(5, 8, "Trong kỳ")
        sheet.cell(6, 8, "(4)")
        sheet.cell(row_of(sheet, "1.01"), 8, 9)

    draft = drafted(changed(path, another))
    assert values(draft) == {"1.01": "9"}
    assert "thứ hai đang ẩn; không lấy cột này" in draft.notes[0].sentence


def test_a_hidden_sheet_is_said(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4)})
    book = load_workbook(path)
    book.create_sheet("Khác")
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert "đang ẩn trong tệp. Có đúng là trang cần nhập không?" in drafted(path).to_confirm[0]


def test_letters_on_a_ground_of_their_colour(tmp_path: Path) -> None:
    path = make("xlsx", tmp_path, {"1.01": Typed(4), "1.20": Typed(5, white=True)})

    def by_hand(sheet: Any) -> None:
        dark = PatternFill("solid", fgColor="FF1F497D")
        sheet.cell(row_of(sheet, "1.01"), VALUE).fill = dark
        sheet.cell(row_of(sheet, "1.01"), VALUE).font = Font(color="FF1F497D")
        sheet.cell(row_of(sheet, "1.20"), VALUE).fill = dark

    (told,) = wrong(changed(path, by_hand))
    assert "Ô có «4» nhưng chữ cùng màu nền" in told


def test_formulas_that_were_never_worked_out(tmp_path: Path) -> None:
    for kind in KINDS:
        (told,) = wrong(make(kind, tmp_path, {"1.01": Typed("=1+1")}))
        assert "Công thức chưa có kết quả." in told


def test_formulas_whose_results_a_library_made_up(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    from tests.cases.figure_files import rows

    path = tmp_path / "a.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows({"1.01": Typed("=3+2"), "1.20": Typed(5)}, "QUÝ I NĂM 2026")):
        sheet.write_row(number, 0, row)
    book.close()
    (told,) = wrong(path)
    assert "Công thức chưa được tính lại từ khi tệp được tạo" in told


def test_what_programs_made_of_a_number(tmp_path: Path) -> None:
    path = make(
        "xlsx", tmp_path, {"1.01": Typed("#DIV/0!"), "1.20": Typed(5, "d/m/yyyy"), "1.22": Typed(True)}
    )
    first, second, third = wrong(path)
    assert "Công thức báo lỗi #DIV/0!." in first
    assert "Excel đã đổi số thành ngày 05/01/1900 (trong ô là số 5)." in second
    assert "TRUE không phải là số." in third
