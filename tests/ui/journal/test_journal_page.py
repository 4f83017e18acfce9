"""Nhật ký: what was done, field by field, and the way back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import JournalPlace, PageName
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.journal import page as journal
from cchc_desktop.ui.journal.page import JournalPage
from cchc_desktop.ui.messages import Messages
from tests.reporting import report


@pytest.fixture
def page(window: MainWindow) -> JournalPage:
    window.open_page(PageName.JOURNAL)
    found = window.page(PageName.JOURNAL)
    assert isinstance(found, JournalPage)
    return found


def labels(page: JournalPage) -> list[str]:
    return [line.label for line in page.table.rows.rows]


def type_figures(window: MainWindow, values: str) -> None:
    """Types figures of the first quarter, one after the other."""
    for place, value in enumerate(values.split()):
        code = ("1.01", "1.06", "3.12")[place % 3]
        window.office.figures.type_figure(Period.parse("2026-Q1"), code, value)
    window.refresh_now()


def test_the_newest_comes_first_with_its_fields(page: JournalPage) -> None:
    assert labels(page)[:2] == ["Cập nhật tiến độ nhiệm vụ - 2 lần, 10:32", "Nhập kế hoạch"]
    fields = {(row.field, row.before, row.after) for row in page.detail.rows.rows}
    assert ("Tiến độ (%)", "", "100") in fields
    assert "Trần Thị Bình" in page._about.text()


def test_the_journal_is_filtered(page: JournalPage, qtbot: QtBot) -> None:
    page.text.setText("nhap ke hoach")
    qtbot.waitUntil(lambda: labels(page) == ["Nhập kế hoạch"])
    page.text.setText("không có")
    qtbot.waitUntil(lambda: labels(page) == [])
    assert page._right.isHidden()


def test_undo_goes_back_to_the_chosen_operation(
    window: MainWindow, page: JournalPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(parent: object, question: str, yes_label: str, danger: bool) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(Messages, "ask", ask)
    page.undo.click()
    assert asked[0].startswith("Hoàn tác 2 thao tác")
    assert window.office.tasks.get("task-2").percent == 40
    page.undo.click()
    assert window.office.tasks.get("task-2").percent == 0
    assert window.office.tasks.get("task-3").percent == 0
    qtbot.waitUntil(lambda: not window._waiting)
    assert "Cập nhật tiến độ nhiệm vụ (đã hoàn tác) - 2 lần, 10:32" in labels(page)
    assert page.undo.isHidden() or not page.table.current_row().first.state


def test_an_operation_that_cannot_be_undone_says_why(
    window: MainWindow, page: JournalPage, qtbot: QtBot
) -> None:
    assert not page.table.isColumnHidden(journal._OFFICER)
    window.undo()
    qtbot.waitUntil(lambda: not window._waiting)
    page.table.choose(page.table.rows.rows[0].id)
    assert page.undo.isHidden()
    assert page._why_not.text() == "Đây là lần hoàn tác/làm lại; hãy chọn thao tác gốc."
    page.table.choose(page.table.rows.rows[1].id)
    assert page._why_not.text() == "Thao tác này đã được hoàn tác."


def test_a_narrow_journal_still_says_what_was_changed(window: MainWindow, page: JournalPage) -> None:
    window.resize(911, 512)
    header = [column.header for column in page.table.rows.columns]
    assert not page.table.isColumnHidden(header.index("Thay đổi"))


def test_the_fields_of_an_operation_share_a_small_window(window: MainWindow, page: JournalPage) -> None:
    window.resize(910, 490)
    window.show()
    for several in (True, False):
        page.detail.setColumnHidden(0, not several)
        page.detail.setColumnHidden(1, several)
        # As beside a list that is longer than the window.
        page.detail.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        QApplication.processEvents()
        assert page.detail.horizontalScrollBar().maximum() == 0
        widths = [page.detail.columnWidth(number) for number in (0 if several else 1, 2, 3)]
        assert max(widths) - min(widths) <= 2
        assert min(widths) >= 80


def test_a_long_journal_comes_in_pages(
    window: MainWindow, page: JournalPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PAGE_SIZE", 5)
    for percent in range(12):
        report(window.office, "task-1", TaskUpdate(date(2026, 6, 1), percent))
    page._entries = []
    page.refresh()
    assert labels(page) == ["Cập nhật tiến độ nhiệm vụ - 5 lần, 10:32"]
    page.more.click()
    assert labels(page) == ["Cập nhật tiến độ nhiệm vụ - 10 lần, 10:32"]
    while not page._at_end:
        page.load_more()
    assert sum(len(line.entries) for line in page.table.rows.rows) == 18
    assert page.more.isHidden()


def test_a_run_of_the_same_is_one_line_that_opens(window: MainWindow, page: JournalPage) -> None:
    type_figures(window, "1 2 3 4 5")
    assert labels(page)[:2] == ["Nhập số liệu - 5 lần, 10:32", "Cập nhật tiến độ nhiệm vụ - 2 lần, 10:32"]
    page.table.choose(page.table.rows.rows[0].id)
    codes = [row.title[:4] for row in page.detail.rows.rows if row.field == "Số liệu"]
    assert codes == ["1.06", "1.01", "3.12", "1.06", "1.01"]
    assert not page.detail.isColumnHidden(journal._RECORD)
    window.activateWindow()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    opened = page.table.rows.rows[1:6]
    assert [line.within for line in opened] == [True] * 5
    assert page.table.current_row() == page.table.rows.rows[0], "the cursor stays"
    page.table.choose(opened[0].id)
    assert page.detail.isColumnHidden(journal._RECORD)
    type_figures(window, "7")
    assert labels(page)[0] == "Nhập số liệu - 6 lần, 10:32"
    assert page.table.rows.rows[1].within, "a run stays open while it grows"
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert labels(page)[1] == "Cập nhật tiến độ nhiệm vụ - 2 lần, 10:32"


def test_each_line_says_what_became_of_what(window: MainWindow, page: JournalPage) -> None:
    type_figures(window, "120 8")
    window.office.figures.type_figure(Period.parse("2026-Q1"), "1.01", "118")
    window.refresh_now()
    page._turn(page.table.rows.rows[0])
    column = next(column for column in page.table.rows.columns if column.header == "Thay đổi")
    told = [column.words(line) for line in page.table.rows.rows[1:4]]
    assert told[0].startswith("1.01 ")
    assert told[0].endswith(", quý I/2026: 120 → 118")
    assert told[1].endswith("chưa có → 8")


def test_the_whole_time_can_be_read(window: MainWindow, page: JournalPage) -> None:
    for size in (100, 150):
        window.set_text_size(size)
        shown = window.current
        assert isinstance(shown, JournalPage)
        words = shown.table.rows.rows[0].time_words
        needed = shown.table.fontMetrics().horizontalAdvance(words)
        assert shown.table.columnWidth(0) >= needed + 12, f"at {size} %"
    window.set_text_size(100)


def test_one_person_or_one_operation_can_be_looked_at(window: MainWindow, page: JournalPage) -> None:
    window.office.settings.sit_down("Lê Văn Cường")
    type_figures(window, "1 2")
    page.officer.show_value("Lê Văn Cường")
    page.officer.activated.emit(1)
    assert labels(page) == ["Nhập số liệu - 2 lần, 10:32"]
    page.officer.show_value("")
    page.operation.show_value("Nhập kế hoạch")
    page.operation.activated.emit(1)
    assert labels(page) == ["Nhập kế hoạch"]


def test_a_place_in_the_journal_opens_the_run_that_it_is_in(window: MainWindow, page: JournalPage) -> None:
    type_figures(window, "1 2 3")
    wanted = page._entries[1].id
    window.go(JournalPlace(wanted))
    assert page.table.current_row().entry.id == wanted


def test_an_older_operation_is_taken_back_alone(
    window: MainWindow, page: JournalPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_figures(window, "1 2")
    wanted = window.office.history.entries()[1].id
    window.go(JournalPlace(wanted))
    asked: list[str] = []

    def ask(parent: object, question: str, yes_label: str, danger: bool) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(Messages, "ask", ask)
    page.alone.click()
    assert asked, (window.foot.sentence, page.table.current_row(), page.alone.isHidden())
    assert "Sẽ thay đổi:" in asked[0]
    assert "Số liệu: 1 → (trống)" in asked[0]
    assert list(window.office.figures.ledger().typed(Period.parse("2026-Q1"))) == ["1.06"]
    window.refresh_now()
    assert labels(page)[0].startswith("Hoàn tác riêng: Nhập số liệu")


def test_what_is_in_the_way_is_said_and_nothing_asked(
    window: MainWindow, page: JournalPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ("1", "2"):
        window.office.figures.type_figure(Period.parse("2026-Q1"), "1.01", value)
    window.refresh_now()
    window.go(JournalPlace(window.office.history.entries()[1].id))
    monkeypatch.setattr(Messages, "ask", lambda *_: pytest.fail("asked"))
    page.alone.click()
    assert "đã được sửa sau đó" in window.foot.sentence


def test_kinds_days_and_records(window: MainWindow, page: JournalPage) -> None:
    type_figures(window, "1 2 3 4")
    page.kind.show_value("figures")
    page._read_anew()
    assert {entry.label for entry in page._entries} == {"Nhập số liệu"}
    page.kind.setCurrentIndex(0)
    page.days.setCurrentIndex(1)
    page._read_anew()
    assert all(entry.at.date() == window.office.today for entry in page._entries)
    page.days.setCurrentIndex(0)
    window.go(JournalPlace(row_id="2026-Q1:1.01", title="1.01"))
    assert len(page._entries) == 2
    assert page.record.isVisibleTo(page)
    page.record.click()
    assert len(page._entries) > 2
    assert page.record.isHidden()


def test_export_and_verify(
    window: MainWindow, page: JournalPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.verify.click()
    assert "Nhật ký nguyên vẹn" in window.foot.sentence
    target = tmp_path / "nhat-ky.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.export.click()
    assert len(target.read_text("utf-8").splitlines()) == len(window.office.history.entries()) + 1
    window.office._desk.store._data.execute("UPDATE actions SET officer = 'X' WHERE id = 1")
    page.verify.click()
    assert "bị sửa ở ngoài chương trình" in window.notices.sentences[0]


def test_of_a_long_operation_the_first_records_are_shown(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_RECORDS", 3)
    window.open_page(PageName.JOURNAL)
    page = window.page(PageName.JOURNAL)
    assert isinstance(page, JournalPage)
    assert "chỉ hiện" not in page._about.text()
    page.table.selectRow(labels(page).index("Nhập kế hoạch"))
    assert page._about.text().endswith("chỉ hiện 3 mục đầu")
    assert len({row.row_id for row in page.detail.rows.rows}) <= 3
