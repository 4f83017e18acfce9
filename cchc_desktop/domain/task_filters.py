"""Filters of tasks that are kept under a name: those that the program has, and an office's own.

What is kept is the rule and not the days that it came to: «đến hạn trong 7 ngày» holds tomorrow, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from .areas import AREA_CODES
from .tasks import ALL_TASKS, UNASSIGNED, Lack, TaskFilter, TaskStatus

OPEN = frozenset({TaskStatus.NOT_DUE, TaskStatus.IN_PROGRESS, TaskStatus.OVERDUE})
"""What is not finished."""
DONE = frozenset({TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE})
_TEXTS = ("plan", "unit", "officer", "due", "due_from", "due_to", "text", "lacks")
_QUARTERS = ("I", "II", "III", "IV")

Span = tuple[date | None, date | None]


class DueSpan(StrEnum):
    """Days that tasks are due on, as they are said from today."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    PAST = "past"

    def days(self, today: date) -> Span:
        """The first and the last day, both included; None for no bound."""
        match self:
            case DueSpan.WEEK:
                return today, today + timedelta(days=7)
            case DueSpan.MONTH:
                return today, today + timedelta(days=30)
            case DueSpan.PAST:
                return None, today - timedelta(days=1)
            case DueSpan.QUARTER:
                first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
                return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)

    def words(self, today: date) -> str:
        """What a list of choices calls it."""
        match self:
            case DueSpan.WEEK:
                return "Trong 7 ngày"
            case DueSpan.MONTH:
                return "Trong 30 ngày"
            case DueSpan.PAST:
                return "Trước hôm nay"
            case DueSpan.QUARTER:
                return f"Trong quý {_QUARTERS[(today.month - 1) // 3]}"


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A filter under a name; ``due``, where given, stands for its days, ``mine`` for who works at the PC."""

    name: str
    chosen: TaskFilter
    due: DueSpan | None = None
    mine: bool = False
    id: str = ""

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with the program."""
        return self.id in {each.id for each in SHIPPED}

    def on(self, today: date, me: str) -> TaskFilter:
        """What it lets through on a day, for whoever works at the PC."""
        chosen = self.chosen
        if self.due is not None:
            due_from, due_to = self.due.days(today)
            chosen = replace(chosen, due_from=due_from, due_to=due_to)
        return replace(chosen, officer=me) if self.mine else chosen


def kept(name: str, chosen: TaskFilter, today: date, filter_id: str = "") -> KeptFilter:
    """The filter under a name; days that are said from today are kept as such."""
    span = (chosen.due_from, chosen.due_to)
    due = next((each for each in DueSpan if each.days(today) == span), None)
    if due is not None:
        chosen = replace(chosen, due_from=None, due_to=None)
    return KeptFilter(name, chosen, due, id=filter_id)


_OPEN_IN_FORCE = TaskFilter(in_force=True, statuses=OPEN)
SHIPPED = (
    KeptFilter("Quá hạn", TaskFilter(in_force=True, statuses=frozenset({TaskStatus.OVERDUE})), id="overdue"),
    KeptFilter("Đến hạn trong 7 ngày", _OPEN_IN_FORCE, DueSpan.WEEK, id="week"),
    KeptFilter("Đến hạn trong 30 ngày", _OPEN_IN_FORCE, DueSpan.MONTH, id="month"),
    KeptFilter("Chưa phân công", UNASSIGNED, id="unassigned"),
    KeptFilter("Của tôi", _OPEN_IN_FORCE, mine=True, id="mine"),
)
"""The filters that every office has."""


def criteria(kept: KeptFilter) -> dict[str, Any]:
    """What the filter asks for, as plain values; what it does not ask for is left out."""
    chosen = kept.chosen
    said: dict[str, Any] = {
        "plan": chosen.plan_id,
        "in_force": chosen.in_force,
        "area": chosen.area,
        "unit": chosen.unit,
        "officer": chosen.officer,
        "statuses": sorted(chosen.statuses),
        "due": kept.due.value if kept.due else "",
        "due_from": chosen.due_from.isoformat() if chosen.due_from else "",
        "due_to": chosen.due_to.isoformat() if chosen.due_to else "",
        "text": chosen.text,
        "lacks": chosen.lacks.value if chosen.lacks else "",
    }
    # Area 0 is asked for, too: what belongs to none of the areas.
    return {key: value for key, value in said.items() if value or (key == "area" and value is not None)}


def from_criteria(filter_id: str, name: str, said: Mapping[str, Any]) -> KeptFilter:
    """The filter that plain values ask for. Raises ValueError where they ask for nothing that there is."""
    texts = {key: said.get(key, "") for key in _TEXTS}
    area, statuses = said.get("area"), said.get("statuses", [])
    if (
        not all(isinstance(value, str) for value in texts.values())
        or not isinstance(statuses, list)
        or not (area is None or (type(area) is int and area in (0, *AREA_CODES)))
    ):
        raise ValueError("criteria of a filter that are none")
    chosen = replace(
        ALL_TASKS,
        plan_id=texts["plan"],
        in_force=said.get("in_force") is True,
        area=area,
        unit=texts["unit"],
        officer=texts["officer"],
        statuses=frozenset(map(TaskStatus, statuses)),
        due_from=date.fromisoformat(texts["due_from"]) if texts["due_from"] else None,
        due_to=date.fromisoformat(texts["due_to"]) if texts["due_to"] else None,
        text=texts["text"],
        lacks=Lack(texts["lacks"]) if texts["lacks"] else None,
    )
    return KeptFilter(name, chosen, DueSpan(texts["due"]) if texts["due"] else None, id=filter_id)
