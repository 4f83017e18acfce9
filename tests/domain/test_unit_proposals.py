"""Units that a plan itself means to lead its tasks: proposed with its words, never where two are meant."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.domain.unit_names import is_unit_name, units_named
from cchc_desktop.domain.unit_proposals import propose_leads

LISTED = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND")


def task(text: str, lead: str = "", area: int | None = None) -> Item:
    return Item(ItemKind.TASK, text, "-", assignment=Assignment(lead=lead), area=area)


def plan(tasks: tuple[Item, ...], duties: Mapping[str, tuple[str, ...]]) -> Plan:
    units = tuple(
        Item(ItemKind.UNIT, unit, children=tuple(Item(ItemKind.TEXT, text, "-") for text in texts))
        for unit, texts in duties.items()
    )
    return Plan(
        "Cải cách hành chính năm 2026",
        PlanPeriod.year(2026),
        items=(
            Item(ItemKind.SECTION, "NHIỆM VỤ", "I.", Topic.TASKS, children=tasks),
            Item(ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", "II.", Topic.DUTIES, children=units),
        ),
    )


def proposed(made: Plan, listed: tuple[str, ...] = LISTED) -> list[tuple[str, str]]:
    return [(each.unit, each.why) for each in propose_leads(made, listed, catalogue.areas())]


def test_the_task_s_own_words() -> None:
    made = plan(
        (
            task("Rà soát văn bản; giao Phòng Văn hoá – Xã hội chủ trì, phối hợp với Phòng Kinh tế."),
            task("Phòng Kinh tế chủ trì thẩm định dự toán."),
            task("Phối hợp với Phòng Kinh tế thẩm định dự toán."),
            task("Giao Phòng Kinh tế, Văn phòng HĐND và UBND chủ trì từng phần."),
        ),
        {},
    )
    units = [unit for unit, _ in proposed(made)]
    assert units[:2] == ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế"]
    assert len(units) == 2
    assert "giao Phòng Văn hoá – Xã hội chủ trì" in proposed(made)[0][1]


def test_the_duties_name_the_task_s_area() -> None:
    duty = "Chủ trì, phối hợp với các đơn vị tổ chức thực hiện các nội dung về cải cách tài chính công."
    made = plan(
        (task("Công khai dự toán.", area=6), task("Tuyên truyền.", area=1)), {"Phòng Kinh tế": (duty,)}
    )
    assert proposed(made) == [("Phòng Kinh tế", f"Phòng Kinh tế: {duty}")]


def test_an_area_of_two_units_is_nobody_s() -> None:
    duty = "Chủ trì các nội dung về cải cách tài chính công."
    made = plan(
        (task("Công khai dự toán.", area=6),), {"Phòng Kinh tế": (duty,), "Văn phòng HĐND và UBND": (duty,)}
    )
    assert proposed(made) == []


def test_who_only_supports_is_not_proposed() -> None:
    duty = "Phối hợp với Văn phòng thực hiện các nội dung về cải cách tài chính công."
    assert proposed(plan((task("Công khai dự toán.", area=6),), {"Phòng Kinh tế": (duty,)})) == []


def test_the_matter_tells_the_unit_where_no_area_does() -> None:
    duties = {
        "Đài truyền thanh xã": ("Xây dựng chuyên mục, chuyên trang trên hệ thống loa truyền thanh cơ sở.",),
        "Phòng Kinh tế": ("Thẩm định dự toán kinh phí.",),
    }
    made = plan((task("Mở chuyên mục, chuyên trang trên loa truyền thanh cơ sở hằng tuần."),), duties)
    assert [unit for unit, _ in proposed(made)] == ["Đài truyền thanh xã"]


def test_the_same_task_in_the_annex() -> None:
    made = plan((task("Công khai dự toán."), task("Công khai dự toán", "Phòng Kinh tế")), {})
    assert [unit for unit, _ in proposed(made)] == ["Phòng Kinh tế"]
    two = plan((*made.items[0].children, task("Công khai dự toán", "Văn phòng HĐND và UBND")), {})
    assert proposed(two) == []


LIST_OF_UNITS = "Công an xã, Trạm Y tế xã và các trường học"


def test_what_is_a_unit_s_name() -> None:
    for name in ("Phòng Kinh tế", "Công an xã", "Đài truyền thanh xã", "Công chức Tư pháp - Hộ tịch"):
        assert is_unit_name(name)
    for name in (
        "Các đơn vị liên quan",
        "Trách nhiệm chung",
        "Chủ tịch UBND xã",
        "Các Phòng chuyên môn",
        LIST_OF_UNITS,
    ):
        assert not is_unit_name(name)


SENTENCES = st.sampled_from(
    [
        "Chủ trì các nội dung về cải cách tài chính công.", "Chủ trì cải cách thể chế.",
        "Phối hợp thực hiện chính quyền số.", "Giao Phòng Kinh tế chủ trì.", "Văn phòng HĐND và UBND chủ trì",
        "Theo dõi, tổng hợp việc số hóa hồ sơ hộ tịch.", "Số hóa hồ sơ hộ tịch còn lại.", "",
    ]
)  # fmt: skip
UNITS = st.sampled_from(
    ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Trung tâm", "Trách nhiệm chung", "Công an xã"]
)


@given(
    st.lists(
        st.tuples(SENTENCES, st.sampled_from([None, 2, 6, 7]), st.sampled_from(["", "Công an xã"])),
        max_size=6,
    ),
    st.dictionaries(UNITS, st.lists(SENTENCES, max_size=3).map(tuple), max_size=4),
)
def test_only_known_units_for_tasks_without_one(
    given_tasks: list[tuple[str, int | None, str]], duties: dict[str, tuple[str, ...]]
) -> None:
    made = plan(tuple(task(text, lead, area) for text, area, lead in given_tasks), duties)
    found = propose_leads(made, LISTED, catalogue.areas())
    free = [item.id for item in made.items[0].children if item.assignment and not item.assignment.lead]
    ids = [each.task_id for each in found]
    assert ids == [item_id for item_id in free if item_id in ids]
    assert {each.unit for each in found} <= {*LISTED, *units_named(made)}
    assert all(each.why for each in found)
    # Duties that two units share decide nothing.
    doubled = dict.fromkeys(LISTED, ("Chủ trì các nội dung về cải cách tài chính công.",))
    shared = replace(made, items=(made.items[0], plan((), doubled).items[1]))
    words = [each.why for each in propose_leads(shared, LISTED, catalogue.areas())]
    assert all(why.startswith(("Nhiệm vụ ghi", "Phụ lục ghi")) for why in words)


def test_a_unit_is_proposed_as_the_list_writes_it() -> None:
    duty = "Chủ trì các nội dung về cải cách tài chính công."
    made = plan(
        (
            task("Văn phòng HĐND-UBND xã chủ trì rà soát quy chế."),
            task("Công khai dự toán.", area=6),
            task("Lập báo cáo.", "Văn phòng HĐND-UBND xã"),
        ),
        {"Phòng Kinh tế xã": (duty,)},
    )
    assert [unit for unit, _ in proposed(made)] == ["Văn phòng HĐND và UBND", "Phòng Kinh tế"]
