"""What was issued of a plan, each time: the plan itself, and later the decisions that amended it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .plan import Item, ItemKind, Plan, new_id


class IssuedBy(StrEnum):
    """The document by which a plan's text became what is in force."""

    PLAN = "plan"
    """The plan itself, under its own number; where it is issued anew, under a new one."""
    DECISION = "decision"
    """A decision that amends it; the plan keeps its own number and date."""

    @property
    def label(self) -> str:
        """The document in Vietnamese."""
        return "Quyết định điều chỉnh, bổ sung" if self is IssuedBy.DECISION else "Kế hoạch"


@dataclass(frozen=True, slots=True)
class PlanIssue:
    """One time that a plan was issued.

    ``turn`` counts from 1. ``content`` and ``document`` are the hashes of what is kept of it: the plan as
    data, and the document as it was printed.
    """

    plan_id: str
    turn: int
    issued_by: IssuedBy
    number: str
    symbol: str
    issued_on: date
    signer: str
    content: str
    document: str
    id: str = ""

    @classmethod
    def new(
        cls,
        plan_id: str,
        turn: int,
        issued_by: IssuedBy,
        number: str,
        symbol: str,
        issued_on: date,
        signer: str,
    ) -> "PlanIssue":
        """One whose content is not kept yet."""
        return cls(plan_id, turn, issued_by, number, symbol, issued_on, signer, "", "", new_id())

    @property
    def label(self) -> str:
        """«Quyết định số 20/QĐ-UBND», as a sentence names the document."""
        # A plan that is attached to a decision goes out under the decision's number.
        is_decision = self.issued_by is IssuedBy.DECISION or self.symbol.startswith("QĐ")
        kind = "Quyết định" if is_decision else "Kế hoạch"
        return f"{kind} số {self.number}/{self.symbol}"


def standing(issues: Sequence[PlanIssue]) -> tuple[PlanIssue, ...]:
    """The decisions that amend a plan since it was issued as a whole; ``issues`` are its own, in order."""
    found: list[PlanIssue] = []
    for issue in issues:
        if issue.issued_by is IssuedBy.PLAN:
            found.clear()
        else:
            found.append(issue)
    return tuple(found)


UNSIGNED = frozenset({"officer", "start", "note", "source"})
"""What of a task's assignment the signed text does not hold: it may be set after the plan was issued."""


def with_unsigned(issued: Plan, now: Plan) -> Plan:
    """A plan as it was issued, with what stands in no signed text as it is said now: who follows a task, what
    measures a target and to which area it belongs, what of other plans an item carries out."""
    said = {item.id: item for item in now.walk()}
    return replace(issued, parent=now.parent, items=tuple(_unsigned(item, said) for item in issued.items))


def _unsigned(item: Item, said: dict[str, Item]) -> Item:
    now = said.get(item.id)
    if now is not None:
        item = replace(item, answers=now.answers)
        if item.assignment is not None and now.assignment is not None:
            fields = {name: getattr(now.assignment, name) for name in UNSIGNED}
            item = replace(item, assignment=replace(item.assignment, **fields))
        if item.kind is ItemKind.TARGET:
            item = replace(item, area=now.area)
        if item.measure is not None and now.measure is not None:
            item = replace(item, measure=replace(item.measure, indicator=now.measure.indicator))
    return replace(item, children=tuple(_unsigned(child, said) for child in item.children))
