"""The journal: every change with its inverse, grouped under the operation that made it.

It is at once the history that an official sees, undo and redo that survive a restart, and what PCs exchange.
Rows are only ever written through a Recorder, so nothing can change without leaving its trace, and the search
texts follow by themselves. What the journal holds stays as it was first written; rows of an older version of
the schema are read as today's version has them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .. import log
from ..domain.errors import Refusal
from . import chain, schema
from .changes import Changes, RowChange
from .columns import Row
from .compact_json import compact
from .data_file import DataFile
from .device import Device
from .errors import quoted, reading
from .kinds import KINDS
from .recorder import Recorder
from .revisions import Revisions
from .search import SearchTexts

if TYPE_CHECKING:
    from .knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of the journal.

    ``id`` is its place in this file, ``uuid`` its identity everywhere; ``counter`` numbers the actions of a
    device. ``operation`` is the operation's key, ``label`` its name as it was then. ``state`` is done,
    undone, or dropped (undone and no longer redoable).
    """

    id: int
    uuid: str
    device: str
    counter: int
    kind: str
    operation: str
    label: str
    subject: str
    at: datetime
    officer: str
    of_action: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change by an action."""

    action: Action
    table: str
    row_id: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Written:
    """What is about to be stored: the operation's key, its rows, and whose action it takes back or does
    again (None for a new one)."""

    operation: str
    changes: tuple[RowChange, ...]
    whose: str | None


NOTES = frozenset({"data.restore"})
"""The keys of what is recorded without any change of a record: nothing takes it back."""
_NO_NOTE = f"operation NOT IN ({', '.join(map(repr, sorted(NOTES)))})"
_HOLDS = f"kind = 'do' AND state = 'done' AND {_NO_NOTE}"
ALONE = "Hoàn tác riêng: "
"""Before the name of an operation that was taken back by itself."""


_ADD_CHANGE = f"INSERT INTO changes (action_id, {', '.join(chain.CHANGE_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)"
_AT_ONCE = 500
"""So many changes are held as text at once: an operation may have ten thousands of them."""


class _Trial(Exception):
    """Ends a transaction whose changes are not to be kept."""


class Journal:
    """Records operations and takes them back. ``clock`` and ``officer`` say when and by whom."""

    def __init__(
        self,
        data: DataFile,
        device: Device,
        revisions: Revisions,
        search: SearchTexts,
        clock: Callable[[], datetime],
        officer: Callable[[], str],
    ) -> None:
        self._data = data
        self._device = device
        self._revisions = revisions
        self._search = search
        self._clock = clock
        self._officer = officer
        self.guard: Callable[[Written], None] = lambda _: None
        """Asked of everything before it is stored; what it raises takes it back."""

    @cached_property
    def knowledge(self) -> "Knowledge":
        """What the journal tells of rows that other copies of the data hold too."""
        from .knowledge import Knowledge

        return Knowledge(self._data, self._device)

    @contextmanager
    def operation(self, key: str, label: str, subject: str = "") -> Iterator[Recorder]:
        """One operation in one transaction; afterwards the recorder's ``changes`` say what it touched.

        ``key`` names the operation for the program («tasks.report»), ``label`` for officials («Cập nhật tiến
        độ nhiệm vụ»), ``subject`` what it was done to. Whatever is raised inside undoes all of it.
        """
        with self._transaction() as begin:
            recorder = begin()
            yield recorder
            if recorder.written:
                self._drop_undone()
                self._record("do", key, label, subject, None, recorder)

    def note(self, key: str, label: str, subject: str) -> None:
        """Records that something was done to the data as a whole; ``key`` is one of `NOTES`."""
        assert key in NOTES
        with self._transaction() as begin:
            self._drop_undone()
            self._record("do", key, label, subject, None, begin())

    def undo(self) -> Changes:
        """Takes back the last operation that still holds. Raises Refusal where there is none."""
        if (action := self.undoable()) is None:
            raise Refusal("Không còn thao tác nào để hoàn tác.")
        with self._transaction() as begin:
            return self._reverse(action, "undo", begin())

    def redo(self) -> Changes:
        """Does again what was last undone. Raises Refusal where there is nothing."""
        if (action := self.redoable()) is None:
            raise Refusal("Không có thao tác nào để làm lại.")
        with self._transaction() as begin:
            return self._reverse(action, "redo", begin())

    def undo_through(self, action_id: int, is_trial: bool = False) -> Changes:
        """Takes back this operation and all later ones, in one transaction.

        With ``is_trial`` nothing is kept: what is given says what would change. Raises Refusal where the
        operation does not hold any more.
        """
        together = Changes()
        try:
            with self._transaction() as begin:
                self._holding(action_id)
                while (action := self.undoable()) is not None and action.id >= action_id:
                    together += self._reverse(action, "undo", begin())
                if is_trial:
                    raise _Trial
        except _Trial:
            pass
        return together

    def take_back(
        self, action_id: int, row_ids: Collection[str] | None = None, is_trial: bool = False
    ) -> Changes:
        """Takes back this operation alone, or only the records of ``row_ids``, as a new operation.

        With ``is_trial`` nothing is kept: what is given says what would change. Raises Refusal where the
        operation does not hold any more, or later ones are in the way.
        """
        from .taking_back import take_back

        recorder: Recorder | None = None
        try:
            with self._transaction() as begin:
                action = self._holding(action_id)
                recorder = begin()
                take_back(self._data, recorder, action_id, self.changes_of(action_id), row_ids)
                self._drop_undone()
                label = action.label if action.label.startswith(ALONE) else f"{ALONE}{action.label}"
                self._record("do", action.operation, label, action.subject, action.id, recorder)
                if is_trial:
                    raise _Trial
        except _Trial:
            pass
        assert recorder is not None
        return recorder.changes

    def _drop_undone(self) -> None:
        """What was undone cannot be done again once something else is done."""
        self._data.execute("UPDATE actions SET state = 'dropped' WHERE kind = 'do' AND state = 'undone'")

    def _holding(self, action_id: int) -> Action:
        target = next(iter(self._actions("id = ?", [action_id])), None)
        if target is not None and target.operation in NOTES:
            raise Refusal("Việc này không hoàn tác được: hãy khôi phục từ bản sao lưu lập trước đó.")
        if target is None or target.kind != "do" or target.state != "done":
            raise Refusal("Thao tác này đã được hoàn tác, không thể hoàn tác lần nữa.")
        return target

    def taken_back(self) -> frozenset[int]:
        """The operations that were taken back by themselves, all or a part of them."""
        rows = self._data.tuples(
            "SELECT of_action FROM actions WHERE kind = 'do' AND state = 'done' AND of_action IS NOT NULL"
        )
        return frozenset(row[0] for row in rows)

    def undoable(self) -> Action | None:
        """The operation that undo would take back."""
        return next(iter(self._actions(_HOLDS, [], limit=1)), None)

    def redoable(self) -> Action | None:
        """The operation that redo would do again: the earliest of those undone."""
        found = self._actions("kind = 'do' AND state = 'undone'", [], limit=1, latest_first=False)
        return found[0] if found else None

    def first_done(self) -> Action | None:
        """The earliest operation that still holds."""
        found = self._actions(_HOLDS, [], limit=1, latest_first=False)
        return found[0] if found else None

    def done_after(self, action_id: int) -> int:
        """How many operations that still hold were done after this one."""
        query = f"SELECT count(*) FROM actions WHERE {_HOLDS} AND id > ?"
        return int(self._data.value(query, [action_id]))

    def actions(
        self,
        limit: int = 500,
        before: int | None = None,
        table: str = "",
        row_id: str = "",
        since: str = "",
    ) -> list[Action]:
        """The journal, newest first; ``before`` pages back from an action's id.

        Only what changed rows of ``table``, or the row ``row_id``, and from the day ``since`` (ISO) on.
        """
        where, values = ["id < ?"], [before if before is not None else 2**62, *filter(None, (since,))]
        if since:
            where.append("at >= ?")
        tables = schema.tables_ever(table) if table else ()
        for column, wanted in (("row_id", (row_id,) if row_id else ()), ("table_name", tables)):
            if wanted:
                marks = ", ".join("?" * len(wanted))
                where.append(f"id IN (SELECT action_id FROM changes WHERE {column} IN ({marks}))")
                values.extend(wanted)
        return self._actions(" AND ".join(where), values, limit)

    def identities(self) -> dict[str, int]:
        """The place in this file of every action that changed records, by its identity everywhere."""
        rows = self._data.rows(f"SELECT uuid, id FROM actions WHERE {_NO_NOTE}")
        return {row["uuid"]: row["id"] for row in rows}

    def changes_of(self, action_id: int, most: int = -1) -> Iterator[Change]:
        """What one action changed, in the order it was done; an import has thousands, of which the first
        ``most`` are read where that is given."""
        return self._changes("c.action_id = ? ORDER BY c.id LIMIT ?", [action_id, most])

    def history(self, row_ids: list[str]) -> Iterator[Change]:
        """Every change of these records, newest first."""
        marks = ", ".join("?" * len(row_ids))
        return self._changes(f"c.row_id IN ({marks}) ORDER BY c.id DESC", row_ids)

    @contextmanager
    def _transaction(self) -> Iterator[Callable[[], Recorder]]:
        """A transaction; what it gives makes recorders for it."""
        begun: list[Recorder] = []

        def begin() -> Recorder:
            begun.append(Recorder(self._data, self._search, self._revisions))
            return begun[-1]

        try:
            with self._data.transaction():
                yield begin
        except BaseException:
            self._device.failed()
            # What was read meanwhile has seen rows that are gone again.
            self._revisions.changed({change.table for recorder in begun for change in recorder.written})
            raise
        self._device.stored()

    def _reverse(self, action: Action, kind: str, recorder: Recorder) -> Changes:
        changes = list(self.changes_of(action.id))
        for change in reversed(changes) if kind == "undo" else changes:
            recorder.put(change.table, change.row_id, change.before if kind == "undo" else change.after)
        self._data.execute(
            "UPDATE actions SET state = ? WHERE id = ?",
            ["undone" if kind == "undo" else "done", action.id],
        )
        self._record(kind, action.operation, action.label, action.subject, action.id, recorder)
        log.STORAGE(kind, action=action.id, key=action.operation, rows=len(recorder.written))
        return recorder.changes

    def _record(
        self, kind: str, key: str, label: str, subject: str, of_action: int | None, recorder: Recorder
    ) -> None:
        reverses, whose = "", None
        if of_action is not None:
            [(reverses, whose)] = self._data.tuples(
                "SELECT uuid, officer FROM actions WHERE id = ?", [of_action]
            )
        self.guard(Written(key, tuple(recorder.written), whose))
        device, counter = self._device.next_action()
        action = [
            str(uuid4()), device, counter, schema.VERSION, kind, key, label, subject,
            self._clock().isoformat(timespec="seconds"), self._officer(),
        ]  # fmt: skip
        previous = self._data.value(chain.LAST_HASH, [device]) or ""
        action_id = self._data.execute(
            f"INSERT INTO actions ({', '.join(chain.ACTION_COLUMNS)}, of_action, state) "
            f"VALUES ({', '.join('?' * len(action))}, ?, 'done')",
            [*action, of_action],
        ).lastrowid
        link = chain.link(previous, action, reverses, self._stored(action_id, recorder.written))
        self._data.execute("UPDATE actions SET hash = ? WHERE id = ?", [link, action_id])
        rows = frozenset((each.table, each.row_id) for each in recorder.written)
        recorder.changes = Changes(label, action_id, rows, key, subject, tuple(recorder.written))

    def _stored(
        self, action_id: int | None, written: Sequence[RowChange]
    ) -> Iterator[tuple[str | None, ...]]:
        """Stores the changes of an action, some at a time, and gives each as the chain covers it."""
        for start in range(0, len(written), _AT_ONCE):
            changes = [
                (each.table, each.row_id, ",".join(each.columns), _as_json(each.before), _as_json(each.after))
                for each in written[start : start + _AT_ONCE]
            ]
            self._data.execute_many(_ADD_CHANGE, [(action_id, *change) for change in changes])
            yield from changes

    def _actions(
        self, where: str, values: list[Any], limit: int = -1, latest_first: bool = True
    ) -> list[Action]:
        order = "DESC" if latest_first else "ASC"
        rows = self._data.rows(
            f"SELECT * FROM actions WHERE {where} ORDER BY id {order} LIMIT {limit}", values
        )
        return [_action(row) for row in rows]

    def _changes(self, where: str, values: list[Any]) -> Iterator[Change]:
        rows = self._data.rows(
            "SELECT c.table_name, c.row_id, c.before, c.after, a.* "
            f"FROM changes c JOIN actions a ON a.id = c.action_id WHERE {where}",
            values,
        )
        return map(_change, rows)


def _change(row: Row) -> Change:
    """The change of a row of the journal. Raises Damaged where it cannot be read."""
    action = _action(row)
    table: str = row["table_name"]
    with reading(lambda: _name(row)):
        before, after = (schema.read_kept(table, row[side], row["version"]) for side in ("before", "after"))
        table = schema.table_now(table)
        for side in (before, after):
            if side is not None and not side.keys() >= _columns(table):
                raise ValueError("columns are missing")
    return Change(action, table, row["row_id"], before, after)


def _columns(table: str) -> frozenset[str]:
    """What every row of a table has."""
    kind = KINDS[table]
    return frozenset(("id", *(field.name for field in kind.fields))) - kind.defaults.keys()


def _name(row: Row) -> str:
    return f"Thao tác {quoted(row['label'])} trong nhật ký"


def _action(row: Row) -> Action:
    with reading(lambda: _name(row)):
        return Action(
            row["id"], row["uuid"], row["device_id"], row["counter"], row["kind"], row["operation"],
            row["label"], row["subject"], datetime.fromisoformat(row["at"]), row["officer"],
            row["of_action"], row["state"],
        )  # fmt: skip


def _as_json(row: Row | None) -> str | None:
    return None if row is None else compact(row)
