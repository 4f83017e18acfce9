"""Figures that stand out: beside those of other units of the block, and beside the unit's own earlier ones.

By median and median absolute deviation, which a few wrong figures cannot move (Iglewicz and Hoaglin 1993):
a modified z-score above 3.5. Counts differ by a factor more than by a difference, a commune being as large
as it is, so they are held against each other by their logarithms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import log1p

from .sheet import middle

THRESHOLD = 3.5
LEAST_UNITS = 8
"""Of fewer units nobody can say what is usual."""
LEAST_PERIODS = 3
_OF_MEDIAN, _OF_MEAN = 0.6745, 0.7979
"""What makes a deviation's median, or its mean, that of a normal distribution."""
_LEAST_FACTOR = log1p(1.0)
"""A count that is less than doubled or halved stands out of nothing, however even the others are."""
_LEAST_POINTS = 1.0
"""Nor does a percentage by less than one point."""


class Beside(StrEnum):
    """What a figure stands out of."""

    BLOCK = "block"
    OWN = "own"

    @property
    def label(self) -> str:
        """What, in Vietnamese."""
        return {"block": "so với các đơn vị cùng khối", "own": "so với các kỳ trước của đơn vị"}[self]


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure that stands out: ``usual`` is the median that it is held against, ``score`` its modified
    z-score (negative where it is less)."""

    value: Fraction
    usual: Fraction
    score: float
    beside: Beside

    @property
    def is_high(self) -> bool:
        """Whether it is more than what is usual."""
        return self.score > 0

    @property
    def words(self) -> str:
        """«cao bất thường so với các đơn vị cùng khối»."""
        return f"{'cao' if self.is_high else 'thấp'} bất thường {self.beside.label}"


def among(values: Mapping[str, Fraction], *, is_share: bool) -> dict[str, Outlier]:
    """The figures that stand out of those of all units of a block, by unit."""
    if len(values) < LEAST_UNITS:
        return {}
    scale = _Scale(list(values.values()), is_share=is_share)
    found = {}
    for unit, value in values.items():
        score = scale.score(value)
        if abs(score) > THRESHOLD:
            found[unit] = Outlier(value, scale.usual, score, Beside.BLOCK)
    return found


def beside_own(value: Fraction, earlier: Sequence[Fraction], *, is_share: bool) -> Outlier | None:
    """Whether a unit's figure stands out of its own earlier ones, of periods of the same length."""
    if len(earlier) < LEAST_PERIODS:
        return None
    scale = _Scale(earlier, is_share=is_share)
    score = scale.score(value)
    return Outlier(value, scale.usual, score, Beside.OWN) if abs(score) > THRESHOLD else None


class _Scale:
    """What is usual among some figures, and by how much they differ from it."""

    def __init__(self, values: Sequence[Fraction], *, is_share: bool) -> None:
        self._is_share = is_share
        self.usual = middle(sorted(values))
        self._centre = self._at(self.usual)
        off = sorted(abs(self._at(value) - self._centre) for value in values)
        spread = middle(off) / _OF_MEDIAN
        if not spread:
            # More than half are the same: the others' mean distance says what is usual.
            spread = sum(off) / len(off) / _OF_MEAN
        self._spread = spread
        self._least = _LEAST_POINTS if is_share else _LEAST_FACTOR

    def _at(self, value: Fraction) -> float:
        if self._is_share:
            return float(value)
        return log1p(float(value)) if value >= 0 else -log1p(float(-value))

    def score(self, value: Fraction) -> float:
        """The modified z-score; 0 for what differs too little to be looked at."""
        off = self._at(value) - self._centre
        if abs(off) < self._least:
            return 0.0
        return off / self._spread if self._spread else (THRESHOLD + 1.0) * (1 if off > 0 else -1)
