"""The panel of a task that comes again, has sub-tasks, is late, or is not done any more."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.recurrence import Recurrence, Unit
from cchc_desktop.domain.tasks import TaskStatus, TaskUpdate
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.reason import ReasonQuestion
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.tasks.care_questions import DropQuestion, RuleQuestion
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.tasks.panel import TaskPanel


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.open_page(PageName.TASKS)
    found = window.page(PageName.TASKS)
    assert isinstance(found, TasksPage)
    return found


def shown(page: TasksPage, task_id: str) -> TaskPanel:
    assert page.table.choose(task_id)
    return page.panel


def test_each_turn_is_one_key_from_done(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = window.office.tasks
    tasks.report("task-2", TaskUpdate(window.office.today, 40))
    panel = shown(page, "task-2")
    assert panel.progress_tab.parts.isHidden() == (not tasks.get("task-2").subtasks)

    def answer(question: RuleQuestion) -> int:
        question.often.set_value("hằng tháng")
        question._follow()
        assert not question.month.isVisibleTo(question)
        question.day.set_value(20)
        question.begins.set_value(date(2026, 5, 1))
        question.answer()
        return question.result()

    monkeypatch.setattr(RuleQuestion, "exec", answer)
    panel.assignment_tab.care.set_rule.click()
    window.refresh_now()
    rule = tasks.get("task-2").care.rule
    assert rule == Recurrence(1, Unit.MONTH, 20, begins=date(2026, 5, 1))
    box = panel.progress_tab.parts
    due = tasks.get("task-2").next_turn
    assert due is not None
    assert (box.table.current_row().key, panel.progress_tab.part.value()) == (due.key, due.key)
    asked: list[str] = []

    def reason(question: ReasonQuestion) -> int:
        asked.append(question.windowTitle())
        question.reason.set_value("Chờ số liệu")
        question.answer()
        return question.result()

    monkeypatch.setattr(ReasonQuestion, "exec", reason)
    window.activateWindow()
    box.table.setFocus()
    QTest.keyClick(box.table, Qt.Key.Key_Space)
    window.refresh_now()
    (update,) = tasks.updates("task-2", due.key)
    assert (update.percent, update.day) == (100, window.office.today)
    assert asked == (["Lý do chậm"] if due.status is TaskStatus.OVERDUE else [])
    window.undo()
    assert tasks.updates("task-2", due.key) == []


def test_a_late_task_asks_for_a_reason_and_one_with_subtasks_whether_they_are_done(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = window.office.tasks
    window.office.plans.set_assignment("plan-1", "task-2", due=date(2026, 2, 1))
    window.refresh_now()
    tab = shown(page, "task-2").progress_tab
    assert tab.reason.isVisibleTo(tab)
    monkeypatch.setattr(Messages, "ask", lambda *_: False)
    tab.done.click()
    assert tasks.get("task-2").percent == 40
    monkeypatch.setattr(Messages, "ask", lambda *_: True)
    monkeypatch.setattr(ReasonQuestion, "exec", lambda _: 0)
    tab.done.click()
    assert tasks.get("task-2").percent == 40
    tab.reason.editor.setText("Chờ hướng dẫn")
    assert tab.reason.commit()
    assert tasks.get("task-2").reason == "Chờ hướng dẫn"
    tab.done.click()
    row = tasks.get("task-2")
    assert (row.status, row.subtasks[0].status) == (TaskStatus.DONE_LATE, TaskStatus.DONE_LATE)


def test_a_task_is_dropped_by_a_document_and_taken_back(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = shown(page, "task-3").assignment_tab.care
    page.panel.tabs.setCurrentWidget(page.panel.assignment_tab)

    def answer(question: DropQuestion) -> int:
        question.answer()
        assert question.number.editor.accessibleDescription().startswith("Hãy ghi số, ký hiệu văn bản")
        question.number.set_value("15/UBND-VP")
        question.answer()
        return question.result()

    window.office.plans.set_assignment("plan-1", "task-2", due_text="Hằng quý")
    monkeypatch.setattr(DropQuestion, "exec", answer)
    if window.office.tasks.get("task-3").status.is_done:
        window.office.tasks.delete_update(window.office.tasks.updates("task-3")[0].id)
        window.refresh_now()
    care.drop.click()
    name = window.office.tasks.get("task-3").text.rstrip(".;")
    assert window.foot.sentence == f"Không thực hiện nữa theo văn bản số 15/UBND-VP: {name}"
    window.refresh_now()
    assert window.office.tasks.get("task-3").status is TaskStatus.DROPPED
    assert care._dropped.text().startswith("Không thực hiện nữa theo văn bản số 15/UBND-VP ngày ")
    care.take_back.click()
    assert window.office.tasks.get("task-3").status.is_open
    shown(page, "task-2")
    assert care.accept.text() == "Lặp lại hằng quý, ngày cuối của tháng cuối"
    care.accept.click()
    assert window.office.tasks.get("task-2").turns
