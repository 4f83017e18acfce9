"""Which rows the entries of a list continue, where the list itself does not say so.

Recipients, sub-targets and signers are plain values in the domain; their rows have identities of their own. A
list that was changed at one place keeps the rows of all other entries.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Entry = TypeVar("Entry")


def continued(old: Sequence[Entry], new: Sequence[Entry]) -> list[int | None]:
    """For each new entry the place of the old one that it continues, None where it is new.

    Equal entries continue each other; between them those at the same place do, as reworded.
    """
    found: list[int | None] = [None] * len(new)
    if list(old) == list(new):
        return list(range(len(new)))
    names: dict[str, int] = {}
    old_names, new_names = (
        [names.setdefault(repr(entry), len(names)) for entry in entries] for entries in (old, new)
    )
    matcher = SequenceMatcher(None, old_names, new_names, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            for at in range(min(old_to - old_from, new_to - new_from)):
                found[new_from + at] = old_from + at
    return found
