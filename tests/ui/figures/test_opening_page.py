"""Số lũy kế khi bắt đầu dùng: found from the figures, typed, pasted, taken from Excel, undone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.places import DossiersPlace, FigurePlace, OpeningPlace, PageName, ReportPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import NOTE, SOURCE, VALUE
from cchc_desktop.ui.figures.opening_page import OpeningPage
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.wizards.import_opening import ImportOpening
from tests.ui.conftest import clock, furnish
from tests.ui.figure_keys import CONTROL, bubble, enter, paste, place, press, shown, write

KEY = Qt.Key
Q3, Q4, NINE, HALF, YEAR = (Period.parse(f"2026-{span}") for span in ("Q3", "Q4", "9T", "6T", "N"))


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[Office]:
    """An office in the last quarter of its first year with the program."""
    made = Office.open(tmp_path / "data", today=lambda: date(2026, 11, 28), clock=clock)
    yield made
    made.close()


@pytest.fixture
def office(empty_office: Office) -> Office:
    furnish(empty_office)
    return empty_office


@pytest.fixture
def page(window: MainWindow) -> OpeningPage:
    window.go(OpeningPlace())
    found = window.current
    assert isinstance(found, OpeningPage)
    return found


@pytest.fixture
def grid(page: OpeningPage) -> FigureGrid:
    page.go_to("1.01")
    return page.grid


def figures_page(window: MainWindow, period: Period) -> FiguresPage:
    window.go(FigurePlace(period))
    found = window.current
    assert isinstance(found, FiguresPage)
    return found


def test_a_report_is_the_source_of_its_own_span_alone(page: OpeningPage, grid: FigureGrid) -> None:
    page.source.set_value("Báo cáo số 45/BC-UBND")
    enter(grid, "5")
    page.show_span(Period.parse("2025-N"))
    assert page.source.editor.text() == ""
    page.show_span(NINE)
    assert page.source.editor.text() == "Báo cáo số 45/BC-UBND"


def test_a_newcomer_is_led_there(window: MainWindow) -> None:
    page = figures_page(window, Q4)
    assert page._notice.isVisible()
    assert page._notice.sentence.startswith("Chưa có số liệu quý I, II, III. Nếu cơ quan mới dùng")
    page._notice.button.setFocus()
    QTest.keyClick(page._notice.button, KEY.Key_Space)
    opening = window.current
    assert isinstance(opening, OpeningPage)
    assert opening.span == NINE
    assert window.navigation.currentItem().text() == "Số liệu"
    QTest.keyClick(window.navigation, KEY.Key_Return)
    assert window.current is page, "the marked page is wanted too"
    page.toolbar.opening.click()
    assert window.current is opening


def test_a_years_report_without_figures_leads_there(window: MainWindow, office: Office) -> None:
    window.go(ReportPlace(YEAR))
    page = window.current
    assert isinstance(page, ReportsPage)
    empty = page.desk.empty
    assert "nhập số lũy kế 9 tháng đầu năm 2026 một lần" in empty._words.text()
    empty.opening_button.click()
    assert isinstance(window.current, OpeningPage)
    assert window.current.span == NINE
    office.openings.type_figure(NINE, "1.20", "5")
    window.go(ReportPlace(YEAR))
    window.refresh_now()
    assert empty.opening_button.isHidden()
    assert page.desk._quarter() == Q4, "the quarters before need not be typed"


def test_what_the_figures_say_once_there_are_opening_figures(window: MainWindow, office: Office) -> None:
    office.openings.type_figure(NINE, "3.01", "401")
    page = figures_page(window, Q4)
    assert not page._notice.isVisible()
    assert shown(page.grid, "3.01") == ""
    page.go_to("3.01")
    press(page.grid, KEY.Key_Return, CONTROL)
    window.refresh_now()
    assert office.figures.figure(Q4, "3.01") == Figure(Decimal(401))
    page = figures_page(window, Q3)
    assert page._notice.sentence.startswith("Quý III năm 2026 nằm trong số lũy kế ban đầu 9 tháng")
    page.go_to("3.01")
    write(page.grid, "5")
    assert "trong số lũy kế ban đầu 9 tháng đầu năm 2026. Hãy sửa ở đó." in bubble(page.grid)
    page = figures_page(window, YEAR)
    assert "tính từ số lũy kế ban đầu 9 tháng đầu và quý IV" in page._notice.sentence
    page._notice.button.click()
    assert window.current is not page


def test_stocks_are_taken_over_in_one_step(window: MainWindow, office: Office) -> None:
    office.openings.set_figures(NINE, {code: Figure(Decimal(9)) for code in ("3.01", "3.05", "3.07")})
    page = figures_page(window, Q4)
    assert page.toolbar.suggest.isEnabled()
    page.toolbar.suggest.click()
    assert {office.figures.figure(Q4, code).value for code in ("3.01", "3.05", "3.07")} == {9}
    office.history.undo()
    assert {office.figures.figure(Q4, code).value for code in ("3.01", "3.05", "3.07")} == {None}


def test_the_model_is_sound(page: OpeningPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.grid.figure_model)


def test_figures_are_typed_by_keyboard(
    page: OpeningPage, grid: FigureGrid, office: Office, window: MainWindow
) -> None:
    page.source.editor.setText("Báo cáo số 45/BC-UBND")
    assert str(grid.figure_model.headerData(VALUE, Qt.Orientation.Horizontal)) == "Lũy kế\n9 tháng/2026"
    enter(grid, "12", "3", "45", "25")
    assert place(grid) == ("1.06", VALUE)
    assert office.openings.figure(NINE, "1.01") == Figure(Decimal(12), source="Báo cáo số 45/BC-UBND")
    assert office.figures.ledger().typed(NINE) == {}
    window.refresh_now()
    assert shown(grid, "1.05") == "55,56", "a formula of what was given"
    assert [shown(grid, "1.01", column) for column in (NOTE, SOURCE)] == ["", "Báo cáo số 45/BC-UBND"]
    press(grid, KEY.Key_0, CONTROL)
    assert office.openings.figure(NINE, "1.06").none
    page.go_to("3.16")
    enter(grid, "7")
    assert office.openings.figure(NINE, "3.16").value == 7, "what the year began with is asked for"
    page.go_to("5.14")
    write(grid, "3")
    assert "là số của cả năm, nhập ở quý IV" in bubble(grid)
    page.go_to("1.02")
    enter(grid, "99")
    assert office.openings.figure(NINE, "1.02").value == 3
    assert "lớn hơn" in bubble(grid)
    press(grid, KEY.Key_Escape)
    window.undo()
    window.refresh_now()
    assert not office.openings.figure(NINE, "3.16").value
    assert place(grid) == ("3.16", VALUE)


def test_a_column_of_excel_is_pasted_in_one_step(
    page: OpeningPage, grid: FigureGrid, office: Office, window: MainWindow
) -> None:
    paste(grid, "12\n3\n45\n25\n\n10")
    window.refresh_now()
    assert [office.openings.figure(NINE, code).value for code in ("1.01", "1.04", "1.06")] == [12, 25, 10]
    assert page.filters._done.text().startswith("5/")
    page.clear_button.click()
    assert office.openings.spans() == []
    window.undo()
    window.refresh_now()
    assert page.filters._done.text().startswith("5/")


def test_another_span_and_source(
    page: OpeningPage, grid: FigureGrid, office: Office, window: MainWindow
) -> None:
    enter(grid, "12")
    page.source.editor.setText("Báo cáo số 46")
    page.source.editor.editingFinished.emit()
    assert office.openings.figure(NINE, "1.01").source == "Báo cáo số 46"
    page.until.show_value(HALF)
    page.until.activated.emit(page.until.currentIndex())
    window.refresh_now()
    assert page.span == HALF
    assert shown(grid, "1.01") == ""
    window.undo()
    window.refresh_now()
    assert page.span == NINE, "undo shows what came back"


def test_the_form_of_nine_months_is_typed_by_keyboard(
    page: OpeningPage, window: MainWindow, office: Office
) -> None:
    """From the opening page to the form, cell by cell, on to the last quarter and the year."""
    page.form_button.setFocus()
    QTest.keyClick(page.form_button, KEY.Key_Space)
    form = window.current
    assert isinstance(form, DossiersPage)
    assert form.bar.period == NINE
    assert form.notice.sentence == (
        "Bắt đầu dùng giữa năm: chép biểu 9 tháng đầu năm 2026 đã gửi vào đây một lần, thay cho "
        "quý I, II, III."
    )
    grid, one = form.grid, office.dossiers.fields()[0].id
    assert window.focusWidget() is grid
    grid.choose_cell(one, 3)
    for text in ("200", "100", "10", "150", "120", "10", "25", "5"):
        for sign in text:
            QTest.keyClicks(grid.viewport().findChild(QLineEdit) or grid, sign)
        QTest.keyClick(grid.viewport().findChild(QLineEdit) or grid, KEY.Key_Tab)
        QTest.qWait(0)
    assert form.leave()
    window.refresh_now()
    assert office.dossiers.rows(NINE)[0].dossiers == Dossiers(200, 100, 10, 150, 120, 10, 25, 5)
    assert form.notice.sentence.startswith("Biểu lũy kế khi bắt đầu dùng, thay cho biểu quý I, II, III.")
    QTest.keyClick(grid, KEY.Key_PageDown, CONTROL)
    assert form.bar.period == Q4
    carried = grid.form.index(0, 5)
    assert carried.data() == "30"
    assert "biểu lũy kế 9 tháng đầu năm 2026" in grid.form.why_locked(grid.form.rows[0], 5)
    QTest.keyClick(grid, KEY.Key_PageDown, CONTROL)
    assert form.bar.period == YEAR
    assert form.notice.sentence == "Gồm biểu lũy kế 9 tháng đầu năm 2026; chưa có biểu quý IV."
    office.dossiers.set_row(Q4, one, Dossiers(online=4))
    window.refresh_now()
    assert form.notice.sentence == "Gồm biểu lũy kế 9 tháng đầu năm 2026 và biểu quý IV."
    window.undo()
    window.refresh_now()
    assert [grid.form.index(0, column).data() for column in (2, 3, 5)] == ["310", "200", "10"]
    assert "Đã có biểu lũy kế" in grid.form.why_locked(grid.form.rows[0], 3)
    form.notice.button.setFocus()
    QTest.keyClick(form.notice.button, KEY.Key_Space)
    assert form.bar.period == NINE
    window.undo()
    window.refresh_now()
    assert office.dossiers.rows(NINE)[0].dossiers.pending_late is None
    window.go(OpeningPlace(NINE))
    row = page.grid.figure_model.figure("3.14")
    assert row is not None
    assert (row.reading.value, row.figure.value) == (200, None)


def test_the_form_says_where_quarters_and_what_was_given_at_once_differ(
    window: MainWindow, office: Office
) -> None:
    window.go(DossiersPlace(Q4))
    form = window.current
    assert isinstance(form, DossiersPage)
    assert form.notice.sentence.startswith("Chưa có biểu quý I, II, III. Mới dùng chương trình thì nhập")
    form.notice.button.click()
    assert form.bar.period == NINE
    one = office.dossiers.fields()[0].id
    office.dossiers.set_row(NINE, one, Dossiers(10, 0, 0, 0, 10, 0, 0, 0))
    office.dossiers.set_row(Q3, one, Dossiers(12, 0, 0, 0, 12, 0, 0, 0))
    window.refresh_now()
    assert form._gap.isVisible()
    assert "tiếp nhận trực tuyến 10 và 12" in form._gap_words.text()
    window.go(DossiersPlace(Q3))
    assert form.notice.sentence.startswith("Đã có trong biểu lũy kế 9 tháng đầu: không phải nhập")
    assert "10 và 12" in form._gap_words.text()


def test_the_annex_of_the_last_report(
    page: OpeningPage, office: Office, window: MainWindow, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    office.figures.type_figure(Q3, "1.01", "5")
    target = tmp_path / "phu-luc.xlsx"
    export_file(office.reports.papers.statistics(NINE), "xlsx", target)
    office.history.undo()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))

    def take(dialog: ImportOpening) -> None:
        qtbot.waitUntil(lambda: dialog._job is None)
        assert dialog.take_button.text() == "Nhận 3 số liệu", "the counted tasks are in the annex"
        dialog.take_in()

    monkeypatch.setattr(ImportOpening, "exec", take)
    page.import_button.click()
    assert office.openings.figure(NINE, "1.01") == Figure(Decimal(5), source="Tệp phu-luc.xlsx")
    assert window.office.history.entries()[0].label == "Nhập số lũy kế ban đầu từ Excel"


def test_before_the_office_is_set_up(empty_office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(empty_office, tmp_path / "data")
    qtbot.addWidget(window)
    assert window.open_page(PageName.OPENING)
    page = window.current
    assert isinstance(page, OpeningPage)
    assert page._body.isHidden()
    window.close()
