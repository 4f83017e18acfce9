"""What a walk through a Word file finds, in the order in which it is read on paper."""

from dataclasses import dataclass
from enum import Enum, auto

from ..paragraphs import Line
from ..source import SourceTable


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of a paragraph; ``soft`` when a line break within the paragraph stands before it."""

    line: Line
    soft: bool = False
    raw: str = ""
    """The text with its tabs and runs of blanks, which may stand for columns."""


class AsideKind(Enum):
    """Why something is no text."""

    UNREAD = auto()
    """What a reader sees and a program does not: a picture, an embedded object."""
    HIDDEN = auto()
    """Letters that are formatted as hidden, or white on white: nobody sees them on paper."""
    STRUCK = auto()
    """Letters that are struck through."""
    CONTENTS = auto()
    """A table of contents."""
    PROMPT = auto()
    """The prompt of a field that nobody filled in."""
    CELL = auto()
    """What is in doubt in a cell, which has no doubt of its own."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What is told of a place instead of being read there.

    ``what`` is the thing («ảnh») or the words. ``area`` is how large it is, in cm²; None where the file does
    not say. ``row`` is the row of the table before that it stands in, from 1.
    """

    kind: AsideKind
    what: str
    area: float | None = None
    row: int = 0


Entry = BodyLine | SourceTable | Aside | None
"""A line, a table, something set aside, or None for an empty paragraph."""
