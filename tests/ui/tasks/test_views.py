"""Nhiệm vụ: calendar, timeline, filters under names, and what is handed out on paper."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Document
from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.task_papers import Slip
from cchc_desktop.domain.tasks import ALL_TASKS, TaskFilter, TaskStatus
from cchc_desktop.ui import exporting, file_dialogs
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tasks.kept_filters import _Name
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.tasks.slips import SlipDialog
from cchc_desktop.ui.tasks.views import View

Key = Qt.Key


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.open_page(PageName.TASKS)
    found = window.page(PageName.TASKS)
    assert isinstance(found, TasksPage)
    return found


def ids_of(page: TasksPage) -> list[str]:
    return [row.id for row in page.table.rows.rows]


def menu_words(page: TasksPage) -> list[str]:
    menu = page.filters.kept.menu()
    menu.aboutToShow.emit()
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_all_views_show_what_the_filter_lets_through(page: TasksPage) -> None:
    page.switch.buttons[View.MONTH].click()
    month = page.views.month
    assert month.isVisible()
    assert [row.id for row in month.sheet.of_month()] == ["task-2"]
    page.switch.buttons[View.QUARTERS].click()
    lines = page.views.timeline.lines
    assert [line.lane.name for line in lines._lines if line.bar is None] == [
        "Phòng VH-XH", "Trung tâm", "Văn phòng",
    ]  # fmt: skip
    page.filters.show_filter(TaskFilter(statuses=frozenset({TaskStatus.OVERDUE})))
    assert [line.key for line in lines._lines] == ["lane Phòng VH-XH", "task-1"]
    page.switch.buttons[View.MONTH].click()
    assert month.sheet.of_month() == []
    page.filters.clear.click()
    assert [row.id for row in month.sheet.of_month()] == ["task-2"]


def test_the_view_is_remembered_and_keeps_its_task(window: MainWindow, page: TasksPage) -> None:
    page.table.choose("task-1")
    page.switch.buttons[View.MONTH].click()
    # 31/5 is a Sunday: it is to be done by Friday.
    assert page.views.month.sheet.day == date(2026, 5, 29)
    assert page.views.month.sheet._marked == "task-1"
    made = TasksPage(window)
    assert made.views.view is View.MONTH
    made.refresh()
    assert made.switch.buttons[View.MONTH].isChecked()
    made.deleteLater()


def test_the_calendar_goes_by_keys(page: TasksPage) -> None:
    page.switch.buttons[View.MONTH].click()
    sheet = page.views.month.sheet
    assert sheet.hasFocus()
    for key, day in (
        (Key.Key_Down, date(2026, 6, 22)), (Key.Key_Left, date(2026, 6, 21)), (Key.Key_Up, date(2026, 6, 14)),
        (Key.Key_Right, date(2026, 6, 15)), (Key.Key_PageDown, date(2026, 7, 15)),
        (Key.Key_End, date(2026, 7, 31)), (Key.Key_PageUp, date(2026, 6, 30)),
        (Key.Key_Home, date(2026, 6, 1)),
        (Key.Key_T, date(2026, 6, 15)),
    ):  # fmt: skip
        QTest.keyClick(sheet, key)
        assert sheet.day == day
    assert page.views.month.bar._title.text() == "Tháng 6 năm 2026"
    assert "Thứ Hai 15/06/2026, không có nhiệm vụ đến hạn" in sheet.accessibleName()


def test_a_day_opens_its_tasks(page: TasksPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    page.switch.buttons[View.MONTH].click()
    sheet = page.views.month.sheet
    sheet.go_to(date(2026, 6, 19))
    QTest.keyClick(sheet, Key.Key_Return)
    menu = sheet._menu
    assert menu is not None
    task, listed = (action for action in menu.actions() if action.text())
    assert (task.text(), listed.text()) == (
        "Tổ chức hội nghị đối thoại.", "Xem trong danh sách",
    )  # fmt: skip
    task.trigger()
    assert page.panel.isVisible()
    assert page.panel.row is not None
    assert page.panel.row.id == "task-2"
    listed.trigger()
    menu.close()
    assert page.views.view is View.LIST
    assert page.filters.chosen == TaskFilter(due_from=date(2026, 6, 19), due_to=date(2026, 6, 20))


def test_a_task_on_the_calendar_is_chosen_by_the_pointer(page: TasksPage) -> None:
    page.switch.buttons[View.MONTH].click()
    sheet = page.views.month.sheet
    sheet.grab()
    ((_, place),), more, _ = sheet._lines(sheet._cell_of(date(2026, 6, 19)), date(2026, 6, 19))
    assert more == 0
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=place.center())
    assert page.table.current_row().id == "task-2"
    assert page.panel.isVisible()


def test_more_than_fits_is_a_number(page: TasksPage) -> None:
    page.switch.buttons[View.MONTH].click()
    sheet = page.views.month.sheet
    (row,) = sheet.of_month()
    sheet._days = {row.due: [row] * 30}
    cell = sheet._cell_of(row.due)
    places, more, at = sheet._lines(cell, row.due)
    assert (len(places) + more, more > 0) == (30, True)
    assert cell.contains(at.center())
    flat = cell.adjusted(0, 0, 0, -(cell.height() - sheet._line() - 4))
    places, more, at = sheet._lines(flat, row.due)
    assert len(places) + more == 30
    assert all(flat.adjusted(0, -3, 0, 3).contains(place) for _, place in places)
    sheet.grab()


def test_the_timeline_goes_by_keys_and_folds(page: TasksPage) -> None:
    page.switch.buttons[View.QUARTERS].click()
    view = page.views.timeline
    lines = view.lines
    QTest.keyClick(lines, Key.Key_Down)
    QTest.keyClick(lines, Key.Key_Down)
    assert page.table.current_row().id == "task-1"
    QTest.keyClick(lines, Key.Key_Left)
    QTest.keyClick(lines, Key.Key_Left)
    assert [line.key for line in lines._lines][:2] == ["lane Phòng VH-XH", "lane Trung tâm"]
    page.table.choose("task-3")
    page.table.choose("task-1")
    assert lines.current is not None
    assert lines.current.id == "task-1"
    QTest.keyClick(lines, Key.Key_Return)
    assert page.panel.isVisible()
    QTest.keyClick(lines, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (lines.year, lines._lines) == (2027, [])
    lines.viewport().grab()
    QTest.keyClick(lines, Key.Key_T)
    assert lines.year == 2026
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, lines._head() + 4))
    assert "lane Phòng VH-XH" in [line.key for line in lines._lines]
    view.group.setCurrentIndex(1)
    view.group.activated.emit(1)
    assert lines._lines[0].lane.name.startswith("Công tác chỉ đạo")
    lines.viewport().grab()


def test_a_filter_is_saved_chosen_by_a_key_renamed_and_deleted(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    names = iter(["", "Việc của Phòng VH-XH quá hạn", "VH-XH"])
    offered: list[str] = []

    def answered(dialog: _Name) -> int:
        offered.append(str(dialog.name.value()))
        for name in names:
            dialog.name.editor.setText(name)
            dialog.answer()
            if dialog.result():
                return 1
            offered.append(dialog.name._problem.text())
        raise AssertionError

    monkeypatch.setattr(_Name, "exec", answered)
    late = frozenset({TaskStatus.OVERDUE})
    page.filters.show_filter(TaskFilter(unit="Phòng VH-XH", statuses=late))
    page.filters.kept.save()
    assert offered == ["Phòng VH-XH, quá hạn", "Hãy đặt tên cho bộ lọc."]
    qtbot.waitUntil(lambda: page.filters.kept.text().startswith("Việc của Phòng VH-XH"))
    page.filters.clear.click()
    assert page.filters.kept.text() == "Bộ lọc"
    page.table.setFocus()
    QTest.keyClick(
        page.table, Key.Key_6, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert ids_of(page) == ["task-1"]
    assert menu_words(page)[:6] == [
        "Quá hạn", "Đến hạn trong 7 ngày", "Đến hạn trong 30 ngày", "Chưa phân công", "Của tôi",
        "Việc của Phòng VH-XH quá hạn",
    ]  # fmt: skip
    (kept,) = window.office.task_filters.own()
    page.filters.kept.rename(kept)
    assert window.office.task_filters.own()[0].name == "VH-XH"
    page.filters.kept.delete(kept)
    assert window.office.task_filters.own() == []
    window.undo()
    assert window.office.task_filters.own()[0].name == "VH-XH"


def test_a_kept_filter_of_a_plan_that_is_gone_says_so(page: TasksPage) -> None:
    page.filters.show_filter(TaskFilter(plan_id="gone"))
    assert page.filters.plan.isVisible()
    assert page.filters.plan.currentText() == "Kế hoạch đã xóa"
    assert ids_of(page) == []
    page.filters.clear.click()
    assert not page.filters.plan.isVisible()


def test_my_own_tasks_need_to_know_who_i_am(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    window.office.settings.sit_down("")
    monkeypatch.setattr(window, "ask_who", lambda: asked.append(True))
    mine = window.office.task_filters.named("Của tôi")
    page.filters.kept.choose(mine)
    assert asked
    assert page.filters.chosen == ALL_TASKS
    window.office.settings.sit_down("Trần Thị Bình")
    page.filters.kept.choose(mine)
    assert page.filters.chosen.officer == "Trần Thị Bình"


def test_a_slip_is_of_the_unit_that_the_list_is_filtered_by(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Document, str]] = []
    printed: list[Document] = []
    monkeypatch.setattr(window, "export", lambda document, name, _warning="": made.append((document, name)))
    monkeypatch.setattr(window, "print_document", printed.append)

    def answered(dialog: SlipDialog) -> int:
        assert dialog.receiver.editor.currentText() == "Phòng VH-XH"
        dialog._answer_by.editor.setText("1/6/2026")
        dialog.answer()
        assert dialog._answer_by._problem.text() == "Hạn trả lời phải từ hôm nay trở đi."
        dialog._answer_by.editor.setText("20/6/2026")
        (dialog.print_button.click if made else dialog.answer)()
        return int(dialog.result())

    monkeypatch.setattr(SlipDialog, "exec", answered)
    page.filters.show_filter(TaskFilter(unit="Phòng VH-XH"))
    page.slips.hand_out(Slip.REMINDER)
    assert [name for _, name in made] == ["phieu-don-doc-phong-vh-xh-20260615.pdf"]
    page.slips.hand_out(Slip.REMINDER)
    assert [document.title for document in printed] == ["Phiếu đôn đốc: Phòng VH-XH"]
    page.slips.meeting(False)
    assert made[1][0].title == "Danh sách nhiệm vụ theo người, tuần từ 15/6/2026"


def test_every_unit_gets_a_file(
    window: MainWindow, page: TasksPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    def answered(dialog: SlipDialog) -> int:
        assert dialog.receiver.editor.currentText() == "Mọi đơn vị (3 tệp)"
        assert not dialog.print_button.isEnabled()
        dialog.answer()
        return int(dialog.result())

    monkeypatch.setattr(SlipDialog, "exec", answered)
    monkeypatch.setattr(file_dialogs, "ask_folder", lambda *_: tmp_path)
    monkeypatch.setattr(exporting, "show_toast", lambda *_: None)
    page.slips.hand_out(Slip.ASSIGNMENT)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 3)
    qtbot.waitUntil(lambda: window.foot.sentence.startswith("Đã xuất 3 tệp"))


def beside_a_wide_panel(page: TasksPage, room: int) -> None:
    page._left.setFixedWidth(room)
    QTest.qWait(10)


def test_beside_the_panel_the_views_are_in_a_menu(page: TasksPage) -> None:
    page.table.choose("task-1")
    heads = (page._count, page._export_button, page._print_button, *page.switch.buttons.values())
    beside_a_wide_panel(page, 900)
    assert page.switch.menu.isHidden()
    assert not any(each.isHidden() for each in heads)
    beside_a_wide_panel(page, 440)
    assert all(each.isHidden() for each in heads)
    assert page.switch.menu.text() == "Danh sách ▾"
    assert page.filters.due.isHidden()
    for key, view in ((Key.Key_L, View.MONTH), (Key.Key_Q, View.QUARTERS), (Key.Key_D, View.LIST)):
        QTest.keyClick(page.window().focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        assert page.views.view is view
    page.switch.menu.menu().actions()[1].trigger()
    assert page.switch.menu.text() == "Lịch tháng ▾"
    page.filters.show_filter(TaskFilter(due_to=date(2026, 6, 30)))
    beside_a_wide_panel(page, 441)
    assert not page.filters.due.isHidden()


def test_the_keyboard_goes_from_the_tasks_to_the_filter_and_the_panel(page: TasksPage) -> None:
    page.table.choose("task-1")
    page.views.focus()
    found = []
    for _ in range(4):
        QTest.keyClick(page.window().focusWidget(), Key.Key_F6)
        found.append(page.window().focusWidget())
    field = page.panel.progress_tab.percent
    assert found[0] is page.filters.text
    assert field is found[1] or field.isAncestorOf(found[1])
    assert found[2:] == [page.table, page.filters.text]
