"""A workbook as it looks: sheets, cells, merged areas; read from a file (`intake/workbook/read.py`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

_LETTERS = 26


class CellKind(StrEnum):
    """What stands in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"


def letters_of(column: int) -> str:
    """The letters of a column's number: 1 is A, 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def place_of(row: int, column: int) -> str:
    """How a cell is called: «D12»."""
    return f"{letters_of(column)}{row}"


def parse_place(text: str) -> tuple[int, int] | None:
    """Row and column of a cell's name, with or without signs of the dollar; None where it is none."""
    column = 0
    plain = text.replace("$", "")
    digits = plain.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letters = plain[: len(plain) - len(digits)]
    if not 1 <= len(letters) <= 3 or not digits.isascii() or not digits.isdigit() or len(digits) > 7:
        return None
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return (int(digits), column) if int(digits) else None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """How it is called: «A1:C2»."""
        return f"{place_of(self.top, self.left)}:{place_of(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def parse_area(text: str) -> Area | None:
    """The area of a name such as «A1:C2» or «B7»; None where it is none."""
    first, _, last = text.partition(":")
    start, end = parse_place(first), parse_place(last or first)
    if start is None or end is None:
        return None
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


@dataclass(frozen=True, slots=True)
class Look:
    """How cells look: colours as «#rrggbb», nothing where Excel's own is meant."""

    fill: str = ""
    ink: str = ""
    bold: bool = False
    italic: bool = False
    align: str = ""
    wrap: bool = False
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A validation that cells must satisfy: one of the ``choices``, or a number within bounds.

    ``whole`` says that only whole numbers are let in.
    """

    areas: tuple[Area, ...]
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    whole: bool = False

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is held to it."""
        return any(area.holds(row, column) for area in self.areas)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something or has a look of its own.

    ``text`` is what it shows; ``formula`` what it works out, without the sign of equality. ``percent`` says
    that its format shows a number a hundredfold, ``dated`` that it shows one as a day. ``indent`` is how far
    its text is set in, ``look`` the number of its look in the workbook.
    """

    row: int
    column: int
    kind: CellKind = CellKind.EMPTY
    text: str = ""
    formula: str = ""
    locked: bool = True
    percent: bool = False
    dated: bool = False
    indent: int = 0
    look: int = 0

    @property
    def place(self) -> str:
        """How it is called: «D12»."""
        return place_of(self.row, self.column)


@dataclass(frozen=True)
class Sheet:
    """One sheet, ``rows`` high and ``columns`` wide as far as something is to be seen.

    ``widths`` are those of columns in letters, ``heights`` those of rows in points. ``open_columns`` are
    those whose cells are not locked where the file says nothing of a cell. ``fixed`` are areas whose words
    other parts of the workbook hold on to: headers of Excel's own tables, pivot tables.
    """

    name: str
    rows: int = 0
    columns: int = 0
    cells: tuple[Cell, ...] = ()
    merged: tuple[Area, ...] = ()
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_protected: bool = False
    open_columns: frozenset[int] = frozenset()
    fixed: tuple[Area, ...] = ()
    rules: tuple[Rule, ...] = ()

    @cached_property
    def by_place(self) -> Mapping[tuple[int, int], Cell]:
        """The cells by row and column."""
        return {(cell.row, cell.column): cell for cell in self.cells}

    @cached_property
    def _covered(self) -> Mapping[tuple[int, int], Area]:
        return {
            (row, column): area
            for area in self.merged
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def area_of(self, row: int, column: int) -> Area | None:
        """The merged area that a cell is a part of."""
        return self._covered.get((row, column))

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a place; an empty one where the file has none."""
        found = self.by_place.get((row, column))
        return Cell(row, column, locked=column not in self.open_columns) if found is None else found

    def shown(self, row: int, column: int) -> Cell:
        """The cell that is seen at a place: of a merged area its first one."""
        area = self.area_of(row, column)
        return self.cell(row, column) if area is None else self.cell(area.top, area.left)

    def text(self, row: int, column: int) -> str:
        """The text that is seen at a place; nothing where there is a number or a formula."""
        cell = self.shown(row, column)
        return cell.text if cell.kind is CellKind.TEXT else ""

    def texts(self) -> Iterator[Cell]:
        """The cells with texts, in their order."""
        return (cell for cell in self.cells if cell.kind is CellKind.TEXT)

    def rows_of_texts(self, most_rows: int, most_columns: int) -> list[list[str]]:
        """What is shown in the sheet row by row, as far as a table of that size can reach."""
        wide = min(self.columns, most_columns)
        rows: list[list[str]] = [[] for _ in range(min(self.rows, most_rows))]
        for cell in self.cells:
            if cell.row <= len(rows) and cell.column <= wide:
                row = rows[cell.row - 1]
                row += [""] * (cell.column - len(row))
                row[cell.column - 1] = cell.text
        return rows

    def refusal(self, row: int, column: int) -> str:
        """Why nothing may be written into a cell, in a few words; nothing where something may."""
        area = self.area_of(row, column)
        if area is not None and (area.top, area.left) != (row, column):
            return f"ô nằm trong vùng gộp {area.name}, chỉ điền được ô đầu {place_of(area.top, area.left)}"
        cell = self.cell(row, column)
        if cell.kind is CellKind.FORMULA:
            return "ô có công thức, chương trình không ghi đè"
        if any(fixed.holds(row, column) for fixed in self.fixed):
            return "ô thuộc tiêu đề bảng hoặc bảng tổng hợp (PivotTable) của Excel, không điền được"
        if self.is_protected and cell.locked:
            return "ô bị khóa trong trang được bảo vệ, nơi gửi biểu không cho điền ô này"
        return ""


@dataclass(frozen=True)
class Template:
    """A workbook; ``file`` is its name, ``digest`` the SHA-256 of its bytes, ``looks`` are those that its
    cells name by number."""

    file: str
    digest: str
    sheets: tuple[Sheet, ...]
    looks: tuple[Look, ...] = (Look(),)
    has_macros: bool = False
    is_signed: bool = False

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
