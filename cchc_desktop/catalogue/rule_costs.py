"""What the rules of a catalogue cost: how many steps they take in all, how far they hang on each other, and
how large what they work out can become. Each by itself is bounded where it is parsed (``domain.formulas``).
"""

from collections.abc import Mapping, Sequence

from ..domain.formulas import Size, steps, typed_size
from ..domain.indicators import Check, Indicator

_MOST_STEPS = 5_000
"""In all rules together: every figure that is typed works them out for several periods."""
_LONGEST_CHAIN = 100
"""Formulas that each need the one before: they are worked out one within the other."""


def faults_of_cost(known: Mapping[str, Indicator], checks: Sequence[Check]) -> list[str]:
    """What is wrong, in sentences; ``known`` name only each other, without circles."""
    taken = sum(steps(each.formula) for each in known.values() if each.formula is not None)
    taken += sum(steps(check.rule) for check in checks)
    if taken > _MOST_STEPS:
        return [
            f"các công thức và phép kiểm tra có quá {_MOST_STEPS} phép tính. Hãy bớt hoặc rút gọn công thức."
        ]
    sizes: dict[str, Size] = {}
    depths: dict[str, int] = {}
    for code in _each_after_its_operands(known):
        indicator = known[code]
        if indicator.formula is None:
            sizes[code], depths[code] = typed_size(indicator.decimals), 0
            continue
        depths[code] = 1 + max(depths[operand] for operand in indicator.formula.operands)
        if depths[code] > _LONGEST_CHAIN:
            return [
                f"chỉ tiêu {code} được tính qua hơn {_LONGEST_CHAIN} công thức nối nhau. Hãy tính gọn hơn."
            ]
        try:
            sizes[code] = indicator.formula.size(sizes)
        except OverflowError:
            return [
                f"chỉ tiêu {code} có công thức cho ra số quá lớn «{indicator.formula.text}». "
                "Hãy bớt các thừa số."
            ]
    for place, check in enumerate(checks, 1):
        try:
            check.rule.check_size(sizes)
        except OverflowError:
            return [f"phép kiểm tra thứ {place} «{check.rule.text}» cho ra số quá lớn. Hãy bớt các thừa số."]
    return []


def _each_after_its_operands(known: Mapping[str, Indicator]) -> list[str]:
    """The codes in an order in which every formula comes after what it needs. They may hang on each other to
    any depth, so nothing here calls itself."""
    order: dict[str, None] = {}
    waiting = list(known)[::-1]
    while waiting:
        formula = known[waiting[-1]].formula
        needed = [each for each in (formula.operands if formula else ()) if each not in order]
        if needed and waiting[-1] not in order:
            waiting += needed
        else:
            order[waiting.pop()] = None
    return list(order)
