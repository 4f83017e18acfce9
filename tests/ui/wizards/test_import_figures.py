"""Figures from Excel in the window: what would change, what is wrong with its cell, one operation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.wizards.import_figures import ImportFigures
from tests.intake.annexes import changed, fill, fill_notes, row_of

Q1 = Period.parse("2026-Q1")


@pytest.fixture
def path(office: Office, tmp_path: Path) -> Path:
    """The annex of an office with two figures, as the program exports it."""
    office.figures.type_figure(Q1, "1.01", "5")
    office.figures.type_figure(Q1, "1.02", "2")
    target = tmp_path / "phu-luc.xlsx"
    export_file(office.reports.papers.statistics(Q1), "xlsx", target)
    return target


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[ImportFigures]:
    """The dialog over the window, before a file is read."""
    made = ImportFigures(window, Q1, window)
    made.resize(1000, 600)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def read(qtbot: QtBot, dialog: ImportFigures, path: Path) -> None:
    """Reads a file and waits for what is found."""
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog._job is None)


def cells(view: Any) -> list[list[str]]:
    """What a table shows."""
    model = view.rows
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_would_change_is_shown_and_taken_in(
    window: MainWindow, office: Office, dialog: ImportFigures, path: Path, qtbot: QtBot
) -> None:
    rows: list[int] = []

    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.01": 6, "3.14": "1.234"})
        fill_notes(sheet, {"3.14": "Theo Cổng DVC"})
        rows.extend(row_of(sheet, code) for code in ("1.01", "3.14"))

    read(qtbot, dialog, changed(path, by_hand))
    assert cells(dialog.changes) == [
        [f"D{rows[0]}", "1.01", "Số văn bản chỉ đạo, điều hành CCHC đã ban hành", "văn bản", "5", "6", ""],
        [f"D{rows[1]}", "3.14", "Hồ sơ tiếp nhận trực tuyến", "hồ sơ", "chưa có", "1.234", "Theo Cổng DVC"],
    ]
    assert dialog.changes.isVisible()
    assert not dialog.remarks.isVisible()
    assert dialog.take_button.text() == "Nhận 2 số liệu"
    assert dialog.focusWidget() is dialog.take_button
    assert office.figures.ledger().figure(Q1, "1.01").value == 5
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert office.figures.ledger().figure(Q1, "1.01").value == 6
    assert office.history.entries()[0].label == "Nhập số liệu từ Excel"
    office.history.undo()
    assert office.figures.ledger().figure(Q1, "1.01").value == 5


def test_what_is_doubted_has_to_be_seen_first(
    office: Office, dialog: ImportFigures, path: Path, qtbot: QtBot
) -> None:
    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.35": 125_000_000, "3.14": 8})
        sheet.cell(row_of(sheet, "1.35"), 4).number_format = "#,##0,,"

    read(qtbot, dialog, changed(path, by_hand))
    (shown,) = [row for row in cells(dialog.remarks) if row[0] == "Cần xem"]
    assert (
        shown[2]
        == "1.35 = 125: Ô đang hiện 125 nhưng chứa 125.000.000; lấy số đang hiện, tính bằng triệu đồng."
    )
    assert "1 chỗ phải xem trước khi nhận" in dialog.notice.sentence
    assert dialog.confirm.isVisible()
    assert dialog.focusWidget() is dialog.confirm
    assert not dialog.take_button.isEnabled()
    dialog.take_in()
    assert office.figures.ledger().figure(Q1, "1.35").value is None
    dialog.confirm.click()
    assert dialog.take_button.isEnabled()
    dialog.take_button.click()
    assert office.figures.ledger().figure(Q1, "1.35").value == 125


def test_mistakes_are_listed_with_their_cells(
    office: Office, dialog: ImportFigures, path: Path, qtbot: QtBot
) -> None:
    rows: list[int] = []

    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.01": -6, "3.14": "nhiều"})
        rows.extend(row_of(sheet, code) for code in ("1.01", "3.14"))

    before = office.history.entries()
    read(qtbot, dialog, changed(path, by_hand))
    shown = cells(dialog.remarks)
    assert [row[:2] for row in shown] == [["Sai", f"Ô D{rows[0]}"], ["Sai", f"Ô D{rows[1]}"]]
    assert "số âm" in shown[0][2]
    assert "2 chỗ sai" in dialog.notice.sentence
    assert not dialog.changes.isVisible()
    assert not dialog.take_button.isEnabled()
    dialog.take_in()
    assert office.history.entries() == before
    # Put right in Excel, the file is read once more.
    changed(path, lambda sheet: fill(sheet, {"1.01": 6, "3.14": 8}))
    qtbot.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._job is None)
    assert len(cells(dialog.changes)) == 2
    assert dialog.take_button.isEnabled()


def test_what_is_not_taken_and_what_to_look_at(dialog: ImportFigures, path: Path, qtbot: QtBot) -> None:
    read(qtbot, dialog, changed(path, lambda sheet: fill(sheet, {"1.05": 7, "1.23": 9, "1.24": 2})))
    assert [row[:2] for row in cells(dialog.remarks)][1] == ["Nên xem lại", "1.24"]
    assert cells(dialog.remarks)[0][0] == "Không lấy"
    assert all(row[2][0].isupper() or row[2][0] == "«" for row in cells(dialog.remarks))
    assert dialog.take_button.text() == "Nhận 2 số liệu"


def test_nothing_new_in_the_file(dialog: ImportFigures, path: Path, qtbot: QtBot) -> None:
    read(qtbot, dialog, path)
    assert "không có số nào khác" in dialog.notice.sentence
    assert not dialog.take_button.isEnabled()
    # The notice alone stays a strip at the top.
    assert dialog.notice.height() < dialog.height() // 4


def test_another_file(
    dialog: ImportFigures, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(qtbot, dialog, path.with_name("khong-co.xlsx"))
    assert "Không tìm thấy tệp" in dialog.notice.sentence
    monkeypatch.setattr(ImportFigures, "ask_file", lambda *_: path)
    dialog.choose()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert "không có số nào khác" in dialog.notice.sentence


def test_a_period_that_is_not_the_files(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    dialog = ImportFigures(window, Period.parse("2026-Q2"), window)
    read(qtbot, dialog, path)
    assert "phụ lục của quý I năm 2026" in dialog.notice.sentence
    dialog.deleteLater()


def test_figures_typed_meanwhile_are_kept(
    office: Office, dialog: ImportFigures, path: Path, qtbot: QtBot
) -> None:
    read(qtbot, dialog, changed(path, lambda sheet: fill(sheet, {"1.02": 4})))
    office.figures.type_figure(Q1, "1.01", "3")
    dialog.take_in()
    assert dialog.isVisible()
    assert "lớn hơn" in dialog.notice.sentence
    assert office.figures.ledger().figure(Q1, "1.02").value == 2


def test_it_is_opened_on_the_chosen_file(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QDialog] = []

    def remember(dialog: QDialog) -> None:
        opened.append(dialog)

    monkeypatch.setattr(QDialog, "exec", remember)
    monkeypatch.setattr(ImportFigures, "ask_file", lambda *_: None)
    ImportFigures.run(window, Q1)
    assert not opened
    monkeypatch.setattr(ImportFigures, "ask_file", lambda *_: path)
    ImportFigures.run(window, Q1)
    (dialog,) = opened
    dialog.reject()
