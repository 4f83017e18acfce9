"""How the office's plan answers its superior's: looked at, said, taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..domain.coverage import Coverage, answered, coverage, taken_over, unanswered
from ..domain.errors import Refusal
from ..domain.names import name_key
from ..domain.offices import is_from_above, lengthen
from ..domain.plan import Plan
from ..storage.changes import Changes
from ..storage.plan_rows import refuse_unstorable
from ..storage.plan_writing import write_plan
from . import operations
from .desk import Desk, Part
from .operations import Operation
from .papers import Papers
from .plans import why_fixed

if TYPE_CHECKING:
    from ..documents.model import Document


class Coverages(Part):
    """What of a superior's plan is answered by one of the office's. Each change is one operation.

    What answers what stands in no signed text, so it may be said after the plan was issued, too.
    """

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self._papers = papers

    def superiors(self, plan_id: str) -> list[Plan]:
        """The other plans without their trees, the likeliest to be the superior's first: those that are
        answered already, that the plan carries out, that somebody else issued, that are of the same years.

        Plans of those below whoever issued this one are left out.
        """
        own = self._desk.plan(plan_id)
        ours = self._desk.office_name() or own.issuer
        rows = (self._desk.store.row("plan_items", each) for item in own.walk() for each in item.answers)
        are_answered = {str(row["plan_id"]) for row in rows if row is not None}

        def rank(head: Plan) -> tuple[bool, bool, bool, bool]:
            is_ours = not head.issuer or name_key(lengthen(head.issuer)) == name_key(lengthen(ours))
            apart = head.period.ends < own.period.starts or head.period.starts > own.period.ends
            return head.id not in are_answered, head.id != own.parent, is_ours, apart

        heads = (head for head in self._desk.store.plan_heads() if head.id != plan_id)
        return sorted((head for head in heads if not is_from_above(own.issuer, head.issuer)), key=rank)

    def of(self, plan_id: str, superior_id: str) -> Coverage:
        """How a plan answers another. Raises Refusal where they are one, or one is not there."""
        if plan_id == superior_id:
            raise Refusal("Hãy chọn kế hoạch của cấp trên, khác kế hoạch đang xem.", "of")
        return coverage(self._desk.plan(plan_id), self._desk.plan(superior_id), self._short_name())

    def set_answers(self, plan_id: str, superior_id: str, pairs: Sequence[tuple[str, str]]) -> Changes:
        """Says which items of the plan answer sentences of a superior's, in place of what was said before:
        pairs of both identities."""
        known = self.of(plan_id, superior_id)

        def change(plan: Plan) -> Plan:
            for demand_id in dict.fromkeys(demand_id for _, demand_id in pairs):
                plan = unanswered(plan, known.line(demand_id))
            return answered(plan, pairs)

        label = f"Ghi {len(pairs)} nội dung thực hiện kế hoạch cấp trên"
        return self._change(operations.ANSWER_PLAN, plan_id, change, label)

    def accept(self, plan_id: str, superior_id: str, demand_ids: Sequence[str]) -> Changes:
        """Takes what is proposed for these sentences; those without a proposal are passed over."""
        known = self.of(plan_id, superior_id)
        lines = [known.line(demand_id) for demand_id in demand_ids]
        pairs = [(line.proposal.id, line.id) for line in lines if line.proposal is not None]
        if not pairs:
            raise Refusal("Các câu đã chọn không có đề xuất nào để nhận.")
        return self.set_answers(plan_id, superior_id, pairs)

    def forget(self, plan_id: str, superior_id: str, demand_ids: Sequence[str]) -> Changes:
        """Takes back what was said to answer these sentences; the tasks themselves stay."""
        known = self.of(plan_id, superior_id)

        def change(plan: Plan) -> Plan:
            for demand_id in demand_ids:
                plan = unanswered(plan, known.line(demand_id))
            return plan

        label = f"Gỡ {len(demand_ids)} nội dung của kế hoạch cấp trên"
        return self._change(operations.ANSWER_PLAN, plan_id, change, label)

    def take_over(self, plan_id: str, superior_id: str, demand_ids: Sequence[str]) -> Changes:
        """Adds these sentences to the plan as targets and tasks that answer them, in the areas where they
        belong. Raises Refusal for a plan that stands, or that has no heading for an area, and for a sentence
        that something answers already."""
        known = self.of(plan_id, superior_id)
        lines = [known.line(demand_id) for demand_id in demand_ids]
        if had := [line.number for line in lines if line.answers]:
            raise Refusal(
                f"Câu {', '.join(had)} của cấp trên đã có chỉ tiêu, nhiệm vụ thực hiện trong kế hoạch này."
            )

        def change(plan: Plan) -> Plan:
            if not plan.status.is_open:
                raise Refusal(why_fixed(plan))
            after = taken_over(plan, self._desk.plan(superior_id), lines, self._desk.office_name())
            refuse_unstorable(after)
            return after

        label = f"Thêm {len(lines)} nội dung của kế hoạch cấp trên"
        return self._change(operations.TAKE_OVER, plan_id, change, label)

    def document(self, plan_id: str, superior_id: str) -> Document:
        """The table of coverage."""
        from ..documents.compose_coverage import compose_coverage

        plan, superior = self._desk.plan(plan_id), self._desk.plan(superior_id)
        known = self.of(plan_id, superior_id)
        return compose_coverage(known, plan, superior, self._papers.profile(plan), self._desk.today())

    def _short_name(self) -> str:
        profile = self._desk.store.profile()
        return profile.short_name if profile is not None else ""

    def _change(
        self, operation: Operation, plan_id: str, change: Callable[[Plan], Plan], label: str
    ) -> Changes:
        self._desk.admit(operation)
        before = self._desk.plan(plan_id)
        after = change(before)
        with self._desk.operation(operation, before.subject, label) as recorder:
            write_plan(recorder, before, after)
        return recorder.changes
