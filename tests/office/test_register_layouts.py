"""Registers as commune offices keep them in Excel: what no two do alike comes in right, or is told."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.domain.registers.incoming import RowsDraft, State
from cchc_desktop.intake.read_rows import read_rows
from cchc_desktop.office import Office
from tests import register_files
from tests.register_files import Cells

PUBLICITY = ["Ngày", "Hình thức", "Chủ đề, nội dung", "Số tin, bài, buổi, lượt"]


def compared(office: Office, register: str, path: Path) -> RowsDraft:
    """What a file says."""
    imports = office.register_import
    return imports.compare(imports.lay(register, read_rows(path)))


def taken(office: Office, register: str, path: Path, *keys: str) -> list[list[str]]:
    """Some cells of the rows that a file brings; the same file again brings nothing."""
    draft = compared(office, register, path)
    assert draft.mistakes == ()
    office.register_import.take(draft)
    again = compared(office, register, path)
    assert {row.state for row in again.rows} <= {State.SAME}
    assert office.register_import.take(again) is None
    described = office.registers.get(register)
    return [
        [described.field(key).shown(row.values.get(key)) for key in keys]
        for row in office.registers.rows(register)
    ]


def test_sheets_whose_columns_differ_a_little_come_in_together_and_others_are_told(
    office: Office, tmp_path: Path
) -> None:
    day, form, topic, count = PUBLICITY
    path = register_files.sheets(
        tmp_path / "so.xlsx",
        T1=[PUBLICITY, ["5/1/2026", "Hội nghị", "A", 1]],
        T2=[[*PUBLICITY, "Ghi chú"], ["5/2/2026", "Hội nghị", "B", 2, "x"]],
        T3=[[form.upper(), day, topic, count], ["Hội nghị", "5/3/2026", "C", 3]],
        Khác=[["Ngày", "Hình thức", "Người viết", "Nơi đăng"], ["5/4/2026", "Hội nghị", "D", "E"]],
        DanhBạ=[["Lan", "0912"]],
    )
    draft = compared(office, "tuyen-truyen", path)
    assert [(left.sheet, left.place) for left in draft.left_out] == [("DanhBạ", ""), ("Khác", "dòng 1")]
    assert draft.unread == ("Ghi chú",)
    assert taken(office, "tuyen-truyen", path, "ngay", "hinh_thuc", "chu_de", "so_luong") == [
        ["05/01/2026", "Hội nghị", "A", "1"],
        ["05/02/2026", "Hội nghị", "B", "2"],
        ["05/03/2026", "Hội nghị", "C", "3"],
    ]


def test_a_table_goes_on_below_those_who_signed_a_month(office: Office, tmp_path: Path) -> None:
    signed: list[Cells] = [[None, "Người lập biểu", None, "CHỦ TỊCH"], [None, "Lan", None, "Nam"], []]
    path = register_files.sheets(
        tmp_path / "so.xlsx",
        Sổ=[
            ["STT", *PUBLICITY],
            ["Tháng 1"],
            [1, "5/1/2026", "Hội nghị", "A", "02 buổi"],
            ["Cộng", None, None, None, 2],
            *signed,
            ["Tháng 2"],
            [1, "5/2/2026", "Tờ rơi", "B", "1.000 tờ"],
            [None, "Tổng số tin bài tháng 2", None, None, 1000],
            ["Trong đó: tờ rơi", None, None, None, 1000],
            *signed,
        ],
    )
    assert [left.what for left in compared(office, "tuyen-truyen", path).left_out] == [
        "dòng tiêu đề", "dòng cộng", "dòng tiêu đề", "dòng cộng", "dòng cộng",
    ]  # fmt: skip
    assert taken(office, "tuyen-truyen", path, "ngay", "so_luong") == [
        ["05/01/2026", "2"],
        ["05/02/2026", "1.000"],
    ]


def test_the_row_above_is_meant_where_a_row_says_ditto(office: Office, tmp_path: Path) -> None:
    path = register_files.sheets(
        tmp_path / "so.xlsx",
        Sổ=[
            PUBLICITY,
            ["5/1/2026", "Hội nghị", "A", 1],
            ["-nt-", '"', "B", 2],
            ["như trên", "Tờ rơi", "C", "nt"],
        ],
    )
    assert sorted(taken(office, "tuyen-truyen", path, "chu_de", "ngay", "hinh_thuc", "so_luong")) == [
        ["A", "05/01/2026", "Hội nghị", "1"],
        ["B", "05/01/2026", "Hội nghị", "2"],
        ["C", "05/01/2026", "Tờ rơi", "2"],
    ]


def test_a_head_in_two_rows_needs_no_merged_cells(office: Office, tmp_path: Path) -> None:
    path = register_files.sheets(
        tmp_path / "so.xlsx",
        Sổ=[
            [
                "TT",
                "Ngày kiểm tra",
                "Đơn vị được kiểm tra",
                "Loại kiểm tra",
                "Kết quả",
                None,
                "Hạn khắc phục",
            ],
            [None, None, None, None, "Số vấn đề phát hiện", "Số vấn đề đã khắc phục"],
            [1, "5/1/2026", "Trạm Y tế", "Định kỳ", 3, 2, "5/2/2026"],
        ],
    )
    assert taken(office, "kiem-tra", path, "van_de", "da_xu_ly", "han") == [["3", "2", "05/02/2026"]]


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_noughts_that_a_format_shows_are_part_of_a_number(
    office: Office, tmp_path: Path, suffix: str
) -> None:
    headers = ["Số đến", "Ngày đến", "Tên loại, số và ký hiệu, ngày tháng, cơ quan ban hành văn bản"]
    path = tmp_path / f"so.{suffix}"
    if suffix == "xls":
        register_files.old_excel(path, headers, [7, "5/1/2026", "Công văn A"], nought="0000")
    else:
        register_files.table(path, headers, [7, "5/1/2026", "Công văn A"])
        book = load_workbook(path)
        book.worksheets[0]["A2"].number_format = "0000"
        book.save(path)
    assert taken(office, "van-ban-den", path, "so_den") == [["0007"]]


def test_money_and_titles_say_what_they_say(office: Office, tmp_path: Path) -> None:
    path = register_files.sheets(
        tmp_path / "kp.xlsx",
        KP=[
            ["KINH PHÍ"],
            ["Đơn vị tính: đồng"],
            ["TT", "Ngày", "Được cấp hay đã chi", "Nội dung", "Số tiền"],
            [1, "5/1/2026", "Được cấp", "Dự toán", 1_250_000_000],
            [2, "6/1/2026", "Đã chi", "Máy in", "12.500.000"],
        ],
    )
    assert taken(office, "kinh-phi", path, "so_tien") == [["1.250"], ["12,5"]]
    # The paper that a list is annexed to, or is, is none of the list's.
    path = register_files.sheets(
        tmp_path / "vb.xlsx",
        VB=[
            ["BÁO CÁO DANH MỤC VĂN BẢN CHỈ ĐẠO"],
            ["(Kèm theo Kế hoạch số 15/KH-UBND ngày 30/6/2026)"],
            ["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu"],
            [1, "05/UBND", "5/1/2026", "A"],
        ],
    )
    assert taken(office, "van-ban-chi-dao", path, "so", "loai") == [["05/UBND", ""]]


def test_headings_are_numbered_in_many_ways(office: Office, tmp_path: Path) -> None:
    rows: list[Cells] = [["STT", "Mã TTHC", "Tên TTHC", "Ngày áp dụng"]]
    for number, heading in enumerate(("I. LĨNH VỰC HỘ TỊCH", "2. Lĩnh vực Đất đai", "Lĩnh vực: Nuôi con"), 1):
        rows += [[heading], [number, f"1.00089{number}", "A", "1/7/2026"]]
    path = register_files.sheets(tmp_path / "tthc.xlsx", DM=rows)
    found = sorted(taken(office, "tthc", path, "ma", "linh_vuc"))
    assert [area for _, area in found] == ["Hộ tịch", "Đất đai", "Nuôi con"]


def test_the_next_months_file_brings_what_is_new(office: Office, tmp_path: Path) -> None:
    first: Cells = ["5/1/2026", "Hội nghị", "A", 1]
    taken(office, "tuyen-truyen", register_files.sheets(tmp_path / "1.xlsx", T1=[PUBLICITY, first]), "ngay")
    path = register_files.sheets(
        tmp_path / "2.xlsx",
        T1=[PUBLICITY, [date(2026, 1, 5), "hội nghị", "A", 4]],
        T2=[PUBLICITY, ["5/2/26", "Hội nghị", "A", 1]],
    )
    draft = compared(office, "tuyen-truyen", path)
    assert [row.state for row in draft.rows] == [State.CHANGED, State.NEW]
    assert [change.key for change in draft.rows[0].changes] == ["so_luong"]
    assert taken(office, "tuyen-truyen", path, "ngay", "so_luong") == [
        ["05/01/2026", "4"],
        ["05/02/2026", "1"],
    ]
