"""What of the grid is painted when a cell is left: little, and all that looks otherwise."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cchc_desktop.office.figure_rows import FigureRow
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import SOURCE, VALUE
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.ui.figure_keys import Q2, editor, enter, press, write

pytestmark = pytest.mark.painted


class Painted(QObject):
    """Collects what is painted of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def settle(window: MainWindow) -> None:
    window.refresh_now()
    for _ in range(4):
        QApplication.processEvents()


def difference(window: MainWindow, but: QRect) -> list[tuple[int, int]]:
    """Where the screen shows something else than the window painted anew, but for a part of it."""
    seen = window.screen().grabWindow(window.winId()).toImage()
    anew = window.grab().toImage()
    images = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (seen, anew)]
    for image in images:
        painter = QPainter(image)
        painter.fillRect(but, QColor("white"))
        painter.end()
    one, other = images
    if one == other:
        return []
    places = [(x, y) for y in range(one.height()) for x in range(one.width())]
    return [(x, y) for x, y in places if one.pixel(x, y) != other.pixel(x, y)][:20]


def cell(window: MainWindow, grid: FigureGrid) -> QRect:
    """Where the current cell is in the window: the line blinks in it."""
    box = grid.visualRect(grid.currentIndex())
    return QRect(grid.viewport().mapTo(window, box.topLeft()), box.size()).adjusted(-2, -2, 2, 2)


@pytest.fixture
def filled(page: FiguresPage, window: MainWindow) -> FigureGrid:
    """The grid with a figure, and a ratio that follows from it, looked at."""
    window.office.figures.type_figure(Q2, "1.03", "45")
    page.go_to("1.04")
    settle(window)
    return page.grid


@pytest.mark.parametrize("text", ["25", "45", "kps", "uoc 9"])
def test_the_screen_shows_what_painting_anew_would(filled: FigureGrid, window: MainWindow, text: str) -> None:
    write(filled, text)
    settle(window)
    assert editor(filled) is not None
    assert difference(window, cell(window, filled)) == []
    enter(filled, "")
    settle(window)
    assert filled.figure_model.figure("1.04").figure.value is not None  # type: ignore[union-attr]
    assert difference(window, QRect()) == []


def test_a_refused_cell_is_painted(filled: FigureGrid, window: MainWindow) -> None:
    enter(filled, "50")
    settle(window)
    assert editor(filled) is not None
    assert difference(window, cell(window, filled)) == []
    press(filled, Qt.Key.Key_Escape)
    settle(window)
    assert difference(window, QRect()) == []


def test_what_is_undone_is_painted(filled: FigureGrid, window: MainWindow) -> None:
    enter(filled, "50")
    settle(window)
    window.undo()
    settle(window)
    assert difference(window, QRect()) == []


def test_leaving_a_cell_paints_few_others(filled: FigureGrid, window: MainWindow) -> None:
    painted = Painted()
    filled.viewport().installEventFilter(painted)
    QTest.keyClicks(filled, "9")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle(window)
    model = filled.figure_model
    cells = [model.index(row, column) for row in range(len(model.rows)) for column in range(SOURCE)]
    seen = [index for index in cells if painted.region.intersects(filled.visualRect(index))]
    # The figure, what is cumulated, the ratios of both, the next cell, the frame's corners; and the heading
    # with its counts, which stands over all columns.
    assert 4 <= len(seen) <= 30
    assert filled.currentIndex().column() == VALUE


def test_the_details_are_shown_once_for_each_cell(
    page: FiguresPage, filled: FigureGrid, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    show_row = page.details.show_row

    def count(row: FigureRow, *more: Any) -> None:
        shown.append(row.id)
        show_row(row, *more)

    monkeypatch.setattr(page.details, "show_row", count)
    for sign in "121":
        QTest.keyClicks(filled, sign)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        settle(window)
    assert shown == ["1.06", "1.07", "1.08"]
