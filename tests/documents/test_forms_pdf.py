"""Statistical forms as PDF: the whole header on each page, the head of the form, groups with their rows."""

import re

from cchc_desktop.documents.model import Align, Column, Document, Part, Row, Table
from tests.documents import forms_of_an_binh as forms
from tests.documents import reading


def tight(text: str) -> str:
    return "".join(text.split())


def test_the_whole_header_stands_on_each_page() -> None:
    pages = reading.pdf_pages(reading.pdf_bytes(forms.form(40)))
    assert len(pages) > 2
    for page in map(tight, pages):
        for text in (forms.RECEIVED, forms.DONE, "Trong kỳ", "Trực tuyến", "Từ kỳ trước"):
            assert tight(text) in page
        assert "(3)=(4)+(5)+(6)" in page
    text = reading.folded(" ".join(pages))
    assert all(f"Lĩnh vực thứ {number} " in text for number in range(1, 41))


def test_head_of_the_form() -> None:
    page = reading.folded(reading.pdf_pages(reading.pdf_bytes(forms.form()))[0])
    assert page.startswith("Biểu số II.06a/VPCP/KSTT Dùng cho cấp xã")
    assert "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC" in page
    assert "(Từ ngày 15/12/2025 đến ngày 14/3/2026)" in page
    assert "- Đơn vị báo cáo: UBND xã An Bình" in page
    assert page.index("Đơn vị tính: Số hồ sơ TTHC") < page.index(forms.RECEIVED)


def test_long_annex() -> None:
    pages = reading.pdf_pages(reading.pdf_bytes(forms.annex()))
    text = reading.folded(" ".join(pages))
    assert all(tight("Số liệu trong kỳ") in tight(page) and "(7)" in page for page in pages)
    assert all(f"Chỉ tiêu {area}.22" in text for area in range(1, 9))
    assert not any(re.search(r"Nhóm \d+\s*$", page) for page in pages)
    assert "NGƯỜI LẬP BIỂU" in pages[-1]
    assert "8.22" in pages[-1]


def test_header_higher_than_its_share_leaves_room_for_rows() -> None:
    groups = ("Nhóm rất dài " * 60, "Nhóm trong " * 60)
    columns = (Column("Đầu cột " * 60, 1), Column("Số " * 90, 1, Align.RIGHT, groups))
    table = Table(columns, tuple(Row((f"Hàng {n}", n)) for n in range(30)), numbered=True)
    document = Document("Thử", "", (Part("Thử", (table,), landscape=True),))
    pages = reading.pdf_pages(reading.pdf_bytes(document))
    assert len(pages) < 5
    assert "Hàng 29" in pages[-1]
