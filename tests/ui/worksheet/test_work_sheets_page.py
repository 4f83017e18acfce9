"""The page of results: who came to what, the work below, marks typed like into Excel."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import TasksPlace, WorkSheetPlace
from cchc_desktop.domain.work_sheet import TaskMark
from cchc_desktop.ui import theme
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tables.sheet import CellRefusal
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.worksheet.model import WHOLE, PeopleModel, WorkModel
from cchc_desktop.ui.worksheet.page import WorkSheetsPage, _SupportQuestion
from tests.ui.sample_window import sample_window

QUARTER = "2026-Q2"


@pytest.fixture(scope="module")
def made(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as window:
        yield window


@pytest.fixture
def page(made: MainWindow) -> Iterator[WorkSheetsPage]:
    """The page at the officer with most work; what a test did is undone after it."""
    before = len(made.office.history.entries())
    sheets = made.office.work_sheets
    period = WorkSheetPlace(QUARTER)
    made.go(period)
    found = made.findChild(WorkSheetsPage)
    assert isinstance(found, WorkSheetsPage)
    busiest = max(
        (s for room in found.summary.rooms for s in room.officers), key=lambda sheet: len(sheet.lines)
    )
    made.go(WorkSheetPlace(QUARTER, busiest.who))
    yield found
    while len(made.office.history.entries()) > before and sheets.marks():
        made.office.history.undo()
    made.refresh_now()


def type_into(page: WorkSheetsPage, row: int, column: int, text: str) -> bool:
    return page.work.setData(page.work.index(row, column), text, Qt.ItemDataRole.EditRole)


def test_it_says_how_points_come_about_and_follows_typing(page: WorkSheetsPage, made: MainWindow) -> None:
    sheet = page.chosen
    assert sheet is not None
    assert len(page.work.rows) == len(sheet.lines) >= 2
    assert "× 23,33 = 23,33" in page._how.text()
    assert type_into(page, 0, WorkModel.QUALITY, "2")
    assert type_into(page, 0, WorkModel.FACTOR, "1,5")
    made.refresh_now()
    (mark,) = made.office.work_sheets.marks()
    assert (mark.faults, mark.factor) == (2, Decimal("1.5"))
    # One of them counts one and a half, half of which is lost by two faults.
    given, good = len(sheet.lines) + 0.5, len(sheet.lines) - 0.25
    told = f"{good:g}/{given:g} × 23,33 = {good / given * 70 / 3:.2f}"
    assert told.replace(".", ",") in page._how.text()
    assert type_into(page, 0, WorkModel.FACTOR, "")
    assert type_into(page, 0, WorkModel.QUALITY, "đạt")
    made.refresh_now()
    assert not made.office.work_sheets.marks()


def test_what_is_late_stands_out(page: WorkSheetsPage, made: MainWindow) -> None:
    everybody = [sheet for room in page.summary.rooms for sheet in room.officers]
    late = next(sheet for sheet in everybody if any(line.done_on is None for line in sheet.lines))
    made.go(WorkSheetPlace(QUARTER, late.who))
    done = [page.work.index(row, 4) for row in range(page.work.rowCount())]
    (index, *_) = [each for each in done if each.data() == "Chưa xong"]
    brush = index.data(Qt.ItemDataRole.ForegroundRole)
    assert brush.color().name() == theme.current().bad


def test_a_block_is_pasted_in_one_operation(page: WorkSheetsPage, made: MainWindow) -> None:
    first, second = page.work.rows[:2]
    page.work.write(
        [
            (first, WorkModel.FACTOR, "2"), (first, WorkModel.QUALITY, "Chưa đạt"),
            (second, WorkModel.LATE, "3"), (second, WorkModel.NOTE, "Trình lại"), (second, 0, "bỏ qua"),
        ]
    )  # fmt: skip
    made.refresh_now()
    assert len(made.office.work_sheets.marks()) == 2
    with pytest.raises(CellRefusal, match="số lần lỗi"):
        page.work.write([(first, WorkModel.FACTOR, "1"), (second, WorkModel.QUALITY, "ổn")])
    made.office.history.undo()
    made.refresh_now()
    assert not made.office.work_sheets.marks(), "one operation"


def test_general_criteria_are_typed_for_officers_alone(page: WorkSheetsPage, made: MainWindow) -> None:
    people = page.people
    at = page.people_table.currentIndex().row()
    assert people.setData(people.index(at, PeopleModel.GENERAL), "28", Qt.ItemDataRole.EditRole)
    made.refresh_now()
    assert people.index(at, PeopleModel.GENERAL + 1).data() == "98"
    assert people.index(at, PeopleModel.GENERAL + 2).data() == "Hoàn thành xuất sắc nhiệm vụ"
    with pytest.raises(CellRefusal, match="từ 0 đến 30"):
        people.write([(people.rows[at], PeopleModel.GENERAL, "31")])
    people.write([(people.rows[at], PeopleModel.GENERAL, ""), (people.rows[0], PeopleModel.GENERAL, "30")])
    made.refresh_now()
    assert people.index(at, PeopleModel.GENERAL).data() == ""
    assert not people.is_open(people.index(0, PeopleModel.GENERAL))
    assert "Hãy chọn dòng của công chức" in people.why_locked(people.rows[0], PeopleModel.GENERAL)
    made.office.history.undo()
    made.office.history.undo()


def test_somebody_who_helps_is_counted_and_given_up(page: WorkSheetsPage, made: MainWindow) -> None:
    page.work_table.choose_cell(page.work.rows[0].id, WorkModel.FACTOR)
    row = page.work_table.current_row()
    dialog = _SupportQuestion(made, row, made)
    dialog.officer.editor.setEditText(row.line.officer)
    dialog.answer()
    assert dialog.result() != QDialog.DialogCode.Accepted, "whoever follows it has it already"
    dialog.officer.editor.setEditText("Trần Giúp Việc")
    dialog.answer()
    assert dialog.result() == QDialog.DialogCode.Accepted
    made.refresh_now()
    made.go(WorkSheetPlace(QUARTER, "Trần Giúp Việc"))
    (line,) = page.work.rows
    assert line.line.role.label == "Phối hợp"
    assert "phối hợp tính 0,3" in page._how.text()
    page.work_table.choose_cell(line.id, WorkModel.FACTOR)
    page._show_commands()
    assert page.drop_button.isEnabled()
    page.drop_button.click()
    made.refresh_now()
    assert not made.office.work_sheets.marks()
    made.office.history.undo()
    made.office.history.undo()
    made.refresh_now()


def test_keys_lead_between_periods_tables_and_the_task(
    page: WorkSheetsPage, made: MainWindow, qtbot: QtBot
) -> None:
    page.people_table.setFocus()
    QTest.keyClick(page.people_table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.periods.currentText() == "Quý III năm 2026"
    QTest.keyClick(page.people_table, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.people_table, Qt.Key.Key_F6)
    assert page.work_table.hasFocus()
    task = page.work_table.current_row().line.work.task_id
    QTest.keyClick(page.work_table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tasks = made.findChild(TasksPage)
    assert isinstance(tasks, TasksPage)
    assert tasks.table.current_row().id == task
    made.go(TasksPlace())
    made.go(WorkSheetPlace(task_id=task))
    assert page.work_table.current_row().line.work.task_id == task


def test_what_is_chosen_is_what_goes_out(page: WorkSheetsPage, made: MainWindow) -> None:
    titles = []
    for key in (None, "unit:" + str(page.chosen.unit if page.chosen else ""), WHOLE):
        if key is not None:
            assert page.people_table.choose(key)
        document, name = page.current_document() or (None, "")
        assert document is not None
        titles.append(document.title)
        assert name.endswith(".xlsx")
    assert [title.partition(" công việc")[0] for title in titles] == [
        "Phiếu theo dõi kết quả", "Tổng hợp kết quả", "Tổng hợp kết quả",
    ]  # fmt: skip
    made.office.work_sheets.choose_rule("hai-phong-212")
    page.refresh()
    assert page.rules.currentText().startswith("Hải Phòng")
    made.office.work_sheets.choose_rule("nd335")


def test_a_mark_of_a_task_opens_where_it_counts(page: WorkSheetsPage, made: MainWindow) -> None:
    work = page.work.rows[0].line.work
    made.office.work_sheets.mark(TaskMark(work.task_id, work.turn, product="Bản đồ quy hoạch riêng"))
    made.refresh_now()
    (hit,) = made.office.search("ban do quy hoach rieng").hits
    assert hit.place == TasksPlace(work.task_id)
