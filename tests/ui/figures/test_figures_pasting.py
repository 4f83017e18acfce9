"""Số liệu: ranges from Excel and LibreOffice, good and bad, with derived rows and area headings in them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cchc_desktop.domain.readings import Figure
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import CODE, NOTE, VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.figures.pasting import differs
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.figure_keys import CONTROL, HALF, Q1, SHIFT, bubble, enter, paste, place, press, stored


def values(page: FiguresPage, *codes: str) -> list[object]:
    return [stored(page, code).value for code in codes]


def journal(window: MainWindow) -> list[str]:
    """The operations that the journal knows, latest first."""
    return [entry.label for entry in window.office.history.entries()]


def test_a_range_is_one_operation(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    before = len(journal(window))
    paste(grid, "12\r\n3\r\n1.045\r\n25\r\n2,39\r\n20\r\n")
    assert values(page, "1.01", "1.02", "1.03", "1.04", "1.06") == [12, 3, 1045, 25, 20]
    assert journal(window)[0] == "Dán số liệu"
    assert len(journal(window)) == before + 1
    assert window.foot.sentence == "Đã dán 5 dòng, bỏ qua 1 ô không phải nhập."
    window.undo()
    assert values(page, "1.01", "1.06") == [None, None]


def test_a_derived_number_that_differs_is_named(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    paste(grid, "12\n3\n45\n25\n60\n20")
    assert "1.05 (dán 60, chương trình tính 55,56)" in window.foot.sentence
    assert "dán lệch dòng" in window.foot.sentence


def test_words_of_the_grid_are_understood(page: FiguresPage, grid: FigureGrid) -> None:
    paste(grid, "12\nkhông phát sinh\nước 45\n")
    assert stored(page, "1.02").none
    assert stored(page, "1.03").estimate


def test_notes_come_with_their_numbers_and_line_ends(page: FiguresPage, grid: FigureGrid) -> None:
    page.show_figure(Q1, "1.01")
    visible = [column for column in range(VALUE, NOTE) if not grid.isColumnHidden(column)]
    empty = "\t" * len(visible)
    paste(grid, f'12{empty}"Theo sổ ""đi""\nngày 14/3"\n3{empty}x\n')
    assert stored(page, "1.01", Q1) == Figure(stored(page, "1.01", Q1).value, note='Theo sổ "đi"\nngày 14/3')
    assert stored(page, "1.02", Q1).note == "x"
    assert stored(page, "1.02", Q1).value == 3


def test_one_bad_cell_keeps_all_out(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    enter(grid, "12")
    page.go_to("1.01")
    paste(grid, "14\nba\n45\n-1\n")
    assert values(page, "1.01", "1.02", "1.03") == [12, None, None]
    assert place(grid) == ("1.02", VALUE)
    assert "«ba» không phải là số" in bubble(grid)
    assert "1 ô khác" in bubble(grid)
    texts = [page.problems.list.item(n).text() for n in range(3)]
    assert not page.problems.isHidden()
    assert texts[0] == "Chưa dán gì, có ô không nhận (2)"
    assert texts[2].startswith("1.04:")
    page.go_to("1.01")
    paste(grid, "14\n3\n")
    assert "Chưa dán gì" not in page.problems.list.item(0).text()
    assert values(page, "1.01", "1.02") == [14, 3]


def test_a_rule_between_pasted_numbers_is_kept(page: FiguresPage, grid: FigureGrid) -> None:
    paste(grid, "3\n12\n45\n")
    assert values(page, "1.01", "1.02", "1.03") == [None, None, None]
    assert "lớn hơn" in bubble(grid)


def test_a_number_on_an_areas_name_means_that_the_range_slipped(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("1.36")
    paste(grid, "5\n3\n7\n")
    assert values(page, "1.36", "2.02") == [None, None]
    assert "dòng tên lĩnh vực" in bubble(grid)


def test_a_range_with_the_areas_name_goes_on_below_it(page: FiguresPage, grid: FigureGrid) -> None:
    page.go_to("1.36")
    paste(grid, "5\n\n4\n3\n1\n")
    assert values(page, "1.36", "2.02", "2.03") == [5, 3, 1]


def test_a_range_longer_than_the_grid_is_refused(page: FiguresPage, grid: FigureGrid) -> None:
    press(grid, Qt.Key.Key_End, CONTROL)
    paste(grid, "1\n2\n3\n4\n5\n")
    assert "vượt quá bảng" in bubble(grid)


def test_one_number_fills_the_chosen_cells(page: FiguresPage, grid: FigureGrid) -> None:
    press(grid, Qt.Key.Key_Down, SHIFT)
    paste(grid, "7")
    assert values(page, "1.01", "1.02", "1.03") == [7, 7, None]


def test_a_range_is_copied_as_a_spreadsheet_takes_it(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "1.200", "3", "45", "25")
    window.refresh_now()
    page.go_to("1.01")
    press(grid, Qt.Key.Key_Down, SHIFT, times=4)
    press(grid, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "1200\n3\n45\n25\n55,56"
    grid.choose_cell("1.01", CODE)
    press(grid, Qt.Key.Key_Right, SHIFT)
    press(grid, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "1.01\tSố văn bản chỉ đạo, điều hành CCHC đã ban hành"


def test_what_was_copied_here_comes_back_unchanged(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    enter(grid, "12", "3", "45", "25")
    page.go_to("1.06")
    press(grid, Qt.Key.Key_0, CONTROL)
    window.refresh_now()
    page.go_to("1.01")
    press(grid, Qt.Key.Key_Down, SHIFT, times=5)
    press(grid, Qt.Key.Key_C, CONTROL)
    page.show_figure(Q1, "1.01")
    press(grid, Qt.Key.Key_V, CONTROL)
    codes = ("1.01", "1.02", "1.03", "1.04")
    assert [stored(page, code, Q1).value for code in codes] == [12, 3, 45, 25]
    assert stored(page, "1.06", Q1).none


def test_a_longer_span_takes_only_what_is_counted_anew(
    page: FiguresPage, grid: FigureGrid, window: MainWindow
) -> None:
    page.go_to("1.06")
    enter(grid, "20", "5")
    page.show_figure(HALF, "1.06")
    paste(grid, "20\n5\n")
    assert stored(page, "1.07", HALF).value == 5
    assert stored(page, "1.06", HALF).value is None
    assert "bỏ qua 1 ô" in window.foot.sentence


def test_an_empty_clipboard_changes_nothing(page: FiguresPage, grid: FigureGrid, window: MainWindow) -> None:
    before = len(journal(window))
    paste(grid, "")
    assert len(journal(window)) == before


@pytest.mark.parametrize(
    ("text", "differs_from"),
    [("55,56", False), ("55,6", False), ("56", False), ("55", True), ("tổng", False)],
)
def test_a_pasted_number_is_compared_as_exactly_as_it_is_written(
    page: FiguresPage, grid: FigureGrid, window: MainWindow, text: str, differs_from: bool
) -> None:
    enter(grid, "12", "3", "45", "25")
    window.refresh_now()
    row = grid.figure_model.figure("1.05")
    assert row is not None
    assert differs(text, row.reading) is differs_from


@pytest.mark.parametrize("text", ["\u200b", "1\u20602", "5\ufeff", '"1\n2"'])
def test_what_is_not_seen_deletes_no_figure(page: FiguresPage, grid: FigureGrid, text: str) -> None:
    paste(grid, "7\n")
    page.go_to("1.01")
    paste(grid, f"{text}\n")
    assert "không thấy" in bubble(grid) or "xuống dòng" in bubble(grid)
    assert values(page, "1.01") == [7]


def test_what_is_not_seen_is_left_out_of_a_note(page: FiguresPage, grid: FigureGrid) -> None:
    paste(grid, "7\n")
    grid.choose_cell("1.01", NOTE)
    paste(grid, "theo\u200b sổ\u202e\n")
    assert stored(page, "1.01").note == "theo sổ"
