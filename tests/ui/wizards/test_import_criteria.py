"""A province's set of criteria in the window: its tree, what has to be mended, and then kept."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName, ReportPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.intake.read_rows import read_rows
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports import desk as desk_module
from cchc_desktop.ui.reports.desk import ReportDesk
from cchc_desktop.ui.wizards import import_criteria
from cchc_desktop.ui.wizards.import_criteria import ImportCriteria
from tests import criteria_files


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ImportCriteria:
    """The dialog, which reads files here and not in a process of their own."""
    monkeypatch.setattr(import_criteria, "read_book", lambda path, _cancelled: read_rows(path))
    made = ImportCriteria(window, 2026, window)
    qtbot.addWidget(made)
    made.show()
    return made


def read(dialog: ImportCriteria, qtbot: QtBot, path: Path) -> None:
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.notice.sentence != "Đang đọc tệp…")


def test_the_tree_is_shown_and_kept(
    dialog: ImportCriteria, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    read(dialog, qtbot, criteria_files.flat(tmp_path / "bo.xlsx"))
    lines = dialog.lines.rows.rows
    assert [(line.code, line.depth) for line in lines[:4]] == [
        ("1", 0),
        ("1.1", 1),
        ("1.1.1", 2),
        ("1.1.2", 2),
    ]
    assert (dialog.decision_field.value(), dialog.signed_field.value()) == ("1450/QĐ-UBND", date(2026, 9, 12))
    assert dialog.notice.sentence.startswith("Có 1 chỗ nên xem lại")
    dialog.shown.show_value(True)
    dialog.shown.activated.emit(1)
    assert [(line.code, line.rule) for line in dialog.lines.rows.rows] == [("2.4", "Chấm tay")]
    dialog.title_field.set_value("Bộ của tỉnh")
    dialog.take_in()
    assert dialog.result() == ImportCriteria.DialogCode.Accepted
    (kept,) = window.office.criteria_sets.own()
    assert (kept.title, kept.id) == ("Bộ của tỉnh", "qd-1450-qd-ubnd")
    assert window.current is window.page(PageName.CRITERIA)
    assert window.office.criteria.of_period(Period.parse("2026-N")) == kept
    window.office.history.undo()
    assert window.office.criteria_sets.own() == ()


def test_what_has_to_be_mended_keeps_the_set_out_until_the_file_is(
    dialog: ImportCriteria, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = criteria_files.flat(tmp_path / "bo.xlsx", head_most=7)
    read(dialog, qtbot, path)
    assert "dòng 6: Tiêu chí 1 có điểm tối đa 7" in dialog.notice.sentence
    assert "Còn 1 chỗ khác" in dialog.notice.sentence
    assert [line.row for line in dialog.lines.rows.rows if line.is_fault] == ["6", "21"]
    assert not dialog.take_button.isEnabled()
    dialog.title_field.set_value("Tên tự ghi")
    criteria_files.flat(path)
    dialog.again_button.click()
    qtbot.waitUntil(dialog.take_button.isEnabled)
    # What was typed stays where the same file is read once more.
    assert dialog.title_field.value() == "Tên tự ghi"
    dialog.year_field.set_value(None)
    dialog.year_field.changed.emit()
    assert dialog.notice.sentence == "Hãy ghi năm bắt đầu áp dụng bộ tiêu chí."
    dialog.take_in()
    assert window.office.criteria_sets.own() == ()


def test_a_file_without_criteria_is_refused(dialog: ImportCriteria, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "khac.csv"
    path.write_text("Họ và tên;Chức vụ;Nơi ở\nA;B;C\nD;E;F\n", encoding="utf-8")
    read(dialog, qtbot, path)
    assert "không có bảng tiêu chí" in dialog.notice.sentence
    assert dialog.found is None
    assert not dialog.take_button.isEnabled()


def test_the_years_report_leads_there_and_to_the_sheet(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go(ReportPlace(Period.parse("2026-N")))
    page = window.page(PageName.REPORTS)
    desk = page.findChild(ReportDesk)
    assert isinstance(desk, ReportDesk)
    assert desk.bar.criteria_file_action.isVisible()
    asked: list[int] = []
    monkeypatch.setattr(ImportCriteria, "run", lambda _shell, year: asked.append(year))
    desk.bar.criteria_file_action.trigger()
    assert asked == [2026]
    given: list[str] = []
    monkeypatch.setattr(
        desk_module, "export_document", lambda _shell, made, name: given.extend([made.title, name])
    )
    desk.bar.score_sheet_action.trigger()
    assert given[0] == "Bảng tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2026"
    assert given[1].endswith(".pdf")
    window.go(ReportPlace(Period.parse("2026-Q2")))
    assert not desk.bar.criteria_file_action.isVisible()
