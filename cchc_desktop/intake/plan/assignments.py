"""A task's assignment filled from labelled values: lines under the task, brackets in it, cells of a table."""

from collections.abc import Iterable
from dataclasses import replace

from ...domain.details import Detail, DetailField
from ...domain.money import parse_money
from ...domain.periods import PlanPeriod
from ...domain.tasks import Assignment
from ...domain.text import fold
from .due import parse_due
from .labels import values_of
from .said_times import begins_on

_EMPTY = frozenset({"", "-", "–", "—", "x", "0", "khong", "khong co"})


def fill(assignment: Assignment, details: Iterable[Detail], period: PlanPeriod | None) -> Assignment:
    """The assignment with these values put where it has none yet."""
    for detail in details:
        # «Phân công: X chủ trì, phối hợp với Y» says both.
        units = detail.field in (DetailField.LEAD, DetailField.SUPPORT)
        both = values_of(detail.field, detail.value) if units else [detail]
        for part in both:
            assignment = fill_field(assignment, part.field, part.value, period)
    return assignment


def fill_field(
    assignment: Assignment, field: DetailField, value: str, period: PlanPeriod | None, *, factor: int = 1
) -> Assignment:
    """The assignment with one value put where it has none yet; empty cells and dashes say nothing."""
    value = " ".join(value.split())
    if fold(value) in _EMPTY:
        return assignment
    match field:
        case DetailField.LEAD if not assignment.lead:
            return replace(assignment, lead=value)
        case DetailField.SUPPORT if not assignment.support:
            return replace(assignment, support=value)
        case DetailField.DELIVERABLE if not assignment.deliverable:
            return replace(assignment, deliverable=value)
        case DetailField.DUE if not assignment.due_text and assignment.due is None:
            return replace(assignment, due_text=value, due=parse_due(value, period))
        case DetailField.START if assignment.start is None:
            return replace(assignment, start=begins_on(value, period))
        case DetailField.FUNDING if assignment.funding is None and not assignment.funding_text:
            amount = parse_money(value, factor)
            bare = amount is not None and not any(c.isalpha() for c in value)
            return replace(assignment, funding=amount, funding_text="" if bare else value)
        case DetailField.NOTE if not assignment.note:
            return replace(assignment, note=value)
        case _:
            return assignment
