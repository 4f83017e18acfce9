"""Where titles break: between groups of words that mean something together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents import metrics
from cchc_desktop.documents.no_break import held
from cchc_desktop.documents.phrases import flows, title_lines
from cchc_desktop.documents.styles import Face

_NB = "\N{NO-BREAK SPACE}"


def broken(text: str, room: float, face: Face = Face.BOLD) -> list[str]:
    lines = title_lines(held(text, dates=True), face, 14, room)
    return [line.replace(_NB, " ") for line in lines]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        (
            "THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH 6 THÁNG ĐẦU NĂM 2026",
            421,
            ["THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH", "6 THÁNG ĐẦU NĂM 2026"],
        ),
        (
            "THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH QUÝ IV NĂM 2026",
            421,
            ["THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH", "QUÝ IV NĂM 2026"],
        ),
        (
            "DANH MỤC VĂN BẢN CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH 9 THÁNG ĐẦU NĂM 2026",
            560,
            ["DANH MỤC VĂN BẢN CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH", "9 THÁNG ĐẦU NĂM 2026"],
        ),
        (
            "TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ CỦA KẾ HOẠCH SỐ 152/KH-UBND ĐẾN NGÀY 14/9/2026",
            500,
            ["TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ", "CỦA KẾ HOẠCH SỐ 152/KH-UBND ĐẾN NGÀY 14/9/2026"],
        ),
        (
            "Kết quả công tác cải cách hành chính năm 2026, phương hướng, nhiệm vụ năm 2027",
            408,
            ["Kết quả công tác cải cách hành chính năm 2026,", "phương hướng, nhiệm vụ năm 2027"],
        ),
    ],
)
def test_titles(text: str, room: float, expected: list[str]) -> None:
    assert broken(text, room) == expected


def test_an_enclosure_breaks_before_its_day() -> None:
    text = "(Kèm theo Báo cáo số 171/BC-UBND ngày 16 tháng 12 năm 2026 của UBND xã An Bình)"
    assert broken(text, 408, Face.ITALIC)[1].startswith("ngày 16 tháng 12")


def test_lines_are_about_equal_where_nothing_speaks_against_it() -> None:
    lines = broken("Cải cách hành chính nhà nước năm 2026 trên địa bàn xã", 250)
    widths = [metrics.width(line, Face.BOLD, 14) for line in lines]
    assert len(lines) == 2
    assert max(widths) < 1.25 * min(widths)


_WORDS = "thống kê số liệu cải cách hành chính của xã An Bình, năm 2026 và quý IV về".split(" ")


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30).map(" ".join), st.floats(120, 420))
def test_no_word_is_lost_and_no_line_too_many(text: str, room: float) -> None:
    lines = title_lines(text, Face.BOLD, 14, room)
    assert " ".join(lines) == text
    assert len(lines) == len(metrics.wrap(text, Face.BOLD, 14, room))
    assert all(metrics.width(line, Face.BOLD, 14) <= room + 0.01 for line in lines)


def test_which_lines_other_programs_come_to() -> None:
    wide, narrow = "Kết quả công tác cải cách hành chính năm 2026,", "phương hướng, nhiệm vụ năm 2027"
    room = metrics.breaking_room([wide, narrow], Face.BOLD, 14)
    assert flows([wide, narrow], Face.BOLD, 14, room)
    assert not flows([narrow, wide], Face.BOLD, 14, metrics.breaking_room([narrow, wide], Face.BOLD, 14))
