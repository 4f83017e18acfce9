"""What the office reports in a year, to whom and by when: its own report and its other duties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.dates import short_date
from ..domain.duties import (
    OWN,
    REPORT,
    Duty,
    DutyLine,
    DutyMark,
    DutyState,
    Turn,
    check_turns,
    checked_duty,
    own_turns,
    state_of,
)
from ..domain.errors import Refusal
from ..domain.report_periods import Period
from ..domain.text import clean_line
from ..storage.changes import Changes
from ..storage.duty_kinds import DUTIES, DUTY_MARKS
from . import operations
from .calendar import CALENDAR_TABLES, Calendar
from .desk import DAY, Desk, Part
from .operations import Operation
from .report_schedule import STATE_TABLES, ReportState, Schedule
from .settings import file_name

if TYPE_CHECKING:
    from ..catalogue.duties import DutyEntry
    from ..documents.ics import Event
    from ..documents.model import Document

DUTY_TABLES = tuple(dict.fromkeys((*CALENDAR_TABLES, *STATE_TABLES, DAY)))
"""What the calendar of duties is read from."""
_LATE = timedelta(days=30)
"""So long after its due day a report is still reminded of, as those that the program composes are."""
_ONLY_COMPOSED = (
    "Báo cáo cải cách hành chính do chương trình lập: hãy ghi số và ngày bằng nút «Phát hành» của báo cáo."
)


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that is to go out, with all of its due days, the earliest first."""

    lines: tuple[DutyLine, ...]

    @property
    def first(self) -> DutyLine:
        """The line that is due first."""
        return self.lines[0]


class Duties(Part):
    """The office's reporting duties, and the calendar of them."""

    def __init__(self, desk: Desk, calendar: Calendar, schedule: Schedule) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._schedule = schedule
        self.of_year = desk.derived(self._of_year, DUTY_TABLES)
        self.due = desk.derived(self._due, DUTY_TABLES)
        self.next_after = desk.derived(self._next_after, DUTY_TABLES)

    # Reading

    def all(self) -> Sequence[Duty]:
        """The duties beside the office's own regime, by their names."""
        return self._calendar.duties()

    def get(self, duty_id: str) -> Duty:
        """A duty by its identity. Raises Refusal where it is gone."""
        found = next((each for each in self.all() if each.id == duty_id), None)
        if found is None:
            raise Refusal("Chế độ báo cáo này không còn trong dữ liệu. Hãy mở lại trang rồi thử lại.")
        return found

    def _of_year(self, year: int) -> tuple[DutyLine, ...]:
        """Every report that a year asks for, in the order of the due days."""
        return tuple(map(self._line, self._turns(year)))

    def _turns(self, year: int) -> list[Turn]:
        found = own_turns(self._calendar.regime(year), self._calendar.own_of_year(year))
        for duty in self.all():
            found += self._calendar.turns(duty, year)
        found.sort(
            key=lambda turn: (turn.due, turn.ends, turn.duty.id != OWN, turn.duty.name, turn.period.id)
        )
        return found

    def _line(self, turn: Turn) -> DutyLine:
        today = self._desk.today()
        line = DutyLine(turn, state_of(turn, today), turn.mark.sent_on, turn.mark.number, self._doubt(turn))
        if not line.is_composed:
            return line
        assert isinstance(turn.period, Period)
        state = self._schedule.state(turn.period)
        if state.is_sent:
            head = self._desk.store.reports().get(turn.period)
            is_issued = state is ReportState.ISSUED and head is not None
            return replace(
                line,
                state=DutyState.SENT,
                sent_on=head.issued_on if is_issued and head else None,
                number=head.number if is_issued and head else "",
            )
        return replace(
            line, state=state_of(replace(turn, mark=DutyMark.of(turn.duty.id, turn.period.id)), today)
        )

    def _doubt(self, turn: Turn) -> str:
        """What is to be told of the form: that another circular may have replaced it."""
        if turn.duty.form in ("", REPORT):
            return ""
        # An office without other duties needs none.
        from ..catalogue.forms import forms
        from ..domain.forms import form_on

        return form_on(forms(), turn.duty.form, turn.ends).doubt(turn.ends)

    @staticmethod
    def _entries() -> "dict[str, DutyEntry]":
        # Only who chooses needs them.
        from ..catalogue.duties import duty_entries

        return {entry.id: entry for entry in duty_entries()}

    def offered(self, year: int) -> "list[DutyEntry]":
        """What the catalogue has for a year and the office has not chosen for it: neither as its own regime
        nor beside that."""
        chosen = {duty.entry for duty in self.all() if self._calendar.turns(duty, year)}
        chosen.add(self._calendar.regime(year).id)
        return [
            entry
            for entry in self._entries().values()
            if entry.id not in chosen and entry.valid_from.year <= year
        ]

    def _due(self, within_days: int = 30, on: date | None = None) -> tuple[DueReport, ...]:
        """The reports that are to go out soon, or should have gone out within a month before today (or the
        day that is given), earliest due day first; one that several ask for is one, with all of its days."""
        today = on or self._desk.today()
        soon = range((today - _LATE).toordinal(), (today + timedelta(days=within_days)).toordinal() + 1)
        asked: dict[tuple[str, str], list[Turn]] = {}
        for year in (today.year - 1, today.year, today.year + 1):
            for turn in self._turns(year):
                asked.setdefault(turn.report, []).append(turn)
        found = []
        for turns in asked.values():
            # Where a report stands follows from its figures, which take their time.
            if any(turn.due.toordinal() in soon for turn in turns):
                lines = [line for line in map(self._line, turns) if not _is_sent(line, today)]
                if any(line.turn.due.toordinal() in soon for line in lines):
                    found.append(DueReport(tuple(lines)))
        return tuple(sorted(found, key=lambda each: (each.first.turn.due, each.first.id)))

    def _next_after(self, day: date, within_days: int) -> DutyLine | None:
        """The report that is due next after a day, within so many days, and has not gone out by what was
        noted of it: its figures are not asked for that. None for none."""
        last = day + timedelta(days=within_days)
        found = [turn for year in range(day.year - 1, last.year + 1) for turn in self._turns(year)]
        waiting = [turn for turn in found if day < turn.due <= last and not self._has_gone_out(turn, day)]
        first = min(waiting, key=lambda turn: turn.due, default=None)
        return DutyLine(first, DutyState.WAITING, None, "") if first is not None else None

    def _has_gone_out(self, turn: Turn, on: date) -> bool:
        sent_on = turn.mark.sent_on
        if turn.duty.form == REPORT and isinstance(turn.period, Period):
            head = self._desk.store.reports().get(turn.period)
            sent_on = head.issued_on if head is not None and head.is_issued else None
        return sent_on is not None and sent_on <= on

    # What an office chooses

    def since(self, duty: Duty, year: int) -> date:
        """From which day on a duty that is taken over in a year asks for something: what was due before
        today went out some other way."""
        today = self._desk.today()
        bare = replace(duty, valid_from=None, valid_to=None)
        turns = [turn for each in (year - 1, year) for turn in self._calendar.turns(bare, each)]
        begins = min(turn.starts for turn in turns if turn.period.year == year)
        past = [turn.ends + timedelta(days=1) for turn in turns if turn.due < today]
        return max((begins, *past))

    def take(self, entry_id: str, year: int) -> Changes:
        """Takes a duty of the catalogue over, from what is due next in the year on.

        Raises Refusal for an unknown one, or where the office has it already.
        """
        self._desk.admit(operations.SAVE_DUTY)
        entry = self._entries().get(entry_id)
        if entry is None:
            raise Refusal(f"Không có chế độ báo cáo «{entry_id}». Hãy chọn trong danh sách.", "entry")
        duty = replace(entry.duty, id=Duty("", "").id)
        return self.save(replace(duty, valid_from=max(self.since(duty, year), entry.valid_from)))

    def save(self, duty: Duty) -> Changes:
        """Adds a duty or changes the one of the same identity; what is noted of its periods stays.

        Raises Refusal as `checked_duty` and `check_turns` do, or where the office's own regime is the same.
        """
        self._desk.admit(operations.SAVE_DUTY)
        duty = checked_duty(duty, self.all())
        begins = duty.valid_from.year if duty.valid_from is not None else self._desk.today().year
        for year in (begins, begins + 1):
            if duty.entry == self._calendar.regime(year).id and self._calendar.turns(duty, year):
                raise Refusal(
                    f"«{duty.name}» đang là chế độ báo cáo chính của năm {year}. Hãy xem ở «Kỳ và hạn gửi».",
                    "entry",
                )
        self._check(duty, self._calendar.marks().values())
        with self._desk.operation(operations.SAVE_DUTY, duty.name) as recorder:
            recorder.save(DUTIES, duty)
        return recorder.changes

    def delete(self, duty_id: str) -> Changes:
        """Removes a duty with all that was noted of its periods. Raises Refusal where it is gone already."""
        self._desk.admit(operations.DELETE_DUTY)
        duty = self.get(duty_id)
        with self._desk.operation(operations.DELETE_DUTY, duty.name) as recorder:
            for mark in self._calendar.marks().values():
                if mark.duty_id == duty_id:
                    recorder.delete("duty_marks", mark.id)
            recorder.delete("duties", duty_id)
        return recorder.changes

    def set_days(self, line: DutyLine, starts: date, ends: date, due: date) -> Changes:
        """Sets the days of one period of a duty; a day that is as the rule has it follows the rule on.

        Raises Refusal as `check_turns` does, or where the window is that of the office's quarters.
        """
        self._desk.admit(operations.SET_DUTY_DAYS)
        duty = self._other(line)
        ruled = self._ruled(duty, line)
        if duty.form and (starts, ends) != (ruled.starts, ruled.ends):
            raise Refusal(
                "Báo cáo này lấy số liệu của các quý nên ngày của kỳ theo ngày của quý. Hãy sửa ở «Kỳ và hạn "
                "gửi».",
                "starts",
            )
        found = replace(
            line.turn.mark,
            starts=starts if starts != ruled.starts else None,
            ends=ends if ends != ruled.ends else None,
        )
        # The rule counts from the cut-off as it is now.
        counted = self._ruled(duty, line, replace(found, due=None))
        follows = due == counted.due or (due == line.turn.due and line.turn.mark.due is None)
        return self._mark(duty, line, replace(found, due=None if follows else due))

    def follow_rule(self, line: DutyLine) -> Changes:
        """Gives one period of a duty the days that its rule has."""
        self._desk.admit(operations.SET_DUTY_DAYS)
        mark = replace(line.turn.mark, starts=None, ends=None, due=None)
        return self._mark(self._other(line), line, mark)

    def skip(self, line: DutyLine) -> Changes:
        """Says that there is no report on one period of a duty; undoing, or editing it, brings it back."""
        self._desk.admit(operations.SET_DUTY_DAYS)
        return self._mark(self._other(line), line, replace(line.turn.mark, skipped=True))

    def unskip(self, duty_id: str) -> Changes:
        """Asks again for the periods of a duty that were left out."""
        self._desk.admit(operations.SET_DUTY_DAYS)
        duty = self.get(duty_id)
        found = [mark for mark in self._calendar.marks().values() if mark.duty_id == duty_id and mark.skipped]
        with self._desk.operation(operations.SET_DUTY_DAYS, duty.name) as recorder:
            for mark in found:
                recorder.put("duty_marks", mark.id, _row(replace(mark, skipped=False)))
        return recorder.changes

    def mark_sent(self, line: DutyLine, sent_on: date | None, number: str = "") -> Changes:
        """Notes that a report went out, on which day and under which number, for all who ask for the same
        one; None takes that back.

        Raises Refusal for a report that the program composes, a day after today, or one before its period.
        """
        self._desk.admit(operations.MARK_SENT)
        if line.is_composed:
            raise Refusal(_ONLY_COMPOSED)
        if sent_on is not None and sent_on > self._desk.today():
            raise Refusal("Ngày gửi không được sau hôm nay.", "date")
        if sent_on is not None and sent_on < line.turn.starts:
            raise Refusal(
                f"Ngày gửi không được trước ngày bắt đầu kỳ {short_date(line.turn.starts)}.", "date"
            )
        number = clean_line(number) if sent_on is not None else ""
        alike = [each for each in self.of_year(line.turn.period.year) if each.turn.report == line.turn.report]
        with self._desk.operation(operations.MARK_SENT, line.name) as recorder:
            for each in alike:
                mark = replace(each.turn.mark, sent_on=sent_on, number=number)
                recorder.put("duty_marks", mark.id, _row(mark))
        return recorder.changes

    def _other(self, line: DutyLine) -> Duty:
        """The duty of a line, which is none of the office's own regime. Raises Refusal."""
        if line.turn.duty.id == OWN:
            raise Refusal("Ngày của báo cáo này sửa ở «Kỳ và hạn gửi».")
        return self.get(line.turn.duty.id)

    def _ruled(self, duty: Duty, line: DutyLine, mark: DutyMark | None = None) -> Turn:
        """The turn of a line as the rule has it, or as a mark would have it."""
        from ..domain.duties import turns

        year = line.turn.period.year
        bare = replace(duty, valid_from=None, valid_to=None)
        marks = {mark.id: replace(mark, skipped=False)} if mark is not None else {}
        found = turns(bare, year, self._calendar.own_of_year(year), marks)
        return next(turn for turn in found if turn.id == line.id)

    def _mark(self, duty: Duty, line: DutyLine, mark: DutyMark) -> Changes:
        others = [each for each in self._calendar.marks().values() if each.id != mark.id]
        self._check(duty, (*others, mark))
        operation: Operation = operations.SET_DUTY_DAYS
        with self._desk.operation(operation, line.name) as recorder:
            recorder.put("duty_marks", mark.id, _row(mark))
        return recorder.changes

    def _check(self, duty: Duty, marks: Iterable[DutyMark]) -> None:
        """Raises Refusal where the days of a duty's periods would not fit together."""
        from ..domain.duties import turns

        of_it = {mark.id: mark for mark in marks if mark.duty_id == duty.id}
        years = {int(mark.period[:4]) for mark in of_it.values()} | {self._desk.today().year}
        around = sorted({each for year in years for each in (year - 1, year, year + 1)})
        check_turns(
            [turn for year in around for turn in turns(duty, year, self._calendar.own_of_year(year), of_it)]
        )

    # The calendar as a paper, and for other calendars

    def document(self, year: int) -> "Document":
        """The calendar of a year, as it is printed and as a workbook."""
        from ..documents.compose_duties import compose_duties

        profile = self._desk.store.profile()
        return compose_duties(self.of_year(year), profile, year, self._desk.today())

    def file_name(self, year: int, fmt: str) -> str:
        """A file name for the calendar of a year."""
        return file_name(self._desk, f"Lịch báo cáo năm {year}", fmt)

    def events(self, year: int) -> "list[Event]":
        """The calendar of a year as events of a day: each keeps its identity, whatever its day."""
        from ..documents.ics import Event

        whose = self._desk.whose()
        return [Event.of(line, whose) for line in self.of_year(year)]

    def write_calendar(self, year: int, target: Path) -> None:
        """Writes the calendar of a year for other calendars (iCalendar); what was there before stays until
        the new file is whole. Raises EnvironmentProblem where it cannot be written."""
        from ..documents.export import write_atomically
        from ..documents.ics import to_ics

        profile = self._desk.store.profile()
        name = f"Lịch báo cáo năm {year}" + (f" ({profile.short_name})" if profile is not None else "")
        write_atomically(target, to_ics(self.events(year), name, self._desk.store.now()))


def _is_sent(line: DutyLine, on: date) -> bool:
    """Whether a report had gone out by a day; one whose day nobody noted had."""
    return line.state is DutyState.SENT and (line.sent_on is None or line.sent_on <= on)


def _row(mark: DutyMark) -> "dict[str, object] | None":
    """The row of a mark; None for one that says nothing."""
    return None if mark.is_blank else DUTY_MARKS.row(mark)
