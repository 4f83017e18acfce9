"""The office's own scores for the index of administrative reform: an annex of the year's report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..domain.scores import AreaScore
from ..domain.text import clean_line
from ..storage.changes import Changes
from ..storage.report_rows import SCORES, write_score
from . import operations
from .desk import Desk, Part


class Scores(Part):
    """The scores of each year by area."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)

    def of_year(self, year: int) -> Mapping[int, AreaScore]:
        """The scores of a year by area; those that were given."""
        return {each.area: each for each in self._desk.store.records(SCORES) if each.year == year}

    def give(self, year: int, area: int, most: Decimal, scored: Decimal, note: str = "") -> Changes:
        """Gives an area its points. Raises Refusal where they are no points, or more than there are."""
        self._desk.admit(operations.SET_SCORE, [area])
        score = AreaScore(year, area, most, scored, clean_line(note))
        with self._desk.operation(operations.SET_SCORE, f"Lĩnh vực {area}, năm {year}") as recorder:
            write_score(recorder, score.id, score)
        return recorder.changes

    def take_back(self, year: int, area: int) -> Changes:
        """Removes the points of an area."""
        self._desk.admit(operations.SET_SCORE, [area])
        with self._desk.operation(operations.SET_SCORE, f"Lĩnh vực {area}, năm {year}") as recorder:
            write_score(recorder, f"{year}:{area}", None)
        return recorder.changes
