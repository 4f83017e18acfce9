"""The annex of statistics: every indicator by area, with the period, since the year's start, and last year.

What officers fill in by hand is read again by intake/read_figures.py, by the headers of the columns.
"""

from collections.abc import Mapping, Sequence

from ..domain.areas import Area
from ..domain.formulas import NO_QUOTIENT, Unknown
from ..domain.indicators import Indicator
from ..domain.numerals import to_roman
from ..domain.readings import EMPTY, Reading, displayed
from ..domain.report.data import ReportData
from ..domain.report.records import ReportHead
from ..domain.report.words import in_annex, note_words
from .facts import period_facts
from .model import Align, AnnexTitle, Cell, Column, Document, Formula, Part, Row, RowKind, Table
from .office_text import attached_to, signature, written_date

_LABEL = "Phụ lục"


def statistics_part(data: ReportData, head: ReportHead, areas: Sequence[Area], label: str = _LABEL) -> Part:
    """The annex as a part of a report."""
    name = f"Thống kê số liệu cải cách hành chính {data.period.label}"
    title = AnnexTitle(label, name.upper(), enclosure(data, head))
    return Part(label, (title, _table(data, areas)))


def compose_statistics(data: ReportData, head: ReportHead, areas: Sequence[Area]) -> Document:
    """The annex alone, to be filled in by hand or sent as a spreadsheet."""
    part = statistics_part(data, head, areas)
    foot = signature((), head.signer, preparer="NGƯỜI LẬP BIỂU")
    return Document(
        title=f"Thống kê số liệu cải cách hành chính {data.period.label}",
        author=data.office.name,
        facts=period_facts(data.office, data.dates, data.catalogue),
        parts=(Part("Phụ lục thống kê", (*part.blocks, foot)),),
    )


def enclosure(data: ReportData, head: ReportHead) -> str:
    """«(Kèm theo Báo cáo số …/BC-UBND ngày … tháng … năm … của UBND xã …)»."""
    issued = written_date(head.issued_on)
    return attached_to("Báo cáo", head.number, head.symbol, issued, data.office.short_name)


def _columns(data: ReportData) -> tuple[Column, ...]:
    return (
        Column("Mã", 0.6, Align.CENTER, whole=True),
        Column("Chỉ tiêu thống kê", 4.2),
        Column("Đơn vị tính", 1.15, Align.CENTER),
        Column("Trong kỳ", 0.88, Align.RIGHT, whole=True, source="{}"),
        *(
            [Column("Lũy kế từ đầu năm", 0.88, Align.RIGHT, whole=True, source="{}+")]
            if data.is_apart
            else []
        ),
        Column("Cùng kỳ năm trước", 0.88, Align.RIGHT, whole=True, source="{}~"),
        Column("Ghi chú", 1.65),
    )


def _table(data: ReportData, areas: Sequence[Area]) -> Table:
    columns = _columns(data)
    readings = [data.readings, *([data.cumulated] if data.is_apart else []), data.last_year]
    rows: list[Row] = []
    for area in areas:
        indicators = data.catalogue.of_area(area.code)
        if indicators:
            blanks = [None] * (len(columns) - 2)
            rows.append(Row((to_roman(area.code), area.name, *blanks), RowKind.GROUP))
        rows.extend(_row(indicator, data, readings) for indicator in indicators)
    return Table(columns, tuple(rows), numbered=True, name="statistics", compact=True)


def _row(indicator: Indicator, data: ReportData, columns: Sequence[Mapping[str, Reading]]) -> Row:
    code = indicator.code
    reading, last_year = (of.get(code, EMPTY) for of in (data.readings, data.last_year))
    cumulated = data.cumulated.get(code, EMPTY) if data.is_apart else EMPTY
    note = note_words(
        reading,
        data.notes.get(code, ""),
        cumulated,
        last_year,
        is_asked=indicator.is_asked(data.period),
        is_duty=code in data.duties,
        is_choice=bool(indicator.choices),
        since=data.since.get(code),
    )
    return Row(
        (
            indicator.code,
            indicator.name,
            indicator.unit,
            *(figure_cell(indicator, readings) for readings in columns),
            note or None,
        ),
        name=indicator.code,
        source=indicator.code,
        indent=_depth(indicator, data.catalogue.by_code),
    )


def _depth(indicator: Indicator, known: Mapping[str, Indicator]) -> int:
    """How many indicators it is a part of, one within the other."""
    depth = 0
    while indicator.part_of in known and depth < len(known):
        indicator = known[indicator.part_of]
        depth += 1
    return depth


def figure_cell(indicator: Indicator, readings: Mapping[str, Reading]) -> Cell:
    """A figure as a cell; a computed one as its formula over the cells of the same column.

    A figure that another catalogue computed otherwise stays a plain number.
    """
    reading = readings.get(indicator.code, EMPTY)
    shown = reading.shown(indicator)
    if indicator.formula is None:
        return reading.words(indicator) or None if indicator.choices else in_annex(shown, indicator)
    values = {code: readings.get(code, EMPTY).value for code in indicator.formula.operands}
    result = indicator.formula.value(values)
    excel = indicator.formula.excel(lambda code: f"{{column}}{{@{code}}}", indicator.decimals)
    # Ratios all have the same decimals; of a sum, whose parts may have some, those that it has.
    decimals = indicator.decimals if indicator.formula.divides or not indicator.decimals else None
    if result in (Unknown.UNDEFINED, Unknown.BEYOND):
        return Formula(excel, NO_QUOTIENT, decimals)
    if result is Unknown.MISSING:
        return Formula(excel, "", decimals) if shown is None else shown
    if shown is None or displayed(result, indicator.decimals) != shown:
        return shown
    return Formula(excel, shown, decimals)
