"""Thiết lập: the office, units, officers, this desk, the data, the licences."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop import catalogue, resources
from cchc_desktop.domain.places import PageName
from cchc_desktop.ui import theme
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.tables import TableView


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.open_page(PageName.SETTINGS)
    found = window.page(PageName.SETTINGS)
    assert isinstance(found, SettingsPage)
    return found


def typed(table: TableView, text: str) -> None:
    """Types into the cell that is being edited, and saves it."""
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    assert table.commit()


def test_the_name_is_saved_when_the_field_is_left_and_undone(
    window: MainWindow, page: SettingsPage, qtbot: QtBot
) -> None:
    name = page.office_tab.name
    name.setFocus()
    name.editor.setText("  Ủy ban nhân dân   xã Bình An ")
    page.office_tab.form.fields[1].setFocus()
    assert window.office.settings.require_profile().name == "Ủy ban nhân dân xã Bình An"
    qtbot.waitUntil(lambda: window.top._name.text() == "UBND xã Bình An")
    other = page.office_tab.form.fields[1].editor
    QTest.keyClick(other, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.office.settings.require_profile().name == "Ủy ban nhân dân xã An Bình"
    qtbot.waitUntil(lambda: name.editor.text() == "Ủy ban nhân dân xã An Bình")


def test_an_empty_name_is_refused_beside_the_field(window: MainWindow, page: SettingsPage) -> None:
    page.office_tab.name.editor.setText(" ")
    assert not page.leave()
    assert "Hãy nhập tên cơ quan" in page.office_tab.name._problem.text()
    page.office_tab.name.restore()
    assert page.leave()


def test_signers_are_added_changed_and_deleted(window: MainWindow, page: SettingsPage) -> None:
    tab = page.office_tab
    tab._add_signer()
    typed(tab.signers, "Lê Thị Dung")
    signers = window.office.settings.require_profile().signers
    assert [signer.name for signer in signers] == ["Nguyễn Văn An", "Lê Thị Dung"]
    tab.refresh()
    tab.signers.rows.setData(tab.signers.rows.index(1, 1), "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH")
    assert window.office.settings.require_profile().signers[1].position == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    tab.refresh()
    tab.signers.choose(1)
    tab._delete_signer()
    assert len(window.office.settings.require_profile().signers) == 1


def test_a_signer_in_capitals_is_pointed_out(window: MainWindow, page: SettingsPage) -> None:
    tab = page.office_tab
    assert tab.capitals.isHidden()
    tab.signers.rows.setData(tab.signers.rows.index(0, 2), "NGUYỄN VĂN AN")
    # It is stored, for it may be meant so; the sentence says what comes of it.
    assert window.office.settings.require_profile().signers[0].name == "NGUYỄN VĂN AN"
    tab.refresh()
    assert "«Nguyễn Văn An»" in tab.capitals.text()
    assert not tab.capitals.isHidden()
    tab.signers.rows.setData(tab.signers.rows.index(0, 2), "Nguyễn Văn An")
    tab.refresh()
    assert tab.capitals.isHidden()


def test_names_of_files_are_short_unless_longer_ones_are_chosen(
    window: MainWindow, page: SettingsPage
) -> None:
    title = "Danh sách nhiệm vụ cải cách hành chính năm 2026 của Ủy ban nhân dân xã"
    assert not page.desk_tab.names.isChecked()
    assert len(window.office.settings.file_name(title, "xlsx")) <= 50
    page.desk_tab.names.setChecked(True)
    assert len(window.office.settings.file_name(title, "xlsx")) > 50
    page.desk_tab.refresh()
    assert page.desk_tab.names.isChecked()


def test_a_unit_is_added_and_named_in_its_cell(window: MainWindow, page: SettingsPage) -> None:
    page.tabs.setCurrentWidget(page.units_tab)
    page.units_tab.add.click()
    typed(page.units_tab.table, "Phòng Kinh tế")
    assert "Phòng Kinh tế" in [unit.name for unit in window.office.settings.units()]


def test_a_doubled_unit_is_refused_in_its_cell(window: MainWindow, page: SettingsPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.units_tab)
    page.units_tab.add.click()
    editor = page.units_tab.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("phòng văn hóa - xã hội")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.units_tab.table._bubble is not None)
    assert page.units_tab.table._bubble is not None
    assert "Đã có đơn vị" in page.units_tab.table._bubble.text()
    again = page.units_tab.table.viewport().findChild(QLineEdit)
    assert isinstance(again, QLineEdit)
    QTest.keyClick(again, Qt.Key.Key_Escape)


def test_a_units_end_must_come_after_its_beginning(window: MainWindow, page: SettingsPage) -> None:
    table = page.units_tab.table
    told: list[str] = []
    table.rows.refused.connect(lambda _index, sentence, _typed: told.append(sentence))
    table.rows.setData(table.rows.index(0, 3), "1/1/2020")
    assert told == ["Ngày hết hiệu lực phải sau ngày bắt đầu."]
    table.rows.setData(table.rows.index(0, 3), "31/12/2026")
    assert window.office.settings.units()[0].valid_to == date(2026, 12, 31)


def test_a_unit_with_officers_is_kept(window: MainWindow, page: SettingsPage) -> None:
    table = page.units_tab.table
    table.setCurrentIndex(table.rows.index(0, 0))
    page.units_tab.delete.click()
    assert "còn công chức" in window.foot.sentence
    assert window.office.settings.units()


def test_the_units_of_a_preset_are_added_once(window: MainWindow, page: SettingsPage) -> None:
    preset = catalogue.organisations()[0]
    page.units_tab._load(preset)
    names = [unit.name for unit in window.office.settings.units()]
    assert {unit.name for unit in preset.units} <= set(names)
    page.units_tab._load(preset)
    assert [unit.name for unit in window.office.settings.units()] == names


def test_an_officer_is_added_moved_and_deleted(window: MainWindow, page: SettingsPage) -> None:
    tab = page.officers_tab
    page.tabs.setCurrentWidget(tab)
    tab.add.click()
    typed(tab.table, "Lê Văn Cường")
    tab.refresh()
    place = next(n for n, one in enumerate(tab.table.rows.rows) if one.name == "Lê Văn Cường")
    unit = window.office.settings.units()[0]
    tab.table.rows.setData(tab.table.rows.index(place, 2), unit.id)
    tab.refresh()
    officer = next(one for one in window.office.settings.officers() if one.name == "Lê Văn Cường")
    assert officer.unit_id == unit.id
    tab.table.choose(officer.id)
    tab.delete.click()
    assert "Lê Văn Cường" not in [one.name for one in window.office.settings.officers()]


def test_this_desk_remembers_its_person_and_theme(window: MainWindow, page: SettingsPage) -> None:
    page.tabs.setCurrentWidget(page.desk_tab)
    page.desk_tab.officer.editor.setCurrentText("Lê Văn Cường")
    assert page.desk_tab.commit()
    assert window.office.settings.at_the_desk() == "Lê Văn Cường"
    page.desk_tab.themes["dark"].click()
    assert theme.current() is theme.DARK
    page.desk_tab.themes["light"].click()
    assert window.office.settings.preference("theme") == "light"


def test_the_data_are_checked(window: MainWindow, page: SettingsPage) -> None:
    page.tabs.setCurrentWidget(page.data_tab)
    assert page.data_tab._path.text() == str(window.data)
    assert "1 kế hoạch, 3 chỉ tiêu, 4 nhiệm vụ" in page.data_tab._counts.text()
    page.data_tab.check.click()
    assert page.data_tab.result.text() == "✓ Dữ liệu tốt, không có vấn đề gì."


def test_every_licence_can_be_read(page: SettingsPage) -> None:
    page.tabs.setCurrentWidget(page.about_tab)
    table = page.about_tab.table
    described = resources.load_toml("licenses", "index.toml")["component"]
    assert table.rows.rowCount() == len(described)
    for place in range(table.rows.rowCount()):
        table.setCurrentIndex(table.rows.index(place, 0))
        assert len(page.about_tab.text.toPlainText()) > 200
