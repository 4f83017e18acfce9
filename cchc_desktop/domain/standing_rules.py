"""Standing rules (quy định phải giữ): what an office has to have done in a year, or keep doing all year.

«Ít nhất 30% đơn vị được kiểm tra», «đăng tin 2 tuần một lần», «mọi phản ánh được trả lời đúng hạn» (FACTS.md
section 9). What a rule is, is data (resources/catalogue/rules.toml); here is what follows from it and from
what the office has.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from .dates import short_date
from .errors import Refusal
from .numerals import format_number
from .places import Place
from .registers.register import Condition
from .rule_settings import RuleSetting
from .targets import Comparator, Direction, Measure, TargetKind
from .text import clean_line, fold


class Demand(StrEnum):
    """What a rule asks for."""

    SHARE = "share"
    """So many per cent of the units, of the officers, or of a figure, stand in a row."""
    DISTINCT = "distinct"
    """So many different values of a field."""
    ROWS = "rows"
    """So many rows."""
    EACH = "each"
    """A row of each of some values of a field."""
    EVERY = "every"
    """A row every so many days."""
    IN_TIME = "in_time"
    """So many per cent of what had a day are done by it."""
    ALL = "all"
    """In every row a field is filled in."""


PERCENT = (Demand.SHARE, Demand.IN_TIME, Demand.ALL)
"""The demands whose value is a percentage."""


class Measured(StrEnum):
    """Which year a rule is measured by."""

    REPORTS = "reports"
    """From 15/12 of the year before to 14/12, as the year's report and the index take their data."""
    CALENDAR = "calendar"
    """From 1/1 to 31/12, as a plan that is drawn up by the calendar."""


class State(StrEnum):
    """How it stands with a rule."""

    FAILED = "failed"
    """It cannot be met any more."""
    OPEN = "open"
    """It is not met yet."""
    UNKNOWN = "unknown"
    """Nothing is recorded that it could be told by."""
    KEPT = "kept"
    """It is kept so far, and goes on."""
    NOTHING = "nothing"
    """Nothing has occurred that it asks something for."""
    MET = "met"

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATES[self]

    @property
    def is_met(self) -> bool:
        """Whether nothing is wrong."""
        return self in (State.KEPT, State.NOTHING, State.MET)


_STATES = {
    State.FAILED: "Không đạt",
    State.OPEN: "Chưa đạt",
    State.UNKNOWN: "Chưa ghi sổ",
    State.KEPT: "Đang giữ được",
    State.NOTHING: "Chưa phát sinh",
    State.MET: "Đã đạt",
}


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A rule as the catalogue describes it.

    ``value`` is what it asks for: per cent, a number, or days for EVERY; ``strict`` asks for more than that.
    ``register`` is where it is recorded, ``of`` the field that is counted, ``where`` which rows count.
    ``among`` is who makes up the whole of a share («units», «officers»), ``total`` the indicator that tells
    how many there are, instead, where it has a figure. ``each`` are the values of ``of`` that EACH asks for.
    ``due`` and ``done`` are the days of IN_TIME; ``from_tasks`` adds the tasks of plans that a superior
    gave. ``indicator`` is the figure that stands for an office that
    keeps the register elsewhere. A target of the plan that ``target`` measures, or whose words are ``says``,
    sets the value anew. ``unit`` is what is counted. ``sentences`` are the templates by their
    states; ``nothing_yet`` is said in place of OPEN's while there is none at all: nobody says «mới có 0».
    """

    id: str
    name: str
    source: str
    demand: Demand
    value: Decimal
    register: str
    unit: str = ""
    strict: bool = False
    area: int = 0
    of: str = ""
    among: str = ""
    total: str = ""
    each: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    due: str = ""
    done: str = ""
    from_tasks: bool = False
    indicator: str = ""
    target: str = ""
    says: tuple[str, ...] = ()
    measured: Measured = Measured.REPORTS
    valid_from: date | None = None
    valid_to: date | None = None
    sentences: Mapping[State, str] = field(default_factory=dict)
    nothing_yet: str = ""
    help: str = ""

    def is_valid(self, day: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    @property
    def goes_on(self) -> bool:
        """Whether it is to be kept all along, and not only to be reached by the year's end."""
        return self.demand in (Demand.EVERY, Demand.IN_TIME, Demand.ALL)

    @property
    def level(self) -> str:
        """What it asks for in short: «ít nhất 30% đơn vị», «14 ngày một lần», «đủ 02 hoạt động»."""
        number = format_number(self.value)
        sign = "trên" if self.strict else "ít nhất"
        match self.demand:
            case Demand.EVERY:
                return f"{number} ngày một lần"
            case Demand.SHARE | Demand.IN_TIME | Demand.ALL:
                words = f"{number}%" if self.value == 100 and not self.strict else f"{sign} {number}%"
                return f"{words} {self.unit}".strip()
            case Demand.EACH:
                return f"đủ {len(self.each)} {self.unit}"
        return f"{sign} {number} {self.unit}"


@dataclass(frozen=True, slots=True)
class Year:
    """The days of a year, both included."""

    starts: date
    ends: date

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to be done by a day: since when it was done, what it is called, where it is."""

    due: date
    done: date | None
    name: str = ""
    place: Place | None = None

    def is_late(self, day: date) -> bool:
        """Whether it was done after its day, or is not done on a day after that."""
        return (self.done if self.done is not None and self.done <= day else day) > self.due

    def is_done(self, day: date) -> bool:
        """Whether it is done by a day."""
        return self.done is not None and self.done <= day


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule comes to: ``there`` of ``wanted``, of ``total`` where it is a share, by which day what is
    missing is needed. ``late`` is how much went wrong for good, ``last`` the last row's day."""

    state: State
    there: int = 0
    wanted: int = 0
    total: int = 0
    by: date | None = None
    late: int = 0
    last: date | None = None

    @property
    def missing(self) -> int:
        """How much is missing."""
        return max(0, self.wanted - self.there)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose number a rule goes by, and where it stands."""

    words: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a rule on a day.

    ``rule`` has the value that holds; ``whose`` says whose number that is. ``sentence`` says what is missing,
    or that nothing is; ``by`` is the last day for what is missing, or the next turn of what goes on.
    ``place`` is where a row that satisfies it is begun. ``is_recorded`` says whether there are rows or
    figures of the year at all.
    """

    rule: StandingRule
    outcome: Outcome
    sentence: str
    whose: Whose
    place: Place
    year: Year
    is_recorded: bool = True

    @property
    def state(self) -> State:
        """How it stands."""
        return self.outcome.state

    @property
    def is_met(self) -> bool:
        """Whether nothing is wrong."""
        return self.state.is_met

    @property
    def by(self) -> date | None:
        """The last day for what is missing, or the next turn of what goes on."""
        return self.outcome.by


def least(value: Decimal, total: int | None = None, *, strict: bool = False) -> int:
    """The least whole number that a value asks for: at least it, or more than it; of a total, where it is a
    percentage, at most all."""
    goal = Fraction(value) if total is None else Fraction(value) * total / 100
    found = floor(goal) + 1 if strict else ceil(goal)
    return found if total is None else min(found, total)


def of_number(there: int, wanted: int, day: date, year: Year, total: int = 0) -> Outcome:
    """What has to come to a number by the end of a year."""
    if there >= wanted:
        return Outcome(State.MET, there, wanted, total)
    state = State.FAILED if day > year.ends else State.OPEN
    return Outcome(state, there, wanted, total, year.ends)


def of_turns(days: Iterable[date], every: int, day: date, year: Year) -> Outcome:
    """What has to recur at least every so many days: the next turn is that long after the last one.

    ``late`` counts the times within the year that it took longer, an overdue turn included.
    """
    end = min(day, year.ends)
    known = sorted(each for each in days if each <= end)
    if not known:
        return Outcome(State.UNKNOWN)
    step = timedelta(days=every)
    late = sum(after - before > step and year.holds(after) for before, after in pairwise(known))
    there = sum(map(year.holds, known))
    last = known[-1]
    next_one = last + step
    if end > next_one:
        state = State.FAILED if day > year.ends else State.OPEN
        return Outcome(state, there, there + 1, by=next_one, late=late + 1, last=last)
    return Outcome(State.KEPT, there, there, by=next_one, late=late, last=last)


def of_dues(dues: Collection[Due], rule: StandingRule, day: date, year: Year) -> Outcome:
    """What has to be done by days of its own; meant is what is due within the year."""
    meant = [each for each in dues if year.holds(each.due)]
    if not meant:
        return Outcome(State.NOTHING)
    late = sum(each.is_late(day) for each in meant)
    waiting = [each for each in meant if not each.is_done(day)]
    done = len(meant) - len(waiting)
    total = len(meant)
    wanted = least(rule.value, total, strict=rule.strict)
    by = min((each.due for each in waiting), default=None)
    in_time = total - late
    if in_time < wanted:
        # What comes yet can make up for it only where not all has to be in time.
        is_final = wanted == total or day > year.ends
        return Outcome(State.FAILED if is_final else State.OPEN, done, total, total, by, late)
    return Outcome(State.KEPT if waiting else State.MET, done, total, total, by, late)


def of_rows(days: Mapping[date, int], filled: int, rule: StandingRule, day: date, year: Year) -> Outcome:
    """What every row has to have: ``days`` are those of the rows that lack it, with how many there are."""
    lacking = sum(days.values())
    total = filled + lacking
    if not total:
        return Outcome(State.NOTHING)
    wanted = least(rule.value, total, strict=rule.strict)
    if filled >= wanted:
        return Outcome(State.MET, filled, wanted, total)
    state = State.FAILED if day > year.ends else State.OPEN
    return Outcome(state, filled, wanted, total, min(days))


_NAME = re.compile(r"\{([a-z]+)\}")
NAMES = frozenset(
    {
        "there",
        "wanted",
        "missing",
        "total",
        "share",
        "by",
        "unit",
        "level",
        "late",
        "which",
        "last",
        "value",
    }
)
"""What templates of sentences may name."""


def named(template: str) -> set[str]:
    """The names in a template."""
    return set(_NAME.findall(template))


def told(rule: StandingRule, outcome: Outcome, which: Sequence[str] = ()) -> str:
    """The sentence of an outcome; ``which`` are the units, or the values, that are missing."""
    known = {
        "there": format_number(outcome.there),
        "wanted": format_number(outcome.wanted),
        "missing": format_number(outcome.missing),
        "total": format_number(outcome.total),
        "share": format_number(round(100 * outcome.there / outcome.total, 1)) if outcome.total else "0",
        "by": short_date(outcome.by),
        "unit": rule.unit,
        "value": format_number(rule.value),
        "level": rule.level,
        "late": format_number(outcome.late),
        "last": short_date(outcome.last),
        "which": _listed(which, rule.unit),
    }
    is_none = outcome.state is State.OPEN and not outcome.there
    template = (is_none and rule.nothing_yet) or rule.sentences[outcome.state]
    return _NAME.sub(lambda found: known[found[1]], template)


_SHOWN = 3


def _listed(names: Sequence[str], unit: str) -> str:
    """Some names: «Trạm Y tế, Công an xã, Văn phòng và 4 đơn vị khác»."""
    shown = ", ".join(names[:_SHOWN])
    rest = len(names) - _SHOWN
    return f"{shown} và {rest} {unit} khác" if rest > 0 else shown


# What the plan says


_DAYS = {"ngay": 1, "tuan": 7, "thang": 30, "quy": 91, "nam": 365}
_PER = re.compile(r"(\d+ )?([a-z]+)")


def value_of(demand: Demand, measure: Measure) -> tuple[Decimal, bool] | None:
    """What a target sets for a demand, and whether more than that is asked; None where it sets nothing
    of this sort: a most, a rank, words."""
    if measure.value is None or measure.direction is Direction.DOWN:
        return None
    if measure.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return None
    value = Decimal(str(measure.value))
    if demand is Demand.EVERY:
        return _days_between(measure, value)
    is_percent = measure.kind is TargetKind.PERCENT
    if is_percent != (demand in PERCENT) or measure.kind not in _COUNTED:
        return None
    if not is_percent and measure.per and not fold(measure.per).endswith("nam"):
        return None
    return (value, measure.comparator is Comparator.MORE_THAN) if value > 0 else None


_COUNTED = (TargetKind.PERCENT, TargetKind.COUNT, TargetKind.QUANTITY)


def _days_between(measure: Measure, times: Decimal) -> tuple[Decimal, bool] | None:
    """«ít nhất 2 tuần/lần», «ít nhất 02 lần/tháng»: the days from one turn to the next, rounded down."""
    found = _PER.fullmatch(fold(measure.per))
    if found is None or found[2] not in _DAYS or times <= 0:
        return None
    if measure.kind not in (TargetKind.FREQUENCY, TargetKind.COUNT):
        return None
    days = floor(Fraction(int(found[1] or 1) * _DAYS[found[2]]) / Fraction(times))
    return (Decimal(days), False) if days else None


def checked_setting(rule: StandingRule, setting: RuleSetting) -> RuleSetting:
    """What an office sets for a rule, as it is stored.

    Raises Refusal without a reason, for a value that the demand cannot have, or where nothing is set.
    """
    reason, number = clean_line(setting.reason), setting.value
    if not setting.off and rule.demand is Demand.EACH:
        raise Refusal("Quy định này nêu tên từng việc phải làm nên không đổi mức được.", "value")
    if not setting.off and number is None:
        raise Refusal("Hãy nhập mức khác, hoặc chọn không theo dõi quy định này.", "value")
    if not reason:
        raise Refusal("Hãy ghi lý do, ví dụ số văn bản quy định như vậy.", "reason")
    if setting.off or number is None:
        return RuleSetting(rule.id, rule.name, True, None, reason)
    most = 100 if rule.demand in PERCENT else 366 if rule.demand is Demand.EVERY else 1000
    if not 0 < number <= most:
        raise Refusal(f"Mức phải lớn hơn 0 và không quá {most}. Hãy nhập lại.", "value")
    if rule.demand not in PERCENT and number != number.to_integral_value():
        raise Refusal("Mức này đếm bằng số nguyên. Hãy nhập lại.", "value")
    return RuleSetting(rule.id, rule.name, False, number, reason)
