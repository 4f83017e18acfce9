"""Writing what several copies know of rows: the states as they are now, and what is shown of them.

It belongs to one operation; whatever the rules of `domain/merging/closing.py` leave unsound is refused, and
the operation is then to be taken back as a whole.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from ..domain.errors import Damaged, Refusal
from ..domain.merging.closing import ITEMS, RECIPIENTS, TARGETS, TASKS, Around, Closed, closed
from ..domain.merging.state import LIFE, Dot, RowState
from ..domain.merging.view import latest, life, shown
from .changes import RowChange
from .columns import Row
from .errors import UNREADABLE
from .issued_text import ISSUES, PLAN, as_issued, is_fixed, last_issue
from .kinds import KINDS
from .merge_shapes import shape
from .origin_kinds import ROW_ORIGINS, Author, Key, authors_in, key_of, origin_row, origin_rows, state_text
from .plan_rows import MAX_DEPTH, placed, read_plan
from .recorder import Recorder
from .register_kinds import OWN_REGISTERS
from .row_states import by_table, states_of
from .soundness_rules import RULES

Derive = Callable[[str, Row], Row]
"""Makes the columns of a row that follow from its others what they should be."""
REPORTS, SEALS = "reports", "seals"
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
    values = dict(state.values)
    several: list[str] = []
    for name, siblings in state.apart.items():
        if len(siblings) == 1 or name == LIFE:
            values[name] = siblings[0].value
        else:
            several.append(name)
            values[name] = shown(siblings, name in form.texts, form.wants_any(name)).value
    try:
        row = form.whole(key[1], values)
    except KeyError:
        return None
    # Who wrote alone made them follow already.
    return derive(key[0], row) if several and not form.following.isdisjoint(several) else row


def open_columns(key: Key, state: RowState) -> list[str]:
    """The columns of which several values stand, each group by its first; `LIFE` for a row that was deleted
    and written at once."""
    found = [LIFE] if life(state).is_open else []
    for name, siblings in state.apart.items():
        if len(siblings) > 1 and name != LIFE:
            form = shape(key[0])
            is_open = shown(siblings, name in form.texts, form.wants_any(name)).is_open
            if is_open and name not in form.following:
                found.append(form.lead(name))
    return list(dict.fromkeys(found)) if found else found


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
    authors: Mapping[Dot, Author],
    derive: Derive,
    stored: Mapping[Key, Row],
) -> Joined:
    """Stores states that rows have from now on, and makes the rows what they are to show; ``authors`` are
    those of writes elsewhere that they may tell of, ``stored`` rows that are stored like this and of which
    nothing came from elsewhere yet.

    Raises Refusal where the rows would not be sound together.
    """
    return _Joining(recorder, states, authors, derive, stored).done()


class _Joining:
    def __init__(
        self,
        recorder: Recorder,
        states: Mapping[Key, RowState],
        authors: Mapping[Dot, Author],
        derive: Derive,
        stored: Mapping[Key, Row],
    ) -> None:
        self._recorder = recorder
        self._data = recorder.data
        self._derive = derive
        self._authors = authors
        self._states = dict(states)
        self._given = frozenset(states)
        bent = self._data.tuples("SELECT id FROM row_origins WHERE bent = 1")
        again = [key for (row_id,) in bent if (key := key_of(row_id)) not in states]
        self._states |= states_of(self._data, again)
        self._rows: dict[Key, Row] = {}
        self._gone: dict[Key, Row] = {}
        self._alone: dict[Key, Row | None] = {}
        """What each state alone shows; None for a row that is not there."""
        self._open: dict[Key, list[str]] = {}
        """Of which columns several values stand."""
        self._texts: dict[Key, str] = {}
        """What is kept of each state."""
        self._incomplete: set[Key] = set()
        self._beside: dict[Key, Row] = {}
        """Stored rows of the same plans, which are looked at with these."""
        self._plans: set[str] = set()
        self._refers = {table: shape(table).refers for table in KINDS}
        self._wrote: dict[Key, dict[Dot, Author]] = {}
        """Who wrote elsewhere what came of each."""
        self._told: dict[frozenset[Dot], dict[Dot, Author]] = {}
        self._own = stored.keys()
        self._stored: dict[Key, Row | None] = dict(stored)
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
        self._keep_issued(found)
        self._keep_sealed(found)
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
        # What is kept of it is worked out while it is at hand: memory that was just used is fast.
        self._open[key] = open_columns(key, state)
        if key in self._given:
            self._texts[key] = state_text(state)
            self._wrote[key] = self._authors_of(frozenset(state.dots))
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
            if table in (ITEMS, RECIPIENTS, ISSUES):
                plans.add(row["plan_id"])
            elif table == PLAN:
                plans.add(row_id)
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
            refers=self._refers.__getitem__,
            is_stored=lambda key: self._row(key) is not None,
            before=self._before,
            is_needed=needed.__contains__,
            placed_by=self._placed_by,
        )
        return closed(rows, self._gone, around)

    def _find_stored(self, rows: Mapping[Key, Row]) -> None:
        """Reads at once what is stored of all that is looked at, and of what it refers to."""
        wanted = self._states.keys() - self._stored.keys()
        for (table, _), row in rows.items():
            for column, other in self._refers[table]:
                if row[column] is not None:
                    wanted.add((other, str(row[column])))
        for table, ids in by_table(wanted - self._stored.keys()):
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

    def _keep_issued(self, found: Closed) -> None:
        """What was signed of plans is what is shown of them."""
        for plan_id in sorted(self._plans):
            head = found.rows.get((PLAN, plan_id)) or self._row((PLAN, plan_id))
            if head is None or not is_fixed(head):
                continue
            shown_now = {key: found.rows.get(key) for key in (*self._states, *found.rows) if key[0] == ISSUES}
            issue = last_issue(self._data, plan_id, shown_now)
            if issue is None:
                continue
            rows = self._of_plan(found, plan_id)
            for key, row in as_issued(self._data, head, issue, rows, self._ever).items():
                self._show_instead(found, key, row)

    def _keep_sealed(self, found: Closed) -> None:
        """A report is issued where its sealed copy is there, and only then: one that was recalled on one copy
        and issued anew on another stays as it was sealed last."""
        periods = {row_id for table, row_id in self._states if table in (REPORTS, SEALS)}
        for period in sorted(periods):
            seal, report = (SEALS, period), (REPORTS, period)
            head = (
                found.rows[report] if report in self._states and report in found.rows else self._row(report)
            )
            is_issued = head is not None and bool(head["issued_on"])
            is_sealed = seal in found.rows or (seal not in self._states and self._row(seal) is not None)
            if is_sealed and not is_issued:
                self._show_instead(found, seal, None)
            elif is_issued and not is_sealed and (row := self._before(seal)) is not None:
                self._show_instead(found, seal, row)

    def _of_plan(self, found: Closed, plan_id: str) -> dict[Key, Row]:
        items = {key[1] for key, row in found.rows.items() if key[0] == ITEMS and row["plan_id"] == plan_id}
        return {
            key: row
            for key, row in found.rows.items()
            if (key[0] in (ITEMS, RECIPIENTS) and row["plan_id"] == plan_id)
            or (key[0] == TARGETS and row["item_id"] in items)
            or (key[0] == TASKS and key[1] in items)
        }

    def _ever(self, keys: Iterable[Key]) -> dict[Key, Row]:
        """What rows held that are not shown, as far as anybody knows them."""
        return {key: row for key in keys if (row := self._before(key)) is not None}

    def _show_instead(self, found: Closed, key: Key, row: Row | None) -> None:
        """Shows a row otherwise than all that is known of it says, or not at all, with what refers to it."""
        if key not in self._states and key not in self._beside:
            stored = self._row(key)
            if stored is not None:
                self._beside[key] = stored
        if row is not None:
            found.rows[key] = row
            return
        found.rows.pop(key, None)
        found.off.add(key)
        for kind in KINDS.values():
            for column, table in shape(kind.table).refers:
                if table != key[0]:
                    continue
                query = f"SELECT id FROM {kind.table} WHERE {column} = ?"
                stored_ids = {row_id for (row_id,) in self._data.each(query, [key[1]])}
                others = {
                    each
                    for each, other in found.rows.items()
                    if each[0] == kind.table and other[column] == key[1]
                }
                for each in others | {(kind.table, row_id) for row_id in stored_ids}:
                    if each not in found.off and each not in self._gone:
                        self._show_instead(found, each, None)

    def _placed_by(self, key: Key) -> Any:
        state = self._states.get(key) or states_of(self._data, [key])[key]
        dot = latest(state.of("parent_id")).dot
        return dot[1], dot[0], key[1]

    def _write(self, found: Closed) -> Joined:
        joined = Joined(waiting={*found.waiting, *self._incomplete})
        base = int(self._data.value("SELECT max(id) FROM actions") or 0)
        others = {key: row for key, row in self._beside.items() if found.rows.get(key) != row}
        self._states |= states_of(self._data, [key for key in others if key not in self._states])
        self._alone |= others
        origins = origin_rows(self._data, [key for key in self._states if key not in self._own])
        shown_anew: list[RowChange] = []
        kept: list[RowChange] = []
        # Parents before children is not asked for: references are held to when the operation ends.
        for key, state in self._states.items():
            now = found.rows.get(key)
            row = self._first[key] if key in self._first else self._row(key)
            is_anew = row != now
            if is_anew:
                before = self._data.row(*key) if key in self._first else row
                shown_anew.append(RowChange(*key, before, now))
                what = joined.added if row is None else joined.removed if now is None else joined.changed
                what.add(key)
            alone, is_waiting = self._alone[key], key in joined.waiting
            conflicts = len(self._open[key] if key in self._open else open_columns(key, state))
            if alone != now and not is_waiting:
                conflicts += len(bent_columns(key, alone, now))
            if conflicts:
                joined.open[key] = state
            known = origins.get(key)
            flags = (alone != now or is_waiting, is_waiting, conflicts)
            if key in self._given or is_anew or flags != _flags(known):
                kept.append(self._kept(key, state, known, base, flags))
        shown_anew.sort(key=lambda change: change.table)
        self._recorder.write_all((*shown_anew, *kept))
        return joined

    def _kept(
        self, key: Key, state: RowState, known: Row | None, base: int, flags: tuple[bool, bool, int]
    ) -> RowChange:
        authors = self._wrote.get(key, {})
        if known is not None:
            before = authors_in(known)
            authors = {dot: before[dot] for dot in state.dots if dot in before} | authors
        row = origin_row(key, self._texts.get(key) or state_text(state), authors, base, flags)
        return RowChange(ROW_ORIGINS.table, row["id"], known, row)

    def _authors_of(self, dots: frozenset[Dot]) -> dict[Dot, Author]:
        """Those who made writes elsewhere, as far as what came tells them: most rows are of the same."""
        if dots not in self._told:
            self._told[dots] = {dot: self._authors[dot] for dot in dots if dot in self._authors}
        return self._told[dots]

    def _check(self) -> None:
        """Raises Refusal where what is stored now is not sound."""
        try:
            why = self._unsound()
        except Refusal as error:
            raise refusal(str(error)) from error
        except (Damaged, *UNREADABLE) as error:
            raise refusal("có giá trị không đọc được") from error
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
        for table, changes in groupby(self._recorder.written, attrgetter("table")):
            if table != ROW_ORIGINS.table:
                check = KINDS[table].check
                for change in changes:
                    if change.after is not None:
                        check(change.after)
        return ""


def _depths(plan: Any) -> Iterable[int]:
    _, above = placed(plan)
    for item_id in above:
        depth = 0
        at: str | None = item_id
        while at is not None:
            depth, at = depth + 1, above[at]
        yield depth


def _flags(origin: Row | None) -> tuple[bool, bool, int]:
    """What is kept of how a row is shown."""
    if origin is None:
        return False, False, 0
    return bool(origin["bent"]), bool(origin["waiting"]), origin["conflicts"]


def refusal(why: str) -> Refusal:
    """The refusal of what cannot be joined with the data, which says why."""
    return Refusal(_UNSOUND.format(why=why.rstrip(".")))
