"""Two texts that came from one, merged paragraph by paragraph."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_MOST = 2_000
"""Texts of more paragraphs are not merged: comparing them may take the square of that."""


def merged(before: str, one: str, other: str) -> str | None:
    """The text with what was changed in either; None where both changed the same paragraphs otherwise.

    It is the same whichever of the two is named first.
    """
    if one == other:
        return one
    base, a, b = (text.split("\n") for text in (before, one, other))
    if max(map(len, (base, a, b))) > _MOST:
        return None
    edits_a, edits_b = _edits(base, a), _edits(base, b)
    result: list[str] = []
    at = 0
    while edits_a or edits_b:
        first = min(edits[0] for edits in (edits_a, edits_b) if edits)
        together_a, together_b, end = _together(edits_a, edits_b, first[0])
        result += base[at : first[0]]
        said_a, said_b = _said(base, together_a, first[0], end), _said(base, together_b, first[0], end)
        if together_a and together_b and said_a != said_b:
            return None
        result += said_a if together_a else said_b
        at = end
    return "\n".join(result + base[at:])


Edit = tuple[int, int, list[str]]
"""From and to which paragraph of the text before, and what stands there instead."""


def _edits(base: Sequence[str], text: Sequence[str]) -> list[Edit]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return [
        (begin, end, list(text[start:stop]))
        for tag, begin, end, start, stop in matcher.get_opcodes()
        if tag != "equal"
    ]


def _together(edits_a: list[Edit], edits_b: list[Edit], begin: int) -> tuple[list[Edit], list[Edit], int]:
    """Takes the first edits away, with all that touch them, and gives them and where they end."""
    taken: tuple[list[Edit], list[Edit]] = [], []
    end = begin
    is_more = True
    while is_more:
        is_more = False
        for edits, own in ((edits_a, taken[0]), (edits_b, taken[1])):
            # What is put in where another edit ends or begins touches it: which comes first nobody knows.
            while edits and edits[0][0] <= end:
                own.append(edits.pop(0))
                end = max(end, own[-1][1])
                is_more = True
    return *taken, end


def _said(base: Sequence[str], edits: Sequence[Edit], begin: int, end: int) -> list[str]:
    """What stands between two places of the text before once edits are made."""
    result: list[str] = []
    for start, stop, text in edits:
        result += [*base[begin:start], *text]
        begin = stop
    return [*result, *base[begin:end]]
