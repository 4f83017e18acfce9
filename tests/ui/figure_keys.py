"""Hands on the grid of figures: keys pressed and digits typed where the cursor is, and what is seen then."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.figures.grid import FigureGrid
from cchc_desktop.ui.figures.model import VALUE
from cchc_desktop.ui.figures.page import FiguresPage

Q1, Q2, HALF = (Period.parse(f"2026-{span}") for span in ("Q1", "Q2", "6T"))
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier


def editor(grid: FigureGrid) -> QWidget | None:
    """What the current cell is edited with, if it is."""
    found = grid.indexWidget(grid.currentIndex())
    return found if isinstance(found, QLineEdit | QComboBox) else None


def press(grid: FigureGrid, key: Qt.Key, held: Qt.KeyboardModifier = NOTHING, times: int = 1) -> None:
    """Presses a key in the cell's editor, or on the grid where no cell is edited."""
    for _ in range(times):
        QTest.keyClick(editor(grid) or grid, key, held)
        # Enter in an editor closes it in a second round of events, a refusal opens it again in a third.
        for _round in range(3):
            QTest.qWait(0)


def write(grid: FigureGrid, text: str) -> None:
    """Types where the cursor is."""
    for sign in text:
        QTest.keyClicks(editor(grid) or grid, sign)


def enter(grid: FigureGrid, *texts: str) -> None:
    """Types each text and presses Enter after it."""
    for text in texts:
        write(grid, text)
        press(grid, Qt.Key.Key_Return)


def place(grid: FigureGrid) -> tuple[str, int]:
    """The row and column that the cursor is on."""
    return grid.current_row().id, grid.currentIndex().column()


def shown(grid: FigureGrid, code: str, column: int = VALUE) -> str:
    """The text of a cell."""
    return str(grid.figure_model.index(grid.figure_model.find(code), column).data())


def bubble(grid: FigureGrid) -> str:
    """The sentence at the cell, where one is shown."""
    return grid._bubble.text() if grid._bubble is not None else ""


def stored(page: FiguresPage, code: str, period: Period = Q2) -> Figure:
    """What is stored of a figure."""
    return page.shell.office.figures.ledger().figure(period, code)


def paste(grid: FigureGrid, text: str) -> None:
    """Pastes a text as a spreadsheet would have copied it."""
    QGuiApplication.clipboard().setText(text)
    press(grid, Qt.Key.Key_V, CONTROL)
