"""In what the columns of an office's own file count money: đồng, thousands, millions, milliards of it."""

import re
from collections.abc import Iterable
from decimal import Decimal

from ..errors import Refusal
from ..numerals import format_number, parse_number
from ..text import fold
from .fields import Holds, RegisterField

_UNIT = re.compile(
    r"(?:(?:dvt|don vi tinh|don vi|tinh bang)\s*:?\s*)?"
    r"(?:(nghin|ngan|1\.?000|trieu|tr|1\.?000\.?000|ty|ti)\.?\s*)?(dong|vnd|d)?\.?"
)
_TIMES = {
    "nghin": 3, "ngan": 3, "1.000": 3, "1000": 3, "trieu": 6, "tr": 6, "1.000.000": 6, "1000000": 6, "ty": 9,
    "ti": 9,
}  # fmt: skip
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_OF_ALL = re.compile(r"\(?\s*(?:dvt|don vi tinh|don vi)\s*:?\s*([^()]+?)\s*\)?")
_AMOUNT = re.compile(r"([\d.,\s]*\d)\s*([^\W\d][^\d]*)")


def unit_in(words: str) -> Decimal | None:
    """How many đồng a unit of money is: a million for «triệu đồng»; None where the words name none."""
    text = " ".join(fold(words).split())
    found = _UNIT.fullmatch(text)
    if found is None or not (found[1] or found[2]) or ((found[1] or "").startswith("1") and not found[2]):
        return None
    return Decimal(10) ** _TIMES.get(found[1] or "", 0)


def money_of(field: RegisterField, header: str, titles: Iterable[str]) -> Decimal | None:
    """How many đồng one is in a column for a field of money: as its header says, else a title over the table
    («Đơn vị tính: đồng»); None where neither does, and for other fields."""
    if _unit_of(field) is None:
        return None
    units = [unit for words in _IN_BRACKETS.findall(header) if (unit := unit_in(words)) is not None]
    for title in titles:
        if (said := _OF_ALL.fullmatch(" ".join(fold(title).split()))) is not None:
            units += [unit] if (unit := unit_in(said[1])) is not None else []
    return units[0] if units else None


def _unit_of(field: RegisterField) -> Decimal | None:
    if field.holds is not Holds.AMOUNT:
        return None
    found = _IN_BRACKETS.findall(f"{field.label} {field.header}")
    return next((unit for words in found if (unit := unit_in(words)) is not None), None)


def scaled_money(field: RegisterField, text: str, money: Decimal | None) -> str | None:
    """What a cell says in the unit of its field, where it is written in another, of its column or its own
    («1.500.000 đ»); None where nothing is to be worked out.

    Raises Refusal where the cell names a unit beside something that is no number.
    """
    own = _unit_of(field)
    if own is None:
        return None
    written, unit = text, money
    if (found := _AMOUNT.fullmatch(text)) is not None and (named := unit_in(found[2])) is not None:
        written, unit = found[1], named
    if unit is None or (unit == own and written == text):
        return None
    try:
        number = parse_number(written, field.key, "95,5")
    except Refusal:
        return None
    return format_number(number * unit / own)
