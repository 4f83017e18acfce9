"""The blocks of a manual: headings of a book, numbered steps, pictures with captions, a table of contents.

A manual is no official document: Nghị định 30/2020/NĐ-CP does not rule it, its looks (``book_looks``) are our
own, in the same typeface. Manuals are read or printed, so they become PDF and DOCX and no workbook.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is in the book."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    CHAPTER = "chapter"
    """Begins a page."""
    TOPIC = "topic"
    SECTION = "section"
    POINTED = "pointed"
    """A small heading inside a section."""
    TEXT = "text"
    STEP = "step"
    POINT = "point"
    NOTE = "note"
    CAPTION = "caption"
    SOURCE = "source"
    CARD_TITLE = "card_title"
    CARD_LINE = "card_line"
    CARD_SECTION = "card_section"
    CARD_STEP = "card_step"
    CARD_TEXT = "card_text"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of the book; ``marker`` is a step's number or a point's bullet, hung before it."""

    role: Role
    runs: tuple[Run, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        """The whole text without its looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, framed, with its caption under it, never parted from it.

    ``per_inch`` is how many of its points make an inch on paper; a wider one is set smaller.
    """

    data: bytes
    caption: str
    per_inch: float = 150.0


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: chapters and topics of the part, with their pages."""

    title: str


LISTED = {Role.CHAPTER: 0, Role.TOPIC: 1}
"""The headings that the table of contents lists, by their depth."""
HEADINGS = frozenset({Role.CHAPTER, Role.TOPIC, Role.SECTION, Role.POINTED, Role.CARD_SECTION})
"""What is never parted from what stands under it."""
OUTLINE = {Role.CHAPTER: 0, Role.TOPIC: 1, Role.SECTION: 2, Role.CARD_SECTION: 0}
"""The headings of a reader's outline, by their depth."""


def listed(blocks: Iterable[object]) -> list[Prose]:
    """The headings that the table of contents lists, in order."""
    return [block for block in blocks if isinstance(block, Prose) and block.role in LISTED]


def png_size(data: bytes) -> tuple[int, int]:
    """The width and height in points of a PNG, from its header.

    :raises ValueError: the data are no PNG.
    """
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        raise ValueError("not a PNG")
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
