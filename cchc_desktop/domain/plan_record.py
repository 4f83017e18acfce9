"""A plan as plain data, in the shape that the commands print with ``--json``."""

from typing import Any

from . import plan_views as views
from .plan import Item, ItemKind, Plan, Topic
from .targets import Measure, TargetKind
from .tasks import Assignment


def target_record(text: str, measure: Measure) -> dict[str, Any]:
    """One target with its sub-targets; ``value`` is the grade's name for grades."""
    return {
        "text": text,
        "kind": measure.kind.value,
        "comparator": measure.comparator.value,
        "value": measure.grade if measure.kind is TargetKind.GRADE else measure.value,
        "upper": measure.upper,
        "unit": measure.unit,
        "per": measure.per,
        "direction": measure.direction.value,
        "scope": measure.scope,
        "soft": measure.soft,
        "indicator": measure.indicator,
        "baseline_year": measure.baseline_year,
        "baseline_value": measure.baseline_value,
        "step": measure.step,
        "milestones": [
            {"from": m.first_year, "to": m.last_year, "comparator": m.comparator.value, "value": m.value}
            for m in measure.milestones
        ],
        "deadline": measure.deadline.isoformat() if measure.deadline else None,
        "subtargets": [target_record(sub.fragment, sub) for sub in measure.subtargets],
    }


def _target(item: Item) -> dict[str, Any]:
    return {"id": item.id, **target_record(item.text, item.measure or Measure())}


def _task(item: Item) -> dict[str, Any]:
    assignment = item.assignment or Assignment()
    return {
        "id": item.id,
        "text": item.text,
        "subtasks": [{"text": sub.text} for sub in item.children if sub.kind is ItemKind.SUBTASK],
        "lead": assignment.lead,
        "support": assignment.support,
        "deliverable": assignment.deliverable,
        "due": assignment.due_text or (assignment.due.isoformat() if assignment.due else ""),
        "due_date": assignment.due.isoformat() if assignment.due else None,
        "funding": assignment.funding,
    }


def _texts(plan: Plan, topic: Topic) -> list[str]:
    return [item.text for item in views.texts_under(plan, topic)]


def plan_record(plan: Plan, unplaced: tuple[str, ...] = (), warnings: tuple[str, ...] = ()) -> dict[str, Any]:
    """The whole plan; ``unplaced`` and ``warnings`` are those of the reading, if it was just read."""
    return {
        "plan_id": plan.id,
        "title": plan.title,
        "subject": plan.subject,
        "level": plan.level.value,
        "issuer": plan.issuer,
        "superior": plan.superior,
        "place": plan.place,
        "number": plan.number,
        "symbol": plan.symbol,
        "date": plan.issued_on.isoformat() if plan.issued_on else None,
        "status": plan.status.value,
        "period": {
            "kind": plan.period.kind.value,
            "from": plan.period.first_year,
            "to": plan.period.last_year,
            "half": plan.period.half or None,
        },
        "legal_bases": [item.text for item in views.legal_bases(plan)],
        "purpose": _texts(plan, Topic.PURPOSE),
        "requirements": _texts(plan, Topic.REQUIREMENTS),
        "sections": [
            {"number": views.bare_marker(item.marker), "title": item.text} for item in views.sections(plan)
        ],
        "general_targets": [_target(item) for item in views.general_targets(plan)],
        "areas": [
            {
                "code": area.code,
                "printed_number": area.printed_number,
                "name": area.name,
                "targets": [_target(item) for item in area.targets],
                "tasks": [_task(item) for item in area.tasks],
            }
            for area in views.areas(plan)
        ],
        "solutions": [
            {
                "number": views.bare_marker(item.marker),
                "text": item.text,
                "items": [below.text for below in list(item.walk())[1:]],
            }
            for item in views.solutions(plan)
        ],
        "funding": _texts(plan, Topic.FUNDING),
        "reporting": _texts(plan, Topic.REPORTING),
        "duties": [
            {"unit": duty.unit, "items": duty.items, "paragraphs": duty.paragraphs}
            for duty in views.duties(plan)
        ],
        "closing": [item.text for item in plan.walk() if item.kind is ItemKind.CLOSING],
        "recipients": list(plan.recipients),
        "signer": {
            "authority": plan.signer.authority,
            "position": plan.signer.position.replace("\n", " / "),
            "name": plan.signer.name,
        },
        "unplaced": list(unplaced),
        "warnings": list(warnings),
    }


def plan_doubts(plan: Plan) -> list[dict[str, str]]:
    """What the reading of a draft guessed: the item's kind and text, and the reason."""
    doubtful = (item for item in plan.walk() if item.doubt)
    return [{"kind": item.kind.value, "text": item.text, "doubt": item.doubt} for item in doubtful]
