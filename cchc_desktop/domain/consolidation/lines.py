"""The figures of a sheet as lines of text, unit by unit: what files and databases take.

Of a country they are millions: columns of some hundred units are worked out at once. Figures are kept as
whole numbers, and so are the sums and ratios that formulas make of them, while all are of one scale; what
is not is worked out as fractions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from ..formulas import Formula
from ..indicators import Indicator
from ..readings import State
from ..tidy import FigureLine, figure_line, number, parts, plain_number
from .packed import Sort
from .rules import How
from .sheet import Sheet

_STATES = {
    Sort.MISSING: State.EMPTY.value,
    Sort.ACTUAL: State.ACTUAL.value,
    Sort.NONE: State.NONE.value,
    Sort.ESTIMATE: State.ESTIMATE.value,
}
_PLACES = 12
_WHOLE = 10**_PLACES
_TOGETHER = 400
"""So many units are worked out at once."""

Terms = Mapping[str, int]
"""A sum of figures: how many times each code is in it."""
_Column = Callable[[slice], Sequence[FigureLine]]
"""Gives the lines of an indicator for some units, by their places."""
_Numbers = Sequence[int | None]


class UnitLines:
    """The lines of a sheet: of each unit, in the sheet's order, one for each indicator of the catalogue."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._terms: dict[str, Terms | None] = {}

    def __iter__(self) -> Iterator[Sequence[FigureLine]]:
        for first in range(0, len(self._sheet.units), _TOGETHER):
            some = slice(first, first + _TOGETHER)
            yield from zip(*(column(some) for column in self._columns), strict=True)

    @cached_property
    def _columns(self) -> list[_Column]:
        return [self._column(each) for each in self._sheet.catalogue.indicators]

    def _column(self, indicator: Indicator) -> _Column:
        code, sheet = indicator.code, self._sheet
        if indicator.formula is None:
            is_weighted = sheet.rules.how(indicator, sheet.catalogue) is How.WEIGHTED
            return self._weighted(code, sheet.rules.weight(indicator)) if is_weighted else self._sent(code)
        share = indicator.formula.share
        if share is not None:
            over, under = map(self._sum_of, share)
            if over is not None and under is not None:
                return self._ratio(code, over, under, indicator.formula.factor)
        elif (terms := self._terms_of(code)) is not None:
            return self._sum(code, terms)
        return self._exact(indicator)

    # What each sort of figure comes to

    def _sent(self, code: str) -> _Column:
        numbers, sorts = self._sheet.numbers(code), self._sheet.sorts(code)
        told = _teller(self._scale({code: 1}))
        ends = {sort: f"\t\t\t{state}" for sort, state in _STATES.items()}
        missing = figure_line(code, "", "", "", State.EMPTY)

        def lines(some: slice) -> list[FigureLine]:
            return [
                f"{code}\t{value}{ends[sort]}" if sort else missing  # type: ignore[index]
                for value, sort in zip(map(told, numbers[some]), sorts[some], strict=True)
            ]

        return lines

    def _weighted(self, code: str, weight: str) -> _Column:
        """Beside the mean the weight, and the mean times the weight: what a total is made of."""
        sent, scale, of_weight = self._sent(code), self._scale({code: 1}), self._scale({weight: 1})
        numbers, by = self._sheet.numbers(code), self._sheet.numbers(weight)
        sorts, there = self._sheet.sorts(code), self._sheet.sorts(weight)

        def lines(some: slice) -> list[FigureLine]:
            found = []
            columns = (sent(some), numbers[some], by[some], sorts[some], there[some])
            for line, mean, times, sort, has_weight in zip(*columns, strict=True):
                sides = "\t\t\t"
                if sort and has_weight:
                    sides = f"\t{_text(mean * times, scale * of_weight)}\t{_text(times, of_weight)}\t"
                found.append(line.replace("\t\t\t", sides))
            return found

        return lines

    def _sum(self, code: str, terms: Terms) -> _Column:
        added, told = self._adding(terms), _teller(self._scale(terms))
        missing = figure_line(code, "", "", "", State.EMPTY)

        def lines(some: slice) -> list[FigureLine]:
            return [
                figure_line(code, told(value), "", "", State.COMPUTED) if value is not None else missing
                for value in added(some)
            ]

        return lines

    def _ratio(self, code: str, over: Terms, under: Terms, factor: int) -> _Column:
        above, below = self._adding(over), self._adding(under)
        scale, of_under = self._scale(over), self._scale(under)
        told_over, told_under = _teller(scale), _teller(of_under)
        missing = figure_line(code, "", "", "", State.EMPTY)

        def line(numerator: int | None, denominator: int | None) -> FigureLine:
            if numerator is None or denominator is None:
                return missing
            sides = told_over(numerator), told_under(denominator)
            if not denominator:
                return figure_line(code, "", *sides, State.UNDEFINED)
            value = _divided(factor * numerator * of_under, denominator * scale)
            return figure_line(code, value, *sides, State.COMPUTED)

        return lambda some: list(map(line, above(some), below(some)))

    def _exact(self, indicator: Indicator) -> _Column:
        """What is no plain sum or ratio, or of figures of several scales."""
        sheet, code = self._sheet, indicator.code
        assert indicator.formula is not None
        operands = indicator.formula.operands

        def line(unit: int) -> FigureLine:
            value = sheet.value(unit, code)
            sides = parts(indicator, {each: sheet.value(unit, each) for each in operands})
            told, over, under = (plain_number(number(each)) for each in (value, *sides))
            lacks = State.UNDEFINED if sheet.has(unit, code) else State.EMPTY
            return figure_line(code, told, over, under, State.COMPUTED if value is not None else lacks)

        return lambda some: list(map(line, range(len(sheet.units))[some]))

    # Formulas as sums of figures that were sent

    def _terms_of(self, code: str) -> Terms | None:
        """What an indicator is a sum of; None where it is more than a sum, or of several scales."""
        if code not in self._terms:
            formula = self._sheet.catalogue.by_code[code].formula
            self._terms[code] = {code: 1} if formula is None else self._sum_of(formula)
        return self._terms[code]

    def _sum_of(self, formula: Formula) -> Terms | None:
        if (signs := formula.signs) is None:
            return None
        found: dict[str, int] = {}
        for code, sign in signs:
            terms = self._terms_of(code)
            if terms is None:
                return None
            for each, count in terms.items():
                found[each] = found.get(each, 0) + sign * count
        scales = {self._scale({code: 1}) for code in found}
        return found if len(scales) == 1 else None

    def _scale(self, terms: Terms) -> int:
        return self._sheet.layout.scales[self._sheet.layout.places[next(iter(terms))]]

    def _adding(self, terms: Terms) -> Callable[[slice], _Numbers]:
        """What adds the figures of units up; None where one of them was not sent."""
        columns = [
            (self._sheet.numbers(code), self._sheet.sorts(code), times) for code, times in terms.items()
        ]

        def added(some: slice) -> _Numbers:
            (first, there, times), *others = columns
            total = [
                times * value if sort else None for value, sort in zip(first[some], there[some], strict=True)
            ]
            for numbers, sorts, count in others:
                total = [
                    whole + count * value if sort and whole is not None else None
                    for whole, value, sort in zip(total, numbers[some], sorts[some], strict=True)
                ]
            return total

        return added


def _teller(scale: int) -> Callable[[int], str]:
    """What tells numbers of a scale, most of which have no decimals."""
    return str if scale == 1 else partial(_text, scale=scale)


def _text(value: int, scale: int) -> str:
    """A whole number of the last decimal as a number with a point, without zeros at its end."""
    if scale == 1:
        return str(value)
    whole, rest = divmod(abs(value), scale)
    # The scale is a power of ten: with it the decimals have their zeros in front.
    digits = str(scale + rest)[1:].rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def _divided(over: int, under: int) -> str:
    """A quotient with as many decimals as tables keep."""
    whole, rest = divmod(over, under)
    return str(whole) if not rest else _text((2 * over * _WHOLE + under) // (2 * under), _WHOLE)
