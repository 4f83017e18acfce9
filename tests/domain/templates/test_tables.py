"""Headers are known by their words, rows by what guides them."""

import pytest

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.columns import NOTHING, Column, Guide, meaning_of
from cchc_desktop.domain.templates.sheet import Area, letters_of, parse_area, parse_place
from cchc_desktop.domain.templates.tables import tables_in
from tests.domain.templates.sheets import sheet


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("STT", Guide.ORDER),
        ("Mã số", Guide.CODE),
        ("Đơn vị tính", Guide.UNIT),
        ("ĐVT", Guide.UNIT),
        ("Nội dung chỉ tiêu", Guide.NAME),
        ("Kết quả trong kỳ", Column.VALUE),
        ("Số liệu kỳ báo cáo", Column.VALUE),
        ("Lũy kế", Column.CUMULATED),
        ("LUỸ KẾ TỪ ĐẦU NĂM", Column.CUMULATED),
        ("Cùng kỳ năm trước", Column.LAST_YEAR),
        ("Lũy kế cùng kỳ năm 2025", Column.CUMULATED_LAST_YEAR),
        ("Kỳ trước", Column.PREVIOUS),
        ("Quý I", Column.Q1),
        ("Quý 2", Column.Q2),
        ("Thực hiện quý III năm 2026", Column.Q3),
        ("Quý IV/2026", Column.Q4),
        ("6 tháng đầu năm", Column.HALF),
        ("9 tháng", Column.NINE),
        ("Cả năm 2026", Column.YEAR),
        ("Kế hoạch năm 2026", Column.TARGET),
        ("Ghi chú", Column.NOTE),
        ("So với cùng kỳ (%)", NOTHING),
        ("Điểm tự chấm", NOTHING),
        ("Họ và tên", None),
        ("", None),
    ],
)
def test_what_a_header_says(header: str, meaning: object) -> None:
    assert meaning_of(header) == meaning


@pytest.mark.parametrize(
    ("column", "period"),
    [
        (Column.VALUE, "2026-Q2"),
        (Column.CUMULATED, "2026-6T"),
        (Column.LAST_YEAR, "2025-Q2"),
        (Column.CUMULATED_LAST_YEAR, "2025-6T"),
        (Column.PREVIOUS, "2026-Q1"),
        (Column.Q1, "2026-Q1"),
        (Column.HALF, "2026-6T"),
        (Column.YEAR, "2026-N"),
        (Column.NOTE, "2026-Q2"),
    ],
)
def test_the_period_that_a_column_means(column: Column, period: str) -> None:
    assert column.period(Period.parse("2026-Q2")).id == period
    assert column.label


def test_names_of_cells_and_areas() -> None:
    assert [letters_of(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
    assert parse_place("$AB$12") == (12, 28)
    assert [parse_place(text) for text in ("", "A", "12", "A0", "AAAA1", "a1", "A1B")] == [None] * 7
    assert parse_area("C3:A1") == Area(1, 1, 3, 3)
    assert parse_area("A1:") == parse_area("A1") == Area(1, 1, 1, 1)
    assert parse_area("A:B") is None


def test_a_head_of_two_rows_and_the_row_of_numbers() -> None:
    form = sheet(
        ["BIỂU TỔNG HỢP"],
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", None, "Ghi chú"],
        [None, None, None, "Quý I", "Quý II"],
        ["(1)", "(2)", "(3)", "(4)", "(5)=(4)+1", "(6)"],
        ["I", "Thủ tục hành chính"],
        [1, "Hồ sơ tiếp nhận", "Hồ sơ"],
        [None, "- Trực tuyến", "Hồ sơ"],
        [None, "Trong đó: toàn trình", "Hồ sơ"],
        [2, "Hồ sơ giải quyết", "Hồ sơ"],
        [None, "NGƯỜI LẬP BIỂU"],
        [3, "Không còn thuộc bảng", "Hồ sơ"],
        merged=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"],
    )
    (table,) = tables_in(form)
    assert (table.top, table.bottom, table.last) == (2, 4, 9)
    assert table.columns == {4: Column.Q1, 5: Column.Q2, 6: Column.NOTE}
    assert table.guides == {Guide.ORDER: 1, Guide.NAME: 2, Guide.UNIT: 3}
    assert table.headers[4] == "Kết quả – Quý I"
    assert [row.name for row in table.rows] == [
        "Hồ sơ tiếp nhận", "- Trực tuyến", "Trong đó: toàn trình", "Hồ sơ giải quyết",
    ]  # fmt: skip
    assert table.rows[1].groups == ("Thủ tục hành chính", "Hồ sơ tiếp nhận")
    assert table.rows[3].groups == ("Thủ tục hành chính",)


def test_a_finer_header_under_a_broader_one() -> None:
    form = sheet(
        ["STT", "Nội dung", "Cùng kỳ năm trước", None, "Năm nay", None],
        [None, None, "Thực hiện", "So sánh", "Thực hiện trong kỳ", "Lũy kế"],
        [1, "Hồ sơ tiếp nhận"],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
    )
    (table,) = tables_in(form)
    assert table.columns == {3: Column.LAST_YEAR, 5: Column.VALUE, 6: Column.CUMULATED}


def test_several_tables_and_none() -> None:
    form = sheet(
        ["Nội dung", "Kết quả"], ["Một", None], [], ["Nội dung", "Lũy kế"], ["Hai", None],
    )  # fmt: skip
    assert [(table.top, [row.name for row in table.rows]) for table in tables_in(form)] == [
        (1, ["Một"]), (4, ["Hai"]),
    ]  # fmt: skip
    assert tables_in(sheet(["Họ tên", "Kết quả"], ["An", 5])) == ()
    assert tables_in(sheet(["Nội dung", "Kết quả"])) == ()


def test_a_unit_that_stands_over_all_rows() -> None:
    for words, unit in (
        ("(ĐVT: Nghìn đồng)", "Nghìn đồng"),
        ("Đơn vị: triệu đồng", "triệu đồng"),
        ("Đơn vị: UBND xã An Bình", ""),
    ):
        form = sheet([None, words], ["Nội dung", "Kết quả"], ["Kinh phí", None])
        (table,) = tables_in(form)
        assert [row.unit for row in table.rows] == [unit]


def test_a_row_whose_unit_reads_like_a_header_is_none() -> None:
    form = sheet(
        ["STT", "Nội dung", "ĐVT", "Kết quả"],
        [1, "Số nhiệm vụ trong Kế hoạch", "Nhiệm vụ", None],
        [2, "Số chỉ tiêu", "Chỉ tiêu", None],
    )
    (table,) = tables_in(form)
    assert len(table.rows) == 2
