"""What an office does with its plans: take in, write, correct, issue, amend."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from .. import catalogue
from ..domain import numbering, outline
from ..domain.errors import Refusal
from ..domain.periods import PlanPeriod
from ..domain.plan import Draft, Item, ItemKind, Plan, PlanLevel, PlanStatus, Signer, Topic, Urgency, new_id
from ..domain.plan_issues import UNSIGNED
from ..domain.targets import Measure, consistent
from ..domain.tasks import Assignment, TaskSource
from ..domain.text import clean_line, clean_text
from ..storage.changes import Changes
from ..storage.plan_rows import refuse_unstorable
from ..storage.plan_writing import write_plan
from . import operations
from .desk import DAY, OWN_PLAN_TABLES, Desk, Part
from .operations import Operation
from .tasks import plans_in_force

if TYPE_CHECKING:
    from ..domain.annex_rows import OwnAnnex, RowOutcome


def read_draft(path: Path, today: date, cancelled: Callable[[], bool] | None = None) -> Draft:
    """The plan in a file from outside, not stored yet; read in a child process, fit for a worker.

    ``cancelled`` is asked again and again, and ends the reading. Raises Refusal where the file cannot be
    read, holds no reform plan, or one that could not be stored, and EnvironmentProblem where no child can
    be started.
    """
    # Loaded when a plan is imported: a start needs no child process.
    from ..child import process
    from ..child.errands import Errand

    draft: Draft = process.run(Errand.PLAN, path, catalogue.areas(), today, cancelled=cancelled)
    refuse_unstorable(draft.plan)
    return draft


def read_own_annex(path: Path, period: PlanPeriod, cancelled: Callable[[], bool] | None = None) -> "OwnAnnex":
    """The annex («Khung kế hoạch») in a file of its own, not taken in yet; read as ``read_draft`` reads.

    ``period`` is that of its plan. Raises Refusal where the file cannot be read or has no table of tasks,
    and EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand

    annex: OwnAnnex = process.run(Errand.OWN_ANNEX, path, catalogue.areas(), period, cancelled=cancelled)
    return annex


class PlanHeadFields(TypedDict, total=False):
    """What may be set of a plan's head and foot, by the names of ``Plan``."""

    title: str
    subject: str
    level: PlanLevel
    superior: str
    issuer: str
    place: str
    number: str
    symbol: str
    issued_on: date | None
    draft_month: int | None
    draft_year: int | None
    enclosure: str
    period: PlanPeriod
    recipients: Sequence[str]
    signer: Signer
    urgency: Urgency


class AssignmentFields(TypedDict, total=False):
    """What may be set of a task's assignment, by the names of ``Assignment``."""

    lead: str
    support: str
    deliverable: str
    start: date | None
    due: date | None
    due_text: str
    funding: int | None
    funding_text: str
    officer: str
    note: str
    source: TaskSource


class Plans(Part):
    """The office's plans. Every method that changes one is one operation and gives its Changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.current = desk.derived(self._current, (*OWN_PLAN_TABLES, DAY))

    def heads(self) -> list[Plan]:
        """Every plan without its tree, in the order they came in."""
        return list(self._desk.store.plan_heads())

    def get(self, plan_id: str) -> Plan:
        """The plan with its tree. Raises Refusal where there is none."""
        return self._desk.plan(plan_id)

    def plan_of(self, item_id: str) -> str:
        """The identity of the plan that holds an item, nothing where none does."""
        return self._desk.plan_of(item_id) or ""

    def shortfall(self, plan_id: str, item_id: str) -> str:
        """What is to be told of a target that asks for less than what it carries out in another plan; nothing
        of any other item."""
        from .answered import shortfalls_of

        plan = self.get(plan_id)
        alone = replace(plan, items=(replace(outline.find(plan.items, item_id), children=()),))
        return shortfalls_of(self._desk, alone).get(item_id, "")

    def _current(self) -> Plan | None:
        """The plan that the office works by today, None where there is no plan."""
        # Of several, the plan for one year is nearer to the work than the one for the whole term.
        chosen = sorted(
            plans_in_force(self._desk.own_heads(), self._desk.today()),
            key=lambda head: (head.period.starts, -head.period.ends.toordinal()),
        )[-1:]
        return self.get(chosen[0].id) if chosen else None

    def store_draft(self, draft: Draft) -> Changes:
        """Stores a plan that was read from a file, as the user left it in the wizard.

        Raises Refusal for a plan that is stored already.
        """
        self._desk.admit(operations.IMPORT_PLAN)
        plan = draft.plan
        refuse_unstorable(plan)
        if any(head.id == plan.id for head in self.heads()):
            raise Refusal("Kế hoạch này đã được nhập rồi.")
        items = tuple(settled(item) for item in plan.items)
        return self._write(operations.IMPORT_PLAN, None, replace(plan, items=items))

    def annex_outcomes(self, plan_id: str, annex: "OwnAnnex") -> tuple["RowOutcome", ...]:
        """What taking the annex in would do, row by row; nothing is changed."""
        from ..domain.annex_rows import taken_in

        after, outcomes = taken_in(self.get(plan_id), annex)
        refuse_unstorable(after)
        return outcomes

    def take_annex(self, plan_id: str, annex: "OwnAnnex") -> Changes:
        """Takes an annex into its plan: what the plan's tasks lack is filled, what it has not is added.

        What both say in another way stays as the plan says it. Raises Refusal for an issued plan.
        """
        from ..domain.annex_rows import taken_in

        def change(plan: Plan) -> Plan:
            after, _ = taken_in(plan, annex)
            refuse_unstorable(after)
            return after

        return self._edit(operations.IMPORT_ANNEX, plan_id, change)

    def create(self, subject: str, period: PlanPeriod, *, outline: bool = True, parent: str = "") -> Plan:
        """Starts a new plan with the usual parts, ready to be filled in, or with none. ``parent`` is the plan
        of several years that it carries out."""
        from .blank_plan import blank_plan

        self._desk.admit(operations.CREATE_PLAN)
        subject = clean_line(subject)
        if not subject:
            raise Refusal("Hãy nhập trích yếu của kế hoạch.", "subject")
        profile = self._desk.store.profile()
        plan = replace(blank_plan(subject, period, profile, catalogue.areas()), parent=parent)
        plan = plan if outline else replace(plan, items=())
        self._write(operations.CREATE_PLAN, None, plan)
        return plan

    def delete(self, plan_id: str) -> Changes:
        """Removes a plan with its tasks and their updates; undo brings it back."""
        return self._write(operations.DELETE_PLAN, self.get(plan_id), None)

    def set_head(self, plan_id: str, **fields: Unpack[PlanHeadFields]) -> Changes:
        """Sets fields of the plan's head and foot, by the names of ``Plan``.

        ``signer`` takes a Signer, ``recipients`` a sequence of lines, ``period`` a PlanPeriod; the others
        take text.
        """

        def change(plan: Plan) -> Plan:
            values: dict[str, Any] = {
                key: clean_text(value) if isinstance(value, str) else value for key, value in fields.items()
            }
            if "recipients" in values:
                lines = (clean_line(line).removeprefix("- ") for line in values["recipients"])
                values["recipients"] = tuple(line for line in lines if line)
            if isinstance(signer := values.get("signer"), Signer):
                values["signer"] = Signer(
                    *(clean_text(t) for t in (signer.authority, signer.position, signer.name))
                )
            if not values.get("subject", plan.subject):
                raise Refusal("Hãy nhập trích yếu của kế hoạch.", "subject")
            return replace(plan, **values)

        return self._edit(operations.SET_PLAN_HEAD, plan_id, change)

    def set_text(self, plan_id: str, item_id: str, text: str) -> Changes:
        """Sets an item's text; a target's measure is read anew unless an official confirmed it."""
        self._desk.admit(operations.SET_TEXT)
        cleaned = clean_line(text)
        if not cleaned:
            raise Refusal("Nội dung không được để trống. Hãy dùng lệnh xóa nếu muốn bỏ mục này.", "text")

        def change(plan: Plan) -> Plan:
            item = replace(outline.find(plan.items, item_id), text=cleaned)
            if item.measure is not None and not item.measure.confirmed:
                from ..intake.plan.target import parse_target

                measure = replace(parse_target(cleaned, plan.period), indicator=item.measure.indicator)
                item = replace(item, measure=measure)
            return replace(plan, items=outline.update(plan.items, item))

        return self._edit(operations.SET_TEXT, plan_id, change, item_id=item_id)

    def set_marker(self, plan_id: str, item_id: str, marker: str) -> Changes:
        """Sets the number or bullet that is printed before an item."""
        return self._edit_item(
            operations.SET_MARKER, plan_id, item_id, lambda i: replace(i, marker=clean_line(marker))
        )

    def set_measure(self, plan_id: str, item_id: str, measure: Measure) -> Changes:
        """Sets what a target demands, as an official confirmed it; another kind brings what it implies."""
        measure = _cleaned(measure)

        def change(item: Item) -> Item:
            if item.kind is not ItemKind.TARGET:
                raise Refusal("Mức phấn đấu chỉ đặt cho chỉ tiêu.")
            before = item.measure or Measure()
            settled_measure = measure if measure.kind is before.kind else consistent(measure)
            return replace(item, measure=replace(settled_measure, confirmed=True))

        return self._edit_item(operations.SET_MEASURE, plan_id, item_id, change)

    def set_indicator(self, plan_id: str, item_id: str, code: str) -> Changes:
        """Says which statistical indicator measures a target: its code, «» to look for one, «-» for none.

        It stands in no signed text, so it may be set after the plan was issued, too.
        """

        def change(item: Item) -> Item:
            if item.kind is not ItemKind.TARGET:
                raise Refusal("Số liệu chỉ đo được chỉ tiêu.")
            return replace(item, measure=replace(item.measure or Measure(), indicator=clean_line(code)))

        return self._edit_item(operations.SET_INDICATOR, plan_id, item_id, change, even_issued=True)

    def set_assignment(self, plan_id: str, item_id: str, **fields: Unpack[AssignmentFields]) -> Changes:
        """Sets fields of a task's assignment, by the names of ``Assignment``.

        A time in words («Quý II/2026») sets the due day that it means. Lines of the plan that word the
        assignment follow. What the signed text does not hold (officer, start, note, source) may be set
        after the plan was issued, too.
        """
        values: dict[str, Any] = {
            key: clean_line(value) if isinstance(value, str) else value for key, value in fields.items()
        }
        if "due_text" in values and "due" not in values:
            from ..intake.plan.due import parse_due

            values["due"] = parse_due(values["due_text"], self.get(plan_id).period)

        def change(item: Item) -> Item:
            from ..domain.assignments import assign

            return assign(item, values)

        free = set(fields) <= UNSIGNED
        return self._edit_item(operations.SET_ASSIGNMENT, plan_id, item_id, change, even_issued=free)

    def add(
        self,
        plan_id: str,
        kind: ItemKind,
        text: str,
        parent_id: str | None,
        index: int,
        *,
        topic: Topic = Topic.NONE,
    ) -> str:
        """Puts a new item at ``index`` under a parent (the root where None); gives its identity."""
        item = Item(kind=kind, text=clean_line(text) or "(Nội dung mới)", topic=topic, id=new_id())

        def change(plan: Plan) -> Plan:
            siblings = outline.find(plan.items, parent_id).children if parent_id else plan.items
            numbered = replace(item, marker=numbering.marker_for_new(siblings, index))
            from ..intake.plan.target import parse_target

            measure = parse_target(item.text, plan.period) if kind is ItemKind.TARGET else None
            assignment = Assignment() if kind is ItemKind.TASK else None
            numbered = replace(numbered, measure=measure, assignment=assignment)
            items = outline.insert(plan.items, numbered, parent_id, index)
            return replace(plan, items=numbering.followed(plan.items, items))

        self._edit(operations.ADD_ITEM, plan_id, change)
        return item.id

    def restructure(
        self, plan_id: str, label: str, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]
    ) -> Changes:
        """Applies an edit of ``domain.outline`` to the plan's tree: move, split, join, retype, delete.

        Numbers and bullets follow. ``label`` is what the journal shows of it.
        """
        from ..domain.decisions import following

        def of_plan(plan: Plan) -> Plan:
            items = numbering.followed(plan.items, change(plan.items))
            return following(plan, replace(plan, items=items))

        return self._edit(operations.OUTLINE, plan_id, of_plan, label=label)

    def add_decision(self, plan_id: str) -> Changes:
        """Attaches the plan to a decision that approves it, proposed for the official to go over.

        Raises Refusal for a plan that has one, or whose text stands.
        """
        from ..domain.decisions import with_decision

        return self._edit(operations.ADD_DECISION, plan_id, with_decision)

    def renumber(self, plan_id: str) -> Changes:
        """Numbers the plan's headings and numbered entries in sequence."""
        return self._edit(
            operations.RENUMBER, plan_id, lambda plan: replace(plan, items=numbering.renumber(plan.items))
        )

    def _edit_item(
        self,
        operation: Operation,
        plan_id: str,
        item_id: str,
        change: Callable[[Item], Item],
        even_issued: bool = False,
    ) -> Changes:
        def of_plan(plan: Plan) -> Plan:
            item = change(outline.find(plan.items, item_id))
            return replace(plan, items=outline.update(plan.items, item))

        return self._edit(operation, plan_id, of_plan, even_issued, item_id)

    def _edit(
        self,
        operation: Operation,
        plan_id: str,
        change: Callable[[Plan], Plan],
        even_issued: bool = False,
        item_id: str = "",
        label: str = "",
    ) -> Changes:
        """One edit of a plan; the journal names it by the item that it was done to, where it was one."""
        self._desk.admit(operation)
        before = self.get(plan_id)
        if not before.status.is_open and not even_issued:
            raise Refusal(why_fixed(before))
        subject = outline.find(before.items, item_id).text if item_id else ""
        return self._write(operation, before, change(before), subject, label)

    def _write(
        self,
        operation: Operation,
        before: Plan | None,
        after: Plan | None,
        subject: str = "",
        label: str = "",
    ) -> Changes:
        named = after or before
        subject = subject or (named.subject if named else "")
        with self._desk.operation(operation, subject, label) as recorder:
            write_plan(recorder, before, after)
        return recorder.changes


def why_fixed(plan: Plan) -> str:
    """Why the text of a plan stands, and what opens it."""
    if plan.status is PlanStatus.SUBMITTED:
        return "Kế hoạch đã trình nên nội dung được giữ nguyên. Muốn sửa, hãy chọn «Lấy về sửa»."
    issued = f"Kế hoạch đã ban hành (số {plan.number}/{plan.symbol}) nên nội dung được giữ nguyên."
    return f"{issued} Muốn sửa, hãy chọn «Sửa đổi kế hoạch»."


def settled(item: Item) -> Item:
    """The item without what only drafts carry."""
    return replace(item, source=(), doubt="", children=tuple(settled(child) for child in item.children))


def _cleaned(measure: Measure) -> Measure:
    """The measure and its parts with their texts in one line and the normal form."""
    return replace(
        measure,
        grade=clean_line(measure.grade),
        unit=clean_line(measure.unit),
        per=clean_line(measure.per),
        scope=clean_line(measure.scope),
        fragment=clean_line(measure.fragment),
        indicator=clean_line(measure.indicator),
        subtargets=tuple(map(_cleaned, measure.subtargets)),
    )
