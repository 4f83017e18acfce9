"""Which words of a text were changed on the way to another one."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

Spans = tuple[tuple[int, int], ...]
_WORD = re.compile(r"\S+")
_LONGEST = 800
"""Beyond so many words the rest is taken as one: nobody looks for single words there."""


@lru_cache(maxsize=512)
def word_changes(before: str, after: str) -> tuple[Spans, Spans]:
    """Where the words stand that the first text alone has, and those that the second alone has.

    Words that follow one another are one span. Equal texts have none.
    """
    if before == after:
        return (), ()
    old, new = list(_WORD.finditer(before))[:_LONGEST], list(_WORD.finditer(after))[:_LONGEST]
    matcher = SequenceMatcher(None, [each[0] for each in old], [each[0] for each in new], autojunk=False)
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            continue
        if old_to > old_from:
            gone.append((old[old_from].start(), old[old_to - 1].end()))
        if new_to > new_from:
            come.append((new[new_from].start(), new[new_to - 1].end()))
    return tuple(gone), tuple(come)
