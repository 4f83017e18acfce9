"""What a plan should have and one that was read has not, by the layout that it has."""

from collections.abc import Iterator, Sequence
from datetime import date

from ...domain.areas import Area, layout_of
from ...domain.plan import Item, ItemKind, Plan, PlanLevel, Topic
from ...domain.plan_form import form_problems
from .markers import split_marker
from .reform import Extent

DISTRICTS_ENDED = date(2025, 7, 1)
"""From this day on there is no district: Luật Tổ chức chính quyền địa phương 2025."""
_LAYOUT = 3
"""A plan with so many areas has a layout."""


def gaps(plan: Plan, areas: Sequence[Area], extent: Extent) -> Iterator[str]:
    """Sentences about the parts that the plan has not."""
    kinds = {item.kind for item in plan.walk()}
    topics = {item.topic for item in plan.walk()}
    yield from form_problems(plan)
    if ItemKind.TARGET not in kinds:
        yield "Không thấy chỉ tiêu nào."
    if ItemKind.TASK not in kinds:
        yield "Không thấy nhiệm vụ nào."
    if extent is Extent.WHOLE:
        yield from _areas_missing(plan, areas)
    if Topic.DUTIES not in topics and ItemKind.UNIT not in kinds:
        yield "Không thấy phần tổ chức thực hiện."
    if ItemKind.CLOSING not in kinds and not any(item.text.endswith("./.") for item in plan.walk()):
        yield "Không thấy đoạn kết («Trên đây là Kế hoạch …»); có thể tệp bị cắt ngang."
    if not plan.recipients:
        yield "Không thấy nơi nhận."
    if not plan.signer.name:
        yield "Không thấy người ký."
    day, period = plan.issued_on, plan.period
    if day and not period.first_year - 1 <= day.year <= period.last_year:
        yield (f"Ngày ban hành {day:%d/%m/%Y} không khớp với kế hoạch {period.label}; hãy kiểm tra.")
    after = plan.issued_on >= DISTRICTS_ENDED if plan.issued_on else plan.period.starts >= DISTRICTS_ENDED
    if plan.level is PlanLevel.DISTRICT and after:
        yield "Từ ngày 01/7/2025 không còn cấp huyện; hãy kiểm tra cơ quan ban hành và ngày ban hành."


def layout_words(plan: Plan, areas: Sequence[Area], extent: Extent) -> str:
    """The layout that the plan's areas follow, as it is told; nothing where it has too few of them."""
    found = _found(plan)
    if extent is not Extent.WHOLE or len(found) < _LAYOUT:
        return ""
    return layout_of(areas, found).label


def _found(plan: Plan) -> set[int]:
    return {item.area for item in plan.walk() if item.area}


def _areas_missing(plan: Plan, areas: Sequence[Area]) -> Iterator[str]:
    found = _found(plan)
    if not found:
        yield "Không thấy lĩnh vực cải cách hành chính nào."
        return
    codes = set(layout_of(areas, found).codes)
    if _stranger_before(plan.items):
        codes |= set(layout_of(areas, {1, *found}).codes)
    for area in areas:
        if area.code in codes and area.code not in found:
            yield f"Không thấy lĩnh vực «{area.short_name}»."


def _stranger_before(items: Sequence[Item]) -> bool:
    """Whether a numbered heading that is no area stands where a list of areas begins.

    It may be the first area under a name that nobody knows, so that the layout is not sure to have none.
    """
    first = next((place for place, item in enumerate(items) if item.kind is ItemKind.AREA), None)
    if first is None:
        return any(_stranger_before(item.children) for item in items)
    style = _style(items[first])
    return any(
        _style(item) == style and not item.topic and item.kind is not ItemKind.AREA for item in items[:first]
    )


def _style(item: Item) -> object:
    marker = split_marker(f"{item.marker} X…")
    return (marker.style, len(marker.path)) if marker.path else None
