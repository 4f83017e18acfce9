"""Lĩnh vực: targets and tasks of one area, their measures, and new ones put into the plan."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.places import AreaPlace, PageName
from cchc_desktop.domain.plan import ItemKind
from cchc_desktop.domain.plan_views import targets
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.areas.plan_tab import AreaPlan
from cchc_desktop.ui.areas.target_panel import TargetPanel
from cchc_desktop.ui.frame.main_window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> AreaPlan:
    window.go(AreaPlace(3))
    found = window.page(PageName.AREA_3)
    assert isinstance(found, AreaPage)
    return found.plan


@pytest.fixture
def panel(page: AreaPlan) -> TargetPanel:
    """The panel of the first target."""
    page.targets.choose("target-1")
    assert page.target_panel.isVisible()
    return page.target_panel


def measure(window: MainWindow, target_id: str) -> Measure:
    plan = window.office.plans.get("plan-1")
    found = next(place.item for place in targets(plan) if place.item.id == target_id)
    assert found.measure is not None
    return found.measure


def test_the_page_shows_the_area(page: AreaPlan) -> None:
    assert [row.id for row in page.targets.rows.rows] == ["target-1", "target-2"]
    assert [row.id for row in page.tasks.rows.rows] == ["task-3", "task-4"]
    assert "1/2 nhiệm vụ hoàn thành" in page._summary.text()


def test_the_legend_explains_the_statuses_of_the_bar_and_no_others(page: AreaPlan) -> None:
    statuses = {row.status for row in page.tasks.rows.rows}
    entries = page.legend._entries
    assert {each for each, entry in entries.items() if not entry.isHidden()} == statuses


def test_a_measure_is_corrected_and_thereby_confirmed(
    window: MainWindow, panel: TargetPanel, qtbot: QtBot
) -> None:
    assert panel.number.editor.text() == "95"
    panel.number.editor.setText("97,5")
    assert panel.number.commit()
    assert measure(window, "target-1").value == 97.5
    assert measure(window, "target-1").confirmed
    qtbot.waitUntil(lambda: "97,5%" in panel._state.text())
    assert panel.confirm.isHidden()


def test_a_measure_is_confirmed_as_it_is(window: MainWindow, panel: TargetPanel) -> None:
    panel.confirm.click()
    assert measure(window, "target-1").confirmed
    assert measure(window, "target-1").value == 95


def test_a_range_asks_for_its_end(window: MainWindow, panel: TargetPanel, qtbot: QtBot) -> None:
    assert panel.upper.isHidden()
    panel.comparator.editor.show_value(Comparator.BETWEEN)
    panel.comparator.editor.activated.emit(0)
    qtbot.waitUntil(lambda: not panel.upper.isHidden())
    panel.upper.editor.setText("100")
    assert panel.upper.commit()
    assert measure(window, "target-1").label == "95 - 100%"


def test_words_have_no_number(window: MainWindow, page: AreaPlan) -> None:
    page.targets.choose("target-2")
    assert page.target_panel.number.isHidden()
    assert measure(window, "target-2").kind is TargetKind.QUALITATIVE


@pytest.mark.parametrize(
    ("kind", "before"), [(ItemKind.TARGET, "target-2"), (ItemKind.TASK, "task-4")], ids=["target", "task"]
)
def test_what_is_added_stands_behind_its_like(
    window: MainWindow, page: AreaPlan, kind: ItemKind, before: str
) -> None:
    if kind is ItemKind.TARGET:
        page._add_target()
    else:
        page._add_task()
    table = page.targets if kind is ItemKind.TARGET else page.tasks
    assert table.rows.rows[-2].id == before
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("Nội dung vừa thêm")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert page.leave()
    plan = window.office.plans.get("plan-1")
    assert any(item.kind is kind and item.text == "Nội dung vừa thêm" for item in plan.walk())


def test_an_area_that_the_plan_does_not_treat_is_explained(window: MainWindow) -> None:
    window.go(AreaPlace(6))
    page = window.page(PageName.AREA_6)
    assert isinstance(page, AreaPage)
    page.plan._add_task()
    assert "chưa có đề mục" in window.foot.sentence


def test_a_task_is_deleted_and_comes_back(window: MainWindow, page: AreaPlan, qtbot: QtBot) -> None:
    page.tasks.choose("task-4")
    page.tasks.setFocus()
    QTest.keyClick(page.tasks, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.tasks.rows.rowCount() == 1)
    window.undo()
    qtbot.waitUntil(lambda: page.tasks.rows.rowCount() == 2)


def test_another_plan_can_be_looked_at(window: MainWindow, page: AreaPlan, qtbot: QtBot) -> None:
    assert page._plan.isHidden()
    window.office.plans.create("Cải cách hành chính năm 2027", PlanPeriod.year(2027))
    qtbot.waitUntil(lambda: not page._plan.isHidden())
    page._plan.setCurrentIndex(1)
    page._plan.activated.emit(1)
    assert page.targets.rows.rowCount() == 0
    page._add_target()
    assert page.targets.rows.rowCount() == 1


def test_an_issued_plan_says_why_it_stays(window: MainWindow, panel: TargetPanel, qtbot: QtBot) -> None:
    window.office.plan_life.issue("plan-1", "15", date(2026, 1, 5))
    qtbot.waitUntil(lambda: not window._waiting)
    panel.number.editor.setText("99")
    assert not panel.number.commit()
    assert "đã ban hành" in panel.number._problem.text()
    panel.number.restore()


def test_only_one_panel_is_open(page: AreaPlan, panel: TargetPanel) -> None:
    page.tasks.choose("task-3")
    assert page.task_panel.isVisible()
    assert not panel.isVisible()
    assert page.targets.current_row() is None


def test_a_refused_field_keeps_its_target(
    window: MainWindow, page: AreaPlan, panel: TargetPanel, qtbot: QtBot
) -> None:
    panel.deadline.editor.setText("31/2/2026")
    page.targets.choose("target-2")
    qtbot.waitUntil(lambda: page.targets.current_row().id == "target-1")
    assert window.foot.sentence == "Hãy sửa ô có viền đỏ rồi mới rời chỉ tiêu này."
    page.tasks.choose("task-3")
    qtbot.waitUntil(lambda: page.tasks.current_row() is None)
    panel.deadline.restore()
    page.tasks.choose("task-3")
    assert page.task_panel.isVisible()


def test_a_page_that_nothing_was_done_on_is_given_up(window: MainWindow) -> None:
    window.open_page(PageName.AREA_3)
    left = window.page(PageName.AREA_3)
    window.open_page(PageName.AREA_4)
    assert window.page(PageName.AREA_3) is not left


def test_a_page_is_found_again_as_it_was_left(window: MainWindow, panel: TargetPanel) -> None:
    left = window.page(PageName.AREA_3)
    window.open_page(PageName.AREA_4)
    window.open_page(PageName.AREA_3)
    assert window.page(PageName.AREA_3) is left
    assert panel.isVisible()
