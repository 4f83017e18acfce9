"""What a year comes to at its end, by what is known of its first quarters: two ends, and why, in words.

The lower end is what there is already, or what goes on at the pace so far; the upper one is what there will
be if all that is still open is done in time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from ..dates import short_date
from ..formulas import rounded
from ..numerals import format_number
from .rules import Rule, RuleKind, Value, share
from .scoring import Score, Scored, score
from .sets import CriteriaSet


@dataclass(frozen=True, slots=True)
class Forecast:
    """Both ends of a criterion at the year's end: ``low`` without anything more being done, ``high`` with all
    that is open; None where nobody can tell. ``said`` is the reasoning. ``by`` is the last day for what the
    upper end asks for, ``begins`` the first on which it can be done, where these are known."""

    low: Value | None
    high: Value | None
    said: str
    by: date | None = None
    begins: date | None = None

    @classmethod
    def sure(cls, value: Value | None, said: str) -> "Forecast":
        """A forecast without two ends."""
        return cls(value, value, said)


@dataclass(frozen=True, slots=True)
class Known:
    """How much of a year is known: ``named`` is the span («9 tháng đầu năm 2026»), of which so many quarters
    have passed, and so many are still to come. ``last`` is its last quarter, with the part and the whole that
    a share had in it alone."""

    named: str
    passed: Fraction
    to_come: Fraction
    last: str = ""
    last_things: tuple[Fraction, Fraction] | None = None


def of_growing_share(known: Known, rule: Rule, value: Value) -> Forecast:
    """A share whose whole grows with what comes yet, as dossiers do: so many more as in the mean quarter,
    done as in the year so far or in its last quarter, whichever is worse, or all done right."""
    assert value.things is not None
    part, whole = value.things
    things = rule.things or "việc"
    so_far = f"{known.named}: {_number(part)}/{_number(whole)} {things} ({_percent(part, whole)})"
    more = Fraction(round(whole / known.passed * known.to_come)) if known.passed else Fraction(0)
    if not more:
        return Forecast.sure(value, f"{so_far}.")
    slow = so_far_rate = part / whole
    if known.last_things is not None and known.last_things[1]:
        slow = min(slow, known.last_things[0] / known.last_things[1])
    low, high = share(part + more * slow, whole + more), share(part + more, whole + more)
    if slow == 1:
        return Forecast(low, high, f"{so_far}; làm đúng hết như đến nay thì giữ được 100%.")
    pace = f"như {known.last}" if slow < so_far_rate else "như từ đầu năm"
    said = (
        f"{so_far}. Còn khoảng {_number(more)} {things} nữa như bình quân các quý: làm {pace} "
        f"({_number(slow * 100)}%) thì cả năm {_number(low.number)}%, "
        f"làm đúng hết thì {_number(high.number)}%."
    )
    return Forecast(low, high, said)


def of_paced_share(known: Known, rule: Rule, value: Value) -> Forecast:
    """A share of something that is set for the year and is reached bit by bit, as a budget is: at the pace so
    far, or all of it."""
    assert value.things is not None
    part, whole = value.things
    things = rule.things or "việc"
    so_far = f"{known.named}: {_number(part)}/{_number(whole)} {things} ({_percent(part, whole)})"
    if not known.to_come or not known.passed:
        return Forecast.sure(value, f"{so_far}.")
    paced = part * (known.passed + known.to_come) / known.passed
    low = share(paced, whole)
    high = low if paced >= whole else share(whole, whole)
    said = f"{so_far}; theo tốc độ đến nay thì cả năm {_number(low.number)}%"
    return Forecast(low, high, f"{said}." if low == high else f"{said}, làm nốt phần còn lại thì 100%.")


def of_fixed_share(known: Known, rule: Rule, value: Value) -> Forecast:
    """A share of things that are there: those that are done stay so, the others may still be done."""
    assert value.things is not None
    part, whole = value.things
    things = rule.things or "việc"
    so_far = f"{known.named}: {_number(part)}/{_number(whole)} {things} ({_percent(part, whole)})"
    if part >= whole:
        return Forecast.sure(value, f"{so_far}.")
    said = f"{so_far}; làm nốt {_number(whole - part)} {things} còn lại thì 100%."
    return Forecast(value, share(whole, whole), said)


def of_count(known: Known, rule: Rule, value: Value, target: Fraction | None = None) -> Forecast:
    """A number that grows: what there is, and what it comes to at the pace so far, or where the plan's target
    is reached; something that is asked for once and is missing can still be done."""
    number, unit = value.number, f" {rule.unit}" if rule.unit else ""
    if rule.kind is RuleKind.YES_NO:
        if number or not known.to_come:
            return Forecast.sure(value, f"{known.named}: {'đã có' if number else 'không có'}.")
        return Forecast(value, Value(Fraction(1)), f"{known.named}: chưa có; còn làm được trong năm.")
    so_far = f"{known.named}: {_number(number)}{unit}"
    paced = number
    if known.passed:
        paced = Fraction(floor(number * (known.passed + known.to_come) / known.passed))
    if target is not None and known.to_come and target > max(paced, number):
        words = f"{so_far}; đạt chỉ tiêu của kế hoạch thì cả năm {_number(target)}{unit}."
        return Forecast(value, Value(target), words)
    if paced <= number:
        return Forecast.sure(value, f"{so_far}.")
    return Forecast(value, Value(paced), f"{so_far}; theo tốc độ đến nay thì cả năm {_number(paced)}{unit}.")


def of_target(known: Known, value: Value, wanted: str) -> Forecast:
    """A figure that is held against the plan's target: as it is, or the target is reached yet; ``wanted`` is
    the target in words."""
    now = f"{known.named}: {_number(value.number)}% mục tiêu"
    if value.number >= 100 or not known.to_come:
        return Forecast.sure(value, f"{now}.")
    return Forecast(value, Value(Fraction(100)), f"{now}; đạt mục tiêu {wanted} của kế hoạch thì 100%.")


def of_works(done: int, open_ones: int, whole: int, words: str, *, by: date | None = None) -> Forecast:
    """A share of works of which each is done, open or lost: the open ones may still be done by a day."""
    low = share(Fraction(done), Fraction(whole))
    so_far = f"Đã xong {format_number(done)}/{format_number(whole)} {words}"
    if not open_ones:
        return Forecast.sure(low, f"{so_far}.")
    high = share(Fraction(done + open_ones), Fraction(whole))
    last = f", chậm nhất ngày {short_date(by)}" if by is not None else ""
    said = f"{so_far}; làm xong {format_number(open_ones)} {words} còn mở{last} thì {_number(high.number)}%."
    return Forecast(low, high, said, by)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A criterion at the year's end: with the lower end, with the upper one, and why."""

    low: Scored
    high: Scored
    forecast: Forecast | None

    @property
    def is_certain(self) -> bool:
        """Whether both ends come to the same points."""
        return self.low.points == self.high.points


@dataclass(frozen=True, slots=True)
class Outlook:
    """A score as it is foreseen for the year's end: both ends of it, and of each criterion by its code."""

    day: date
    low: Score
    high: Score
    criteria: Mapping[str, Foreseen]


def foresee(
    given: CriteriaSet,
    forecasts: Mapping[str, Forecast],
    not_applied: Collection[str],
    own: Mapping[str, Decimal],
    day: date,
) -> Outlook:
    """What a set comes to by the forecasts of its criteria; of each the worse end stands in the lower score,
    whichever way its rule counts. Points that the office decided hold in both."""
    low, high = _ends(given, forecasts, not_applied, own)
    worse = {each.criterion.code: each for each in high.leaves()}
    turned = {each.criterion.code for each in low.leaves() if each.points > worse[each.criterion.code].points}
    if turned:
        ordered = {
            code: replace(each, low=each.high, high=each.low) if code in turned else each
            for code, each in forecasts.items()
        }
        low, high = _ends(given, ordered, not_applied, own)
    upper = {each.criterion.code: each for each in high.walk()}
    return Outlook(
        day, low, high,
        {
            each.criterion.code: Foreseen(
                each, upper[each.criterion.code], forecasts.get(each.criterion.code)
            )
            for each in low.walk()
        },
    )  # fmt: skip


def _ends(
    given: CriteriaSet,
    forecasts: Mapping[str, Forecast],
    not_applied: Collection[str],
    own: Mapping[str, Decimal],
) -> tuple[Score, Score]:
    lows = {code: each.low for code, each in forecasts.items() if each.low is not None}
    highs = {code: each.high for code, each in forecasts.items() if each.high is not None}
    return score(given, lows, not_applied, own), score(given, highs, not_applied, own)


def _number(value: Fraction) -> str:
    return format_number(rounded(value, 2))


def _percent(part: Fraction, whole: Fraction) -> str:
    return f"{_number(part / whole * 100)}%" if whole else "–"
