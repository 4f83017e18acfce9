"""Lĩnh vực, «Nhận xét»: what an officer writes reaches the report that speaks of the period, and no other."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop import catalogue
from cchc_desktop.catalogue.report import report_outline
from cchc_desktop.domain.places import AreaPlace
from cchc_desktop.domain.report.records import Remarks
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.office import Office
from cchc_desktop.ui.areas.page import AreaPage
from cchc_desktop.ui.areas.remarks_tab import AreaRemarks
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.page import ReportsPage
from tests.ui.figure_keys import CONTROL, HALF, Q1, Q2

KEY = Qt.Key
QUEUE = "Máy lấy số hoạt động từ tháng 4"


def open_remarks(window: MainWindow, code: int) -> AreaRemarks:
    """The remarks on an area, in front."""
    window.go(AreaPlace(code))
    page = window.current
    assert isinstance(page, AreaPage)
    page.tabs.setCurrentWidget(page.remarks)
    page.setFocus()
    return page.remarks


@pytest.fixture
def remarks(window: MainWindow) -> AreaRemarks:
    """The remarks on area 3, of the current quarter."""
    return open_remarks(window, 3)


def write(remarks: AreaRemarks, name: str, text: str) -> None:
    """Types a text into a field and leaves it by Tab."""
    field = remarks.fields[name]
    field.setFocus()
    field.editor.setPlainText(text)
    QTest.keyClick(field.editor, KEY.Key_Tab)


def printed(office: Office, period: Period) -> str:
    """The text of a report as it is composed."""
    return "\n".join(str(block) for block in office.reports.papers.compose(period).parts[0].blocks)


def test_what_is_left_is_stored_and_printed(window: MainWindow, office: Office, remarks: AreaRemarks) -> None:
    write(remarks, "results", QUEUE)
    assert window.focusWidget() is remarks.fields["difficulties"].editor
    write(remarks, "difficulties", "Thiếu máy quét\nĐề nghị tỉnh cấp máy")
    write(remarks, "causes", "Kinh phí chưa được bố trí")
    window.refresh_now()
    assert office.reports.text.remarks(HALF)[3] == Remarks(
        3, QUEUE, "Thiếu máy quét\nĐề nghị tỉnh cấp máy", "Kinh phí chưa được bố trí"
    )
    text = printed(office, HALF)
    for line in (QUEUE, "Thiếu máy quét", "Đề nghị tỉnh cấp máy", "Kinh phí chưa được bố trí"):
        assert line in text
    assert QUEUE not in printed(office, Q1)
    page = window.current
    assert isinstance(page, AreaPage)
    assert page.tabs.tabText(2) == "Nhận xét (đã ghi)"


def test_a_quarter_without_a_report_goes_into_that_of_the_longer_span(
    office: Office, remarks: AreaRemarks, window: MainWindow
) -> None:
    assert (remarks.bar.period, remarks.report) == (Q2, HALF)
    assert remarks._words.text() == (
        "Quý II năm 2026 không có báo cáo riêng; nhận xét được đưa vào báo cáo 6 tháng đầu năm 2026, hạn gửi "
        "16/06/2026."
    )
    QTest.keyClick(remarks.fields["results"].editor, KEY.Key_PageUp, CONTROL)
    assert remarks.report == Q1
    assert remarks._words.text().startswith("Nhận xét này được đưa vào báo cáo quý I năm 2026, hạn gửi")
    office.calendar.set_regime(2026, "before_day_10")
    window.refresh_now()
    remarks.bar.step(1)
    assert remarks.report == Q2
    remarks.bar.step(1)
    assert remarks.report == Q2
    assert "6 tháng đầu năm 2026 không có báo cáo riêng" in remarks._words.text()


def test_another_period_has_other_remarks(office: Office, remarks: AreaRemarks, window: MainWindow) -> None:
    remarks.fields["results"].setFocus()
    remarks.fields["results"].editor.setPlainText(QUEUE)
    remarks.bar.step(-1)
    assert office.reports.text.remarks(HALF)[3].results == QUEUE
    assert remarks.fields["results"].editor.toPlainText() == ""
    page = window.current
    assert isinstance(page, AreaPage)
    assert page.figures.period == Q1
    assert page.tabs.tabText(2) == "Nhận xét"


def test_undo_goes_back_to_the_remarks(window: MainWindow, office: Office, remarks: AreaRemarks) -> None:
    write(remarks, "causes", "Thiếu kinh phí")
    window.refresh_now()
    page = window.current
    assert isinstance(page, AreaPage)
    page.tabs.setCurrentWidget(page.plan)
    remarks.bar.step(-1)
    window.undo()
    window.refresh_now()
    assert page.tabs.currentWidget() is remarks
    assert remarks.report == HALF
    assert remarks.fields["causes"].editor.toPlainText() == ""
    assert office.reports.text.remarks(HALF)[3].is_blank
    window.redo()
    window.refresh_now()
    assert remarks.fields["causes"].editor.toPlainText() == "Thiếu kinh phí"


def test_what_is_being_typed_outlives_a_refresh(window: MainWindow, remarks: AreaRemarks) -> None:
    remarks.fields["results"].setFocus()
    remarks.fields["results"].editor.setPlainText("Đang gõ")
    window.office.figures.type_figure(Q2, "3.01", "375")
    window.refresh_now()
    assert remarks.fields["results"].editor.toPlainText() == "Đang gõ"
    QTest.keyClick(remarks.fields["results"].editor, KEY.Key_Escape)
    assert remarks.fields["results"].editor.toPlainText() == ""


def test_an_issued_report_keeps_its_remarks(window: MainWindow, office: Office, remarks: AreaRemarks) -> None:
    write(remarks, "results", QUEUE)
    office.reports.issue(HALF, "48", date(2026, 6, 15))
    window.refresh_now()
    assert not remarks.locked.isHidden()
    assert "đã phát hành số 48/BC-UBND ngày 15/06/2026" in remarks.locked.words.text()
    assert all(field.editor.isReadOnly() for field in remarks.fields.values())
    remarks.report_button.click()
    reports = window.current
    assert isinstance(reports, ReportsPage)
    assert reports.desk.opened.period == HALF
    office.reports.recall(HALF)
    assert open_remarks(window, 3).locked.isHidden()
    assert not remarks.fields["results"].editor.isReadOnly()


def test_the_last_remarks_are_copied_where_wanted(
    window: MainWindow, office: Office, remarks: AreaRemarks
) -> None:
    assert remarks.earlier.isHidden()
    office.reports.set_remarks(Q1, 3, results=QUEUE, causes="Thiếu kinh phí")
    window.refresh_now()
    assert "quý I năm 2026 không tự chuyển sang" in remarks.earlier.words.text()
    remarks.earlier.button.click()
    window.refresh_now()
    assert office.reports.text.remarks(HALF)[3] == office.reports.text.remarks(Q1)[3]
    assert remarks.fields["results"].editor.toPlainText() == QUEUE
    assert remarks.earlier.isHidden()
    window.undo()
    assert office.reports.text.remarks(HALF)[3].is_blank


def test_each_text_says_where_it_is_printed(window: MainWindow, office: Office, remarks: AreaRemarks) -> None:
    office.figures.type_figure(Q2, "3.01", "375")
    write(remarks, "results", QUEUE)
    window.refresh_now()
    key = next(row.key for row in office.reports.text.passages(HALF) if QUEUE in row.text)
    assert remarks.places["results"].words.startswith("In ở mục II.")
    assert "«Tồn tại, hạn chế»" in remarks.places["difficulties"].words
    assert "«Kiến nghị, đề xuất»" in remarks.places["proposals"].words
    office.reports.set_passage(HALF, key, "Câu của cơ quan.")
    window.refresh_now()
    assert "nhận xét không tự vào" in remarks.places["results"].words
    remarks.places["results"].button.click()
    reports = window.current
    assert isinstance(reports, ReportsPage)
    assert reports.desk.opened.key == key


def test_an_area_that_the_report_does_not_treat_says_so(window: MainWindow) -> None:
    remarks = open_remarks(window, 8)
    assert remarks.places["results"].words == "Báo cáo kỳ này không có mục nào in nội dung này."
    assert remarks.places["results"].button.isHidden()
    assert not remarks.places["difficulties"].button.isHidden()


@pytest.mark.parametrize("name", ["results", "difficulties", "causes", "proposals"])
def test_the_remarks_of_every_area_are_printed_once(name: str) -> None:
    for area in catalogue.areas():
        found = report_outline().sections_with(f"remarks.{name}", area.code, Span.YEAR)
        assert len(found) == 1, area.name


def test_a_year_without_reports_keeps_remarks_all_the_same(
    window: MainWindow, office: Office, remarks: AreaRemarks
) -> None:
    for dates in office.calendar.of_year(2026).values():
        if dates.reported:
            office.calendar.set_dates(replace(dates, reported=False, due=None))
    window.refresh_now()
    assert "chưa in vào đâu" in remarks._words.text()
    write(remarks, "results", QUEUE)
    assert office.reports.text.remarks(Q2)[3].results == QUEUE


def test_the_page_exports_what_its_tab_shows(window: MainWindow, remarks: AreaRemarks) -> None:
    page = window.current
    assert isinstance(page, AreaPage)
    names = []
    for tab in (page.plan, page.figures, page.remarks):
        page.tabs.setCurrentWidget(tab)
        made = page.current_document()
        assert made is not None
        names.append(made[1])
    assert names == [
        "Nhiệm vụ Thủ tục hành chính",
        "phu-luc-thong-ke-cchc-quy-ii-nam-2026.xlsx",
        "BC-UBND-cchc-6-thang-dau-nam-2026.pdf",
    ]
