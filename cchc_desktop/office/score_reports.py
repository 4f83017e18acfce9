"""The report on a self-assessment: what the score and the office's own words make of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ..domain.criteria.scoring import Score
from ..domain.criteria.self_report import (
    AreaLine,
    ReportSection,
    SectionWords,
    area_lines,
    share_of,
    shares_before,
)
from ..domain.criteria.sets import CriteriaSet, SetSpan
from ..domain.errors import Refusal
from ..domain.places import FigurePlace, PlanPlace
from ..domain.report_periods import Period
from ..domain.text import clean_text
from ..storage.changes import Changes
from ..storage.criteria_kinds import SCORE_WORDS, write_words
from . import operations
from .comparisons import Comparisons
from .criteria import CRITERIA_TABLES, Criteria
from .desk import Desk, Part
from .report_data import profile_of
from .scores import scores_of
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.model import Document

AREA_TABLES = (*CRITERIA_TABLES, "scores")
"""What the areas beside the time before are made from."""
_LONGEST = 20_000
_MOST_WAYS = 3
_NUMBERS = (FigurePlace, PlanPlace)
"""Where numbers stand: that is where one looks, but nothing that is done about them."""


class ScoreReports(Part):
    """The report on the self-assessment of a period by a set, and the words that the office adds to it."""

    def __init__(self, desk: Desk, criteria: Criteria, comparisons: Comparisons) -> None:
        super().__init__(desk)
        self._criteria, self._comparisons = criteria, comparisons

    # Words

    def words(self, given: CriteriaSet, period: Period) -> dict[ReportSection, str]:
        """What the office adds to the parts of the report."""
        return {
            each.section: each.text
            for each in self._desk.store.records(SCORE_WORDS)
            if each.set_id == given.id and each.period == period
        }

    def write(self, given: CriteriaSet, period: Period, section: ReportSection, text: str) -> Changes:
        """Keeps what the office adds to a part; no text takes it away. Raises Refusal where it is too long
        or the set is none of that period."""
        self._desk.admit(operations.WRITE_SCORE_WORDS)
        self._criteria.of_period(period, given.id)
        cleaned = clean_text(text).strip()
        if len(cleaned) > _LONGEST:
            raise Refusal("Nội dung thêm dài quá 20.000 chữ. Hãy rút gọn.", section.value)
        words = SectionWords(given.id, period, section, cleaned)
        with self._desk.operation(
            operations.WRITE_SCORE_WORDS, f"{section.label}, {period.label}"
        ) as recorder:
            write_words(recorder, words)
        return recorder.changes

    # Areas beside the time before

    def areas(self, given: CriteriaSet, period: Period, made: Score) -> list[AreaLine]:
        """The areas of a score beside the same time a year ago, where that is known as a whole: as the office
        gave its areas then, or as the set of then came to."""
        return area_lines(made, self._before(given, period, made))

    def _before(self, given: CriteriaSet, period: Period, made: Score) -> Mapping[str, Fraction]:
        last = period.last_year
        earlier = None
        # Years before the office began may have no set.
        with suppress(Refusal):
            of_then = self._criteria.of_period(last)
            earlier = self._criteria.claimed(of_then, last, date(last.year, 12, 31))
        by_area = {}
        if given.span is SetSpan.YEAR:
            for code, score in scores_of(self._desk.store, last.year).items():
                if (share := share_of(score.scored, score.most)) is not None:
                    by_area[code] = share
        return shares_before(made, earlier, by_area)

    # On paper

    def document(self, given: CriteriaSet, period: Period, day: date | None = None) -> Document:
        """The report as of a day, today where None; once the points are locked, of these."""
        from ..documents.compose_self_report import LostLine, SelfReport, compose_self_report

        made = self._criteria.claimed(given, period, day)
        marks = self._criteria.marks(given, period)
        last = period.last_year
        published = self._comparisons.result(last.year) if given.span is SetSpan.YEAR else None
        lost = [
            LostLine(
                each.loss,
                marks[each.loss.code].note if each.loss.code in marks else "",
                tuple(way.words for way in each.ways if not isinstance(way.place, _NUMBERS))[:_MOST_WAYS],
                each.answers,
                each.by,
            )
            for each in self._criteria.lost(given, period, day)
        ]
        report = SelfReport(
            made,
            period,
            self.areas(given, period, made),
            lost,
            last.label,
            {code: mark.note for code, mark in marks.items() if mark.off},
            self.words(given, period),
            published.sentence if published is not None else "",
        )
        return compose_self_report(report, profile_of(self._desk), day or self._desk.today())

    def publication(self, given: CriteriaSet, period: Period, day: date | None = None) -> Document:
        """The sheet of a quarter as it is posted, beside the quarter before and the same one a year ago.

        Raises Refusal where the set is not one of quarters.
        """
        from ..documents.compose_publication import Earlier, compose_publication

        if given.span is not SetSpan.QUARTER:
            raise Refusal("Bảng công khai chỉ có với bộ chỉ số chấm theo quý. Hãy chọn một quý.", "period")
        made = self._criteria.claimed(given, period, day)
        earlier = [
            Earlier(each, self._criteria.claimed(given, each) if given.is_of(each.year) else None)
            for each in (period.previous, period.last_year)
        ]
        return compose_publication(made, period, earlier, profile_of(self._desk), day or self._desk.today())

    def publication_name(self, period: Period, fmt: str) -> str:
        """A file name for the sheet that is posted."""
        return file_name(self._desk, f"Công khai 766 {period.label}", fmt)

    def file_name(self, given: CriteriaSet, period: Period, fmt: str) -> str:
        """A file name for the report."""
        subject = "Báo cáo tự chấm điểm" if given.span is SetSpan.YEAR else "Báo cáo tự chấm điểm 766"
        return file_name(self._desk, f"{subject} {period.label}", fmt)
