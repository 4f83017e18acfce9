"""Directive documents are typed into their register like into a sheet, and listed in the report's annex."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import RegisterPlace, ReportPlace
from cchc_desktop.domain.report.directives import REGISTER
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.figures.chosen_period import remember_period
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.registers.page import RegistersPage
from cchc_desktop.ui.reports.page import ReportsPage
from tests.directives import directives, save_directive
from tests.ui.figures.test_fast_typing import hit

HALF = Period.parse("2026-6T")


@pytest.fixture
def page(window: MainWindow) -> RegistersPage:
    """The register, opened from the report of six months."""
    window.office.settings.set_preference("reports.preview", "folded")
    window.go(ReportPlace(HALF))
    reports = window.current
    assert isinstance(reports, ReportsPage)
    reports.desk.directives.click()
    found = window.current
    assert isinstance(found, RegistersPage)
    assert (found.register.id, found._period) == (REGISTER, HALF)
    return found


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_document_is_typed_by_keys_alone(page: RegistersPage, window: MainWindow) -> None:
    table: Any = page.table
    QTest.keyClick(table, Qt.Key.Key_Insert)
    for text in ("15/KH-UBND", "Ke hoach", "Cai cach hanh chinh"):
        hit(window, text, Qt.Key.Key_Tab)
    (made,) = directives(window.office, HALF)
    assert (made.number, made.kind, made.area) == ("15/KH-UBND", "Kế hoạch", 0)
    assert made.day == min(window.office.today, window.office.calendar.dates(HALF).ends)
    window.go(ReportPlace(HALF))
    reports = window.current
    assert isinstance(reports, ReportsPage)
    assert reports.desk.directives.text() == "Văn bản chỉ đạo (1)"


def test_areas_are_shown_and_typed_by_name(page: RegistersPage, window: MainWindow) -> None:
    made = save_directive(window.office, date(2026, 3, 2), "1/KH", "Tăng cường kỷ luật")
    window.refresh_now()
    assert page.model is not None
    cell = page.model.index(0, 4)
    assert cell.data() == "Cả cơ quan"
    offered = page.model.columns[4].choices
    assert offered is not None
    assert [words for _, words in offered(page.model.rows[0])][:3] == [
        "Cả cơ quan", "1. Chỉ đạo, điều hành", "2. Thể chế",
    ]  # fmt: skip
    for typed, area in (("the che", 2), ("5", 5), ("3. Thủ tục hành chính", 3), ("ca co quan", 0)):
        assert page.model.setData(cell, typed)
        assert directives(window.office)[0].area == area
    window.refresh_now()
    assert page.model.index(0, 4).data() == "Cả cơ quan"
    assert directives(window.office)[0].id == made.id


def test_documents_are_pasted_from_excel_and_one_wrong_cell_keeps_all_out(
    page: RegistersPage, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText(
        "05/01/2026\t15/KH-UBND\tKế hoạch\tCải cách hành chính năm 2026\tthể chế\tVăn phòng\r\n"
        '06/02/2026\t20/CV-UBND\tCông văn\t"Chấn chỉnh kỷ cương"\t3\t\r\n'
    )
    page.paste_button.click()
    first, second = directives(window.office, HALF)
    assert (first.number, first.area, first.unit) == ("15/KH-UBND", 2, "Văn phòng")
    assert (second.subject, second.area, second.kind) == ("Chấn chỉnh kỷ cương", 3, "Công văn")
    window.undo()
    for text, told in (
        ("05/01/2026\t1/KH\n32/1/2026\t2/KH", "Dòng 2 của vùng dán: Không có ngày 32/1/2026"),
        ("05/01/2026\t1/KH\tKế hoạch\tA\tthủy lợi", "tên lĩnh vực. Hãy nhập lại «thủy lợi»"),
        ("05/01/2099\t1/KH\tKế hoạch\tA", "Ngày ban hành sau hôm nay"),
    ):
        QGuiApplication.clipboard().setText(text)
        page.paste_button.click()
        assert page.table is not None
        assert page.table._bubble is not None
        assert told in page.table._bubble.text()
        assert directives(window.office) == []
        assert page.model is not None
        assert page.model.unfinished == []


def test_a_document_of_another_period_says_where_it_went(page: RegistersPage, window: MainWindow) -> None:
    save_directive(window.office, date(2026, 3, 2), "1/KH", "Một")
    window.refresh_now()
    assert page.model is not None
    assert page.model.setData(page.model.index(0, 0), "2/3/2025")
    window.refresh_now()
    assert page.model.rows == []
    assert "không thuộc 6 tháng đầu năm 2026" in window.foot.sentence


def test_two_documents_of_one_number_and_day_are_pointed_out(page: RegistersPage, window: MainWindow) -> None:
    save_directive(window.office, date(2026, 3, 2), "1/KH", "Một")
    QGuiApplication.clipboard().setText("2/3/2026\t1/kh\tKế hoạch\tMột lần nữa")
    page.paste_button.click()
    assert len(directives(window.office)) == 2
    assert "giống dòng vừa ghi: 02/03/2026 1/KH Một" in window.foot.sentence
    assert page.aside_button.isVisibleTo(page)


def test_what_changed_of_a_document_is_told_by_its_fields(window: MainWindow) -> None:
    remember_period(window, HALF)
    made = save_directive(window.office, date(2026, 3, 2), "1/KH", "Một")
    window.go(RegisterPlace(REGISTER, made.id))
    page = window.current
    assert isinstance(page, RegistersPage)
    assert page.model is not None
    assert page.model.setData(page.model.index(0, 4), "5. Chế độ công vụ")
    window.undo()
    assert "Lĩnh vực: 5. Chế độ công vụ → Cả cơ quan" in window.foot.sentence
