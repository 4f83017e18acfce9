"""The window: every page opens, search finds, undo takes back, the foot line tells."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.places import PageName, ReportPlace, TasksPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.ui import messages
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.forms import LineField
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.pages import KEYS
from cchc_desktop.ui.journal.page import JournalPage
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.start.opening import open_office
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.widgets.toast import show_toast
from tests.reporting import report

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_page_opens_and_can_be_left(window: MainWindow) -> None:
    for name in PageName:
        assert window.open_page(name)
        assert window.current is window.page(name)
        assert window.current.isVisible()
        assert window.current.objectName() == name
        assert window.open_page(PageName.TODAY)
        assert window.open_page(PageName.JOURNAL if name is PageName.TODAY else name)


@pytest.mark.parametrize(
    ("key", "modifier", "name"),
    [
        (Qt.Key.Key_3, CONTROL, PageName.FIGURES),
        (Qt.Key.Key_6, CONTROL, PageName.TASKS),
        (Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier, PageName.AREA_5),
    ],
)
def test_keys_open_pages(
    window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, name: PageName
) -> None:
    QTest.keyClick(window, key, modifier)
    assert window._stack.shown == name


def test_the_navigation_and_the_page_agree(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    assert window.navigation.currentItem().text() == "Thiết lập"
    QTest.keyClick(window.navigation, Qt.Key.Key_Up)
    assert window._stack.shown == PageName.BACKUPS


def test_overdue_tasks_are_counted_beside_the_page(window: MainWindow) -> None:
    texts = [window.navigation.item(place).text() for place in range(window.navigation.count())]
    assert "Nhiệm vụ · 1 quá hạn" in texts


def test_a_narrow_window_has_icons_alone(window: MainWindow) -> None:
    window.resize(911, 512)
    assert window.navigation.width() < 60
    assert all(not window.navigation.item(n).text() for n in range(window.navigation.count()))
    window.resize(1366, 768)
    assert window.navigation.item(0).text() == "Hôm nay"


@pytest.mark.parametrize(("width", "height"), [(911, 441), (911, 512), (1024, 609), (1366, 697), (720, 440)])
def test_every_page_can_be_reached_by_mouse(window: MainWindow, width: int, height: int) -> None:
    window.resize(width, height)
    QApplication.processEvents()
    bar, last = window.navigation, window.navigation.item(window.navigation.count() - 1)
    assert last.data(Qt.ItemDataRole.UserRole) == PageName.HELP
    assert bar.viewport().rect().contains(bar.visualItemRect(last)), "«Trợ giúp» is below the edge"
    assert all(bar.sizeHintForRow(row) >= 16 for row in range(bar.count()) if bar.item(row).data(256))


def test_a_page_behind_does_not_hold_the_window_open(window: MainWindow) -> None:
    for name in PageName:
        window.open_page(name)
    window.resize(720, 440)
    assert (window.width(), window.height()) == (720, 440)


@pytest.mark.painted
@pytest.mark.parametrize(
    ("width", "height", "percent"), [(911, 441, 100), (1024, 609, 100), (1366, 697, 150)]
)
def test_every_page_has_room_for_all_that_it_shows(
    window: MainWindow, width: int, height: int, percent: int
) -> None:
    """On a screen of 1366×768 at 150 %, on one of 1024×640, and on the first with the largest text."""
    window.office.figures.type_figure(Period.parse("2026-Q1"), "1.06", "5")
    window.set_text_size(percent)
    try:
        window.resize(width, height)
        for name in PageName:
            window.open_page(name)
            if name is PageName.TASKS:
                window.go(TasksPlace("task-1"))
            if name is PageName.REPORTS:
                window.go(ReportPlace(Period.parse("2026-Q1")))
            for _ in range(3):
                QApplication.processEvents()
            page = window.current
            assert page is not None
            needed = page.minimumSizeHint()
            assert needed.width() <= page.width(), f"{name} is too wide"
            assert needed.height() <= page.height(), f"{name} is too high"
    finally:
        window.set_text_size(100)


def test_ctrl_q_ends(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()


def test_an_operation_is_told_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    report(window.office, "task-1", TaskUpdate(date(2026, 6, 10), 100))
    qtbot.waitUntil(lambda: not window._waiting)
    assert window.foot.sentence == "Cập nhật tiến độ nhiệm vụ"
    assert "Cập nhật tiến độ nhiệm vụ" in window.commands.undo_action.toolTip()
    assert not window.commands.redo_action.isEnabled()
    window.undo()
    qtbot.waitUntil(lambda: not window._waiting)
    assert window.office.tasks.get("task-1").percent == 0
    assert window.commands.redo_action.isEnabled()
    window.redo()
    assert window.office.tasks.get("task-1").percent == 100


def test_the_foot_does_not_call_saved_what_is_only_typed(window: MainWindow, qtbot: QtBot) -> None:
    report(window.office, "task-1", TaskUpdate(date(2026, 6, 10), 100))
    window.open_page(PageName.SETTINGS)
    field = window.page(PageName.SETTINGS).findChildren(LineField)[0]
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is field.editor)
    assert window.foot._saved.text().startswith("Đã lưu ")
    QTest.keyClicks(field.editor, "a")
    assert window.foot._saved.text() == "Đang nhập, sẽ lưu khi rời ô"
    QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert window.foot._saved.text().startswith("Đã lưu ")
    QTest.keyClicks(field.editor, "a")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert window.foot._saved.text().startswith("Đã lưu ")


def test_the_foot_says_of_a_refused_field_that_it_is_not_stored(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page(PageName.SETTINGS)
    name, other, *_ = window.page(PageName.SETTINGS).findChildren(LineField)
    window.activateWindow()
    name.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is name.editor)
    before = window.foot._saved.text()
    name.editor.selectAll()
    QTest.keyClick(name.editor, Qt.Key.Key_Delete)
    other.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is other.editor)
    assert not name._problem.isHidden()
    assert window.foot._saved.text() == "Chưa lưu: hãy sửa ô viền đỏ"
    name.restore()
    assert window.foot._saved.text() == before


def test_search_groups_what_it_finds_and_opens_it(window: MainWindow, qtbot: QtBot) -> None:
    search = window.top.search
    search.setFocus()
    search.setText("doi thoai")
    search.show_results()
    texts = [search.results.item(place).text() for place in range(search.results.count())]
    assert texts[:3] == ["Nhiệm vụ (1)", "Tổ chức hội nghị đối thoại.", "Số liệu (3)"]
    assert all("đối thoại" in text for text in texts[3:])
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window._stack.shown == PageName.TASKS
    page = window.page(PageName.TASKS)
    assert isinstance(page, TasksPage)
    assert page.panel.row is not None
    assert page.panel.row.id == "task-2"


@pytest.mark.parametrize(
    ("words", "page", "group"),
    [
        ("so hoa ho so khi tiep nhan", PageName.FIGURES, "Số liệu"),
        ("zimbabue", PageName.FIGURES, "Số liệu"),
        ("mombasa", PageName.REPORTS, "Báo cáo"),
        ("palermo", PageName.AREA_3, "Nhận xét của lĩnh vực"),
    ],
)  # fmt: skip
def test_search_opens_what_reports_are_made_of(
    window: MainWindow, words: str, page: PageName, group: str
) -> None:
    office, quarter, half = window.office, Period.parse("2026-Q2"), Period.parse("2026-6T")
    figure = Figure(office.figures.read_figure(quarter, "1.01", "5").value, note="Chờ zimbabue xác nhận")
    office.figures.set_figures(quarter, {"1.01": figure})
    office.reports.set_passage(half, "I.1", "Lời riêng mombasa.")
    office.reports.set_remarks(half, 3, difficulties="Thiếu máy quét palermo.")
    search = window.top.search
    search.setText(words)
    search.show_results()
    assert search.results.item(0).text().startswith(group)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert window._stack.shown == page
    shown = window.page(page)
    if isinstance(shown, FiguresPage):
        figure_row = shown.grid.figure()
        assert figure_row is not None
        assert figure_row.id == ("1.01" if words == "zimbabue" else "3.29")
    if isinstance(shown, AreaPage):
        assert shown.tabs.currentWidget() is shown.remarks


def test_search_opens_settings(window: MainWindow) -> None:
    search = window.top.search
    search.setText("tran thi binh")
    search.show_results()
    QTest.keyClick(search, Qt.Key.Key_Return)
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    assert page.tabs.currentWidget() is page.officers_tab
    assert page.officers_tab.table.current_row().name == "Trần Thị Bình"


def test_search_says_that_nothing_was_found(window: MainWindow) -> None:
    window.top.search.setText("không có đâu")
    window.top.search.show_results()
    assert "Không tìm thấy" in window.top.search.results.item(0).text()
    QTest.keyClick(window.top.search, Qt.Key.Key_Escape)
    assert window.top.search.results.isHidden()


def test_a_refusal_without_a_field_is_said_at_the_foot(window: MainWindow) -> None:
    def refuse() -> None:
        raise Refusal("Không được.")

    assert not window.attempt(refuse)
    assert window.foot.sentence == "Không được."


def test_a_problem_of_the_machine_must_be_read(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages.Messages, "error", lambda *said: told.append(said[-1]))

    def fail() -> None:
        raise EnvironmentProblem("Ổ đĩa đã đầy.")

    assert not window.attempt(fail)
    assert told == ["Ổ đĩa đã đầy."]


def test_a_page_with_something_wrong_is_not_left(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    page.office_tab.name.editor.setText("")
    window.open_page(PageName.TODAY)
    assert window._stack.shown == PageName.SETTINGS
    assert "Hãy nhập tên cơ quan" in page.office_tab.name._problem.text()
    page.office_tab.name.restore()
    window.open_page(PageName.TODAY)
    assert window._stack.shown == PageName.TODAY


def test_closing_saves_the_field_that_is_edited(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(office, tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.open_page(PageName.SETTINGS)
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    page.office_tab.name.editor.setText("Ủy ban nhân dân phường Tân Lập")
    assert window.close()
    assert office.settings.require_profile().name == "Ủy ban nhân dân phường Tân Lập"
    assert office.settings.preference("window")


def test_what_cannot_be_saved_is_asked_about(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(messages.Messages, "ask", lambda *_: next(answers))
    window.open_page(PageName.SETTINGS)
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    page.office_tab.name.editor.setText("")
    assert not window.close()
    assert window.close()


def test_data_that_are_open_elsewhere_are_explained(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(parent: object, question: str, yes_label: str, danger: bool) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(messages.Messages, "ask", ask)
    monkeypatch.setattr("cchc_desktop.ui.start.raising.PATIENCE_SECONDS", 0.1)
    assert open_office(tmp_path / "data") == 1
    assert "đang được mở ở một cửa sổ khác" in asked[0]


def test_a_new_day_is_seen_when_the_window_is_used_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.office._desk.store.revisions, "today", lambda: date(2026, 6, 22))
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    window.changeEvent(QEvent(QEvent.Type.ActivationChange))
    texts = [window.navigation.item(place).text() for place in range(window.navigation.count())]
    assert "Nhiệm vụ · 2 quá hạn" in texts


def test_a_new_day_is_seen_when_another_page_is_opened(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.office._desk.store.revisions, "today", lambda: date(2026, 6, 22))
    window.open_page(PageName.PLAN)
    texts = [window.navigation.item(place).text() for place in range(window.navigation.count())]
    assert "Nhiệm vụ · 2 quá hạn" in texts


# What undo says, and where it leads


@pytest.mark.parametrize("code", ["3.12", "1.01"])
def test_undo_of_a_figure_says_what_it_became_and_leads_there(window: MainWindow, code: str) -> None:
    quarter = Period.parse("2026-Q1")
    figures = window.office.figures
    name = figures.ledger().catalogue(quarter).get(code).name
    for value in ("120", "118"):
        figures.type_figure(quarter, code, value)
    window.refresh_now()
    window.open_page(PageName.PLAN)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    shown = window.foot.sentence
    assert shown.startswith(f"Đã hoàn tác: {code} {name[:20]}")
    assert shown.endswith(", quý I/2026: 118 → 120")
    assert window._stack.shown == PageName.PLAN, "undo alone goes nowhere"
    assert window.foot._go.isVisible()
    assert window.foot._go.text() == "Đến đó"
    assert "Ctrl+G" in window.foot._go.toolTip()
    QTest.keyClick(window, Qt.Key.Key_G, CONTROL)
    page = window.current
    assert isinstance(page, FiguresPage)
    assert page.period == quarter
    row = page.grid.figure()
    assert row is not None
    assert row.id == code
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.foot.sentence.endswith(", quý I/2026: 120 → chưa có")
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert window.foot.sentence.startswith(f"Đã làm lại: {code} ")
    assert window.foot.sentence.endswith(": chưa có → 120")


def test_the_button_beside_the_sentence_goes_there_too(window: MainWindow) -> None:
    report(window.office, "task-1", TaskUpdate(date(2026, 6, 10), 100))
    window.refresh_now()
    window.undo()
    window.refresh_now()
    window.foot._go.click()
    page = window.current
    assert isinstance(page, TasksPage)
    assert page.panel.row is not None
    assert page.panel.row.id == "task-1"


def test_a_sentence_that_speaks_of_no_place_leads_nowhere(window: MainWindow) -> None:
    window.notify("Đã xuất ra tệp.")
    assert window.foot._go.isHidden()
    window.open_page(PageName.JOURNAL)
    QTest.keyClick(window, Qt.Key.Key_G, CONTROL)
    assert window._stack.shown == PageName.JOURNAL


def test_what_the_window_says_is_all_seen_and_short(window: MainWindow) -> None:
    window.notify(f"Đã xóa «{'x' * 500}\u202e».")
    assert window.foot.sentence == f"Đã xóa «{'x' * 52}…{'x' * 27}»."
    box = messages._box(window, "Thử", "Không có «a\x1b\u2066b».", "warning-filled", "warn")
    assert box.text() == "Không có «ab»."


def test_a_sentence_without_room_ends_in_dots_and_is_whole_in_the_tooltip(window: MainWindow) -> None:
    line = window.foot._sentence
    window.notify("Đã lưu.")
    window.foot.grab()
    assert line.toolTip() == ""
    window.notify("Đã lưu rất nhiều. " * 60)
    painted = line.grab().toImage()
    assert line.toolTip() == window.foot.sentence
    # Where it is cut, another end changes nothing that is painted.
    line.setText(line.text() + "Hết.")
    assert line.grab().toImage() == painted


def test_the_keys_of_a_page_lead_the_keyboard_into_it(window: MainWindow) -> None:
    window.activateWindow()
    for name in KEYS:
        window.top.search.setFocus()
        window.commands.go_to_page(name)
        assert window.current is not None
        assert window.current.isAncestorOf(window.focusWidget()), name


def test_filters_lead_on_to_what_they_let_through(window: MainWindow) -> None:
    window.activateWindow()
    window.open_page(PageName.JOURNAL)
    journal = window.current
    assert isinstance(journal, JournalPage)
    journal.text.setFocus()
    QTest.keyClick(journal.text, Qt.Key.Key_Down)
    assert window.focusWidget() is journal.table
    assert journal.table.current_row() is not None
    window.open_page(PageName.PLAN)
    plan = window.current
    assert isinstance(plan, PlanPage)
    plan.desk.trees.filter.setFocus()
    QTest.keyClick(plan.desk.trees.filter, Qt.Key.Key_Return)
    assert window.focusWidget() is plan.desk.tree
    window.open_page(PageName.FIGURES)
    figures = window.current
    assert isinstance(figures, FiguresPage)
    figures.filters.text.setFocus()
    QTest.keyClicks(figures.filters.text, "1.06")
    QTest.keyClick(figures.filters.text, Qt.Key.Key_Return)
    assert window.focusWidget() is figures.grid
    assert figures.grid.current_row().id == "1.06", "filtered before it is gone on, and past the heading"


def test_the_navigation_is_whole_while_something_is_said_after_an_export(
    window: MainWindow, qtbot: QtBot
) -> None:
    bar = window.navigation.verticalScrollBar()
    # As high as a screen of 768 leaves it.
    window.resize(1366, 712)
    qtbot.waitUntil(lambda: window.height() == 712 and bar.maximum() == 0)
    whole = window.navigation.height()
    show_toast(window, "Đã xuất tệp", [("Mở tệp", "open", lambda: None)])
    qtbot.waitUntil(lambda: window.navigation.height() < whole)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
