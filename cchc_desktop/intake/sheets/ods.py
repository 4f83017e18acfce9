"""Sheets of an OpenDocument spreadsheet (ISO/IEC 26300-1): LibreOffice's, or saved as such by others.

A number format is turned into the words that Excel has for it, so that one rule tells what it shows.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.templates.sheet import Area
from ..opc import parsed
from .colours import is_unseen
from .grid import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, CellValue, GridMaker, Look, SheetGrid
from .number_formats import shown

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 20 * 1024 * 1024
_PARTS = ("content.xml", "styles.xml")
_ENCRYPTED = b"encryption-data"
_HIDDEN = ("collapse", "filter")
_EXTENSION = "{urn:org:documentfoundation:"
_MOST_ANCESTORS = 20
_MOST_DIGITS = 12
_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DURATION = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?", re.ASCII)


class Locked(Exception):
    """It has a password."""


def read_ods(path: Path, most: int) -> list[SheetGrid]:
    """The first sheets of a spreadsheet.

    :raises Locked: it has a password.

    Raises what zipfile and lxml raise over a damaged file, and Refusal for one that is too large.
    """
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names and _ENCRYPTED in archive.read("META-INF/manifest.xml"):
            raise Locked
        roots = [parsed(archive.read(name)) for name in _PARTS if name in names]
    looks = _Styles(roots)
    body = next(each for each in roots[0] if _local(each) == "body")
    book = next(each for each in body if _local(each) == "spreadsheet")
    tables = [each for each in book if _local(each) == "table"][:most]
    return [_Table(table, looks).read() for table in tables]


def _local(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: "_Element", name: str) -> str:
    """An attribute by its name without its namespace; one of LibreOffice's own is none."""
    return next(
        (
            str(value)
            for key, value in element.attrib.items()
            if str(key).rpartition("}")[2] == name and not str(key).startswith(_EXTENSION)
        ),
        "",
    )


def _count(text: str, default: int = 1) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


# Styles


@dataclass(slots=True)
class _Style:
    """What a style says of letters, ground and format, as far as it does; ``hides`` of a sheet."""

    parent: str = ""
    data: str = ""
    ink: str = ""
    ground: str = ""
    struck: bool | None = None
    raised: bool = False
    hides: bool = False


class _Styles:
    """The styles of cells, letters and sheets, and the formats of numbers."""

    def __init__(self, roots: "list[_Element]") -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._formats: dict[str, _Format] = {}
        for root in reversed(roots):
            for group in root:
                if _local(group) in ("styles", "automatic-styles"):
                    self._read(group)

    def _read(self, group: "_Element") -> None:
        for element in group:
            name = _get(element, "name")
            if _local(element) in ("style", "default-style"):
                self._styles[_get(element, "family"), name] = _style(element)
            elif _local(element).endswith("-style") and name:
                self._formats[name] = _format(element)

    def of(self, family: str, name: str) -> _Style:
        """A style with what it has from those that it goes on from."""
        found = _Style()
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get((family, name))
            if style is None:
                break
            found.data = found.data or style.data
            found.ink = found.ink or style.ink
            found.ground = found.ground or style.ground
            found.struck = style.struck if found.struck is None else found.struck
            found.raised = found.raised or style.raised
            found.hides = found.hides or style.hides
            if not name:
                break
            name = style.parent
        return found

    def code(self, name: str, value: Decimal) -> str:
        """The format of a number in the words of Excel: that of the conditions which the number meets."""
        form = self._formats.get(name)
        for _ in range(_MOST_ANCESTORS):
            if form is None:
                return ""
            other = next((to for sign, bound, to in form.maps if _holds(sign, bound, value)), None)
            if other is None or other not in self._formats:
                return form.code
            form = self._formats[other]
        return ""


def _holds(sign: str, bound: Decimal, value: Decimal) -> bool:
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "!=": value != bound,
    }[sign]


def _style(element: "_Element") -> _Style:
    found = _Style(_get(element, "parent-style-name"), _get(element, "data-style-name"))
    for part in element:
        match _local(part):
            case "text-properties":
                line = _get(part, "text-line-through-style") or _get(part, "text-line-through-type")
                found.struck = line != "none" if line else None
                colour = _get(part, "color")
                found.ink = colour if len(colour) == 7 else ""
                found.raised = _is_raised(_get(part, "text-position"))
            case "table-cell-properties":
                ground = _get(part, "background-color")
                found.ground = ground if len(ground) == 7 else ""
            case "table-properties":
                found.hides = _get(part, "display") == "false"
    return found


def _is_raised(position: str) -> bool:
    place = position.partition(" ")[0]
    return place in ("super", "sub") or (place.endswith("%") and place not in ("0%", "-0%"))


@dataclass(slots=True)
class _Format:
    """A number format in the words of Excel, and the others that take its place under a condition."""

    code: str = ""
    maps: list[tuple[str, Decimal, str]] = field(default_factory=list)


def _format(element: "_Element") -> _Format:
    found = _Format()
    pieces = []
    for part in element:
        match _local(part):
            case "number":
                pieces.append(_digits(part))
            case "scientific-number":
                pieces.append(f"0.{'0' * _decimals(part)}E+00")
            case "fraction":
                pieces.append(f"# {'?' * max(1, min(_count(_get(part, 'min-denominator-digits')), 4))}/?")
            case "text" | "currency-symbol":
                pieces.append(_quoted(part))
            case "map":
                if condition := _CONDITION.fullmatch(_get(part, "condition").strip()):
                    found.maps.append((condition[1], Decimal(condition[2]), _get(part, "apply-style-name")))
            case "text-content":
                pieces.append("@")
    if _local(element) not in ("date-style", "time-style", "boolean-style"):
        found.code = "".join(pieces)[:255]
    return found


def _digits(part: "_Element") -> str:
    grouped = _get(part, "grouping") == "true"
    least = min(_count(_get(part, "min-integer-digits"), 0), _MOST_DIGITS)
    decimals = _decimals(part)
    factor = _get(part, "display-factor").partition(".")[0]
    scale = (len(factor) - 1) // 3 if re.fullmatch(r"1(000)+", factor) else 0
    inner = "".join(_quoted(each) for each in part if _local(each) == "embedded-text")
    if not _get(part, "decimal-places") and not grouped and not scale and not inner:
        return "General"
    whole = ("#,##0" if grouped else "0" * least) if least else ("#,###" if grouped else "#")
    needed = min(_count(_get(part, "min-decimal-places"), decimals), decimals)
    after = "0" * needed + "#" * (decimals - needed)
    return f"{whole}{f'0{inner}0' if inner.strip() else ''}{f'.{after}' if after else ''}{',' * scale}"


def _decimals(part: "_Element") -> int:
    return min(_count(_get(part, "decimal-places"), 0), _MOST_DIGITS)


def _quoted(part: "_Element") -> str:
    """What a format prints, quoted; a «%» that LibreOffice prints is one that counts."""
    text = "".join(map(str, part.itertext())).replace('"', "")[:60]
    if _local(part) == "text" and text.strip() == "%" and _local(_parent(part)) == "percentage-style":
        return "%"
    return f'"{text}"' if text else ""


def _parent(element: "_Element") -> "_Element":
    parent = element.getparent()
    return element if parent is None else parent


# Sheets


class _Table:
    """Reads one sheet."""

    def __init__(self, table: "_Element", styles: _Styles) -> None:
        self._table = table
        self._styles = styles
        self._defaults: dict[int, str] = {}
        hides = styles.of("table", _get(table, "style-name")).hides
        self._grid = GridMaker(_get(table, "name"), is_hidden=hides)
        self._known: dict[str, _Style] = {}

    def read(self) -> SheetGrid:
        """The sheet."""
        column = row = 1
        for element in _inside(self._table, "table-column"):
            count = _count(_get(element, "number-columns-repeated"))
            last = min(column + count - 1, MAX_COLUMNS)
            default = _get(element, "default-cell-style-name")
            for number in range(column, last + 1):
                self._defaults[number] = default
                if _get(element, "visibility") in _HIDDEN:
                    self._grid.hidden_columns.add(number)
            column += count
        for element in _inside(self._table, "table-row"):
            count = _count(_get(element, "number-rows-repeated"))
            if row > MAX_ROWS:
                break
            # Whole stretches of rows that are alike are empty: what they hold is looked at once.
            repeated = range(row, min(row + count, MAX_ROWS + 1)) if len(element) else range(0)
            for number in repeated[: 1 if self._is_bare(element) else None]:
                if _get(element, "visibility") in _HIDDEN:
                    self._grid.hidden_rows.add(number)
                self._row(element, number)
            row += count
        return self._grid.made()

    @staticmethod
    def _is_bare(row: "_Element") -> bool:
        return not any(len(cell) or _get(cell, "value-type") or _get(cell, "formula") for cell in row)

    def _row(self, element: "_Element", row: int) -> None:
        default = _get(element, "default-cell-style-name")
        column = 1
        for cell in element:
            if _local(cell) not in ("table-cell", "covered-table-cell") or column > MAX_COLUMNS:
                continue
            count = _count(_get(cell, "number-columns-repeated"))
            if len(cell) or _get(cell, "value-type") or _get(cell, "formula"):
                for number in range(column, min(column + count, MAX_COLUMNS + 1)):
                    self._cell(cell, row, number, default)
            wide, high = (_count(_get(cell, f"number-{name}-spanned")) for name in ("columns", "rows"))
            if wide > 1 or high > 1:
                self._grid.merge(Area(row, column, row + high - 1, column + wide - 1))
            column += count

    def _style_of(self, name: str) -> _Style:
        if name not in self._known:
            self._known[name] = self._styles.of("table-cell", name)
        return self._known[name]

    def _cell(self, cell: "_Element", row: int, column: int, default: str) -> None:
        style = self._style_of(_get(cell, "style-name") or default or self._defaults.get(column, ""))
        paragraphs = [part for part in cell if _local(part) == "p"]
        words = "\n".join("".join(_words(part)) for part in paragraphs)
        value = self._value(cell, words)
        looks = set()
        spans = [
            self._styles.of("text", _get(span, "style-name"))
            for part in paragraphs
            for span in part.iter()
            if _local(span) == "span" and "".join(_words(span)).strip()
        ]
        if style.struck or any(span.struck for span in spans):
            looks.add(Look.STRUCK)
        if style.raised or any(span.raised for span in spans):
            looks.add(Look.RAISED)
        if is_unseen(style.ink, style.ground):
            looks.add(Look.UNSEEN)
        code, is_percent = "", False
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = Decimal(f"{value:.15g}")
            code = self._styles.code(style.data, number)
            code = "" if code == "General" else code
            is_percent = bool(code) and shown(code, number).is_percent
        is_formula = bool(_get(cell, "formula"))
        if value == "" and is_formula:
            value = None
            is_formula = False
        self._grid.put(
            row, column, value, is_formula=is_formula, is_percent=is_percent, code=code, looks=looks
        )
        for part in cell:
            if _local(part) == "annotation":
                said = "\n".join("".join(_words(each)) for each in part if _local(each) in ("p", "list"))
                self._grid.comment(row, column, said)

    def _value(self, cell: "_Element", words: str) -> CellValue:
        if words.startswith(("#", "Err:")) and (_get(cell, "formula") or len(words) < 10):
            return words if words.startswith("#") else f"#{words}"
        match _get(cell, "value-type"):
            case "float" | "percentage" | "currency":
                value = float(_get(cell, "value"))
                return int(value) if abs(value) < 10**15 and value == int(value) else value
            case "date":
                return datetime.fromisoformat(_get(cell, "date-value")[:26]).date()
            case "time":
                return _duration(_get(cell, "time-value"))
            case "boolean":
                return _get(cell, "boolean-value") == "true"
            case "string":
                return (words or _get(cell, "string-value"))[: MAX_TEXT + 1]
        return words or None


def _inside(table: "_Element", name: str) -> Iterator["_Element"]:
    """The rows or columns of a sheet, within their groups too, in order."""
    waiting = [iter(table)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif _local(element) == name:
            yield element
        elif _local(element).startswith(f"{name}") or _local(element) == f"table-header-{name[6:]}s":
            waiting.append(iter(element))


def _words(part: "_Element") -> Iterator[str]:
    """The text of a paragraph, with its blanks."""
    if part.text:
        yield part.text
    for each in part:
        match _local(each):
            case "s":
                yield " " * min(_count(_get(each, "c")), 100)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation":
                pass
            case _:
                yield from _words(each)
        if each.tail:
            yield each.tail


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
