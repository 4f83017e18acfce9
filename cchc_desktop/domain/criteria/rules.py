"""How a criterion is scored (FACTS.md section 7.1): the kinds of rule, exact to the fraction."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor


class RuleKind(StrEnum):
    """How points follow from what is known of a criterion."""

    YES_NO = "yes_no"
    """All points or none."""
    STEPS = "steps"
    """Points by thresholds, or by which of some descriptions fits."""
    RATIO = "ratio"
    """The share of the points that the percentage says."""
    COUNT = "count"
    """So many points for each, until all are had."""
    DEDUCTION = "deduction"
    """So many points less for each, until none are left."""
    SURVEY = "survey"
    """As a ratio, of what a survey came to."""
    BONUS = "bonus"
    """So many points beside the whole for each."""
    PENALTY = "penalty"
    """So many points off the whole for each."""
    MANUAL = "manual"
    """As the decision's own words say: who scores says the points."""

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _LABELS[self]

    @property
    def is_beside(self) -> bool:
        """Whether its points stand beside the whole."""
        return self in (RuleKind.BONUS, RuleKind.PENALTY)


_LABELS = {
    RuleKind.YES_NO: "Có/không",
    RuleKind.STEPS: "Bậc thang",
    RuleKind.RATIO: "Tỷ lệ",
    RuleKind.COUNT: "Đếm",
    RuleKind.DEDUCTION: "Trừ điểm",
    RuleKind.SURVEY: "Điều tra xã hội học",
    RuleKind.BONUS: "Điểm thưởng",
    RuleKind.PENALTY: "Điểm phạt",
    RuleKind.MANUAL: "Chấm tay",
}
BY_EACH = (RuleKind.COUNT, RuleKind.DEDUCTION, RuleKind.BONUS, RuleKind.PENALTY)
"""The kinds that ask how many there are."""
BY_SHARE = (RuleKind.RATIO, RuleKind.SURVEY)
"""The kinds that ask for a percentage."""
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a rule: the points from a ``bound`` on (from above it where ``strict``); the last one of a
    list may have none and takes whatever is left. A step in ``words`` is chosen, not reckoned."""

    points: Decimal
    bound: Decimal | None = None
    strict: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a criterion is scored.

    ``steps`` go from the best one down; ``fewer`` says that bounds are the most there may be. A ratio gives
    nothing below ``floor`` and all from ``full_from`` on (per cent). ``each`` is what one of them is worth,
    or one lot of ``per``. Where nothing has occurred that could be counted, ``nothing_full`` gives all
    points; else nobody can say. ``unit`` is what the number is counted in («%», «báo cáo»), ``things`` what
    a share is one of («hồ sơ»), and ``grows`` says that the whole grows with each of them, as dossiers do,
    while the units to be inspected stay as many. ``of_target`` holds the number against the plan's target,
    in per cent of it.
    """

    kind: RuleKind
    steps: tuple[Step, ...] = ()
    fewer: bool = False
    floor: Decimal | None = None
    full_from: Decimal | None = None
    each: Decimal | None = None
    per: Decimal = Decimal(1)
    nothing_full: bool = False
    unit: str = ""
    things: str = ""
    grows: bool = False
    of_target: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether somebody says which of the steps fits."""
        return self.kind is RuleKind.STEPS and any(step.words for step in self.steps)

    @property
    def is_share(self) -> bool:
        """Whether its number is a percentage."""
        return self.kind in BY_SHARE or self.unit.startswith("%")


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of a criterion: a percentage, a number of things, 1 or 0 for yes or no, the number of the
    chosen step, from 1 on, or the points where these are said.

    ``things`` are a part and the whole that it is of, where a percentage is that of things; ``nothing`` says
    that nothing has occurred; ``said`` is where it is known from.
    """

    number: Fraction = Fraction(0)
    things: tuple[Fraction, Fraction] | None = None
    nothing: bool = False
    said: str = ""


def share(part: Fraction, whole: Fraction, said: str = "") -> Value:
    """A part of a whole in per cent; nothing has occurred where there is no whole."""
    if not whole:
        return Value(nothing=True, said=said)
    return Value(part / whole * _HUNDRED, (part, whole), said=said)


# Points


def points_of(rule: Rule, most: Decimal, value: Value) -> Fraction | None:
    """What a value comes to by a rule, from 0 to ``most``; off the whole where it is a penalty.

    None where the rule says nothing of such a value.
    """
    if value.nothing:
        return Fraction(most) if rule.nothing_full else None
    match rule.kind:
        case RuleKind.YES_NO:
            return Fraction(most) if value.number else Fraction(0)
        case RuleKind.STEPS:
            place = step_at(rule, value.number)
            return None if place is None else Fraction(rule.steps[place].points)
        case RuleKind.RATIO | RuleKind.SURVEY:
            return _by_share(rule, most, value.number)
        case RuleKind.DEDUCTION:
            return Fraction(most) - _by_each(rule, most, value.number)
        case RuleKind.PENALTY:
            return -_by_each(rule, most, value.number)
        case RuleKind.MANUAL:
            return max(Fraction(0), min(value.number, Fraction(most)))
    return _by_each(rule, most, value.number)


def _by_share(rule: Rule, most: Decimal, percent: Fraction) -> Fraction:
    if rule.floor is not None and percent < rule.floor:
        return Fraction(0)
    if rule.full_from is not None and percent >= rule.full_from:
        return Fraction(most)
    if percent <= 0:
        return Fraction(0)
    return Fraction(most) * percent / _HUNDRED if percent < _HUNDRED else Fraction(most)


def _by_each(rule: Rule, most: Decimal, number: Fraction) -> Fraction:
    return min(Fraction(most), worth_of(rule, number))


def worth_of(rule: Rule, number: Fraction) -> Fraction:
    """What so many would be worth if there were no most."""
    assert rule.each is not None
    return lots_of(rule, number) * Fraction(rule.each)


def lots_of(rule: Rule, number: Fraction) -> int:
    """How many times so many earn, or cost, the points for each."""
    return max(0, floor(number / Fraction(rule.per)))


def step_at(rule: Rule, number: Fraction) -> int | None:
    """The place of the step that a number is on; None where it is on none."""
    if rule.is_chosen:
        return int(number) - 1 if number.denominator == 1 and 1 <= number <= len(rule.steps) else None
    return next((place for place, step in enumerate(rule.steps) if _reached(rule, step, number)), None)


def _reached(rule: Rule, step: Step, number: Fraction) -> bool:
    if step.bound is None:
        return True
    if number == step.bound:
        return not step.strict
    return number < step.bound if rule.fewer else number > step.bound
