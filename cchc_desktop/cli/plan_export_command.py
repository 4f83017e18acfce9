"""The command that exports a plan: as it is printed, as it was issued, or a table that follows from it."""

import argparse
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.framework import read_columns
from ..office import Office
from .answers import Answer, Command, exported, plan_id_of, reading
from .plan_letter_command import KINDS
from .plan_life_commands import issue_of_turn

_CALENDAR = "ics"


def _export_plan(office: Office, options: argparse.Namespace) -> Answer:
    plan_id, what = plan_id_of(office, options.id), options.what
    if options.turn and what != "issued":
        raise Refusal("«--turn» chỉ dùng với «--as issued».", "turn")
    if options.columns and what != "framework":
        raise Refusal("«--columns» chỉ dùng với «--as framework».", "columns")
    if options.format == _CALENDAR:
        return _written_calendar(office, plan_id, options)
    problems: list[str] = []
    life, tables = office.plan_life, office.papers.tables
    match what:
        case "amendment":
            document = life.amending_decision(plan_id)
        case "issued":
            issues = life.issues(plan_id)
            turn = options.turn or (str(issues[-1].turn) if issues else "1")
            document = life.issued_document(issue_of_turn(office, plan_id, turn))
        case "matrix":
            document = tables.matrix(plan_id)
        case "calendar":
            document = tables.calendar(plan_id)
        case "framework":
            columns = read_columns(options.columns) if options.columns else None
            document = tables.framework(plan_id, columns)
        case "funding":
            document = tables.funding(plan_id)
            problems = [doubt.sentence for doubt in tables.money(plan_id).doubts]
        case "submission" | "letter" | "copy":
            document = office.plan_letters.document(plan_id, KINDS[what])
        case _:
            document = office.papers.decision(plan_id) if what == "decision" else office.papers.plan(plan_id)
            problems = office.legal.plan_problems(office.plans.get(plan_id))
    answer = exported(document, options, office)
    return Answer(
        {**answer.value, "errors": problems},
        [*answer.lines, *(f"  Lưu ý: {text}" for text in problems)],
        done=answer.done,
    )


def _written_calendar(office: Office, plan_id: str, options: argparse.Namespace) -> Answer:
    if options.what != "calendar":
        raise Refusal("«--format ics» chỉ dùng với «--as calendar».", "format")
    target = Path(options.out)
    office.papers.tables.write_calendar(plan_id, target)
    value = {"file": str(target), "bytes": target.stat().st_size, "errors": []}
    return Answer(value, [f"Đã xuất «{target}»."], done=True)


PLAN_EXPORT_COMMANDS: dict[str, Command] = {"export-plan": reading(_export_plan)}
