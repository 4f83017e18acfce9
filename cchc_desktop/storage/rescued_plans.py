"""Plans that have lost rows are made trees again: each item under one of its own plan, with what it needs.

Works on the rows of the new file before they are stored, and says each change in a sentence.
"""

from collections.abc import Callable

from ..domain.order_keys import order_keys
from ..domain.targets import Measure
from ..domain.tasks import Assignment
from . import plan_rows
from .columns import Row, to_columns
from .rescued_rows import Key, Told

_LONGEST_NAME = 80


def mend(rows: dict[Key, Row], told: Told, title: Callable[[Key, Row], str]) -> None:
    """Mends the plans among ``rows``; ``title`` says what a record is called that has to go."""
    items = {row["id"]: row for (table, _), row in rows.items() if table == "plan_items"}
    for item_id in _without_a_parent(items):
        items[item_id] = rows["plan_items", item_id] = items[item_id] | {"parent_id": None}
        told.mended.append(f"Mục {_name(items[item_id])} chuyển ra đầu kế hoạch vì mất mục chứa nó")
    _complete(rows, items, told)
    _drop_strays(rows, items, told, title)
    _order(rows, items)


def _name(item: Row) -> str:
    return f"«{item['text'][:_LONGEST_NAME]}»"


def _without_a_parent(items: dict[str, Row]) -> list[str]:
    """The items that have to stand at the top of their plan: the item above is gone, belongs to another plan,
    or stands, over others, below the item itself."""
    found: list[str] = []
    settled: set[str] = set()
    for row in items.values():
        path: list[str] = []
        at: Row | None = row
        while at is not None and at["id"] not in settled:
            if at["id"] in path:
                found.append(at["id"])
                break
            path.append(at["id"])
            above = items.get(at["parent_id"] or "")
            if at["parent_id"] and (above is None or above["plan_id"] != at["plan_id"]):
                found.append(at["id"])
                break
            at = above
        settled.update(path)
    return found


def _complete(rows: dict[Key, Row], items: dict[str, Row], told: Told) -> None:
    """Gives each task its assignment and each target its measure, which has the id of the item."""
    for item_id, item in items.items():
        if item["kind"] == "task" and ("tasks", item_id) not in rows:
            rows["tasks", item_id] = {"id": item_id, **to_columns(Assignment())}
            told.mended.append(f"Phân công, hạn của nhiệm vụ {_name(item)}")
        if item["kind"] == "target" and ("targets", item_id) not in rows:
            rank = order_keys([item_id], {})[item_id]
            rows["targets", item_id] = plan_rows.measure_row(item_id, item_id, None, rank, Measure())
            told.mended.append(f"Mức phấn đấu của chỉ tiêu {_name(item)}")


def _drop_strays(
    rows: dict[Key, Row], items: dict[str, Row], told: Told, title: Callable[[Key, Row], str]
) -> None:
    """Takes out assignments, measures and progress of what is no task and no target any more."""
    kinds = {"tasks": ("id", "task"), "targets": ("item_id", "target")}
    for (table, row_id), row in list(rows.items()):
        if table in kinds:
            column, kind = kinds[table]
            item = items.get(row[column])
            if item is None or item["kind"] != kind:
                rows.pop((table, row_id))
    for (table, row_id), row in list(rows.items()):
        if table in ("task_updates", "task_care") and ("tasks", row["task_id"]) not in rows:
            rows.pop((table, row_id))
            told.missing.append(title((table, row_id), row))


def _order(rows: dict[Key, Row], items: dict[str, Row]) -> None:
    """Items that share a place in their list get places of their own."""
    lists: dict[tuple[str, str], list[Row]] = {}
    for item in items.values():
        lists.setdefault((item["plan_id"], item["parent_id"] or ""), []).append(item)
    for siblings in lists.values():
        if len({each["rank"] for each in siblings}) == len(siblings):
            continue
        ids = [each["id"] for each in sorted(siblings, key=lambda each: (each["rank"], each["id"]))]
        for row_id, rank in order_keys(ids, {}).items():
            rows["plan_items", row_id] = rows["plan_items", row_id] | {"rank": rank}
