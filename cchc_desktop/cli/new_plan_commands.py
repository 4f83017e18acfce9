"""The commands that make plans: new ones, and next year's out of this year's."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ..domain.errors import Refusal
from ..domain.numerals import parse_whole
from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.plan import Plan
from ..domain.plan_drafting import Drafting, DraftLine, Fate
from ..office import Office
from .answers import Answer, Command, exported, opened, plan_id_of

_DEFAULT_TERM = 5
"""So many years has a plan of several years where nobody says until when."""


def _period(options: argparse.Namespace) -> PlanPeriod:
    """The period that was typed. Raises Refusal for what goes together with another kind only."""
    kind, year = PeriodKind(options.kind), parse_whole(options.year, "year")
    if options.half and kind is not PeriodKind.HALF:
        raise Refusal("«--half» chỉ dùng với «--kind half».", "half")
    if options.to and kind is not PeriodKind.MULTI:
        raise Refusal("«--to» chỉ dùng với «--kind multi».", "to")
    if kind is PeriodKind.HALF and not options.half:
        raise Refusal("Kế hoạch 6 tháng cần «--half 1» (đầu năm) hoặc «--half 2» (cuối năm).", "half")
    last = year
    if kind is PeriodKind.MULTI:
        last = parse_whole(options.to, "to") if options.to else year + _DEFAULT_TERM - 1
    return PlanPeriod(kind, year, last, int(options.half or 0))


def _new_plan(office: Office, options: argparse.Namespace) -> Answer:
    with _saying_how_again():
        return _new(office, options)


@contextmanager
def _saying_how_again() -> Iterator[None]:
    """Says of a plan that is there already how another one is made."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field != "again":
            raise
        raise Refusal(f"{refusal} Thêm «--again» để vẫn lập.", refusal.field) from None


def _new(office: Office, options: argparse.Namespace) -> Answer:
    period, made = _period(options), office.new_plans
    if options.items and not options.from_plan:
        raise Refusal("«--items» chỉ dùng với «--from-plan».", "items")
    if options.outline and options.from_plan:
        raise Refusal("Chỉ chọn một trong «--outline» và «--from-plan».", "outline")
    if not options.from_plan:
        if options.out or options.format or options.dry_run:
            raise Refusal("Danh sách giữ, sửa, bỏ chỉ có khi lập với «--from-plan».", "out")
        plan = made.blank(period, options.subject, outline=options.outline, again=options.again)
        what = "với các phần thường dùng" if options.outline else "để trống"
        return Answer(_value(plan, plan, None), [f"Đã lập «{plan.name}» {what}.", f"Mã kế hoạch: {plan.id}"])
    drafting = made.propose(plan_id_of(office, options.from_plan), period)
    if options.items:
        known = {line.key for line in drafting.lines}
        unknown = [each for each in options.items if each not in known]
        if unknown:
            raise Refusal(f"Kế hoạch được chọn không có mục «{unknown[0]}». Hãy xem «show-plan».", "items")
        drafting = drafting.chosen(drafting.picked(options.items))
    return _made_of(office, drafting, plan_id_of(office, options.from_plan), options)


def _roll(office: Office, options: argparse.Namespace) -> Answer:
    source_id = plan_id_of(office, options.id)
    drafting = office.new_plans.roll(source_id, parse_whole(options.year, "year"))
    with _saying_how_again():
        return _made_of(office, drafting, source_id, options)


def _made_of(office: Office, drafting: Drafting, source_id: str, options: argparse.Namespace) -> Answer:
    """Makes the plan, unless it is only to be looked at, and writes the list of what became of each item."""
    if bool(options.out) != bool(options.format):
        raise Refusal("Hãy ghi cả «--format» và «--out» để xuất danh sách giữ, sửa, bỏ.", "out")
    subject = getattr(options, "subject", "")
    plan = None
    if not options.dry_run:
        plan = office.new_plans.make(drafting, subject=subject, again=options.again)
    answer = _told(plan, drafting)
    if options.out:
        written = exported(office.new_plans.document(drafting, source_id, subject), options, office)
        answer = replace(
            answer, value={**answer.value, **written.value}, lines=[*written.lines, *answer.lines], done=True
        )
    return answer


def _told(plan: Plan | None, drafting: Drafting) -> Answer:
    found = [(fate.label.lower(), len(drafting.of(fate))) for fate in Fate]
    counts = ", ".join(f"{words} {count}" for words, count in found if count)
    lines = [f"{'Đã lập' if plan else 'Xem trước'} «{(plan or drafting.plan).name}»: {counts}."]
    if plan is not None:
        lines.append(f"Mã kế hoạch: {plan.id}")
    for line in drafting.told():
        if line.fate is not Fate.KEPT or line.reasons:
            lines.append(f"{line.fate.label}: {_worded(line)}")
            lines += [f"  {reason}" for reason in line.why]
    return Answer(_value(plan, drafting.plan, drafting), lines)


def _worded(line: DraftLine) -> str:
    if line.fate is Fate.DROPPED:
        return line.before
    return " -> ".join(dict.fromkeys(filter(None, (line.before, line.item.text))))


def _value(plan: Plan | None, head: Plan, drafting: Drafting | None) -> dict[str, Any]:
    lines = [
        {
            "from": line.source.id if line.source is not None else None,
            "item_id": line.item.id if line.taken and plan is not None else None,
            "fate": line.fate.value,
            "before": line.before,
            "after": line.item.text if line.taken else None,
            "reasons": list(line.why),
        }
        for line in (drafting.lines if drafting is not None else ())
    ]
    plan_id = plan.id if plan is not None else None
    subject = (plan or head).subject
    return {"plan_id": plan_id, "subject": subject, "period": head.period.label, "lines": lines}


NEW_PLAN_COMMANDS: dict[str, Command] = {"new-plan": opened(_new_plan), "roll-plan": opened(_roll)}
