"""New plans: from the usual parts, from nothing, or out of a plan that is there, as a list to choose from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.adapting import adapted, brought_down, places
from ..domain.decisions import following
from ..domain.errors import Refusal
from ..domain.numerals import format_number
from ..domain.offices import is_from_above
from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.places import PlanPlace
from ..domain.plan import Item, ItemKind, Plan, PlanStatus
from ..domain.plan_drafting import Drafting
from ..domain.report_periods import Period, Span
from ..domain.roll_forward import RollFacts, TaskState, comes_again, next_period, rolled
from ..domain.tasks import TaskFilter, TaskStatus
from ..domain.text import clean_line
from ..domain.year_plan import year_plan
from ..domain.year_words import moved
from ..storage.plan_rows import refuse_unstorable
from ..storage.plan_writing import write_plan
from . import operations
from .blank_plan import blank_plan
from .desk import Desk, Part
from .settings import successors

if TYPE_CHECKING:
    from ..documents.model import Document
    from .figures import Figures
    from .legal import Legal
    from .papers import Papers
    from .plans import Plans
    from .tasks import Tasks

_SPANS = (Span.YEAR, Span.NINE, Span.HALF, Span.Q1)
"""The spans whose figures tell whether a target was reached, the longest first."""


class NewPlans(Part):
    """Proposes plans and makes them; each that is made is one operation."""

    def __init__(
        self, desk: Desk, plans: Plans, tasks: Tasks, figures: Figures, legal: Legal, papers: Papers
    ) -> None:
        super().__init__(desk)
        self._papers = papers
        self._plans, self._tasks, self._figures, self._legal = plans, tasks, figures, legal

    def usual_subject(self, period: PlanPeriod) -> str:
        """What a plan of a period is called where nobody says otherwise."""
        return f"Cải cách hành chính {period.label}"

    def subject_from(self, source_id: str, period: PlanPeriod) -> str:
        """What a plan of a period is called that is made of another one."""
        source = next((head for head in self._desk.store.plan_heads() if head.id == source_id), None)
        if source is None:
            return self.usual_subject(period)
        subject = moved(source.subject, source.period, period)
        if self.is_from_above(source):
            subject, _ = adapted(subject, places(source, self._desk.office_name()))
        return subject

    def is_from_above(self, head: Plan) -> bool:
        """Whether a plan is that of an office above."""
        return is_from_above(head.issuer, self._desk.office_name())

    def same(self, period: PlanPeriod) -> list[Plan]:
        """The office's own plans, without their trees, that are of just this period already."""
        return [head for head in self._desk.own_heads() if head.period == period]

    def sources(self, period: PlanPeriod) -> list[Plan]:
        """The plans, without their trees, that one of this period can be made out of, the nearest first."""
        found = [head for head in self._desk.store.plan_heads() if self._fits(head, period)]
        return sorted(found, key=lambda head: (head.period.first_year, head.period.last_year), reverse=True)

    def _fits(self, head: Plan, period: PlanPeriod) -> bool:
        if self.is_from_above(head):
            return head.period.first_year <= period.first_year
        if head.period.kind is PeriodKind.MULTI:
            is_within = head.period.first_year <= period.first_year <= head.period.last_year
            return period.kind is not PeriodKind.MULTI and is_within
        return period.kind is not PeriodKind.MULTI and head.period.first_year < period.first_year

    def propose(self, source_id: str, period: PlanPeriod) -> Drafting:
        """What a plan proposes for one of another time: a superior's brought down to the commune, one of
        several years for its year, the office's own of an earlier year rolled forward.

        Raises Refusal, with the field, where nothing of it fits that time.
        """
        source = self._desk.plan(source_id)
        if self.is_from_above(source):
            return self._from_above(source, period)
        if source.period.kind is PeriodKind.MULTI:
            if period.kind is PeriodKind.MULTI:
                raise Refusal(
                    "Kế hoạch giai đoạn không lập được từ kế hoạch giai đoạn trước. Hãy lập từ khung chuẩn.",
                    "from_plan",
                )
            return year_plan(source, period)
        if period.kind is PeriodKind.MULTI:
            raise Refusal(
                f"Kế hoạch nhiều năm không lập được từ kế hoạch {source.period.label}. "
                "Hãy lập từ khung chuẩn, hoặc từ kế hoạch giai đoạn của cấp trên.",
                "from_plan",
            )
        # The year alone is asked: a plan of half a year may become one of a year.
        next_period(source.period, period.first_year)
        return rolled(source, period, self._facts(source, period))

    def roll(self, plan_id: str, year: int) -> Drafting:
        """What this year's plan proposes for the same span of a later year."""
        source = self._desk.plan(plan_id)
        if self.is_from_above(source):
            raise Refusal(
                "Đây là kế hoạch của cấp trên nên không chuyển sang năm sau được. Hãy lập kế hoạch mới từ "
                "kế hoạch này.",
                "from_plan",
            )
        goal = next_period(source.period, year)
        return rolled(source, goal, self._facts(source, goal))

    def _from_above(self, source: Plan, period: PlanPeriod) -> Drafting:
        term = source.period
        if term.kind is PeriodKind.MULTI and not term.first_year <= period.first_year <= term.last_year:
            raise Refusal(
                f"Năm {period.first_year} nằm ngoài {term.label} của kế hoạch được chọn. Hãy chọn năm khác.",
                "year",
            )
        head = replace(self._blank(source.subject, period), items=(), parent=self._parent_of(period))
        return brought_down(source, head, self._desk.office_name())

    def _parent_of(self, period: PlanPeriod) -> str:
        """The office's plan of several years that a period is one of, where there is just one."""
        found = [
            head.id
            for head in self._desk.own_heads()
            if head.period.kind is PeriodKind.MULTI
            and period.kind is not PeriodKind.MULTI
            and head.period.first_year <= period.first_year <= head.period.last_year
        ]
        return found[0] if len(found) == 1 else ""

    def _blank(self, subject: str, period: PlanPeriod) -> Plan:
        return blank_plan(subject, period, self._desk.store.profile(), catalogue.areas())

    # Making

    def blank(
        self, period: PlanPeriod, subject: str = "", *, outline: bool = True, again: bool = False
    ) -> Plan:
        """Starts a plan with the usual parts, or with none, and gives it. Raises Refusal as ``make`` does."""
        self._desk.admit(operations.CREATE_PLAN)
        self._check_alone(period, again)
        words = clean_line(subject) or self.usual_subject(period)
        return self._plans.create(words, period, outline=outline, parent=self._parent_of(period))

    def chosen(self, drafting: Drafting, taken: Collection[str], texts: Mapping[str, str]) -> Drafting:
        """A proposal as somebody chose of it, in words of one line."""
        return drafting.chosen(taken, {key: clean_line(text) for key, text in texts.items()})

    def document(self, drafting: Drafting, source_id: str, subject: str = "") -> Document:
        """The list of what is kept, changed, added and left, with the reason of each, to be printed;
        ``subject`` is what the new plan is to be called where that is not as proposed."""
        from ..documents.compose_drafting import compose_drafting

        if subject := clean_line(subject):
            drafting = replace(drafting, plan=replace(drafting.plan, subject=subject))
        source = self._desk.plan(source_id)
        return compose_drafting(drafting, source, self._papers.profile(source), self._desk.today())

    def make(
        self,
        drafting: Drafting,
        taken: Collection[str] | None = None,
        texts: Mapping[str, str] | None = None,
        subject: str = "",
        *,
        again: bool = False,
    ) -> Plan:
        """Makes the plan of what was taken of a proposal (as proposed where None), worded as ``texts`` say by
        key, and gives it.

        What a target demands is read anew of words of one's own. Raises Refusal where nothing was taken, and
        where there is a plan of that period already and ``again`` does not say that another one is wanted.
        """
        self._desk.admit(operations.CREATE_PLAN)
        before = {line.key: line.item.text for line in drafting.lines}
        if taken is not None:
            drafting = self.chosen(drafting, taken, texts or {})
        plan = drafting.made()
        whole = tuple(line.item for line in drafting.lines if line.depth == 0)
        plan = following(replace(plan, items=whole), plan)
        if not plan.items:
            raise Refusal("Chưa chọn mục nào để đưa vào kế hoạch mới.", "items")
        changed = {line.item.id for line in drafting.lines if line.item.text != before[line.key]}
        plan = replace(plan, items=tuple(_read_anew(item, changed, plan.period) for item in plan.items))
        if subject := clean_line(subject):
            plan = replace(plan, subject=subject)
        self._check_alone(plan.period, again)
        refuse_unstorable(plan)
        with self._desk.operation(operations.CREATE_PLAN, plan.subject) as recorder:
            write_plan(recorder, None, plan)
        return plan

    def _check_alone(self, period: PlanPeriod, again: bool) -> None:
        if not again and (same := self.same(period)):
            raise Refusal(
                f"Đã có «{same[0].name}» ({same[0].status.label.lower()}) cho {period.label}. "
                "Chỉ lập thêm khi thật cần.",
                "again",
            )

    # What is known of the old plan

    def _facts(self, source: Plan, goal: PlanPeriod) -> RollFacts:
        above = self._desk.store.plan(source.parent) if source.parent else None
        if above is not None and not above.period.first_year <= goal.first_year <= above.period.last_year:
            above = None
        dead: dict[str, tuple[str, ...]] = {}
        for remark in self._legal.of_plan(replace(source, status=PlanStatus.DRAFT)):
            if isinstance(remark.place, PlanPlace):
                dead[remark.place.item_id] = (*dead.get(remark.place.item_id, ()), remark.sentence)
        merged = successors(self._desk)
        facts = RollFacts(
            tasks=self._task_states(source),
            reached=self._reached(source),
            dead=dead,
            above=frozenset(item.id for item in above.walk()) if above is not None else frozenset(),
        )
        return replace(facts, successors=merged) if merged is not None else facts

    def _task_states(self, source: Plan) -> dict[str, TaskState]:
        items = {item.id: item for item in source.walk() if item.kind is ItemKind.TASK}
        found: dict[str, TaskState] = {}
        for row in self._tasks.rows(TaskFilter(plan_id=source.id)):
            done_on = row.progress.day if row.status.is_done and row.progress is not None else None
            recurs = bool(row.turns) or comes_again(items[row.id])
            found[row.id] = TaskState(row.percent, done_on, recurs, row.status is TaskStatus.DROPPED)
        return found

    def _reached(self, source: Plan) -> dict[str, str]:
        """The figures of the targets of a plan that were reached, as far as the year is known."""
        found: dict[str, str] = {}
        missed: set[str] = set()
        for span in _SPANS:
            for row in self._figures.rows(Period(source.period.last_year, span)):
                if row.target is None or row.met is None or row.target.item_id in found.keys() | missed:
                    continue
                value = row.cumulated.shown(row.indicator)
                if row.met and value is not None:
                    unit = row.indicator.unit
                    found[row.target.item_id] = f"{format_number(value)}{unit if unit == '%' else f' {unit}'}"
                else:
                    missed.add(row.target.item_id)
        return found


def _read_anew(item: Item, changed: set[str], period: PlanPeriod) -> Item:
    """The tree with what targets demand read of their words, where these were changed by hand."""
    if item.id in changed and item.kind is ItemKind.TARGET:
        from ..intake.plan.target import parse_target

        indicator = item.measure.indicator if item.measure is not None else ""
        item = replace(item, measure=replace(parse_target(item.text, period), indicator=indicator))
    return replace(item, children=tuple(_read_anew(child, changed, period) for child in item.children))
