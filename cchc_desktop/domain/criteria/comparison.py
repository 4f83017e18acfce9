"""A score beside another one, by area and criterion, and the units that answer for parts of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..text import fold
from .scoring import Score, Scored
from .sets import CriteriaSet

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class CriterionCompared:
    """A criterion beside what it was: ``before`` is None where the other set has none like it, and for what
    is gone ``now`` is None. ``depth`` is 0 for areas."""

    depth: int
    now: Scored | None
    before: Scored | None

    @property
    def shown(self) -> Scored:
        """Whose name and code it is listed by."""
        found = self.now or self.before
        assert found is not None
        return found

    @property
    def gain(self) -> Decimal | None:
        """How many points more it has than before; None where it has nothing to be held against, does not
        apply to one of the years, or not all points of both are known."""
        if self.now is None or self.before is None or not (self.now.applies and self.before.applies):
            return None
        return None if self.now.unknown or self.before.unknown else self.now.points - self.before.points

    @property
    def share_gain(self) -> Fraction | None:
        """How much more it has in per cent of the points that are known, which another maximum does not
        change; None where one of both has none."""
        now, before = share_of(self.now), share_of(self.before)
        return None if now is None or before is None else now - before


def share_of(scored: Scored | None) -> Fraction | None:
    """The points of a criterion in per cent of those that are known; None where none are."""
    known = scored.most - scored.unknown if scored is not None else 0
    return Fraction(scored.points) / Fraction(known) * 100 if scored is not None and known else None


def compare(now: Score, before: Score) -> list[CriterionCompared]:
    """Every criterion of a score beside the same one of another, in the order of the set, then what only the
    other one has.

    Of one set the same is what has the same code. Of sets of another structure it is what has the same name,
    of several the one with the same code; else, among those without such a name, what has the same code in
    the same reform area.
    """
    like = _matched(now, before)
    found = [
        CriterionCompared(depth, each, like.get(each.criterion.code))
        for depth, each in _walk(now)
    ]  # fmt: skip
    taken = {each.criterion.code for each in like.values()}
    gone = [
        CriterionCompared(depth, None, each)
        for depth, each in _walk(before)
        if each.criterion.code not in taken
    ]
    return [*found, *gone]


def _walk(score: Score) -> Iterable[tuple[int, Scored]]:
    def below(depth: int, each: Scored) -> Iterable[tuple[int, Scored]]:
        yield depth, each
        for child in each.children:
            yield from below(depth + 1, child)

    for each in (*score.areas, *score.extras):
        yield from below(0, each)


def _matched(now: Score, before: Score) -> dict[str, Scored]:
    """What the criteria of a score are in another one, by their codes."""
    others = {each.criterion.code: each for each in before.walk()}
    if now.set.id == before.set.id:
        return {
            each.criterion.code: found for each in now.walk() if (found := others.get(each.criterion.code))
        }
    named = defaultdict[tuple[bool, str], list[Scored]](list)
    for each in others.values():
        named[_name(each)].append(each)
    like: dict[str, Scored] = {}
    taken = set[str]()
    for each in now.walk():
        same = [other for other in named[_name(each)] if other.criterion.code not in taken]
        code = each.criterion.code
        found = next((other for other in same if other.criterion.code == code), same[0] if same else None)
        if found is not None:
            like[code] = found
            taken.add(found.criterion.code)
    areas, areas_before = _areas(now.set), _areas(before.set)
    for each in now.walk():
        code = each.criterion.code
        other = others.get(code)
        if code in like or other is None or code in taken or bool(each.children) != bool(other.children):
            continue
        if areas.get(code) and areas[code] == areas_before.get(code):
            like[code] = other
            taken.add(code)
    return like


def _name(each: Scored) -> tuple[bool, str]:
    """What a criterion is known by: its folded name, and whether others stand below it."""
    return bool(each.children), " ".join(fold(each.criterion.name).split()).strip(" .;:")


def _areas(given: CriteriaSet) -> dict[str, int]:
    """The reform area that each criterion belongs to, by code; 0 where the set does not say."""
    return {each.code: area.area for area in given.areas for each in area.walk()}


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What a unit answers for: ``points`` of ``most``, ``unknown`` those that nobody can tell yet,
    ``criteria`` how many criteria, ``lost`` those of them that have lost points (what nobody knows left
    aside). ``name`` is «» for what nobody answers for."""

    name: str
    most: Decimal
    points: Decimal
    unknown: Decimal
    criteria: int
    lost: tuple[Scored, ...]

    @property
    def percent(self) -> Fraction | None:
        """The points in per cent of those that are known; None where none are."""
        known = self.most - self.unknown
        return Fraction(self.points) / Fraction(known) * 100 if known else None

    @property
    def lost_points(self) -> Decimal:
        """The points that it has lost."""
        return self.most - self.unknown - self.points


def of_units(score: Score) -> list[UnitShare]:
    """What each unit answers for, the one with the lowest share first; units of which nothing is known stand
    behind, and what nobody answers for stands last. Points beside the whole are left aside."""
    leaves = defaultdict[str, list[Scored]](list)

    def gather(each: Scored, answers: str) -> None:
        whose = each.criterion.answers or answers
        if not each.children and each.applies:
            leaves[whose].append(each)
        for child in each.children:
            gather(child, whose)

    for area in score.areas:
        gather(area, "")
    found = [
        UnitShare(
            name,
            sum((each.most for each in own), _ZERO),
            sum((each.points for each in own), _ZERO),
            sum((each.unknown for each in own), _ZERO),
            len(own),
            tuple(each for each in own if each.lost > 0 and not each.unknown),
        )
        for name, own in leaves.items()
    ]

    def order(each: UnitShare) -> tuple[bool, bool, Fraction]:
        percent = each.percent
        return not each.name, percent is None, percent if percent is not None else Fraction(0)

    return sorted(found, key=order)
