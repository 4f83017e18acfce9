"""Officers' sheets: what each was given in a month or quarter, what came of it, and what points suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ..catalogue.work_rules import rules_on, work_rule
from ..domain.access import WHOLE_OFFICE
from ..domain.errors import Refusal
from ..domain.names import name_key, unit_key, units_together
from ..domain.offices import Officer
from ..domain.tasks import TaskPart, TaskRow, TaskStatus, TaskUpdate
from ..domain.text import clean_line, clean_text, fold, person_sort_key
from ..domain.work_periods import WorkPeriod
from ..domain.work_rules import WorkRule
from ..domain.work_sheet import Rating, Sheet, TaskMark, TopShare, Work, sheet_of, shown, top_share
from ..storage.changes import Changes
from ..storage.work_kinds import TASK_MARKS, WORK_RATINGS, write_mark, write_rating
from . import operations
from .desk import Desk, Part
from .settings import PEOPLE_TABLES, Settings, file_name, successors
from .tasks import TASK_TABLES, Tasks

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..domain.unit_merge import Successors

WORK_TABLES = tuple(dict.fromkeys((*TASK_TABLES, *PEOPLE_TABLES, "task_marks", "work_ratings")))
"""What officers' sheets are read from."""
_RULE = "work.rule"
"""The preference that names the rule that was chosen last."""


@dataclass(frozen=True, slots=True)
class Room:
    """A unit's own sheet, and those of its officers; ``unit`` is None for officers of no unit."""

    unit: Sheet | None
    officers: tuple[Sheet, ...]

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.unit.who if self.unit is not None else "Chưa ghi đơn vị"


@dataclass(frozen=True, slots=True)
class Summary:
    """All rooms of a period by one rule."""

    period: WorkPeriod
    rule: WorkRule
    rooms: tuple[Room, ...]

    @property
    def top(self) -> TopShare | None:
        """How many of the highest level are suggested, against those that may be."""
        return top_share(self.rule, (each.tally for room in self.rooms for each in room.officers))

    def named(self, who: str, is_unit: bool) -> Sheet | None:
        """The sheet of an officer or of a unit; None where there is none."""
        for room in self.rooms:
            for sheet in (room.unit,) if is_unit else room.officers:
                if sheet is not None and _key(sheet.who, is_unit) == _key(who, is_unit):
                    return sheet
        return None


class WorkSheets(Part):
    """The sheets of all officers and units, worked out from tasks, with what is noted of products."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: Settings) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._settings = settings
        self._counting = desk.per_plan(self._works, TASK_TABLES)
        self._summaries = desk.derived(self._summarise, WORK_TABLES)

    # Rules

    def rules(self, period: WorkPeriod) -> tuple[WorkRule, ...]:
        """The rules that hold at a period's end."""
        return rules_on(period.ends)

    def rule(self, period: WorkPeriod) -> WorkRule:
        """The rule that a period is worked out by: the one that was chosen last, where it holds then."""
        rules = self.rules(period)
        chosen = self._settings.preference(_RULE)
        return next((rule for rule in rules if rule.id == chosen), rules[0])

    def choose_rule(self, rule_id: str) -> None:
        """Works by another rule from now on at this desk. Raises Refusal for an unknown one."""
        self._settings.set_preference(_RULE, work_rule(rule_id).id)

    def admitted(self, rule_id: str, period: WorkPeriod) -> WorkRule:
        """The rule of this id. Raises Refusal for an unknown one, or where it does not hold then."""
        rule = work_rule(rule_id)
        if rule not in self.rules(period):
            raise Refusal(f"«{rule.name}» không áp dụng cho {period.label}. Hãy chọn quy định khác.", "rule")
        return rule

    # Reading

    def works(self, task_ids: Iterable[str]) -> list[Work]:
        """What of these tasks counts for somebody's sheet, as it stands today: themselves, their turns and
        their sub-tasks."""
        return [
            replace(work, reports=(report,) if report is not None else ())
            for row in self._tasks.among(task_ids).values()
            for work, _, report in _pieces(row)
        ]

    def _works(self, plan_id: str, period: WorkPeriod, until: date) -> tuple[Work, ...]:
        """What of a plan counts in a period: every task, turn and sub-task that is due in it, or was open
        when it began, as it stood then and at the end of a day; without what was dropped by that."""
        before = period.starts - timedelta(days=1)
        earlier: dict[tuple[str, str], Report] = {}
        for row in self._tasks.at(before, plan_id):
            for _, part, report in _pieces(row):
                if report is not None:
                    earlier[row.id, part.key if part is not None else ""] = report
        found = []
        for row in self._tasks.at(until, plan_id):
            for work, part, report in _pieces(row):
                first = earlier.get((row.id, part.key if part is not None else ""))
                reports = tuple(each for each in (first, report) if each is not None)
                found.append(replace(work, reports=reports))
        return tuple(
            work for work in found
            if period.holds(work.due) or (work.due < period.starts and work.done_on(before) is None)
        )  # fmt: skip

    def marks(self) -> Sequence[TaskMark]:
        """What is noted of products."""
        return self._desk.store.records(TASK_MARKS)

    def _rating(self, period: WorkPeriod, officer: str) -> Rating | None:
        wanted = Rating(period.id, officer, Decimal(0)).id
        return next((each for each in self._desk.store.records(WORK_RATINGS) if each.id == wanted), None)

    def officer_sheet(self, officer: str, period: WorkPeriod, rule: WorkRule | None = None) -> Sheet:
        """The sheet of an officer. Raises Refusal for somebody whom neither the list nor a task knows."""
        return self._sheet(officer, period, rule, is_unit=False)

    def unit_sheet(self, unit: str, period: WorkPeriod, rule: WorkRule | None = None) -> Sheet:
        """The sheet of a unit, by its name or its short form. Raises Refusal for an unknown one."""
        short = {name_key(each.short_name): each.name for each in self._settings.units() if each.short_name}
        return self._sheet(short.get(name_key(unit), unit), period, rule, is_unit=True)

    def _sheet(self, who: str, period: WorkPeriod, rule: WorkRule | None, is_unit: bool) -> Sheet:
        summary = self.summary(period, rule)
        found = summary.named(who, is_unit)
        if found is not None:
            return found
        if is_unit:
            rooms = [room.name for room in summary.rooms if room.unit is not None]
            known = "; ".join(rooms) or "chưa có đơn vị nào"
            raise Refusal(f"Không có đơn vị «{clean_line(who)}» trong {period.label}. Có: {known}.", "unit")
        raise Refusal(
            f"Không có «{clean_line(who)}» trong danh sách công chức, cũng không có nhiệm vụ nào giao cho "
            f"người này trong {period.label}.",
            "officer",
        )

    def summary(self, period: WorkPeriod, rule: WorkRule | None = None) -> Summary:
        """Every unit with its officers, in the order of the lists; who only tasks name comes last."""
        return self._summaries(period, rule or self.rule(period))

    def _summarise(self, period: WorkPeriod, rule: WorkRule) -> Summary:
        marks, today = self.marks(), self._desk.today()
        until = min(period.ends, today)
        listed = [
            each for each in self._settings.officers()
            if (each.valid_from is None or each.valid_from <= period.ends)
            and (each.valid_to is None or each.valid_to >= period.starts)
        ]  # fmt: skip
        after = successors(self._desk)
        works = [
            work if after is None else _led_then(work, after, until)
            for head in self._desk.own_heads()
            for work in self._counting(head.id, period, until)
        ]
        of_officer, of_unit = _by_whom(works, marks)
        known = {name_key(each.name) for each in listed}
        for key, named in of_officer.items():
            if key not in known:
                told = [work.officer for work in named] + [mark.officer for mark in marks]
                name = next(each for each in told if name_key(each) == key)
                listed.append(self._settings.officer_named(name) or Officer(name))
        listed.sort(key=lambda officer: person_sort_key(officer.name))
        units = {unit.id: unit.name for unit in self._settings.units()}
        sheets = [
            sheet_of(
                period, rule, each.name, of_officer.get(name_key(each.name), ()), marks, today,
                general=rating.general if (rating := self._rating(period, each.name)) else None,
                position=each.position, unit=units.get(each.unit_id or "", ""),
            )
            for each in listed
        ]  # fmt: skip
        leads = sorted({work.lead for work in works if work.lead and period.holds(work.due)}, key=fold)
        in_force = [unit.name for unit in self._settings.units(until)]
        rooms = [
            Room(
                sheet_of(period, rule, name, of_unit.get(unit_key(name), ()), marks, today, is_unit=True),
                tuple(each for each in sheets if unit_key(each.unit) == unit_key(name)),
            )
            for name in units_together([*in_force, *(each.unit for each in sheets if each.unit)], leads)
        ]
        placed = {each.who for room in rooms for each in room.officers}
        if rest := tuple(each for each in sheets if each.who not in placed):
            rooms.append(Room(None, rest))
        return Summary(period, rule, tuple(rooms))

    # What is noted

    def mark(self, *marks: TaskMark) -> Changes:
        """Notes what is to be said of products, in one operation; a mark that says nothing is taken away.

        Raises Refusal for a task that is gone.
        """
        works = {work.key: work for work in self.works(mark.task_id for mark in marks)}
        for mark in marks:
            if (mark.task_id, mark.turn) not in works:
                raise Refusal("Nhiệm vụ này không còn trong kế hoạch. Hãy mở lại trang rồi thử lại.")
        areas = [works[mark.task_id, mark.turn].area for mark in marks]
        self._desk.admit(operations.MARK_WORK, areas)
        subject = works[marks[0].task_id, marks[0].turn].text if len(marks) == 1 else f"{len(marks)} việc"
        with self._desk.operation(operations.MARK_WORK, subject) as recorder:
            for mark in map(_cleaned, marks):
                write_mark(recorder, mark, keep=not mark.is_plain)
        return recorder.changes

    def add_support(self, task_id: str, turn: str, officer: str) -> Changes:
        """Counts a task for somebody who supports it. Raises Refusal where that one has it already."""
        officer = clean_line(officer)
        if not officer:
            raise Refusal("Hãy nhập họ và tên người phối hợp.", "officer")
        work = next((work for work in self.works([task_id]) if work.key == (task_id, turn)), None)
        fresh = TaskMark(task_id, turn, officer)
        if (work is not None and name_key(work.officer) == name_key(officer)) or any(
            mark.id == fresh.id for mark in self.marks()
        ):
            raise Refusal(f"«{officer}» đã có trong nhiệm vụ này.", "officer")
        return self.mark(fresh)

    def drop_support(self, mark: TaskMark) -> Changes:
        """Counts a task no more for somebody who supported it."""
        self._desk.admit(operations.MARK_WORK)
        label = "Bỏ người phối hợp"
        with self._desk.operation(operations.MARK_WORK, mark.officer, label) as recorder:
            write_mark(recorder, mark, keep=False)
        return recorder.changes

    def rate(self, period: WorkPeriod, officer: str, general: Decimal | None, note: str = "") -> Changes:
        """Gives an officer points for general criteria; None takes them back.

        Raises Refusal where they are more than the period's rule has, or have more than two decimals.
        """
        self._desk.admit(operations.RATE_WORK)
        most = self.rule(period).general
        rating = Rating(period.id, clean_line(officer), general or Decimal(0), clean_line(note))
        exponent = rating.general.as_tuple().exponent
        if not isinstance(exponent, int) or -exponent > 2 or not 0 <= Fraction(rating.general) <= most:
            raise Refusal(
                f"Điểm tiêu chí chung phải từ 0 đến {shown(most)}, nhiều nhất hai số lẻ.", "general"
            )
        subject = f"{rating.officer}, {period.label}"
        with self._desk.operation(operations.RATE_WORK, subject) as recorder:
            write_rating(recorder, rating.id, rating if general is not None else None)
        return recorder.changes

    # Documents

    def document(self, sheet: Sheet) -> Document:
        """An officer's sheet as it is signed."""
        from ..documents.compose_work_sheet import compose_work_sheet

        return compose_work_sheet(sheet, self._settings.require_profile(), self._desk.today())

    def unit_document(self, unit: str, period: WorkPeriod, rule: WorkRule | None = None) -> Document:
        """What a unit and its officers came to, and its tasks. Raises Refusal for an unknown unit."""
        summary = self.summary(period, rule)
        sheet = self.unit_sheet(unit, period, rule)
        rooms = [room for room in summary.rooms if room.unit is not None and room.unit.who == sheet.who]
        return self._summarised(replace(summary, rooms=tuple(rooms)), sheet)

    def office_document(self, period: WorkPeriod, rule: WorkRule | None = None) -> Document:
        """What all units and officers came to."""
        return self._summarised(self.summary(period, rule), None)

    def _summarised(self, summary: Summary, sheet: Sheet | None) -> Document:
        from ..documents.compose_work_summary import compose_work_summary

        rooms = [(room.name, room.unit, room.officers) for room in summary.rooms]
        return compose_work_summary(
            summary.period, summary.rule, rooms, summary.top, sheet, self._settings.require_profile(),
            self._desk.today(),
        )  # fmt: skip

    def file_name(self, who: str, period: WorkPeriod, fmt: str, day: date | None = None) -> str:
        """A file name for a sheet; for the whole office's where nobody is named."""
        subject = f"Phiếu kết quả công việc {who} {period.id}" if who else f"Tổng hợp kết quả {period.id}"
        return file_name(self._desk, subject, fmt, day=day)


Report = tuple[date, int]
"""A day, and how far something was then, in percent."""


def _pieces(row: TaskRow) -> Iterator[tuple[Work, TaskPart | None, Report | None]]:
    """What a task gives to count, each with the last report on it: its turns, or itself and the sub-tasks
    that somebody else was given; nothing of what is not done any more."""
    if row.status is TaskStatus.DROPPED:
        return
    planned = row.planned or row.assignment
    whole = Work(
        task_id=row.id,
        text=row.text,
        due=row.due,
        product=planned.deliverable,
        officer=planned.officer,
        lead=planned.lead,
        supports=_supports(planned.support),
        reason=row.reason,
        area=row.area or WHOLE_OFFICE,
    )
    parts = [part for part in row.parts if part.status is not TaskStatus.DROPPED]
    if not row.turns:
        yield whole, None, _report(row.progress)
        parts = [part for part in parts if part.care.officer or part.care.lead]
    for part in parts:
        care = part.care
        of_part = replace(whole, turn=part.key, due=part.due, reason=part.reason)
        if row.turns:
            yield replace(of_part, text=f"{row.text} ({part.label})"), part, _report(part.progress)
        else:
            given = replace(of_part, text=part.label, product="", officer=care.officer, lead=care.lead)
            yield replace(given, supports=()), part, _report(part.progress)


def _report(update: TaskUpdate | None) -> Report | None:
    return (update.day, update.percent) if update is not None else None


def _led_then(work: Work, after: Successors, day: date) -> Work:
    """The work of the units that led and supported it on a day, where some were merged."""
    done_on = work.done_on(day)
    supports = tuple(after.now(name, day, done_on) for name in work.supports)
    return replace(work, lead=after.now(work.lead, day, done_on), supports=supports)


def _by_whom(
    works: Sequence[Work], marks: Iterable[TaskMark]
) -> tuple[dict[str, list[Work]], dict[str, list[Work]]]:
    """The work that each officer and each unit has something in, by the keys of their names."""
    known = {work.key: work for work in works}
    of_officer: dict[str, dict[tuple[str, str], Work]] = {}
    of_unit: dict[str, list[Work]] = {}
    for work in works:
        if work.officer:
            of_officer.setdefault(name_key(work.officer), {})[work.key] = work
        for key in dict.fromkeys(map(unit_key, filter(None, (work.lead, *work.supports)))):
            of_unit.setdefault(key, []).append(work)
    for mark in marks:
        if mark.officer and (helped := known.get((mark.task_id, mark.turn))) is not None:
            of_officer.setdefault(name_key(mark.officer), {})[helped.key] = helped
    return {key: list(found.values()) for key, found in of_officer.items()}, of_unit


def _cleaned(mark: TaskMark) -> TaskMark:
    return replace(
        mark,
        officer=clean_line(mark.officer),
        product=clean_line(mark.product),
        note=clean_text(mark.note),
    )


def _key(name: str, is_unit: bool) -> str:
    return unit_key(name) if is_unit else name_key(name)


def _supports(text: str) -> tuple[str, ...]:
    """The units that support a task. Commas stand between names and within them: both readings are kept."""
    pieces = [piece.strip() for piece in text.split(";")]
    parts: Iterable[str] = (part.strip() for piece in pieces if "," in piece for part in piece.split(","))
    return tuple(dict.fromkeys(name for name in (*pieces, *parts) if name))
