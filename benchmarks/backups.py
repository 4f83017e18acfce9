"""Backups beside what they stand on: copying and hashing a file, and opening it without a look at its bytes.

The longest block says how long a figure takes to store while a worker backs up 150 MB.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.tasks import IN_FORCE
from cchc_desktop.office import Office
from cchc_desktop.storage import backup_files, backups, database, fingerprint
from tests.large_office import make

from .measure import Result, in_turns

_PIECE = 1 << 20
_CODE = "1.20"


def measure(folder: Path, times: int) -> list[Result]:
    """A backup of 150 MB, what is typed meanwhile, and opening 50 MB; of the sample where it is one turn."""
    large, middle = folder / "large", folder / "middle"
    if times > 1:
        make(large, years=4, megabytes=150)
        make(middle, years=2, megabytes=50)
    else:
        large = middle = folder
    return [*_of_backups(large, times), _of_opening(middle, times)]


def _of_backups(folder: Path, times: int) -> list[Result]:
    office = Office.open(folder)
    try:
        connection = office._desk.store._data.connection

        def backed_up() -> None:
            work = backups.Work(is_beside=True)
            backup_files.remove(backups.make(connection, folder, Reason.INTERVAL, work=work))

        def copied() -> None:
            copy = folder / "bare.tmp"
            with open(folder / database.FILE_NAME, "rb") as source, open(copy, "wb") as target:
                shutil.copyfileobj(source, target, _PIECE)
                target.flush()
                os.fsync(target.fileno())
            digest = sha256()
            with open(copy, "rb", buffering=0) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
            copy.unlink()

        # Closing a handle lets go of SQLite's lock on the file, which nobody else wants here.
        what = "copied by SQLite, synced, hashed, checked as a whole, read back"
        result = in_turns("a verified backup", what, backed_up, copied, times)
        return [result, _typing(office, backed_up, times)]
    finally:
        office.close()


def _typing(office: Office, backed_up: Callable[[], None], times: int) -> Result:
    """The longest time that storing a figure takes while a worker backs up, beside the longest without."""
    period = office.calendar.current_quarter()

    def longest(goes_on: Callable[[], bool]) -> float:
        worst, number = 0.0, 0
        while goes_on() or number < 20:
            number += 1
            began = time.perf_counter()
            with office.corrections.because("đếm lại"):
                office.figures.type_figure(period, _CODE, str(number % 9 + 1))
            worst = max(worst, time.perf_counter() - began)
            time.sleep(0.005)  # Who types pauses longer than that.
        return worst * 1000

    beside, alone = [], []
    for _ in range(times):
        worker = threading.Thread(target=backed_up)
        worker.start()
        beside.append(longest(worker.is_alive))
        worker.join()
        alone.append(longest(bool))
    what = "the longest that storing a figure took while a backup was made, beside without one"
    return Result(
        "longest block", sorted(beside)[len(beside) // 2], sorted(alone)[len(alone) // 2], times, what
    )


def _of_opening(folder: Path, times: int) -> Result:
    """An office opened as it is, beside one whose bytes nobody holds against their checksum."""
    kept = fingerprint.read(folder)
    assert kept is not None
    by_bytes = fingerprint.of_file

    def opened() -> None:
        office = Office.open(folder)
        try:
            _read_first_page(office)
        finally:
            office.close()

    def unlooked() -> None:
        fingerprint.of_file = lambda path, generation: kept  # noqa: ARG005
        try:
            opened()
        finally:
            fingerprint.of_file = by_bytes

    what = "opened and the first page read, beside the same without holding the file against its checksum"
    return in_turns("opening 50 MB", what, opened, unlooked, times)


def _read_first_page(office: Office) -> None:
    """What the first page reads."""
    office.plans.heads()
    office.tasks.rows(IN_FORCE)
    for dates in office.calendar.reports_due():
        office.reports.schedule.standing(dates.period)
    office.trends.over()
