"""An office of 100,000 register rows and 20,000 tasks beside the sample, in processor time."""

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cchc_desktop.domain.tasks import IN_FORCE, TaskRow, TaskUpdate
from cchc_desktop.office import Office

from .large_office import ROWS, TASKS, fill
from .measure import Result

_REGISTER = "kiem-tra"


def measure(folder: Path, times: int) -> list[Result]:
    """What waits for the data on Hôm nay, and after what is typed; a hundredth of it where it is one turn."""
    part, turns = (1, 5) if times > 1 else (100, 1)
    large = folder / "large"
    large.mkdir()
    shutil.copy(folder / "cchc.db", large)
    office = Office.open(large)
    try:
        fill(office, ROWS // part, TASKS // part)
    finally:
        office.close()
    ours, theirs = (_taken(each, turns) for each in (large, folder))
    return [Result(name, took, theirs[name], turns, "beside the sample") for name, took in ours.items()]


def _taken(folder: Path, turns: int) -> dict[str, float]:
    office = Office.open(folder)
    took: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        took.setdefault(name, []).append((time.process_time() - began) * 1000)

    try:
        timed("large, first screen", lambda: (office.tasks.rows(IN_FORCE), office.todo.lines(at_hand=True)))
        timed("large, all lines", office.todo.lines)
        for turn in range(turns):
            task = _open_task(office)

            def report(turn: int = turn, task: TaskRow = task) -> None:
                office.tasks.report(task.id, TaskUpdate(office.today, 10 + turn))
                office.todo.lines()

            def add(turn: int = turn) -> None:
                values = {"ngay": "1/11/2026", "don_vi": f"Nơi {turn}", "loai": "Định kỳ"}
                office.registers.add(_REGISTER, values)
                office.todo.lines()

            timed("large, a report", report)
            timed("large, a row", add)
    finally:
        office.close()
    return {name: statistics.median(each) for name, each in took.items()}


def _open_task(office: Office) -> TaskRow:
    """A task of the year that is not late, so that no reason is asked for."""
    return next(row for row in office.tasks.rows() if row.status.is_open and row.due > office.today)
