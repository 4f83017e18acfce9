"""A merge or a new name of units, from a day on, as one operation: what becomes another's, and what stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..domain.dates import short_date
from ..domain.errors import Refusal
from ..domain.names import unit_key
from ..domain.offices import Officer, Succession, Unit, is_valid
from ..domain.task_care import TaskCare
from ..domain.task_filters import KeptFilter
from ..domain.text import clean_line
from ..domain.unit_merge import Successors, merged
from ..storage.changes import Changes
from ..storage.filter_kinds import TASK_FILTERS, write_filter
from ..storage.office_rows import SUCCESSIONS, write_officer, write_unit
from ..storage.task_kinds import write_care
from . import operations
from .desk import Desk, Part
from .settings import Settings
from .tasks import Tasks


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that a merge changes: what sort of thing, which, and how it was and will be."""

    id: str
    what: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge would do. ``kept`` says in a sentence what stays under the old names."""

    olds: tuple[Unit, ...]
    new: Unit
    taken: tuple[Succession, ...]
    is_fresh: bool
    day: date
    officers: tuple[Officer, ...]
    filters: tuple[KeptFilter, ...]
    cares: tuple[TaskCare, ...]
    moved: tuple[Moved, ...]
    kept: str


class UnitMerging(Part):
    """Units that are merged or renamed while their work goes on."""

    def __init__(self, desk: Desk, settings: Settings, tasks: Tasks) -> None:
        super().__init__(desk)
        self._settings = settings
        self._tasks = tasks

    def propose(self, old_ids: Iterable[str], name: str, short_name: str, day: date) -> Merge:
        """What becomes the new unit's from a day on; nothing is stored.

        Raises Refusal as `unit_merge.merged` does, and for a day that has not come yet.
        """
        if day > self._desk.today():
            raise Refusal(
                f"Ngày {short_date(day)} chưa đến. Hãy thực hiện từ ngày sáp nhập, đổi tên có hiệu lực.",
                "day",
            )
        units = self._settings.units()
        olds, new, taken = merged(units, old_ids, clean_line(name), clean_line(short_name), day)
        is_fresh = all(unit.id != new.id for unit in units)
        by_id = {unit.id: unit for unit in olds}
        officers = tuple(
            replace(officer, unit_id=new.id)
            for officer in self._settings.officers(day)
            if officer.unit_id in by_id
        )
        keys = {unit_key(form) for unit in olds for form in (unit.name, unit.short_name) if form}
        filters = tuple(
            replace(each, chosen=replace(each.chosen, unit=new.name))
            for each in self._desk.store.records(TASK_FILTERS)
            if each.chosen.unit and unit_key(each.chosen.unit) in keys
        )
        moved = [self._of_unit(unit, new) for unit in olds]
        if is_fresh:
            moved.append(Moved(new.id, "Đơn vị", new.name, "", f"mới, từ ngày {short_date(day)}"))
        moved += [
            Moved(each.id, "Công chức", each.name, by_id[was.unit_id or ""].name, new.name)
            for each, was in ((each, self._stored(each)) for each in officers)
        ]
        tasks, left = self._tasks_of(olds, taken)
        moved += tasks
        parts = [
            part
            for row in self._tasks.rows()
            for part in row.subtasks
            if part.status.is_open and unit_key(part.care.lead) in keys
        ]
        moved += [Moved(each.key, "Việc con", each.label, each.care.lead, new.name) for each in parts]
        cares = tuple(replace(each.care, lead=new.name) for each in parts)
        moved += [
            Moved(f"filter:{each.id}", "Bộ lọc", each.name, self._filter_unit(each.id), new.name)
            for each in filters
        ]
        kept = (
            f"Giữ tên cũ: {left} nhiệm vụ đã xong trước ngày {short_date(day)}, các dòng sổ theo dõi, "
            "báo cáo và văn bản đã có. Tên in trong kế hoạch đã ban hành không đổi."
        )
        return Merge(olds, new, taken, is_fresh, day, officers, filters, cares, tuple(moved), kept)

    def _stored(self, officer: Officer) -> Officer:
        return next(each for each in self._settings.officers() if each.id == officer.id)

    def _filter_unit(self, filter_id: str) -> str:
        return next(
            each.chosen.unit for each in self._desk.store.records(TASK_FILTERS) if each.id == filter_id
        )

    @staticmethod
    def _of_unit(unit: Unit, new: Unit) -> Moved:
        ends = short_date(unit.valid_to)
        return Moved(unit.id, "Đơn vị", unit.name, "đang hoạt động", f"đến hết {ends}, nay là {new.name}")

    def _tasks_of(self, olds: Iterable[Unit], taken: Iterable[Succession]) -> tuple[list[Moved], int]:
        """The tasks that become the new unit's, and how many stay under an old name."""
        after = Successors([*self._settings.successions(), *taken])
        keys = {unit_key(form) for unit in olds for form in (unit.name, unit.short_name) if form}
        today = self._desk.today()
        moved, left = [], 0
        for row in self._tasks.rows():
            given = row.assignment
            done_on = row.progress.day if row.progress is not None and row.status.is_done else None
            found = after.assignment(given, today, done_on)
            if found.lead != given.lead:
                moved.append(Moved(row.id, "Nhiệm vụ", row.text, given.lead, found.lead))
            elif found.support != given.support:
                before, now = f"phối hợp: {given.support}", f"phối hợp: {found.support}"
                moved.append(Moved(row.id, "Nhiệm vụ", row.text, before, now))
            elif unit_key(given.lead) in keys:
                left += 1
        return moved, left

    def merge(self, old_ids: Iterable[str], name: str, short_name: str, day: date) -> Changes:
        """Merges or renames units in one operation. Raises Refusal as `propose` does."""
        self._desk.admit(operations.MERGE_UNITS)
        planned = self.propose(old_ids, name, short_name, day)
        names = ", ".join(unit.name for unit in planned.olds)
        label = "Sáp nhập đơn vị" if len(planned.olds) > 1 or not planned.is_fresh else "Đổi tên đơn vị"
        subject = f"{names} → {planned.new.name}"
        # A report on days since then may count units that are one by now.
        with self._desk.operation(operations.MERGE_UNITS, subject, label, since=day) as recorder:
            for unit in (*([planned.new] if planned.is_fresh else []), *planned.olds):
                write_unit(recorder, unit)
            for taken in planned.taken:
                recorder.save(SUCCESSIONS, taken)
            for officer in planned.officers:
                write_officer(recorder, officer)
            for each in planned.filters:
                write_filter(recorder, each)
            for care in planned.cares:
                write_care(recorder, care)
        return recorder.changes

    def former(self, name: str) -> tuple[str, ...]:
        """What a unit was called before, and the units that it took over."""
        return Successors(self._settings.successions()).former(name)

    def in_force(self, day: date) -> list[Unit]:
        """The units that may be merged from a day on: those in force the day before."""
        before = date.fromordinal(day.toordinal() - 1)
        return [unit for unit in self._settings.units() if is_valid(unit, before)]
