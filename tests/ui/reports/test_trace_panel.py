"""A number on the pages of a report, clicked or chosen by keyboard, says where it comes from."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.pdf_spots import PdfSpot
from cchc_desktop.domain.places import FigurePlace, PageName, Place, ReportPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports import desk as desk_module
from cchc_desktop.ui.reports.desk import ReportDesk
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.widgets.page_numbers import box_of

Q1, HALF = Period.parse("2026-Q1"), Period.parse("2026-6T")


def fill(office: Office) -> None:
    for period, typed in ((Q1, "4"), (HALF.last_quarter, "3")):
        office.figures.type_figure(period, "1.06", "20")
        office.figures.type_figure(period, "1.20", typed)
        for code in ("1.21", "1.22", "1.23"):
            office.figures.type_figure(period, code, "không phát sinh")


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot) -> ReportDesk:
    """The report of six months with its pages."""
    window.office.settings.set_preference("reports.preview", "folded")
    fill(window.office)
    window.open_page(PageName.REPORTS)
    page = window.current
    assert isinstance(page, ReportsPage)
    window.go(ReportPlace(HALF))
    with qtbot.waitSignal(page.desk.preview.rendered, timeout=60_000):
        page.desk.show_pages(True)
    return page.desk


def spot_of(desk: ReportDesk, source: str) -> PdfSpot:
    return next(spot for spot in desk.preview.view.numbers.spots if spot.source == source)


def point_of(desk: ReportDesk, spot: PdfSpot) -> QPoint:
    """Where a number is seen; it is brought into sight first."""
    view = desk.preview.view
    view.show_mark(spot.page, box_of(spot))
    frame = view._frame(spot.page)
    return (frame.topLeft() + box_of(spot).center() * view._scale(spot.page)).toPoint()


def click(desk: ReportDesk, spot: PdfSpot) -> None:
    point = point_of(desk, spot)
    QTest.mouseClick(desk.preview.view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def gone_to(desk: ReportDesk, monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    asked: list[Place] = []
    monkeypatch.setattr(desk._shell, "go", asked.append)
    return asked


def test_a_click_says_where_a_number_comes_from(desk: ReportDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.trace.isHidden()
    spot = spot_of(desk, "1.20")
    assert spot.shown == "07"
    click(desk, spot)
    assert desk.trace.isVisible()
    assert desk.trace.title.text().startswith("07 – 1.20. ")
    told = desk.trace.text.toPlainText()
    assert (
        "Số liệu 6 tháng đầu năm 2026\n= quý I + quý II\n= 4 + 3 = 7\nQuý I năm 2026: 4 (Nhập; nhập " in told
    )
    # Its lines and the button go to where the figures are.
    asked = gone_to(desk, monkeypatch)
    desk.trace.text.anchorClicked.emit(QUrl("place:0"))
    desk.trace.open_button.click()
    assert asked == [FigurePlace(Q1, "1.20"), FigurePlace(HALF, "1.20")]


def test_a_number_of_an_annex_is_clicked_too(desk: ReportDesk) -> None:
    spot = [spot for spot in desk.preview.view.numbers.spots if spot.source == "1.20"][-1]
    assert spot.shown == "7"
    click(desk, spot)
    assert desk.trace.title.text().startswith("7 – 1.20. ")


def test_the_mouse_shows_what_can_be_clicked(desk: ReportDesk) -> None:
    view = desk.preview.view
    point = point_of(desk, spot_of(desk, "1.20"))
    QTest.mouseMove(view.viewport(), point)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), QPoint(3, 3))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert desk.trace.isHidden()


def test_the_keyboard_goes_from_number_to_number(desk: ReportDesk) -> None:
    view = desk.preview.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.trace.isHidden()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    first = view.numbers.current
    assert first == view.numbers.spots[0]
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.numbers.current == view.numbers.spots[1]
    assert f"Số {view.numbers.spots[1].shown}" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.numbers.current == view.numbers.spots[-1]
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.trace.isVisible()
    QTest.keyClick(desk.trace, Qt.Key.Key_Escape)
    assert desk.trace.isHidden()
    assert not desk.trace.is_open


def test_what_is_explained_follows_the_data(desk: ReportDesk, window: MainWindow) -> None:
    click(desk, spot_of(desk, "1.20"))
    window.office.figures.type_figure(Q1, "1.20", "5")
    window.refresh_now()
    told = desk.trace.text.toPlainText()
    assert "Báo cáo in 07; số liệu hiện nay là 8." in told
    assert "= 5 + 3 = 8" in told
    # Of another report nothing is explained yet.
    window.go(ReportPlace(Q1))
    assert desk.trace.isHidden()


def test_a_number_that_is_none_any_more_is_told(desk: ReportDesk) -> None:
    desk.trace.explain(HALF, PdfSpot(0, 0, 0, 9, 9, "12", "9.99"))
    assert "không còn số này" in desk.trace.text.toPlainText()
    assert desk.trace.open_button.isHidden()


def test_the_table_is_exported(desk: ReportDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    exported: list[tuple[Any, ...]] = []
    put: Callable[..., None] = lambda *given: exported.append(given)  # noqa: E731
    monkeypatch.setattr(desk_module, "export_document", put)
    desk.trace.table_button.click()
    desk.bar.trace_action.trigger()
    assert [given[2:] for given in exported] == [(desk._shell.office.tracing.file_name(HALF), "xlsx")] * 2
    assert exported[0][1].title == "Bảng truy vết số liệu 6 tháng đầu năm 2026"
