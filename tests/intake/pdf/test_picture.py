"""Pages of a PDF from outside as pictures."""

import base64
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.pdf import picture
from cchc_desktop.intake.pdf.picture import PagePicture, draw_page

from .coloured import SIZES, coloured_pages


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three pages of different colours."""
    return coloured_pages(tmp_path / "trang.pdf")


def colour(drawn: PagePicture, x: float, y: float) -> tuple[int, int, int]:
    """Red, green and blue at a place, as parts of width and height."""
    at = (int(y * drawn.height) * drawn.width + int(x * drawn.width)) * 3
    blue, green, red = drawn.pixels[at : at + 3]
    return red, green, blue


def test_a_page_is_drawn_as_large_as_asked(file: Path) -> None:
    drawn = draw_page(file, 1, 0.5)
    assert tuple((size.width, size.height) for size in drawn.sizes) == SIZES
    assert (drawn.width, drawn.height) == (298, 421)
    assert colour(drawn, 0.5, 0.5) == (0, 204, 0)
    assert colour(drawn, 0.5, 0.02) == (0, 0, 0)


def test_a_page_is_turned_clockwise(file: Path) -> None:
    drawn = draw_page(file, 2, 0.5, turn=1)
    assert (drawn.width, drawn.height) == (298, 421)
    assert colour(drawn, 0.98, 0.5) == (0, 0, 0), "what was above is at the right"
    assert colour(drawn, 0.5, 0.5) == (0, 0, 204)


def test_no_page_takes_more_than_its_pixels(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_PIXELS", 10_000)
    drawn = draw_page(file, 0, 300.0)
    assert drawn.width * drawn.height <= 10_500
    assert colour(drawn, 0.5, 0.5) == (204, 0, 0)


@pytest.mark.parametrize("number", [3, -1])
def test_a_page_that_is_not_there_is_refused(file: Path, number: int) -> None:
    with pytest.raises(Refusal, match=f"Tệp không có trang {number + 1}"):
        draw_page(file, number, 1.0)


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    text, broken = tmp_path / "a.pdf", tmp_path / "b.pdf"
    text.write_text("Kế hoạch", encoding="utf-8")
    broken.write_bytes(b"%PDF-1.7\nkhong phai\n%%EOF")
    with pytest.raises(Refusal, match="không phải là tệp PDF"):
        draw_page(text, 0, 1.0)
    with pytest.raises(Refusal, match=r"Không vẽ được trang 1 của tệp «b\.pdf»"):
        draw_page(broken, 0, 1.0)


def test_pixels_that_are_not_what_the_size_says_are_no_picture(file: Path) -> None:
    drawn = draw_page(file, 0, 0.1)
    packed = base64.b64encode(zlib.compress(b"0" * 10_000_000)).decode("ascii")
    for wrong in (replace(drawn, packed=packed), replace(drawn, width=drawn.width + 1)):
        with pytest.raises(ValueError, match="bytes for"):
            _ = wrong.pixels
