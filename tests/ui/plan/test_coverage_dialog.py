"""«Đối chiếu với kế hoạch cấp trên»: sentences are accepted, chosen, taken back and added by a key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.coverage import CoverageState, Covered
from cchc_desktop.domain.places import PlanPlace
from cchc_desktop.domain.plan import Draft, Item
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.coverage_dialog import CoverageDialog
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.widgets.review import ReviewDialog
from tests.ui.conftest import small_plan

PLAN = "plan-1"


def above(item: Item) -> Item:
    text = "Thí điểm kiốt tự phục vụ." if item.id == "task-2" else item.text
    return replace(item, id=f"s-{item.id}", text=text, children=tuple(map(above, item.children)))


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> CoverageDialog:
    """The dialog on the small plan and on a superior's that has one task more."""
    plan = small_plan()
    issuer = "Ủy ban nhân dân tỉnh Sông Hương"
    superior = replace(plan, id="superior", issuer=issuer, items=tuple(map(above, plan.items)))
    window.office.plans.store_draft(Draft(superior))
    made = CoverageDialog(window, PLAN)
    qtbot.addWidget(made)
    made.show()
    return made


def go_to(dialog: CoverageDialog, demand_id: str) -> None:
    at = [line.id for line in dialog.table.rows.rows].index(demand_id)
    dialog.table.setCurrentIndex(dialog.table.rows.index(at, 0))


def line(dialog: CoverageDialog, demand_id: str) -> Covered:
    return next(each for each in dialog.table.rows.rows if each.id == demand_id)


def test_a_proposal_is_accepted_by_one_key_and_the_next_is_looked_at(dialog: CoverageDialog) -> None:
    go_to(dialog, "s-target-3")
    assert dialog.accept_button.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert line(dialog, "s-target-3").state is CoverageState.ANSWERED
    assert dialog.table.current_row().id == "s-task-1"
    assert "đã có 1" in dialog.summary.text()
    go_to(dialog, "s-target-3")
    assert not dialog.accept_button.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert line(dialog, "s-target-3").state is CoverageState.PROPOSED
    dialog.only_open.setChecked(True)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "s-target-3" not in [each.id for each in dialog.table.rows.rows]


def test_what_is_missing_is_added(dialog: CoverageDialog, window: MainWindow) -> None:
    go_to(dialog, "s-task-2")
    QTest.keyClick(dialog.table, Qt.Key.Key_Insert)
    (answer,) = line(dialog, "s-task-2").answers
    assert answer.text == "Thí điểm kiốt tự phục vụ."
    assert not dialog.add_button.isEnabled()
    window.undo()
    dialog.refresh()
    assert line(dialog, "s-task-2").state is CoverageState.OPEN


def test_tasks_are_chosen_by_hand(dialog: CoverageDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    def tick(review: ReviewDialog) -> int:
        # What is proposed comes first, and is ticked.
        assert [row.id for row in review.ticked_rows()] == ["task-1"]
        review.model.tick(review.model.rows[:2], True)
        review.answers[0][0].click()
        return 0

    monkeypatch.setattr(ReviewDialog, "exec", tick)
    go_to(dialog, "s-task-1")
    dialog.choose_button.click()
    assert len(line(dialog, "s-task-1").answers) == 2


def test_the_table_is_exported(
    dialog: CoverageDialog, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported: list[str] = []
    monkeypatch.setattr(window, "export", lambda document, *_: exported.append(document.title))
    dialog.export_button.click()
    assert exported == ["Bảng đối chiếu với kế hoạch của cấp trên"]


def test_without_another_plan_it_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    dialog = CoverageDialog(window, PLAN)
    qtbot.addWidget(dialog)
    assert "Hãy nhập kế hoạch của cấp trên" in dialog.summary.text()
    assert not dialog.export_button.isEnabled()
    assert not dialog.choose_button.isEnabled()
    dialog.choose_button.setEnabled(True)
    dialog.choose_button.click()


def test_the_page_opens_it(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go(PlanPlace(PLAN))
    page = window.current
    assert isinstance(page, PlanPage)
    opened: list[str] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: opened.append(dialog.windowTitle()))
    page.desk.bar.coverage_action.trigger()
    assert opened == ["Đối chiếu với kế hoạch cấp trên"]
