"""The plots of the first page over the sample's year, reckoned anew from the texts that it is made of.

The plan, the reports on its tasks, the figures and the forms are read here as text, by rules of this test's
own: nothing of what the program reads, counts or stores is asked.
"""

import calendar
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cchc_desktop import resources
from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.today.page import TodayPage
from tests.ui.sample_window import TODAY, sample_window

YEAR = TODAY.year
AREAS = range(1, 9)


def described(name: str) -> dict[str, Any]:
    """A file of the sample."""
    return tomllib.loads(resources.read_text("sample", name))


# Tasks


@dataclass
class Task:
    """A task as the plan's text has it, and what was reported on it: days, percents, turns."""

    area: int
    due: date
    step: int
    """How many months lie between two turns of it; 0 where it does not come again."""
    reports: list[tuple[date, int, str]]

    def turns(self) -> dict[str, date]:
        """The days on which its turns are due."""
        months = range(self.step, 13, self.step) if self.step else ()
        return {f"{YEAR}-{month:02}": last_day(month) for month in months}

    def parts(self) -> dict[date, str]:
        """How its turns stand today, or it as a whole, by the days on which they are due."""
        known = [report for report in self.reports if report[0] <= TODAY]
        if not self.step:
            return {self.due: standing(known, self.due)}
        return {
            due: standing([report for report in known if report[2] == turn], due)
            for turn, due in self.turns().items()
        }

    def next_due(self) -> date:
        """The day on which what is open of it is due first."""
        return min(due for due, part in self.parts().items() if not part.startswith("done"))

    def status(self) -> str:
        """How it stands today."""
        parts = list(self.parts().values())
        if len(parts) == 1:
            return parts[0]
        if "overdue" in parts:
            return "overdue"
        if all(part.startswith("done") for part in parts):
            return "done_late" if "done_late" in parts else "done_on_time"
        return "in_progress" if set(parts) != {"not_due"} else "not_due"


def standing(known: list[tuple[date, int, str]], due: date) -> str:
    """How something stands on which this was reported."""
    day, percent, _ = max(known, default=(TODAY, 0, ""))
    if percent == 100:
        return "done_on_time" if day <= due else "done_late"
    if due < TODAY:
        return "overdue"
    return "in_progress" if percent else "not_due"


def last_day(month: int) -> date:
    """The last day of a month of the year."""
    return date(YEAR, month, calendar.monthrange(YEAR, month)[1])


def due_day(words: str) -> date:
    """The day by which the plan's words have a task done: the year's last where they name none."""
    if found := re.search(r"(\d+)(?:/| tháng )(\d+)(?:/| năm )\{year\}", words):
        return date(YEAR, int(found[2]), int(found[1]))
    if found := re.fullmatch(r"Tháng (\d+)/\{year\}", words):
        return last_day(int(found[1]))
    if found := re.fullmatch(r"Quý (I|II|III|IV)/\{year\}", words):
        return last_day(3 * ("I", "II", "III", "IV").index(found[1]) + 3)
    assert words in ("Thường xuyên", "Hằng quý", "Hằng tháng"), words
    return last_day(12)


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    """The tasks of the plan's text."""
    progress = {(each["area"], each["task"]): each for each in described("office.toml")["updates"]}
    found: list[Task] = []
    area, number, in_tasks = 0, 0, False
    for line in resources.read_text("sample", "plan.txt").splitlines():
        if heading := re.match(r"2\.(\d)\. ", line):
            area, number, in_tasks = int(heading[1]), 0, False
        elif line.startswith("b) "):
            in_tasks = True
        elif line.startswith("("):
            break
        elif in_tasks and line.startswith("- "):
            number += 1
        elif words := line.startswith("Thời gian hoàn thành: ") and line.partition(": ")[2].rstrip("."):
            entry = progress.get((area, number), {"entries": []})
            reports = [
                (
                    date.fromisoformat(f"{YEAR}-{each['day']}"),
                    each["percent"],
                    each.get("part", "").replace("{year}", str(YEAR)),
                )
                for each in entry["entries"]
            ]
            step = {"Hằng tháng": 1, "Hằng quý": 3}[words] if entry.get("comes_again") else 0
            found.append(Task(area, due_day(words), step, reports))
    return found


@pytest.fixture(scope="module")
def page(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TodayPage]:
    with sample_window(tmp_path_factory.mktemp("sample")) as window:
        yield today_page(window)


def today_page(window: MainWindow) -> TodayPage:
    """The first page, with all that it shows."""
    found = window.page(PageName.TODAY)
    assert isinstance(found, TodayPage)
    window.refresh_now()
    return found


def test_the_year_has_120_tasks(tasks: list[Task]) -> None:
    assert len(tasks) == 120
    assert {task.area for task in tasks} == set(AREAS)
    stands = Counter(task.status() for task in tasks)
    assert set(stands) == {"done_on_time", "done_late", "in_progress", "overdue", "not_due"}
    assert sum(bool(task.step) for task in tasks) == 9


def test_bars_are_the_tasks_of_each_area(page: TodayPage, tasks: list[Task]) -> None:
    shown = {
        bar.code: {status.value: count for status, count in bar.counts.items() if count}
        for bar in page.below.plot._bars
    }
    assert shown == {
        area: dict(Counter(task.status() for task in tasks if task.area == area)) for area in AREAS
    }
    said = page.below.plot.accessibleDescription()
    for area in AREAS:
        assert f": {sum(task.area == area for task in tasks)} nhiệm vụ (" in said.split("; ")[area - 1]


def test_cells_are_the_open_tasks_of_an_area_and_a_month(page: TodayPage, tasks: list[Task]) -> None:
    worst_first = ("overdue", "in_progress", "not_due")
    wanted: dict[tuple[int, tuple[int, int]], list[str]] = {}
    for task in tasks:
        if task.status() in worst_first:
            due = task.next_due()
            wanted.setdefault((task.area, (due.year, due.month)), []).append(task.status())
    heat_map = page.below.heat_map
    assert {key: (cell.count, cell.worst.value) for key, cell in heat_map._heat.items()} == {
        key: (len(statuses), min(statuses, key=worst_first.index)) for key, statuses in wanted.items()
    }
    assert [row.code for row in heat_map._rows] == list(AREAS)
    assert list(heat_map._months) == [(YEAR, month) for month in range(1, 13)]
    assert heat_map._now == (YEAR, TODAY.month)
    said = heat_map.accessibleDescription().split("; ")
    assert len(said) == len(wanted)
    assert any(f"hạn tháng 9/{YEAR}: 1 nhiệm vụ chưa xong, quá hạn" in each for each in said)


# Ratios

FORM = ("online", "direct", "early", "on_time", "late", "waiting", "waiting_late")
RATIOS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "3.24": (("early", "on_time"), ("early", "on_time", "late")),
    "3.25": (("online",), ("online", "direct")),
    "3.39": (("3.38",), ("3.37",)),
    "3.29": (("3.28",), ("online", "direct")),
    "3.49": (("3.48",), ("3.47",)),
}
"""What each ratio is of what: columns of the form of dossiers, and typed figures."""
TARGETS = {"3.24": 98, "3.25": 70, "3.39": 60, "3.29": 95, "3.49": 95}
"""What the plan asks for."""


def amount(names: tuple[str, ...], year: str, quarters: range) -> int:
    """What columns and figures come to over quarters of a year."""
    forms, typed = described("dossiers.toml")[year], described("figures.toml")[year]
    return sum(
        sum(rows[quarter][FORM.index(name)] for rows in forms.values())
        if name in FORM
        else typed[name][quarter]
        for name in names
        for quarter in quarters
    )


def ratio(code: str, year: str, quarters: range) -> Fraction:
    """A ratio over quarters of a year, in percent."""
    part, whole = RATIOS[code]
    return Fraction(100 * amount(part, year, quarters), amount(whole, year, quarters))


OVER = [("previous_year", quarter) for quarter in range(4)] + [("this_year", quarter) for quarter in range(3)]
"""The quarters whose figures are there: the eighth is running, and its forms come with its last days."""


def test_lines_are_the_ratios_of_eight_quarters(page: TodayPage) -> None:
    trends = [plot.trend for plot in page.below.trends if plot.trend is not None]
    assert [trend.indicator.code for trend in trends] == list(RATIOS)
    for trend in trends:
        code = trend.indicator.code
        assert [(period.year, period.span.value) for period, _ in trend.points] == [
            (year, f"Q{quarter}") for year in (YEAR - 1, YEAR) for quarter in range(1, 5)
        ]
        own = [ratio(code, year, range(quarter, quarter + 1)) for year, quarter in OVER]
        grown = [ratio(code, year, range(quarter + 1)) for year, quarter in OVER]
        assert [reading.value for _, reading in trend.points] == [*own, None], code
        assert [reading.value for reading in trend.cumulated] == [*grown, None], code
        assert trend.total.value == grown[-1]
        assert trend.target is not None
        assert trend.target.measure.value == TARGETS[code]
        assert trend.met == (grown[-1] >= TARGETS[code])


def test_dots_lie_where_their_numbers_are(page: TodayPage) -> None:
    """Heights are in proportion, between the least and the greatest of all that is drawn and some air."""
    for plot in page.below.trends:
        assert plot.trend is not None
        code = plot.trend.indicator.code
        own = [float(ratio(code, year, range(quarter, quarter + 1))) for year, quarter in OVER]
        grown = [float(ratio(code, year, range(quarter + 1))) for year, quarter in OVER]
        least, most = min([*own, *grown, TARGETS[code]]), max([*own, *grown, TARGETS[code]])
        bottom, top = plot._point(0, least).y(), plot._point(0, most).y()
        assert plot._room().top() < top < bottom < plot._room().bottom()
        for number, value in enumerate(own):
            at = plot._point(number, value)
            assert at.y() == pytest.approx(bottom - (value - least) / (most - least) * (bottom - top))
            assert at.x() == pytest.approx(plot._room().left() + plot._room().width() * (2 * number + 1) / 16)
            shown = f"{round(value, 2):.2f}".rstrip("0").rstrip(".").replace(".", ",")
            quarter = f"Quý {('I', 'II', 'III', 'IV')[number % 4]} năm {YEAR - 1 + number // 4}: {shown}%"
            assert quarter in plot.accessibleDescription(), code
