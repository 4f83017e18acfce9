"""The PDF of a document that was signed elsewhere: whether it is one, and the text of its first pages.

Nothing is said of signatures: making and checking them is the work of regulated software.
"""

import hashlib
from pathlib import Path
from typing import Any

from ...domain.errors import Refusal
from ...domain.outgoing.signed import SignedText
from ...domain.text import clean_text
from ..bounds import MAX_PARAGRAPH, Meter
from ..outside import checked_head, told_why
from .damage import damage_told
from .page import read_page
from .read import MAX_PAGES
from .words import rows_of_runs

MAX_BYTES = 20 * 1024 * 1024
"""The largest file: it lies in the data and in each of their backups."""
_FIRST_PAGES = 2
"""Number, day and subject stand on these."""
_LEAST_LETTERS = 20
"""A page with fewer letters is a picture, or nearly so."""
_ACCEPTED = "Hãy chọn tệp .pdf đã ký."
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})
"""What pdfium gives in the place of a hyphen at the end of a line."""


def read_signed(path: Path) -> SignedText:
    """What can be read of a signed PDF. Raises Refusal where it is none, is locked, damaged or too large."""
    with told_why(path):
        head = checked_head(path, _ACCEPTED)
        if path.stat().st_size > MAX_BYTES:
            raise too_large(path)
        data = path.read_bytes()
    if b"%PDF-" not in head:
        raise Refusal(f"«{path.name}» không phải là tệp PDF. {_ACCEPTED}", "file")
    with damage_told(f"Tệp PDF «{path.name}» bị hỏng. Hãy mở thử tệp, ký và tải lại từ phần mềm ký số."):
        return _read(path.name, data)


def too_large(path: Path) -> Refusal:
    """What is said of a file that is larger than may be kept."""
    return Refusal(
        f"Tệp «{path.name}» lớn hơn {MAX_BYTES >> 20} MB. Hãy quét lại ở 200 dpi, đen trắng, hoặc dùng tệp "
        "PDF xuất từ chương trình rồi ký.",
        "file",
    )


def _read(name: str, data: bytes) -> SignedText:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == 4:
            raise Refusal(
                f"Tệp PDF «{name}» được đặt mật khẩu mở. Hãy bỏ mật khẩu rồi chọn lại.", "file"
            ) from error
        raise
    try:
        pages = len(document)
        if not 0 < pages <= MAX_PAGES:
            raise ValueError("no pages, or more than any document has")
        texts = [_text(document[number]) for number in range(min(pages, _FIRST_PAGES))]
        rows = _rows(document[0])
    finally:
        document.close()
    readable = sum(map(str.isalpha, texts[0])) >= _LEAST_LETTERS
    return SignedText("\n".join(texts), pages, hashlib.sha256(data).hexdigest(), readable, rows)


def _rows(page: Any) -> str:
    """The text of a page line by line, as it lies on paper; nothing where that cannot be told."""
    try:
        found = rows_of_runs(read_page(page, Meter()).runs)
    except (Refusal, ValueError, ArithmeticError):
        # More than any document has, or letters in odd places: the file is one all the same.
        return ""
    return clean_text("\n".join(row.text for row in found))


def _text(page: Any) -> str:
    found = page.get_textpage()
    text = found.get_text_range(0, min(found.count_chars(), MAX_PARAGRAPH))
    return clean_text(text.translate(_HYPHENS))
