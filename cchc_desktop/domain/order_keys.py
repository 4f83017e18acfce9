"""Order among siblings as text keys: a new key fits between any two, so an insert touches no neighbour.

A key is a fraction between 0 and 1 in base 36 without its «0.» and without zeros at its end; keys compare as
text. Two PCs that insert at one place may make the same key: lists are sorted by (key, id), and the next
change between the two gives them keys of their own.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_COARSE = 4
"""Keys at either end move on in steps of so many digits, so that a list grown at its end keeps short keys."""
_STEP = 36
_LONGEST = 24
"""Siblings that were moved to and fro until a key is longer than this all get new ones."""


def key_between(low: str | None, high: str | None) -> str:
    """A key after ``low`` and before ``high``; None stands for the list's beginning or end.

    Raises ValueError where ``low`` does not come before ``high``, or one is no key.
    """
    for key in (low, high):
        if key is not None and not is_key(key):
            raise ValueError(f"no order key: {key!r}")
    if low is not None and high is not None and low >= high:
        raise ValueError(f"{low!r} does not come before {high!r}")
    if high is None and low is not None:
        following = _number(low, _COARSE) + _STEP
        if following < _BASE**_COARSE:
            return _text(following, _COARSE)
    if low is None and high is not None:
        preceding = _number(high, _COARSE) - _STEP
        if preceding > 0:
            return _text(preceding, _COARSE)
    length = max(len(low or ""), len(high or ""), _COARSE)
    while True:
        first = _number(low, length) if low is not None else 0
        last = _number(high, length) if high is not None else _BASE**length
        if last - first > 1:
            return _text((first + last) // 2, length)
        length += 1


def first_keys(count: int) -> list[str]:
    """Keys of a new list, in their order."""
    keys: list[str] = []
    for _ in range(count):
        keys.append(key_between(keys[-1] if keys else None, None))
    return keys


def is_key(text: str) -> bool:
    """Whether a text is a key."""
    return bool(text) and text[-1] != "0" and all(digit in _DIGITS for digit in text)


def order_keys(ids: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """A key for each of the siblings ``ids``, which stand in their order.

    Of the ``known`` keys as many are kept as stand in that order; the others are made between them.
    """
    kept = _longest_rise([known.get(row_id) for row_id in ids])
    keys: dict[str, str] = {}
    before: str | None = None
    for place, row_id in enumerate(ids):
        if place in kept:
            before = known[row_id]
        else:
            after = next((known[ids[later]] for later in range(place, len(ids)) if later in kept), None)
            before = key_between(before, after)
        keys[row_id] = before
    if any(len(key) > _LONGEST for key in keys.values()):
        return dict(zip(ids, first_keys(len(ids)), strict=True))
    return keys


def _longest_rise(keys: Sequence[str | None]) -> set[int]:
    """The places of the most keys that rise strictly from the first to the last of them."""
    ends: list[str] = []
    lengths: list[int] = []
    for key in keys:
        if key is None or not is_key(key):
            lengths.append(0)
            continue
        length = bisect_left(ends, key)
        ends[length : length + 1] = [key]
        lengths.append(length + 1)
    chosen: set[int] = set()
    wanted, limit = len(ends), ""
    for place in range(len(keys) - 1, -1, -1):
        key = keys[place]
        if key is not None and lengths[place] == wanted and wanted and (not limit or key < limit):
            chosen.add(place)
            wanted, limit = wanted - 1, key
    return chosen


def _number(key: str, length: int) -> int:
    """The first ``length`` digits of a key as a number."""
    return int(key[:length].ljust(length, "0"), _BASE)


def _text(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, _BASE)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits)).rstrip("0")
