"""Step 3: identities and orders that are fit for exchange between PCs.

Recipients, sub-targets and signers get UUIDs, siblings get order keys, catalogues are known by the hash of
their text, actions say which device made them, and issued documents are kept once, by content.

It is the last step that rewrites what the journal holds: from here on that stays as it was first written.
"""

import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from ...domain.order_keys import first_keys

Row = dict[str, Any]

_OURS = UUID("6d3c4a52-0f0b-4d7e-9a51-0c0ffee0cc4c")
"""The namespace of identities made from older ones: a file that is upgraded twice gets the same."""

_RANKED = ("plan_items", "recipients", "targets", "signers", "units", "dossier_fields")
_NAMED_ANEW = ("recipients", "signers")
_DOCUMENTS = ("report", "form", "statistics")

_TABLES = """
CREATE TABLE devices (id TEXT PRIMARY KEY, token TEXT NOT NULL) STRICT;
CREATE TABLE packs (id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT;
ALTER TABLE actions ADD COLUMN uuid TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN device_id TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN counter INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actions ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actions ADD COLUMN operation TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN columns TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogues ADD COLUMN version TEXT NOT NULL DEFAULT '';
ALTER TABLE plans ADD COLUMN rank TEXT NOT NULL DEFAULT ''
"""

_INDEXES = """
CREATE UNIQUE INDEX actions_by_device ON actions(device_id, counter)
"""

_OPERATIONS = {
    "Nhập kế hoạch": "plans.import",
    "Lập kế hoạch mới": "plans.create",
    "Xóa kế hoạch": "plans.delete",
    "Sửa phần đầu, phần cuối kế hoạch": "plans.head",
    "Sửa nội dung": "plans.text",
    "Sửa số thứ tự": "plans.marker",
    "Sửa mức chỉ tiêu": "plans.measure",
    "Gắn chỉ tiêu thống kê": "plans.indicator",
    "Sửa phân công nhiệm vụ": "plans.assignment",
    "Thêm mục": "plans.add",
    "Đánh lại số mục": "plans.renumber",
    "Ban hành kế hoạch": "plans.issue",
    "Sửa đổi kế hoạch": "plans.amend",
    "Cập nhật tiến độ nhiệm vụ": "tasks.report",
    "Xóa lần cập nhật tiến độ": "tasks.delete_update",
    "Nhập số liệu": "figures.type",
    "Nhập biểu II.06a": "dossiers.type",
    "Sửa danh sách lĩnh vực thủ tục": "dossiers.field",
    "Xóa lĩnh vực thủ tục": "dossiers.delete_field",
    "Nhập danh mục chỉ tiêu": "catalogues.take",
    "Chọn chế độ báo cáo": "calendar.regime",
    "Sửa kỳ báo cáo": "calendar.dates",
    "Thêm văn bản chỉ đạo": "directives.add",
    "Sửa văn bản chỉ đạo": "directives.edit",
    "Xóa văn bản chỉ đạo": "directives.delete",
    "Sửa phần đầu, phần cuối báo cáo": "reports.head",
    "Phát hành báo cáo": "reports.issue",
    "Thu hồi phát hành báo cáo": "reports.recall",
    "Sửa đoạn báo cáo": "reports.passage",
    "Lấy lại đoạn theo số liệu": "reports.reset_passage",
    "Giữ đoạn báo cáo đã sửa": "reports.keep_passage",
    "Ghi nhận xét lĩnh vực": "reports.remarks",
    "Sửa thông tin cơ quan": "settings.profile",
    "Khai báo cơ quan": "settings.found",
    "Sửa danh sách đơn vị": "settings.unit",
    "Xóa đơn vị": "settings.delete_unit",
    "Sửa danh sách công chức": "settings.officer",
    "Xóa công chức": "settings.delete_officer",
}
"""The keys of operations by the labels that the journal had alone; others were edits of a plan's outline."""


class Past(NamedTuple):
    """What a file of step 2 tells: ``device`` stands for whoever wrote it, ``catalogues`` are the hashes of
    the texts by their versions, ``plans`` the places of the plans in the order they came in."""

    device: UUID
    catalogues: dict[str, str]
    plans: dict[str, int]


def apply(connection: sqlite3.Connection) -> None:
    """Brings a file of step 2 to step 3, its journal too."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    past = Past(_device(connection), _catalogue_hashes(connection), _plan_places(connection))
    _packs(connection)
    _rows(connection, past)
    _journal(connection, past)
    _actions(connection, past)
    for statement in _INDEXES.split(";"):
        connection.execute(statement)


def translated(table: str, row: Row, past: Past) -> Row:
    """A row of step 2 as step 3 has it."""
    row = dict(row)
    if table in _NAMED_ANEW or (table == "targets" and row["parent_id"] is not None):
        row["id"] = str(uuid5(past.device, row["id"]))
    if table == "targets" and row["parent_id"] is not None and row["parent_id"] != row["item_id"]:
        row["parent_id"] = str(uuid5(past.device, row["parent_id"]))
    if table in _RANKED:
        row["rank"] = _key_of(row["rank"])
    if table == "plans":
        row["rank"] = _key_of(past.plans[row["id"]])
    if table == "catalogues":
        row["version"], row["id"] = row["id"], _hash(row["text"])
    if table == "periods" and row["catalogue_id"] is not None:
        row["catalogue_id"] = past.catalogues[row["catalogue_id"]]
    if table == "seals":
        row |= {name: _hash(row[name]) for name in _DOCUMENTS}
    return row


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@cache
def _key_of(rank: int) -> str:
    """The order key of a place in a list."""
    return first_keys(rank + 1)[-1]


def _every_row(connection: sqlite3.Connection, sql: str) -> list[Row]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor]


def _kept_rows(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Every row of a table that is, or that the journal ever had."""
    yield from _every_row(connection, f"SELECT * FROM {table}")
    for before, after in connection.execute(
        "SELECT before, after FROM changes WHERE table_name = ? ORDER BY id DESC", [table]
    ):
        yield from (json.loads(side) for side in (after, before) if side is not None)


def _catalogue_hashes(connection: sqlite3.Connection) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _kept_rows(connection, "catalogues"):
        found.setdefault(row["id"], _hash(row["text"]))
    return found


def _plan_places(connection: sqlite3.Connection) -> dict[str, int]:
    """Plans of today in their order, then those that only the journal has."""
    today = connection.execute("SELECT id FROM plans ORDER BY rowid").fetchall()
    ever = connection.execute("SELECT row_id FROM changes WHERE table_name = 'plans' ORDER BY id").fetchall()
    ids = dict.fromkeys(row[0] for row in (*today, *ever))
    return {plan_id: place for place, plan_id in enumerate(ids)}


def _packs(connection: sqlite3.Connection) -> None:
    for row in _kept_rows(connection, "seals"):
        connection.executemany(
            "INSERT OR IGNORE INTO packs (id, content) VALUES (?, ?)",
            [(_hash(row[name]), row[name]) for name in _DOCUMENTS],
        )


def _rows(connection: sqlite3.Connection, past: Past) -> None:
    old = {
        table: _every_row(connection, f"SELECT * FROM {table}")
        for table in (*_RANKED, "plans", "catalogues", "periods", "seals")
    }
    for table in _RANKED:
        # The tables are strict, so that another type is another column.
        connection.execute(f"ALTER TABLE {table} DROP COLUMN rank")
        connection.execute(f"ALTER TABLE {table} ADD COLUMN rank TEXT NOT NULL DEFAULT ''")
    for table, rows in old.items():
        for row in rows:
            new = translated(table, row, past)
            changes = ", ".join(f"{name} = ?" for name in new)
            connection.execute(f"UPDATE {table} SET {changes} WHERE id = ?", [*new.values(), row["id"]])
            if new["id"] != row["id"]:
                connection.execute(
                    "UPDATE search_texts SET row_id = ? WHERE table_name = ? AND row_id = ?",
                    [new["id"], table, row["id"]],
                )


def _journal(connection: sqlite3.Connection, past: Past) -> None:
    for change in _every_row(connection, "SELECT id, table_name, before, after FROM changes"):
        sides = [
            None if text is None else translated(change["table_name"], json.loads(text), past)
            for text in (change["before"], change["after"])
        ]
        before, after = sides
        present = after or before
        assert present is not None
        columns = [
            name for name in present if before is None or after is None or before.get(name) != after.get(name)
        ]
        texts = [
            None if side is None else json.dumps(side, ensure_ascii=False, separators=(",", ":"))
            for side in sides
        ]
        connection.execute(
            "UPDATE changes SET row_id = ?, columns = ?, before = ?, after = ? WHERE id = ?",
            [present["id"], ",".join(columns), *texts, change["id"]],
        )


def _device(connection: sqlite3.Connection) -> UUID:
    # Whoever upgrades a copy of the same file must find the same actions by the same device.
    first = _every_row(connection, "SELECT at, label, subject FROM actions ORDER BY id LIMIT 1")
    return uuid5(_OURS, "device " + json.dumps(first, ensure_ascii=False))


def _actions(connection: sqlite3.Connection, past: Past) -> None:
    actions = _every_row(connection, "SELECT id, label, subject, at FROM actions ORDER BY id")
    if actions:
        connection.execute("INSERT INTO devices (id, token) VALUES (?, '')", [str(past.device)])
    for row in actions:
        uuid = str(uuid5(past.device, f"{row['id']} {row['at']} {row['label']} {row['subject']}"))
        connection.execute(
            "UPDATE actions SET uuid = ?, device_id = ?, counter = ?, version = 3, operation = ? "
            "WHERE id = ?",
            [uuid, str(past.device), row["id"], _OPERATIONS.get(row["label"], "plans.outline"), row["id"]],
        )
