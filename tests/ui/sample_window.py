"""The window on the sample office, which is slow to make: once for a module of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from cchc_desktop.domain.places import ReportPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.sample_office import lay_sample

TODAY = date(2026, 11, 28)
"""A day on which a report is due."""
QUARTER = Period.parse("2026-Q3")
REPORTED = ReportPlace(QUARTER)
ISSUED = ReportPlace(Period.parse("2026-Q1"))
"""A report that went out."""


@contextmanager
def sample_window(folder: Path) -> Iterator[MainWindow]:
    """The window on a new sample office, shown."""
    lay_sample(folder, TODAY)
    office = Office.open(folder, today=lambda: TODAY, clock=lambda: datetime(2026, 11, 28, 9, 30))
    try:
        window = MainWindow(office, folder)
        window.resize(1366, 768)
        window.show()
        yield window
        window.close()
        window.deleteLater()
    finally:
        office.close()
