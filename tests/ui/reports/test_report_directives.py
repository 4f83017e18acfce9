"""The documents of a report's second annex: added, typed, pasted from Excel, deleted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cchc_desktop.domain.directives import Directive
from cchc_desktop.domain.places import ReportPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.desk import ReportDesk
from cchc_desktop.ui.reports.page import ReportsPage

HALF = Period.parse("2026-6T")


@pytest.fixture
def desk(window: MainWindow) -> ReportDesk:
    """The report of six months, opened, with the preview folded away."""
    window.office.settings.set_preference("reports.preview", "folded")
    window.go(ReportPlace(HALF))
    found = window.current
    assert isinstance(found, ReportsPage)
    return found.desk


def test_documents_are_added_typed_and_deleted(desk: ReportDesk, window: MainWindow) -> None:
    desk.tabs.setCurrentWidget(desk.directives)
    desk.directives.add.click()
    table = desk.directives.table
    rows = window.office.directives.rows
    made = rows(HALF)[0]
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("2/3/2026")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert rows(HALF)[0].day == date(2026, 3, 2)
    desk.directives.model.setData(desk.directives.model.index(0, 3), "Tăng cường kỷ luật")
    desk.directives.model.setData(desk.directives.model.index(0, 4), 5)
    assert (rows(HALF)[0].subject, rows(HALF)[0].area) == ("Tăng cường kỷ luật", 5)
    window.refresh_now()
    assert desk.tabs.tabText(2) == "Văn bản chỉ đạo (1)"
    table.choose(made.id)
    desk.directives.delete.click()
    assert rows(HALF) == []
    window.undo()
    assert [one.id for one in rows(HALF)] == [made.id]


def test_documents_are_pasted_from_excel(desk: ReportDesk, window: MainWindow) -> None:
    desk.tabs.setCurrentWidget(desk.directives)
    QGuiApplication.clipboard().setText(
        "05/01/2026\t15/KH-UBND\tKế hoạch\tCải cách hành chính năm 2026\tthể chế\tVăn phòng\r\n"
        '06/02/2026\t20/CV-UBND\tCông văn\t"Chấn chỉnh\nkỷ cương"\t3\t\r\n'
    )
    desk.directives.paste.click()
    first, second = window.office.directives.rows(HALF)
    assert (first.number, first.area, first.unit) == ("15/KH-UBND", 2, "Văn phòng")
    assert (second.subject, second.area, second.kind) == ("Chấn chỉnh kỷ cương", 3, "Công văn")
    window.undo()
    assert window.office.directives.rows(HALF) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("05/01/2026\t1/KH\n32/1/2026\t2/KH", "Dòng 2 của vùng dán: Không có ngày 32/1/2026"),
        ("05/01/2026\t1/KH\n06/01/2026\t1/kh", "Dòng 2 của vùng dán: Đã có văn bản số"),
        ("05/01/2026\t1/KH\tKế hoạch\tA\tthủy lợi", "Không có lĩnh vực «thủy lợi»"),
        ("05/01/2026\t1/KH\tKế hoạch\t", "Hãy nhập trích yếu"),
    ],
)
def test_no_document_is_pasted_where_one_cell_is_refused(
    desk: ReportDesk, window: MainWindow, text: str, told: str
) -> None:
    desk.tabs.setCurrentWidget(desk.directives)
    QGuiApplication.clipboard().setText(text)
    desk.directives.paste.click()
    bubble = desk.directives.table._bubble
    assert bubble is not None
    assert told in bubble.text()
    assert window.office.directives.rows() == []


def test_a_document_of_another_period_says_where_it_went(desk: ReportDesk, window: MainWindow) -> None:
    window.office.directives.save(Directive(date(2026, 3, 2), "1/KH", "Một"))
    window.refresh_now()
    desk.directives.model.setData(desk.directives.model.index(0, 0), "2/3/2025")
    window.refresh_now()
    assert desk.directives.count == 0
    assert "không thuộc kỳ này" in window.foot.sentence
