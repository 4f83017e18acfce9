"""A sheet of cells as its reader hands it on: values, what is seen of them, and what stands around them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from ...domain.errors import Refusal
from ...domain.numerals import format_number
from ...domain.templates.sheet import Area, letters_of
from ...domain.text import clean_line, has_line_end, unseen_in

MAX_SHEETS = 40
MAX_ROWS = 3_000
MAX_COLUMNS = 60
"""What lies beyond these is not looked at: an annex has some 250 rows and 8 columns."""
MAX_TEXT = 32_767
"""Letters of a cell: no more can be typed in Excel."""
_MAX_COVERED = MAX_ROWS * MAX_COLUMNS

_LEAP_DAY = 60
_NO_ZERO = "#"
"""A format that shows nothing of 0."""
_AUTHOR = re.compile(r"[^\n:]{1,40}:[ \t]*\r?\n")

CellValue = str | int | float | bool | date | time | timedelta | None


class Look(StrEnum):
    """What makes a cell other than it looks, or look other than it is."""

    STRUCK = "struck"
    """Some of it is struck through."""
    UNSEEN = "unseen"
    """Its letters have the colour of their ground, or its format shows nothing of it."""
    RAISED = "raised"
    """Some of it is raised or lowered, as the numbers of notes are."""
    STALE = "stale"
    """It is a formula that was never worked out by a program that stores results."""
    HIDDEN_ROW = "hidden row"
    HIDDEN_COLUMN = "hidden column"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell and its place («D17»); a text is one clean line, None where the cell is empty.

    ``is_percent`` says that a number is shown a hundredfold with a «%»; ``is_formula`` that a formula stands
    in it, ``value`` is then what it came to when the file was last saved. ``unclean`` is the text as it is in
    the file, where some of it is not seen, or it goes over lines: figures are read from that. ``code`` is the
    format of a number, nothing where it shows the number as it is; ``comment`` what was written beside the
    cell; ``merged`` the area («D17:D19») that it is merged to.
    """

    place: str
    value: CellValue = None
    is_percent: bool = False
    is_formula: bool = False
    unclean: str = field(default="", compare=False)
    code: str = ""
    looks: frozenset[Look] = frozenset()
    comment: str = ""
    merged: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, not even a formula."""
        return self.value is None and not self.is_formula

    @property
    def text(self) -> str:
        """The text in it; nothing for anything else."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def is_covered(self) -> bool:
        """Whether it lies below another cell that it is merged to."""
        return bool(self.merged) and self.merged.partition(":")[0] != self.place


Grid = Sequence[Sequence[SheetCell]]


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A sheet: its name, whether it is hidden, and its rows of cells, all of one length."""

    name: str
    is_hidden: bool
    rows: Grid


@cache
def letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    return letters_of(column)


def moment(serial: float, *, from_1904: bool) -> CellValue:
    """The day, or the hour, that a number stands for; itself where it stands for none."""
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    # Excel counts a 29/02/1900 that never was.
    early = not from_1904 and 1 <= serial < _LEAP_DAY
    try:
        found = first + timedelta(days=serial + early)
    except (OverflowError, ValueError):
        return serial
    if 0 <= serial < 1:
        return time(found.hour, found.minute, found.second)
    return found.date() if serial == int(serial) else found


class GridMaker:
    """Gathers the cells of a sheet, whatever its reader finds first; rows and columns are counted from 1."""

    def __init__(self, name: str, *, is_hidden: bool = False) -> None:
        self._name = name
        self._is_hidden = is_hidden
        self._cells: dict[tuple[int, int], SheetCell] = {}
        self._comments: dict[tuple[int, int], str] = {}
        self._areas: list[Area] = []
        self._covered = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.hides_zeros = False
        """Whether the sheet shows nothing where a number is 0."""
        # Many cells share a text, which may be long.
        self._cleaned = cache(_cleaned)

    def put(
        self,
        row: int,
        column: int,
        value: CellValue,
        *,
        is_formula: bool = False,
        is_percent: bool = False,
        code: str = "",
        looks: Iterable[Look] = (),
    ) -> None:
        """A cell with something in it; one that lies too far away is left out. Raises Refusal."""
        if row > MAX_ROWS or column > MAX_COLUMNS or (value is None and not is_formula):
            return
        place, unclean = f"{letters(column)}{row}", ""
        if isinstance(value, str):
            refuse_long(len(value), place)
            value, unclean = self._cleaned(value)
        cell = SheetCell(place, value, is_percent, is_formula, unclean, code, frozenset(looks))
        if not cell.is_empty or cell.unclean:
            self._cells[row, column] = cell

    def comment(self, row: int, column: int, words: str) -> None:
        """What was written beside a cell, without the name of who wrote it on a line before it."""
        words = words.lstrip()
        if found := _AUTHOR.match(words):
            words = words[found.end() :]
        if row <= MAX_ROWS and column <= MAX_COLUMNS and (words := clean_line(words[:MAX_TEXT])):
            self._comments[row, column] = words

    def merge(self, area: Area) -> None:
        """Cells that are merged to one."""
        area = Area(area.top, area.left, min(area.bottom, MAX_ROWS), min(area.right, MAX_COLUMNS))
        height, width = area.bottom - area.top + 1, area.right - area.left + 1
        if height < 1 or width < 1 or height * width == 1:
            return
        self._covered += height * width
        if self._covered > _MAX_COVERED:
            raise Refusal(
                "Tệp gộp quá nhiều ô, không giống phụ lục thống kê. Hãy bỏ gộp ô (Unmerge) rồi chọn lại."
            )
        self._areas.append(area)

    def made(self) -> SheetGrid:
        """The sheet."""
        height = max((row for row, _ in self._cells), default=0)
        width = max((column for _, column in self._cells), default=0)
        merged = {
            (row, column): f"{letters(area.left)}{area.top}:{letters(area.right)}{area.bottom}"
            for area in self._areas
            for row in range(area.top, min(area.bottom, height) + 1)
            for column in range(area.left, min(area.right, width) + 1)
        }
        rows = [
            [self._cell(row, column, merged) for column in range(1, width + 1)]
            for row in range(1, height + 1)
        ]
        return SheetGrid(self._name, self._is_hidden, rows)

    def _cell(self, row: int, column: int, merged: dict[tuple[int, int], str]) -> SheetCell:
        place = row, column
        cell = self._cells.get(place)
        words, area = self._comments.get(place, ""), merged.get(place, "")
        if cell is None:
            return SheetCell(f"{letters(column)}{row}", comment=words, merged=area)
        is_zero = self.hides_zeros and cell.value == 0 and not isinstance(cell.value, bool)
        is_hidden = row in self.hidden_rows or column in self.hidden_columns
        if not (is_zero or is_hidden or words or area):
            return cell
        looks = set(cell.looks)
        if row in self.hidden_rows:
            looks.add(Look.HIDDEN_ROW)
        if column in self.hidden_columns:
            looks.add(Look.HIDDEN_COLUMN)
        code = _NO_ZERO if is_zero else cell.code
        return replace(cell, looks=frozenset(looks), comment=words, merged=area, code=code)


def _cleaned(text: str) -> tuple[str | None, str]:
    """The text of a cell as one line, and as it stands there where that is not all that is to be seen."""
    return clean_line(text) or None, text if unseen_in(text) or has_line_end(text) else ""


def refuse_long(count: int, place: str) -> None:
    """Refuses a cell with more letters than can be typed."""
    if count > MAX_TEXT:
        raise Refusal(
            f"Ô {place} dài hơn {format_number(MAX_TEXT)} chữ cái, nhiều hơn Excel cho phép. "
            "Hãy mở tệp bằng Excel, rút ngắn ô đó rồi lưu lại."
        )
