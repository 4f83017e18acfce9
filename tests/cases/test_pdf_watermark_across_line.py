"""Letters printed behind the text (a watermark, a stamp over it) are no part of its words."""

from pathlib import Path

import pytest
from reportlab.lib.colors import Color, HexColor

from cchc_desktop.domain.targets import TargetKind
from cchc_desktop.intake.read import read_source

from .made_plans import draft_in, targets
from .pdf_pages import INPUTS, LEFT, PLAN, Pages, texts

CASE = INPUTS / "pdf_watermark_across_line" / "plan.pdf"


def test_an_upright_watermark_in_the_line_of_a_target() -> None:
    draft = draft_in(CASE)
    target = next(item for item in targets(draft) if "cấp trên giao" in item.text)
    assert target.text == "Hoàn thành 100% nhiệm vụ cấp trên giao."
    assert target.measure is not None
    assert target.measure.kind is TargetKind.PERCENT
    assert "Trang 1–2: đã bỏ chữ chìm «DỰ THẢO»." in draft.warnings


GREY, BLACK, RED = HexColor(0xC8C8C8), HexColor(0), HexColor(0xC00000)


def plan_with(path: Path, text: str, size: float, colour: Color, y: float, angle: float = 0.0) -> Pages:
    pages = Pages(path)
    pages.plan()
    canvas = pages.canvas
    canvas.saveState()
    canvas.setFillColor(colour)
    canvas.setFont("ReadBold", size)
    canvas.translate(LEFT + 20, y)
    canvas.rotate(angle)
    canvas.drawString(0, 0, text)
    canvas.restoreState()
    return pages


@pytest.mark.parametrize(
    ("text", "size", "colour", "y", "angle"),
    [
        ("DỰ THẢO", 72, GREY, 590, 0),
        ("SAO Y", 48, RED, 600, 0),
        ("LƯU HÀNH NỘI BỘ", 22, BLACK, 604, 0),
        ("BẢN SAO", 12, GREY, 608, 0),
        ("UBND XÃ AN BÌNH", 60, Color(0, 0, 0, alpha=0.2), 600, 0),
        ("DỰ THẢO", 90, GREY, 300, 45),
        ("TÀI LIỆU MẬT", 40, GREY, 120, 0),
    ],
)
def test_watermarks(tmp_path: Path, text: str, size: float, colour: Color, y: float, angle: float) -> None:
    source = plan_with(tmp_path / "a.pdf", text, size, colour, y, angle).read()
    assert source.notes == (f"Trang 1: đã bỏ chữ chìm «{text}».",)
    assert texts(source)[-len(PLAN) :] == list(PLAN)


def test_every_page_of_a_watermark_is_told_in_one_sentence(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    for number in range(1, 4):
        name = ("một", "hai", "ba")[number - 1]
        pages.lines([f"- Việc thứ {name} của kế hoạch.", "- Việc khác.", f"- Việc của tổ {name}."])
        pages.canvas.setFillColor(GREY)
        pages.text(LEFT, 600, "DỰ THẢO", 60)
        pages.canvas.setFillColor(BLACK)
        pages.turn()
    assert pages.read().notes == ("Trang 1–3: đã bỏ chữ chìm «DỰ THẢO».",)


def test_titles_and_coloured_headings_are_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 780, "KẾ HOẠCH", 26, bold=True)
    pages.canvas.setFillColor(HexColor(0x0070C0))
    pages.text(LEFT, 740, "CẢI CÁCH HÀNH CHÍNH", 16, bold=True)
    pages.canvas.setFillColor(HexColor(0xED7D31))
    pages.text(LEFT, 700, "I. MỤC TIÊU", 14)
    pages.canvas.setFillColor(HexColor(0x7F7F7F))
    pages.lines(["- Từ 96% hồ sơ trở lên được trả đúng hạn.", "- Rà soát văn bản."], 670)
    pages.canvas.setFillColor(BLACK)
    pages.lines(["- Giảm số lần đi lại.", "- Niêm yết thủ tục tại trụ sở.", "- Trả lời trong ngày."], 600)
    source = pages.read()
    assert source.notes == ()
    assert texts(source)[0] == "KẾ HOẠCH"
    assert len(texts(source)) == 8


def test_letters_printed_over_letters_of_the_same_look_are_doubted(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan()
    pages.text(LEFT, bottom, "- Hoàn thành 100% nhiệm vụ được giao.")
    pages.text(LEFT + 9, bottom, "BẢN NÀY THAY BẢN CŨ NGÀY HÔM QUA")
    (note,) = pages.read().notes
    assert note.startswith("Trang 1: có chữ in chồng lên nhau ở dòng «")


def test_a_title_with_a_shadow_is_no_watermark(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.canvas.setFillColor(HexColor(0xBBBBBB))
    pages.text(LEFT + 1.5, 748.5, "KẾ HOẠCH", 20)
    pages.canvas.setFillColor(BLACK)
    pages.text(LEFT, 750, "KẾ HOẠCH", 20)
    pages.lines(PLAN[1:], 700)
    source = pages.read()
    assert source.notes == ()
    assert texts(source) == list(PLAN)


def test_accents_that_reach_over_the_next_letter_are_no_letters_over_each_other() -> None:
    """In a font of even widths «ấ» is drawn as wide as two letters; a plain text printed by LibreOffice."""
    source = read_source(INPUTS / "pdf_watermark_across_line" / "even_widths.pdf")
    assert source.notes == ()
    assert "- Phấn đấu mỗi năm tăng tối thiểu 20% đến khi đạt 100%." in source.lines
