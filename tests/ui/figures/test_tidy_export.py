"""All figures as one table, from the page of figures."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui import file_dialogs, work
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.tidy_export import export_tidy


def test_the_table_is_written_where_it_was_asked_for(
    window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.figures.type_figure(Period.parse("2026-Q1"), "3.55", "7")
    targets: list[Path | None] = [None, tmp_path / "bang"]
    monkeypatch.setattr(file_dialogs, "ask_new_file", lambda *_: targets.pop(0))
    tables = office.tidy_tables
    export_tidy(window, "bang.xlsx", lambda: tables.own(tables.periods()))
    assert list(tmp_path.glob("*.xlsx")) == []
    export_tidy(window, "bang.xlsx", lambda: tables.own(tables.periods()))
    qtbot.waitUntil(lambda: not work.is_busy())
    sheet = load_workbook(tmp_path / "bang.xlsx")["Số liệu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(row[4] == "3.55" and row[8] == 7 for row in rows)
