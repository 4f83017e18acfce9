"""«Bảng truy vết số liệu»: every number of a report in the order of its text, with where it comes from.

It is no part of the report: who has to sign it, or is asked by the superior, looks numbers up in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..domain.numerals import parse_number
from ..domain.offices import OfficeProfile
from ..domain.report_periods import Period
from .model import Align, Column, Document, Part, Row, Table, Title

_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Vị trí trong báo cáo", 1.6),
    Column("Số in", 0.75, Align.RIGHT, whole=True),
    Column("Chỉ tiêu", 1.9),
    Column("Số này là", 1.5),
    Column("Công thức", 2.0),
    Column("Thành phần theo quý, dòng nguồn", 3.6),
    Column("Nhập lúc, người nhập", 1.5),
    Column("Ghi chú", 1.3),
)
_MOST = 8
"""So many records of a figure are listed, of more the count of the others."""


@dataclass(frozen=True, slots=True)
class TracedPart:
    """What a number is made from: ``depth`` is how far down it stands, ``is_record`` that it was counted."""

    depth: int
    words: str
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class TracedRow:
    """A number of the report as the table tells of it."""

    where: str
    shown: str
    title: str
    meaning: str
    formula: str
    parts: tuple[TracedPart, ...]
    typed: tuple[str, ...]
    note: str


def compose_traces(rows: Sequence[TracedRow], office: OfficeProfile, period: Period) -> Document:
    """The table of a period's report."""
    table_rows = tuple(
        Row(
            (
                number,
                row.where,
                parse_number(row.shown),
                row.title,
                row.meaning,
                row.formula or None,
                "\n".join(_listed(row.parts)) or None,
                "\n".join(row.typed) or None,
                row.note or None,
            )
        )
        for number, row in enumerate(rows, start=1)
    )
    subject = f"Báo cáo cải cách hành chính {period.label} của {office.short_name}"
    table = Table(_COLUMNS, table_rows, name="traces", compact=True, filtered=True)
    title = f"Bảng truy vết số liệu {period.label}"
    return Document(
        title,
        office.name,
        (Part("Truy vết số liệu", (Title("BẢNG TRUY VẾT SỐ LIỆU", subject), table), landscape=True),),
    )


def _listed(parts: Sequence[TracedPart]) -> Iterator[str]:
    """The parts line by line; of many records in a row the first ones."""
    run = 0
    for at, part in enumerate(parts):
        run = run + 1 if part.is_record else 0
        if run <= _MOST:
            yield f"{'– ' * part.depth}{part.words}"
        elif at + 1 == len(parts) or not parts[at + 1].is_record:
            yield f"{'– ' * part.depth}… và {run - _MOST} dòng khác"
