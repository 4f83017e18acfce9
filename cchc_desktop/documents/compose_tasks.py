"""The list of tasks with their progress, as it is laid before the chairman and sent to the superior."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from ..domain.areas import Area
from ..domain.dates import place_and_date
from ..domain.formulas import rounded
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report.words import running_date
from ..domain.tasks import TaskRow, TaskStatus
from ..domain.text import capitalized
from .facts import office_facts
from .model import (
    Align,
    Block,
    Column,
    Document,
    Fact,
    Formula,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
    weighed,
)
from .office_text import chosen_signer, letter_head, signature
from .task_cells import due_cell, result_cell

_DECIMALS = 2
_SUMMARY = "Tổng hợp tình trạng thực hiện nhiệm vụ"
_TITLE = "THEO DÕI TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH"
_COLUMNS = (
    Column("TT", 0.55, Align.CENTER, whole=True),
    Column("Nhiệm vụ", 3.2),
    Column("Đơn vị chủ trì", 1.4, Align.CENTER),
    Column("Người theo dõi", 1.15, Align.CENTER),
    Column("Hạn hoàn thành", 1.0, Align.CENTER, whole=True),
    Column("Tiến độ (%)", 0.7, Align.CENTER, source="{}"),
    Column("Kết quả thực hiện", 2.2),
    Column("Tình trạng", 1.1, Align.CENTER),
)
_TASK = 1
_PLAN_COLUMN = Column("Kế hoạch", 1.1, Align.CENTER)


def compose_task_list(
    rows: Sequence[TaskRow], office: OfficeProfile, areas: Sequence[Area], today: date, title_period: str
) -> Document:
    """The tasks by area with who, when and how far, and their count by status.

    ``title_period`` is what the list speaks of («năm 2026»). Where the tasks come from several plans, a
    column names each one's.
    """
    subject = capitalized(title_period).strip()
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, today)),
        Title(_TITLE, subject, f"(Tình hình đến ngày {running_date(today)})"),
        *task_blocks(rows, areas),
        signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP BIỂU"),
    ]
    return Document(
        title=f"Theo dõi tiến độ thực hiện nhiệm vụ cải cách hành chính {title_period}".strip(),
        author=office.name,
        facts=(*office_facts(office), Fact("Ngay", "Tình hình đến ngày", today)),
        parts=(Part("Tiến độ nhiệm vụ", tuple(blocks), landscape=True),),
    )


def task_blocks(rows: Sequence[TaskRow], areas: Sequence[Area]) -> Iterator[Block]:
    """The list of tasks, what its days mean, and the count by status; for lists and annexes of reports."""
    several = len({row.plan_id for row in rows}) > 1
    yield _task_table(rows, areas, several)
    if ends := {row.due for row in rows if not row.due_is_own}:
        end = f", ngày {running_date(ends.pop())}" if len(ends) == 1 else ""
        note = f"Nhiệm vụ không ghi ngày hoàn thành được theo dõi đến hết kỳ kế hoạch{end}."
        yield Paragraph(note, Style.NOTE, belongs=True)
    if dropped := sum(row.status is TaskStatus.DROPPED for row in rows):
        note = f"{dropped} nhiệm vụ không thực hiện nữa không tính vào tổng số và tỷ lệ."
        yield Paragraph(note, Style.NOTE, belongs=True)
    yield Paragraph(_SUMMARY, Style.CENTERED_BOLD, belongs=True)
    yield _summary(rows, "H" if not several else "I")


def _task_table(rows: Sequence[TaskRow], areas: Sequence[Area], several: bool) -> Table:
    columns = (*_COLUMNS[:2], _PLAN_COLUMN, *_COLUMNS[2:]) if several else _COLUMNS
    names = {area.code: area.name for area in areas}
    table_rows: list[Row] = []
    number = 0
    # In the order of the areas; what belongs to none comes last.
    codes = sorted({row.area for row in rows}, key=lambda code: code or 99)
    for group, code in enumerate(codes, start=1):
        name = names.get(code, "Nhiệm vụ chung")
        table_rows.append(Row((to_roman(group), name, *[None] * (len(columns) - 2)), RowKind.GROUP))
        for row in rows:
            if row.area == code:
                number += 1
                table_rows.append(_task_row(number, row, several))
    return Table(
        weighed(columns, table_rows, widened=_TASK),
        tuple(table_rows),
        name="tasks",
        compact=True,
        filtered=True,
    )


def _task_row(number: int, row: TaskRow, several: bool) -> Row:
    return Row(
        (
            number,
            row.text,
            *((row.plan_label,) if several else ()),
            row.assignment.lead,
            row.assignment.officer,
            due_cell(row),
            row.percent,
            result_cell(row),
            row.status.label,
        ),
        source=f"task#{row.id}",
    )


def _summary(rows: Sequence[TaskRow], status_column: str) -> Table:
    """How many tasks stand where. Spreadsheets count the list itself: a corrected list counts right."""
    everything = f"{{tasks.{status_column}}}"
    # What is not to be done any more is counted for nothing; lists that hold none say nothing of it.
    counted = [status for status in TaskStatus if status is not TaskStatus.DROPPED]
    counts = {status: sum(row.status is status for row in rows) for status in counted}
    total = sum(counts.values())
    body = [
        Row(
            (
                status.label,
                Formula(f"COUNTIF({everything},{{A}}{{row}})", count),
                _share(everything, count, total),
            ),
            source=f"status.{status}",
        )
        for status, count in counts.items()
    ]
    total_row = Row(
        (
            "Tổng số nhiệm vụ",
            Formula("SUM({column}{first}:{column}{last})", total),
            _share(everything, total, total),
        ),
        RowKind.TOTAL,
        source="status.all",
    )
    columns = (
        Column("Tình trạng", 2.4),
        Column("Số nhiệm vụ", 1.2, Align.CENTER, source="{}"),
        Column("Tỷ lệ (%)", 1.2, Align.CENTER, source="{}%"),
    )
    return Table(columns, (*body, total_row), width=0.45, name="summary")


def _share(everything: str, count: int, total: int) -> Formula:
    """The share in percent, with the decimals that ratios have everywhere."""
    counted = f'COUNTA({everything})-COUNTIF({everything},"{TaskStatus.DROPPED.label}")'
    excel = f"ROUND({{B}}{{row}}/MAX(1,{counted})*100,{_DECIMALS})"
    return Formula(excel, rounded(Fraction(count * 100, max(1, total)), _DECIMALS), _DECIMALS)
