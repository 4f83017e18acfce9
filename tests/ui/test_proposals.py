"""What the plan proposes is looked over and accepted: units on Nhiệm vụ, targets on an area's page."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import AreaPlace, PageName
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Topic
from cchc_desktop.domain.targets import Measure
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.widgets.review import ReviewDialog
from tests.ui.conftest import small_plan, task


@pytest.fixture
def told(window: MainWindow) -> MainWindow:
    """The window, with a second plan that says who does what and has a target of no area."""
    duty = Item(ItemKind.TEXT, "Chủ trì các nội dung về cải cách tài chính công.", "-")
    unit = Item(ItemKind.UNIT, "Phòng Kinh tế", "1.", children=(duty,))
    tasks = tuple(
        replace(task(f"Công khai dự toán đợt {n}.", None, "", f"money-{n}"), area=6) for n in (1, 2)
    )
    target = Item(ItemKind.TARGET, "Vượt chỉ tiêu thu ngân sách.", "-", measure=Measure(), id="general")
    section = Item(ItemKind.SECTION, "MỤC TIÊU, NHIỆM VỤ", "I.", children=(target, *tasks))
    duties = Item(ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", "II.", Topic.DUTIES, children=(unit,))
    plan = replace(small_plan(), id="plan-2", items=(section, duties))
    window.office.plans.delete("plan-1")
    window.office.plans.store_draft(Draft(plan))
    window.refresh_now()
    return window


def reviewed(monkeypatch: pytest.MonkeyPatch, look: Callable[[ReviewDialog], object]) -> None:
    def run(dialog: ReviewDialog) -> int:
        look(dialog)
        return 0

    monkeypatch.setattr(ReviewDialog, "exec", run)


def test_units_are_accepted_but_for_one(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told.open_page(PageName.TASKS)
    page = told.page(PageName.TASKS)
    assert isinstance(page, TasksPage)
    button = page.lacks.proposed
    assert button.text() == "Đơn vị đề xuất (2)…"

    def look(dialog: ReviewDialog) -> None:
        # The first one is not meant: the space bar takes its tick away.
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        answer, _ = dialog.answers[0]
        assert answer.text() == "Nhận 1 đề xuất"
        answer.click()

    reviewed(monkeypatch, look)
    button.click()
    told.refresh_now()
    leads = [told.office.tasks.get(f"money-{n}").assignment.lead for n in (1, 2)]
    assert leads == ["", "Phòng Kinh tế"]
    assert told.foot.sentence == "Đã giao 1 nhiệm vụ cho đơn vị đề xuất."
    assert button.text() == "Đơn vị đề xuất (1)…"
    told.undo()
    told.refresh_now()
    assert button.text() == "Đơn vị đề xuất (2)…"


def test_an_area_says_how_many_targets_wait(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told.go(AreaPlace(6))
    page = told.page(PageName.AREA_6)
    assert isinstance(page, AreaPage)
    strip = page.plan.waiting
    assert not strip.isHidden()
    assert strip.sentence.text().startswith("1 chỉ tiêu chung của kế hoạch")
    reviewed(monkeypatch, lambda dialog: dialog.answers[0][0].click())
    strip.look.click()
    told.refresh_now()
    assert strip.isHidden()
    assert [row.id for row in page.plan.targets.rows.rows] == ["general"]
    told.undo()
    told.refresh_now()
    assert not strip.isHidden()
    assert page.plan.targets.rows.rows == []
    told.go(AreaPlace(2))
    other = told.page(PageName.AREA_2)
    assert isinstance(other, AreaPage)
    assert other.plan.waiting.isHidden()


def test_nothing_ticked_nothing_to_answer(told: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told.open_page(PageName.TASKS)
    page = told.page(PageName.TASKS)
    assert isinstance(page, TasksPage)

    def look(dialog: ReviewDialog) -> None:
        QTest.keyClick(dialog.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert dialog.ticked_rows() == []
        assert not dialog.answers[0][0].isEnabled()

    reviewed(monkeypatch, look)
    page.lacks.proposed.click()
    assert told.office.tasks.get("money-1").assignment.lead == ""
