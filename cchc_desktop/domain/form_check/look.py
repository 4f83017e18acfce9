"""A document as it looks on paper, whatever file it is in: pages, paragraphs and their letters.

What a reader could not tell stays unknown (an empty font, a size of 0, None), and nothing is said of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Stand(StrEnum):
    """How the lines of a paragraph stand between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"
    UNKNOWN = "unknown"


class Edge(StrEnum):
    """The margin in which the number of a page stands."""

    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters that look alike; ``size`` in points, ``colour`` as RRGGBB, nothing where they are black."""

    text: str
    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the document's tables, all counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Line:
    """A paragraph, or a part of one that a line end in it begins.

    ``indent`` is that of its first line from the others' margin, in millimetres; ``gap`` what is free below
    it, in points; ``spacing`` its line spacing in single lines. ``framed`` tells that the table
    that it stands in shows its borders, ``ruled`` that a line is drawn below it. ``sheet`` is its section in
    `Look.sheets`, ``page`` its page (from 1; 0 where the file has none), ``mark`` what its reader calls the
    paragraph. ``composed`` is false where letters are typed apart from their tones.
    """

    letters: tuple[Letters, ...]
    stand: Stand = Stand.UNKNOWN
    indent: float | None = None
    gap: float | None = None
    spacing: float | None = None
    cell: Cell | None = None
    framed: bool = False
    ruled: bool = False
    sheet: int = 0
    page: int = 0
    mark: int = 0
    composed: bool = True

    @cached_property
    def text(self) -> str:
        """Its words, with single blanks."""
        return " ".join("".join(each.text for each in self.letters).split())

    def _share(self, name: str) -> float:
        counted = [(len("".join(each.text.split())), getattr(each, name)) for each in self.letters]
        total = sum(count for count, _ in counted)
        return sum(count for count, is_so in counted if is_so) / total if total else 0.0

    @cached_property
    def bold(self) -> float:
        """The share of its letters that are bold."""
        return self._share("bold")

    @cached_property
    def italic(self) -> float:
        """The share of its letters that are italic."""
        return self._share("italic")

    @cached_property
    def sizes(self) -> Counter[float]:
        """How many letters are set in which size."""
        found: Counter[float] = Counter()
        for each in self.letters:
            count = len("".join(each.text.split()))
            if each.size and count:
                found[each.size] += count
        return found

    @property
    def size(self) -> float:
        """The size of most of its letters; 0 where it is not known."""
        return self.sizes.most_common(1)[0][0] if self.sizes else 0.0

    @property
    def is_capitals(self) -> bool:
        """Whether all its letters are capitals."""
        text = self.text
        return text == text.upper() and text != text.lower()


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of a page: where it stands and how it looks.

    ``first`` tells that page 1 shows it; ``start`` is the number that a section begins with, None where it
    goes on from the section before; ``roman`` that it is no Arabic one.
    """

    edge: Edge
    stand: Stand = Stand.UNKNOWN
    size: float = 0.0
    upright: bool = True
    first: bool = False
    start: int | None = None
    roman: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a section, in millimetres; a margin is None where it cannot be told.

    ``measured`` tells that margins were taken off the printed page, where nothing says how wide they are
    meant to be: what text happens to leave free is then no fault.
    """

    width: float
    height: float
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    number: PageNumber | None = None
    measured: bool = False


@dataclass(frozen=True)
class Look:
    """What is seen of a document. ``pages`` is their number, 0 where the file does not say."""

    name: str
    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    pages: int = 0
    has_rules: bool = True
    """Whether the reader could see drawn lines at all."""
    notes: tuple[str, ...] = field(default=())

    def running(self) -> Iterator[tuple[int, Line]]:
        """The lines with their places, without empty ones."""
        return ((place, line) for place, line in enumerate(self.lines) if line.text)
