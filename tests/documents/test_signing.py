"""What systems that sign look for: the signer's name as plain text, room for the images, a free corner."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pytest
from docx import Document as read_docx
from docx.oxml.ns import qn
from pypdfium2 import raw

from cchc_desktop.documents import styles
from cchc_desktop.documents.model import (
    AnnexTitle,
    Column,
    Document,
    FormHead,
    LetterHead,
    Paragraph,
    Part,
    Row,
    SignatureBlock,
    Table,
)
from cchc_desktop.documents.render_docx import render_docx
from cchc_desktop.documents.render_pdf import render_pdf

NAME = "Nguyễn Thị Ngọc Ánh"
LINE = styles.SIGNER_NAME.size * styles.SINGLE_LINE
"""The height of a line of the signature."""
RECIPIENTS = ("Ủy ban nhân dân tỉnh", "Đảng ủy, HĐND xã", "Lưu: VT, VHXH")
LETTERS = "ăâđêôơư" + "àảãáạ" + "ằẳẵắặ" + "ầẩẫấậ" + "èẻẽéẹ" + "ềểễếệ" + "òỏõóọ" + "ồổỗốộ" + "ờởỡớợ" + "ừửữứự"


@dataclass(frozen=True)
class Run:
    """A run of text in a PDF: the text of one drawing operator, and the upper and lower edge of its letters
    from the head of the page, in points."""

    text: str
    top: float
    bottom: float
    right: float


def runs(document: Document) -> Iterator[list[Run]]:
    """The runs of text of each page."""
    stream = io.BytesIO()
    render_pdf(document, stream)
    pdf: Any = pypdfium2.PdfDocument(stream.getvalue())
    for page in pdf:
        height, text = page.get_height(), page.get_textpage()
        found = []
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            size = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
            buffer = (raw.FPDF_WCHAR * (size // 2))()
            raw.FPDFTextObj_GetText(item.raw, text.raw, buffer, size)
            words = bytes(buffer).decode("utf-16-le").rstrip("\0")
            _, bottom, right, top = item.get_bounds()
            found.append(Run(words, height - top, height - bottom, right))
        yield found


def signed(name: str, *, preparer: str = "", landscape: bool = False) -> Document:
    recipients = () if preparer else RECIPIENTS
    block = SignatureBlock(recipients, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", name, preparer)
    text = Paragraph(f"Ủy ban nhân dân xã báo cáo {LETTERS} {LETTERS.upper()} 0123456789 “’–…”.")
    return Document("Báo cáo", "UBND", (Part("Báo cáo", (text, block), landscape),))


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize(("preparer", "lines"), [("", 5), ("NGƯỜI LẬP BIỂU", 2.7)])
@pytest.mark.parametrize(
    "name", [NAME, "Lê Văn Nữ", "Trần Đỗ Quỳnh Như Ý", "Hoàng Số 1", "Đặng Huỳnh Bảo Quốc Khởi Nghĩa"]
)
def test_the_name_is_one_run_of_text_below_free_room(
    name: str, preparer: str, lines: float, landscape: bool
) -> None:
    document = signed(name, preparer=preparer, landscape=landscape)
    (page,) = runs(document)
    (found,) = [run for run in page if run.text == name]
    (position,) = [run for run in page if run.text == "CHỦ TỊCH"]
    assert found.top - position.bottom >= lines * LINE - 8
    # Nothing else stands on the name's line at the right, nor between it and the position.
    middle = max(run.right for run in page) / 2
    assert not [
        run.text
        for run in page
        if run is not found
        and run.right > middle + 40
        and run.bottom > position.bottom + 2
        and run.top < found.bottom
    ]
    stream = io.BytesIO()
    render_docx(document, stream)
    word = read_docx(io.BytesIO(stream.getvalue()))
    paragraphs = [paragraph for table in word.tables for paragraph in table._cells[1].paragraphs]
    (line,) = [paragraph for paragraph in paragraphs if paragraph.text == name]
    assert [run.text for run in line.runs] == [name]
    assert line.paragraph_format.space_before is not None
    assert line.paragraph_format.space_before.pt >= lines * LINE - 1
    # Not turned into capitals by its style either.
    style: Any = line.style
    capitals = style.element.find(f".//{qn('w:caps')}")
    assert capitals is None or capitals.get(qn("w:val")) in ("0", "false")


HEAD = LetterHead("ỦY BAN NHÂN DÂN TỈNH", "ỦY BAN NHÂN DÂN XÃ", "Số: 78/BC-UBND", "An Bình, ngày 16 tháng 6")
ANNEX = AnnexTitle("Phụ lục I", "THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH " * 3, "(Kèm theo Báo cáo số 78)")
FORM = FormHead("Biểu số II.06a", "Tình hình", ("Kỳ: quý I",), "UBND xã An Bình", "UBND tỉnh", "Hồ sơ")
TABLE = Table((Column("TT", 1), Column("Nội dung", 5)), tuple(Row((n, "Chỉ tiêu")) for n in range(90)))


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("head", [ANNEX, FORM, HEAD], ids=lambda head: type(head).__name__)
def test_the_upper_right_corner_of_the_first_page_stays_free(
    head: AnnexTitle | FormHead | LetterHead, landscape: bool
) -> None:
    part = Part("Phụ lục", (head, TABLE), landscape, corner=True)
    first, second, *_ = runs(Document("Phụ lục", "UBND", (part,)))
    assert min(run.top for run in first) >= styles.mm(35)
    # Elsewhere nothing is held back, and without the corner nothing is.
    assert min(run.top for run in second if run.text != "2") < styles.mm(24)
    usual, *_ = runs(Document("Phụ lục", "UBND", (replace(part, corner=False),)))
    assert min(run.top for run in usual) < styles.mm(24)


def test_the_corner_stays_free_in_word() -> None:
    part = Part("Phụ lục", (ANNEX, TABLE), corner=True)
    stream = io.BytesIO()
    render_docx(Document("Phụ lục", "UBND", (part,)), stream)
    word = read_docx(io.BytesIO(stream.getvalue()))
    first = word.paragraphs[0]
    section = word.sections[0]
    assert not first.text
    assert first.paragraph_format.space_before is not None
    assert section.top_margin is not None
    assert first.paragraph_format.space_before.mm + section.top_margin.mm >= 34.9
