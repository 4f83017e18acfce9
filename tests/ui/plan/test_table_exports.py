"""What follows from a plan's tasks goes out from the menu beside «Xuất»; the annex's columns are chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.framework import USUAL, FrameworkColumn
from cchc_desktop.domain.places import PlanPlace
from cchc_desktop.ui import file_dialogs
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.bar import PlanTable
from cchc_desktop.ui.plan.framework_dialog import FrameworkDialog
from cchc_desktop.ui.plan.page import PlanPage

PLAN = "plan-1"


@pytest.fixture
def page(window: MainWindow) -> PlanPage:
    window.go(PlanPlace(PLAN))
    assert isinstance(window.current, PlanPage)
    return window.current


def test_every_table_goes_out(
    page: PlanPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    exported: list[tuple[str, str]] = []
    monkeypatch.setattr(
        window, "export", lambda document, _, warning="": exported.append((document.title, warning))
    )
    target = tmp_path / "lich.ics"
    monkeypatch.setattr(file_dialogs, "ask_new_file", lambda *_: target)
    words = "Ngân sách xã 1 đồng; xã hội hóa 1 đồng"
    window.office.plans.set_assignment(PLAN, "task-1", funding=3, funding_text=words)
    for table in PlanTable:
        page.desk.bar.table_actions[table].trigger()
    assert [title for title, _ in exported] == [
        "Khung kế hoạch cải cách hành chính nhà nước năm 2026", "Ma trận phân công nhiệm vụ",
        "Lịch thực hiện năm 2026", "Tổng hợp kinh phí",
    ]  # fmt: skip
    assert [bool(warning) for _, warning in exported] == [False, False, False, True]
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_columns_are_ticked_and_moved(page: PlanPage, window: MainWindow, qtbot: QtBot) -> None:
    dialog = FrameworkDialog(window)
    qtbot.addWidget(dialog)
    assert dialog.columns() == USUAL
    dialog.list.setCurrentRow(len(USUAL))
    dialog.list.item(len(USUAL)).setCheckState(Qt.CheckState.Checked)
    for _ in USUAL:
        dialog.up.click()
    dialog.up.click()
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.down.click()
    dialog.answer()
    assert window.office.papers.framework_columns() == (FrameworkColumn.SOURCE, *USUAL[1:])
    dialog.usual.click()
    assert dialog.columns() == USUAL
    assert dialog.accept_button.isEnabled()
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.accept_button.isEnabled()


def test_the_page_asks_for_them(page: PlanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FrameworkDialog, "exec", lambda dialog: dialog.answer() or True)
    page.desk.bar.columns_action.trigger()
    assert page.shell.office.papers.framework_columns() == USUAL
