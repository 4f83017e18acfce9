"""The journal held against itself: its hash chains, the numbers of its actions, and which of them hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from . import chain
from .data_file import DataFile
from .errors import UNREADABLE, quoted

_TOLD_MOST = 3


@dataclass(frozen=True, slots=True)
class Chain:
    """The actions of one device: how many, and the hash of the last, which stands for all of them."""

    device: str
    actions: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What comes of going through the whole journal; ``broken`` are sentences about what does not fit."""

    actions: int
    changes: int
    chains: tuple[Chain, ...]
    broken: tuple[str, ...] = ()


@dataclass(slots=True)
class _Links:
    """What was seen of one device so far."""

    count: int = 0
    counter: int = 0
    hash: str = ""


@dataclass(slots=True)
class _Faults:
    """What was found, the first of each sort by name."""

    names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, sentence: str, name: str) -> None:
        self.names.setdefault(sentence, []).append(name)

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            sentence.format(count=len(names), names=named(names)) for sentence, names in self.names.items()
        )


def named(names: list[str], most: int = _TOLD_MOST) -> str:
    """Some names in a line, and how many more there are."""
    more = f" và {len(names) - most} chỗ khác" if len(names) > most else ""
    return ", ".join(names[:most]) + more


_CHANGED = "Nhật ký bị sửa ở ngoài chương trình: {count} thao tác khác với khi ghi, đầu tiên là {names}."
_MISSING = "Nhật ký thiếu thao tác: số thứ tự không liền nhau ở {names}."
_UNTIMED = "Nhật ký có {count} thao tác không đọc được thời gian: {names}."
_STATE = "Nhật ký ghi sai tình trạng của {count} thao tác: {names}."
_NO_ROW = "Nhật ký có {count} thay đổi không đọc được: {names}."
_LOOSE = "Nhật ký có {count} thay đổi không thuộc thao tác nào: {names}."
_LOST_END = "Nhật ký thiếu {count} thao tác cuối cùng."
_ACTIONS = (
    f"SELECT a.id, coalesce(o.uuid, ''), a.hash, a.state, a.of_action, "
    f"{', '.join(f'a.{name}' for name in chain.ACTION_COLUMNS)} "
    "FROM actions a NOT INDEXED LEFT JOIN actions o ON o.id = a.of_action ORDER BY a.id"
)
_CHANGES = (
    f"SELECT action_id, {', '.join(chain.CHANGE_COLUMNS)}, json_valid(coalesce(before, '{{}}')) "
    "AND json_valid(coalesce(after, '{}')) FROM changes NOT INDEXED ORDER BY action_id, id"
)


def verify(data: DataFile) -> Verification:
    """Goes through the whole journal, once. Raises Damaged where the file itself cannot be read."""
    faults = _Faults()
    devices: dict[str, _Links] = {}
    states, stored = _States(), dict[int, tuple[str, str]]()
    total, last = 0, 0
    with data.lenient():
        changes = _Changes(data)
        for action_id, reverses, link, state, of_action, *action in data.tuples(_ACTIONS):
            uuid, device, counter, _version, kind, _key, label, _subject, at, _officer = action
            name = f"{quoted(label)} (số {counter}, {quoted(at)[1:-1]})"
            total, last = total + 1, action_id
            links = devices.setdefault(device, _Links())
            if links.count and counter != links.counter + 1:
                faults.add(_MISSING, name)
            rows = changes.of_action(action_id, faults)
            try:
                expected = chain.link(links.hash, action, reverses, rows)
            except UNREADABLE:
                expected = ""
            for _ in rows:
                # What cannot be hashed has more after it.
                pass
            if link != expected or not uuid:
                faults.add(_CHANGED, name)
            links.count, links.counter, links.hash = links.count + 1, counter, link
            if not _is_time(at):
                faults.add(_UNTIMED, name)
            stored[action_id] = (state, name)
            if not states.follow(action_id, kind, of_action):
                faults.add(_STATE, name)
        changes.rest(faults)
    for action_id, (state, name) in stored.items():
        if states.held[action_id] != state:
            faults.add(_STATE, name)
    lost = int(_value(data, "SELECT seq FROM sqlite_sequence WHERE name = 'actions'") or 0) - last
    for _ in range(max(lost, 0)):
        faults.add(_LOST_END, "")
    chains = tuple(Chain(device, each.count, each.hash) for device, each in devices.items())
    return Verification(total, changes.count, chains, faults.sentences())


class _States:
    """Which actions hold, worked out from those that do, undo and redo, as `Journal` would have left them."""

    def __init__(self) -> None:
        self.held: dict[int, str] = {}
        self._undone: set[int] = set()

    def follow(self, action_id: int, kind: str, of_action: int | None) -> bool:
        """Takes an action in; gives whether there was anything that it could undo or redo."""
        self.held[action_id] = "done"
        if kind == "do":
            for other in self._undone:
                self.held[other] = "dropped"
            self._undone.clear()
            return True
        before, after = ("done", "undone") if kind == "undo" else ("undone", "done")
        if of_action is None or self.held.get(of_action) != before:
            return False
        self.held[of_action] = after
        (self._undone.add if kind == "undo" else self._undone.discard)(of_action)
        return True


class _Changes:
    """The changes of the journal, taken action by action in one pass: an import alone may be as large as all
    that the office has, so none of it is held."""

    def __init__(self, data: DataFile) -> None:
        self._rows: Iterator[tuple[Any, ...]] = data.each(_CHANGES)
        self._next = next(self._rows, None)
        self.count = 0

    def of_action(self, action_id: int, faults: _Faults) -> Iterator[tuple[Any, ...]]:
        """What the action changed, to be taken to its end before the next one's; what belongs to an earlier
        one that is not there is a fault."""
        while self._next is not None and self._next[0] <= action_id:
            owner, *row, is_json = self._next
            self.count += 1
            if owner == action_id:
                if not is_json:
                    faults.add(_NO_ROW, quoted(row[1]))
                yield tuple(row)
            else:
                faults.add(_LOOSE, quoted(row[1]))
            self._next = next(self._rows, None)

    def rest(self, faults: _Faults) -> None:
        """What belongs to no action at all."""
        while self._next is not None:
            faults.add(_LOOSE, quoted(self._next[2]))
            self._next = next(self._rows, None)


def _is_time(at: object) -> bool:
    try:
        datetime.fromisoformat(str(at))
    except ValueError:
        return False
    return True


def _value(data: DataFile, sql: str) -> Any:
    found = data.tuples(sql)
    return found[0][0] if found else None


def lines(data: DataFile) -> Iterator[dict[str, Any]]:
    """Every action of the journal with its changes and its hash, as the archive gets it."""
    changes, faults = _Changes(data), _Faults()
    for action_id, reverses, link, state, _of, *action in data.tuples(_ACTIONS):
        rows = [list(row) for row in changes.of_action(action_id, faults)]
        yield {
            **dict(zip(chain.ACTION_COLUMNS, action, strict=True)),
            "reverses": reverses,
            "state": state,
            "hash": link,
            "changes": rows,
        }
