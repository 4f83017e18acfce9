"""What the office says of a criterion: a number that it declares, its own points, or that none apply."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ..errors import Refusal
from ..numerals import format_number
from ..report_periods import Period
from ..scores import AreaScore
from ..text import clean_line
from .rules import RuleKind, Value
from .scoring import Score, score
from .sets import FINEST, CriteriaSet, Criterion
from .words import points_words

_LARGEST = Decimal(10**12)


@dataclass(frozen=True, slots=True)
class CriterionMark:
    """What the office says of a criterion of a set in a period.

    ``number`` is declared in place of what the sources tell; ``points`` are its own, of a penalty those that
    are taken off; ``off`` says that the criterion does not apply. ``note`` is the reason for what differs,
    and the explanation where no file proves the points. ``name`` is what the criterion was called then,
    ``area`` the reform area (0 for none) by which rights are told.
    """

    set_id: str
    period: Period
    code: str
    name: str = ""
    area: int = 0
    number: Decimal | None = None
    points: Decimal | None = None
    off: bool = False
    note: str = ""

    @property
    def id(self) -> str:
        """How it is stored, and what evidence of the criterion is attached to: «2026-N:khoi-dau:3.4.1»."""
        return f"{self.period.id}:{self.set_id}:{self.code}"

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return self.number is None and self.points is None and not self.off and not self.note


def checked_mark(
    criterion: Criterion, mark: CriterionMark, known: Value | None, proposed: Decimal | None
) -> CriterionMark:
    """The mark as it is stored; ``known`` is what the sources tell, ``proposed`` what the number that holds
    comes to.

    Raises Refusal where it cannot be, or where it differs from the sources or the proposal without a reason.
    """
    mark = replace(mark, name=criterion.name, note=clean_line(mark.note))
    code = criterion.code
    if mark.off:
        if not mark.note:
            raise Refusal(f"Hãy ghi lý do không áp dụng tiêu chí {code}.", "note")
        return replace(mark, number=None, points=None)
    if criterion.rule is None:
        if mark.number is not None or mark.points is not None:
            raise Refusal(f"Tiêu chí {code} có tiêu chí con. Hãy chấm các tiêu chí con.", "code")
        return mark
    if mark.number is not None:
        _check_number(criterion, mark.number)
        if known is not None and (known.nothing or known.number != Fraction(mark.number)) and not mark.note:
            raise Refusal(
                f"Tiêu chí {code} đã có số liệu trong chương trình. Khai báo khác thì hãy ghi lý do.", "note"
            )
    if mark.points is not None:
        check_points(criterion, mark.points)
        own = -mark.points if criterion.rule.kind is RuleKind.PENALTY else mark.points
        if proposed is not None and own != proposed and not mark.note:
            raise Refusal(
                f"Điểm {format_number(mark.points)} của tiêu chí {code} khác đề xuất "
                f"{points_words(abs(proposed))}. Hãy ghi lý do.",
                "note",
            )
    return mark


def _check_number(criterion: Criterion, number: Decimal) -> None:
    rule, at = criterion.rule, f"Khai báo của tiêu chí {criterion.code}"
    assert rule is not None
    if rule.kind is RuleKind.YES_NO and number not in (0, 1):
        raise Refusal(f"{at} phải là 1 (có) hoặc 0 (không).", "number")
    if rule.is_chosen and number not in range(1, len(rule.steps) + 1):
        choices = "; ".join(f"{place} = {step.words}" for place, step in enumerate(rule.steps, 1))
        raise Refusal(f"{at} phải là một trong: {choices}.", "number")
    if rule.kind is RuleKind.MANUAL:
        check_points(criterion, number)
    if not 0 <= number < _LARGEST:
        raise Refusal(f"{at} phải là số từ 0 trở lên.", "number")


def check_points(criterion: Criterion, points: Decimal) -> None:
    """Raises Refusal where a criterion cannot have such points; those of a penalty are what is taken off."""
    exponent = points.as_tuple().exponent
    if not isinstance(exponent, int) or not 0 <= points <= criterion.most or -exponent > FINEST:
        raise Refusal(
            f"Điểm của tiêu chí {criterion.code} phải từ 0 đến {format_number(criterion.most)}, "
            f"nhiều nhất {FINEST} số lẻ.",
            "points",
        )


def declared(marks: Iterable[CriterionMark]) -> dict[str, Value]:
    """The numbers that the office declares, by code."""
    return {
        mark.code: Value(Fraction(mark.number), said="Cơ quan khai báo")
        for mark in marks
        if mark.number is not None
    }


def left_out(marks: Iterable[CriterionMark]) -> frozenset[str]:
    """The codes of what does not apply."""
    return frozenset(mark.code for mark in marks if mark.off)


def own_points(given: CriteriaSet, marks: Iterable[CriterionMark]) -> dict[str, Decimal]:
    """The points that the office decided, by code; those of penalties are taken off."""
    penalties = {each.code for each in given.extras if each.rule and each.rule.kind is RuleKind.PENALTY}
    return {
        mark.code: -mark.points if mark.code in penalties else mark.points
        for mark in marks
        if mark.points is not None
    }


def area_scores(given: CriteriaSet, year: int, marks: Collection[CriterionMark]) -> dict[int, AreaScore]:
    """The reform areas of which the office has decided every criterion that applies, as the year's report
    annexes them."""
    return known_areas(score(given, {}, left_out(marks), own_points(given, marks)), year)


def known_areas(made: Score, year: int) -> dict[int, AreaScore]:
    """The reform areas of a score in which everything is known, as the year's report annexes them."""
    return {
        each.criterion.area: AreaScore(
            year, each.criterion.area, each.most, each.points, f"Theo {made.set.title}"
        )
        for each in made.areas
        if each.criterion.area and each.applies and not each.unknown
    }
