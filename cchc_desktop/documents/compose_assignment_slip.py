"""«Phiếu giao việc»: the tasks of one unit or person, with what comes out of each, by when, and with whom."""

from collections.abc import Sequence
from datetime import date

from ..domain.offices import OfficeProfile
from ..domain.task_papers import Receiver
from ..domain.tasks import TaskRow
from .model import Align, Column, Document, Paragraph, Row, Style, Table, weighed
from .slips import based_on, counted, slip
from .task_cells import day_off_note, work_cell

_KIND = "Phiếu giao việc"
_SYMBOL = "PGV"
_COLUMNS = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Nội dung nhiệm vụ", 2.9),
    Column("Sản phẩm, kết quả", 1.4),
    Column("Thời hạn hoàn thành", 1.05, Align.CENTER, whole=True),
    Column("Đơn vị phối hợp", 1.3),
)
_TASK = 1


def compose_assignment_slip(
    rows: Sequence[TaskRow], receiver: Receiver, office: OfficeProfile, plans: Sequence[str], today: date
) -> Document:
    """The slip by which an office gives out the tasks of a unit or a person.

    ``plans`` name the plans that the tasks are of, as running text does.
    """
    role = "theo dõi, thực hiện" if receiver.is_person else "chủ trì thực hiện"
    last = Column("Đơn vị chủ trì" if receiver.is_person else "Người theo dõi", 1.15)
    ordered = sorted(rows, key=lambda row: (not row.due_is_own, row.due))
    body = tuple(_row(number, row, receiver) for number, row in enumerate(ordered, 1))
    ends = {row.due for row in rows if not row.due_is_own and not row.turns}
    return slip(
        _KIND,
        _SYMBOL,
        "Thực hiện nhiệm vụ cải cách hành chính",
        receiver,
        office,
        today,
        [
            Paragraph(
                f"Căn cứ {based_on(plans)}, {office.name} giao {receiver.in_sentence} {role} "
                f"{counted(len(rows))} nhiệm vụ sau:"
            ),
            Table(weighed((*_COLUMNS, last), body, widened=_TASK), body, name="tasks", compact=True),
            *(
                Paragraph(words, Style.NOTE, belongs=True)
                for words in (_no_day(ends), day_off_note(rows))
                if words
            ),
            Paragraph(
                f"Đề nghị {receiver.in_sentence} tổ chức thực hiện bảo đảm chất lượng, đúng thời hạn; cập "
                "nhật tiến độ, kết quả ngay khi có. Nhiệm vụ có khó khăn, vướng mắc hoặc không thể hoàn "
                f"thành đúng hạn thì báo cáo {office.short_name} trước khi hết hạn để xem xét, chỉ đạo./."
            ),
        ],
    )


def _row(number: int, row: TaskRow, receiver: Receiver) -> Row:
    a = row.assignment
    beside = a.lead if receiver.is_person else a.officer
    return Row((number, row.text, a.deliverable or None, work_cell(row), a.support or None, beside or None))


def _no_day(ends: set[date]) -> str:
    """What holds for tasks that the plan names no day for; nothing where there are none."""
    if not ends:
        return ""
    end = ends.pop() if len(ends) == 1 else None
    day = f", ngày {end.day}/{end.month}/{end.year}" if end else ""
    return f"Nhiệm vụ không ghi ngày hoàn thành được theo dõi đến hết kỳ kế hoạch{day}."
