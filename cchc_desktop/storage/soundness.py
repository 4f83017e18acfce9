"""What can be wrong with rows in a file that SQLite itself finds whole: damage from outside the program."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial

from ..domain.errors import Damaged, Refusal
from . import plan_rows, schema
from .access_rows import AccessRows
from .content import ContentStore, PackStore
from .data_file import DataFile
from .errors import DAMAGED, explained
from .kinds import KINDS

_RULES = (
    (
        "{count} nhiệm vụ thiếu phần phân công.",
        "SELECT count(*) FROM plan_items i LEFT JOIN tasks t ON t.id = i.id "
        "WHERE i.kind = 'task' AND t.id IS NULL",
    ),
    (
        "{count} phần phân công thuộc về mục không phải nhiệm vụ.",
        "SELECT count(*) FROM tasks t JOIN plan_items i ON i.id = t.id WHERE i.kind <> 'task'",
    ),
    (
        "{count} chỉ tiêu thiếu mức phấn đấu.",
        "SELECT count(*) FROM plan_items i LEFT JOIN targets t ON t.id = i.id "
        "WHERE i.kind = 'target' AND t.id IS NULL",
    ),
    (
        "{count} mức phấn đấu thuộc về mục không phải chỉ tiêu.",
        "SELECT count(*) FROM targets t JOIN plan_items i ON i.id = t.item_id "
        "LEFT JOIN targets p ON p.id = t.parent_id "
        "WHERE i.kind <> 'target' OR (t.parent_id IS NULL AND t.id <> i.id) OR p.item_id <> t.item_id",
    ),
    (
        "{count} mục nằm dưới mục của kế hoạch khác.",
        "SELECT count(*) FROM plan_items i JOIN plan_items p ON p.id = i.parent_id "
        "WHERE p.plan_id <> i.plan_id",
    ),
    (
        "{count} mục không còn nằm trong cây của kế hoạch nào.",
        "WITH RECURSIVE reached(id) AS (SELECT id FROM plan_items WHERE parent_id IS NULL "
        "UNION SELECT i.id FROM plan_items i JOIN reached r ON i.parent_id = r.id) "
        "SELECT count(*) FROM plan_items WHERE id NOT IN (SELECT id FROM reached)",
    ),
    (
        "{count} chỗ trong kế hoạch có hai mục cùng một thứ tự.",
        "SELECT count(*) FROM (SELECT 1 FROM plan_items GROUP BY plan_id, coalesce(parent_id, ''), rank "
        "HAVING count(*) > 1 UNION ALL SELECT 1 FROM recipients GROUP BY plan_id, rank HAVING count(*) > 1)",
    ),
    (
        "{count} kế hoạch đã ban hành nhưng thiếu số hoặc ngày.",
        "SELECT count(*) FROM plans WHERE status = 'issued' AND (number = '' OR issued_on IS NULL)",
    ),
    (
        "{count} kỳ có số liệu nhưng không ghi danh mục chỉ tiêu.",
        "SELECT count(DISTINCT f.period_id) FROM figures f JOIN periods p ON p.id = f.period_id "
        "WHERE p.catalogue_id IS NULL",
    ),
    (
        "{count} số lũy kế ban đầu không phải của 6 tháng, 9 tháng hay cả năm.",
        "SELECT count(*) FROM openings WHERE substr(period_id, 5) NOT IN ('-6T', '-9T', '-N')",
    ),
)
"""A sentence and the query that counts what it speaks of; what it speaks of cannot come from an operation."""


_UNREADABLE = (ValueError, TypeError, KeyError, ArithmeticError, RecursionError, Refusal, Damaged)
"""What reading a row raises that holds something else than the program writes."""


def look(data: DataFile) -> list[str]:
    """A sentence for each sort of damage in the whole file, its pages and what is stored; none where all is
    well. Raises EnvironmentProblem where the disk does not let it be read."""
    try:
        with explained():
            found = [] if is_whole(data.connection) else ["Tệp dữ liệu có lỗi."]
        return found + problems(data, PackStore(data))
    except _UNREADABLE:
        return [DAMAGED]


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds the file whole, down to the references between rows."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def problems(data: DataFile, packs: ContentStore) -> list[str]:
    """A sentence for each sort of damage that is found; none where all is well."""
    found = [sentence.format(count=count) for sentence, query in _RULES if (count := data.value(query))]
    found.extend(_unreadable(data))
    if strange := _strange_rows(data):
        found.append(f"{strange} bản ghi khác với nhật ký: tệp đã bị sửa ở ngoài chương trình.")
    found.extend(_broken_packs(data, packs))
    found.extend(AccessRows(data).problems())
    return found


def _unreadable(data: DataFile) -> Iterator[str]:
    """What cannot be read, because a value is none that the program writes."""
    for row in data.rows("SELECT id, subject FROM plans"):
        if not _reads(partial(plan_rows.read_plan, data, row["id"])):
            yield f"Kế hoạch «{row['subject']}» có giá trị không đọc được."
    for kind in KINDS.values():
        if kind.unreadable and kind.table != "plans":
            rows = data.rows(f"SELECT * FROM {kind.table}")
            if not _reads(lambda: [kind.read(row) for row in rows]):  # noqa: B023 - called at once
                yield f"Có {kind.unreadable} không đọc được."


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except _UNREADABLE:
        return False
    return True


def _strange_rows(data: DataFile) -> int:
    """How many rows are not what the journal last made of them."""
    last = {
        (row["table_name"], row["row_id"]): schema.read_kept(row["table_name"], row["after"], row["version"])
        for row in data.rows(
            "SELECT c.table_name, c.row_id, c.after, a.version FROM changes c "
            "JOIN actions a ON a.id = c.action_id "
            "WHERE c.id IN (SELECT max(id) FROM changes GROUP BY table_name, row_id)"
        )
    }
    rows = {(table, row["id"]): row for table in KINDS for row in data.rows(f"SELECT * FROM {table}")}
    missing = sum(after is not None and key not in rows for key, after in last.items())
    # A later step of the schema may have added columns that the journal of old does not know.
    changed = sum(
        (after := last.get(key)) is None
        or any(row.get(name, value) != value for name, value in after.items())
        for key, row in rows.items()
    )
    return missing + changed


def _broken_packs(data: DataFile, packs: ContentStore) -> Iterator[str]:
    """Issued documents that are no longer what was issued, by the reports that need them."""
    broken, kept = set(packs.broken()), set(packs.ids())
    for row in data.rows("SELECT id, report, form, statistics FROM seals ORDER BY id"):
        needed = {row["report"], row["form"], row["statistics"]}
        title = KINDS["seals"].title
        if needed & broken or not needed <= kept:
            yield f"Bản báo cáo đã phát hành {_label(title, row)} bị hỏng hoặc thiếu."


def _label(title: Callable[[dict[str, object]], str], row: dict[str, object]) -> str:
    try:
        return title(row)
    except Refusal:
        return f"«{row['id']}»"
