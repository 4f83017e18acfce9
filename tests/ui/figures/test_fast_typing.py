"""Hands faster than the screen: keys, pastes and undo that come before what was just stored is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.places import DossiersPlace, PageName, RegisterPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report.directives import REGISTER
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import NOTE, SOURCE, VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.tasks.page import TasksPage
from tests.directives import directives
from tests.ui.figure_keys import CONTROL, NOTHING, Q2, bubble, editor, place, shown, stored

KEY = Qt.Key


def hit(window: MainWindow, *keys: str | Qt.Key, held: Qt.KeyboardModifier = NOTHING) -> None:
    """Sends texts and keys to whatever has the keyboard, and lets nothing else happen in between."""
    for key in keys:
        for sign in [key] if isinstance(key, Qt.Key) else key:
            focus = window.focusWidget()
            assert isinstance(focus, QWidget)
            if isinstance(sign, Qt.Key):
                QTest.keyClick(focus, sign, held)
            else:
                QTest.keyClicks(focus, sign)


def test_a_figure_and_its_note(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    page.go_to("1.20")
    hit(window, "5", KEY.Key_Tab, "ghi chu", KEY.Key_Return)
    assert stored(page, "1.20") == Figure(stored(page, "1.20").value, note="ghi chu")
    assert stored(page, "1.20").value == 5
    assert place(grid) == ("1.21", VALUE)


def test_note_and_source(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    grid._source_action.trigger()
    grid.choose_cell("1.20", NOTE)
    hit(window, "a", KEY.Key_Tab, "b", KEY.Key_Return)
    assert (stored(page, "1.20").note, stored(page, "1.20").source) == ("a", "b")
    assert place(grid) == ("1.21", NOTE)
    grid._source_action.trigger()
    assert grid.isColumnHidden(SOURCE)


def test_a_figure_that_is_put_right_twice(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    for typed in "787":
        hit(window, typed, KEY.Key_Return, KEY.Key_Up)
    assert stored(page, "1.01").value == 7
    hit(window, KEY.Key_F2)
    assert editor(grid).text() == "7"  # type: ignore[union-attr]


def test_fifty_figures_one_after_the_other(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    model = grid.figure_model
    page.go_to("3.01")
    first = model.find("3.01")
    codes = [
        row.id
        for place, row in enumerate(model.rows)
        if place >= first and model.is_open(model.index(place, VALUE))
    ]
    before = len(window.office.history.entries())
    for _ in range(50):
        hit(window, "1", KEY.Key_Return)
    assert [code for code in codes[:50] if stored(page, code).value != 1] == []
    assert place(grid) == (codes[50], VALUE)
    assert len(window.office.history.entries()) == before + 50
    window.refresh_now()
    assert shown(grid, codes[49]) == model.rows[model.find(codes[49])].reading.words(
        model.rows[model.find(codes[49])].indicator
    )


def test_what_follows_a_refused_figure_goes_into_its_cell(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    hit(window, "12", KEY.Key_Return, "abc", KEY.Key_Return, "3")
    assert "không phải là số" in bubble(grid)
    QTest.qWait(0)
    hit(window, "2", KEY.Key_Backspace, KEY.Key_Return, "45", KEY.Key_Return)
    assert [stored(page, code).value for code in ("1.01", "1.02", "1.03")] == [12, 3, 45]
    assert place(grid) == ("1.04", VALUE)


def test_a_new_figure_is_deleted_and_copied(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    hit(window, "5", KEY.Key_Return, KEY.Key_Up)
    hit(window, KEY.Key_C, held=CONTROL)
    assert QGuiApplication.clipboard().text() == "5"
    hit(window, KEY.Key_Delete)
    assert stored(page, "1.01") == Figure()


def test_a_note_is_pasted_beside_a_new_figure(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText("theo so")
    hit(window, "5", KEY.Key_Tab)
    hit(window, KEY.Key_V, held=CONTROL)
    assert (stored(page, "1.01").value, stored(page, "1.01").note) == (5, "theo so")
    # Also where something else than a key pastes.
    grid.choose_cell("1.01", VALUE)
    hit(window, "6", KEY.Key_Return)
    grid.choose_cell("1.01", NOTE)
    QGuiApplication.clipboard().setText("theo bien ban")
    grid.paste_cells()
    assert (stored(page, "1.01").value, stored(page, "1.01").note) == (6, "theo bien ban")


def test_a_suggestion_does_not_replace_a_new_figure(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    page.shell.office.figures.type_figure(Q2.previous, "1.06", "12")
    window.refresh_now()
    page.go_to("1.06")
    hit(window, "77", KEY.Key_Return, KEY.Key_Up)
    hit(window, KEY.Key_Return, held=CONTROL)
    assert stored(page, "1.06").value == 77
    hit(window, KEY.Key_Delete, "78")
    page.toolbar.suggest.click()
    assert stored(page, "1.06").value == 78


# Undo


def test_undo_right_after_enter(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    hit(window, "12", KEY.Key_Return, "3", KEY.Key_Return)
    hit(window, KEY.Key_Z, held=CONTROL)
    assert (stored(page, "1.01").value, stored(page, "1.02").value) == (12, None)
    hit(window, KEY.Key_Y, held=CONTROL)
    window.refresh_now()
    assert (stored(page, "1.02").value, place(grid)) == (3, ("1.02", VALUE))


def test_undo_in_a_cell_that_is_only_looked_at(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    hit(window, "12", KEY.Key_Return, KEY.Key_Up, KEY.Key_F2)
    hit(window, KEY.Key_Z, held=CONTROL)
    hit(window, KEY.Key_Return)
    window.refresh_now()
    assert stored(page, "1.01").value is None
    assert shown(grid, "1.01") == ""


def test_undo_while_typing_takes_back_what_is_typed(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    hit(window, "12", KEY.Key_Return, "3")
    window.undo()
    assert (stored(page, "1.01").value, stored(page, "1.02").value) == (12, None)
    window.redo()
    assert stored(page, "1.02").value == 3


def test_a_cell_that_shows_what_was_changed_meanwhile_stores_nothing(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    hit(window, "12", KEY.Key_Return, KEY.Key_Up, KEY.Key_F2)
    window.office.figures.type_figure(Q2, "1.01", "15")
    hit(window, KEY.Key_Return)
    assert stored(page, "1.01").value == 15
    hit(window, KEY.Key_Up, KEY.Key_F2)
    window.office.figures.type_figure(Q2, "1.01", "16")
    hit(window, KEY.Key_Backspace, "15", KEY.Key_Return)
    assert stored(page, "1.01").value == 15


# Other tables


def test_form_ii_06a(window: MainWindow) -> None:
    window.go(DossiersPlace(Q2))
    page = window.current
    assert isinstance(page, DossiersPage)
    page.grid.setFocus()
    key = page.grid.form.rows[0].id
    page.grid.choose_cell(key, 3)
    for typed in "585":
        hit(window, typed, KEY.Key_Return, KEY.Key_Up)
    hit(window, "9", KEY.Key_Tab, "6", KEY.Key_Tab, "7", KEY.Key_Return)
    row = window.office.dossiers.rows(Q2)[0].dossiers
    assert (row.online, row.direct, row.carried) == (9, 6, 7)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_directive_documents(window: MainWindow) -> None:
    window.go(RegisterPlace(REGISTER))
    page = window.current
    assert isinstance(page, RegistersPage)
    page.add_button.click()
    hit(window, "11/KH-UBND", KEY.Key_Tab, "Ke hoach", KEY.Key_Tab, "Ve so lieu", KEY.Key_Return)
    (one,) = directives(window.office)
    assert (one.number, one.kind, one.subject) == ("11/KH-UBND", "Kế hoạch", "Ve so lieu")


def test_units(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    page = window.current
    assert isinstance(page, SettingsPage)
    table = page.units_tab.table
    page.tabs.setCurrentWidget(page.units_tab)
    unit = window.office.settings.units()[0]
    table.setFocus()
    table.edit_row(unit.id)
    hit(window, "Phong moi", KEY.Key_Tab, "PM", KEY.Key_Tab, "1/8/2025", KEY.Key_Return)
    (kept,) = [one for one in window.office.settings.units() if one.id == unit.id]
    assert isinstance(kept, Unit)
    assert (kept.name, kept.short_name, kept.valid_from.day) == ("Phong moi", "PM", 1)  # type: ignore[union-attr]


def test_tasks_that_change_their_place(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page(PageName.TASKS)
    page = window.current
    assert isinstance(page, TasksPage)
    table = page.table
    due = next(n for n, column in enumerate(table.rows.columns) if column.header == "Hạn")
    table.sortByColumn(due, Qt.SortOrder.AscendingOrder)
    table.setFocus()
    rows = list(table.rows.rows)
    table.edit_row(rows[0].id, due)
    hit(window, "30/12/2026", KEY.Key_Return)
    hit(window, KEY.Key_Return, "1/12/2026", KEY.Key_Return)
    window.refresh_now()
    days = {row.id: row.due for row in table.rows.rows}
    assert (days[rows[0].id].month, days[rows[0].id].day) == (12, 30)
    assert sorted(days.values()) == [row.due for row in table.rows.rows]
