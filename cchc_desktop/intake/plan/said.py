"""What tasks say of their own assignment within their sentence, where no label, table or annex says it."""

import re
from dataclasses import replace

from ...domain.dates import short_date
from ...domain.details import trailing_details
from ...domain.periods import PlanPeriod
from ...domain.plan import Item, ItemKind
from ...domain.tasks import Assignment
from ...domain.text import fold
from .doubts import told
from .due import names_no_day
from .groups import DOUBT_ABOVE
from .said_times import said_time
from .said_units import said_units

DOUBT_TARGET = "Câu này giống một chỉ tiêu hơn là nhiệm vụ; hãy xem lại"

_LIKE_TARGET = re.compile(
    r"(?:(?:phan dau|dat|dam bao|bao dam|toi thieu|it nhat|tren|tu|duoi|khong qua|ty le)\s+){0,3}"
    r"\d{1,3}(?:[.,]\d+)?\s*(?:-\s*\d{1,3}\s*)?%"
)


def with_said(item: Item, period: PlanPeriod | None) -> Item:
    """The item and all under it; tasks with what their sentences say where their assignment says nothing.

    What is only likely stands in the task's doubt, and so does a time that contradicts the assignment's.
    """
    children = tuple(with_said(child, period) for child in item.children)
    if any(a is not b for a, b in zip(children, item.children, strict=True)):
        item = replace(item, children=children)
    return _task(item, period) if item.kind is ItemKind.TASK else item


def _of_subtasks(item: Item, period: PlanPeriod | None) -> str:
    """What sub-tasks say of their own time, where the task has none: which it means for the task is open."""
    said = [said_time(child.text, period) for child in item.children if child.kind is ItemKind.SUBTASK]
    words = "», «".join(time.words for time in said if time.due and not time.doubt)
    return f"Việc nhỏ bên dưới có hạn riêng («{words}»); hãy đặt hạn cho nhiệm vụ" if words else ""


def _task(item: Item, period: PlanPeriod | None) -> Item:
    before = assignment = item.assignment or Assignment()
    doubt = item.doubt
    labelled = trailing_details(item.text)
    sentence = item.text[: labelled[0].start] if labelled else item.text
    if assignment.due is None and assignment.due_text and names_no_day(assignment.due_text):
        doubt = told(doubt, f"«{assignment.due_text}» không có trong lịch; hãy đặt lại hạn")
    said = said_time(sentence, period)
    if assignment.due is None and not assignment.due_text:
        if said.words:
            assignment = replace(assignment, due=said.due, due_text=said.words, start=said.begins)
        elif not said.doubt:
            doubt = told(doubt, _of_subtasks(item, period))
        doubt = told(doubt, said.doubt)
    elif said.due and assignment.due and said.due != assignment.due and not said.doubt:
        given = assignment.due_text or short_date(assignment.due)
        # A line that may not be this task's own says less than the task's sentence.
        own = DOUBT_ABOVE in doubt
        taken = "lời của câu" if own else "phần phân công"
        doubt = told(doubt, f"Trong câu ghi «{said.words}», phần phân công ghi «{given}»; lấy {taken}")
        if own:
            assignment = replace(assignment, due=said.due, due_text=said.words, start=said.begins)
    if not assignment.lead:
        units = said_units(sentence)
        if units.lead:
            assignment = replace(assignment, lead=units.lead, support=assignment.support or units.support)
            doubt = told(doubt, units.doubt)
    if _LIKE_TARGET.match(fold(item.text)):
        doubt = told(doubt, DOUBT_TARGET)
    if assignment == before and doubt == item.doubt:
        return item
    return replace(item, assignment=assignment, doubt=doubt)
