"""The contents of table cells as they are shown on paper."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ..domain.numerals import format_number
from ..domain.report.words import running_date
from .metrics import width
from .model import Align, Cell, Column, Formula, RowKind, Table
from .styles import Look, Stand, table_look

_STANDS = {Align.LEFT: Stand.LEFT, Align.CENTER: Stand.CENTER, Align.RIGHT: Stand.RIGHT}

# What XML 1.0 and spreadsheets cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFC without control characters; a line end stays, a tab becomes a space."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def shown(cell: Cell) -> str:
    """The cell's content in Vietnamese writing: ``1.234,5``, ``05/01/2026``."""
    match cell:
        case None:
            return ""
        case str():
            return clean(cell)
        case Formula(value=int() | float() | Decimal() as number, decimals=int() as decimals):
            return format_number(number, decimals)
        case Formula():
            return shown(cell.value)
        case bool():
            return "Có" if cell else "Không"
        case Decimal():
            return format_number(cell, decimals_of(cell))
        case int() | float():
            return format_number(cell)
        case date():
            return running_date(cell)


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with: «91,20» has two."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def stand(cell: Cell, column: Column) -> Stand:
    """Where the cell's content stands; words in a column of numbers stand in its middle."""
    value = cell.value if isinstance(cell, Formula) else cell
    if column.align is Align.RIGHT and isinstance(value, str):
        return Stand.CENTER
    return _STANDS[column.align]


def text_column(columns: tuple[Column, ...]) -> int | None:
    """The column whose text is moved in by a row's ``indent``: the first left-aligned one."""
    return next((index for index, column in enumerate(columns) if column.align is Align.LEFT), None)


_NUMBER = re.compile(r"\d[\d.,/]{4,}")
"""Numbers and days within words, as long as a narrow column might cut them."""
_WHOLE_SLACK = 1.05
"""What a column has beyond its longest word: spreadsheets show letters a little wider."""
_TINY = 1e-6
_WHOLE_SHARE = 0.3
"""The most of a table's width that one column takes so that its words are not cut."""


def column_widths(table: Table, room: float) -> list[float]:
    """The widths of the table's columns, which share ``room`` by their weights.

    A column whose words must stay whole is wider where it has to be, and so is one with a number, whose
    figures are never parted («180.000.000»); the others share what is left.
    """
    weights = [column.weight for column in table.columns]
    widths = _shared(weights, room)
    needed = (_needed(table, index) for index in range(len(table.columns)))
    wanted = {index: min(need, room * _WHOLE_SHARE) for index, need in enumerate(needed) if need}
    fixed: dict[int, float] = {}
    # What one column takes may leave another too narrow.
    while short := {index: need for index, need in wanted.items() if widths[index] < need - _TINY}:
        fixed |= short
        rest = _shared(
            [0.0 if index in fixed else weight for index, weight in enumerate(weights)],
            room - sum(fixed.values()),
        )
        widths = [fixed.get(index, width) for index, width in enumerate(rest)]
    return widths


def _shared(weights: Sequence[float], room: float) -> list[float]:
    total = sum(weights)
    return [room * weight / total if total else 0.0 for weight in weights]


def _needed(table: Table, index: int) -> float:
    """The width of a column that cuts none of the words that must be whole; nothing where it has none."""
    look = table_look(table)
    whole = table.columns[index].whole
    widest = _longest_word(table.columns[index].header, look.header) if whole else 0.0
    for row in table.rows:
        if row.kind is not RowKind.GROUP or index == 0:
            style = look.cell if row.kind is RowKind.BODY else look.strong
            cell = row.cells[index]
            if whole or not isinstance(cell, str | None):
                widest = max(widest, _longest_word(shown(cell), style))
            elif cell and not cell.isalpha():
                widest = max(widest, *(width(n, style.face, style.size) for n in _NUMBER.findall(cell)), 0.0)
    return widest * _WHOLE_SLACK + 2 * look.padding_x if widest else 0.0


def _longest_word(text: str, look: Look) -> float:
    return max((width(word, look.face, look.size) for word in text.split()), default=0.0)
