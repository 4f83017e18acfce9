"""What the plans themselves propose: units to lead tasks, areas to hold targets; each to accept or not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .. import catalogue
from ..domain import outline
from ..domain.area_proposals import AreaProposal, propose_areas, waiting_targets
from ..domain.duty_proposals import DutyProposal, propose_duties, with_duties
from ..domain.errors import Refusal
from ..domain.plan import ItemKind
from ..domain.target_links import link_targets
from ..domain.unit_proposals import UnitProposal, propose_leads
from ..storage.changes import Changes
from ..storage.plan_writing import write_plan
from . import operations
from .assigning import Assigning, TaskEdit
from .desk import OWN_PLAN_TABLES, PLAN_TABLES, Desk, Part
from .plans import AssignmentFields, why_fixed
from .settings import Settings

PROPOSAL_TABLES = (*OWN_PLAN_TABLES, "units")
"""What proposals are read from."""


class Proposals(Part):
    """Proposals that are read out of the plans."""

    def __init__(self, desk: Desk, settings: Settings, assigning: Assigning) -> None:
        super().__init__(desk)
        self._settings = settings
        self._assigning = assigning
        self.leads = desk.derived(self._leads, PROPOSAL_TABLES)
        self.areas = desk.derived(self._areas, PLAN_TABLES)

    def _leads(self) -> tuple[UnitProposal, ...]:
        """A unit for each task without a lead of which its plan tells one; not for plans that were issued."""
        units = [unit.name for unit in self._settings.units()]
        return tuple(
            proposal
            for head in self._desk.own_heads()
            if head.status.is_open
            for proposal in propose_leads(self._desk.plan(head.id), units, catalogue.areas())
        )

    def accept_leads(self, proposals: Sequence[UnitProposal]) -> Changes:
        """Gives each task the unit that is proposed, in one operation. Raises TaskRefusal."""
        edits = {each.task_id: TaskEdit(AssignmentFields(lead=each.unit)) for each in proposals}
        return self._assigning.write(edits, f"Nhận đơn vị đề xuất cho {len(edits)} nhiệm vụ")

    def duties(self, plan_id: str) -> list[DutyProposal]:
        """The duties by unit that a plan lacks, from its tasks and from who answers for which area."""
        units = [unit.name for unit in self._settings.units(self._desk.today())]
        return propose_duties(self._desk.plan(plan_id), units, catalogue.areas())

    def accept_duties(self, plan_id: str, proposals: Sequence[DutyProposal]) -> Changes:
        """Puts duties under the headings of their units, in one operation. Raises Refusal for a plan that
        stands, or that has no section on who does what."""
        self._desk.admit(operations.ADD_DUTIES)
        before = self._desk.plan(plan_id)
        if not before.status.is_open:
            raise Refusal(why_fixed(before))
        after = with_duties(before, proposals)
        label = f"Thêm {len(proposals)} việc cho các đơn vị"
        with self._desk.operation(operations.ADD_DUTIES, before.subject, label) as recorder:
            write_plan(recorder, before, after)
        return recorder.changes

    def _areas(self, plan_id: str) -> tuple[AreaProposal, ...]:
        """The areas that the targets of a plan speak of which no area holds."""
        plan = self._desk.plan(plan_id)
        # Only these are looked up: linking all targets of a plan takes its time.
        waiting = replace(plan, items=tuple(waiting_targets(plan)))
        known = catalogue.indicators()
        links = link_targets(waiting, known, plan.period.last_year) if waiting.items else {}
        measured_in = {
            link.item_id: (known.get(code).area, f"{code} {known.get(code).name}")
            for code, link in reversed(links.items())
        }
        return tuple(propose_areas(plan, catalogue.areas(), measured_in))

    def accept_areas(self, plan_id: str, area: int, item_ids: Iterable[str]) -> Changes:
        """Gives targets to an area, in one operation; they stay where they are in the plan's text.

        It stands in no signed text, so it may be done after the plan was issued, too.
        """
        self._desk.admit(operations.SET_AREA)
        before = self._desk.plan(plan_id)
        after, ids = before, list(item_ids)
        for item_id in ids:
            item = outline.find(after.items, item_id)
            if item.kind is not ItemKind.TARGET:
                raise Refusal("Chỉ xếp được chỉ tiêu vào lĩnh vực.")
            after = replace(after, items=outline.update(after.items, replace(item, area=area)))
        name = catalogue.area(area).short_name
        subject = outline.find(before.items, ids[0]).text if len(ids) == 1 else ""
        label = f"Xếp {len(ids)} chỉ tiêu vào lĩnh vực {name}"
        with self._desk.operation(operations.SET_AREA, subject, label) as recorder:
            write_plan(recorder, before, after)
        return recorder.changes
