"""Leaving a cell: the checked, journaled, searchable figure beside one row committed through sqlite3."""

import itertools
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from cchc_desktop.office import Office

from .measure import Result, in_turns

_CODE = "1.20"


def measure(folder: Path, times: int) -> list[Result]:
    """A figure typed in a full year of figures: without the window, and in the grid with its refresh."""
    bare = _bare(folder / "bare.db")
    numbers = itertools.count(1)
    office = Office.open(folder)
    try:
        period = office.calendar.current_quarter()

        def typed() -> None:
            office.figures.type_figure(period, _CODE, str(next(numbers)))

        def committed() -> None:
            bare.execute("UPDATE figures SET value = ? WHERE id = 1", [str(next(numbers))])
            bare.commit()

        stored = in_turns(
            "a figure stored", "checks, journal, search text, one commit", typed, committed, times
        )
        in_grid = _in_grid(office, folder)
        what = "the same by its keys in the grid, until it shows what follows"
        shown = in_turns("leaving a cell", what, in_grid, committed, times)
        return [stored, shown]
    finally:
        office.close()
        bare.close()


def _in_grid(office: Office, folder: Path) -> Callable[[], None]:
    """Types into one cell of the page Số liệu and waits until everything that follows is shown."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui.app import prepare
    from cchc_desktop.ui.figures.page import FiguresPage
    from cchc_desktop.ui.frame.main_window import MainWindow

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)
    window = MainWindow(office, folder)
    window.resize(1366, 768)
    window.show()
    window.open_figures(office.calendar.current_quarter())
    page = window.page("figures")
    assert isinstance(page, FiguresPage)
    numbers = itertools.cycle("123456789")

    def leave() -> None:
        page.grid.go_to(_CODE)
        QTest.keyClicks(page.grid, next(numbers))
        QTest.keyClick(QApplication.focusWidget() or page.grid, Qt.Key.Key_Return)
        window.refresh_now()
        app.processEvents()

    return leave


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = DELETE", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE figures (id INTEGER PRIMARY KEY, value TEXT) STRICT")
    connection.execute("INSERT INTO figures VALUES (1, '')")
    connection.commit()
    return connection
