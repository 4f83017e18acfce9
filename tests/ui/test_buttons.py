"""Buttons under the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from cchc_desktop.ui.buttons import text_button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_presses_the_button_that_has_the_focus(qtbot: QtBot, key: Qt.Key) -> None:
    dialog, field = QDialog(), QLineEdit()
    qtbot.addWidget(dialog)
    take, leave = text_button("Nhận", kind="primary"), text_button("Đóng")
    take.setDefault(True)
    column = QVBoxLayout(dialog)
    pressed: list[str] = []
    for button in (take, leave):
        button.clicked.connect(lambda _checked=False, button=button: pressed.append(button.text()))
        column.addWidget(button)
    column.addWidget(field)
    with qtbot.waitExposed(dialog):
        dialog.show()
    leave.setFocus()
    QTest.keyClick(leave, key)
    assert pressed == ["Đóng"], "the default button is for where no button has the focus"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pressed == ["Đóng", "Nhận"]
