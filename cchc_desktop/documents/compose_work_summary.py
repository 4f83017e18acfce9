"""What units and officers came to in a month or quarter: one table by units, for who leads the office."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from ..domain.dates import place_and_date
from ..domain.formulas import rounded
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from ..domain.work_periods import WorkPeriod
from ..domain.work_rules import Counted, WorkRule
from ..domain.work_sheet import Sheet, Tally, TopShare
from .compose_work_sheet import (
    DECIMALS,
    DISCLAIMER,
    band_formula,
    exact,
    sheet_blocks,
    signatures,
)
from .facts import office_facts
from .model import (
    Align,
    Block,
    Cell,
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
)
from .office_text import letter_head

_TITLE = "TỔNG HỢP KẾT QUẢ CÔNG VIỆC"
_GROUP = ("Số lượng đã quy đổi",)
_LETTERS = {Counted.QUANTITY: "E", Counted.QUALITY: "F", Counted.TIMELY: "G"}
_ROOM = "Chung của đơn vị"

Rooms = Sequence[tuple[str, Sheet | None, Sequence[Sheet]]]
"""The name of each unit, its own sheet, and those of its officers."""


def compose_work_summary(
    period: WorkPeriod,
    rule: WorkRule,
    rooms: Rooms,
    top: TopShare | None,
    unit: Sheet | None,
    office: OfficeProfile,
    today: date,
) -> Document:
    """The table of all rooms; with ``unit``, of that one, with its tasks in a part of their own."""
    whose = f"{unit.who}, {period.label}" if unit is not None else period.heading
    until = min(period.ends, today)
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, today)),
        Title(_TITLE, whose, f"(Tình hình đến ngày {running_date(until)})"),
        Table(_columns(rule), tuple(_rows(rule, rooms)), name="officers", compact=True),
    ]
    if top is not None:
        blocks.append(Paragraph(top.words, Style.NOTE, belongs=True))
    blocks += [Paragraph(f"Điểm theo {rule.legal}.", Style.NOTE), Paragraph(DISCLAIMER, Style.NOTE)]
    blocks.append(signatures())
    parts = [Part("Tổng hợp", tuple(blocks), landscape=True)]
    if unit is not None:
        title = Title("VIỆC CỦA ĐƠN VỊ", whose)
        parts.append(Part("Việc của đơn vị", (title, *sheet_blocks(unit)), landscape=True))
    return Document(
        title=f"Tổng hợp kết quả công việc {whose}",
        author=office.name,
        facts=(
            *office_facts(office),
            Fact("Ky", "Kỳ theo dõi", period.id),
            Fact("QuyDinh", "Quy định chấm điểm", rule.name),
        ),
        parts=tuple(parts),
    )


def _columns(rule: WorkRule) -> tuple[Column, ...]:
    return (
        Column("TT", 0.5, Align.CENTER, whole=True),
        Column("Họ và tên", 2.2),
        Column("Chức vụ", 1.6),
        Column("Được giao", 0.8, Align.RIGHT, _GROUP),
        Column("Hoàn thành", 0.8, Align.RIGHT, _GROUP),
        Column("Đạt chất lượng", 0.8, Align.RIGHT, _GROUP),
        Column("Đúng tiến độ", 0.8, Align.RIGHT, _GROUP),
        Column(f"Kết quả ({exact(rule.most)})", 0.85, Align.RIGHT),
        Column(f"Tiêu chí chung ({exact(rule.general)})", 0.85, Align.RIGHT),
        Column("Tổng điểm", 0.85, Align.RIGHT),
        Column("Mức gợi ý theo điểm", 1.9),
    )


def _rows(rule: WorkRule, rooms: Rooms) -> Iterator[Row]:
    number = 0
    for group, (name, unit, officers) in enumerate(rooms, 1):
        yield Row((to_roman(group), name, *[None] * 9), RowKind.GROUP)
        if unit is not None:
            yield Row((None, _ROOM, None, *_numbers(unit.tally, rule), None, None, None))
        for sheet in officers:
            number += 1
            yield Row((number, sheet.who, sheet.position, *_numbers(sheet.tally, rule), *_whole(sheet, rule)))


def _numbers(tally: Tally, rule: WorkRule) -> tuple[Cell, ...]:
    """The three numbers beside what was given, and the points that they come to."""
    summed = "+".join(f"{{{_LETTERS[part.counted]}}}{{row}}*{_quoted(part.points)}" for part in rule.parts)
    result = rounded(tally.result, DECIMALS) if tally.result is not None else ""
    return (
        exact(tally.given),
        *(exact(tally.value(what)) for what in _LETTERS),
        Formula(f'IF({{D}}{{row}}=0,"",ROUND(({summed})/{{D}}{{row}},{DECIMALS}))', result, DECIMALS),
    )


def _whole(sheet: Sheet, rule: WorkRule) -> tuple[Cell, ...]:
    tally = sheet.tally
    total = rounded(tally.total, DECIMALS) if tally.total is not None else ""
    label = tally.band.label if tally.band is not None else ""
    summed = 'IF(COUNT({H}{row},{I}{row})<2,"",{H}{row}+{I}{row})'
    level: Cell = Formula(band_formula("{J}{row}", rule), label) if rule.bands else None
    return (tally.general, Formula(summed, total, DECIMALS), level)


def _quoted(points: Fraction) -> str:
    return f"{points.numerator}/{points.denominator}" if points.denominator > 1 else str(points)
