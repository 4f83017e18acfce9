"""Printed numbers: what comes next in a list, and a list numbered anew after edits."""

import re
from dataclasses import replace

from .numerals import POINT_LETTERS, from_roman, to_roman
from .plan import HEADING_KINDS, Item
from .plan_views import bare_marker

_SHAPE = re.compile(r"(?P<open>\(?)(?P<stem>(?:\w+\.)*)(?P<last>\w+)(?P<close>[.):/]*)")
BULLETS = frozenset("-+•*–")


def is_number(marker: str) -> bool:
    """Whether the marker counts («2.1.», «IV.», «b)») rather than being a bullet or nothing."""
    return bool(marker) and marker not in BULLETS and bool(_SHAPE.fullmatch(marker))


def with_ordinal(marker: str, ordinal: int, stem: str | None = None) -> str:
    """The marker of the same shape for the ``ordinal``-th entry (from 1), under another stem if given."""
    found = _SHAPE.fullmatch(marker)
    if not found:
        return marker
    last = found["last"]
    if last.isdigit():
        text = str(ordinal)
    elif from_roman(last) is not None and last.isupper():
        text = to_roman(ordinal)
    elif last.lower() in POINT_LETTERS and len(last) == 1:
        letter = POINT_LETTERS[(ordinal - 1) % len(POINT_LETTERS)]
        text = letter.upper() if last.isupper() else letter
    else:
        return marker
    stem = found["stem"] if stem is None or not found["stem"] else stem
    roman = from_roman(stem.rstrip("."))
    if roman is not None and found["stem"][0].isdigit():
        # Under «II.» some offices print «2.1.».
        stem = f"{roman}."
    return f"{found['open']}{stem}{text}{found['close']}"


def marker_for_new(siblings: tuple[Item, ...], index: int) -> str:
    """What an item put at ``index`` among these siblings should print before its text."""
    if not siblings:
        return "-"
    index = min(index, len(siblings))
    model = siblings[index - 1] if index > 0 else siblings[0]
    if not is_number(model.marker):
        return model.marker
    place = sum(1 for item in siblings[:index] if is_number(item.marker))
    return with_ordinal(model.marker, place + 1)


def renumber(items: tuple[Item, ...], stem: str | None = None) -> tuple[Item, ...]:
    """The list with its numbers in sequence, and those under it following («2.1» under «2»).

    Items keep the shape of their number; bullets and plain paragraphs stay as they are. Headings and
    plain entries of one list count together, as they are printed.
    """
    count = 0
    result: list[Item] = []
    for item in items:
        marker = item.marker
        if is_number(marker):
            count += 1
            marker = with_ordinal(marker, count, stem)
        below = f"{bare_marker(marker)}." if item.kind in HEADING_KINDS and is_number(marker) else None
        result.append(replace(item, marker=marker, children=renumber(item.children, below)))
    return tuple(result)
