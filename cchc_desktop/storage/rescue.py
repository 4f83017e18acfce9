"""The readable rest of a damaged data file, in a new data folder, with a list of what is missing.

Rows are read from the pages (`harvest.py`), those of an encrypted file with its key; what comes of them is
encrypted with the same one. The journal says what each of them should be: where its last change can be read,
that holds, and brings back what its page has lost. What the journal of the new file does
not tell by itself is one action more in it. The damaged file is only read.
"""

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from .. import durable, log
from ..catalogue.indicators import indicators
from ..domain.errors import Refusal
from ..domain.order_keys import order_keys
from ..domain.plan import PlanStatus
from . import (
    chain,
    cipher,
    cipher_pages,
    figure_rows,
    generation,
    harvest,
    journal_look,
    key_file,
    rescued_plans,
    schema,
    soundness,
)  # fmt: skip
from .carving import Pages
from .cipher import DataKey
from .columns import Row
from .content import EVIDENCE
from .data_copy import told_why
from .data_file import DataFile
from .database import FILE_NAME
from .journal import NOTES
from .kinds import KINDS
from .report_rows import packs_in_use, packs_of
from .rescue_report import Rescued, report
from .rescued_rows import Key, Told, blank, gaps, insert, is_whole, moment, read, reads, row_of_id, title
from .store import Store

LIST_NAME = "DANH-SACH-THIEU.txt"
"""The list of what is missing, in the new folder."""
JOURNAL_NAME = "NHAT-KY-CU.txt"
"""What can be read of the old journal, where it could not be kept in the data."""
OPERATION, _LABEL = "data.rescue", "Cứu dữ liệu từ tệp bị hỏng"
_KEPT_AS_THEY_ARE = ("devices", "packs", "preferences", "accounts", "access_log")
_AS_FIRST_WRITTEN = 3
"""Since this version of the schema the journal stays as it was written; before, an upgrade rewrote it."""
_MOST_TOLD = 2000
_TO_UNLOCK = (
    f" Nếu dữ liệu đã mã hóa, hãy đặt tệp khóa «{key_file.NAME}» của dữ liệu cạnh tệp này rồi thử lại."
)


def rescue(file: Path, target: Path) -> Rescued:
    """Reads what is readable of a data file, or of the one in a folder, into the new folder ``target``.

    Raises Refusal where there is no file, nothing to be read in it, or ``target`` is no name for a new
    folder; KeyNeeded for an encrypted file whose key is not held; EnvironmentProblem where the disk does not
    take it. Nothing is left behind then.
    """
    source, target = _source(file), target.absolute()
    if target.exists() or target.is_symlink():
        raise Refusal(f"Đã có «{target}». Hãy chọn tên một thư mục chưa có để chứa dữ liệu cứu được.", "out")
    draft = target.with_name(f"{target.name}.new-{uuid4().hex[:8]}")
    with log.STORAGE.timed("rescue") as facts, told_why(target):
        try:
            keys, key = _key_of(source)
            found = harvest.harvest(source, key)
            if not any(found.of(table) for table in (*KINDS, *schema.moves(), "changes")):
                raise Refusal(_nothing(source))
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.mkdir()
            rescued = _Rescue(found, draft / FILE_NAME, source.name, key).done(target)
            if keys is not None and key is not None:
                key_file.write(draft, keys)
            if (source.parent / EVIDENCE).is_dir():
                shutil.copytree(source.parent / EVIDENCE, draft / EVIDENCE)
            (draft / LIST_NAME).write_text(report(source, rescued), "utf-8")
            durable.sync_folder(draft)
            durable.replace(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        missing = (*rescued.missing, *rescued.issued, *rescued.journal)
        facts["rows"], facts["missing"] = rescued.records, len(missing)
    return rescued


def require_key(file: Path) -> None:
    """Raises KeyNeeded where `rescue` would."""
    source = _source(file)
    with told_why(source):
        _key_of(source)


def _source(file: Path) -> Path:
    source = (file / FILE_NAME if file.is_dir() else file).absolute()
    if not source.is_file():
        raise Refusal(
            f"Không có tệp «{source}». Hãy chọn tệp dữ liệu cần cứu (cchc.db hoặc một bản sao lưu)."
        )
    return source


def _key_of(source: Path) -> tuple[key_file.Keys | None, DataKey | None]:
    """The keys of an encrypted file, wrapped and as it takes them; none for a plain one.

    A file whose first page is gone may be either: no page of a plain one is what the key makes.
    """
    keys, mark = key_file.of_damaged(source), cipher.mark_of(source)
    if keys is not None:
        key = cipher.held(keys.mark)
        if key is None:
            raise key_file.needed(source, keys.mark)
        if cipher_pages.is_of(source, key):
            return keys, key
    if mark is not None and not Pages.of_file(source).leaves():
        # Not one page of a plain file: to look for rows in noise would take minutes.
        raise Refusal(_nothing(source, "" if keys is not None and keys.mark == mark else _TO_UNLOCK))
    return None, None


def _nothing(source: Path, more: str = "") -> str:
    return (
        f"Không đọc được bản ghi nào trong «{source.name}» nên không cứu được gì. Hãy khôi phục từ bản sao "
        f"lưu.{more}"
    )


def _record_of(change: Row) -> Key:
    """The record that a change of the journal is of, in the table that it has now."""
    return schema.table_now(change["table_name"]), change["row_id"]


class _Rescue:
    """The making of one new data file from what was read of another."""

    def __init__(self, found: harvest.Harvest, path: Path, name: str, key: DataKey | None) -> None:
        self._found = found
        self._path = path
        self._key = key
        self._name = name
        self._told = Told()
        self._actions = {int(key): row for key, row in found.of("actions").items()}
        self._changes = {int(key): row for key, row in sorted(found.of("changes").items()) if is_whole(row)}
        self._last: dict[Key, tuple[int, Row | None]] = {}
        self._gaps: list[tuple[int, int]] = []
        self._doubtful: set[int] = set()
        self._packs: set[str] = set()
        self._rows: dict[Key, Row] = {}

    def done(self, target: Path) -> Rescued:
        """Makes the file; gives what came of it."""
        with closing(cipher.connect_with(self._key, self._path)) as connection:
            self._lay(connection)
            self._last = self._last_changes()
            self._gaps = self._lost_changes()
            self._doubtful = self._altered()
            self._rows = self._final(connection)
            self._mend()
            self._name_missing()
            self._store(connection)
            data = DataFile(connection)
            connection.execute("PRAGMA synchronous = EXTRA")
            generation.renew(connection)
            connection.commit()
            problems = soundness.look(data)
        told_of = self._told
        for told in (told_of.missing, told_of.issued, told_of.journal, told_of.back, told_of.mended):
            if len(told) > _MOST_TOLD:
                told[_MOST_TOLD:] = [f"và {len(told) - _MOST_TOLD} mục khác"]
        return Rescued(
            target,
            len(self._rows),
            tuple(told_of.missing),
            tuple(told_of.issued),
            tuple(told_of.journal),
            tuple(told_of.back),
            tuple(told_of.mended),
            tuple(problems),
        )

    # The journal

    def _last_changes(self) -> dict[Key, tuple[int, Row | None]]:
        """The last readable change of each record, and what it made of it, in today's columns."""
        found: dict[Key, tuple[int, Row | None]] = {}
        for change_id, change in self._changes.items():
            found[_record_of(change)] = (change_id, self._side(change, "after"))
        return found

    def _side(self, change: Row, side: str) -> Row | None:
        """A side of a change in today's columns."""
        return schema.read_kept(change["table_name"], change[side], self._version(change))

    def _version(self, change: Row) -> int:
        """The version of the schema that a change was written in."""
        action = self._actions.get(change["action_id"])
        return int(action["version"]) if action is not None else self._found.version

    def _lost_changes(self) -> list[tuple[int, int]]:
        """The runs of changes that were lost, as first and last number; the last ones may be without end."""
        found = gaps(self._changes)
        latest = max(self._changes, default=0)
        told_of = max((change["action_id"] for change in self._changes.values()), default=0)
        notes = {number for number, action in self._actions.items() if action["operation"] in NOTES}
        is_cut = self._found.last_change > latest or self._found.last_action > max(told_of, *notes, 0)
        if is_cut or any(number > told_of for number in self._actions.keys() - notes):
            found.append((latest + 1, sys.maxsize))
        return found

    def _is_last(self, change_id: int) -> bool:
        """Whether no later change was lost."""
        return not self._gaps or self._gaps[-1][1] < change_id

    # The file

    def _lay(self, connection: sqlite3.Connection) -> None:
        """Makes the file in the version of the damaged one, with what was read, and brings it up to date."""
        from sqlite_utils import Database

        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db = Database(connection, execute_plugins=False)
        schema.migrations(self._found.version).apply(db)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.commit()
        tables = harvest.tables_of(self._found.version)
        for table in (*_KEPT_AS_THEY_ARE, *schema.moves(), *KINDS):
            if table in tables:
                insert(connection, table, self._found.of(table).values())
        insert(connection, "actions", map(self._action, self._actions.values()))
        insert(
            connection,
            "changes",
            [each for each in self._changes.values() if each["action_id"] in self._actions],
        )
        connection.commit()
        schema.migrations().apply(db)
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.commit()
        if self._found.version < _AS_FIRST_WRITTEN:
            # Its rows have other identities now; what the old ones were tells nothing any more.
            self._found.ids.clear()
            self._changes.clear()
            self._found.sure.clear()
        for move in schema.moves().values():
            # Where the rows are now, that is what is known of them.
            ids, sure = self._found.ids, self._found.sure
            ids.setdefault(move.into, set()).update(ids.pop(move.table, ()))
            sure |= {(move.into, row_id) for table, row_id in sure if table == move.table}
        self._actions = {row["id"]: row for row in read(connection, "actions")}
        self._changes |= {row["id"]: row for row in read(connection, "changes")}
        self._changes = {key: row for key, row in sorted(self._changes.items()) if self._fits(row)}
        self._packs = {row[0] for row in connection.execute("SELECT id FROM packs")}

    def _fits(self, change: Row) -> bool:
        """Whether the sides of a change have the columns of their table, and none else."""
        kind = KINDS.get(schema.table_now(change["table_name"]))
        if kind is None:
            return False
        known = {"id", *(column.name for column in kind.fields)}
        sides = (self._side(change, side) for side in ("before", "after"))
        return all(side is None or side.keys() == known for side in sides)

    def _altered(self) -> set[int]:
        """The actions that are not what was written, by the journal's chain."""
        of_action: dict[int, list[list[Any]]] = {}
        for change in self._changes.values():
            row = [change[name] for name in chain.CHANGE_COLUMNS]
            of_action.setdefault(change["action_id"], []).append(row)
        by_number = {(each["device_id"], each["counter"]): each for each in self._actions.values()}
        found: set[int] = set()
        for (device, counter), action in by_number.items():
            before = by_number.get((device, counter - 1))
            if before is None and counter > 1:
                continue
            reverses = self._actions.get(action["of_action"] or 0, {}).get("uuid", "")
            told = [action[name] for name in chain.ACTION_COLUMNS]
            link = chain.link(
                before["hash"] if before else "", told, reverses, of_action.get(action["id"], ())
            )
            if link != action["hash"]:
                found.add(action["id"])
        return found

    def _action(self, action: Row) -> Row:
        return action if action["of_action"] in self._actions else action | {"of_action": None}

    def _final(self, connection: sqlite3.Connection) -> dict[Key, Row]:
        """What each record should be."""
        stored = {(table, row["id"]): row for table in KINDS for row in read(connection, table)}
        found: dict[Key, Row] = {}
        for key in dict.fromkeys((*stored, *self._last)):
            row = stored.get(key)
            if key in self._last:
                change_id, after = self._last[key]
                is_doubtful = self._changes[change_id]["action_id"] in self._doubtful
                if self._is_last(change_id) and not is_doubtful:
                    row = after
                elif row is None or key not in self._found.sure:
                    if after is not None and row is None:
                        self._told.back.append(self._title(key, after, stored))
                    row = row or after
            if row is not None and reads(key[0], row):
                found[key] = row
            elif row is not None:
                self._told.miss(key[0], self._title(key, row, stored))
        return found

    # What is missing

    def _name_missing(self) -> None:
        for table, ids in self._found.ids.items():
            for row_id in sorted(ids) if table in KINDS else ():
                key = (table, row_id)
                if key not in self._rows and self._last.get(key, (0, {}))[1] is not None:
                    self._told.miss(table, self._title(key, row_of_id(key), self._rows))
        self._told.missing = list(dict.fromkeys(self._told.missing))
        self._told.issued = list(dict.fromkeys(self._told.issued))
        for action_id in sorted(self._broken()):
            action = self._actions[action_id]
            what = ": ".join(filter(None, (action["label"], action["subject"])))
            self._told.journal.append(f"Nhật ký: nội dung của thao tác «{what}» lúc {moment(action['at'])}")
        latest = max(self._found.last_action, *self._actions, 0)
        if lost := latest - len(self._actions):
            self._told.journal.append(f"Nhật ký: {lost} thao tác không đọc được")

    def _broken(self) -> set[int]:
        """The actions that have lost some of their changes."""
        found: set[int] = set()
        ids = sorted(self._changes)
        for first, last in self._gaps:
            before = self._changes[first - 1]["action_id"] if first - 1 in self._changes else 0
            later = next((self._changes[each]["action_id"] for each in ids if each > last), None)
            if later is None:
                later = max(self._actions, default=0)
            found.update(each for each in self._actions if before <= each <= later)
        with_changes = {change["action_id"] for change in self._changes.values()}
        if self._changes or self._actions:
            found.update(
                each
                for each, action in self._actions.items()
                if each not in with_changes and action["operation"] not in NOTES
            )
        return found | self._doubtful

    def _title(self, key: Key, row: Row | None, others: dict[Key, Row]) -> str:
        """«Kế hoạch …», «Số liệu 1.04, quý I năm 2026»: what a record is called."""

        def item(item_id: str) -> Row | None:
            own = ("plan_items", item_id)
            return others.get(own) or self._last.get(own, (0, None))[1]

        return title(key, row, item)

    # Rows that need others

    def _mend(self) -> None:
        """Puts in what the rest cannot be without, and leaves out what has no place any more."""
        rows = self._rows
        for (table, _), row in list(rows.items()):
            for column in KINDS[table].fields:
                if not column.refers or row.get(column.name) is None:
                    continue
                key = (column.refers, str(row[column.name]))
                if key not in rows:
                    self._replace(table, row, column.name, column.optional, key)
        rescued_plans.mend(rows, self._told, lambda key, row: self._title(key, row, rows))
        for (table, row_id), row in list(rows.items()):
            if not self._packs.issuperset(packs_of(table, row)):
                self._told.miss(table, self._title((table, row_id), rows.pop((table, row_id)), rows))

    def _replace(self, table: str, row: Row, column: str, is_optional: bool, key: Key) -> None:
        """Something that a record refers to is missing."""
        rows, own = self._rows, (table, row["id"])
        before = self._earlier(key)
        if before is not None and reads(key[0], before):
            rows[key] = before
            self._told.back.append(self._title(key, before, rows))
        elif key[0] == "plans":
            rows[key] = blank("plans", key[1]) | {
                "title": "KẾ HOẠCH", "subject": "Kế hoạch cứu được (phần đầu bị mất)", "level": "commune",
                "status": PlanStatus.DRAFT.value, "period_kind": "year", "first_year": date.today().year,
                "last_year": date.today().year, "half": 0, "rank": order_keys([key[1]], {})[key[1]],
            }  # fmt: skip
            self._told.mended.append("Phần đầu của một kế hoạch bị mất; các mục của nó được giữ lại")
        elif key[0] == "catalogues":
            # What the program brings: its codes are those of the figures, if not each of its words.
            known = indicators()
            rows["catalogues", known.id] = figure_rows.catalogue_row(known)
            rows[own] = rows[own] | {column: known.id}
            self._told.mended.append(
                f"Danh mục chỉ tiêu của kỳ {self._title(own, row, rows)}: lấy danh mục đi kèm chương trình"
            )
        elif key[0] == "dossier_fields":
            rows[key] = {"id": key[1], "name": f"Lĩnh vực bị mất tên ({key[1][:8]})", "rank": "z"}
            self._told.mended.append(f"Tên một lĩnh vực thủ tục (mã {key[1][:8]})")
        elif is_optional or own not in rows:
            if own in rows:
                rows[own] = rows[own] | {column: None}
        else:
            rows.pop(own)
            self._told.miss(table, self._title(own, row, rows))

    def _earlier(self, key: Key) -> Row | None:
        """What the journal last says of a record that was there at some time."""
        found = None
        for change in self._changes.values():
            if _record_of(change) == key:
                for side in ("before", "after"):
                    found = self._side(change, side) or found
        return found

    # Storing

    def _store(self, connection: sqlite3.Connection) -> None:
        """Makes the file what its journal says, and in one action more what it should be."""
        data = DataFile(connection)
        told: dict[Key, Row | None] = {}
        if not self._is_journal_whole(data):
            # What has lost a part cannot be taken back step by step: the journal begins anew.
            self._end_journal(data)
        for change in self._changes.values():
            if change["action_id"] in self._actions:
                told[_record_of(change)] = self._side(change, "after")
        with data.transaction():
            for table in KINDS:
                data.execute(f"DELETE FROM {table}")
            for (table, _), row in told.items():
                if row is not None:
                    insert(connection, table, [harvest.defaults(table) | row])
            data.execute("DELETE FROM search_texts")
        store = Store(data)
        with store.journal.operation(OPERATION, _LABEL, self._name) as recorder:
            there = {(table, row["id"]) for table in KINDS for row in data.rows(f"SELECT id FROM {table}")}
            for table, row_id in sorted(there - self._rows.keys()):
                recorder.put(table, row_id, None)
            for (table, row_id), row in self._rows.items():
                recorder.put(table, row_id, row)
        store.upkeep.rebuild_search()
        store.upkeep.sweep_packs()
        self._told.mended += store.access.mend()
        connection.execute("PRAGMA foreign_keys = ON")

    def _is_journal_whole(self, data: DataFile) -> bool:
        """Whether all is there that the journal speaks of, so that it can be gone back to its beginning."""
        devices = {row["id"] for row in data.rows("SELECT id FROM devices")}
        if devices != {action["device_id"] for action in self._actions.values()}:
            return False
        return self._packs.issuperset(packs_in_use(data)) and not journal_look.verify(data).broken

    def _end_journal(self, data: DataFile) -> None:
        """Takes the old journal out of the file; what can be read of it is kept as a text beside it."""
        lines = [
            f"{moment(each['at'])}  {each['officer']}  {each['label']}: {each['subject']}"
            for each in self._actions.values()
        ]
        self._path.with_name(JOURNAL_NAME).write_text("\n".join(lines) + "\n", "utf-8")
        with data.transaction():
            for table in ("changes", "actions", "devices"):
                data.execute(f"DELETE FROM {table}")
            data.execute("DELETE FROM sqlite_sequence WHERE name = 'actions'")
        self._actions.clear()
        self._told.mended.append(
            f"Nhật ký cũ không còn nguyên vẹn: phần đọc được nằm ở tệp {JOURNAL_NAME}, nhật ký bắt đầu lại"
        )
