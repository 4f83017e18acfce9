"""How many forms a survey needs, and how far its rates may be off.

The rule of the earlier guides of Bộ Nội vụ (FACTS_2026.md, SIPAS): n = N / (1 + N·e²), for a confidence of
95 % and the least favourable share of one half.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil, isqrt


def sample_size(population: int, error: Decimal) -> int:
    """The forms that N transactions need at an error in percent, rounded up; 0 where N is not known."""
    share = Fraction(error) / 100
    return ceil(population / (1 + population * share**2))


def margin(forms: int, population: int = 0) -> Decimal | None:
    """The error in percent points, two decimals rounded up, that so many valid forms leave: the same rule
    turned round, e² = 1/n − 1/N.

    Without a known ``population``, or with more forms than it has, 1/√n. None without forms.
    """
    if not forms:
        return None
    square = Fraction(1, forms)
    if population >= forms:
        square -= Fraction(1, population)
    # In hundredths of a percent point, rounded up without leaving whole numbers.
    scaled = ceil(square * 10_000**2)
    root = isqrt(scaled)
    return Decimal(root + (root * root < scaled)) / 100
