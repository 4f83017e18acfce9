"""The sample commune: a fictional office, its plan of this year, the progress of its tasks, its figures."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from .. import catalogue, resources
from ..domain import plan_views
from ..domain.errors import Refusal
from ..domain.offices import OfficeProfile, Officer, Unit
from ..domain.plan import Item, Plan, PlanLevel, PlanStatus, Signer, new_id
from ..domain.recurrence_words import proposed_rule
from ..domain.task_care import TaskCare
from ..domain.tasks import Assignment, TaskUpdate
from ..storage.office_rows import write_officer, write_profile, write_unit
from ..storage.plan_writing import write_plan, write_update
from ..storage.task_kinds import write_care
from . import operations
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk
from .plans import settled
from .reports import Reports
from .sample_year import Parts, write_years


def load_sample(desk: Desk, calendar: Calendar, catalogues: Catalogues, reports: Reports) -> str:
    """Fills an empty data folder with the sample commune, as one operation; gives its plan's identity.

    The plan is for the current year, the figures for this year and the one before; what lies after today is
    left out. Raises Refusal where the data already belong to an office, or hold anything: the sample must
    never stand among what somebody typed.
    """
    if (profile := desk.store.profile()) is not None:
        raise Refusal(
            f"Dữ liệu này đã thuộc về {profile.name} nên không tạo mẫu được. Hãy chọn thư mục dữ liệu khác."
        )
    if desk.store.journal.first_done() is not None:
        raise Refusal("Dữ liệu này đã có nội dung nên không tạo mẫu được. Hãy chọn thư mục dữ liệu khác.")
    described = resources.load_toml("sample", "office.toml")
    today = desk.today()
    plan, updates, cares = _followed(_sample_plan(today), described["updates"], today)
    units = _units(described, today)
    founded = _profile(described)
    with desk.operation(operations.LOAD_SAMPLE, described["office"]["name"]) as recorder:
        write_profile(recorder, founded)
        for unit in units:
            write_unit(recorder, unit)
        by_name = {unit.name: unit.id for unit in units}
        for officer in described["officers"]:
            write_officer(
                recorder, Officer(officer["name"], officer["position"], by_name.get(officer["unit"]))
            )
        write_plan(recorder, None, plan)
        for task_id, update in updates:
            write_update(recorder, task_id, update)
        for care in cares:
            write_care(recorder, care)
        write_years(Parts(calendar, catalogues, reports, desk.store), recorder, today, founded.signers)
    return plan.id


def _profile(described: Mapping[str, Any]) -> OfficeProfile:
    office = described["office"]
    return OfficeProfile(
        name=office["name"],
        superior=office["superior"],
        place=office["place"],
        level=PlanLevel(office["level"]),
        symbol=office["symbol"],
        archive=office["archive"],
        signers=tuple(Signer(s["authority"], s["position"], s["name"]) for s in described["signers"]),
    )


def _units(described: Mapping[str, Any], today: date) -> list[Unit]:
    office = described["office"]
    presets = {preset.key: preset for preset in catalogue.organisations()}
    preset = presets.get(office["preset"]) or catalogue.organisation_for(office["name"], today)
    return [Unit(unit.name, unit.short_name, preset.valid_from) for unit in preset.units]


def plan_text(year: int) -> str:
    """The text of the sample's plan for a year."""
    text = resources.read_text("sample", "plan.txt")
    for name, number in (("year", year), ("previous_year", year - 1), ("next_year", year + 1)):
        text = text.replace(f"{{{name}}}", str(number))
    return text


def _sample_plan(today: date) -> Plan:
    """The sample's plan text, read as any office's file would be."""
    from ..child.errands import read_plan

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.txt")
        path.write_text(plan_text(today.year), encoding="utf-8")
        # The program's own text: it needs no child process.
        plan = read_plan(path, catalogue.areas(), today).plan
    issued = date(today.year - 1, 12, 26)
    return replace(
        plan,
        items=tuple(_confirmed(settled(item)) for item in plan.items),
        number="152",
        issued_on=issued,
        status=PlanStatus.ISSUED,
    )


def _confirmed(item: Item) -> Item:
    """The item with its measure, and those below, as an official has looked at them."""
    measure = replace(item.measure, confirmed=True) if item.measure else None
    return replace(item, measure=measure, children=tuple(map(_confirmed, item.children)))


def _followed(
    plan: Plan, described: Sequence[Mapping[str, Any]], today: date
) -> tuple[Plan, list[tuple[str, TaskUpdate]], list[TaskCare]]:
    """The plan with the officers who follow its tasks, the updates that lie before today, and the rules of
    the tasks that come again."""
    by_area = {area.code: area.tasks for area in plan_views.areas(plan)}
    assigned: dict[str, Assignment] = {}
    updates: list[tuple[str, TaskUpdate]] = []
    cares: list[TaskCare] = []
    for entry in described:
        task: Item = by_area[entry["area"]][entry["task"] - 1]
        followed = replace(task.assignment or Assignment(), officer=entry["entries"][-1]["officer"])
        if entry.get("comes_again"):
            cares.append(TaskCare(task.id, rule=proposed_rule(followed.due_text, task.text)))
        assigned[task.id] = followed
        for reported in entry["entries"]:
            month, day = map(int, reported["day"].split("-"))
            update = TaskUpdate(
                date(today.year, month, day), reported["percent"], reported["result"], reported["officer"],
                id=new_id(), part=reported.get("part", "").replace("{year}", str(today.year)),
            )  # fmt: skip
            if update.day <= today:
                updates.append((task.id, update))
    return replace(plan, items=_assigned(plan.items, assigned)), updates, cares


def _assigned(items: tuple[Item, ...], assigned: Mapping[str, Assignment]) -> tuple[Item, ...]:
    """The items, and those below, with these assignments by identity."""
    return tuple(
        replace(
            item,
            assignment=assigned.get(item.id, item.assignment),
            children=_assigned(item.children, assigned),
        )
        for item in items
    )
