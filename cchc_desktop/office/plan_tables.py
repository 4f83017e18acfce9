"""What else a plan is exported as: its money, and further tables that follow from its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import catalogue
from ..catalogue.working_days import working_days
from ..domain.errors import Refusal
from ..domain.plan_funding import Funding, funding
from ..domain.plan_months import PlanYear, plan_year, year_shown
from ..domain.responsibility import responsibility
from ..domain.task_turns import one_by_one
from ..domain.text import uncapitalized
from ..storage.kinds import UNITS
from .desk import Desk, Part
from .tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from ..documents.model import Document
    from ..domain.framework import Columns
    from .papers import Papers


class PlanTables(Part):
    """Tables that a plan's tasks make, each as a document."""

    def __init__(self, desk: Desk, papers: Papers, tasks: Tasks) -> None:
        super().__init__(desk)
        self._papers = papers
        self._tasks = tasks

    def money(self, plan_id: str) -> Funding:
        """The money of a plan by task, source and area, and where its sums do not agree."""
        return funding(self._desk.plan(plan_id))

    def matrix(self, plan_id: str) -> Document:
        """Units beside tasks: who leads, who supports."""
        from ..documents.compose_matrix import compose_matrix

        plan = self._desk.plan(plan_id)
        units = self._desk.store.records(UNITS)
        short = {unit.name: unit.short_name for unit in units if unit.short_name}
        matrix = responsibility(plan, [unit.name for unit in units])
        profile = self._papers.profile(plan)
        return compose_matrix(matrix, plan, profile, catalogue.areas(), short, self._desk.today())

    def framework(self, plan_id: str, columns: Columns | None = None) -> Document:
        """The annex «Khung kế hoạch» alone, with the office's columns where no others are asked for.

        Raises Refusal for a plan without tasks and annexes.
        """
        from ..documents.compose_framework import annex_parts
        from ..documents.facts import plan_facts
        from ..documents.model import Document

        plan = self._desk.plan(plan_id)
        profile = self._papers.profile(plan)
        chosen = columns or self._papers.framework_columns()
        parts = tuple(annex_parts(plan, profile, catalogue.areas(), chosen))
        if not parts:
            raise Refusal("Kế hoạch chưa có nhiệm vụ nào nên chưa có khung kế hoạch để xuất.")
        title = f"Khung kế hoạch {uncapitalized(plan.subject)}"
        return Document(title, profile.name, parts, facts=plan_facts(plan, profile))

    def calendar(self, plan_id: str) -> Document:
        """What is due in which month of the plan's year that is running."""
        from ..documents.compose_plan_calendar import compose_plan_calendar

        plan = self._desk.plan(plan_id)
        return compose_plan_calendar(self.year(plan_id), plan, self._papers.profile(plan), self._desk.today())

    def write_calendar(self, plan_id: str, target: Path) -> None:
        """Writes the same for other calendars (iCalendar). Raises EnvironmentProblem where it cannot be
        written; what was there before stays then."""
        from ..documents.export import write_atomically
        from ..documents.ics import Event, to_ics

        plan, whose = self._desk.plan(plan_id), self._desk.whose()
        events = [Event.of_plan(thing, thing.day, whose) for thing in self.year(plan_id).dated if thing.day]
        write_atomically(target, to_ics(events, plan.name, self._desk.store.now()))

    def year(self, plan_id: str) -> PlanYear:
        """What is due in the plan's year that is running, or its nearest one."""
        plan = self._desk.plan(plan_id)
        rows = self._tasks.standing([plan], self._desk.today())
        single = one_by_one(rows, working_days().last_on_or_before)
        return plan_year(plan, single, year_shown(plan, self._desk.today()))

    def funding(self, plan_id: str) -> Document:
        """The money of a plan as tables."""
        from ..documents.compose_funding import compose_funding

        plan = self._desk.plan(plan_id)
        return compose_funding(
            funding(plan), plan, self._papers.profile(plan), catalogue.areas(), self._desk.today()
        )
