"""Foresight on the page of the index: the year's end, what to do this month, other numbers tried."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.criteria.words import points_words
from cchc_desktop.domain.places import CriteriaPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.criteria.lines import Shown, ends_words
from cchc_desktop.ui.criteria.page import CriteriaPage
from cchc_desktop.ui.criteria.task_question import CriterionTaskQuestion
from cchc_desktop.ui.criteria.what_if import WhatIfDialog
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tasks.page import TasksPage
from tests.ui.sample_window import sample_window

YEAR = Period.parse("2026-N")
D = Decimal


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


def open_page(window: MainWindow, code: str = "", period: Period = YEAR) -> CriteriaPage:
    window.go(CriteriaPlace(period, code))
    assert isinstance(window.current, CriteriaPage)
    return window.current


def show(page: CriteriaPage, shown: Shown) -> list:
    page.filter.show_value(shown)
    page.filter.activated.emit(0)
    return page.table.rows.rows


def test_the_years_end_stands_beside_each_criterion(window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(window, "1.1.2")
    outlook = window.office.criteria.outlook(window.office.criteria.of_period(YEAR), YEAR)
    for line in page.table.rows.rows:
        found = outlook.criteria[line.id]
        if found.high.applies and found.high.unknown < found.high.most:
            assert line.ends == ends_words(found.low.points, found.high.points)
        else:
            assert line.ends == ""
    assert page._forecast.text() == f"Dự báo 31/12: {ends_words(outlook.low.total, outlook.high.total)}"
    # Neither is cut where the window has as little room as at 150 % on a screen of 1366.
    window.resize(911, 512)
    totals = (page._total, page._forecast)
    qtbot.waitUntil(
        lambda: all(each.fontMetrics().horizontalAdvance(each.text()) <= each.width() for each in totals)
    )
    window.resize(1366, 768)
    assert "Dự báo: Đã xong " in page._told.text()
    # Nobody foresees a quarter.
    page = open_page(window, "2", Period.parse("2026-Q1"))
    assert page._forecast.isHidden()
    assert all(line.ends == "" for line in page.table.rows.rows)
    assert show(page, Shown.MONTH) == []
    show(page, Shown.ALL)


def test_the_page_says_what_to_do_this_month(window: MainWindow) -> None:
    page = open_page(window)
    found = show(page, Shown.MONTH)
    month = window.office.criteria.month(window.office.criteria.of_period(YEAR), YEAR)
    assert [line.id for line in found] == [each.move.code for each in month]
    assert len(found) > 10
    for line, each in zip(found, month, strict=True):
        assert line.words.endswith(each.move.sentence)
        assert f"{each.move.effort.label.lower()}, hạn " in line.words
    won = sum((each.move.gain for each in month if str(each.move.kind) == "win"), D(0))
    assert page._total.text() == f"Làm hết: +{points_words(won)} điểm, giữ 0,5"
    kinds = {str(each.move.kind): line.words for line, each in zip(found, month, strict=True)}
    assert kinds["win"].startswith("+")
    assert kinds["keep"].startswith("Giữ ")
    assert kinds["declare"].startswith("Khai báo ")
    show(page, Shown.ALL)


def test_a_number_is_tried_by_the_slider(window: MainWindow) -> None:
    given = window.office.criteria.of_period(YEAR)
    before = window.office.criteria.score(given, YEAR)
    dialog = WhatIfDialog(window, given, YEAR, "1.7")
    assert dialog.subjects.value().code == "1.7"
    assert dialog.total.text().endswith("(+0)")
    assert not dialog.reset_button.isEnabled()
    # From yes to no.
    QTest.keyClick(dialog.slider, Qt.Key.Key_Home)
    assert dialog.number.value() == 0
    assert dialog.after.total == before.total - D("0.5")
    assert dialog.total.text().endswith("(−0,5)")
    assert dialog.said.text() == "Không → 0/0,5 điểm"
    assert [(line.id, line.gain) for line in dialog.table.rows.rows] == [("1.7", D("-0.5"))]
    # Another one on top of it, by a figure: both stand.
    wanted = next(place for place, each in enumerate(dialog._subjects()) if each.code == "3.20")
    dialog.subjects.setCurrentIndex(wanted)
    dialog.subjects.activated.emit(wanted)
    assert dialog.said.text().startswith("Số cả năm giả định: ")
    dialog.number.setValue(dialog.number.value() * 2)
    assert {line.id for line in dialog.table.rows.rows} >= {"1.7", "3.4.1"}
    # The slider goes along, and what is as it was is tried no more.
    assert dialog.slider.value() == dialog.number.value()
    dialog.reset_button.click()
    assert dialog.after.total == before.total
    assert dialog.table.rows.rows == []
    assert window.office.criteria.score(given, YEAR) == before
    dialog.accept()


def test_the_whole_answers_at_once(window: MainWindow) -> None:
    """A what-if takes at most 50 ms of the main thread: the best of some, as other programs take time too."""
    given = window.office.criteria.of_period(YEAR)
    dialog = WhatIfDialog(window, given, YEAR, "3.4.1")
    took = []
    for tick in (900, 950, 980, 990, 1000):
        begun = perf_counter()
        dialog.slider.setValue(tick)
        took.append(perf_counter() - begun)
    assert min(took) < 0.05
    dialog.accept()


def test_the_page_opens_it_at_the_criterion(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(WhatIfDialog, "exec", lambda self: asked.append(self.subjects.value().code))
    open_page(window, "3.4.1").what_if_button.click()
    # An area has no number of its own: the first criterion is offered.
    open_page(window, "3").what_if_button.click()
    assert asked == ["3.4.1", "1.1.1"]


def test_one_key_makes_a_task_of_a_lost_point(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(window, "4.4")
    assert page.task_button.isEnabled()
    shown = []

    def answer(question: CriterionTaskQuestion) -> QDialog.DialogCode:
        shown.append(question.text.value())
        question.text.set_value("")
        question.answer()
        assert "Hãy ghi nội dung nhiệm vụ" in question.text.editor.accessibleDescription()
        question.text.set_value("Kiểm tra việc phân cấp")
        question.due.set_value(date(2026, 12, 10))
        question.answer()
        return QDialog.DialogCode(question.result())

    monkeypatch.setattr(CriterionTaskQuestion, "exec", answer)
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    assert shown[0].endswith("bảo đảm điểm tiêu chí 4.4 của Chỉ số CCHC")
    window.refresh_now()
    assert "Nhiệm vụ «Kiểm tra việc phân cấp»." in page._told.text()
    assert page.table.current_row().ends == "0–1"
    # The key leads to the task now, and the task back to its criterion.
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    assert len(shown) == 1
    tasks = window.current
    assert isinstance(tasks, TasksPage)
    panel = tasks.panel
    assert panel is not None
    assert panel.row is not None
    assert panel.row.due == date(2026, 12, 10)
    assert panel.criterion_button.isVisible()
    assert panel.criterion_button.text() == "Tiêu chí 4.4"
    panel.criterion_button.click()
    assert isinstance(window.current, CriteriaPage)
    assert page.table.current_row().id == "4.4"
    window.office.history.undo()
    window.refresh_now()
    assert "Nhiệm vụ «" not in page._told.text()


def test_nothing_is_made_of_what_is_not_lost(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CriterionTaskQuestion, "exec", lambda _self: pytest.fail("asked"))
    page = open_page(window, "1.7")
    assert not page.task_button.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    assert window.current is page
