"""The rows of the grid of figures: made anew only where something of them changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..domain.figure_checks import Findings, differing, examine, same_catalogues
from ..domain.figure_rules import Problem
from ..domain.figures import Ledger
from ..domain.indicators import Indicator
from ..domain.readings import BLANK, EMPTY, Figure, Reading
from ..domain.report_periods import Period
from ..domain.target_links import TargetLink, target_met


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator in a period, with all that a grid shows beside it.

    ``figure`` is what was typed, ``reading`` what counts; ``met`` says whether the cumulated figure reaches
    the target, None where there is no target or no figure of all quarters. ``suggestion`` is, where nothing
    was typed, what there was at the end of the quarter before. ``opening`` is the opening figure that the
    cumulated one is made with; ``is_opening`` says that it is itself what the row is about.
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
    opening: Figure = BLANK
    is_opening: bool = False

    @property
    def id(self) -> str:
        """The indicator's code, by which a grid finds its row again."""
        return self.indicator.code


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """The rows of a period in the catalogue's order, and what they were made from."""

    rows: tuple[FigureRow, ...]
    findings: Findings
    problems: Mapping[str, tuple[Problem, ...]]
    targets: Mapping[str, TargetLink]

    @property
    def period(self) -> Period:
        """The period that they are of."""
        return self.findings.period

    @property
    def ledger(self) -> Ledger:
        """The figures that they show."""
        return self.findings.ledger


def rows_of(
    ledger: Ledger,
    period: Period,
    targets: Mapping[str, TargetLink],
    before: PeriodRows | None = None,
) -> PeriodRows:
    """The rows of a period. ``targets`` are those that the indicators measure, by code.

    ``before`` are rows of an earlier time: those that say the same are given back as the same objects.
    """
    if before is not None and (before.period != period or not same_catalogues(before.ledger, ledger, period)):
        before = None
    findings = examine(ledger, period, None if before is None else before.findings)
    found: dict[str, list[Problem]] = {}
    for problem in findings.problems:
        found.setdefault(problem.code, []).append(problem)
    problems = {code: tuple(of_code) for code, of_code in found.items()}
    catalogue = ledger.catalogue(period)
    places: Iterable[int] = range(len(catalogue.indicators))
    rows: list[FigureRow | None] = [None] * len(catalogue.indicators)
    if before is not None:
        rows = list(before.rows)
        touched = differing(before.ledger, ledger, period)
        touched |= _differing(before.problems, problems)
        touched |= _differing(before.targets, targets)
        places = [catalogue.places[code] for code in touched if code in catalogue.places]
    readings, cumulated = ledger.readings(period), ledger.readings(period.cumulated)
    previous, last_year = ledger.readings(period.previous), ledger.readings(period.last_year)
    for place in places:
        indicator, known = catalogue.indicators[place], rows[place]
        code = indicator.code
        link = targets.get(code)
        is_blank = readings[code].value is None
        suggestion = _going_on(indicator, period, previous.get(code, EMPTY)) if is_blank else None
        row = FigureRow(
            indicator=indicator,
            figure=ledger.figure(period, code),
            reading=readings[code],
            cumulated=cumulated[code],
            previous=previous.get(code, EMPTY),
            last_year=last_year.get(code, EMPTY),
            target=link,
            met=None if link is None else target_met(link, cumulated[code]),
            problems=problems.get(code, ()),
            suggestion=suggestion,
            opening=_opening(ledger, cumulated[code].opening, code),
        )
        # What was worked out anew often comes to the same.
        rows[place] = known if known == row else row
    result = tuple(row for row in rows if row is not None)
    return PeriodRows(result, findings, problems, targets)


def _opening(ledger: Ledger, span: Period | None, code: str) -> Figure:
    """The opening figure that was given, or that form II.06a of the span comes to."""
    if span is None:
        return BLANK
    given, total = ledger.opening(span, code), ledger.total(span, code)
    return given if given.value is not None or total is None else Figure(Decimal(total))


def _going_on(indicator: Indicator, period: Period, previous: Reading) -> Decimal | None:
    """What there was at the end of the quarter before, where there is as a rule as much of it now.

    Not what the program counts, such as the dossiers that are pending: these are others each quarter.
    """
    if not period.span.is_quarter or not indicator.is_state or indicator.counted:
        return None
    return previous.shown(indicator)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The codes that have another value, or none any more."""
    if before is after:
        return set()
    return {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
