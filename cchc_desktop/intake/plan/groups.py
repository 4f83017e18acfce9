"""Groups that word the assignment of several tasks at once, below one heading:

«a) Nhiệm vụ: …», «b) Cơ quan thực hiện: …», «c) Thời gian: …».

A label that stands in the list of the tasks speaks for all that stand above it, up to the labels before; one
that stands first speaks for those below it; where a heading has nothing but labels below it, the heading is
the task.
"""

from collections.abc import Sequence

from ...domain.details import Detail, DetailField, parse_details
from ...domain.plan import Topic
from .doubts import told
from .labels import label_of, line_values, values_of
from .markers import MarkerStyle
from .nodes import Node

DOUBT_ALL = "Phân công ghi một lần sau nhiều nhiệm vụ; hiểu là của cả nhóm, hãy kiểm tra"
DOUBT_ABOVE = (
    "Phân công đứng thành dòng riêng sau nhiều nhiệm vụ; hiểu là của nhiệm vụ ngay trên, hãy kiểm tra"
)
DOUBT_BELOW = "Phân công ghi ở đầu mục; hiểu là của các nhiệm vụ bên dưới, hãy kiểm tra"

_MOST_DETAILS = 16
"""More than an assignment has fields; what else labels say is not carried along."""


def give(nodes: Sequence[Node], parent: Node | None = None) -> None:
    """Gives what labels say to the nodes that they speak for, all the way down; labels are marked as such."""
    for node in nodes:
        give(node.children, node)
    holders: list[Node] = []
    first: list[Detail] = []
    closed = False
    for node in nodes:
        if not node.label:
            if closed:
                holders, closed = [], False
            if node.detail and not holders and (parent is None or parent.known or parent.heading):
                if len(first) < _MOST_DETAILS:
                    first.extend(detail for detail in parse_details(node.text) if detail.value)
                continue
            holders.append(node)
            if first and not node.detail:
                node.given.extend(first)
                node.doubt = told(node.doubt, DOUBT_BELOW if len(holders) == 1 else "")
            continue
        details = _details(node)[:_MOST_DETAILS]
        closed = True
        for holder in holders:
            if len(holder.given) < _MOST_DETAILS:
                holder.given.extend(details)
        if parent is not None and not parent.known and not parent.heading:
            parent.whole.extend(details)
        elif not holders and len(first) < _MOST_DETAILS:
            first.extend(details)
            closed = False
    _lonely(nodes, parent)


def _details(node: Node) -> list[Detail]:
    """What a label says: the values on its line, and on the lines below it."""
    found = label_of(node.text)
    if found is None:
        return []
    field, value = found
    details = [detail for detail in parse_details(node.text) if detail.value] if value else []
    if value and not details:
        details = values_of(field or DetailField.LEAD, value)
    bare: list[str] = []
    for child in node.children:
        labelled = [detail for detail in parse_details(child.text) if detail.value]
        below = label_of(child.text) if not labelled else None
        if labelled:
            details.extend(labelled)
        elif below and below[1]:
            details.extend(values_of(below[0] or DetailField.LEAD, below[1]))
        elif below:
            details.extend(_details(child))
        elif told_by_line := line_values(field, child.text):
            details.extend(told_by_line)
        else:
            bare.append(child.text.strip(" .;,"))
    if bare:
        details.extend(values_of(field or DetailField.LEAD, "; ".join(bare)))
    return [part for detail in details for part in values_of(detail.field, detail.value)]


def _lonely(nodes: Sequence[Node], parent: Node | None) -> None:
    """Labelled lines that only the last of several tasks has: whether they are its own is a guess."""
    tasks = [
        node for node in nodes if not (node.label or node.known or node.heading or node.note or node.detail)
    ]
    if len(tasks) < 2:
        return
    owners = [place for place, task in enumerate(tasks) if any(child.detail for child in task.children)]
    if not owners:
        return
    last = tasks[owners[-1]]
    labels = [child for child in last.children if child.detail]
    if any(child.style is not MarkerStyle.PLAIN and child.style > last.style for child in labels):
        return
    alone = len(owners) == 1
    if alone and last is tasks[-1] and parent is not None and parent.topic is Topic.TASKS:
        given = [detail for child in labels for detail in parse_details(child.text)][:_MOST_DETAILS]
        for task in tasks[:-1]:
            task.given.extend(given)
        tasks[0].doubt = told(tasks[0].doubt, DOUBT_ALL)
        return
    for before, place in zip([-1, *owners], owners, strict=False):
        owner = tasks[place]
        same = any(child.detail and child.style is owner.style for child in owner.children)
        if place and before != place - 1 and (same or alone):
            owner.doubt = told(owner.doubt, DOUBT_ABOVE)
