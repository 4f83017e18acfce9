"""«Lịch báo cáo»: the reports of a year, what was sent, the duties, and the way there from Hôm nay."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.duties import MONTHLY, Duty, DutyLine, DutyState
from cchc_desktop.domain.places import CalendarPlace, PageName, ReportPlace
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.domain.todo import Line, Source
from cchc_desktop.ui import file_dialogs
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.duties import DutiesPanel
from cchc_desktop.ui.reports.duty_dialogs import DutyQuestion, SentQuestion
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.today.page import TodayPage

INSPECTION = "ttcp_06_2025"
DUE, OF_SENT, SENT_ON = 0, 8, 9
"""Columns of the calendar: the due day, the number, the day it was sent on."""


@pytest.fixture
def panel(window: MainWindow) -> DutiesPanel:
    """The calendar of 2026 on 15/6/2026, with the duty on inspection and petitions."""
    window.office.duties.take(INSPECTION, 2026)
    window.open_page(PageName.REPORTS)
    page = window.current
    assert isinstance(page, ReportsPage)
    page.list.duties_button.click()
    assert page._stack.currentWidget() is page.duties
    return page.duties


def line(panel: DutiesPanel, period: str) -> DutyLine:
    """The line of the other duty of a period, with the cursor on it."""
    found = next(
        each
        for each in panel._shell.office.duties.of_year(2026)
        if each.turn.period.id == period and each.turn.duty.entry == INSPECTION
    )
    panel.lines.choose(found.id)
    return found


def stored(window: MainWindow, wanted: DutyLine) -> DutyLine:
    return next(each for each in window.office.duties.of_year(2026) if each.id == wanted.id)


def typed(panel: DutiesPanel, of: DutyLine, column: int, text: str) -> bool:
    """Types into a cell of a line."""
    row = panel.lines.rows.find(of.id)
    return panel.lines.rows.setData(panel.lines.rows.index(row, column), text)


def test_the_calendar_lists_every_report_by_its_due_day(panel: DutiesPanel) -> None:
    rows = panel.lines.rows.rows
    assert [each.turn.due for each in rows] == sorted(each.turn.due for each in rows)
    assert {each.turn.duty.name for each in rows} >= {"Báo cáo cải cách hành chính"}
    # The cursor stands on what is due next.
    assert panel.lines.current_row().turn.period.id == "2026-Q1"
    assert panel.lines.current_row().state is DutyState.OVERDUE
    assert panel.open_button.isEnabled()
    assert not panel.sent.isEnabled()
    line(panel, "2026-6T")
    assert not panel.open_button.isEnabled()
    assert panel.sent.isEnabled()
    assert "Thông tư số 06/2025/TT-TTCP" in panel._note.text()


def test_a_report_is_noted_as_sent_in_its_cells(panel: DutiesPanel, window: MainWindow, qtbot: QtBot) -> None:
    half = line(panel, "2026-6T")
    assert typed(panel, half, SENT_ON, "15/6/2026")
    assert typed(panel, half, OF_SENT, "9/BC-UBND")
    now = stored(window, half)
    assert (now.state, now.sent_on, now.number) == (DutyState.SENT, date(2026, 6, 15), "9/BC-UBND")
    qtbot.waitUntil(panel.unsent.isEnabled)
    panel.unsent.click()
    assert stored(window, half).state is DutyState.WAITING
    # What cannot be is refused, and nothing is stored.
    assert not typed(panel, half, SENT_ON, "16/6/2026")
    assert stored(window, half).sent_on is None


def test_a_report_is_noted_as_sent_by_a_question(
    panel: DutiesPanel, window: MainWindow, qtbot: QtBot
) -> None:
    half = line(panel, "2026-6T")
    question = SentQuestion(window, half, panel)
    qtbot.addWidget(question)
    question.day.editor.setText("")
    question.answer()
    assert question.day._problem.text() == "Hãy nhập ngày gửi."
    question.day.editor.setText("20/6/2026")
    question.answer()
    assert "không được sau hôm nay" in question.day._problem.text()
    assert question.result() != QDialog.DialogCode.Accepted
    question.day.editor.setText("14/6/2026")
    question.number.editor.setText("12/BC-UBND")
    question.answer()
    assert question.result() == QDialog.DialogCode.Accepted
    assert stored(window, half).number == "12/BC-UBND"


def test_a_due_day_is_corrected_and_goes_back_to_its_rule(panel: DutiesPanel, window: MainWindow) -> None:
    half = line(panel, "2026-6T")
    assert typed(panel, half, DUE, "20/6/2026")
    now = stored(window, half)
    assert now.turn.due == date(2026, 6, 20)
    assert now.is_on_day_off
    assert typed(panel, half, DUE, "")
    assert stored(window, half).turn.due == date(2026, 6, 17)
    assert not typed(panel, half, DUE, "1/1/2020")
    window.office.history.undo()
    assert stored(window, half).turn.due == date(2026, 6, 20)


def test_a_period_is_left_out_and_brought_back(panel: DutiesPanel, window: MainWindow, qtbot: QtBot) -> None:
    half = line(panel, "2026-6T")
    panel.skip.click()
    assert half.id not in [each.id for each in window.office.duties.of_year(2026)]
    panel.tabs.setCurrentIndex(1)
    panel.duties.choose(half.turn.duty.id)
    panel.bring_back.click()
    assert half.id in [each.id for each in window.office.duties.of_year(2026)]
    panel.delete.click()
    assert window.office.duties.all() == ()
    qtbot.waitUntil(lambda: panel.duties.rows.rowCount() == 0)
    assert not panel.delete.isEnabled()


def test_what_the_office_has_not_is_offered(panel: DutiesPanel, window: MainWindow, qtbot: QtBot) -> None:
    offered = {action.text(): action for action in panel._menu.actions() if action.text()}
    assert "Báo cáo thanh tra, tiếp công dân, khiếu nại, tố cáo, phòng, chống tham nhũng" not in offered
    assert list(offered)[-1] == "Chế độ khác…"
    offered["Báo cáo cải cách hành chính theo công văn 581/BNV-CCHC"].trigger()
    assert "do tỉnh quy định" in window.foot.sentence
    assert {duty.entry for duty in window.office.duties.all()} == {INSPECTION, "bnv_581"}
    qtbot.waitUntil(lambda: panel.duties.rows.rowCount() == 2)
    # The report of the year is now one with two lines.
    both = [each for each in panel.lines.rows.rows if each.turn.period == Period.parse("2026-N")]
    assert [each.is_composed for each in both].count(True) == 2


def test_a_duty_of_one_s_own_is_added_and_edited(
    panel: DutiesPanel, window: MainWindow, qtbot: QtBot
) -> None:
    question = DutyQuestion(window, None, date(2026, 6, 15), panel)
    qtbot.addWidget(question)
    question.answer()
    assert question.name._problem.text() == "Hãy nhập tên báo cáo."
    question.name.editor.setText("Báo cáo phòng, chống thiên tai")
    question.answer()
    assert "ít nhất một kỳ" in question.name._problem.text()
    question._boxes[MONTHLY].setChecked(True)
    question.rule.set_value("day_after")
    question.count.set_value(5)
    question.cut_off.set_value(0)
    question.receiver.editor.setText("Sở Nông nghiệp và Môi trường")
    question.answer()
    assert question.result() == QDialog.DialogCode.Accepted
    made = next(duty for duty in window.office.duties.all() if not duty.entry)
    assert (made.spans, made.due_day, made.months_after, made.cut_off_day) == (MONTHLY, 5, 1, 0)
    again = DutyQuestion(window, made, date(2026, 6, 15), panel)
    qtbot.addWidget(again)
    assert again.typed() == made
    again._boxes[Span.YEAR].setChecked(True)
    again.rule.set_value("working")
    again.count.set_value(3)
    again.answer()
    changed = next(duty for duty in window.office.duties.all() if duty.id == made.id)
    assert (changed.spans, changed.due_day, changed.working_days) == ("M N", None, 3)


def test_a_report_of_the_program_is_opened_from_the_calendar(panel: DutiesPanel, window: MainWindow) -> None:
    panel.lines.choose("own:2026-6T")
    panel.open_button.click()
    page = window.current
    assert isinstance(page, ReportsPage)
    assert page._stack.currentWidget() is page.desk
    assert page.desk.opened.period == Period.parse("2026-6T")


def test_a_form_of_the_program_is_opened_from_the_calendar(panel: DutiesPanel, window: MainWindow) -> None:
    window.office.duties.take("kstthc_ii06a", 2026)
    window.office.duties.save(Duty("Báo cáo số lượng thủ tục", "Q2", due_day=20, form="ii07b"))
    window.refresh_now()
    by_form = {each.turn.duty.form: each for each in window.office.duties.of_year(2026)}
    for form, page in (("ii06a", PageName.DOSSIERS), ("ii07b", PageName.FORMS)):
        window.go(CalendarPlace(2026, by_form[form].id))
        panel.open_button.click()
        assert window._stack.shown == page


def test_the_calendar_is_what_the_page_prints(
    panel: DutiesPanel, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.current
    assert isinstance(page, ReportsPage)
    printed = page.current_document()
    assert printed is not None
    assert printed[0].title == "Lịch báo cáo năm 2026"
    assert page.export_warning() == ""
    target = tmp_path / "lich.ics"
    monkeypatch.setattr(file_dialogs, "ask_new_file", lambda *_: target)
    panel.to_calendar.click()
    assert target.read_bytes().count(b"BEGIN:VEVENT") == len(window.office.duties.of_year(2026))
    assert "lich.ics" in window.foot.sentence


def test_escape_goes_back_to_the_list(panel: DutiesPanel, window: MainWindow) -> None:
    panel.years.show_value(2025)
    panel.show_year(2025)
    QTest.keyClick(panel.lines, Qt.Key.Key_Escape)
    page = window.current
    assert isinstance(page, ReportsPage)
    assert page._stack.currentWidget() is page.list
    assert page.list.year == 2025


def test_places_lead_to_lines_and_duties(panel: DutiesPanel, window: MainWindow) -> None:
    half = line(panel, "2026-6T")
    window.open_page(PageName.TODAY)
    window.go(CalendarPlace(2026, half.id))
    assert panel.lines.current_row().id == half.id
    window.go(CalendarPlace(duty_id=half.turn.duty.id))
    assert panel.tabs.currentIndex() == 1
    assert panel.duties.current_row().id == half.turn.duty.id
    # Nothing is left unsaved behind.
    window.go(ReportPlace())
    assert panel.isHidden()


@pytest.mark.painted
def test_the_first_page_reminds_of_every_duty(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page(PageName.TODAY)
    page = window.current
    assert isinstance(page, TodayPage)
    office = window.office
    office.duties.take(INSPECTION, 2026)
    office.duties.take("bnv_581", 2026)
    office.duties.save(replace(office.duties.all()[0], working_days=None, due_day=20))

    def reports() -> list[Line]:
        return [line for line in page.lines.lines if line.source is Source.REPORT]

    qtbot.waitUntil(lambda: len(reports()) == 4)
    first, *others, ninth = reports()
    assert ninth.sentence == "Phát hành báo cáo CCHC 9 tháng đầu năm 2026"
    assert first.sentence == "Phát hành báo cáo CCHC 6 tháng đầu năm 2026"
    # One report that two superiors ask for is one line.
    assert first.note.startswith("cũng là «")
    assert all(line.sentence.endswith("rồi ghi ngày gửi") for line in others)
    page.lines.table.opened.emit(others[0])
    current = window.current
    assert isinstance(current, ReportsPage)
    due = current.duties.lines.current_row()
    assert f"report:{due.id}" == others[0].id
    office.duties.mark_sent(due, date(2026, 6, 15), "3")
    window.open_page(PageName.TODAY)
    qtbot.waitUntil(lambda: len(reports()) == 3)


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_the_calendar_fits_a_small_window(
    panel: DutiesPanel, window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    QApplication.processEvents()
    bar = panel.lines.horizontalScrollBar()
    assert bar.maximum() == 0
    assert panel.to_calendar.geometry().right() <= panel.width()
