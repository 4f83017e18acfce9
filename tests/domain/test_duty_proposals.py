"""Duties that units lack: proposed from their tasks and their part of the index, put under their headings."""

from collections.abc import Mapping

import pytest
from hypothesis import given

from cchc_desktop import catalogue
from cchc_desktop.domain import outline
from cchc_desktop.domain.duty_proposals import propose_duties, with_duties
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic
from cchc_desktop.domain.tasks import Assignment
from tests.plan_strategies import plans

OFFICE, CENTRE = "Văn phòng HĐND và UBND", "Trung tâm Phục vụ hành chính công"
ECONOMY, CULTURE = "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"
LISTED = (OFFICE, ECONOMY, CULTURE, CENTRE)


def task(lead: str, support: str = "") -> Item:
    return Item(ItemKind.TASK, "Việc.", "-", assignment=Assignment(lead, support))


def area(code: int, *tasks: Item) -> Item:
    return Item(ItemKind.AREA, catalogue.area(code).name, f"{code}.", area=code, children=tasks)


def plan(*areas: Item, duties: Mapping[str, tuple[str, ...]] | None = None) -> Plan:
    units = tuple(
        Item(
            ItemKind.UNIT, name, f"{n}.", id=name,
            children=tuple(Item(ItemKind.TEXT, text, "-") for text in texts),
        )
        for n, (name, texts) in enumerate((duties or {}).items(), 1)
    )  # fmt: skip
    return Plan(
        "Cải cách hành chính năm 2026",
        PlanPeriod.year(2026),
        items=(
            Item(ItemKind.SECTION, "NHIỆM VỤ", "I.", Topic.TASKS, children=areas),
            Item(ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", "II.", Topic.DUTIES, children=units, id="duties"),
        ),
    )


def proposed(made: Plan, listed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(each.unit, each.text) for each in propose_duties(made, listed, catalogue.areas())]


LEADS = "Chủ trì thực hiện các nhiệm vụ về cải cách thủ tục hành chính được giao tại Kế hoạch này."


def test_who_leads_and_who_supports_lack_it_in_their_duties() -> None:
    made = plan(
        area(3, task(CENTRE, f"{OFFICE}; Trạm Y tế xã"), task(CENTRE)),
        area(6, task(ECONOMY, "Trạm Y tế xã"), task("", OFFICE)),
        duties={ECONOMY: ("Chủ trì nội dung cải cách tài chính công.",)},
    )
    assert proposed(made) == [
        (CENTRE, LEADS),
        (
            OFFICE,
            f"Phối hợp với {CENTRE} thực hiện các nhiệm vụ về cải cách thủ tục hành chính và cải cách tài "
            "chính công.",
        ),
        (
            "Trạm Y tế xã",
            f"Phối hợp với {CENTRE} và {ECONOMY} thực hiện các nhiệm vụ về cải cách thủ tục hành chính và "
            "cải cách tài chính công.",
        ),
    ]
    whys = [each.why for each in propose_duties(made, (), catalogue.areas())]
    assert whys == ["Chủ trì 2 nhiệm vụ", "Phối hợp 2 nhiệm vụ", "Phối hợp 2 nhiệm vụ"]


def test_areas_of_one_unit_are_one_sentence() -> None:
    made = plan(area(1, task(CULTURE)), area(5, task(CULTURE)))
    lead, index = proposed(made, LISTED)
    assert lead[1] == (
        "Chủ trì thực hiện các nhiệm vụ về công tác chỉ đạo, điều hành cải cách hành chính và cải cách chế "
        "độ công vụ được giao tại Kế hoạch này."
    )
    assert "lĩnh vực chỉ đạo, điều hành và chế độ công vụ để tự đánh giá" in index[1]


def test_what_is_said_is_not_proposed_again() -> None:
    areas = (area(3, task(CENTRE, f"{OFFICE}; {ECONOMY}")),)
    said = {
        CENTRE: ("Phối hợp về thủ tục hành chính.",),
        OFFICE: ("Phối hợp về thủ tục hành chính.",),
        ECONOMY: ("Thủ tục hành chính về đất đai.",),
    }
    # To support is less than to lead.
    assert proposed(plan(*areas, duties=said)) == [(CENTRE, LEADS)]
    (alone,) = proposed(plan(area(3, task("", f"{ECONOMY}; Các phòng")), duties={ECONOMY: ()}))
    assert alone[1].startswith("Phối hợp thực hiện")


def test_who_answers_for_an_area_of_the_index_gathers_its_evidence() -> None:
    made = plan(area(3, task(OFFICE)), duties={CENTRE: ("Theo dõi.",)})
    found = dict(proposed(made, LISTED))
    assert found[CENTRE].startswith(
        "Theo dõi, tổng hợp kết quả và tài liệu kiểm chứng lĩnh vực thủ tục hành chính"
    )
    said = plan(area(3, task(OFFICE)), duties={CENTRE: ("Chấm điểm Chỉ số về thủ tục hành chính.",)})
    assert CENTRE not in dict(proposed(said, LISTED))


def test_duties_go_under_the_headings_of_their_units() -> None:
    made = plan(
        area(3, task(CENTRE, "Trạm Y tế xã")), area(6, task("Trạm Y tế xã")), duties={CENTRE: ("Theo dõi.",)}
    )
    found = propose_duties(made, (), catalogue.areas())
    after = with_duties(made, found)
    section = outline.find(after.items, "duties")
    told = [(each.marker, each.text, len(each.children)) for each in section.children]
    assert told == [("1.", CENTRE, 2), ("2.", "Trạm Y tế xã", 2)]
    assert {duty.marker for each in section.children for duty in each.children} == {"-"}
    assert propose_duties(after, (), catalogue.areas()) == []


def test_the_first_unit_of_all_opens_the_list_and_a_plan_without_the_section_is_refused() -> None:
    made = plan(area(3, task(CENTRE)))
    found = propose_duties(made, (), catalogue.areas())
    (unit,) = outline.find(with_duties(made, found).items, "duties").children
    assert (unit.marker, unit.text, unit.children[0].text) == ("1.", CENTRE, LEADS)
    without = Plan("Khác", PlanPeriod.year(2026), items=made.items[:1])
    with pytest.raises(Refusal, match="Tổ chức thực hiện"):
        with_duties(without, found)


@given(plans())
def test_once_accepted_nothing_is_left_to_propose(made: Plan) -> None:
    if not any(item.topic is Topic.DUTIES for item in made.walk()):
        return
    found = propose_duties(made, LISTED, catalogue.areas())
    assert len({each.id for each in found}) == len(found)
    after = with_duties(made, found)
    assert propose_duties(after, LISTED, catalogue.areas()) == []
    assert {item.id for item in made.walk()} <= {item.id for item in after.walk()}
