"""«Biểu khác» on the screen: typing, levels that are gone, forms that are not printed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cchc_desktop.domain.places import DossiersPlace, FormPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.figures.count_grid import FIRST_COUNT, NAME_COLUMN
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.form_grid import FormGrid
from cchc_desktop.ui.figures.forms_page import FormsPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.templates.dialog import FillTemplate

Q1, Q2, HALF = Period.parse("2026-Q1"), Period.parse("2026-Q2"), Period.parse("2026-6T")
OLD = Period.parse("2025-Q2")


@pytest.fixture
def page(window: MainWindow) -> FormsPage:
    window.go(FormPlace(Q1, "ii07b"))
    found = window.current
    assert isinstance(found, FormsPage)
    return found


def grid(page: FormsPage) -> FormGrid:
    assert page.grid is not None
    return page.grid


def headers(page: FormsPage) -> list[str]:
    return [column.header for column in grid(page).form.columns]


def type_into(page: FormsPage, row: int, column: int, text: str) -> None:
    """Types digits into a cell and goes on."""
    form = grid(page)
    form.setCurrentIndex(form.form.index(row, column))
    form.setFocus()
    for sign in text:
        QTest.keyClicks(form.viewport().findChild(QLineEdit) or form, sign)
    QTest.keyClick(form.viewport().findChild(QLineEdit) or form, Qt.Key.Key_Return)
    QTest.qWait(0)


def test_a_row_is_added_and_its_numbers_typed(page: FormsPage, office: Office) -> None:
    page.add_button.click()
    assert grid(page).commit()
    QTest.qWait(0)
    (row,) = office.forms.view("ii07b", Q1).rows
    assert row.name == "UBND xã An Bình"
    type_into(page, 0, FIRST_COUNT + 1, "120")
    type_into(page, 0, FIRST_COUNT + 2, "368")
    assert office.forms.view("ii07b", Q1).total == {"all_province": 120, "all_commune": 368}
    shown = [grid(page).form.index(line, FIRST_COUNT).data() for line in (0, 1)]
    assert shown == ["488", "488"]
    # The sum says what it follows from, and is not typed into.
    assert "(4) + (6)" in grid(page).form.why_locked(row, FIRST_COUNT)
    page.add_button.click()
    assert grid(page).commit()
    assert [each.name for each in office.forms.view("ii07b", Q1).rows] == ["UBND xã An Bình", "Dòng mới"]
    grid(page).choose_cell(office.forms.view("ii07b", Q1).rows[1].id, NAME_COLUMN)
    page.delete_button.click()
    assert len(office.forms.view("ii07b", Q1).rows) == 1


def test_columns_of_districts_are_shown_while_there_were_districts(
    window: MainWindow, page: FormsPage
) -> None:
    assert not [header for header in headers(page) if "huyện" in header]
    window.go(FormPlace(OLD, "ii07b"))
    assert len([header for header in headers(page) if "huyện" in header]) == 3
    window.go(FormPlace(Q1, "ii07b"))
    assert len(headers(page)) == FIRST_COUNT + 9


def test_numbers_are_pasted_and_a_wrong_one_stores_nothing(page: FormsPage, office: Office) -> None:
    row = office.forms.add_row("ii07b", Q1, "UBND xã")
    page.refresh()
    grid(page).choose_cell(row.id, FIRST_COUNT + 1)
    QGuiApplication.clipboard().setText("5\t7")
    grid(page).paste_cells()
    assert office.forms.view("ii07b", Q1).total == {"all_province": 5, "all_commune": 7}
    QGuiApplication.clipboard().setText("8\tbảy")
    grid(page).paste_cells()
    assert office.forms.view("ii07b", Q1).total == {"all_province": 5, "all_commune": 7}


def test_the_next_quarter_begins_with_the_rows_of_this_one(
    window: MainWindow, page: FormsPage, office: Office
) -> None:
    assert not page.copy_button.isEnabled()
    office.forms.add_row("ii07b", Q1, "UBND xã", {"all_commune": 368})
    window.go(FormPlace(Q2, "ii07b"))
    assert page.copy_button.isEnabled()
    page.copy_button.click()
    assert office.forms.view("ii07b", Q2).total == {"all_commune": 368}
    window.go(FormPlace(HALF, "ii07b"))
    assert not page.add_button.isEnabled()
    assert "ở từng quý" in page.add_button.toolTip()
    document = page.current_document()
    assert document is not None
    assert document[1].endswith(".xlsx")


def test_a_form_that_is_not_printed_leads_to_the_file_of_the_superior(
    window: MainWindow, page: FormsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Period] = []
    monkeypatch.setattr(FillTemplate, "run", lambda _shell, period: opened.append(period))
    window.go(FormPlace(Q1, "ii05a"))
    assert page.grid is None
    assert "tệp Excel của cấp trên" in page.template.words
    assert page.current_document() is None
    page.template_button.click()
    assert opened == [Q1]


def test_a_period_that_no_form_is_known_of_says_so(window: MainWindow, page: FormsPage) -> None:
    window.go(FormPlace(Period.parse("2019-Q1")))
    assert (page.grid, page.template.title) == (None, "Không có biểu")
    assert page.current_document() is None
    window.go(FormPlace(Q1, "ii07b"))
    assert page.grid is not None


def test_the_doubt_and_the_way_there_and_back(window: MainWindow, page: FormsPage) -> None:
    assert page.doubt.isHidden()
    window.go(FormPlace(Period.parse("2026-Q3"), "ii07b"))
    assert "có thể đã được thay thế" in page.doubt.sentence
    page.back_button.click()
    dossiers = window.current
    assert isinstance(dossiers, DossiersPage)
    assert dossiers.bar.period == Period.parse("2026-Q3")
    window.go(DossiersPlace(Q2))
    dossiers.others_button.click()
    assert window.current is page
    assert page.bar.period == Q2
