"""How the results of an officer's work come to points: the rule of a decree or of a province, as data.

What a rule says is read from ``resources/catalogue/work_rules.toml``, with its source; here is what can be
said. All of it is exact: shares are fractions, and nothing is rounded before it is shown.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Counted(StrEnum):
    """What of the given work a part of the points counts."""

    QUANTITY = "quantity"
    """What is done."""
    QUALITY = "quality"
    """What is done as it was demanded."""
    TIMELY = "timely"
    """What is done by its day."""


@dataclass(frozen=True, slots=True)
class WorkPart:
    """A part of the result: ``points`` times the share that what is ``counted`` has of what was given."""

    counted: Counted
    label: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """A level of rating, from ``least`` points on."""

    least: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class WorkRule:
    """A rule of rating, valid from one day to another (open where None).

    ``converts`` says whether each product counts by its factor (hệ số quy đổi), else each counts as one.
    ``lead`` and ``support`` are what a task weighs for who leads it and who supports. ``fault`` is the share
    of a product's points that each fault, and each delay, takes away; 1 where one fault takes all of them.
    ``general`` are the most points for general criteria, which somebody gives. ``bands`` are the levels, the
    highest first, none where the rule's source has none that hold; ``top_share`` is how many officers of the
    highest level there may be for each one of the second.
    """

    id: str
    name: str
    legal: str
    valid_from: date
    valid_to: date | None
    converts: bool
    lead: Fraction
    support: Fraction
    fault: Fraction
    parts: tuple[WorkPart, ...]
    general: Fraction
    bands: tuple[Band, ...] = ()
    top_share: Fraction | None = None
    note: str = ""

    @property
    def most(self) -> Fraction:
        """The most points of the result."""
        return sum((part.points for part in self.parts), Fraction(0))

    def is_valid(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def band(self, total: Fraction) -> Band | None:
        """The level of so many points; None where the rule has none."""
        return next((band for band in self.bands if total >= band.least), None)

    def kept(self, faults: int) -> Fraction:
        """The share of a product's points that is left after so many faults or delays."""
        return max(Fraction(0), 1 - self.fault * faults)
