"""What goes out of the index beside the score sheet: the answer to a verification, the evidence numbered by
criterion, and the .zip of it for those who verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..domain.criteria.sets import CriteriaSet, SetSpan
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from .criteria import Criteria
from .desk import Desk, Part
from .evidence import Evidence, Item
from .evidence_papers import EvidencePapers, Packing, numbered_lines
from .report_data import profile_of
from .score_rounds import ScoreRounds
from .settings import file_name

if TYPE_CHECKING:
    from ..documents.model import Document


class ScorePapers(Part):
    """Composes what goes out of the index."""

    def __init__(
        self,
        desk: Desk,
        criteria: Criteria,
        rounds: ScoreRounds,
        evidence: Evidence,
        papers: EvidencePapers,
    ) -> None:
        super().__init__(desk)
        self._criteria, self._rounds = criteria, rounds
        self._evidence, self._papers = evidence, papers

    def sheet_at(self, given: CriteriaSet, period: Period, number: int) -> Document:
        """The score sheet as it stood right after a step. Raises Refusal where there is no such step, or it
        left nothing locked."""
        from ..documents.compose_score_sheet import compose_locked_sheet

        rounds = self._rounds.at_step(given, period, number)
        if rounds.own is None:
            raise Refusal(f"Sau bước {number} không còn điểm nào được chốt.", "step")
        day = rounds.steps[-1].at.date()
        return compose_locked_sheet(rounds, period, self._desk.store.profile(), day)

    def answers(self, given: CriteriaSet, period: Period) -> Document:
        """The answer to the first verification. Raises Refusal where there was none, or it took nothing."""
        from ..documents.compose_score_answers import compose_score_answers

        rounds = self._rounds.standing(given, period)
        if rounds.first is None:
            raise Refusal(f"Chưa có điểm thẩm định lần 1 của {period.label} để giải trình.", "year")
        if not rounds.explained():
            raise Refusal(f"Thẩm định lần 1 của {period.label} không trừ điểm tiêu chí nào.", "year")
        return compose_score_answers(rounds, period, profile_of(self._desk), self._desk.today())

    def answers_name(self, given: CriteriaSet, period: Period, fmt: str) -> str:
        """A file name for it."""
        return file_name(self._desk, f"Giải trình điểm {self._subject(given, period)}", fmt)

    def proofs(self, given: CriteriaSet, period: Period) -> Document:
        """The list of the evidence by criterion, and of the criteria that lack any."""
        from ..documents.compose_score_answers import lacking_part

        subject = self._subject(given, period)
        document = self._papers.numbered(*self._numbered(given, period), subject)
        rounds = self._rounds.standing(given, period)
        if rounds.own is not None:
            lacking = [(line.criterion, line.points) for line in rounds.unproven if line.points is not None]
        else:
            made = self._criteria.score(given, period)
            unproven = self._criteria.unproven(given, period, made)
            lacking = [(each.criterion, each.points) for each in unproven]
        if not lacking:
            return document
        part = lacking_part(lacking, f"(Kèm theo Danh mục minh chứng {subject})")
        return replace(document, parts=(*document.parts, part))

    def proofs_name(self, given: CriteriaSet, period: Period, fmt: str) -> str:
        """A file name for the list, or for the .zip."""
        return file_name(self._desk, f"Minh chứng {self._subject(given, period)}", fmt)

    def packing(self, given: CriteriaSet, period: Period) -> Packing:
        """What the .zip of the evidence takes, each file by its criterion's number. Raises Refusal where
        there is none, or too much for one archive."""
        listed = numbered_lines(*self._numbered(given, period))
        return self._papers.packing_as(listed, self._subject(given, period))

    def _numbered(self, given: CriteriaSet, period: Period) -> tuple[Sequence[Item], Sequence[str]]:
        """The files in the order of the criteria, and their numbers («3.4.1-01»)."""
        items: list[Item] = []
        numbers: list[str] = []
        proofs = self._criteria.proofs(given, period)
        for each in given.walk():
            if each.code in proofs:
                items += self._evidence.of(self._criteria.owner(given, period, each.code))
                numbers += [file.number for file in proofs[each.code]]
        return items, numbers

    @staticmethod
    def _subject(given: CriteriaSet, period: Period) -> str:
        index = "Chỉ số CCHC" if given.span is SetSpan.YEAR else "Chỉ số 766"
        return f"{index} {period.label}"
