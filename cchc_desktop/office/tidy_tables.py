"""Figures as one tidy table, for a file or a province's PostgreSQL: the office's, and what it gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue.consolidation import sum_rules
from ..domain.consolidation.lines import UnitLines
from ..domain.consolidation.rules import How
from ..domain.errors import Refusal
from ..domain.indicators import IndicatorCatalogue
from ..domain.report_periods import Period
from ..domain.tidy import TidyReport, all_rows, lines_of, share_of
from ..storage.postgresql.address import Address
from ..storage.postgresql.loading import Loaded, ReportLines, loader
from ..storage.postgresql.statements import IndicatorLine, UnitLine
from .desk import Desk, Part

if TYPE_CHECKING:
    from .calendar import Calendar
    from .consolidating import Consolidating
    from .figures import Figures

Cancelled = Callable[[], bool]


class TidyTables(Part):
    """What there is of figures as tidy tables."""

    def __init__(
        self, desk: Desk, calendar: Calendar, figures: Figures, gathering: Callable[[], Consolidating]
    ) -> None:
        super().__init__(desk)
        self._calendar, self._figures, self._gathering = calendar, figures, gathering

    def periods(self) -> list[Period]:
        """The periods with figures of the office's own, quarters before the longer spans that they make."""
        stored = self._figures.ledger().periods
        found = {each for period in stored for each in (period, period.cumulated)}
        return sorted(found, key=lambda each: (each.year, each.quarters[-1].span, not each.span.is_quarter))

    def own(self, periods: Sequence[Period], unit: str = "", block: str = "") -> list[TidyReport]:
        """The office's own figures, a report for each period; ``unit`` is the code that the superior knows it
        by. Raises Refusal where the office was not founded."""
        name = self._desk.office_name()
        if not name:
            raise Refusal("Chưa khai báo cơ quan nên chưa có số liệu để xuất.")
        ledger, now = self._figures.ledger(), self._desk.store.now()
        found = []
        for period in periods:
            known = ledger.catalogue(period)
            lines = lines_of(known, ledger.readings(period))
            found.append(TidyReport(unit or name, name, block, period, known, lines, made_at=now))
        return found

    def gathered(self, period: Period) -> Iterator[TidyReport]:
        """What units sent of a period, one after the other; those that sent nothing are left out. It is read
        at once, and worked out where it is asked for: by a worker too.

        Raises Refusal where nothing was received.
        """
        gathering = self._gathering()
        found, packages = gathering.gathered(period), gathering.packages(period)
        if not found.sent:
            raise Refusal(f"Chưa nhận được số liệu {period.label} của đơn vị nào.", "period")

        def reports() -> Iterator[TidyReport]:
            for unit, lines in zip(found.units, UnitLines(found.sheet), strict=True):
                if unit.code in packages:
                    package, made_at = packages[unit.code]
                    yield TidyReport(
                        unit.code, unit.name, unit.block.value, period, found.sheet.catalogue, lines,
                        package, made_at,
                    )  # fmt: skip

        return reports()

    def unit_lines(self) -> list[UnitLine]:
        """The units that send here, as a database has them."""
        return [
            UnitLine(
                each.code,
                each.name,
                each.block.value,
                each.valid_from.isoformat() if each.valid_from is not None else None,
                each.valid_to.isoformat() if each.valid_to is not None else None,
                each.merged_into or None,
            )
            for each in self._gathering().units().units
        ]


def write_reports(reports: Iterable[TidyReport], fmt: str, path: Path) -> int:
    """Writes the tidy table of reports; gives its rows. Raises as `tidy_files.write_tidy`."""
    from ..documents.tidy_files import write_tidy

    return write_tidy(all_rows(reports), fmt, path)


def load_reports(
    reports: Iterable[TidyReport],
    address: Address,
    catalogues: Iterable[tuple[Period, IndicatorCatalogue]],
    units: Iterable[UnitLine],
    cancelled: Cancelled | None = None,
) -> Loaded:
    """Loads reports of ``units`` into PostgreSQL, of the periods of ``catalogues``; those that are there
    already stay as they are. Raises as `loader`."""
    known = list(catalogues)
    with loader(address) as load:
        load.prepare(period.id for period, _ in known)
        load.units(units)
        load.indicators(
            line for each in {each.id: each for _, each in known}.values() for line in indicator_lines(each)
        )
        return load.reports(map(report_lines, reports), cancelled=cancelled)


def indicator_lines(catalogue: IndicatorCatalogue) -> Iterator[IndicatorLine]:
    """The indicators of a catalogue, with how the program sums them."""
    rules = sum_rules()
    for place, each in enumerate(catalogue.indicators, start=1):
        how = rules.how(each, catalogue)
        yield IndicatorLine(
            catalogue.id,
            each.code,
            place,
            each.name,
            each.unit,
            each.kind.value,
            each.nature.value,
            how.value,
            each.formula.factor if each.formula is not None else 1,
            how is How.WEIGHTED or share_of(each) is not None,
        )


def report_lines(report: TidyReport) -> ReportLines:
    """A report as a database has it."""
    made_at = report.made_at or datetime.min
    return ReportLines(
        report.period.id,
        report.unit,
        report.identity,
        report.catalogue.id,
        made_at.isoformat(),
        report.figures,
    )
