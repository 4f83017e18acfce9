"""What a set of criteria comes to: points from the leaves up, exact, with «không áp dụng» and grades."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..formulas import rounded
from .rules import RuleKind, Value, points_of
from .sets import FINEST, CriteriaSet, Criterion
from .words import reason_of, value_words

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion with its points.

    ``most`` is what it can have, which is less than the set says where something below does not apply, and 0
    where it does not apply itself. ``proposed`` is what its value comes to, rounded to two decimals as sheets
    do; ``own`` what the office decided, which goes before it. ``unknown`` is how many points nobody can tell
    yet: they count as none.
    """

    criterion: Criterion
    most: Decimal
    points: Decimal
    unknown: Decimal
    value: Value | None = None
    proposed: Decimal | None = None
    own: Decimal | None = None
    children: tuple["Scored", ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it applies to the office."""
        return self.most > 0

    @property
    def lost(self) -> Decimal:
        """The points that it has not; beside the whole, those that were taken off."""
        rule = self.criterion.rule
        if rule is not None and rule.kind.is_beside:
            return max(_ZERO, -self.points)
        return self.most - self.points

    @property
    def reason(self) -> str:
        """How the proposal came about, of a criterion with a rule; nothing of others."""
        rule = self.criterion.rule
        if rule is None:
            return ""
        if not self.applies:
            return "Không áp dụng."
        return reason_of(rule, self.criterion.most, self.value, self.proposed)

    @property
    def declared(self) -> str:
        """What is declared of it, as sheets have it: «98,08% (1.224/1.248 hồ sơ)», «Có», «Không áp dụng»;
        nothing where nothing is known."""
        if not self.applies:
            return "Không áp dụng"
        rule, value = self.criterion.rule, self.value
        if rule is None or value is None or rule.kind is RuleKind.MANUAL:
            return ""
        return value_words(rule, value)

    def walk(self) -> Iterator["Scored"]:
        """It, and all below it, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Score:
    """What a set comes to: ``total`` of ``most`` points, of which ``bonus`` and ``penalty`` are the points
    beside the areas, as far as their limits go."""

    set: CriteriaSet
    areas: tuple[Scored, ...]
    extras: tuple[Scored, ...]
    most: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    unknown: Decimal

    @property
    def percent(self) -> Fraction | None:
        """The total in per cent of what can be had; None where nothing applies."""
        return Fraction(self.total) / Fraction(self.most) * 100 if self.most else None

    @property
    def grade(self) -> str:
        """The grade of the total; nothing where nothing applies."""
        percent = self.percent
        if percent is None:
            return ""
        return next((band.name for band in self.set.bands if percent >= band.least), "")

    def walk(self) -> Iterator[Scored]:
        """Every criterion with its points in the order of the set, bonus and penalty last."""
        for each in (*self.areas, *self.extras):
            yield from each.walk()

    def leaves(self) -> Iterator[Scored]:
        """What has a rule and applies, in the order of the set."""
        return (each for each in self.walk() if not each.children and each.applies)


def score(
    given: CriteriaSet,
    values: Mapping[str, Value],
    not_applied: Collection[str] = (),
    own: Mapping[str, Decimal] | None = None,
) -> Score:
    """What a set comes to by what is known of its criteria, by their codes.

    ``not_applied`` are the codes of what does not apply to the office: what is above can have so many points
    less («đơn vị không có nhiệm vụ thì điểm tối đa giảm», FACTS.md section 7.1). ``own`` are points that the
    office decided for criteria with a rule; they are kept between nothing and all.
    """
    decided = own or {}
    areas = tuple(_scored(each, values, not_applied, decided) for each in given.areas)
    extras = tuple(_scored(each, values, not_applied, decided) for each in given.extras)
    most = sum((each.most for each in areas), _ZERO)
    base = sum((each.points for each in areas), _ZERO)
    bonus = min(sum((each.points for each in extras if each.points > 0), _ZERO), given.bonus_most)
    penalty = min(-sum((each.points for each in extras if each.points < 0), _ZERO), given.penalty_most)
    total = max(_ZERO, min(base + bonus - penalty, most))
    return Score(
        given, areas, extras, most, bonus, penalty, total, sum((each.unknown for each in areas), _ZERO)
    )


def _scored(
    criterion: Criterion,
    values: Mapping[str, Value],
    not_applied: Collection[str],
    own: Mapping[str, Decimal],
) -> Scored:
    if criterion.code in not_applied:
        return _without(criterion)
    if criterion.children:
        children = tuple(_scored(child, values, not_applied, own) for child in criterion.children)
        return Scored(
            criterion,
            sum((child.most for child in children), _ZERO),
            sum((child.points for child in children), _ZERO),
            sum((child.unknown for child in children), _ZERO),
            children=children,
        )
    most, rule, value = criterion.most, criterion.rule, values.get(criterion.code)
    proposed = decided = None
    lowest, highest = _ZERO, most
    if rule is not None:
        exact = points_of(rule, most, value) if value is not None else None
        proposed = rounded(exact, FINEST) if exact is not None else None
        if rule.kind is RuleKind.PENALTY:
            lowest, highest = -most, _ZERO
    if criterion.code in own:
        decided = max(lowest, min(own[criterion.code], highest))
    known = decided if decided is not None else proposed
    return Scored(
        criterion, most, known if known is not None else _ZERO, most if known is None else _ZERO,
        value, proposed, decided,
    )  # fmt: skip


def _without(criterion: Criterion) -> Scored:
    """A criterion, with all below it, that does not apply."""
    return Scored(criterion, _ZERO, _ZERO, _ZERO, children=tuple(map(_without, criterion.children)))
