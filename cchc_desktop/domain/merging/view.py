"""What is shown of a state: one value for each column, and which columns wait for somebody to decide.

It follows from the state alone, so that all copies that know the same show the same.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .paragraphs import merged
from .state import LIFE, RowState, Seen, Sibling, Siblings, Value, covers, joined_seen


class Shown(NamedTuple):
    """The value that is shown of a column, and whether it stands for others that nobody decided against."""

    value: Value
    is_open: bool = False


def latest(siblings: Iterable[Sibling]) -> Sibling:
    """The sibling that is shown meanwhile: of the highest number, then of the last device by its name."""
    return max(siblings, key=lambda each: (each.dot[1], each.dot[0], repr(each.value)))


def shown(siblings: Siblings, is_text: bool = False, wants_any: bool = False) -> Shown:
    """What is shown of a column that has siblings.

    Texts that came from one are merged by paragraph. With ``wants_any`` any value stands before none.
    """
    if wants_any:
        siblings = tuple(each for each in siblings if each.value is not None) or siblings
    first = siblings[0].value
    if all(each.value == first for each in siblings):
        return Shown(first)
    if is_text and (text := _merged_text(siblings)) is not None:
        return Shown(text)
    return Shown(latest(siblings).value, True)


def _merged_text(siblings: Siblings) -> str | None:
    """Texts merged with what they came from; None where they have nothing in common, or cannot be."""
    known = [dict(((each.dot, each.value), *each.past)) for each in siblings]
    common = set(known[0]).intersection(*known[1:])
    if not common:
        return None
    before = known[0][max(common, key=lambda dot: (dot[1], dot[0]))]
    text: Value = None
    for each in siblings:
        text = each.value if text is None else text
        if not isinstance(before, str) or not isinstance(text, str) or not isinstance(each.value, str):
            return None
        text = merged(before, text, each.value)
        if text is None:
            return None
    return text if isinstance(text, str) else None


class Life(NamedTuple):
    """Whether a row is there, and whether somebody deleted what another has written meanwhile."""

    is_there: bool
    is_open: bool = False


_THERE = Life(True)


def life(state: RowState) -> Life:
    """Whether the row is there: one that was deleted stays while somebody wrote it who had not seen that."""
    if state.values.get(LIFE) is True:
        return _THERE
    siblings = state.of(LIFE)
    deletions = [each for each in siblings if each.value is not True]
    if not deletions:
        return Life(bool(siblings))
    is_there = len(deletions) < len(siblings) or next(_unseen(state, deletions), None) is not None
    return Life(is_there, is_there)


def unseen(state: RowState) -> dict[str, Siblings]:
    """What was written of a row that somebody deleted without having seen it, by column."""
    deletions = [each for each in state.of(LIFE) if each.value is not True]
    found: dict[str, Siblings] = {}
    if deletions:
        for name, sibling in _unseen(state, deletions):
            found[name] = (*found.get(name, ()), sibling)
    return found


def was_deleted(state: RowState) -> bool:
    """Whether somebody deleted the row, and nobody who knew that wrote it since."""
    return any(each.value is not True for each in state.of(LIFE))


def _seen_by(deletions: Iterable[Sibling]) -> Seen:
    known: dict[str, int] = {}
    for each in deletions:
        assert isinstance(each.value, tuple)
        known = joined_seen(known, dict(each.value))
    return known


def _unseen(state: RowState, deletions: Iterable[Sibling]) -> Iterator[tuple[str, Sibling]]:
    known = _seen_by(deletions)
    for name, siblings in state.columns.items():
        if name != LIFE:
            for sibling in siblings:
                if not covers(known, sibling.dot):
                    yield name, sibling
