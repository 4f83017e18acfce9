"""The lists that are read out of a plan's tree."""

from dataclasses import replace

import pytest

from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic
from cchc_desktop.domain.targets import Measure


def _area(code: int, marker: str, *children: Item) -> Item:
    return Item(ItemKind.AREA, f"Lĩnh vực {code}", marker, area=code, children=children)


def _plan() -> Plan:
    target = Item(ItemKind.TARGET, "Tối thiểu 90%.", "-", measure=Measure())
    task = Item(ItemKind.TASK, "Rà soát.", "-", children=(Item(ItemKind.SUBTASK, "Sửa đổi.", "+"),))
    return Plan(
        subject="Cải cách hành chính năm 2026",
        period=PlanPeriod.year(2026),
        items=(
            Item(ItemKind.BASIS, "Căn cứ Luật A;"),
            Item(
                ItemKind.SECTION,
                "MỤC ĐÍCH, YÊU CẦU",
                "I.",
                Topic.PURPOSE,
                children=(
                    Item(
                        ItemKind.HEADING,
                        "Mục đích",
                        "1.",
                        Topic.PURPOSE,
                        children=(Item(ItemKind.TEXT, "Tốt hơn.", "-"),),
                    ),
                    Item(
                        ItemKind.HEADING,
                        "Yêu cầu",
                        "2.",
                        Topic.REQUIREMENTS,
                        children=(Item(ItemKind.TEXT, "Rõ việc.", "-"),),
                    ),
                ),
            ),
            Item(
                ItemKind.SECTION,
                "CHỈ TIÊU",
                "II.",
                Topic.TARGETS,
                children=(target, _area(3, "1.", target), _area(2, "2.")),
            ),
            Item(ItemKind.SECTION, "NHIỆM VỤ", "III.", Topic.TASKS, children=(_area(3, "1.", task), task)),
            Item(
                ItemKind.SECTION,
                "TỔ CHỨC THỰC HIỆN",
                "IV.",
                Topic.DUTIES,
                children=(
                    Item(
                        ItemKind.UNIT,
                        "Phòng Kinh tế:",
                        "1.",
                        children=(
                            Item(ItemKind.TEXT, "Là đầu mối."),
                            Item(ItemKind.TEXT, "Lập dự toán.", "-"),
                        ),
                    ),
                    Item(
                        ItemKind.HEADING,
                        "Chế độ báo cáo",
                        "2.",
                        Topic.REPORTING,
                        children=(Item(ItemKind.TEXT, "Hằng quý.", "-"),),
                    ),
                ),
            ),
            Item(ItemKind.ANNEX, "DANH MỤC", children=(replace(task, area=5),)),
        ),
    )


def test_topics_are_inherited_from_the_nearest_heading() -> None:
    plan = _plan()
    assert [item.text for item in views.texts_under(plan, Topic.PURPOSE)] == ["Tốt hơn."]
    assert [item.text for item in views.texts_under(plan, Topic.REQUIREMENTS)] == ["Rõ việc."]
    assert [item.text for item in views.texts_under(plan, Topic.REPORTING)] == ["Hằng quý."]


def test_an_area_gathers_what_several_places_say_of_it() -> None:
    found = views.areas(_plan())
    assert [(area.code, len(area.targets), len(area.tasks)) for area in found] == [
        (3, 1, 1),
        (2, 0, 0),
        (5, 0, 1),
    ]
    assert (found[0].printed_number, found[0].name) == ("1", "Lĩnh vực 3")
    assert found[2].name == ""


def test_what_belongs_to_no_area() -> None:
    assert len(views.general_targets(_plan())) == 1
    assert [place.area for place in views.tasks(_plan())] == [3, None, 5]


def test_duties() -> None:
    (duty,) = views.duties(_plan())
    assert (duty.unit, duty.items, duty.paragraphs) == ("Phòng Kinh tế", ["Lập dự toán."], ["Là đầu mối."])


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Trách nhiệm của Chủ tịch UBND xã.", "Chủ tịch UBND xã"),
        ("Đề nghị Mặt trận Tổ quốc xã tăng cường giám sát; phối hợp tuyên truyền.", "Mặt trận Tổ quốc xã"),
        ("Phòng Kinh tế: Bố trí kinh phí.", "Phòng Kinh tế"),
        ("Các cơ quan, tổ chức khác:", "Các cơ quan, tổ chức khác"),
        ("Các tổ chức chính trị - xã hội phối hợp giám sát.", "Các tổ chức chính trị - xã hội"),
        ("Công chức Tư pháp tổ chức phổ biến pháp luật", "Công chức Tư pháp"),
    ],
)
def test_the_unit_that_a_heading_names(heading: str, name: str) -> None:
    assert views.unit_name(heading) == name


def test_a_plan_is_named_in_a_line() -> None:
    assert (
        Plan("Cải cách hành chính năm 2026", PlanPeriod.year(2026)).name
        == "Kế hoạch cải cách hành chính năm 2026"
    )
    assert Plan("", PlanPeriod.year(2026)).name == "Kế hoạch"
