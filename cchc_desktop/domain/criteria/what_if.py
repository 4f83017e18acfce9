"""What a number of a criterion, or a figure, can be tried as: from, to, in which steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from ..formulas import rounded
from ..indicators import Indicator
from .rules import BY_EACH, Rule, RuleKind, Value

_HUNDRED = Decimal(100)
_OF_TARGET = Decimal(150)
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that can be tried: from ``least`` to ``most`` in steps, beginning at ``now``."""

    least: Decimal
    most: Decimal
    step: Decimal
    now: Decimal

    @property
    def decimals(self) -> int:
        """How many decimals a step has."""
        exponent = self.step.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def ticks(self) -> int:
        """How many steps lie between both ends."""
        return int((self.most - self.least) / self.step)

    def at(self, tick: int) -> Decimal:
        """The number that many steps above the least."""
        return self.least + self.step * tick

    def tick(self, number: Decimal) -> int:
        """The step that is next to a number."""
        return max(0, min(round((number - self.least) / self.step), self.ticks))


def range_of(rule: Rule, most: Decimal, value: Value | None) -> Range:
    """What the number of a criterion can be tried as, by its rule; it begins at what is known of it."""
    number = value.number if value is not None and not value.nothing else Fraction(0)
    zero, one = Decimal(0), Decimal(1)
    if rule.kind is RuleKind.YES_NO:
        return Range(zero, one, one, Decimal(bool(number)))
    if rule.is_chosen:
        places = len(rule.steps)
        return Range(one, Decimal(places), one, Decimal(int(number) or places))
    if rule.kind is RuleKind.MANUAL:
        return Range(zero, most, Decimal("0.05"), rounded(number, 2))
    if rule.is_share:
        end = _OF_TARGET if rule.of_target else _HUNDRED
        return Range(zero, max(end, Decimal(ceil(number))), Decimal("0.1"), rounded(number, 1))
    if rule.kind in BY_EACH:
        assert rule.each is not None
        wanted = ceil(Fraction(most) / Fraction(rule.each) * Fraction(rule.per))
    else:
        wanted = ceil(max((step.bound for step in rule.steps if step.bound is not None), default=Decimal(0)))
    end = Decimal(max(_FEWEST, 2 * wanted, 2 * ceil(number)))
    return Range(zero, end, one, rounded(number, 0))


def range_of_figure(known: Fraction | None, decimals: int, at_most: Decimal | None) -> Range:
    """What a figure can be tried as: up to twice of what it is, or to the most that it can be."""
    number = known if known is not None else Fraction(0)
    most = at_most if at_most is not None else Decimal(max(_FEWEST, 2 * ceil(number)))
    now = rounded(number, decimals)
    return Range(Decimal(0), max(most, now), Decimal(1).scaleb(-decimals), now)


def made_of(codes: Iterable[str], known: Sequence[Indicator]) -> set[str]:
    """These indicators, with those that are computed of them."""
    found, size = set(codes), 0
    while len(found) > size:
        size = len(found)
        found |= {each.code for each in known if each.formula and found.intersection(each.formula.operands)}
    return found
