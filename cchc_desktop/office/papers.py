"""The documents that an office prints and sends, composed from its data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.plan_issues import PlanIssue, standing
from ..domain.tasks import ALL_TASKS, TaskFilter
from ..storage.plan_issue_rows import PLAN_ISSUES
from .desk import Desk, Part
from .settings import DRAFT_ALWAYS, file_name
from .tasks import Tasks

FRAMEWORK_COLUMNS = "export.framework_columns"
"""The preference that holds the columns of «Khung kế hoạch»."""

if TYPE_CHECKING:
    from ..documents.compose_amendment import AmendingHead
    from ..documents.model import Document
    from ..domain.framework import Columns
    from ..domain.plan_comparison import Comparison
    from .plan_tables import PlanTables


class Papers(Part):
    """Composes documents; rendering them is slow and belongs in a worker (documents.export)."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self._tasks = tasks

    @cached_property
    def tables(self) -> PlanTables:
        """The tables that follow from a plan's tasks, which are rarely asked for."""
        from .plan_tables import PlanTables

        return PlanTables(self._desk, self, self._tasks)

    def plan(self, plan_id: str) -> Document:
        """The plan with its annex, as it is printed."""
        return self.of_plan(self._desk.plan(plan_id))

    def decision(self, plan_id: str) -> Document:
        """The decision that approves a plan, with the plan attached to it.

        Of a plan without one it is that which the program proposes. Raises Refusal for a plan that was issued
        by itself.
        """
        from ..domain.decisions import with_decision

        plan = self._desk.plan(plan_id)
        return self.of_plan(plan if plan.decision is not None else with_decision(plan))

    def of_plan(self, plan: Plan) -> Document:
        """The document of a plan that need not be stored, such as a draft in the import wizard."""
        from ..documents.compose_plan import compose_plan

        draft = self._is_draft(plan)
        amendments = standing(self.issues(plan.id))
        return compose_plan(
            plan, self.profile(plan), catalogue.areas(), draft=draft, amendments=amendments,
            columns=self.framework_columns(),
        )  # fmt: skip

    def framework_columns(self) -> Columns:
        """The columns of «Khung kế hoạch» as this office has them."""
        # Most commands print no plan.
        from ..domain.framework import read_columns

        return read_columns(self._desk.store.preference(FRAMEWORK_COLUMNS))

    def set_framework_columns(self, columns: Columns) -> None:
        """Keeps the columns of «Khung kế hoạch»; as other choices of export they are not undone."""
        from ..domain.framework import columns_text

        self._desk.store.set_preference(FRAMEWORK_COLUMNS, columns_text(columns))

    def issues(self, plan_id: str) -> Sequence[PlanIssue]:
        """What was issued of a plan, the first time first; of one that was issued before the program kept
        its text, nothing until it is amended."""
        return [issue for issue in self._desk.store.records(PLAN_ISSUES) if issue.plan_id == plan_id]

    def amendment(self, issued: Plan, comparison: Comparison, head: AmendingHead | None = None) -> Document:
        """The decision that amends an issued plan; without a ``head``, its draft."""
        from ..documents.compose_amendment import AmendingHead, compose_amendment

        before = standing(self.issues(issued.id))
        profile = self.profile(issued)
        return compose_amendment(
            issued, comparison, profile, head or AmendingHead(), before, draft=head is None
        )

    def _is_draft(self, plan: Plan) -> bool:
        """Whether the plan says «DỰ THẢO»: where its form has errors, by choice until it is issued."""
        from ..domain.plan_form import form_problems

        if plan.status.is_issued:
            return False
        return bool(self._desk.store.preference(DRAFT_ALWAYS)) or bool(form_problems(plan))

    def plan_file_name(self, plan_id: str, fmt: str = "pdf") -> str:
        """A file name for the plan in this format."""
        plan = self._desk.plan(plan_id)
        title = f"{plan.title} {plan.subject}"
        return file_name(self._desk, title, fmt, plan.number, plan.symbol, plan.issued_on)

    def tasks(self, chosen: TaskFilter = ALL_TASKS) -> Document:
        """The list of tasks with their progress as of today."""
        rows = self._tasks.given().listed(chosen)
        labels = {row.plan_label for row in rows}
        from ..documents.compose_tasks import compose_task_list

        return compose_task_list(
            rows,
            self.profile(None),
            catalogue.areas(),
            self._desk.today(),
            labels.pop() if len(labels) == 1 else "",
        )

    def profile(self, plan: Plan | None) -> OfficeProfile:
        """The office as documents name it: its profile, or what the plan itself says of it."""
        profile = self._desk.store.profile()
        if profile is not None:
            return profile
        # A plan may be looked at before the office is set up; its own head then says all there is.
        name = (plan.issuer if plan else "") or "Ủy ban nhân dân"
        return OfficeProfile(
            name=name,
            superior=(plan.superior if plan else "") or "Ủy ban nhân dân tỉnh",
            place=(plan.place if plan else "") or "…",
        )
