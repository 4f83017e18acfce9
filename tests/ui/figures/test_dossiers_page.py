"""Form II.06a on the screen: typing, pasting, what is computed, what does not balance."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.places import DossiersPlace, PageName
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.figures.beside_form import _ReasonQuestion
from cchc_desktop.ui.figures.count_grid import NAME_COLUMN, TOTAL
from cchc_desktop.ui.figures.dossier_grid import DossierGrid
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.frame.main_window import MainWindow

Q1, Q2 = Period.parse("2026-Q1"), Period.parse("2026-Q2")
ONLINE, DIRECT, CARRIED, RESOLVED, EARLY = 3, 4, 5, 6, 7


def at(number: int) -> int:
    """The place of the column of this number on the form."""
    return number - 1


@pytest.fixture
def page(window: MainWindow) -> DossiersPage:
    window.go(DossiersPlace(Q1))
    found = window.current
    assert isinstance(found, DossiersPage)
    return found


@pytest.fixture
def grid(page: DossiersPage) -> DossierGrid:
    page.grid.setFocus()
    return page.grid


def first(grid: DossierGrid, place: int = 0) -> str:
    """The identity of a row."""
    key: str = grid.form.rows[place].id
    return key


def stored(office: Office, place: int = 0, period: Period = Q1) -> Dossiers:
    """A row as it counts."""
    return office.dossiers.rows(period)[place].dossiers


def press(grid: DossierGrid, *keys: Qt.Key) -> None:
    """Presses keys where the cursor is: in the cell's editor, or on the table."""
    for key in keys:
        focus = grid.viewport().findChild(QLineEdit) or grid
        QTest.keyClick(focus, key)
        QTest.qWait(0)


def keys(grid: DossierGrid, text: str) -> None:
    """Types digits where the cursor is."""
    for sign in text:
        focus = grid.viewport().findChild(QLineEdit) or grid
        QTest.keyClicks(focus, sign)


def shown(grid: DossierGrid, place: int, number: int) -> str:
    """The text of a cell."""
    return str(grid.form.index(place, at(number)).data() or "")


def bubble(grid: DossierGrid) -> str:
    """What stands at the cell that was refused."""
    return grid._bubble.text() if grid._bubble is not None else ""


def test_model_is_sound(page: DossiersPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.grid.form)


def test_a_row_is_typed_by_keyboard_alone(grid: DossierGrid, window: MainWindow) -> None:
    """Tab goes along over what is computed, Enter then goes below where the row began."""
    grid.choose_cell(first(grid), at(4))
    for text in ("70", "30", "20", "60", "30", "10", "18", "2"):
        keys(grid, text)
        press(grid, Qt.Key.Key_Tab)
    assert stored(window.office) == Dossiers(70, 30, 20, 60, 30, 10, 18, 2)
    window.refresh_now()
    assert [shown(grid, 0, n) for n in (3, 7, 11)] == ["120", "100", "20"]
    last = len(grid.form.rows) - 1
    assert grid.form.rows[last].id == TOTAL
    assert [shown(grid, last, n) for n in (3, 7, 11)] == ["120", "100", "20"]
    # The last Tab began the next row; Enter stays in the column where the row began.
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, at(4))
    keys(grid, "5")
    press(grid, Qt.Key.Key_Tab)
    keys(grid, "6")
    press(grid, Qt.Key.Key_Return)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, at(4))
    assert (stored(window.office, 1).online, stored(window.office, 1).direct) == (5, 6)


def test_enter_goes_down_and_delete_empties(grid: DossierGrid, window: MainWindow) -> None:
    grid.choose_cell(first(grid), at(4))
    keys(grid, "1")
    press(grid, Qt.Key.Key_Return)
    keys(grid, "2")
    press(grid, Qt.Key.Key_Down)
    assert grid.currentIndex().row() == 2
    assert [stored(window.office, n).online for n in (0, 1)] == [1, 2]
    grid.choose_cell(first(grid), at(4))
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(grid, Qt.Key.Key_Delete)
    assert [stored(window.office, n).online for n in (0, 1)] == [None, None]
    window.undo()
    assert [stored(window.office, n).online for n in (0, 1)] == [1, 2]


def test_arrows_walk_on_after_typing_and_move_the_cursor_after_f2(
    grid: DossierGrid, window: MainWindow
) -> None:
    grid.choose_cell(first(grid), at(4))
    keys(grid, "12")
    press(grid, Qt.Key.Key_Right)
    assert grid.currentIndex().column() == at(5)
    assert stored(window.office).online == 12
    press(grid, Qt.Key.Key_Left, Qt.Key.Key_F2, Qt.Key.Key_Home, Qt.Key.Key_Right)
    keys(grid, "0")
    press(grid, Qt.Key.Key_Return)
    assert stored(window.office).online == 102


@pytest.mark.parametrize(
    ("typed", "told"),
    [("-5", "từ 0"), ("1,5", "số nguyên"), ("abc", "không phải là số"), ("5%", "dấu %")],
)
def test_what_is_no_count_is_refused_at_the_cell(
    grid: DossierGrid, window: MainWindow, qtbot: QtBot, typed: str, told: str
) -> None:
    grid.choose_cell(first(grid), at(4))
    keys(grid, typed)
    press(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told in bubble(grid))
    editor = grid.viewport().findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == typed
    assert stored(window.office).online is None
    assert not window.page(PageName.DOSSIERS).leave()
    # The cell opens again with what was typed; Escape brings back what was stored.
    qtbot.waitUntil(lambda: told in bubble(grid))
    press(grid, Qt.Key.Key_Escape)
    assert window.page(PageName.DOSSIERS).leave()


def test_computed_cells_say_why_they_are_locked(grid: DossierGrid) -> None:
    grid.choose_cell(first(grid), at(7))
    keys(grid, "5")
    assert "(8) + (9) + (10)" in bubble(grid)
    press(grid, Qt.Key.Key_Escape)
    assert not bubble(grid)
    grid.choose_cell(TOTAL, at(4))
    press(grid, Qt.Key.Key_Delete)
    assert "Tổng cộng" in bubble(grid)


def test_what_is_pending_is_handed_on(page: DossiersPage, grid: DossierGrid, window: MainWindow) -> None:
    office = window.office
    office.dossiers.set_row(Q1, first(grid), Dossiers(10, 0, 0, 5, 0, 0, 4, 1))
    page.show_period(Q2)
    assert shown(grid, 0, 6) == "5"
    grid.choose_cell(first(grid), at(6))
    keys(grid, "7")
    assert "quý I" in bubble(grid)
    grid.choose_cell(first(grid, 1), at(6))
    keys(grid, "7")
    press(grid, Qt.Key.Key_Return)
    assert stored(office, 1, Q2).carried == 7
    # Tab passes over the locked cell.
    grid.choose_cell(first(grid), at(5))
    press(grid, Qt.Key.Key_Tab)
    assert grid.currentIndex().column() == at(8)


def paste(grid: DossierGrid, text: str, place: int = 0, number: int = 4) -> None:
    """Pastes a text from a cell on."""
    QGuiApplication.clipboard().setText(text)
    grid.choose_cell(first(grid, place), at(number))
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_range_is_pasted_in_one_operation(grid: DossierGrid, window: MainWindow) -> None:
    paste(grid, "1.070\t30\r\n5\t6\r\n")
    assert [stored(window.office, n).online for n in (0, 1)] == [1070, 5]
    assert [stored(window.office, n).direct for n in (0, 1)] == [30, 6]
    window.undo()
    assert stored(window.office).is_blank
    assert stored(window.office, 1).is_blank


def test_the_whole_form_comes_back_from_excel(grid: DossierGrid, window: MainWindow) -> None:
    """Names and sums in the range pass where they say what the program says."""
    paste(grid, "120\t70\t30\t20\t100\t60\t30\t10\t20\t18\t2", number=3)
    assert stored(window.office) == Dossiers(70, 30, 20, 60, 30, 10, 18, 2)
    window.refresh_now()
    grid.selectAll()
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\n")[0].split("\t")[2:] == "120 70 30 20 100 60 30 10 20 18 2".split()
    window.undo()
    window.refresh_now()
    paste(grid, copied, number=1)
    assert stored(window.office) == Dossiers(70, 30, 20, 60, 30, 10, 18, 2)


@pytest.mark.parametrize(
    ("text", "number", "told", "column"),
    [
        ("70\t30\n5\tsáu", 4, "không phải là số", 5),
        ("70\t\u200b", 4, "không thấy", 5),
        ("7\u00ad0\t3", 4, "không thấy", 4),
        ("70\t-1", 4, "từ 0", 5),
        ("121\t70\t30\t20", 3, "chương trình tính 120", 3),
        ("Đất đai\t1", 2, "theo đúng thứ tự", 2),
        ("1\t2\t3", 12, "vượt quá bảng", 12),
    ],
)
def test_nothing_is_pasted_where_one_cell_is_refused(
    grid: DossierGrid, window: MainWindow, text: str, number: int, told: str, column: int
) -> None:
    before = window.office.history.next_undo()
    paste(grid, text, number=number)
    assert told in bubble(grid)
    assert grid.currentIndex().column() == at(column)
    assert window.office.history.next_undo() == before
    assert all(row.dossiers.is_blank for row in window.office.dossiers.rows(Q1))


def test_one_cell_fills_the_chosen_range(grid: DossierGrid, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("3")
    grid.choose_cell(first(grid), at(4))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid, key, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    for place in (0, 1):
        assert (stored(window.office, place).online, stored(window.office, place).direct) == (3, 3)


def test_an_imbalance_is_explained(page: DossiersPage, grid: DossierGrid, window: MainWindow) -> None:
    office = window.office
    assert page._gap.isHidden()
    office.dossiers.set_row(Q1, first(grid, 1), Dossiers(100, 20, 0, 50, 50, 0, 18, 0))
    window.refresh_now()
    grid.choose_cell(first(grid), at(4))
    assert not page._gap.isHidden()
    assert "Chứng thực (lệch 2)" in page._gap_words.text()
    QTest.keyClick(grid, Qt.Key.Key_F8)
    assert grid.currentIndex().row() == 1
    assert "tiếp nhận 120 khác đã giải quyết 100 + đang giải quyết 18, lệch 2 hồ sơ" in page._gap_words.text()
    office.dossiers.set_row(Q1, first(grid, 1), Dossiers(100, 20, 0, 50, 50, 0, 18, 2))
    window.refresh_now()
    assert page._gap.isHidden()


def test_rows_that_are_only_begun_are_told_once_others_are_done(
    page: DossiersPage, grid: DossierGrid, window: MainWindow
) -> None:
    office = window.office
    begun, done = first(grid, 1), first(grid, 3)
    office.dossiers.set_row(Q1, begun, Dossiers(100, 20))
    window.refresh_now()
    grid.choose_cell(first(grid), at(4))
    assert page._gap.isHidden()
    office.dossiers.set_row(Q1, done, Dossiers(5, 0, 0, 0, 5, 0, 0, 0))
    window.refresh_now()
    assert "Chưa nhập số đã giải quyết" in page._gap_words.text()
    assert "Chứng thực (120 hồ sơ)" in page._gap_words.text()
    QTest.keyClick(grid, Qt.Key.Key_F8)
    assert grid.currentIndex().row() == 1
    # The row that is being typed is left in peace.
    assert page._gap.isHidden()


def test_fields_are_added_renamed_and_deleted(
    page: DossiersPage, grid: DossierGrid, window: MainWindow, qtbot: QtBot
) -> None:
    def names() -> list[str]:
        return [field.name for field in window.office.dossiers.fields()]

    before = names()
    page.add_button.click()
    editor: Any = grid.viewport().findChild(QLineEdit)
    editor.setText("Môi trường")
    press(grid, Qt.Key.Key_Return)
    assert names() == [*before, "Môi trường"]
    page.add_button.click()
    editor = grid.viewport().findChild(QLineEdit)
    editor.setText("moi truong")
    press(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Đã có lĩnh vực" in bubble(grid))
    press(grid, Qt.Key.Key_Escape)
    page.delete_button.click()
    window.refresh_now()
    assert names() == [*before, "Môi trường"]
    paste(grid, "5")
    window.refresh_now()
    grid.choose_cell(first(grid), NAME_COLUMN)
    page.delete_button.click()
    assert names() == [*before, "Môi trường"]
    assert "không xóa được" in window.foot.sentence


def test_longer_spans_are_read_only(page: DossiersPage, grid: DossierGrid, window: MainWindow) -> None:
    office = window.office
    office.dossiers.set_row(Q1, first(grid), Dossiers(10, 0, 1, 5, 0, 0, 4, 2))
    office.dossiers.set_row(Q2, first(grid), Dossiers(20, 0, None, 26, 0, 0, 0, 0))
    half = Period.parse("2026-6T")
    page.bar._buttons[half.span].click()
    assert page.bar.period == half
    assert [shown(grid, 0, n) for n in (3, 4, 6, 7, 11)] == ["31", "30", "1", "31", "0"]
    grid.choose_cell(first(grid), at(4))
    keys(grid, "5")
    assert "cộng từ các quý" in bubble(grid)
    paste(grid, "6")
    assert "cộng từ các quý" in bubble(grid)


def test_the_next_period_is_a_key_away(page: DossiersPage, grid: DossierGrid, window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(grid, Qt.Key.Key_PageDown, control)
    assert page.bar.period == Q2
    QTest.keyClick(grid, Qt.Key.Key_PageUp, control)
    QTest.keyClick(grid, Qt.Key.Key_PageUp, control)
    assert page.bar.period == Period.parse("2025-N")
    window.open_page(PageName.TODAY)
    window.go(DossiersPlace(Q2))
    assert page.bar.period == Q2
    assert page.grid.form.period == Q2


def test_the_form_is_a_document(page: DossiersPage) -> None:
    made = page.current_document()
    assert made is not None
    assert "bieu-ii-06a" in made[1]


def test_a_killed_window_keeps_what_was_left(grid: DossierGrid, window: MainWindow) -> None:
    grid.choose_cell(first(grid), at(4))
    keys(grid, "41")
    press(grid, Qt.Key.Key_Tab)
    assert stored(window.office).online == 41
    keys(grid, "4")
    window.open_page(PageName.TODAY)
    assert stored(window.office).direct == 4


def test_cells_saved_before_the_screen_follows_are_all_kept(grid: DossierGrid, window: MainWindow) -> None:
    """A fast typist leaves the next cell before the grid shows what the last one made."""
    for column, value in ((at(4), "7"), (at(5), "8"), (at(8), "9")):
        grid.form.setData(grid.form.index(0, column), value)
    counts = stored(window.office)
    assert (counts.online, counts.direct, counts.early) == (7, 8, 9)


def test_typed_figures_hold_until_it_is_said_which_number_counts(
    page: DossiersPage, grid: DossierGrid, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = window.office.figures
    figures.type_figure(Q1, "3.14", "410")
    window.refresh_now()
    assert page.beside.isHidden()
    grid.choose_cell(first(grid), at(4))
    keys(grid, "398")
    press(grid, Qt.Key.Key_Return)
    window.refresh_now()
    assert page.beside.isVisible()
    assert page.beside.lines == [("3.14. Hồ sơ tiếp nhận trực tuyến", "đang ghi 410", "biểu cộng 398")]
    assert figures.ledger().reading(Q1, "3.14").value == 410
    page.beside.take.click()
    window.refresh_now()
    assert page.beside.isHidden()
    assert figures.ledger().reading(Q1, "3.14").value == 398
    window.undo()
    window.refresh_now()
    assert page.beside.isVisible()

    def answer(question: _ReasonQuestion) -> int:
        question.accept_button.click()
        assert "lý do" in question.reason.editor.accessibleDescription()
        question.reason.set_value("gồm hồ sơ giấy")
        question.accept_button.click()
        return question.result()

    monkeypatch.setattr(_ReasonQuestion, "exec", answer)
    page.beside.keep.click()
    window.refresh_now()
    # It was asked once; the check list goes on to name both numbers.
    assert page.beside.isHidden()
    assert figures.figure(Q1, "3.14").note == "gồm hồ sơ giấy"
    assert any("398" in problem.sentence for problem in figures.problems(Q1))
    # What has its reason is no part of a later question, nor of its answer.
    figures.type_figure(Q1, "3.15", "9")
    window.office.dossiers.set_row(Q1, first(grid), Dossiers(online=398, direct=3))
    window.refresh_now()
    assert [line[0][:5] for line in page.beside.lines] == ["3.15."]
    page.beside.take.click()
    assert figures.figure(Q1, "3.15").value is None
    assert figures.figure(Q1, "3.14").value == 410


def test_a_form_that_may_have_been_replaced_says_so(window: MainWindow, page: DossiersPage) -> None:
    assert page.doubt.isHidden()
    window.go(DossiersPlace(Period.parse("2026-Q3")))
    assert not page.doubt.isHidden()
    assert "có thể đã được thay thế bởi Thông tư số 09/2026/TT-BTP" in page.doubt.sentence
    window.go(DossiersPlace(Q2))
    assert page.doubt.isHidden()
