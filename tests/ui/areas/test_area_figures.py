"""Lĩnh vực, «Số liệu»: one area's figures typed on its own page, with the period that all pages share."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import AreaPlace, FigurePlace, PageName
from cchc_desktop.domain.readings import Figure
from cchc_desktop.office import Office
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.figure_keys import (
    CONTROL,
    HALF,
    Q1,
    Q2,
    bubble,
    editor,
    enter,
    paste,
    place,
    press,
    stored,
    write,
)

KEY = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def open_area(window: MainWindow, code: int) -> AreaPage:
    """The page of an area, opened by its keys."""
    QTest.keyClick(window, Qt.Key(KEY.Key_0 + code), ALT)
    page = window.current
    assert isinstance(page, AreaPage)
    return page


@pytest.fixture
def page(window: MainWindow) -> AreaPage:
    """The page of area 1 with its figures in front."""
    found = open_area(window, 1)
    QTest.keyClick(found, KEY.Key_Tab, CONTROL)
    assert found.tabs.currentWidget() is found.figures
    return found


@pytest.fixture
def grid(page: AreaPage) -> FigureGrid:
    return page.figures.grid


def title(page: AreaPage, tab: int) -> str:
    return page.tabs.tabText(tab)


def test_only_the_area_is_there(window: MainWindow, page: AreaPage, grid: FigureGrid) -> None:
    codes = {row.id for row in grid.figure_model.rows}
    assert codes == {row.id for row in window.office.figures.rows(Q2) if row.indicator.area == 1}
    assert page.figures.period == Q2
    assert window.focusWidget() is grid
    assert page.figures.filters.area.isHidden()
    assert page.figures._heading.isHidden()


def test_a_whole_area_is_typed_by_keyboard_alone(
    window: MainWindow, page: AreaPage, grid: FigureGrid
) -> None:
    press(grid, KEY.Key_Home, CONTROL)
    for _ in range(80):
        if place(grid)[1] != VALUE or stored(page.figures, place(grid)[0]).value is not None:
            break
        enter(grid, "1")
        assert not bubble(grid), bubble(grid)
    window.refresh_now()
    typed, wanted = page.figures.completeness
    assert typed == wanted > 20
    assert title(page, 1) == f"Số liệu ({wanted}/{wanted})"
    assert {code.partition(".")[0] for code in window.office.figures.missing(Q2)} >= {"2", "3"}


def test_the_count_is_in_the_tabs_title(window: MainWindow, page: AreaPage, grid: FigureGrid) -> None:
    before = page.figures.completeness
    assert title(page, 1) == f"Số liệu (2/{before[1]})", "tasks are counted"
    enter(grid, "12", "3")
    window.refresh_now()
    assert title(page, 1) == f"Số liệu (4/{before[1]})"
    assert page.figures.filters._done.text() == f"4/{before[1]} chỉ tiêu đã nhập"


def test_the_keys_for_problems_and_gaps_stay_in_the_area(
    window: MainWindow, office: Office, page: AreaPage, grid: FigureGrid
) -> None:
    press(grid, KEY.Key_F8)
    assert window.foot.sentence.startswith("Số liệu kỳ này của lĩnh vực không có vấn đề nào")
    for code, text in (
        ("1.23", "5"),
        ("1.24", "3"),
        ("1.35", "2"),
        ("1.36", "3"),
        ("3.01", "5"),
        ("3.10", "9"),
    ):
        office.figures.type_figure(Q2, code, text)
    window.refresh_now()
    troubled = {row.id for row in grid.figure_model.figures if row.problems}
    own = {code for code in troubled if code.startswith("1.")}
    assert len(own) == 2
    assert troubled - own
    seen = set()
    for _ in range(4):
        press(grid, KEY.Key_F8)
        seen.add(place(grid)[0])
    assert seen == own
    for _ in range(60):
        press(grid, KEY.Key_Down, CONTROL)
        assert place(grid)[0].startswith("1.")
    page.figures.filters.problems.setChecked(True)
    listed = [page.figures.problems.list.item(n).text() for n in range(page.figures.problems.list.count())]
    assert any(text.startswith("1.") for text in listed)
    assert not any(text.startswith("3.") for text in listed)
    assert page.figures.filters.problems.text() == "Vấn đề (2)"


def test_a_refused_number_keeps_its_tab(page: AreaPage, grid: FigureGrid, window: MainWindow) -> None:
    enter(grid, "12")
    write(grid, "15")
    page.tabs.setCurrentWidget(page.remarks)
    assert page.tabs.currentWidget() is page.figures
    QTest.qWait(0)
    assert "lớn hơn" in bubble(grid)
    QTest.keyClick(page, KEY.Key_Tab, CONTROL)
    assert page.tabs.currentWidget() is page.figures
    QTest.qWait(0)
    press(grid, KEY.Key_Escape)
    assert editor(grid) is None
    QTest.keyClick(page, KEY.Key_Tab, CONTROL)
    assert page.tabs.currentWidget() is page.remarks


def test_the_tabs_are_walked_by_keys(page: AreaPage, window: MainWindow) -> None:
    QTest.keyClick(page, KEY.Key_Tab, CONTROL)
    assert window.focusWidget() is page.remarks.fields["results"].editor
    QTest.keyClick(window.focusWidget(), KEY.Key_Tab, CONTROL)
    assert page.tabs.currentWidget() is page.plan
    assert window.focusWidget() is page.tabs.tabBar()
    QTest.keyClick(page, KEY.Key_Tab, CONTROL | SHIFT)
    assert page.tabs.currentWidget() is page.remarks


def test_the_period_is_that_of_the_other_pages(window: MainWindow, page: AreaPage, grid: FigureGrid) -> None:
    QTest.keyClick(grid, KEY.Key_PageUp, CONTROL)
    assert (page.figures.period, page.remarks.report) == (Q1, Q1)
    other = open_area(window, 2)
    assert other.figures.period == Q1
    window.open_page(PageName.FIGURES)
    whole = window.current
    assert isinstance(whole, FiguresPage)
    assert whole.period == Q1
    window.go(FigurePlace(HALF))
    window.open_page(PageName.AREA_1)
    assert page.figures.period == HALF
    assert not page.figures._notice.isHidden()


def test_the_whole_grid_opens_at_the_figure(window: MainWindow, page: AreaPage, grid: FigureGrid) -> None:
    page.figures.go_to("1.04")
    page.figures.toolbar.whole.click()
    whole = window.current
    assert isinstance(whole, FiguresPage)
    assert place(whole.grid) == ("1.04", VALUE)
    assert {row.indicator.area for row in whole.grid.figure_model.own} == set(range(1, 9))


def test_undo_shows_the_figure_that_it_changed(window: MainWindow, page: AreaPage, grid: FigureGrid) -> None:
    enter(grid, "12", "3")
    page.tabs.setCurrentWidget(page.plan)
    window.undo()
    window.refresh_now()
    assert page.tabs.currentWidget() is page.figures
    assert (place(grid), stored(page.figures, "1.02").value) == (("1.02", VALUE), None)
    other = open_area(window, 5)
    window.undo()
    window.refresh_now()
    assert other.tabs.currentWidget() is other.plan
    assert stored(page.figures, "1.01").value is None


def test_a_range_is_pasted(page: AreaPage, grid: FigureGrid, window: MainWindow) -> None:
    page.figures.go_to("1.01")
    paste(grid, "12\n3\n45")
    assert [stored(page.figures, code).value for code in ("1.01", "1.02", "1.03")] == [12, 3, 45]


def test_only_the_areas_suggestions_are_taken(window: MainWindow, office: Office) -> None:
    office.figures.set_figures(Q1, {"1.06": Figure(Decimal(12)), "3.01": Figure(Decimal(401))})
    assert not open_area(window, 2).figures.toolbar.suggest.isEnabled()
    first = open_area(window, 1).figures
    first.toolbar.suggest.click()
    assert stored(first, "1.06").value == 12
    assert stored(first, "3.01").value is None


def test_the_form_is_offered_where_it_is_counted(window: MainWindow) -> None:
    for code, offered in ((3, True), (4, False)):
        page = open_area(window, code)
        page.tabs.setCurrentWidget(page.figures)
        assert (page.figures.toolbar.form in page.figures.toolbar.buttons) is offered


def test_without_an_office_it_says_what_to_do_first(
    empty_office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    window = MainWindow(empty_office, tmp_path / "data")
    qtbot.addWidget(window)
    window.go(AreaPlace(3))
    page = window.current
    assert isinstance(page, AreaPage)
    page.tabs.setCurrentWidget(page.figures)
    assert not page.figures._empty.isHidden()
    assert title(page, 1) == "Số liệu"
    window.close()


@pytest.mark.parametrize("size", [(1366, 768), (910, 512)])
def test_a_low_window_keeps_room_for_the_cells(
    page: AreaPage, window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    QTest.qWait(0)
    assert page._head.isVisible() is (size[1] > 600)
    assert page._name.isVisible() is (size[1] < 600)
    assert page.figures.grid.viewport().height() >= 5 * page.figures.grid.rowHeight(0)
