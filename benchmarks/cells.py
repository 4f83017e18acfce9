"""Leaving a cell: the checked, journaled, searchable figure beside one row committed through sqlite3."""

import itertools
import sqlite3
from pathlib import Path

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office

from .measure import Result, in_turns

_CODE = "1.20"


def measure(folder: Path, times: int) -> list[Result]:
    """A figure typed in a full year of figures: without the window, and in the grid with its refresh."""
    bare = _bare(folder / "bare.db")
    numbers = itertools.count(1)
    office = Office.open(folder)
    try:
        period = office.figures.current_quarter()

        def typed() -> None:
            office.figures.type_figure(period, _CODE, str(next(numbers)))

        def committed() -> None:
            bare.execute("UPDATE figures SET value = ? WHERE id = 1", [str(next(numbers))])
            bare.commit()

        stored = in_turns(
            "a figure stored", "checks, journal, search text, one commit", typed, committed, times
        )
        shown = in_turns(
            "leaving a cell", "the same in the grid, until it shows what follows", _in_grid(office, period, folder),
            committed, times,
        )  # fmt: skip
        return [stored, shown]
    finally:
        office.close()
        bare.close()


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = DELETE", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE figures (id INTEGER PRIMARY KEY, value TEXT) STRICT")
    connection.execute("INSERT INTO figures VALUES (1, '')")
    connection.commit()
    return connection
