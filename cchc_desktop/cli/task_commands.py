"""The commands on tasks: which there are, how far they are, who does them, what is handed out on paper."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.areas import AREA_CODES
from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.names import known_like
from ..domain.numerals import parse_number, parse_whole
from ..domain.task_filters import OPEN
from ..domain.task_papers import SOON_DAYS, Receiver, Slip, persons_of
from ..domain.task_turns import to_do_by
from ..domain.tasks import IN_FORCE, Lack, TaskFilter, TaskPart, TaskRow, TaskStatus, TaskUpdate
from ..domain.text import fold
from ..office import Office
from ..office.assigning import TaskEdit, edit_words
from ..office.plans import AssignmentFields
from .answers import Answer, Command, begun, exported, opened, plan_id_of, reading, resolved

if TYPE_CHECKING:
    from ..documents.model import Document

_MOST_DAYS = 366


def _export_tasks(office: Office, options: argparse.Namespace) -> Answer:
    return exported(office.papers.tasks(), options, office)


def _tasks(office: Office, options: argparse.Namespace) -> Answer:
    rows = office.given_tasks.listed(_chosen(office, options))
    lines = [
        f"{row.id[:8]}  {row.status.label:<20} {row.percent:>3}%  hạn {short_date(row.due)}  {row.text}"
        for row in rows
    ]
    return Answer([_task_record(row) for row in rows], [*lines, f"Cộng: {len(rows)} nhiệm vụ."])


def _chosen(office: Office, options: argparse.Namespace) -> TaskFilter:
    """The filter that was asked for: the kept one where one is named, and all other conditions with it."""
    filters = office.task_filters
    chosen = filters.chosen(filters.named(options.filter)) if options.filter else TaskFilter()
    statuses = {_status(options.status)} if options.status else set()
    if options.overdue:
        statuses.add(TaskStatus.OVERDUE)
    if statuses:
        chosen = replace(chosen, statuses=frozenset(statuses))
    if options.due_within is not None:
        days = parse_whole(options.due_within, "due_within")
        if not 0 <= days <= _MOST_DAYS:
            raise Refusal(f"Số ngày phải từ 0 đến {_MOST_DAYS}.", "due_within")
        today = office.today
        still = chosen.statuses & OPEN or OPEN
        chosen = replace(chosen, statuses=still, due_from=today, due_to=today + timedelta(days=days))
    if options.officer is not None:
        chosen = replace(chosen, officer=_officer(office, options.officer))
    if options.unit is not None:
        chosen = replace(chosen, unit=_unit(office, options.unit))
    if options.area is not None:
        chosen = replace(chosen, area=_area(options.area))
    if options.plan is not None:
        chosen = replace(chosen, plan_id=plan_id_of(office, options.plan))
    return replace(chosen, lacks=Lack.ASSIGNEE) if options.unassigned else chosen


def _officer(office: Office, given: str) -> str:
    """The person as the list, or a task, spells the name. Raises Refusal where there is none."""
    listed = [officer.name for officer in office.settings.officers()]
    found = known_like(given, [*listed, *persons_of(office.tasks.rows(), listed)])
    if found is None:
        raise Refusal(f"Không có ai tên «{given.strip()}» trong danh sách công chức và nhiệm vụ.", "officer")
    return found


def _area(given: str) -> int:
    code = parse_whole(given, "area")
    if code not in AREA_CODES:
        raise Refusal(f"Không có lĩnh vực {code}. Hãy chọn từ 1 đến {AREA_CODES[-1]}.", "area")
    return code


def _task_record(row: TaskRow) -> dict[str, Any]:
    progress = row.progress
    return {
        "task_id": row.id,
        "plan_id": row.plan_id,
        "plan": row.plan_label,
        "area": row.area or None,
        "text": row.text,
        "lead": row.assignment.lead,
        "support": row.assignment.support,
        "officer": row.assignment.officer,
        "deliverable": row.assignment.deliverable,
        "due": row.due.isoformat(),
        "work_by": to_do_by(row).isoformat(),
        "due_text": row.assignment.due_text,
        "percent": row.percent,
        "result": progress.result if progress else "",
        "updated": progress.day.isoformat() if progress else None,
        "status": row.status.value,
        "status_label": row.status.label,
        "reason": row.reason,
        "dropped": row.care.dropping.document
        if row.status is TaskStatus.DROPPED and row.care.dropping
        else None,
        "comes_again": row.care.rule.words if row.turns and row.care.rule else None,
        "turn": row.next_turn.key if row.next_turn else None,
        "parts": [_part_record(part) for part in row.parts],
    }


def _part_record(part: TaskPart) -> dict[str, Any]:
    """A turn or a sub-task."""
    return {
        "key": part.key,
        "label": part.label,
        "due": part.due.isoformat(),
        "percent": part.percent,
        "status": part.status.value,
        "reason": part.reason,
    }


def _status(text: str) -> TaskStatus:
    for status in TaskStatus:
        if fold(text.strip()).replace("-", "_") in (status.value, fold(status.label)):
            return status
    names = ", ".join(f"«{status.label.lower()}»" for status in TaskStatus)
    raise Refusal(f"Không có tình trạng «{text}». Hãy chọn một trong: {names}.")


def _update_task(office: Office, options: argparse.Namespace) -> Answer:
    percent = parse_number(options.percent, "percent")
    if percent != int(percent):
        raise Refusal("Tiến độ phải là số nguyên từ 0 đến 100 (%).", "percent")
    task_id = resolved(options.id, [row.id for row in office.given_tasks.listed()], "nhiệm vụ")
    update = TaskUpdate(
        day=parse_date(options.date, "date"),
        percent=int(percent),
        result=options.result,
        officer=options.officer,
        note=options.note,
    )
    given = office.given_tasks
    if given.find(task_id) is not None:
        given.report(task_id, update)
    else:
        office.tasks.report(task_id, update)
    row = given.get(task_id)
    return Answer(_task_record(row), [f"Đã cập nhật: {row.percent}%, {row.status.label.lower()}. {row.text}"])


def _assign(office: Office, options: argparse.Namespace) -> Answer:
    known = [row.id for row in office.given_tasks.listed()]
    ids = list(dict.fromkeys(resolved(given, known, "nhiệm vụ") for given in options.id))
    fields = AssignmentFields()
    if options.unit is not None:
        fields["lead"] = _unit(office, options.unit)
    if options.officer is not None:
        fields["officer"] = options.officer.strip()
    if options.due is not None:
        fields["due"] = parse_date(options.due, "due")
    if not fields:
        raise Refusal("Hãy cho biết ít nhất một trong --unit (đơn vị), --officer (người), --due (hạn).")
    edit = TaskEdit(fields)
    office.assigning.assign(ids, edit)
    lines = [f"Đã {begun(edit_words(edit, len(ids)))}."]
    if options.officer and (note := office.people.unlisted_words(options.officer)):
        lines.append(note)
    return Answer([_task_record(office.given_tasks.get(task_id)) for task_id in ids], lines)


def _unit(office: Office, given: str) -> str:
    """The unit as the list, or a plan, spells it; nothing for nothing. Raises Refusal where none is meant."""
    if not given.strip():
        return ""
    found = office.people.unit_named(given)
    if found is None:
        near = office.people.near_units(given)
        hint = f"Có phải là «{near[0]}» không?" if near else "Hãy xem danh sách đơn vị trong Thiết lập."
        raise Refusal(f"Không có đơn vị «{given.strip()}». {hint}", "unit")
    return found


def _slip(office: Office, options: argparse.Namespace) -> Answer:
    slip = Slip.REMINDER if options.command == "reminder" else Slip.ASSIGNMENT
    papers = office.task_papers
    days = SOON_DAYS
    answer_by = None
    if slip is Slip.REMINDER:
        answer_by = parse_date(options.answer_by, "answer_by") if options.answer_by else None
        days = parse_whole(options.days, "days") if options.days else SOON_DAYS
        if not 0 <= days <= _MOST_DAYS:
            raise Refusal(f"Số ngày phải từ 0 đến {_MOST_DAYS}.", "days")
    if not options.every_unit:
        receiver = papers.unit(options.unit) if options.unit is not None else papers.person(options.officer)
        return exported(papers.compose(slip, receiver, IN_FORCE, answer_by, days), options, office)
    units = papers.units(IN_FORCE, slip, days)
    written = papers.of_all(slip, units, options.format, IN_FORCE, answer_by, days)
    if not written:
        raise Refusal(f"Không có đơn vị nào cần {slip.label.lower()}.")
    return _all_written(office, options, written)


def _all_written(
    office: Office, options: argparse.Namespace, written: Sequence[tuple[str, Receiver, "Document"]]
) -> Answer:
    """Writes each document into the folder that was asked for."""
    folder = Path(options.out)
    if not folder.is_dir():
        raise Refusal(f"Không có thư mục «{folder}». Hãy tạo trước.", "out")
    value: list[dict[str, Any]] = []
    lines: list[str] = []
    for name, receiver, document in written:
        options.out = str(folder / name)
        answer = exported(document, options, office)
        value.append({**answer.value, "unit": receiver.name})
        lines += answer.lines
    return Answer(value, lines, done=True)


def _meeting_list(office: Office, options: argparse.Namespace) -> Answer:
    return exported(office.task_papers.meeting(), options, office)


TASK_COMMANDS: dict[str, Command] = {
    "tasks": reading(_tasks),
    "update-task": opened(_update_task),
    "assign": opened(_assign),
    "export-tasks": reading(_export_tasks),
    "reminder": reading(_slip),
    "assignment-slip": reading(_slip),
    "meeting-list": reading(_meeting_list),
}
