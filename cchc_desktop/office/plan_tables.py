"""What else a plan is exported as: its money, and further tables that follow from its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.plan_funding import Funding, funding
from .desk import Desk, Part

if TYPE_CHECKING:
    from ..documents.model import Document
    from .papers import Papers


class PlanTables(Part):
    """Tables that a plan's tasks make, each as a document."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        super().__init__(desk)
        self._papers = papers

    def money(self, plan_id: str) -> Funding:
        """The money of a plan by task, source and area, and where its sums do not agree."""
        return funding(self._desk.plan(plan_id))

    def funding(self, plan_id: str) -> Document:
        """The money of a plan as tables."""
        from ..documents.compose_funding import compose_funding

        plan = self._desk.plan(plan_id)
        return compose_funding(
            funding(plan), plan, self._papers.profile(plan), catalogue.areas(), self._desk.today()
        )
