"""Totals of a period beside those of another one, over the units that sent both.

Units that were merged meanwhile are compared as what they became: the earlier figures are those of all that
became it, added up, so that a share of the whole weighs each by its own data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .sheet import Sheet, Total
from .units import GatheredUnit, UnitList


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator in two periods; ``now`` and ``before`` are over the same ``units`` of them alone. Of what
    ``is_share`` no percentage of a change is told."""

    code: str
    now: Total
    before: Total
    units: int
    is_share: bool = False

    @property
    def change(self) -> Fraction | None:
        """By how much it grew; None where one of the two is not known."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def percent(self) -> Fraction | None:
        """The change of what is summed in percent; None of shares, and where there was nothing before."""
        change = self.change
        if change is None or self.is_share or not self.before.value:
            return None
        return change / self.before.value * 100


def restated(before: Sheet, units: Sequence[GatheredUnit], known: UnitList) -> Sheet:
    """An earlier sheet as the units of today would have it: each with what it had sent itself and what those
    had sent that were merged into it."""
    return before.merged(
        [(unit.code, [unit.code, *(each.code for each in known.parts_of(unit.code))]) for unit in units]
    )


def compared(now: Sheet, before: Sheet) -> list[Compared]:
    """Every indicator of two sheets of the same units, over those that have a figure in both."""
    found = []
    for indicator in now.catalogue.indicators:
        if indicator.code not in before.catalogue.by_code:
            continue
        code = indicator.code
        both = [unit for unit in now.units if _has(now, unit, code) and _has(before, unit, code)]
        if not both:
            continue
        if len(both) == len(now.units):
            parts = [now.total(code), before.total(code)]
        else:
            parts = [sheet.only(both).total(code) for sheet in (now, before)]
        found.append(Compared(code, parts[0], parts[1], len(both), now.rules.is_share(indicator)))
    return found


def _has(sheet: Sheet, unit: str, code: str) -> bool:
    return sheet.has(sheet.places[unit], code)
