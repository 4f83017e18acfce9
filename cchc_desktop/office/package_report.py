"""What an office reports of a period, as it travels to the level above: figures, words, what was signed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.errors import Refusal
from ..domain.exchange.unit_report import (
    NONE,
    ReportingUnit,
    UnitIndex,
    UnitReport,
    Value,
    block_of,
    value_of,
)
from ..domain.indicators import Indicator, Nature
from ..domain.readings import Reading, State
from ..domain.report_periods import Period, Span

if TYPE_CHECKING:
    from ..domain.figures import Ledger
    from .catalogues import Catalogues
    from .criteria import Criteria
    from .desk import Desk
    from .figures import Figures
    from .report_text import ReportText

_SAID = (State.ACTUAL, State.ESTIMATE, State.NONE, State.COUNTED)
"""How figures stand that somebody typed, in whichever quarter or form; others the program counts itself."""


def unit_report_of(
    desk: Desk,
    identity: str,
    figures: Figures,
    catalogues: Catalogues,
    text: ReportText,
    criteria: Criteria,
    period: Period,
) -> UnitReport:
    """The report of a period. Raises Refusal where the office is not set up, or nothing is known of it."""
    profile = desk.store.profile()
    if profile is None:
        raise Refusal("Chưa khai báo cơ quan nên chưa có gì để đóng gói.")
    ledger = figures.ledger()
    known = ledger.catalogue(period)
    readings = ledger.readings(period)
    # A longer span is made of its quarters, or of what was given when the office began.
    if not any(each.value is not None and each.state in _SAID for each in readings.values()):
        raise Refusal(f"Chưa có số liệu {period.label} nên chưa đóng gói được báo cáo.", "period")
    head, seal = text.head(period), desk.store.seal(period)
    remarks = {
        str(area): {"results": each.results, "difficulties": each.difficulties, "causes": each.causes}
        for area, each in text.remarks(period).items()
        if not each.is_blank
    }
    return UnitReport(
        unit=ReportingUnit(identity, profile.name, block_of(profile.name), profile.superior),
        period=period,
        catalogue=catalogues.of_period(period).id,
        figures=_values(readings),
        cumulated=_values(ledger.readings(period.cumulated)) if period.cumulated != period else {},
        parts=_parts(ledger, period, known.indicators),
        estimates=tuple(code for code, reading in readings.items() if reading.estimate),
        remarks=remarks,
        texts={row.key: row.text for row in text.passages(period) if row.text},
        index=_index(criteria, period),
        number=head.number if head.is_issued else "",
        issued=head.issued_on if head.is_issued else None,
        seal=() if seal is None else tuple(filter(None, (seal.report, seal.form, seal.statistics))),
    )


def catalogue_text(catalogues: Catalogues, period: Period) -> str:
    """The text of the period's catalogue where it is not the one that the program brings; else nothing."""
    found = catalogues.of_period(period)
    return "" if found.id == catalogue.indicators().id else found.text


def _values(readings: Mapping[str, Reading]) -> dict[str, Value]:
    return {
        code: NONE if each.state is State.NONE else value_of(each.value) for code, each in readings.items()
    }


def _parts(ledger: Ledger, period: Period, indicators: tuple[Indicator, ...]) -> dict[str, tuple[str, str]]:
    """Numerator and denominator of each ratio that is worked out from others."""
    figures: dict[str, Fraction | None] = {
        code: reading.value for code, reading in ledger.readings(period).items()
    }
    found = {}
    for each in indicators:
        share = each.formula.share if each.nature is Nature.RATIO and each.formula is not None else None
        if share is not None:
            over, under = (side.value(figures) for side in share)
            if isinstance(over, Fraction) and isinstance(under, Fraction):
                found[each.code] = (str(over), str(under))
    return found


def _index(criteria: Criteria, period: Period) -> UnitIndex | None:
    """What the index comes to in the year, or nothing where no set is there or nothing is known of it."""
    year = Period(period.year, Span.YEAR)
    try:
        chosen = criteria.of_period(year)
    except Refusal:
        return None
    score = criteria.claimed(chosen, year)
    if score.unknown >= score.most:
        return None
    return UnitIndex(
        chosen.id,
        chosen.title,
        str(score.total),
        str(score.most),
        str(score.unknown),
        {str(number): (str(each.points), str(each.most)) for number, each in enumerate(score.areas, 1)},
    )
