"""A figure as it was typed, and as it is read: with its number, or the reason why it has none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .formulas import GREATEST, NO_QUOTIENT, rounded
from .indicators import Indicator
from .numerals import format_number
from .report_periods import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """What an official typed for one indicator and period.

    ``none`` says «không phát sinh»: the value is then 0 and known to be. ``estimate`` marks «ước» (the last
    days of the period are not over). A figure may have a note or a source and no value yet.
    """

    value: Decimal | None = None
    none: bool = False
    estimate: bool = False
    note: str = ""
    source: str = ""

    @property
    def number(self) -> Fraction | None:
        """The value as it is reckoned with; None where there is none, or one of a size that no office has:
        a number of millions of digits, stored by whatever means, would hold every screen up."""
        if self.value is None:
            return None
        exponent = self.value.as_tuple().exponent
        can_be = isinstance(exponent, int) and -exponent <= _FINEST and abs(self.value) < GREATEST
        return Fraction(self.value) if can_be else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return self.value is None and not self.note and not self.source


BLANK = Figure()
_FINEST = 18
"""The most decimals that are reckoned with."""


class State(StrEnum):
    """What sort of figure a cell shows."""

    EMPTY = "empty"
    ACTUAL = "actual"
    ESTIMATE = "estimate"
    NONE = "none"
    COMPUTED = "computed"
    CARRIED = "carried"
    COUNTED = "counted"
    """It is a total of form II.06a."""
    RECORDED = "recorded"
    """The program counted it from what the office keeps in it: tasks and documents."""
    UNDEFINED = "undefined"
    """A division by zero: «–»."""
    BEYOND = "beyond"
    """A number that no office has, typed before that was refused, or what a formula makes of such: «–»."""

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    State.EMPTY: "Chưa nhập",
    State.ACTUAL: "Thực tế",
    State.ESTIMATE: "Ước",
    State.NONE: "Không phát sinh",
    State.COMPUTED: "Tính",
    State.CARRIED: "Kỳ trước chuyển sang",
    State.COUNTED: "Cộng từ biểu II.06a",
    State.RECORDED: "Chương trình đếm",
    State.UNDEFINED: "Không tính được (mẫu số bằng 0)",
    State.BEYOND: "Không tính được (số quá lớn)",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator's figure in a period, typed or derived.

    ``estimate`` says that some of it is estimated. ``lacks`` names what it was made without: the codes that a
    formula misses, or the quarters (as they are written) that a longer span has no figure of: of what there
    is at a span's end only its last one. A quarter whose catalogue does not have the indicator lacks nothing.
    ``opening`` is the span of the opening figure («số lũy kế ban đầu») that it comes from or is made with.
    """

    value: Fraction | None = None
    state: State = State.EMPTY
    estimate: bool = False
    lacks: tuple[str, ...] = ()
    opening: Period | None = None

    @property
    def is_given(self) -> bool:
        """Whether something else than typing gives the figure of a quarter: the form, the quarter before, or
        an opening figure."""
        return self.state in (State.COUNTED, State.CARRIED) or self.opening is not None

    @property
    def is_unworkable(self) -> bool:
        """Whether all figures are there, and yet give no number."""
        return self.state in (State.UNDEFINED, State.BEYOND)

    def shown(self, indicator: Indicator) -> Decimal | None:
        """The value as it is shown: with the indicator's decimals."""
        return None if self.value is None else displayed(self.value, indicator.decimals)

    def words(self, indicator: Indicator) -> str:
        """The value in Vietnamese writing; «–» where it can't be worked out, nothing where there is none."""
        if self.is_unworkable:
            return NO_QUOTIENT
        value = self.shown(indicator)
        if value is None:
            return ""
        return indicator.choice_words(value) if indicator.choices else format_number(value)


EMPTY = Reading()


def displayed(value: Fraction, decimals: int) -> Decimal:
    """The value with at most so many decimals, without zeros at their end."""
    shown = rounded(value, decimals)
    # Not by quantize(), which knows no more than 28 digits.
    return Decimal(int(shown)) if shown == shown.to_integral_value() else shown.normalize()


def read_figure(figure: Figure) -> Reading:
    """What a typed figure says by itself."""
    if figure.value is None:
        return EMPTY
    if figure.none:
        return Reading(Fraction(0), State.NONE)
    if (number := figure.number) is None:
        return Reading(None, State.BEYOND)
    state = State.ESTIMATE if figure.estimate else State.ACTUAL
    return Reading(number, state, figure.estimate)
