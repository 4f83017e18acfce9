"""A made-up draft for the import wizard, and a stand-in for the window around a page."""

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan, Topic
from cchc_desktop.domain.targets import Measure
from cchc_desktop.domain.tasks import Assignment

LINES = (
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026",
    "I. MỤC ĐÍCH",
    "- Nâng cao hiệu lực.",
    "1. Cải cách thể chế",
    "- 100% văn bản được rà soát.",
    "- Rà soát văn bản. Công bố kết quả rà soát.",
    "- Tập huấn công chức",
    "về kỹ năng số.",
    "Trang 3",
)


def draft() -> Draft:
    """Two parts, a target, three tasks of which two are one that was cut, one paragraph without a place."""

    def task(name: str, text: str, number: int, doubt: str = "") -> Item:
        return Item(ItemKind.TASK, text, "-", assignment=Assignment(), source=(number,), doubt=doubt, id=name)

    target = Item(
        ItemKind.TARGET, "100% văn bản được rà soát.", "-", measure=Measure(), source=(6,), id="target-a"
    )
    aim = Item(ItemKind.TEXT, "Nâng cao hiệu lực.", "-", source=(4,), id="aim")
    area = Item(
        ItemKind.AREA,
        "Cải cách thể chế",
        "1.",
        area=2,
        source=(5,),
        id="area",
        children=(
            target,
            task("task-a", "Rà soát văn bản. Công bố kết quả rà soát.", 7),
            task("task-b", "Tập huấn công chức", 8),
            task("task-c", "về kỹ năng số.", 9, "Đoạn bắt đầu bằng chữ thường"),
        ),
    )
    plan = Plan(
        subject="Cải cách hành chính năm 2026",
        period=PlanPeriod.year(2026),
        id="imported",
        items=(
            Item(ItemKind.SECTION, "MỤC ĐÍCH", "I.", Topic.PURPOSE, children=(aim,), source=(3,), id="aims"),
            area,
        ),
    )
    return Draft(plan, LINES, frozenset({1, 2}), ("Trang 3",), ("Không thấy nơi nhận.",))
