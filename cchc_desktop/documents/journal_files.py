"""The journal as files for the archive: a workbook to read, and lines of JSON to verify.

Texts stay texts: whatever somebody typed, no cell is ever a formula.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .cells import clean
from .export import write_atomically

SUFFIXES = (".xlsx", ".jsonl")
_MOST_ROWS = 1_000_000
"""A sheet of Excel's takes 1,048,576 rows."""
_MOST_LETTERS = 32_000
"""A cell of Excel's takes 32,767 letters; the lines of JSON have all of them."""
_WIDTHS = (8, 19, 22, 30, 34, 16, 18, 36, 20, 32, 32, 68)


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


def write_workbook(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], about: Iterable[Sequence[str]]
) -> int:
    """Writes the journal as a workbook: its rows under ``columns``, and a sheet ``about`` its chains; gives
    its size. Raises EnvironmentProblem where the file cannot be written."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    workbook: Any = Workbook(write_only=True)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def cells(sheet: Any, values: Sequence[Any], font: Any = None) -> Iterator[Any]:
        for value in values:
            is_text = isinstance(value, str)
            cell = WriteOnlyCell(sheet, clean(value)[:_MOST_LETTERS] if is_text else value)
            if is_text:
                # Whatever it begins with.
                cell.data_type = "s"
            cell.alignment = wrapped
            if font is not None:
                cell.font = font
            yield cell

    waiting, number = iter(rows), 0
    row = next(waiting, None)
    while row is not None or number == 0:
        number += 1
        sheet = workbook.create_sheet("Nhật ký" if number == 1 else f"Nhật ký {number}")
        sheet.freeze_panes = "A2"
        for place, width in enumerate(_WIDTHS):
            sheet.column_dimensions[chr(ord("A") + place)].width = width
        sheet.append(cells(sheet, columns, bold))
        count = 0
        while row is not None and count < _MOST_ROWS:
            sheet.append(cells(sheet, row))
            count += 1
            row = next(waiting, None)
    sheet = workbook.create_sheet("Chuỗi mã")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["C"].width = 46, 70
    for told in about:
        sheet.append(cells(sheet, told))
    found = io.BytesIO()
    workbook.save(found)
    write_atomically(path, found.getvalue())
    return len(found.getvalue())
