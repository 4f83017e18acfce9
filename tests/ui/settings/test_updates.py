"""«Cập nhật từ tệp»: what the file holds is shown first, then taken in, and undone by one key."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cchc_desktop import __version__, catalogue
from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.annex import Standing
from cchc_desktop.office.operations import TAKE_CATALOGUE
from cchc_desktop.storage.figure_rows import write_catalogue, write_period
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.catalogue_dialog import CatalogueDialog
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.settings.updates import UpdatesTab
from tests import workbooks
from tests.catalogue.newer import newer_catalogue

FIRST = Period.parse("2027-Q1")


@pytest.fixture
def tab(window: MainWindow) -> UpdatesTab:
    window.open_page(PageName.SETTINGS)
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.updates_tab)
    return page.updates_tab


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "danh mục 2027.toml"
    path.write_text(newer_catalogue(), encoding="utf-8")
    return path


def answered(monkeypatch: pytest.MonkeyPatch, yes: bool) -> list[CatalogueDialog]:
    """Answers the dialog in the user's place; gives those that were shown."""
    shown: list[CatalogueDialog] = []

    def answer(dialog: CatalogueDialog) -> int:
        shown.append(dialog)
        (dialog.take if yes else dialog.leave).click()
        return dialog.result()

    monkeypatch.setattr(CatalogueDialog, "exec", answer)
    return shown


def test_what_it_holds_is_shown_taken_in_and_undone(
    window: MainWindow, tab: UpdatesTab, file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(UpdatesTab, "ask_file", lambda *_: file)
    shown = answered(monkeypatch, yes=True)
    office = window.office
    used = office.catalogues.of_period(office.calendar.current_quarter())
    assert f"phiên bản 2026.2, {len(used.indicators)} chỉ tiêu, áp dụng từ 15/12/2020" in tab.in_use.text()
    assert tab.coming.isHidden()
    tab.button.click()
    (dialog,) = shown
    assert (
        f"danh mục 2027.toml: phiên bản 2027.1, {len(catalogue.indicators().indicators)} chỉ tiêu"
        in dialog.head.text()
    )
    assert "15/12/2026" in dialog.use.text()
    assert dialog.counts.text().endswith("thêm mới 1 chỉ tiêu, thay đổi 2 chỉ tiêu, bỏ 1 chỉ tiêu.")
    assert [row.id for row in dialog.table.rows.rows] == ["1.22", "3.14", "1.99", "1.21"]
    assert window.office.catalogues.of_period(FIRST).version == "2027.1"
    qtbot.waitUntil(lambda: not tab.coming.isHidden())
    assert "phiên bản 2027.1" in tab.coming.text()
    assert "phiên bản 2026.2" in tab.in_use.text()
    assert window.commands.undo_action.shortcut().toString() == "Ctrl+Z"
    window.commands.undo_action.trigger()
    assert window.office.catalogues.of_period(FIRST).version == "2026.2"
    qtbot.waitUntil(tab.coming.isHidden)


def test_an_annex_of_the_superior_becomes_a_catalogue(
    window: MainWindow, tab: UpdatesTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The rows that are known keep their codes, the others are shown as new; one key takes it back."""
    form = workbooks.statistics(tmp_path / "phu luc.xlsx")
    monkeypatch.setattr(UpdatesTab, "ask_workbook", lambda *_: form)
    shown = answered(monkeypatch, yes=True)
    before = window.office.catalogues.newest()
    tab.annex_button.click()
    qtbot.waitUntil(lambda: bool(shown) or tab.problem.isVisible(), timeout=30_000)
    (dialog,) = shown
    codes = {row.code: row.standing for row in dialog.annex.rows.rows}
    assert codes["1.01"] is Standing.KEPT
    new = [code for code, standing in codes.items() if standing is Standing.NEW]
    assert new
    assert {row.id for row in dialog.table.rows.rows} == set(new)
    taken = window.office.catalogues.newest()
    assert set(new) <= set(taken.by_code)
    window.commands.undo_action.trigger()
    assert window.office.catalogues.newest() == before


def test_a_workbook_without_rows_is_refused(
    window: MainWindow, tab: UpdatesTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown = answered(monkeypatch, yes=True)
    book = openpyxl.Workbook()
    book.create_sheet("Thư", 0)["A1"] = "Kính gửi"
    book.save(tmp_path / "thu.xlsx")
    before = window.office.history.next_undo()
    tab.read_annex(tmp_path / "thu.xlsx")
    qtbot.waitUntil(tab.problem.isVisible, timeout=30_000)
    assert "không có bảng nào" in tab.problem.text()
    assert (shown, window.office.history.next_undo()) == ([], before)


def test_no_changes_nothing(
    window: MainWindow, tab: UpdatesTab, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answered(monkeypatch, yes=False)
    before = window.office.history.next_undo()
    tab.look_at(file)
    assert len(shown) == 1
    assert window.office.history.next_undo() == before
    assert window.office.catalogues.newest() == catalogue.indicators()


def test_a_file_that_is_refused_is_not_even_shown(
    window: MainWindow, tab: UpdatesTab, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = answered(monkeypatch, yes=True)
    text = file.read_text(encoding="utf-8")
    for wrong, says in (
        (text.replace('code = "3.14"', 'code = "3.1"'), "danh mục 2027.toml: "),
        (newer_catalogue("2026.2"), "Tệp có thể đã bị sửa"),
        (newer_catalogue("2019.1", "2019-06-15"), "không mới hơn"),
    ):
        file.write_text(wrong, encoding="utf-8")
        tab.look_at(file)
        assert not tab.problem.isHidden()
        assert says in tab.problem.text()
    assert shown == []
    monkeypatch.setattr(UpdatesTab, "ask_file", lambda *_: None)
    tab.button.click()
    assert shown == []
    file.write_text(text, encoding="utf-8")
    tab.look_at(file)
    assert tab.problem.isHidden()


def test_the_program_runs_no_setup_itself(tab: UpdatesTab) -> None:
    words = " ".join(each.text() for each in tab.findChildren(QLabel))
    assert f"CCHC Desktop {__version__}" in words
    assert "đóng chương trình, rồi chạy tệp cài đặt của phiên bản mới" in words


def test_an_older_catalogue_of_the_program_is_offered_the_new_one(
    window: MainWindow, tab: UpdatesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.refresh()
    assert tab.renew_button.isHidden()
    text = catalogue.indicators().text
    older = catalogue.read_indicators(
        text.replace("2026.2", "2026.1", 1).replace("Hồ sơ tiếp nhận", "Hồ sơ", 1)
    )
    quarter, office = Period.parse("2026-Q1"), window.office
    with office._desk.operation(TAKE_CATALOGUE) as recorder:
        write_catalogue(recorder, older)
        write_period(recorder, office.calendar.dates(quarter), "", older.id)
    tab.refresh()
    assert "quý I năm 2026" in tab.older.text()
    shown = answered(monkeypatch, yes=False)
    tab.renew_button.click()
    assert "quý I năm 2026: số đã nhập giữ nguyên" in shown[0].use.text()
    assert [row.id for row in shown[0].table.rows.rows] == ["3.13"]
    assert office.catalogues.of_period(quarter).version == "2026.1"
    answered(monkeypatch, yes=True)
    tab.renew_button.click()
    assert office.catalogues.of_period(quarter).version == "2026.2"
    tab.refresh()
    assert tab.renew_button.isHidden()
