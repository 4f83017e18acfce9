"""What a figure is held to by itself: an opening figure, a count of different things, a digit too many.

The rules between indicators are the catalogue's (`figure_checks.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .figures import Count, Ledger
from .indicators import Indicator, Kind, Nature, Severity
from .numerals import format_number
from .readings import Figure, Reading, State, displayed
from .report_periods import Period

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


def too_great(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """A computed figure beyond what can be."""
    if indicator.formula is None or indicator.at_most is None:
        return None
    value = ledger.reading(period, indicator.code).value
    if value is None or value <= indicator.at_most:
        return None
    operands = indicator.formula.operands
    codes = " và ".join(operands) if len(operands) == 2 else ", ".join(operands)
    advice = (
        f"Hãy kiểm tra các mã {codes}; nếu có việc của kỳ trước xong trong kỳ này thì xem số lũy kế."
        if period.span.is_quarter
        else f"Hãy kiểm tra các mã {codes} ở từng quý, kể cả quý chưa có số liệu."
    )
    most = _with_unit(indicator, Fraction(indicator.at_most))
    sentence = f"«{indicator.name}» là {_with_unit(indicator, value)}, lớn hơn {most}. {advice}"
    return Problem(indicator.code, Severity.WARNING, sentence, (indicator.code, *operands), period)


def _carried_otherwise(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """An opening figure, typed or counted, that is not what the quarter before hands on."""
    if indicator.kind is not Kind.CARRIED or not period.span.is_quarter:
        return None
    handed_on = ledger.carried(period, indicator)
    reading = ledger.reading(period, indicator.code)
    counted = reading.state is State.COUNTED
    own = reading.value if counted else ledger.figure(period, indicator.code).number
    if handed_on is None or own is None or own == handed_on.value:
        return None
    advice = "Hãy sửa biểu II.06a" if counted else "Hãy xóa số đã nhập"
    before, it = f"do {period.previous.label} chuyển sang", "số của kỳ trước"
    if handed_on.opening is not None:
        before, it = f"theo số lũy kế ban đầu {handed_on.opening.label}", "số lũy kế ban đầu"
    sentence = (
        f"«{indicator.name}» ghi {Reading(own).words(indicator)}, khác số {handed_on.words(indicator)} "
        f"{before} (mã {indicator.carried_from}). {advice} hoặc sửa {it}."
    )
    codes = (indicator.code, indicator.carried_from)
    return Problem(indicator.code, Severity.ERROR, sentence, codes, period)


def _beside_form(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """A figure that was typed beside another total of form II.06a, in a quarter of the period: to be settled
    or given a reason, and then still to be looked at with both numbers."""
    found = _besides(ledger, period, indicator.code, ledger.beside_form)
    if not found:
        return None
    told = _both(period, indicator, found, "biểu II.06a cộng được")
    reasons = [figure.note for figure, _ in found.values()]
    advice = (
        f"Đang dùng số nhập tay, lý do: {'; '.join(dict.fromkeys(reasons))}."
        if all(reasons)
        else "Đang dùng số nhập tay; hãy xóa số đó để lấy số của biểu, hoặc ghi lý do ở cột «Ghi chú»."
    )
    severity = Severity.WARNING if all(reasons) else Severity.ERROR
    sentence = f"«{indicator.name}»: {'; '.join(told)}. {advice}"
    return Problem(indicator.code, severity, sentence, (indicator.code,), next(iter(found)))


_Besides = Mapping[Period, tuple[Figure, Count]]


def _besides(
    ledger: Ledger,
    period: Period,
    code: str,
    beside: Callable[[Period, str], tuple[Figure, Count] | None],
) -> _Besides:
    """The typed figures of a period's quarters with what was counted otherwise beside them; what an opening
    figure stands for is none of them."""
    found = {quarter: each for quarter in period.quarters if (each := beside(quarter, code)) is not None}
    if found and (opening := ledger.opening_of(period)) is not None:
        found = {quarter: each for quarter, each in found.items() if quarter not in opening.quarters}
    return found


def _both(period: Period, indicator: Indicator, found: _Besides, counted: str) -> list[str]:
    """Both numbers of each quarter in words."""
    told = []
    for quarter, (figure, total) in found.items():
        where = "" if quarter == period else f"{quarter.short_label} "
        typed = _as_words(indicator, figure.number or Fraction(0))
        told.append(f"{where}nhập tay {typed}, {counted} {_as_words(indicator, Fraction(total))}")
    return told


def _beside_count(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """A figure that was typed beside another count of the office's own tasks, documents or registers: an
    error with both numbers, for the annexes of the report list what was counted."""
    found = _besides(ledger, period, indicator.code, ledger.beside_count)
    if not found:
        return None
    told = "; ".join(_both(period, indicator, found, "chương trình đếm được"))
    lacking = "" if all(figure.note for figure, _ in found.values()) else ", hoặc ghi lý do ở cột «Ghi chú»"
    sentence = (
        f"«{indicator.name}»: {told}. Đang dùng số nhập tay; hãy xóa số đó để lấy số đếm được, hoặc cập nhật "
        f"{indicator.counted_in}{lacking}."
    )
    return Problem(indicator.code, Severity.ERROR, sentence, (indicator.code,), next(iter(found)))


def _miscounted(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """A count of different things over a longer span that what it is made of makes impossible."""
    if indicator.nature is not Nature.DISTINCT:
        return None
    span = period.cumulated
    own = ledger.figure(span, indicator.code).number
    if span.span.is_quarter or own is None:
        return None
    parts = ledger.parts(span, indicator)
    every = parts | {quarter: ledger.reading(quarter, indicator.code) for quarter in span.quarters}
    values = {each: reading.value for each, reading in every.items() if reading.value is not None}
    if not values:
        return None
    name, shown = indicator.name, _with_unit(indicator, own)
    largest = max(values, key=lambda each: values[each])
    total = sum((values.get(part, Fraction(0)) for part in parts), Fraction(0))
    if own < values[largest]:
        sentence = (
            f"«{name}» đếm không trùng được {shown}, nhỏ hơn riêng {largest.label} "
            f"({_with_unit(indicator, values[largest])}). Hãy đếm lại."
        )
    elif own > total and values.keys() >= parts.keys():
        of_quarters = all(part.span.is_quarter for part in parts)
        *first, last = (part.short_label for part in parts)
        summed = "các quý" if of_quarters else " và ".join(filter(None, (", ".join(first), last)))
        sentence = (
            f"«{name}» đếm không trùng được {shown}, lớn hơn tổng {summed} "
            f"({_with_unit(indicator, total)}). Hãy đếm lại hoặc sửa số của "
            f"{'quý' if of_quarters else 'các kỳ này'}."
        )
    else:
        return None
    return Problem(indicator.code, Severity.ERROR, over(span, period, sentence), (indicator.code,), span)


def _opened_otherwise(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """An opening figure that form II.06a of its span, or the figures of its quarters, do not come to."""
    if indicator.kind is Kind.COMPUTED or period.cumulated.span.is_quarter:
        return None
    span, opened = next(iter(ledger.parts(period.cumulated, indicator).items()))
    if opened.value is None or opened.opening != span:
        return None
    form = ledger.total(span, indicator.code)
    if form is not None and form != opened.value:
        return _opened_beside(indicator, span, opened.value, "biểu II.06a lũy kế", Fraction(form))
    # Where all of it comes from the form, what differs is told of its fields.
    entered = {
        quarter: reading.value
        for quarter in span.quarters
        if (reading := ledger.entered(quarter, indicator.code)).value is not None
        and not (opened.state is State.COUNTED and reading.state is State.COUNTED)
    }
    if not entered:
        return None
    first, last = span.quarters[0], span.last_quarter
    total, where = sum(entered.values(), Fraction(0)), "các quý đã nhập cộng lại"
    is_whole = len(entered) == len(span.quarters)
    match indicator:
        case Indicator(kind=Kind.CARRIED):
            total, where = entered.get(first, opened.value), first.label
            agrees = total == opened.value
        case Indicator(nature=Nature.FLOW):
            agrees = total == opened.value if is_whole else total <= opened.value
        case Indicator(nature=Nature.DISTINCT):
            agrees = max(entered.values()) <= opened.value and (total >= opened.value or not is_whole)
        case Indicator(is_state=True):
            total, where = entered.get(last, opened.value), last.label
            agrees = total == opened.value
        case _:
            agrees = True
    return None if agrees else _opened_beside(indicator, span, opened.value, where, total)


def _opened_beside(
    indicator: Indicator, span: Period, opened: Fraction, where: str, total: Fraction
) -> Problem:
    sentence = (
        f"«{indicator.name}»: số lũy kế ban đầu {span.label} là {_as_words(indicator, opened)}, "
        f"{where} là {_as_words(indicator, total)}. Chương trình lấy số lũy kế ban đầu; "
        "hãy sửa một trong hai cho khớp."
    )
    return Problem(indicator.code, Severity.WARNING, sentence, (indicator.code,), span)


def _tenfold(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """A typed figure that is ten times what it was before and a year ago: often a digit too many."""
    if indicator.kind is not Kind.TYPED or not period.span.is_quarter:
        return None
    value = ledger.reading(period, indicator.code).value
    if value is None or value < _SMALLEST_TENFOLD:
        return None
    earlier = {
        each: ledger.reading(each, indicator.code).value for each in (period.previous, period.last_year)
    }
    if not all(known and value >= _TENFOLD * known for known in earlier.values()):
        return None
    shown = "; ".join(
        f"{each.label}: {_with_unit(indicator, known)}" for each, known in earlier.items() if known
    )
    sentence = (
        f"«{indicator.name}» là {_with_unit(indicator, value)}, gấp từ 10 lần trở lên ({shown}). "
        "Có thể thừa một chữ số 0; hãy xem lại."
    )
    return Problem(indicator.code, Severity.WARNING, sentence, (indicator.code,), period)


def _parts_of_one(ledger: Ledger, period: Period, indicator: Indicator) -> Problem | None:
    """A typed percentage that looks like a part of 1: «0,96» for 96%."""
    if indicator.kind is not Kind.TYPED or indicator.unit != "%" or not period.span.is_quarter:
        return None
    value = ledger.reading(period, indicator.code).value
    if value is None or not 0 < value < 1:
        return None
    earlier = ((each, ledger.reading(each, indicator.code)) for each in (period.previous, period.last_year))
    known = next(((each, reading.value) for each, reading in earlier if reading.value is not None), None)
    if known is None or known[1] <= _MOST_OF_ALL:
        return None
    sentence = (
        f"«{indicator.name}» là {_with_unit(indicator, value)}, {known[0].label} là "
        f"{_with_unit(indicator, known[1])}. Có thể phải nhập {_with_unit(indicator, value * 100)}; "
        "hãy xem lại."
    )
    return Problem(indicator.code, Severity.WARNING, sentence, (indicator.code,), period)


_Rule = Callable[[Ledger, Period, Indicator], Problem | None]
OF_TYPED: tuple[_Rule, ...] = (
    _carried_otherwise,
    _beside_form,
    _beside_count,
    _miscounted,
    _opened_otherwise,
    _tenfold,
    _parts_of_one,
)


def _as_words(indicator: Indicator, value: Fraction) -> str:
    """The words of a choice, or the number with its unit."""
    return Reading(value).words(indicator) if indicator.choices else _with_unit(indicator, value)


def _with_unit(indicator: Indicator, value: Fraction) -> str:
    shown = format_number(displayed(value, indicator.decimals))
    return f"{shown}%" if indicator.unit == "%" else f"{shown} {indicator.unit}"


def over(where: Period, period: Period, sentence: str) -> str:
    """The sentence, saying first where it speaks of another period than the one asked for."""
    if where == period:
        return sentence
    # «TTHC …» keeps its capital.
    lowered = sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence
    return f"Lũy kế {where.label}: {lowered}"
