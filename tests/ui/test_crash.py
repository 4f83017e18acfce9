"""A fault of the program: logged, shown, and never with the office's data."""

import faulthandler
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.ui import crash
from cchc_desktop.ui.crash_dialog import CrashDialog


def test_a_fault_is_logged_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(CrashDialog, "show_report", lambda _parent, text: shown.append(text))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)
    watch = crash.Watch(tmp_path)
    try:
        raise ValueError("hỏng")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert "ValueError: hỏng" in shown[0]
    assert "test_crash.py" in shown[0]
    assert watch._log is not None
    watch._log.close()
    assert "ValueError: hỏng" in (tmp_path / crash.LOG_NAME).read_text(encoding="utf-8")


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(None, "báo cáo")
    qtbot.addWidget(dialog)
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Chép báo cáo")
    copy.click()
    assert QGuiApplication.clipboard().text() == "báo cáo"
