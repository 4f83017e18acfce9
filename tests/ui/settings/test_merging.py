"""«Sáp nhập, đổi tên đơn vị»: chosen, looked over and done by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.offices import Officer, Unit
from cchc_desktop.domain.places import SettingsPlace
from cchc_desktop.domain.tasks import TaskFilter
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.settings.merging import MergeUnits
from cchc_desktop.ui.settings.people import UnitsTab
from cchc_desktop.ui.tasks.columns import lead_column

OLD, NEW = "Trung tâm", "Trung tâm Phục vụ hành chính công"


def test_a_unit_is_renamed_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    office = window.office
    unit = Unit(OLD)
    office.settings.save_unit(unit)
    office.settings.save_officer(Officer("Lê Thị Thu", unit_id=unit.id))
    window.go(SettingsPlace("units"))
    tab = window.findChild(UnitsTab)
    assert isinstance(tab, UnitsTab)
    tab.table.choose(unit.id)
    dialog = MergeUnits(window, "", window)
    qtbot.addWidget(dialog)
    assert "chọn ít nhất một đơn vị" in dialog._told.text()
    place = next(n for n in range(dialog.olds.count()) if dialog.olds.item(n).text() == OLD)
    dialog.olds.setCurrentRow(place)
    QTest.keyClick(dialog.olds, Qt.Key.Key_Space)
    assert dialog.chosen == [unit.id]
    dialog.name.editor.setEditText(NEW)
    dialog.day.editor.setText("1/6/2026")
    dialog._look()
    shown = [(row.what, row.after) for row in dialog.table.rows.rows]
    assert ("Công chức", NEW) in shown
    assert ("Nhiệm vụ", NEW) in shown
    assert "hoàn tác được bằng một lần Ctrl+Z" in dialog._told.text()
    dialog.day.editor.setText("1/12/2026")
    dialog.answer()
    assert dialog.result() != QDialog.DialogCode.Accepted, "the day has not come"
    dialog.day.editor.setText("1/6/2026")
    dialog.answer()
    assert dialog.result() == QDialog.DialogCode.Accepted
    window.refresh_now()
    told = {row.name: tab.table.rows.columns[-1].words(row) for row in tab.table.rows.rows}
    assert (told[OLD], told[NEW]) == (f"nay là {NEW}", f"trước là {OLD}")
    row = next(row for row in office.tasks.rows(TaskFilter(unit=NEW)) if row.planned is not None)
    tip = lead_column(window).tooltip
    assert tip is not None
    assert tip(row) == f"{NEW} (trước là {OLD})"
    assert OLD not in office.people.unit_names()
    assert NEW in office.people.unit_names()
    window.office.history.undo()
    window.refresh_now()
    assert NEW not in {row.name for row in tab.table.rows.rows}
    assert OLD in office.people.unit_names()
