"""Plans that have lost rows are trees again, and what was changed is said."""

from typing import Any

from cchc_desktop.storage import rescued_plans
from cchc_desktop.storage.rescued_rows import Key, Told

Rows = dict[Key, dict[str, Any]]


def item(
    item_id: str, parent: str | None = None, *, plan: str = "p", rank: str = "", kind: str = "group"
) -> Rows:
    row = {"id": item_id, "plan_id": plan, "parent_id": parent, "rank": rank or item_id, "kind": kind}
    return {("plan_items", item_id): row | {"text": f"mục {item_id}"}}


def mended(rows: Rows) -> Told:
    told = Told()
    rescued_plans.mend(rows, told, lambda key, row: f"{key[0]} {row['id']}")
    return told


def parents(rows: Rows) -> dict[str, str | None]:
    return {row["id"]: row["parent_id"] for (table, _), row in rows.items() if table == "plan_items"}


def test_a_whole_plan_stays_as_it_is() -> None:
    rows = item("a") | item("b", "a") | item("c", "b")
    before = {key: dict(row) for key, row in rows.items()}
    assert mended(rows) == Told()
    assert rows == before


def test_an_item_without_the_one_above_comes_to_the_top_with_what_is_below_it() -> None:
    rows = item("b", "lost") | item("c", "b")
    told = mended(rows)
    assert parents(rows) == {"b": None, "c": "b"}
    assert told.mended == ["Mục «mục b» chuyển ra đầu kế hoạch vì mất mục chứa nó"]


def test_an_item_is_under_none_of_another_plan() -> None:
    rows = item("a", plan="q") | item("b", "a")
    mended(rows)
    assert parents(rows) == {"a": None, "b": None}


def test_a_ring_is_opened_once() -> None:
    rows = item("d", "c") | item("a", "c") | item("b", "a") | item("c", "b")
    told = mended(rows)
    assert list(parents(rows).values()).count(None) == 1
    assert len(told.mended) == 1
    for start in ("a", "b", "c", "d"):
        at, steps = start, 0
        while (above := parents(rows)[at]) is not None:
            at, steps = above, steps + 1
            assert steps < 5


def test_tasks_and_targets_get_what_they_cannot_be_without() -> None:
    rows = item("t", kind="task") | item("z", kind="target")
    rows["targets", "part"] = {"id": "part", "item_id": "z"}
    told = mended(rows)
    assert ("tasks", "t") in rows
    assert rows["targets", "z"]["item_id"] == "z"
    assert ("targets", "part") in rows
    assert len(told.mended) == 2


def test_what_belongs_to_nothing_goes_and_lost_progress_is_named() -> None:
    rows = item("a")
    rows |= {("tasks", "a"): {"id": "a"}, ("targets", "gone"): {"id": "gone", "item_id": "gone"}}
    rows["task_updates", "u"] = {"id": "u", "task_id": "a"}
    told = mended(rows)
    assert set(rows) == {("plan_items", "a")}
    assert told.missing == ["task_updates u"]


def test_places_in_a_list_are_of_one_item_each() -> None:
    rows = (
        item("b", rank="m") | item("a", rank="m") | item("c", "a", rank="m") | item("x", plan="q", rank="m")
    )
    mended(rows)
    ranks = {row["id"]: row["rank"] for row in rows.values()}
    assert ranks["a"] < ranks["b"]
    assert ranks["c"] == ranks["x"] == "m"
