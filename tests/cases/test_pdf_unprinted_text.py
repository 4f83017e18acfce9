"""Letters that nobody sees on paper are no text of the plan: each place where some were is named."""

from pathlib import Path

import pytest
from reportlab.lib.colors import Color, HexColor

from cchc_desktop.intake.read import read_source

from .made_plans import draft_in
from .pdf_pages import INPUTS, LEFT, PLAN, Pages, tables, texts

FILES = INPUTS / "pdf_unprinted_text"
HIDDEN = "- Tối thiểu 11% nội dung ẩn không in ra giấy."
WHITE, BLACK, NAVY = HexColor(0xFFFFFF), HexColor(0), HexColor(0x1F3864)


def test_white_letters_below_the_recipients() -> None:
    draft = draft_in(FILES / "plan.pdf")
    assert draft.plan.recipients == ("UBND tỉnh (báo cáo);", "Các thôn;", "Lưu: VT.")
    assert f"Trang 2: có chữ không in ra giấy, đã bỏ: «{HIDDEN}»." in draft.warnings


def test_white_letters_on_white_and_on_dark_as_libreoffice_prints_them() -> None:
    source = read_source(FILES / "libreoffice.pdf")
    assert texts(source) == [
        "- Tỷ lệ trả kết quả đúng hạn đạt 97%.",
        "- Hoàn thành 100% nhiệm vụ được giao.",
    ]
    assert tables(source) == [(("Nhiệm vụ", "Thời gian"), ("Rà soát thủ tục", "Quý I"))]
    assert source.notes == (
        "Trang 1: có chữ không in ra giấy, đã bỏ: «- Tối thiểu 12% nội dung ẩn. (không in)».",
    )


def unseen(pages: Pages, how: str, y: float) -> None:
    """Draws the hidden words in one of the ways not to be seen."""
    canvas = pages.canvas
    canvas.saveState()
    if how == "white":
        canvas.setFillColor(HexColor(0xFBFBFB))
    if how == "see-through":
        canvas.setFillColor(Color(0, 0, 0, alpha=0))
    if how == "on its own colour":
        canvas.setFillColor(NAVY)
        canvas.rect(LEFT - 5, y - 5, 400, 20, fill=1, stroke=0)
    line = canvas.beginText(2000 if how == "beyond the paper" else LEFT, y)
    line.setFont("Read", 1 if how == "tiny" else 12)
    line.setTextRenderMode(3 if how == "not drawn" else 0)
    line.textOut(HIDDEN)
    canvas.drawText(line)
    if how == "painted over":
        canvas.setFillColor(WHITE)
        canvas.rect(LEFT - 5, y - 5, 400, 20, fill=1, stroke=0)
    if how == "under a picture":
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (8, 2), "white")), LEFT - 5, y - 5, 400, 20)
    canvas.restoreState()


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("white", "có chữ không in ra giấy"),
        ("see-through", "có chữ không in ra giấy"),
        ("on its own colour", "có chữ không in ra giấy"),
        ("not drawn", "có chữ không in ra giấy"),
        ("beyond the paper", "có chữ nằm ngoài khổ giấy"),
        ("tiny", "có chữ quá nhỏ, mắt thường không đọc được"),
        ("painted over", "có chữ bị hình che khuất"),
        ("under a picture", "có chữ bị hình che khuất"),
    ],
)
def test_ways_not_to_be_seen(tmp_path: Path, how: str, told: str) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan()
    unseen(pages, how, bottom - 20)
    source = pages.read()
    assert source.notes == (f"Trang 1: {told}, đã bỏ: «{HIDDEN}».",)
    assert texts(source)[-len(PLAN) :] == list(PLAN)


def test_white_letters_on_a_dark_area_are_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan()
    pages.canvas.setFillColor(NAVY)
    pages.canvas.rect(LEFT - 5, bottom - 25, 400, 20, fill=1, stroke=0)
    pages.canvas.setFillColor(WHITE)
    pages.text(LEFT, bottom - 20, "- Việc cuối cùng của kế hoạch.")
    source = pages.read()
    assert source.notes == ()
    assert texts(source)[-1] == "- Việc cuối cùng của kế hoạch."


def test_a_page_whose_only_letters_are_not_drawn_is_read_with_a_doubt(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    line = pages.canvas.beginText(LEFT, 700)
    line.setFont("Read", 12)
    line.setTextRenderMode(3)
    line.textLines("KẾ HOẠCH\nCải cách hành chính năm 2031")
    pages.canvas.drawText(line)
    source = pages.read()
    assert texts(source) == ["KẾ HOẠCH", "Cải cách hành chính năm 2031"]
    assert source.notes == (
        "Trang 1: chữ trên trang này không in ra giấy mà vẫn được đọc; hãy soát kỹ với bản gốc.",
    )


def test_a_seal_over_the_end_of_a_line_hides_nothing(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan()
    pages.text(LEFT, bottom - 30, "TM. ỦY BAN NHÂN DÂN XÃ AN BÌNH")
    pages.text(LEFT, bottom - 50, "CHỦ TỊCH")
    opaque, ring = Image.new("RGB", (8, 8), "red"), Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    pages.canvas.drawImage(ImageReader(opaque), LEFT + 120, bottom - 40, 60, 30)
    pages.canvas.drawImage(ImageReader(ring), LEFT - 10, bottom - 60, 90, 30, mask="auto")
    source = pages.read()
    assert source.notes == ()
    assert texts(source)[-2:] == ["TM. ỦY BAN NHÂN DÂN XÃ AN BÌNH", "CHỦ TỊCH"]


def test_white_letters_under_the_same_black_ones_are_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    bottom = pages.plan()
    for colour in (WHITE, BLACK):
        pages.canvas.setFillColor(colour)
        pages.text(LEFT, bottom, "- Việc cuối cùng của kế hoạch.")
    source = pages.read()
    assert source.notes == ()
    assert texts(source)[-1] == "- Việc cuối cùng của kế hoạch."
