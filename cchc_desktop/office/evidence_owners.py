"""What evidence is attached to: its words, its area, its day, and the place where it opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..domain.errors import CchcError, Refusal
from ..domain.evidence import Owner, OwnerKind
from ..domain.places import CriteriaPlace, FigurePlace, Place, RegisterPlace, ReportPlace, TasksPlace
from ..domain.report_periods import Period
from .calendar import CALENDAR_TABLES, Calendar
from .catalogues import CATALOGUE_TABLES, Catalogues
from .desk import Desk, Part
from .tasks import TASK_TABLES, Tasks

if TYPE_CHECKING:
    from ..domain.registers.register import Register, RegisterRow
    from .registers import Registers

OWNER_TABLES = tuple(
    dict.fromkeys((*TASK_TABLES, *CALENDAR_TABLES, *CATALOGUE_TABLES, "registers", "register_rows"))
)
"""What the words of those are read from that evidence is attached to."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class KnownOwner:
    """What something with evidence is called, its area (0 for the whole office), the day that tells its
    period, and where it opens."""

    owner: Owner
    title: str
    area: int
    day: date | None
    place: Place
    officer: str = ""
    unit: str = ""


class EvidenceOwners(Part):
    """Knows what evidence can be attached to."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        catalogues: Catalogues,
        tasks: Tasks,
        registers: Callable[[], Registers],
    ) -> None:
        super().__init__(desk)
        self._calendar = calendar
        self._catalogues = catalogues
        self._tasks = tasks
        self._registers = registers
        self._of_plan = desk.per_plan(self._read_tasks, TASK_TABLES)

    def get(self, owner: Owner) -> KnownOwner:
        """What an owner is. Raises Refusal where there is none."""
        known = self.find(owner)
        if known is None:
            raise Refusal(
                f"Không tìm thấy {owner.kind.label.lower()} «{owner.id}» để đính kèm. Hãy kiểm tra lại mã.",
                "to",
            )
        return known

    def updates_of(self, task_id: str) -> list[Owner]:
        """The reports on a task's progress, which files may be attached to as well."""
        return [Owner(OwnerKind.UPDATE, each.id) for each in self._desk.store.known_plans.updates_of(task_id)]

    def task_of(self, update_id: str) -> str:
        """The task that an update is of; nothing where it is gone."""
        update = self._desk.store.row("task_updates", update_id)
        return str(update["task_id"]) if update is not None else ""

    def find(self, owner: Owner) -> KnownOwner | None:
        """What an owner is; None where it is gone."""
        match owner.kind:
            case OwnerKind.TASK:
                return self._task(owner.id)
            case OwnerKind.UPDATE:
                return self._update(owner)
            case OwnerKind.ROW:
                return self._row(owner)
            case OwnerKind.FIGURE:
                return self._figure(owner)
            case OwnerKind.REPORT:
                return self._report(owner)
            case OwnerKind.CRITERION:
                return self._criterion(owner)

    def _task(self, task_id: str) -> KnownOwner | None:
        plan_id = self._desk.plan_of(task_id)
        return self._of_plan(plan_id).get(task_id) if plan_id is not None else None

    def _read_tasks(self, plan_id: str) -> dict[str, KnownOwner]:
        return {
            row.id: KnownOwner(
                Owner(OwnerKind.TASK, row.id), row.text[:_LONGEST], row.area,
                row.progress.day if row.progress is not None and row.status.is_done else row.due,
                TasksPlace(row.id), row.assignment.officer, row.assignment.lead,
            )
            for row in self._tasks.at(self._desk.today(), plan_id)
        }  # fmt: skip

    def _update(self, owner: Owner) -> KnownOwner | None:
        task_id = self.task_of(owner.id)
        task = self._task(task_id)
        if task is None:
            return None
        update = next(each for each in self._tasks.updates(task_id) if each.id == owner.id)
        return KnownOwner(
            owner, f"{task.title} (cập nhật ngày {update.day:%d/%m/%Y})", task.area, update.day, task.place,
            update.officer or task.officer, task.unit,
        )  # fmt: skip

    def _row(self, owner: Owner) -> KnownOwner | None:
        registers = self._registers()
        if not registers.is_there(owner.id):
            return None
        row = registers.row(owner.id)
        return self.of_row(registers.get(row.register), row)

    def of_row(self, register: Register, row: RegisterRow) -> KnownOwner:
        """What a row of a register is, for who has read it."""
        owner = Owner(OwnerKind.ROW, row.id)
        title = f"{register.name}: {register.name_of(row.values)}"
        place = RegisterPlace(register.id, row.id)
        return KnownOwner(owner, title[:_LONGEST], register.area_of(row.values), row.day(register), place)

    def _figure(self, owner: Owner) -> KnownOwner | None:
        period = owner.period
        assert period is not None
        indicator = self._catalogues.of_period(period).by_code.get(owner.code)
        if indicator is None:
            return None
        title = f"{owner.code} {indicator.name}, {period.label}"
        return KnownOwner(
            owner, title[:_LONGEST], indicator.area, self._ends(period), FigurePlace(period, owner.code)
        )

    def _report(self, owner: Owner) -> KnownOwner:
        period = owner.period
        assert period is not None
        return KnownOwner(owner, f"Báo cáo {period.label}", 0, self._ends(period), ReportPlace(period))

    def _criterion(self, owner: Owner) -> KnownOwner:
        """A criterion of a set in a period («2026-N:khoi-dau:3.4.1»); any other is named by its code."""
        from .criteria_sets import sets_of

        period_id, _, rest = owner.id.partition(":")
        set_id, _, code = rest.partition(":")
        given = next((each for each in sets_of(self._desk.store) if each.id == set_id), None)
        path = given.path_to(code) if given is not None else ()
        if not path:
            return KnownOwner(owner, f"Tiêu chí {owner.id}", 0, None, ReportPlace())
        period = Period.parse(period_id)
        title = f"Tiêu chí {code} {path[-1].name}, {period.label}"
        ends = self._ends(period)
        return KnownOwner(owner, title[:_LONGEST], path[0].area, ends, CriteriaPlace(period, code))

    def _ends(self, period: Period) -> date | None:
        try:
            return self._calendar.dates(period).ends
        except (CchcError, KeyError):
            # A year that no calendar reaches has no days.
            return None
