"""One operation, or one record of it, is taken back by itself; what is in the way is named."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from cchc_desktop.storage.kinds import KINDS
from tests.plans import small_plan

Q1 = Period.parse("2026-Q1")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.open(tmp_path, lambda: date(2026, 7, 15), lambda: datetime(2026, 7, 15, 9, 30))
    made.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    made.plans.store_draft(Draft(small_plan()))
    made.settings.act_as("Lan")
    yield made
    assert made.check() == Findings()
    assert made.archive.verify().broken == ()
    made.close()


def last(office: Office) -> int:
    return office.history.entries()[0].id


def text(office: Office, item: str) -> str:
    return str(office._desk.store.row("plan_items", item)["text"])  # type: ignore[index]


def state(office: Office) -> dict[str, list[dict[str, object]]]:
    data = office._desk.store._data
    return {table: data.rows(f"SELECT * FROM {table} ORDER BY id") for table in KINDS}


def test_an_older_operation_alone(office: Office) -> None:
    before = text(office, "task-2")
    office.plans.set_text("plan-1", "task-2", "Niêm yết.")
    wanted = last(office)
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, id="update-1"))
    told = office.history.would_take_back(wanted)
    assert [(row.field, row.before, row.after) for row in told] == [("Nội dung", "Niêm yết.", before)]
    assert text(office, "task-2") == "Niêm yết."
    office.history.take_back(wanted)
    assert text(office, "task-2") == before
    assert office.tasks.get("task-1").percent == 40
    entries = office.history.entries()
    assert entries[0].label == "Hoàn tác riêng: Sửa nội dung"
    assert next(each for each in entries if each.id == wanted).state == "Đã hoàn tác riêng"
    with pytest.raises(Refusal, match="không còn gì để hoàn tác"):
        office.history.take_back(wanted)
    office.history.undo()
    assert text(office, "task-2") == "Niêm yết."
    assert next(each for each in office.history.entries() if each.id == wanted).state == ""


def test_other_columns_of_the_same_record_stay(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    office.settings.save_unit(Unit("Phòng Kinh tế 2", id="unit-1"))
    wanted = last(office)
    office.settings.save_unit(Unit("Phòng Kinh tế 2", short_name="KT", id="unit-1"))
    office.history.take_back(wanted)
    (unit,) = office.settings.units()
    assert (unit.name, unit.short_name) == ("Phòng Kinh tế", "KT")


def test_a_later_change_of_the_same_is_named(office: Office) -> None:
    office.figures.type_figure(Q1, "1.01", "12")
    wanted = last(office)
    office.figures.type_figure(Q1, "1.01", "13")
    before = state(office)
    with pytest.raises(Refusal, match=r"«Nhập số liệu» lúc 09:30 ngày 15/07/2026, Lan .* «Hoàn tác đến đây»"):
        office.history.take_back(wanted)
    with pytest.raises(Refusal):
        office.history.would_take_back(wanted)
    assert state(office) == before
    office.history.undo()
    office.history.take_back(wanted)
    assert office.figures.ledger().typed(Q1) == {}


def test_what_others_stand_on_stays(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    wanted = last(office)
    office.settings.save_officer(Officer("Lan", unit_id="unit-1", id="officer-1"))
    with pytest.raises(Refusal, match="thuộc về"):
        office.history.take_back(wanted)
    assert [unit.id for unit in office.settings.units()] == ["unit-1"]


def test_an_issued_plan_is_left_alone(office: Office) -> None:
    office.plans.set_text("plan-1", "task-2", "Niêm yết.")
    wanted = last(office)
    office.plan_life.issue("plan-1", "15", date(2026, 1, 5))
    with pytest.raises(Refusal, match="Kế hoạch đã ban hành"):
        office.history.take_back(wanted)
    office.plan_life.amend("plan-1")
    office.history.take_back(wanted)


def test_one_record_of_many(office: Office) -> None:
    typed = {"1.01": Figure(Decimal(1)), "1.06": Figure(Decimal(2))}
    office.figures.set_figures(Q1, typed)
    wanted = last(office)
    office.history.take_back(wanted, "2026-Q1:1.01")
    assert office.figures.ledger().typed(Q1) == {"1.06": typed["1.06"]}
    office.plans.delete("plan-1")
    deleted = last(office)
    with pytest.raises(Refusal):
        office.history.take_back(deleted, "task-2")
    assert not office.plans.heads()
    office.history.take_back(deleted)
    assert text(office, "task-2")


def test_a_preview_of_going_back(office: Office) -> None:
    office.figures.type_figure(Q1, "1.01", "12")
    wanted = last(office)
    office.figures.type_figure(Q1, "1.01", "13")
    before = state(office)
    actions = office.history.entries()
    told = office.history.would_undo_through(wanted)
    assert [(row.before, row.after) for row in told if row.field == "Số liệu"] == [("13", "")]
    assert state(office) == before
    assert office.history.entries() == actions
    office.history.undo_through(wanted)
    assert office.figures.ledger().typed(Q1) == {}


def test_the_journal_of_a_kind_a_record_and_some_days(office: Office) -> None:
    office.figures.type_figure(Q1, "1.01", "12")
    entries = office.history.entries
    assert [entry.label for entry in entries(table="figures")] == ["Nhập số liệu"]
    assert [entry.label for entry in entries(row_id="2026-Q1:1.01", table="figures")] == ["Nhập số liệu"]
    assert len(entries(since=date(2026, 7, 15))) == len(entries())
    assert entries(since=date(2026, 7, 16)) == []
    with pytest.raises(Refusal, match="đã được hoàn tác"):
        office.history.take_back(10_000)
