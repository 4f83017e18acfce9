"""What an officer of some areas sees of the others': shown for reading, with whose it is and whom to ask."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit

from cchc_desktop.domain.access import Role
from cchc_desktop.domain.places import PageName, RegisterPlace
from cchc_desktop.domain.report.directives import REGISTER
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import NOTE, VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.tables import clipboard
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.tasks.table import LEAD, PROGRESS
from tests.directives import directives, save_directive
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.ui.figure_keys import Q2, bubble, press, stored

GOOD = "Abcdef1@"
BOSS, OWN, OTHER = "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"
WHOM = "người phụ trách lĩnh vực đó (Lê Văn Cường)"


@pytest.fixture
def office_of_areas(window: MainWindow) -> MainWindow:
    """The window of an officer of area 1; area 3 is somebody else's."""
    access = window.office.access
    access.switch_on(BOSS, GOOD)
    own = access.add(OWN, Role.AREA, (1,), "Đầu-2026a")
    access.add(OTHER, Role.AREA, (3,), "Đầu-2026a")
    access.sign_in(own.id, "Đầu-2026a")
    access.change_password("Đầu-2026a", GOOD)
    window.forget_pages()
    window.open_page(PageName.TODAY)
    return window


def flags(grid: FigureGrid, code: str, column: int) -> bool:
    model = grid.figure_model
    return model.is_open(model.index(model.find(code), column))


def test_figures_of_others_are_shown_for_reading(office_of_areas: MainWindow) -> None:
    window = office_of_areas
    window.open_page(PageName.FIGURES)
    page = window.current
    assert isinstance(page, FiguresPage)
    page.show_period(Q2)
    grid = page.grid
    for column in (VALUE, NOTE):
        assert flags(grid, "1.01", column)
        assert not flags(grid, "3.01", column)
    page.go_to("3.01")
    QTest.keyClicks(grid, "5")
    assert WHOM in bubble(grid)
    press(grid, Qt.Key.Key_Delete)
    assert stored(page, "3.01").value is None
    row = grid.figure_model.figure("3.01")
    assert row is not None
    assert WHOM in grid.figure_model.why(row)
    page._explain()
    assert WHOM in page.details._said.given


def test_a_pasted_range_over_others_figures_is_refused_where_it_says_otherwise(
    office_of_areas: MainWindow,
) -> None:
    window = office_of_areas
    window.open_page(PageName.FIGURES)
    page = window.current
    assert isinstance(page, FiguresPage)
    page.show_period(Q2)
    page.go_to("3.01")
    clipboard.copy_cells([["7"]])
    page.grid.paste_cells()
    assert WHOM in bubble(page.grid)
    assert stored(page, "3.01").value is None
    page.go_to("1.01")
    page.grid.paste_cells()
    assert stored(page, "1.01").value == 7


def test_the_form_is_for_who_has_its_area(office_of_areas: MainWindow) -> None:
    window = office_of_areas
    window.open_page(PageName.DOSSIERS)
    page = window.current
    assert isinstance(page, DossiersPage)
    model = page.grid.form
    assert not any(
        model.is_open(model.index(row, column))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )
    assert WHOM in str(model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert not page.add_button.isEnabled()
    assert WHOM in page.add_button.toolTip()


def test_tasks_of_others_are_shown_for_reading(office_of_areas: MainWindow) -> None:
    window = office_of_areas
    window.open_page(PageName.TASKS)
    page = window.current
    assert isinstance(page, TasksPage)
    table = page.table
    rows = {row.area: row for row in window.office.tasks.rows()}
    own, strange = rows[1], next(row for area, row in rows.items() if area not in (0, 1))
    for row in (own, strange):
        place = table.sheet.find(row.id)
        assert table.sheet.is_open(table.sheet.index(place, PROGRESS)) is (row is own)
        # Giving tasks out is for who writes plans.
        assert not table.sheet.is_open(table.sheet.index(place, LEAD))
    index = table.sheet.index(table.sheet.find(strange.id), PROGRESS)
    why = table.sheet.why_locked(strange, PROGRESS)
    assert f"lĩnh vực {strange.area}" in why
    assert why in str(index.data(Qt.ItemDataRole.ToolTipRole))
    panel = page.panel
    panel.show_task(strange)
    editor = panel.progress_tab.result.editor
    assert isinstance(editor, QPlainTextEdit)
    assert editor.isReadOnly()
    assert editor.toolTip() == why
    assert not panel.progress_tab.save.isEnabled()
    assert not panel.progress_tab.percent.slider.isEnabled()
    day = panel.progress_tab.day
    QTest.keyClick(day.editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert not day._button.isEnabled()
    assert not day.findChildren(QMenu)
    panel.show_task(own)
    assert not editor.isReadOnly()
    assert panel.progress_tab.save.isEnabled()
    assert panel.progress_tab.percent.slider.isEnabled()
    support = panel.assignment_tab.support.editor
    assert isinstance(support, QLineEdit)
    assert support.isReadOnly()
    assert "«Văn phòng tổng hợp»" in support.toolTip()


@pytest.mark.parametrize(("code", "is_own"), [(1, True), (3, False)])
def test_an_areas_page_is_for_who_has_it(office_of_areas: MainWindow, code: int, is_own: bool) -> None:
    window = office_of_areas
    window.open_page(PageName(f"area-{code}"))
    page = window.current
    assert isinstance(page, AreaPage)
    editor = page.remarks.fields["results"].editor
    assert isinstance(editor, QPlainTextEdit)
    assert editor.isReadOnly() is not is_own
    assert page.remarks.locked.isHidden() is is_own
    assert (WHOM in page.remarks.locked.words.text()) is not is_own
    assert not any(button.isEnabled() for button in page.plan._adding)
    columns = page.plan.tasks.rows.columns
    assert all(columns[0].why_closed(row) for row in page.plan.tasks.rows.rows)


def test_nobody_is_kept_from_anything_where_nobody_signs_in(window: MainWindow) -> None:
    window.open_page(PageName.FIGURES)
    page = window.current
    assert isinstance(page, FiguresPage)
    page.show_period(Q2)
    assert flags(page.grid, "3.01", VALUE)


@pytest.mark.parametrize("code", [1, 3])
def test_nothing_invites_to_a_button_that_is_shut(office_of_areas: MainWindow, code: int) -> None:
    window = office_of_areas
    window.open_page(PageName(f"area-{code}"))
    page = window.current
    assert isinstance(page, AreaPage)
    for table in (page.plan.targets, page.plan.tasks):
        assert table.empty_text.startswith("Kế hoạch chưa có")
        assert "Bấm" not in table.empty_text


def test_names_that_no_list_holds_are_for_who_keeps_the_lists(office_of_areas: MainWindow) -> None:
    window = office_of_areas
    window.open_page(PageName.TASKS)
    page = window.current
    assert isinstance(page, TasksPage)
    offer = page.offer
    assert offer._names, "the plan names units that no list holds"
    for button in (offer.add, offer.choose):
        assert not button.isEnabled()
        assert "«Văn phòng tổng hợp»" in button.toolTip()


def test_a_suggestion_for_others_figures_is_not_offered(
    office_of_areas: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = office_of_areas
    window.open_page(PageName.FIGURES)
    page = window.current
    assert isinstance(page, FiguresPage)
    page.show_period(Q2)
    model = page.grid.figure_model
    found = (model.figure(code) for code in ("1.01", "3.01"))
    own, strange = (replace(row, suggestion=Decimal(4)) for row in found if row is not None)
    for row, may_take in ((own, True), (strange, False)):
        monkeypatch.setattr(page.grid, "figure", lambda row=row: row)
        menu = page.grid.cell_menu()
        (action,) = [each for each in menu.actions() if each.text() == "Lấy số gợi ý"]
        assert action.isEnabled() is may_take
    monkeypatch.setattr(type(model), "own", property(lambda _: [strange]))
    page.toolbar.refresh()
    assert not page.toolbar.suggest.isEnabled()
    assert WHOM in page.toolbar.suggest.toolTip()


def test_directive_documents_are_for_who_has_their_area(office_of_areas: MainWindow) -> None:
    window = office_of_areas
    access = window.office.access
    access.sign_out()
    access.sign_in(access.account_named(BOSS).id, GOOD)
    day = date(2026, 6, 2)
    for area in (0, 1, 3):
        save_directive(window.office, day, "", f"Văn bản {area}", area=area)
    access.sign_out()
    access.sign_in(access.account_named(OWN).id, GOOD)
    page = register_page(window)
    model, table = page.model, page.table
    assert model is not None
    assert table is not None
    rows = [(row, int(str(row.values.get("linh_vuc", 0)))) for row in model.rows]
    assert {area for place, (_, area) in enumerate(rows) if model.is_open(model.index(place, 3))} == {1}
    strange = next(row for row, area in rows if area == 3)
    assert WHOM in model.why_locked(strange, 3)
    table.choose(strange.id)
    assert not page.delete_button.isEnabled()
    assert WHOM in page.delete_button.toolTip()
    # What is begun here is of the own area, so that it can be stored.
    assert page.add_button.isEnabled()
    page.add_button.click()
    assert table.commit()
    (begun,) = model.unfinished
    assert model.setData(model.index(model.rows.index(begun), 3), "Văn bản mới")
    assert [each.area for each in directives(window.office)].count(1) == 2


def register_page(window: MainWindow) -> RegistersPage:
    """The page of the register of directive documents, opened anew."""
    window.forget_pages()
    window.go(RegisterPlace(REGISTER))
    page = window.current
    assert isinstance(page, RegistersPage)
    page.all_button.setChecked(True)
    page.refresh()
    return page


def test_who_writes_no_document_is_not_asked_to(office_of_areas: MainWindow) -> None:
    window = office_of_areas
    access = window.office.access
    access.sign_out()
    access.sign_in(access.account_named(BOSS).id, GOOD)
    chief = access.add("Phạm Văn Dũng", Role.LEADER, (), "Đầu-2026a")
    access.sign_out()
    access.sign_in(chief.id, "Đầu-2026a")
    access.change_password("Đầu-2026a", GOOD)
    page = register_page(window)
    for button in (page.add_button, page.paste_button, page.import_button, page.delete_button):
        assert not button.isEnabled()
    assert page.table is not None
    assert "Bấm" not in page.table.empty_text
