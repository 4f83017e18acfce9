"""Nhật ký: what was done, field by field, and the way back."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.journal import page as journal
from cchc_desktop.ui.journal.page import JournalPage
from cchc_desktop.ui.messages import Messages


@pytest.fixture
def page(window: MainWindow) -> JournalPage:
    window.open_page(PageName.JOURNAL)
    found = window.page(PageName.JOURNAL)
    assert isinstance(found, JournalPage)
    return found


def labels(page: JournalPage) -> list[str]:
    return [entry.label for entry in page.table.rows.rows]


def test_the_newest_comes_first_with_its_fields(page: JournalPage) -> None:
    assert labels(page)[:3] == ["Cập nhật tiến độ nhiệm vụ", "Cập nhật tiến độ nhiệm vụ", "Nhập kế hoạch"]
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
    page.table.choose(page.table.rows.rows[1].id)
    page.undo.click()
    assert asked[0].startswith("Hoàn tác 2 thao tác")
    assert window.office.tasks.get("task-2").percent == 40
    page.undo.click()
    assert window.office.tasks.get("task-2").percent == 0
    assert window.office.tasks.get("task-3").percent == 0
    qtbot.waitUntil(lambda: not window._waiting)
    assert any(entry.state == "Đã hoàn tác" for entry in page.table.rows.rows)
    assert page.undo.isHidden() or not page.table.current_row().state


def test_an_operation_that_cannot_be_undone_says_why(
    window: MainWindow, page: JournalPage, qtbot: QtBot
) -> None:
    assert page.table.isColumnHidden(journal._STATE)
    assert not page.table.isColumnHidden(journal._OFFICER)
    window.undo()
    qtbot.waitUntil(lambda: not window._waiting)
    assert not page.table.isColumnHidden(journal._STATE)
    page.table.choose(page.table.rows.rows[0].id)
    assert page.undo.isHidden()
    assert page._why_not.text() == "Đây là lần hoàn tác/làm lại; hãy chọn thao tác gốc."
    page.table.choose(page.table.rows.rows[1].id)
    assert page._why_not.text() == "Thao tác này đã được hoàn tác."


def test_a_narrow_journal_still_says_what_was_changed(window: MainWindow, page: JournalPage) -> None:
    window.resize(911, 512)
    header = [column.header for column in page.table.rows.columns]
    assert not page.table.isColumnHidden(header.index("Đối tượng"))


def test_a_long_journal_comes_in_pages(
    window: MainWindow, page: JournalPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PAGE_SIZE", 5)
    for percent in range(12):
        window.office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), percent))
    page._entries = []
    page.refresh()
    assert len(page.table.rows.rows) == 5
    page.more.click()
    assert len(page.table.rows.rows) == 10
    while not page._at_end:
        page.load_more()
    assert len(page.table.rows.rows) == 18
    assert page.more.isHidden()
