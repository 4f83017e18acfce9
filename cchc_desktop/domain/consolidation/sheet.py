"""The figures of many units in one period, and what they come to."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import compress
from typing import TypeVar

from ..formulas import Formula
from ..indicators import Indicator, IndicatorCatalogue
from .packed import Layout, Packed, Sort, empty, packed, side_by_side
from .rules import How, SumRules

_BESIDE_CODES = re.compile(r"[*]|(?<![\d.\[])\d(?![\d.]*\])")
"""What makes a formula more than a plain sum: a product, or a number of its own."""
_PLAIN_SUM = re.compile(r"\[[\d.]+\]( *\+ *\[[\d.]+\])*")
_COUNT = bytes([0]) + bytes([1]) * 255
"""Makes of a sort whether a figure was sent."""
_LACKS = bytes([1]) + bytes(255)


@dataclass(frozen=True, slots=True)
class Total:
    """What an indicator comes to over all units.

    ``value`` is None where no unit sent it, where a ratio divides by zero, or where no number says it
    (``how``). ``given`` is how many units it is made of, ``lacking`` are the units that it lacks,
    ``estimates`` how many of it are estimates. ``choices`` are (value, how many units) of a state; ``least``,
    ``middle`` and ``greatest`` are of the units that sent something.
    """

    code: str
    how: How
    value: Fraction | None
    given: int
    lacking: tuple[str, ...] = ()
    estimates: int = 0
    choices: tuple[tuple[int, int], ...] = ()
    least: Fraction | None = None
    middle: Fraction | None = None
    greatest: Fraction | None = None


class Sheet:
    """The latest figures of each unit in a period, in one layout: ``units`` are their codes.

    A Sheet is a value: a column or total is worked out when it is first asked for, and kept.
    """

    def __init__(
        self,
        catalogue: IndicatorCatalogue,
        rules: SumRules,
        rows: Iterable[tuple[str, Packed | None]],
        layout: Layout | None = None,
    ) -> None:
        """``rows`` are the units that are expected in their order; None for one that sent nothing."""
        self.catalogue = catalogue
        self.rules = rules
        self.layout = layout or Layout.of(catalogue)
        given = list(rows)
        self.units: tuple[str, ...] = tuple(unit for unit, _ in given)
        blank = empty(self.layout)
        self._rows = [row if row is not None else blank for _, row in given]
        self._columns: dict[str, Sequence[int]] = {}
        self._given: dict[str, bytes] = {}
        self._totals: dict[str, Total] = {}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each unit stands."""
        return dict(zip(self.units, range(len(self.units)), strict=True))

    @cached_property
    def _sorts(self) -> Sequence[bytes]:
        """The sorts of each code over all units: every so many bytes of all of them one after the other."""
        together = b"".join(row.sorts for row in self._rows)
        size = len(self.layout.codes)
        return [together[place::size] for place in range(size)]

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return side_by_side(self._rows)

    def numbers(self, code: str) -> Sequence[int]:
        """The figures of a code that no formula makes, in whole numbers of its last decimal; 0 where none."""
        found = self._columns.get(code)
        if found is None:
            found = self._columns[code] = self._numbers[self.layout.places[code] :: len(self.layout.codes)]
        return found

    def sorts(self, code: str) -> bytes:
        """What sort each of these is."""
        return self._sorts[self.layout.places[code]]

    def value(self, unit: int, code: str) -> Fraction | None:
        """The figure of one unit, by its place; None where it sent none, or it cannot be worked out."""
        found = self._exact(unit, code)
        return Fraction(found) if isinstance(found, int) else found

    def _exact(self, unit: int, code: str) -> int | Fraction | None:
        """The same, whole numbers as they are: fractions of them would take most of the time."""
        place = self.layout.places.get(code)
        if place is not None:
            number, sort = self._rows[unit].at(place)
            scale = self.layout.scales[place]
            return None if not sort else number if scale == 1 else Fraction(number, scale)
        indicator = self.catalogue.by_code[code]
        assert indicator.formula is not None
        return self._worked_out(indicator.formula, lambda each: self._exact(unit, each))

    @staticmethod
    def _worked_out(formula: Formula, figure: Callable[[str], int | Fraction | None]) -> Fraction | None:
        found = formula.value({code: figure(code) for code in formula.operands})
        return found if isinstance(found, Fraction) else None

    def sort(self, unit: int, code: str) -> Sort:
        """What sort of figure a unit sent; of what a formula makes, whether it could be worked out."""
        place = self.layout.places.get(code)
        if place is None:
            return Sort.MISSING if self.value(unit, code) is None else Sort.ACTUAL
        return Sort(self._rows[unit].at(place)[1])

    def values(self, code: str) -> list[Fraction | None]:
        """The figures of all units."""
        place = self.layout.places.get(code)
        if place is None:
            return [self.value(unit, code) for unit in range(len(self.units))]
        scale = self.layout.scales[place]
        pairs = zip(self.numbers(code), self._sorts[place], strict=True)
        return [Fraction(number, scale) if sort else None for number, sort in pairs]

    def has(self, unit: int, code: str) -> bool:
        """Whether a unit, by its place, sent an indicator, or everything that its formula is made of."""
        return bool(self._given_of(self.catalogue.by_code[code])[unit])

    def has_sent(self, unit: int) -> bool:
        """Whether a unit, by its place, sent any figure."""
        return any(self._rows[unit].sorts)

    def only(self, units: Sequence[str]) -> "Sheet":
        """The sheet of these units alone."""
        rows = [(unit, self._rows[self.places[unit]]) for unit in units]
        return Sheet(self.catalogue, self.rules, rows, self.layout)

    # Totals

    def total(self, code: str) -> Total:
        """What an indicator comes to over all units."""
        found = self._totals.get(code)
        if found is None:
            found = self._totals[code] = self._total(self.catalogue.by_code[code])
        return found

    def totals(self) -> list[Total]:
        """The totals of all indicators, in the catalogue's order."""
        return [self.total(indicator.code) for indicator in self.catalogue.indicators]

    def _total(self, indicator: Indicator) -> Total:
        code, how = indicator.code, self.rules.how(indicator, self.catalogue)
        given = self._given_of(indicator)
        count = given.count(1)
        lacking = () if count == len(given) else tuple(compress(self.units, given.translate(_LACKS)))
        estimates = self.sorts(code).count(Sort.ESTIMATE) if code in self.layout.places else 0
        match how:
            case How.SUM:
                value = self._sum(code, given) if count else None
                return Total(code, how, value, count, lacking, estimates)
            case How.PARTS:
                assert indicator.formula is not None
                value = self._of_parts(indicator.formula, given) if count else None
                return Total(code, how, value, count, lacking)
            case How.COUNTED:
                sent = list(compress(self.numbers(code), given))
                chosen = tuple((choice, sent.count(choice)) for choice in sorted(set(sent)))
                return Total(code, how, None, count, lacking, estimates, chosen)
        mean = self._weighted(indicator) if how is How.WEIGHTED else None
        return Total(code, how, mean, count, lacking, estimates, (), *self._spread(code, given))

    def spread(self, code: str) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """Least, middle and greatest of what units sent of any indicator."""
        indicator = self.catalogue.by_code[code]
        if indicator.formula is None or not indicator.formula.divides:
            return self._spread(code, self._given_of(indicator))
        known = sorted(value for value in self.values(code) if value is not None)
        return (known[0], middle(known), known[-1]) if known else (None, None, None)

    def _spread(self, code: str, given: bytes) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """Least, middle and greatest of what was sent."""
        place = self.layout.places.get(code)
        # As whole numbers they are sorted in a hundredth of the time.
        scale = (
            self.layout.scales[place] if place is not None else 10 ** self.catalogue.by_code[code].decimals
        )
        every = self.numbers(code) if place is not None else self._added(code, scale)
        numbers = sorted(compress(every, given))
        if not numbers:
            return None, None, None
        half = len(numbers) // 2
        twice = numbers[half] + numbers[-half - 1]
        return Fraction(numbers[0], scale), Fraction(twice, 2 * scale), Fraction(numbers[-1], scale)

    def _added(self, code: str, scale: int) -> Sequence[int]:
        """What a formula that adds figures up comes to for each unit, in whole numbers of its decimals."""
        formula = self.catalogue.by_code[code].formula
        assert formula is not None
        plain = _PLAIN_SUM.fullmatch(formula.text) is not None
        if plain and all(self._scale(each) == scale for each in formula.operands):
            columns = (self.numbers(each) for each in formula.operands)
            return list(map(sum, zip(*columns, strict=True)))
        return [int(value * scale) if value is not None else 0 for value in self.values(code)]

    def _scale(self, code: str) -> int:
        place = self.layout.places.get(code)
        return self.layout.scales[place] if place is not None else 0

    def _sum(self, code: str, given: bytes) -> Fraction:
        numbers = self.numbers(code)
        # What was not sent is kept as 0, so that all may be added up.
        total = sum(numbers) if given == self._given[code] else sum(compress(numbers, given))
        return Fraction(total, self.layout.scales[self.layout.places[code]])

    def _given_of(self, indicator: Indicator) -> bytes:
        """Which units sent an indicator, or everything that its formula is made of."""
        code = indicator.code
        found = self._given.get(code)
        if found is None:
            if indicator.formula is None:
                found = self.sorts(code).translate(_COUNT)
            else:
                found = bytes([1]) * len(self.units)
                for each in indicator.formula.operands:
                    other = self._given_of(self.catalogue.by_code[each])
                    if other != found:
                        found = _both(found, other)
            self._given[code] = found
        return found

    def _of_parts(self, formula: Formula, given: bytes) -> Fraction | None:
        """A formula over the totals of its parts; what is no share and no plain sum is added up by unit."""
        if not formula.divides and _BESIDE_CODES.search(formula.text):
            values = (
                self._worked_out(formula, lambda each, unit=unit: self._exact(unit, each))  # type: ignore[misc]
                for unit in compress(range(len(self.units)), given)
            )
            return sum((value for value in values if value is not None), Fraction(0))
        return self._worked_out(formula, lambda code: self._part(code, given))

    def _part(self, code: str, given: bytes) -> Fraction | None:
        indicator = self.catalogue.by_code[code]
        if indicator.formula is not None:
            return self._of_parts(indicator.formula, given)
        self._given_of(indicator)
        return self._sum(code, given)

    def _weighted(self, indicator: Indicator) -> Fraction | None:
        code, by = indicator.code, self.rules.weight(indicator)
        given = self._given_of(indicator)
        # A weight that was not sent is kept as 0, and so weighs nothing.
        weights = list(compress(self.numbers(by), given))
        whole = sum(weights)
        summed = sum(map(int.__mul__, compress(self.numbers(code), given), weights))
        return Fraction(summed, whole * self.layout.scales[self.layout.places[code]]) if whole else None

    # Units that became one

    def merged(self, groups: Sequence[tuple[str, Sequence[str]]]) -> "Sheet":
        """The sheet of other units: each stands for those of this one that became it.

        What is added up is so where all of them sent it: a sum that lacks one is no figure of the whole. A
        mean is weighted by the data; of states and what no sum says, only what all say alike is left.
        """
        return Sheet(
            self.catalogue, self.rules, [(unit, self._joined(parts)) for unit, parts in groups], self.layout
        )

    def _joined(self, parts: Sequence[str]) -> Packed | None:
        rows = [self._rows[self.places[unit]] for unit in parts if unit in self.places]
        if len(rows) == 1:
            return rows[0]
        if not rows:
            return None
        joined = Sheet(
            self.catalogue, self.rules, [(str(at), row) for at, row in enumerate(rows)], self.layout
        )
        numbers, sorts = [], bytearray()
        for place, code in enumerate(self.layout.codes):
            number, sort = joined._of_all(place, code)
            numbers.append(number)
            sorts.append(sort)
        return packed(numbers, bytes(sorts))

    def _of_all(self, place: int, code: str) -> tuple[int, int]:
        """The figure of all units together, where all sent it: its number and sort."""
        sorts, numbers = self._sorts[place], self.numbers(code)
        if not all(sorts):
            return 0, Sort.MISSING
        alike = sorts[0] if len(set(sorts)) == 1 else Sort.ACTUAL
        sort = Sort.ESTIMATE if Sort.ESTIMATE in sorts else alike
        indicator = self.catalogue.by_code[code]
        match self.rules.how(indicator, self.catalogue):
            case How.SUM:
                return sum(numbers), sort
            case How.WEIGHTED:
                mean = self._weighted(indicator)
                return (round(mean * self.layout.scales[place]), sort) if mean is not None else (0, 0)
        return (numbers[0], sort) if len(set(numbers)) == 1 else (0, Sort.MISSING)


def _both(some: bytes, others: bytes) -> bytes:
    """Which units are marked in both: as one large number, as many at once as the processor takes."""
    both = int.from_bytes(some, "little") & int.from_bytes(others, "little")
    return both.to_bytes(len(some), "little")


Exact = TypeVar("Exact", Fraction, float)


def middle(known: Sequence[Exact]) -> Exact:
    """The median of sorted figures, at least one."""
    at = len(known) // 2
    return known[at] if len(known) % 2 else (known[at - 1] + known[at]) / 2
