"""Where a new target or task of an area is put."""

from cchc_desktop.domain.area_places import Spot, place_for
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic


def plan(*items: Item) -> Plan:
    return Plan(subject="Thử", period=PlanPeriod.year(2026), items=items)


def area(code: int, *children: Item) -> Item:
    return Item(ItemKind.AREA, "Lĩnh vực", f"{code}.", area=code, children=children, id=f"area-{code}")


TASKS = Item(
    ItemKind.HEADING,
    "Nhiệm vụ",
    "b)",
    topic=Topic.TASKS,
    id="tasks",
    children=(Item(ItemKind.TASK, "Một", "-"), Item(ItemKind.TASK, "Hai", "-"), Item(ItemKind.NOTE, "Chú")),
)


def test_behind_the_last_of_its_kind() -> None:
    assert place_for(plan(area(1, TASKS)), 1, ItemKind.TASK) == Spot("tasks", 2)


def test_under_the_heading_of_its_kind() -> None:
    aims = Item(ItemKind.HEADING, "Chỉ tiêu", "a)", topic=Topic.TARGETS, id="targets")
    assert place_for(plan(area(1, aims, TASKS)), 1, ItemKind.TARGET) == Spot("targets", 0)


def test_under_the_area_before_its_lower_headings() -> None:
    bare = area(2, Item(ItemKind.TEXT, "Lời dẫn"), Item(ItemKind.HEADING, "Khác", "a)"))
    assert place_for(plan(bare), 2, ItemKind.TASK) == Spot("area-2", 1)


def test_nowhere_without_a_heading_of_the_area() -> None:
    assert place_for(plan(area(1, TASKS)), 3, ItemKind.TASK) is None


def test_never_in_an_annex() -> None:
    annex = Item(ItemKind.ANNEX, "Phụ lục", children=(area(1, TASKS),))
    assert place_for(plan(annex), 1, ItemKind.TASK) is None
