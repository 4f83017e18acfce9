"""Writing what several copies know of rows: the states as they are now, and what is shown of them.

It belongs to one operation; whatever the rules of `domain/merging/closing.py` leave unsound is refused, and
the operation is then to be taken back as a whole.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..domain.errors import Damaged, Refusal
from ..domain.merging.closing import ITEMS, RECIPIENTS, TARGETS, TASKS, Around, Closed, closed
from ..domain.merging.state import LIFE, Dot, RowState
from ..domain.merging.view import latest, life, shown
from .columns import Row
from .errors import UNREADABLE
from .kinds import KINDS
from .merge_shapes import shape
from .origin_kinds import ROW_ORIGINS, Author, Key, Origin, origin_id, origin_row
from .plan_rows import MAX_DEPTH, placed, read_plan
from .recorder import Recorder
from .register_kinds import OWN_REGISTERS
from .row_states import by_table, origins_of, states_of
from .soundness_rules import RULES

Derive = Callable[[str, Row], Row]
"""Makes the columns of a row that follow from its others what they should be."""
_PLAN = "plans"
_OF_PLANS = (ITEMS, RECIPIENTS, TARGETS, TASKS)
_STORED_OF_PLANS = {
    ITEMS: "SELECT * FROM plan_items WHERE plan_id IN (SELECT value FROM json_each(?))",
    RECIPIENTS: "SELECT * FROM recipients WHERE plan_id IN (SELECT value FROM json_each(?))",
    TARGETS: (
        "SELECT t.* FROM targets t JOIN plan_items i ON i.id = t.item_id "
        "WHERE i.plan_id IN (SELECT value FROM json_each(?))"
    ),
    TASKS: (
        "SELECT t.* FROM tasks t JOIN plan_items i ON i.id = t.id "
        "WHERE i.plan_id IN (SELECT value FROM json_each(?))"
    ),
}
_UNSOUND = (
    "Gói có nội dung không ghép được với dữ liệu ở máy này ({why}) nên chương trình không nhận; dữ liệu giữ "
    "nguyên. Hãy đề nghị nơi gửi kiểm tra dữ liệu («Kiểm tra dữ liệu») rồi gửi lại gói."
)


@dataclass(slots=True)
class Joined:
    """What was written: the rows ``added``, ``changed`` and ``removed``; those that are ``waiting`` for what
    they belong to; and the states of those of which something is ``open`` until somebody decides."""

    added: set[Key] = field(default_factory=set)
    changed: set[Key] = field(default_factory=set)
    removed: set[Key] = field(default_factory=set)
    waiting: set[Key] = field(default_factory=set)
    open: dict[Key, RowState] = field(default_factory=dict)


def shown_row(key: Key, state: RowState, derive: Derive) -> Row | None:
    """The row that a state alone would show, were it there; None where something of it is not known yet."""
    form = shape(key[0])
    values = {
        name: shown(siblings, name in form.texts, form.wants_any(name)).value
        for name, siblings in state.columns.items()
        if name != LIFE
    }
    try:
        row = form.whole(key[1], values)
    except KeyError:
        return None
    is_of_one = form.following and len({each.dot for of in state.columns.values() for each in of}) == 1
    return row if is_of_one or not form.following else derive(key[0], row)


def open_columns(key: Key, state: RowState) -> list[str]:
    """The columns of which several values stand, each group by its first; `LIFE` for a row that was deleted
    and written at once."""
    form = shape(key[0])
    found = [LIFE] if life(state).is_open else []
    for name, siblings in state.columns.items():
        if name == LIFE or len(siblings) == 1 or name in form.following:
            continue
        if shown(siblings, name in form.texts, form.wants_any(name)).is_open:
            found.append(form.lead(name))
    return list(dict.fromkeys(found))


def bent_columns(key: Key, alone: Row | None, now: Row | None) -> list[str]:
    """The columns that are shown otherwise than by what is known of the row alone, each group by its first;
    `LIFE` where it is shown and should not be, or the other way round. Which of two rows at one place comes
    first is nothing to decide."""
    if alone is None or now is None:
        return [] if alone is now else [LIFE]
    form = shape(key[0])
    changed = {name for name, value in now.items() if alone[name] != value} - form.following
    if key[0] in (ITEMS, RECIPIENTS):
        changed.discard("rank")
    return list(dict.fromkeys(map(form.lead, sorted(changed))))


def join(
    recorder: Recorder,
    states: Mapping[Key, RowState],
    authors: Mapping[Key, Mapping[Dot, Author]],
    derive: Derive,
) -> Joined:
    """Stores states that rows have from now on, and makes the rows what they are to show.

    Raises Refusal where the rows would not be sound together.
    """
    return _Joining(recorder, states, authors, derive).done()


class _Joining:
    def __init__(
        self,
        recorder: Recorder,
        states: Mapping[Key, RowState],
        authors: Mapping[Key, Mapping[Dot, Author]],
        derive: Derive,
    ) -> None:
        self._recorder = recorder
        self._data = recorder.data
        self._derive = derive
        self._authors = authors
        self._states = dict(states)
        self._given = frozenset(states)
        bent = self._data.rows("SELECT * FROM row_origins WHERE bent = 1")
        self._origins = {origin.key: origin for origin in map(ROW_ORIGINS.read, bent)}
        again = [key for key in self._origins if key not in states]
        self._states |= states_of(self._data, again)
        self._origins |= origins_of(self._data, [key for key in states if key not in self._origins])
        self._rows: dict[Key, Row] = {}
        self._gone: dict[Key, Row] = {}
        self._alone: dict[Key, Row | None] = {}
        """What each state alone shows; None for a row that is not there."""
        self._incomplete: set[Key] = set()
        self._beside: dict[Key, Row] = {}
        """Stored rows of the same plans, which are looked at with these."""
        self._plans: set[str] = set()
        self._stored: dict[Key, Row | None] = {}
        self._first: dict[Key, Row | None] = {}
        """Rows as they were that were written before all others."""

    def done(self) -> Joined:
        self._describe()
        for key, state in self._states.items():
            self._look(key, state)
        self._add_plans([*self._rows.items(), *self._gone.items()])
        found = self._close()
        while self._add_plans([(key, found.rows[key]) for key in found.kept if key in found.rows]):
            found = self._close()
        joined = self._write(found)
        self._check()
        return joined

    def _describe(self) -> None:
        """Stores descriptions of registers before anything is worked out of their rows."""
        for key, state in self._states.items():
            if key[0] == OWN_REGISTERS.table and life(state).is_there:
                row = shown_row(key, state, self._derive)
                if row is not None:
                    self._first[key] = self._data.row(*key)
                    self._recorder.put(*key, row)

    def _look(self, key: Key, state: RowState) -> None:
        row = shown_row(key, state, self._derive)
        self._alone[key] = None
        if row is None:
            self._incomplete.add(key)
        elif life(state).is_there:
            self._rows[key] = self._alone[key] = row
        else:
            self._gone[key] = row

    def _add_plans(self, rows: Iterable[tuple[Key, Row]]) -> bool:
        """Looks at the whole plans that rows are of; gives whether there were others than before."""
        items: set[str] = set()
        plans: set[str] = set()
        for (table, row_id), row in rows:
            if table in (ITEMS, RECIPIENTS):
                plans.add(row["plan_id"])
            elif table in (TARGETS, TASKS):
                items.add(row_id if table == TASKS else row["item_id"])
        query = "SELECT DISTINCT plan_id FROM plan_items WHERE id IN (SELECT value FROM json_each(?))"
        plans |= {plan for (plan,) in self._data.each(query, [json.dumps(list(items))])}
        anew = plans - self._plans
        self._plans |= anew
        if not anew:
            return False
        for table, query in _STORED_OF_PLANS.items():
            for row in self._data.rows(query, [json.dumps(list(anew))]):
                if (table, row["id"]) not in self._states:
                    self._beside[table, row["id"]] = row
        return True

    def _close(self) -> Closed:
        rows = self._beside | self._rows
        self._find_stored(rows)
        needed = self._needed()
        around = Around(
            refers=lambda table: shape(table).refers,
            is_stored=lambda key: self._row(key) is not None,
            before=self._before,
            is_needed=needed.__contains__,
            placed_by=self._placed_by,
        )
        return closed(rows, self._gone, around)

    def _find_stored(self, rows: Mapping[Key, Row]) -> None:
        """Reads at once what is stored of all that is looked at, and of what it refers to."""
        wanted = set(self._states)
        for (table, _), row in rows.items():
            for column, other in shape(table).refers:
                if row[column] is not None:
                    wanted.add((other, str(row[column])))
        for table, ids in by_table(key for key in wanted if key not in self._stored):
            query = f"SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
            self._stored |= {(table, row_id): None for row_id in ids}
            self._stored |= {(table, row["id"]): row for row in self._data.rows(query, [json.dumps(ids)])}

    def _row(self, key: Key) -> Row | None:
        if key not in self._stored:
            self._stored[key] = self._data.row(*key)
        return self._stored[key]

    def _needed(self) -> set[Key]:
        """Which of the rows that are not there stored rows refer to that nobody looks at."""
        found: set[Key] = set()
        for table, ids in by_table(self._gone):
            listed = json.dumps(ids)
            for kind in KINDS.values():
                for column, other in shape(kind.table).refers:
                    if other != table:
                        continue
                    query = (
                        f"SELECT id, {column} FROM {kind.table} "
                        f"WHERE {column} IN (SELECT value FROM json_each(?))"
                    )
                    for row_id, value in self._data.each(query, [listed]):
                        if (kind.table, row_id) not in self._states:
                            found.add((table, value))
        return found

    def _before(self, key: Key) -> Row | None:
        """What a row held that was deleted before."""
        state = self._states.get(key) or states_of(self._data, [key]).get(key)
        if state is None or key in self._incomplete:
            return None
        row = shown_row(key, state, self._derive)
        if row is not None:
            self._states[key] = state
            self._alone[key] = None
        return row

    def _placed_by(self, key: Key) -> Any:
        state = self._states.get(key) or states_of(self._data, [key])[key]
        dot = latest(state.of("parent_id")).dot
        return dot[1], dot[0], key[1]

    def _write(self, found: Closed) -> Joined:
        joined = Joined(waiting={*found.waiting, *self._incomplete})
        base = int(self._data.value("SELECT max(id) FROM actions") or 0)
        others = {
            key: found.rows.get(key)
            for key, row in self._beside.items()
            if key not in self._states and found.rows.get(key) != row
        }
        self._states |= states_of(self._data, others)
        for key in others:
            self._alone[key] = self._beside[key]
        # Parents before children is not asked for: references are held to when the operation ends.
        for key, state in self._states.items():
            now = found.rows.get(key)
            row = self._first.get(key, self._row(key))
            if row != now:
                self._recorder.put(*key, now)
                what = joined.added if row is None else joined.removed if now is None else joined.changed
                what.add(key)
            is_bent = now != self._alone[key] or key in joined.waiting
            conflicts = len(open_columns(key, state))
            if key not in joined.waiting:
                conflicts += len(bent_columns(key, self._alone[key], now))
            if conflicts:
                joined.open[key] = state
            known = self._origins.get(key)
            flags = (is_bent, key in joined.waiting, conflicts)
            before = (known.bent, known.waiting, known.conflicts) if known else (False, False, 0)
            if key in self._given or row != now or flags != before:
                self._keep(key, state, base, flags)
        return joined

    def _keep(self, key: Key, state: RowState, base: int, flags: tuple[bool, bool, int]) -> None:
        known = self._origins.get(key)
        authors = dict(known.authors) if known is not None else {}
        authors |= self._authors.get(key, {})
        standing = state.dots
        own = {dot: author for dot, author in authors.items() if dot in standing}
        row = origin_row(Origin(key, state, own, base, *flags))
        self._recorder.put(ROW_ORIGINS.table, origin_id(key), row)

    def _check(self) -> None:
        """Raises Refusal where what is stored now is not sound."""
        try:
            why = self._unsound()
        except (Damaged, *UNREADABLE) as error:
            raise refusal(str(error) or "có giá trị không đọc được") from error
        if why:
            raise refusal(why)

    def _unsound(self) -> str:
        """What is not sound, in words; nothing where all is. Raises Damaged where a record cannot be read."""
        if self._data.tuples("PRAGMA foreign_key_check"):
            return "có bản ghi thiếu bản ghi mà nó thuộc về"
        for sentence, query in RULES:
            if count := self._data.value(query):
                return sentence.format(count=count)
        for plan_id in self._plans:
            plan = read_plan(self._data, plan_id)
            if plan is not None and any(depth > MAX_DEPTH for depth in _depths(plan)):
                return f"kế hoạch có hơn {MAX_DEPTH} cấp mục lồng nhau"
        for change in self._recorder.written:
            if change.after is not None and change.table != ROW_ORIGINS.table:
                KINDS[change.table].check(change.after)
        return ""


def _depths(plan: Any) -> Iterable[int]:
    _, above = placed(plan)
    for item_id in above:
        depth = 0
        at: str | None = item_id
        while at is not None:
            depth, at = depth + 1, above[at]
        yield depth


def refusal(why: str) -> Refusal:
    """The refusal of what cannot be joined with the data, which says why."""
    return Refusal(_UNSOUND.format(why=why.rstrip(".")))
