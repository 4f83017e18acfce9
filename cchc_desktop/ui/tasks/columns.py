"""The columns in which tasks are shown, the same in every list of them."""

from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt

from ... import catalogue
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.names import known_as, units_together
from ...domain.task_turns import to_do_by
from ...domain.tasks import TaskRow
from ...domain.text import uncapitalized
from ...office.assigning import TaskEdit
from ...office.plans import AssignmentFields
from ...storage.changes import Changes
from ..shell import Shell
from ..tables import Column, Editor
from . import status


def text_column(width: int = 200) -> Column:
    """What the task is."""
    return Column(
        "Nhiệm vụ", lambda row: row.text, width=width, stretch=True, tooltip=lambda row: row.text,
        icon=lambda row: ("import", "muted") if row.is_given else None,
    )  # fmt: skip


def area_column() -> Column:
    """The short name of the task's area."""
    return Column(
        "Lĩnh vực",
        lambda row: catalogue.area(row.area).short_name if row.area else "",
        width=128,
        sort=lambda row: row.area or 99,
    )


def lead_column(shell: Shell) -> Column:
    """The unit that leads the task, edited in place."""
    return Column(
        "Chủ trì", lambda row: row.assignment.lead, width=120, editor=Editor.SUGGEST,
        choices=lambda _row: unit_choices(shell), setter=lambda row, text: assign(shell, row, lead=text),
        closed=lambda _row: why_not_assign(shell), tooltip=_lead_tip,
    )  # fmt: skip


def _lead_tip(row: TaskRow) -> str:
    """What the leading unit was before, or is today, where units were merged."""
    lead = row.assignment.lead
    if row.planned is not None and row.planned.lead != lead:
        return f"{lead} (trước là {row.planned.lead})"
    return f"{lead} (nay là {row.lead_now})" if row.lead_now not in ("", lead) else lead


def officer_column(shell: Shell) -> Column:
    """The person who follows the task, edited in place."""
    return Column(
        "Người theo dõi", lambda row: row.assignment.officer, width=124, editor=Editor.SUGGEST,
        choices=lambda _row: officer_choices(shell),
        setter=lambda row, text: assign(shell, row, officer=text), closed=lambda _row: why_not_assign(shell),
    )  # fmt: skip


def due_column(shell: Shell) -> Column:
    """The day the task is due, edited in place; the plan's last day in brackets where it has none."""
    return Column(
        "Hạn", lambda row: row.assignment.due, width=130, editor=Editor.DATE,
        display=lambda row: short_date(row.due) if row.due_is_own else f"({short_date(row.due)})",
        sort=lambda row: row.due, setter=lambda row, day: assign(shell, row, due=day),
        tooltip=lambda row: _due_tip(row, shell.office.today), icon=_day_off_sign,
        colour=lambda row: due_colour(row, shell.office.today), closed=lambda _row: why_not_assign(shell),
    )  # fmt: skip


def progress_column(shell: Shell) -> Column:
    """How far the task is, as a bar; a number that is typed is how far it is today."""
    return Column(
        "Tiến độ", lambda row: row.percent, display=lambda row: f"{row.percent}%", width=92, bar=True,
        align=Qt.AlignmentFlag.AlignLeft, editor=Editor.WHOLE,
        setter=lambda row, percent: _report(shell, row, percent),
        closed=lambda row: why_not_report(shell, row),
    )  # fmt: skip


def why_not_assign(shell: Shell) -> str:
    """Why somebody else is to give tasks out, and who; nothing where nobody else is."""
    return shell.office.why_closed(Need.PLAN, WHOLE_OFFICE)


def why_not_report(shell: Shell, row: TaskRow) -> str:
    """Why somebody else is to report how far a task is, and who; nothing where nobody else is."""
    return shell.office.why_closed(Need.TASKS, row.area or WHOLE_OFFICE)


def _report(shell: Shell, row: TaskRow, percent: int | None) -> object:
    if percent is None:
        raise Refusal("Hãy nhập tiến độ từ 0 đến 100 (%).")
    return shell.office.assigning.assign([row.id], TaskEdit(percent=percent))


def status_column() -> Column:
    """Where the task stands: sign, word and colour."""
    return Column(
        "Tình trạng", lambda row: row.status.label, width=186,
        sort=lambda row: status.ORDER.index(row.status), colour=lambda row: status.COLOURS[row.status],
        icon=lambda row: (status.ICONS[row.status], status.COLOURS[row.status]),
    )  # fmt: skip


def assign(shell: Shell, row: TaskRow, **fields: Any) -> object:
    """Sets fields of a task's assignment; another spelling of a listed name becomes the listed one."""
    if "lead" in fields:
        fields["lead"] = listed_unit(shell, fields["lead"])
    if "officer" in fields:
        fields["officer"] = listed_officer(shell, fields["officer"])
    if row.is_given:
        return shell.office.assigning.assign([row.id], TaskEdit(cast(AssignmentFields, fields)))
    return shell.office.plans.set_assignment(row.plan_id, row.id, **fields)


def tell(shell: Shell, changes: Changes, words: str) -> None:
    """Says what was done to tasks, in the journal's words; nothing is to be undone where nothing changed."""
    if changes:
        shell.notify(f"Đã {uncapitalized(words)}.", undoable=True)
    else:
        shell.notify("Không có gì thay đổi: các nhiệm vụ này đã như vậy từ trước.")


def listed_unit(shell: Shell, typed: str) -> str:
    """The unit as the list writes it, where the name or its short form was typed; else what was typed."""
    return shell.office.people.unit_named(typed) or typed if typed else ""


def listed_officer(shell: Shell, typed: str) -> str:
    """The person as the list writes the name, where it is only spelled otherwise; else what was typed."""
    names = [officer.name for officer in shell.office.settings.officers()]
    return known_as(typed, names) or typed if typed else ""


def unit_choices(shell: Shell) -> list[tuple[str, str]]:
    """The units of today, and those that the plans name."""
    names = [unit.name for unit in shell.office.settings.units(shell.office.today)]
    return [(name, name) for name in units_together(names, shell.office.tasks.leads())]


def officer_choices(shell: Shell) -> list[tuple[str, str]]:
    """The officers of today."""
    return [(officer.name, officer.name) for officer in shell.office.settings.officers(shell.office.today)]


def due_colour(row: TaskRow, today: date) -> str:
    """The colour of a due day: missed, near, or none of both."""
    if not row.status.is_open:
        return ""
    return "bad" if row.due < today else "warn" if status.is_soon(row, today) else ""


def _day_off_sign(row: TaskRow) -> tuple[str, str] | None:
    """The sign of a due day on which nobody works, with which a tooltip says by when it is to be done."""
    return ("info", "muted") if row.due_is_own and to_do_by(row) != row.due else None


def _due_tip(row: TaskRow, today: date) -> str:
    parts = [short_date(row.due)]
    if not row.due_is_own:
        parts = [f"Chưa có hạn riêng; tính theo ngày cuối của kế hoạch ({short_date(row.due)})"]
    if row.due_is_own and (by := to_do_by(row)) != row.due:
        parts.append(f"Hạn vào ngày nghỉ: làm xong chậm nhất {short_date(by)}")
    if row.assignment.due_text:
        parts.append(f"Kế hoạch ghi: {row.assignment.due_text}")
    if words := status.due_words(row, today):
        parts.append(words)
    return "\n".join(parts)
