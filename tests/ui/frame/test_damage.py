"""Damaged data met while somebody works: a notice that stays, with the way out, and no crash dialog."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.errors import Damaged
from cchc_desktop.domain.places import PageName
from cchc_desktop.ui import crash
from cchc_desktop.ui.crash_dialog import CrashDialog
from cchc_desktop.ui.frame import damage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.page import SettingsPage


def spoil(window: MainWindow, sql: str) -> None:
    """Changes the open data as no operation does."""
    store = window.office._desk.store
    store._data.execute(sql)
    store.revisions.changed(("plans", "plan_items", "targets", "tasks", "units"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE units SET valid_from = 'hôm qua'",
        "UPDATE units SET name = CAST(x'50ff' AS TEXT)",
        "UPDATE tasks SET due = 'mai'",
    ],
)
def test_a_damaged_record_is_told_in_the_strip(window: MainWindow, sql: str) -> None:
    spoil(window, sql)
    office = window.office
    assert not window.attempt(
        lambda: (office.settings.units(), [office.plans.get(head.id) for head in office.plans.heads()])
    )
    (sentence,) = window.notices.sentences
    assert "có giá trị không đọc được" in sentence
    assert "khôi phục" in sentence
    assert not window.notices.strip._cross.isVisibleTo(window)
    window.notices.strip._buttons[0].click()
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    assert page.tabs.currentWidget() is page.data_tab
    page.data_tab.check.click()
    assert "khác với nhật ký" in page.data_tab.result.text()
    assert page.data_tab.repair.isHidden()


def test_what_nobody_caught_is_looked_at(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialogs: list[object] = []

    def wait(dialog: CrashDialog) -> None:
        dialogs.append(dialog)

    monkeypatch.setattr(CrashDialog, "wait", wait)
    telling = damage.Damage(window)
    watch = crash.Watch(tmp_path, window)
    watch.tells = telling.tells
    try:
        with qtbot.captureExceptions():
            watch.caught(Damaged, Damaged("Tệp hỏng."), None)
            assert window.notices.sentences == ["Tệp hỏng."]
            window.notices.clear(damage.KEY)
            # The data are sound: it is a fault of the program.
            watch.caught(ZeroDivisionError, ZeroDivisionError(), None)
            assert len(dialogs) == 1
            assert window.notices.sentences == []
            spoil(window, "UPDATE actions SET at = 'hôm qua' WHERE id = 1")
            telling._looked = -1000.0
            watch.caught(ValueError, ValueError(), None)
            assert "Nhật ký" in window.notices.sentences[0]
            assert len(dialogs) == 1
    finally:
        watch.close()


def test_what_is_derived_is_made_anew_from_the_window(window: MainWindow) -> None:
    spoil(window, "UPDATE search_texts SET folded = 'x' WHERE id = 1")
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    page.data_tab.check.click()
    assert "Chỉ mục tìm kiếm: 1 mục" in page.data_tab.result.text()
    assert not page.data_tab.repair.isHidden()
    page.data_tab.repair.click()
    assert "Đã dựng lại" in page.data_tab.result.text()
    assert page.data_tab.repair.isHidden()
    assert not window.office._desk.store.upkeep.examine()
