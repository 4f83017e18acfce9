"""A set of criteria that is put together by hand: each step gives a new set, and names criteria by code.

What is wrong with the whole of it, such as points that do not add up, is told by ``sets.problems_of`` and
mended by who works on it: nothing is put right silently.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..errors import Refusal
from ..text import clean_line
from .rules import Rule, RuleKind
from .sets import CriteriaSet, Criterion, problems_of_one

Nodes = tuple[Criterion, ...]
_ANY = Rule(RuleKind.MANUAL)
_YEARS = range(2000, 2100)
_MOST_BESIDE = 100


def checked_criterion(given: CriteriaSet, new: Criterion, before: str = "") -> Criterion:
    """A criterion as it may stand in a set; ``before`` is its code until now, nothing of a new one.

    Raises Refusal, with the field, where it has no code or name, a code that is there already, no points, or
    a rule that does not fit these.
    """
    new = replace(new, code=clean_line(new.code), name=clean_line(new.name))
    if not new.code or not new.name:
        field = "name" if new.code else "code"
        raise Refusal("Hãy ghi mã và tên của tiêu chí.", field)
    if new.code != before and given.get(new.code) is not None:
        raise Refusal(f"Mã {new.code} đã có trong bộ tiêu chí. Hãy đặt mã khác.", "code")
    # Whether the points of those below add up is told of the whole set.
    alone = replace(new, children=())
    if new.children:
        alone = replace(alone, rule=_ANY)
    if problem := next(problems_of_one(alone), ""):
        raise Refusal(problem, "rule" if new.most > 0 else "most")
    return new


def with_criterion(given: CriteriaSet, parent: str, after: str, new: Criterion) -> CriteriaSet:
    """With another criterion below ``parent`` (nothing for an area, or for what stands beside the whole),
    behind the one of the code ``after``, else first. What has parts is no longer scored by itself.

    Raises Refusal as ``checked_criterion``.
    """
    made = checked_criterion(given, new)
    if not parent:
        if made.rule is not None and made.rule.kind.is_beside:
            return replace(given, extras=_behind(given.extras, after, made))
        return replace(given, areas=_behind(given.areas, after, made))

    def put(found: Criterion) -> Nodes:
        return (replace(found, rule=None, sources=(), children=_behind(found.children, after, made)),)

    return _mapped(given, parent, put)


def _behind(nodes: Nodes, after: str, new: Criterion) -> Nodes:
    place = next((at for at, each in enumerate(nodes, 1) if each.code == after), 0)
    return (*nodes[:place], new, *nodes[place:])


def with_changed(given: CriteriaSet, code: str, new: Criterion) -> CriteriaSet:
    """With something else said of a criterion; what stands below it stays. Raises Refusal as
    ``checked_criterion``."""
    found = given.get(code)
    assert found is not None
    kept = replace(new, children=found.children)
    if found.children:
        kept = replace(kept, rule=None, sources=())
    made = checked_criterion(given, kept, code)
    return _mapped(given, code, lambda _: (made,))


def without_criterion(given: CriteriaSet, code: str) -> CriteriaSet:
    """Without a criterion and all below it."""
    return _mapped(given, code, lambda _: ())


def with_moved(given: CriteriaSet, code: str, by: int) -> CriteriaSet:
    """With a criterion one place further up (-1) or down (1) among those beside it."""

    def shifted(nodes: Nodes) -> Nodes:
        at = next((at for at, each in enumerate(nodes) if each.code == code), None)
        if at is None:
            return tuple(replace(each, children=shifted(each.children)) for each in nodes)
        if not 0 <= at + by < len(nodes):
            return nodes
        order = list(nodes)
        order[at], order[at + by] = order[at + by], order[at]
        return tuple(order)

    return replace(given, areas=shifted(given.areas), extras=shifted(given.extras))


def _mapped(given: CriteriaSet, code: str, make: Callable[[Criterion], Nodes]) -> CriteriaSet:
    """The set with a criterion in another form, in several, or in none."""

    def through(nodes: Nodes) -> Nodes:
        made: list[Criterion] = []
        for each in nodes:
            made += make(each) if each.code == code else (replace(each, children=through(each.children)),)
        return tuple(made)

    return replace(given, areas=through(given.areas), extras=through(given.extras))


def next_code(given: CriteriaSet, parent: str, after: str) -> str:
    """A code that is free for a new criterion: «3.4.2» behind «3.4.1» below «3.4»."""
    above = given.get(parent) if parent else None
    siblings = above.children if above is not None else given.areas
    head, _, last = (after or (siblings[-1].code if siblings else "")).rpartition(".")
    number = int(last) + 1 if last.isascii() and last.isdigit() else 1
    start = parent or head
    while True:
        code = f"{start}.{number}" if start else str(number)
        if given.get(code) is None:
            return code
        number += 1


def with_head(
    given: CriteriaSet,
    title: str,
    decision: str,
    signed: date | None,
    years: tuple[int | None, int | None],
    most_beside: tuple[Decimal, Decimal],
) -> CriteriaSet:
    """With another name, decision and day, first and last year, and limits of bonus and penalty points.

    Raises Refusal, with the field, for what cannot be.
    """
    title, decision = clean_line(title), clean_line(decision)
    if not title:
        raise Refusal("Hãy đặt tên cho bộ tiêu chí.", "title")
    first, last = years
    for year, field in ((first, "first"), (last, "last")):
        if year is not None and year not in _YEARS:
            raise Refusal("Năm áp dụng bộ tiêu chí không hợp lệ. Hãy kiểm tra lại.", field)
    if first is not None and last is not None and last < first:
        raise Refusal("Năm hết áp dụng phải từ năm bắt đầu trở đi.", "last")
    for value, field in zip(most_beside, ("bonus", "penalty"), strict=True):
        if not 0 <= value <= _MOST_BESIDE:
            raise Refusal(f"Điểm thưởng, điểm phạt nhiều nhất phải từ 0 đến {_MOST_BESIDE}.", field)
    return replace(
        given,
        title=title,
        decision=decision,
        signed=signed,
        is_issued=bool(decision),
        valid_from=date(first, 1, 1) if first is not None else None,
        valid_to=date(last, 12, 31) if last is not None else None,
        bonus_most=most_beside[0],
        penalty_most=most_beside[1],
    )
