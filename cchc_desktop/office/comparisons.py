"""The index beside other years, what each unit answers for, and what a superior has published of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..catalogue.head_rules import head_rule
from ..domain.criteria.comparison import CriterionCompared, UnitShare, compare, of_units
from ..domain.criteria.published import (
    HeadPoints,
    PublishedResult,
    PublishedYear,
    block_of,
    checked_result,
    head_points,
    mean_for,
    years_of,
)
from ..domain.criteria.scoring import Score
from ..domain.errors import Refusal
from ..domain.formulas import rounded
from ..domain.report_periods import Period, Span
from ..storage.changes import Changes
from ..storage.criteria_kinds import PUBLISHED_RESULTS, write_result
from . import operations
from .desk import Desk, Part

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from ..domain.criteria.published import Block
    from ..domain.criteria.sets import CriteriaSet
    from .criteria import Criteria


@dataclass(frozen=True, slots=True)
class YearsCompared:
    """A year's score beside that of an earlier year, criterion by criterion."""

    now: Score
    before: Score
    period: Period
    before_period: Period
    criteria: tuple[CriterionCompared, ...]

    @property
    def areas(self) -> list[CriterionCompared]:
        """The areas alone, bonus and penalty left aside."""
        beside = {each.criterion.code for score in (self.now, self.before) for each in score.extras}
        return [each for each in self.criteria if not each.depth and each.shown.criterion.code not in beside]


class Comparisons(Part):
    """Comparisons of the index, and the results that were published."""

    def __init__(self, desk: Desk, criteria: Criteria) -> None:
        super().__init__(desk)
        self._criteria = criteria

    # With other years

    def years(
        self,
        given: CriteriaSet,
        period: Period,
        with_year: int | None = None,
        day: date | None = None,
        with_set: str = "",
    ) -> YearsCompared:
        """A score as of a day beside the whole one of an earlier year (the one before where None), by the set
        that this one is scored by.

        Raises Refusal where the other year is not an earlier one, or has no set of criteria.
        """
        year = period.year - 1 if with_year is None else with_year
        if year >= period.year:
            raise Refusal("Hãy chọn một năm trước năm đang chấm để so sánh.", "with")
        other = replace(Period.of_year(year), span=period.span)
        other_set = self._criteria.of_period(other, with_set)
        now = self._criteria.claimed(given, period, day)
        before = self._criteria.claimed(other_set, other)
        return YearsCompared(now, before, period, other, tuple(compare(now, before)))

    # Between units

    def units(self, given: CriteriaSet, period: Period, day: date | None = None) -> list[UnitShare]:
        """What each unit answers for in a score, the one with the lowest share first."""
        return of_units(self._criteria.claimed(given, period, day))

    # With what was published

    def results(self) -> list[PublishedYear]:
        """What was published, in the order of the years."""
        return years_of(self._desk.store.records(PUBLISHED_RESULTS))

    def result(self, year: int) -> PublishedResult | None:
        """What was published for a year; None where nothing was typed in."""
        return next((each.result for each in self.results() if each.result.year == year), None)

    def own_score(self, year: int) -> Decimal | None:
        """What the office itself comes to in a year, in per cent; None where not all points are known."""
        period = Period(year, Span.YEAR)
        try:
            made = self._criteria.claimed(self._criteria.of_period(period), period)
        except Refusal:
            # No set of criteria was made for the year.
            return None
        percent = made.percent
        return None if made.unknown or percent is None else rounded(percent, 2)

    def own_block(self) -> Block:
        """The block that the office is ranked in, by its name."""
        return block_of(self._desk.office_name())

    @staticmethod
    def head_points(result: PublishedResult) -> HeadPoints | None:
        """What the index counts for in the head's rating; None where no rule was chosen, or the mean that it
        goes by was not typed in."""
        if not result.head_rule:
            return None
        rule = head_rule(result.head_rule)
        mean = mean_for(rule, result)
        return None if mean is None else head_points(rule, result.index, mean)

    def keep(self, result: PublishedResult) -> Changes:
        """Keeps what was published for a year, in place of what was kept of it before. Raises Refusal, with
        the field, for what cannot be."""
        self._desk.admit(operations.KEEP_RESULT)
        checked = checked_result(result)
        if checked.head_rule:
            head_rule(checked.head_rule)
        with self._desk.operation(operations.KEEP_RESULT, f"năm {checked.year}") as recorder:
            write_result(recorder, checked.id, checked)
        return recorder.changes

    def remove(self, year: int) -> Changes:
        """Forgets what was published for a year. Raises Refusal where nothing is kept."""
        self._desk.admit(operations.KEEP_RESULT)
        found = self.result(year)
        if found is None:
            raise Refusal(f"Chưa ghi kết quả công bố năm {year}.", "year")
        with self._desk.operation(
            operations.KEEP_RESULT, f"năm {year}", "Xóa kết quả Chỉ số CCHC được công bố"
        ) as recorder:
            write_result(recorder, found.id, None)
        return recorder.changes
