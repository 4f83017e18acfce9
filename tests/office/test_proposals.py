"""Units for tasks and areas for targets, as the plans propose them, accepted in one operation."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import plan_views
from cchc_desktop.domain.area_proposals import propose_areas
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan, Topic
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.office import Office
from tests.plans import small_plan

DUTY = "Chủ trì các nội dung về cải cách thủ tục hành chính."


def with_duties_and_general_targets() -> Plan:
    texts = {
        "general-1": "Mức độ hài lòng của người dân cao hơn năm trước.",
        "general-2": "100% hồ sơ thủ tục hành chính được theo dõi trên hệ thống.",
        "general-3": "Cải cách thể chế, thủ tục hành chính, tổ chức bộ máy, công vụ, tài chính công.",
    }
    general = Item(
        ItemKind.SECTION, "MỤC TIÊU CHUNG", "I.", Topic.GENERAL_TARGETS,
        children=tuple(Item(ItemKind.TARGET, each, measure=Measure(), id=key) for key, each in texts.items()),
    )  # fmt: skip
    unit = Item(
        ItemKind.UNIT, "Trung tâm Phục vụ hành chính công", "1.", children=(Item(ItemKind.TEXT, DUTY, "-"),)
    )
    duties = Item(ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", "III.", Topic.DUTIES, children=(unit,))
    plan = small_plan()
    return replace(plan, items=(plan.items[0], general, *plan.items[1:], duties), id="plan-2")


@pytest.fixture
def told(empty_office: Office) -> Office:
    empty_office.plans.store_draft(Draft(with_duties_and_general_targets()))
    return empty_office


def test_proposed_units_are_accepted_together(told: Office) -> None:
    (proposal,) = told.proposals.leads()
    assert (proposal.task_id, proposal.unit) == ("task-2", "Trung tâm Phục vụ hành chính công")
    assert DUTY in proposal.why
    changes = told.proposals.accept_leads([proposal])
    assert changes.label == "Nhận đơn vị đề xuất cho 1 nhiệm vụ"
    assert told.tasks.get("task-2").assignment.lead == proposal.unit
    assert told.proposals.leads() == ()
    told.history.undo()
    assert told.tasks.get("task-2").assignment.lead == ""
    told.plan_life.issue("plan-2", "1", date(2026, 1, 5))
    assert told.proposals.leads() == ()


def test_targets_wait_for_the_areas_that_they_speak_of(told: Office) -> None:
    found = {(each.id, each.area) for each in told.proposals.areas("plan-2")}
    # The third speaks of the whole reform.
    assert found == {("general-1", 8), ("general-2", 3)}
    told.plan_life.issue("plan-2", "1", date(2026, 1, 5))
    printed = told.papers.plan("plan-2")
    told.proposals.accept_areas("plan-2", 3, ["general-2"])
    assert told.papers.plan("plan-2") == printed
    plan = told.plans.get("plan-2")
    views = {view.code: view for view in plan_views.areas(plan)}
    assert [item.id for item in views[3].targets] == ["general-2", "target-1"]
    assert views[3].name == "Cải cách thủ tục hành chính"
    assert [item.id for item in plan_views.general_targets(plan)] == ["general-1", "general-3"]
    assert {each.id for each in told.proposals.areas("plan-2")} == {"general-1"}
    told.history.undo()
    assert {each.id for each in told.proposals.areas("plan-2")} == {"general-1", "general-2"}


def test_a_measured_target_goes_to_its_indicator_s_area() -> None:
    plan = with_duties_and_general_targets()
    found = propose_areas(plan, catalogue.areas(), {"general-1": (3, "3.49 Mức độ hài lòng")})
    assert ("general-1", 3) in {(each.id, each.area) for each in found}
    assert ("general-1", 8) not in {(each.id, each.area) for each in found}


def test_only_targets_go_to_areas(told: Office) -> None:
    with pytest.raises(Refusal, match="Chỉ xếp được chỉ tiêu"):
        told.proposals.accept_areas("plan-2", 3, ["general-2", "task-1"])
    assert {each.id for each in told.proposals.areas("plan-2")} == {"general-1", "general-2"}


def test_a_target_of_a_percentage_is_found_by_its_indicator(empty_office: Office) -> None:
    text = "Mức độ hài lòng của người dân về giải quyết thủ tục hành chính đạt 90% trở lên."
    measure = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 90, unit="%")
    plan = small_plan()
    target = Item(ItemKind.TARGET, text, "-", measure=measure, id="general-1")
    empty_office.plans.store_draft(Draft(replace(plan, items=(target, *plan.items))))
    (proposal,) = empty_office.proposals.areas("plan-1")
    assert proposal.area == 3
    assert proposal.why.startswith("Đo bằng chỉ tiêu thống kê 3.")
