"""What an office makes of its units' reports: the report on all of them, and the sheet of their figures.

The text and the annex of totals are those of any periodic report (`compose_report.py`), made of the totals;
what is of single units stands in annexes of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..domain.areas import Area
from ..domain.consolidation.arrivals import Arrival, Standing, told_to_others
from ..domain.consolidation.outliers import Outlier
from ..domain.consolidation.ranking import Ranking
from ..domain.consolidation.rules import How
from ..domain.consolidation.sheet import Sheet, Total
from ..domain.consolidation.units import GatheredUnit
from ..domain.formulas import rounded
from ..domain.indicators import Indicator
from ..domain.numerals import format_number, to_roman
from ..domain.report.data import ReportData
from ..domain.report.passages import PassageRow
from ..domain.report.records import ReportHead
from .bar_plot import PlottedRate, bar_plots
from .book import Picture
from .compose_report import compose_report
from .compose_statistics import enclosure
from .facts import period_facts
from .model import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    Document,
    Formula,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
)

_UNITS_ACROSS = 9
"""So many units stand beside each other on a page."""
_WEIGHT = 76.0
"""The points of a column of weight 1 in the workbook: each of however many units has room for its numbers."""
_HELD = 4
"""The columns of the workbook before those of units."""
_MOST_BARS = 24
_NAMES_ACROSS = 10
"""Of more units that lack an indicator only the count is told."""


@dataclass(frozen=True)
class UnitFigures:
    """What is told of single units: their sheet, who they are, how each stands, what stands out by (unit,
    code), the ranking by index, and the ``main`` codes that stand on paper."""

    sheet: Sheet
    units: Sequence[GatheredUnit]
    arrivals: Sequence[Arrival]
    outliers: Mapping[tuple[str, str], Outlier]
    rankings: Sequence[Ranking]
    main: Sequence[str]


def compose_consolidated(
    data: ReportData,
    head: ReportHead,
    subject: str,
    passages: Sequence[PassageRow],
    areas: Sequence[Area],
    found: UnitFigures,
) -> Document:
    """The report on all units: its text of the totals, annexes of the units' figures, ranks and arrivals."""
    report = compose_report(data, head, subject, passages, areas)
    labels = [f"Phụ lục {to_roman(number)}" for number in range(1, 6)]
    first = report.parts[-1]
    title = first.blocks[0]
    assert isinstance(title, AnnexTitle)
    statistics = replace(first, name=labels[0], blocks=(replace(title, label=labels[0]), *first.blocks[1:]))
    bodies = [
        (f"Số liệu chính của các đơn vị {data.period.label}", _units_part(found), True),
        (f"Số liệu cần xem lại {data.period.label}", list(_outlier_blocks(found)), False),
        (f"Xếp hạng Chỉ số cải cách hành chính {data.period.label}", list(_rank_blocks(found)), False),
        (f"Tình hình gửi báo cáo {data.period.label}", list(_arrival_blocks(found.arrivals)), False),
    ]
    told = [(name, blocks, wide) for name, blocks, wide in bodies if blocks]
    others = [
        Part(
            label,
            (AnnexTitle(label, name.upper(), enclosure(data, head)), *blocks),
            landscape=wide,
        )
        for label, (name, blocks, wide) in zip(labels[1:], told, strict=False)
    ]
    return replace(report, parts=(*report.parts[:-1], statistics, *others))


def compose_unit_sheet(data: ReportData, areas: Sequence[Area], found: UnitFigures) -> Document:
    """The workbook of all indicators and units, with totals as formulas, and how each unit stands."""
    codes = [indicator.code for indicator in found.sheet.catalogue.indicators]
    name = f"Tổng hợp số liệu cải cách hành chính {data.period.label}"
    matrix = _matrix(found, areas, codes, found.units)
    wide = sum(column.weight for column in matrix.columns) * _WEIGHT
    parts = [
        Part(
            "Tổng hợp", (AnnexTitle("", name.upper()), matrix), landscape=True, sheet_width=wide, held=_HELD
        ),
        Part("Tình hình gửi", tuple(_arrival_blocks(found.arrivals))),
    ]
    if ranks := list(_rank_blocks(found)):
        parts.append(Part("Xếp hạng", tuple(ranks)))
    if outliers := list(_outlier_blocks(found)):
        parts.append(Part("Số liệu cần xem lại", tuple(outliers)))
    return Document(
        name,
        data.office.name,
        tuple(parts),
        formats=("xlsx",),
        facts=period_facts(data.office, data.dates, data.catalogue),
    )


# Units beside each other


def _units_part(found: UnitFigures) -> list[Block]:
    """Tables of the main figures, some units at a time, with the totals in each."""
    blocks: list[Block] = []
    sent = [unit for unit in found.units if _has_sent(found, unit)]
    for first in range(0, len(sent), _UNITS_ACROSS):
        blocks.append(_matrix(found, (), found.main, sent[first : first + _UNITS_ACROSS], on_paper=True))
    blocks += _bars(found, sent)
    return blocks


def _has_sent(found: UnitFigures, unit: GatheredUnit) -> bool:
    return found.sheet.has_sent(found.sheet.places[unit.code])


def _matrix(
    found: UnitFigures,
    areas: Sequence[Area],
    codes: Sequence[str],
    units: Sequence[GatheredUnit],
    *,
    on_paper: bool = False,
) -> Table:
    """Indicators down, the total and units across; in a workbook totals are formulas over the units."""
    columns = (
        Column("Mã", 0.6, Align.CENTER, whole=True),
        Column("Chỉ tiêu thống kê", 3.4),
        Column("Đơn vị tính", 0.9, Align.CENTER),
        Column("Chung", 0.9, Align.RIGHT, whole=True),
        *(Column(unit.place_name, 0.9, Align.RIGHT) for unit in units),
    )
    rows: list[Row] = []
    for area in areas:
        in_area = [code for code in codes if found.sheet.catalogue.by_code[code].area == area.code]
        if in_area:
            rows.append(Row((to_roman(area.code), area.name, *[None] * (len(columns) - 2)), RowKind.GROUP))
        rows += [_indicator_row(found, code, units, on_paper=on_paper) for code in in_area]
    if not areas:
        rows = [_indicator_row(found, code, units, on_paper=on_paper) for code in codes]
    return Table(columns, tuple(rows), name="units", compact=True)


def _indicator_row(found: UnitFigures, code: str, units: Sequence[GatheredUnit], *, on_paper: bool) -> Row:
    sheet = found.sheet
    indicator = sheet.catalogue.by_code[code]
    values = [sheet.value(sheet.places[unit.code], code) for unit in units]
    total = sheet.total(code)
    cells = [
        _marked(value, indicator, (unit.code, code) in found.outliers and on_paper)
        for unit, value in zip(units, values, strict=True)
    ]
    whole: Cell = total_cell(total, indicator)
    # All units stand in the table: the total is worked out where it stands.
    if not on_paper and total.how is How.SUM and total.value is not None:
        first, last = _letters(5), _letters(4 + len(units))
        number = _number(total.value, indicator)
        whole = Formula(f"SUM({first}{{row}}:{last}{{row}})", number)
    return Row((code, indicator.name, indicator.unit, whole, *cells), name=code)


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _number(value: Fraction, indicator: Indicator) -> int | float:
    shown = rounded(value, indicator.decimals)
    return int(shown) if shown == shown.to_integral_value() else float(shown)


def _marked(value: Fraction | None, indicator: Indicator, is_outlier: bool) -> Cell:
    if value is None:
        return None
    if indicator.choices:
        return indicator.choice_words(int(value))
    shown = rounded(value, indicator.decimals)
    if is_outlier:
        return f"{format_number(shown)} (!)"
    return int(shown) if shown == shown.to_integral_value() else shown


def total_cell(total: Total, indicator: Indicator) -> Cell:
    """A total as tables have it: a number, the counts of what was chosen, or from least to greatest."""
    if total.value is not None:
        shown = rounded(total.value, indicator.decimals)
        return int(shown) if shown == shown.to_integral_value() else shown
    if total.how is How.COUNTED and total.choices:
        return "; ".join(f"{indicator.choice_words(value)}: {count}" for value, count in total.choices)
    if total.how is How.RANGE and total.least is not None and total.greatest is not None:
        least, greatest = (
            format_number(rounded(each, indicator.decimals)) for each in (total.least, total.greatest)
        )
        return least if least == greatest else f"{least} – {greatest}"
    return None


def _bars(found: UnitFigures, sent: Sequence[GatheredUnit]) -> Iterator[Block]:
    """A bar for each unit, the greatest first, of the percentages that are followed, two side by side."""
    plots: list[tuple[str, list[PlottedRate]]] = []
    for code, words in found.sheet.catalogue.highlights:
        if code not in found.sheet.catalogue.by_code:
            continue
        indicator = found.sheet.catalogue.by_code[code]
        known = [(unit, found.sheet.value(found.sheet.places[unit.code], code)) for unit in sent]
        bars = sorted(
            ((value, unit) for unit, value in known if value is not None), key=lambda pair: -pair[0]
        )
        if indicator.unit != "%" or len(bars) < 2:
            continue
        total = found.sheet.total(code).value
        chosen = bars if len(bars) <= _MOST_BARS else [*bars[: _MOST_BARS // 2], *bars[-_MOST_BARS // 2 :]]
        plotted = [_rate("Chung", total, indicator, leading=True)] if total is not None else []
        plotted += [_rate(unit.place_name, value, indicator) for value, unit in chosen]
        plots.append((words, plotted))
    cut = f" ({_MOST_BARS // 2} đơn vị cao nhất và thấp nhất)" if len(sent) > _MOST_BARS else ""
    for first in range(0, len(plots), 2):
        beside = plots[first : first + 2]
        picture, per_inch = bar_plots(beside)
        yield Picture(picture, f"Biểu đồ: {'; '.join(words for words, _ in beside)}{cut}", per_inch)


def _rate(name: str, value: Fraction, indicator: Indicator, *, leading: bool = False) -> PlottedRate:
    shown = rounded(value, indicator.decimals)
    return PlottedRate(name, min(100.0, max(0.0, float(value))), f"{format_number(shown)}%", leading)


# Ranks, outliers, arrivals


def _rank_blocks(found: UnitFigures) -> Iterator[Block]:
    for ranking in found.rankings:
        if not ranking.ranked:
            continue
        mean = format_number(rounded(ranking.mean or Fraction(0), 2), 2)
        yield Paragraph(f"Khối {ranking.block.label}: bình quân {mean} điểm.", Style.BODY)
        columns = (
            Column("Hạng", 0.5, Align.CENTER, whole=True),
            Column("Đơn vị", 3.0),
            Column("Điểm (thang 100)", 1.0, Align.RIGHT, whole=True),
        )
        rows = [Row((each.place, each.unit.place_name, rounded(each.value, 2))) for each in ranking.ranked]
        rows += [Row((None, f"{unit.place_name} (chưa có điểm)", None)) for unit in ranking.unranked]
        yield Table(columns, tuple(rows), name=f"rank{ranking.block.value}", compact=True)


def _outlier_blocks(found: UnitFigures) -> Iterator[Block]:
    if not found.outliers:
        return
    columns = (
        Column("Đơn vị", 1.8),
        Column("Mã", 0.6, Align.CENTER, whole=True),
        Column("Chỉ tiêu", 2.6),
        Column("Số liệu", 0.9, Align.RIGHT, whole=True),
        Column("Thường gặp", 0.9, Align.RIGHT, whole=True),
        Column("Lý do", 2.0),
    )
    units = {unit.code: unit for unit in found.units}
    rows = []
    for (unit, code), each in found.outliers.items():
        indicator = found.sheet.catalogue.by_code[code]
        value, usual = (rounded(number, indicator.decimals) for number in (each.value, each.usual))
        rows.append(Row((units[unit].place_name, code, indicator.name, value, usual, each.words)))
    yield Paragraph(
        "Số liệu khác xa mức thường gặp (trung vị) của các đơn vị cùng khối; cần hỏi lại đơn vị trước khi "
        "dùng.",
        Style.NOTE,
    )
    yield Table(columns, tuple(rows), name="outliers", compact=True)


def _arrival_blocks(arrivals: Sequence[Arrival]) -> Iterator[Block]:
    columns = (
        Column("TT", 0.4, Align.CENTER, whole=True),
        Column("Đơn vị", 2.4),
        Column("Khối", 1.2),
        Column("Tình trạng", 1.3),
        Column("Số ngày muộn", 0.7, Align.RIGHT, whole=True),
        Column("Cần xem lại", 2.4),
    )
    rows = [
        Row(
            (
                number,
                each.unit.place_name,
                each.unit.block.label,
                each.standing.label,
                each.days if each.days and each.standing is not Standing.WAITING else None,
                "\n".join(map(told_to_others, each.problems)) or None,
            )
        )
        for number, each in enumerate(arrivals, 1)
    ]
    yield Table(columns, tuple(rows), name="arrivals", compact=True, filtered=True)


def sent_words(arrivals: Sequence[Arrival]) -> str:
    """The sentence on whose figures the report is made of."""
    missing = [each.unit.place_name for each in arrivals if each.received is None]
    told = f"Số liệu tổng hợp từ báo cáo của {len(arrivals) - len(missing)}/{len(arrivals)} đơn vị"
    if not missing:
        return f"{told}."
    if len(missing) > _NAMES_ACROSS:
        return f"{told}; còn {len(missing)} đơn vị chưa gửi báo cáo (danh sách tại phụ lục)."
    return f"{told}; chưa có báo cáo của: {', '.join(missing)}."


def total_note(total: Total, indicator: Indicator, sent: int) -> str:
    """What is noted beside a total: what stands for a sum where there is none, and of how many units of those
    that sent something it is made («12/15 đơn vị có số liệu»)."""
    if not total.given:
        return ""
    shown = total_cell(total, indicator) if total.value is None else None
    told = [f"Không cộng: {shown}"] if isinstance(shown, str) else []
    if total.given < sent:
        told.append(f"{total.given}/{sent} đơn vị có số liệu")
    return "; ".join(told)
