"""What the columns of a superior's table hold, read from the words of their headers."""

import re
from collections.abc import Mapping
from enum import StrEnum

from ..report_periods import Period, Span
from ..text import fold


class Column(StrEnum):
    """What of an indicator a cell takes. The first depend on the period that is filled in, the quarters and
    longer spans are those of its year."""

    VALUE = "value"
    CUMULATED = "cumulated"
    LAST_YEAR = "last_year"
    CUMULATED_LAST_YEAR = "cumulated_last_year"
    PREVIOUS = "previous"
    TARGET = "target"
    NOTE = "note"
    Q1 = "q1"
    Q2 = "q2"
    Q3 = "q3"
    Q4 = "q4"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return _LABELS[self]

    @property
    def is_figure(self) -> bool:
        """Whether a figure of some period goes there."""
        return self not in (Column.TARGET, Column.NOTE)

    def period(self, filled: Period) -> Period:
        """The period whose figure is meant where ``filled`` is filled in; itself for a target or a note."""
        match self:
            case Column.CUMULATED:
                return filled.cumulated
            case Column.LAST_YEAR:
                return filled.last_year
            case Column.CUMULATED_LAST_YEAR:
                return filled.cumulated.last_year
            case Column.PREVIOUS:
                return filled.previous
        span = _SPANS.get(self)
        return filled if span is None else Period(filled.year, span)


_LABELS: Mapping[Column, str] = {
    Column.VALUE: "Trong kỳ",
    Column.CUMULATED: "Lũy kế từ đầu năm",
    Column.LAST_YEAR: "Cùng kỳ năm trước",
    Column.CUMULATED_LAST_YEAR: "Lũy kế cùng kỳ năm trước",
    Column.PREVIOUS: "Kỳ trước",
    Column.TARGET: "Kế hoạch, chỉ tiêu giao",
    Column.NOTE: "Ghi chú",
    Column.Q1: "Quý I",
    Column.Q2: "Quý II",
    Column.Q3: "Quý III",
    Column.Q4: "Quý IV",
    Column.HALF: "6 tháng đầu năm",
    Column.NINE: "9 tháng đầu năm",
    Column.YEAR: "Cả năm",
}
_SPANS: Mapping[Column, Span] = {
    Column.Q1: Span.Q1,
    Column.Q2: Span.Q2,
    Column.Q3: Span.Q3,
    Column.Q4: Span.Q4,
    Column.HALF: Span.HALF,
    Column.NINE: Span.NINE,
    Column.YEAR: Span.YEAR,
}


class Guide(StrEnum):
    """A column that says what its rows are about."""

    ORDER = "order"
    CODE = "code"
    NAME = "name"
    UNIT = "unit"


NOTHING = "nothing"
"""A column that its own formulas or nobody of ours fills: a comparison, a score."""

_MEANINGS: tuple[tuple[str, Column | Guide | str], ...] = (
    (r"(stt|tt|so tt|so thu tu|s\.?t\.?t\.?)", Guide.ORDER),
    (r"(ma|ma so|ma chi tieu|ma tieu chi|ky hieu)", Guide.CODE),
    (r"(don vi tinh|dvt|don vi|d\.?v\.?t\.?)\b.*", Guide.UNIT),
    (
        r".*\b(so sanh|so voi|tang,? giam|tang \(|tang/|giam|chenh lech|tang truong|diem|danh gia)\b.*",
        NOTHING,
    ),
    (r".*\bghi chu\b.*", Column.NOTE),
    (r".*\b(ke hoach|muc tieu|duoc giao|chi tieu (giao|nam|phan dau|ke hoach)|giao nam)\b.*", Column.TARGET),
    (r".*\bluy ke\b.*\b(cung ky|nam truoc)\b.*", Column.CUMULATED_LAST_YEAR),
    (r".*\b(cung ky|nam truoc)\b.*\bluy ke\b.*", Column.CUMULATED_LAST_YEAR),
    (r".*\b(cung ky|nam truoc)\b.*", Column.LAST_YEAR),
    (r".*\b(ky truoc|quy truoc|thang truoc)\b.*", Column.PREVIOUS),
    (r".*\b(luy ke|cong don|tu dau nam)\b.*", Column.CUMULATED),
    (r".*\bquy (iv|4)\b.*", Column.Q4),
    (r".*\bquy (iii|3)\b.*", Column.Q3),
    (r".*\bquy (ii|2)\b.*", Column.Q2),
    (r".*\bquy (i|1)\b.*", Column.Q1),
    (r".*\b(6|sau) thang\b.*", Column.HALF),
    (r".*\b(9|chin) thang\b.*", Column.NINE),
    (r".*\b(ca nam|tong nam)\b.*", Column.YEAR),
    (r"(thuc hien|ket qua( thuc hien)?|so lieu) nam( 20\d\d)?", Column.YEAR),
    (
        r"(ten |cac )?(noi dung|chi tieu|tieu chi|nhiem vu|danh muc|hang muc|cong viec|ten chi tieu)\b.*",
        Guide.NAME,
    ),
    (
        r".*\b(trong ky|ky bao cao|ky nay|ket qua|thuc hien|so lieu|so luong|gia tri|phat sinh|tong so)\b.*",
        Column.VALUE,
    ),
)
"""Words of headers, without accents; the first that fits counts."""
_COMPILED = tuple((re.compile(shape), meaning) for shape, meaning in _MEANINGS)
_LONGEST = 120


def meaning_of(header: str) -> Column | Guide | str | None:
    """What a header says of its column; NOTHING where it is none of ours, None where it says nothing."""
    words = " ".join(fold(header[:_LONGEST]).split()).strip(" .:()*")
    if not words:
        return None
    return next((meaning for shape, meaning in _COMPILED if shape.fullmatch(words)), None)
