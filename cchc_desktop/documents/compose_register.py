"""A register as the book that it replaces: head, columns as the form numbers them, rows by day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ..domain.dates import place_and_date
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.registers.fields import Holds, RegisterField
from ..domain.registers.register import Register, RegisterRow
from .model import Align, Cell, Column, Document, FormHead, Part, Row, Table
from .office_text import signature

_TT = "TT"
_TT_WIDTH = 0.45
_CENTRED = (Holds.DAY, Holds.YES_NO)
_NUMBERS = (Holds.NUMBER, Holds.AMOUNT)
_NARROW = 1.0
"""A narrower column than the usual one is as wide as its longest word."""
_SHEET_NAME = 31
_BLANK_ROWS = 12
"""An empty book prints with so many rows, to be written by hand."""


def compose_register(
    register: Register,
    rows: Sequence[RegisterRow],
    office: OfficeProfile,
    signer: Signer,
    span: tuple[date, date] | None = None,
    today: date | None = None,
) -> Document:
    """The book with these rows; ``span`` are the days that it says it is of, where it is not of all.

    Columns of personal data print blank, for the hand (they are not stored).
    """
    lines = (f"(Từ ngày {_day(span[0])} đến ngày {_day(span[1])})",) if span else ()
    head = FormHead(
        code="\n".join(part for part in (office.short_name.upper(), register.legal) if part),
        title=register.title,
        lines=lines,
        reporter="",
        receiver="",
    )
    foot = signature(
        (),
        Signer(authority="THỦ TRƯỞNG ĐƠN VỊ", name=signer.name),
        preparer="NGƯỜI LẬP SỔ",
        place_date=place_and_date(office.place, None, today.month, today.year) if today else "",
    )
    return Document(
        title=register.title,
        author=office.name,
        parts=(
            Part(_sheet_name(register.name), (head, register_table(register, rows), foot), landscape=True),
        ),
    )


def register_table(register: Register, rows: Sequence[RegisterRow]) -> Table:
    """The columns of the book with these rows; blank ones, to be written by hand, where there are none."""
    columns = _columns(register)
    body = [Row((number, *(_cell(field, row) for field in columns))) for number, row in enumerate(rows, 1)]
    body = body or [Row((None, *(None for _ in columns))) for _ in range(_BLANK_ROWS)]
    numbers = tuple(f"({field.number})" if field.number else "" for field in columns)
    return Table(
        (
            Column(_TT, _TT_WIDTH, Align.CENTER, whole=True),
            *(_column(field) for field in columns),
        ),
        tuple(body),
        numbers=("(1)" if _counts_from_two(columns) else "", *numbers) if any(numbers) else (),
        name="register",
        compact=True,
        filtered=True,
    )


def _columns(register: Register) -> list[RegisterField]:
    """The fields that have a column on paper, as their form numbers them; where it does, it has no others."""
    printed = [field for field in register.fields if field.is_printed and not field.is_hidden]
    numbered = sorted((field for field in printed if field.number), key=lambda field: field.number)
    return numbered or printed


def _counts_from_two(columns: Sequence[RegisterField]) -> bool:
    return min((field.number for field in columns if field.number), default=0) > 1


def _column(field: RegisterField) -> Column:
    return Column(
        field.header or field.label,
        field.width,
        _align(field),
        (field.group,) if field.group else (),
        whole=field.holds in (*_CENTRED, *_NUMBERS) or field.width < _NARROW,
    )


def _align(field: RegisterField) -> Align:
    if field.holds in _NUMBERS:
        return Align.RIGHT
    return Align.CENTER if field.holds in _CENTRED else Align.LEFT


def _cell(field: RegisterField, row: RegisterRow) -> Cell:
    """What stands in a cell: numbers and days as such, «x» for yes; what cannot be read as it is kept."""
    value = row.values.get(field.key)
    match value:
        case None if not field.is_personal:
            return row.unread(field.key) or None
        case bool():
            return "x" if value else None
        case Decimal():
            return int(value) if value == value.to_integral_value() else value
        case date():
            return value
    return field.shown(value) or None


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _sheet_name(name: str) -> str:
    kept = "".join(letter for letter in name if letter not in "[]:*?/\\")
    return kept[:_SHEET_NAME].strip()
