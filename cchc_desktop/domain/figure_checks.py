"""What is wrong with the figures of a period, what is still missing, and what may not be stored.

The rules between indicators are the catalogue's (FACTS.md section 5.2); the others follow from what a figure
is: an opening figure, a count of different things, a number with a digit too many.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction

from .errors import Refusal
from .figures import Ledger, Reading, State, displayed
from .indicators import Check, Indicator, IndicatorCatalogue, Kind, Nature, Severity
from .numerals import format_number
from .report_periods import Period

_PLACEHOLDER = re.compile(r"\{(\d{1,2}\.\d{2})\}")
_TENFOLD = 10
_SMALLEST_TENFOLD = 100
_MOST_OF_ALL = 50
"""Where most was reached before, less than one percent is as a rule a ratio that was meant as parts of 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with figures of a period, shown at indicator ``code``; ``codes`` are all that take part.

    ``period`` is the one that the sentence speaks of: the period asked for, or what was cumulated by its end.
    """

    code: str
    severity: Severity
    sentence: str
    codes: tuple[str, ...]
    period: Period


def problems(ledger: Ledger, period: Period) -> list[Problem]:
    """Everything that is wrong with a period's figures, in the catalogue's order.

    What was cumulated by its end is looked at too, where that is a longer span.
    """
    catalogue = ledger.catalogue(period)
    found = _broken_checks(ledger, period)
    checked = {code for problem in found for code in problem.codes}
    found += _too_great(ledger, period, checked)
    found += _carried_otherwise(ledger, period)
    found += _miscounted(ledger, period)
    found += _tenfold(ledger, period)
    found += _parts_of_one(ledger, period)
    order = {indicator.code: place for place, indicator in enumerate(catalogue.indicators)}
    return sorted(found, key=lambda problem: order[problem.code])


def refuse_broken(before: Ledger, after: Ledger, period: Period, codes: Iterable[str]) -> None:
    """Refuses edits of a period that break a rule whose severity is «refused».

    ``codes`` are the edited indicators, ``before`` and ``after`` the figures without and with the edits. A
    rule that was broken before is no reason to refuse. Raises Refusal with the edited code as its field.
    """
    catalogue = after.catalogue(period)
    edited = {code: affected(catalogue, code) for code in codes}
    for check in catalogue.checks:
        if check.severity is not Severity.REFUSED:
            continue
        cause = next((code for code, reached in edited.items() if reached & set(check.rule.operands)), None)
        where = period.cumulated if check.over == "span" else period
        if cause is not None and _is_broken(after, check, where) and not _is_broken(before, check, where):
            raise Refusal(_sentence(after, check, where, period), cause)


def missing(ledger: Ledger, period: Period) -> list[str]:
    """The codes that have no figure in the period and that nobody but an official can give one.

    A longer span lacks what none of its quarters has.
    """
    readings = ledger.readings(period)
    return [
        indicator.code
        for indicator in ledger.catalogue(period).indicators
        if indicator.kind is not Kind.COMPUTED
        and indicator.is_asked(period)
        and readings[indicator.code].value is None
    ]


def gaps(
    catalogue: IndicatorCatalogue, readings: Mapping[str, Reading], period: Period
) -> dict[Period, list[str]]:
    """The quarters that figures of a longer span were made without, and the codes of those figures.

    Of the opening figures only those of the first quarter are meant: the others follow from what is typed.
    """
    found: dict[Period, list[str]] = {}
    for quarter in period.quarters:
        opens = quarter == period.quarters[0]
        codes = [
            one.code
            for one in catalogue.indicators
            if (one.is_typed or (opens and one.kind is Kind.CARRIED))
            and readings[one.code].value is not None
            and quarter.id in readings[one.code].lacks
        ]
        if codes:
            found[quarter] = codes
    return found


def affected(catalogue: IndicatorCatalogue, code: str) -> set[str]:
    """The code, and those that are computed from it."""
    reached = {code}
    for indicator in catalogue.computed_in_order:
        assert indicator.formula is not None
        if reached & set(indicator.formula.operands):
            reached.add(indicator.code)
    return reached


# The catalogue's rules


def _broken_checks(ledger: Ledger, period: Period) -> list[Problem]:
    found = []
    for check in ledger.catalogue(period).checks:
        spans = [period.cumulated] if check.over == "span" else [period, period.cumulated]
        # What is wrong in the period itself is as a rule wrong in what is cumulated, for the same reason.
        where = next((span for span in spans if _is_broken(ledger, check, span)), None)
        if where is not None:
            operands = check.rule.operands
            severity = _severity(ledger.catalogue(period), check, where)
            sentence = _sentence(ledger, check, where, period)
            found.append(Problem(operands[0], severity, sentence, operands, where))
    return found


def _is_broken(ledger: Ledger, check: Check, period: Period) -> bool:
    known = ledger.catalogue(period).by_code
    if any(code not in known for code in check.rule.operands):
        return False
    readings = {code: ledger.reading(period, code) for code in check.rule.operands}
    if check.rule.holds({code: reading.value for code, reading in readings.items()}):
        return False
    if [reading.state for reading in readings.values()] == [State.NONE]:
        # A bound of a figure says nothing of what did not occur.
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
    return frozenset(one.id for one in period.quarters if not codes <= set(ledger.catalogue(one).by_code))


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
        mixed = len({_is_summed(one) for one in operands}) > 1
        if mixed or any(one.nature is Nature.DISTINCT for one in operands):
            return Severity.WARNING
    return Severity.ERROR if check.severity is Severity.REFUSED else check.severity


def _sentence(ledger: Ledger, check: Check, where: Period, period: Period) -> str:
    """The check's sentence with the figures in it; what was cumulated is named."""
    known = ledger.catalogue(where)

    def shown(found: re.Match[str]) -> str:
        return ledger.reading(where, found[1]).words(known.get(found[1]))

    return _over(where, period, _PLACEHOLDER.sub(shown, check.sentence))


def _over(where: Period, period: Period, sentence: str) -> str:
    if where == period:
        return sentence
    # «TTHC …» keeps its capital.
    lowered = sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
    return f"Lũy kế {where.label}: {lowered}"


# What follows from the figures themselves


def _too_great(ledger: Ledger, period: Period, checked: Set[str]) -> Iterator[Problem]:
    """Computed figures beyond what can be, where no rule already says why."""
    for indicator in ledger.catalogue(period).indicators:
        value = ledger.reading(period, indicator.code).value
        if indicator.formula is None or indicator.at_most is None or value is None:
            continue
        operands = indicator.formula.operands
        if value > indicator.at_most and not checked & set(operands):
            codes = " và ".join(operands) if len(operands) == 2 else ", ".join(operands)
            advice = (
                f"Hãy kiểm tra các mã {codes}; nếu có việc của kỳ trước xong trong kỳ này thì xem số lũy kế."
                if period.span.is_quarter
                else f"Hãy kiểm tra các mã {codes} ở từng quý, kể cả quý chưa có số liệu."
            )
            most = _with_unit(indicator, Fraction(indicator.at_most))
            sentence = f"«{indicator.name}» là {_with_unit(indicator, value)}, lớn hơn {most}. {advice}"
            yield Problem(indicator.code, Severity.WARNING, sentence, (indicator.code, *operands), period)


def _carried_otherwise(ledger: Ledger, period: Period) -> Iterator[Problem]:
    """Opening figures, typed or counted, that are not what the quarter before hands on."""
    if not period.span.is_quarter:
        return
    readings = ledger.readings(period)
    for indicator in ledger.catalogue(period).indicators:
        if indicator.kind is not Kind.CARRIED:
            continue
        handed_on = ledger.carried(period, indicator)
        counted = readings[indicator.code].state is State.COUNTED
        typed = ledger.figure(period, indicator.code).value
        own = readings[indicator.code].value if counted else None if typed is None else Fraction(typed)
        if handed_on is None or own is None or own == handed_on.value:
            continue
        advice = "Hãy sửa biểu II.06a" if counted else "Hãy xóa số đã nhập"
        sentence = (
            f"«{indicator.name}» ghi {Reading(own).words(indicator)}, khác số {handed_on.words(indicator)} "
            f"do {period.previous.label} chuyển sang (mã {indicator.carried_from}). {advice} "
            "hoặc sửa số của kỳ trước."
        )
        codes = (indicator.code, indicator.carried_from)
        yield Problem(indicator.code, Severity.ERROR, sentence, codes, period)


def _miscounted(ledger: Ledger, period: Period) -> Iterator[Problem]:
    """Counts of different things over a longer span that what it is made of makes impossible."""
    span = period.cumulated
    if span.span.is_quarter:
        return
    for indicator in ledger.catalogue(span).indicators:
        own = ledger.figure(span, indicator.code).value
        if indicator.nature is not Nature.DISTINCT or own is None:
            continue
        parts = ledger.parts(span, indicator)
        every = parts | {one: ledger.reading(one, indicator.code) for one in span.quarters}
        values = {one: reading.value for one, reading in every.items() if reading.value is not None}
        if not values:
            continue
        name, shown = indicator.name, _with_unit(indicator, Fraction(own))
        largest = max(values, key=lambda one: values[one])
        total = sum((values.get(one, Fraction(0)) for one in parts), Fraction(0))
        if own < values[largest]:
            sentence = (
                f"«{name}» đếm không trùng được {shown}, nhỏ hơn riêng {largest.label} "
                f"({_with_unit(indicator, values[largest])}). Hãy đếm lại."
            )
        elif own > total and values.keys() >= parts.keys():
            of_quarters = all(one.span.is_quarter for one in parts)
            summed = "các quý" if of_quarters else " và ".join(one.short_label for one in parts)
            sentence = (
                f"«{name}» đếm không trùng được {shown}, lớn hơn tổng {summed} "
                f"({_with_unit(indicator, total)}). Hãy đếm lại hoặc sửa số của "
                f"{'quý' if of_quarters else 'các kỳ này'}."
            )
        else:
            continue
        yield Problem(indicator.code, Severity.ERROR, _over(span, period, sentence), (indicator.code,), span)


def _tenfold(ledger: Ledger, period: Period) -> Iterator[Problem]:
    """Typed figures that are ten times what they were before and a year ago: often a digit too many."""
    if not period.span.is_quarter:
        return
    readings = ledger.readings(period)
    for indicator in ledger.catalogue(period).indicators:
        value = readings[indicator.code].value
        if indicator.kind is not Kind.TYPED or value is None or value < _SMALLEST_TENFOLD:
            continue
        earlier = {
            one: ledger.reading(one, indicator.code).value for one in (period.previous, period.last_year)
        }
        if all(known and value >= _TENFOLD * known for known in earlier.values()):
            shown = "; ".join(
                f"{one.label}: {_with_unit(indicator, known)}" for one, known in earlier.items() if known
            )
            sentence = (
                f"«{indicator.name}» là {_with_unit(indicator, value)}, gấp từ 10 lần trở lên ({shown}). "
                "Có thể thừa một chữ số 0; hãy xem lại."
            )
            yield Problem(indicator.code, Severity.WARNING, sentence, (indicator.code,), period)


def _parts_of_one(ledger: Ledger, period: Period) -> Iterator[Problem]:
    """Typed percentages that look like parts of 1: «0,96» for 96%."""
    if not period.span.is_quarter:
        return
    readings = ledger.readings(period)
    for indicator in ledger.catalogue(period).indicators:
        value = readings[indicator.code].value
        if indicator.kind is not Kind.TYPED or indicator.unit != "%" or value is None or not 0 < value < 1:
            continue
        earlier = ((one, ledger.reading(one, indicator.code)) for one in (period.previous, period.last_year))
        known = next(((one, reading.value) for one, reading in earlier if reading.value is not None), None)
        if known is not None and known[1] > _MOST_OF_ALL:
            meant = _with_unit(indicator, value * 100)
            sentence = (
                f"«{indicator.name}» là {_with_unit(indicator, value)}, {known[0].label} là "
                f"{_with_unit(indicator, known[1])}. Có thể phải nhập {meant}; hãy xem lại."
            )
            yield Problem(indicator.code, Severity.WARNING, sentence, (indicator.code,), period)


def _with_unit(indicator: Indicator, value: Fraction) -> str:
    shown = format_number(displayed(value, indicator.decimals))
    return f"{shown}%" if indicator.unit == "%" else f"{shown} {indicator.unit}"
