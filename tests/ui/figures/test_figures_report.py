"""Which period is offered first, and which report its figures go into."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.page import ReportsPage
from tests.ui.conftest import furnish

Q1, Q2, Q3, Q4 = (Period.parse(f"2026-Q{n}") for n in range(1, 5))
HALF, NINE, YEAR = (Period.parse(f"2026-{span}") for span in ("6T", "9T", "N"))
Opening = Callable[[date], MainWindow]


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Opening:
    """Opens the window of an office that begins on a day."""

    def opening(day: date) -> MainWindow:
        clock = datetime(day.year, day.month, day.day, 9)
        office = Office.open(tmp_path / "data", today=lambda: day, clock=lambda: clock)
        request.addfinalizer(office.close)
        if office.settings.profile() is None:
            furnish(office)
        window = MainWindow(office, tmp_path / "data")
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return opening


def figures_page(window: MainWindow) -> FiguresPage:
    window.open_page(PageName.FIGURES)
    page = window.current
    assert isinstance(page, FiguresPage)
    return page


def test_an_office_that_begins_in_november_is_led_to_the_years_report(opened: Opening) -> None:
    window = opened(date(2026, 11, 28))
    page = figures_page(window)
    assert page.period == Q4
    words = page.report.words.text()
    assert words.startswith("Vào báo cáo năm 2026, hạn gửi 16/12/2026 (còn 18 ngày); còn thiếu ")
    assert words.endswith(" số, 8 nhận xét.")
    marked = [period for period, button in page.bar._buttons.items() if button.property("due")]
    assert marked == [YEAR.span]
    assert "hạn gửi 16/12/2026" in page.bar._buttons[YEAR.span].accessibleName()
    page.report.button.click()
    reports = window.current
    assert isinstance(reports, ReportsPage)
    assert reports.desk.opened.period == YEAR
    reports.show_report(None)
    assert reports.list.table.current_row().period == YEAR
    window.open_page(PageName.DOSSIERS)
    form = window.current
    assert isinstance(form, DossiersPage)
    assert form.bar.period == Q4


def test_the_list_of_reports_opens_on_the_one_that_is_due_next(opened: Opening) -> None:
    window = opened(date(2026, 11, 28))
    window.open_page(PageName.REPORTS)
    page = window.current
    assert isinstance(page, ReportsPage)
    assert page.list.table.current_row().period == YEAR


def test_a_late_report_is_waited_for_until_it_is_issued(opened: Opening) -> None:
    window = opened(date(2026, 6, 20))
    page = figures_page(window)
    assert page.period == Q2
    assert "(quá hạn 4 ngày)" in page.report.words.text()
    window.office.reports.issue(HALF, "12", date(2026, 6, 18))
    window.refresh_now()
    assert window.office.reports.schedule.next_due() == NINE
    # Nothing is changed under the hands of whoever looks at the page.
    assert page.period == Q2
    window.open_page(PageName.TODAY)
    assert figures_page(window).period == Q3
    page.show_period(Q2)
    assert (
        page.report.words.text()
        == "Đã vào báo cáo 6 tháng đầu năm 2026, phát hành số 12/BC-UBND ngày 18/06/2026."
    )
    page.show_period(Q1)
    assert page.report.words.text().startswith("Vào báo cáo quý I năm 2026, hạn gửi 17/03/2026 (quá hạn ")


def test_what_was_chosen_is_kept_while_the_window_is_open(opened: Opening, qtbot: QtBot) -> None:
    window = opened(date(2026, 11, 28))
    page = figures_page(window)
    page.show_period(Q2)
    window.open_page(PageName.DOSSIERS)
    form = window.current
    assert isinstance(form, DossiersPage)
    assert form.bar.period == Q2
    later = MainWindow(window.office, window.data)
    qtbot.addWidget(later)
    assert figures_page(later).period == Q4


def test_what_is_typed_is_no_longer_missing(opened: Opening) -> None:
    window = opened(date(2026, 6, 10))
    page = figures_page(window)
    outstanding = window.office.reports.schedule.outstanding
    before = outstanding(Q2)
    window.office.figures.type_figure(Q2, "1.01", "5")
    window.office.figures.type_figure(Q1, "1.01", "5")
    window.office.reports.set_remarks(HALF, 3, results="Tốt")
    window.refresh_now()
    after = outstanding(Q2)
    assert before is not None
    assert after is not None
    assert (after.figures, after.remarks) == (before.figures - 1, 7)
    assert page.report.words.text().endswith(f"còn thiếu {after.figures} số, 7 nhận xét.")


def test_figures_that_no_report_takes_say_so(opened: Opening) -> None:
    window = opened(date(2026, 6, 10))
    calendar = window.office.calendar
    for period, dates in calendar.of_year(2026).items():
        if dates.reported and period != HALF:
            calendar.set_dates(replace(dates, reported=False, due=None))
    page = figures_page(window)
    page.show_period(Q4)
    assert page.report.words.text() == "Số liệu quý IV năm 2026 không vào báo cáo nào của năm."
    assert not page.report.button.isVisible()
