"""Figures (số liệu): what was typed for a quarter, and what follows from it for every period.

Only typed figures are stored. Quarters hold increments; longer spans are made from them by the nature of each
indicator (FACTS.md sections 4 and 5.2). All arithmetic is exact, rounding is for the eye.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .errors import Refusal
from .formulas import NO_QUOTIENT, Unknown, rounded
from .indicators import Indicator, IndicatorCatalogue, Kind, Nature
from .numerals import format_number, parse_number
from .report_periods import Period
from .text import clean_line, fold


@dataclass(frozen=True, slots=True)
class Figure:
    """What an official typed for one indicator and period.

    ``none`` says «không phát sinh»: the value is then 0 and known to be. ``estimate`` marks «ước» (the last
    days of the period are not over). A figure may have a note or a source and no value yet.
    """

    value: Decimal | None = None
    none: bool = False
    estimate: bool = False
    note: str = ""
    source: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return self.value is None and not self.note and not self.source


BLANK = Figure()


class State(StrEnum):
    """What sort of figure a cell shows."""

    EMPTY = "empty"
    ACTUAL = "actual"
    ESTIMATE = "estimate"
    NONE = "none"
    COMPUTED = "computed"
    CARRIED = "carried"
    COUNTED = "counted"
    """It is a total of form II.06a."""
    UNDEFINED = "undefined"
    """A division by zero: «–»."""

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    State.EMPTY: "Chưa nhập",
    State.ACTUAL: "Thực tế",
    State.ESTIMATE: "Ước",
    State.NONE: "Không phát sinh",
    State.COMPUTED: "Tính",
    State.CARRIED: "Kỳ trước chuyển sang",
    State.COUNTED: "Cộng từ biểu II.06a",
    State.UNDEFINED: "Không tính được (mẫu số bằng 0)",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator's figure in a period, typed or derived.

    ``estimate`` says that some of it is estimated. ``lacks`` names what it was made without: the codes that a
    formula misses, or the quarters (as they are written) that a longer span has no figure of: of what there
    is at a span's end only its last one. A quarter whose catalogue does not have the indicator lacks nothing.
    """

    value: Fraction | None = None
    state: State = State.EMPTY
    estimate: bool = False
    lacks: tuple[str, ...] = ()

    def shown(self, indicator: Indicator) -> Decimal | None:
        """The value as it is shown: with the indicator's decimals."""
        return None if self.value is None else displayed(self.value, indicator.decimals)

    def words(self, indicator: Indicator) -> str:
        """The value in Vietnamese writing; «–» for a division by zero, nothing where there is none."""
        if self.state is State.UNDEFINED:
            return NO_QUOTIENT
        value = self.shown(indicator)
        if value is None:
            return ""
        return indicator.choice_words(value) if indicator.choices else format_number(value)


EMPTY = Reading()


def displayed(value: Fraction, decimals: int) -> Decimal:
    """The value with at most so many decimals, without zeros at their end."""
    shown = rounded(value, decimals)
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()


class Ledger:
    """All typed figures of an office, and what follows from them.

    ``figures`` holds what was typed by period (quarters, and longer spans for what is counted without
    doubles) and code; ``totals`` what form II.06a comes to by period and code, which goes before what was
    typed. ``catalogue_of`` gives the catalogue that a period is made with. A Ledger is a value: what it
    once computed it remembers.
    """

    def __init__(
        self,
        catalogue_of: Callable[[Period], IndicatorCatalogue],
        figures: Mapping[Period, Mapping[str, Figure]],
        totals: Mapping[Period, Mapping[str, int]] | None = None,
    ) -> None:
        self._catalogue_of = catalogue_of
        self._figures = figures
        self._totals = totals or {}
        self._known: dict[Period, dict[str, Reading]] = {}

    def catalogue(self, period: Period) -> IndicatorCatalogue:
        """The catalogue of a period: a longer span has that of its last quarter."""
        return self._catalogue_of(period.last_quarter)

    def figure(self, period: Period, code: str) -> Figure:
        """What was typed, or a blank figure."""
        return self._figures.get(period, {}).get(code, BLANK)

    @property
    def periods(self) -> list[Period]:
        """The periods that something was typed in or counted for."""
        typed = (
            period
            for period, figures in self._figures.items()
            if any(not figure.is_blank for figure in figures.values())
        )
        counted = (period for period, totals in self._totals.items() if totals)
        return list(dict.fromkeys((*typed, *counted)))

    def has_figures(self, period: Period) -> bool:
        """Whether anything was typed or counted for this period itself."""
        return bool(self._totals.get(period)) or any(
            figure.value is not None for figure in self._figures.get(period, {}).values()
        )

    def with_figures(self, period: Period, figures: Mapping[str, Figure]) -> "Ledger":
        """The ledger as it would be with these figures in the period."""
        changed = {**self._figures.get(period, {}), **figures}
        made = Ledger(self._catalogue_of, {**self._figures, period: changed}, self._totals)
        # What ended before cannot change by it.
        first = period.quarters[0].id
        made._known = {one: known for one, known in self._known.items() if one.last_quarter.id < first}
        return made

    def reading(self, period: Period, code: str) -> Reading:
        """One indicator's figure; an empty reading for a code that the period's catalogue does not have."""
        return self.readings(period).get(code, EMPTY)

    def readings(self, period: Period) -> Mapping[str, Reading]:
        """Every indicator's figure in the period, by code."""
        if period not in self._known:
            self._reach(period)
        return self._known[period]

    def _reach(self, period: Period) -> None:
        # A chain of years that carry on from each other is walked forwards, so that it may be of any length.
        first = period.quarters[0]
        chain = [first]
        while chain[-1].previous not in self._known and self.has_figures(chain[-1].previous):
            chain.append(chain[-1].previous)
        for quarter in (*reversed(chain), *period.quarters[1:]):
            if quarter not in self._known:
                self._known[quarter] = self._of_quarter(quarter)
        if not period.span.is_quarter:
            self._known[period] = self._of_span(period)

    def _of_quarter(self, quarter: Period) -> dict[str, Reading]:
        catalogue = self.catalogue(quarter)
        found: dict[str, Reading] = {}
        for indicator in catalogue.indicators:
            if indicator.kind is not Kind.COMPUTED:
                found[indicator.code] = self._given(quarter, indicator)
        return self._computed(catalogue, found)

    def _given(self, quarter: Period, indicator: Indicator) -> Reading:
        """The figure of an indicator that no formula makes, in a quarter."""
        totals = self._totals.get(quarter, {})
        if indicator.code in totals:
            return Reading(Fraction(totals[indicator.code]), State.COUNTED)
        if indicator.kind is Kind.CARRIED and (carried := self.carried(quarter, indicator)) is not None:
            return carried
        return _read(self.figure(quarter, indicator.code))

    def carried(self, quarter: Period, indicator: Indicator) -> Reading | None:
        """What the quarter before hands on, or None where it has nothing to hand on."""
        before = self._known.get(quarter.previous, {}).get(indicator.carried_from, EMPTY)
        if before.value is None:
            return None
        return Reading(before.value, State.CARRIED, before.estimate)

    def _of_span(self, span: Period) -> dict[str, Reading]:
        catalogue = self.catalogue(span)
        found: dict[str, Reading] = {}
        for indicator in catalogue.indicators:
            if indicator.kind is not Kind.COMPUTED:
                found[indicator.code] = self._over(span, indicator)
        return self._computed(catalogue, found)

    def parts(self, span: Period, indicator: Indicator) -> dict[Period, Reading]:
        """The figures that a longer span's is made from: its quarters'.

        Of what is counted without doubles, the longest span within it that was counted goes before its
        quarters.
        """
        parts = {one: self.readings(one).get(indicator.code, EMPTY) for one in span.quarters}
        shorter = span.previous
        while indicator.nature is Nature.DISTINCT and not shorter.span.is_quarter:
            counted = _read(self.figure(shorter, indicator.code))
            if counted.value is not None:
                rest = {one: part for one, part in parts.items() if one not in shorter.quarters}
                return {shorter: counted, **rest}
            shorter = shorter.previous
        return parts

    def _over(self, span: Period, indicator: Indicator) -> Reading:
        """One indicator's figure of a longer span from those of its quarters."""
        own = _read(self.figure(span, indicator.code))
        if indicator.nature is Nature.DISTINCT and own.value is not None:
            return own
        readings = self.parts(span, indicator)
        present = [one for one in readings.values() if one.value is not None]
        if not present:
            return EMPTY
        if indicator.yearly:
            # It speaks of the whole year: what was said of that twice is no sum.
            return present[-1]
        lacks = self._lacks(indicator, readings)
        if indicator.kind is Kind.CARRIED:
            # The span begins where its first quarter begins.
            return Reading(present[0].value, State.CARRIED, present[0].estimate, lacks)
        if indicator.nature in (Nature.FLOW, Nature.DISTINCT):
            total = sum((one.value or Fraction(0) for one in present), Fraction(0))
            is_estimate = any(one.estimate for one in present)
            states = {one.state for one in present}
            if states == {State.NONE} and not lacks:
                state = State.NONE
            elif State.COUNTED in states:
                state = State.COUNTED
            else:
                state = State.ESTIMATE if is_estimate else State.ACTUAL
            return Reading(total, state, is_estimate, lacks)
        last = present[-1]
        # What there is at the end is what the last quarter says, whatever the others do.
        lacks = self._lacks(indicator, {span.last_quarter: readings[span.last_quarter]})
        # What is not known of the end did not yet «not occur».
        state = State.ACTUAL if lacks and last.state is State.NONE else last.state
        return Reading(last.value, state, last.estimate, lacks)

    def _lacks(self, indicator: Indicator, readings: Mapping[Period, Reading]) -> tuple[str, ...]:
        """The quarters without a figure, but for those whose catalogue does not ask for it."""
        return tuple(
            quarter.id
            for quarter, reading in readings.items()
            if reading.value is None and indicator.code in self.catalogue(quarter).by_code
        )

    @staticmethod
    def _computed(catalogue: IndicatorCatalogue, found: dict[str, Reading]) -> dict[str, Reading]:
        """The readings with those of the formulas."""
        values = {code: reading.value for code, reading in found.items()}
        for indicator in catalogue.computed_in_order:
            formula = indicator.formula
            assert formula is not None
            parts = [found.get(code, EMPTY) for code in formula.operands]
            is_estimate = any(part.estimate for part in parts)
            match formula.value(values):
                case Unknown.UNDEFINED:
                    reading = Reading(None, State.UNDEFINED)
                case Unknown.MISSING:
                    lacking = tuple(code for code in formula.operands if values.get(code) is None)
                    reading = Reading(None, State.EMPTY, lacks=lacking)
                case Fraction() as value:
                    lacks = tuple(dict.fromkeys(one for part in parts for one in part.lacks))
                    reading = Reading(value, State.COMPUTED, is_estimate, lacks)
            found[indicator.code] = reading
            values[indicator.code] = reading.value
        return found


def _read(figure: Figure) -> Reading:
    if figure.value is None:
        return EMPTY
    if figure.none:
        return Reading(Fraction(0), State.NONE)
    state = State.ESTIMATE if figure.estimate else State.ACTUAL
    return Reading(Fraction(figure.value), state, figure.estimate)


_NONE_WORDS = frozenset({"khong phat sinh", "kps", "k.p.s", "khong ps"})


def parse_figure(text: str, indicator: Indicator) -> Figure:
    """The figure that an official typed for an indicator: «1.234», «95,5», «ước 120», «không phát sinh».

    An empty text gives a blank figure. Raises Refusal, with the code as its field, where the text is no
    figure of this indicator.
    """
    text = clean_line(text)
    folded = fold(text)
    if not text:
        return BLANK
    if folded in _NONE_WORDS:
        return not_occurred(indicator)
    if indicator.choices:
        return Figure(_chosen(text, indicator))
    estimate = folded.startswith("uoc")
    if estimate:
        text = text[3:].lstrip(" .:~")
        if not text:
            raise Refusal("«ước» chưa có số đi kèm. Hãy nhập như «ước 120».", indicator.code)
    examples = "120, «ước 120» hoặc «không phát sinh»" if _can_be_none(indicator) else "95,5 hoặc «ước 95,5»"
    value = parse_number(text, indicator.code, examples, percent=indicator.unit == "%")
    if value != value.to_integral_value() and indicator.decimals == 0:
        raise Refusal(_whole_number(text, indicator, value), indicator.code)
    return checked(Figure(value, estimate=estimate), indicator)


def _whole_number(text: str, indicator: Indicator, value: Decimal) -> str:
    if "," in text and len(text.rpartition(",")[2]) == 3:
        grouped = format_number(Decimal(text.replace(",", "").replace(".", "").replace(" ", "")))
        return (
            f"«{text}» là số lẻ {format_number(value)}. «{indicator.name}» đếm bằng số nguyên; "
            f"nếu là {grouped} thì nhập {grouped}."
        )
    return f"«{indicator.name}» đếm bằng số nguyên ({indicator.unit}). Hãy nhập lại «{text}»."


def _chosen(text: str, indicator: Indicator) -> Decimal:
    folded = fold(text)
    for value, words in indicator.choices:
        if folded in (str(value), fold(words)):
            return Decimal(value)
    offered = "; ".join(f"{value}: {words}" for value, words in indicator.choices)
    raise Refusal(f"«{indicator.name}» không có mức «{text}». Hãy chọn {offered}.", indicator.code)


def _can_be_none(indicator: Indicator) -> bool:
    return not indicator.choices and not (indicator.nature is Nature.RATIO and indicator.kind is Kind.TYPED)


def not_occurred(indicator: Indicator) -> Figure:
    """«Không phát sinh». Raises Refusal for an indicator that cannot be counted as none."""
    if not _can_be_none(indicator):
        raise Refusal(
            f"«{indicator.name}» không ghi «không phát sinh» được. Hãy nhập số hoặc để trống.", indicator.code
        )
    return Figure(Decimal(0), none=True)


def checked(figure: Figure, indicator: Indicator) -> Figure:
    """The figure, where its value can be this indicator's. Raises Refusal with the code as its field."""
    value = figure.value
    if value is None:
        return figure
    if value < 0:
        raise Refusal(f"«{indicator.name}» không thể là số âm. Hãy kiểm tra lại.", indicator.code)
    if indicator.at_most is not None and value > indicator.at_most:
        most = format_number(indicator.at_most) + ("%" if indicator.unit == "%" else f" {indicator.unit}")
        raise Refusal(
            f"«{indicator.name}» không thể lớn hơn {most}. Hãy kiểm tra lại số {format_number(value)}.",
            indicator.code,
        )
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > max(indicator.decimals, 0):
        kept = f"{indicator.decimals} chữ số" if indicator.decimals else "số nguyên, không có chữ số"
        raise Refusal(
            f"«{indicator.name}» chỉ ghi {kept} sau dấu phẩy. Hãy nhập lại {format_number(value)}.",
            indicator.code,
        )
    # A spreadsheet knows a zero with a minus; here 0 is 0.
    return replace(figure, value=value.copy_abs()) if value.is_signed() else figure
