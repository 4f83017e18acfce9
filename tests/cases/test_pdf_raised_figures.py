"""Figures above and below a line (m², CO₂, the numbers of notes) belong to the line, to no number in it."""

from pathlib import Path

import pytest

from cchc_desktop.intake.read import read_source

from .pdf_pages import INPUTS, LEFT, TOP, Pages, texts

FILES = INPUTS / "pdf_raised_figures"


def test_in_the_last_line_of_a_paragraph() -> None:
    assert texts(read_source(FILES / "last_line.pdf"))[-1] == "Bố trí diện tích 25 m² mỗi bàn tiếp công dân."


def test_in_a_paragraph_of_several_lines() -> None:
    assert texts(read_source(FILES / "line.pdf"))[-1] == (
        "Tiếp tục cải tạo trụ sở làm việc của Ủy ban nhân dân xã, bố trí phòng tiếp công dân rộng 25 m² và "
        "nơi ngồi chờ đủ chỗ cho người dân đến làm thủ tục hành chính."
    )


def test_as_libreoffice_prints_them() -> None:
    assert texts(read_source(FILES / "libreoffice.pdf")) == [
        "- Bố trí phòng tiếp công dân rộng 36 m² tại trụ sở Ủy ban nhân dân xã Đồi Sim và đặt hai mươi ghế "
        "ngồi cho người dân đến làm thủ tục.",
        "- Đo nồng độ CO₂ tại ba trường học, kho chứa 12 m³.",
        "- Phấn đấu chỉ số hài lòng đạt trên 91% ⁴ theo khảo sát của huyện ⁽⁵⁾.",
    ]


def raised(pages: Pages, parts: list[tuple[str, float, float]], y: float = TOP) -> None:
    """A line of pieces, each with its size and how far it is raised."""
    line = pages.canvas.beginText(LEFT, y)
    for text, size, rise in parts:
        line.setFont("Read", size)
        line.setRise(rise)
        line.textOut(text)
    pages.canvas.drawText(line)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("đạt trên 88", 13, 0), ("1", 8, 5), (" theo khảo sát", 13, 0)], "đạt trên 88 ¹ theo khảo sát"),
        ([("đạt trên 88", 13, 0), ("12", 8, 3), ("% hồ sơ", 13, 0)], "đạt trên 88% ¹² hồ sơ"),
        ([("năm 2026", 13, 0), ("2", 9, 4.5), (", các thôn", 13, 0)], "năm 2026 ², các thôn"),
        ([("công dân", 13, 0), ("3", 9, 4.5), (" và", 13, 0)], "công dân ³ và"),
        ([("kho 40 km", 14, 0), ("2", 14, 5), (" đất", 14, 0)], "kho 40 km² đất"),
        ([("khí SO", 13, 0), ("2", 9, -2), (" và CO", 13, 0), ("2", 9, -2)], "khí SO₂ và CO₂"),
        ([("thu 10", 13, 0), ("6", 8, 5), (" đồng", 13, 0)], "thu 10⁶ đồng"),
        ([("25", 13, 0), ("o", 8, 5), ("C", 13, 0)], "25°C"),
        ([("lần thứ 4", 13, 0), ("th", 8, 5), (" của", 13, 0)], "lần thứ 4 th của"),
        ([("1", 8, 5), (" Theo số liệu", 13, 0)], "¹ Theo số liệu"),
    ],
)
def test_figures_raised_and_lowered(tmp_path: Path, parts: list[tuple[str, float, float]], text: str) -> None:
    pages = Pages(tmp_path / "a.pdf")
    raised(pages, parts)
    assert texts(pages.read()) == [text]


def test_small_print_beside_the_text_is_not_raised(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 700, "Nơi nhận:", 11)
    pages.text(350, 705, "TM. ỦY BAN NHÂN DÂN", 13)
    pages.text(LEFT, 680, "- Như trên;", 10)
    pages.text(350, 684, "CHỦ TỊCH", 13)
    assert texts(pages.read()) == ["Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
