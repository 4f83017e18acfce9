"""«Bảng truy vết số liệu»: every number of a report in the order of its text, with where it comes from.

It is no part of the report: who has to sign it, or is asked by the superior, looks numbers up in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.numerals import parse_number
from ..domain.offices import OfficeProfile
from ..domain.report_periods import Period
from .model import Align, Column, Document, Part, Row, Table, Title

_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Vị trí trong báo cáo", 1.5),
    Column("Số in", 0.7, Align.RIGHT, whole=True),
    Column("Chỉ tiêu", 2.1),
    Column("Số này là", 1.5),
    Column("Công thức", 2.4),
    Column("Thành phần theo quý, dòng nguồn", 3.6),
    Column("Nhập lúc, người nhập", 1.25),
    Column("Ghi chú", 1.2),
)


@dataclass(frozen=True, slots=True)
class TracedRow:
    """A number of the report as the table tells of it."""

    where: str
    shown: str
    title: str
    meaning: str
    formula: str
    parts: tuple[str, ...]
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
                "\n".join(row.parts) or None,
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
