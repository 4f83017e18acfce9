"""A plan that is kept between changes is the plan that is stored; what did not change is the same object."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.tasks import Assignment, TaskUpdate
from cchc_desktop.storage import known_plans, plan_rows
from cchc_desktop.storage.known_plans import PLAN_TABLES
from cchc_desktop.storage.plan_writing import write_plan, write_update
from cchc_desktop.storage.store import Store
from cchc_desktop.storage.task_kinds import TASK_UPDATES
from tests.examples import share
from tests.plans import percent, small_plan

Edit = Callable[[outline.Tree, str, int], outline.Tree]


def _rewritten(change: Callable[[Item, int], Item]) -> Edit:
    def edit(tree: outline.Tree, item_id: str, number: int) -> outline.Tree:
        return outline.update(tree, change(outline.find(tree, item_id), number))

    return edit


def _measured(item: Item, number: int) -> Item:
    if item.kind is not ItemKind.TARGET:
        return item
    parts = tuple(replace(percent(50 + part), fragment=f"vế {part}") for part in range(number % 3))
    return replace(item, measure=replace(percent(number), subtargets=parts))


def _added(tree: outline.Tree, item_id: str, number: int) -> outline.Tree:
    kind = (ItemKind.TARGET, ItemKind.TASK, ItemKind.SUBTASK)[number % 3]
    new = Item(
        kind,
        f"Mục {number}",
        measure=percent(90) if kind is ItemKind.TARGET else None,
        assignment=Assignment(lead="Văn phòng") if kind is ItemKind.TASK else None,
    )
    return outline.insert(tree, new, item_id, number % (len(outline.find(tree, item_id).children) + 1))


def _moved(tree: outline.Tree, item_id: str, number: int) -> outline.Tree:
    others = [item.id for root in tree for item in root.walk()]
    return outline.move(tree, item_id, others[number % len(others)], 0)


EDITS: tuple[Edit, ...] = (
    _rewritten(lambda item, number: replace(item, text=f"Nội dung {number}")),
    _rewritten(lambda item, number: replace(item, answers=(f"a{number}", "b"))),
    _rewritten(_measured),
    _added,
    _moved,
    lambda tree, item_id, _: outline.delete(tree, item_id),
    lambda tree, item_id, _: outline.indent(tree, item_id),
    lambda tree, item_id, _: outline.shift(tree, item_id, 1),
    lambda tree, item_id, number: outline.retype(tree, item_id, (ItemKind.TASK, ItemKind.TEXT)[number % 2]),
)
STEPS = st.lists(st.tuples(st.sampled_from(range(len(EDITS) + 3)), st.integers(0, 99)), max_size=12)


def put(store: Store, before: Plan | None, after: Plan | None) -> None:
    with store.journal.operation("test", "Ghi") as recorder:
        write_plan(recorder, before, after)


def known(store: Store, plan_id: str) -> Plan:
    """The plan as the store knows it, which is held against the rows themselves."""
    plan = store.plan(plan_id)
    assert plan is not None
    assert plan == plan_rows.read_plan(store._data, plan_id)
    return plan


def step(store: Store, plan: Plan, kind: int, number: int) -> None:
    """One edit of a plan, or one change back or again."""
    if kind == len(EDITS):
        if store.journal.undoable():
            store.journal.undo()
        return
    if kind == len(EDITS) + 1:
        if store.journal.redoable():
            store.journal.redo()
        return
    if kind == len(EDITS) + 2:
        recipients = tuple(f"Nơi {each};" for each in range(number % 4))
        put(store, plan, replace(plan, recipients=recipients, subject=f"Kế hoạch {number}"))
        return
    ids = [item.id for item in plan.walk()]
    try:
        items = EDITS[kind](plan.items, ids[number % len(ids)], number)
    except Refusal:
        return
    put(store, plan, replace(plan, items=items))
    assert known(store, plan.id).items == items


def same(store: Store, told: Callable[[str], object], plan_id: str) -> None:
    """Holds what was worked out of a plan and its reports against the rows themselves."""
    reports: dict[str, list[TaskUpdate]] = {}
    for row in store._data.rows(
        "SELECT u.* FROM task_updates u JOIN plan_items i ON i.id = u.task_id WHERE i.plan_id = ? "
        "ORDER BY u.day, u.entered",
        (plan_id,),
    ):
        reports.setdefault(row["task_id"], []).append(TASK_UPDATES.read(row))
    expected = {task_id: tuple(of_task) for task_id, of_task in reports.items()}
    assert told(plan_id) == (plan_rows.read_plan(store._data, plan_id), expected)


@settings(max_examples=share(2), deadline=None)
@given(steps=STEPS, held=st.sampled_from((0, 4_000)))
def test_a_known_plan_is_what_is_stored(steps: list[tuple[int, int]], held: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(known_plans, "_MOST_ITEMS", held)
        store = Store.open(Path(folder), lambda: datetime(2026, 1, 1))
        plan, other = small_plan(), replace(small_plan(2027), id="other", items=(), recipients=())
        put(store, None, plan)
        put(store, None, other)
        with store.journal.operation("test", "Cập nhật") as recorder:
            write_update(recorder, "task-1", TaskUpdate(date(2026, 3, 1), 40, id="u1", part="sub-1"))
        beside = known(store, other.id)
        told = store.known_plans.per_plan(
            lambda plan_id: (store.plan(plan_id), store.known_plans.updates(plan_id)),
            (*PLAN_TABLES, "task_updates"),
        )
        for kind, number in steps:
            now = store.plan(plan.id)
            if now is None or not now.items or store.plan(other.id) is None:
                break
            step(store, now, kind, number)
            if store.plan(plan.id) is not None:
                known(store, plan.id)
            same(store, told, other.id)
            same(store, told, plan.id)
        assert store.upkeep.problems() == []
        assert held == 0 or store.plan(other.id) is beside or store.plan(other.id) in (None, other)
        store.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path, lambda: datetime(2026, 1, 1))
    put(store, None, small_plan())
    return store


def test_what_an_edit_left_alone_is_the_same_object(store: Store) -> None:
    before = known(store, "plan-1")
    put(store, before, replace(before, items=_added(before.items, "task-1", 0)))
    after = known(store, "plan-1")
    mine = {item.id: item for item in after.walk()}
    path = {item.id for item in outline.path_to(after.items, "task-1")}
    assert path
    for item in before.walk():
        assert (mine[item.id] is item) == (item.id not in path)


def test_another_plan_stays_the_same_object(store: Store) -> None:
    put(store, None, replace(small_plan(), id="other", items=()))
    other = store.plan("other")
    plan = known(store, "plan-1")
    put(store, plan, replace(plan, subject="Khác"))
    assert store.plan("other") is other
    put(store, known(store, "plan-1"), None)
    assert store.plan("plan-1") is None
    assert known(store, "other") == other


def test_a_plan_is_read_whole_where_much_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_plans, "_MOST", 0)
    plan = known(store, "plan-1")
    put(store, plan, replace(plan, items=outline.delete(plan.items, "task-1")))
    after = known(store, "plan-1")
    kept = {item.id: item for item in after.walk()}
    same = [item for item in plan.walk() if item.id in kept and item == kept[item.id]]
    assert same
    assert all(item is not kept[item.id] for item in same)


def test_an_edit_of_one_item_reads_no_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rows = plan_rows.rows_of_items

    def watched(data: object, ids: list[str]) -> object:
        asked.extend(ids)
        return rows(data, ids)  # type: ignore[arg-type]

    monkeypatch.setattr("cchc_desktop.storage.plan_writing.rows_of_items", watched)
    monkeypatch.setattr(plan_rows, "rows_of_items", watched)
    plan = known(store, "plan-1")
    task = outline.find(plan.items, "task-1")
    put(store, plan, replace(plan, items=outline.update(plan.items, replace(task, text="Khác"))))
    known(store, "plan-1")
    assert asked == ["task-1", "task-1"]


def test_what_was_told_of_a_task_is_told_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_plans, "_MOST_ITEMS", 0)
    of_other = (Item(ItemKind.TASK, "Việc khác", id="other-task"),)
    put(store, None, replace(small_plan(), id="other", items=of_other, recipients=()))
    counted: list[str] = []

    def count(plan_id: str) -> int:
        counted.append(plan_id)
        return sum(map(len, store.known_plans.updates(plan_id).values()))

    reports = store.known_plans.per_plan(count, (*PLAN_TABLES, "task_updates"))
    for row_id, task_id in (("u1", "task-1"), ("u2", "other-task")):
        with store.journal.operation("test", "Cập nhật") as recorder:
            write_update(recorder, task_id, TaskUpdate(date(2026, 3, 1), 40, id=row_id))
    assert (reports("plan-1"), reports("other")) == (1, 1)
    assert store.known_plans.updates_of("task-1") == store.known_plans.updates("plan-1")["task-1"]
    assert store.known_plans.reporters() == {}
    with store.journal.operation("test", "Cập nhật") as recorder:
        write_update(recorder, "other-task", TaskUpdate(date(2026, 3, 2), 50, officer="Lê An", id="u3"))
    counted.clear()
    assert (reports("plan-1"), reports("other")) == (1, 2)
    assert counted == ["other"], "the other plan stands as it did"
    assert store.known_plans.reporters() == {"Lê An": 1}
    assert [(task, each.id) for task, each in store.known_plans.updates_by(["Lê An", "Ai khác"])] == [
        ("other-task", "u3")
    ]
    # Of a plan that is not held nothing says whose a report was that is gone.
    with store.journal.operation("test", "Xóa") as recorder:
        recorder.delete("task_updates", "u2")
    assert (reports("plan-1"), reports("other")) == (1, 1)
