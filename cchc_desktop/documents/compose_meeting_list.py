"""«Danh sách theo người»: what the weekly meeting goes over, person by person."""

from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.dates import place_and_date
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.report.lists import lowered
from ..domain.report.words import running_date
from ..domain.task_papers import Moment, PersonTasks, week_of
from ..domain.tasks import TaskRow
from .facts import office_facts
from .model import (
    Align,
    Block,
    Column,
    Document,
    Fact,
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
from .slips import counted
from .task_cells import day_off_note, result_cell, work_cell

_TITLE = "DANH SÁCH NHIỆM VỤ THEO NGƯỜI THỰC HIỆN"
_NOBODY = "Chưa có người theo dõi"
_COLUMNS = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Nhóm việc", 1.05, Align.CENTER),
    Column("Nhiệm vụ", 3.1),
    Column("Đơn vị chủ trì", 1.4),
    Column("Thời hạn", 0.95, Align.CENTER, whole=True),
    Column("Tiến độ (%)", 0.65, Align.CENTER),
    Column("Kết quả gần nhất", 2.1),
    Column("Ý kiến chỉ đạo", 1.3),
)
_TASK = 2


def compose_meeting_list(
    persons: Sequence[PersonTasks], positions: Mapping[str, str], office: OfficeProfile, today: date
) -> Document:
    """What each person has late, this week and next week, and what was done since last week's Monday.

    ``positions`` says by name what a person is, where that is known.
    """
    monday, sunday = week_of(today)
    rows: list[Row] = []
    number = 0
    for group, person in enumerate(persons, 1):
        rows.append(Row((to_roman(group), _person(person, positions), *[None] * 6), RowKind.GROUP))
        for moment, row in person.tasks:
            number += 1
            rows.append(_row(number, moment, row, today))
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, today)),
        Title(
            _TITLE,
            f"Phục vụ họp giao ban tuần từ ngày {running_date(monday)} đến ngày {running_date(sunday)}",
            f"(Tình hình đến ngày {running_date(today)})",
        ),
    ]
    if rows:
        columns = list(weighed(_COLUMNS, rows, widened=_TASK))
        # It is empty for what is said in the meeting.
        columns[-1] = _COLUMNS[-1]
        blocks.append(Table(tuple(columns), tuple(rows), name="tasks", compact=True, filtered=True))
        if note := day_off_note(row for person in persons for _, row in person.tasks):
            blocks.append(Paragraph(note, Style.NOTE, belongs=True))
    else:
        words = "Không có nhiệm vụ nào quá hạn, đến hạn trong tuần này, tuần sau hoặc mới hoàn thành."
        blocks.append(Paragraph(words, Style.NOTE))
    blocks.append(signature((), chosen_signer(Signer(), office), preparer="NGƯỜI LẬP BIỂU"))
    return Document(
        title=f"Danh sách nhiệm vụ theo người, tuần từ {running_date(monday)}",
        author=office.name,
        facts=(*office_facts(office), Fact("Ngay", "Tình hình đến ngày", today)),
        parts=(Part("Theo người", tuple(blocks), landscape=True),),
    )


def _person(person: PersonTasks, positions: Mapping[str, str]) -> str:
    position = lowered(positions.get(person.name, ""))
    name = ", ".join(filter(None, (person.name or _NOBODY, position)))
    counts = [
        f"{counted(count)} {moment.label.lower()}" for moment in Moment if (count := person.count(moment))
    ]
    return f"{name}: {', '.join(counts)}"


def _row(number: int, moment: Moment, row: TaskRow, today: date) -> Row:
    words = moment.label
    if moment is Moment.LATE:
        words = f"{words} {(today - row.due).days} ngày"
    lead = row.assignment.lead or None
    result = result_cell(row)
    return Row((number, words, row.text, lead, work_cell(row), row.percent, result, None))
