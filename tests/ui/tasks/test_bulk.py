"""Many tasks at once: the bar, the cells by keyboard, filling down and pasting a column."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName, TasksPlace
from cchc_desktop.domain.tasks import UNASSIGNED, Lack
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.tasks.table import AREA, DUE, LEAD, OFFICER, PROGRESS, STATUS, TEXT
from tests.ui.sample_window import sample_window

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow) -> TasksPage:
    window.open_page(PageName.TASKS)
    found = window.page(PageName.TASKS)
    assert isinstance(found, TasksPage)
    found.table.setFocus()
    return found


def press(page: TasksPage, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses keys wherever the keyboard is, as a person does who does not look."""
    for key in keys:
        receiver = QApplication.focusWidget() or page.table
        QTest.keyClick(receiver, key, held)


def enter(page: TasksPage, text: str) -> None:
    """Types plain letters into the cell with the cursor and presses Enter."""
    QTest.keyClicks(page.table, text[0])
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, text[1:])
    press(page, Key.Key_Return)


def officers(window: MainWindow) -> list[str]:
    return [row.assignment.officer for row in window.office.tasks.rows()]


def pick(button: QPushButton, words: str) -> None:
    """Opens a button's menu and chooses an entry."""
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    (action,) = [each for each in menu.actions() if each.text() == words]
    assert isinstance(action, QAction)
    action.trigger()


def test_the_bar_gives_all_chosen_tasks_to_one_officer(
    window: MainWindow, page: TasksPage, qtbot: QtBot
) -> None:
    page.table.choose_cell("task-1", OFFICER)
    assert page._above.currentWidget() is page.lacks
    press(page, Key.Key_Down, Key.Key_Down, held=SHIFT)
    assert page._above.currentWidget() is page.bulk
    assert page.bulk.count.text() == "Đã chọn 3 nhiệm vụ"
    pick(page.bulk.officer, "Trần Thị Bình")
    assert officers(window) == ["Trần Thị Bình"] * 3 + [""]
    assert window.foot.sentence == "Đã giao 3 nhiệm vụ cho Trần Thị Bình."
    qtbot.waitUntil(lambda: not window._waiting)
    assert page.bulk.count.text() == "Đã chọn 3 nhiệm vụ"
    pick(page.bulk.progress, "Hoàn thành 100% hôm nay")
    assert [row.percent for row in window.office.tasks.rows()] == [100, 100, 100, 0]
    pick(page.bulk.due, "Hết quý II (30/06/2026)")
    assert window.office.tasks.get("task-3").due == date(2026, 6, 30)
    pick(page.bulk.unit, "Phòng Văn hóa - Xã hội")
    assert {row.assignment.lead for row in window.office.tasks.rows()} == {
        "Phòng Văn hóa - Xã hội",
        "Trung tâm",
    }
    for _ in range(4):
        window.undo()
    assert officers(window) == [""] * 4
    assert window.foot.sentence.startswith("Đã hoàn tác: ")


def test_twenty_tasks_go_to_one_officer_in_five_actions(
    prepared: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Some sixty clicks before: click, Shift+click, the bar's menu, its entry."""
    with sample_window(tmp_path_factory.mktemp("twenty")) as window:
        window.go(TasksPlace())
        page = window.page(PageName.TASKS)
        assert isinstance(page, TasksPage)
        table, name = page.table, window.office.settings.officers()[0].name

        def centre(row: int) -> QPoint:
            index = table.rows.index(row, TEXT)
            table.scrollTo(index)
            return table.visualRect(index).center()

        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, SHIFT, centre(19))
        assert page.bulk.count.text() == "Đã chọn 20 nhiệm vụ"
        chosen = [row.id for row in table.chosen_rows()]
        pick(page.bulk.officer, name)
        assert {window.office.tasks.get(task_id).assignment.officer for task_id in chosen} == {name}
        window.undo()
        assert {window.office.tasks.get(task_id).assignment.officer for task_id in chosen} != {name}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_cells_are_typed_one_below_another(window: MainWindow, page: TasksPage) -> None:
    page.table.choose_cell("task-1", PROGRESS)
    for percent in ("30", "60", "90"):
        enter(page, percent)
    assert [row.percent for row in window.office.tasks.rows()] == [30, 60, 90, 0]
    page.table.choose_cell("task-1", DUE)
    for day in ("1/9/2026", "2/9/2026"):
        enter(page, day)
    assert [row.due.day for row in window.office.tasks.rows()][:2] == [1, 2]
    page.table.choose_cell("task-1", OFFICER)
    for name in ("Le An", "tran thi binh"):
        enter(page, name)
    assert officers(window)[:2] == ["Le An", "Trần Thị Bình"]
    assert page.table.currentIndex().row() == 2


def test_escape_and_refusals_keep_what_is_stored(window: MainWindow, page: TasksPage, qtbot: QtBot) -> None:
    page.table.choose_cell("task-2", PROGRESS)
    QTest.keyClicks(page.table, "7")
    press(page, Key.Key_Escape)
    assert window.office.tasks.get("task-2").percent == 40
    enter(page, "170")
    qtbot.waitUntil(lambda: page.table._bubble is not None)
    assert page.table._bubble is not None
    assert "0 đến 100" in page.table._bubble.text()
    press(page, Key.Key_Escape)
    assert window.office.tasks.get("task-2").percent == 40
    page.table.choose_cell("task-2", TEXT)
    QTest.keyClicks(page.table, "x")
    assert page.table._bubble is not None
    assert "trang Kế hoạch" in page.table._bubble.text()
    page.table.setFocus()
    page.filters.setFocus()
    assert page.table._bubble is None, "it says nothing to what is done elsewhere"


def test_filling_down(window: MainWindow, page: TasksPage) -> None:
    window.office.plans.set_assignment("plan-1", "task-1", officer="Lê An")
    window.refresh_now()
    page.table.choose_cell("task-1", OFFICER)
    press(page, Key.Key_Down, Key.Key_Down, held=SHIFT)
    press(page, Key.Key_D, held=CTRL)
    assert officers(window) == ["Lê An", "Lê An", "Lê An", ""]
    window.undo()
    assert officers(window) == ["Lê An", "", "", ""]
    page.table.choose_cell("task-2", OFFICER)
    press(page, Key.Key_D, held=CTRL)
    assert officers(window) == ["Lê An", "Lê An", "", ""]


def test_what_changes_nothing_offers_no_undo_of_something_else(window: MainWindow, page: TasksPage) -> None:
    page.table.choose_cell("task-1", OFFICER)
    press(page, Key.Key_Down, held=SHIFT)
    pick(page.bulk.officer, "Trần Thị Bình")
    assert not window.foot._undo.isHidden()
    window.refresh_now()
    done = window.office.history.entries()
    for again in (
        lambda: pick(page.bulk.officer, "Trần Thị Bình"),
        lambda: press(page, Key.Key_D, held=CTRL),
    ):
        again()
        assert window.foot.sentence == "Không có gì thay đổi: các nhiệm vụ này đã như vậy từ trước."
        assert window.foot._undo.isHidden()
        window.notify("")
    assert window.office.history.entries() == done


def test_a_column_from_excel_is_pasted(window: MainWindow, page: TasksPage) -> None:
    page.table.choose_cell("task-1", LEAD)
    QGuiApplication.clipboard().setText(
        "Phòng Kinh tế\tLê An\t1/10/2026\t10\r\nVĂN PHÒNG\tTrần Thị Bình\t\t20%\r\n"
    )
    press(page, Key.Key_V, held=CTRL)
    first, second, *_ = window.office.tasks.rows()
    assert (first.assignment.lead, first.assignment.officer, first.due, first.percent) == (
        "Phòng Kinh tế", "Lê An", date(2026, 10, 1), 10,
    )  # fmt: skip
    assert (second.assignment.lead, second.due_is_own, second.percent) == ("Văn phòng", False, 20)
    assert window.foot.sentence == "Đã nhập đơn vị chủ trì, người theo dõi, hạn, tiến độ của 2 nhiệm vụ."
    window.undo()
    assert window.office.tasks.get("task-1").percent == 0
    assert officers(window) == [""] * 4


def test_a_bad_cell_is_named_and_nothing_is_pasted(window: MainWindow, page: TasksPage) -> None:
    page.table.choose_cell("task-1", DUE)
    QGuiApplication.clipboard().setText("1/10/2026\n31/2/2026\n2/10/2026")
    press(page, Key.Key_V, held=CTRL)
    assert page.table._bubble is not None
    said = page.table._bubble.text()
    assert said.startswith("Dòng 2, cột «Hạn», giá trị «31/2/2026»: Không có ngày 31/2/2026.")
    assert page.table.currentIndex().row() == 1
    assert window.office.tasks.get("task-1").due == date(2026, 5, 31)


def test_scattered_rows_take_one_value_or_as_many(window: MainWindow, page: TasksPage) -> None:
    table = page.table

    def choose(*rows: int) -> None:
        table.choose_cell(f"task-{rows[0]}", OFFICER)
        for row in rows[1:]:
            index = table.rows.index(row - 1, OFFICER)
            table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    choose(1, 3)
    assert page.bulk.count.text() == "Đã chọn 2 nhiệm vụ"
    QGuiApplication.clipboard().setText("Lê An")
    press(page, Key.Key_V, held=CTRL)
    assert officers(window) == ["Lê An", "", "Lê An", ""]
    choose(1, 4)
    QGuiApplication.clipboard().setText("Trần Thị Bình\nPhạm Hà")
    press(page, Key.Key_V, held=CTRL)
    assert officers(window) == ["Trần Thị Bình", "", "Lê An", "Phạm Hà"]
    choose(1, 4)
    QGuiApplication.clipboard().setText("A\nB\nC")
    press(page, Key.Key_V, held=CTRL)
    assert page.table._bubble is not None
    assert "2 dòng rời nhau" in page.table._bubble.text()
    press(page, Key.Key_Delete)
    assert officers(window) == ["", "", "Lê An", ""]


def test_what_is_not_assigned_is_a_list_with_one_click(window: MainWindow, page: TasksPage) -> None:
    chip = page.lacks.buttons[Lack.OFFICER]
    # What is done is counted no more.
    assert chip.text() == "Chưa có người theo dõi (3)"
    assert page.lacks.buttons[Lack.ASSIGNEE].isHidden()
    chip.click()
    assert [row.id for row in page.table.rows.rows] == ["task-1", "task-2", "task-4"]
    assert page._count.text() == "3 trong 4 nhiệm vụ, 1 quá hạn"
    chip.click()
    assert len(page.table.rows.rows) == 4
    window.go(TasksPlace(chosen=UNASSIGNED))
    assert page.lacks.buttons[Lack.ASSIGNEE].isChecked()
    assert page.table.rows.rows == []


def test_a_click_opens_the_panel_and_the_keys_go_on_from_it(page: TasksPage) -> None:
    table = page.table
    QTest.qWait(10)
    goes_first = next(column for column in (AREA, STATUS, LEAD) if not table.isColumnHidden(column))
    place = table.visualRect(table.rows.index(1, goes_first)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.panel.isVisible()
    # Where the column that was clicked has no room beside the panel, the cursor does not go with it.
    QTest.qWait(10)
    assert table.currentIndex().row() == 1
    assert not table.isColumnHidden(table.currentIndex().column())
    press(page, Key.Key_Down, Key.Key_Down, held=SHIFT)
    assert [row.id for row in table.chosen_rows()] == ["task-2", "task-3", "task-4"]


def test_the_panel_stays_closed_until_it_is_wanted(page: TasksPage) -> None:
    page.table.choose("task-1")
    assert page.panel.isVisible()
    press(page, Key.Key_Escape)
    assert page.panel.isHidden()
    press(page, Key.Key_Down)
    assert page.panel.isHidden()
    page.table.choose_cell("task-2", TEXT)
    press(page, Key.Key_Return)
    assert page.panel.isVisible()


def test_the_table_fits_beside_the_panel_after_another_page(
    window: MainWindow, page: TasksPage, qtbot: QtBot
) -> None:
    page.table.choose("task-1")
    QTest.qWait(10)
    shown = [page.table.isColumnHidden(n) for n in range(7)]
    assert not shown[OFFICER]
    window.open_page(PageName.TODAY)
    window.office.plans.set_assignment("plan-1", "task-2", officer="Lê An")
    qtbot.waitUntil(lambda: not window._waiting)
    window.open_page(PageName.TASKS)
    QTest.qWait(10)
    assert [page.table.isColumnHidden(n) for n in range(7)] == shown
    assert not page.table.horizontalScrollBar().isVisible()


def test_the_head_of_the_panel_is_as_high_for_every_task(window: MainWindow, page: TasksPage) -> None:
    window.office.plans.set_text("plan-1", "task-3", "Rà soát, công bố thủ tục hành chính nội bộ. " * 9)
    window.refresh_now()
    tops = set()
    for task_id in ("task-1", "task-2", "task-3", "task-4"):
        page.table.choose(task_id)
        QTest.qWait(10)
        tops.add(page.panel.tabs.mapTo(page.panel, QPoint()).y())
    assert len(tops) == 1


def test_one_click_records_a_finished_task(window: MainWindow, page: TasksPage) -> None:
    page.table.choose("task-2")
    tab = page.panel.progress_tab
    tab.result.editor.setPlainText("Đã tổ chức")
    assert "Chưa ghi" in tab._unsaved.text()
    tab.done.click()
    row = window.office.tasks.get("task-2")
    assert row.progress is not None
    assert (row.percent, row.progress.day, row.progress.result) == (100, window.office.today, "Đã tổ chức")
    assert tab._unsaved.text() == ""
    window.undo()
    assert window.office.tasks.get("task-2").percent == 40


def test_the_foot_tells_what_waits_for_a_button_from_what_saves_itself(
    window: MainWindow, page: TasksPage
) -> None:
    page.table.choose("task-2")
    tab = page.panel.progress_tab
    tab.note.setFocus()
    QTest.keyClicks(tab.note.editor, "abc")
    assert window.foot._saved.text() == "Chưa ghi, hãy bấm nút"
    assert tab.save.text() == "Ghi tiến độ (chưa ghi)"
    tab.save.click()
    page.panel.tabs.setCurrentWidget(page.panel.assignment_tab)
    field = page.panel.assignment_tab.support
    field.setFocus()
    QTest.keyClicks(field.editor, "abc")
    assert window.foot._saved.text() == "Đang nhập, sẽ lưu khi rời ô"
