"""Scanned pages behind typed ones, and pictures among the text: what is not read is named with its page."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.read import read_source

from .pdf_pages import INPUTS, PLAN, Pages, tables, texts

SCAN = "là ảnh quét, không đọc được; hãy nhập tay nội dung ở đó hoặc dùng bản Word."
UNREAD = "chữ trong ảnh (nếu có) không đọc được; hãy đối chiếu."


def picture(pages: Pages, x: float, y: float, width: float, height: float) -> None:
    grey = ImageReader(Image.new("L", (8, 8), 200))
    pages.canvas.drawImage(grey, x, y, width, height)


def test_a_scanned_annex_behind_typed_pages() -> None:
    source = read_source(INPUTS / "annex-as-picture-or-object" / "input3.pdf")
    assert source.notes == (f"Trang 3 {SCAN}",)
    assert texts(source)[-1] == "Lê Văn Mẫu"


def test_scanned_pages_in_several_places_with_their_numbers_printed_over(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    for number in (2, 3, 4, 5):
        pages.turn()
        if number == 4:
            pages.plan()
        else:
            picture(pages, 0, 0, *A4)
            pages.text(290, 800, f"Trang {number}")
    assert pages.read().notes == (f"Trang 2–3, 5 {SCAN}",)


def test_a_scan_in_stripes_within_a_turned_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    pages.turn()
    pages.canvas.setPageRotation(90)
    for stripe in range(20):
        picture(pages, stripe * A4[1] / 20, 0, A4[1] / 20, A4[0])
    assert pages.read().notes == (f"Trang 2 {SCAN}",)


def test_a_table_as_a_picture_among_the_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    below = pages.plan()
    picture(pages, 85, below - 120, 430, 100)
    assert pages.read().notes == (f"Trang 1 có ảnh, {UNREAD}",)


def test_pictures_that_a_form_places(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.canvas.beginForm("stamp")
    picture(pages, 0, 0, 10, 10)
    pages.canvas.endForm()
    pages.plan()
    for x in (85, 300):
        pages.canvas.saveState()
        pages.canvas.translate(x, 100)
        pages.canvas.scale(19, 19)
        pages.canvas.doForm("stamp")
        pages.canvas.restoreState()
    assert pages.read().notes == (f"Trang 1 có 2 ảnh, {UNREAD}",)


def test_seals_signatures_and_emblems_are_no_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    picture(pages, 60, 720, 60, 60)
    picture(pages, 350, 100, 110, 110)
    picture(pages, 480, 100, 100, 60)
    assert pages.read().notes == ()


@pytest.mark.parametrize("under", [True, False], ids=["under the picture", "unseen"])
def test_recognised_text_of_a_scan_is_read_and_told(tmp_path: Path, under: bool) -> None:
    pages = Pages(tmp_path / "a.pdf")
    if not under:
        picture(pages, 0, 0, *A4)
        pages.canvas._code.append("3 Tr")
    pages.plan()
    if under:
        picture(pages, 0, 0, *A4)
    source = pages.read()
    assert source.notes[0] == (
        "Trang 1 là bản quét có lớp chữ nhận dạng; hãy soát kỹ lỗi chính tả, số và ngày."
    )
    assert PLAN[4] in texts(source)


def test_a_picture_behind_the_text_of_a_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    picture(pages, 0, 0, *A4)
    pages.plan()
    assert pages.read().notes == (
        "Trang 1 có ảnh phủ cả trang; nếu đó là bản quét có lớp chữ nhận dạng thì hãy soát kỹ lỗi chính tả.",
    )


def test_letters_that_are_drawn_as_curves(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    pages.turn()
    for number in range(200):
        x, y = 60 + number % 50 * 8, 700 - number // 50 * 20
        pages.canvas.bezier(x, y, x + 2, y + 8, x + 4, y + 8, x + 6, y)
    assert pages.read().notes == (
        "Trang 2 có chữ vẽ bằng nét, không đọc được; hãy nhập tay nội dung ở đó hoặc dùng bản Word.",
    )


@pytest.mark.parametrize("over", ["", "Người ký: ỦY BAN NHÂN DÂN XÃ AN BÌNH, ngày ký 05/01/2031 08:30:12"])
def test_a_file_of_scans_is_refused(tmp_path: Path, over: str) -> None:
    pages = Pages(tmp_path / "a.pdf")
    picture(pages, 0, 0, *A4)
    pages.text(300, 780, over)
    with pytest.raises(Refusal, match="ảnh quét, không có chữ"):
        pages.read()


def test_a_table_whose_lines_a_form_places(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.canvas.beginForm("lines")
    pages.canvas.grid([0, 20, 60], [0, 4, 8])
    pages.canvas.endForm()
    pages.canvas.saveState()
    pages.canvas.translate(100, 500)
    pages.canvas.scale(5, 5)
    pages.canvas.doForm("lines")
    pages.canvas.restoreState()
    for x, y, text in ((105, 525, "TT"), (205, 525, "Việc"), (105, 505, "1"), (205, 505, "Trực")):
        pages.text(x, y, text)
    assert tables(pages.read()) == [(("TT", "Việc"), ("1", "Trực"))]
