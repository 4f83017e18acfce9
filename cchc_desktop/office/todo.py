"""What needs a hand: gathered from tasks, reports, registers and what waits in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..catalogue.working_days import working_days
from ..domain.duties import DutyLine
from ..domain.errors import Refusal
from ..domain.indicators import Severity
from ..domain.names import unit_key
from ..domain.places import (
    CalendarPlace,
    CriteriaPlace,
    EvidencePlace,
    FigurePlace,
    RegisterPlace,
    ReportPlace,
    TasksPlace,
)
from ..domain.report_periods import Period
from ..domain.tasks import GIVEN, IN_FORCE, Lack, TaskRow
from ..domain.text import clean_line
from ..domain.todo import Horizon, Line, Source, is_of, ordered
from ..storage.changes import Changes
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.register_kinds import REGISTER_DOUBTS, StoredDoubt
from ..storage.round_kinds import CRITERION_ROUNDS, SCORE_STEPS
from .calendar import CALENDAR_TABLES, Calendar
from .catalogues import CATALOGUE_TABLES
from .desk import DAY, Desk, Part
from .duties import DUTY_TABLES, DueReport, Duties
from .report_checks import CHECK_TABLES
from .report_data import REACHED, profile_of
from .reports import Reports
from .rule_tables import RULE_TABLES
from .settings import PEOPLE_TABLES, PROFILE_TABLES, Settings
from .tasks import TASK_TABLES, Tasks, plans_in_force

if TYPE_CHECKING:
    from ..documents.model import Document
    from ..domain.evidence import Lack as EvidenceLack
    from ..domain.registers.fields import RegisterField
    from ..domain.registers.register import Deadline, Register, RegisterRow
    from .evidence import Evidence
    from .reached_reports import ReachedReports
    from .registers import Registers
    from .rules import Rules
    from .score_rounds import ScoreRounds

_REGISTERS = ("registers", "register_rows")
_EVIDENCE = tuple(
    dict.fromkeys(
        (EVIDENCE_FILES.table, *TASK_TABLES, *CALENDAR_TABLES, *CATALOGUE_TABLES, *_REGISTERS, "reports",
         "signed_copies", DAY)
    )
)  # fmt: skip
_REPORTS = tuple(dict.fromkeys((*DUTY_TABLES, *CHECK_TABLES, "corrections", "seals")))
_ROUNDS = (SCORE_STEPS.table, CRITERION_ROUNDS.table, EVIDENCE_FILES.table, "criteria_sets")
TODO_TABLES = tuple(
    dict.fromkeys(
        (*TASK_TABLES, *_REPORTS, *_REGISTERS, *RULE_TABLES, *_EVIDENCE, *_ROUNDS, "register_doubts",
         *PEOPLE_TABLES)
    )
)  # fmt: skip
"""What the lines are read from."""
_FURTHEST = 100
"""A report that is due later than in so many days is not waited for: quarters have fewer."""
_LONG_LATE, _FEW = timedelta(days=90), 3
"""More rows than a few of one register that are late for longer than that are told in one line."""
_LONGEST = 240


class Todo(Part):
    """What needs a hand, by urgency."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        tasks: Tasks,
        duties: Duties,
        reports: Reports,
        registers: Callable[[], Registers],
        rules: Callable[[], Rules],
        evidence: Callable[[], Evidence],
        settings: Settings,
        rounds: Callable[[], ScoreRounds],
        reached: Callable[[], ReachedReports],
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._tasks = tasks
        self._duties = duties
        self._reports = reports
        self._registers = registers
        self._rules = rules
        self._evidence = evidence
        self._settings = settings
        self._rounds = rounds
        self._reached = reached
        self.horizon = desk.derived(self._horizon, DUTY_TABLES)
        self._of_tasks = desk.derived(self._task_lines, TASK_TABLES)
        self._of_reports = desk.derived(self._report_lines, _REPORTS)
        self._of_registers = desk.derived(self._register_lines, _REGISTERS)
        self._of_rules = desk.derived(self._rule_lines, (*RULE_TABLES, *PROFILE_TABLES))
        self._of_evidence = desk.derived(self._evidence_lines, _EVIDENCE)
        self._of_doubts = desk.derived(self._doubt_lines, ("registers", "register_doubts"))
        self._of_rounds = desk.derived(self._round_lines, _ROUNDS)
        self._every = desk.derived(self._gathered, TODO_TABLES)

    def lines(self, day: date | None = None, officer: str = "", *, at_hand: bool = False) -> tuple[Line, ...]:
        """What needs a hand on a day (today where None), the most urgent first; an officer's own lines where
        one is named: those that name the officer and, where nobody is named, those of the officer's unit.

        ``at_hand`` leaves out reports and rules, for which all figures have to be worked out.
        """
        lines = self._every(day or self._desk.today(), at_hand)
        if not officer:
            return lines
        unit = self.unit_of(officer)
        return tuple(line for line in lines if is_of(line, officer, unit))

    def document(self, lines: Sequence[Line], day: date | None = None, whose: str = "") -> Document:
        """Lines of a day as they are laid on the table at the weekly meeting; ``whose`` they are."""
        from ..documents.compose_today import compose_today

        return compose_today(lines, self.horizon(day or self._desk.today()), profile_of(self._desk), whose)

    # Done from here

    def done_field(self, line: Line) -> RegisterField | None:
        """The field of a register's row that says that what a line wants is done; None for other lines."""
        if not (isinstance(line.place, RegisterPlace) and line.part):
            return None
        register = self._registers().get(line.place.register)
        return register.field(register.deadlines[int(line.part)].done)

    def finish(self, line: Line, typed: str) -> Changes:
        """Says in a register's row that what a line wants is done. Raises Refusal, with the field, where
        nothing or something else was typed, or the row is gone."""
        field = self.done_field(line)
        assert field is not None
        assert isinstance(line.place, RegisterPlace)
        value = field.read(typed)
        if value is None or value is False:
            raise Refusal(f"Hãy nhập «{field.label}».", field.key)
        registers = self._registers()
        row = registers.row(line.place.row_id)
        return registers.save([replace(row, values={**row.values, field.key: value})])

    def unit_of(self, officer: str) -> str:
        """The unit that an officer belongs to, as the list of units names it; nothing where it is silent."""
        known = self._settings.officer_named(officer)
        if known is None or known.unit_id is None:
            return ""
        return next((unit.name for unit in self._settings.units() if unit.id == known.unit_id), "")

    def officers_of(self, unit: str) -> list[str]:
        """The officers of a unit, by name."""
        ids = {each.id for each in self._settings.units() if unit_key(each.name) == unit_key(unit)}
        return [each.name for each in self._settings.officers() if each.unit_id in ids]

    def _horizon(self, day: date) -> Horizon:
        """How far the lines of a day reach: to the report that is due next after its week."""
        if self._desk.store.profile() is None:
            return Horizon.of(day)
        week_ends = Horizon.of(day).week_ends
        line = self._duties.next_after(week_ends, _FURTHEST)
        return Horizon.of(day) if line is None else Horizon.of(day, line.turn.due, _name(line))

    def _gathered(self, day: date, at_hand: bool) -> tuple[Line, ...]:
        lines = (
            *(() if at_hand else self._of_reports(day)),
            *self._of_tasks(day),
            *self._of_registers(day),
            *(() if at_hand else self._of_rules(day)),
            *self._of_evidence(day),
            *self._of_doubts(),
            *self._of_rounds(),
        )
        return self._without_linked(ordered(lines, self.horizon(day)))

    def _without_linked(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines without those of rows whose task in a plan has one: it is the same work."""
        rows = {
            line.place.row_id: line
            for line in lines
            if isinstance(line.place, RegisterPlace) and line.place.register == GIVEN
        }
        # A start does without what is known of them, where there is none.
        if not rows:
            return lines
        links = self._tasks.given().links()
        tasks = {line.id for line in lines if line.source is Source.TASK}
        told = [line for row_id, line in rows.items() if f"task:{links.get(row_id, '')}" in tasks]
        return tuple(line for line in lines if line not in told)

    # Tasks

    def _task_lines(self, day: date) -> tuple[Line, ...]:
        """The open tasks of the plans in force on a day, and their sub-tasks with days of their own."""
        plans = plans_in_force(self._desk.own_heads(), day)
        open_rows = [row for row in self._tasks.standing(plans, day) if row.status.is_open]
        return tuple(line for row in open_rows for line in _of_task(row))

    # Reports

    def _report_lines(self, day: date) -> tuple[Line, ...]:
        """What the reports up to the horizon of a day need: to be sent, and first of all their figures."""
        if self._desk.store.profile() is None:
            return ()
        within = (self.horizon(day).ends - day).days
        lines: list[Line] = []
        for report in self._duties.due(within, day):
            if self._begins(report.first) <= day:
                # What the first report lacks, the next one lacks too.
                is_lacking = any(line.source is Source.FIGURES for line in lines)
                lines += self._of_report(report, tell_figures=not is_lacking)
        return (*lines, *self._corrections(day))

    def _corrections(self, day: date) -> Iterator[Line]:
        """The issued reports that something from elsewhere made other than they told."""
        if not self._desk.store.preference(REACHED):
            return
        for each in self._reached().waiting():
            yield Line(
                f"correct:{each.period.id}", Source.REPORT,
                f"Đính chính {len(each.changes)} số liệu của {_lower(each.name)}", day, day,
                ReportPlace(each.period), note="số liệu nhận từ nơi khác, khác bản đã phát hành",
            )  # fmt: skip

    def _begins(self, line: DutyLine) -> date:
        """From when on there is something to do for a report: in its last quarter."""
        period = line.turn.period
        if line.is_composed and isinstance(period, Period):
            return self._calendar.dates(period.last_quarter).starts
        return line.turn.starts

    def _of_report(self, report: DueReport, *, tell_figures: bool) -> Iterator[Line]:
        first = report.first
        due, name = first.turn.due, _name(first)
        by = _needed_by(due)
        period = first.turn.period
        others = [f"cũng là «{each.turn.duty.name}»" for each in report.lines[1:]]
        if not (first.is_composed and isinstance(period, Period)):
            yield Line(
                f"report:{first.id}", Source.REPORT, f"Gửi {_lower(name)} rồi ghi ngày gửi", due, by,
                CalendarPlace(period.year, first.id), note="; ".join(others),
            )  # fmt: skip
            return
        standing = self._reports.schedule.standing(period)
        missing = standing.wanted - standing.done
        if missing and tell_figures:
            yield Line(
                f"figures:{first.id}", Source.FIGURES, f"Nhập {missing} số liệu còn thiếu của {_lower(name)}",
                due, by, FigurePlace(period.last_quarter), note=f"đã có {standing.done}/{standing.wanted}",
            )  # fmt: skip
        # What is not typed yet is no error of the draft: it is told above.
        errors = 0 if missing else self._errors(period)
        sentence = f"Sửa {errors} lỗi rồi phát hành {_lower(name)}" if errors else f"Phát hành {_lower(name)}"
        yield Line(
            f"report:{first.id}", Source.REPORT, sentence, due, by, ReportPlace(period),
            note="; ".join(others),
        )  # fmt: skip

    def _errors(self, period: Period) -> int:
        return sum(item.severity is Severity.ERROR for item in self._reports.checklist(period))

    # Registers

    def _register_lines(self, day: date) -> tuple[Line, ...]:
        """What is open on a day of the rows of registers that have deadlines."""
        used = self._desk.store.registers_in_use()
        if not used:
            return ()
        return tuple(
            line
            for register in self._registers().all()
            if register.id in used
            for number, deadline in enumerate(register.deadlines)
            for line in _of_deadline(
                register, deadline, number, self._open_rows(register, deadline, day), day
            )
        )

    def _open_rows(self, register: Register, deadline: Deadline, day: date) -> list[RegisterRow]:
        """The rows of a register that may still be open on a day: a large one is not read whole for them."""
        from ..domain.registers.fields import Holds
        from .registers import row_of

        until = day if register.field(deadline.done).holds is Holds.DAY else None
        stored = self._desk.store.open_register_rows(register.id, deadline.day, deadline.done, until)
        return [row_of(register, each) for each in stored]

    def _rule_lines(self, day: date) -> tuple[Line, ...]:
        """What standing rules want by a day of their own; rows that each want something are told above."""
        from ..domain.standing_rules import Demand, State

        if self._desk.store.profile() is None:
            return ()
        return tuple(
            Line(
                f"rule:{each.rule.id}", Source.RULE,
                f"{each.rule.name}: {_lower(each.sentence.rstrip('.'))}", each.by, _needed_by(each.by),
                each.place, area=each.rule.area,
            )
            for each in self._rules().standing(day)
            if each.by is not None
            and each.state in (State.OPEN, State.KEPT)
            and each.rule.demand not in (Demand.IN_TIME, Demand.ALL)
        )  # fmt: skip

    def _evidence_lines(self, day: date) -> tuple[Line, ...]:
        """What is done and has no file of evidence yet, a line for each who is to hand it in; an office that
        keeps its evidence elsewhere is not reminded of it."""
        if not self._desk.store.records(EVIDENCE_FILES):
            return ()
        found: dict[tuple[str, str], list[EvidenceLack]] = {}
        for lack in self._evidence().lacking(day):
            found.setdefault((lack.officer, lack.unit), []).append(lack)
        lines = []
        for number, ((officer, unit), lacks) in enumerate(sorted(found.items())):
            first, is_one = lacks[0], len(lacks) == 1
            what = f": {first.title}" if is_one else f" của {len(lacks)} việc đã xong"
            sentence = _brief(f"Đính kèm minh chứng{what}")
            place = first.place if is_one else EvidencePlace(lacking=True)
            area = first.area if len({lack.area for lack in lacks}) == 1 else 0
            lines.append(
                Line(
                    f"evidence:{number}", Source.EVIDENCE, sentence, None, None, place, officer, unit, area
                )
            )  # fmt: skip
        return tuple(lines)

    def _round_lines(self) -> tuple[Line, ...]:
        """The criteria of which verification took points, and that wait for an explanation."""
        if not self._desk.store.records(SCORE_STEPS):
            return ()
        return tuple(
            Line(
                f"scores:{period.id}:{rounds.given.id}", Source.SCORES,
                f"Giải trình {len(waiting)} tiêu chí bị trừ điểm thẩm định {period.label}", rounds.due,
                _needed_by(rounds.due) if rounds.due else None, CriteriaPlace(period, waiting[0].code),
            )
            for period, rounds in self._rounds().open_rounds()
            if (waiting := rounds.waiting)
        )  # fmt: skip

    def _doubt_lines(self) -> tuple[Line, ...]:
        """The rows that wait for somebody to say whether they are doubles, by register."""
        waiting: tuple[StoredDoubt, ...] = self._desk.store.records(REGISTER_DOUBTS)
        counts = Counter(each.register for each in waiting)
        if not counts:
            return ()
        return tuple(
            Line(
                f"doubts:{register.id}", Source.DOUBTS,
                f"Quyết định {counts[register.id]} dòng nghi trùng ở sổ «{register.name}»", None, None,
                RegisterPlace(register.id), area=register.area, note="chưa được đếm vào số liệu",
            )
            for register in self._registers().all()
            if counts[register.id]
        )  # fmt: skip


def _of_task(row: TaskRow) -> Iterator[Line]:
    turn, who = row.next_turn, row.assignment
    notes = [turn.label] if turn is not None else []
    percent = turn.percent if turn is not None else row.percent
    notes += [f"đã {percent}%"] if percent else []
    notes += ["chưa giao ai"] if Lack.ASSIGNEE.of(row) else []
    place = TasksPlace(row.id, IN_FORCE)
    yield Line(
        f"task:{row.id}", Source.TASK, _brief(row.text), row.due, row.work_by, place, who.officer, who.lead,
        row.area, row.text, ", ".join(notes),
    )  # fmt: skip
    for part in row.subtasks:
        if part.status.is_open and part.care.due is not None:
            yield Line(
                f"part:{row.id}:{part.key}", Source.TASK, _brief(part.label), part.due, _needed_by(part.due),
                place, part.care.officer or who.officer, who.lead, row.area, part.label,
                f"việc con của «{_brief(row.text)}»", part.key,
            )  # fmt: skip


def _of_deadline(
    register: Register, deadline: Deadline, number: int, rows: list[RegisterRow], day: date
) -> Iterator[Line]:
    """The lines of one deadline of a register; of what is late for long there is one line for all."""
    waiting = [(due, row) for row in rows if (due := deadline.open_until(row.values, day)) is not None]
    old = [(due, row) for due, row in waiting if due < day - _LONG_LATE]
    if len(old) > _FEW:
        due, first = min(old, key=lambda pair: (pair[0], pair[1].id))
        yield Line(
            f"late:{register.id}:{number}", Source.REGISTER,
            f"Xem lại {len(old)} dòng quá hạn đã lâu ở sổ «{register.name}»: làm nốt hoặc ghi kết quả",
            due, _needed_by(due), RegisterPlace(register.id, first.id, deadline.done), area=register.area,
            note="dòng cũ nhất",
        )  # fmt: skip
        waiting = [pair for pair in waiting if pair not in old]
    for due, row in waiting:
        told, about = register.told(deadline.sentence, row.values), row.values.get(register.row_name, "")
        unit, officer = (str(row.values.get(key, "")) for key in (deadline.unit, deadline.officer))
        yield Line(
            f"row:{row.id}:{number}", Source.REGISTER, _brief(told), due, _needed_by(due),
            RegisterPlace(register.id, row.id, deadline.done), officer, unit, register.area, str(about),
            part=str(number),
        )  # fmt: skip


def _name(line: DutyLine) -> str:
    """What lists call a report: «Báo cáo CCHC quý II năm 2026»."""
    return f"Báo cáo CCHC {line.turn.period.label}" if line.is_composed else line.name


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _brief(text: str) -> str:
    """The text as one line that is not longer than a list can show."""
    line = clean_line(text).rstrip(" .;,:")
    if len(line) <= _LONGEST:
        return line
    return f"{line[:_LONGEST].rpartition(' ')[0]}…"


def _needed_by(due: date) -> date:
    """The last working day on which it is not late."""
    return working_days().last_on_or_before(due)
