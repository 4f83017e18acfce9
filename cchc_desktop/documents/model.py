"""An official document as a value: parts of pages, blocks in them; nothing of fonts or files.

Composers build a Document from plain data, renderers turn it into a file; neither knows the other.
The blocks are the components of Nghị định 30/2020/NĐ-CP, Phụ lục I (FACTS.md section 1.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum

from ..domain.report.marks import Mark
from .book import HEADINGS, Contents, Picture, Prose

FORMATS = ("pdf", "docx", "xlsx")


class Style(StrEnum):
    """How a paragraph of running text stands on the page."""

    BODY = "body"
    """Upright, justified, first line indented."""
    BASIS = "basis"
    """A legal basis: italic, justified, first line indented."""
    NOTE = "note"
    """A remark in italic, justified, first line indented."""
    CENTERED_NOTE = "centered_note"
    """A remark in italic, centred: «(Kèm theo …)», «(Ban hành kèm theo …)»."""
    CENTERED_BOLD = "centered_bold"
    """Bold, centred: «QUYẾT ĐỊNH:», the issuing authority of a decision."""
    ADDRESS = "address"
    """«Kính gửi: …» (component 24): upright, begun well inside the line."""
    ADDRESSEE = "addressee"
    """One of several addressees, under «Kính gửi:» and further in."""


class HeadingLevel(Enum):
    """The levels of headings of plans and reports (components 14 to 20)."""

    SECTION = 1
    """«I. MỤC ĐÍCH, YÊU CẦU»: bold, printed in capitals however the text is typed (component 17)."""
    CLAUSE = 2
    """«1. Mục đích», «2.1. Cải cách thể chế»: bold."""
    POINT = 3
    """«a) Chỉ tiêu»: upright, as the decree has it for points."""
    ARTICLE = 4
    """«Điều 1.»: bold number before running text."""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The head of page 1: two blocks side by side (components 1 to 8).

    ``superior`` may be empty; ``number_line`` is «Số: …/KH-UBND», ``place_date`` «…, ngày … tháng …». A
    ``draft`` says so under its number, and so stands the mark of its ``urgency`` («HỎA TỐC») in a frame.
    Below the number of a letter stands what it is ``about`` (component 11). The note that makes a copy has
    the form of copying (``copied``, «SAO Y») in the place of the national name, below a line over the whole
    width (the decree's Phụ lục I, Phần III).
    """

    superior: str
    issuer: str
    number_line: str
    place_date: str
    draft: bool = False
    urgency: str = ""
    about: str = ""
    copied: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The document's kind in capitals, its subject with the short line under it, an optional enclosure."""

    kind: str
    subject: str
    enclosure: str = ""


@dataclass(frozen=True, slots=True)
class AnnexTitle:
    """«Phụ lục», its name in capitals and the line «(Kèm theo …)» (components 27 to 29)."""

    label: str
    name: str
    enclosure: str = ""


@dataclass(frozen=True, slots=True)
class FormHead:
    """The head of a state statistical form, in three blocks side by side (FACTS.md section 6).

    Left the form's ``code`` («Biểu số II.06a/VPCP/KSTT»), a line end in it begins smaller lines; in the
    middle ``title`` (printed in capitals) and ``lines`` («Kỳ báo cáo: …», those in brackets in italic); right
    who reports to whom, where it is a report. ``unit`` («Số hồ sơ TTHC») stands at the right, just above the
    table that follows.
    """

    code: str
    title: str
    lines: tuple[str, ...]
    reporter: str
    receiver: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its printed number or letter, both as the office wrote them.

    A heading is never parted from the first lines of what stands under it.
    """

    level: HeadingLevel
    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``marker`` is its bullet or number, printed before the text.

    One that ``belongs`` to what stands before it, such as the day by which a task is to be done, is never
    parted from it by a page's foot, nor cut itself. ``marks`` say where the numbers of its text come from,
    for who asks; no file has them.
    """

    text: str
    style: Style = Style.BODY
    marker: str = ""
    belongs: bool = False
    marks: tuple[Mark, ...] = ()


class Align(StrEnum):
    """Where a column's content stands in its cells."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; the table's width is shared out by ``weight``."""

    header: str
    weight: float
    align: Align = Align.LEFT
    groups: tuple[str, ...] = ()
    """The header cells above ``header``, outermost first; neighbours with the same ones share them.

    A column with fewer of them than others has its header reach down to the foot of the table's header.
    """
    whole: bool = False
    """Whether its words are never cut («VIII», «152/KH-UBND»): it is as wide as the longest at least."""
    source: str = ""
    """How the source of its numbers is written, with ``{}`` for that of the row: «{}+»."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A derived cell: ``excel`` for spreadsheets (no leading =), ``value`` where it is only shown.

    In ``excel``, ``{row}`` and ``{column}`` stand for the row number and the column letter of the cell
    itself, ``{first}`` and ``{last}`` for the first and last row number of the table's body, ``{A}``,
    ``{B}`` … for the letters of the table's first, second … column, ``{@1.04}`` for the number of the row
    called ``1.04`` in the same table, and ``{name.A}`` for the whole first column (body rows only) of the
    table called ``name`` in the same part.

    ``value`` is words («–», nothing) where the formula gives such. ``decimals`` is how many decimals a
    number is shown with wherever it stands («25,00» beside «16,67»), None for those that it has.
    """

    excel: str
    value: int | float | Decimal | str
    decimals: int | None = None


Cell = str | int | float | Decimal | date | Formula | None
"""What a cell holds; numbers and dates stay such in spreadsheets. Percentages are plain numbers (95)."""


class RowKind(StrEnum):
    """What a table's row is."""

    BODY = "body"
    GROUP = "group"
    """A bold row that opens a group, never last on a page; its second cell spans all but the first."""
    TOTAL = "total"
    """A bold row at the foot."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as many cells as there are columns.

    ``name`` (letters, digits, points) is what formulas call the row by, only once in its table. ``indent``
    is how many steps the text in the first left-aligned column is moved in, as for «Trong đó: …». ``source``
    says what its numbers are of.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY
    name: str = ""
    indent: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header (and row of column numbers, where it has one) is repeated on every page.

    Column numbers are ``numbers``, one for each column («(3)=(4)+(5)+(6)»), else «(1)», «(2)» … where
    ``numbered``. ``width`` is the share of the page's width that the table takes, centred; ``name`` is what
    formulas of other tables of the part call it. A ``compact`` table is set a point smaller and closer. A
    ``filtered`` one is a list, whose rows a spreadsheet offers to choose among.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    numbered: bool = False
    width: float = 1.0
    name: str = ""
    numbers: tuple[str, ...] = ()
    compact: bool = False
    filtered: bool = False


def cell_source(row: Row, column: Column) -> str:
    """Where the number of a cell comes from; nothing where that is not told."""
    return column.source.replace("{}", row.source) if column.source and row.source else ""


_EMPTY = 0.65
"""The share of its width that a column without contents keeps."""


def weighed(columns: Sequence[Column], rows: Sequence[Row], widened: int) -> tuple[Column, ...]:
    """The columns, narrower where no row has filled them in; column ``widened`` takes what they give up."""
    body = [row for row in rows if row.kind is RowKind.BODY]
    if not body:
        return tuple(columns)
    filled = [any(row.cells[index] not in (None, "") for row in body) for index in range(len(columns))]
    filled[widened] = True
    weights = [c.weight if full else c.weight * _EMPTY for c, full in zip(columns, filled, strict=True)]
    weights[widened] += sum(c.weight for c in columns) - sum(weights)
    return tuple(replace(column, weight=weight) for column, weight in zip(columns, weights, strict=True))


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Recipients at the left, signature at the right, never split over pages (components 21 to 26).

    ``position`` may have two lines. Recipients are given without their dash. In a list or statistical form,
    which goes to no one by itself, ``preparer`` («NGƯỜI LẬP BIỂU») may stand in their place. ``place_date``
    stands above the signature, ``hint`` («(Ký, đóng dấu)») under the position.
    """

    recipients: tuple[str, ...]
    authority: str
    position: str
    name: str
    preparer: str = ""
    place_date: str = ""
    hint: str = ""


def belongs(block: "Block | None") -> bool:
    """Whether the block is never parted from what stands before it."""
    return isinstance(block, Paragraph) and block.belongs


def leads(block: "Block", follows: "Block | None") -> bool:
    """Whether the block must stand on the page of what follows it: a heading, a line such as «QUYẾT ĐỊNH:».

    So must what announces something («- Nhiệm vụ quá hạn:»), and that to which the next paragraph belongs.
    An article is no such heading, its number leads its own text. Nor is a heading with nothing under it yet:
    all headings of a plan that is only begun would otherwise move to the next page together.
    """
    if isinstance(block, Prose):
        return block.role in HEADINGS
    if belongs(follows):
        return True
    if isinstance(block, Paragraph):
        announces = block.text.rstrip().endswith(":") and isinstance(follows, Paragraph | Table)
        return announces or block.style in (Style.CENTERED_BOLD, Style.ADDRESS)
    if isinstance(block, LetterHead):
        return bool(block.copied)
    if isinstance(block, Heading):
        empty = isinstance(follows, Heading) and not _under(follows, block)
        return block.level is not HeadingLevel.ARTICLE and not empty
    return isinstance(block, Title | AnnexTitle | FormHead)


def _under(heading: Heading, upper: Heading) -> bool:
    """Whether the one heading stands under the other: by its level, or as «2.1.» under «2.»."""
    if heading.level is not upper.level:
        return heading.level.value > upper.level.value
    marker = upper.marker.strip().rstrip(".")
    return bool(marker) and heading.marker.strip().startswith(f"{marker}.")


OfficialBlock = LetterHead | Title | AnnexTitle | FormHead | Heading | Paragraph | Table | SignatureBlock
Block = OfficialBlock | Prose | Picture | Contents


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are numbered on their own: the document proper, or one annex.

    ``name`` is what a spreadsheet calls its sheet (at most 31 characters, none of ``[]:*?/\\``). Where it
    has a free ``corner``, the first page leaves room at its upper right for the mark of a digital signature.
    A ``code`` of figures stands there as a QR. A table of more columns than a page holds makes its sheet
    ``sheet_width`` points wide, of which its first ``held`` columns stay in sight and on every page.
    """

    name: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    corner: bool = False
    code: str = ""
    sheet_width: float = 0.0
    held: int = 0

    @property
    def is_annex(self) -> bool:
        """Whether it is an annex, which may go out as a file of its own."""
        return bool(self.blocks) and isinstance(self.blocks[0], AnnexTitle)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that tells a file from others of its kind, for who puts many of them together.

    ``name`` (letters and digits) is what formulas call it by, ``label`` says what it is.
    """

    name: str
    label: str
    value: str | int | date


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be rendered; ``title`` and ``author`` become the file's properties.

    ``formats`` are the kinds of files that it makes sense as, ``facts`` what a workbook holds for others.
    """

    title: str
    author: str
    parts: tuple[Part, ...]
    formats: tuple[str, ...] = FORMATS
    facts: tuple[Fact, ...] = ()
