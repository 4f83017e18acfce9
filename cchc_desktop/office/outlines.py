"""In which outline reports are written: the program's own, or the superior's that was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..domain.access import WHOLE_OFFICE
from ..domain.errors import Refusal
from ..domain.report.records import OUR_OUTLINE, ReportHead
from ..domain.report_periods import QUARTERS, Period
from ..storage.changes import Changes
from ..storage.report_rows import OUTLINES, outline_row, write_report
from . import operations
from .desk import Desk, Part

if TYPE_CHECKING:
    from ..domain.report.outline import Outline
    from ..domain.templates.word_outline import OurSection, SuperiorOutline


class Outlines(Part):
    """The superior's outlines that are kept, and which report is written in which.

    A report without a choice of its own goes on with that of the latest report before it; one that went out
    keeps the one that it was issued with.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)

    def kept(self) -> Sequence[SuperiorOutline]:
        """The superior's outlines, by their names."""
        return self._desk.store.records(OUTLINES)

    def named(self, period: Period) -> str:
        """What the outline of a report is known by; OUR_OUTLINE for the program's own."""
        heads = self._desk.store.reports()
        own = heads.get(period)
        if own is not None and (own.outline or own.is_issued):
            return own.outline or OUR_OUTLINE
        before = [known for known in heads if _order(known) < _order(period) and heads[known].outline]
        return heads[max(before, key=_order)].outline if before else OUR_OUTLINE

    def chosen(self, period: Period) -> SuperiorOutline | None:
        """The superior's outline that a report is written in; None where it is the program's own."""
        name = self.named(period)
        if name == OUR_OUTLINE:
            return None
        return next((each for each in self.kept() if each.id == name), None)

    def of_period(self, period: Period) -> Outline:
        """The outline of a report, with the program's sentences as they are today."""
        from ..catalogue.report import report_outline

        if (chosen := self.chosen(period)) is None:
            return report_outline()
        from ..catalogue.written import superior_outline

        return superior_outline(chosen.headings, chosen.name)

    def left(self, outline: SuperiorOutline) -> list[OurSection]:
        """Those of our sections that have no place in a superior's outline, in their order."""
        from ..catalogue.written import described_outline, our_sections

        used = {key for each in outline.headings for key in each.sections}
        return [each for each in our_sections(described_outline()) if each.has_lines and each.key not in used]

    def use(self, period: Period, outline: SuperiorOutline | None) -> Changes:
        """Writes the report of a period, and those after it that have no choice of their own, in an outline
        of the superior's; None for the program's own. Outlines that no report is written in are given up.

        Raises Refusal where the report has gone out.
        """
        self._desk.admit(operations.USE_OUTLINE, [WHOLE_OFFICE])
        heads = self._desk.store.reports()
        head = heads.get(period) or ReportHead(period.id)
        if head.is_issued:
            raise Refusal(
                f"Báo cáo {period.label} đã phát hành nên giữ nguyên đề cương. Muốn đổi, hãy thu hồi trước."
            )
        name = OUR_OUTLINE if outline is None else outline.id
        needed = {name, *(each.outline for known, each in heads.items() if known != period)}
        subject = f"{period.label}: {'đề cương của chương trình' if outline is None else outline.name}"
        with self._desk.operation(operations.USE_OUTLINE, subject) as recorder:
            if outline is not None:
                recorder.put("outlines", outline.id, outline_row(outline))
            write_report(recorder, replace(head, outline=name))
            for known in self.kept():
                if known.id not in needed:
                    recorder.delete("outlines", known.id)
        return recorder.changes


def _order(period: Period) -> tuple[int, int, int]:
    """Where a report stands among the others: by the end of its period, then by its beginning."""
    quarters = period.quarters
    return (period.year, QUARTERS.index(quarters[-1].span), len(quarters))
