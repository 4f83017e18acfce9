"""What two texts have in common, word for word and in its order, at a cost that does not explode."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_SMALL = 90_000
"""So many pairs of words, blanks among them, are compared one by one: two passages of half a page each."""
_TOGETHER = 7
"""What stands together only once in either text is the same place of both: four words and their blanks."""
_DEPTH = 4
"""So often what lies between two such places is looked at by itself."""


class Run(NamedTuple):
    """``size`` words that are the same in two texts, from a place in each on."""

    old: int
    new: int
    size: int


def same_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """The words that two texts have in common, in the order of both.

    Of long texts, those around words that stand together once in either, and nothing where there are none:
    comparing each word with each takes minutes for lists of thousands of lines, most of whose words are
    alike.
    """
    yield from _within(old, new, _DEPTH)


def _within(old: Sequence[str], new: Sequence[str], depth: int) -> Iterator[Run]:
    if not old or not new:
        return
    if len(old) * len(new) <= _SMALL:
        # Only passages that an official rewrote need it.
        from difflib import SequenceMatcher

        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        yield from (Run(*block) for block in blocks if block.size)
        return
    anchors = _anchors(old, new) if depth else []
    if not anchors:
        return
    from_old = from_new = 0
    for run in (*anchors, Run(len(old), len(new), 0)):
        for each in _within(old[from_old : run.old], new[from_new : run.new], depth - 1):
            yield Run(from_old + each.old, from_new + each.new, each.size)
        if run.size:
            yield run
        from_old, from_new = run.old + run.size, run.new + run.size


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The longest row of places at which the same words stand together, once in either text."""
    known = _once(old)
    pairs = [(known[words], place) for words, place in _once(new).items() if words in known]
    # The longest row that rises in both: the least end of each length, and what goes before each.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (place, _) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [place], [at]
    row = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    found: list[Run] = []
    for at_old, at_new in reversed(row):
        run = found[-1] if found else Run(0, 0, 0)
        if at_old - run.old >= run.size and at_new - run.new >= run.size:
            found.append(Run(at_old, at_new, _TOGETHER))
        elif at_old - run.old == at_new - run.new:
            # They go on from within the one before; what does not is of another place.
            found[-1] = Run(run.old, run.new, at_old + _TOGETHER - run.old)
    return found


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The places of what stands together only once, in their order."""
    found: dict[tuple[str, ...], int] = {}
    again = set()
    for place, together in enumerate(zip(*(words[by:] for by in range(_TOGETHER)), strict=False)):
        if found.setdefault(together, place) != place:
            again.add(together)
    return {together: place for together, place in found.items() if together not in again}
