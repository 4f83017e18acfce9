"""Stamps printed on a page (what came in, copies, urgency, signatures, seals) are none of its text."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.colors import HexColor

from .pdf_pages import HEAD, LEFT, PLAN, TOP, Pages, texts

BLACK, RED, BLUE = HexColor(0), HexColor(0xD00000), HexColor(0x0033AA)
TOLD = "dấu đóng trên trang, không đưa vào nội dung"


def small(pages: Pages, x: float, y: float, lines: list[str], size: float = 9, colour: Any = BLACK) -> None:
    pages.canvas.setFillColor(colour)
    for number, line in enumerate(lines):
        pages.text(x, y - 1.25 * size * number, line, size)
    pages.canvas.setFillColor(BLACK)


def received_in_a_frame(pages: Pages) -> str:
    pages.canvas.rect(LEFT, 668, 120, 46)
    for y in (684, 699):
        pages.canvas.line(LEFT, y, LEFT + 120, y)
    small(pages, LEFT + 8, 703, ["UBND XÃ ĐỒI SIM"])
    small(pages, LEFT + 8, 689, ["ĐẾN"], 9)
    small(pages, LEFT + 40, 689, ["Số: 152"], 9)
    small(pages, LEFT + 8, 673, ["Ngày: 15/01/2031"], 9)
    return "UBND XÃ ĐỒI SIM ĐẾN Số: 152 Ngày: 15/01/2031"


def received_without_a_frame(pages: Pages) -> str:
    small(pages, LEFT, 700, ["CÔNG VĂN ĐẾN", "Số: 87", "Ngày: 16/01/2031", "Chuyển: Phòng Văn hóa"], 10)
    return "CÔNG VĂN ĐẾN Số: 87 Ngày: 16/01/2031 Chuyển: Phòng Văn hóa"


def received_in_red(pages: Pages) -> str:
    small(pages, 420, 820, ["CÔNG VĂN ĐẾN", "Số 87 ngày 16/01/2031", "Lãnh đạo đã xem"], 11, RED)
    return "CÔNG VĂN ĐẾN Số 87 ngày 16/01/2031 Lãnh đạo đã xem"


def copy_over_a_line(pages: Pages) -> str:
    small(pages, 330, 606, ["SAO Y BẢN CHÍNH"], 14, RED)
    return "SAO Y BẢN CHÍNH"


def copy_by_a_system(pages: Pages) -> str:
    small(pages, 380, 830, ["SAO Y", "Ủy ban nhân dân xã An Bình", "06/01/2031 08:15:00 +07:00"], 9, BLUE)
    return "SAO Y Ủy ban nhân dân xã An Bình 06/01/2031 08:15:00 +07:00"


def signed_at_the_head(pages: Pages) -> str:
    lines = [
        "Ký bởi: Ủy ban nhân dân xã An Bình",
        "Cơ quan: Tỉnh Đồi Sim",
        "Thời gian ký: 05.01.2031 16:20:11",
    ]
    small(pages, 380, 830, lines, 8)
    return " ".join(lines)


def signed_by_a_programme(pages: Pages) -> str:
    lines = ["Digitally signed by Nguyễn Văn Mẫu", "Date: 2031.01.05 16:20:11 +07'00'"]
    small(pages, 380, 830, lines, 8)
    return " ".join(lines)


def urgent(pages: Pages) -> str:
    pages.canvas.rect(LEFT, 672, 70, 20)
    small(pages, LEFT + 12, 677, ["HỎA TỐC"], 12)
    return "HỎA TỐC"


def urgent_without_a_frame(pages: Pages) -> str:
    small(pages, LEFT + 12, 690, ["KHẨN"], 13, RED)
    return "KHẨN"


def copy_between_lines(pages: Pages) -> str:
    small(pages, 330, 601, ["BẢN SAO"], 12, RED)
    return "BẢN SAO"


@pytest.mark.parametrize(
    "stamp",
    [
        copy_between_lines,
        received_in_a_frame,
        received_without_a_frame,
        received_in_red,
        copy_over_a_line,
        copy_by_a_system,
        signed_at_the_head,
        signed_by_a_programme,
        urgent,
        urgent_without_a_frame,
    ],
)
def test_stamps_beside_the_text(tmp_path: Path, stamp: Callable[[Pages], str]) -> None:
    pages = Pages(tmp_path / "a.pdf")
    top = TOP
    for left, right in HEAD:
        pages.text(LEFT, top, left)
        pages.text(300, top, right)
        top -= 20
    pages.lines(PLAN, 630)
    words = stamp(pages)
    source = pages.read()
    assert source.notes == (f"Trang 1: {TOLD}: «{words}».",)
    assert texts(source) == [*(left for left, _ in HEAD), *(right for _, right in HEAD), *PLAN]


def test_a_signature_over_the_name_of_who_signs(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan() - 20
    pages.lines(["Nơi nhận:", "- Như trên;", "- Lưu: VT."], bottom)
    pages.lines(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], bottom, 330)
    small(
        pages,
        330,
        bottom - 45,
        ["Người ký: Trần Thị Mẫu", "Email: mau@anbinh.example", "Ngày ký: 05/01/2031"],
        8,
    )
    pages.text(330, bottom - 90, "Trần Thị Mẫu")
    source = pages.read()
    assert texts(source)[-6:] == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Mẫu",
    ]  # fmt: skip
    assert source.notes == (
        f"Trang 1: {TOLD}: «Người ký: Trần Thị Mẫu Email: mau@anbinh.example Ngày ký: 05/01/2031».",
    )


def test_a_round_seal_of_letters(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan() - 20
    pages.lines(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Mẫu"], bottom, 330)
    canvas = pages.canvas
    canvas.setFillColor(RED)
    canvas.setFont("Read", 9)
    letters = "ỦY BAN NHÂN DÂN XÃ AN BÌNH * "
    for number, letter in enumerate(letters):
        angle = math.pi / 2 - 2 * math.pi * number / len(letters)
        canvas.saveState()
        canvas.translate(320 + 40 * math.cos(angle), bottom - 20 + 40 * math.sin(angle))
        canvas.rotate(math.degrees(angle) - 90)
        canvas.drawCentredString(0, 0, letter)
        canvas.restoreState()
    source = pages.read()
    assert texts(source)[-3:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Mẫu"]
    (note,) = source.notes
    assert note.startswith(f"Trang 1: {TOLD}: «")


def test_words_like_those_of_stamps_are_text(tmp_path: Path) -> None:
    lines = [
        "1. Quản lý văn bản đến, công văn đến",
        "- Sao y bản chính trong ngày, số hồ sơ: 100%.",
        "- Ký số: 100% văn bản; thời gian ký: trong ngày.",
        "- Ngày ký: do Chủ tịch quyết định.",
        "II. XỬ LÝ VĂN BẢN MẬT, KHẨN",
        "- Văn bản khẩn được chuyển trước 16 giờ.",
    ]
    pages = Pages(tmp_path / "a.pdf")
    pages.plan((*PLAN[:4], *lines, PLAN[-1]))
    grid = [["TT", "Loại", "Số lượng"], ["1", "ĐẾN", "120"], ["2", "KHẨN", "7"]]
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            pages.canvas.rect(LEFT + 150 * column, 200 - 20 * row, 150, 20)
            pages.text(LEFT + 150 * column + 4, 205 - 20 * row, cell)
    source = pages.read()
    assert source.notes == ()
    for line in lines:
        assert line in texts(source)
