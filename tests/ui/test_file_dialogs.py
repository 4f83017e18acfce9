"""Dialogs for files begin at the documents or where the last one was left, not in the program's folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from cchc_desktop.ui import file_dialogs


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where each dialog began; «Tài liệu» is the documents' folder, and each is left in «USB»."""
    began: list[str] = []
    for name in ("Tài liệu", "USB"):
        (tmp_path / name).mkdir()
    monkeypatch.setitem(file_dialogs._last, "folder", "")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Tài liệu"))

    def choose(*told: str) -> tuple[str, str]:
        began.append(told[2])
        return str(tmp_path / "USB" / "a.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *told: choose(*told)[0])
    return began


def test_the_first_begins_at_the_documents_and_the_next_where_it_was_left(
    asked: list[str], tmp_path: Path
) -> None:
    assert file_dialogs.ask_new_file(None, "", "nhat-ky.xlsx", "") == tmp_path / "USB" / "a.xlsx"
    file_dialogs.ask_file(None, "", "")
    file_dialogs.ask_folder(None, "")
    assert asked == [
        str(tmp_path / "Tài liệu" / "nhat-ky.xlsx"), str(tmp_path / "USB"), str(tmp_path / "USB"),
    ]  # fmt: skip


def test_a_folder_that_was_kept_goes_first_while_it_is_there(asked: list[str], tmp_path: Path) -> None:
    file_dialogs.ask_file(None, "", "", str(tmp_path))
    file_dialogs.ask_file(None, "", "", str(tmp_path / "không còn"))
    assert asked == [str(tmp_path), str(tmp_path / "USB")]


def test_one_that_was_given_up_changes_nothing(monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert file_dialogs.ask_file(None, "", "") is None
    assert file_dialogs.ask_folder(None, "") is None
    assert file_dialogs._last["folder"] == ""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: "")
    assert file_dialogs.beginning() == str(Path.home())
    assert asked == []
