"""The commands on the official life of plans, and the comparison of two."""

import argparse
from collections.abc import Callable
from typing import Any

from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.plan_comparison import Difference, PlanChange
from ..domain.plan_issues import IssuedBy, PlanIssue
from ..domain.plan_record import plan_record
from ..domain.text import uncapitalized
from ..office import Office
from ..office.plan_life import PlanSide
from .answers import Answer, Command, exported, opened, plan_id_of, reading


def _issue(office: Office, options: argparse.Namespace) -> Answer:
    plan_id = plan_id_of(office, options.id)
    day = parse_date(options.date, "date")
    office.plan_life.issue(plan_id, options.number, day, IssuedBy(options.by))
    last = office.plan_life.issues(plan_id)[-1]
    label = uncapitalized(last.label)
    plan = office.plans.get(plan_id)
    warnings = office.legal.plan_problems(plan)
    value = {**plan_record(plan, warnings=tuple(warnings)), "issued": _issue_record(last)}
    lines = [f"Đã ban hành {label} ngày {short_date(day)}.", *(f"Lưu ý: {text}" for text in warnings)]
    return Answer(value, lines)


def _issue_record(issue: PlanIssue) -> dict[str, Any]:
    return {
        "turn": issue.turn,
        "by": issue.issued_by.value,
        "number": issue.number,
        "symbol": issue.symbol,
        "date": issue.issued_on.isoformat(),
        "signer": issue.signer,
    }


def _step(office: Office, plan_id: str, step: Callable[[str], object], words: str) -> Answer:
    step(plan_id)
    plan = office.plans.get(plan_id)
    return Answer({"plan_id": plan_id, "status": plan.status.value}, [words])


def _submit(office: Office, options: argparse.Namespace) -> Answer:
    life, plan_id = office.plan_life, plan_id_of(office, options.id)
    if options.back:
        return _step(office, plan_id, life.take_back, "Đã lấy kế hoạch về sửa.")
    return _step(office, plan_id, life.submit, "Đã ghi là đã trình.")


def _amend(office: Office, options: argparse.Namespace) -> Answer:
    life, plan_id = office.plan_life, plan_id_of(office, options.id)
    if options.drop:
        return _step(office, plan_id, life.drop_amendment, "Kế hoạch trở về bản đã ban hành gần nhất.")
    return _step(office, plan_id, life.amend, "Đã mở kế hoạch để sửa đổi; sửa xong thì ban hành lại.")


def _close(office: Office, options: argparse.Namespace) -> Answer:
    life, plan_id = office.plan_life, plan_id_of(office, options.id)
    if options.reopen:
        return _step(office, plan_id, life.reopen, "Đã mở lại kế hoạch.")
    return _step(office, plan_id, life.close, "Đã kết thúc kế hoạch.")


def _issues(office: Office, options: argparse.Namespace) -> Answer:
    found = office.plan_life.issues(plan_id_of(office, options.id))
    lines = [f"Lần {each.turn}: {each.label} ngày {short_date(each.issued_on)}" for each in found]
    return Answer([_issue_record(each) for each in found], lines or ["Chưa có lần ban hành nào được lưu."])


def issue_of_turn(office: Office, plan_id: str, typed: str) -> PlanIssue:
    """The time that a plan was issued, by its number from 1. Raises Refusal where there is none."""
    for issue in office.plan_life.issues(plan_id):
        if str(issue.turn) == typed:
            return issue
    raise Refusal(
        f"Kế hoạch không có lần ban hành thứ «{typed}» được lưu. Hãy xem lệnh «plan-issues».", "turn"
    )


def _side(office: Office, typed: str) -> PlanSide:
    """«MÃ» is a plan as it is now, «MÃ:2» as it was issued the second time."""
    name, _, turn = typed.partition(":")
    plan_id = plan_id_of(office, name)
    issue_id = issue_of_turn(office, plan_id, turn).id if turn else ""
    wanted = (plan_id, issue_id)
    return next(side for side in office.plan_life.sides(plan_id) if (side.plan_id, side.issue_id) == wanted)


def _compare(office: Office, options: argparse.Namespace) -> Answer:
    from ..documents.compose_comparison import comparison_lines, summary

    life = office.plan_life
    before, after = _side(office, options.before), _side(office, options.after)
    if bool(options.out) != bool(options.format):
        raise Refusal("Hãy ghi cả «--format» và «--out» để xuất bảng so sánh.", "out")
    if options.out:
        return exported(life.comparison_document(before, after), options, office)
    found = life.compare(before, after)
    value = {
        "head": [_difference(each) for each in found.head],
        "changes": [_change(each) for each in found.changes],
        "kept": found.kept,
    }
    lines = [summary(found)]
    for kind, place, old, new in comparison_lines(found):
        lines.append(f"{kind} ({place}): {' -> '.join(text for text in (old, new) if text)}")
    return Answer(value, lines)


def _difference(each: Difference) -> dict[str, str]:
    return {"name": each.name, "before": each.before, "after": each.after}


def _change(change: PlanChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "place": change.place,
        "item_id": change.there.item.id,
        "before": change.before.item.text if change.before is not None else None,
        "after": change.after.item.text if change.after is not None else None,
        "differences": [_difference(each) for each in change.differences],
    }


PLAN_LIFE_COMMANDS: dict[str, Command] = {
    "issue-plan": opened(_issue),
    "submit-plan": opened(_submit),
    "amend-plan": opened(_amend),
    "close-plan": opened(_close),
    "plan-issues": reading(_issues),
    "compare-plans": reading(_compare),
}
