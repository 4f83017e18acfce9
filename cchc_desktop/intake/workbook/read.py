"""A workbook as it looks: cells, merged areas, widths, what is hidden, locked and validated.

Nothing of it is worked out: a formula's cell shows what it came to when the file was last saved.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from ... import log
from ...domain.errors import Refusal
from ...domain.numerals import format_number
from ...domain.templates.sheet import (
    Area,
    Cell,
    CellKind,
    Look,
    Rule,
    Sheet,
    Template,
    parse_area,
    parse_place,
)
from ...domain.text import clean_text, normalize
from ..sheets.number_formats import with_noughts
from .package import MAX_PART, SheetPart, Workbook, child, children, local, with_workbook
from .styles import Style, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ROWS = 5_000
MAX_COLUMNS = 300
"""What lies beyond these is kept in the file, and neither shown nor filled in."""
MAX_CELLS = 150_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a workbook is read: rows of a sheet, cells of all sheets. What lies below the last row is
    left out, or, where ``is_whole``, refused; ``what`` is the kind of file, in the words of a refusal."""

    rows: int = field(default_factory=lambda: MAX_ROWS)
    cells: int = field(default_factory=lambda: MAX_CELLS)
    is_whole: bool = False
    what: str = "Biểu"
    most: str = "lớn hơn một biểu mẫu báo cáo"


_MAX_MERGED = 20_000
_MAX_COVERED = 200_000
_MAX_RULES = 2_000
_MAX_TEXT = 32_767
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML or Excel would not keep (ISO/IEC 29500-1, 22.9.2.19)."""
_BEYOND = date(2500, 1, 1)
_CUT = "Hãy tách các trang cần điền ra một tệp riêng."


def read_template(path: Path) -> Template:
    """The workbook in a file, as it looks. Raises Refusal where it cannot be read or is too large."""
    with log.INTAKE.timed("template") as facts:
        found = with_workbook(path, lambda book: template_of(book, path.name))
        facts["sheets"] = len(found.sheets)
        facts["cells"] = sum(len(sheet.cells) for sheet in found.sheets)
        return found


def template_of(book: Workbook, name: str, bounds: Bounds | None = None) -> Template:
    """The workbook of a name, within bounds. Raises Refusal where it has no sheet, or is too large."""
    styles = read_styles(book)
    strings = _strings(book)
    meter = _Meter(bounds or Bounds())
    sheets = tuple(_SheetReader(book, part, styles, strings, meter).read() for part in book.sheets())
    if not sheets:
        raise Refusal(f"Tệp «{name}» không có trang tính nào. Hãy chọn biểu mẫu Excel (.xlsx).")
    return Template(
        name,
        book.digest,
        sheets,
        tuple(style.look for style in styles) or (Look(),),
        book.has_macros,
        book.is_signed,
    )


class _Meter:
    """Counts the cells of all sheets."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._cells = 0

    def cell(self) -> None:
        """One cell more. Raises Refusal where there are too many."""
        self._cells += 1
        if self._cells > (most := self.bounds.cells):
            words = f"{self.bounds.what} có hơn {format_number(most)} ô, {self.bounds.most}."
            raise Refusal(f"{words} {_CUT}")

    def last_row(self, sheet: str) -> None:
        """A row below the last one that is read. Raises Refusal where all are wanted."""
        if self.bounds.is_whole:
            words = f"Trang «{sheet}» có hơn {format_number(self.bounds.rows)} dòng."
            raise Refusal(f"{words} Hãy tách ra nhiều tệp, mỗi tệp ít dòng hơn, rồi nhập lần lượt.")


def _strings(book: Workbook) -> Sequence[str]:
    """The texts that cells share."""
    part = book.of_kind("sharedStrings")
    if part is None or not book.package.has(part):
        return ()
    return [_text(item) for item in book.package.xml_of(part, MAX_PART)]


def _text(item: "_Element") -> str:
    """The text of an item: its own, or of its runs; not how it is pronounced."""
    pieces: list[str] = []
    for element in item:
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) == "r":
            pieces += (piece.text or "" for piece in children(element, "t"))
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))
    if len(text) > _MAX_TEXT:
        raise Refusal(f"Biểu có ô dài hơn {format_number(_MAX_TEXT)} chữ cái, nhiều hơn Excel cho phép.")
    return text


class _SheetReader:
    """Reads one sheet."""

    def __init__(
        self,
        book: Workbook,
        part: SheetPart,
        styles: Sequence[Style],
        strings: Sequence[str],
        meter: _Meter,
    ) -> None:
        self._book = book
        self._part = part
        self._styles = styles
        self._strings = strings
        self._meter = meter
        self._most_rows = meter.bounds.rows
        self._cells: dict[tuple[int, int], Cell] = {}
        self._arrays: list[Area] = []
        self._shared: dict[str, tuple[str, str]] = {}
        self._seen_rows = self._seen_columns = 0

    def read(self) -> Sheet:
        """The sheet."""
        root = self._book.package.xml_of(self._part.part, MAX_PART)
        heights: dict[int, float] = {}
        hidden_rows: set[int] = set()
        number = 0
        for row in children(child(root, "sheetData"), "row"):
            number = _number(row.get("r")) or number + 1
            if number > self._most_rows:
                if child(row, "c") is not None:
                    self._meter.last_row(self._part.name)
                break
            if (height := _real(row.get("ht"))) is not None:
                heights[number] = height
            if row.get("hidden") in ("1", "true"):
                hidden_rows.add(number)
            self._row(row, number)
        for area in self._arrays:
            self._cover(area)
        merged = tuple(self._merged(root))
        for area in merged:
            self._see(area.bottom, area.right)
        widths, hidden, open_columns = self._columns(root)
        protection = child(root, "sheetProtection")
        return Sheet(
            name=self._part.name,
            rows=self._seen_rows,
            columns=self._seen_columns,
            cells=tuple(self._cells[key] for key in sorted(self._cells)),
            merged=merged,
            widths=widths,
            heights=heights,
            hidden_columns=frozenset(hidden),
            hidden_rows=frozenset(hidden_rows),
            is_hidden=self._part.is_hidden,
            is_protected=protection is not None and protection.get("sheet") in ("1", "true"),
            open_columns=frozenset(open_columns),
            fixed=tuple(self._fixed()),
            rules=tuple(self._rules(root)),
        )

    def _see(self, row: int, column: int) -> None:
        self._seen_rows = max(self._seen_rows, min(row, self._most_rows))
        self._seen_columns = max(self._seen_columns, min(column, MAX_COLUMNS))

    # Cells

    def _row(self, row: "_Element", number: int) -> None:
        column = 0
        for element in children(row, "c"):
            place = parse_place(element.get("r") or "")
            column = place[1] if place is not None else column + 1
            if column > MAX_COLUMNS:
                continue
            self._meter.cell()
            cell, shows = self._cell(element, number, column)
            self._cells[number, column] = cell
            if shows or cell.kind is not CellKind.EMPTY:
                self._see(number, column)

    def _cell(self, element: "_Element", row: int, column: int) -> tuple[Cell, bool]:
        look = _number(element.get("s"))
        style = self._styles[look] if look < len(self._styles) else self._styles[0]
        kind, text = self._content(element, style)
        formula = ""
        if (described := child(element, "f")) is not None:
            kind, formula = CellKind.FORMULA, self._formula(described, element.get("r") or "")
        # Blanks in front set a text in, too.
        bare = text.lstrip(" ")
        indent = style.indent + len(text) - len(bare)
        cell = Cell(
            row,
            column,
            kind,
            clean_text(bare),
            formula,
            style.locked,
            style.percent,
            style.dated,
            indent,
            look,
        )
        return cell, style.shows

    def _content(self, element: "_Element", style: Style) -> tuple[CellKind, str]:
        kind = element.get("t") or "n"
        if kind == "inlineStr":
            inline = child(element, "is")
            text = normalize(_text(inline)) if inline is not None else ""
            return (CellKind.TEXT if text.strip() else CellKind.EMPTY), text
        value = child(element, "v")
        written = (value.text or "") if value is not None else ""
        if not written:
            return CellKind.EMPTY, ""
        match kind:
            case "s":
                place = int(written)
                text = normalize(self._strings[place])
            case "str" | "e" | "d":
                text = normalize(written[:_MAX_TEXT])
            case "b":
                text = "Đúng" if written == "1" else "Sai"
            case _:
                return self._figure(float(written), style)
        return (CellKind.TEXT if text.strip() else CellKind.EMPTY), text

    def _figure(self, value: float, style: Style) -> tuple[CellKind, str]:
        if not isfinite(value):
            return CellKind.TEXT, str(value)
        if style.dated and (day := self._day(value)) is not None:
            return CellKind.DATE, f"{day:%d/%m/%Y}"
        shown = f"{100 * value:.10g}%" if style.percent else f"{value:.15g}"
        return CellKind.NUMBER, with_noughts(style.code, shown.replace(".", ","))

    def _day(self, serial: float) -> date | None:
        first = date(1904, 1, 1) if self._book.counts_from_1904 else date(1899, 12, 30)
        most = (_BEYOND - first).days
        return first + timedelta(days=int(serial)) if 0 < serial < most else None

    def _formula(self, element: "_Element", place: str) -> str:
        """The text of a formula; a shared one is the first's, moved."""
        text = element.text or ""
        kind = element.get("t")
        if kind in ("array", "dataTable") and (area := parse_area(element.get("ref") or "")) is not None:
            self._arrays.append(area)
        if kind != "shared":
            return text
        index = element.get("si") or ""
        if text:
            self._shared[index] = (text, place)
            return text
        origin = self._shared.get(index)
        if origin is None or parse_place(place) is None:
            return ""
        from openpyxl.formula.translate import Translator

        moved = Translator(f"={origin[0]}", origin=origin[1]).translate_formula(place)
        return str(moved).removeprefix("=")

    def _cover(self, area: Area) -> None:
        """Marks the cells that an array's formula fills."""
        for row in range(area.top, min(area.bottom, self._most_rows) + 1):
            for column in range(area.left, min(area.right, MAX_COLUMNS) + 1):
                cell = self._cells.get((row, column))
                if cell is None:
                    self._meter.cell()
                    cell = Cell(row, column)
                self._cells[row, column] = replace(cell, kind=CellKind.FORMULA)

    # What lies around them

    def _merged(self, root: "_Element") -> Iterator[Area]:
        covered = 0
        for count, element in enumerate(children(child(root, "mergeCells"), "mergeCell")):
            area = parse_area(element.get("ref") or "")
            if area is None or area.top > self._most_rows or area.left > MAX_COLUMNS:
                continue
            area = Area(area.top, area.left, min(area.bottom, self._most_rows), min(area.right, MAX_COLUMNS))
            covered += (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if covered > _MAX_COVERED or count > _MAX_MERGED:
                raise Refusal(f"Biểu gộp quá nhiều ô, không giống biểu mẫu báo cáo. {_CUT}")
            yield area

    def _columns(self, root: "_Element") -> tuple[dict[int, float], set[int], set[int]]:
        """Widths, the hidden ones, and those whose cells are not locked by themselves."""
        widths: dict[int, float] = {}
        hidden: set[int] = set()
        unlocked: set[int] = set()
        for element in children(child(root, "cols"), "col"):
            first, last = _number(element.get("min")), min(_number(element.get("max")), MAX_COLUMNS)
            look = _number(element.get("style"))
            is_open = look < len(self._styles) and not self._styles[look].locked
            for column in range(max(first, 1), last + 1):
                if (width := _real(element.get("width"))) is not None:
                    widths[column] = width
                if element.get("hidden") in ("1", "true"):
                    hidden.add(column)
                if is_open:
                    unlocked.add(column)
        return widths, hidden, unlocked

    def _fixed(self) -> Iterator[Area]:
        """Headers of Excel's own tables, and pivot tables."""
        for relation in self._book.package.related(self._part.part):
            if relation.kind == "table":
                root = self._book.package.xml_of(relation.part, MAX_PART)
                area = parse_area(root.get("ref") or "")
                if area is not None and root.get("headerRowCount") != "0":
                    yield Area(area.top, area.left, area.top, area.right)
            elif relation.kind == "pivotTable":
                location = child(self._book.package.xml_of(relation.part, MAX_PART), "location")
                area = parse_area(location.get("ref") or "") if location is not None else None
                if area is not None:
                    yield area

    def _rules(self, root: "_Element") -> Iterator[Rule]:
        for count, element in enumerate(children(child(root, "dataValidations"), "dataValidation")):
            if count >= _MAX_RULES:
                break
            written = (element.get("sqref") or "").split()[:_MAX_RULES]
            areas = tuple(area for text in written if (area := parse_area(text)) is not None)
            rule = self._rule(element, areas)
            if areas and rule is not None:
                yield rule

    def _rule(self, element: "_Element", areas: tuple[Area, ...]) -> Rule | None:
        """What a validation lets in, where it says so by itself; None where a formula of its own decides."""
        first, second = (_formula_text(child(element, name)) for name in ("formula1", "formula2"))
        match element.get("type"):
            case "list":
                choices = self._choices(first)
                return Rule(areas, choices=choices) if choices else None
            case "whole" | "decimal" as kind:
                low, high = _real(first), _real(second)
                bounds = {
                    "between": (low, high),
                    "greaterThanOrEqual": (low, None),
                    "greaterThan": (low, None),
                    "lessThanOrEqual": (None, low),
                    "lessThan": (None, low),
                    "equal": (low, low),
                }.get(element.get("operator") or "between", (None, None))
                return Rule(areas, (), *bounds, whole=kind == "whole")
        return None

    def _choices(self, text: str) -> tuple[str, ...]:
        """The values of a list: written out, or in cells of this sheet."""
        if text.startswith('"') and text.endswith('"'):
            return tuple(choice.strip() for choice in text[1:-1].split(","))
        area = parse_area(text)
        if area is None or area.bottom - area.top > 500:
            return ()
        cells = (
            self._cells.get((row, column))
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, min(area.right, area.left + 20) + 1)
        )
        return tuple(cell.text for cell in cells if cell is not None and cell.text)


def _formula_text(element: "_Element | None") -> str:
    return (element.text or "").strip() if element is not None else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _real(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if isfinite(value) else None
