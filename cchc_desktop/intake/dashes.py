"""The dashes that programs and keyboards put for one another, as the two that readers know: «-» and «–».

A dash between two numbers is a range whichever of Unicode's it is; one that begins a line is a bullet.
"""

import re
from dataclasses import replace

from .source import Source, SourceBlock, SourceTable

LOOK_ALIKES = "\u2010\u2011\u2012\u2015\u2043\u2212\ufe58\ufe63\uff0d"
"""Hyphen, no-break hyphen, figure dash, horizontal bar, hyphen bullet, minus, small and wide forms."""
_AS_HYPHENS = str.maketrans(dict.fromkeys(LOOK_ALIKES, "-"))
_ANY = re.compile(f"[{LOOK_ALIKES}\u2014]")
_LONG_BETWEEN_NUMBERS = re.compile(r"(?<=[\d%])(\s?)\u2014(?=\s?\d)")


def plain_dashes(text: str) -> str:
    """The text, as long as it was, with hyphens for all that look like one or stand between two numbers."""
    if not _ANY.search(text):
        return text
    return _LONG_BETWEEN_NUMBERS.sub(r"\1-", text.translate(_AS_HYPHENS))


def with_plain_dashes(source: Source) -> Source:
    """The source with plain dashes in all of its paragraphs and cells."""
    return replace(source, blocks=tuple(map(_plain, source.blocks)))


def _plain(block: SourceBlock) -> SourceBlock:
    if isinstance(block, SourceTable):
        return replace(block, rows=tuple(tuple(map(plain_dashes, row)) for row in block.rows))
    text = plain_dashes(block.text)
    return block if text is block.text else replace(block, text=text)
