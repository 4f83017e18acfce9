"""What somebody, or a unit, did in a month or quarter: three numbers from tasks, and the points of a rule.

The program proposes; who rates decides (Nghị định số 335/2025/NĐ-CP). A task counts where its due day lies,
as far as it was reported by the end of the period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .errors import Refusal
from .formulas import rounded
from .names import name_key, unit_key
from .numerals import format_number
from .text import fold
from .work_periods import WorkPeriod
from .work_rules import Band, Counted, WorkPart, WorkRule

_MOST_FACTOR, _MOST_TIMES, _DECIMALS = Decimal(100), 99, 2
_ONE, _NONE = Fraction(1), Fraction(0)

ACCEPTED, NOT_ACCEPTED = "Đạt", "Chưa đạt"


class Role(StrEnum):
    """What somebody has in a task."""

    LEAD = "lead"
    SUPPORT = "support"

    @property
    def label(self) -> str:
        """The role in Vietnamese."""
        return "Chủ trì" if self is Role.LEAD else "Phối hợp"


@dataclass(frozen=True, slots=True)
class TaskMark:
    """What is noted of a task's (or of one of its turns') product, beside what its days tell.

    ``officer`` is somebody who supports the task; empty for who follows it. ``product`` is empty for the one
    that the plan names. ``faults`` is how often the product had to be done again, ``times_late`` how often it
    was late where that is other than the days tell. Raises Refusal for numbers that are none.
    """

    task_id: str
    turn: str = ""
    officer: str = ""
    product: str = ""
    factor: Decimal = Decimal(1)
    accepted: bool = True
    faults: int = 0
    times_late: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        exponent = self.factor.as_tuple().exponent
        if not isinstance(exponent, int) or not 0 < self.factor <= _MOST_FACTOR or -exponent > _DECIMALS:
            raise Refusal("Hệ số quy đổi phải lớn hơn 0, đến 100, nhiều nhất hai số lẻ.", "factor")
        for name, times in (("faults", self.faults), ("times_late", self.times_late)):
            if times is not None and not 0 <= times <= _MOST_TIMES:
                raise Refusal(f"Số lần phải từ 0 đến {_MOST_TIMES}.", name)

    @property
    def id(self) -> str:
        """How it is stored: of which task, which turn, whom."""
        return mark_id(self.task_id, self.turn, self.officer)

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing but what holds without it."""
        return not self.officer and self == TaskMark(self.task_id, self.turn)

    @property
    def quality(self) -> str:
        """How the quality is written in one cell: «Đạt», «Chưa đạt», or the number of faults."""
        if not self.accepted:
            return NOT_ACCEPTED
        return str(self.faults) if self.faults else ACCEPTED


def mark_id(task_id: str, turn: str, officer: str = "") -> str:
    """How what is noted of a product is stored."""
    return f"{task_id}:{turn}:{name_key(officer)}"


def read_quality(text: str) -> tuple[bool, int]:
    """Whether a product is accepted, and with how many faults, as a cell says it: «Đạt», «Chưa đạt», «2».

    Raises Refusal for anything else.
    """
    words = fold(text).strip()
    if words in ("", "dat", "d", "x", "co"):
        return True, 0
    if words in ("chua dat", "khong dat", "khong", "cd", "k", "kd"):
        return False, 0
    if words.isdecimal() and words.isascii() and int(words[:4]) <= _MOST_TIMES:
        return True, int(words[:4])
    raise Refusal("Hãy ghi «Đạt», «Chưa đạt» hoặc số lần lỗi (0 đến 99).", "quality")


@dataclass(frozen=True, slots=True)
class Rating:
    """The points for general criteria that somebody gave an officer in a period."""

    period: str
    officer: str
    general: Decimal
    note: str = ""

    @property
    def id(self) -> str:
        """How it is stored: when, and whom."""
        return f"{self.period}:{name_key(self.officer)}"


@dataclass(frozen=True, slots=True)
class Work:
    """A task or one of its turns, as far as it counts here: who, by when, and what was reported.

    ``reports`` are the days and percents reported, oldest first; ``reason`` says why it is late.
    """

    task_id: str
    text: str
    due: date
    turn: str = ""
    product: str = ""
    officer: str = ""
    lead: str = ""
    supports: tuple[str, ...] = ()
    reports: tuple[tuple[date, int], ...] = ()
    reason: str = ""
    area: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Which task and turn it is."""
        return self.task_id, self.turn

    def done_on(self, day: date) -> date | None:
        """The day on which it was reported done, as far as that is known on a day; None while it is not."""
        known = [report for report in self.reports if report[0] <= day]
        return known[-1][0] if known and known[-1][1] >= 100 else None


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of work that counts for somebody, with what it comes to."""

    work: Work
    mark: TaskMark
    role: Role
    done_on: date | None

    @property
    def officer(self) -> str:
        """Whose product it is."""
        return self.mark.officer or self.work.officer

    @property
    def product(self) -> str:
        """What the work gives."""
        return self.mark.product or self.work.product

    @property
    def days_late(self) -> int:
        """How many days after its due day it was done; 0 for done by then, or not done."""
        return max(0, (self.done_on - self.work.due).days) if self.done_on is not None else 0

    @property
    def times_late(self) -> int:
        """How often it was late: as was noted, else once where it was done after its day."""
        if self.mark.times_late is not None:
            return self.mark.times_late
        return 1 if self.days_late else 0

    def given(self, rule: WorkRule) -> Fraction:
        """What it weighs among what was given."""
        weight = rule.lead if self.role is Role.LEAD else rule.support
        return weight * Fraction(self.mark.factor) if rule.converts else weight

    def counted(self, rule: WorkRule, what: Counted) -> Fraction:
        """What of that counts as done, as good, as timely; nothing of it while it is not done."""
        if self.done_on is None:
            return _NONE
        match what:
            case Counted.QUANTITY:
                share = _ONE
            case Counted.QUALITY:
                share = rule.kept(self.mark.faults) if self.mark.accepted else _NONE
            case Counted.TIMELY:
                share = rule.kept(self.times_late)
        return self.given(rule) * share


@dataclass(frozen=True, slots=True)
class Scored:
    """A part of the result as it was worked out; ``words`` say how: «7/8 × 25 = 21,88»."""

    part: WorkPart
    value: Fraction
    given: Fraction

    @property
    def points(self) -> Fraction:
        """What it comes to."""
        return self.value / self.given * self.part.points

    @property
    def words(self) -> str:
        """How it comes to that."""
        points = shown(self.points)
        return f"{counted(self.value)}/{counted(self.given)} × {shown(self.part.points)} = {points}"


def shown(value: Fraction) -> str:
    """Points, with two decimals at most, none where they are whole."""
    return format_number(rounded(value, _DECIMALS))


def counted(value: Fraction) -> str:
    """How much work, with three decimals at most: a quarter of a factor has that many."""
    return format_number(rounded(value, _DECIMALS + 1))


@dataclass(frozen=True, slots=True)
class Tally:
    """What lines come to by a rule: the three numbers, and the points where anything was given.

    ``general`` are the points of general criteria that were given, None for none yet.
    """

    rule: WorkRule
    lines: tuple[Line, ...]
    general: Decimal | None = None

    @property
    def given(self) -> Fraction:
        """What was given, by its weights."""
        return sum((line.given(self.rule) for line in self.lines), _NONE)

    def value(self, what: Counted) -> Fraction:
        """What of that was done, was good, was in time."""
        return sum((line.counted(self.rule, what) for line in self.lines), _NONE)

    @property
    def scored(self) -> tuple[Scored, ...]:
        """Each part of the result; none where nothing was given: then nothing is rated."""
        if not (given := self.given):
            return ()
        return tuple(Scored(part, self.value(part.counted), given) for part in self.rule.parts)

    @property
    def result(self) -> Fraction | None:
        """The points of the result; None where nothing was given."""
        parts = self.scored
        return sum((each.points for each in parts), _NONE) if parts else None

    @property
    def total(self) -> Fraction | None:
        """The result and the general criteria together; None while one of them is not there."""
        if self.result is None or self.general is None:
            return None
        return self.result + Fraction(self.general)

    @property
    def band(self) -> Band | None:
        """The level that so many points suggest; nobody is rated by it."""
        return self.rule.band(self.total) if self.total is not None else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An officer's or a unit's sheet of a period.

    ``pending`` is work of the period that is not due yet and not done, ``carried`` work that was late
    before it began and was open then: neither counts here. ``until`` is the day as of which it is.
    """

    period: WorkPeriod
    who: str
    tally: Tally
    is_unit: bool = False
    position: str = ""
    unit: str = ""
    pending: tuple[Work, ...] = ()
    carried: tuple[Line, ...] = ()
    until: date = field(default=date.max)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The work that counts, in the order of its days."""
        return self.tally.lines


def role_of(work: Work, marks: dict[str, TaskMark], who: str, is_unit: bool) -> tuple[Role, TaskMark] | None:
    """What somebody, or a unit, has in a piece of work, with what is noted of it; None for nothing.

    Who follows a task leads it; who is noted as supporting supports it.
    """
    own = marks.get(mark_id(*work.key)) or TaskMark(*work.key)
    if is_unit:
        key = unit_key(who)
        if unit_key(work.lead) == key:
            return Role.LEAD, own
        return (Role.SUPPORT, own) if any(unit_key(each) == key for each in work.supports) else None
    if name_key(work.officer) == name_key(who):
        return Role.LEAD, own
    noted = marks.get(mark_id(*work.key, who))
    return (Role.SUPPORT, noted) if noted is not None else None


def sheet_of(
    period: WorkPeriod,
    rule: WorkRule,
    who: str,
    works: Sequence[Work],
    marks: Iterable[TaskMark],
    today: date,
    *,
    is_unit: bool = False,
    general: Decimal | None = None,
    position: str = "",
    unit: str = "",
) -> Sheet:
    """The sheet of somebody, or of a unit, as of the period's end, or of today while it lasts."""
    starts, ends = period.starts, period.ends
    until = min(ends, today)
    known = {mark.id: mark for mark in marks}
    lines: list[Line] = []
    pending: list[Work] = []
    carried: list[Line] = []
    for work in sorted(works, key=lambda each: (each.due, each.text, each.key)):
        found = role_of(work, known, who, is_unit) if work.due <= ends else None
        if found is None:
            continue
        role, mark = found
        done_on = work.done_on(until)
        if work.due < starts:
            if done_on is None or done_on >= starts:
                carried.append(Line(work, mark, role, done_on))
        elif done_on is None and work.due >= today:
            pending.append(work)
        else:
            lines.append(Line(work, mark, role, done_on))
    return Sheet(
        period, who, Tally(rule, tuple(lines), general), is_unit, position, unit,
        tuple(pending), tuple(carried), until,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TopShare:
    """How many officers the highest level is suggested for, and how many it may have."""

    top: int
    second: int
    most: int
    share: Fraction

    @property
    def words(self) -> str:
        """The count against what the rule allows."""
        allowed = f"{shown(self.share * 100)} % của {self.second} người ở mức thứ hai"
        over = f", vượt {self.top - self.most} người" if self.top > self.most else ""
        return f"Mức cao nhất: gợi ý {self.top} người, tối đa {self.most} người ({allowed}){over}."


def top_share(rule: WorkRule, tallies: Iterable[Tally]) -> TopShare | None:
    """How many of the highest level there are against those that may be; None where the rule says nothing of
    it, or somebody's points are not whole yet: the share is one of all."""
    if rule.top_share is None or len(rule.bands) < 2:
        return None
    bands = [tally.band for tally in tallies if tally.result is not None]
    if not bands or not all(bands):
        return None
    top, second = (sum(1 for each in bands if each == band) for band in rule.bands[:2])
    return TopShare(top, second, int(rule.top_share * second), rule.top_share)
