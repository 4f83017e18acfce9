"""What can be wrong with rows in a file that SQLite itself finds whole: damage from outside the program."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from sqlite_utils import Database

from ..domain.errors import Refusal
from . import figure_rows, office_rows, plan_rows, report_rows
from .search import SEARCHED

JOURNALED = ("targets", "catalogues", "periods", "dossiers", "seals", *SEARCHED)
"""The tables whose rows are only written through a Recorder."""

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
)
"""A sentence and the query that counts what it speaks of; what it speaks of cannot come from an operation."""


def problems(db: Database) -> list[str]:
    """A sentence for each sort of damage that is found; none where all is well."""
    found = [
        sentence.format(count=count)
        for sentence, query in _RULES
        if (count := db.execute(query).fetchone()[0])
    ]
    found.extend(_unreadable(db))
    if strange := _strange_rows(db):
        found.append(f"{strange} bản ghi khác với nhật ký: tệp đã bị sửa ở ngoài chương trình.")
    return found


def _unreadable(db: Database) -> Iterator[str]:
    """What cannot be read, because a value is none that the program writes."""
    for row in list(db.table("plans").rows):
        if not _reads(partial(plan_rows.read_plan, db, row["id"])):
            yield f"Kế hoạch «{row['subject']}» có giá trị không đọc được."
    for name, read in (
        ("thông tin cơ quan", lambda: office_rows.read_profile(db)),
        ("đơn vị", lambda: office_rows.read_units(db)),
        ("công chức", lambda: office_rows.read_officers(db)),
        ("kỳ báo cáo", lambda: figure_rows.read_periods(db)),
        ("số liệu", lambda: figure_rows.read_figures(db)),
        ("biểu II.06a", lambda: figure_rows.read_dossiers(db)),
        ("văn bản chỉ đạo", lambda: figure_rows.read_directives(db)),
        ("báo cáo", lambda: report_rows.read_reports(db)),
        ("bản báo cáo đã phát hành", lambda: report_rows.read_seals(db)),
        ("cập nhật tiến độ", lambda: [plan_rows.task_update(row) for row in db.table("task_updates").rows]),
    ):
        if not _reads(read):
            yield f"Có {name} không đọc được."


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except (ValueError, TypeError, KeyError, ArithmeticError, Refusal):
        return False
    return True


def _strange_rows(db: Database) -> int:
    """How many rows are not what the journal last made of them."""
    last = {
        (row["table_name"], row["row_id"]): row["after"]
        for row in db.query(
            "SELECT table_name, row_id, after FROM changes "
            "WHERE id IN (SELECT max(id) FROM changes GROUP BY table_name, row_id)"
        )
    }
    rows = {(table, row["id"]): row for table in JOURNALED for row in list(db.table(table).rows)}
    missing = sum(after is not None and key not in rows for key, after in last.items())
    # A later step of the schema may have added columns that the journal of old does not know.
    changed = sum(
        (after := last.get(key)) is None
        or any(row.get(name, value) != value for name, value in json.loads(after).items())
        for key, row in rows.items()
    )
    return missing + changed
