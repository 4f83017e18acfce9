"""How a figure was come to: the rule that made it, and what it was made from, down to what was typed.

The same rules as `figures.Ledger` works by, told step by step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .figures import Ledger
from .indicators import Indicator, Kind, Nature
from .readings import BLANK, Figure, Reading, State
from .report_periods import Period


class Rule(StrEnum):
    """What makes a figure."""

    TYPED = "typed"
    OPENING = "opening"
    """It was given as cumulated when the office began."""
    FORM = "form"
    """It is a total of form II.06a."""
    RECORDED = "recorded"
    """The program counts it among tasks or documents."""
    CARRIED = "carried"
    """It is what another figure was in the period before."""
    SUM = "sum"
    LAST = "last"
    FIRST = "first"
    FORMULA = "formula"
    NONE = "none"
    """It is not known."""

    @property
    def label(self) -> str:
        """The rule in Vietnamese."""
        return _LABELS[self]


_LABELS = {
    Rule.TYPED: "Nhập",
    Rule.OPENING: "Số lũy kế ban đầu",
    Rule.FORM: "Cộng từ biểu II.06a",
    Rule.RECORDED: "Chương trình đếm",
    Rule.CARRIED: "Kỳ trước chuyển sang",
    Rule.SUM: "Cộng các quý",
    Rule.LAST: "Lấy số cuối kỳ",
    Rule.FIRST: "Lấy số đầu kỳ",
    Rule.FORMULA: "Tính theo công thức",
    Rule.NONE: "Chưa có số liệu",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A figure of a period, the rule that made it, and the ``parts`` that it was made from.

    A part without a value is what it was made without. ``figure`` is what was typed, with its note. A figure
    that is carried on in a figure that is carried on has no parts: it is told in its own period.
    """

    indicator: Indicator
    period: Period
    rule: Rule
    reading: Reading
    parts: tuple["Step", ...] = ()
    figure: Figure = BLANK

    @property
    def shown(self) -> str:
        """The figure as it is shown."""
        return self.reading.words(self.indicator)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Step"]]:
        """It and all that it was made from, each with how far down it stands."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


def step_of(ledger: Ledger, period: Period, code: str) -> Step | None:
    """How the figure of a period was come to; None for a code that its catalogue does not have."""
    return _step(ledger, period, code, carries=1)


def _step(ledger: Ledger, period: Period, code: str, carries: int) -> Step | None:
    indicator = ledger.catalogue(period).by_code.get(code)
    if indicator is None:
        return None
    reading = ledger.reading(period, code)
    figure = ledger.figure(period, code)
    if indicator.formula is not None:
        parts = [_step(ledger, period, operand, carries) for operand in indicator.formula.operands]
        return Step(indicator, period, Rule.FORMULA, reading, _there(parts), figure)
    if period.span.is_quarter:
        return _of_quarter(ledger, period, indicator, carries)
    return _of_span(ledger, period, indicator, carries)


def _there(parts: list[Step | None]) -> tuple[Step, ...]:
    return tuple(part for part in parts if part is not None)


def _of_quarter(ledger: Ledger, quarter: Period, indicator: Indicator, carries: int) -> Step:
    code = indicator.code
    reading, figure = ledger.reading(quarter, code), ledger.figure(quarter, code)
    if reading.state is State.CARRIED and indicator.kind is Kind.CARRIED:
        handing = ledger.handing(quarter, indicator)
        parts: tuple[Step, ...] = ()
        if handing is not None and carries:
            parts = _there([_step(ledger, handing, indicator.carried_from, carries - 1)])
        return Step(indicator, quarter, Rule.CARRIED, reading, parts, figure)
    if reading.opening is not None:
        return _opened(ledger, reading.opening, indicator, reading)
    return Step(indicator, quarter, _rule_of(reading), reading, figure=figure)


def _rule_of(reading: Reading) -> Rule:
    match reading.state:
        case State.EMPTY:
            return Rule.NONE
        case State.COUNTED:
            return Rule.FORM
        case State.RECORDED:
            return Rule.RECORDED
        case _:
            return Rule.TYPED


def _opened(ledger: Ledger, span: Period, indicator: Indicator, reading: Reading) -> Step:
    """What an opening says: its figure, or the total of the form that was typed of its span."""
    given = ledger.opening(span, indicator.code)
    rule = Rule.OPENING if given.value is not None else Rule.FORM
    return Step(indicator, span, rule, reading, figure=given)


def _of_span(ledger: Ledger, span: Period, indicator: Indicator, carries: int) -> Step:
    code = indicator.code
    reading, figure = ledger.reading(span, code), ledger.figure(span, code)
    is_own = figure.value is not None or reading.value is None or code in ledger.counts(span)
    if indicator.nature is Nature.DISTINCT and is_own:
        return Step(indicator, span, _rule_of(reading), reading, figure=figure)
    parts = [
        _part(ledger, place, indicator, of_place, carries)
        for place, of_place in ledger.parts(span, indicator).items()
    ]
    present = [part for part in parts if part is not None and part.reading.value is not None]
    if not present:
        return Step(indicator, span, Rule.NONE, reading, figure=figure)
    if indicator.kind is Kind.CARRIED and not indicator.yearly:
        return Step(indicator, span, Rule.FIRST, reading, (present[0],), figure)
    if not indicator.yearly and indicator.nature in (Nature.FLOW, Nature.DISTINCT):
        return Step(indicator, span, Rule.SUM, reading, _there(parts), figure)
    return Step(indicator, span, Rule.LAST, reading, (present[-1],), figure)


def _part(ledger: Ledger, place: Period, indicator: Indicator, reading: Reading, carries: int) -> Step | None:
    """The figure of one of the periods that a span's is made from."""
    if place.span.is_quarter:
        # A quarter whose catalogue does not ask for it lacks nothing.
        return _step(ledger, place, indicator.code, carries)
    if reading.opening == place:
        return _opened(ledger, place, indicator, reading)
    return Step(indicator, place, Rule.TYPED, reading, figure=ledger.figure(place, indicator.code))
