"""The data of the sample commune, which are slow to make: once for each day, and copied for each test."""

import os
import shutil
import tempfile
from datetime import date, datetime, time
from pathlib import Path

from cchc_desktop.office import Office

_kept: list[Path] = []


def keep_samples(folder: Path) -> None:
    """Says where samples are kept; processes that test side by side name the same folder."""
    folder.mkdir(exist_ok=True)
    _kept[:] = [folder]


def lay_sample(folder: Path, day: date) -> None:
    """Puts the closed data of a new sample there, made at nine of that day.

    Whoever opens them is another device than the one that made them, as with any copy of data.
    """
    shutil.copytree(_made(day), folder, dirs_exist_ok=True)


def _made(day: date) -> Path:
    [kept] = _kept
    made = kept / day.isoformat()
    if made.exists():
        return made
    new = Path(tempfile.mkdtemp(dir=kept))
    office = Office.open(new, lambda: day, lambda: datetime.combine(day, time(9)))
    try:
        office.load_sample()
    finally:
        office.close()
    try:
        os.rename(new, made)
    except OSError:
        # Another process was faster.
        shutil.rmtree(new)
    return made
