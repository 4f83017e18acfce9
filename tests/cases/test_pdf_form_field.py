"""What was typed over a page (fields of a form, text boxes of a reader) is read where it stands, or named."""

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from cchc_desktop.intake.read import read_source

from .made_plans import draft_in
from .pdf_pages import INPUTS, LEFT, PLAN, Pages, texts

CASE = INPUTS / "pdf_form_field" / "plan.pdf"


def test_the_number_of_a_plan() -> None:
    draft = draft_in(CASE)
    assert draft.plan.number == "27"
    assert "Trang 1: đã đọc chữ điền trong ô biểu mẫu: «27»." in draft.warnings


def field(pages: Pages, x: float, y: float, value: str, width: float = 60, **more: Any) -> None:
    pages.canvas.acroForm.textfield(
        name=f"f{x}-{y}", value=value, x=x, y=y, width=width, height=18, fontSize=12, borderWidth=0, **more
    )


def test_a_field_between_printed_words_and_over_dots(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 700, "Số:")
    field(pages, LEFT + 22, 695, "31", 40)
    pages.text(LEFT + 64, 700, "/KH-UBND")
    pages.text(LEFT, 660, "- Từ ............ % hồ sơ được trả đúng hạn.")
    field(pages, LEFT + 26, 655, "96,5", 40)
    source = pages.read()
    assert texts(source) == ["Số: 31/KH-UBND", "- Từ 96,5 % hồ sơ được trả đúng hạn."]
    assert source.notes == ("Trang 1: đã đọc chữ điền trong ô biểu mẫu: «31; 96,5».",)


def changed(path: Path, change: Callable[[Any, Any], None]) -> Path:
    """The file once its first page's annotations were changed by pdfium."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    page = document[0]
    annotation = raw.FPDFPage_GetAnnot(page.raw, 0)
    change(page, annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    result = path.with_suffix(".changed.pdf")
    document.save(result)
    document.close()
    return result


def put(annotation: Any, key: bytes, text: str) -> None:
    letters = (text + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(letters, len(letters))
    raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))


def test_a_value_in_vietnamese_that_no_program_has_drawn(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 700, "- Chủ trì:")
    field(pages, LEFT + 60, 695, "x", 250)
    pages.canvas.save()

    def change(page: Any, annotation: Any) -> None:
        put(annotation, b"V", "Phòng Văn hóa - Xã hội xã Đồi Sim")
        raw.FPDFAnnot_SetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)

    source = read_source(changed(pages.path, change))
    assert texts(source) == ["- Chủ trì: Phòng Văn hóa - Xã hội xã Đồi Sim"]


def test_a_field_of_several_lines(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 700, "II. NHIỆM VỤ")
    pages.canvas.acroForm.textfield(
        name="m",
        value="- Mot viec.",
        x=LEFT,
        y=600,
        width=400,
        height=80,
        fontSize=12,
        fieldFlags="multiline",
    )
    pages.canvas.save()
    lines = ("- Rà soát thủ tục trong quý I.", "- Niêm yết thủ tục tại trụ sở.")
    path = changed(pages.path, lambda _, annotation: put(annotation, b"V", "\r\n".join(lines)))
    assert texts(read_source(path)) == ["II. NHIỆM VỤ", *lines]


def test_hidden_and_empty_fields_say_nothing(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    field(pages, 300, 300, "khong hien", annotationFlags="hidden")
    field(pages, 300, 260, "")
    source = pages.read()
    assert source.notes == ()
    assert texts(source)[-len(PLAN) :] == list(PLAN)


def test_ticked_boxes_are_named(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    for name, is_checked in (("a", True), ("b", False), ("c", True)):
        pages.canvas.acroForm.checkbox(name=name, x=300, y=200 + 20 * ord(name) % 97, checked=is_checked)
    assert pages.read().notes == (
        "Trang 1: có ô đánh dấu đã chọn (2 ô), chưa đọc vào nội dung; hãy xem trang gốc.",
    )


def test_words_put_on_the_page_with_a_reader_are_read(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(LEFT, 700, "Số:          /KH-UBND")
    pages.canvas.freeTextAnnotation("58", "/Helv 12 Tf 0 g", Rect=(LEFT + 20, 695, LEFT + 45, 712))
    source = pages.read()
    assert texts(source) == ["Số: 58/KH-UBND"]
    assert source.notes == ("Trang 1: đã đọc chữ điền trong ô biểu mẫu: «58».",)


@pytest.mark.parametrize(
    ("subtype", "text", "note"),
    [
        (
            "TEXT",
            "Sửa lại chỉ tiêu này",
            "có ghi chú của người xem, không đưa vào nội dung: «Sửa lại chỉ tiêu này»",
        ),
        ("STAMP", "SAO Y", "dấu đóng trên trang, không đưa vào nội dung: «SAO Y»"),
        ("STRIKEOUT", "", "có chữ bị gạch bỏ bằng chú thích mà vẫn được đọc; hãy xem trang gốc"),
    ],
)
def test_remarks_and_stamps_are_named(tmp_path: Path, subtype: str, text: str, note: str) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    pages.canvas.freeTextAnnotation("x", "/Helv 12 Tf 0 g", Rect=(1, 1, 2, 2))
    pages.canvas.save()

    def change(page: Any, annotation: Any) -> None:
        raw.FPDFPage_RemoveAnnot(page.raw, 0)
        made = raw.FPDFPage_CreateAnnot(page.raw, getattr(raw, f"FPDF_ANNOT_{subtype}"))
        put(made, b"Contents", text)
        raw.FPDFPage_CloseAnnot(made)

    assert read_source(changed(pages.path, change)).notes == (f"Trang 1: {note}.",)


def test_fields_of_a_turned_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.canvas.saveState()
    pages.canvas.translate(500, 0)
    pages.canvas.rotate(90)
    pages.text(100, 100, "- Từ           % hồ sơ được trả đúng hạn.")
    pages.canvas.restoreState()
    # The box of the page's own coordinates: to the reader it lies behind «Từ».
    pages.canvas.acroForm.textfield(
        name="a", value="97", x=386, y=126, width=20, height=26, fontSize=12, borderWidth=0
    )
    assert texts(pages.read()) == ["- Từ 97% hồ sơ được trả đúng hạn."]
