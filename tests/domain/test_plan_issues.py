"""What was issued of a plan, and what of the plan no signed text holds."""

from dataclasses import replace

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.plan_issues import with_unsigned
from cchc_desktop.domain.targets import Measure
from cchc_desktop.domain.tasks import Assignment


def _plan(*items: Item) -> Plan:
    return Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026), items=items)


def test_what_is_not_signed_is_said_as_now_and_all_else_as_issued() -> None:
    task = Item(ItemKind.TASK, "Rà soát.", assignment=Assignment("Phòng A", officer="Cũ"), id="task")
    target = Item(ItemKind.TARGET, "Đạt 90%.", measure=Measure(value=90), id="target")
    gone = Item(ItemKind.TASK, "Đã bỏ.", assignment=Assignment(officer="Còn"), id="gone")
    bare = Item(ItemKind.TARGET, "Không mức.", id="bare")
    area = Item(ItemKind.AREA, "Thể chế", area=2, children=(task, target, gone, bare), id="area")
    now = _plan(
        replace(area, area=3, text="Khác", children=(
            replace(task, text="Khác.", assignment=Assignment("Phòng B", officer="Mới", note="Gấp")),
            replace(target, measure=Measure(value=80, indicator="2.13"), area=5, answers=("above",)),
            replace(bare, measure=Measure(value=1, indicator="1.01")),
        )),
    )  # fmt: skip
    kept = with_unsigned(_plan(area), replace(now, parent="term"))
    assert kept.parent == "term"
    assert kept.items == (
        replace(area, children=(
            replace(task, assignment=Assignment("Phòng A", officer="Mới", note="Gấp")),
            replace(target, measure=Measure(value=90, indicator="2.13"), area=5, answers=("above",)),
            gone,
            bare,
        )),
    )  # fmt: skip
    # A task that was made something else meanwhile says nothing of who follows it.
    retyped = _plan(replace(task, kind=ItemKind.TEXT, assignment=None))
    assert with_unsigned(_plan(task), retyped).items == (task,)
