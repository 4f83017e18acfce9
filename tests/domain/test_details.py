"""Lines that word a task's assignment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.details import (
    DetailField,
    parse_details,
    rewrite_detail,
    trailing_details,
    without_details,
)


def _read(line: str) -> list[tuple[str, str]]:
    return [(detail.field.value, detail.value) for detail in parse_details(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đơn vị chủ trì: Phòng Kinh tế.", [("lead", "Phòng Kinh tế")]),
        ("- Cơ quan, đơn vị phối hợp: Các thôn, tổ dân phố;", [("support", "Các thôn, tổ dân phố")]),
        ("Thời gian hoàn thành: Quý II/2025.", [("due", "Quý II/2025")]),
        ("Sản phẩm: Kế hoạch.", [("deliverable", "Kế hoạch")]),
        ("Kết quả: Báo cáo", [("deliverable", "Báo cáo")]),
        ("Kinh phí: 12 triệu đồng.", [("funding", "12 triệu đồng")]),
        (
            "Chủ trì: Văn phòng; phối hợp: các phòng; thời gian: Cả năm.",
            [("lead", "Văn phòng"), ("support", "các phòng"), ("due", "Cả năm")],
        ),
        ("Cơ quan, đơn vị thực hiện: A - Thời gian: Quý I", [("lead", "A"), ("due", "Quý I")]),
        ("Trách nhiệm thực hiện: A. Lộ trình: Quý I", [("lead", "A"), ("due", "Quý I")]),
        ("[Chủ trì: A | Hạn: Quý I]", [("lead", "A"), ("due", "Quý I")]),
        ("Chủ trì: A / Thời gian: Quý I", [("lead", "A"), ("due", "Quý I")]),
        ("Phân công nhiệm vụ: A; thời gian bắt đầu: Tháng 2", [("lead", "A"), ("start", "Tháng 2")]),
        ("Sản phẩm, kết quả dự kiến: Kế hoạch", [("deliverable", "Kế hoạch")]),
        ("Chủ trì thực hiện các nội dung:", []),
        ("Phòng Kinh tế chủ trì: rà soát.", []),
    ],
)
def test_labels(line: str, expected: list[tuple[str, str]]) -> None:
    assert _read(line) == expected


def test_brackets_at_the_end_of_a_sentence() -> None:
    details = trailing_details("Kiểm tra thôn (Chủ trì: Phòng A (bộ phận B); thời gian: Quý I/2025).")
    assert [detail.value for detail in details] == ["Phòng A (bộ phận B)", "Quý I/2025"]


@pytest.mark.parametrize(
    "sentence",
    ["Kiểm tra thôn [Chủ trì: A | Hạn: Quý I].", "Kiểm tra thôn / Chủ trì: A / Hạn: Quý I"],
)
def test_other_signs_between_values(sentence: str) -> None:
    assert [detail.value for detail in trailing_details(sentence)] == ["A", "Quý I"]


def test_one_value_is_rewritten_in_its_place() -> None:
    line = "- Đơn vị chủ trì: Phòng A; phối hợp: Phòng B."
    assert rewrite_detail(line, DetailField.SUPPORT, "các thôn") == (
        "- Đơn vị chủ trì: Phòng A; phối hợp: các thôn."
    )
    assert rewrite_detail(line, DetailField.DUE, "Quý I") == line


@given(st.text(max_size=120), st.text(alphabet="abc ", max_size=20))
def test_any_line_is_read_and_rewritten(text: str, value: str) -> None:
    line = f"Chủ trì: {text}"
    for detail in parse_details(line):
        assert line[detail.start : detail.end] == detail.value
    rewrite_detail(line, DetailField.LEAD, value)
    trailing_details(text)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("- Đơn vị chủ trì: Phòng A; thời gian: Quý I.", "- Thời gian: Quý I."),
        ("Thời gian: Quý I; chủ trì: Phòng A; sản phẩm: Báo cáo", "Thời gian: Quý I; sản phẩm: Báo cáo"),
        ("(Chủ trì: Phòng A; thời gian: Quý I)", "(Thời gian: Quý I)"),
        ("- Chủ trì: Phòng A.", ""),
        ("Kiểm tra thôn (Chủ trì: Phòng A).", "Kiểm tra thôn."),
        ("Kiểm tra thôn (Chủ trì: Phòng A; hạn: Quý I).", "Kiểm tra thôn (Hạn: Quý I)."),
        ("Kiểm tra thôn. Chủ trì: Phòng A.", "Kiểm tra thôn."),
        ("Kiểm tra thôn; chủ trì: Phòng A; hạn: Quý I.", "Kiểm tra thôn; hạn: Quý I."),
        ("Kiểm tra thôn.", "Kiểm tra thôn."),
        ("Thời gian: Quý I", "Thời gian: Quý I"),
    ],
)
def test_values_are_left_out_with_their_labels(line: str, left: str) -> None:
    assert without_details(line, lambda detail: detail.field is DetailField.LEAD) == left
