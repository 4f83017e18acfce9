"""The data of the sample commune, which are slow to make: once for each day, and copied for each test."""

import atexit
import shutil
import tempfile
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from cchc_desktop.office import Office


def lay_sample(folder: Path, day: date) -> None:
    """Puts the closed data of a new sample there, made at nine of that day.

    Whoever opens them is another device than the one that made them, as with any copy of data.
    """
    shutil.copytree(_made(day), folder, dirs_exist_ok=True)


@cache
def _made(day: date) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cchc-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = Office.open(folder, lambda: day, lambda: datetime.combine(day, time(9)))
    try:
        office.load_sample()
    finally:
        office.close()
    return folder
