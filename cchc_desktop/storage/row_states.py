"""The states of rows, as the journal tells them: which action wrote which column last.

Most rows never met another copy, and one pass over the changes says all of them. The history of the others,
and of those whose texts or cells were changed, is gone through change by change (`row_history.py`).
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..domain.merging.state import LIFE, Dot, RowState, Sibling, state_of
from . import schema
from .columns import Row
from .data_file import DataFile
from .kinds import KINDS
from .merge_shapes import shape
from .origin_kinds import ROW_ORIGINS, Key, key_of, origin_id
from .row_history import RowHistory, Step

TAKE_IN = "exchange.take_in"
EXCHANGES = frozenset({TAKE_IN, "exchange.decide"})
"""The keys of the operations that store what other copies know: they write nothing of their own."""
_WHERE = "WHERE c.row_id IN (SELECT value FROM json_each(?))"
_STEPS = (
    "SELECT c.id, c.table_name, c.row_id, c.columns, c.before IS NULL, c.after IS NULL, a.device_id, "
    "a.counter FROM changes c{hint} JOIN actions a ON a.id = c.action_id {where} ORDER BY c.id"
)
_HISTORY = (
    "SELECT c.table_name, c.row_id, c.before, c.after, a.id, a.version, a.device_id, a.counter, a.kind, "
    f"a.of_action, a.operation FROM changes c JOIN actions a ON a.id = c.action_id {_WHERE} ORDER BY c.id"
)
_AT_ONCE = 1_000


class _Plain(NamedTuple):
    """A row that was made, perhaps changed, and perhaps deleted: the dots of its columns.

    Rows that one action made share what is known of them until something else was done to one.
    """

    made: Dot
    seen: Mapping[str, int]
    dots: Mapping[str, Dot] = {}
    deleted: tuple[Dot, int] | None = None
    """By which action, and the change that tells what it held."""


class Known(NamedTuple):
    """The ``states`` of rows, and as they are stored the ``rows`` of which nothing came from elsewhere yet:
    they had to be read."""

    states: dict[Key, RowState]
    rows: dict[Key, Row]


def known_of(data: DataFile, keys: Iterable[Key]) -> Known:
    """What is known of some rows; those that nobody knows of are left out."""
    wanted = list(dict.fromkeys(keys))
    found = Known({}, {})
    for start in range(0, len(wanted), _AT_ONCE):
        _add_known(data, wanted[start : start + _AT_ONCE], found)
    return found


def states_of(data: DataFile, keys: Iterable[Key]) -> dict[Key, RowState]:
    """The states of some rows; those that nobody knows of are left out."""
    return known_of(data, keys).states


def every_state(data: DataFile) -> dict[Key, RowState]:
    """The states of all rows that ever were, of the kinds that travel."""
    found = Known({}, {})
    _add_known(data, None, found)
    return found.states


def _add_known(data: DataFile, keys: Collection[Key] | None, found: Known) -> None:
    plain, others = _gone_through(data, keys)
    _add_plain(data, plain, found, keys is None)
    waiting = list(others)
    for start in range(0, len(waiting), _AT_ONCE):
        found.states.update(_told(data, waiting[start : start + _AT_ONCE]))


def _gone_through(data: DataFile, keys: Collection[Key] | None) -> tuple[dict[Key, _Plain], set[Key]]:
    """The rows whose changes were simple, and those whose history must be gone through."""
    if keys is None:
        steps = data.each(_STEPS.format(where="", hint=" NOT INDEXED"))
    else:
        ids = json.dumps([*{row_id for _, row_id in keys}, *map(origin_id, keys)])
        steps = data.each(_STEPS.format(where=_WHERE, hint=""), [ids])
    wanted = None if keys is None else frozenset(keys)
    stays = {table for table, kind in KINDS.items() if kind.stays}
    careful = {table: shape(table).texts | {shape(table).split} for table in KINDS}
    odd = schema.tables_changed()
    plain: dict[Key, _Plain] = {}
    others = set[Key]()
    made: dict[Dot, _Plain] = {}
    for change, table, row_id, columns, is_made, is_gone, device, counter in steps:
        if table == ROW_ORIGINS.table:
            key = key_of(row_id)
            if wanted is None or key in wanted:
                others.add(key)
            continue
        key = (table, row_id)
        if table in odd:
            key = (schema.table_now(table), row_id)
            if (wanted is None or key in wanted) and key[0] in KINDS:
                others.add(key)
            continue
        if table in stays or (wanted is not None and key not in wanted):
            continue
        dot = (device, counter)
        one = made.get(dot)
        if one is None:
            one = made[dot] = _Plain(dot, {device: counter})
        row = plain.get(key)
        if row is None:
            if is_made:
                plain[key] = one
            else:
                # Damage took its beginning: what is left of it tells what it can.
                others.add(key)
        elif is_made or row.deleted is not None:
            others.add(key)
        elif is_gone:
            plain[key] = row._replace(seen={**row.seen, **one.seen}, deleted=(one.made, change))
        else:
            written = columns.split(",")
            if not careful[table].isdisjoint(written):
                others.add(key)
            dots = dict.fromkeys(shape(table).written_with(written), one.made)
            plain[key] = row._replace(seen={**row.seen, **one.seen}, dots={**row.dots, **dots})
    for key in others:
        plain.pop(key, None)
    return plain, others


def _add_plain(data: DataFile, plain: Mapping[Key, _Plain], found: Known, is_all: bool) -> None:
    by_table: dict[str, list[str]] = {}
    deleted: dict[int, Key] = {}
    for key, row in plain.items():
        if row.deleted is not None:
            deleted[row.deleted[1]] = key
        else:
            by_table.setdefault(key[0], []).append(key[1])
    for table, ids in by_table.items():
        if is_all:
            rows: Iterable[Row] = data.rows(f"SELECT * FROM {table}")
        else:
            rows = data.rows(
                f"SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
            )
        for each in rows:
            key = (table, each["id"])
            known = plain.get(key)
            if known is not None and known.deleted is None:
                found.states[key] = _state(table, each, known)
                if not is_all:
                    found.rows[key] = each
    query = (
        "SELECT c.id, c.before, a.version FROM changes c JOIN actions a ON a.id = c.action_id "
        "WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    for change, before, version in data.each(query, [json.dumps(list(deleted))]):
        key = deleted[change]
        kept = schema.read_kept(key[0], before, version)
        if kept is not None:
            found.states[key] = _state(key[0], kept, plain[key])


def _state(table: str, row: Row, known: _Plain) -> RowState:
    values = shape(table).apart(row)
    if known.deleted is None:
        values[LIFE] = True
    if not known.dots and known.deleted is None:
        return RowState(known.made, values, {}, known.seen)
    columns = {name: (Sibling(known.dots.get(name, known.made), value),) for name, value in values.items()}
    if known.deleted is not None:
        columns[LIFE] = (Sibling(known.deleted[0], tuple(sorted(known.seen.items()))),)
    return state_of(columns, known.seen)


def _told(data: DataFile, keys: Collection[Key]) -> dict[Key, RowState]:
    """The states of rows whose histories are gone through."""
    wanted = frozenset(keys)
    ids = json.dumps([*{row_id for _, row_id in wanted}, *map(origin_id, wanted)])
    steps: dict[Key, list[Step]] = {}
    for table, row_id, *said in data.each(_HISTORY, [ids]):
        is_origin = table == ROW_ORIGINS.table
        key = key_of(row_id) if is_origin else (schema.table_now(table), row_id)
        if key in wanted:
            _add_step(steps.setdefault(key, []), table, is_origin, said)
    found = {key: RowHistory(shape(key[0]), known).state() for key, known in steps.items()}
    return {key: state for key, state in found.items() if state.values or state.apart}


def _add_step(steps: list[Step], table: str, is_origin: bool, said: list[Any]) -> None:
    """Adds a change to what its action did to the row."""
    before, after, action, version, device, counter, kind, of_action, operation = said
    if not steps or steps[-1].action != action:
        steps.append(Step(action, (device, counter), kind, of_action))
    step = steps[-1]
    if is_origin:
        step.is_exchange = operation in EXCHANGES
        step.is_rescue = not step.is_exchange
        step.origin = None if after is None else json.loads(after)
        return
    if not step.is_change:
        step.is_change, step.before = True, schema.read_kept(table, before, version)
    step.after = schema.read_kept(table, after, version)


def by_table(keys: Iterable[Key]) -> Iterator[tuple[str, list[str]]]:
    """Keys by their tables."""
    found: dict[str, list[str]] = {}
    for table, row_id in keys:
        found.setdefault(table, []).append(row_id)
    yield from found.items()
