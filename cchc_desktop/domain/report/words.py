"""How a figure, its change and its target are said in a report's running text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..indicators import Indicator, Kind, Nature
from ..numerals import format_number
from ..readings import EMPTY, Reading, State, displayed
from ..report_periods import QUARTERS, Period, Span
from ..targets import Comparator, Direction, Measure, TargetKind
from ..text import capitalized, fold
from .marks import whole
from .wording import MISSING, Presence, Word

_RANK = "hạng"
_UNPADDED = frozenset({"%", "điểm", _RANK})
"""The units whose numbers are written without a nought: «5%», «thứ 5», but «05 văn bản», «05 phút»."""
_WHOLE_TOO = frozenset({"phút"})
"""The units with decimals whose whole numbers are written as counts are."""
_DECIMALS = 2
"""Ratios and growth have at most so many decimals, in sentences and in annexes."""
_FEW = 20
"""Below this many a change is said in things: «tăng 01 hội nghị» and not «tăng 50%»."""


_NONE_NOTE, _ESTIMATE_NOTE, _PART_NOTE = "Không phát sinh", "Số ước", "Có số ước"
_UNDONE_NOTE = "Chưa hoàn thành"
_YEARLY_NOTE = "Báo cáo cuối năm"
_LACKING = "Chưa có số liệu"
_SINCE = "Lũy kế tính từ"
_CUMULATED_LACKING, _LAST_YEAR_LACKING = "Lũy kế chưa có số liệu", "Cùng kỳ chưa có số liệu"


def note_words(
    reading: Reading,
    note: str,
    cumulated: Reading = EMPTY,
    last_year: Reading = EMPTY,
    *,
    is_asked: bool = True,
    is_duty: bool = False,
    is_choice: bool = False,
    since: Period | None = None,
) -> str:
    """What the annex of statistics says of a figure in its note: how sure it is, what it lacks, the note.

    ``cumulated`` and ``last_year`` are the figures of the columns beside it. What a formula lacks is not
    told, nor what is cumulated before the period's own figure is there. One that is not asked for before the
    year's end says so where it is empty. What is a duty did not «not occur»: it is not done yet; and «không»
    of a choice is an answer. ``since`` is the quarter from which on the sum since the year's start is, where
    that is not its first.
    """
    told = []
    nothing_counted = reading.state is State.RECORDED and not reading.value and not is_choice
    if reading.state is State.NONE or nothing_counted:
        told.append(_UNDONE_NOTE if is_duty else _NONE_NOTE)
    elif reading.state is State.ESTIMATE:
        told.append(_ESTIMATE_NOTE)
    elif reading.estimate:
        told.append(_PART_NOTE)
    if reading.value is not None:
        told += _lacking(_LACKING, reading) + _lacking(_CUMULATED_LACKING, cumulated)
    elif not is_asked:
        told.append(_YEARLY_NOTE)
    if since is not None and (reading.value is not None or cumulated.value is not None):
        told.append(f"{_SINCE} {since.short_label}")
    told += _lacking(_LAST_YEAR_LACKING, last_year)
    return ". ".join(capitalized(part) for part in (*told, note) if part)


def _lacking(words: str, reading: Reading) -> list[str]:
    if reading.value is None or not reading.lacks:
        return []
    return [f"{words} {quarter_words([Period.parse(lack) for lack in reading.lacks])}"]


def quarter_words(quarters: Sequence[Period]) -> str:
    """Quarters of a year in an enumeration: «quý II, III»."""
    return (
        f"quý {', '.join(quarter.short_label.removeprefix('quý ') for quarter in quarters)}"
        if quarters
        else ""
    )


@dataclass(frozen=True, slots=True)
class Noted:
    """What a note of the annex says: the official's own ``text``, and how sure its figure is."""

    text: str
    none: bool = False
    estimate: bool = False


_NONE_MARKS = frozenset({fold(_NONE_NOTE), fold(_UNDONE_NOTE), "kps"})
_ESTIMATE_MARKS = frozenset({fold(_ESTIMATE_NOTE), "uoc"})
_LACKING_MARKS = tuple(
    f"{fold(words)} quy " for words in (_LACKING, _CUMULATED_LACKING, _LAST_YEAR_LACKING, _SINCE)
)
_PASSED_MARKS = frozenset({fold(_PART_NOTE), fold(_YEARLY_NOTE)})
_PART_ENDS = re.compile(r"[;.]")


def read_note(text: str) -> Noted:
    """What such a note says, also where an officer wrote it: «Không phát sinh», «KPS», «Ước»."""
    none = estimate = False
    rest = text.strip()
    while rest:
        part = _PART_ENDS.split(rest, 1)[0]
        mark = fold(part).strip()
        if mark in _NONE_MARKS:
            none = True
        elif mark in _ESTIMATE_MARKS:
            estimate = True
        elif mark and mark not in _PASSED_MARKS and not mark.startswith(_LACKING_MARKS):
            break
        rest = rest[len(part) + 1 :].strip()
    return Noted(rest, none, estimate)


def count_words(count: int) -> str:
    """A count of things as offices write it: «05», «12», «1.245»."""
    return f"{count:02}" if 0 < count < 10 else format_number(count)


def running_date(day: date) -> str:
    """A day in running text, «14/3/2026», «05/01/2026»: padded as the decree pads days and months."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def figure_word(reading: Reading, indicator: Indicator, source: str = "") -> Word:
    """A figure as a slot's word, with its source; a division by zero gives none."""
    value = reading.shown(indicator)
    if value is None:
        return MISSING
    if indicator.choices:
        chosen = indicator.choice_words(value)
        return Word(chosen[:1].lower() + chosen[1:])
    presence = Presence.THERE if value else Presence.ZERO
    quarters = tuple(lack for lack in reading.lacks if "-" in lack)
    grows = indicator.nature not in (Nature.STOCK, Nature.FLAG)
    derived = indicator.formula is not None
    text = _number(value, indicator)
    marks = whole(text, source).marks if source else ()
    return Word(text, presence, reading.estimate, True, quarters, grows, derived, marks)


def _number(value: Decimal, indicator: Indicator) -> str:
    counted = indicator.unit in _WHOLE_TOO or (indicator.decimals == 0 and indicator.unit not in _UNPADDED)
    if counted and value == int(value):
        return count_words(int(value))
    return ratio_words(value) if indicator.unit == "%" else format_number(value)


def in_annex(value: Decimal | None, indicator: Indicator) -> Decimal | None:
    """A figure as a cell of an annex has it: percentages with two decimals, typed ones too («91,20»)."""
    if value is None or indicator.unit != "%" or not indicator.decimals:
        return value
    return Decimal(f"{value:.{_DECIMALS}f}")


def ratio_words(value: Decimal) -> str:
    """A percentage: whole, or with two decimals as in the annexes («51,90»)."""
    return format_number(value) if value == int(value) else f"{format_number(value, _DECIMALS)}"


def value_words(reading: Reading, indicator: Indicator, *, announced: bool = True) -> str:
    """A figure with its unit, for enumerations: «62,5%», «ước 05 văn bản», «12 phút».

    An estimate is only named as such where it is ``announced``.
    """
    word = figure_word(reading, indicator)
    if indicator.unit == _RANK:
        return f"thứ {word.text}"
    unit = "%" if indicator.unit == "%" else "" if indicator.choices else f" {indicator.unit}"
    return f"{'ước ' if word.estimate and announced else ''}{word.text}{unit}"


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure differs from that of last year: ``words`` without what it is compared with.

    ``relative`` is the difference in parts of last year's figure, 1 where that was 0. ``in_parts`` says that
    the number of the words is that, in per cent.
    """

    difference: Decimal
    words: str
    relative: Fraction = Fraction(0)
    in_parts: bool = False

    @property
    def number(self) -> Decimal:
        """The number that the words have."""
        return displayed(self.relative * 100, _DECIMALS) if self.in_parts else abs(self.difference)


def change(now: Reading, before: Reading, indicator: Indicator) -> Change | None:
    """How a figure has changed, or None where the two cannot be compared.

    What is shown is compared, so that a reader comes to the same difference. A year that was not wholly
    entered is no measure for this one.
    """
    this, that = now.shown(indicator), before.shown(indicator)
    if this is None or that is None or indicator.choices or now.lacks or before.lacks:
        return None
    difference = this - that
    if difference == 0:
        return Change(difference, "bằng")
    relative = Fraction(abs(difference)) / Fraction(that) if that else Fraction(1)
    is_small = is_measured(indicator) or min(this, that) < _FEW
    words = _difference_words(this, that, relative, indicator, is_small=is_small)
    return Change(difference, words, relative, not is_small)


def _difference_words(
    this: Decimal, that: Decimal, relative: Fraction, indicator: Indicator, *, is_small: bool
) -> str:
    verb = "tăng" if this > that else "giảm"
    amount = abs(this - that)
    if indicator.unit == _RANK:
        # The first rank is the best one.
        return f"{'giảm' if this > that else 'tăng'} {count_words(int(amount))} bậc"
    if indicator.unit == "%":
        return f"{verb} {ratio_words(amount)} điểm phần trăm"
    if is_small:
        return f"{verb} {_number(amount, indicator)} {indicator.unit}"
    return f"{verb} {ratio_words(displayed(relative * 100, _DECIMALS))}%"


def change_words(change: Change, compared: str) -> str:
    """The change with what it is compared with: «tăng 3,2 điểm phần trăm so với cùng kỳ năm trước»."""
    return f"bằng {compared}" if change.difference == 0 else f"{change.words} so với {compared}"


def within_year(period: Period) -> str:
    """A period within its year, in words: «quý I», «6 tháng đầu năm», «năm»."""
    if period.span is Span.YEAR:
        return "năm"
    return period.short_label if period.span.is_quarter else f"{period.short_label} năm"


def gap_words(measure: Measure, reading: Reading, indicator: Indicator) -> str:
    """How far a figure is from its target: «thấp hơn chỉ tiêu năm 4,96 điểm phần trăm»; nothing where the
    target only asks for more than what is there."""
    value, goal = reading.shown(indicator), goal_of(measure)
    if value is None or goal is None or value == goal:
        return ""
    side = "thấp hơn" if value < goal else "cao hơn"
    if indicator.unit == _RANK:
        return f"còn kém chỉ tiêu năm {count_words(int(abs(value - goal)))} bậc"
    unit = "điểm phần trăm" if indicator.unit == "%" else indicator.unit
    return f"{side} chỉ tiêu năm {_number(abs(value - goal), indicator)} {unit}"


def goal_of(measure: Measure) -> Decimal | None:
    """The number that is to be reached: of a range its better side, from which on it is."""
    down = measure.direction is Direction.DOWN and measure.upper is not None
    goal = measure.upper if down else measure.value
    return None if goal is None else Decimal(str(goal))


def goal_words(measure: Measure, indicator: Indicator) -> str:
    """The number that is to be reached, as it follows «lên»: «70%», «trên 95%», «15 phút»."""
    goal = goal_of(measure)
    if goal is None:
        return measure.label
    more = "trên " if measure.comparator is Comparator.MORE_THAN else ""
    if indicator.unit == _RANK:
        return f"thứ {format_number(goal)}"
    return f"{more}{_number(goal, indicator)}{'%' if indicator.unit == '%' else f' {indicator.unit}'}"


def compared_with(period: Period) -> str:
    """What a period's figures are compared with, in words."""
    return "năm trước" if period.span is Span.YEAR else "cùng kỳ năm trước"


def is_notable(change: Change, indicator: Indicator) -> bool:
    """Whether a change is worth a sentence of its own: a point of a ratio, any change of a count."""
    return abs(change.difference) >= 1 if indicator.unit == "%" else change.difference != 0


def is_measured(indicator: Indicator) -> bool:
    """Whether a figure is a ratio, a score, a rank or a time, and no count of things."""
    return indicator.unit in _UNPADDED | _WHOLE_TOO


def is_final(period: Period) -> bool:
    """Whether the year is over at the period's end."""
    return period.last_quarter.span is QUARTERS[-1]


def grows_through_year(indicator: Indicator, known: Mapping[str, Indicator]) -> bool:
    """Whether a figure only reaches its year's height in the year's course, so that it is not behind in June.

    Counts do, and shares of a whole that stands fixed from the start: units inspected of all units, funds
    paid out of the funds given.
    """
    if indicator.formula is None:
        return indicator.nature in (Nature.FLOW, Nature.DISTINCT)
    above, _, below = indicator.formula.text.partition("/")
    parts = {code: known[code] for code in indicator.formula.operands}
    over = [part for code, part in parts.items() if f"[{code}]" in above]
    under = [part for code, part in parts.items() if f"[{code}]" in below]
    return (
        bool(under)
        and any(each.nature in (Nature.FLOW, Nature.DISTINCT) for each in over)
        and all(each.nature is Nature.STOCK and each.kind is not Kind.CARRIED for each in under)
    )


def target_words(measure: Measure, *, of_year: bool = False) -> str:
    """What a target asks, as a sentence has it: «từ 70% trở lên», «tối đa 15 phút/lượt», «đủ 02 hoạt động».

    ``of_year`` leaves «/năm» to the words before it.
    """
    if measure.value is None:
        return measure.label
    if measure.kind is TargetKind.RANK:
        return _rank_words(measure.value, measure.upper)
    unit = measure.unit.partition("/")[0].strip()
    per = measure.per if measure.per and not (of_year and fold(measure.per) == "nam") else ""
    rest = f"{'%' if unit == '%' else f' {measure.unit}'.rstrip()}{f'/{per}' if per else ''}"
    value = _asked_number(measure.value, unit)
    match measure.comparator:
        case Comparator.AT_LEAST:
            return f"từ {value}{rest} trở lên" if unit == "%" else f"ít nhất {value}{rest}"
        case Comparator.MORE_THAN:
            return f"trên {value}{rest}"
        case Comparator.AT_MOST:
            return f"tối đa {value}{rest}"
        case Comparator.LESS_THAN:
            return f"dưới {value}{rest}"
        case Comparator.BETWEEN if measure.upper is not None:
            upper = _asked_number(measure.upper, unit)
            return f"từ {value}{'%' if unit == '%' else ''} đến {upper}{rest}"
        case _:
            return f"{'' if unit in _UNPADDED else 'đủ '}{value}{rest}"


def _rank_words(first: float, last: float | None) -> str:
    if last is not None:
        return f"từ thứ {format_number(first)} đến thứ {format_number(last)}"
    return f"từ thứ {format_number(first)} trở lên"


def _asked_number(value: float, unit: str) -> str:
    """A target's number: things are counted with two digits."""
    return count_words(int(value)) if unit not in _UNPADDED and value == int(value) else format_number(value)
