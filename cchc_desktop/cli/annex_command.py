"""The command that takes an annex («Khung kế hoạch») in a file of its own into its plan."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..domain.annex_rows import FieldChange, RowOutcome
from ..office import Office
from ..office.plans import read_own_annex
from .answers import Answer, Command, opened, plan_id_of


def _import_annex(office: Office, options: argparse.Namespace) -> Answer:
    plan_id = plan_id_of(office, options.plan)
    plan = office.plans.get(plan_id)
    annex = read_own_annex(Path(options.file), plan.period)
    outcomes = office.plans.annex_outcomes(plan_id, annex)
    if not options.dry_run:
        office.plans.take_annex(plan_id, annex)
    new = [each for each in outcomes if each.is_new]
    filled = [each for each in outcomes if each.filled]
    different = [each for each in outcomes if each.different]
    value = {
        "plan_id": plan_id,
        "title": annex.title,
        "rows": len(outcomes),
        "new": [_new(each) for each in new],
        "filled": [_changed(each, each.filled) for each in filled],
        "different": [_changed(each, each.different) for each in different],
        "notes": list(annex.notes),
    }
    verb = "Đọc thử" if options.dry_run else "Đã nhập"
    lines = [
        f"{verb} {len(outcomes)} dòng vào «{plan.subject}»: thêm {len(new)}, điền cho {len(filled)}, "
        f"khác với kế hoạch {len(different)}.",
        *(f"Thêm ({each.row.place}): {each.row.text}" for each in new),
        *(line for each in filled for line in _lines("Điền", each, each.filled)),
        *(line for each in different for line in _lines("Khác, giữ theo kế hoạch", each, each.different)),
        *(f"Lưu ý ({each.row.place}): {each.doubt}" for each in outcomes if each.doubt),
        *(f"Lưu ý: {note}" for note in annex.notes),
    ]
    return Answer(value, lines, done=not options.dry_run)


def _new(outcome: RowOutcome) -> dict[str, Any]:
    row = outcome.row
    return {
        "id": outcome.item_id,
        "place": row.place,
        "text": row.text,
        "area": row.area,
        "lead": row.assignment.lead,
        "support": row.assignment.support,
        "deliverable": row.assignment.deliverable,
        "due": row.assignment.due_text,
        "due_date": row.assignment.due.isoformat() if row.assignment.due else None,
        "doubt": outcome.doubt,
    }


def _changed(outcome: RowOutcome, changes: Sequence[FieldChange]) -> dict[str, Any]:
    return {
        "id": outcome.item_id,
        "place": outcome.row.place,
        "text": outcome.row.text,
        "fields": [{"field": each.field, "plan": each.plan, "annex": each.annex} for each in changes],
        "doubt": outcome.doubt,
    }


def _lines(verb: str, outcome: RowOutcome, changes: Sequence[FieldChange]) -> list[str]:
    said = "; ".join(
        f"{each.field}: «{each.plan}» – phụ lục «{each.annex}»"
        if each.plan
        else f"{each.field}: {each.annex}"
        for each in changes
    )
    return [f"{verb} ({outcome.row.place}) «{outcome.row.text[:80]}»: {said}"]


ANNEX_COMMANDS: dict[str, Command] = {"import-annex": opened(_import_annex)}
