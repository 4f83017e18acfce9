"""The signed PDF held against the document that was issued: number, day and subject of its first pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
    bytes, and whether there is any text to read at all (there is none in a scan).

    ``rows`` is the text of the first page as it lies on paper, line by line: a number that a system put into
    its place later stands elsewhere in the file.
    """

    text: str
    pages: int
    sha256: str
    readable: bool
    rows: str = ""


def differences(found: SignedText, paper: IssuedPaper) -> tuple[str, ...]:
    """What in the signed copy is another than in the document as it was issued, or could not be read; a
    sentence each, nothing where number, day and subject agree."""
    if not found.readable:
        return (
            "Tệp là ảnh quét, không có chữ để đọc, nên chưa đối chiếu được số, ngày và trích yếu. "
            "Hãy mở xem bằng mắt.",
        )
    text, rows = (" ".join(fold(each).split()) for each in (found.text, found.rows))
    return (*_number((text, rows), paper), *_day((text, rows), paper), *_subject(text, paper))


def _complete(pattern: re.Pattern[str], texts: Iterable[str], groups: int) -> re.Match[str] | None:
    """The first match of either text that has so many of its groups filled in: a blank one is no reading."""
    for text in texts:
        match = pattern.search(text)
        if match is not None and all(match.group(number) for number in range(1, groups + 1)):
            return match
    return None


def _number(texts: Sequence[str], paper: IssuedPaper) -> Iterator[str]:
    match = _complete(_NUMBER, texts, 1)
    if match is None:
        yield f"Không đọc được số văn bản ở trang đầu; văn bản đã phát hành là số {paper.numbered}."
        return
    symbol = match[2] or ""
    wanted = fold(paper.symbol)
    # A number is typed with or without zeros before it.
    if int(match[1]) != int(paper.number) or (symbol and wanted and symbol != wanted):
        shown = f"{match[1]}/{symbol.upper()}".strip("/")
        yield f"Số trong tệp là {shown}, văn bản đã phát hành là số {paper.numbered}."


def _day(texts: Sequence[str], paper: IssuedPaper) -> Iterator[str]:
    assert paper.issued_on is not None
    match = _complete(_DATE, texts, 3)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
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
