"""Which documents say «DỰ THẢO»: those with open errors, and by choice all that have not gone out.

A paper that lacks nothing but its number and day prints clean: it is the one that is signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.indicators import Severity
from ..domain.plan import Plan, PlanStatus
from ..domain.plan_form import form_problems
from ..domain.report_periods import Period
from .desk import Desk

if TYPE_CHECKING:
    from .report_checks import CheckList

ALWAYS = "export.draft_always"
"""The preference that marks every document until it goes out."""


def is_draft_plan(desk: Desk, plan: Plan) -> bool:
    """Whether the plan is marked."""
    if plan.status is PlanStatus.ISSUED:
        return False
    return bool(desk.store.preference(ALWAYS)) or bool(form_problems(plan))


class Drafts:
    """Which reports are marked."""

    def __init__(self, desk: Desk, checks: CheckList) -> None:
        self._desk, self._checks = desk, checks

    def is_draft_report(self, period: Period) -> bool:
        """Whether the report, which has not gone out, is marked."""
        if self._desk.store.preference(ALWAYS):
            return True
        return any(item.severity is Severity.ERROR for item in self._checks.of_period(period))
