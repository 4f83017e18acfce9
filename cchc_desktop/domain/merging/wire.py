"""States of rows as plain JSON values: what is kept of them, and what travels in packages.

Most of a row was written by one action, whose dot is said once.
"""

from collections.abc import Mapping
from types import NoneType
from typing import Any

from .state import LIFE, Dot, RowState, Sibling, Siblings, Value, in_order, is_valid, packed

_GREATEST = 2**53
"""No device does so many actions; greater numbers are not the same in every reader of JSON."""
_MOST_SIBLINGS = 1_000
_LONGEST_DEVICE = 64
_NONE: dict[str, Any] = {}
_SCALARS = {str, int, float, bool, NoneType}
_PARTS = frozenset(("dot", "values", "apart", "seen"))


def to_plain(state: RowState) -> dict[str, Any]:
    """A state as JSON keeps it; equal states give equal values."""
    dot, values, apart, seen = state
    plain: dict[str, Any] = {}
    if dot is not None:
        plain = {"dot": [*dot], "values": {name: values[name] for name in sorted(values)}}
    if apart or dot is None:
        plain["apart"] = {name: [_plain_sibling(each) for each in apart[name]] for name in sorted(apart)}
    if dot is None or len(seen) > 1 or seen[dot[0]] != dot[1]:
        plain["seen"] = {device: seen[device] for device in sorted(seen)}
    return plain


def _plain_sibling(sibling: Sibling) -> list[Any]:
    (device, number), value, past = sibling
    said: list[Any] = [device, number, [list(dot) for dot in value] if isinstance(value, tuple) else value]
    if past:
        said.append([[*dot, value] for dot, value in past])
    return said


def from_plain(plain: object, beside: frozenset[str] = frozenset()) -> RowState:
    """The state that JSON kept, with nothing else but what may stand ``beside`` it.

    Raises ValueError where it holds none.
    """
    kept = _mapping(plain)
    dot: Dot | None = None
    values: Mapping[str, Any] = _NONE
    apart: dict[str, Siblings] = {}
    seen: Mapping[str, int] = {}
    if "dot" in kept:
        dot = _dot(kept["dot"])
        seen = {dot[0]: dot[1]}
        values = _mapping(kept.get("values"))
        if not _SCALARS.issuperset(map(type, values.values())):
            raise ValueError("no value of a column")
    for name, siblings in _mapping(kept.get("apart", _NONE)).items():
        if not isinstance(siblings, list) or not 0 < len(siblings) <= _MOST_SIBLINGS or name in values:
            raise ValueError("siblings of a column that are none")
        if len(siblings) == 1:
            apart[name] = (_sibling(name, siblings[0]),)
        else:
            apart[name] = in_order(_sibling(name, each) for each in siblings)
    if "seen" in kept:
        seen = _mapping(kept["seen"])
        for device, number in seen.items():
            _checked(device, number)
    state = packed(dot, values, apart, seen)
    if not kept.keys() <= _PARTS | beside or not is_valid(state):
        raise ValueError("no state of a row")
    if state.values.get(LIFE) is not True and any(
        each.value is not True and not isinstance(each.value, tuple) for each in state.of(LIFE)
    ):
        raise ValueError("a row that is neither there nor deleted")
    return state


def _sibling(name: str, plain: object) -> Sibling:
    if not isinstance(plain, list) or len(plain) not in (3, 4):
        raise ValueError("no sibling of a column")
    value = _deletion(plain[2]) if name == LIFE and plain[2] is not True else _scalar(plain[2])
    if len(plain) == 3:
        return Sibling(_checked(plain[0], plain[1]), value)
    past = plain[3]
    if not isinstance(past, list) or not all(isinstance(each, list) and len(each) == 3 for each in past):
        raise ValueError("no past of a text")
    return Sibling(
        _checked(plain[0], plain[1]), value, tuple((_dot(each[:2]), _scalar(each[2])) for each in past)
    )


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
    return _checked(*plain)


def _checked(device: Any, number: Any) -> Dot:
    is_device = type(device) is str and 0 < len(device) <= _LONGEST_DEVICE
    if is_device and type(number) is int and 0 < number < _GREATEST:
        return device, number
    raise ValueError("no dot")


def _scalar(plain: Any) -> Value:
    if type(plain) not in _SCALARS:
        raise ValueError("no value of a column")
    return plain  # type: ignore[no-any-return]
