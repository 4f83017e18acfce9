"""Where on its page each paragraph and row of a PDF stands, for the window that shows both side by side."""

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cchc_desktop import catalogue
from cchc_desktop.child.plain import plain, value_of
from cchc_desktop.domain.plan import Draft, Spot
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source

from ..builders import BODY, CLOSING, TITLE

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    pdfmetrics.registerFont(TTFont("Read", str(FONTS / "Tinos-Regular.ttf")))


def canvas(path: Path, size: tuple[float, float] = A4) -> Any:
    drawn = Canvas(str(path), pagesize=size)
    drawn.setFont("Read", 12)
    return drawn


def spots(path: Path) -> dict[str, Spot]:
    source = read_source(path)
    return dict(zip(source.lines, source.spots, strict=True))


def test_paragraphs_and_rows_have_their_page_and_height(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn = canvas(path)
    drawn.drawString(60, A4[1] * 0.75, "Dòng ở một phần tư trang.")
    drawn.grid([60, 200, 400], [300, 320, 340])
    for x, y, text in ((62, 325, "Việc"), (202, 325, "Ai làm"), (62, 305, "Trực"), (202, 305, "Văn phòng")):
        drawn.drawString(x, y, text)
    drawn.showPage()
    drawn.setFont("Read", 12)
    drawn.drawString(60, 20, "Dòng cuối của trang hai.")
    drawn.save()
    found = spots(path)
    assert list(found) == [
        "Dòng ở một phần tư trang.",
        "Việc | Ai làm",
        "Trực | Văn phòng",
        "Dòng cuối của trang hai.",
    ]
    quarter, header, row, last = found.values()
    assert (quarter.page, last.page) == (1, 2)
    assert quarter.top < 0.25 < quarter.bottom < 0.26
    assert (header.top, header.bottom) == pytest.approx((1 - 340 / A4[1], 1 - 320 / A4[1]), abs=1e-3)
    assert (row.top, row.bottom) == pytest.approx((1 - 320 / A4[1], 1 - 300 / A4[1]), abs=1e-3)
    assert last.bottom == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_tells_how_its_text_stands_upright(tmp_path: Path, angle: int) -> None:
    path = tmp_path / "a.pdf"
    drawn = canvas(path, landscape(A4))
    drawn.drawString(60, A4[0] * 0.9, "Bảng ngang giấy.")
    drawn.save()
    upright = spots(path)["Bảng ngang giấy."]
    document = pypdfium2.PdfDocument(path)
    document[0].set_rotation(angle)
    document.save(tmp_path / "turned.pdf")
    document.close()
    turned = spots(tmp_path / "turned.pdf")["Bảng ngang giấy."]
    assert (upright.turn, upright.page) == (0, 1)
    assert (turned.page, turned.top, turned.bottom) == (1, upright.top, upright.bottom)
    assert (90 * turned.turn + angle) % 360 == 0


def test_text_that_is_written_sideways_tells_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn = canvas(path)
    drawn.translate(A4[0], 0)
    drawn.rotate(90)
    drawn.drawString(60, A4[0] * 0.9, "Bảng viết dọc theo giấy.")
    drawn.save()
    found = spots(path)["Bảng viết dọc theo giấy."]
    assert found.turn == 1
    assert found.top < 0.1 < found.bottom


def test_a_page_that_shows_a_part_of_its_paper_is_measured_by_that_part(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn = canvas(path)
    drawn.setCropBox((0, 400, 595, 800))
    drawn.drawString(60, 600, "Giữa phần được in.")
    drawn.save()
    found = spots(path)["Giữa phần được in."]
    assert found.top < 0.5 < found.bottom


def test_a_draft_tells_the_pages_of_what_was_read_even_through_a_child(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    drawn = canvas(path)
    y = A4[1] - 60
    for text in [*TITLE, *BODY, CLOSING]:
        for at in range(0, len(text), 90):
            drawn.drawString(60, y, text[at : at + 90])
            y -= 16
        y -= 10
        if y < 80:
            drawn.showPage()
            drawn.setFont("Read", 12)
            y = A4[1] - 60
    drawn.save()
    draft = parse_plan(read_source(path), catalogue.areas(), date(2031, 1, 1))
    assert len(draft.pages) == len(draft.source)
    assert draft.pages[0].page == 1
    assert [spot.page for spot in draft.pages] == sorted(spot.page for spot in draft.pages)
    assert value_of(Draft, plain(draft)) == draft


def test_a_file_without_pages_has_no_places(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*TITLE, *BODY, CLOSING]), encoding="utf-8")
    assert parse_plan(read_source(path), catalogue.areas(), date(2031, 1, 1)).pages == ()
