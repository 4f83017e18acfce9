"""Legal documents at the office's desk: which are known, and which do not hold that something cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import legal as catalogue
from ..domain.citations import Cited, to_be_told
from ..domain.dates import short_date
from ..domain.places import Place, PlanPlace, ReportPlace
from ..domain.plan import ItemKind
from ..domain.plan_form import form_problems
from ..domain.plan_views import numbers_of, placed
from .desk import Part

if TYPE_CHECKING:
    from ..domain.legal import LegalLibrary
    from ..domain.plan import Plan
    from ..domain.report.passages import PassageRow
    from ..domain.report_periods import Period


@dataclass(frozen=True, slots=True)
class LegalRemark:
    """A cited document that does not hold on the day of what cites it, may not, or has another day: what is
    to be said, and the place of the citation."""

    sentence: str
    place: Place


class Legal(Part):
    """The library of legal documents, held against what the office writes."""

    def library(self) -> LegalLibrary:
        """The documents that are known."""
        return catalogue.library()

    def of_plan(self, plan: Plan) -> list[LegalRemark]:
        """The documents that a plan cites and that do not hold, or may not, on the day of its issue; today
        while it is written or amended."""
        day = plan.issued_on if plan.status.is_issued else None
        return list(self._of_plan(plan, day or self._desk.today()))

    def plan_problems(self, plan: Plan) -> list[str]:
        """What should be seen to before a plan is signed: its form, and what it cites."""
        return [*form_problems(plan), *(each.sentence for each in self.of_plan(plan))]

    def of_passages(
        self, period: Period, passages: Sequence[PassageRow], issued_on: date | None
    ) -> list[LegalRemark]:
        """The same of a report's passages."""
        day = issued_on or self._desk.today()
        return [
            LegalRemark(_sentence(f"Mục «{row.title}»", each, day), ReportPlace(period, row.key))
            for row in passages
            for each in to_be_told(row.text, self.library(), day)
        ]

    def _of_plan(self, plan: Plan, day: date) -> Iterator[LegalRemark]:
        bases = 0
        for each in placed(plan):
            item = each.item
            bases += item.kind is ItemKind.BASIS
            numbers = numbers_of(each)
            where = f"Căn cứ thứ {bases}" if item.kind is ItemKind.BASIS else f"Mục {numbers}".strip()
            for found in to_be_told(item.text, self.library(), day):
                yield LegalRemark(_sentence(where, found, day), PlanPlace(plan.id, item.id))


def _sentence(where: str, found: Cited, day: date) -> str:
    """Where what does not hold is cited, since when, and what to do."""
    standing, document = found.standing, found.standing.document
    if not standing.is_told and document is not None:
        said, known = short_date(found.citation.signed), short_date(document.signed)
        words = f"{document.short} ghi ngày {said}, thư viện căn cứ là ngày {known}"
        return f"{where}: {words}. Hãy xem lại ngày ký."
    if standing.is_out:
        do = f" Hãy viện dẫn {standing.right}." if standing.right else " Hãy bỏ hoặc thay căn cứ khác."
    else:
        do = " Hãy đối chiếu trước khi ban hành."
    return f"{where} (ngày {short_date(day)}): {standing.sentence}{do}"
