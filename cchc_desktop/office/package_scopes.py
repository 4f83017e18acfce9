"""Which records go to whom: all that an officer needs for his tasks, and all that this copy wrote itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..domain.errors import Refusal
from ..domain.evidence import OwnerKind
from ..domain.names import name_key
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.task_kinds import TASK_CARE, TASK_UPDATES
from ..storage.work_kinds import TASK_MARKS

if TYPE_CHECKING:
    from ..domain.offices import Officer
    from ..domain.tasks import TaskRow
    from ..storage.origin_kinds import Key
    from .desk import Desk
    from .settings import Settings
    from .tasks import Tasks

_SHARED = frozenset({
    "office", "signers", "units", "unit_successions", "officers", "plans", "recipients", "plan_items",
    "targets", "tasks", "catalogues", "periods", "figures", "openings", "dossier_fields", "dossiers",
    "form_rows", "template_maps", "duties", "registers", "register_rows", "rule_settings",
    "legal_libraries", "legal_documents", "criteria_sets", "questionnaires",
})  # fmt: skip
"""What every officer works with. Reports, marks and surveys are the office's own business."""
_OF_TASKS = frozenset({TASK_UPDATES.table, TASK_CARE.table, TASK_MARKS.table})


def assigned(desk: Desk, tasks: Tasks, settings: Settings, officer: str) -> set[Key]:
    """What goes to an officer: plans, registers, figures and settings as they are, and of tasks what was said
    of his own. Raises Refusal where the office has no such officer."""
    if settings.officer_named(officer) is None:
        known = ", ".join(each.name for each in settings.officers()) or "chưa có ai"
        raise Refusal(f"Không có công chức «{officer}». Trong danh sách: {known}.", "officer")
    own = {row.id for row in tasks.rows() if name_key(officer) in set(_names(row))}
    evidence = {
        file.id
        for file in desk.store.records(EVIDENCE_FILES)
        if file.owner.kind is OwnerKind.TASK and file.owner.id in own
    }
    found: set[Key] = set()
    for key, state in desk.store.journal.knowledge.every().items():
        table, row_id = key
        if (
            table in _SHARED
            or (table in _OF_TASKS and any(each.value in own for each in state.of("task_id")))
            or (table == EVIDENCE_FILES.table and row_id in evidence)
        ):
            found.add(key)
    return found


def assignees(tasks: Tasks, officers: Iterable[Officer]) -> list[str]:
    """The officers of these who have to do with a task."""
    keys = {key for row in tasks.rows() for key in _names(row)}
    return [each.name for each in officers if name_key(each.name) in keys]


def _names(row: TaskRow) -> Iterator[str]:
    """The keys of the names of all who have to do with a task."""
    yield name_key(row.assignment.officer)
    yield name_key(row.care.officer)
    for part in row.subtasks:
        yield name_key(part.care.officer)


def contributed(desk: Desk) -> set[Key]:
    """What was written, changed or deleted here. Raises Refusal where nothing was."""
    own = set(desk.store.last_of_devices())
    knowledge = desk.store.journal.knowledge
    found = {key for key, state in knowledge.every().items() if any(dot[0] in own for dot in state.dots)}
    if not found:
        raise Refusal("Chưa làm gì ở máy này nên chưa có gì để gửi về cơ quan.")
    return found
