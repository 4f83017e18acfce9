"""The superior's form in the window: shown as it looks, mapped by pointing, filled in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.columns import Column
from cchc_desktop.domain.templates.map import Certainty, Fact
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.templates.dialog import FillTemplate
from cchc_desktop.ui.templates.sheet_view import SheetModel
from tests import workbooks

Q1 = Period.parse("2026-Q1")


@pytest.fixture
def dialog(window: MainWindow, office: Office) -> Iterator[FillTemplate]:
    office.figures.type_figure(Q1, "1.01", "12")
    made = FillTemplate(window, Q1, window)
    made.resize(1200, 700)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return workbooks.statistics(tmp_path / "bieu.xlsx")


def read(qtbot: QtBot, dialog: FillTemplate, path: Path) -> None:
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog._job is None)


def shown(dialog: FillTemplate, place: str) -> str:
    """What the grid shows in a cell."""
    column, row = ord(place[0]) - ord("A"), int(place[1:]) - 1
    return str(dialog.view.sheet.index(row, column).data())


def test_a_form_is_shown_as_it_looks(dialog: FillTemplate, form: Path, qtbot: QtBot) -> None:
    read(qtbot, dialog, form)
    view, model = dialog.view, dialog.view.sheet
    assert [dialog.sheets.tabText(number) for number in range(dialog.sheets.count())] == [
        "Biểu 01",
        workbooks.SUMMARY,
    ]
    assert shown(dialog, "B9") == "Số văn bản chỉ đạo, điều hành CCHC đã ban hành"
    assert view.columnSpan(4, 4) == 3
    assert view.rowSpan(4, 0) == 2
    assert view.isColumnHidden(2)
    assert not view.isColumnHidden(3)
    assert view.columnWidth(1) > view.columnWidth(0)
    head = model.index(4, 0)
    assert head.data(Qt.ItemDataRole.BackgroundRole).color().name() == "#ddebf7"
    assert head.data(Qt.ItemDataRole.FontRole).bold()
    assert model.headerData(2, Qt.Orientation.Horizontal) == "C"
    assert shown(dialog, "E9") == "✓ 1.01"
    assert "chắc chắn" in model.index(8, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(16, 4).data(Qt.ItemDataRole.ToolTipRole) == "Ô E17: =IF(E10=0,0,E11/E10)"
    dialog.sheets.setCurrentIndex(1)
    assert shown(dialog, "A1") == "Tổng số nhiệm vụ hoàn thành"


def test_hidden_sheets_are_not_shown(dialog: FillTemplate, tmp_path: Path, qtbot: QtBot) -> None:
    read(qtbot, dialog, workbooks.dossiers(tmp_path / "b.xlsx"))
    assert dialog.sheets.count() == 1


def test_a_cell_is_mapped_by_pointing(dialog: FillTemplate, office: Office, form: Path, qtbot: QtBot) -> None:
    read(qtbot, dialog, form)
    panel = dialog.panel
    dialog.view.choose(16, 6)
    assert panel._about.text() == (
        "Dòng: Số buổi tiếp công dân lưu động tại thôn, bản\nCột: Số liệu năm 2026 – Lũy kế từ đầu năm"
    )
    assert panel.columns.value() is Column.CUMULATED
    panel.indicators.setEditText("khong co chi tieu nay")
    qtbot.mouseClick(panel.set_button, Qt.MouseButton.LeftButton)
    assert "Chưa rõ chỉ tiêu nào" in panel.problem.text()
    panel.indicators.setEditText("1.25")
    qtbot.mouseClick(panel.set_button, Qt.MouseButton.LeftButton)
    assert shown(dialog, "F16") == "✓ 1.25"
    (kept,) = office.templates.kept()
    assert kept.by_place["Biểu 01", 16, 6].certainty is Certainty.CONFIRMED
    assert office.history.entries()[0].label == "Ghép biểu mẫu của cấp trên"
    panel.what.show_value("fact")
    panel.what.activated.emit(1)
    panel.facts.show_value(Fact.YEAR)
    qtbot.mouseClick(panel.set_button, Qt.MouseButton.LeftButton)
    assert shown(dialog, "F16") == "✓ Năm báo cáo"
    qtbot.mouseClick(panel.unset_button, Qt.MouseButton.LeftButton)
    assert shown(dialog, "F16") == ""
    # A cell of a merged area is its first one; what may not be written into says why.
    dialog.view.choose(3, 5)
    assert panel._title.text() == "Ô C3"
    dialog.view.choose(17, 5)
    assert "công thức" in panel.notice.sentence
    assert not panel._fields.isVisible()


def test_what_is_not_sure_waits(dialog: FillTemplate, tmp_path: Path, qtbot: QtBot) -> None:
    form = workbooks.statistics(tmp_path / "bieu.xlsx", header="Lũy kế")  # two columns of one meaning
    read(qtbot, dialog, form)
    assert shown(dialog, "E9") == "? 1.01"
    assert dialog.confirm_button.isVisible()
    dialog.view.choose(1, 1)
    qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    assert (dialog.view.currentIndex().row(), dialog.view.currentIndex().column()) == (8, 4)
    qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    assert dialog.view.currentIndex().column() == 5
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert shown(dialog, "E9") == "✓ 1.01"
    assert not dialog.confirm_button.isVisible()


def test_a_copy_is_filled_in_and_what_stayed_blank_is_listed(
    dialog: FillTemplate, office: Office, form: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = form.with_name("ket-qua.xlsx")
    before = form.read_bytes()
    read(qtbot, dialog, form)
    targets: list[Any] = [None, form, target]
    monkeypatch.setattr(FillTemplate, "ask_target", lambda *_: targets.pop(0))
    dialog.fill()
    assert not target.exists()
    dialog.fill()
    assert "không ghi lên biểu gốc" in dialog.notice.sentence
    dialog.fill()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)
    assert load_workbook(target)["Biểu 01"]["E9"].value == 12
    assert form.read_bytes() == before
    model = dialog.left.rows
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert ["Chưa điền", "Biểu 01", "E12", "1.07", "Chưa có số liệu quý I năm 2026"] in rows
    # What the program counts itself is filled in as well.
    assert load_workbook(target)["Biểu 01"]["E10"].value == len(office.tasks.rows())
    assert dialog.open_button.isVisible()
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert dialog.fill_button.isVisible()


def test_a_form_that_cannot_be_read(dialog: FillTemplate, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "khoa.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 50)
    read(qtbot, dialog, path)
    assert "được đặt mật khẩu" in dialog.notice.sentence
    assert not dialog.view.isVisible()
    assert not dialog.fill_button.isEnabled()


def test_a_form_that_changed_is_said_to_have(
    dialog: FillTemplate, office: Office, form: Path, qtbot: QtBot
) -> None:
    read(qtbot, dialog, form)
    dialog.confirm_all()
    workbooks.statistics(form, header="Số trong kỳ")
    read(qtbot, dialog, form)
    assert "đã thay đổi so với lần ghép trước" in dialog.notice.sentence
    dialog.confirm_all()
    read(qtbot, dialog, form)
    assert dialog.notice.sentence == "Đã dùng bảng ghép lưu từ lần trước của biểu này."
    assert len(office.templates.kept()) == 2


def test_maps_come_and_go_as_files(
    dialog: FillTemplate, form: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QFileDialog

    path = form.with_name("bang.json")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    read(qtbot, dialog, form)
    dialog.export_map()
    assert "Đã xuất bảng ghép" in dialog.notice.sentence
    dialog._unset(("Biểu 01", 9, 5))
    assert shown(dialog, "E9") == ""
    dialog.import_map()
    assert shown(dialog, "E9") == "✓ 1.01"
    read(qtbot, dialog, workbooks.checklist(form.with_name("khac.xlsx")))
    dialog.import_map()
    assert "biểu khác" in dialog.notice.sentence


def test_a_grid_without_a_form_is_empty() -> None:
    model = SheetModel()
    assert (model.rowCount(), model.columnCount()) == (0, 0)


def test_reached_from_the_reports(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    from cchc_desktop.domain.places import ReportPlace
    from cchc_desktop.ui.reports.page import ReportsPage

    asked: list[Period] = []
    monkeypatch.setattr(FillTemplate, "run", lambda _shell, period: asked.append(period))
    window.go(ReportPlace())
    page = window.findChild(ReportsPage)
    assert page is not None
    page.list.template_button.click()
    page.show_report(Q1)
    page.desk.bar.template_action.trigger()
    assert asked[1] == Q1
    assert len(asked) == 2
