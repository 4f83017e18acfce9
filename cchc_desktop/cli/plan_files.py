"""The commands that take in files of a plan: the plan itself, and its annex in a file of its own."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.clock import working_day
from ..domain.plan import Draft
from ..domain.plan_record import plan_doubts, plan_record
from ..office import Office
from ..office.plans import read_draft, read_own_annex
from .answers import Answer, Command, office_of, opened, plan_id_of

if TYPE_CHECKING:
    from ..domain.annex_rows import FieldChange, RowOutcome


def _import_plan(options: argparse.Namespace, folder: Path) -> Answer:
    draft = read_draft(Path(options.file), working_day(date.today()))
    answer = _draft_answer(draft, is_stored=not options.dry_run)
    if options.dry_run:
        return answer
    with office_of(options, folder) as office:
        office.plans.store_draft(draft)
    return replace(answer, done=True)


def _draft_answer(draft: Draft, is_stored: bool) -> Answer:
    value = plan_record(draft.plan, draft.unplaced, draft.warnings)
    value["layout"] = draft.layout
    doubts = value["doubts"] = plan_doubts(draft.plan)
    verb = "Đã nhập" if is_stored else "Đọc thử"
    told, counts = plan_counts(value)
    # What was only read has no identity to go on with.
    lines = [f"{verb}: {draft.plan.title} {draft.plan.subject}", *([told] if is_stored else []), counts]
    if draft.layout:
        lines.append(f"Lĩnh vực theo {draft.layout}.")
    if draft.unplaced:
        lines.append(f"Chưa xếp được {len(draft.unplaced)} đoạn:")
        lines.extend(f"  {text}" for text in draft.unplaced)
    lines.extend(f"Cần xem lại «{each['text'][:80]}»: {each['doubt']}" for each in doubts)
    lines.extend(f"Lưu ý: {warning}" for warning in draft.warnings)
    return Answer(value, lines)


def plan_counts(value: dict[str, Any]) -> list[str]:
    """How much a plan's record holds, in words."""
    targets = sum(len(area["targets"]) for area in value["areas"]) + len(value["general_targets"])
    tasks = sum(len(area["tasks"]) for area in value["areas"])
    return [
        f"Mã kế hoạch: {value['plan_id']}",
        f"{len(value['sections'])} mục lớn, {len(value['areas'])} lĩnh vực, "
        f"{targets} chỉ tiêu, {tasks} nhiệm vụ.",
    ]


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


def _new(outcome: "RowOutcome") -> dict[str, Any]:
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


def _changed(outcome: "RowOutcome", changes: "Sequence[FieldChange]") -> dict[str, Any]:
    return {
        "id": outcome.item_id,
        "place": outcome.row.place,
        "text": outcome.row.text,
        "fields": [{"field": each.field, "plan": each.plan, "annex": each.annex} for each in changes],
        "doubt": outcome.doubt,
    }


def _lines(verb: str, outcome: "RowOutcome", changes: "Sequence[FieldChange]") -> list[str]:
    said = "; ".join(
        f"{each.field}: «{each.plan}» – phụ lục «{each.annex}»"
        if each.plan
        else f"{each.field}: {each.annex}"
        for each in changes
    )
    return [f"{verb} ({outcome.row.place}) «{outcome.row.text[:80]}»: {said}"]


PLAN_FILE_COMMANDS: dict[str, Command] = {"import-plan": _import_plan, "import-annex": opened(_import_annex)}
