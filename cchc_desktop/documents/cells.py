"""The contents of table cells as they are shown on paper."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from ..domain.dates import short_date
from ..domain.numerals import format_number
from .model import Align, Cell, Column, Formula
from .styles import Stand

_STANDS = {Align.LEFT: Stand.LEFT, Align.CENTER: Stand.CENTER, Align.RIGHT: Stand.RIGHT}

# What XML 1.0 and spreadsheets cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFC without control characters; a line end stays, a tab becomes a space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def shown(cell: Cell) -> str:
    """The cell's content in Vietnamese writing: ``1.234,5``, ``05/01/2026``."""
    match cell:
        case None:
            return ""
        case str():
            return clean(cell)
        case Formula():
            return shown(cell.value)
        case bool():
            return "Có" if cell else "Không"
        case int() | float() | Decimal():
            return format_number(cell)
        case date():
            return short_date(cell)


def stand(cell: Cell, column: Column) -> Stand:
    """Where the cell's content stands; words in a column of numbers stand in its middle."""
    value = cell.value if isinstance(cell, Formula) else cell
    if column.align is Align.RIGHT and isinstance(value, str):
        return Stand.CENTER
    return _STANDS[column.align]


def text_column(columns: tuple[Column, ...]) -> int | None:
    """The column whose text is moved in by a row's ``indent``: the first left-aligned one."""
    return next((index for index, column in enumerate(columns) if column.align is Align.LEFT), None)


def column_widths(columns: tuple[Column, ...], room: float) -> list[float]:
    """The widths of the columns, which share ``room`` by their weights."""
    total = sum(column.weight for column in columns)
    return [room * column.weight / total for column in columns]
