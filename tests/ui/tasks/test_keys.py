"""Tasks by keyboard alone: from the filter to the list, between the tabs, along the cells of parts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.recurrence import Recurrence, Unit
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.ui.choice_box import ChoiceBox
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.reason import ReasonQuestion
from cchc_desktop.ui.tasks.care_questions import RuleQuestion
from cchc_desktop.ui.tasks.page import TasksPage

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL = Held.ControlModifier


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.open_page(PageName.TASKS)
    window.activateWindow()
    found = window.page(PageName.TASKS)
    assert isinstance(found, TasksPage)
    return found


def press(window: MainWindow, *keys: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    """Keys, wherever the keyboard is."""
    for key in keys:
        QTest.keyClick(window.focusWidget(), key, held)


def weekly(window: MainWindow) -> None:
    """A task that comes again each week of its last month."""
    rule = Recurrence(1, Unit.WEEK, 4, begins=date(2026, 6, 1))
    window.office.task_care.set_rule("task-2", rule)
    window.refresh_now()


def said(question: ReasonQuestion) -> int:
    """Answers with a reason, as fast as it is asked."""
    question.reason.set_value("Chờ hướng dẫn")
    question.answer()
    return question.result()


def test_the_filter_leads_to_the_tasks(window: MainWindow, page: TasksPage) -> None:
    page.table.choose_nothing()
    page.filters.setFocus()
    typed = next(row for row in page.table.rows.rows if row.id == "task-2").text.split()[0]
    page.filters.text.insert(typed)
    page.filters.text.textEdited.emit(typed)
    press(window, Key.Key_Down)
    assert window.focusWidget() is page.table
    assert page.table.current_row() is page.table.rows.rows[0]
    assert all(typed in row.text for row in page.table.rows.rows), "filtered before it is gone on"
    press(window, Key.Key_0, held=CTRL | Held.ShiftModifier)
    assert len(page.table.rows.rows) == len(window.office.tasks.rows())
    assert window.focusWidget() is page.table
    page.table.choose_nothing()
    press(window, Key.Key_2, held=CTRL | Held.ShiftModifier)
    shown = page.table.rows.rows
    assert page.table.current_row() is (shown[0] if shown else None)


def test_the_tabs_of_the_details_turn_from_the_list_too(window: MainWindow, page: TasksPage) -> None:
    page.table.choose("task-2")
    page.table.setFocus()
    tabs = page.panel.tabs
    press(window, Key.Key_Tab, held=CTRL)
    assert tabs.currentWidget() is page.panel.assignment_tab
    assert window.focusWidget() is page.table
    press(window, Key.Key_Backtab, held=CTRL | Held.ShiftModifier)
    page.panel.take_keyboard()
    press(window, Key.Key_Tab, held=CTRL)
    assert window.focusWidget() is page.panel.assignment_tab.lead.editor
    press(window, Key.Key_Tab, held=CTRL)
    assert page.panel.evidence_tab.isAncestorOf(window.focusWidget())
    press(window, Key.Key_Tab, held=CTRL)
    assert window.focusWidget() is page.panel.history_tab.changes
    press(window, Key.Key_Tab, held=CTRL)
    percent = page.panel.progress_tab.percent
    QTest.keyClicks(window.focusWidget(), "80")
    assert percent.value() == 80, "what is typed replaces the number"
    page._close_panel()
    press(window, Key.Key_Tab, held=CTRL)
    assert page._shown is None, "there is nothing to turn"


def test_the_form_of_a_report_follows_what_is_stored(window: MainWindow, page: TasksPage) -> None:
    page.table.choose("task-2")
    tab = page.panel.progress_tab
    window.office.tasks.report("task-2", TaskUpdate(window.office.today, 90))
    window.refresh_now()
    assert tab.percent.value() == 90
    tab.percent.editor.setFocus(Qt.FocusReason.OtherFocusReason)
    window.undo()
    window.refresh_now()
    assert tab.percent.value() == 40, "an undo took the report back"
    assert tab.percent.editor.lineEdit().selectedText() == "40", "the whole number is marked"
    tab.percent.editor.setValue(60)
    window.office.tasks.report("task-2", TaskUpdate(window.office.today, 90))
    window.refresh_now()
    assert tab.percent.value() == 60, "what was begun stays"


def test_a_turn_that_is_done_leads_to_the_next(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    weekly(window)
    monkeypatch.setattr(ReasonQuestion, "exec", said)
    page.table.choose("task-2")
    parts = page.panel.progress_tab.parts
    keys = [part.key for part in parts.table.rows.rows]
    assert len(keys) > 2
    parts.table.choose(keys[0])
    parts.table.setFocus()
    press(window, Key.Key_Space)
    assert parts.table.current_row().key == keys[1]
    assert page.panel.progress_tab.part.value() == keys[1], "the form goes along"
    parts.table.choose(keys[-1])
    press(window, Key.Key_Space)
    assert parts.table.current_row().key == keys[1], "after the last, the first that is open"


def test_tab_goes_along_the_cells_of_a_part(window: MainWindow, page: TasksPage) -> None:
    page.table.choose("task-2")
    tab = page.panel.progress_tab
    table = tab.parts.table
    part = table.rows.rows[0]
    table.edit_row(part.key, 1)
    box = window.focusWidget()
    assert isinstance(box, ChoiceBox)
    box.setCurrentText("Trần Thị Bình")
    press(window, Key.Key_Tab)
    assert table.currentIndex().column() == 2
    assert isinstance(window.focusWidget(), QLineEdit), "the next cell is open on what is stored"
    stored = window.office.tasks.get("task-2").subtasks[0]
    assert stored.care.officer == "Trần Thị Bình"
    window.focusWidget().setText("30/6/2026")  # type: ignore[attr-defined]
    press(window, Key.Key_Tab)
    assert window.office.tasks.get("task-2").subtasks[0].due == date(2026, 6, 30)
    assert table.currentIndex().column() == 3
    press(window, Key.Key_Backtab, held=Held.ShiftModifier)
    assert table.currentIndex().column() == 2
    press(window, Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "30")
    press(window, Key.Key_Tab)
    assert window.office.tasks.get("task-2").subtasks[0].percent == 30
    assert window.focusWidget() is table, "after the last cell the keyboard stays"


def test_a_reason_that_was_asked_for_gives_the_keyboard_back(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.office.plans.set_assignment("plan-1", "task-2", due=date(2026, 2, 1))
    window.refresh_now()

    def answer(question: ReasonQuestion) -> int:
        """Takes the keyboard as a window does, and answers."""
        question.show()
        window.top.search.setFocus()
        return said(question)

    monkeypatch.setattr(ReasonQuestion, "exec", answer)
    page.table.setFocus()
    column = next(n for n, each in enumerate(page.table.rows.columns) if each.header == "Tiến độ")
    page.table.edit_row("task-2", column)
    QTest.keyClicks(window.focusWidget(), "55")
    press(window, Key.Key_Return)
    QApplication.processEvents()
    assert window.office.tasks.get("task-2").percent == 55
    assert window.focusWidget() is page.table


def test_a_question_begins_at_its_first_field(window: MainWindow, page: TasksPage) -> None:
    question = RuleQuestion(window, window.office.tasks.get("task-2"), None, window)
    question.show()
    assert question.focusWidget() is question.often.editor
    question.reject()
    question.deleteLater()
