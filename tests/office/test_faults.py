"""What fails in the middle of an operation leaves the data, the journal and what is shown as they were."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.plan import Draft, ItemKind, Signer
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.desk import AfterStoring
from cchc_desktop.storage.changes import Changes
from tests.plans import small_plan
from tests.torture.faults import Fragile

TODAY = date(2026, 7, 15)
PLAN = "plan-1"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office with a plan, reported tasks, an officer, and something to redo."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Fragile))
    made = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    made.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    made.plans.store_draft(Draft(small_plan()))
    made.settings.save_unit(Unit("Phòng Kinh tế", id="unit-1"))
    made.settings.save_officer(Officer("Lê Văn Bình", unit_id="unit-1", id="officer-1"))
    made.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đang làm", id="update-1"))
    made.plans.set_text(PLAN, "task-2", "Niêm yết tại thôn.")
    made.history.undo()
    yield made
    made.close()


def connection(office: Office) -> Fragile:
    found = office._desk.store._data.connection
    assert isinstance(found, Fragile)
    return found


def stored(office: Office) -> list[str]:
    return list(connection(office).iterdump())


OPERATIONS: dict[str, Callable[[Office], object]] = {
    "set_text": lambda office: office.plans.set_text(PLAN, "target-1", "Trên 90% hồ sơ đúng hạn."),
    "set_assignment": lambda office: office.plans.set_assignment(PLAN, "task-1", lead="Phòng Kinh tế"),
    "add": lambda office: office.plans.add(PLAN, ItemKind.TASK, "Việc mới", "head-b", 0),
    "delete": lambda office: office.plans.restructure(PLAN, "Xóa", lambda t: outline.delete(t, "area-3")),
    "split": lambda office: office.plans.restructure(PLAN, "Tách", lambda t: outline.split(t, "task-1", 8)),
    "set_head": lambda office: office.plans.set_head(PLAN, recipients=["a"], signer=Signer("b", "c", "d")),
    "issue": lambda office: office.plan_life.issue(PLAN, "7", date(2026, 1, 5)),
    "delete_plan": lambda office: office.plans.delete(PLAN),
    "report": lambda office: office.tasks.report("task-1", TaskUpdate(date(2026, 6, 20), 50)),
    "delete_update": lambda office: office.tasks.delete_update("update-1"),
    "set_profile": lambda office: office.settings.set_profile(
        OfficeProfile("UBND xã Khác", "UBND tỉnh", "Khác", signers=(Signer("a", "b", "c"),))
    ),
    "delete_officer": lambda office: office.settings.delete_officer("officer-1"),
    "undo": lambda office: office.history.undo(),
    "redo": lambda office: office.history.redo(),
    "undo_through": lambda office: office.history.undo_through(3),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_failing_disk_leaves_nothing_half_done(name: str, office: Office) -> None:
    heard: list[Changes] = []
    office.subscribe(heard.append)
    before, plan, entries = stored(office), office.plans.get(PLAN), office.history.entries()
    for statement in (*range(40), *range(40, 2000, 17)):
        connection(office).left = statement
        try:
            OPERATIONS[name](office)
            break
        except EnvironmentProblem:
            connection(office).left = None
        assert stored(office) == before
        assert office.plans.get(PLAN) == plan == office._desk.store.plan(PLAN)
        assert office.history.entries() == entries
        assert not heard
    connection(office).left = None
    assert statement > 3
    assert stored(office) != before
    assert len(heard) == 1
    assert office._desk.store.upkeep.rebuild_search() == 0
    assert office._desk.store.upkeep.problems() == []
    if name != "delete_plan":
        assert office.plans.get(PLAN) == office._desk.store.plan(PLAN)


def test_a_failing_listener_hides_nothing_from_the_others(office: Office) -> None:
    heard: list[Changes] = []

    def broken(_: Changes) -> None:
        raise ZeroDivisionError

    office.subscribe(broken)
    office.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError):
        office.plans.set_text(PLAN, "task-2", "Niêm yết tại xã.")
    assert heard[-1].rows == {("plan_items", "task-2")}
    assert office.plans.get(PLAN) == office._desk.store.plan(PLAN)
    with pytest.raises(ZeroDivisionError):
        office.history.undo()
    assert len(heard) == 2
    assert office.plans.get(PLAN) == small_plan()


def test_a_listener_that_refuses_is_no_refusal_of_what_is_stored(office: Office) -> None:
    def refuse(_: Changes) -> None:
        raise Refusal("Không đọc được.")

    office.subscribe(refuse)
    with pytest.raises(AfterStoring) as failed:
        office.plans.set_text(PLAN, "task-2", "Niêm yết tại xã.")
    assert isinstance(failed.value.__cause__, Refusal)
    assert office.history.entries()[0].label == "Sửa nội dung"
