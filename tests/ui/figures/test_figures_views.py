"""Số liệu: other periods, what is filtered, areas that close, columns, and the ways around the page."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Document
from cchc_desktop.domain.formula_words import written_formula
from cchc_desktop.domain.places import FigurePlace
from cchc_desktop.office import Office
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import CUMULATED, SOURCE, VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.figures.rows import FigureFilter, GroupRow, Show
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.figure_keys import (
    CONTROL,
    HALF,
    Q1,
    Q2,
    bubble,
    editor,
    enter,
    place,
    press,
    shown,
    stored,
    write,
)

KEY = Qt.Key


def test_a_longer_span_is_read_only_but_for_what_is_counted_anew(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("1.07")
    enter(grid, "3")
    page.show_figure(HALF, "1.01")
    assert not page._notice.isHidden()
    assert grid.isColumnHidden(CUMULATED)
    write(grid, "5")
    assert "tính từ các quý" in bubble(grid)
    page.go_to("1.07")
    enter(grid, "3")
    assert stored(page, "1.07", HALF).value == 3
    page.show_figure(Q2)
    assert page._notice.isHidden()


def test_a_longer_span_counts_what_all_of_its_quarters_have(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("1.20")
    enter(grid, "3")
    page.show_figure(HALF)
    counted = page.completeness[0]
    assert counted == 2, "the first quarter has none; the tasks are counted"
    page.show_figure(Q1, "1.20")
    enter(grid, "4")
    page.show_figure(HALF)
    assert page.completeness[0] == counted + 1
    assert page.filters._done.text() == f"3/{page.completeness[1]} chỉ tiêu đã nhập"
    (heading,) = [row for row in grid.figure_model.rows if isinstance(row, GroupRow) and row.area == 1]
    assert heading.typed == 3


def test_ctrl_page_goes_through_the_periods_and_keeps_the_row(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("3.02")
    press(grid, KEY.Key_PageUp, CONTROL)
    assert (page.period, place(grid)) == (Q1, ("3.02", VALUE))
    write(grid, "x")
    press(grid, KEY.Key_PageDown, CONTROL)
    assert page.period == Q1
    assert page.bar.period == Q1


def test_a_refresh_keeps_cursor_place_and_closed_areas(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    grid.figure_model.toggle(2, False)
    page.go_to("3.30")
    scrolled = grid.verticalScrollBar().value()
    window.office.figures.type_figure(Q2, "1.01", "9")
    window.refresh_now()
    assert place(grid) == ("3.30", VALUE)
    assert grid.verticalScrollBar().value() == scrolled
    assert grid.figure_model.find("2.02") < 0
    assert shown(grid, "1.01") == "9"


def test_a_cell_that_is_being_typed_outlives_a_refresh(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    write(grid, "12")
    window.office.figures.type_figure(Q2, "1.03", "45")
    window.refresh_now()
    line = editor(grid)
    assert isinstance(line, QLineEdit)
    assert line.text() == "12"


def test_areas_open_and_close_by_keys(page: FiguresPage, grid: FigureGrid) -> None:
    press(grid, KEY.Key_Up)
    assert isinstance(grid.current_row(), GroupRow)
    press(grid, KEY.Key_Left)
    assert grid.figure_model.find("1.01") < 0
    assert isinstance(grid.current_row(), GroupRow)
    press(grid, KEY.Key_Right)
    assert grid.figure_model.find("1.01") > 0
    press(grid, KEY.Key_Space)
    assert grid.figure_model.find("1.01") < 0
    page.go_to("3.11")
    grid.open_areas(False)
    assert place(grid)[0] == "area-3"
    assert grid.figure_model.rowCount() == 8
    page.go_to("4.03")
    assert place(grid) == ("4.03", VALUE)


def test_what_is_typed_stays_in_a_list_of_what_is_missing(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12")
    window.refresh_now()
    page.filters.buttons[Show.MISSING].click()
    assert grid.figure_model.find("1.01") < 0
    page.go_to("1.02")
    enter(grid, "3")
    window.refresh_now()
    assert grid.figure_model.find("1.02") > 0
    page.go_to("1.01")
    assert page.filters.chosen == FigureFilter()
    assert place(grid) == ("1.01", VALUE)


def test_words_are_looked_for_without_accents(page: FiguresPage, grid: FigureGrid, qtbot: QtBot) -> None:
    QTest.keyClicks(page.filters.text, "phat thanh")
    qtbot.waitUntil(lambda: grid.figure_model.offered == ["1.21"])
    page.filters.text.clear()
    known = page.shell.office.catalogues.of_period(page.shell.office.calendar.current_quarter())
    assert len(grid.figure_model.offered) == len(known.indicators)
    page.filters.area.show_value(5)
    page.filters.area.activated.emit(5)
    assert {code[0] for code in grid.figure_model.offered} == {"5"}


def test_a_filter_waits_for_a_refused_cell(page: FiguresPage, grid: FigureGrid) -> None:
    enter(grid, "x")
    page.filters.buttons[Show.MISSING].click()
    assert page.filters.buttons[Show.ALL].isChecked()


def test_the_column_of_sources_can_be_shown(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    assert grid.isColumnHidden(SOURCE)
    grid._source_action.trigger()
    assert not grid.isColumnHidden(SOURCE)
    grid.choose_cell("1.01", SOURCE)
    enter(grid, "So van ban di")
    assert stored(page, "1.01").source == "So van ban di"
    assert window.office.settings.preference("figures-source") == "1"
    grid._source_action.trigger()


def test_the_menu_offers_what_the_cell_can_do(page: FiguresPage, grid: FigureGrid) -> None:
    menu = grid.cell_menu()
    texts = [action.text().partition("\t")[0] for action in menu.actions()]
    assert "Không phát sinh" in texts
    assert "Lịch sử của ô" in texts
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert enabled["Không phát sinh"]
    page.go_to("1.05")
    assert not grid.cell_menu().actions()[0].isEnabled()


def test_f6_walks_through_the_parts_of_the_page(page: FiguresPage, grid: FigureGrid) -> None:
    page.details.unfold()
    grid.setFocus()
    walked = []
    for _ in range(3):
        QTest.keyClick(page.window().focusWidget(), KEY.Key_F6)
        walked.append(page.window().focusWidget())
    assert walked == [page.filters.text, page.details.history, grid]


def test_the_annex_is_what_the_page_exports(page: FiguresPage) -> None:
    made = page.current_document()
    assert made is not None
    assert isinstance(made[0], Document)


def test_the_page_asks_for_an_office_first(empty_office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(empty_office, tmp_path / "data")
    qtbot.addWidget(window)
    window.go(FigurePlace())
    page = window.current
    assert isinstance(page, FiguresPage)
    assert page._body.isHidden()
    assert not page._empty.isHidden()
    window.close()


def test_formulas_are_written_as_on_paper(page: FiguresPage) -> None:
    known = {row.id: row.indicator for row in page.grid.figure_model.figures}
    formula = known["1.18"].formula
    assert formula is not None
    assert written_formula(formula) == "[1.14] / ([1.14] + [1.15] + [1.17]) × 100"
