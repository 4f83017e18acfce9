"""Printed numbers: what comes next in a list, a list numbered anew, and numbers that follow an edit.

Numbers and letters of headings, points and articles: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 6.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .numerals import POINT_LETTERS, from_roman, to_roman
from .plan import HEADING_KINDS, Item, ItemKind
from .plan_views import bare_marker

_SHAPE = re.compile(r"(?P<open>\(?(?:Điều\s+)?)(?P<stem>(?:\w+\.)*)(?P<last>\w+)(?P<close>[.):/]*)")
BULLETS = frozenset("-+•*–")
_APART = frozenset(
    {ItemKind.DECISION, ItemKind.BASIS, ItemKind.DETAIL, ItemKind.NOTE, ItemKind.CLOSING, ItemKind.ANNEX}
)
"""What stands among the entries of a list without being one: it lends no shape and takes none."""

Tree = tuple[Item, ...]


def is_number(marker: str) -> bool:
    """Whether the marker counts («2.1.», «IV.», «b)», «Điều 1.») rather than being a bullet or nothing."""
    return bool(marker) and marker not in BULLETS and bool(_SHAPE.fullmatch(marker))


def with_ordinal(marker: str, ordinal: int, stem: str | None = None, first: str = "") -> str:
    """The marker of the same shape for the ``ordinal``-th entry (from 1), under another stem if given.

    ``first`` is the marker that opens the list: after «A.» the marker «C.» is a letter and no Roman number.
    """
    found = _SHAPE.fullmatch(marker)
    if not found:
        return marker
    last = found["last"]
    if last.isdigit():
        text = str(ordinal)
    elif _is_roman(last) and not (_is_letter(last) and _opens_with_letter(first)):
        text = to_roman(ordinal)
    elif _is_letter(last):
        text = _letters(ordinal)
        text = text.upper() if last.isupper() else text
    else:
        return marker
    stem = found["stem"] if stem is None or not found["stem"] else stem
    roman = from_roman(stem.rstrip("."))
    if roman is not None and found["stem"][0].isdigit():
        # Under «II.» some offices print «2.1.».
        stem = f"{roman}."
    return f"{found['open']}{stem}{text}{found['close']}"


def _is_roman(last: str) -> bool:
    return last.isupper() and from_roman(last) is not None


def _is_letter(last: str) -> bool:
    """A letter of a list, or two as they follow its last one («y)», «aa)»)."""
    return len(last) <= 2 and all(letter in POINT_LETTERS for letter in last.lower())


def _opens_with_letter(marker: str) -> bool:
    found = _SHAPE.fullmatch(marker)
    return found is not None and not _is_roman(found["last"]) and _is_letter(found["last"])


def _letters(ordinal: int) -> str:
    """«a» … «y», then «aa», «ab» …"""
    count = len(POINT_LETTERS)
    text = ""
    while ordinal:
        ordinal, place = divmod(ordinal - 1, count)
        text = POINT_LETTERS[place] + text
    return text


def marker_for_new(siblings: Tree, index: int) -> str:
    """What an item put at ``index`` among these siblings should print before its text."""
    if not siblings:
        return "-"
    index = min(index, len(siblings))
    model = siblings[index - 1] if index > 0 else siblings[0]
    if not is_number(model.marker):
        return model.marker
    place = sum(1 for item in siblings[:index] if is_number(item.marker))
    return with_ordinal(model.marker, place + 1, first=_first_number(siblings))


def _first_number(items: Sequence[Item]) -> str:
    return next((item.marker for item in items if is_number(item.marker)), "")


def renumber(items: Tree, stem: str | None = None) -> Tree:
    """The list with its numbers in sequence, and those under it following («2.1» under «2»).

    Items keep the shape of their number; bullets and plain paragraphs stay as they are. Headings and
    plain entries of one list count together, as they are printed.
    """
    return tuple(
        replace(item, children=renumber(item.children, _stem_below(item)))
        for item in _in_sequence(items, stem)
    )


def _in_sequence(items: Tree, stem: str | None) -> Tree:
    """The list itself with its numbers in sequence, what stands under it left alone."""
    first = _first_number(items)
    count = 0
    result: list[Item] = []
    for item in items:
        marker = item.marker
        if is_number(marker):
            count += 1
            marker = with_ordinal(marker, count, stem, first)
        result.append(item if marker == item.marker else replace(item, marker=marker))
    return tuple(result)


def _stem_below(item: Item) -> str | None:
    numbered = item.kind in HEADING_KINDS and is_number(item.marker)
    return f"{bare_marker(item.marker)}." if numbered else None


# Numbers that follow an edit


def followed(before: Tree, after: Tree) -> Tree:
    """The tree after an edit, with the numbers of each list in sequence whose entries the edit changed.

    What came into a list prints what its neighbours there print: a number, a letter or a bullet. The first
    one under a heading or bullet prints what stands under such («I.», «1.», «a)», «-», «+»). Lists that the
    edit left alone stay as they are, with the numbers of the file that they were read from; but what begins
    with the number of the heading above it goes with that.
    """
    known: dict[str | None, Tree] = {None: before}
    waiting = list(before)
    while waiting:
        item = waiting.pop()
        known[item.id] = item.children
        waiting.extend(item.children)
    return _followed(after, None, known, renamed=False)


def _followed(items: Tree, parent: Item | None, known: Mapping[str | None, Tree], *, renamed: bool) -> Tree:
    """``renamed`` tells that the number of the heading above is another one now."""
    old = known.get(parent.id if parent is not None else None)
    if old is items and not renamed:
        return items
    stem = _stem_below(parent) if parent is not None else None
    markers = [item.marker for item in items]
    if old is not None and [item.id for item in old] != [item.id for item in items]:
        items = _shaped(items, {item.id for item in old}, parent)
        items = _in_sequence(items, stem)
    elif renamed:
        items = _in_sequence(items, stem)
    result = []
    for item, marker in zip(items, markers, strict=True):
        children = _followed(item.children, item, known, renamed=item.marker != marker)
        result.append(item if children is item.children else replace(item, children=children))
    return tuple(result)


def _shaped(items: Tree, there: set[str], parent: Item | None) -> Tree:
    """The list with what came from elsewhere printed as its neighbours are."""
    result: list[Item] = []
    for place, item in enumerate(items):
        if item.id in there or item.kind in _APART:
            result.append(item)
            continue
        near = (*reversed(result), *(each for each in items[place + 1 :] if each.id in there))
        models = [each.marker for each in near if _are_alike(each, item) and each.marker]
        marker = models[0] if models else _marker_below(parent, item)
        result.append(replace(item, marker=marker))
    return tuple(result)


def _are_alike(one: Item, other: Item) -> bool:
    """Whether both are headings or both entries: sentences beside headings are not numbered with them."""
    return one.kind not in _APART and (one.kind in HEADING_KINDS) == (other.kind in HEADING_KINDS)


def _marker_below(parent: Item | None, item: Item) -> str:
    """What an item prints that is the first one under another."""
    above = parent.marker if parent is not None else ""
    found = _SHAPE.fullmatch(above)
    if parent is None or (parent.kind not in HEADING_KINDS and above in BULLETS):
        return "+" if above in ("-", "•", "–") else item.marker
    if item.kind in HEADING_KINDS and found is not None:
        return "1." if _is_roman(found["last"]) and not found["stem"] else "a)"
    return "-"
