"""Sets of criteria (bộ tiêu chí): areas, criteria and their parts as one tree, and what is wrong with a set.

A set is data. It is known by its decision and the years that it is for; a year may have several, of which one
can have been issued after the year's data were closed (FACTS_2026.md section 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..numerals import format_number
from .rules import BY_EACH, Rule, RuleKind
from .sources import Source

FINEST = 2
"""The decimals of points."""
GREATEST = Decimal(1000)
_DEEPEST = 6


class SetSpan(StrEnum):
    """How much of a year a set is scored over."""

    YEAR = "year"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Band:
    """A grade from so many per cent of the points on."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """An area, a criterion or a part of one, with at most ``most`` points.

    Where it has ``children`` it is what they come to; else its ``rule`` scores it. ``method`` is the rule in
    the decision's own words, ``evidence`` what proves it, ``answers`` who answers for it, ``area`` the reform
    area that an area of the set stands for (0 for none). ``sources`` tell its number, the first that knows
    one.
    """

    code: str
    name: str
    most: Decimal
    rule: Rule | None = None
    method: str = ""
    evidence: str = ""
    answers: str = ""
    area: int = 0
    sources: tuple[Source, ...] = ()
    children: tuple["Criterion", ...] = ()

    def walk(self) -> Iterator["Criterion"]:
        """It, and all below it, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A set of criteria.

    ``is_issued`` says whether an authority has issued it, by ``decision`` on the day ``signed``; it is for
    the years that have a day from ``valid_from`` to ``valid_to``. ``extras`` are bonus and penalty points
    beside the whole, at most ``bonus_most`` and ``penalty_most`` in all. ``bands`` are the grades, the best
    first.
    """

    id: str
    title: str
    areas: tuple[Criterion, ...]
    bands: tuple[Band, ...]
    decision: str = ""
    signed: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    is_issued: bool = True
    span: SetSpan = SetSpan.YEAR
    note: str = ""
    extras: tuple[Criterion, ...] = ()
    bonus_most: Decimal = Decimal(0)
    penalty_most: Decimal = Decimal(0)

    @property
    def most(self) -> Decimal:
        """The points of all areas."""
        return sum((area.most for area in self.areas), Decimal(0))

    def is_of(self, year: int) -> bool:
        """Whether it is for a year."""
        begun = self.valid_from is None or self.valid_from.year <= year
        return begun and (self.valid_to is None or year <= self.valid_to.year)

    def walk(self) -> Iterator[Criterion]:
        """Every criterion in the order of the set, bonus and penalty last."""
        for each in (*self.areas, *self.extras):
            yield from each.walk()

    def get(self, code: str) -> Criterion | None:
        """The criterion of a code; None where there is none."""
        return next((each for each in self.walk() if each.code == code), None)

    def path_to(self, code: str) -> tuple[Criterion, ...]:
        """The criterion of a code with all above it, its area first; nothing where there is none."""
        return next(filter(None, (_path(each, code) for each in (*self.areas, *self.extras))), ())


def rank(given: CriteriaSet) -> tuple[bool, date]:
    """By which of several sets of a year one goes: issued before proposed, then the newest."""
    return given.is_issued, given.signed or date.min


def _path(criterion: Criterion, code: str) -> tuple[Criterion, ...]:
    if criterion.code == code:
        return (criterion,)
    below = next(filter(None, (_path(each, code) for each in criterion.children)), ())
    return (criterion, *below) if below else ()


def problems_of(given: CriteriaSet) -> list[str]:
    """What is wrong with a set, a sentence for each problem, with the code of its criterion."""
    found = []
    seen = set[str]()
    for each in given.walk():
        if each.code in seen:
            found.append(f"Mã {each.code} có ở nhiều tiêu chí. Hãy đặt mỗi tiêu chí một mã.")
        seen.add(each.code)
        found += problems_of_one(each)
    for area in given.areas:
        found += [
            f"Tiêu chí {each.code} là {each.rule.kind.label.lower()} mà nằm trong tổng điểm. Hãy chuyển ra."
            for each in area.walk() if each.rule is not None and each.rule.kind.is_beside
        ]  # fmt: skip
        if _depth(area) > _DEEPEST:
            found.append(f"Lĩnh vực {area.code} có hơn {_DEEPEST} cấp tiêu chí. Hãy bớt cấp.")
    for each in given.extras:
        if each.rule is None or not each.rule.kind.is_beside:
            found.append(
                f"Tiêu chí {each.code} nằm ngoài tổng điểm mà không phải điểm thưởng, điểm phạt. Hãy sửa lại."
            )
    if not given.areas:
        found.append("Bộ tiêu chí chưa có lĩnh vực nào. Hãy bổ sung.")
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        found.append("Bộ tiêu chí hết hiệu lực trước ngày có hiệu lực. Hãy sửa lại ngày.")
    return [*found, *_problems_of_bands(given.bands)]


def _depth(criterion: Criterion) -> int:
    return 1 + max(map(_depth, criterion.children), default=0)


def problems_of_one(each: Criterion) -> Iterator[str]:
    """What is wrong with a criterion, those below it left aside."""
    at = f"Tiêu chí {each.code}"
    exponent = each.most.as_tuple().exponent
    if not isinstance(exponent, int) or not 0 < each.most < GREATEST or -exponent > FINEST:
        yield f"{at} phải có điểm tối đa lớn hơn 0, nhỏ hơn {GREATEST}, nhiều nhất {FINEST} số lẻ. Hãy sửa."
    elif each.children:
        below = sum((child.most for child in each.children), Decimal(0))
        if below != each.most:
            yield (
                f"{at} có điểm tối đa {format_number(each.most)}, các tiêu chí con cộng lại "
                f"{format_number(below)}. Hãy sửa cho khớp."
            )
    if each.children:
        if each.rule is not None:
            yield f"{at} đã có tiêu chí con thì không có cách chấm riêng. Hãy bỏ một trong hai."
    elif each.rule is None:
        yield f"{at} chưa có cách chấm. Hãy bổ sung."
    else:
        yield from (f"{at} {problem}" for problem in rule_problems(each.rule, each.most))


def rule_problems(rule: Rule, most: Decimal) -> Iterator[str]:
    """What is wrong with a rule for so many points; each goes on after the name of its criterion."""
    if rule.kind is RuleKind.STEPS:
        yield from _step_problems(rule, most)
    if rule.kind in BY_EACH and (rule.each is None or not 0 < rule.each <= most or rule.per <= 0):
        yield f"phải có số điểm cho mỗi lần, lớn hơn 0 và không quá {format_number(most)}. Hãy sửa lại."
    for bound in (rule.floor, rule.full_from):
        if bound is not None and not 0 <= bound <= 100:
            yield f"có mức {format_number(bound)}%, không nằm trong 0 đến 100%. Hãy sửa lại."
    if rule.floor is not None and rule.full_from is not None and rule.floor > rule.full_from:
        yield "có mức không cho điểm cao hơn mức cho đủ điểm. Hãy sửa lại."


def _step_problems(rule: Rule, most: Decimal) -> Iterator[str]:
    points = [step.points for step in rule.steps]
    if len(points) < 2:
        yield "là bậc thang thì phải có từ hai bậc trở lên. Hãy bổ sung."
        return
    if points[0] != most:
        best = format_number(points[0])
        yield f"có bậc cao nhất {best} điểm, điểm tối đa là {format_number(most)}. Hãy sửa cho khớp."
    if points != sorted(points, reverse=True) or points[-1] < 0:
        yield "có các bậc không xếp từ nhiều điểm đến ít điểm. Hãy xếp lại."
    if rule.is_chosen:
        if not all(step.words for step in rule.steps):
            yield "có bậc không có lời mô tả. Hãy ghi mọi bậc bằng lời, hoặc mọi bậc bằng số."
        return
    bounds = [step.bound for step in rule.steps]
    known = [bound for bound in bounds if bound is not None]
    ordered = sorted(set(known), reverse=not rule.fewer)
    if known != ordered or None in bounds[:-1]:
        yield "có mức của các bậc không theo thứ tự, trùng hoặc thiếu. Hãy xếp lại từ bậc cao xuống bậc thấp."


def _problems_of_bands(bands: tuple[Band, ...]) -> Iterator[str]:
    least = [band.least for band in bands]
    if not bands or least != sorted(set(least), reverse=True) or least[-1] != 0 or least[0] > 100:
        yield "Các mức xếp loại phải giảm dần từ không quá 100% xuống 0%. Hãy sửa lại."
