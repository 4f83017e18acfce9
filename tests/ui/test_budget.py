"""What an edit costs the main thread with each page in front, in multiples of a fixed work of Python.

The budgets leave an edit half as much again as it took when they were set, or more; refreshing pages whose
tables are not touched, or composing reports that nobody looks at, breaks them.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.places import FigurePlace, PageName, TodayPlace
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.shell import EVERYTHING
from tests.reporting import report
from tests.ui.sample_window import QUARTER, REPORTED, sample_window

EDITS = 5
FAR_PAGES = 0.25
"""The budget of an edit that the page in front shows nothing of: it is stored, and the foot line says so."""
OWN_PAGES = 5
"""The budget of a renamed unit where units are shown: in lists of tasks, whose cells are painted anew."""


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        # Pages are rendered by a worker, and come whenever they are ready.
        made.office.settings.set_preference("reports.preview", "folded")
        made.office.settings.set_preference("plan.preview", "folded")
        yield made


def yardstick() -> None:
    """About 50 ms of plain Python where an edit takes what it did when the budgets were set."""
    total = 0
    for number in range(650_000):
        total += number * number % 7


def took(work: Callable[[], object]) -> float:
    """The CPU time of this thread for some work; that of workers, and of other programs, is not in it."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def cost(window: MainWindow, edit: Callable[[int], object]) -> float:
    """What an edit costs until all that follows is shown, in yardsticks: medians, after one that is not
    counted."""

    def settle() -> None:
        window.refresh_now()
        # What is laid out anew is painted in a second turn.
        for _ in range(3):
            QApplication.processEvents()

    def edited(number: int) -> None:
        edit(number)
        settle()

    settle()
    edited(0)
    turns = [(took(partial(edited, number)), took(yardstick)) for number in range(1, EDITS + 1)]
    edits, yards = zip(*turns, strict=True)
    return statistics.median(edits) / statistics.median(yards)


def test_the_progress_of_a_task_with_today_in_front(window: MainWindow) -> None:
    window.go(TodayPlace())
    task = next(row for row in window.office.tasks.rows() if 0 < row.percent < 100 and not row.turns)

    def edit(number: int) -> None:
        update = TaskUpdate(date(2026, 11, 1) + timedelta(days=number), 50 + number, f"Bước {number}")
        report(window.office, task.id, update)

    # Of the report that comes next it shows what is missing and wrong: what the task counts for is worked
    # out anew, and so are the lines of 120 tasks.
    assert cost(window, edit) < 1.4


def test_a_figure_with_the_figures_in_front(window: MainWindow) -> None:
    # No report of it has gone out, as is usual where figures are typed.
    quarter = QUARTER.next_one
    window.go(FigurePlace(quarter, "1.06"))
    assert cost(window, lambda n: window.office.figures.type_figure(quarter, "1.06", str(60 + n))) < 0.5


def test_a_remark_with_a_report_open(window: MainWindow) -> None:
    window.go(REPORTED)
    reports = window.office.reports
    edits = cost(window, lambda n: reports.set_remarks(QUARTER, 3, difficulties=f"Thiếu {n} máy quét."))
    window.page(PageName.REPORTS).show_place(replace(REPORTED, period=None))
    assert edits < 3.5


@pytest.mark.parametrize("name", list(PageName))
def test_a_renamed_unit_costs_next_to_nothing_where_units_are_not_shown(
    window: MainWindow, name: PageName
) -> None:
    assert window.open_page(name)
    unit = window.office.settings.units()[0]
    shown = cost(window, lambda n: window.office.settings.save_unit(replace(unit, name=f"Văn phòng {n}")))
    reads = window.page(name).reads
    assert shown < (OWN_PAGES if reads == EVERYTHING or "units" in reads else FAR_PAGES)
