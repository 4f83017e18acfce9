"""What is being written of an RTF file: paragraphs, and the tables that some of them are cells of."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..docx.numbering import bullet
from ..wordml import Cell, Look, Paragraph, Writer, write_table
from .lists import Lists

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 12
"""Tables within tables."""
_NEAR = 45
"""Edges of cells nearer than this, in twips, are one: some 0.8 mm."""
_FARTHEST = 200_000


@dataclass(slots=True)
class RowShape:
    """What a row says of its cells: where they end (twips), which are merged, whether lines are drawn."""

    left: int = 0
    edges: list[int] = field(default_factory=list)
    marks: list[frozenset[str]] = field(default_factory=list)
    lines: bool = False
    first: bool = False
    """Whether a table begins with it, though another may stand directly above."""
    _next: set[str] = field(default_factory=set)

    def mark(self, word: str) -> None:
        """Something of the cell whose end comes next."""
        self._next.add(word)

    def end(self, edge: int) -> None:
        """A cell ends here."""
        before = self.edges[-1] if self.edges else self.left
        self.edges.append(max(min(edge, _FARTHEST), before + 1))
        self.marks.append(frozenset(self._next))
        self._next = set()


@dataclass(slots=True)
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    done: "list[_Element]" = field(default_factory=list)
    """The cells of the row in hand."""
    content: "_Element | None" = None
    """The cell in hand."""
    lines: bool = False


@dataclass(slots=True)
class Shape:
    """What a paragraph's properties say of it."""

    centered: bool = False
    list_number: int = 0
    level: int = 0
    depth: int = 0
    """How many tables it stands in."""


class Story:
    """A text of its own: the body, a note, a header, a text box."""

    def __init__(self, root: "_Element", writer: Writer, lists: Lists) -> None:
        self.root = root
        self.printed = ""
        """The number in front of the paragraph, as the program printed it."""
        self.printed_bullet = False
        self.odd_labels: list[str] = []
        """Numbers that were printed otherwise than they are counted, in words."""
        self._writer = writer
        self._lists = lists
        self._pieces: list[tuple[str, Any, Any]] = []
        self._tables: list[_Table] = []

    # -- what stands in a paragraph ----------------------------------------------------------------

    def text(self, text: str, look: Look) -> None:
        """Letters of one look."""
        if self._pieces and self._pieces[-1][0] == "text" and self._pieces[-1][2] == look:
            self._pieces[-1][1].append(text)
        else:
            self._pieces.append(("text", [text], look))

    def piece(self, kind: str, value: Any = None, other: Any = None) -> None:
        """Something else: a method of `Paragraph`, and what it is told."""
        self._pieces.append((kind, value, other))

    # -- ends --------------------------------------------------------------------------------------

    def end_paragraph(self, shape: Shape) -> None:
        """The paragraph is whole."""
        self._write(self._place(min(max(shape.depth, 0), _DEEPEST)), shape)

    def end_cell(self, shape: Shape, depth: int) -> None:
        """The paragraph is whole, and with it the cell."""
        depth = min(max(depth, 1), _DEEPEST)
        self._write(self._place(depth), shape)
        table = self._tables[depth - 1]
        if table.content is not None:
            table.done.append(table.content)
            table.content = None

    def end_row(self, shape: RowShape, depth: int) -> None:
        """The row is whole."""
        depth = min(max(depth, 1), _DEEPEST)
        if len(self._tables) < depth:
            return
        self._close(depth)
        table = self._tables[depth - 1]
        if shape.first and table.rows:
            row = table.done
            table.done = []
            self._close(depth - 1)
            self._place(depth)
            table = self._tables[depth - 1]
            table.content, table.done = None, row
        self._end_row(table, shape)

    def finish(self, shape: Shape) -> "_Element":
        """The text is whole, its last paragraph too, whose end nobody may have marked."""
        if self._pieces:
            self.end_paragraph(shape)
        self._close(0)
        return self.root

    # -- inside ------------------------------------------------------------------------------------

    def _place(self, depth: int) -> "_Element":
        """What a paragraph within so many tables is written into."""
        self._close(depth)
        while len(self._tables) < depth:
            self._tables.append(_Table())
            if len(self._tables) < depth:
                self._tables[-1].content = Writer.root("tc")
        if not depth:
            return self.root
        table = self._tables[-1]
        if table.content is None:
            table.content = Writer.root("tc")
        return table.content

    def _close(self, depth: int) -> None:
        """Writes the tables that are deeper than that."""
        while len(self._tables) > depth:
            table = self._tables.pop()
            if table.content is not None:
                table.done.append(table.content)
                table.content = None
            self._end_row(table, RowShape())
            parent = self.root
            if self._tables:
                above = self._tables[-1]
                if above.content is None:
                    above.content = Writer.root("tc")
                parent = above.content
            if table.rows:
                write_table(parent, table.rows, lines=table.lines, meter=self._writer.meter, near=_NEAR)

    @staticmethod
    def _end_row(table: _Table, shape: RowShape) -> None:
        cells: list[Cell] = []
        left = shape.left
        table.lines = table.lines or shape.lines
        for index, content in enumerate(table.done):
            known = index < len(shape.edges)
            right = shape.edges[index] if known else left + 1_000
            marks = shape.marks[index] if known else frozenset()
            if "clmrg" in marks and cells:
                cells[-1].right = right
                for child in list(content):
                    cells[-1].content.append(child)
            else:
                cells.append(Cell(left, right, content, "clvmgf" in marks, "clvmrg" in marks))
            left = right
        table.done = []
        if cells:
            table.rows.append(cells)

    def _write(self, place: "_Element", shape: Shape) -> None:
        pieces, self._pieces = self._pieces, []
        printed, self.printed = self.printed, ""
        paragraph = Paragraph(place, self._writer.meter, centered=shape.centered)
        texts = ["".join(value) for kind, value, _ in pieces if kind == "text"]
        letters = sum(map(len, texts))
        self._writer.meter.letters(letters)
        if any(text.strip() for text in texts):
            paragraph.label(self._label(shape, printed.strip(), texts))
        for kind, value, other in pieces:
            if kind == "text":
                paragraph.text("".join(value), other)
            elif kind == "note":
                paragraph.note(value, other)
            elif kind == "picture":
                paragraph.picture(*value)
            elif kind == "box":
                box = paragraph.box()
                for child in list(value):
                    box.append(child)
            else:
                _write_piece(paragraph, kind, str(value or ""))

    def _label(self, shape: Shape, printed: str, texts: list[str]) -> str:
        """The number of the paragraph: what was printed, or what is counted."""
        is_bullet, self.printed_bullet = self.printed_bullet, False
        counted = self._lists.label(shape.list_number, shape.level) if shape.list_number else ""
        if counted in {"-", "+"} or not printed:
            return counted
        if is_bullet or not any(letter.isalnum() for letter in printed):
            return bullet(printed, shape.level)
        if counted and counted != printed:
            begin = "".join(texts).strip()[:40]
            self.odd_labels.append(
                f"Đoạn «{printed} {begin}…»: số tự động tính lại là «{counted}»; hãy đối chiếu với bản giấy."
            )
        return printed


def _write_piece(paragraph: Paragraph, kind: str, value: str) -> None:
    match kind:
        case "field":
            paragraph.field(value)
        case "instruction":
            paragraph.instruction(value)
        case "formula":
            paragraph.formula(value)
        case "art":
            paragraph.art(value)
        case "embedded":
            paragraph.embedded(value)
