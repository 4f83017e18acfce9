"""Where a plan asks for less than the plan that it carries out: told of the whole plan and of each target."""

from dataclasses import replace

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, ItemKind
from cchc_desktop.domain.year_plan import year_plan
from cchc_desktop.office import Office
from tests.domain.test_year_plan import term_plan


def _with_year(office: Office) -> tuple[str, str]:
    """The plan of five years and its plan for 2024; the identities of the latter and of its first target."""
    parent = replace(term_plan(), id="parent-of-2024")
    office.plans.store_draft(Draft(parent))
    plan = year_plan(parent, PlanPeriod.year(2024)).made()
    office.plans.store_draft(Draft(plan))
    return plan.id, next(item.id for item in plan.walk() if item.kind is ItemKind.TARGET)


def test_a_lower_target_is_told_of_the_plan_and_of_itself(office: Office) -> None:
    plan_id, target = _with_year(office)
    assert office.plans.shortfall(plan_id, target) == ""
    office.plans.set_text(plan_id, target, "Mức độ hài lòng đạt tối thiểu 95%.")
    told = "Kế hoạch giai đoạn đặt tối thiểu 97%, chỉ tiêu này thấp hơn 2 điểm phần trăm."
    assert office.plans.shortfall(plan_id, target) == told
    assert f"Mục II.1: {told}" in office.legal.plan_problems(office.plans.get(plan_id))
    heading = office.plans.get(plan_id).items[-2].id
    assert office.plans.shortfall(plan_id, heading) == ""


def test_where_no_number_stands_above_the_target_is_quoted(office: Office) -> None:
    plan_id, target = _with_year(office)
    office.plans.set_text(plan_id, target, "Mức độ hài lòng đạt tối thiểu 95%.")
    office.plans.restructure(
        plan_id, "Chuyển", lambda tree: (*tree[:1], *(i for r in tree for i in r.walk() if i.id == target))
    )
    (problem,) = (
        text for text in office.legal.plan_problems(office.plans.get(plan_id)) if "giai đoạn đặt" in text
    )
    assert problem.startswith("«Mức độ hài lòng đạt tối thiểu 95%.»: Kế hoạch giai đoạn")


def test_without_the_plan_above_nothing_is_told(office: Office) -> None:
    plan_id, target = _with_year(office)
    office.plans.set_text(plan_id, target, "Mức độ hài lòng đạt tối thiểu 95%.")
    office.plans.delete("parent-of-2024")
    assert office.plans.shortfall(plan_id, target) == ""
    office.history.undo()
    assert office.plans.shortfall(plan_id, target) != ""
