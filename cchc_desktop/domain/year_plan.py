"""The plan of one year, out of the plan of several years that it carries out."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .assignments import assign
from .dates import short_date
from .details import without_details
from .errors import Refusal
from .legal_bases import basis_words, plan_as_document
from .periods import PeriodKind, PlanPeriod
from .plan import Item, ItemKind, Plan, PlanStatus
from .plan_drafting import ANSWERING, Drafting, DraftLine, Remade, lines_of
from .plan_views import placed
from .target_years import less_than_asked, of_year, short
from .targets import Measure, in_year
from .tasks import Assignment
from .year_words import cited_spans, moved, moved_day, moved_own_day

_YEAR = re.compile(r"(?:19|20)\d\d")
_DONE_BEFORE = re.compile(
    r"(?:hoàn thành|xong)\b.*?\b(trong|trước|đến hết|hết|cuối|đến)\s+năm\s+((?:19|20)\d\d)(?!\d|\s*[-–—])",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(
    r"(từ |trong |các )?(?:năm|giai đoạn) ((?:19|20)\d\d)"
    r"(?:\s*(?:[-–—]|đến(?: năm)?)\s*((?:19|20)\d\d))?(?!\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<![\d/.])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")

_WORDING = frozenset({ItemKind.TASK, ItemKind.DETAIL})
"""What words the assignment of a task."""


def year_plan(parent: Plan, period: PlanPeriod) -> Drafting:
    """What a plan of several years proposes for one of its years, or half of one.

    Targets have the value of that year in a sentence of their own; tasks that were due before are left; each
    target or task carries out the parent's. Raises Refusal where the parent is of one year, or the year is
    none of its own.
    """
    if parent.period.kind is not PeriodKind.MULTI:
        raise Refusal(
            f"«{parent.name}» không phải kế hoạch nhiều năm nên không chia ra theo năm được. "
            "Hãy chọn kế hoạch giai đoạn.",
            "from_plan",
        )
    if not parent.period.first_year <= period.first_year <= parent.period.last_year:
        raise Refusal(
            f"Năm {period.first_year} nằm ngoài {parent.period.label} của kế hoạch được chọn. "
            "Hãy chọn năm khác.",
            "year",
        )
    lines = lines_of(parent.items, lambda item: of_term(item, parent.period, period))
    return Drafting(head_for(parent, period, parent.id), with_basis(lines, own_basis(parent)))


def head_for(source: Plan, period: PlanPeriod, parent: str) -> Plan:
    """The head and foot of a new plan after those of another, without number, day and items."""
    fresh = Plan(subject=source.subject, period=period)
    return replace(
        source,
        id=fresh.id,
        subject=moved(source.subject, source.period, period),
        period=period,
        number="",
        issued_on=None,
        draft_month=None,
        draft_year=period.first_year,
        enclosure="",
        status=PlanStatus.DRAFT,
        parent=parent,
        items=(),
    )


def own_basis(plan: Plan) -> str:
    """How an issued plan is cited as the basis of one that carries it out; nothing where it has no number."""
    document = plan_as_document(plan, plan.issuer)
    return basis_words(document) if document is not None else ""


def with_basis(lines: Iterable[DraftLine], text: str) -> tuple[DraftLine, ...]:
    """The lines with one more legal basis after the others, where there is one; the marks at their ends
    follow (NĐ 30/2020, Phụ lục I, Mục II.3)."""
    added = list(lines)
    if not text:
        return tuple(added)
    # Those of a superior's decision are not the new plan's.
    bases = [at for at, line in enumerate(added) if line.item.kind is ItemKind.BASIS and line.taken]
    at = bases[-1] if bases else -1
    if bases:
        last = added[at]
        added[at] = replace(last, item=replace(last.item, text=f"{last.item.text.rstrip(' .;')};"))
    depth = added[at].depth if bases else 0
    added.insert(at + 1, DraftLine(Item(ItemKind.BASIS, f"{text}."), depth=depth))
    return tuple(added)


def of_term(item: Item, term: PlanPeriod, period: PlanPeriod) -> Remade:
    """An item of a plan of several years as the plan of one of them has it; it answers the one it was."""
    year = period.first_year
    reasons: tuple[str, ...] = ()
    text, measure, taken = item.text, item.measure, True
    if item.kind is ItemKind.TARGET and measure is not None:
        target = of_year(text, measure, year, term)
        taken = not _is_over(text, measure, period)
        text, reasons = (target.text, target.reasons) if taken else (text, (_over(year),))
        parts = tuple(
            replace(part, fragment=moved(part.fragment, term, period)) for part in target.measure.subtargets
        )
        measure = replace(target.measure, subtargets=parts)
    if item.assignment is not None:
        item, taken, reasons = _task(item, item.assignment, term, period)
        text = item.text
    # What a task's assignment says no more leaves no label behind.
    said = without_details(text, lambda detail: not detail.value) if item.kind in _WORDING else text
    if text and not said:
        return Remade(item, False, ("Thời gian, kinh phí của cả giai đoạn; hãy ghi của năm.",))
    text = said
    if past := _past_days(text, period.starts):
        reasons = (*reasons, f"Câu nêu ngày {', '.join(past)}, trước năm {year}; hãy xem lại.")
    answers = (item.id,) if item.kind in ANSWERING else ()
    made = replace(item, text=moved(text, term, period), measure=measure, answers=answers)
    return Remade(made, taken, reasons)


def _over(year: int) -> str:
    return f"Việc phải xong trước năm {year}; nếu chưa xong thì chọn lại."


def _is_over(text: str, measure: Measure, period: PlanPeriod) -> bool:
    """Whether a target was to be finished before, and is none that goes on being kept up."""
    found = _DONE_BEFORE.search(text)
    if found is None or measure.milestones or measure.subtargets:
        return False
    # «Trước năm 2028» is over when that year begins.
    return int(found[2]) < period.first_year + (found[1].lower() == "trước")


def _task(
    item: Item, given: Assignment, term: PlanPeriod, period: PlanPeriod
) -> tuple[Item, bool, tuple[str, ...]]:
    """A task with the time and the money of one year; one that was to be done before is left."""
    year, due = period.first_year, given.due
    if due is not None and due < period.starts:
        return item, False, (f"Thời hạn {short_date(due)} đã qua trước năm {year}.",)
    if other := _of_other_years(item.text, year, has_day=due is not None):
        return item, False, (other,)
    fields: dict[str, object] = {}
    reasons: list[str] = []
    if due is not None and due > period.ends and given.due_text and not _YEAR.search(given.due_text):
        # «Trước ngày 15 tháng 01» comes in every year.
        fields |= {"due": moved_day(due, year - due.year), "due_text": given.due_text}
    elif due is not None and due > period.ends:
        fields |= {"due": None, "due_text": ""}
        if due != term.ends:
            reasons.append(
                f"Thời hạn của cả giai đoạn là {short_date(due)}; hãy đặt thời hạn trong năm {year}."
            )
    elif (words := moved(given.due_text, term, period)) != given.due_text:
        fields["due_text"] = words
    if given.start is not None and given.start < period.starts:
        fields["start"] = None
    if given.funding is not None:
        fields |= {"funding": None, "funding_text": ""}
        reasons.append(
            f"Kinh phí trong kế hoạch giai đoạn là của nhiều năm; hãy ghi kinh phí của năm {year}."
        )
    return (assign(item, fields) if fields else item), True, tuple(reasons)


def _of_other_years(text: str, year: int, has_day: bool) -> str:
    """Why a task is none of this year by the years that its sentence begins with («Năm 2026 xây dựng …»,
    «Giai đoạn 2029 - 2030 …»); nothing where they hold the year, or a day is set for it and not past."""
    found = _OF_YEARS.match(text)
    if found is None:
        return ""
    first, last = int(found[2]), int(found[3] or found[2])
    if first > year:
        return f"Việc của các năm từ {first}; nếu làm trong năm {year} thì chọn lại."
    is_open = (found[1] or "").lower() == "từ " and not found[3]
    return "" if is_open or has_day or last >= year else _over(year)


def _past_days(text: str, start: date) -> list[str]:
    """The days before a plan begins that its text names for itself, as they are written."""
    cited = cited_spans(text)
    return [
        found[0]
        for found in _DATE.finditer(text)
        if int(found[3]) < start.year and not any(first <= found.start() < end for first, end in cited)
    ]


def in_time(item: Item, source: PlanPeriod, goal: PlanPeriod) -> Remade:
    """An item of a plan for ``source`` with the words, days and values that it has in a plan for ``goal``."""
    if source.kind is PeriodKind.MULTI:
        return of_term(item, source, goal)
    measure, given = item.measure, item.assignment
    if measure is not None:
        measure = _moved_measure(measure, source, goal)
    if given is not None:
        given = replace(
            given,
            start=moved_own_day(given.start, source, goal),
            due=moved_own_day(given.due, source, goal),
            due_text=moved(given.due_text, source, goal),
        )
    return Remade(replace(item, text=moved(item.text, source, goal), measure=measure, assignment=given))


def _moved_measure(measure: Measure, source: PlanPeriod, goal: PlanPeriod) -> Measure:
    """What a target of a plan for one year demands in one for another; its sentence moves by the same rules
    (`year_words.moved`). What the new base year came to nobody has said yet."""
    own, years = source.first_year, goal.first_year - source.first_year
    base = measure.baseline_year
    if base is not None and own - 1 <= base <= own:
        measure = replace(
            measure, baseline_year=base + years, baseline_value=None if years else measure.baseline_value
        )
    return replace(
        measure,
        deadline=moved_own_day(measure.deadline, source, goal),
        milestones=tuple(
            replace(mark, first_year=own + years, last_year=own + years)
            if (mark.first_year, mark.last_year) == (own, own)
            else mark
            for mark in measure.milestones
        ),
        fragment=moved(measure.fragment, source, goal),
        subtargets=tuple(_moved_measure(part, source, goal) for part in measure.subtargets),
    )


# Held against what it carries out


def shortfall(item: Item, asking: Item, above: Plan, year: int) -> str:
    """What is to be told of a target that asks for less than the one that it carries out asks of the year;
    nothing where it asks for as much. ``above`` is the plan that holds ``asking``."""
    if item.measure is None or asking.measure is None:
        return ""
    asked = in_year(asking.measure, year, above.period)
    less = less_than_asked(item.measure, asked)
    if not less:
        return ""
    name = "Kế hoạch giai đoạn" if above.period.kind is PeriodKind.MULTI else above_name(above)
    return f"{name} đặt {short(asked)}, {less}."


def above_name(plan: Plan) -> str:
    """A superior's plan as it is named within a sentence: «Kế hoạch của UBND tỉnh Sông Hương»."""
    return f"{plan.title.capitalize()} của {plan.issuer}" if plan.issuer else plan.name


def shortfalls(plan: Plan, answered: dict[str, tuple[Item, Plan]]) -> dict[str, str]:
    """What is told of each target of a plan, by its identity; ``answered`` are the items of other plans that
    it carries out, with their plans."""
    found: dict[str, str] = {}
    for place in placed(plan):
        item = place.item
        if item.kind is not ItemKind.TARGET:
            continue
        for other_id in item.answers:
            if other_id in answered:
                words = shortfall(item, *answered[other_id], plan.period.first_year)
                if words and words not in found.get(item.id, ""):
                    found[item.id] = f"{found.get(item.id, '')} {words}".strip()
    return found
