"""Which reform areas rows belong to: by these an officer's rights over single records are told."""

from collections.abc import Callable, Iterable
from functools import cached_property

from ..domain import plan_views
from ..domain.access import WHOLE_OFFICE
from ..domain.report_periods import Period
from ..storage.changes import RowChange
from ..storage.columns import Row
from .catalogues import Catalogues
from .desk import Desk
from .dossiers import FORM_AREA
from .report_text import area_of_passage

_OF_NO_AREA = frozenset({
    "periods", "catalogues", "corrections", "register_maps", "task_filters", "legal_documents",
    "surveys", "survey_forms", "row_origins",
})  # fmt: skip
"""What is kept once something is stored in a period, of a report that has gone out, or from a file, whoever
stores it; the filters of tasks, which change nothing that they show; documents that anybody may cite;
surveys, whose forms anybody may key in; and where records came from, which are asked of themselves."""


class RowAreas:
    """Tells the areas of rows from what they hold, and from the plans and catalogues that they refer to.

    Made anew for each operation: plans change.
    """

    def __init__(self, desk: Desk, catalogues: Catalogues) -> None:
        self._desk = desk
        self._catalogues = catalogues
        self._of_tasks: dict[str, dict[str, int]] = {}
        """The areas of tasks, by their plans."""

    def __call__(self, changes: Iterable[RowChange]) -> set[int]:
        """The areas of all rows, as they were and as they are; WHOLE_OFFICE for what belongs to none."""
        return {
            self._area(change.table, row)
            for change in changes
            if change.table not in _OF_NO_AREA
            for row in (change.before, change.after)
            if row is not None
        }

    def _area(self, table: str, row: Row) -> int:
        if table in ("figures", "openings"):
            known = self._catalogues.of_period(Period.parse(row["period_id"]))
            found = known.get(row["code"]).area
        elif table in ("dossiers", "dossier_fields", "form_rows"):
            found = FORM_AREA
        elif table in ("task_updates", "task_care", "task_marks"):
            found = self._of_task(row["task_id"])
        elif table in ("remarks", "scores"):
            found = int(row["area"])
        elif table in ("register_rows", "register_doubts"):
            found = self._of_registers(row) or WHOLE_OFFICE
        elif table in ("evidence", "criterion_marks", "criterion_rounds", "criterion_tasks"):
            found = int(row["area"]) or WHOLE_OFFICE
        elif table == "passages":
            found = area_of_passage(row["key"])
        else:
            found = WHOLE_OFFICE
        return found

    @cached_property
    def _of_registers(self) -> Callable[[Row], int]:
        # Most operations change no register.
        from .registers import areas_of

        return areas_of(self._desk.store)

    def _of_task(self, task_id: str) -> int:
        if (plan_id := self._desk.plan_of(task_id)) is None:
            return WHOLE_OFFICE
        if plan_id not in self._of_tasks:
            places = plan_views.tasks(self._desk.plan(plan_id))
            self._of_tasks[plan_id] = {each.item.id: each.area or WHOLE_OFFICE for each in places}
        return self._of_tasks[plan_id].get(task_id, WHOLE_OFFICE)
