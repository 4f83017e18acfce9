"""The office's own scores for the index of administrative reform: an annex of the year's report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..domain.errors import Refusal
from ..domain.report_periods import Period, Span
from ..domain.scores import AreaScore
from ..domain.text import clean_line
from ..storage.changes import Changes
from ..storage.criteria_kinds import CRITERION_MARKS
from ..storage.report_rows import SCORES, write_score
from ..storage.round_kinds import SCORE_STEPS
from ..storage.store import Store
from . import operations
from .desk import Desk, Part


def scores_of(store: Store, year: int) -> dict[int, AreaScore]:
    """The scores of a year by area: as they were locked, or as the criteria come to, of which the office has
    decided all of an area; else as they were given."""
    given = {each.area: each for each in store.records(SCORES) if each.year == year}
    return dict(sorted((given | _scored_by_criteria(store, year)).items()))


def _scored_by_criteria(store: Store, year: int) -> dict[int, AreaScore]:
    period = Period(year, Span.YEAR)
    marks = [mark for mark in store.records(CRITERION_MARKS) if mark.period == period]
    steps = [step for step in store.records(SCORE_STEPS) if step.period == period]
    if not marks and not steps:
        return {}
    # Few offices have scored any.
    from ..domain.criteria.marks import area_scores, known_areas
    from ..domain.criteria.sets import rank
    from .criteria_sets import sets_of
    from .score_rounds import locked_score

    sets = sets_of(store)
    locked = {
        each.id: made for each in sets
        if (made := locked_score(store, [step for step in steps if step.set_id == each.id])) is not None
    }  # fmt: skip
    of_year = {*locked, *(mark.set_id for mark in marks)}
    scored = max(
        (each for each in sets if each.id in of_year),
        key=lambda each: (each.is_issued, each.id in locked, rank(each)), default=None,
    )  # fmt: skip
    if scored is None:
        return {}
    if scored.id in locked:
        return known_areas(locked[scored.id], year)
    return area_scores(scored, year, [mark for mark in marks if mark.set_id == scored.id])


class Scores(Part):
    """The scores of each year by area."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)

    def of_year(self, year: int) -> Mapping[int, AreaScore]:
        """The scores of a year by area: as the criteria come to where they were scored, else as given."""
        return scores_of(self._desk.store, year)

    def give(self, year: int, area: int, most: Decimal, scored: Decimal, note: str = "") -> Changes:
        """Gives an area its points. Raises Refusal where they are no points, or more than there are, or where
        they follow from a set of criteria."""
        self._desk.admit(operations.SET_SCORE, [area])
        self._refuse_scored(year, area)
        score = AreaScore(year, area, most, scored, clean_line(note))
        with self._desk.operation(operations.SET_SCORE, f"Lĩnh vực {area}, năm {year}") as recorder:
            write_score(recorder, score.id, score)
        return recorder.changes

    def _refuse_scored(self, year: int, area: int) -> None:
        if area in _scored_by_criteria(self._desk.store, year):
            raise Refusal(
                f"Điểm lĩnh vực {area} năm {year} lấy từ bộ tiêu chí đã chấm. Hãy sửa điểm từng tiêu chí.",
                "area",
            )

    def take_back(self, year: int, area: int) -> Changes:
        """Removes the points of an area."""
        self._desk.admit(operations.SET_SCORE, [area])
        with self._desk.operation(operations.SET_SCORE, f"Lĩnh vực {area}, năm {year}") as recorder:
            write_score(recorder, f"{year}:{area}", None)
        return recorder.changes
