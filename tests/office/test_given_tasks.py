"""Tasks from above stand among the others, once; what is done in one place is done in the other."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.task_papers import Slip
from cchc_desktop.domain.tasks import (
    GIVEN,
    IN_FORCE,
    Lack,
    TaskFilter,
    TaskRow,
    TaskSource,
    TaskStatus,
    TaskUpdate,
)
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit, TaskRefusal

PLAN = "plan-1"
TYPED = {
    "van_ban": "12/UBND-NC", "ngay_giao": "01/06/2026", "co_quan": "UBND tỉnh", "don_vi": "Phòng Kinh tế",
    "noi_dung": "Báo cáo kết quả số hóa.", "han": "30/08/2026",
}  # fmt: skip


def given(office: Office, **other: str) -> str:
    return office.registers.add(GIVEN, {**TYPED, **other}).id


def values(office: Office, row_id: str) -> dict[str, object]:
    return dict(office.registers.row(row_id).values)


def listed(office: Office) -> list[TaskRow]:
    return office.given_tasks.listed()


def test_a_task_from_above_stands_in_the_list_with_its_source(office: Office) -> None:
    assert len(listed(office)) == 3
    row_id = given(office)
    (row,) = office.given_tasks.rows()
    assert (row.id, row.plan_label, row.is_given) == (row_id, "Cấp trên giao", True)
    assert row.text == "Báo cáo kết quả số hóa (UBND tỉnh giao, văn bản 12/UBND-NC ngày 01/06/2026)"
    assert (row.due, row.status, row.assignment.lead) == (
        date(2026, 8, 30), TaskStatus.IN_PROGRESS, "Phòng Kinh tế",
    )  # fmt: skip
    assert [each.id for each in listed(office)] == ["task-1", "task-2", "task-3", row_id]
    assert office.given_tasks.listed(TaskFilter(unit="Phòng Kinh tế"))[-1].id == row_id
    assert office.given_tasks.rows(TaskFilter(plan_id=PLAN)) == []
    # A person is not asked for: the register has a unit alone.
    assert office.given_tasks.rows(TaskFilter(lacks=Lack.OFFICER)) == []
    # It is no task of the plan, and is counted for none.
    assert len(office.tasks.rows()) == 3
    # Reminded of once: by its row.
    assert [line.id for line in office.todo.lines() if "số hóa" in line.sentence] in ([], [f"row:{row_id}:0"])
    with pytest.raises(Refusal):
        office.given_tasks.get("none")


def test_what_was_done_a_while_ago_is_listed_only_when_asked_for(office: Office) -> None:
    given(office, ngay_giao="01/02/2024", han="01/03/2024", ngay_xong="20/02/2024")
    assert office.given_tasks.rows(IN_FORCE) == []
    assert office.given_tasks.rows() == []
    (row,) = office.given_tasks.rows(TaskFilter(plan_id=GIVEN))
    assert (row.status, row.percent) == (TaskStatus.DONE_ON_TIME, 100)
    assert office.given_tasks.rows(TaskFilter(statuses=frozenset({row.status}))) == [row]
    # What was done just now stays for a while.
    office.given_tasks.report(given(office), TaskUpdate(date(2026, 7, 1), 100))
    assert [each.percent for each in office.given_tasks.rows()] == [100]


def test_it_is_edited_in_the_list_as_in_its_register(office: Office) -> None:
    row_id = given(office)
    office.assigning.assign([row_id], TaskEdit({"lead": "Văn phòng", "due": date(2026, 9, 15)}))
    assert (values(office, row_id)["don_vi"], values(office, row_id)["han"]) == (
        "Văn phòng",
        date(2026, 9, 15),
    )
    office.assigning.assign([row_id], TaskEdit(percent=100))
    assert values(office, row_id)["ngay_xong"] == office.today
    assert office.given_tasks.get(row_id).status is TaskStatus.DONE_ON_TIME
    office.assigning.assign([row_id], TaskEdit(percent=0))
    assert "ngay_xong" not in values(office, row_id)
    office.given_tasks.report(row_id, TaskUpdate(date(2026, 7, 1), 100, "Báo cáo số 5/BC-UBND"))
    assert values(office, row_id)["ngay_xong"] == date(2026, 7, 1)
    assert office.given_tasks.get(row_id).assignment.deliverable == "Báo cáo số 5/BC-UBND"
    office.history.undo()
    assert "ngay_xong" not in values(office, row_id)


def test_what_the_register_has_no_field_for_is_refused(office: Office) -> None:
    row_id = given(office)
    for edit in (TaskEdit({"officer": "Lê Thị B"}), TaskEdit(percent=50)):
        with pytest.raises(TaskRefusal) as refused:
            office.assigning.assign([row_id], edit)
        assert refused.value.task_id == row_id
    with pytest.raises(Refusal, match="làm riêng từng loại"):
        office.assigning.assign([row_id, "task-1"], TaskEdit(percent=100))
    assert office.tasks.get("task-1").percent == 0


@pytest.fixture
def same(office: Office) -> str:
    """A row that says what a task of the plan says."""
    return given(office, noi_dung="Niêm yết công khai thủ tục tại bảng tin", han="31/12/2026")


def test_a_row_that_a_plan_has_is_listed_once_and_done_with_its_task(office: Office, same: str) -> None:
    assert [each.id for each in listed(office)] == ["task-1", "task-2", "task-3"]
    office.tasks.report("task-2", TaskUpdate(date(2026, 7, 10), 40))
    assert "ngay_xong" not in values(office, same)
    office.tasks.report("task-2", TaskUpdate(date(2026, 7, 14), 100, "Đã niêm yết"))
    assert (values(office, same)["ngay_xong"], values(office, same)["san_pham"]) == (
        date(2026, 7, 14), "Đã niêm yết",
    )  # fmt: skip
    office.history.undo()
    assert "ngay_xong" not in values(office, same)
    office.assigning.assign(["task-2"], TaskEdit(percent=100))
    assert values(office, same)["ngay_xong"] == office.today


def test_a_task_is_done_with_its_row(office: Office, same: str) -> None:
    row = office.registers.row(same)
    done = row.taking("ngay_xong", date(2026, 7, 12)).taking("san_pham", "Biên bản")
    office.registers.save([done])
    task = office.tasks.get("task-2")
    assert (task.percent, task.progress and task.progress.day, task.progress and task.progress.result) == (
        100, date(2026, 7, 12), "Biên bản",
    )  # fmt: skip
    # Once: the row that is saved again reports nothing more.
    office.registers.save([office.registers.row(same)])
    assert len(office.tasks.updates("task-2")) == 1
    office.history.undo()
    office.history.undo()
    assert office.tasks.get("task-2").percent == 0


def test_a_task_that_answers_a_row_is_one_with_it_whatever_it_says(office: Office) -> None:
    row_id = given(office)
    task = replace(outline.find(office.plans.get(PLAN).items, "task-3"), answers=(row_id,))
    office.plans.restructure(PLAN, "Gắn", lambda tree: outline.update(tree, task))
    office.plans.set_assignment(PLAN, "task-3", source=TaskSource.ABOVE)
    assert office.given_tasks.rows() == []
    # Reminded of once: by the task.
    office.registers.save([office.registers.row(row_id).taking("han", date(2026, 7, 10))])
    office.plans.set_assignment(PLAN, "task-3", due=date(2026, 7, 10))
    assert [line.id for line in office.todo.lines() if line.due == date(2026, 7, 10)] == ["task:task-3"]
    office.tasks.report("task-3", TaskUpdate(date(2026, 7, 10), 100))
    assert values(office, row_id)["ngay_xong"] == date(2026, 7, 10)
    # And held to its day once.
    rule = next(each for each in office.rules.standing() if each.rule.id == "cap-tren-giao")
    assert rule.outcome.total == 1


def test_slips_and_lists_have_them(office: Office) -> None:
    given(office)
    receiver = office.task_papers.unit("Phòng Kinh tế")
    slip = office.task_papers.compose(Slip.ASSIGNMENT, receiver)
    told = repr(slip)
    assert "văn bản 12/UBND-NC" in told
    assert "các văn bản giao nhiệm vụ của cấp trên" in told
    assert "văn bản 12/UBND-NC" in repr(office.papers.tasks())
