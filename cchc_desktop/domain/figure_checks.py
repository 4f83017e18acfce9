"""What is wrong with the figures of a period, what is still missing, and what may not be stored.

The rules between indicators are the catalogue's (FACTS.md section 5.2); the others follow from what a figure
is: an opening figure, a count of different things, a number with a digit too many.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from .errors import Refusal
from .figure_rules import OF_TYPED, Problem, over, too_great
from .figures import Ledger
from .indicators import Check, Indicator, IndicatorCatalogue, Kind, Nature, Severity
from .readings import Reading, State
from .report_periods import Period

_PLACEHOLDER = re.compile(r"\{(\d{1,2}\.\d{2})\}")


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a period's figures in a ledger, kept by the rule and the code that found it.

    ``broken`` are the catalogue's checks in its order, with None for those that are kept; ``great`` the
    computed figures beyond what can be, whether or not a check says why; ``typed`` what each rule about
    typed figures found, in the order of the rules.
    """

    ledger: Ledger
    period: Period
    broken: tuple[Problem | None, ...]
    great: Mapping[str, Problem]
    typed: tuple[Mapping[str, Problem], ...]

    @property
    def problems(self) -> list[Problem]:
        """All of it in the catalogue's order."""
        found = [problem for problem in self.broken if problem is not None]
        # Where a rule is broken, it says already why a share is beyond what can be.
        checked = {code for problem in found for code in problem.codes}
        found += (problem for problem in self.great.values() if not checked.intersection(problem.codes[1:]))
        for by_code in self.typed:
            found += by_code.values()
        places = self.ledger.catalogue(self.period).places
        return sorted(found, key=lambda problem: places[problem.code])


def problems(ledger: Ledger, period: Period) -> list[Problem]:
    """Everything that is wrong with a period's figures, in the catalogue's order.

    What was cumulated by its end is looked at too, where that is a longer span.
    """
    return examine(ledger, period).problems


def examine(ledger: Ledger, period: Period, before: Findings | None = None) -> Findings:
    """What is wrong with a period's figures. ``before`` is what was found in another ledger: only what can
    differ from it is looked at anew.
    """
    catalogue = ledger.catalogue(period)
    if before is None or before.period != period or not same_catalogues(before.ledger, ledger, period):
        everything = Findings(ledger, period, (None,) * len(catalogue.checks), {}, ({},) * len(OF_TYPED))
        return _examined_anew(everything, ledger, catalogue.by_code.keys())
    changed = differing(before.ledger, ledger, period)
    return _examined_anew(before, ledger, changed) if changed else before


def differing(before: Ledger, after: Ledger, period: Period) -> set[str]:
    """The codes that two ledgers have other figures of in a period, or in those that it is held against.

    Readings that are worked out anew count as others, also where they come to the same.
    """
    if before is after:
        return set()
    changed = _differing(before.typed(period), after.typed(period))
    for quarter in period.quarters:
        changed |= _differing(before.typed(quarter), after.typed(quarter))
        changed |= _differing(before.totals(quarter), after.totals(quarter))
        changed |= _differing(before.counts(quarter), after.counts(quarter))
    for fromkey in dict.fromkeys((period, period.cumulated, period.previous, period.last_year)):
        changed |= _differing(before.readings(fromkey), after.readings(fromkey))
    return changed


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    if before is after:
        return set()
    changed = {code for code, value in after.items() if before.get(code) is not value}
    return changed.union(before.keys() - after.keys())


def same_catalogues(before: Ledger, after: Ledger, period: Period) -> bool:
    """Whether two ledgers make a period, and those that it is held against, with the same catalogues."""
    return all(
        before.catalogue(quarter) is after.catalogue(quarter)
        for quarter in (*period.cumulated.quarters, period.previous, period.last_year)
    )


def _examined_anew(before: Findings, ledger: Ledger, changed: Set[str]) -> Findings:
    """The findings with those of all rules that these codes take part in."""
    period = before.period
    catalogue = ledger.catalogue(period)
    broken = tuple(
        known if changed.isdisjoint(check.rule.operands) else _broken(ledger, check, period)
        for check, known in zip(catalogue.checks, before.broken, strict=True)
    )
    # What the quarter before hands on, or a longer span is made from, changes the readings made from it.
    touched = [indicator for indicator in catalogue.indicators if indicator.code in changed]
    great, *typed = (
        {code: problem for code, problem in known.items() if code not in changed}
        | {each.code: problem for each in touched if (problem := rule(ledger, period, each)) is not None}
        for known, rule in zip((before.great, *before.typed), (too_great, *OF_TYPED), strict=True)
    )
    return Findings(ledger, period, broken, great, tuple(typed))


def refuse_broken(before: Ledger, after: Ledger, period: Period, codes: Iterable[str]) -> None:
    """Refuses edits of a period that break a rule whose severity is «refused».

    ``codes`` are the edited indicators, ``before`` and ``after`` the figures without and with the edits. A
    rule that was broken before is no reason to refuse, nor one that opening figures may break and be right: a
    count that was summed over quarters. Raises Refusal with the edited code as its field.
    """
    catalogue = after.catalogue(period)
    edited = {code: affected(catalogue, code) for code in codes}
    for check in catalogue.refusing:
        operands = check.rule.operands
        cause = next((code for code, reached in edited.items() if not reached.isdisjoint(operands)), None)
        where = period.cumulated if check.over == "span" else period
        if cause is None or not _is_broken(after, check, where) or _is_broken(before, check, where):
            continue
        is_opening = after.reading(where, cause).opening is not None
        if not is_opening or _severity(catalogue, check, where) is not Severity.WARNING:
            raise Refusal(_sentence(after, check, where, period), cause)


def missing(ledger: Ledger, period: Period) -> list[str]:
    """The codes that have no figure in the period and that nobody but an official can give one.

    A longer span lacks what none of its quarters has.
    """
    readings = ledger.readings(period)
    asked = ledger.catalogue(period).asked(period)
    return [indicator.code for indicator in asked if readings[indicator.code].value is None]


def gaps(
    catalogue: IndicatorCatalogue,
    readings: Mapping[str, Reading],
    period: Period,
    opening: Period | None = None,
) -> dict[Period, list[str]]:
    """The quarters that figures of a longer span were made without, and the codes of those figures.

    Of the opening figures only those of the first quarter are meant: the others follow from what is typed.
    ``opening`` is the span that figures were given of when the office began; it stands for its quarters.
    """
    found: dict[Period, list[str]] = {}
    begun = opening.quarters if opening is not None else ()
    later = [(each, (each,)) for each in period.quarters if each not in begun]
    for place, quarters in [*([(opening, begun)] if opening is not None else []), *later]:
        opens = period.quarters[0] in quarters
        codes = [
            indicator.code
            for indicator in catalogue.indicators
            if (indicator.is_typed or (opens and indicator.kind is Kind.CARRIED))
            and readings[indicator.code].value is not None
            and not {each.id for each in quarters}.isdisjoint(readings[indicator.code].lacks)
        ]
        if codes:
            found[place] = codes
    return found


def affected(catalogue: IndicatorCatalogue, code: str) -> set[str]:
    """The code, and those that are computed from it."""
    return catalogue.reached((code,))


# The catalogue's rules


def _broken(ledger: Ledger, check: Check, period: Period) -> Problem | None:
    """What a check finds wrong, in the period itself or in what is cumulated by its end."""
    spans = [period.cumulated] if check.over == "span" else [period, period.cumulated]
    # What is wrong in the period itself is as a rule wrong in what is cumulated, for the same reason.
    where = next((span for span in spans if _is_broken(ledger, check, span)), None)
    if where is None:
        return None
    operands = check.rule.operands
    severity = _severity(ledger.catalogue(period), check, where)
    return Problem(operands[0], severity, _sentence(ledger, check, where, period), operands, where)


def _is_broken(ledger: Ledger, check: Check, period: Period) -> bool:
    known = ledger.catalogue(period).by_code
    if any(code not in known for code in check.rule.operands):
        return False
    readings = {code: ledger.reading(period, code) for code in check.rule.operands}
    if check.rule.holds({code: reading.value for code, reading in readings.items()}):
        return False
    alone = next(iter(readings.values())) if len(readings) == 1 else None
    if alone is not None and (alone.state is State.NONE or (alone.lacks and not alone.value)):
        # A bound of a figure says nothing of what did not occur, nor where only its end is not known yet.
        return False
    # Sums of different quarters cannot be held against each other.
    made_without = {
        frozenset(reading.lacks) | _before_it_was_asked(ledger, period, known[code])
        for code, reading in readings.items()
        if _is_summed(known[code])
    }
    return period.span.is_quarter or len(made_without) <= 1


def _before_it_was_asked(ledger: Ledger, period: Period, indicator: Indicator) -> frozenset[str]:
    """The quarters of a period whose catalogue lacks the indicator, or something that it is computed from."""
    known = ledger.catalogue(period).by_code
    codes, waiting = {indicator.code}, [indicator]
    while waiting:
        formula = waiting.pop().formula
        operands = set(formula.operands) - codes if formula is not None else set()
        codes |= operands
        waiting += [known[code] for code in operands]
    return frozenset(
        quarter.id for quarter in period.quarters if not codes <= set(ledger.catalogue(quarter).by_code)
    )


def _is_summed(indicator: Indicator) -> bool:
    return indicator.nature in (Nature.FLOW, Nature.DISTINCT) or indicator.kind is Kind.CARRIED


def _is_equation(check: Check) -> bool:
    return not set("<>") & set(check.rule.text)


def _severity(catalogue: IndicatorCatalogue, check: Check, period: Period) -> Severity:
    """A stored figure that would be refused is an error.

    Over a longer span an inequality between a sum and what there is at the end, or one of a count that was
    summed, may be broken by figures that are right; an equation may not, its parts are chosen to fit.
    """
    if check.over == "period" and not period.span.is_quarter and not _is_equation(check):
        operands = [catalogue.by_code[code] for code in check.rule.operands]
        mixed = len({_is_summed(operand) for operand in operands}) > 1
        if mixed or any(operand.nature is Nature.DISTINCT for operand in operands):
            return Severity.WARNING
    return Severity.ERROR if check.severity is Severity.REFUSED else check.severity


def _sentence(ledger: Ledger, check: Check, where: Period, period: Period) -> str:
    """The check's sentence with the figures in it; what was cumulated is named."""
    known = ledger.catalogue(where)

    def shown(found: re.Match[str]) -> str:
        return ledger.reading(where, found[1]).words(known.get(found[1]))

    return over(where, period, _PLACEHOLDER.sub(shown, check.sentence))
