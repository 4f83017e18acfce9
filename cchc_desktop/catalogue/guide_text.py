"""The guide's own small Markdown: headings, paragraphs, steps, points, notes, tables, pictures, links.

Beside plain Markdown it knows ``[[Thêm đơn vị]]``, words exactly as they stand on a button or in a list of
the program; ``{Ctrl+I}``, keys; a line ``[Mở trang Nhiệm vụ](go:tasks)`` alone, which opens a page; and a
line ``::: legend plan tasks`` or ``::: sources``, where lists of the catalogue stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from ..domain.text import fold


class Look(Enum):
    """What a span of text is."""

    PLAIN = "plain"
    STRONG = "strong"
    LABEL = "label"
    """Words that stand on the screen: a button, a field, a column, a choice."""
    KEY = "key"
    CODE = "code"
    """A name of a file or folder."""
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one look; ``target`` is the topic that a link leads to (``topic#anchor``)."""

    text: str
    look: Look = Look.PLAIN
    target: str = ""


Spans = tuple[Span, ...]


class WordsKind(Enum):
    """What a paragraph is."""

    TEXT = "text"
    STEP = "step"
    POINT = "point"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading in a topic; level 1 is the topic's title."""

    level: int
    text: str

    @property
    def anchor(self) -> str:
        """What links call the heading by: its words without accents, joined by hyphens."""
        return anchor_of(self.text)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; steps are numbered from 1 in each run of them."""

    kind: WordsKind
    spans: Spans
    number: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its header and its rows, cell by cell."""

    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the program, with what it shows."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class Go:
    """A line that opens a page of the program, by the page's name."""

    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Where a list of the catalogue stands: ``legend`` with the keys of groups, or ``sources``."""

    what: str
    keys: tuple[str, ...] = ()


Piece = Head | Words | Grid | Figure | Go | Insert


def anchor_of(text: str) -> str:
    """The words without accents, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


_INLINE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|\[\[(?P<label>[^\]]+)\]\]|\{(?P<key>[^{}]+)\}|`(?P<code>[^`]+)`"
    r"|\[(?P<link>[^\]]+)\]\((?P<target>[^)\s]+)\)"
)
_GO = re.compile(r"\[(?P<words>[^\]]+)\]\(go:(?P<page>[a-z0-9-]+)\)")
_FIGURE = re.compile(r"!\[(?P<caption>[^\]]+)\]\((?P<file>[a-z0-9-]+\.png)\)")
_INSERT = re.compile(r"::: (?P<what>legend|sources)(?: (?P<key>[a-z]+(?: [a-z]+)*))?")
_HEAD = re.compile(r"(?P<marks>#{1,3}) (?P<text>.+)")
_STEP = re.compile(r"\d+\. +(?P<text>.+)")
_RULE = re.compile(r"\|(?: *-+ *\|)+")


def spans(text: str) -> Spans:
    """The spans of one line of text."""
    found: list[Span] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            found.append(Span(text[end : match.start()]))
        if match["link"]:
            found.append(Span(match["link"], Look.LINK, match["target"]))
        else:
            name = next(name for name in ("strong", "label", "key", "code") if match[name])
            found.append(Span(match[name], Look(name)))
        end = match.end()
    if end < len(text):
        found.append(Span(text[end:]))
    return tuple(found)


def plain(of: Spans) -> str:
    """The text of the spans as it is read; labels stand in quotation marks."""
    return "".join(f"«{span.text}»" if span.look is Look.LABEL else span.text for span in of)


@dataclass(slots=True)
class _Reader:
    """Reads line by line; a paragraph goes on until a blank line or a line of another kind."""

    pieces: list[Piece] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    kind: WordsKind = WordsKind.TEXT
    steps: int = 0

    def close(self) -> None:
        if not self.open:
            return
        text, self.open = " ".join(self.open), []
        self.steps = self.steps + 1 if self.kind is WordsKind.STEP else 0
        self.pieces.append(Words(self.kind, spans(text), self.steps))

    def begin(self, kind: WordsKind, text: str) -> None:
        self.close()
        self.kind, self.open = kind, [text]

    def add(self, piece: Piece) -> None:
        self.close()
        # A picture may stand between two steps of one list.
        if not isinstance(piece, Figure):
            self.steps = 0
        self.pieces.append(piece)


def read_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a topic, in order.

    :raises ValueError: a line begins like something that is not known; it says which.
    """
    reader = _Reader()
    lines = iter(text.splitlines())
    for line in lines:
        stripped = line.strip()
        if not stripped:
            reader.close()
        elif match := _HEAD.fullmatch(stripped):
            reader.add(Head(len(match["marks"]), match["text"]))
        elif match := _GO.fullmatch(stripped):
            reader.add(Go(match["words"], match["page"]))
        elif match := _FIGURE.fullmatch(stripped):
            reader.add(Figure(match["file"], match["caption"]))
        elif match := _INSERT.fullmatch(stripped):
            reader.add(Insert(match["what"], tuple((match["key"] or "").split())))
        elif stripped.startswith("|"):
            reader.add(_grid(stripped, lines))
        elif match := _STEP.fullmatch(stripped):
            reader.begin(WordsKind.STEP, match["text"])
        elif stripped.startswith("- "):
            reader.begin(WordsKind.POINT, stripped[2:])
        elif stripped.startswith("> "):
            reader.begin(WordsKind.NOTE, stripped[2:])
        elif stripped[0] in "#!:>":
            raise ValueError(f"cannot be read: {stripped}")
        elif reader.open:
            reader.open.append(stripped)
        else:
            reader.begin(WordsKind.TEXT, stripped)
    reader.close()
    return tuple(reader.pieces)


def _grid(first: str, lines: Iterator[str]) -> Grid:
    header = _cells(first)
    if not _RULE.fullmatch(next(lines, "").strip()):
        raise ValueError(f"a table needs a line of dashes under its header: {first}")
    rows = []
    for line in lines:
        if not line.strip().startswith("|"):
            break
        cells = _cells(line.strip())
        if len(cells) != len(header):
            raise ValueError(f"a row has not as many cells as the header: {line.strip()}")
        rows.append(tuple(spans(cell) for cell in cells))
    return Grid(header, tuple(rows))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
