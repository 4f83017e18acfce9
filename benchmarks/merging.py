"""A package with 10,000 changed rows taken in, beside plain SQL that writes the same rows in one transaction.

The plain way reads the same rows and keeps what the program keeps of any change: the row, the words that it
is found by, and the journal with its chain. It knows nothing of other copies: whatever comes stands.
"""

import gc
import json
import shutil
import sqlite3
import statistics
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.text import fold
from cchc_desktop.office import Office, operations
from cchc_desktop.office.merging import Given
from cchc_desktop.storage import chain
from cchc_desktop.storage.register_kinds import StoredRegisterRow, write_register_row

from .measure import Result

_ROWS, _SHORT = 10_000, 500
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_COLUMNS = ("register", "day", "name", "words", "cells")


def measure(folder: Path, times: int) -> list[Result]:
    """Rows of a register of which another PC has filled in a field each."""
    count = _ROWS if times > 1 else _SHORT
    ours, other = folder / "ours", folder / "other"
    with closing(Office.open(ours)) as office:
        office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
        _write(office, count, "")
    shutil.copytree(ours, other)
    with closing(Office.open(other)) as office:
        _write(office, count, "Niêm yết thiếu")
        sent = office.merging.states([("register_rows", f"row-{at}") for at in range(count)])
        package = json.dumps([sent.head, sent.dots, sent.rows])
        changed = json.dumps([office._desk.store.row("register_rows", f"row-{at}") for at in range(count)])
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(times):
        for way, data, list_ in ((_ours, package, took[0]), (_plain, changed, took[1])):
            copy = folder / f"{way.__name__}-{turn}"
            shutil.copytree(ours, copy)
            # As in the window: garbage is collected between events, by nobody else.
            gc.collect()
            gc.disable()
            list_.append(1000 * way(copy, data))
            gc.enable()
            shutil.rmtree(copy)
    what = "rows of a register, a field of each filled in elsewhere; beside plain SQL with words and journal"
    return [Result("a merge of 10,000", statistics.median(took[0]), statistics.median(took[1]), times, what)]


def _write(office: Office, count: int, found: str) -> None:
    with office._desk.operation(operations.IMPORT_REGISTER_ROWS, "sổ") as recorder:
        for at in range(count):
            day = date(2026, 1 + at % 6, 1 + at % 28)
            values: dict[str, str | bool] = {
                "ngay": day.isoformat(), "don_vi": f"Trạm Y tế {at}", "loai": "Định kỳ",
            }  # fmt: skip
            if found:
                values["mo_ta"] = found
            row = StoredRegisterRow(f"row-{at}", "kiem-tra", day, f"Trạm Y tế {at}", values)
            write_register_row(recorder, row, f"{day:%d/%m/%Y} Trạm Y tế {at} Định kỳ {found}".strip())


def _ours(folder: Path, package: str) -> float:
    with closing(Office.open(folder)) as office:
        # What it backs up before it begins is measured by itself.
        office._desk.store.backup(Reason.IMPORT)
        began = time.perf_counter()
        head, dots, rows = json.loads(package)
        taken = office.merging.take_in(Given(head, dots, rows), "máy khác")
        took = time.perf_counter() - began
        assert sum(taken.changed.values()) == len(rows) - _others(rows)
        return took


def _others(rows: list[dict[str, Any]]) -> int:
    return sum(row["table"] != "register_rows" for row in rows)


def _plain(folder: Path, changed: str) -> float:
    with closing(sqlite3.connect(folder / "cchc.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        began = time.perf_counter()
        rows = json.loads(changed)
        connection.execute("BEGIN IMMEDIATE")
        [(last, number, version, device, before)] = connection.execute(
            "SELECT id, counter, version, device_id, hash FROM actions ORDER BY id DESC LIMIT 1"
        )
        changes = []
        for row in rows:
            old = connection.execute("SELECT * FROM register_rows WHERE id = ?", [row["id"]]).fetchone()
            connection.execute(
                "UPDATE register_rows SET register = ?, day = ?, name = ?, words = ?, cells = ? WHERE id = ?",
                [*(row[name] for name in _COLUMNS), row["id"]],
            )
            connection.execute(
                "UPDATE search_texts SET folded = ? WHERE table_name = 'register_rows' AND row_id = ?",
                [fold(row["words"]), row["id"]],
            )
            was = dict(zip(row, old, strict=True))
            changes.append(("register_rows", row["id"], "words,cells", _ENCODE(was), _ENCODE(row)))
        action = [str(uuid4()), device, number + 1, version, "do", "x", "x", "", "2026-07-15T09:00:00", ""]
        connection.execute(
            f"INSERT INTO actions ({', '.join(chain.ACTION_COLUMNS)}, hash, state) "
            f"VALUES ({', '.join('?' * len(action))}, ?, 'done')",
            [*action, chain.link(before, action, "", changes)],
        )
        connection.executemany(
            f"INSERT INTO changes (action_id, {', '.join(chain.CHANGE_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",
            [(last + 1, *change) for change in changes],
        )
        connection.execute("COMMIT")
        return time.perf_counter() - began
