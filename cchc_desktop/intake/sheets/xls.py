"""Sheets of a workbook of Excel 97 to 2003, read by xlrd from records that were looked through before."""

import io
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from ...domain.templates.sheet import Area
from .biff import Records
from .colours import is_unseen
from .grid import MAX_COLUMNS, MAX_ROWS, CellValue, GridMaker, Look, SheetGrid, moment
from .number_formats import hides_text, shown

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def read_xls(records: Records, most: int) -> list[SheetGrid]:
    """The first sheets of a workbook. Raises what xlrd raises over a damaged one, and Refusal."""
    import xlrd

    book = xlrd.open_workbook(
        file_contents=records.stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )
    return [_Reader(book, records, sheet, at).read() for at, sheet in enumerate(book.sheets()[:most])]


class _Reader:
    """Reads one sheet."""

    def __init__(self, book: Any, records: Records, sheet: Any, at: int) -> None:
        self._book = book
        self._sheet = sheet
        self._formulas = records.formulas.get(at, set())
        self._is_stale = at in records.stale

    def read(self) -> SheetGrid:
        """The sheet."""
        sheet = self._sheet
        grid = GridMaker(sheet.name, is_hidden=bool(sheet.visibility))
        grid.hidden_rows.update(
            row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden and row < MAX_ROWS
        )
        grid.hidden_columns.update(
            column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0
        )
        for top, bottom, left, right in sheet.merged_cells:
            if top < MAX_ROWS and left < MAX_COLUMNS:
                grid.merge(Area(top + 1, left + 1, bottom, right))
        for row in range(min(sheet.nrows, MAX_ROWS)):
            for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
                self._cell(grid, row, column)
        for (row, column), note in sheet.cell_note_map.items():
            words, author = str(note.text or ""), str(note.author or "")
            if author and words.lstrip().startswith(f"{author}:"):
                words = words.lstrip()[len(author) + 1 :]
            grid.comment(row + 1, column + 1, words)
        return grid.made()

    def _cell(self, grid: GridMaker, row: int, column: int) -> None:
        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        is_formula = (row, column) in self._formulas
        if kind not in (_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR) and not is_formula:
            return
        form = self._book.xf_list[self._sheet.cell_xf_index(row, column)]
        font = self._book.font_list[form.font_index]
        known = self._book.format_map.get(form.format_key)
        code = str(known.format_str or "") if known is not None else ""
        code = "" if code.lower() == "general" else code
        found = self._value(kind, value)
        looks = set()
        fonts = [font, *self._run_fonts(row, column)]
        if any(each.struck_out for each in fonts):
            looks.add(Look.STRUCK)
        if any(each.escapement for each in fonts):
            looks.add(Look.RAISED)
        if self._is_unseen(font, form) or (isinstance(found, str) and hides_text(code)):
            looks.add(Look.UNSEEN)
        if is_formula and self._is_stale:
            looks.add(Look.STALE)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        is_percent = (
            is_number and bool(code) and isfinite(value) and shown(code, Decimal(f"{value:.15g}")).is_percent
        )
        grid.put(
            row + 1,
            column + 1,
            found,
            is_formula=is_formula,
            is_percent=is_percent,
            code=code if is_number else "",
            looks=looks,
        )

    def _value(self, kind: int, value: Any) -> CellValue:
        match kind:
            case 1:  # A formula that comes to nothing has a text too.
                return str(value) or None
            case 2:
                return int(value) if abs(value) < 10**15 and value == int(value) else float(value)
            case 3:
                return moment(float(value), from_1904=bool(self._book.datemode))
            case 4:
                return bool(value)
            case 5:
                from xlrd import error_text_from_code

                errors: Mapping[int, str] = error_text_from_code
                return errors.get(int(value), "#ERR")
        return None

    def _run_fonts(self, row: int, column: int) -> list[Any]:
        """The fonts of parts of a text."""
        fonts = self._book.font_list
        runs = self._sheet.rich_text_runlist_map.get((row, column), ())
        return [fonts[number] for _, number in runs if number < len(fonts)]

    def _is_unseen(self, font: Any, form: Any) -> bool:
        ink = self._colour(font.colour_index)
        ground = (
            self._colour(form.background.pattern_colour_index) if form.background.fill_pattern == 1 else ""
        )
        return is_unseen(ink, ground)

    def _colour(self, index: int) -> str:
        colour = self._book.colour_map.get(index)
        return "#" + "".join(f"{part & 255:02x}" for part in colour) if colour else ""
