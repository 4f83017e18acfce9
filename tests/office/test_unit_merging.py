"""A merge of units in the sample's year: what becomes the new unit's, what stays, and the way back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.names import unit_key
from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.task_care import TaskCare
from cchc_desktop.domain.tasks import TaskFilter
from cchc_desktop.domain.work_periods import WorkPeriod
from cchc_desktop.office import Office, operations
from cchc_desktop.storage.task_kinds import write_care
from tests.office.report_desk import Desk
from tests.sample_office import lay_sample

TODAY, DAY = date(2026, 11, 28), date(2026, 7, 1)
OLD, OTHER, NEW = "Phòng Kinh tế", "Văn phòng HĐND và UBND", "Phòng Tổng hợp - Kinh tế"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path / "data", TODAY)
    made = Office.open(tmp_path / "data", lambda: TODAY, lambda: datetime(2026, 11, 28, 9))
    yield made
    made.close()


def ids(office: Office, *names: str) -> list[str]:
    return [unit.id for unit in office.settings.units(DAY) if unit.name in names]


def leads(office: Office) -> dict[str, str]:
    return {row.id: row.assignment.lead for row in office.tasks.rows()}


def test_open_work_is_the_new_units_and_done_work_keeps_the_old_name(office: Office) -> None:
    before = leads(office)
    done = {
        row.id for row in office.tasks.rows()
        if row.status.is_done and row.progress is not None and row.progress.day < DAY
    }  # fmt: skip
    office.task_filters.save("Việc của Kinh tế", TaskFilter(unit=OLD))
    staff = [each for each in office.settings.officers() if each.unit_id in ids(office, OLD, OTHER)]
    proposed = office.unit_merging.propose(ids(office, OLD, OTHER), NEW, "THKT", DAY)
    assert leads(office) == before, "a proposal changes nothing"
    office.unit_merging.merge(ids(office, OLD, OTHER), NEW, "THKT", DAY)
    olds = {unit_key(OLD), unit_key(OTHER)}
    for task_id, lead in leads(office).items():
        taken_over = unit_key(before[task_id]) in olds and task_id not in done
        assert lead == (NEW if taken_over else before[task_id])
    moved = {
        each.id for each in proposed.moved if each.what == "Nhiệm vụ" and not each.before.startswith("phối")
    }
    assert moved == {task_id for task_id, lead in leads(office).items() if lead != before[task_id]} != set()
    (new,) = (unit for unit in office.settings.units(TODAY) if unit.name == NEW)
    assert {each.id for each in office.settings.officers() if each.unit_id == new.id} == {
        each.id for each in staff
    }
    assert office.task_filters.named("Việc của Kinh tế").chosen.unit == NEW
    under_new = {row.id for row in office.tasks.rows(TaskFilter(unit=NEW))}
    assert under_new == {task_id for task_id, lead in before.items() if unit_key(lead) in olds}, (
        "old ones too"
    )
    kept = {row.id for row in office.tasks.rows(TaskFilter(unit=OLD))}
    assert kept == {task_id for task_id in done if unit_key(before[task_id]) == unit_key(OLD)}
    assert OLD in office.unit_merging.former(NEW)
    office.settings.save_unit(replace(new, name="Văn phòng Tổng hợp"))
    assert leads(office)[next(iter(moved))] == "Văn phòng Tổng hợp", "the new unit's name is spelt otherwise"


def test_it_is_undone_as_one(office: Office) -> None:
    before, units = leads(office), office.settings.units()
    officers = office.settings.officers()
    office.unit_merging.merge(ids(office, OLD), NEW, "", DAY)
    office.history.undo()
    assert (leads(office), office.settings.units(), office.settings.officers()) == (before, units, officers)


def test_results_of_before_are_told_of_the_old_unit(office: Office) -> None:
    may, autumn = WorkPeriod(2026, 5), WorkPeriod(2026, quarter=4)
    was = office.work_sheets.unit_sheet(OLD, WorkPeriod(2026, quarter=2)).tally.given
    office.unit_merging.merge(ids(office, OLD), NEW, "", DAY)
    assert office.work_sheets.unit_sheet(OLD, WorkPeriod(2026, quarter=2)).tally.given == was
    rooms = [room.name for room in office.work_sheets.summary(autumn).rooms]
    assert NEW in rooms
    assert OLD not in rooms
    assert office.work_sheets.summary(may).rooms


def test_inspected_units_are_counted_once_under_their_successor(office: Office) -> None:
    year, register = Period.parse("2026-N"), "kiem-tra"
    units = [unit.name for unit in office.settings.units(DAY)][:3]
    for day, unit in zip(("5/2/2026", "6/3/2026", "7/4/2026"), units, strict=True):
        with office.corrections.because("Kiểm tra"):
            office.registers.add(register, {"ngay": day, "don_vi": unit, "loai": "Định kỳ"})
    before = office.registers.counts(year)["1.07"].value
    standing = {each.rule.id: each for each in office.rules.standing(TODAY)}
    office.unit_merging.merge(ids(office, *units[:2]), NEW, "", DAY)
    assert office.registers.counts(year)["1.07"].value == before - 1
    assert office.registers.counts(Period.parse("2026-Q1"))["1.07"].value >= 2, "as it was then"
    after = {each.rule.id: each for each in office.rules.standing(TODAY)}
    assert set(after) == set(standing)


def test_what_is_refused_changes_nothing(office: Office) -> None:
    with pytest.raises(Refusal, match="chưa đến"):
        office.unit_merging.merge(ids(office, OLD), NEW, "", date(2026, 12, 1))
    with pytest.raises(Refusal, match="chọn ít nhất một"):
        office.unit_merging.merge([], NEW, "", DAY)
    office.unit_merging.merge(ids(office, OLD), NEW, "", DAY)
    (new,) = (unit for unit in office.settings.units(TODAY) if unit.name == NEW)
    for officer in office.settings.officers():
        if officer.unit_id == new.id:
            office.settings.delete_officer(officer.id)
    with pytest.raises(Refusal, match="đã sáp nhập vào"):
        office.settings.delete_unit(new.id)


def test_sub_tasks_that_a_unit_was_given_go_along(desk: Desk) -> None:
    office, old = desk.office, Unit(OLD)
    office.settings.save_unit(old)
    with office._desk.operation(operations.SET_ASSIGNMENT) as recorder:
        write_care(recorder, TaskCare("task-1", "sub-1", lead=OLD))
    office.unit_merging.merge([old.id], NEW, "", date(2026, 3, 1))
    (part,) = office.tasks.get("task-1").subtasks
    assert part.care.lead == NEW
    office.history.undo()
    assert office.tasks.get("task-1").subtasks[0].care.lead == OLD
