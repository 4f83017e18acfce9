"""The documents that an office prints and sends, composed from its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan, PlanStatus
from ..domain.tasks import ALL_TASKS, TaskFilter
from .desk import Desk, Part
from .settings import DRAFT_ALWAYS, file_name
from .tasks import Tasks

if TYPE_CHECKING:
    from ..documents.model import Document


class Papers(Part):
    """Composes documents; rendering them is slow and belongs in a worker (documents.export)."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk)
        self._tasks = tasks

    def plan(self, plan_id: str) -> Document:
        """The plan with its annex, as it is printed."""
        return self.of_plan(self._desk.plan(plan_id))

    def of_plan(self, plan: Plan) -> Document:
        """The document of a plan that need not be stored, such as a draft in the import wizard."""
        from ..documents.compose_plan import compose_plan

        draft = self._is_draft(plan)
        return compose_plan(plan, self._profile(plan), catalogue.areas(), draft=draft)

    def _is_draft(self, plan: Plan) -> bool:
        """Whether the plan says «DỰ THẢO»: where its form has errors, by choice until it is issued."""
        from ..domain.plan_form import form_problems

        if plan.status is PlanStatus.ISSUED:
            return False
        return bool(self._desk.store.preference(DRAFT_ALWAYS)) or bool(form_problems(plan))

    def plan_file_name(self, plan_id: str, fmt: str = "pdf") -> str:
        """A file name for the plan in this format."""
        plan = self._desk.plan(plan_id)
        title = f"{plan.title} {plan.subject}"
        return file_name(self._desk, title, fmt, plan.number, plan.symbol, plan.issued_on)

    def tasks(self, chosen: TaskFilter = ALL_TASKS) -> Document:
        """The list of tasks with their progress as of today."""
        rows = self._tasks.rows(chosen)
        labels = {row.plan_label for row in rows}
        from ..documents.compose_tasks import compose_task_list

        return compose_task_list(
            rows,
            self._profile(None),
            catalogue.areas(),
            self._desk.today(),
            labels.pop() if len(labels) == 1 else "",
        )

    def _profile(self, plan: Plan | None) -> OfficeProfile:
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
