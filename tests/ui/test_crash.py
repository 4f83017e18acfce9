"""A fault of the program: logged, shown, and never with the office's data."""

import faulthandler
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop import log
from cchc_desktop.ui import crash
from cchc_desktop.ui.crash_dialog import CrashDialog


def test_a_fault_is_logged_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(CrashDialog, "show_report", lambda _parent, text, _folder: shown.append(text))
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


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> Iterator[CrashDialog]:
    made = CrashDialog(None, "báo cáo", tmp_path)
    qtbot.addWidget(made)
    yield made
    log.stop()


def button(dialog: CrashDialog, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_the_report_can_be_copied(dialog: CrashDialog) -> None:
    button(dialog, "Chép báo cáo").click()
    assert QGuiApplication.clipboard().text() == "báo cáo"


def test_the_log_is_begun_and_its_place_said(dialog: CrashDialog, tmp_path: Path, qtbot: QtBot) -> None:
    assert dialog._logged.isHidden()
    button(dialog, "Ghi nhật ký gỡ lỗi").click()
    assert log.is_on()
    assert str(tmp_path / "logs" / "cchc.log") in dialog._logged.text()
    assert not button(dialog, "Ghi nhật ký gỡ lỗi").isEnabled()
    again = CrashDialog(None, "báo cáo", tmp_path)
    qtbot.addWidget(again)
    assert again._logged.text() == dialog._logged.text()
    assert not button(again, "Ghi nhật ký gỡ lỗi").isEnabled()


def test_a_log_that_cannot_be_written_is_said(dialog: CrashDialog, tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    button(dialog, "Ghi nhật ký gỡ lỗi").click()
    assert not log.is_on()
    assert dialog._logged.text().startswith("Không ghi được nhật ký vào")
    assert button(dialog, "Ghi nhật ký gỡ lỗi").isEnabled()
