"""Prepared cell styles and row heights of a workbook.

A style is made once for each look and copied to its cells: styling every cell anew takes twice the time.
Heights are in points; column widths in a workbook count digits of its standard font, 7 pixels each.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from . import styles
from .metrics import count_lines
from .model import FormHead, Part
from .styles import Look, Stand

SIGNS = ("=", "+", "-", "@")
"""What text begins with that would read as a formula when it is edited."""
HIGHEST_ROW = 409.0
"""Spreadsheets have no higher rows."""
_LINE = 1.34
"""Height of a line in a spreadsheet, as a multiple of the font size; a little generous."""
_ROOM = 0.96
"""Share of a column's width that is counted on: screens round the widths of letters up."""
_CELL_MARGIN = 5.0
_MOST_BREAKS = 1000
"""Excel refuses files with more page breaks than 1,026; a longer list breaks its own pages."""
_USUAL_ROW = 15.0
"""Height of a row that was given none."""
_LITTLE_MORE = 1.4
"""How much higher than a page a form may be that is made smaller to print on one."""
_PAGE_SHARE = 0.97
"""Share of a page's height that is filled: a printer's rounding must not push a row over the foot."""
_POINTS_PER_UNIT = 7 * 0.75
"""A unit of column width is 7 pixels of 0.75 pt with Times New Roman 11 as the standard font."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a prepared style is made from; ``number_format`` as Excel writes it."""

    look: Look
    stand: Stand
    vertical: str = "center"
    border: str = ""
    """Sides with a line, of «tblr» (top, bottom, left, right)."""
    number_format: str = "General"
    underline: bool = False
    literal: bool = False
    """Text that would read as a formula when it is edited."""
    indent: int = 0
    """Steps by which the text is moved in."""
    one_line: bool = False
    """Text that is made smaller before it goes on in a second line."""
    over: bool = False
    """Text that goes on over the empty cells beside it."""


class StyleBook:
    """The prepared styles of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        # The standard font sets the unit of column widths and the look of cells that users add.
        standard = Font(name=styles.OFFICE_FONT, size=11)
        fonts: Any = workbook._fonts  # type: ignore[attr-defined]
        fonts.clear()
        fonts.add(standard)
        workbook._named_styles["Normal"].font = standard  # type: ignore[attr-defined]
        self._workbook = workbook
        self._made: dict[CellStyle, Any] = {}
        self._numbers: dict[CellStyle, int] = {}
        self._line = Side(style="thin", color="000000")

    def apply(self, cell: Any, style: CellStyle) -> None:
        """Give the cell this style."""
        result = self._made.get(style)
        if result is None:
            result = self._made[style] = self._make(cell, style)
        cell._style = copy(result)

    def number(self, style: CellStyle) -> int:
        """What cells that are written as XML call the style by."""
        result = self._numbers.get(style)
        if result is None:
            from openpyxl.cell import Cell

            # A cell reaches its workbook through its sheet, and needs nothing else of it.
            cell = Cell(SimpleNamespace(parent=self._workbook), row=1, column=1)  # type: ignore[arg-type]
            self.apply(cell, style)
            result = self._numbers[style] = int(cell.style_id)
        return result

    def _make(self, cell: Any, style: CellStyle) -> Any:
        look = style.look
        cell.font = Font(
            name=styles.OFFICE_FONT,
            size=look.size,
            bold=look.face.is_bold,
            italic=look.face.is_italic,
            underline="single" if style.underline else None,
            color=look.colour[1:],
        )
        cell.alignment = Alignment(
            horizontal=style.stand.value,
            vertical=style.vertical,
            wrap_text=not (style.one_line or style.over),
            shrink_to_fit=style.one_line,
            indent=style.indent,
        )
        sides = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
        lines: dict[str, Any] = {name: self._line for key, name in sides.items() if key in style.border}
        cell.border = Border(**lines)
        cell.number_format = style.number_format
        result = copy(cell._style)
        result.quotePrefix = int(style.literal)
        return result


def column_unit(points: float) -> float:
    """A column's width in the unit of spreadsheets."""
    return round(points / _POINTS_PER_UNIT, 2)


def text_room(points: float) -> float:
    """The width for text in a column of this width."""
    return max(points * _ROOM - _CELL_MARGIN, 6.0)


def lines_height(count: int, size: float) -> float:
    """The height of a row of so many lines."""
    return count * size * _LINE + 3


def text_height(text: str, look: Look, width: float) -> float:
    """The height of a row that shows the whole text in a cell of this width."""
    return lines_height(count_lines(text, look.face, look.size, text_room(width)), look.size)


def most_lines(size: float) -> int:
    """How many lines the highest row has room for."""
    return int((HIGHEST_ROW - 3) / (size * _LINE))


def break_pages(
    sheet: Worksheet, part: Part, heights: Mapping[int, float], kept: set[int], last: int
) -> None:
    """Fix where pages end, so that rows that belong together are printed on one page.

    ``heights`` are those of the rows, ``kept`` the rows that stay with the row after them. All pages are
    broken, not only those that would part such rows: programs differ by a little in scale, and one page
    more or less above would move every later break away from its place. A sheet that is one page wide keeps
    breaks between rows.
    A form that is only a little higher than a page is printed a little smaller instead.
    """
    titles = 0.0
    below = 0
    if sheet.print_title_rows:
        first, below = (int(part.strip("$")) for part in sheet.print_title_rows.split(":"))
        titles = sum(heights[row] for row in range(first, below + 1))
    room = styles.text_height(part) * _PAGE_SHARE
    whole = sum(heights.get(row, _USUAL_ROW) for row in range(1, last + 1))
    if any(isinstance(block, FormHead) for block in part.blocks) and room < whole <= room * _LITTLE_MORE:
        sheet.page_setup.fitToHeight = 1
        return
    used = 0.0
    breaks: list[int] = []
    row = 1
    while row <= last:
        end = row
        while end in kept and end < last:
            end += 1
        rows = [heights.get(number, _USUAL_ROW) for number in range(row, end + 1)]
        if sum(rows) > room - titles:
            # Together they are higher than a page.
            end = row
            rows = rows[:1]
        if used and used + sum(rows) > room:
            breaks.append(row - 1)
            used = titles if row > below else 0.0
            if len(breaks) > _MOST_BREAKS:
                return
        used += sum(rows)
        row = end + 1
    # All at once: with each that is added openpyxl looks at all of them.
    sheet.row_breaks.brk = [Break(id=number) for number in breaks]


def set_up_page(sheet: Worksheet, part: Part) -> None:
    """The part's paper, one page wide unless its sheet is wider than a page can show, the page number above
    from the second page on, counted from 1."""
    setup: Any = sheet.page_setup
    setup.orientation = "landscape" if part.landscape else "portrait"
    setup.paperSize = 9  # A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    setup.firstPageNumber, setup.useFirstPageNumber = 1, True
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = part.sheet_width <= styles.text_width(part)
    inches = 1 / 72
    margins: Any = sheet.page_margins
    margins.left, margins.right = styles.MARGIN_LEFT * inches, styles.MARGIN_RIGHT * inches
    margins.top, margins.bottom = styles.MARGIN_TOP * inches, styles.MARGIN_BOTTOM * inches
    margins.header = margins.footer = styles.HEADER_DISTANCE * inches
    # Not ``sheet.oddHeader``, which a sheet that is written row by row lacks.
    header: Any = sheet.HeaderFooter.oddHeader
    page_number = header.center
    page_number.text, page_number.size = "&P", int(styles.PAGE_NUMBER.size)
    page_number.font = f"{styles.OFFICE_FONT},Regular"
    sheet.HeaderFooter.differentFirst = True
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
