"""Where points are lost, and what it takes to win them back."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from ..formulas import rounded
from ..numerals import format_number
from .rules import Rule, RuleKind, Step, Value, step_at
from .scoring import Score, Scored
from .sets import FINEST
from .words import points_words, step_words

_LACKING = " thiếu"
"""A unit may end in it; «nào» stands before it, not after."""


@dataclass(frozen=True, slots=True)
class Win:
    """What can be won of a criterion: ``gain`` points by the next step, which the ``sentence`` tells, with
    ``needed`` things where they can be counted. ``is_final`` says that nothing can be won any more; ``goal``
    is what has to be reached, as a task says it, where there is more to say than to do it."""

    gain: Decimal
    sentence: str
    needed: int | None = None
    is_final: bool = False
    goal: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Loss:
    """A criterion that has not all of its points, and what can be won of it."""

    scored: Scored
    win: Win

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.scored.criterion.code

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows yet what it has."""
        return self.scored.unknown > 0


def losses(score: Score) -> list[Loss]:
    """Where points are lost, the greatest gain first; then what nobody knows the number of; what cannot be
    won back stands last.

    A penalty is lost where it was given; a bonus that nobody has is no loss.
    """
    found = [Loss(each, win_of(each)) for each in score.leaves() if each.lost > 0]
    return sorted(found, key=_order)


def _order(loss: Loss) -> tuple[bool, bool, Decimal, Decimal]:
    return loss.win.is_final, loss.is_unknown, -loss.win.gain, -loss.scored.lost


def win_of(scored: Scored) -> Win:
    """What the next step of a criterion that lacks points asks for, and what it is worth."""
    rule, value = scored.criterion.rule, scored.value
    assert rule is not None
    if rule.kind is RuleKind.PENALTY:
        return _final("Đã bị trừ điểm.")
    if scored.own is not None and scored.proposed is not None and scored.own < scored.proposed:
        gain = scored.proposed - scored.own
        return Win(
            gain, f"Số liệu hiện có cho {points_words(scored.proposed)} điểm; điểm tự chấm đang thấp hơn."
        )
    if value is None or scored.proposed is None:
        return Win(scored.lost, "Chưa có số liệu: hãy khai báo, kèm tài liệu kiểm chứng.")
    if rule.kind is RuleKind.DEDUCTION:
        return _final("Đã bị trừ điểm.")
    if rule.kind is RuleKind.YES_NO:
        return Win(scored.lost, f"Thực hiện xong thì được {points_words(scored.lost)} điểm.")
    if rule.kind is RuleKind.MANUAL:
        return Win(scored.lost, f"Làm đủ theo cách chấm thì được thêm {points_words(scored.lost)} điểm.")
    if rule.kind is RuleKind.STEPS:
        return _by_step(rule, value, scored)
    if rule.kind is RuleKind.COUNT:
        return _by_count(rule, value, scored)
    return _by_share(rule, value, scored)


def _final(sentence: str) -> Win:
    return Win(Decimal(0), f"{sentence} Không lấy lại được trong kỳ.", is_final=True)


def _by_step(rule: Rule, value: Value, scored: Scored) -> Win:
    place = step_at(rule, value.number)
    assert place is not None
    better = next(at for at in range(place - 1, -1, -1) if rule.steps[at].points > scored.points)
    step = rule.steps[better]
    gain = step.points - scored.points
    worth = f"được thêm {points_words(gain)} điểm"
    if rule.is_chosen:
        return Win(gain, f"Đạt «{step.words}» thì {worth}.", goal=f"đạt «{step.words}»")
    assert step.bound is not None
    unit = (rule.unit or "%") if rule.is_share else f" {rule.unit}".rstrip()
    goal = f"{step_words(rule, better)}{unit}"
    if rule.fewer:
        can_be_none = not (step.bound or step.strict or rule.is_share)
        left = _none_left(rule.unit or "lần") if can_be_none else f"còn {goal}"
        return Win(gain, f"{left[0].upper()}{left[1:]} thì {worth}.", _missing(rule, value, step), goal=left)
    if _counted(rule, value) is not None and _is_out_of_reach(rule, step.bound):
        return Win(Decimal(0), f"Phải đạt {goal}, không còn bù được trong kỳ.", is_final=True)
    needed = things_needed(rule, value, step.bound, strict=step.strict)
    if needed is not None:
        more = f"thêm {format_number(needed)} {_things(rule)} (đạt {goal})"
        return Win(gain, f"Cần {more} để {worth}.", needed, goal=more)
    return Win(gain, f"Đạt {goal} thì {worth}.", _missing(rule, value, step), goal=f"đạt {goal}")


def _none_left(unit: str) -> str:
    """That nothing is left: «không còn lỗi nào», «không còn tiêu chí nào thiếu»."""
    lacks = _LACKING if unit.endswith(_LACKING) else ""
    return f"không còn {unit.removesuffix(_LACKING)} nào{lacks}"


def _missing(rule: Rule, value: Value, step: Step) -> int | None:
    """How many things a number that is none of per cent is away from a step; None of all others."""
    if rule.is_share or step.bound is None:
        return None
    away = abs(Fraction(step.bound) - value.number)
    return floor(away) + 1 if step.strict else ceil(away)


def _by_count(rule: Rule, value: Value, scored: Scored) -> Win:
    assert rule.each is not None
    wanted = ceil(Fraction(scored.most) / Fraction(rule.each))
    needed = ceil(wanted * Fraction(rule.per) - value.number)
    gain = min(rule.each, scored.lost)
    unit = rule.unit or "lần"
    lot = f"{format_number(rule.per)} {unit}" if rule.per != 1 else unit
    sentence = f"Mỗi {lot} nữa được thêm {points_words(gain)} điểm; còn thiếu {format_number(needed)} {unit}."
    return Win(gain, sentence, needed, goal=f"thêm {format_number(needed)} {unit}")


def _by_share(rule: Rule, value: Value, scored: Scored) -> Win:
    most, full = scored.most, rule.full_from if rule.full_from is not None else Decimal(100)
    goal, gain = full, scored.lost
    if rule.floor is not None and value.number < rule.floor < full:
        goal, gain = rule.floor, rounded(Fraction(most) * Fraction(rule.floor) / 100, FINEST) - scored.points
    worth = f"được thêm {points_words(gain)} điểm"
    counted = _counted(rule, value)
    if counted is not None and _is_out_of_reach(rule, goal):
        part, whole = counted
        more = (part + 1) / (whole + 1) * 100 - value.number
        sentence = f"Không đạt được {format_number(goal)}% nữa; mỗi {_things(rule)} làm đúng vẫn nâng tỷ lệ."
        return Win(rounded(Fraction(most) * more / 100, FINEST), sentence)
    needed = things_needed(rule, value, goal)
    if needed is None:
        return Win(gain, f"Đạt {format_number(goal)}% thì {worth}.", goal=f"đạt {format_number(goal)}%")
    things = f"thêm {format_number(needed)} {_things(rule)} (đạt {format_number(goal)}%)"
    return Win(gain, f"Cần {things} để {worth}.", needed, goal=things)


def _things(rule: Rule) -> str:
    return rule.things or "việc"


def _counted(rule: Rule, value: Value) -> tuple[Fraction, Fraction] | None:
    """The part and the whole of a percentage that goes up with what is done; None of all others."""
    return value.things if rule.is_share and not rule.of_target and not rule.fewer else None


def _is_out_of_reach(rule: Rule, percent: Decimal) -> bool:
    """Whether a percentage that is not reached yet cannot be any more: what went wrong stays in the whole."""
    return rule.grows and percent >= 100


def things_needed(rule: Rule, value: Value, percent: Decimal, *, strict: bool = False) -> int | None:
    """How many things more bring a share up to a percentage, or above it; None where they are not counted."""
    counted = _counted(rule, value)
    if counted is None:
        return None
    part, whole = counted
    goal = Fraction(percent) / 100
    missing = goal * whole - part
    if rule.grows:
        missing /= 1 - goal
    return floor(missing) + 1 if strict else ceil(missing)
