"""«Đính chính số liệu báo cáo»: what is other than an issued report told, item by item, with the reasons."""

from collections.abc import Sequence

from ..domain.corrections import Correction
from ..domain.dates import short_date
from ..domain.numerals import parse_number
from ..domain.offices import OfficeProfile
from ..domain.regimes import PeriodDates
from ..domain.report.records import ReportHead
from ..domain.report_periods import Period
from .facts import period_facts
from .model import Align, AnnexTitle, Cell, Column, Document, Part, Row, Table
from .office_text import attached_to, signature, written_date

_COLUMNS = (
    Column("TT", 0.55, Align.CENTER, whole=True),
    Column("Mã", 0.7, Align.CENTER, whole=True),
    Column("Số liệu", 4.1),
    Column("Đơn vị tính", 1.0, Align.CENTER),
    Column("Số đã báo cáo", 1.0, Align.RIGHT),
    Column("Số đính chính", 1.0, Align.RIGHT),
    Column("Lý do", 2.6),
    Column("Ngày đính chính", 1.3, Align.CENTER, whole=True),
    Column("Người đính chính", 1.4),
    Column("Đã nêu trong báo cáo", 1.2, Align.CENTER),
)


def compose_corrections(
    corrections: Sequence[Correction],
    head: ReportHead,
    office: OfficeProfile,
    dates: PeriodDates,
) -> Document:
    """The correction sheet of a report that was issued under this head."""
    period = dates.period
    rows = [
        Row(
            (
                number,
                each.code or None,
                each.name,
                each.unit or None,
                _value(each, each.was),
                _value(each, each.now),
                each.reason,
                short_date(each.corrected_on),
                each.officer or None,
                Period.parse(each.told_in).short_label if each.told_in else None,
            )
        )
        for number, each in enumerate(corrections, 1)
    ]
    name = f"Đính chính số liệu báo cáo cải cách hành chính {period.label}"
    enclosure = attached_to(
        "Báo cáo", head.number, head.symbol, written_date(head.issued_on), office.short_name, "Đính chính"
    )
    title = AnnexTitle("Phụ lục", name.upper(), enclosure)
    table = Table(_COLUMNS, tuple(rows), name="corrections", compact=True, filtered=True)
    foot = signature((), head.signer, preparer="NGƯỜI LẬP BIỂU")
    return Document(
        title=name,
        author=office.name,
        facts=period_facts(office, dates),
        parts=(Part("Đính chính", (title, table, foot), landscape=True),),
    )


def _value(correction: Correction, text: str) -> Cell:
    """A value as a number where it is one; what a report did not have stays blank."""
    if not text:
        return None
    is_number = (correction.is_figure or correction.is_cell) and text[0].isdigit()
    return parse_number(text) if is_number else text
