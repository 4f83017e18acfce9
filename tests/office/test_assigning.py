"""Many tasks in one step: all of it or nothing, told precisely, undone at once."""

from datetime import date

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Officer, Unit
from cchc_desktop.domain.plan import Item, ItemKind
from cchc_desktop.domain.tasks import UNASSIGNED, Lack, TaskFilter, TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit, TaskRefusal, edit_words
from cchc_desktop.office.plans import AssignmentFields
from tests.reporting import report

ALL = ("task-1", "task-2", "task-3")


def test_several_tasks_get_a_unit_a_person_and_a_day_at_once(office: Office) -> None:
    edit = TaskEdit(
        AssignmentFields(lead="Phòng Kinh tế", officer="Trần Thị Bình", due=date(2026, 9, 30)), percent=20
    )
    changes = office.assigning.assign(ALL, edit)
    for task_id in ALL:
        row = office.tasks.get(task_id)
        assert (row.assignment.lead, row.assignment.officer) == ("Phòng Kinh tế", "Trần Thị Bình")
        assert (row.due, row.assignment.due_text, row.percent) == (date(2026, 9, 30), "30/09/2026", 20)
        assert row.progress is not None
        assert (row.progress.day, row.progress.officer) == (office.today, "Trần Thị Bình")
    assert changes.label == (
        "Giao 3 nhiệm vụ cho Phòng Kinh tế, Trần Thị Bình; đặt hạn 30/09/2026 cho 3 nhiệm vụ; "
        "ghi tiến độ 20% cho 3 nhiệm vụ"
    )
    office.history.undo()
    rows = {task_id: office.tasks.get(task_id) for task_id in ALL}
    assert [row.assignment.lead for row in rows.values()] == ["Văn phòng HĐND và UBND", "", "Phòng Kinh tế"]
    assert all(row.progress is None for row in rows.values())


def test_one_bad_task_keeps_all_as_they_were(office: Office) -> None:
    office.plans.set_assignment("plan-1", "task-3", start=date(2026, 8, 1))
    before = [office.tasks.get(task_id) for task_id in ALL]
    with pytest.raises(TaskRefusal, match=r"Công khai dự toán.*sau ngày bắt đầu") as refused:
        office.assigning.assign(ALL, TaskEdit(AssignmentFields(due=date(2026, 7, 1))))
    assert refused.value.task_id == "task-3"
    with pytest.raises(Refusal, match="gone"):
        office.assigning.assign(["task-1", "gone"], TaskEdit(percent=50))
    with pytest.raises(TaskRefusal, match="0 đến 100"):
        office.assigning.assign(ALL, TaskEdit(percent=101))
    assert [office.tasks.get(task_id) for task_id in ALL] == before


def test_an_issued_plan_takes_a_person_and_keeps_its_lead(office: Office) -> None:
    office.plan_life.issue("plan-1", "15", date(2026, 1, 5))
    with office.tasks.because("Chờ ý kiến"):
        office.assigning.assign(ALL, TaskEdit(AssignmentFields(officer="Trần Thị Bình"), percent=10))
    assert {row.assignment.officer for row in office.tasks.rows()} == {"Trần Thị Bình"}
    with pytest.raises(TaskRefusal, match="đơn vị chủ trì được giữ nguyên"):
        office.assigning.assign(ALL, TaskEdit(AssignmentFields(lead="Phòng Kinh tế")))
    # Its lead as it is takes nothing from the plan.
    office.assigning.assign(["task-3"], TaskEdit(AssignmentFields(lead="Phòng Kinh tế", officer="Lê An")))
    assert office.tasks.get("task-3").assignment.officer == "Lê An"


def test_progress_of_the_same_day_is_corrected_and_keeps_its_words(office: Office) -> None:
    office.settings.sit_down("Trần Thị Bình")
    report(office, "task-1", TaskUpdate(office.today, 30, "Đã họp", "Trần Thị Bình"))
    office.assigning.assign(["task-1"], TaskEdit(percent=60))
    (update,) = office.tasks.updates("task-1")
    assert (update.percent, update.result) == (60, "Đã họp")
    office.settings.sit_down("Lê An")
    office.assigning.assign(["task-1"], TaskEdit(percent=80))
    assert [each.percent for each in office.tasks.updates("task-1")] == [60, 80]
    assert not office.assigning.assign(["task-1"], TaskEdit(percent=80))


def test_what_tasks_lack_is_filtered(office: Office) -> None:
    def ids(chosen: TaskFilter) -> list[str]:
        return [row.id for row in office.tasks.rows(chosen)]

    assert ids(UNASSIGNED) == ["task-2"]
    assert ids(TaskFilter(lacks=Lack.DUE)) == ["task-2", "task-3"]
    assert ids(TaskFilter(lacks=Lack.OFFICER)) == list(ALL)
    assert ids(TaskFilter(lacks=Lack.LEAD)) == ["task-2"]
    office.assigning.assign(["task-2"], TaskEdit(percent=100))
    # What is done waits for nobody.
    assert ids(UNASSIGNED) == []


def test_words() -> None:
    assert edit_words(TaskEdit(AssignmentFields(officer="")), 2) == "Bỏ người theo dõi của 2 nhiệm vụ"
    assert edit_words(TaskEdit(AssignmentFields(due=None)), 2) == "Bỏ hạn của 2 nhiệm vụ"


def test_names_that_no_list_holds_are_offered_once(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế"))
    assert [(each.name, each.count) for each in office.people.unlisted_units()] == [
        ("Văn phòng HĐND và UBND", 1)
    ]
    office.settings.save_officer(Officer("Nguyễn Vân Anh"))
    office.assigning.assign(ALL, TaskEdit(AssignmentFields(officer="Nguyễn Văn Anh")))
    report(office, "task-1", TaskUpdate(office.today, 10, officer="Lê An"))
    first, second = office.people.unlisted_officers()
    assert (first.name, first.count, first.near) == ("Nguyễn Văn Anh", 3, "Nguyễn Vân Anh")
    assert (second.name, second.near) == ("Lê An", "")
    office.people.pass_over(["Lê An"])
    assert [each.name for each in office.people.unlisted_officers()] == ["Nguyễn Văn Anh"]
    office.people.rename_officers({"Nguyễn Văn Anh": "Nguyễn Vân Anh"})
    assert office.people.unlisted_officers() == []
    office.history.undo()
    office.people.add_officers(["Nguyễn Văn Anh", "nguyễn văn anh"])
    assert [officer.name for officer in office.settings.officers()] == ["Nguyễn Văn Anh", "Nguyễn Vân Anh"]


def test_units_that_a_plan_names_are_added_together(office: Office) -> None:
    names = [each.name for each in office.people.unlisted_units()]
    assert set(names) == {"Văn phòng HĐND và UBND", "Phòng Kinh tế"}
    changes = office.people.add_units(names)
    assert changes.label == "Thêm 2 đơn vị"
    assert office.people.unlisted_units() == []
    office.history.undo()
    assert office.settings.units() == []


def test_a_misspelt_unit_is_corrected_in_its_tasks(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế", "KT"))
    office.plans.set_assignment("plan-1", "task-2", lead="Phòng Kinh tê")
    near = {each.name: each.near for each in office.people.unlisted_units()}
    assert near["Phòng Kinh tê"] == "Phòng Kinh tế"
    office.people.rename_units({"Phòng Kinh tê": "Phòng Kinh tế"})
    assert office.tasks.get("task-2").assignment.lead == "Phòng Kinh tế"
    assert office.people.unit_named("kt") == "Phòng Kinh tế"
    assert office.people.unit_named("Phòng Kinh  tế") == "Phòng Kinh tế"
    assert office.people.unit_named("Phòng Y tế") is None


def test_a_unit_named_with_its_place_is_no_other_unit(office: Office) -> None:
    office.people.add_units(["Văn phòng HĐND và UBND", "Phòng Kinh tế"])
    office.plans.set_assignment("plan-1", "task-2", lead="Phòng Kinh tế xã")
    assert office.people.unlisted_units() == []
    assert office.people.unit_named("Phòng Kinh tế xã") == "Phòng Kinh tế"
    assert office.tasks.leads() == ["Phòng Kinh tế", "Văn phòng HĐND và UBND"]
    chosen = office.tasks.rows(TaskFilter(unit="Phòng Kinh tế thuộc UBND xã"))
    assert "task-2" in [row.id for row in chosen]


def test_a_misspelt_unit_is_corrected_wherever_the_plan_names_it(office: Office) -> None:
    office.people.add_units(["Văn phòng HĐND và UBND", "Phòng Kinh tế"])
    office.plans.set_assignment("plan-1", "task-1", support="Phòng Kinh tê; Công an xã")
    office.people.rename_units({"Phòng Kinh tê": "Phòng Kinh tế"})
    assert office.tasks.get("task-1").assignment.support == "Phòng Kinh tế; Công an xã"
    heading = Item(ItemKind.UNIT, "Phòng Kinh tê:", "9.")
    office.plans.restructure("plan-1", "Thêm đề mục", lambda items: (*items, heading))
    office.people.rename_units({"Phòng Kinh tê": "Phòng Kinh tế"})
    assert office.plans.get("plan-1").items[-1].text == "Phòng Kinh tế:"
