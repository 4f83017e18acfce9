"""What an office adds to its tasks: rules, reasons, sub-tasks that close them, droppings; all taken back."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import LateReasonNeeded, Refusal, SubtasksOpen
from cchc_desktop.domain.recurrence import Recurrence, Unit
from cchc_desktop.domain.report.sources import Source
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.task_care import Dropping
from cchc_desktop.domain.tasks import IN_FORCE, TaskFilter, TaskStatus, TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from tests.sample_office import lay_sample

TODAY = date(2026, 7, 15)
MONTHLY = Recurrence(1, Unit.MONTH, 20)
BY = Dropping(date(2026, 7, 1), "15/UBND-VP", "Chuyển về tỉnh")


def test_a_rule_that_the_plan_words_is_proposed_and_taken_back(office: Office) -> None:
    office.plans.set_assignment("plan-1", "task-2", due_text="Trước ngày 20 hằng tháng")
    proposals = office.task_care.proposals(office.tasks.rows())
    ((row, rule),) = proposals
    assert (row.id, rule) == ("task-2", replace(MONTHLY, begins=date(2026, 7, 1)))
    changes = office.task_care.set_rule("task-2", rule)
    assert changes.label == "Đặt nhiệm vụ lặp lại hằng tháng, ngày 20"
    found = office.tasks.get("task-2")
    assert [each.key for each in found.turns] == [f"2026-{month:02}" for month in range(7, 13)]
    assert (found.due, found.status) == (date(2026, 7, 20), TaskStatus.IN_PROGRESS)
    assert office.task_care.proposals(office.tasks.rows()) == []
    # Lists and reports count it once.
    assert len(office.tasks.rows()) == 3
    office.history.undo()
    assert office.tasks.get("task-2").turns == ()
    assert office.task_care.accept(proposals).label == "Đặt 1 nhiệm vụ lặp lại theo kế hoạch"
    assert office.tasks.get("task-2").care.rule == rule
    with pytest.raises(Refusal, match=r"Không có kỳ nào hằng năm, ngày 1 tháng 1 .* trước 31/12/2026"):
        office.task_care.set_rule("task-2", Recurrence(12, Unit.MONTH, 1, 1, date(2026, 2, 1)))


def test_a_report_is_on_the_turn_that_comes_next(office: Office) -> None:
    office.task_care.set_rule("task-2", replace(MONTHLY, begins=date(2026, 5, 1)))
    assert office.tasks.get("task-2").status is TaskStatus.OVERDUE
    office.tasks.report("task-2", TaskUpdate(date(2026, 5, 18), 100, "Kỳ tháng 5"))
    with pytest.raises(LateReasonNeeded, match=r"Tháng 6/2026, có hạn 20/06/2026: hãy ghi lý do chậm"):
        office.assigning.assign(["task-2"], TaskEdit(percent=100))
    with office.tasks.because("Chờ số liệu của Công an xã"):
        office.assigning.assign(["task-2"], TaskEdit(percent=100))
    row = office.tasks.get("task-2")
    assert [each.status for each in row.turns[:3]] == [
        TaskStatus.DONE_ON_TIME, TaskStatus.DONE_LATE, TaskStatus.IN_PROGRESS,
    ]  # fmt: skip
    assert (row.due, row.reason) == (date(2026, 7, 20), "Chờ số liệu của Công an xã")
    assert [each.part for each in office.tasks.all_updates("task-2")] == ["2026-05", "2026-06"]
    with pytest.raises(Refusal, match="không có kỳ"):
        office.tasks.report("task-2", TaskUpdate(TODAY, 5, part="2026-01"))
    # What was reported on turns is kept where the rule goes, and shown again where it comes back.
    office.task_care.set_rule("task-2", None)
    assert office.tasks.get("task-2").progress is None
    office.history.undo()
    assert office.tasks.get("task-2").percent == 25


def test_the_reason_is_asked_for_once_for_each_day_that_is_missed(office: Office) -> None:
    late = TaskUpdate(TODAY, 50, "Đang làm")
    with pytest.raises(LateReasonNeeded, match="Rà soát thủ tục hành chính nội bộ"):
        office.tasks.report("task-1", late)
    assert office.tasks.updates("task-1") == []
    # Reported as of a day in time, it is not late.
    office.tasks.report("task-1", replace(late, day=date(2026, 6, 30)))
    with office.tasks.because("  Chờ văn bản   hướng dẫn "):
        office.tasks.report("task-1", late)
    assert office.tasks.get("task-1").reason == "Chờ văn bản hướng dẫn"
    office.tasks.report("task-1", replace(late, percent=60))
    office.plans.set_assignment("plan-1", "task-1", due=date(2026, 7, 10))
    assert office.tasks.get("task-1").reason == ""
    with pytest.raises(LateReasonNeeded):
        office.tasks.report("task-1", replace(late, percent=70))
    office.task_care.set_reason("task-1", "Mất điện")
    assert office.tasks.get("task-1").reason == "Mất điện"
    office.history.undo()
    office.history.undo()
    office.history.undo()
    office.history.undo()
    assert (office.tasks.get("task-1").reason, office.tasks.get("task-1").percent) == ("", 50)


def test_several_late_tasks_have_one_reason(office: Office) -> None:
    office.assigning.assign(["task-3"], TaskEdit({"due": date(2026, 7, 1)}))
    with pytest.raises(LateReasonNeeded, match=r"^2 nhiệm vụ đã quá hạn: hãy ghi lý do chậm\.$"):
        office.assigning.assign(["task-1", "task-3"], TaskEdit(percent=50))
    # What is put off in the same step is not late.
    office.assigning.assign(["task-1", "task-3"], TaskEdit({"due": date(2026, 9, 1)}, percent=50))


def test_closing_a_task_closes_its_subtasks_once_that_is_said(office: Office) -> None:
    whole = TaskUpdate(date(2026, 6, 20), 100, "Xong")
    with pytest.raises(SubtasksOpen, match="còn 1 nhiệm vụ thành phần chưa xong"):
        office.tasks.report("task-1", whole)
    with pytest.raises(SubtasksOpen):
        office.assigning.assign(["task-1"], TaskEdit(percent=100))
    with office.tasks.closing_subtasks():
        office.tasks.report("task-1", whole)
    assert office.tasks.get("task-1").subtasks[0].status is TaskStatus.DONE_ON_TIME
    office.history.undo()
    row = office.tasks.get("task-1")
    assert (row.status, row.subtasks[0].status) == (TaskStatus.OVERDUE, TaskStatus.OVERDUE)


def test_the_last_subtask_closes_its_task_and_undo_opens_both(office: Office) -> None:
    office.task_care.set_part("task-1", "sub-1", officer="Lê An", due=date(2026, 7, 20))
    part = office.tasks.get("task-1").subtasks[0]
    assert (part.care.officer, part.due, part.status) == ("Lê An", date(2026, 7, 20), TaskStatus.NOT_DUE)
    # By its own day it is not late, but its task is.
    with pytest.raises(LateReasonNeeded, match=r"có hạn 30/06/2026"):
        office.tasks.report("task-1", TaskUpdate(TODAY, 100, "Đã lập", part="sub-1"))
    with office.tasks.because("Chờ ý kiến"):
        office.tasks.report("task-1", TaskUpdate(TODAY, 100, "Đã lập", part="sub-1"))
    row = office.tasks.get("task-1")
    assert (row.percent, row.status, row.subtasks[0].status) == (
        100, TaskStatus.DONE_LATE, TaskStatus.DONE_ON_TIME,
    )  # fmt: skip
    office.history.undo()
    row = office.tasks.get("task-1")
    assert (row.percent, row.status, row.subtasks[0].percent) == (0, TaskStatus.OVERDUE, 0)
    with pytest.raises(Refusal, match="nhiệm vụ thành phần"):
        office.task_care.set_part("task-1", "", officer="Lê An")
    with pytest.raises(Refusal, match="2000"):
        office.task_care.set_part("task-1", "sub-1", due=date(1990, 1, 1))


def test_what_was_kept_of_a_subtask_goes_where_it_goes(office: Office) -> None:
    office.task_care.set_part("task-1", "sub-1", officer="Lê An", due=date(2026, 7, 20))
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đang lập", part="sub-1"))
    office.plans.restructure("plan-1", "Chuyển", lambda items: outline.move(items, "sub-1", "task-3", 0))
    part = office.tasks.get("task-3").subtasks[0]
    assert (part.percent, part.care.officer) == (40, "Lê An")
    assert office.tasks.all_updates("task-1") == ()
    office.plans.restructure("plan-1", "Xóa", lambda items: outline.delete(items, "sub-1"))
    assert office.tasks.all_updates("task-3") == ()
    assert office.check().damage == ()
    office.history.undo()
    office.history.undo()
    assert office.tasks.get("task-1").subtasks[0].percent == 40
    office.plans.restructure("plan-1", "Xóa", lambda items: outline.delete(items, "task-1"))
    assert office.check().damage == ()


def test_a_task_is_dropped_by_a_document_and_counted_for_nothing(office: Office) -> None:
    with pytest.raises(Refusal, match="chưa tới"):
        office.task_care.drop("task-1", replace(BY, day=date(2026, 7, 16)))
    plans = [office.plans.get("plan-1")]
    office.task_care.drop("task-1", BY)
    row = office.tasks.get("task-1")
    assert (row.status, row.in_force, row.care.dropping) == (TaskStatus.DROPPED, False, BY)
    assert len(office.tasks.rows(IN_FORCE)) == 2
    # At the end of June it was a task as any other; in July it is one no more.
    assert len(office.tasks.standing(plans, date(2026, 6, 30))) == 3
    assert [each.id for each in office.tasks.dropped(plans, TODAY)] == ["task-1"]
    assert len(office.tasks.standing(plans, TODAY)) == 2
    assert office.tasks.rows(TaskFilter(statuses=frozenset({TaskStatus.DROPPED})))[0].id == "task-1"
    assert office.tasks.alerts(date(2026, 6, 28)) != ()
    office.task_care.take_back("task-1")
    assert office.tasks.get("task-1").status is TaskStatus.OVERDUE
    with pytest.raises(Refusal, match="đang thực hiện"):
        office.task_care.take_back("task-1")
    office.history.undo()
    assert office.tasks.get("task-1").status is TaskStatus.DROPPED
    office.task_care.take_back("task-1")
    office.tasks.report("task-2", TaskUpdate(TODAY, 100))
    with pytest.raises(Refusal, match="đã hoàn thành"):
        office.task_care.drop("task-2", BY)


def test_alerts_are_of_what_is_open_in_plans_in_force(office: Office) -> None:
    office.plans.set_assignment("plan-1", "task-3", due=date(2026, 7, 19))
    (alert,) = office.tasks.alerts(TODAY)
    # 19/7/2026 is a Sunday.
    assert (alert.row.id, alert.due, alert.work_by) == ("task-3", date(2026, 7, 19), date(2026, 7, 17))
    assert (alert.days, alert.step) == (2, 3)
    assert office.tasks.get("task-3").work_by == date(2026, 7, 17)


def test_names_are_put_right_in_what_the_office_adds_too(office: Office) -> None:
    office.task_care.set_part("task-1", "sub-1", officer="Le An", lead="Văn phòng HĐND và UBND")
    assert [each.name for each in office.people.unlisted_officers()] == ["Le An"]
    office.people.rename_officers({"Le An": "Lê An"})
    office.people.rename_units({"Văn phòng HĐND và UBND": "Văn phòng HĐND-UBND"})
    care = office.tasks.get("task-1").subtasks[0].care
    assert (care.officer, care.lead) == ("Lê An", "Văn phòng HĐND-UBND")


def test_reports_count_without_what_is_dropped_and_tell_why_work_is_late(tmp_path: Path) -> None:
    lay_sample(tmp_path, date(2026, 9, 20))
    office = Office.open(tmp_path, lambda: date(2026, 9, 20), lambda: datetime(2026, 9, 20, 9))
    period = Period.parse("2026-9T")
    before = office.figures.ledger().reading(period, "1.03").value
    late = next(row for row in office.tasks.rows() if row.status is TaskStatus.OVERDUE)
    office.task_care.set_reason(late.id, "Chờ Sở Nội vụ hướng dẫn")
    dropped = next(row for row in office.tasks.rows() if row.status.is_open and row.id != late.id)
    with office.corrections.because("theo văn bản"):
        office.task_care.drop(dropped.id, replace(BY, day=date(2026, 8, 1)))
    assert before is not None
    assert office.figures.ledger().reading(period, "1.03").value == before - 1
    # What went out stands; what the data say now is another number.
    texts = "\n".join(row.generated for row in office.reports.text.passages(period))
    assert f"đề ra {before - 1} nhiệm vụ" in texts
    assert "Có 01 nhiệm vụ không thực hiện nữa theo văn bản của cấp có thẩm quyền" in texts
    assert "chờ Sở Nội vụ hướng dẫn" in texts
    explained = office.tracing.explain(period, str(Source("tasks.dropped")))
    assert explained is not None
    assert [record.id for record in explained.trace.records] == [dropped.id]
    office.close()
