"""The journal as files for the archive: a workbook to read and print, and lines of JSON to verify.

Texts stay texts: whatever somebody typed, no cell is ever a formula.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from .cells import clean
from .export import write_atomically
from .metrics import chunks
from .model import Part
from .styles import Face, Look, Stand

SUFFIXES = (".xlsx", ".jsonl")
_MOST_ROWS = 1_000_000
"""A sheet of Excel's takes 1,048,576 rows."""
_COLUMNS = (
    ("STT", 32.0), ("Lúc", 78.0), ("Người làm", 66.0), ("Máy", 62.0), ("Việc", 84.0), ("Bản ghi", 162.0),
    ("Cột", 80.0), ("Từ", 103.0), ("Thành", 103.0),
)  # fmt: skip
"""With their widths in points: together they fill an A4 page on its side."""
_ABOUT_WIDTHS = (150.0, 130.0, 490.0)
_TIME = "dd/mm/yyyy hh:mm"
_HEADER = Look("", Face.BOLD, 9)
_TEXT = Look("", Face.REGULAR, 9, Stand.LEFT)
_MARGIN = 0.5
"""Left and right of a page, in inches: a list needs the width more than a letter does."""
_SIDES = "tblr"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One row of the workbook: a column of a record that an action changed, or the action alone."""

    number: int
    at: datetime
    officer: str
    device: str
    operation: str
    record: str
    column: str
    before: str
    after: str


def write_lines(path: Path, head: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> int:
    """Writes the journal as lines of JSON (UTF-8), the first of which says what they are; gives its size.

    Raises EnvironmentProblem where the file cannot be written.
    """
    found = io.BytesIO()
    for value in (head, *lines):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        found.write(f"{text}\n".encode())
    write_atomically(path, found.getvalue())
    return found.tell()


def write_workbook(path: Path, lines: Iterable[JournalLine], about: Iterable[Sequence[str]]) -> int:
    """Writes the journal as a workbook: its lines, oldest first, and a sheet that explains them (``about``,
    rows of three cells, the first of which names the others); gives its size.

    Raises EnvironmentProblem where the file cannot be written.
    """
    from openpyxl import Workbook

    from .xlsx_styles import StyleBook

    workbook: Any = Workbook(write_only=True)
    book = StyleBook(workbook)
    titles, widths = [name for name, _ in _COLUMNS], [width for _, width in _COLUMNS]
    waiting, number = iter(lines), 0
    line = next(waiting, None)
    while line is not None or number == 0:
        number += 1
        sheet = _Sheet(workbook, book, "Nhật ký" if number == 1 else f"Nhật ký {number}", widths)
        sheet.add(titles, _HEADER)
        while line is not None and sheet.count < _MOST_ROWS:
            sheet.add(astuple(line), _TEXT)
            line = next(waiting, None)
        sheet.head_stays()
    sheet = _Sheet(workbook, book, "Giải thích", _ABOUT_WIDTHS)
    for told in about:
        sheet.add(told, _TEXT, first=_HEADER)
    found = io.BytesIO()
    workbook.save(found)
    write_atomically(path, found.getvalue())
    return len(found.getvalue())


class _Sheet:
    """A sheet that is written row by row, each as high as what its cells hold."""

    def __init__(self, workbook: Any, book: Any, name: str, widths: Sequence[float]) -> None:
        from openpyxl.utils import get_column_letter

        from .xlsx_styles import column_unit, set_up_page

        self._sheet = workbook.create_sheet(name)
        self._book, self._widths = book, widths
        self.count = 0
        """How many rows there are."""
        set_up_page(self._sheet, Part("", (), landscape=True))
        self._sheet.page_margins.left = self._sheet.page_margins.right = _MARGIN
        for place, width in enumerate(widths, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = column_unit(width)
        # What stays in sight must be known before the first row is written.
        if len(widths) == len(_COLUMNS):
            self._sheet.freeze_panes = "A2"

    def add(self, values: Sequence[Any], look: Look, first: Look | None = None) -> None:
        """Adds a row; one that is higher than a row can be goes on in the next, which repeats the rest."""
        from .xlsx_styles import most_lines, text_room

        looks = [first or look, *(look,) * (len(values) - 1)]
        pieces = [
            chunks(clean(value), each.face, each.size, text_room(width), most_lines(each.size))
            if isinstance(value, str)
            else [value]
            for value, each, width in zip(values, looks, self._widths, strict=True)
        ]
        for place in range(max(map(len, pieces))):
            below = (piece[place : place + 1] or [""] for piece in pieces)
            row = [
                piece[0] if len(piece) == 1 else rest[0] for piece, rest in zip(pieces, below, strict=True)
            ]
            self._write(row, looks)

    def _write(self, row: Sequence[Any], looks: Sequence[Look]) -> None:
        from .xlsx_styles import lines_height, text_height

        self.count += 1
        heights = [
            text_height(value, look, width) if isinstance(value, str) else lines_height(1, look.size)
            for value, look, width in zip(row, looks, self._widths, strict=True)
        ]
        self._sheet.row_dimensions[self.count].height = max(heights)
        self._sheet.append(self._cells(row, looks))

    def _cells(self, row: Sequence[Any], looks: Sequence[Look]) -> Iterator[Any]:
        from openpyxl.cell import WriteOnlyCell

        from .xlsx_styles import CellStyle

        for value, look in zip(row, looks, strict=True):
            cell = WriteOnlyCell(self._sheet, value)
            is_text = isinstance(value, str)
            if is_text:
                # Whatever it begins with.
                cell.data_type = "s"
            shape = _TIME if isinstance(value, datetime) else "General"
            literal = is_text and value[:1] in tuple("=+-@")
            stand = Stand.CENTER if look is _HEADER and len(row) == len(_COLUMNS) else Stand.LEFT
            self._book.apply(cell, CellStyle(look, stand, "top", _SIDES, shape, literal=literal))
            yield cell

    def head_stays(self) -> None:
        """The first row is printed on every page, and filters those below; to be called at the end."""
        from openpyxl.utils import get_column_letter

        self._sheet.print_title_rows = "1:1"
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._widths))}{self.count}"
