"""Two versions of a text compared word by word, as one text in which the differences are marked."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum
from html import escape

from .. import theme

_WORD = re.compile(r"\n|[^\S\n]+|\S+")
FIRST = "first"
"""The name of the anchor before the first mark."""


class Mark(Enum):
    """In which of the two versions a stretch stands."""

    BOTH = "both"
    NEW = "new"
    OLD = "old"


def compared(new: str, old: str) -> list[tuple[str, Mark]]:
    """The two versions in stretches: all but the old ones are together ``new``, all but the new ones ``old``.

    Line ends are kept as they are in ``new``; blanks alone make no difference.
    """
    words, others = _WORD.findall(new), [word for word in _WORD.findall(old) if not word.isspace()]
    places = [place for place, word in enumerate(words) if not word.isspace()]
    matcher = SequenceMatcher(None, others, [words[place] for place in places], autojunk=False)
    found: list[tuple[str, Mark]] = []
    done = 0
    for kind, gone_from, gone_to, first, last in matcher.get_opcodes():
        begins = places[first] if first < len(places) else len(words)
        ends = places[last - 1] + 1 if last > first else begins
        found += ((word, Mark.BOTH) for word in words[done:begins])
        if kind in ("delete", "replace"):
            space = " " if kind == "delete" and begins < len(words) else ""
            lead = " " if kind == "delete" and not space else ""
            found.append((f"{lead}{' '.join(others[gone_from:gone_to])}{space}", Mark.OLD))
        mark = Mark.BOTH if kind == "equal" else Mark.NEW
        found += ((word, mark if word != "\n" else Mark.BOTH) for word in words[begins:ends])
        done = ends
    found += ((word, Mark.BOTH) for word in words[done:])
    return list(_joined(found))


def _joined(stretches: list[tuple[str, Mark]]) -> Iterator[tuple[str, Mark]]:
    """Neighbours of the same mark as one stretch."""
    text, mark = "", Mark.BOTH
    for part, its_mark in stretches:
        if its_mark is mark:
            text += part
            continue
        if text:
            yield text, mark
        text, mark = part, its_mark
    if text:
        yield text, mark


def marked_html(new: str, old: str) -> str:
    """The comparison as rich text: new words underlined on soft ground, old ones struck out.

    Before the first mark stands the anchor FIRST.
    """
    now = theme.current()
    styles = {
        Mark.NEW: f"background-color: {now.warn_soft}; color: {now.text}; text-decoration: underline",
        Mark.OLD: f"color: {now.muted}; text-decoration: line-through",
    }
    html, anchor = "", f'<a name="{FIRST}"></a>'
    for part, mark in compared(new, old):
        if mark is Mark.BOTH:
            html += escape(part)
        else:
            html += f'{anchor}<span style="{styles[mark]}">{escape(part)}</span>'
            anchor = ""
    return f'<div style="white-space: pre-wrap">{html.replace(chr(10), "<br>")}</div>'
