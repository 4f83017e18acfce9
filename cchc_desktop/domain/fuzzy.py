"""How well a few typed letters match a name, for lists that are narrowed by typing."""

import re

from .text import fold

_WORD = re.compile(r"\w+")
_WHOLE, _BEGINNING, _INITIALS, _INSIDE, _SCATTERED = 120, 100, 80, 60, 20


def score(typed: str, name: str) -> int | None:
    """How well ``name`` matches what was typed, more for better; None where it does not.

    Accents and case do not matter, nor does the order of the typed words. Each of them begins a word of the
    name, stands inside one, or at least has its letters there in their order («bocao» in «Báo cáo»). All of
    them together may also be the first letters of the name's words. Nothing typed matches everything alike.
    """
    wanted = fold(typed).split()
    folded = fold(name)
    words = _WORD.findall(folded)
    initials = "".join(word[0] for word in words)
    together = "".join(wanted)
    if len(together) > 1 and together in initials:
        return _INITIALS * 10 * max(1, len(wanted)) - initials.index(together)
    total = 0
    for part in wanted:
        found = _of_part(part, folded, words)
        if found is None:
            return None
        total += found
    # Of two that match alike the shorter name is meant, and the one that begins like what was typed.
    return total * 10 - min(len(folded), 90) // 10 + (5 if folded.startswith(" ".join(wanted)) else 0)


def _of_part(part: str, folded: str, words: list[str]) -> int | None:
    if part in words:
        return _WHOLE
    if any(word.startswith(part) for word in words):
        return _BEGINNING
    if part in folded:
        return _INSIDE
    letters = iter(folded)
    return _SCATTERED if len(part) > 1 and all(letter in letters for letter in part) else None
