"""«Phiếu đôn đốc»: what of a unit's or person's tasks is late and what is due soon, and by when to answer."""

from collections.abc import Sequence
from datetime import date, timedelta

from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from ..domain.task_papers import Receiver
from ..domain.task_turns import to_do_by
from ..domain.tasks import TaskRow
from .model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    Row,
    Style,
    Table,
    weighed,
)
from .slips import based_on, counted, slip
from .task_cells import day_off_note, progress_cell

_KIND = "Phiếu đôn đốc"
_SYMBOL = "PĐĐ"
_TASK = 1


def compose_reminder(
    late: Sequence[TaskRow],
    soon: Sequence[TaskRow],
    receiver: Receiver,
    office: OfficeProfile,
    plans: Sequence[str],
    today: date,
    days: int,
    answer_by: date,
) -> Document:
    """The slip by which an office urges a unit or a person on.

    ``soon`` are the tasks due within ``days`` days; ``answer_by`` is the day by which an answer is asked for.
    """
    has_both = bool(late) and bool(soon)
    soon_words = f"đến hạn trong {counted(days)} ngày tới"
    body: list[Block] = [Paragraph(_opening(late, soon, receiver, plans, today, days))]
    if late:
        body.append(_heading("1." if has_both else "", "Nhiệm vụ quá hạn"))
        body.append(
            _table(late, receiver, "Quá hạn (ngày)", [(today - row.due).days for row in late], "late")
        )
    if soon:
        body.append(_heading("2." if has_both else "", f"Nhiệm vụ {soon_words}"))
        body.append(
            _table(
                soon,
                receiver,
                "Còn lại (ngày)",
                [max(0, (to_do_by(row) - today).days) for row in soon],
                "soon",
            )
        )
        if note := day_off_note(soon):
            body.append(Paragraph(note, Style.NOTE, belongs=True))
    body.append(Paragraph(_asked(bool(late), receiver, office, answer_by)))
    what = "quá hạn, sắp đến hạn" if has_both else "quá hạn" if late else "sắp đến hạn"
    subject = f"Thực hiện nhiệm vụ cải cách hành chính {what}"
    return slip(_KIND, _SYMBOL, subject, receiver, office, today, body)


def _opening(
    late: Sequence[TaskRow], soon: Sequence[TaskRow], receiver: Receiver, plans: Sequence[str], today: date,
    days: int,
) -> str:  # fmt: skip
    told = []
    if late:
        told.append(f"{counted(len(late))} nhiệm vụ quá hạn chưa hoàn thành")
    if soon:
        last = running_date(today + timedelta(days=days))
        told.append(f"{counted(len(soon))} nhiệm vụ đến hạn trong {counted(days)} ngày tới (đến ngày {last})")
    has = "còn" if late else "có"
    return (
        f"Qua theo dõi việc thực hiện {based_on(plans)}, tính đến ngày {running_date(today)}, "
        f"{receiver.in_sentence} {has} {' và '.join(told)}, cụ thể như sau:"
    )


def _asked(is_late: bool, receiver: Receiver, office: OfficeProfile, answer_by: date) -> str:
    if not is_late:
        return (
            f"Đề nghị {receiver.in_sentence} tập trung hoàn thành các nhiệm vụ nêu trên đúng thời hạn; "
            f"báo cáo tiến độ, khó khăn, vướng mắc (nếu có) về {office.name} chậm nhất ngày "
            f"{running_date(answer_by)} để xem xét, chỉ đạo./."
        )
    return (
        f"Yêu cầu {receiver.in_sentence} tập trung hoàn thành các nhiệm vụ nêu trên; báo cáo bằng văn bản "
        "nguyên nhân chậm, giải pháp và thời gian hoàn thành từng nhiệm vụ quá hạn, gửi "
        f"{office.name} chậm nhất ngày {running_date(answer_by)} để theo dõi, chỉ đạo./."
    )


def _heading(marker: str, words: str) -> Heading:
    return Heading(HeadingLevel.CLAUSE, marker, words)


def _table(rows: Sequence[TaskRow], receiver: Receiver, header: str, days: Sequence[int], name: str) -> Table:
    columns = (
        Column("TT", 0.5, Align.CENTER, whole=True),
        Column("Nhiệm vụ", 2.7),
        Column("Đơn vị chủ trì" if receiver.is_person else "Người theo dõi", 1.15),
        Column("Thời hạn", 1.05, Align.CENTER, whole=True),
        Column(header, 0.7, Align.CENTER),
        Column("Tiến độ, kết quả gần nhất", 1.9),
    )
    body = tuple(
        Row(
            (
                number,
                _with_result(row),
                (row.assignment.lead if receiver.is_person else row.assignment.officer) or None,
                row.due if name == "late" else to_do_by(row),
                count,
                progress_cell(row),
            )
        )
        for number, (row, count) in enumerate(zip(rows, days, strict=True), 1)
    )
    return Table(weighed(columns, body, widened=_TASK), body, name=name, compact=True)


def _with_result(row: TaskRow) -> str:
    """The task, and what is to come out of it where the plan says so."""
    if not row.assignment.deliverable:
        return row.text
    return f"{row.text}\nSản phẩm: {row.assignment.deliverable}"
