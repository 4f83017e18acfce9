"""Changing a task's assignment so that the lines of the plan which word it follow."""

from dataclasses import replace
from typing import Any

from .dates import short_date
from .details import DetailField, rewrite_detail
from .errors import Refusal
from .numerals import format_money
from .plan import Item, ItemKind
from .tasks import Assignment


def assign(item: Item, fields: dict[str, Any]) -> Item:
    """The task with fields of its assignment set, by the names of ``Assignment``.

    A day without words is worded as that day, an amount as that amount in đồng; lines such as «Đơn vị
    chủ trì: …» and the same words in the task's own sentence are rewritten. Raises Refusal for an item
    that is no task, an amount below 0 or of more than 15 digits, and an end before the beginning.
    """
    if item.kind is not ItemKind.TASK:
        raise Refusal("Chỉ nhiệm vụ mới có phân công.")
    before = item.assignment or Assignment()
    after: Assignment = replace(before, **fields)
    if after.funding is not None and after.funding < 0:
        raise Refusal("Kinh phí không được là số âm.", "funding")
    if after.funding is not None and after.funding >= 10**15:
        raise Refusal("Kinh phí quá lớn. Hãy kiểm tra lại số tiền (tính bằng đồng).", "funding")
    if after.start and after.due and after.due < after.start:
        raise Refusal("Hạn hoàn thành phải sau ngày bắt đầu.", "due")
    if after.due != before.due and "due_text" not in fields:
        after = replace(after, due_text=short_date(after.due))
    if after.funding != before.funding and "funding_text" not in fields:
        after = replace(after, funding_text="")
    return _worded(replace(item, assignment=after), _words(before), _words(after))


def _words(assignment: Assignment) -> dict[DetailField, str]:
    money = "" if assignment.funding is None else f"{format_money(assignment.funding)} đồng"
    return {
        DetailField.LEAD: assignment.lead,
        DetailField.SUPPORT: assignment.support,
        DetailField.DELIVERABLE: assignment.deliverable,
        DetailField.DUE: assignment.due_text,
        DetailField.FUNDING: assignment.funding_text or money,
    }


def _worded(item: Item, before: dict[DetailField, str], after: dict[DetailField, str]) -> Item:
    changed = {field: words for field, words in after.items() if words != before[field]}

    def rewrite(line: str) -> str:
        for field, words in changed.items():
            line = rewrite_detail(line, field, words)
        return line

    children = tuple(
        replace(child, text=rewrite(child.text)) if child.kind is ItemKind.DETAIL else child
        for child in item.children
    )
    return replace(item, text=rewrite(item.text), children=children)
