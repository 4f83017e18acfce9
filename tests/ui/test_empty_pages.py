"""A new office meets no empty page: each says why there is nothing, and has the button to what is next."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.places import PageName
from cchc_desktop.office import Office
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.buttons import text_button
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.tables import Column, TableModel, TableView
from cchc_desktop.ui.widgets.empty import EmptyList, EmptyState

PROFILE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Bình Minh", "An Bình")


@pytest.fixture
def window(empty_office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of an office that was just founded, without units."""
    empty_office.settings.found(PROFILE)
    made = MainWindow(empty_office, tmp_path / "data")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def empty(window: MainWindow, name: PageName) -> EmptyState:
    """The one empty state that a page shows, with a reason and a button."""
    window.open_page(name)
    (shown,) = [each for each in window.page(name).findChildren(EmptyState) if each.isVisible()]
    assert shown.title
    assert len(shown.words) > len(shown.title)
    return shown


@pytest.mark.parametrize("name", [PageName.PLAN, PageName.TASKS, PageName.AREA_1, PageName.AREA_8])
def test_pages_without_a_plan_lead_to_one(
    window: MainWindow, name: PageName, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[bool] = []
    monkeypatch.setattr(MainWindow, "import_plan", lambda *_: wanted.append(True))
    shown = empty(window, name)
    shown.buttons[0].click()
    assert wanted == [True]
    page = window.page(name)
    if isinstance(page, AreaPage):
        assert not page.plan.tasks.isVisible()


def test_lists_of_people_offer_the_first_of_them(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.units_tab)
    assert page.units_tab.empty.isVisible()
    page.units_tab.empty.buttons[0].click()
    assert [unit.name for unit in window.office.settings.units()] == ["Đơn vị mới"]
    assert not page.units_tab.empty.isVisible()


@pytest.mark.parametrize("name", [PageName.TODAY, PageName.FIGURES, PageName.OPENING, PageName.SETTINGS])
def test_pages_before_there_is_an_office(
    name: PageName, empty_office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = MainWindow(empty_office, tmp_path / "data")
    qtbot.addWidget(made)
    made.show()
    wanted: list[bool] = []
    monkeypatch.setattr(MainWindow, "found_office", lambda *_: wanted.append(True))
    shown = empty(made, name)
    next(button for button in shown.buttons if button.isVisible()).click()
    assert wanted == [True]
    made.close()


def test_an_empty_list_follows_its_rows(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button: QPushButton = text_button("Thêm")
    button.clicked.connect(lambda: pressed.append(True))
    view = TableView(TableModel([Column("Chữ", str)], key=str))
    shown = EmptyList(view, "tasks", "Chưa có gì", "Hãy thêm một dòng.", button)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    assert shown.isVisible()
    view.resize(500, 300)
    qtbot.waitUntil(lambda: shown.size() == view.viewport().size())
    view.rows.set_rows(["một"])
    assert not shown.isVisible()
    view.rows.set_rows([])
    assert shown.isVisible()
    shown.is_filtered = True
    shown.follow()
    assert not shown.isVisible()
    button.click()
    assert pressed == [True]


def test_the_window_is_small_and_the_words_are_whole(window: MainWindow) -> None:
    window.resize(911, 480)
    for name in (PageName.PLAN, PageName.TASKS, PageName.AREA_1):
        shown = empty(window, name)
        for text in shown.findChildren(QLabel):
            assert text.height() >= text.heightForWidth(text.width())
        for button in shown.buttons:
            assert button.width() >= button.sizeHint().width()
            assert shown.rect().contains(button.geometry())
