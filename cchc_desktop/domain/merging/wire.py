"""States of rows as plain JSON values: what is kept of them, and what travels in packages.

Most of a row was written by one action, whose dot is said once.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from .state import LIFE, Dot, RowState, Sibling, Siblings, Value, in_order, is_valid

_GREATEST = 2**53
"""No device does so many actions; greater numbers are not the same in every reader of JSON."""
_MOST_SIBLINGS = 1_000
_LONGEST_DEVICE = 64


def to_plain(state: RowState) -> dict[str, Any]:
    """A state as JSON keeps it; equal states give equal values."""
    lone = {name: each[0] for name, each in state.columns.items() if _is_lone(each)}
    counted = Counter(each.dot for each in lone.values())
    main = max(counted, key=lambda dot: (counted[dot], dot)) if counted else None
    plain: dict[str, Any] = {}
    if main is not None:
        values = {name: each.value for name, each in sorted(lone.items()) if each.dot == main}
        plain = {"dot": list(main), "values": values}
    apart = {
        name: [_plain_sibling(each) for each in siblings]
        for name, siblings in sorted(state.columns.items())
        if name not in lone or lone[name].dot != main
    }
    if apart:
        plain["apart"] = apart
    if main is None or dict(state.seen) != {main[0]: main[1]}:
        plain["seen"] = dict(sorted(state.seen.items()))
    return plain


def _is_lone(siblings: Siblings) -> bool:
    """Whether a column is said by its value alone."""
    return len(siblings) == 1 and not siblings[0].past and not isinstance(siblings[0].value, tuple)


def _plain_sibling(sibling: Sibling) -> list[Any]:
    value: Any = sibling.value
    if isinstance(value, tuple):
        value = [list(dot) for dot in value]
    said = [*sibling.dot, value]
    if sibling.past:
        said.append([[*dot, value] for dot, value in sibling.past])
    return said


def from_plain(plain: object) -> RowState:
    """The state that JSON kept. Raises ValueError where it holds none."""
    kept = _mapping(plain)
    columns: dict[str, Siblings] = {}
    seen: dict[str, int] = {}
    if "dot" in kept:
        dot = _dot(kept["dot"])
        seen = {dot[0]: dot[1]}
        values = _mapping(kept.get("values"))
        columns = {name: (Sibling(dot, _scalar(value)),) for name, value in values.items()}
    for name, siblings in _mapping(kept.get("apart", {})).items():
        if not isinstance(siblings, list) or not 0 < len(siblings) <= _MOST_SIBLINGS or name in columns:
            raise ValueError("siblings of a column that are none")
        columns[name] = in_order(_sibling(name, each) for each in siblings)
    if "seen" in kept:
        seen = {_device(device): _number(number) for device, number in _mapping(kept["seen"]).items()}
    state = RowState(columns, seen)
    if kept.keys() - {"dot", "values", "apart", "seen"} or not is_valid(state):
        raise ValueError("no state of a row")
    if not all(each.value is True or isinstance(each.value, tuple) for each in state.of(LIFE)):
        raise ValueError("a row that is neither there nor deleted")
    return state


def _sibling(name: str, plain: object) -> Sibling:
    if not isinstance(plain, list) or len(plain) not in (3, 4):
        raise ValueError("no sibling of a column")
    value = _deletion(plain[2]) if name == LIFE and plain[2] is not True else _scalar(plain[2])
    past = plain[3] if len(plain) == 4 else []
    if not isinstance(past, list) or not all(isinstance(each, list) and len(each) == 3 for each in past):
        raise ValueError("no past of a text")
    return Sibling(_dot(plain[:2]), value, tuple((_dot(each[:2]), _scalar(each[2])) for each in past))


def _deletion(plain: object) -> tuple[Dot, ...]:
    if not isinstance(plain, list):
        raise ValueError("no deletion of a row")
    return tuple(_dot(each) for each in plain)


def _mapping(plain: object) -> Mapping[str, Any]:
    if not isinstance(plain, dict) or not all(isinstance(name, str) for name in plain):
        raise ValueError("not what a state consists of")
    return plain


def _dot(plain: object) -> Dot:
    if not isinstance(plain, list) or len(plain) != 2:
        raise ValueError("no dot")
    return _device(plain[0]), _number(plain[1])


def _device(plain: object) -> str:
    if not isinstance(plain, str) or not 0 < len(plain) <= _LONGEST_DEVICE:
        raise ValueError("no device")
    return plain


def _number(plain: object) -> int:
    if type(plain) is not int or not 0 < plain < _GREATEST:
        raise ValueError("no number of an action")
    return plain


def _scalar(plain: object) -> Value:
    if plain is None or isinstance(plain, str | int | float):
        return plain
    raise ValueError("no value of a column")
