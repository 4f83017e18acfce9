"""The office's own scores for the index of administrative reform (tự chấm điểm), area by area.

What a province's criteria ask within an area is counted there; here is what each area came to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .areas import AREA_CODES
from .errors import Refusal

SELF_SCORE = "8.05"
"""The indicator that tells the whole self score of a year."""
_GREATEST = Decimal(100)
_FINEST = 2


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The points of an area in a year: ``most`` that it can have, ``scored`` by the office itself, and the
    ``note`` on what proves them or why points were lost."""

    year: int
    area: int
    most: Decimal
    scored: Decimal
    note: str = ""

    def __post_init__(self) -> None:
        if self.area not in AREA_CODES:
            raise Refusal("Lĩnh vực phải từ 1 đến 8.", "area")
        for name, words in (("most", "Điểm tối đa"), ("scored", "Điểm tự chấm")):
            value: Decimal = getattr(self, name)
            exponent = value.as_tuple().exponent
            if not isinstance(exponent, int) or not 0 <= value <= _GREATEST or -exponent > _FINEST:
                raise Refusal(f"{words} phải là số từ 0 đến 100, nhiều nhất hai số lẻ.", name)
        if self.scored > self.most:
            raise Refusal("Điểm tự chấm không được lớn hơn điểm tối đa.", "scored")

    @property
    def id(self) -> str:
        """How it is written and stored: «2026:3»."""
        return f"{self.year}:{self.area}"


def whole_score(scores: Iterable[AreaScore]) -> Decimal:
    """What all areas come to."""
    return sum((each.scored for each in scores), Decimal(0))
