"""Ranges of cells on the clipboard, as Excel and LibreOffice put them there and take them from it.

Cells of a row are parted by tabs, rows by line ends. A cell that holds either of them, or begins with a
quotation mark, stands in quotation marks, its own ones doubled. A text that a spreadsheet would take for a
formula has an apostrophe before it, as one would type it there.
"""

import re
from collections.abc import Iterator, Sequence

from PySide6.QtGui import QGuiApplication

from ...domain.text import normalize, unseen_in

Cells = list[list[str]]
"""Rows of cells; rows may differ in length."""

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|$)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_ROW_END = re.compile(r"\r\n|\r|\n")
_FORMULA = re.compile(r"'*\s*[=+@-]")
_GUARDED = re.compile(r"'+\s*[=+@-]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+%?|-")
_NEEDS_QUOTES = re.compile(r'[\t\r\n]|^"')


def parse_cells(text: str) -> Cells:
    """The cells of a text from a spreadsheet; none for an empty text.

    A quotation mark that no other one closes before the cell's end is a letter like any other: spreadsheets
    leave a cell that merely begins with one as it is. A cell that holds what nobody sees keeps it: whether
    that can be left out is for those to say who take it.
    """
    # Windows ends the text of its clipboard with a zero.
    text = text.rstrip("\0")
    if not text:
        return []
    rows: Cells = [[]]
    for cell, ends_row in _cells(text):
        text = cell[1:] if _GUARDED.match(cell) else cell
        rows[-1].append(text if unseen_in(text) else normalize(text))
        if ends_row:
            rows.append([])
    if not rows[-1]:
        rows.pop()
    return rows


def _cells(text: str) -> Iterator[tuple[str, bool]]:
    """Every cell, and whether a line end follows it."""
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted is not None:
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            cell, at = plain[0], plain.end()
        row_end = _ROW_END.match(text, at)
        yield cell, row_end is not None
        at = row_end.end() if row_end is not None else at + 1
        # A line end after the last row begins no further one, a tab does begin a further cell.
        if at > len(text) or (row_end is not None and at == len(text)):
            return


def format_cells(rows: Sequence[Sequence[str]]) -> str:
    """The cells as a text that spreadsheets take as a range."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        cell = f"'{cell}"
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def fill(cells: Cells, height: int, width: int) -> Cells:
    """The cells as they are pasted into a chosen range of so many rows and columns.

    They are repeated where the range is a whole multiple of them, as spreadsheets do; otherwise the range
    only says where they begin.
    """
    columns = {len(row) for row in cells}
    if len(columns) != 1:
        return cells
    across, down = columns.pop(), len(cells)
    if not across or width % across or height % down:
        return cells
    return [row * (width // across) for row in cells] * (height // down)


def copy_cells(rows: Sequence[Sequence[str]]) -> None:
    """Puts a range on the clipboard."""
    QGuiApplication.clipboard().setText(format_cells(rows))


def copied_cells() -> Cells:
    """The range that is on the clipboard; none where it holds no text."""
    return parse_cells(QGuiApplication.clipboard().text())
