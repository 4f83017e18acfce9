"""Số liệu: typed by keyboard, refused at the cell, undone, explained; what is wrong and how it is found."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.readings import Figure, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office.operations import TYPE_FIGURES
from cchc_desktop.storage.figure_rows import write_figure
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import CUMULATED, NOTE, TARGET, VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.figures.words import recorded_words
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.page import PlanPage
from tests.ui.figure_keys import (
    CONTROL,
    Q1,
    Q2,
    SHIFT,
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


def test_the_model_is_sound(page: FiguresPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.grid.figure_model)


# Typing


def test_enter_goes_down_over_what_is_derived(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12", "3", "45", "25")
    assert place(grid) == ("1.06", VALUE)
    assert [stored(page, code).value for code in ("1.01", "1.02", "1.03", "1.04")] == [12, 3, 45, 25]
    window.refresh_now()
    assert shown(grid, "1.05") == "55,56"
    assert shown(grid, "1.01", CUMULATED) == "12"
    press(grid, KEY.Key_Return, SHIFT)
    assert place(grid) == ("1.04", VALUE)
    write(grid, "24")
    press(grid, KEY.Key_Return, SHIFT)
    assert (place(grid), stored(page, "1.04").value) == (("1.03", VALUE), 24)


def test_the_arrows_leave_a_cell_that_was_begun_by_typing(page: FiguresPage, grid: FigureGrid) -> None:
    write(grid, "7")
    press(grid, KEY.Key_Down)
    assert (place(grid), stored(page, "1.01").value) == (("1.02", VALUE), 7)
    press(grid, KEY.Key_Up)
    press(grid, KEY.Key_F2)
    press(grid, KEY.Key_Left)
    assert editor(grid) is not None
    press(grid, KEY.Key_Escape)
    assert (editor(grid), stored(page, "1.01").value) == (None, 7)


def test_tab_goes_to_the_note_and_enter_back_below(page: FiguresPage, grid: FigureGrid) -> None:
    write(grid, "7")
    press(grid, KEY.Key_Tab)
    assert place(grid) == ("1.01", NOTE)
    write(grid, "theo so")
    press(grid, KEY.Key_Return)
    assert place(grid) == ("1.02", VALUE)
    assert stored(page, "1.01") == Figure(value=stored(page, "1.01").value, note="theo so")
    press(grid, KEY.Key_Tab, SHIFT)
    assert place(grid) == ("1.01", NOTE)


def test_tab_passes_over_the_notes_of_derived_rows(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("1.04")
    press(grid, KEY.Key_Tab, times=2)
    assert place(grid) == ("1.06", VALUE)


def test_home_and_end_go_to_the_ends(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("3.01")
    press(grid, KEY.Key_End)
    assert place(grid) == ("3.01", NOTE)
    press(grid, KEY.Key_Home)
    assert place(grid) == ("3.01", VALUE)
    press(grid, KEY.Key_End, CONTROL)
    last = place(grid)[0]
    assert last.startswith("8.")
    press(grid, KEY.Key_Home, CONTROL)
    assert place(grid) == ("1.01", VALUE)


def test_a_cell_is_stored_once_it_is_left(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    write(grid, "7")
    assert stored(page, "1.01").value is None
    assert window.foot._saved.text() == "Đang nhập, sẽ lưu khi rời ô"
    window.open_page(PageName.TODAY)
    assert stored(page, "1.01").value == 7


def test_the_foot_says_of_a_refused_cell_that_it_is_not_stored(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    before = window.foot._saved.text()
    enter(grid, "abc")
    assert bubble(grid)
    assert window.foot._saved.text() == "Chưa lưu: hãy sửa ô viền đỏ"
    press(grid, KEY.Key_Escape)
    assert window.foot._saved.text() == before
    assert stored(page, "1.01").value is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_choices_are_typed_or_taken_from_a_list(page: FiguresPage, grid: FigureGrid, qtbot: QtBot) -> None:
    page.go_to("1.34")
    enter(grid, "1")
    assert stored(page, "1.34").value == 1
    page.go_to("1.34")
    enter(grid, "7")
    assert "Hãy chọn" in bubble(grid)
    assert isinstance(editor(grid), QLineEdit)
    press(grid, KEY.Key_Escape)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    assert isinstance(box, QComboBox)
    qtbot.waitUntil(lambda: box.view().isVisible())
    box.setCurrentIndex(3)
    box.activated.emit(3)
    qtbot.waitUntil(lambda: stored(page, "1.34").value == 2)
    assert place(grid)[0] == "1.35"


def test_the_number_pads_decimal_key_is_a_comma(page: FiguresPage, grid: FigureGrid) -> None:
    pad = Qt.KeyboardModifier.KeypadModifier
    for code, typed in (("1.35", "12,345"), ("1.01", "12.345")):
        page.go_to(code)
        write(grid, "12")
        press(grid, KEY.Key_Period, pad)
        write(grid, "345")
        line = editor(grid)
        assert isinstance(line, QLineEdit)
        assert line.text() == typed
        press(grid, KEY.Key_Escape)


def test_marks_are_made_by_keys(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    press(grid, KEY.Key_0, CONTROL)
    assert stored(page, "1.01").none
    assert place(grid) == ("1.02", VALUE)
    window.refresh_now()
    assert shown(grid, "1.01") == "0"
    page.go_to("1.20")
    press(grid, KEY.Key_U, CONTROL)
    assert "Hãy nhập số trước" in window.foot.sentence
    write(grid, "8")
    press(grid, KEY.Key_U, CONTROL)
    assert stored(page, "1.20") == Figure(stored(page, "1.20").value, estimate=True)
    press(grid, KEY.Key_U, CONTROL)
    assert not stored(page, "1.20").estimate


def test_what_the_program_counts_stands_in_its_cell(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    """Nobody types it; another number holds where it is typed, and the check says both."""
    figures = page.shell.office.figures
    row = next(row for row in figures.rows(Q2) if row.id == "1.03")
    assert row.reading.state is State.RECORDED
    assert row.figure.is_blank
    page.go_to("1.03")
    assert "Chương trình đếm từ danh sách nhiệm vụ" in recorded_words(row)
    enter(grid, "30")
    window.refresh_now()
    assert stored(page, "1.03").value == 30
    (told,) = [problem.sentence for problem in figures.problems(Q2) if problem.code == "1.03"]
    assert "nhập tay 30 nhiệm vụ, chương trình đếm được" in told


def test_what_there_was_at_the_end_of_the_quarter_before_is_offered(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    page.shell.office.figures.type_figure(Q1, "3.01", "401")
    window.refresh_now()
    page.go_to("3.01")
    assert page.toolbar.suggest.isEnabled()
    press(grid, KEY.Key_Return, CONTROL)
    assert stored(page, "3.01").value == 401
    window.undo()
    window.refresh_now()
    page.toolbar.suggest.click()
    assert stored(page, "3.01").value == 401
    assert "số gợi ý" in window.foot.sentence
    window.refresh_now()
    assert not page.toolbar.suggest.isEnabled()
    page.go_to("1.20")
    press(grid, KEY.Key_Return, CONTROL)
    assert "không có số gợi ý" in window.foot.sentence


# What is refused, and what cannot be typed


def test_a_refused_number_stays_with_its_sentence(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12", "15")
    line = editor(grid)
    assert isinstance(line, QLineEdit)
    assert (line.text(), line.property("problem")) == ("15", "true")
    assert "lớn hơn" in bubble(grid)
    assert place(grid) == ("1.02", VALUE)
    window.open_page(PageName.TODAY)
    assert window.current is page
    QTest.qWait(0)
    enter(grid, "5")
    assert (stored(page, "1.02").value, bubble(grid)) == (5, "")
    page.go_to("1.02")
    enter(grid, "6x")
    press(grid, KEY.Key_Escape)
    assert (editor(grid), bubble(grid), stored(page, "1.02").value) == (None, "", 5)


def test_a_derived_figure_says_how_it_is_made(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("1.05")
    write(grid, "5")
    assert editor(grid) is None
    assert "[1.04] / [1.03] × 100" in bubble(grid)
    press(grid, KEY.Key_0, CONTROL)
    assert "Hãy nhập các số thành phần" in bubble(grid)


def test_delete_empties_cells_and_keeps_the_note(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    write(grid, "12")
    press(grid, KEY.Key_Tab)
    write(grid, "so")
    press(grid, KEY.Key_Return)
    enter(grid, "3")
    page.go_to("1.01")
    press(grid, KEY.Key_Down, SHIFT)
    press(grid, KEY.Key_Delete)
    assert stored(page, "1.01") == Figure(note="so")
    assert stored(page, "1.02").value is None
    window.undo()
    assert stored(page, "1.02").value == 3
    assert stored(page, "1.01").value == 12


def test_a_figure_that_was_overtaken_is_deleted(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    figures = window.office.figures
    figures.type_figure(Q2, "3.41", "5")
    for code, text in (("3.41", "2"), ("3.42", "3"), ("3.43", "1")):
        figures.type_figure(Q1, code, text)
    window.refresh_now()
    page.go_to("3.41")
    assert "Hãy xóa số đã nhập" in " ".join(problem.sentence for problem in figures.problems(Q2))
    write(grid, "6")
    assert "Số đã nhập ở đây (5) không dùng đến, nhấn Delete để xóa." in bubble(grid)
    grid.choose_cell("3.41", NOTE)
    enter(grid, "theo so")
    assert (stored(page, "3.41").note, stored(page, "3.41").value) == ("theo so", 5)
    page.go_to("3.41")
    press(grid, KEY.Key_Delete)
    assert stored(page, "3.41") == Figure(note="theo so")
    assert figures.problems(Q2) == []
    window.refresh_now()
    assert shown(grid, "3.41") == "4"
    press(grid, KEY.Key_Delete)
    assert "Hãy sửa ở kỳ trước." in bubble(grid)
    assert "nhấn Delete" not in bubble(grid)
    window.undo()
    assert stored(page, "3.41").value == 5


def test_what_is_asked_for_at_the_years_end_is_locked_before(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    page.go_to("5.14")
    write(grid, "6")
    assert bubble(grid).endswith("là số của cả năm, chỉ nhập ở quý IV.")
    press(grid, KEY.Key_0, CONTROL)
    assert stored(page, "5.14") == Figure()
    with window.office._desk.operation(TYPE_FIGURES) as recorder:
        window.office.catalogues.open_period(recorder, Q2)
        write_figure(recorder, Q2, "5.14", Figure(Decimal(3)))
    window.refresh_now()
    assert shown(grid, "5.14") == "3", "what was typed in an earlier version is still there"
    write(grid, "6")
    assert "nhấn Delete để xóa" in bubble(grid)
    press(grid, KEY.Key_Delete)
    assert stored(page, "5.14") == Figure()
    page.show_figure(Period.parse("2026-Q4"), "5.14")
    enter(grid, "6")
    assert stored(page, "5.14", Period.parse("2026-Q4")).value == 6


# Undo, history


def test_undo_goes_cell_by_cell_to_what_came_back(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12", "3", "45")
    page.go_to("6.01")
    window.refresh_now()
    window.undo()
    window.refresh_now()
    assert (place(grid), stored(page, "1.03").value) == (("1.03", VALUE), None)
    window.undo()
    window.refresh_now()
    assert place(grid) == ("1.02", VALUE)
    window.redo()
    window.refresh_now()
    assert (place(grid), stored(page, "1.02").value) == (("1.02", VALUE), 3)


def test_undo_shows_the_period_that_it_changed(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12")
    window.refresh_now()
    page.show_figure(Q1, "3.01")
    window.undo()
    window.refresh_now()
    assert page.period == Q2
    assert place(grid) == ("1.01", VALUE)


def test_ctrl_z_in_an_untouched_cell_is_the_programs(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12")
    page.go_to("1.01")
    press(grid, KEY.Key_F2)
    press(grid, KEY.Key_Z, CONTROL)
    assert stored(page, "1.01").value is None


def test_a_cell_tells_its_history(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    press(grid, KEY.Key_F4)
    assert "chưa có thay đổi" in window.foot.sentence
    enter(grid, "12")
    page.go_to("1.01")
    enter(grid, "14")
    page.go_to("1.01")
    press(grid, KEY.Key_0, CONTROL)
    page.go_to("1.01")
    window.refresh_now()
    unfolded = [page.details.is_unfolded]
    press(grid, KEY.Key_F4)
    unfolded.append(page.details.is_unfolded)
    history = page.details.history
    assert page.window().focusWidget() is history
    told = [history.item(n).text().partition(": ")[2] for n in range(history.count())]
    assert told == ["14 → không phát sinh", "12 → 14; (trống) → 12"] or told[0] == "14 → không phát sinh"
    QTest.keyClick(history, KEY.Key_Escape)
    assert page.window().focusWidget() is grid
    assert [*unfolded, page.details.is_unfolded] == [False, True, False]


def test_what_is_stored_of_the_cell_in_front_is_in_its_history_at_once(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    page.go_to("1.01")
    press(grid, KEY.Key_0, CONTROL)
    page.go_to("1.01")
    window.refresh_now()
    page.details.unfold()
    history = page.details.history
    count = history.count()
    window.office.figures.type_figure(page.period, "1.01", "7")
    window.refresh_now()
    assert history.count() == count + 1
    assert "không phát sinh → 7" in history.item(0).text()


# Explaining


def test_the_panel_explains_a_formula_with_its_numbers(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12", "3", "45", "25")
    window.refresh_now()
    page.go_to("1.05")
    assert page.details.sentence.text().startswith("= [1.04] / [1.03] × 100 = 25 / 45 × 100 = 55,56")
    page.go_to("1.09")
    assert "= … / … × 100 · Còn thiếu [1.07], [1.06]" in page.details.sentence.text()
    assert page.details.panel.isHidden()
    page.details.more_button.click()
    assert page.details.panel._formula.text().endswith("\n= … / … × 100")
    assert "Còn thiếu [1.07], [1.06]" in page.details.panel._lacking.text()


def test_a_division_by_zero_is_a_dash(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    page.go_to("1.10")
    enter(grid, "0", "0")
    window.refresh_now()
    assert shown(grid, "1.12") == "–"


def test_a_target_is_judged_and_opens_in_its_plan(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    linked = [row for row in grid.figure_model.figures if row.target is not None]
    row = next(one for one in linked if one.target and one.target.item_id == "target-1")
    assert shown(grid, row.id, TARGET).startswith("≥ 95%")
    page.go_to(row.id)
    page.details.target_button.click()
    assert isinstance(window.current, PlanPage)


def test_what_the_form_counts_opens_the_form(page: FiguresPage, window: MainWindow) -> None:
    counted = next(r for r in page.grid.figure_model.figures if r.indicator.counted == "form.online")
    page.go_to(counted.id)
    page.details.form_button.click()
    assert isinstance(window.current, DossiersPage)


# Problems


def test_f8_goes_from_problem_to_problem(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    press(grid, KEY.Key_F8)
    assert "không có vấn đề" in window.foot.sentence
    for code, text in (("1.23", "9"), ("1.24", "2"), ("2.18", "9"), ("2.19", "2")):
        page.go_to(code)
        enter(grid, text)
    window.refresh_now()
    page.go_to("1.01")
    grid.figure_model.toggle(2, False)
    press(grid, KEY.Key_F8)
    first = place(grid)[0]
    press(grid, KEY.Key_F8)
    second = place(grid)[0]
    assert (first[0], second[0]) == ("1", "2")
    press(grid, KEY.Key_F8)
    assert place(grid)[0] == first
    press(grid, KEY.Key_F8, SHIFT)
    assert place(grid)[0] == second
    assert page.filters.problems.text() == "Vấn đề (2)"


def test_the_list_of_problems_leads_to_their_cells(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    for code, text in (("1.23", "9"), ("1.24", "2")):
        page.go_to(code)
        enter(grid, text)
    window.refresh_now()
    QTest.keyClick(grid, KEY.Key_F7)
    listed = page.problems.list
    texts = [listed.item(n).text() for n in range(listed.count())]
    assert texts[:2] == ["Cần sửa (0)", "Nên xem lại (1)"]
    assert texts[3].startswith("Chưa nhập (")
    assert listed.hasFocus()
    listed.setCurrentRow(2)
    QTest.keyClick(listed, KEY.Key_Return)
    assert place(grid)[0] in ("1.23", "1.24")
    assert grid.hasFocus()
    listed.setFocus()
    QTest.keyClick(listed, KEY.Key_Escape)
    assert page.problems.isHidden()


def test_ctrl_down_goes_to_the_next_empty_cell(page: FiguresPage, grid: FigureGrid) -> None:
    enter(grid, "12", "3")
    page.go_to("1.01")
    press(grid, KEY.Key_Down, CONTROL)
    # The tasks that come between are counted.
    assert place(grid) == ("1.06", VALUE)
    press(grid, KEY.Key_Up, CONTROL)
    assert place(grid)[0].startswith("8.")


@pytest.mark.parametrize("text", ["\u200b", "1\u00ad2", "1\n2", "１２"])
def test_what_is_not_seen_as_a_number_is_not_taken(
    page: FiguresPage, grid: FigureGrid, window: MainWindow, text: str
) -> None:
    enter(grid, "7")
    page.go_to("1.01")
    press(grid, KEY.Key_F2)
    field = editor(grid)
    assert isinstance(field, QLineEdit)
    field.setText(text)
    press(grid, KEY.Key_Return)
    assert bubble(grid)
    assert stored(page, "1.01").value == 7
