"""States of rows as plain JSON values: what is kept of them, and what travels in packages.

Most of a row was written by one action, whose dot is said once.
"""

from collections.abc import Mapping
from itertools import repeat
from types import NoneType
from typing import Any

from .state import LIFE, Dot, RowState, Sibling, Siblings, Value, in_order, is_valid, lone

_GREATEST = 2**53
"""No device does so many actions; greater numbers are not the same in every reader of JSON."""
_MOST_SIBLINGS = 1_000
_LONGEST_DEVICE = 64
_NONE: dict[str, Any] = {}
_SCALARS = {str, int, float, bool, NoneType}
_PARTS = {"dot", "values", "apart", "seen"}


def to_plain(state: RowState) -> dict[str, Any]:
    """A state as JSON keeps it; equal states give equal values."""
    by_dot: dict[Dot, dict[str, Value]] = {}
    apart: dict[str, list[Any]] = {}
    for name, siblings in sorted(state.columns.items()):
        dot, value, past = siblings[0]
        # A column that is said by its value alone.
        if len(siblings) == 1 and not past and type(value) is not tuple:
            if dot in by_dot:
                by_dot[dot][name] = value
            else:
                by_dot[dot] = {name: value}
        else:
            apart[name] = [_plain_sibling(each) for each in siblings]
    if not by_dot:
        return {"apart": apart, "seen": dict(sorted(state.seen.items()))}
    main = max(by_dot, key=lambda dot: (len(by_dot[dot]), dot)) if len(by_dot) > 1 else next(iter(by_dot))
    for dot, values in by_dot.items():
        if dot != main:
            apart |= {name: [[*dot, value]] for name, value in values.items()}
    plain: dict[str, Any] = {"dot": list(main), "values": by_dot[main]}
    if apart:
        plain["apart"] = dict(sorted(apart.items()))
    if state.seen != {main[0]: main[1]}:
        plain["seen"] = dict(sorted(state.seen.items()))
    return plain


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
        if not _SCALARS.issuperset(map(type, values.values())):
            raise ValueError("no value of a column")
        columns = lone(repeat(dot), values)
    for name, siblings in _mapping(kept.get("apart", _NONE)).items():
        if not isinstance(siblings, list) or not 0 < len(siblings) <= _MOST_SIBLINGS or name in columns:
            raise ValueError("siblings of a column that are none")
        if len(siblings) == 1:
            columns[name] = (_sibling(name, siblings[0]),)
        else:
            columns[name] = in_order(_sibling(name, each) for each in siblings)
    if "seen" in kept:
        seen = {_device(device): _number(number) for device, number in _mapping(kept["seen"]).items()}
    state = RowState(columns, seen)
    if not kept.keys() <= _PARTS or not is_valid(state):
        raise ValueError("no state of a row")
    if [each for each in columns[LIFE] if each.value is not True and not isinstance(each.value, tuple)]:
        raise ValueError("a row that is neither there nor deleted")
    return state


def _sibling(name: str, plain: object) -> Sibling:
    if not isinstance(plain, list) or len(plain) not in (3, 4):
        raise ValueError("no sibling of a column")
    value = _deletion(plain[2]) if name == LIFE and plain[2] is not True else _scalar(plain[2])
    if len(plain) == 3:
        return Sibling(_dot(plain[:2]), value)
    past = plain[3]
    if not isinstance(past, list) or not all(isinstance(each, list) and len(each) == 3 for each in past):
        raise ValueError("no past of a text")
    return Sibling(_dot(plain[:2]), value, tuple((_dot(each[:2]), _scalar(each[2])) for each in past))


def _deletion(plain: object) -> tuple[Dot, ...]:
    if not isinstance(plain, list):
        raise ValueError("no deletion of a row")
    return tuple(_dot(each) for each in plain)


def _mapping(plain: object) -> Mapping[str, Any]:
    if not isinstance(plain, dict):
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
