"""Plans of a fictional commune, as values, for tests of every layer."""

from dataclasses import replace
from datetime import date

from cchc_desktop.domain.offices import shorten
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanStatus, Signer, Topic
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment


def percent(value: float) -> Measure:
    """A target of at least ``value`` per cent."""
    return Measure(TargetKind.PERCENT, Comparator.AT_LEAST, value, unit="%")


def small_plan(year: int = 2026) -> Plan:
    """One section, two areas, a target with a sub-target, three tasks (one with sub-tasks)."""
    target = Item(
        ItemKind.TARGET,
        "Trên 95% hồ sơ được trả đúng hạn, trong đó đất đai đạt 90%.",
        "-",
        measure=replace(
            percent(95), subtargets=(replace(percent(90), fragment="đất đai đạt 90%", scope="đất đai"),)
        ),
        id="target-1",
    )
    tasks = (
        Item(
            ItemKind.TASK,
            "Rà soát thủ tục hành chính nội bộ.",
            "-",
            assignment=Assignment("Văn phòng HĐND và UBND", due=date(year, 6, 30), due_text="Quý II"),
            children=(Item(ItemKind.SUBTASK, "Lập danh mục thủ tục.", "+", id="sub-1"),),
            id="task-1",
        ),
        Item(
            ItemKind.TASK,
            "Niêm yết công khai thủ tục tại bảng tin.",
            "-",
            assignment=Assignment(),
            id="task-2",
        ),
    )
    procedures = Item(
        ItemKind.AREA,
        "Cải cách thủ tục hành chính",
        "1.",
        area=3,
        id="area-3",
        children=(
            Item(ItemKind.HEADING, "Chỉ tiêu", "a)", Topic.TARGETS, children=(target,), id="head-a"),
            Item(ItemKind.HEADING, "Nhiệm vụ", "b)", Topic.TASKS, children=tasks, id="head-b"),
        ),
    )
    finance = Item(
        ItemKind.AREA,
        "Cải cách tài chính công",
        "2.",
        area=6,
        id="area-6",
        children=(
            Item(
                ItemKind.TASK,
                "Công khai dự toán ngân sách xã.",
                "-",
                assignment=Assignment("Phòng Kinh tế", funding=15_000_000),
                id="task-3",
            ),
        ),
    )
    content = Item(ItemKind.SECTION, "NỘI DUNG", "I.", id="section-1", children=(procedures, finance))
    return Plan(
        subject=f"Cải cách hành chính năm {year}",
        period=PlanPeriod.year(year),
        issuer="Ủy ban nhân dân xã An Bình",
        superior="Ủy ban nhân dân tỉnh Sông Hương",
        place="An Bình",
        items=(Item(ItemKind.BASIS, "Căn cứ Kế hoạch của tỉnh.", id="basis-1"), content),
        recipients=("UBND tỉnh (để báo cáo);", "Lưu: VT."),
        signer=Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An"),
        id="plan-1",
    )


def bare(plan: Plan) -> Plan:
    """The plan without what is not of its content: identities, sources, doubts, confirmations, status.

    «Ủy ban nhân dân» and «UBND» name the same office.
    """

    def strip(item: Item) -> Item:
        measure = replace(item.measure, confirmed=False) if item.measure else None
        return replace(
            item, id="", source=(), doubt="", measure=measure, children=tuple(map(strip, item.children))
        )

    return replace(
        plan,
        id="",
        status=PlanStatus.DRAFT,
        superior=shorten(plan.superior),
        issuer=shorten(plan.issuer),
        items=tuple(map(strip, plan.items)),
    )
