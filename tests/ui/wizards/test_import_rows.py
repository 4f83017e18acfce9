"""Rows of a register from Excel in the window: columns mapped once, rows looked over, doubles decided."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.registers.incoming import Decision
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.doubts import Doubts
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.wizards.import_rows import ImportRows
from tests import register_files

HEADERS = ["Ngày kiểm tra", "Đơn vị được kiểm tra", "Loại kiểm tra", "Số lỗi"]


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[ImportRows]:
    """The dialog over the window, before a file is read."""
    made = ImportRows(window, "kiem-tra", window)
    made.resize(1000, 600)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def read(qtbot: QtBot, dialog: ImportRows, path: Path) -> None:
    """Reads a file and waits for what is found."""
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog._job is None)


def cells(view: Any) -> list[list[str]]:
    """What a table shows."""
    model = view.rows
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def set_cell(view: Any, row: int, column: int, value: object) -> bool:
    """Chooses in a cell, as its editor gives it over."""
    model = view.rows
    return bool(model.setData(model.index(row, column), value, Qt.ItemDataRole.EditRole))


def test_columns_are_mapped_once(
    office: Office, dialog: ImportRows, tmp_path: Path, qtbot: QtBot, window: MainWindow
) -> None:
    path = register_files.table(tmp_path / "so.xlsx", HEADERS, ["5/2/2026", "Trạm Y tế", "Định kỳ", 3])
    read(qtbot, dialog, path)
    assert dialog.pages.currentIndex() == 0
    assert dialog.next_button.isVisible()
    assert not dialog.take_button.isVisible()
    assert cells(dialog.columns)[3] == ["Số lỗi", "3", "(không nhập)", ""]
    assert set_cell(dialog.columns, 3, 2, "van_de")
    assert cells(dialog.columns)[3][2] == "Số vấn đề phát hiện"
    dialog.next_button.click()
    assert dialog.found is not None
    assert [row[:3] for row in cells(dialog.found)] == [["2", "Mới", "Ghi mới"]]
    assert office.registers.rows("kiem-tra") == []
    dialog.take_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    (row,) = office.registers.rows("kiem-tra")
    assert str(row.values["van_de"]) == "3"
    # The same layout is known again, and the same file changes nothing.
    again = ImportRows(window, "kiem-tra", window)
    again.show()
    read(qtbot, again, path)
    assert again.pages.currentIndex() == 1
    assert "không có gì khác" in again.told.sentence
    assert not again.take_button.isEnabled()
    again.reject()
    again.deleteLater()


def test_mistakes_stand_in_their_cells(
    office: Office, dialog: ImportRows, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "sai.xlsx"
    good = ["6/2/2026", "Thôn Hai", "Định kỳ"]
    register_files.table(path, HEADERS[:3], ["31/2/2026", "Trạm", "Định kỳ"], good)
    read(qtbot, dialog, path)
    dialog.look_over()
    assert dialog.found is not None
    assert cells(dialog.found)[0][1:4] == ["Sai", "Sửa trong tệp", "⚠ 31/2/2026"]
    assert cells(dialog.remarks) == [
        ["Sai", "A2 (Sổ)", "Không có ngày 31/2/2026. Hãy kiểm tra lại ngày, tháng."]
    ]
    assert not dialog.take_button.isEnabled()
    dialog.skip_wrong.setChecked(True)
    assert dialog.take_button.text() == "Nhận 1 dòng"
    # Mended in Excel, it is read again with the map of before.
    register_files.table(path, HEADERS[:3], ["28/2/2026", "Trạm", "Định kỳ"], good)
    dialog.again_button.click()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.pages.currentIndex() == 1
    assert dialog.take_button.text() == "Nhận 2 dòng"
    dialog.take_in()
    assert len(office.registers.rows("kiem-tra")) == 2


def test_a_double_waits_and_is_decided_on_the_page(
    office: Office, window: MainWindow, dialog: ImportRows, tmp_path: Path, qtbot: QtBot
) -> None:
    typed = {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ", "noi_dung": "Niêm yết"}
    office.registers.add("kiem-tra", typed)
    headers = [*HEADERS[:3], "Nội dung"]
    path = register_files.table(
        tmp_path / "so.xlsx", headers, ["5/2/2026", "Trạm Y tế", "Định kỳ", "Giờ giấc"]
    )
    read(qtbot, dialog, path)
    dialog.look_over()
    assert dialog.found is not None
    assert cells(dialog.found)[0][1:] == [
        "Sửa dòng đã có", "Sửa dòng đã có", "05/02/2026", "Trạm Y tế", "Định kỳ", "Niêm yết → Giờ giấc",
    ]  # fmt: skip
    assert set_cell(dialog.found, 0, 2, Decision.LATER)
    assert "để sau 1" in dialog._counts.text()
    dialog.take_in()
    assert len(office.registers.rows("kiem-tra")) == 1
    window.go(RegisterPlace("kiem-tra"))
    page = window.findChild(RegistersPage)
    assert isinstance(page, RegistersPage)
    assert page.doubts_button.text() == "Nghi trùng (1)"
    doubts = Doubts(window, page.register, window)
    assert cells(doubts.table)[0][2] == "Nội dung: Niêm yết → Giờ giấc"
    doubts.own_button.click()
    assert cells(doubts.table) == []
    assert not doubts.own_button.isEnabled()
    doubts.deleteLater()
    window.refresh_now()
    assert page.doubts_button.isHidden()
    assert len(office.registers.rows("kiem-tra")) == 2


def test_a_typed_double_is_put_aside(office: Office, window: MainWindow) -> None:
    typed = {"ngay": "10/6/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ"}
    office.registers.add("kiem-tra", typed)
    window.go(RegisterPlace("kiem-tra"))
    page = window.findChild(RegistersPage)
    assert isinstance(page, RegistersPage)
    assert page.model is not None
    row = page.model.begin({})
    for key, text in typed.items():
        field = page.register.field(key)
        page.model._set(row, field, text)
    assert len(office.registers.rows("kiem-tra")) == 2
    assert not page.aside_button.isHidden()
    page.aside_button.click()
    window.refresh_now()
    assert len(office.registers.rows("kiem-tra")) == 1
    assert page.doubts_button.text() == "Nghi trùng (1)"
    office.history.undo()
    assert len(office.registers.rows("kiem-tra")) == 2


def test_a_file_that_is_none_is_told_and_another_is_asked_for(
    dialog: ImportRows, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register_files.table(tmp_path / "la.xlsx", ["Một", "Hai"], [1, 2])
    read(qtbot, dialog, path)
    assert "không có bảng nào có tên cột giống" in dialog.notice.sentence
    assert not dialog.next_button.isEnabled()
    good = register_files.decision(tmp_path / "qd.xlsx")
    monkeypatch.setattr(ImportRows, "ask_file", classmethod(lambda *_: good))
    dialog.choose_button.click()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert "Không cột nào của tệp có tên giống" in dialog.notice.sentence


def test_a_decision_names_its_day_itself(
    office: Office, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    office.registers.add("tthc", {"ma": "1.000222", "ten": "Thủ tục D", "ngay_ap_dung": "1/1/2026"})
    dialog = ImportRows(window, "tthc", window)
    dialog.show()
    read(qtbot, dialog, register_files.decision(tmp_path / "qd.xlsx"))
    assert dialog.day.editor.text() == "10/06/2026"
    dialog.whole.setChecked(True)
    dialog.look_over()
    assert dialog.found is not None
    assert [row[1] for row in cells(dialog.found)][-1] == "Hết hiệu lực"
    dialog.reject()
    dialog.deleteLater()


def test_ctrl_enter_goes_on_and_what_came_in_is_shown(
    office: Office, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go(RegisterPlace("kiem-tra"))
    page = window.findChild(RegistersPage)
    assert isinstance(page, RegistersPage)
    assert page.table is not None
    page.filter.setText("không có")
    days = ["5/2/2026", "20/4/2026"]
    rows: list[register_files.Cells] = [[day, "Trạm Y tế", "Định kỳ", 3] for day in days]
    path = register_files.table(tmp_path / "so.xlsx", HEADERS, *rows)

    def keys_alone(dialog: ImportRows) -> int:
        """Reads, opens a cell of the map, and goes on by the key from there to the end."""
        dialog.show()
        qtbot.waitUntil(lambda: dialog._job is None)
        assert dialog.pages.currentIndex() == 0
        dialog.columns.edit_row("Số lỗi", 2)
        # By the shortcut: what a cell that is open takes for itself is not what the window gets.
        (first, *_) = (
            each for each in dialog.findChildren(QShortcut) if each.key().toString() == "Ctrl+Return"
        )
        first.activated.emit()
        assert dialog.pages.currentIndex() == 1
        assert dialog.take_button.text() == "Nhận 2 dòng"
        first.activated.emit()
        return dialog.result()

    monkeypatch.setattr(ImportRows, "exec", keys_alone)
    page.import_file(path)
    assert len(office.registers.rows("kiem-tra")) == 2
    assert page.filter.text() == ""
    assert page.all_button.isChecked(), "a row of another period came in"
    assert page.table.current_row().values["ngay"] == date(2026, 2, 5)
    assert "1 dòng không thuộc" in window.foot.sentence
    # What comes in within the period changes nothing of what is shown.
    page.all_button.click()
    rows.append([days[1], "Thôn Hai", "Định kỳ", 1])

    def known(dialog: ImportRows) -> int:
        """The layout is known by now."""
        qtbot.waitUntil(lambda: dialog._job is None)
        dialog.go_on()
        return dialog.result()

    monkeypatch.setattr(ImportRows, "exec", known)
    page.import_file(register_files.table(path, HEADERS, *rows))
    assert not page.all_button.isChecked()
    assert page.table.current_row().values["don_vi"] == "Thôn Hai"
    monkeypatch.setattr(ImportRows, "exec", lambda _: 0)
    page.table.choose_nothing()
    page.import_file(path)
    assert page.table.current_row() is None, "nothing was taken in"
