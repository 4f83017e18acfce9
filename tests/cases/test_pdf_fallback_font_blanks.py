"""Lines whose letters come from several fonts, or one by one, keep their blanks and get no other ones."""

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cchc_desktop.intake.read import read_source

from .pdf_pages import FONTS, INPUTS, LEFT, TOP, Pages, texts

LINES = [
    "Căn cứ Quyết định số 415/QĐ-UBND ngày 20/12/2025 của Ủy ban nhân dân tỉnh;",
    "- Từ 96% hồ sơ trở lên được trả đúng hạn.",
    "- Công khai tại trụ sở và các nhà văn hóa; thành lập 02 tổ hỗ trợ người dân.",
    "4. Cải cách chế độ công vụ",
    "- Cử 15 công chức đi bồi dưỡng nghiệp vụ từ 5 ngày trở lên.",
]


def test_as_libreoffice_prints_them_in_a_font_without_the_letters() -> None:
    assert texts(read_source(INPUTS / "pdf_fallback_font_blanks" / "libreoffice.pdf")) == LINES


MORE = [
    *LINES,
    "Thường trực Huyện ủy, Đảng ủy xã chủ trì; ứng dụng công nghệ mạnh ứng phó ở cơ sở.",
    "- Trả kết quả cho 1.250 hồ sơ từ quý II đến hết quý IV/2026 tại 12 thôn, tổ dân phố.",
    "II. MỤC TIÊU ĐẾN NĂM 2026, ĐỊNH HƯỚNG ĐẾN NĂM 2030",
    "- Bộ phận Một cửa (từ thứ 2 đến thứ 6) tiếp nhận 100% hồ sơ, trừ 03 thủ tục.",
]


@pytest.mark.parametrize(
    ("blank", "around"), [(0.2, 0.0), (0.25, 0.0), (0.25, 0.08), (0.3, 0.12), (0.35, 0.05), (0.28, 0.16)]
)
def test_gaps_of_many_widths_and_changes_of_font(tmp_path: Path, blank: float, around: float) -> None:
    pdfmetrics.registerFont(TTFont("Second", str(FONTS / "BeVietnamPro-Regular.ttf")))
    pages = Pages(tmp_path / "a.pdf", (842, 842))
    for number, line in enumerate(MORE):
        _draw(pages, TOP - 30 * number, line, blank, around)
    assert texts(pages.read()) == MORE


def _draw(pages: Pages, y: float, text: str, blank: float, around: float) -> None:
    """Letters beyond Western Europe come from a second font; beside them a blank is a gap alone."""
    size, x, run = 12.0, LEFT, ""
    parts: list[tuple[float, str]] = []
    for before, letter, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if letter == " " and (ord(before) > 0x180 or ord(after) > 0x180):
            parts.append((blank, run))
            run = ""
        elif run and (ord(letter) > 0x180) != (ord(before) > 0x180):
            parts.append((around, run))
            run = letter
        else:
            run += letter
    for gap, part in [*parts, (0.0, run)]:
        font = "Second" if ord(part[:1] or " ") > 0x180 else "Read"
        pages.canvas.setFont(font, size)
        pages.canvas.drawString(x, y, part)
        x += pdfmetrics.stringWidth(part, font, size) + gap * size


def test_letters_that_are_put_on_the_page_one_by_one(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(700, 800)
    data = (FONTS / "Tinos-Regular.ttf").read_bytes()
    buffer = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    font = raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, 1)
    pdfmetrics.registerFont(TTFont("Read", str(FONTS / "Tinos-Regular.ttf")))
    for number, line in enumerate(LINES):
        x = 60.0
        for letter in line:
            if letter != " ":
                item = raw.FPDFPageObj_CreateTextObj(document, font, ctypes.c_float(12))
                code = (letter + "\0").encode("utf-16-le")
                wide = ctypes.cast(ctypes.create_string_buffer(code), ctypes.POINTER(ctypes.c_ushort))
                raw.FPDFText_SetText(item, wide)
                raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, 740 - 30 * number)
                raw.FPDFPage_InsertObject(page, item)
            x += pdfmetrics.stringWidth(letter, "Read", 12)
    page.gen_content()
    path = tmp_path / "a.pdf"
    document.save(path)
    document.close()
    assert texts(read_source(path)) == LINES
