"""How a criterion came to its points, in a sentence: «95,2% → bậc 95 đến dưới 98 → 3/4 điểm»."""

from decimal import Decimal
from fractions import Fraction

from ..formulas import rounded
from ..numerals import format_number
from .rules import BY_EACH, Rule, RuleKind, Value, step_at, worth_of

UNKNOWN = "Chưa có số liệu, chưa chấm được."
_FEWEST, _MOST = 2, 6
"""The decimals of a number."""


def points_words(points: Decimal | Fraction) -> str:
    """Points as they are written: at most two decimals."""
    return format_number(rounded(Fraction(points), _FEWEST))


def number_words(rule: Rule, number: Fraction) -> str:
    """A number with its unit: «95,2%», «3 báo cáo», «Có», or the words of the chosen step.

    It has as many decimals as it takes not to seem to be on another side of a threshold than it is.
    """
    if rule.kind is RuleKind.YES_NO:
        return "Có" if number else "Không"
    if rule.is_chosen:
        place = step_at(rule, number)
        return "" if place is None else f"«{rule.steps[place].words}»"
    bounds = [step.bound for step in rule.steps] + [rule.floor, rule.full_from]
    shown = rounded(number, _FEWEST)
    for decimals in range(_FEWEST + 1, _MOST + 1):
        if all(_side(Fraction(shown), each) == _side(number, each) for each in bounds if each is not None):
            break
        shown = rounded(number, decimals)
    unit = rule.unit or ("%" if rule.is_share else "")
    return f"{format_number(shown)}{unit if unit.startswith('%') else f' {unit}'}".rstrip()


def value_words(rule: Rule, value: Value) -> str:
    """A value as it is declared: «98,08% (1.020/1.040 hồ sơ)», «Có», «Không phát sinh»."""
    if value.nothing:
        return "Không phát sinh"
    words = number_words(rule, value.number)
    if value.things is None:
        return words
    part, whole = (format_number(rounded(each, _FEWEST)) for each in value.things)
    return f"{words} ({part}/{whole}{f' {rule.things}' if rule.things else ''})"


def _side(number: Fraction, bound: Decimal) -> int:
    return (number > bound) - (number < bound)


def step_words(rule: Rule, place: int) -> str:
    """What a step reaches over: «từ 98», «95 đến dưới 98», «dưới 90»."""
    step, above = rule.steps[place], rule.steps[place - 1] if place else None
    own = "" if step.bound is None else format_number(step.bound)
    if above is None or above.bound is None:
        if not own:
            return "mọi trường hợp"
        if rule.fewer:
            return f"{'dưới' if step.strict else 'không quá'} {own}"
        return f"{'trên' if step.strict else 'từ'} {own}"
    other = format_number(above.bound)
    if rule.fewer:
        lower = other if above.strict else f"trên {other}"
        if not own:
            return f"từ {other}" if above.strict else lower
        return f"{lower} đến {'dưới ' if step.strict else ''}{own}"
    upper = other if above.strict else f"dưới {other}"
    if not own:
        return f"không quá {other}" if above.strict else upper
    return f"{'trên ' if step.strict else ''}{own} đến {upper}"


def reason_of(rule: Rule, most: Decimal, value: Value | None, points: Decimal | None) -> str:
    """How a value came to its points, which are rounded already where there are any."""
    if value is None:
        return UNKNOWN
    if points is None:
        if value.nothing:
            return (
                "Không phát sinh; cách chấm không nêu trường hợp này. Hãy chấm tay hoặc chọn «Không áp dụng»."
            )
        return f"Không có mức nào cho {number_words(rule, value.number) or 'lựa chọn này'}. Hãy khai báo lại."
    scored = _scored(rule, most, points)
    if value.nothing:
        return f"Không phát sinh → đủ điểm → {scored}"
    if rule.kind is RuleKind.MANUAL:
        return f"{rule.kind.label} → {scored}"
    words = number_words(rule, value.number)
    if rule.kind in BY_EACH:
        return f"{_by_each(rule, most, value, words)} → {scored}"
    if rule.kind is RuleKind.STEPS and not rule.is_chosen:
        place = step_at(rule, value.number)
        assert place is not None
        return f"{words} → bậc {step_words(rule, place)} → {scored}"
    if not rule.is_share:
        return f"{words} → {scored}"
    if rule.floor is not None and value.number < rule.floor:
        return f"{words}, dưới {format_number(rule.floor)}% → {scored}"
    if rule.full_from is not None and value.number >= rule.full_from:
        return f"{words}, từ {format_number(rule.full_from)}% → đủ điểm → {scored}"
    return f"{words} × {format_number(most)} → {scored}"


def _by_each(rule: Rule, most: Decimal, value: Value, words: str) -> str:
    assert rule.each is not None
    lot = f" cho mỗi {format_number(rule.per)}" if rule.per != 1 else ""
    worth = f"{words} × {format_number(rule.each)}{lot}"
    capped = worth_of(rule, value.number) > most
    return f"{worth}, không quá {format_number(most)}" if capped else worth


def _scored(rule: Rule, most: Decimal, points: Decimal) -> str:
    if rule.kind is RuleKind.BONUS:
        return f"cộng {points_words(points)} điểm"
    if rule.kind is RuleKind.PENALTY:
        return f"trừ {points_words(-points)} điểm"
    return f"{points_words(points)}/{format_number(most)} điểm"
