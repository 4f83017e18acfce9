"""The form that an officer without the program fills in, as a workbook: open cells among locked ones.

Its sheets are protected without a password, against slips and not against anybody; what tells the form from
all others stands in a sheet that spreadsheets do not offer to show.
"""

import re
from collections.abc import Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from ..domain.contribution.form import (
    FOOT,
    KEY_HEADER,
    Form,
    FormCell,
    FormColumn,
    FormRow,
    FormSection,
    Side,
)
from ..domain.contribution.marks import lines_of
from ..domain.registers.fields import LONGEST_LINE, LONGEST_TEXT, Holds, RegisterField
from . import styles
from .cells import clean
from .job import Target, opened
from .model import Part
from .render_xlsx import sheet_name
from .styles import Look, Stand
from .xlsx_styles import (
    HIGHEST_ROW,
    SIGNS,
    CellStyle,
    StyleBook,
    column_unit,
    set_up_page,
    text_height,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_OPEN_FILL = PatternFill("solid", fgColor="FFF8DC")
_OPEN_WORDS = "nền vàng nhạt"
_MARKS, _LISTS = "cchc", "cchc_danh_muc"
_HIDDEN = "veryHidden"
_TOKEN = re.compile(r"\{([a-z0-9_]+)(?:@([^{}]+))?\}")
_STANDS = {Side.LEFT: Stand.LEFT, Side.CENTER: Stand.CENTER, Side.RIGHT: Stand.RIGHT}
_LANDSCAPE_FROM = 6.5
"""The weight of a section's columns from which on its page lies on its side."""
_MOST_IN_LIST = 250
"""Letters of a list of choices that a rule of validation can hold itself."""
_MOST_TOLD, _MOST_TITLE = 250, 32
_MOST_NUMBER = Decimal(10) ** 14
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_EPOCH = date(1899, 12, 30)
_LEAST_HEIGHT, _TALL, _FOR_WORDS = 19.0, 32.0, 110.0
"""Height of a blank row, and of one with room for words of several lines: columns as wide as the last."""
_TABLE = styles.COMPACT_TABLE
_TITLE = Look("Tiêu đề phiếu", styles.Face.BOLD, 14)
_OFFICE = Look("Cơ quan lập phiếu", styles.Face.BOLD, 12, Stand.LEFT)
_LINE = Look("Dòng đầu phiếu", styles.Face.REGULAR, 12)
_NOTE = Look("Lưu ý của phiếu", styles.Face.ITALIC, 11, Stand.LEFT)
_FOOT = Look("Chân phiếu", styles.Face.BOLD, 12)
_FOOT_LINE = Look("Dòng chân phiếu", styles.Face.ITALIC, 12)


def render_input_form(form: Form, out: Target) -> None:
    """Write the form as XLSX to a path or binary stream. Raises OSError where that cannot be written."""
    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    book, names = StyleBook(workbook), {_MARKS, _LISTS}
    lists = _Lists()
    for section in form.sections:
        sheet = workbook.create_sheet(sheet_name(section.name, names))
        _SheetWriter(sheet, form, section, book, lists).write()
    lists.write(workbook)
    _write_marks(workbook, form)
    # Nobody deletes, renames or uncovers a sheet by a slip.
    workbook.security = WorkbookProtection(lockStructure=True)
    properties = workbook.properties
    properties.title = properties.subject = clean(form.title)
    properties.creator = properties.lastModifiedBy = clean(form.marks.office_name)
    properties.language = "vi-VN"
    workbook.calculation.fullCalcOnLoad = True
    with opened(out) as stream:
        workbook.save(stream)


def _write_marks(workbook: Any, form: Form) -> None:
    sheet = workbook.create_sheet(_MARKS)
    for row, line in enumerate(lines_of(form.marks), start=1):
        for column, words in enumerate(line, start=1):
            _put_text(sheet.cell(row, column), words)
    sheet.sheet_state = _HIDDEN
    sheet.protection.sheet = True


def _put_text(cell: Any, words: str) -> None:
    """Writes a text as a text, whatever it begins with."""
    if words:
        cell.value = words
        cell.data_type = "s"


class _Lists:
    """The choices that are too many for the rule of their cell, on a sheet of their own."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, choices: tuple[str, ...]) -> str:
        """The formula by which a rule names the choices."""
        joined = ",".join(choices)
        if len(joined) <= _MOST_IN_LIST and len(choices) == len(joined.split(",")) and '"' not in joined:
            return f'"{joined}"'
        column = get_column_letter(self._columns.setdefault(choices, len(self._columns) + 1))
        return f"{_LISTS}!${column}$1:${column}${len(choices)}"

    def write(self, workbook: Any) -> None:
        """Adds the sheet, where there is anything on it."""
        if not self._columns:
            return
        sheet = workbook.create_sheet(_LISTS)
        for choices, column in self._columns.items():
            for row, words in enumerate(choices, start=1):
                _put_text(sheet.cell(row, column), clean(words))
        sheet.sheet_state = _HIDDEN
        sheet.protection.sheet = True


class _SheetWriter:
    """Writes a section into its sheet, from the head to the foot."""

    def __init__(self, sheet: "Worksheet", form: Form, section: FormSection, book: StyleBook, lists: _Lists):
        self._sheet, self._form, self._section, self._book, self._lists = sheet, form, section, book, lists
        landscape = sum(column.weight for column in section.columns) >= _LANDSCAPE_FROM
        part = Part(section.name, (), landscape=landscape)
        set_up_page(sheet, part)
        room = styles.text_width(part) * 0.985
        whole = sum(column.weight for column in section.columns)
        self._widths = {
            column.key: max(room * column.weight / whole, column.least) for column in section.columns
        }
        # What is wider than the page is printed smaller.
        self._room = sum(self._widths.values())
        # The first column holds the keys of rows.
        self._places = {column.key: at for at, column in enumerate(section.columns, start=2)}
        self._last = len(section.columns) + 1
        self._row = 1
        self._rows: dict[str, int] = {}
        self._styles: dict[tuple[CellStyle, bool], Any] = {}
        self._rules: dict[tuple[object, ...], DataValidation] = {}

    def write(self) -> None:
        """Writes all of it."""
        sheet: Any = self._sheet
        sheet.column_dimensions["A"].width = 8
        sheet.column_dimensions["A"].hidden = True
        for column in self._section.columns:
            letter = get_column_letter(self._places[column.key])
            sheet.column_dimensions[letter].width = column_unit(self._widths[column.key])
        self._head()
        header = self._row
        self._header()
        first = self._row
        self._rows = {row.id: first + at for at, row in enumerate(self._section.rows)}
        for row in self._section.rows:
            self._body(row)
        self._plain(self._row, 1, FOOT)
        self._foot()
        for validation in self._rules.values():
            sheet.add_data_validation(validation)
        sheet.freeze_panes = sheet.cell(first, min(4, self._last))
        sheet.print_title_rows = f"{header}:{header}"
        sheet.print_area = f"B1:{get_column_letter(self._last)}{self._row}"
        protection = sheet.protection
        protection.sheet = True
        # What changes how it looks may be done by anybody.
        protection.formatColumns = protection.formatRows = protection.formatCells = False

    def _head(self) -> None:
        marks = self._form.marks
        self._wide(clean(marks.office_name.upper()), _OFFICE)
        self._wide(clean(self._form.title.upper()), _TITLE)
        for line in (self._section.title, *self._form.lines):
            self._wide(clean(line), _LINE)
        fill = f"Chỉ điền vào ô {_OPEN_WORDS}; các ô khác đã khóa. Chọn ô để xem cách điền."
        for line in (fill, *self._section.notes):
            self._wide(clean(line), _NOTE)

    def _wide(self, words: str, look: Look) -> None:
        """A line over the whole width."""
        if words:
            cell = self._plain(self._row, 2, words)
            self._book.apply(cell, CellStyle(look, look.stand))
            if self._last > 2:
                self._sheet.merge_cells(
                    start_row=self._row, end_row=self._row, start_column=2, end_column=self._last
                )
            self._sheet.row_dimensions[self._row].height = text_height(words, look, self._room) + 2
        self._row += 1

    def _plain(self, row: int, column: int, words: str) -> Any:
        cell: Any = self._sheet.cell(row, column)
        _put_text(cell, words)
        return cell

    def _header(self) -> None:
        look = _TABLE.header
        self._plain(self._row, 1, KEY_HEADER)
        heights = [0.0]
        for column in self._section.columns:
            cell = self._plain(self._row, self._places[column.key], clean(column.header))
            self._book.apply(cell, CellStyle(look, Stand.CENTER, border="tblr"))
            heights.append(text_height(column.header, look, self._widths[column.key]))
        self._sheet.row_dimensions[self._row].height = max(heights) + 4
        self._row += 1

    def _body(self, row: FormRow) -> None:
        sheet: Any = self._sheet
        if row.is_group:
            self._group(row)
            return
        self._plain(self._row, 1, self._form.keys[self._section.id, row.id])
        for column in self._section.columns:
            cell = sheet.cell(self._row, self._places[column.key])
            held = row.cells.get(column.key, FormCell())
            is_open = held.takes is not None
            value = self._value(cell, held)
            indent = row.indent if column.key == self._section.anchor else 0
            self._style(cell, column, value, indent, is_open=is_open, takes=held.takes)
            if held.takes is not None:
                self._rule(cell, held.takes, column)
        sheet.row_dimensions[self._row].height = min(self._height(row), HIGHEST_ROW)
        self._row += 1

    def _height(self, row: FormRow) -> float:
        """The height of a row with all the words that are in it."""
        heights = [_LEAST_HEIGHT]
        for column in self._section.columns:
            shown = row.cells.get(column.key, FormCell()).shown
            if isinstance(shown, str):
                heights.append(text_height(clean(shown), _TABLE.cell, self._widths[column.key]))
            elif column.least >= _FOR_WORDS:
                heights.append(_TALL)
        return max(heights)

    def _group(self, row: FormRow) -> None:
        """A bold row over the whole width."""
        words = next((str(cell.shown) for cell in row.cells.values() if cell.shown), "")
        for at in range(2, self._last + 1):
            style = CellStyle(_TABLE.strong, Stand.LEFT, border="tblr")
            self._book.apply(self._sheet.cell(self._row, at), style)
        self._plain(self._row, 2, clean(words))
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=2, end_column=self._last)
        self._row += 1

    def _value(self, cell: Any, held: FormCell) -> object:
        if held.formula:
            cell.value = f"={_TOKEN.sub(self._reference, held.formula)}"
            return ""
        shown = held.shown
        if isinstance(shown, str):
            _put_text(cell, clean(shown))
        elif shown is not None:
            cell.value = shown
        return shown

    def _reference(self, found: re.Match[str]) -> str:
        """The place of the cell that a formula speaks of."""
        at = self._rows[found[2]] if found[2] else self._row
        return f"{get_column_letter(self._places[found[1]])}{at}"

    def _style(
        self, cell: Any, column: FormColumn, value: object, indent: int, *, is_open: bool, takes: object
    ) -> None:
        literal = isinstance(value, str) and value[:1] in SIGNS
        style = CellStyle(
            _TABLE.cell,
            _STANDS[column.side],
            border="tblr",
            number_format=_format(value, takes),
            literal=literal,
            indent=indent,
        )
        made = self._styles.get((style, is_open))
        if made is None:
            self._book.apply(cell, style)
            if is_open:
                cell.protection, cell.fill = Protection(locked=False), _OPEN_FILL
            made = self._styles[style, is_open] = copy(cell._style)
        cell._style = copy(made)

    def _rule(self, cell: Any, takes: RegisterField, column: FormColumn) -> None:
        hint, choices = takes.help or column.hint, _choices(takes)
        # Cells with the same rule share it.
        rule = (takes.holds, takes.label, takes.at_most, choices, takes.is_open, hint)
        if rule not in self._rules:
            self._rules[rule] = _validation(takes, hint, column, self._lists)
        self._rules[rule].add(cell)

    def _foot(self) -> None:
        """Who filled it in: at the right, below the rows."""
        self._row += 1
        half = max(2, (self._last + 3) // 2)
        place = f"{self._form.place}, " if self._form.place else ""
        for words, look in (
            (f"{place}ngày …… tháng …… năm ………", _FOOT_LINE),
            ("NGƯỜI LẬP PHIẾU", _FOOT),
            ("(Ký, ghi rõ họ tên)", _FOOT_LINE),
        ):
            cell = self._plain(self._row, half, words)
            self._book.apply(cell, CellStyle(look, Stand.CENTER, over=True))
            if half < self._last:
                self._sheet.merge_cells(
                    start_row=self._row, end_row=self._row, start_column=half, end_column=self._last
                )
            self._row += 1
        self._row += 3


def _format(value: object, takes: object) -> str:
    """How numbers and days are shown in a cell, those too that are still to be typed."""
    if isinstance(takes, RegisterField):
        match takes.holds:
            case Holds.DAY:
                return "dd/mm/yyyy"
            case Holds.NUMBER:
                return "#,##0"
            case Holds.LINE | Holds.UNIT | Holds.OFFICER:
                return "@"
        return "General"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return "#,##0" if whole else "General"


def _validation(takes: RegisterField, hint: str, column: FormColumn, lists: _Lists) -> DataValidation:
    """The rule of validation for cells that take a field."""
    made = DataValidation(allow_blank=True, **_limits(takes, lists))
    made.showErrorMessage = not (takes.is_open or takes.holds in (Holds.UNIT, Holds.OFFICER))
    made.errorTitle = "Chưa đúng"
    made.error = _error(takes)[:220]
    if hint:
        made.showInputMessage = True
        made.promptTitle = column.header[:_MOST_TITLE]
        made.prompt = hint[:_MOST_TOLD]
    return made


def _limits(takes: RegisterField, lists: _Lists) -> Mapping[str, Any]:
    most = takes.at_most if takes.at_most is not None else _MOST_NUMBER
    if choices := _choices(takes):
        return {"type": "list", "formula1": lists.source(choices)}
    match takes.holds:
        case Holds.NUMBER | Holds.AMOUNT:
            kind = "whole" if takes.holds is Holds.NUMBER else "decimal"
            return {"type": kind, "operator": "between", "formula1": "0", "formula2": str(most)}
        case Holds.DAY:
            first, last = ((day - _EPOCH).days for day in (_FIRST, _LAST))
            return {"type": "date", "operator": "between", "formula1": str(first), "formula2": str(last)}
    longest = LONGEST_TEXT if takes.holds is Holds.TEXT else LONGEST_LINE
    return {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(longest)}


def _choices(takes: RegisterField) -> tuple[str, ...]:
    match takes.holds:
        case Holds.YES_NO:
            return ("Có", "Không")
        case Holds.AREA:
            return tuple(words for _, words in takes.area_choices)
    return tuple(takes.choices)


def _error(takes: RegisterField) -> str:
    """What is said where something else is typed."""
    most = f" đến {takes.at_most:f}" if takes.at_most is not None else ""
    if _choices(takes):
        return f"«{takes.label}»: hãy chọn trong danh sách của ô."
    match takes.holds:
        case Holds.NUMBER:
            return f"«{takes.label}» là số nguyên từ 0{most}. Chỉ ghi số, không ghi đơn vị tính."
        case Holds.AMOUNT:
            return f"«{takes.label}» là số từ 0{most}. Chỉ ghi số, không ghi đơn vị tính."
        case Holds.DAY:
            return f"«{takes.label}» là ngày, ghi như 05/3/2026."
    longest = LONGEST_TEXT if takes.holds is Holds.TEXT else LONGEST_LINE
    return f"«{takes.label}» dài nhất {longest} chữ. Hãy rút ngắn."
