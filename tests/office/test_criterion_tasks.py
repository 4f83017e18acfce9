"""Lost points of the sample as tasks of its plan: proposed, put there, remembered, undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain import plan_views
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import TasksPlace
from cchc_desktop.domain.plan import PlanStatus
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
D = Decimal


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path, TODAY)
    office = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    yield office
    office.close()


def test_a_lost_point_becomes_a_task_of_the_issued_plan(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    proposed = office.criterion_tasks.propose(given, YEAR, "4.4")
    assert proposed.text == (
        "Thực hiện phân cấp, ủy quyền; kiểm tra nhiệm vụ đã phân cấp, "
        "bảo đảm điểm tiêu chí 4.4 của Chỉ số CCHC"
    )
    assert (proposed.lead, proposed.area) == ("Phòng Văn hóa - Xã hội", 4)
    assert (proposed.due, proposed.deliverable) == (date(2026, 12, 14), "Văn bản")
    assert proposed.is_issued
    assert "ban hành quyết định điều chỉnh" in proposed.where
    before = office.plans.get(proposed.plan.id)
    item_id = office.criterion_tasks.put(given, YEAR, replace(proposed, text="Kiểm tra việc phân cấp. "))
    # In its area, by its unit, until its day; the plan is open for changes and can be amended by a decision.
    plan = office.plans.get(before.id)
    assert plan.status is PlanStatus.AMENDED
    place = next(each for each in plan_views.tasks(plan) if each.item.id == item_id)
    assert (place.area, place.item.text) == (4, "Kiểm tra việc phân cấp.")
    row = office.tasks.get(item_id)
    assert (row.due, row.assignment.lead) == (date(2026, 12, 14), "Phòng Văn hóa - Xã hội")
    assert row.assignment.due_text == "Trước ngày 14/12/2026"
    assert "Kiểm tra việc phân cấp" in str(office.plan_life.amending_decision(plan.id))
    # The way leads there, and back; nothing is proposed twice.
    assert office.criteria.ways(given, YEAR, "4.4")[0].place == TasksPlace(item_id)
    made = office.tasks.criterion_of(item_id)
    assert made is not None
    assert (made.period, made.code, made.area) == (YEAR, "4.4", 4)
    with pytest.raises(Refusal, match="đã có nhiệm vụ trong kế hoạch: «Kiểm tra việc phân cấp»"):
        office.criterion_tasks.propose(given, YEAR, "4.4")
    with pytest.raises(Refusal):
        office.criterion_tasks.put(given, YEAR, proposed)
    # The year's end counts on it, until it is done: then it has to be declared.
    foreseen = office.criteria.outlook(given, YEAR).criteria["4.4"]
    assert (foreseen.low.points, foreseen.high.points) == (0, 1)
    # One undo takes all of it back.
    office.history.undo()
    assert office.plans.get(before.id) == before
    assert office.tasks.criterion_of(item_id) is None
    assert office.criteria.tasks(given, YEAR) == {}
    assert office.criteria.outlook(given, YEAR).criteria["4.4"].is_certain


def test_a_plan_that_is_open_simply_gets_it(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    plan_id = office.criterion_tasks.propose(given, YEAR, "8.4").plan.id
    office.plan_life.amend(plan_id)
    proposed = office.criterion_tasks.propose(given, YEAR, "8.4")
    assert not proposed.is_issued
    assert proposed.where.startswith("Thêm vào Kế hoạch số ")
    item_id = office.criterion_tasks.put(given, YEAR, proposed)
    assert office.tasks.get(item_id).area == 8
    # A task that is taken out of the plan is forgotten, and may be proposed anew.
    from cchc_desktop.domain import outline

    office.plans.restructure(plan_id, "Xóa mục", lambda tree: outline.delete(tree, item_id))
    assert office.criteria.tasks(given, YEAR) == {}
    assert office.criterion_tasks.propose(given, YEAR, "8.4").criterion.code == "8.4"


def test_a_win_of_its_own_day_gives_the_day(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    assert office.criterion_tasks.propose(given, YEAR, "1.2").due == date(2026, 12, 16)
    # A quarter has an end, too, and its own set.
    quarter = Period.parse("2026-Q3")
    of_766 = office.criteria.of_period(quarter)
    lost = next(
        each for each in office.criteria.lost(of_766, quarter) if not each.loss.win.is_final
    )  # fmt: skip
    assert office.criterion_tasks.propose(of_766, quarter, lost.loss.code).due == TODAY
    # Nothing is won back of a year that is over.
    last_year = Period.parse("2025-N")
    with pytest.raises(Refusal, match="đã kết thúc"):
        office.criterion_tasks.propose(office.criteria.of_period(last_year), last_year, "6.1")


def test_what_counts_the_plans_tasks_is_not_won_by_one_more(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    assert "1.1.2" in {each.loss.code for each in office.criteria.lost(given, YEAR)}
    with pytest.raises(Refusal, match=r"Tiêu chí 1\.1\.2 đếm chính nhiệm vụ của kế hoạch"):
        office.criterion_tasks.propose(given, YEAR, "1.1.2")


@pytest.mark.parametrize(
    ("code", "words"),
    [("3.4.1", "không mất điểm"), ("9.9", "không có tiêu chí 9.9"), ("3", "không mất điểm")],
)
def test_what_no_task_can_win_is_refused(office: Office, code: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        office.criterion_tasks.propose(office.criteria.of_period(YEAR), YEAR, code)


def test_what_is_lost_for_good_or_has_no_words_is_refused(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    mark = office.criteria.mark(given, YEAR, "P1")
    office.criteria.decide(replace(mark, number=D(1)))
    with pytest.raises(Refusal, match="Không lấy lại được"):
        office.criterion_tasks.propose(given, YEAR, "P1")
    proposed = office.criterion_tasks.propose(given, YEAR, "4.4")
    with pytest.raises(Refusal) as refused:
        office.criterion_tasks.put(given, YEAR, replace(proposed, text=" . "))
    assert refused.value.field == "text"


def test_a_plan_that_cannot_be_changed_takes_none(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    proposed = office.criterion_tasks.propose(given, YEAR, "4.4")
    office.plan_life.close(proposed.plan.id)
    with pytest.raises(Refusal) as refused:
        office.criterion_tasks.propose(given, YEAR, "4.4")
    assert refused.value.field == "plan"
    with pytest.raises(Refusal):
        office.criterion_tasks.put(given, YEAR, proposed)


def test_the_one_officer_of_a_unit_follows_it(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    unit = next(each for each in office.settings.units(TODAY) if each.name == "Phòng Văn hóa - Xã hội")
    own = [each for each in office.settings.officers(TODAY) if each.unit_id == unit.id]
    for each in own[1:]:
        office.settings.delete_officer(each.id)
    found = office.criterion_tasks.propose(given, YEAR, "4.4").officer
    assert found == (own[0].name if own else "")
