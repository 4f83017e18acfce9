"""What needs a hand this week, as it is laid on the table at the weekly meeting: by urgency, and by whose it
is, with room for what is agreed."""

from collections.abc import Sequence

from ..domain.dates import place_and_date
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from ..domain.todo import Horizon, Line, by_person, grouped
from .facts import office_facts
from .model import Align, Block, Column, Document, Fact, Paragraph, Part, Row, RowKind, Style, Table, Title
from .office_text import letter_head

_TITLE = "VIỆC CẦN LÀM TRONG TUẦN"
_NUMBER = Column("TT", 0.5, Align.CENTER, whole=True)
_WORK = Column("Việc cần làm", 4.0)
_DUE = Column("Hạn", 1.2, Align.CENTER, whole=True)
_LEFT = Column("Còn lại", 1.0, Align.CENTER)
_NOTES = Column("Ý kiến, kết quả", 2.4)
_BY_URGENCY = (
    _NUMBER,
    _WORK,
    Column("Đơn vị", 1.4, Align.CENTER),
    Column("Người thực hiện", 1.2, Align.CENTER),
    _DUE,
    _LEFT,
    _NOTES,
)
_BY_PERSON = (_NUMBER, _WORK, _DUE, _LEFT, _NOTES)
_NONE = "Không có việc nào."
_NOBODY = "Việc chung, chưa giao đơn vị hoặc người nào"


def compose_today(
    lines: Sequence[Line], horizon: Horizon, office: OfficeProfile, whose: str = ""
) -> Document:
    """The lines of a week by urgency, and once more by unit and officer. ``whose`` names the officer or the
    unit whose lines these are, nothing for those of all."""
    today = horizon.today
    span = f"từ ngày {running_date(today)} đến ngày {running_date(horizon.week_ends)}"
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, today)),
        Title(_TITLE, f"T{span[1:]}", f"({whose})" if whose else ""),
        _by_urgency(lines, horizon),
    ]
    parts = [Part("Theo mức khẩn", tuple(blocks), landscape=True)]
    if lines:
        people = (Paragraph("Theo đơn vị, người thực hiện", Style.CENTERED_BOLD), _by_person(lines, horizon))
        parts.append(Part("Theo người", people, landscape=True))
    return Document(
        title=f"Việc cần làm tuần {span}",
        author=office.name,
        facts=(*office_facts(office), Fact("Ngay", "Tình hình ngày", today)),
        parts=tuple(parts),
    )


def _by_urgency(lines: Sequence[Line], horizon: Horizon) -> Table:
    rows: list[Row] = []
    number = 0
    for group, (urgency, found) in enumerate(grouped(lines, horizon), 1):
        title = f"{horizon.title(urgency)}: {len(found)} việc" if found else horizon.title(urgency)
        rows.append(_group(to_roman(group), title, len(_BY_URGENCY)))
        if not found:
            rows.append(Row((None, _NONE, *[None] * (len(_BY_URGENCY) - 2))))
        for line in found:
            number += 1
            left = line.left(horizon.today) or None
            rows.append(
                Row((number, _work(line), line.unit or None, line.officer or None, line.due, left, None))
            )
    return Table(_BY_URGENCY, tuple(rows), name="lines", compact=True)


def _by_person(lines: Sequence[Line], horizon: Horizon) -> Table:
    rows: list[Row] = []
    for group, (unit, officer, found) in enumerate(by_person(lines), 1):
        name = " - ".join(filter(None, (unit, officer))) or _NOBODY
        rows.append(_group(to_roman(group), f"{name}: {len(found)} việc", len(_BY_PERSON)))
        rows += [
            Row((number, _work(line), line.due, line.left(horizon.today) or None, None))
            for number, line in enumerate(found, 1)
        ]
    return Table(_BY_PERSON, tuple(rows), name="people", compact=True)


def _group(number: str, title: str, columns: int) -> Row:
    return Row((number, title, *[None] * (columns - 2)), RowKind.GROUP)


def _work(line: Line) -> str:
    return f"{line.sentence} ({line.note})" if line.note else line.sentence
