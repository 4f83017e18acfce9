"""The signed PDF held against the document that was issued: number, day and subject of its first pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..dates import short_date
from ..text import fold, shortened
from .records import IssuedPaper

_NUMBER = re.compile(r"\bso ?: ?(\d*) ?/ ?([a-z][a-z0-9]*(?:[-/][a-z0-9]+)+)?")
"""«Số: 78/BC-UBND» in the head of a document, folded; the colon tells it from numbers within the text."""
_DATE = re.compile(r", ?ngay ?(\d{0,2}) ?thang ?(\d{0,2}) ?nam ?(\d{4})?")
"""«An Bình, ngày 16 tháng 6 năm 2026» in the head, folded."""
_SHOWN = 90
"""So many letters of a subject are quoted."""


@dataclass(frozen=True, slots=True)
class SignedText:
    """What could be read of a PDF: the text of its first pages, how many pages it has, the SHA-256 of its
    bytes, and whether there is any text to read at all (there is none in a scan)."""

    text: str
    pages: int
    sha256: str
    readable: bool


def differences(found: SignedText, paper: IssuedPaper) -> tuple[str, ...]:
    """What in the signed copy is another than in the document as it was issued, or could not be read; a
    sentence each, nothing where number, day and subject agree."""
    if not found.readable:
        return (
            "Tệp là ảnh quét, không có chữ để đọc, nên chưa đối chiếu được số, ngày và trích yếu. "
            "Hãy mở xem bằng mắt.",
        )
    text = " ".join(fold(found.text).split())
    return (*_number(text, paper), *_day(text, paper), *_subject(text, paper))


def _number(text: str, paper: IssuedPaper) -> Iterator[str]:
    match = _NUMBER.search(text)
    if match is None or not match[1]:
        yield f"Không đọc được số văn bản ở trang đầu; văn bản đã phát hành là số {paper.numbered}."
        return
    symbol = match[2] or ""
    wanted = fold(paper.symbol)
    # A number is typed with or without zeros before it.
    if int(match[1]) != int(paper.number) or (symbol and wanted and symbol != wanted):
        shown = f"{match[1]}/{symbol.upper()}".strip("/")
        yield f"Số trong tệp là {shown}, văn bản đã phát hành là số {paper.numbered}."


def _day(text: str, paper: IssuedPaper) -> Iterator[str]:
    assert paper.issued_on is not None
    match = _DATE.search(text)
    try:
        day = date(*(int(part) for part in (match[3], match[2], match[1]))) if match else None
    except (ValueError, TypeError):
        day = None
    issued = short_date(paper.issued_on)
    if day is None:
        yield f"Không đọc được ngày văn bản ở trang đầu; văn bản đã phát hành ngày {issued}."
    elif day != paper.issued_on:
        yield f"Ngày trong tệp là {short_date(day)}, văn bản đã phát hành ngày {issued}."


def _subject(text: str, paper: IssuedPaper) -> Iterator[str]:
    if _words(paper.subject) not in _words(text):
        quoted = shortened(paper.subject, _SHOWN)
        yield f"Không thấy trích yếu «{quoted}» ở đầu tệp. Hãy xem có đúng tệp của văn bản này không."


def _words(text: str) -> str:
    """The letters and figures of a text alone: lines end elsewhere in a copy, dashes are others."""
    return re.sub(r"[\W_]+", "", fold(text))
