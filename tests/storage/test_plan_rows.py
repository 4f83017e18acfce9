"""Plans go into the tables and come back the same; an edit touches only the rows that it changes."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.targets import Comparator, Measure, Milestone
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.storage import kinds
from cchc_desktop.storage.changes import Changes
from cchc_desktop.storage.plan_writing import write_plan, write_update
from cchc_desktop.storage.store import Store
from tests.plans import small_plan
from tests.words import found


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path, lambda: datetime(2026, 1, 1))


def put(store: Store, before: Plan | None, after: Plan | None) -> Changes:
    with store.journal.operation("test", "Ghi") as recorder:
        write_plan(recorder, before, after)
    return recorder.changes


def test_round_trip(store: Store) -> None:
    plan = small_plan()
    put(store, None, plan)
    assert store.plan(plan.id) == plan
    assert [head.id for head in store.plan_heads()] == [plan.id]


def test_every_field_of_a_measure_is_kept(store: Store) -> None:
    plan = small_plan()
    target = outline.find(plan.items, "target-1")
    assert target.measure is not None
    measure = replace(
        target.measure,
        upper=99.5, per="năm", soft=True, baseline_year=2021, baseline_value=15.0, step=20.0,
        milestones=(Milestone(2024, 2025, Comparator.AT_LEAST, 97.0),), deadline=date(2026, 12, 1),
        confirmed=True,
    )  # fmt: skip
    plan = replace(plan, items=outline.update(plan.items, replace(target, measure=measure)))
    put(store, None, plan)
    assert store.plan(plan.id) == plan


def test_an_edit_touches_only_its_row(store: Store) -> None:
    plan = small_plan()
    put(store, None, plan)
    task = outline.find(plan.items, "task-1")
    changes = put(store, plan, replace(plan, items=outline.update(plan.items, replace(task, text="Khác"))))
    assert changes.rows == {("plan_items", "task-1")}


def test_deleting_a_task_takes_its_updates_and_undo_brings_them_back(store: Store) -> None:
    plan = small_plan()
    put(store, None, plan)
    with store.journal.operation("test", "Cập nhật") as recorder:
        write_update(recorder, "task-1", TaskUpdate(date(2026, 3, 1), 40, "Đang làm", id="u1"))
    put(store, plan, replace(plan, items=outline.delete(plan.items, "area-3")))
    assert store.known_plans.updates_of("task-1") == ()
    assert store.upkeep.problems() == []
    store.journal.undo()
    assert store.plan(plan.id) == plan
    assert [update.percent for update in store.known_plans.updates(plan.id)["task-1"]] == [40]
    assert store.upkeep.problems() == []


def test_deleting_a_plan_leaves_nothing(store: Store) -> None:
    plan = small_plan()
    put(store, None, plan)
    put(store, plan, None)
    counts = store.counts()
    assert {name: count for name, count in counts.items() if name != "actions" and count} == {}
    store.journal.undo()
    assert store.plan(plan.id) == plan


def test_rebuilding_search_mends_it(store: Store) -> None:
    put(store, None, small_plan())
    assert store.upkeep.rebuild_search() == 0
    data = store._data
    data.execute("DELETE FROM search_texts WHERE table_name = 'plan_items' AND row_id = 'task-2'")
    data.execute("UPDATE search_texts SET folded = 'x' WHERE row_id = 'task-1'")
    data.execute("INSERT INTO search_texts (table_name, row_id, folded) VALUES ('units', 'gone', 'x')")
    assert found(store, "niem yet") == []
    # task-1 has two copies: its sentence, and who does it.
    assert store.upkeep.rebuild_search() == 4
    assert found(store, "niem yet") == [("plan_items", "task-2")]
    assert found(store, "ra soat") == [("plan_items", "task-1")]
    assert store.upkeep.rebuild_search() == 0


def test_any_text_can_be_looked_for(store: Store) -> None:
    put(store, None, small_plan())
    assert found(store, "niêm  YẾT niem") == [("plan_items", "task-2")]
    assert found(store, "nie\u0302\u0301m \udcffyết\0") == [("plan_items", "task-2")]
    for text in ("a" * 60_000, " ".join(map(str, range(3000))), "%%", "_", "\\", '"', "[100]", "\udcff"):
        assert found(store, text) == [], text[:20]


def test_a_disk_that_fails_while_reading_gets_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def execute(self, *_: object) -> None:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error

    monkeypatch.setattr(store._data, "connection", Broken())
    readers: list[Callable[[], object]] = [
        store.profile, lambda: store.records(kinds.UNITS), store.plan_heads, lambda: store.plan("plan-1"),
        lambda: store.known_plans.updates("plan-1"), lambda: found(store, "x"),
        lambda: store.row("plans", "x"), store.counts,
        lambda: store.preference("x"), store.journal.undoable, store.journal.redoable,
        store.journal.actions, lambda: store.journal.history(["x"]),
    ]  # fmt: skip
    for read in readers:
        with pytest.raises(EnvironmentProblem, match="ổ đĩa"):
            read()


def test_removing_the_first_recipient_touches_one_row(store: Store) -> None:
    lines = tuple(f"Đơn vị {number};" for number in range(7))
    plan = replace(small_plan(), recipients=lines)
    put(store, None, plan)
    changes = put(store, plan, replace(plan, recipients=lines[1:]))
    assert [(one.table, one.after) for one in changes.details] == [("recipients", None)]
    reworded = (*lines[1:3], "Văn phòng Đảng ủy;", *lines[4:])
    changes = put(store, replace(plan, recipients=lines[1:]), replace(plan, recipients=reworded))
    (change,) = changes.details
    assert change.columns == ["text"]
    read = store.plan(plan.id)
    assert read is not None
    assert read.recipients == reworded


def test_inserting_and_moving_an_item_touches_one_row(store: Store) -> None:
    plan = small_plan()
    put(store, None, plan)
    added = Item(ItemKind.TEXT, "Mới", id="new")
    grown = replace(plan, items=outline.insert(plan.items, added, None, 1))
    assert put(store, plan, grown).rows == {("plan_items", "new")}
    moved = replace(grown, items=(*grown.items[1:], grown.items[0]))
    changes = put(store, grown, moved)
    assert changes.rows == {("plan_items", grown.items[0].id)}
    assert [change.columns for change in changes.details] == [["rank"]]
    assert store.plan(plan.id) == moved


def test_a_changed_subtarget_keeps_its_row(store: Store) -> None:
    plan = small_plan()
    target = outline.find(plan.items, "target-1")
    assert target.measure is not None
    parts = tuple(Measure(fragment=f"phần {number}", value=float(number)) for number in range(3))

    def with_parts(parts: tuple[Measure, ...]) -> Plan:
        assert target.measure is not None
        measure = replace(target.measure, subtargets=parts)
        return replace(plan, items=outline.update(plan.items, replace(target, measure=measure)))

    put(store, None, with_parts(parts))
    after = (parts[0], replace(parts[1], value=9.0), parts[2])
    (change,) = put(store, with_parts(parts), with_parts(after)).details
    assert (change.table, change.columns) == ("targets", ["value"])
    (change,) = put(store, with_parts(after), with_parts(after[1:])).details
    assert change.after is None
    assert store.plan(plan.id) == with_parts(after[1:])
