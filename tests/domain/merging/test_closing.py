"""Rows that were joined agree with one another, whatever each of them says alone."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.merging.closing import Around, Closed, Key, Row, closed

REFERS = {
    "plan_items": (("plan_id", "plans"), ("parent_id", "plan_items")),
    "recipients": (("plan_id", "plans"),),
    "tasks": (("id", "plan_items"),),
    "targets": (("item_id", "plan_items"), ("parent_id", "targets")),
    "task_updates": (("task_id", "tasks"),),
}
PLAN: dict[Key, Row] = {("plans", "p"): {"id": "p"}}


def item(row_id: str, parent: str | None = None, kind: str = "text", rank: str = "") -> dict[Key, Row]:
    row = {"id": row_id, "plan_id": "p", "parent_id": parent, "kind": kind, "rank": rank or row_id}
    return {("plan_items", row_id): row}


def task(row_id: str) -> dict[Key, Row]:
    return {("tasks", row_id): {"id": row_id}}


def target(row_id: str, item_id: str = "", parent: str | None = None) -> dict[Key, Row]:
    return {("targets", row_id): {"id": row_id, "item_id": item_id or row_id, "parent_id": parent}}


def update(row_id: str, task_id: str) -> dict[Key, Row]:
    return {("task_updates", row_id): {"id": row_id, "task_id": task_id}}


def close(
    rows: dict[Key, Row],
    gone: dict[Key, Row] | None = None,
    stored: Iterable[Key] = (),
    before: dict[Key, Row] | None = None,
    needed: Iterable[Key] = (),
) -> Closed:
    around = Around(
        refers=lambda table: REFERS.get(table, ()),
        is_stored=frozenset(stored).__contains__,
        before=(before or {}).get,
        is_needed=frozenset(needed).__contains__,
        placed_by=lambda key: key,
    )
    return closed(rows, gone or {}, around)


def test_what_is_sound_stays_as_it_is() -> None:
    rows = PLAN | item("1") | item("2", "1", "task") | task("2") | update("u", "2") | item("3", "1", "target")
    rows |= target("3") | target("sub", "3", "3")
    assert close(rows) == Closed(rows)
    assert close(item("1"), stored=[("plans", "p")]).rows == item("1")


def test_what_another_row_needs_comes_back() -> None:
    found = close(PLAN | item("2", "1"), gone=item("1"))
    assert found.rows == PLAN | item("2", "1") | item("1")
    assert found.kept == {("plan_items", "1")}
    assert close(item("1"), gone=PLAN, needed=[("plans", "p")]).kept == {("plans", "p")}
    assert close(item("1"), before=PLAN).kept == {("plans", "p")}


def test_what_belongs_to_something_unknown_waits() -> None:
    found = close(PLAN | item("2", "1") | item("3", "2"))
    assert found.rows == PLAN
    assert found.waiting == {("plan_items", "2"), ("plan_items", "3")}
    assert close(PLAN | item("1", None, "task")).waiting == {("plan_items", "1")}


def test_an_item_is_what_its_parts_say() -> None:
    said_otherwise = PLAN | item("1", None, "text") | task("1")
    assert close(said_otherwise).rows == PLAN | item("1", None, "task") | task("1")
    measured = PLAN | item("1", None, "text") | target("1")
    assert close(measured).rows == PLAN | item("1", None, "target") | target("1")
    both = PLAN | item("1", None, "target") | target("1") | task("1")
    assert close(both).rows == PLAN | item("1", None, "target") | target("1")
    assert close(both).off == {("tasks", "1")}
    reported = close(both | update("u", "1") | target("sub", "1", "1"))
    assert reported.rows == PLAN | item("1", None, "task") | task("1") | update("u", "1")
    assert reported.off == {("targets", "1"), ("targets", "sub")}
    elsewhere = close(both, needed=[("tasks", "1")])
    assert elsewhere.rows == PLAN | item("1", None, "task") | task("1")


def test_an_item_takes_its_part_back() -> None:
    found = close(PLAN | item("1", None, "task"), gone=task("1"))
    assert found.rows == PLAN | item("1", None, "task") | task("1")
    found = close(PLAN | item("1", None, "text"), gone=task("1"), needed=[("tasks", "1")])
    assert found.rows == PLAN | item("1", None, "task") | task("1")


def test_items_that_stand_under_one_another_are_put_straight() -> None:
    found = close(PLAN | item("1", "2") | item("2", "1") | item("3", "2"))
    assert found.rows == PLAN | item("1", "2") | item("2", None) | item("3", "2")
    alone = close(PLAN | item("1", "1"))
    assert alone.rows == PLAN | item("1", None)
    below = close(item("2", "1"), stored=[("plans", "p"), ("plan_items", "1")])
    assert below.rows == item("2", "1")


def test_two_rows_at_one_place_stand_side_by_side() -> None:
    rows = PLAN | item("a", rank="i") | item("b", rank="i") | item("c", rank="j") | item("d", "a", rank="i")
    found = close(rows).rows
    ranks = [found["plan_items", each]["rank"] for each in "abc"]
    assert ranks == sorted(set(ranks))
    assert found["plan_items", "d"]["rank"] == "i"
    lines = {("recipients", each): {"id": each, "plan_id": "p", "rank": "i"} for each in "ab"}
    assert len({row["rank"] for row in close(PLAN | lines).rows.values() if "rank" in row}) == 2


names = st.sampled_from("123456")


@given(
    st.dictionaries(names, st.tuples(st.none() | names, st.sampled_from(("text", "task", "target")))),
    st.sets(names), st.sets(names), st.sets(names), st.sets(names),
)  # fmt: skip
def test_whatever_comes_together_is_a_tree_in_which_all_is_what_it_is(
    items: dict[str, tuple[str | None, str]],
    tasks: set[str],
    targets: set[str],
    updates: set[str],
    deleted: set[str],
) -> None:
    rows, gone = dict(PLAN), dict[Key, Row]()
    for row_id, (parent, kind) in items.items():
        (gone if row_id in deleted else rows).update(item(row_id, parent, kind))
    for row_id in tasks:
        (gone if row_id in deleted else rows).update(task(row_id))
    for row_id in targets:
        (gone if row_id in deleted and row_id in tasks else rows).update(target(row_id))
    for row_id in updates:
        rows |= update(f"u{row_id}", row_id)
    found = close(rows, gone)
    shown = found.rows
    again = close(shown)
    assert again == Closed(shown)
    for (table, row_id), row in shown.items():
        for column, other in REFERS.get(table, ()):
            assert row[column] is None or (other, row[column]) in shown
        if table == "plan_items":
            assert (("tasks", row_id) in shown) == (row["kind"] == "task")
            assert (("targets", row_id) in shown) == (row["kind"] == "target")
            seen = set()
            at: str | None = row_id
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = shown["plan_items", at]["parent_id"]
    assert not (shown.keys() & (found.waiting | found.off))
    assert all(key in found.rows or key in found.waiting or key in found.off for key in rows)
