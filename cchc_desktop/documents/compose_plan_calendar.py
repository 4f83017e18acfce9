"""«Lịch thực hiện»: what of a plan is due in which month of a year, and what goes on all the time."""

from datetime import date

from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.plan_months import DueThing, PlanYear
from ..domain.report.words import running_date
from .facts import plan_facts
from .model import Align, Block, Column, Document, Paragraph, Part, Row, RowKind, Style, Table, Title

_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Hạn", 0.95, Align.CENTER, whole=True),
    Column("Nội dung", 4.0),
    Column("Đơn vị chủ trì", 1.5, Align.CENTER),
    Column("Người theo dõi", 1.2, Align.CENTER),
    Column("Sản phẩm", 1.7),
    Column("Tình trạng", 1.1, Align.CENTER),
)


def compose_plan_calendar(year: PlanYear, plan: Plan, office: OfficeProfile, today: date) -> Document:
    """The calendar of a plan's year, with how each stands today."""
    rows: list[Row] = []
    number = 0
    groups = [(f"Tháng {month}/{year.year}", things) for month, things in year.months]
    if year.standing:
        groups.append(("Thường xuyên, không ghi hạn riêng", year.standing))
    for title, things in groups:
        rows.append(Row((None, title, *[None] * (len(_COLUMNS) - 2)), RowKind.GROUP))
        for thing in things:
            number += 1
            rows.append(_row(number, thing))
    told = Paragraph("Không có nội dung nào đến hạn trong năm này.", Style.NOTE)
    blocks: tuple[Block, ...] = (
        Title(f"LỊCH THỰC HIỆN NĂM {year.year}", plan.name, f"(Tình hình đến ngày {running_date(today)})"),
        Table(_COLUMNS, tuple(rows), name="calendar", compact=True) if rows else told,
    )
    return Document(
        title=f"Lịch thực hiện năm {year.year}",
        author=office.name,
        facts=plan_facts(plan, office),
        parts=(Part("Lịch thực hiện", blocks, landscape=True),),
    )


def _row(number: int, thing: DueThing) -> Row:
    return Row(
        (
            number,
            thing.day or thing.due_text or None,
            thing.text,
            thing.lead or None,
            thing.officer or None,
            thing.deliverable or None,
            thing.status.label if thing.status is not None else "Chỉ tiêu",
        )
    )
