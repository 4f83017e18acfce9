"""The rows of the grid of figures: made anew only where something of them changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..domain.figure_checks import Findings, Problem, examine
from ..domain.figures import EMPTY, Figure, Ledger, Reading
from ..domain.indicators import Indicator
from ..domain.report.words import target_met
from ..domain.report_periods import Period
from ..domain.target_links import TargetLink


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator in a period, with all that a grid shows beside it.

    ``figure`` is what was typed, ``reading`` what counts; ``met`` says whether the cumulated figure reaches
    the target, None where there is no target or no figure of all quarters. ``suggestion`` is what the program
    can count by itself where nothing was typed.
    """

    indicator: Indicator
    figure: Figure
    reading: Reading
    cumulated: Reading
    previous: Reading
    last_year: Reading
    target: TargetLink | None = None
    met: bool | None = None
    problems: tuple[Problem, ...] = ()
    suggestion: Decimal | None = None

    @property
    def id(self) -> str:
        """The indicator's code, by which a grid finds its row again."""
        return self.indicator.code


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """The rows of a period in the catalogue's order, and what was found wrong when they were made."""

    rows: tuple[FigureRow, ...]
    findings: Findings

    @property
    def period(self) -> Period:
        """The period that they are of."""
        return self.findings.period


def rows_of(
    ledger: Ledger,
    period: Period,
    targets: Mapping[str, TargetLink],
    suggested: Mapping[str, Decimal],
    before: PeriodRows | None = None,
) -> PeriodRows:
    """The rows of a period. ``targets`` are those that the indicators measure, ``suggested`` what can be
    counted, both by code.

    ``before`` are rows of an earlier time: those that say the same are given back as the same objects.
    """
    if before is not None and before.period != period:
        before = None
    findings = examine(ledger, period, None if before is None else before.findings)
    problems: dict[str, list[Problem]] = {}
    for problem in findings.problems:
        problems.setdefault(problem.code, []).append(problem)
    readings, cumulated = ledger.readings(period), ledger.readings(period.cumulated)
    previous, last_year = ledger.readings(period.previous), ledger.readings(period.last_year)
    typed = ledger.typed(period)
    known = {row.id: row for row in before.rows} if before is not None else {}
    rows = []
    for indicator in ledger.catalogue(period).indicators:
        code = indicator.code
        row = known.get(code)
        reading, of_year, link = readings[code], cumulated[code], targets.get(code)
        suggestion = suggested.get(code) if reading.value is None else None
        wrong = tuple(problems.get(code, ()))
        if not (
            row is not None
            and row.indicator is indicator
            and row.reading is reading
            and row.cumulated is of_year
            and row.previous is previous.get(code, EMPTY)
            and row.last_year is last_year.get(code, EMPTY)
            and row.target is link
            and (row.figure is typed.get(code) or (code not in typed and row.figure.is_blank))
            and row.suggestion == suggestion
            and row.problems == wrong
        ):
            made = FigureRow(
                indicator=indicator,
                figure=ledger.figure(period, code),
                reading=reading,
                cumulated=of_year,
                previous=previous.get(code, EMPTY),
                last_year=last_year.get(code, EMPTY),
                target=link,
                met=None if link is None else target_met(link, of_year),
                problems=wrong,
                suggestion=suggestion,
            )
            # What was worked out anew often comes to the same.
            row = row if row == made else made
        assert row is not None
        rows.append(row)
    return PeriodRows(tuple(rows), findings)
