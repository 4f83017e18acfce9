"""The state of a row of which several copies were changed apart: which writes of its columns still stand.

A write is known by its dot: the device and the number of the action that wrote it. A state holds, of each
column, the siblings that no write it knows of has replaced, and ``seen``, the highest number of each device
that it includes. Joining two states keeps a sibling that both have, or that the other has not seen: it is
commutative, associative and idempotent, so any rows may travel, in any order, any number of times, and no
clock is asked.

Source: version vectors and multi-value registers (Shapiro, Preguiça, Baquero, Zawirski: A comprehensive study
of convergent and commutative replicated data types, INRIA RR-7506, 2011).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Dot = tuple[str, int]
"""A device, and the number of one of its actions."""
Seen = Mapping[str, int]
"""The highest number of each device that is included."""
Value = str | int | float | bool | None | tuple[Dot, ...]
"""What a column holds; of `LIFE` True for a row that is there, or what its deletion had seen."""
LIFE = ""
"""The column that says whether the row is there."""
_ANCESTORS = 4
"""So many earlier values of a long text are kept with it, by which two later ones are merged."""


class Sibling(NamedTuple):
    """A value of a column that stands, by the dot of its write; ``past`` are values that it came from, latest
    first, where the column is a long text.

    One action may leave several: the undo of a decision opens again what was decided.
    """

    dot: Dot
    value: Value
    past: tuple[tuple[Dot, Value], ...] = ()


Siblings = tuple[Sibling, ...]


class RowState(NamedTuple):
    """All that is known of a row: the siblings of each column in the order of their dots, and what is seen.

    Most of a row was written by one action, whose ``dot`` is said once, as states are made by the ten
    thousand: ``values`` are the columns of which its value stands alone, ``apart`` the siblings of all
    others. A column without siblings has the value that it had before it was declared. A row that was
    deleted keeps what its columns held last.

    `state_of` and `packed` make states, of which equal ones are equal in each part.
    """

    dot: Dot | None
    values: Mapping[str, Value]
    apart: Mapping[str, Siblings]
    seen: Seen

    @property
    def columns(self) -> dict[str, Siblings]:
        """The siblings of every column."""
        return {name: self.of(name) for name in (*self.values, *self.apart)}

    def of(self, column: str) -> Siblings:
        """The siblings of a column."""
        if self.dot is not None and column in self.values:
            return (Sibling(self.dot, self.values[column]),)
        return self.apart.get(column, ())

    @property
    def dots(self) -> set[Dot]:
        """The dots of all that stands."""
        found = {sibling.dot for siblings in self.apart.values() for sibling in siblings}
        if self.dot is not None:
            found.add(self.dot)
        return found


NOTHING = RowState(None, {}, {}, {})
"""The state of a row that nobody knows of."""


def state_of(columns: Mapping[str, Siblings], seen: Seen) -> RowState:
    """The state in which these siblings stand."""
    by_dot: dict[Dot, dict[str, Value]] = {}
    for name, siblings in columns.items():
        if len(siblings) == 1 and _is_value(siblings[0]):
            by_dot.setdefault(siblings[0].dot, {})[name] = siblings[0].value
    if not by_dot:
        return RowState(None, {}, columns, seen)
    most = max(by_dot, key=lambda dot: (len(by_dot[dot]), dot))
    values = by_dot[most]
    return RowState(most, values, {name: each for name, each in columns.items() if name not in values}, seen)


def packed(
    dot: Dot | None, values: Mapping[str, Value], apart: Mapping[str, Siblings], seen: Seen
) -> RowState:
    """The state in which these values of an action's stand and, of other columns, these siblings."""
    state = RowState(dot, values, apart, seen)
    # Where fewer columns are apart than not, no other action can have written more of them.
    is_packed = len(apart) < len(values) and not [
        siblings
        for siblings in apart.values()
        if len(siblings) == 1 and siblings[0].dot == dot and _is_value(siblings[0])
    ]
    return state if is_packed else state_of(state.columns, seen)


def _is_value(sibling: Sibling) -> bool:
    """Whether a sibling is said by its dot and its value: it is no text with a past, and no deletion."""
    return not sibling.past and type(sibling.value) is not tuple


def covers(seen: Seen, dot: Dot) -> bool:
    """Whether a write is included."""
    return dot[1] <= seen.get(dot[0], 0)


def joined_seen(one: Seen, other: Seen) -> dict[str, int]:
    """What is included in either."""
    result = dict(one)
    for device, number in other.items():
        if number > result.get(device, 0):
            result[device] = number
    return result


def joined(one: RowState, other: RowState) -> RowState:
    """What is known once both are."""
    if _goes_on_from(other, one):
        return other
    ours, theirs = one.values, other.values
    values = dict(theirs.items() & ours.items()) if one.dot == other.dot else {}
    apart: dict[str, Siblings] = {}
    for name in (ours.keys() | theirs.keys() | one.apart.keys() | other.apart.keys()) - values.keys():
        found = _joined_siblings(one.of(name), one.seen, other.of(name), other.seen)
        if found:
            apart[name] = found
    return packed(one.dot, values, apart, joined_seen(one.seen, other.seen))


def _goes_on_from(state: RowState, before: RowState) -> bool:
    """Whether somebody who knew all of ``before`` wrote what a state says otherwise, as is the case with most
    that comes from elsewhere."""
    if state.dot != before.dot or not state.values.items() <= before.values.items():
        return before is NOTHING
    known, seen = before.seen, state.seen
    for device in known:
        if known[device] > seen.get(device, 0):
            return False
    for siblings in state.apart.values():
        for (device, number), _, _ in siblings:
            if number <= known.get(device, 0):
                return False
    return True


def _joined_siblings(a: Siblings, seen_a: Seen, b: Siblings, seen_b: Seen) -> Siblings:
    if len(a) == len(b) == 1 and a[0].dot != b[0].dot:
        # Most often one of two took the place of the other.
        kept_a, kept_b = not covers(seen_b, a[0].dot), not covers(seen_a, b[0].dot)
        return in_order((*a, *b)) if kept_a and kept_b else a if kept_a else b if kept_b else ()
    theirs = {(each.dot, each.value): each for each in b}
    ours = {(each.dot, each.value) for each in a}
    kept = []
    for each in a:
        twin = theirs.get((each.dot, each.value))
        if twin is not None:
            # Whoever lost a part of the journal knows less of where a text came from.
            kept.append(max(each, twin, key=lambda known: (len(known.past), repr(known.past))))
        elif not covers(seen_b, each.dot):
            kept.append(each)
    kept += [each for each in b if (each.dot, each.value) not in ours and not covers(seen_a, each.dot)]
    return in_order(kept)


def in_order(siblings: Iterable[Sibling]) -> Siblings:
    """Siblings as a state holds them: by their dots, those of one dot by what they say."""
    return tuple(sorted(siblings, key=lambda each: (each.dot, repr(each.value))))


def written(state: RowState, dot: Dot, values: Mapping[str, Value], texts: Iterable[str] = ()) -> RowState:
    """The state once an action wrote columns of a row that is there, or that it makes.

    Of the columns ``texts`` the new value remembers what it took the place of. Whoever writes a row that
    another has deleted has decided that it stays.
    """
    columns = state.columns
    for name, value in values.items():
        columns[name] = (Sibling(dot, value, _past(columns.get(name, ())) if name in texts else ()),)
    if any(each.value is not True for each in columns.get(LIFE, ())) or LIFE not in columns:
        columns[LIFE] = (Sibling(dot, True),)
    return state_of(columns, joined_seen(state.seen, {dot[0]: dot[1]}))


def removed(state: RowState, dot: Dot) -> RowState:
    """The state once an action deleted the row."""
    seen = joined_seen(state.seen, {dot[0]: dot[1]})
    deleted = Sibling(dot, tuple(sorted(seen.items())))
    return state_of(state.columns | {LIFE: (deleted,)}, seen)


def reopened(state: RowState, dot: Dot, columns: Mapping[str, Siblings]) -> RowState:
    """The state once an action made columns what they had been: all the values that stood in each stand
    again, as what this action says; nothing of a column in which none stood."""
    anew = {
        name: in_order({each.value: each._replace(dot=dot) for each in siblings}.values())
        for name, siblings in columns.items()
    }
    together = state.columns | anew
    found = {name: siblings for name, siblings in together.items() if siblings}
    return state_of(found, joined_seen(state.seen, {dot[0]: dot[1]}))


def _past(siblings: Siblings) -> tuple[tuple[Dot, Value], ...]:
    """The values that a text had before, latest first, each once."""
    known = dict[Dot, Value]()
    for each in siblings:
        known.setdefault(each.dot, each.value)
        for dot, value in each.past:
            known.setdefault(dot, value)
    latest = sorted(known.items(), key=lambda found: (found[0][1], found[0][0]), reverse=True)
    own = [found for found in latest if any(found[0] == each.dot for each in siblings)]
    return tuple([*own, *(found for found in latest if found not in own)][: max(_ANCESTORS, len(own))])


def is_valid(state: RowState) -> bool:
    """Whether a state may be one that somebody made: all that stands in it is included, and it says whether
    the row is there."""
    if (state.dot is not None and not covers(state.seen, state.dot)) or [
        each for siblings in state.apart.values() for each in siblings if not covers(state.seen, each.dot)
    ]:
        return False
    return LIFE in state.values or LIFE in state.apart
