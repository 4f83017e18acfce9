"""«Phiếu theo dõi kết quả công việc»: an officer's or a unit's work of a month or quarter.

In a spreadsheet what it comes to is formulas over what was noted of each product: a corrected cell counts.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..domain.dates import place_and_date, short_date
from ..domain.formulas import rounded
from ..domain.offices import OfficeProfile
from ..domain.report.words import running_date
from ..domain.work_rules import Counted, WorkRule
from ..domain.work_sheet import ACCEPTED, NOT_ACCEPTED, Line, Role, Sheet, Tally
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
    SignatureBlock,
    Style,
    Table,
    Title,
)
from .office_text import letter_head

DECIMALS = 2
DISCLAIMER = (
    "Số liệu tổng hợp từ nhiệm vụ đã giao và kết quả đã cập nhật, để người có thẩm quyền tham khảo khi "
    "theo dõi, đánh giá; không thay kết quả đánh giá, xếp loại."
)
_TITLE = "PHIẾU THEO DÕI KẾT QUẢ CÔNG VIỆC"
_COLUMNS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Nhiệm vụ, công việc", 2.9),
    Column("Sản phẩm", 1.6),
    Column("Vai trò", 0.75, Align.CENTER, whole=True),
    Column("Hạn", 0.85, Align.CENTER, whole=True),
    Column("Hoàn thành", 0.85, Align.CENTER, whole=True),
    Column("Hệ số quy đổi", 0.6, Align.CENTER),
    Column("Chất lượng (số lần lỗi)", 0.75, Align.CENTER),
    Column("Số lần chậm", 0.6, Align.CENTER),
    Column("Được giao", 0.65, Align.RIGHT, ("Số lượng đã quy đổi",)),
    Column("Hoàn thành", 0.65, Align.RIGHT, ("Số lượng đã quy đổi",)),
    Column("Đạt chất lượng", 0.65, Align.RIGHT, ("Số lượng đã quy đổi",)),
    Column("Đúng tiến độ", 0.65, Align.RIGHT, ("Số lượng đã quy đổi",)),
    Column("Ghi chú", 1.1),
)
_GIVEN = "J"
_LETTERS = {Counted.QUANTITY: "K", Counted.QUALITY: "L", Counted.TIMELY: "M"}


def compose_work_sheet(sheet: Sheet, office: OfficeProfile, today: date) -> Document:
    """The sheet as it is signed by who made it and by who leads the unit."""
    blocks: list[Block] = [
        letter_head(office, "", place_and_date(office.place, today)),
        Title(_TITLE, sheet.period.heading, f"(Tình hình đến ngày {running_date(sheet.until)})"),
        *whose(sheet),
        *sheet_blocks(sheet),
        Paragraph(DISCLAIMER, Style.NOTE),
        signatures(),
    ]
    facts = (
        *office_facts(office),
        Fact("Ky", "Kỳ theo dõi", sheet.period.id),
        Fact("CuaAi", "Đơn vị" if sheet.is_unit else "Công chức", sheet.who),
        Fact("QuyDinh", "Quy định chấm điểm", sheet.tally.rule.name),
    )
    return Document(
        title=f"Phiếu theo dõi kết quả công việc {sheet.who}, {sheet.period.label}",
        author=office.name,
        facts=facts,
        parts=(Part("Phiếu kết quả", tuple(blocks), landscape=True),),
    )


def signatures() -> SignatureBlock:
    """Who made the sheet, at the left, and who leads the unit."""
    return SignatureBlock((), "", "LÃNH ĐẠO ĐƠN VỊ", "", preparer="NGƯỜI LẬP", hint="(Ký, ghi rõ họ tên)")


def whose(sheet: Sheet) -> Iterator[Block]:
    """Whose sheet it is."""
    if sheet.is_unit:
        yield Paragraph(f"Đơn vị: {sheet.who}")
        return
    said = [f"Họ và tên: {sheet.who}"]
    said += [f"Chức vụ: {sheet.position}"] if sheet.position else []
    said += [f"Đơn vị: {sheet.unit}"] if sheet.unit else []
    yield Paragraph("; ".join(said))


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """The work that counts, what it comes to, and what does not count here."""
    rule = sheet.tally.rule
    if sheet.lines:
        yield _work_table(sheet)
        yield Paragraph(f"Điểm theo {rule.legal}:")
        yield _points_table(sheet.tally, is_unit=sheet.is_unit)
    else:
        yield Paragraph(f"{sheet.period.heading}: không có việc nào đến hạn nên không chấm.")
    if sheet.carried:
        yield Paragraph("Việc quá hạn từ kỳ trước chuyển sang (không tính vào kỳ này):")
        yield _carried(sheet.carried)
    if sheet.pending:
        yield Paragraph(f"Chưa đến hạn trong kỳ, chưa tính: {len(sheet.pending)} việc.", Style.NOTE)
    if rule.note and not sheet.is_unit:
        yield Paragraph(rule.note, Style.NOTE)


def exact(value: Fraction) -> Decimal | int:
    """The number as a cell holds it: whole where it is, else as many decimals as it needs."""
    if value.denominator == 1:
        return value.numerator
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return round(found, 10).normalize()


def _number(value: Fraction) -> str:
    """The number within a formula; a share that has no end as the quotient that it is."""
    if Fraction(exact(value)) == value:
        return str(exact(value))
    return f"({value.numerator}/{value.denominator})"


def _work_table(sheet: Sheet) -> Table:
    rule = sheet.tally.rule
    rows = [_work_row(number, line, rule) for number, line in enumerate(sheet.lines, 1)]
    values = [sheet.tally.given, *(sheet.tally.value(what) for what in _LETTERS)]
    sums = [Formula("SUM({column}{first}:{column}{last})", exact(value)) for value in values]
    total = Row((None, "Cộng", *[None] * 7, *sums, None), RowKind.TOTAL)
    return Table(_COLUMNS, (*rows, total), name="work", compact=True)


def _work_row(number: int, line: Line, rule: WorkRule) -> Row:
    is_done = line.done_on is not None
    weight = f'IF({{D}}{{row}}="{Role.LEAD.label}",{_number(rule.lead)},{_number(rule.support)})'
    given = f"{weight}*{{G}}{{row}}" if rule.converts else weight
    kept = f"MAX(0,1-{_number(rule.fault)}*"
    quality = (
        f'IF({{H}}{{row}}="{ACCEPTED}",{{J}}{{row}},IF({{H}}{{row}}="{NOT_ACCEPTED}",0,'
        f"{{J}}{{row}}*{kept}N({{H}}{{row}}))))"
    )
    undone = 'IF({F}{row}="",0,'
    formulas = (
        (given, line.given(rule)),
        (f"{undone}{{J}}{{row}})", line.counted(rule, Counted.QUANTITY)),
        (f"{undone}{quality})", line.counted(rule, Counted.QUALITY)),
        (f"{undone}{{J}}{{row}}*{kept}N({{I}}{{row}})))", line.counted(rule, Counted.TIMELY)),
    )
    mark = line.mark
    quality_cell: Cell = mark.faults if mark.accepted and mark.faults else mark.quality
    return Row(
        (
            number,
            line.work.text,
            line.product,
            line.role.label,
            line.work.due,
            line.done_on,
            exact(Fraction(mark.factor)),
            quality_cell if is_done else None,
            line.times_late if is_done else None,
            *(Formula(excel, exact(value)) for excel, value in formulas),
            _note(line),
        )
    )


def _note(line: Line) -> str | None:
    said = [] if line.done_on is not None else ["Chưa hoàn thành"]
    said += [line.work.reason] if line.work.reason else []
    said += [line.mark.note] if line.mark.note else []
    return "; ".join(said) or None


def _points_table(tally: Tally, is_unit: bool) -> Table:
    columns = (
        Column("Phần điểm", 2.6),
        Column("Số đạt", 0.9, Align.RIGHT),
        Column("Số được giao", 0.9, Align.RIGHT),
        Column("Điểm tối đa", 0.9, Align.RIGHT),
        Column("Điểm", 1.6, Align.RIGHT),
    )
    given = f"SUM({{work.{_GIVEN}}})"
    rows = []
    for scored in tally.scored:
        reached = f"SUM({{work.{_LETTERS[scored.part.counted]}}})"
        rows.append(
            Row(
                (
                    scored.part.label,
                    Formula(reached, exact(scored.value)),
                    Formula(given, exact(scored.given)),
                    _shown_points(scored.part.points),
                    Formula(
                        f'IF({given}=0,"",ROUND({reached}/{given}*{_number(scored.part.points)},{DECIMALS}))',
                        rounded(scored.points, DECIMALS),
                        DECIMALS,
                    ),
                )
            )
        )
    rows.append(_result_row(tally, given))
    if not is_unit:
        rows += _total_rows(tally)
    return Table(columns, tuple(rows), width=0.68, name="points", compact=True)


def _result_row(tally: Tally, given: str) -> Row:
    summed = "+".join(
        f"SUM({{work.{_LETTERS[part.counted]}}})*{_number(part.points)}" for part in tally.rule.parts
    )
    assert tally.result is not None  # something was given
    points = Formula(
        f'IF({given}=0,"",ROUND(({summed})/{given},{DECIMALS}))', rounded(tally.result, DECIMALS), DECIMALS
    )
    most = _shown_points(tally.rule.most)
    return Row(("Kết quả thực hiện nhiệm vụ", None, None, most, points), RowKind.TOTAL, name="result")


def _total_rows(tally: Tally) -> Iterator[Row]:
    """General criteria, the whole, and the level that it suggests where the rule has levels."""
    rule = tally.rule
    general: Cell = tally.general
    yield Row(
        ("Tiêu chí chung (người đánh giá chấm)", None, None, _shown_points(rule.general), general),
        RowKind.TOTAL,
        name="general",
    )
    whole = "{E}{@result}+{E}{@general}"
    total: Decimal | str = rounded(tally.total, DECIMALS) if tally.total is not None else ""
    yield Row(
        (
            "Tổng điểm", None, None, _shown_points(rule.most + rule.general),
            Formula(f'IF(COUNT({{E}}{{@result}},{{E}}{{@general}})<2,"",{whole})', total, DECIMALS),
        ),
        RowKind.TOTAL,
        name="total",
    )  # fmt: skip
    if rule.bands:
        words = band_formula("{E}{@total}", rule)
        label = tally.band.label if tally.band is not None else ""
        yield Row(("Mức gợi ý theo điểm", None, None, None, Formula(words, label)), RowKind.TOTAL)


def band_formula(cell: str, rule: WorkRule) -> str:
    """What gives the level of the points in a cell; nothing where it has none."""
    words = '""'
    for band in reversed(rule.bands):
        words = f'IF({cell}>={_number(band.least)},"{band.label}",{words})'
    return f'IF(ISNUMBER({cell}),{words},"")'


def _shown_points(points: Fraction) -> Decimal:
    return rounded(points, DECIMALS)


def _carried(lines: Sequence[Line]) -> Table:
    columns = (
        Column("TT", 0.5, Align.CENTER, whole=True),
        Column("Nhiệm vụ, công việc", 4.0),
        Column("Hạn", 1.0, Align.CENTER, whole=True),
        Column("Tình trạng", 1.8),
        Column("Lý do chậm", 2.0),
    )
    rows = []
    for number, line in enumerate(lines, 1):
        state = f"Xong ngày {short_date(line.done_on)}" if line.done_on is not None else "Chưa hoàn thành"
        rows.append(Row((number, line.work.text, line.work.due, state, line.work.reason or None)))
    return Table(columns, tuple(rows), compact=True)
