"""Corrections at the office's desk: what is changed of a report after it has gone out, and why.

What an operation changes is held against what each issued report told before it: its figures, the cells of
form II.06a and of other forms of its quarters, and how its tasks stood on its last day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..domain import plan_views
from ..domain.corrections import (
    CUMULATED,
    Correction,
    Followed,
    Item,
    differences,
    followed,
    report_name,
    sorted_for_reading,
    standing,
)
from ..domain.dossiers import DossierField
from ..domain.errors import EnvironmentProblem, ReasonNeeded, Refusal
from ..domain.figures import Ledger
from ..domain.numerals import format_number
from ..domain.plan import Item as PlanItem
from ..domain.plan import Plan
from ..domain.readings import Reading
from ..domain.report.lists import brief, phrase
from ..domain.report.records import ReportHead
from ..domain.report_periods import QUARTERS, Period
from ..domain.task_care import TaskCare
from ..domain.task_standing import stand
from ..domain.text import clean_line
from ..storage import kinds
from ..storage.changes import Changes, RowChange
from ..storage.columns import Row
from ..storage.figure_rows import period_of
from ..storage.recorder import Recorder
from ..storage.register_kinds import REGISTER_ROWS
from ..storage.report_rows import CORRECTIONS
from ..storage.task_kinds import TASK_CARE, TASK_UPDATES
from .calendar import Calendar
from .desk import Desk, Part
from .dossiers import COLUMNS, DossierForms
from .figures import Figures
from .operations import CORRECT, ISSUE_REPORT, SENDING, Operation
from .report_data import profile_of, told_corrections
from .reports import Reports
from .settings import file_name
from .tasks import facts_of, plans_of_year

if TYPE_CHECKING:
    from ..documents.model import Document

CORRECTION_TABLES = ("corrections", "reports")
"""What corrections are read from."""
Change = tuple[str, Item, Item]
_ALWAYS, _NEVER = "2000-01-01", "2100-12-31"
_TYPED = frozenset({"figures", "openings", "dossiers"})
"""The tables whose rows are of a period, and reach figures of it and of later ones."""
_COUNTED = frozenset({"register_rows", "task_updates", "task_care"})
"""The tables that figures of any period are counted from."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrections of one issued report; ``count`` items of it are others than were reported."""

    head: ReportHead
    corrections: tuple[Correction, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Reported:
    """An issued report that told something else than is so now: what it was, and what it is."""

    period: Period
    head: ReportHead
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """«Báo cáo số 78/BC-UBND ngày 05/4/2026 (quý I năm 2026)»."""
        assert self.head.issued_on is not None
        return report_name(self.head.number, self.head.symbol, self.head.issued_on, self.period)


class Corrections(Part):
    """What was changed of issued reports."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        figures: Figures,
        dossiers: DossierForms,
        reports: Reports,
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._figures = figures
        self._dossiers = dossiers
        self._reports = reports
        self._reason = ""
        self.of_report = desk.derived(self._of_report, CORRECTION_TABLES)

    # Reading

    def _of_report(self, period: Period) -> Corrected | None:
        """The corrections of a report as it is issued; None where it is not issued."""
        head = self._desk.store.reports().get(period)
        if head is None or not head.is_issued:
            return None
        found = sorted_for_reading(each for each in self._desk.store.records(CORRECTIONS) if each.is_of(head))
        return Corrected(head, tuple(found), standing(found))

    def asked(self, period: Period) -> Corrected:
        """The corrections of an issued report. Raises Refusal where it is not issued, or has none."""
        found = self.of_report(period)
        if found is None:
            raise Refusal(
                f"Báo cáo {period.label} chưa phát hành nên không có đính chính; hãy sửa thẳng số liệu."
            )
        if not found.corrections:
            raise Refusal(f"Báo cáo {period.label} chưa có số liệu nào được đính chính từ khi phát hành.")
        return found

    def sheet(self, period: Period) -> Document:
        """The correction sheet of an issued report. Raises Refusal where there is nothing to be put in it."""
        from ..documents.compose_corrections import compose_corrections

        found = self.asked(period)
        return compose_corrections(
            found.corrections, self._reports.text.filled(found.head), profile_of(self._desk),
            self._calendar.dates(period),
        )  # fmt: skip

    def file_name(self, period: Period, fmt: str) -> str:
        """A file name for the correction sheet."""
        head = self._reports.text.head(period)
        return file_name(self._desk, f"Đính chính số liệu {period.label}", fmt, head.number, head.symbol)

    # Changing what has gone out

    @contextmanager
    def because(self, reason: str) -> Iterator[None]:
        """While this lasts, operations that change what an issued report says are done for this reason."""
        before, self._reason = self._reason, clean_line(reason)
        try:
            yield
        finally:
            self._reason = before

    def watched(self, operation: Operation) -> Callable[[Recorder], None]:
        """What is to be done within an operation once it has written, asked before it writes."""
        if operation.key in SENDING:
            return lambda recorder: self._follow_report(recorder, goes_out=operation == ISSUE_REPORT)
        changed = self.watch()
        return lambda recorder: self._keep(recorder, changed(list(recorder.written)))

    def watch(self) -> Callable[[Sequence[RowChange]], list[Reported]]:
        """Asked before anything is written: gives of what was written what issued reports told otherwise."""
        heads = {period: head for period, head in self._desk.store.reports().items() if head.is_issued}
        if not heads:
            return lambda _: []
        before = self._figures.ledger()
        return lambda written: self._changed(written, heads, before)

    def _follow_report(self, recorder: Recorder, *, goes_out: bool) -> None:
        """Marks the corrections that a report tells which goes out, or told that is recalled."""
        for change in [each for each in recorder.written if each.table == kinds.REPORTS.table]:
            period = Period.parse(change.row_id)
            for each in self._desk.store.records(CORRECTIONS):
                if not goes_out and each.told_in == period.id:
                    recorder.update(CORRECTIONS.table, each.id, {"told_in": ""})
            if goes_out:
                for each in told_corrections(self._desk, self._calendar, period, is_issued=False):
                    recorder.update(CORRECTIONS.table, each.id, {"told_in": period.id})

    def _keep(self, recorder: Recorder, reached: Sequence[Reported]) -> None:
        """Keeps what is other than was reported. Raises ReasonNeeded where nobody said why it is."""
        affected = [each for each in reached if self.write(recorder, self.followed(each))]
        if affected and not self._reason:
            raise ReasonNeeded(_why(affected))

    def followed(self, reached: Reported) -> Followed:
        """What becomes of a report's corrections."""
        known = self._desk.store.records(CORRECTIONS)
        today, officer = self._desk.today(), self._desk.store.at_the_desk()
        return followed(known, reached.changes, reached.head, self._reason, today, officer)

    def write(self, recorder: Recorder, found: Followed) -> bool:
        """Writes corrections; gives whether there is anything that was corrected."""
        for each in found.dropped:
            recorder.delete(CORRECTIONS.table, each.id)
        for each in found.kept:
            recorder.save(CORRECTIONS, each)
        return bool(found.kept)

    def _changed(
        self, written: Sequence[RowChange], heads: Mapping[Period, ReportHead], before: Ledger
    ) -> list[Reported]:
        first = min((_first(change) for change in written if change.table in _TYPED | _COUNTED), default=None)
        known = self._desk.store.records(CORRECTIONS)
        changed: list[Reported] = []
        for period, head in heads.items():
            is_reached = first is not None and _order(period.last_quarter) >= first
            figures = list(self._of_figures(period, before)) if is_reached else []
            others = [*self._of_cells(period, written), *self._of_tasks(period, written)]
            if figures or others:
                changes = [*self._as_issued(period, head, known, figures), *others]
                changed.append(Reported(period, head, tuple(changes)))
        return changed

    def against_print(self, period: Period) -> Reported | None:
        """The figures of an issued report that are other numbers now than those that were printed, as far as
        no correction says so; None where the report is not issued, or all is as it was told."""
        head = self._desk.store.reports().get(period)
        if head is None or not head.is_issued:
            return None
        printed, ledger = self._printed(period), self._figures.ledger()
        said = {each.item: each.now for each in self._desk.store.records(CORRECTIONS) if each.is_of(head)}
        changes = [
            (key, replace(now, text=printed[key]), now)
            for mark, span in _spans(period).items()
            for key, now in _items(ledger, span, mark)
            if key in printed and said.get(key, printed[key]) != now.text
        ]
        return Reported(period, head, tuple(changes)) if changes else None

    def correct(self, reached: Sequence[Reported]) -> Changes:
        """Keeps what issued reports told otherwise as corrections, in one operation. Raises ReasonNeeded
        where nobody said why."""
        with self._desk.operation(CORRECT) as recorder:
            self._keep(recorder, reached)
        return recorder.changes

    # What reports tell

    def _of_figures(self, period: Period, before: Ledger) -> Iterator[Change]:
        """The figures of a report that were changed, those since the year began too."""
        after = self._figures.ledger_after()
        for mark, span in _spans(period).items():
            yield from differences(
                *(
                    dict(_figures(ledger, other, span, mark))
                    for ledger, other in ((before, after), (after, before))
                )
            )

    def _as_issued(
        self, period: Period, head: ReportHead, known: Iterable[Correction], changes: list[Change]
    ) -> list[Change]:
        """Changes of figures with the values that were printed, where data had changed before reasons were
        asked for."""
        corrected = {each.item for each in known if each.is_of(head)}
        if all(key in corrected for key, _, _ in changes):
            return changes
        printed = self._printed(period)
        return [
            (key, replace(was, text=printed[key]) if key not in corrected and key in printed else was, now)
            for key, was, now in changes
        ]

    def _printed(self, period: Period) -> dict[str, str]:
        """The figures in the annex of an issued report that are numbers; none where its copy is lost."""
        from ..documents.traced import printed_figures

        try:
            return printed_figures(self._reports.papers.statistics(period))
        except EnvironmentProblem:
            return {}

    def _of_cells(self, period: Period, written: Iterable[RowChange]) -> Iterator[Change]:
        """The cells of forms of a report's quarters that were changed."""
        for change in written:
            row = change.after or change.before
            if row is None or change.table not in ("dossiers", "form_rows"):
                continue
            quarter = period_of(row["period_id"])
            if quarter == period or quarter in period.quarters:
                cells = self._dossier_cells if change.table == "dossiers" else self._form_cells
                where = "" if quarter == period else f" {quarter.label}"
                yield from differences(
                    cells(change.before, quarter, where), cells(change.after, quarter, where)
                )

    def _dossier_cells(self, row: Row | None, quarter: Period, where: str) -> dict[str, Item]:
        if row is None:
            return {}
        fields: Iterable[DossierField] = self._dossiers.fields()
        name = next((each.name for each in fields if each.id == row["field_id"]), "")
        return {
            f"II.06a {quarter.id} {row['field_id']} {column}": Item(
                f"Biểu II.06a{where}, lĩnh vực {name}: {words}", "hồ sơ", format_number(row[column])
            )
            for column, words in COLUMNS.items()
            if row[column] is not None
        }

    def _form_cells(self, row: Row | None, quarter: Period, where: str) -> dict[str, Item]:
        if row is None:
            return {}
        from ..catalogue.forms import forms
        from ..domain.forms import form_on

        form = form_on(forms(), row["form"], self._calendar.dates(quarter).ends)
        counts = kinds.FORM_ROWS.read(row).row.counts
        return {
            f"{form.short} {quarter.id} {row['id']} {column.id}": Item(
                f"{form.name}{where}, dòng {row['name']}: {column.header}",
                form.unit,
                format_number(counts[column.id] or 0),
            )
            for column in form.typed
            if counts.get(column.id) is not None
        }

    def _of_tasks(self, period: Period, written: Iterable[RowChange]) -> Iterator[Change]:
        """The tasks of a report that stood otherwise on its last day than was reported."""
        changes: dict[str, list[RowChange]] = {}
        for change in written:
            if change.table in (TASK_UPDATES.table, TASK_CARE.table):
                changes.setdefault(str((change.after or change.before or {})["task_id"]), []).append(change)
        if not changes:
            return
        ends = min(self._calendar.dates(period).ends, self._desk.today())
        for head in plans_of_year(self._desk.own_heads(), period.year, ends):
            plan = self._desk.plan(head.id)
            for place in plan_views.tasks(plan):
                if of_task := changes.get(place.item.id):
                    sides = (
                        self._state(plan, place.item, ends, of_task, is_before=True),
                        self._state(plan, place.item, ends, of_task),
                    )
                    yield from differences(*sides)

    def _state(
        self, plan: Plan, task: PlanItem, ends: date, changes: Iterable[RowChange], *, is_before: bool = False
    ) -> dict[str, Item]:
        """How a task stood at the end of a day, before changes of its progress and care or after them."""
        store = self._desk.store
        changes = list(changes)
        ids = {change.row_id for change in changes}
        updates = [each for each in store.known_plans.updates_of(task.id) if each.id not in ids]
        cares = {key: each for key, each in store.cares().get(task.id, {}).items() if each.id not in ids}
        for change in changes:
            own = change.before if is_before else change.after
            if own is not None and change.table == TASK_UPDATES.table:
                updates.append(TASK_UPDATES.read(own))
            elif own is not None:
                care: TaskCare = TASK_CARE.read(own)
                cares[care.part] = care
        updates.sort(key=lambda each: each.day)
        status = stand(facts_of(task, plan, updates, cares), ends).status
        name = f"Nhiệm vụ «{brief(phrase(task.text))}»"
        return {f"task {task.id}": Item(name, "", status.label.lower())}


def _spans(period: Period) -> dict[str, Period]:
    """The spans of which a report tells figures, by what is put after their codes."""
    cumulated = period.cumulated
    is_longer = len(cumulated.quarters) > 1 and cumulated != period
    return {"": period, CUMULATED: cumulated} if is_longer else {"": period}


def _figures(ledger: Ledger, other: Ledger, span: Period, mark: str) -> Iterator[tuple[str, Item]]:
    """The figures of a ledger that another one does not have in the same way."""
    return _items(ledger, span, mark, other.readings(span))


def _items(
    ledger: Ledger, span: Period, mark: str, but: Mapping[str, Reading] | None = None
) -> Iterator[tuple[str, Item]]:
    """The figures of a span as a report tells them, without those that are as ``but`` has them."""
    known, others = ledger.catalogue(span).by_code, but or {}
    for code, reading in ledger.readings(span).items():
        if reading is not others.get(code) and reading != others.get(code):
            indicator = known[code]
            name = f"{indicator.name}{' (lũy kế từ đầu năm)' if mark else ''}"
            unit = "" if indicator.choices else indicator.unit
            yield f"{code}{mark}", Item(name, unit, reading.words(indicator))


def _first(change: RowChange) -> int:
    """The place in time of the first quarter whose figures a change reaches."""
    rows = [row for row in (change.before, change.after) if row is not None]
    if change.table in _TYPED:
        return _order(period_of(rows[0]["period_id"]).quarters[0])
    days = [day for row in rows for day in _days(change.table, row)]
    day = min(days, default=date.min)
    # A period of reports ends before its quarter of the calendar does, if not with it.
    return _order(Period(day.year, QUARTERS[(day.month - 1) // 3]))


def _days(table: str, row: Row) -> list[date]:
    """The days from which on a record is counted, or counted otherwise: of a register's row all it has."""
    if table == TASK_CARE.table:
        # A rule or a document may be of any day; a reason alone changes no figure.
        says_more = row["unit"] or row["dropped_on"]
        day = row["dropped_on"] or row["begins"] or _ALWAYS if says_more else _NEVER
        return [date.fromisoformat(day)]
    if table != REGISTER_ROWS.table:
        return [date.fromisoformat(row["day"])]
    found = map(_day_of, json.loads(row["cells"]).values())
    return [day for day in found if day is not None]


def _day_of(plain: object) -> date | None:
    """The day that a cell holds, None where it holds something else."""
    try:
        return date.fromisoformat(plain) if isinstance(plain, str) else None
    except ValueError:
        return None


def _order(quarter: Period) -> int:
    return quarter.year * len(QUARTERS) + QUARTERS.index(quarter.span)


def _why(affected: Sequence[Reported]) -> str:
    """What is asked for, in one sentence."""
    first = min(affected, key=lambda each: _order(each.period.last_quarter))
    others = f" và {len(affected) - 1} báo cáo khác" if len(affected) > 1 else ""
    return f"Thay đổi này làm khác {first.name}{others} đã phát hành: hãy ghi lý do đính chính."
