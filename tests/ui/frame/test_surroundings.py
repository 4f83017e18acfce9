"""The window points out a wrong clock and a folder that is no good place for data."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import PageName
from cchc_desktop.office import Office
from cchc_desktop.ui.frame import surroundings
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.help.page import HelpPage
from tests.sample_office import lay_sample


def test_a_good_clock_and_a_good_folder_need_no_words(window: MainWindow) -> None:
    surroundings.tell(window)
    surroundings.tell_of_folder(window)
    assert "notices" not in window.__dict__


def test_a_folder_that_is_synchronised_is_pointed_out(window: MainWindow, tmp_path: Path) -> None:
    window.data = tmp_path / "OneDrive" / "CCHC"
    surroundings.tell_of_folder(window)
    assert "thư mục đồng bộ OneDrive" in window.notices.sentences[0]
    next(each for each in window.commands.offered() if each.words == "Xem cách chuyển").run()
    page = window.current
    assert isinstance(page, HelpPage)


@pytest.mark.slow
@pytest.mark.parametrize("now", [datetime(1980, 1, 1, 0, 5), datetime(2100, 12, 31, 23, 55)])
def test_every_page_works_under_a_clock_that_cannot_be_right(
    tmp_path: Path, qtbot: QtBot, now: datetime
) -> None:
    lay_sample(tmp_path, date(2026, 11, 28))
    office = Office.open(tmp_path, now.date, lambda: now)
    window = MainWindow(office, tmp_path)
    qtbot.addWidget(window)
    window.show()
    surroundings.tell(window)
    assert "không thể đúng" in window.notices.sentences[0]
    for name in PageName:
        assert window.open_page(name)
    period = office.calendar.current_quarter()
    office.figures.type_figure(period, "1.20", "3")
    window.refresh_now()
    assert office.history.entries(1)[0].at == now
    office.history.undo()
    window.close()
    office.close()
    # Back under a right clock the journal goes on in its order.
    office = Office.open(tmp_path, lambda: date(2026, 11, 28), lambda: datetime(2026, 11, 28, 10))
    assert office.history.next_redo()
    assert not office.check().damage
    office.close()


@pytest.mark.slow
@pytest.mark.parametrize("day", [date(1980, 1, 1), date(2100, 12, 31)])
def test_an_office_can_begin_under_any_clock(tmp_path: Path, day: date) -> None:
    office = Office.open(tmp_path, lambda: day, lambda: datetime(day.year, day.month, day.day))
    office.load_sample()
    assert office.figures.years()
    assert not office.check().damage
    office.close()
