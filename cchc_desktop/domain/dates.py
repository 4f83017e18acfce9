"""Dates as they are written in documents and typed by officials."""

import re
from datetime import date
from functools import lru_cache

from .errors import Refusal
from .numerals import refuse_line_ends, refuse_unseen
from .text import normalize

_TYPED = re.compile(r"([0-9]{1,2}) *[/.\-] *([0-9]{1,2}) *[/.\-] *([0-9]{4})")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WRITTEN = re.compile(r"ngày +([0-9]{1,2}) +tháng +([0-9]{1,2}) +năm +([0-9]{4})", re.IGNORECASE)

BLANK = "\N{NO-BREAK SPACE}" * 6
"""What stands for a number or day that is filled in by hand when the document is issued.

No-break spaces, because renderers and readers fold plain ones.
"""


def parse_date(text: str, field: str = "") -> date:
    """The date written as ``5/1/2026``, ``05012026``, ``2026-01-05`` or ``ngày 05 tháng 01 năm 2026``.

    Raises Refusal where the text is none of these, is not all seen, or no such day exists.
    """
    refuse_unseen(text, field)
    refuse_line_ends(text, field)
    cleaned = normalize(text).strip()
    if found := _ISO.fullmatch(cleaned):
        year, month, day = map(int, found.groups())
    elif found := (_TYPED.fullmatch(cleaned) or _WRITTEN.fullmatch(cleaned) or _DIGITS.fullmatch(cleaned)):
        day, month, year = map(int, found.groups())
    else:
        raise Refusal(f"«{cleaned}» không phải là ngày. Hãy nhập như 05/01/2026.", field)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(f"Không có ngày {day}/{month}/{year}. Hãy kiểm tra lại ngày, tháng.", field) from None


@lru_cache(maxsize=4_096)
def short_date(value: date | None) -> str:
    """``05/01/2026``, or nothing for no date."""
    return f"{value.day:02}/{value.month:02}/{value.year}" if value else ""


def place_and_date(place: str, issued: date | None, month: int | None = None, year: int | None = None) -> str:
    """The line «Hợp Tiến, ngày 05 tháng 01 năm 2026», with blanks for what is not known yet.

    Days under 10 and the months 1 and 2 are padded with 0 (NĐ 30/2020, Phụ lục I, Mục II.4).
    """
    if issued:
        month, year = issued.month, issued.year
    day = f"{issued.day:02}" if issued else BLANK
    month_text = BLANK if month is None else f"{month:02}" if month <= 2 else str(month)
    year_text = BLANK if year is None else str(year)
    return f"{place}, ngày {day} tháng {month_text} năm {year_text}".lstrip(", ")
