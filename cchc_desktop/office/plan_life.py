"""The official life of a plan: submitted, issued, amended by a decision, closed; and what was issued, kept.

What was signed stays: each time a plan is issued its text and its document are kept by content, and a later
amendment tells what it adds, changes and drops against what was issued last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.names import name_key
from ..domain.numerals import document_number
from ..domain.offices import lengthen
from ..domain.plan import Plan, PlanStatus
from ..domain.plan_issues import IssuedBy, PlanIssue, with_unsigned
from ..storage.changes import Changes
from ..storage.plan_issue_rows import PLAN_ISSUES, unpack_plan, write_issue
from ..storage.plan_writing import write_plan
from ..storage.recorder import Recorder
from . import operations
from .desk import Desk, Part
from .operations import Operation
from .papers import Papers

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..domain.plan_comparison import Comparison

DECISION_SYMBOL = "QĐ-UBND"
"""The symbol of a decision of a people's committee (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""
_ISSUED = PlanStatus.ISSUED
_AHEAD = timedelta(days=60)
"""So long before its day a number may be written down."""


_WHY_NOT_AMENDED = {
    PlanStatus.DRAFT: "Kế hoạch chưa ban hành nên sửa được ngay, không cần mở sửa đổi.",
    PlanStatus.SUBMITTED: "Kế hoạch đã trình, chưa ban hành. Muốn sửa, hãy chọn «Lấy về sửa».",
    PlanStatus.AMENDED: "Kế hoạch đang được sửa đổi nên sửa được ngay.",
    PlanStatus.CLOSED: "Kế hoạch đã kết thúc. Hãy chọn «Mở lại kế hoạch» trước.",
}


@dataclass(frozen=True, slots=True)
class PlanSide:
    """A side of a comparison: a plan as it is now, or as it was issued once; ``name`` says which."""

    plan_id: str
    issue_id: str = ""
    name: str = ""


def _told(before: Plan, after: Plan) -> Comparison:
    # Most of what is done with plans compares none.
    from ..domain.plan_comparison import compare

    return compare(before, after)


def _said_of(issue: PlanIssue) -> str:
    return f"{issue.label} ngày {short_date(issue.issued_on)}"


class PlanLife(Part):
    """Where plans stand between writing and their next version. Each change is one operation."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self._papers = papers

    # What was issued

    def issues(self, plan_id: str) -> Sequence[PlanIssue]:
        """What was issued of a plan, the first time first (`Papers.issues`)."""
        return self._papers.issues(plan_id)

    def issued_plan(self, issue: PlanIssue) -> Plan:
        """The plan as it was issued then. Raises EnvironmentProblem where what was kept is damaged."""
        return unpack_plan(self._desk.store.packs.get(issue.content))

    def issued_document(self, issue: PlanIssue) -> Document:
        """The document as it was printed then. Raises EnvironmentProblem where it is damaged."""
        return self._desk.kept_document(issue.document, "Bản kế hoạch đã ban hành")

    def sides(self, plan_id: str) -> list[PlanSide]:
        """What a plan can be compared with: each time it was issued, its text now, and the other plans."""
        own = [PlanSide(plan_id, issue.id, _said_of(issue)) for issue in self.issues(plan_id)]
        heads = self._desk.store.plan_heads()
        mine = [PlanSide(head.id, "", f"{head.name} (hiện nay)") for head in heads if head.id == plan_id]
        return own + mine + [PlanSide(head.id, "", head.name) for head in heads if head.id != plan_id]

    def text_of(self, side: PlanSide) -> Plan:
        """The plan as that side has it. Raises Refusal where there is none any more."""
        if not side.issue_id:
            return self._desk.plan(side.plan_id)
        for issue in self.issues(side.plan_id):
            if issue.id == side.issue_id:
                return self.issued_plan(issue)
        raise Refusal("Lần ban hành này không còn trong dữ liệu.")

    def compare(self, before: PlanSide, after: PlanSide) -> Comparison:
        """What one side says otherwise than the other. Raises Refusal where one is not there any more."""
        return _told(self.text_of(before), self.text_of(after))

    def comparison_document(self, before: PlanSide, after: PlanSide) -> Document:
        """The table of what one side says otherwise than the other."""
        from ..documents.compose_comparison import compose_comparison

        plan = self.text_of(after)
        comparison = _told(self.text_of(before), plan)
        names = (before.name, after.name)
        return compose_comparison(comparison, names, plan, self._papers.profile(plan), self._desk.today())

    def amended(self, plan_id: str) -> Comparison | None:
        """What a plan says now otherwise than it was issued last; None where nothing issued is kept."""
        last = self._issued_last(plan_id)
        return _told(last, self._desk.plan(plan_id)) if last is not None else None

    def _issued_last(self, plan_id: str) -> Plan | None:
        """The plan as it was issued last; None where nothing issued is kept."""
        issues = self.issues(plan_id)
        return self.issued_plan(issues[-1]) if issues else None

    # From state to state

    def submit(self, plan_id: str) -> Changes:
        """Lays a draft before whoever signs it: its text stands until it is issued or taken back."""
        return self._go(
            operations.SUBMIT_PLAN, plan_id, (PlanStatus.DRAFT,), PlanStatus.SUBMITTED,
            "Chỉ dự thảo mới trình được",
        )  # fmt: skip

    def take_back(self, plan_id: str) -> Changes:
        """Takes a submitted plan back to be worked on."""
        return self._go(
            operations.RETURN_PLAN, plan_id, (PlanStatus.SUBMITTED,), PlanStatus.DRAFT,
            "Chỉ kế hoạch đã trình mới lấy về sửa được",
        )  # fmt: skip

    def close(self, plan_id: str) -> Changes:
        """Ends an issued plan: it stays to be read, and its tasks are followed no more."""
        return self._go(
            operations.CLOSE_PLAN, plan_id, (PlanStatus.ISSUED,), PlanStatus.CLOSED,
            "Chỉ kế hoạch đã ban hành mới kết thúc được",
        )  # fmt: skip

    def reopen(self, plan_id: str) -> Changes:
        """Takes the end of a plan back."""
        return self._go(
            operations.REOPEN_PLAN, plan_id, (PlanStatus.CLOSED,), PlanStatus.ISSUED,
            "Chỉ kế hoạch đã kết thúc mới mở lại được",
        )  # fmt: skip

    def issue(
        self, plan_id: str, number: str, day: date, issued_by: IssuedBy = IssuedBy.PLAN, symbol: str = ""
    ) -> Changes:
        """Issues the plan under its number and date; from then on its text stands.

        An amended plan may be issued by a decision instead, whose number and date these are then, under
        ``symbol`` («QĐ-UBND» where empty); the plan keeps its own. Raises Refusal, with the field, for a bad
        number, one that was used in that year, a day outside reason or before the plan was issued, a plan
        that is issued already, and a decision that would amend nothing.
        """
        self._desk.admit(operations.ISSUE_PLAN)
        number = document_number(number)
        before = self._desk.plan(plan_id)
        if not before.status.is_open and before.status is not PlanStatus.SUBMITTED:
            raise Refusal(
                f"Kế hoạch đã được ban hành (số {before.number}/{before.symbol}). "
                "Muốn đổi, hãy chọn «Sửa đổi kế hoạch» trước."
            )
        is_decision = issued_by is IssuedBy.DECISION
        amending = self._amending(before) if is_decision else None
        self._check_day(before, day)
        symbol = (symbol.strip() or DECISION_SYMBOL) if is_decision else before.issued_symbol
        self._check_unused(plan_id, number, symbol, day)
        after = replace(before, status=PlanStatus.ISSUED, symbol=before.issued_symbol)
        if not is_decision:
            after = replace(after, number=number, issued_on=day, draft_month=day.month, draft_year=day.year)
        turn = len(self.issues(plan_id)) + 1
        issue = PlanIssue.new(plan_id, turn, issued_by, number, symbol, day, after.signer.name)
        if amending is not None:
            from ..documents.compose_amendment import AmendingHead

            document = self._papers.amendment(*amending, AmendingHead(number, symbol, day))
        else:
            document = self._papers.of_plan(after)
        return self._write(operations.ISSUE_PLAN, before, after, issue, document)

    def amending_decision(self, plan_id: str) -> Document:
        """The draft of the decision by which what was changed since the last time would be issued.

        Raises Refusal where a plan is not being amended, or nothing was changed.
        """
        return self._papers.amendment(*self._amending(self._desk.plan(plan_id)))

    def amend(self, plan_id: str) -> Changes:
        """Opens an issued plan for changes; what was issued is kept, and its number stays until it is issued
        again. Raises Refusal for a plan that is not issued."""
        before = self._desk.plan(plan_id)
        if before.status is not PlanStatus.ISSUED:
            raise Refusal(_WHY_NOT_AMENDED[before.status])
        after = replace(before, status=PlanStatus.AMENDED)
        return self._write(operations.AMEND_PLAN, before, after, *self._first_issue(before))

    def change(
        self, operation: Operation, plan_id: str, changed: Callable[[Plan], Plan], subject: str,
        also: Callable[[Recorder], None],
    ) -> Changes:  # fmt: skip
        """Changes a plan, and ``also`` something else, in one operation: an issued one is opened for changes
        first, as `amend` does. Raises Refusal for a plan that was submitted or is closed."""
        before = self._desk.plan(plan_id)
        if before.status is PlanStatus.ISSUED:
            self._desk.admit(operations.AMEND_PLAN)
            opened = replace(before, status=PlanStatus.AMENDED)
            first = self._first_issue(before)
            return self._write(
                operation, before, changed(opened), *first, issued=before, subject=subject, also=also
            )
        if not before.status.is_open:
            raise Refusal(_WHY_NOT_AMENDED[before.status])
        return self._write(operation, before, changed(before), subject=subject, also=also)

    def _first_issue(self, before: Plan) -> tuple[PlanIssue | None, Document | None]:
        """What is kept of a plan that was issued before its text was, and not changed since."""
        if self.issues(before.id) or before.issued_on is None:
            return None, None
        first = PlanIssue.new(
            before.id, 1, IssuedBy.PLAN, before.number, before.symbol, before.issued_on, before.signer.name
        )
        return first, self._papers.of_plan(before)

    def drop_amendment(self, plan_id: str) -> Changes:
        """Gives up what was changed since the plan was issued last: it says again what was issued. What
        stands in no signed text (who follows a task, what measures a target) stays.

        Raises Refusal for a plan that is not being amended, or whose issued text is not kept.
        """
        before = self._desk.plan(plan_id)
        issued = self._issued_last(plan_id) if before.status is PlanStatus.AMENDED else None
        if issued is None:
            raise Refusal("Kế hoạch không có nội dung đang sửa đổi để bỏ.")
        kept = with_unsigned(replace(issued, status=PlanStatus.ISSUED), before)
        return self._write(operations.DROP_AMENDMENT, before, kept)

    # Helpers

    def _go(
        self, operation: Operation, plan_id: str, come_from: Sequence[PlanStatus], to: PlanStatus, why: str
    ) -> Changes:
        self._desk.admit(operation)
        before = self._desk.plan(plan_id)
        if before.status not in come_from:
            raise Refusal(f"{why}; kế hoạch này: {before.status.label.lower()}.")
        return self._write(operation, before, replace(before, status=to))

    def _write(
        self,
        operation: Operation,
        before: Plan,
        after: Plan,
        issue: PlanIssue | None = None,
        document: Document | None = None,
        *,
        issued: Plan | None = None,
        subject: str = "",
        also: Callable[[Recorder], None] | None = None,
    ) -> Changes:
        """Stores the plan, and what was issued where something is (``issued`` where that is not what the plan
        says now), with the ``document`` that was signed; and ``also`` what else belongs to it."""
        packed = ""
        if issue is not None and document is not None:
            from ..documents.archive import pack

            packed = pack(document)
        with self._desk.operation(operation, subject or after.subject) as recorder:
            write_plan(recorder, before, after)
            if also is not None:
                also(recorder)
            if issue is not None:
                write_issue(
                    recorder, self._desk.store.packs, issue, replace(issued or after, status=_ISSUED), packed
                )
        return recorder.changes

    def _amending(self, plan: Plan) -> tuple[Plan, Comparison]:
        """The plan as it was issued last, and what a decision would amend of it. Raises Refusal where there
        is nothing for it."""
        issued = self._issued_last(plan.id) if plan.status is PlanStatus.AMENDED else None
        if issued is None:
            raise Refusal(
                "Quyết định điều chỉnh chỉ lập được cho kế hoạch đang sửa đổi mà bản đã ban hành còn lưu. "
                "Hãy chọn «Sửa đổi kế hoạch» trước."
            )
        comparison = _told(issued, plan)
        if comparison.is_same:
            raise Refusal("Kế hoạch chưa có gì khác so với bản đã ban hành nên không có gì để điều chỉnh.")
        return issued, comparison

    def _check_day(self, before: Plan, day: date) -> None:
        if not 2000 <= day.year <= 2100:
            raise Refusal("Ngày ban hành phải từ năm 2000 đến năm 2100.", "date")
        if day > self._desk.today() + _AHEAD:
            raise Refusal(f"Ngày ban hành {short_date(day)} còn xa. Hãy kiểm tra lại.", "date")
        last = max((issue.issued_on for issue in self.issues(before.id)), default=None)
        if last is not None and day < last:
            raise Refusal(
                f"Ngày ban hành {short_date(day)} trước lần ban hành trước ({short_date(last)}). "
                "Hãy kiểm tra lại.",
                "date",
            )

    def _check_unused(self, plan_id: str, number: str, symbol: str, day: date) -> None:
        """A number is given once in a year by one office (Nghị định 30/2020/NĐ-CP, Điều 15)."""
        whose = self._whose(self._desk.plan(plan_id))
        wanted = (number, symbol.casefold(), day.year)
        for head in self._desk.store.plan_heads():
            issued = (head.number, head.symbol.casefold(), head.issued_on.year if head.issued_on else 0)
            if head.id != plan_id and issued == wanted and self._whose(head) == whose:
                raise Refusal(
                    f"Số {number}/{symbol} năm {day.year} đã dùng cho «{head.name}».",
                    "number",
                )
        for issue in self._desk.store.records(PLAN_ISSUES):
            known = (issue.number, issue.symbol.casefold(), issue.issued_on.year)
            if issue.issued_by is IssuedBy.DECISION and known == wanted:
                raise Refusal(
                    f"Số {number}/{symbol} năm {day.year} đã dùng cho một quyết định điều chỉnh kế hoạch.",
                    "number",
                )

    def _whose(self, head: Plan) -> str:
        """The office that numbers a plan, as names are held against each other."""
        return name_key(lengthen(head.issuer or self._desk.office_name()))
