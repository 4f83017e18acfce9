"""Reading exported files back: their pages, cells and texts."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
import pypdfium2
from docx.oxml.ns import qn

from cchc_desktop.documents.model import Document
from cchc_desktop.documents.render_docx import render_docx
from cchc_desktop.documents.render_pdf import render_pdf
from cchc_desktop.documents.render_xlsx import render_xlsx


def folded(text: str) -> str:
    """The text with every run of blanks made one, and a line's hyphen as it was printed."""
    return " ".join(text.replace("\ufffe", "-").replace("\x02", "-").split())


def pdf_bytes(document: Document) -> bytes:
    """The document as PDF."""
    out = io.BytesIO()
    render_pdf(document, out)
    return out.getvalue()


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


@dataclass(frozen=True)
class Line:
    """A line of text on a page, in points: its edges, and how far its foot stands above the page's."""

    text: str
    left: float
    right: float
    foot: float


def pdf_lines(data: bytes) -> list[list[Line]]:
    """The lines of each page from top to foot; side by side, they are lines of their own."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_lines(page) for page in pdf]
    finally:
        pdf.close()


def _lines(page: Any) -> list[Line]:
    text = page.get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    found = [
        Line(folded(text.get_text_bounded(*box)), box[0], box[2], box[1])
        for box in boxes
        if text.get_text_bounded(*box).strip()
    ]
    return sorted(found, key=lambda line: (-round(line.foot), line.left))


def pdf_sizes(data: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in whole millimetres."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in pdf]
    finally:
        pdf.close()


def pdf_fonts(data: bytes) -> set[str]:
    """The fonts that the file names, without the mark of a subset."""
    found = re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w-]+)", data)
    return {name.decode() for name in found}


def word(document: Document) -> Any:
    """The document written as DOCX and read again."""
    out = io.BytesIO()
    render_docx(document, out)
    return docx.Document(io.BytesIO(out.getvalue()))


def text_of(paragraph: Any) -> str:
    """The text of a paragraph's element."""
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def word_paragraphs(opened: Any) -> list[str]:
    """The texts of all paragraphs, those in tables included, in order."""
    return [text_of(paragraph) for paragraph in opened.element.body.iter(qn("w:p"))]


def workbook(document: Document) -> Any:
    """The document written as XLSX and read again."""
    out = io.BytesIO()
    render_xlsx(document, out)
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()))


def cells(book: Any) -> Iterator[Any]:
    """Every cell with a value."""
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def is_nfc(text: str) -> bool:
    """Whether the text is in the form that the program keeps."""
    return unicodedata.is_normalized("NFC", text)
