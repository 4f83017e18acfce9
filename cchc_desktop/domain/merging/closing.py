"""What rows that were joined must agree on: one row refers to others, and a plan is one tree.

Each rule follows from the rows alone, so that all copies that know the same show the same, and none loses
anything: a row that another needs stays although it was deleted, and one whose own plan or task has not come
yet waits for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..order_keys import order_keys

Key = tuple[str, str]
"""A row's (table, id)."""
Row = dict[str, Any]
ITEMS, TARGETS, TASKS, RECIPIENTS = "plan_items", "targets", "tasks", "recipients"
_TASK, _TARGET = "task", "target"
_LISTS = {ITEMS: ("plan_id", "parent_id"), RECIPIENTS: ("plan_id",)}
"""The columns that rows of one ordered list share."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is asked of rows that are not looked at themselves.

    ``refers`` gives the columns of a table that name rows of others, with their tables; ``is_stored`` whether
    a row is there; ``before`` what a row held that was deleted, None where nobody knows it; ``is_needed``
    whether a row that is not looked at refers to one; ``placed_by`` by which write an item stands where it
    stands, as something that is compared.
    """

    refers: Callable[[str], Iterable[tuple[str, str]]]
    is_stored: Callable[[Key], bool]
    before: Callable[[Key], Row | None]
    is_needed: Callable[[Key], bool]
    placed_by: Callable[[Key], Any]


@dataclass(slots=True)
class Closed:
    """What is shown: the ``rows`` that are there; ``waiting`` are those whose own plan, task … nobody knows
    yet, ``off`` those that their item's kind has no use for, ``kept`` those that stay as others need them."""

    rows: dict[Key, Row]
    waiting: set[Key] = field(default_factory=set)
    off: set[Key] = field(default_factory=set)
    kept: set[Key] = field(default_factory=set)


def closed(rows: Mapping[Key, Row], gone: Mapping[Key, Row], around: Around) -> Closed:
    """The rows as they are shown together; ``gone`` are those that were deleted, with what they held."""
    return _Closing(rows, gone, around).done()


class _Closing:
    def __init__(self, rows: Mapping[Key, Row], gone: Mapping[Key, Row], around: Around) -> None:
        self._found = Closed(dict(rows))
        self._gone = dict(gone)
        self._around = around

    def done(self) -> Closed:
        rows = self._found.rows
        is_more = True
        while is_more:
            before = (len(rows), len(self._found.waiting), len(self._found.off), len(self._found.kept))
            for key in [key for key in rows if self._around.refers(key[0])]:
                if key in rows:
                    self._refer(key)
            for key in [key for key in self._gone if self._around.is_needed(key)]:
                self._revive(key)
            for key in [key for key in rows if key[0] == ITEMS]:
                if key in rows:
                    self._as_its_kind(key)
            after = (len(rows), len(self._found.waiting), len(self._found.off), len(self._found.kept))
            is_more = before != after
        self._break_circles()
        self._tell_apart()
        return self._found

    def _refer(self, key: Key) -> None:
        """What a row refers to is there, or comes back; a row waits for what nobody knows."""
        found = self._found
        for target in self._targets(key, found.rows[key]):
            if target in found.rows:
                continue
            if target in found.waiting or not (self._is_there(target) or self._revive(target)):
                found.waiting.add(key)
                del found.rows[key]
                return

    def _is_there(self, key: Key) -> bool:
        return key not in self._gone and self._around.is_stored(key)

    def _targets(self, key: Key, row: Row) -> Iterator[Key]:
        for column, table in self._around.refers(key[0]):
            if row[column] is not None:
                yield table, str(row[column])

    def _revive(self, key: Key) -> bool:
        """Brings a row back that was deleted; gives whether anybody knows it."""
        row = self._gone.pop(key, None)
        if row is None:
            row = self._around.before(key)
        if row is None:
            return False
        self._found.rows[key] = row
        self._found.kept.add(key)
        self._found.off.discard(key)
        return True

    def _as_its_kind(self, key: Key) -> None:
        """An item is a task where it has an assignment, a target where it has a measure, and nothing else."""
        rows, (_, row_id) = self._found.rows, key
        task, target = (TASKS, row_id), (TARGETS, row_id)
        kind = rows[key]["kind"]
        if task in rows and kind != _TASK and (kind != _TARGET or self._is_needed(task)):
            kind = _TASK
        elif target in rows and kind not in (_TASK, _TARGET):
            kind = _TARGET
        if kind != rows[key]["kind"]:
            rows[key] = rows[key] | {"kind": kind}
            self._found.kept.add(key)
        own = {_TASK: task, _TARGET: target}.get(kind)
        if own is not None and own not in rows and not self._revive(own):
            self._found.waiting.add(key)
            del rows[key]
            return
        useless = [] if kind == _TASK else [task]
        if kind != _TARGET:
            useless += [each for each, row in self._measures(row_id)]
        for each in useless:
            if (row := rows.pop(each, None)) is not None:
                self._found.off.add(each)
                self._found.kept.discard(each)
                self._gone[each] = row

    def _measures(self, item_id: str) -> list[tuple[Key, Row]]:
        if (TARGETS, item_id) not in self._found.rows:
            return []
        return [
            (key, row)
            for key, row in self._found.rows.items()
            if key[0] == TARGETS and row["item_id"] == item_id
        ]

    def _is_needed(self, key: Key) -> bool:
        return self._around.is_needed(key) or any(
            key in self._targets(each, row) for each, row in self._found.rows.items() if each[0] != ITEMS
        )

    def _break_circles(self) -> None:
        """Items that were moved under one another on two copies: the one that was moved last stands at the
        top of the plan."""
        rows = self._found.rows
        parents = {key: row["parent_id"] for key, row in rows.items() if key[0] == ITEMS}
        sound: set[Key] = set()
        for begin in sorted(parents):
            path: list[Key] = []
            at = begin
            while at not in sound and at not in path:
                path.append(at)
                above = parents.get(at)
                if above is None:
                    break
                at = (ITEMS, above)
            if at in path and parents.get(at) is not None:
                circle = path[path.index(at) :]
                last = max(circle, key=self._around.placed_by)
                rows[last] = rows[last] | {"parent_id": None}
                parents[last] = None
                self._found.kept.add(last)
            sound.update(path)

    def _tell_apart(self) -> None:
        """Two rows of a list that were put at one place stand in the order of their identities."""
        lists: dict[tuple[Any, ...], list[Key]] = {}
        for key, row in self._found.rows.items():
            if key[0] in _LISTS:
                lists.setdefault((key[0], *(row[name] for name in _LISTS[key[0]])), []).append(key)
        for keys in lists.values():
            ranks = {key: self._found.rows[key]["rank"] for key in keys}
            if len(set(ranks.values())) == len(keys):
                continue
            order = sorted(keys, key=lambda key: (ranks[key], key[1]))
            known: dict[str, str] = {}
            for key in order:
                if ranks[key] not in known.values():
                    known[key[1]] = ranks[key]
            anew = order_keys([key[1] for key in order], known)
            for key in order:
                if anew[key[1]] != ranks[key]:
                    self._found.rows[key] = self._found.rows[key] | {"rank": anew[key[1]]}
