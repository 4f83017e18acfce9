"""Reporting duties (chế độ báo cáo) beside the one regime that the office's own report follows.

An office reports to several superiors, each with its own periods, due days and form, over the same quarters
(FACTS_2026.md section 1.2). A duty is a rule; its turns are the reports that a year has by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from .dates import short_date
from .errors import Refusal
from .plan import new_id
from .regimes import PeriodDates, Regime, due_after, months_window, window
from .report_periods import Period, Span, periods_of
from .text import clean_line, fold

REPORT = "cchc"
"""The form of the report that the program composes: the office's own regime has it, too."""
DOSSIERS = "ii06a"
"""The form of one-stop dossiers, which has a page of its own."""
MONTHLY = "M"
OWN = "own"
"""The identity of the duty that the office's own regime stands for; it is not stored as one."""
_SPANS = (MONTHLY, *(period.span for period in periods_of(2000)))
"""In the order in which they end."""
_LONGEST_WAIT = 60


@dataclass(frozen=True, slots=True)
class Month:
    """A month of reports, which hold none of the figures of the quarters."""

    year: int
    month: int

    @property
    def id(self) -> str:
        """How it is written and stored: ``2026-T05``."""
        return f"{self.year}-T{self.month:02}"

    @property
    def label(self) -> str:
        """«tháng 5 năm 2026»."""
        return f"{self.short_label} năm {self.year}"

    @property
    def short_label(self) -> str:
        """«tháng 5»."""
        return f"tháng {self.month}"


def period_label(text: str) -> str:
    """The words of a period or a month as it is stored: «quý I năm 2026», «tháng 5 năm 2026». Raises Refusal
    or ValueError where it is none."""
    year, _, month = text.partition("-T")
    return Month(int(year), int(month)).label if month else Period.parse(text).label


@dataclass(frozen=True, slots=True)
class Duty:
    """What one superior asks for: which periods, by when, in which form, under which rule.

    ``spans`` are the periods with a report, parted by blanks (``Q1 6T 9T N``; ``M`` for every month). The
    figures end on ``cut_off_day`` (0: the last day of a month); the report is due ``working_days`` later,
    Saturdays and Sundays left out, or on ``due_day`` of the period's last month, or of the month that is
    ``months_after`` later. ``form`` is what the program makes for it of the typed quarters (`REPORT`, or the
    identity of a statistical form), whose first and last days hold then; blank where it only reminds of it.
    Duties of one form share the report of a period. It asks for the periods that end within its validity.
    ``entry`` is the catalogue's entry that it was taken from.
    """

    name: str
    spans: str
    due_day: int | None = None
    working_days: int | None = None
    months_after: int = 0
    cut_off_day: int = 14
    form: str = ""
    receiver: str = ""
    legal: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    entry: str = ""
    id: str = field(default_factory=new_id)

    @property
    def span_codes(self) -> tuple[str, ...]:
        """The periods that have a report, as they were written."""
        return tuple(self.spans.split())

    @property
    def due_words(self) -> str:
        """The rule of the due day in words: «ngày 17 tháng cuối kỳ»."""
        if self.working_days is not None:
            return f"{self.working_days:02} ngày làm việc sau ngày chốt"
        day = f"ngày {self.due_day}"
        if self.months_after == 1:
            return f"{day} tháng sau kỳ"
        return f"{day} tháng cuối kỳ" if not self.months_after else f"{day}, {self.months_after} tháng sau kỳ"

    @property
    def span_words(self) -> str:
        """The periods in words: «quý I, 6 tháng đầu, cả năm», «hằng tháng»."""
        if MONTHLY in self.span_codes:
            rest = replace(self, spans=" ".join(code for code in self.span_codes if code != MONTHLY))
            return ", ".join(filter(None, ("hằng tháng", rest.span_words)))
        return ", ".join(Period(2000, Span(code)).short_label for code in self.span_codes)

    def is_valid(self, ends: date) -> bool:
        """Whether it asks for a period that ends on this day."""
        return (self.valid_from is None or self.valid_from <= ends) and (
            self.valid_to is None or ends <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class DutyMark:
    """What an office set or noted for one period of a duty; what is None or blank is as the rule has it.

    ``skipped`` says that there is no report on it; ``sent_on`` and ``number`` tell of one that went out.
    """

    id: str
    duty_id: str
    period: str
    starts: date | None = None
    ends: date | None = None
    due: date | None = None
    skipped: bool = False
    sent_on: date | None = None
    number: str = ""

    @classmethod
    def of(cls, duty_id: str, period: str) -> "DutyMark":
        """A mark that says nothing yet."""
        return cls(mark_id(duty_id, period), duty_id, period)

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return self == DutyMark.of(self.duty_id, self.period)


def mark_id(duty_id: str, period: str) -> str:
    """The identity of what is noted for a period of a duty."""
    return f"{duty_id}:{period}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One report that a duty asks for: the days that it speaks of, both inclusive, and when it is due."""

    duty: Duty
    period: Period | Month
    starts: date
    ends: date
    due: date
    mark: DutyMark

    @property
    def id(self) -> str:
        """Its identity in lists, files and marks."""
        return self.mark.id

    @property
    def report(self) -> tuple[str, str]:
        """What it has in common with the turns that the same report is sent for."""
        return self.duty.form or self.duty.id, self.period.id


class DutyState(StrEnum):
    """Where a report that is asked for stands."""

    NOT_BEGUN = "not_begun"
    WAITING = "waiting"
    OVERDUE = "overdue"
    SENT = "sent"

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    DutyState.NOT_BEGUN: "Chưa đến kỳ",
    DutyState.WAITING: "Chưa gửi",
    DutyState.OVERDUE: "Quá hạn gửi",
    DutyState.SENT: "Đã gửi",
}


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A turn as the calendar of a year shows it: where it stands, and under which number and day it went out.

    ``doubt`` says where the rule behind it may no longer hold, and after a semicolon what to do here then.
    """

    turn: Turn
    state: DutyState
    sent_on: date | None
    number: str
    doubt: str = ""

    @property
    def id(self) -> str:
        """The turn's identity."""
        return self.turn.id

    @property
    def name(self) -> str:
        """«Báo cáo cải cách hành chính quý I năm 2026», «Báo cáo tháng 5 năm 2026»."""
        name, label = self.turn.duty.name, self.turn.period.label
        # A report that is called by its sort of period says it only once.
        said = fold(name).rpartition(" ")[2] == fold(label).partition(" ")[0]
        return f"{name} {label.partition(' ')[2] if said else label}"

    @property
    def asked(self) -> str:
        """The doubt as it is told outside of the program: without what is to be done in it."""
        told = self.doubt.partition(";")[0].rstrip(".")
        return f"{told}." if told else ""

    @property
    def is_composed(self) -> bool:
        """Whether the program itself composes the report, and knows when it is issued."""
        return self.turn.duty.form == REPORT

    @property
    def is_on_day_off(self) -> bool:
        """Whether it is due on a Saturday or Sunday."""
        return self.turn.due.weekday() >= 5

    @property
    def last_working_day(self) -> date:
        """The last day from Monday to Friday on which it is not late."""
        return self.turn.due - timedelta(days=max(0, self.turn.due.weekday() - 4))

    @property
    def day_off_words(self) -> str:
        """What is to be known where it is due on a day off; nothing else."""
        if not self.is_on_day_off:
            return ""
        return f"Hạn rơi vào {weekday(self.turn.due)}: nên gửi trước, từ {short_date(self.last_working_day)}"


_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def weekday(day: date) -> str:
    """The day of the week: «Thứ Hai»."""
    return _WEEKDAYS[day.weekday()]


def duty_of(regime: Regime) -> Duty:
    """A regime of the report that the program composes, as a duty beside the office's own regime."""
    return Duty(
        name=regime.title,
        spans=" ".join(span for span in _SPANS if span in regime.reported),
        due_day=regime.due_day,
        working_days=regime.working_days_after,
        cut_off_day=regime.cut_off_day,
        form=REPORT,
        receiver=regime.receiver,
        legal=regime.source,
        entry=regime.id,
    )


def own_turns(regime: Regime, calendar: Mapping[Period, PeriodDates]) -> list[Turn]:
    """The reports of a year by the office's own regime and its own calendar."""
    own = replace(duty_of(regime), id=OWN)
    return [
        Turn(
            own, each.period, each.starts, each.ends, each.due or each.ends, DutyMark.of(OWN, each.period.id)
        )
        for each in calendar.values()
        if each.reported
    ]


def turns(
    duty: Duty, year: int, calendar: Mapping[Period, PeriodDates], marks: Mapping[str, DutyMark]
) -> list[Turn]:
    """The reports that a duty asks for in a year, in the order of their periods.

    ``calendar`` is the office's own, whose quarters the forms are made of that have their figures; ``marks``
    are by their identities.
    """
    found: list[Turn] = []
    for period in _periods(duty, year):
        mark = marks.get(mark_id(duty.id, period.id), DutyMark.of(duty.id, period.id))
        if duty.form and isinstance(period, Period):
            starts, ends = calendar[period].starts, calendar[period].ends
        else:
            starts, ends = _window(duty, period)
        starts, ends = mark.starts or starts, mark.ends or ends
        due = mark.due or due_after(ends, duty.due_day, duty.working_days, duty.months_after)
        if duty.is_valid(ends) and not mark.skipped:
            found.append(Turn(duty, period, starts, ends, due or ends, mark))
    return found


def _periods(duty: Duty, year: int) -> Iterable[Period | Month]:
    codes = set(duty.span_codes)
    if MONTHLY in codes:
        yield from (Month(year, month) for month in range(1, 13))
    yield from (period for period in periods_of(year) if period.span in codes)


def _window(duty: Duty, period: Period | Month) -> tuple[date, date]:
    if isinstance(period, Month):
        return months_window(period.year, period.month, period.month, duty.cut_off_day)
    return window(period, duty.cut_off_day)


def state_of(turn: Turn, today: date) -> DutyState:
    """Where a report stands that the program does not compose: by what was noted of it, and by the day."""
    if turn.mark.sent_on is not None:
        return DutyState.SENT
    if today > turn.due:
        return DutyState.OVERDUE
    return DutyState.NOT_BEGUN if today < turn.starts else DutyState.WAITING


# What is refused


def checked_duty(duty: Duty, others: Iterable[Duty]) -> Duty:
    """The duty as it would be stored beside others.

    Raises Refusal, with the field, where it has no name, no period, or no rule for its due day, where its
    days turn around, or where the same duty is there already for some of the same periods.
    """
    duty = replace(
        duty,
        name=clean_line(duty.name),
        receiver=clean_line(duty.receiver),
        legal=clean_line(duty.legal),
        spans=" ".join(
            sorted(duty.span_codes, key=lambda code: _SPANS.index(code) if code in _SPANS else -1)
        ),
    )
    if not duty.name:
        raise Refusal("Hãy nhập tên báo cáo.", "name")
    codes = duty.span_codes
    if not codes or not set(codes) <= set(_SPANS):
        raise Refusal("Hãy chọn ít nhất một kỳ báo cáo: Q1 đến Q4, 6T, 9T, N hoặc M (hằng tháng).", "spans")
    if len(set(codes)) < len(codes):
        raise Refusal(f"«{duty.name}» ghi một kỳ hai lần. Hãy bỏ bớt kỳ trùng.", "spans")
    if duty.form and MONTHLY in codes:
        raise Refusal(
            "Báo cáo lấy từ số liệu các quý nên không có kỳ tháng. Hãy chọn quý hoặc kỳ dài hơn.", "spans"
        )
    _check_days(duty)
    for other in others:
        if other.id != duty.id and _is_same(duty, other) and _meet(duty, other):
            shared = next(code for code in codes if code in other.span_codes)
            words = replace(duty, spans=shared).span_words
            raise Refusal(
                f"Đã có «{other.name}» cho kỳ {words} trong cùng thời gian. Hãy sửa chế độ đã có, hoặc cho "
                "chế độ này bắt đầu sau khi chế độ đó hết hiệu lực.",
                "valid_from",
            )
    return duty


def _check_days(duty: Duty) -> None:
    if (duty.due_day is None) == (duty.working_days is None):
        raise Refusal("Hãy ghi hạn gửi: ngày trong tháng, hoặc số ngày làm việc sau ngày chốt.", "due_day")
    if duty.due_day is not None and not 1 <= duty.due_day <= 31:
        raise Refusal("Hạn gửi phải là ngày từ 1 đến 31 của tháng.", "due_day")
    if duty.working_days is not None and not 0 <= duty.working_days <= _LONGEST_WAIT:
        raise Refusal(f"Hạn gửi phải từ 0 đến {_LONGEST_WAIT} ngày làm việc sau ngày chốt.", "working_days")
    if not 0 <= duty.months_after <= 12:
        raise Refusal("Hạn gửi phải trong vòng 12 tháng sau kỳ báo cáo.", "months_after")
    if not 0 <= duty.cut_off_day <= 28:
        raise Refusal("Ngày chốt số liệu phải từ 1 đến 28, hoặc 0 là ngày cuối tháng.", "cut_off_day")
    for day, name in ((duty.valid_from, "valid_from"), (duty.valid_to, "valid_to")):
        if day is not None and not 2000 <= day.year <= 2100:
            raise Refusal("Ngày hiệu lực phải từ năm 2000 đến năm 2100.", name)
    if duty.valid_from is not None and duty.valid_to is not None and duty.valid_to < duty.valid_from:
        raise Refusal(
            f"«{duty.name}» hết hiệu lực {short_date(duty.valid_to)}, trước ngày bắt đầu "
            f"{short_date(duty.valid_from)}. Hãy sửa lại hai ngày này.",
            "valid_to",
        )


def _is_same(one: Duty, other: Duty) -> bool:
    """Whether two duties are the same report: of one catalogue entry, or under one name."""
    return bool(one.entry and one.entry == other.entry) or fold(one.name) == fold(other.name)


def _meet(one: Duty, other: Duty) -> bool:
    """Whether some periods of one time are asked for by both."""
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return begins <= ends and not set(one.span_codes).isdisjoint(other.span_codes)


def check_turns(found: Sequence[Turn]) -> None:
    """Raises Refusal, with the period as its field, where the days of a duty's turns do not fit together: a
    window is turned around, two quarters or two months overlap, or a report is due before its period begins.
    """
    for each in found:
        name = f"«{each.duty.name}», kỳ {each.period.label}"
        if each.ends < each.starts:
            raise Refusal(
                f"{name}: ngày chốt {short_date(each.ends)} trước ngày bắt đầu {short_date(each.starts)}. "
                "Hãy sửa lại hai ngày này.",
                each.period.id,
            )
        if each.due < each.starts:
            raise Refusal(
                f"{name}: hạn gửi {short_date(each.due)} trước ngày bắt đầu {short_date(each.starts)}. "
                "Hãy sửa lại hạn gửi.",
                each.period.id,
            )
    quarters = [each for each in found if isinstance(each.period, Period) and each.period.span.is_quarter]
    months = [each for each in found if isinstance(each.period, Month)]
    for row in (quarters, months):
        for before, after in pairwise(sorted(row, key=lambda each: each.period.id)):
            if after.starts <= before.ends:
                raise Refusal(
                    f"«{after.duty.name}»: kỳ {after.period.label} bắt đầu "
                    f"{short_date(after.starts)}, chồng lên kỳ {before.period.label} (đến "
                    f"{short_date(before.ends)}). Hãy cho bắt đầu từ "
                    f"{short_date(before.ends + timedelta(days=1))}.",
                    after.period.id,
                )
