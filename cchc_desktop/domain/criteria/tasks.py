"""A lost point as a task of the plan: how the task is worded, and what the criterion has once it is done."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from ..dates import short_date
from ..report_periods import Period
from ..text import shortened
from .forecast import Forecast
from .rules import Rule, RuleKind, Value
from .sets import Criterion
from .wins import Loss

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class CriterionTask:
    """That a task of the plan, by its identity, was made for a criterion of a set in a period.

    ``name`` is what the criterion was called then, ``area`` the reform area (0 for none) by which rights are
    told.
    """

    set_id: str
    period: Period
    code: str
    name: str
    area: int
    item_id: str

    @property
    def id(self) -> str:
        """How it is stored: as the criterion's mark is."""
        return f"{self.period.id}:{self.set_id}:{self.code}"


def task_words(loss: Loss) -> str:
    """The wording of a task that wins a criterion's points: its name, what has to be reached, what for."""
    name = loss.scored.criterion.name.strip().rstrip(" .;:")
    goal = f": {loss.win.goal}" if loss.win.goal else ""
    return f"{name}{goal}, bảo đảm điểm tiêu chí {loss.code} của Chỉ số CCHC"


def best_value(rule: Rule, most: Decimal) -> Value | None:
    """A number of a criterion that has all of its points; None where nothing that is done brings them."""
    match rule.kind:
        case RuleKind.YES_NO:
            return Value(Fraction(1))
        case RuleKind.COUNT:
            assert rule.each is not None
            return Value(ceil(Fraction(most) / Fraction(rule.each)) * Fraction(rule.per))
        case RuleKind.STEPS:
            first = rule.steps[0]
            if rule.is_chosen or first.bound is None:
                return Value(Fraction(1))
            away = (-1 if rule.fewer else 1) if first.strict else 0
            return Value(Fraction(first.bound) + away)
        case RuleKind.RATIO | RuleKind.SURVEY:
            return Value(Fraction(100))
    return None


def with_task(forecast: Forecast | None, criterion: Criterion, text: str, due: date) -> Forecast | None:
    """A criterion's forecast with a task that is still open: once that is done, it has all of its points.
    What has two ends already, or gets no points by being done, stays as it is."""
    best = best_value(criterion.rule, criterion.most) if criterion.rule is not None else None
    if best is None or (forecast is not None and forecast.low != forecast.high):
        return forecast
    low = forecast.low if forecast is not None else None
    said = f"Nhiệm vụ «{shortened(text, _LONGEST)}» đang mở, hạn {short_date(due)}: xong thì đủ điểm."
    return Forecast(low, best, said, due)
