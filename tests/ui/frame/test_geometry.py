"""Where the window stands: never larger than the screen, never beyond its edge."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.ui.frame import geometry
from cchc_desktop.ui.frame.main_window import MainWindow

AT_150 = QRect(0, 0, 911, 472)
"""What a screen of 1366×768 at 150 % leaves above the task bar."""
AT_100 = QRect(0, 0, 1366, 728)


@pytest.mark.parametrize("available", [AT_100, AT_150, QRect(0, 0, 1024, 600)])
def test_what_does_not_fit_fills_the_screen(available: QRect) -> None:
    place = geometry.placed(QRect(40, 40, 1280, 720), available)
    assert place.maximized
    assert available.contains(place.box), "made smaller again it fits, too"


def test_what_fits_stays_as_it_was() -> None:
    wanted = QRect(300, 100, 900, 600)
    assert geometry.placed(wanted, AT_100) == geometry.Place(wanted, maximized=False)


@pytest.mark.parametrize(
    "wanted", [QRect(-400, 100, 900, 600), QRect(2000, 100, 900, 600), QRect(100, 900, 900, 600)]
)
def test_what_stands_beyond_an_edge_is_moved_in(wanted: QRect) -> None:
    place = geometry.placed(wanted, AT_100)
    assert not place.maximized
    assert place.box.size() == wanted.size()
    assert AT_100.contains(place.box)


def test_the_title_bar_stays_in_reach() -> None:
    assert geometry.placed(QRect(0, 0, 900, 600), AT_100).box.top() >= 30


def test_a_window_of_another_screen_comes_back_to_this_one(qtbot: QtBot) -> None:
    before, after = QWidget(), QWidget()
    for widget in (before, after):
        qtbot.addWidget(widget)
    before.setGeometry(5000, 4000, 500, 400)
    geometry.restore(after, bytes(before.saveGeometry().toBase64().data()).decode())
    assert after.screen().availableGeometry().contains(after.geometry())


@pytest.mark.parametrize("kept", ["", "garbage", "%%%"])
def test_what_cannot_be_read_is_as_if_nothing_was_kept(qtbot: QtBot, kept: str) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    geometry.restore(widget, kept)
    # The screen in memory is smaller than a first window.
    assert widget.isMaximized()
    assert widget.screen().availableGeometry().contains(widget.normalGeometry())


def test_the_window_remembers_its_place(window: MainWindow) -> None:
    window.setGeometry(20, 40, 740, 460)
    window.close()
    window._closed = False
    window.setGeometry(0, 0, 790, 700)
    window.take_place()
    assert window.geometry() == QRect(20, 40, 740, 460)
