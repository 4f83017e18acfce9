"""Where a plan takes in a new target or task of a reform area."""

from dataclasses import dataclass

from .plan import HEADING_KINDS, Item, ItemKind, Plan, Topic
from .plan_views import Placed, placed

_TOPICS = {ItemKind.TARGET: Topic.TARGETS, ItemKind.TASK: Topic.TASKS}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the tree: under ``parent_id``, before what stands at ``index`` now."""

    parent_id: str
    index: int


def place_for(plan: Plan, area: int, kind: ItemKind) -> Spot | None:
    """Where a new target or task of the area belongs; None where no heading of the plan opens the area.

    It goes after the last of its kind in the area's own part; else to the end of the area's heading for
    that kind («b) Nhiệm vụ»); else to the end of the area's heading. Annexes are left alone.
    """
    places = [place for place in placed(plan) if not _in_annex(place)]
    alike = [place for place in places if place.area == area and place.item.kind is kind and place.parents]
    if alike:
        last = alike[-1]
        parent = last.parents[-1]
        return Spot(parent.id, [item.id for item in parent.children].index(last.item.id) + 1)
    headings = [place for place in places if place.area == area and place.item.kind in HEADING_KINDS]
    of_kind = [place.item for place in headings if place.topic is _TOPICS.get(kind)]
    own = [place.item for place in headings if place.item.kind is ItemKind.AREA]
    for candidates in (of_kind, own):
        if candidates:
            return Spot(candidates[-1].id, _end(candidates[-1]))
    return None


def _in_annex(place: Placed) -> bool:
    return any(parent.kind is ItemKind.ANNEX for parent in (*place.parents, place.item))


def _end(heading: Item) -> int:
    """Behind the heading's own entries, before the lower headings."""
    for index, child in enumerate(heading.children):
        if child.kind in HEADING_KINDS:
            return index
    return len(heading.children)
