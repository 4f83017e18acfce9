"""Targets (chỉ tiêu): a sentence of the plan and the measure that it sets (FACTS.md section 3)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .numerals import format_number
from .periods import PeriodKind, PlanPeriod


class TargetKind(StrEnum):
    """What sort of quantity a target sets."""

    PERCENT = "percent"
    QUANTITY = "quantity"
    COUNT = "count"
    RANK = "rank"
    GRADE = "grade"
    FREQUENCY = "frequency"
    QUALITATIVE = "qualitative"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _KIND_LABELS[self]


class Comparator(StrEnum):
    """How an achieved value is held against the target's value."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    EQUAL = "="
    AT_MOST = "≤"
    LESS_THAN = "<"
    BETWEEN = "between"
    NONE = "none"

    @property
    def label(self) -> str:
        """The comparison as plans word it."""
        return _COMPARATOR_LABELS[self]


class Direction(StrEnum):
    """Whether a higher or a lower achieved value is better."""

    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """The direction in Vietnamese."""
        return "Càng cao càng tốt" if self is Direction.UP else "Càng thấp càng tốt"


_KIND_LABELS = {
    TargetKind.PERCENT: "Tỷ lệ (%)",
    TargetKind.QUANTITY: "Đại lượng (phút, ngày…)",
    TargetKind.COUNT: "Số lượng",
    TargetKind.RANK: "Thứ hạng",
    TargetKind.GRADE: "Xếp loại",
    TargetKind.FREQUENCY: "Tần suất",
    TargetKind.QUALITATIVE: "Định tính (không có số)",
}
_COMPARATOR_LABELS = {
    Comparator.AT_LEAST: "≥ từ … trở lên",
    Comparator.MORE_THAN: "> trên",
    Comparator.EQUAL: "= đúng bằng",
    Comparator.AT_MOST: "≤ tối đa",
    Comparator.LESS_THAN: "< dưới",
    Comparator.BETWEEN: "trong khoảng",
    Comparator.NONE: "(không so sánh)",
}


GRADES = ("Yếu", "Trung bình", "Khá", "Tốt", "Xuất sắc")
"""The grade scale, worst first: the ordinal values that a grade target may take."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """The value that a target takes in some years of a plan of several years."""

    first_year: int
    last_year: int
    comparator: Comparator
    value: float


@dataclass(frozen=True, slots=True)
class Measure:
    """What a target sentence sets, in a form that can be computed with.

    ``value`` and ``upper`` are in ``unit`` (``%``, ``phút/lượt``, ``hạng``, ``lần`` …), counted per
    ``per`` (``năm``, ``2 tuần``) where that is said; ``grade`` stands in for them on the grade scale.
    ``step`` is the growth a year, in points of the unit, from ``baseline_value`` or since
    ``baseline_year``. ``soft`` marks what is striven for (phấn đấu). ``fragment`` is the clause that a
    sub-target was read from; it is empty on the target itself, whose raw sentence is the plan's text.
    ``confirmed`` says that an official has looked at the reading. ``indicator`` is the code of the
    statistical indicator that measures it; where it is empty the program looks for one itself, «-» says none.
    """

    kind: TargetKind = TargetKind.QUALITATIVE
    comparator: Comparator = Comparator.NONE
    value: float | None = None
    upper: float | None = None
    grade: str = ""
    unit: str = ""
    per: str = ""
    direction: Direction = Direction.UP
    scope: str = ""
    soft: bool = False
    baseline_year: int | None = None
    baseline_value: float | None = None
    step: float | None = None
    milestones: tuple[Milestone, ...] = ()
    deadline: date | None = None
    fragment: str = ""
    confirmed: bool = False
    indicator: str = ""
    subtargets: tuple["Measure", ...] = ()

    @property
    def label(self) -> str:
        """The measure in short, as a grid shows it: «≥ 94 %», «95 - 100 %», «Tốt trở lên»."""
        if self.kind is TargetKind.GRADE and self.grade:
            return f"{self.grade} trở lên" if self.comparator is Comparator.AT_LEAST else self.grade
        if self.value is None:
            return "Định tính"
        unit = "%" if self.unit == "%" else f" {self.unit}" if self.unit else ""
        per = f"/{self.per}" if self.per else ""
        if self.comparator is Comparator.BETWEEN and self.upper is not None:
            return f"{format_number(self.value)} - {format_number(self.upper)}{unit}{per}"
        sign = "" if self.comparator in (Comparator.NONE, Comparator.EQUAL) else f"{self.comparator} "
        return f"{sign}{format_number(self.value)}{unit}{per}"


QUALITATIVE = Measure()
"""The measure of a target that sets no number."""


def consistent(measure: Measure) -> Measure:
    """The measure with what its kind implies, and without what its kind has no use for."""
    match measure.kind:
        case TargetKind.QUALITATIVE:
            return replace(measure, comparator=Comparator.NONE, value=None, upper=None, grade="", unit="")
        case TargetKind.GRADE:
            grade = measure.grade or "Tốt"
            at_least = Comparator.AT_LEAST
            measure = replace(measure, comparator=at_least, value=None, upper=None, grade=grade, unit="")
        case TargetKind.PERCENT:
            measure = replace(measure, unit="%", grade="")
        case TargetKind.RANK:
            measure = replace(measure, unit=measure.unit or "hạng", direction=Direction.DOWN, grade="")
        case _:
            measure = replace(measure, grade="", unit="" if measure.unit == "%" else measure.unit)
    if measure.comparator is Comparator.NONE:
        down = measure.direction is Direction.DOWN
        measure = replace(measure, comparator=Comparator.AT_MOST if down else Comparator.AT_LEAST)
    return measure


# What several years ask of one


def in_year(measure: Measure, year: int, period: PlanPeriod) -> Measure:
    """The measure as it is for one year of a plan.

    A milestone of that year takes the value's place; between two the one that was reached holds on, before
    all of them the first is what is worked towards. «15%, mỗi năm tăng 20% đến khi đạt 100%» grows by its
    step each year, from the year that it names or the plan's first one, until its cap. A goal against a base
    year («giảm 10% so với năm 2021, mỗi năm 2%») is come up to by its step, so that it is whole in the plan's
    last year.
    """
    measure = by_years(measure, period)
    if (milestone := milestone_of(measure, year)) is not None:
        return replace(measure, comparator=milestone.comparator, value=milestone.value, upper=None)
    if not measure.step or measure.value is None or period.kind is not PeriodKind.MULTI:
        return measure
    if is_grown(measure):
        since = measure.baseline_year or period.first_year
        grown = measure.value + measure.step * max(0, year - since)
        whole = 100.0 if measure.kind is TargetKind.PERCENT and measure.value <= 100 else grown
        cap = measure.upper if measure.upper is not None else whole
        return replace(measure, comparator=Comparator.AT_LEAST, value=min(grown, cap), upper=None)
    if measure.baseline_year is not None and measure.baseline_value is None:
        done = measure.step * max(0, year - measure.baseline_year)
        left = measure.step * max(0, period.last_year - year)
        return replace(measure, value=min(measure.value, max(done, measure.value - left)))
    return measure


def by_years(measure: Measure, period: PlanPeriod) -> Measure:
    """The measure with a milestone for every value: the one that it begins with, where only later ones are
    dated, and those that were read as several values, each by the end of another year («đến hết năm 2023 đạt
    trên 90%, đến năm 2025 đạt 100%»)."""
    if measure.milestones and measure.deadline is None and measure.value is not None:
        until = min(mark.first_year for mark in measure.milestones) - 1
        if until < period.first_year:
            return measure
        start = Milestone(period.first_year, until, measure.comparator, measure.value)
        return replace(measure, milestones=(start, *measure.milestones))
    parts = (*measure.subtargets, measure)
    years = [part.deadline.year for part in parts if part.deadline is not None]
    alike = all((part.kind, part.unit, part.scope) == (measure.kind, measure.unit, "") for part in parts)
    is_dated = alike and len(parts) > 1 and years == sorted(set(years)) and len(years) == len(parts)
    if not is_dated or measure.milestones or period.kind is not PeriodKind.MULTI:
        return measure
    marks = tuple(
        Milestone(year, year, part.comparator, part.value or 0.0)
        for year, part in zip(years, parts, strict=True)
    )
    return replace(measure, milestones=marks, subtargets=())


def is_grown(measure: Measure) -> bool:
    """Whether the value is a start that grows by a step each year."""
    is_start = measure.baseline_value is not None and measure.value == measure.baseline_value
    return bool(measure.step) and is_start and measure.direction is Direction.UP


def milestone_of(measure: Measure, year: int) -> Milestone | None:
    """The milestone that holds for a year; None where the measure has none."""
    marks = sorted(measure.milestones, key=lambda mark: mark.first_year)
    begun = [mark for mark in marks if mark.first_year <= year]
    return begun[-1] if begun else marks[0] if marks else None
