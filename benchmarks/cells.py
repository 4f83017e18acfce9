"""Leaving a cell: the checked, journaled, searchable figure beside one row committed through sqlite3."""

import itertools
import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import FigurePlace, PageName
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period, periods_of
from cchc_desktop.office import Office

from .measure import Result, in_turns

_CODE, _NEXT = "1.20", "1.21"


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
        years = 10 if times > 1 else 1
        return [stored, shown, _over_years(folder / "years", years, in_grid, times)]
    finally:
        office.close()
        bare.close()


def _over_years(folder: Path, years: int, beside: Callable[[], None], times: int) -> Result:
    """Leaving a cell where there are figures of so many years more, beside the same where there are two."""
    office = Office.open(folder)
    try:
        office.load_sample()
        with office.corrections.because("years before those that were reported"):
            _add_years(office, years)
        in_grid = _in_grid(office, folder)
        # Neither of the two windows is the one in front, which would look and cost otherwise.
        from PySide6.QtWidgets import QApplication, QWidget

        front = QWidget()
        front.show()
        front.activateWindow()
        QApplication.processEvents()
        what = "leaving a cell with figures of twelve years, beside the same with two"
        return in_turns("twelve years", what, in_grid, beside, times)
    finally:
        office.close()


def _add_years(office: Office, count: int) -> None:
    """Figures and forms of the office's first year once more, for so many years before it."""
    figures, forms = office.figures, office.dossiers
    first = min(figures.years())
    typed = {one.span: figures.ledger().typed(one) for one in periods_of(first)}
    counted = {one.span: forms.rows(one) for one in periods_of(first)}
    for year in range(first - count, first):
        for period in periods_of(year):
            if period.span.is_quarter:
                # What is carried on from the quarter before is not typed.
                forms.set_rows(
                    period, {row.id: replace(row.dossiers, carried=None) for row in counted[period.span]}
                )
            known = figures.ledger().readings(period)
            is_span = not period.span.is_quarter
            again = {
                code: figure
                for code, figure in typed[period.span].items()
                if code in known and (is_span or known[code].value is None)
            }
            _set(office, period, again)


def _set(office: Office, period: Period, figures: dict[str, Figure]) -> None:
    """Sets figures but for those that the checks refuse beside what the year before hands on."""
    while True:
        try:
            office.figures.set_figures(period, figures)
        except Refusal as refusal:
            del figures[refusal.field]
        else:
            return


def _in_grid(office: Office, folder: Path) -> Callable[[], None]:
    """Types into a cell of the page Số liệu and waits until everything that follows is shown."""
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
    window.go(FigurePlace(office.calendar.current_quarter()))
    page = window.page(PageName.FIGURES)
    assert isinstance(page, FiguresPage)
    numbers = itertools.cycle("123456789")
    # One below the other, so that each time another cell is left, and another one explained.
    codes = itertools.cycle((_CODE, _NEXT))

    def leave() -> None:
        page.grid.go_to(next(codes))
        QTest.keyClicks(page.grid, next(numbers))
        QTest.keyClick(window.focusWidget() or page.grid, Qt.Key.Key_Return)
        window.refresh_now()
        # What is laid out anew is painted in a second turn.
        for _ in range(3):
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
