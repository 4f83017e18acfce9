"""The journal: every change with its inverse, grouped under the name of the operation that made it.

It is at once the history that an official sees, and undo and redo that survive a restart. Rows are only
ever written through a Recorder, so nothing can change without leaving its trace, and the search texts
follow by themselves.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from ..domain.errors import Refusal
from .columns import Row
from .errors import told_apart
from .search import SearchTexts


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation touched, as (table, row id) pairs; screens refresh only where it concerns them."""

    label: str = ""
    action_id: int | None = None
    rows: frozenset[tuple[str, str]] = frozenset()

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of these tables was changed."""
        return any(table in tables for table, _ in self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of the journal. ``state`` is done, undone, or dropped (undone and no longer redoable)."""

    id: int
    kind: str
    label: str
    subject: str
    at: datetime
    officer: str
    of_action: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change: ``before`` is None where it was made, ``after`` None where it was deleted."""

    action: Action
    table: str
    row_id: str
    before: Row | None
    after: Row | None


@dataclass(slots=True)
class Recorder:
    """Writes rows and remembers what they were; belongs to one operation."""

    db: Database
    changes: list[tuple[str, str, Row | None, Row | None]] = field(default_factory=list)

    def insert(self, table: str, row: Row) -> None:
        """Adds a row, which holds every column and its ``id``."""
        self._write(table, row["id"], row)
        self.changes.append((table, row["id"], None, row))

    def update(self, table: str, row_id: str, values: Mapping[str, Any]) -> None:
        """Sets some columns of a row; nothing is recorded where they already hold these values.

        Raises Refusal where the row is gone.
        """
        before = read_row(self.db, table, row_id)
        if before is None:
            raise Refusal("Mục này không còn trong dữ liệu. Hãy mở lại trang rồi thử lại.")
        after = before | dict(values)
        if after != before:
            self._write(table, row_id, after)
            self.changes.append((table, row_id, before, after))

    def delete(self, table: str, row_id: str) -> None:
        """Removes a row. Raises Refusal where it is gone already."""
        before = read_row(self.db, table, row_id)
        if before is None:
            raise Refusal("Mục này không còn trong dữ liệu. Hãy mở lại trang rồi thử lại.")
        self._write(table, row_id, None)
        self.changes.append((table, row_id, before, None))

    def put(self, table: str, row_id: str, row: Row | None) -> None:
        """Makes a row what it was at another time: adds, replaces or removes it."""
        before = read_row(self.db, table, row_id)
        if before != row:
            self._write(table, row_id, row)
            self.changes.append((table, row_id, before, row))

    def _write(self, table: str, row_id: str, row: Row | None) -> None:
        target = self.db.table(table)
        if row is None:
            target.delete(row_id)
        else:
            target.upsert(row, pk="id")
        SearchTexts(self.db).follow(table, row_id, row)


def read_row(db: Database, table: str, row_id: str) -> Row | None:
    """One row by its id, or None."""
    return next(db.table(table).rows_where("id = ?", [row_id]), None)


class Journal:
    """Records operations and takes them back. ``clock`` and ``officer`` say when and by whom."""

    def __init__(self, db: Database, clock: Callable[[], datetime], officer: Callable[[], str]) -> None:
        self._db = db
        self._clock = clock
        self._officer = officer
        self.last: Changes = Changes()

    @contextmanager
    def operation(self, label: str, subject: str = "") -> Iterator[Recorder]:
        """One named operation in one transaction; afterwards ``last`` says what it touched.

        ``label`` is the operation's Vietnamese name («Cập nhật tiến độ nhiệm vụ»), ``subject`` what it was
        done to. Whatever is raised inside undoes all of it.
        """
        self.last = done = Changes()
        with told_apart(), self._db.atomic():
            recorder = Recorder(self._db)
            yield recorder
            if recorder.changes:
                self._db.execute("UPDATE actions SET state = 'dropped' WHERE state = 'undone'")
                done = self._record("do", label, subject, None, recorder)
        # Only now is it stored: the end of a transaction may fail too.
        self.last = done

    def undo(self) -> Changes:
        """Takes back the last operation that still holds. Raises Refusal where there is none."""
        if (action := self.undoable()) is None:
            raise Refusal("Không còn thao tác nào để hoàn tác.")
        return self._turn(action, "undo")

    def redo(self) -> Changes:
        """Does again what was last undone. Raises Refusal where there is nothing."""
        if (action := self.redoable()) is None:
            raise Refusal("Không có thao tác nào để làm lại.")
        return self._turn(action, "redo")

    def undo_through(self, action_id: int) -> Changes:
        """Takes back this operation and all later ones, in one transaction.

        Raises Refusal where the operation does not hold any more.
        """
        rows: set[tuple[str, str]] = set()
        label = ""
        with told_apart(), self._db.atomic():
            target = next(iter(self._actions("id = ?", [action_id])), None)
            if target is None or target.kind != "do" or target.state != "done":
                raise Refusal("Thao tác này đã được hoàn tác, không thể hoàn tác lần nữa.")
            while (action := self.undoable()) is not None and action.id >= action_id:
                changes = self._turn(action, "undo")
                rows |= changes.rows
                label = changes.label
        self.last = Changes(label, action_id, frozenset(rows))
        return self.last

    def undoable(self) -> Action | None:
        """The operation that undo would take back."""
        return next(iter(self._actions("kind = 'do' AND state = 'done'", [], limit=1)), None)

    def redoable(self) -> Action | None:
        """The operation that redo would do again: the earliest of those undone."""
        found = self._actions("kind = 'do' AND state = 'undone'", [])
        return found[-1] if found else None

    def actions(self, limit: int = 500, before: int | None = None) -> list[Action]:
        """The journal, newest first; ``before`` pages back from an action's id."""
        return self._actions("id < ?", [before if before is not None else 2**62], limit)

    def changes_of(self, action_id: int) -> list[Change]:
        """What one action changed, in the order it was done."""
        return self._changes("c.action_id = ? ORDER BY c.id", [action_id])

    def history(self, row_ids: list[str]) -> list[Change]:
        """Every change of these records, newest first."""
        marks = ", ".join("?" * len(row_ids))
        return self._changes(f"c.row_id IN ({marks}) ORDER BY c.id DESC", row_ids)

    def _turn(self, action: Action, kind: str) -> Changes:
        with told_apart(), self._db.atomic():
            recorder = Recorder(self._db)
            changes = self.changes_of(action.id)
            for change in reversed(changes) if kind == "undo" else changes:
                recorder.put(change.table, change.row_id, change.before if kind == "undo" else change.after)
            self._db.execute(
                "UPDATE actions SET state = ? WHERE id = ?",
                ["undone" if kind == "undo" else "done", action.id],
            )
            done = self._record(kind, action.label, action.subject, action.id, recorder)
        self.last = done
        return done

    def _record(
        self, kind: str, label: str, subject: str, of_action: int | None, recorder: Recorder
    ) -> Changes:
        cursor = self._db.execute(
            "INSERT INTO actions (kind, label, subject, at, officer, of_action, state) "
            "VALUES (?, ?, ?, ?, ?, ?, 'done')",
            [kind, label, subject, self._clock().isoformat(timespec="seconds"), self._officer(), of_action],
        )
        action_id = cursor.lastrowid
        self._db.conn.executemany(
            "INSERT INTO changes (action_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            [
                (action_id, table, row_id, _as_json(before), _as_json(after))
                for table, row_id, before, after in recorder.changes
            ],
        )
        return Changes(label, action_id, frozenset((table, row_id) for table, row_id, *_ in recorder.changes))

    @told_apart()
    def _actions(self, where: str, values: list[Any], limit: int = -1) -> list[Action]:
        rows = self._db.query(f"SELECT * FROM actions WHERE {where} ORDER BY id DESC LIMIT {limit}", values)
        return [_action(row) for row in rows]

    @told_apart()
    def _changes(self, where: str, values: list[Any]) -> list[Change]:
        rows = self._db.query(
            "SELECT c.table_name, c.row_id, c.before, c.after, a.* "
            f"FROM changes c JOIN actions a ON a.id = c.action_id WHERE {where}",
            values,
        )
        return [
            Change(
                _action(row), row["table_name"], row["row_id"], _from_json(row["before"]),
                _from_json(row["after"]),
            )
            for row in rows
        ]  # fmt: skip


def _action(row: Mapping[str, Any]) -> Action:
    return Action(
        row["id"], row["kind"], row["label"], row["subject"], datetime.fromisoformat(row["at"]),
        row["officer"], row["of_action"], row["state"],
    )  # fmt: skip


def _as_json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _from_json(text: str | None) -> Row | None:
    return None if text is None else dict(json.loads(text))
