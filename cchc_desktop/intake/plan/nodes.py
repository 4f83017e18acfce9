"""A plan's paragraphs on their way from the source to the tree: by themselves, and one under the other."""

from dataclasses import dataclass, field

from ...domain.details import Detail
from ...domain.plan import Topic
from ..source import SourceTable
from .markers import Marker, MarkerStyle, split_marker
from .titles import is_short_title


@dataclass(slots=True)
class NumberedBlock:
    """One paragraph or table of the source, with its number there (from 1)."""

    number: int
    text: str
    bold_lead: int = 0
    italic: bool = False
    centered: bool = False
    doubt: str = ""
    table: SourceTable | None = None


@dataclass(slots=True)
class Node:
    """A paragraph with what stands under it.

    ``shape`` tells which list the paragraph continues; ``topic`` and ``area`` are set on headings that
    the vocabulary knows; ``heading`` on plain lines that are headings by their looks. A ``detail`` words the
    assignment of the task above, a ``label`` that of all tasks in its list; ``given`` is what labels
    beside it say of it, ``whole`` what those below it do.
    """

    sources: list[int]
    marker: Marker
    shape: str
    text: str
    bold_lead: int = 0
    italic: bool = False
    doubt: str = ""
    topic: Topic | None = None
    area: int | None = None
    heading: bool = False
    note: bool = False
    detail: bool = False
    label: bool = False
    given: list[Detail] = field(default_factory=list)
    whole: list[Detail] = field(default_factory=list)
    table: SourceTable | None = None
    children: list["Node"] = field(default_factory=list)

    @property
    def style(self) -> MarkerStyle:
        """The shape of the number, as a rank."""
        return self.marker.style

    @property
    def numbered(self) -> bool:
        """Whether it has a number or letter, not a bullet."""
        return bool(self.marker.path)

    @property
    def known(self) -> bool:
        """Whether the vocabulary knows it as a heading."""
        return self.area is not None or self.topic is not None

    @property
    def headish(self) -> bool:
        """Whether it looks like a heading rather than like a sentence."""
        return self.known or self.heading or is_short_title(self.text) or self.text.endswith(":")

    @property
    def content(self) -> bool:
        """Whether it is a bullet or a plain paragraph and no heading."""
        return not self.numbered and not self.known and not self.heading


def stands_over(node: Node, following: NumberedBlock | None) -> bool:
    """Whether what follows may stand below the numbered paragraph, which is the title over it then."""
    if not node.numbered:
        return True
    return following is not None and (
        following.table is not None or split_marker(following.text).style > node.style
    )
