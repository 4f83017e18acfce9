"""What needs a hand (Hôm nay): lines from everything that the office follows, by when they need it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .dates import short_date
from .duties import weekday
from .names import name_key, unit_key
from .places import Place
from .tasks import TaskRow, TaskStatus
from .text import fold, sort_key

WEEK_DAYS = 7
"""What is due within so many days is this week's work: until the weekly meeting of the next week."""
NO_REPORT_DAYS = 30
"""How far an office looks ahead that has no report to come."""
_LEAST_ALIKE = 24
"""From so many letters on a text that stands within another one tells of the same thing."""


class Urgency(StrEnum):
    """How soon something needs a hand, the most urgent first."""

    TODAY = "today"
    """Late, or due today; also what is due on a day off with no working day left before it."""
    WEEK = "week"
    REPORT = "report"
    """Before the report goes out that is next after this week."""


class Source(StrEnum):
    """What a line comes from; in this order where two are due on one day."""

    FIGURES = "figures"
    REPORT = "report"
    TASK = "task"
    REGISTER = "register"
    RULE = "rule"
    EVIDENCE = "evidence"
    SCORES = "scores"
    DOUBTS = "doubts"

    @property
    def label(self) -> str:
        """The source in Vietnamese."""
        return _SOURCE_LABELS[self]


_SOURCE_LABELS = {
    Source.REPORT: "Báo cáo",
    Source.FIGURES: "Số liệu",
    Source.TASK: "Nhiệm vụ",
    Source.REGISTER: "Sổ theo dõi",
    Source.RULE: "Quy định phải giữ",
    Source.EVIDENCE: "Minh chứng",
    Source.SCORES: "Chỉ số CCHC",
    Source.DOUBTS: "Dòng nghi trùng",
}
_SOURCES = list(Source)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs a hand.

    ``sentence`` says what is to be done, ``due`` by when (None: before the next report), ``by`` the last
    working day for it; ``place`` is where it is done. ``unit`` and ``officer`` say whose it is, ``area`` the
    reform area (0: none, or all). ``about`` is the thing itself in its own words, by which two lines on one
    thing are told. ``note`` says how far it is; ``part`` is what of it is meant: a sub-task of a
    task, which of a register's deadlines.
    """

    id: str
    source: Source
    sentence: str
    due: date | None
    by: date | None
    place: Place
    officer: str = ""
    unit: str = ""
    area: int = 0
    about: str = ""
    note: str = ""
    part: str = ""

    @property
    def who(self) -> str:
        """Whose it is in one line: the officer, or else the unit."""
        return self.officer or self.unit

    def when(self, today: date) -> str:
        """By when, in words: «quá hạn 3 ngày», «hôm nay», «thứ Sáu, 19/06/2026», «30/06/2026»."""
        if self.due is None:
            return "trước kỳ báo cáo tới"
        days = (self.due - today).days
        if days < 0:
            return f"quá hạn {-days} ngày"
        if days <= 1:
            return "ngày mai" if days else "hôm nay"
        day = short_date(self.due)
        return f"{_lower(weekday(self.due))}, {day}" if days <= WEEK_DAYS else day

    def left(self, today: date) -> str:
        """How long there is: «quá hạn 3 ngày», «hôm nay», «còn 5 ngày»; nothing where it has no day."""
        days = (self.due - today).days if self.due is not None else 0
        return f"còn {days} ngày" if days > 0 else self.when(today) if self.due is not None else ""

    def said(self, today: date) -> str:
        """The whole line as one sentence: what is to be done, and by when."""
        if self.due is not None and short_date(self.due) in self.sentence:
            return f"{self.sentence}."
        when = self.when(today)
        late = f" (hạn {short_date(self.due)})" if self.due is not None and self.due < today else ""
        note = f" ({self.note})" if self.note else ""
        return f"{self.sentence}{note}: {when}{late}."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


@dataclass(frozen=True, slots=True)
class Horizon:
    """What the groups of lines reach to from ``today``: this week, and the report that is next after it
    (``report`` names it, ``ends`` is its due day; no report is named where none is to come)."""

    today: date
    ends: date
    report: str = ""

    @classmethod
    def of(cls, today: date, due: date | None = None, report: str = "") -> "Horizon":
        """The horizon for a report that is due after this week; without one a month is looked ahead."""
        if due is None:
            return cls(today, today + timedelta(days=NO_REPORT_DAYS))
        return cls(today, due, report)

    @property
    def week_ends(self) -> date:
        """The last day of what is this week's work."""
        return self.today + timedelta(days=WEEK_DAYS)

    def urgency(self, line: Line) -> Urgency | None:
        """How soon a line needs a hand; None where that is beyond the next report."""
        day = line.by or line.due
        if day is None:
            return Urgency.REPORT
        if day <= self.today:
            return Urgency.TODAY
        if day <= self.week_ends:
            return Urgency.WEEK
        return Urgency.REPORT if day <= self.ends else None

    def title(self, urgency: Urgency) -> str:
        """What a group of lines is called: «Hôm nay», «Tuần này, đến 22/06/2026»."""
        match urgency:
            case Urgency.TODAY:
                return "Hôm nay và quá hạn"
            case Urgency.WEEK:
                return f"Trong 7 ngày tới, đến {short_date(self.week_ends)}"
        if not self.report:
            return f"Tiếp theo, đến {short_date(self.ends)}"
        return f"Trước {_lower(self.report)}, hạn gửi {short_date(self.ends)}"


Group = tuple[Urgency, tuple[Line, ...]]


def ordered(lines: Iterable[Line], horizon: Horizon) -> tuple[Line, ...]:
    """The lines within the horizon: by urgency, then by the day that they are needed by; what
    is told by two lines is told once."""
    kept = [line for line in told_once(lines) if horizon.urgency(line) is not None]
    return tuple(
        sorted(
            kept,
            key=lambda line: (
                line.by or line.due or date.max,
                line.due or date.max,
                _SOURCES.index(line.source),
                line.area or 99,
            ),
        )
    )


def grouped(lines: Iterable[Line], horizon: Horizon) -> tuple[Group, ...]:
    """The lines by urgency, the most urgent first; a group that has none is there, too."""
    found: dict[Urgency, list[Line]] = {urgency: [] for urgency in Urgency}
    for line in lines:
        if (urgency := horizon.urgency(line)) is not None:
            found[urgency].append(line)
    return tuple((urgency, tuple(each)) for urgency, each in found.items())


def told_once(lines: Iterable[Line]) -> list[Line]:
    """The lines without those of registers that tell of a task which has a line of its own, as a task from
    above may stand both in the plan and in the register of such tasks."""
    lines = list(lines)
    tasks = [fold(line.about).strip(" .;") for line in lines if line.source is Source.TASK]
    exact = set(tasks)
    long = [text for text in tasks if len(text) >= _LEAST_ALIKE]

    def is_told(line: Line) -> bool:
        about = fold(line.about).strip(" .;")
        if line.source is not Source.REGISTER or not about:
            return False
        if about in exact:
            return True
        return len(about) >= _LEAST_ALIKE and any(about in text or text in about for text in long)

    return [line for line in lines if not is_told(line)]


def is_of(line: Line, officer: str, unit: str = "") -> bool:
    """Whether a line is an officer's: it names the officer or, where it names nobody, the officer's unit."""
    if line.officer:
        return name_key(line.officer) == name_key(officer)
    return bool(unit) and bool(line.unit) and unit_key(line.unit) == unit_key(unit)


def is_of_unit(line: Line, unit: str, officers: Iterable[str] = ()) -> bool:
    """Whether a line is a unit's, by its own name or as that of one of its ``officers``."""
    if line.unit and unit_key(line.unit) == unit_key(unit):
        return True
    return bool(line.officer) and name_key(line.officer) in set(map(name_key, officers))


def by_person(lines: Iterable[Line]) -> list[tuple[str, str, tuple[Line, ...]]]:
    """The lines by unit and officer in the order of their names; what is nobody's comes last."""
    found: dict[tuple[str, str], list[Line]] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for line in lines:
        key = (unit_key(line.unit) if line.unit else "", name_key(line.officer) if line.officer else "")
        names.setdefault(key, (line.unit, line.officer))
        found.setdefault(key, []).append(line)

    def place(key: tuple[str, str]) -> tuple[bool, bool, str, bool, str]:
        unit, officer = names[key]
        return not (unit or officer), not unit, sort_key(unit), not officer, sort_key(officer)

    return [(*names[key], tuple(found[key])) for key in sorted(found, key=place)]


# Areas and months


@dataclass(frozen=True, slots=True)
class Heat:
    """The open tasks of an area that are due in a month: how many, and the worst status among them."""

    count: int
    worst: TaskStatus


_WORST = (TaskStatus.OVERDUE, TaskStatus.IN_PROGRESS, TaskStatus.NOT_DUE)
"""From the one on that wants attention first."""

Month = tuple[int, int]


def heat(rows: Iterable[TaskRow]) -> dict[tuple[int, Month], Heat]:
    """How many open tasks each area has in each month (year and number) of their due days."""
    found: dict[tuple[int, Month], list[TaskStatus]] = {}
    for row in rows:
        if row.status in _WORST:
            found.setdefault((row.area, (row.due.year, row.due.month)), []).append(row.status)
    return {key: Heat(len(statuses), min(statuses, key=_WORST.index)) for key, statuses in found.items()}


def months_of(today: date, known: Iterable[Month]) -> Sequence[Month]:
    """The months of a plot: those of this year, and further ones as far as something is due in them."""
    every = {*((today.year, month) for month in range(1, 13)), *known}
    return sorted(every)
