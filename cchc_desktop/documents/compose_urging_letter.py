"""The letter (Công văn đôn đốc) that urges units on to send the report of a period.

Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..domain.consolidation.arrivals import Arrival, Standing, told_to_others
from ..domain.dates import place_and_date
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report.words import running_date
from ..domain.report_periods import Period
from .facts import office_facts
from .model import Align, Block, Cell, Column, Document, Paragraph, Part, Row, Table
from .office_text import addressed, letter_head, number_line, signature

_MOST_ADDRESSED = 12
"""More units than that are addressed together, and listed in the letter."""


def compose_urging_letter(
    arrivals: Sequence[Arrival],
    period: Period,
    office: OfficeProfile,
    due: date | None,
    today: date,
    send_by: date,
) -> Document:
    """The letter to the units that have not sent, or whose report has to be put right, by ``send_by``.

    ``arrivals`` are of these units alone.
    """
    subject = f"đôn đốc gửi báo cáo cải cách hành chính {period.label}"
    missing = [each for each in arrivals if each.standing.is_missing]
    wrong = [each for each in arrivals if each.standing is Standing.PROBLEM]
    names = [each.unit.name for each in arrivals]
    addressees = (
        names
        if len(names) <= _MOST_ADDRESSED
        else ["Ủy ban nhân dân các xã, phường, đặc khu có tên dưới đây"]
    )
    head = letter_head(
        office,
        number_line("", f"{office.symbol}-{office.archive or 'VP'}"),
        place_and_date(office.place, None, today.month, today.year),
    )
    was_due = f" (hạn gửi: ngày {running_date(due)})" if due is not None else ""
    again = "; đơn vị có báo cáo phải xem lại thì kiểm tra, gửi lại" if wrong else ""
    body: list[Block] = [
        Paragraph(
            f"Thực hiện chế độ báo cáo cải cách hành chính định kỳ, đến ngày {running_date(today)} "
            f"{office.name} {_found(missing, wrong, period)}{was_due}."
        ),
        _table(arrivals),
        Paragraph(
            f"{office.name} đề nghị các đơn vị nêu trên gửi gói báo cáo (tệp .cchc) hoặc phụ lục thống kê "
            f"(Excel) của {period.label} chậm nhất ngày {running_date(send_by)}{again}. Sau thời hạn trên, "
            "đơn vị chưa gửi được tổng hợp là không báo cáo./."
        ),
    ]
    signer = office.signers[0] if office.signers else Signer()
    recipients = ("Như trên", f"Lưu: VT{', ' + office.archive if office.archive else ''}")
    return Document(
        title=f"Công văn V/v {subject}",
        author=office.name,
        facts=office_facts(office),
        parts=(
            Part(
                "Công văn",
                (
                    replace(head, about=subject),
                    *addressed(addressees),
                    *body,
                    signature(recipients, signer),
                ),
            ),
        ),
    )


def _found(missing: Sequence[Arrival], wrong: Sequence[Arrival], period: Period) -> str:
    told = []
    if missing:
        told.append(f"chưa nhận được báo cáo {period.label} của {len(missing)} đơn vị")
    if wrong:
        told.append(f"nhận được báo cáo phải xem lại của {len(wrong)} đơn vị")
    return " và ".join(told)


def _table(arrivals: Sequence[Arrival]) -> Table:
    """The units one by one; a column that says nothing of any of them is not there."""
    late = any(each.standing is Standing.OVERDUE for each in arrivals)
    wrong = any(each.problems for each in arrivals)
    columns = [Column("TT", 0.5, Align.CENTER, whole=True), Column("Đơn vị", 2.8), Column("Tình trạng", 1.6)]
    if late:
        columns.append(Column("Số ngày muộn", 0.9, Align.CENTER))
    if wrong:
        columns.append(Column("Nội dung cần xem lại", 2.6))
    rows = []
    for number, each in enumerate(arrivals, 1):
        cells: list[Cell] = [number, each.unit.short_name, each.standing.label]
        if late:
            cells.append(each.days if each.standing is Standing.OVERDUE else None)
        if wrong:
            cells.append("\n".join(map(told_to_others, each.problems)) or None)
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), name="late", compact=True)
