"""Targets (chỉ tiêu): a sentence of the plan and the measure that it sets (FACTS.md section 3)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .numerals import format_number


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
