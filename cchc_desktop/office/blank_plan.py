"""The skeleton of a new plan: the parts that plans usually have (FACTS.md section 2.1)."""

from collections.abc import Sequence
from dataclasses import replace

from ..domain.areas import Area
from ..domain.numerals import to_roman
from ..domain.offices import OfficeProfile
from ..domain.periods import PlanPeriod
from ..domain.plan import Item, ItemKind, Plan, PlanLevel, Signer, Topic


def blank_plan(
    subject: str, period: PlanPeriod, profile: OfficeProfile | None, areas: Sequence[Area]
) -> Plan:
    """A plan with its sections and areas, and no word that the official must delete."""
    plan = Plan(subject=subject, period=period, items=_parts(areas))
    if profile is None:
        return plan
    signer = profile.signers[0] if profile.signers else Signer()
    archive = f"Lưu: VT, {profile.archive}." if profile.archive else "Lưu: VT."
    return replace(
        plan,
        level=profile.level if profile.level is not PlanLevel.OTHER else PlanLevel.COMMUNE,
        superior=profile.superior,
        issuer=profile.name,
        place=profile.place,
        symbol=f"KH-{profile.symbol}",
        draft_year=period.first_year,
        recipients=(f"{profile.superior} (để báo cáo);", archive),
        signer=signer,
    )


def _parts(areas: Sequence[Area]) -> tuple[Item, ...]:
    content = tuple(
        Item(
            kind=ItemKind.AREA,
            marker=f"{number}.",
            text=area.name,
            area=area.code,
            children=(
                Item(kind=ItemKind.HEADING, marker="a)", text="Chỉ tiêu", topic=Topic.TARGETS),
                Item(kind=ItemKind.HEADING, marker="b)", text="Nhiệm vụ", topic=Topic.TASKS),
            ),
        )
        for number, area in enumerate(areas, 1)
    )
    aims = (
        Item(kind=ItemKind.HEADING, marker="1.", text="Mục đích", topic=Topic.PURPOSE),
        Item(kind=ItemKind.HEADING, marker="2.", text="Yêu cầu", topic=Topic.REQUIREMENTS),
    )
    parts: list[tuple[str, Topic, tuple[Item, ...]]] = [
        ("MỤC ĐÍCH, YÊU CẦU", Topic.PURPOSE, aims),
        ("CHỈ TIÊU, NHIỆM VỤ CỤ THỂ", Topic.NONE, content),
        ("GIẢI PHÁP THỰC HIỆN", Topic.SOLUTIONS, ()),
        ("KINH PHÍ THỰC HIỆN", Topic.FUNDING, ()),
        ("CHẾ ĐỘ BÁO CÁO", Topic.REPORTING, ()),
        ("TỔ CHỨC THỰC HIỆN", Topic.DUTIES, ()),
    ]
    return tuple(
        Item(kind=ItemKind.SECTION, marker=f"{to_roman(n)}.", text=title, topic=topic, children=children)
        for n, (title, topic, children) in enumerate(parts, 1)
    )
