"""Figures as one tidy table: the office's own, into a file or a province's PostgreSQL.

What an office gathered of others goes the same way: whoever has reports of units hands on TidyReports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import Refusal
from ..domain.indicators import Indicator, IndicatorCatalogue, Kind, Nature
from ..domain.report_periods import Period
from ..domain.tidy import TidyReport, all_rows, number, parts, plain_number, share_of, state_of
from ..storage.postgresql.address import Address
from ..storage.postgresql.loading import IndicatorLine, Loaded, ReportLines, UnitLine, loader
from .desk import Desk, Part

if TYPE_CHECKING:
    from .calendar import Calendar
    from .figures import Figures

How = Callable[[Indicator, IndicatorCatalogue], str]
"""How the figures of units make a total: sum, parts, weighted, counted or range."""


class TidyTables(Part):
    """The office's own figures as a tidy table."""

    def __init__(self, desk: Desk, calendar: Calendar, figures: Figures) -> None:
        super().__init__(desk)
        self._calendar, self._figures = calendar, figures

    def periods(self) -> list[Period]:
        """The periods with figures, in their order, quarters before the longer spans that they make."""
        stored = self._figures.ledger().periods
        found = {each for period in stored for each in (period, period.cumulated)}
        return sorted(found, key=lambda each: (each.year, each.quarters[-1].span, not each.span.is_quarter))

    def reports(self, periods: Sequence[Period], unit: str = "", block: str = "") -> list[TidyReport]:
        """The figures of periods, one report for each; ``unit`` is the code that the superior knows it by.

        Raises Refusal where the office was not founded.
        """
        name = self._desk.office_name()
        if not name:
            raise Refusal("Chưa khai báo cơ quan nên chưa có số liệu để xuất.")
        ledger = self._figures.ledger()
        return [
            TidyReport(unit or name, name, block, period, ledger.catalogue(period), ledger.readings(period))
            for period in periods
        ]

    def now(self) -> datetime:
        """When what is loaded now was made."""
        return self._desk.store.now()


def write_reports(reports: Iterable[TidyReport], fmt: str, path: Path) -> int:
    """Writes the tidy table of reports; gives its rows. Raises as `tidy_files.write_tidy`."""
    from ..documents.tidy_files import write_tidy

    return write_tidy(all_rows(reports), fmt, path)


def load_reports(
    reports: Sequence[TidyReport], address: Address, made_at: datetime, how: How | None = None
) -> Loaded:
    """Loads reports into PostgreSQL; those that are there already stay as they are. Raises as `loader`."""
    units = {each.unit: UnitLine(each.unit, each.unit_name, each.block) for each in reports}
    catalogues = {each.catalogue.id: each.catalogue for each in reports}
    with loader(address) as load:
        load.prepare(each.period.id for each in reports)
        load.units(units.values())
        load.indicators(
            line for known in catalogues.values() for line in indicator_lines(known, how or usual_how)
        )
        return load.reports(_lines(each, made_at) for each in reports)


def indicator_lines(catalogue: IndicatorCatalogue, how: How) -> Iterator[IndicatorLine]:
    """The indicators of a catalogue, with how they are summed."""
    for place, each in enumerate(catalogue.indicators, start=1):
        said = how(each, catalogue)
        has_parts = said == "weighted" or share_of(each) is not None
        factor = each.formula.factor if each.formula is not None else 1
        yield IndicatorLine(
            catalogue.id,
            each.code,
            place,
            each.name,
            each.unit,
            each.kind.value,
            each.nature.value,
            said,
            factor,
            has_parts,
        )


def usual_how(indicator: Indicator, _: IndicatorCatalogue) -> str:
    """How a total comes about where nobody says otherwise: counts are added, ratios made of their parts."""
    if indicator.kind is Kind.CHOICE or indicator.nature is Nature.FLAG:
        return "counted"
    if indicator.formula is not None:
        return "parts"
    return "range" if indicator.nature is Nature.RATIO else "sum"


def _lines(report: TidyReport, made_at: datetime) -> ReportLines:
    figures: Mapping[str, Fraction | None] = {
        code: reading.value for code, reading in report.readings.items()
    }
    lines: list[tuple[str, str, str, str, str]] = []
    for indicator in report.catalogue.indicators:
        reading = report.readings.get(indicator.code)
        if reading is not None:
            value, numerator, denominator = (
                plain_number(number(each)) for each in (reading.value, *parts(indicator, figures))
            )
            lines.append((indicator.code, value, numerator, denominator, state_of(reading)))
    return ReportLines(
        report.period.id, report.unit, report.identity, report.catalogue.id, made_at.isoformat(), lines
    )
