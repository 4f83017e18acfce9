"""Units ranked within their blocks: by the index of administrative reform, or by any figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .units import Block, GatheredUnit


@dataclass(frozen=True, slots=True)
class Index:
    """What a unit scored: ``points`` of at most ``greatest`` by a set of criteria (``set_id``)."""

    set_id: str
    points: Fraction
    greatest: Fraction

    @property
    def percent(self) -> Fraction:
        """The points on a scale of 100, as indexes are announced."""
        return self.points / self.greatest * 100 if self.greatest else Fraction(0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place in its block: those of one value share a place, and the next one is counted on."""

    unit: GatheredUnit
    place: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Ranking:
    """The units of one block by their places; ``unranked`` are those without a value, which have none."""

    block: Block
    ranked: tuple[Ranked, ...]
    unranked: tuple[GatheredUnit, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean of the ranked units."""
        if not self.ranked:
            return None
        return sum((each.value for each in self.ranked), Fraction(0)) / len(self.ranked)


def rankings(
    units: Iterable[GatheredUnit], values: Mapping[str, Fraction], *, least_first: bool = False
) -> list[Ranking]:
    """The ranking of each block that has units; ``values`` are by the units' codes."""
    blocks: dict[Block, list[GatheredUnit]] = {}
    for unit in units:
        blocks.setdefault(unit.block, []).append(unit)
    found = []
    for block in Block:
        members = blocks.get(block, [])
        with_value = [unit for unit in members if unit.code in values]
        with_value.sort(key=lambda unit: values[unit.code], reverse=not least_first)
        ranked: list[Ranked] = []
        for at, unit in enumerate(with_value, 1):
            value = values[unit.code]
            place = ranked[-1].place if ranked and ranked[-1].value == value else at
            ranked.append(Ranked(unit, place, value))
        if members:
            rest = tuple(unit for unit in members if unit.code not in values)
            found.append(Ranking(block, tuple(ranked), rest))
    return found
