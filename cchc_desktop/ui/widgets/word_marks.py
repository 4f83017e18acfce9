"""Two versions of a text compared word by word: what stands only in the one that is shown is marked."""

import re
from difflib import SequenceMatcher
from html import escape

from .. import theme

_WORD = re.compile(r"\s+|[^\s]+")


def marked(text: str, against: str) -> list[tuple[str, bool]]:
    """The text in stretches, each with whether its words are missing from ``against``, in their place.

    The stretches put together are the text. Line ends are never marked.
    """
    words, others = _WORD.findall(text), [w for w in _WORD.findall(against) if not w.isspace()]
    places = [place for place, word in enumerate(words) if not word.isspace()]
    matcher = SequenceMatcher(None, others, [words[place] for place in places], autojunk=False)
    new = {
        places[at]
        for kind, _, _, first, last in matcher.get_opcodes()
        if kind != "equal"
        for at in range(first, last)
    }
    found: list[tuple[str, bool]] = []
    for place, word in enumerate(words):
        # A blank between two marked words is marked with them, so that a phrase is one stretch.
        between = word.isspace() and "\n" not in word and {place - 1, place + 1} <= new
        is_new = place in new or between
        if found and found[-1][1] == is_new:
            found[-1] = (found[-1][0] + word, is_new)
        else:
            found.append((word, is_new))
    return found


def marked_html(text: str, against: str) -> str:
    """The text as rich text for a label or a browser; marked words are underlined and on soft ground."""
    now = theme.current()
    style = f"background-color: {now.warn_soft}; color: {now.text}; text-decoration: underline"
    made = "".join(
        f'<span style="{style}">{escape(part)}</span>' if is_new else escape(part)
        for part, is_new in marked(text, against)
    )
    return made.replace("\n", "<br>")
