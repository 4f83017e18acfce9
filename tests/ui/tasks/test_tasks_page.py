"""Nhiệm vụ: filters, editing in place, the panel, and reports on progress."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Document
from cchc_desktop.domain.places import PageName, TasksPlace
from cchc_desktop.domain.tasks import ALL_TASKS, TaskFilter, TaskStatus
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.tasks.panel import TaskPanel


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.open_page(PageName.TASKS)
    found = window.page(PageName.TASKS)
    assert isinstance(found, TasksPage)
    return found


def ids(page: TasksPage) -> list[str]:
    return [row.id for row in page.table.rows.rows]


def choose(combo: QComboBox, words: str) -> None:
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())


@pytest.fixture
def panel(page: TasksPage) -> TaskPanel:
    """The panel of the second task."""
    page.table.choose("task-2")
    assert page.panel.isVisible()
    return page.panel


def test_filters_work_together(page: TasksPage) -> None:
    assert ids(page) == ["task-1", "task-2", "task-3", "task-4"]
    choose(page.filters.area, "Chỉ đạo, điều hành")
    assert ids(page) == ["task-1", "task-2"]
    choose(page.filters.status, "Quá hạn")
    assert ids(page) == ["task-1"]
    assert page._count.text() == "1 trong 4 nhiệm vụ, 1 quá hạn"
    page.filters.clear.click()
    assert page.filters.chosen == ALL_TASKS
    assert len(ids(page)) == 4


def test_words_are_looked_for_without_accents(page: TasksPage) -> None:
    page.filters.text.setText("doi thoai")
    page.filters._choose()
    assert ids(page) == ["task-2"]
    page.filters.text.setText("không có")
    page.filters._choose()
    assert ids(page) == []
    assert "Bỏ lọc" in page.table.empty_text
    page.filters.text.clear()
    assert len(ids(page)) == 4


def test_a_filter_from_elsewhere_is_shown(window: MainWindow, page: TasksPage) -> None:
    span = TaskFilter(due_from=date(2026, 6, 1), due_to=date(2026, 6, 30))
    window.go(TasksPlace(chosen=span))
    assert ids(page) == ["task-2"]
    assert page.filters.due.currentText() == "01/06/2026 - 30/06/2026"
    window.go(TasksPlace("task-4", TaskFilter(area=3, statuses=frozenset({TaskStatus.NOT_DUE}))))
    assert page.panel.row is not None
    assert page.panel.row.id == "task-4"


def test_a_due_day_is_edited_in_place_and_undone(window: MainWindow, page: TasksPage, qtbot: QtBot) -> None:
    column = next(n for n, one in enumerate(page.table.rows.columns) if one.header == "Hạn")
    index = page.table.rows.index(page.table.rows.find("task-1"), column)
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    editor = page.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("30/9/2026")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.office.tasks.get("task-1").due == date(2026, 9, 30))
    qtbot.waitUntil(lambda: not window._waiting)
    assert page.table.rows.rows[0].status is TaskStatus.NOT_DUE
    window.undo()
    qtbot.waitUntil(lambda: page.table.rows.rows[0].status is TaskStatus.OVERDUE)


def test_progress_is_reported(window: MainWindow, panel: TaskPanel, qtbot: QtBot) -> None:
    tab = panel.progress_tab
    assert tab.percent.value() == 40
    assert tab.officer.value() == "Trần Thị Bình"
    assert tab.day.editor.text() == "15/06/2026"
    tab.percent.editor.setValue(70)
    tab.result.editor.setPlainText("Đã họp thôn")
    tab.save.click()
    row = window.office.tasks.get("task-2")
    assert row.percent == 70
    assert row.progress is not None
    assert (row.progress.result, row.progress.officer) == ("Đã họp thôn", "Trần Thị Bình")
    qtbot.waitUntil(lambda: len(tab.updates.rows.rows) == 2)
    assert not tab.dirty


def test_progress_is_reported_by_keyboard(window: MainWindow, page: TasksPage) -> None:
    window.activateWindow()
    page.setFocus()
    page.table.choose("task-2")
    assert window.focusWidget() is page.table
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    tab = page.panel.progress_tab
    QTest.keyClicks(tab.percent.editor, "80")
    assert tab.percent.value() == 80, "what is typed replaces the number"
    tab.result.editor.setFocus()
    QTest.keyClicks(tab.result.editor, "Xong")
    QTest.keyClick(tab.result.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.office.tasks.get("task-2").percent == 80
    name = window.office.tasks.get("task-2").text.rstrip(".")
    assert window.foot.sentence == f"Đã ghi tiến độ 80%: {name}", "another task may be shown by then"
    page.panel.tabs.setCurrentWidget(page.panel.assignment_tab)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.focusWidget() is page.panel.tabs.tabBar()


def test_a_day_to_come_is_refused_beside_its_field(window: MainWindow, panel: TaskPanel) -> None:
    tab = panel.progress_tab
    tab.day.editor.setText("16/6/2026")
    tab.percent.editor.setValue(80)
    assert not tab.report()
    assert tab.day._problem.text() == "Ngày cập nhật không được sau hôm nay."
    assert tab.percent.value() == 80
    assert window.office.tasks.get("task-2").percent == 40
    tab.day.editor.setText("không phải ngày")
    assert not tab.report()
    assert "không phải là ngày" in tab.day._problem.text()
    assert tab.percent._problem.isHidden()


def test_a_long_sentence_does_not_widen_the_panel(panel: TaskPanel, qtbot: QtBot) -> None:
    tab = panel.progress_tab
    tab.day.editor.setText("sai" * 60)
    assert not tab.report()
    qtbot.waitUntil(tab.day._problem.isVisible)
    qtbot.wait(20)
    assert tab.form.geometry().right() < tab.viewport().width()
    assert "sai" * 10 in tab.day._problem.text()


def test_the_due_day_of_the_panel_wraps(panel: TaskPanel) -> None:
    panel._due.setText("Hạn 31/12/2025 (hết kỳ kế hoạch) · quá hạn 325 ngày")
    QTest.qWait(20)
    assert panel._due.height() >= panel._due.heightForWidth(panel._due.width())
    assert panel.width() <= panel.window().width() // 2


def test_a_report_that_was_begun_is_not_lost(window: MainWindow, panel: TaskPanel) -> None:
    panel.progress_tab.percent.editor.setValue(55)
    window.open_page(PageName.TODAY)
    assert window.office.tasks.get("task-2").percent == 55


def test_an_update_is_corrected_and_deleted(window: MainWindow, panel: TaskPanel, qtbot: QtBot) -> None:
    updates = panel.progress_tab.updates
    updates.rows.setData(updates.rows.index(0, 1), "45")
    assert window.office.tasks.get("task-2").percent == 45
    qtbot.waitUntil(lambda: not window._waiting)
    updates.setCurrentIndex(updates.rows.index(0, 0))
    panel.progress_tab._delete.click()
    assert window.office.tasks.updates("task-2") == []


def test_the_assignment_is_saved_when_a_field_is_left(
    window: MainWindow, panel: TaskPanel, qtbot: QtBot
) -> None:
    panel.tabs.setCurrentWidget(panel.assignment_tab)
    field = panel.assignment_tab.support
    field.setFocus()
    field.editor.setText("Công an xã")
    panel.assignment_tab.deliverable.setFocus()
    assert window.office.tasks.get("task-2").assignment.support == "Công an xã"
    QTest.keyClick(panel.assignment_tab.deliverable.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.office.tasks.get("task-2").assignment.support == ""
    qtbot.waitUntil(lambda: field.editor.text() == "")


def test_a_due_day_before_the_start_is_refused(window: MainWindow, panel: TaskPanel) -> None:
    tab = panel.assignment_tab
    tab.start.editor.setText("1/7/2026")
    assert not tab.start.commit()
    assert tab.start._problem.text() == "Hạn hoàn thành phải sau ngày bắt đầu."


def test_an_issued_plan_keeps_its_text_but_takes_the_officer(
    window: MainWindow, page: TasksPage, panel: TaskPanel, qtbot: QtBot
) -> None:
    window.office.plan_life.issue("plan-1", "15", date(2026, 1, 5))
    qtbot.waitUntil(lambda: not window._waiting)
    tab = panel.assignment_tab
    assert not tab._issued.isHidden()
    tab.lead.editor.setCurrentText("Phòng Kinh tế")
    assert not tab.lead.commit()
    tab.lead.restore()
    tab.officer.editor.setCurrentText("Lê Văn Cường")
    assert tab.officer.commit()
    assert window.office.tasks.get("task-2").assignment.officer == "Lê Văn Cường"


def test_the_history_shows_every_change(panel: TaskPanel) -> None:
    rows = panel.history_tab.changes.rows.rows
    assert any(row.field == "Tiến độ (%)" and row.after == "40" for row in rows)


def test_escape_closes_the_panel(page: TasksPage, panel: TaskPanel) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_the_list_is_exported_as_it_is_filtered(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Document, str]] = []
    monkeypatch.setattr(window, "export", lambda document, name, _warning="": made.append((document, name)))
    choose(page.filters.status, "Quá hạn")
    page._export_button.click()
    window.commands.export_action.trigger()
    assert len(made) == 2
    assert made[0][1] == "Danh sách nhiệm vụ CCHC"


def test_a_refused_field_keeps_its_task(
    window: MainWindow, page: TasksPage, panel: TaskPanel, qtbot: QtBot
) -> None:
    panel.assignment_tab.due.editor.setText("31/2/2026")
    page.table.choose("task-1")
    qtbot.waitUntil(lambda: page.table.current_row().id == "task-2")
    assert panel.assignment_tab.due.editor.text() == "31/2/2026"
    assert window.foot.sentence == "Hãy sửa ô có viền đỏ rồi mới rời nhiệm vụ này."
    assert panel.tabs.currentWidget() is panel.assignment_tab
    panel.assignment_tab.due.restore()
    page.table.choose("task-1")
    assert panel.row is not None
    assert panel.row.id == "task-1"
