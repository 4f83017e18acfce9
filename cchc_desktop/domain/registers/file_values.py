"""What a cell of an office's own file says for a field, with what Excel makes of what was typed."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from ..errors import Refusal
from ..templates.sheet import Cell, CellKind
from ..text import clean_line, fold
from .fields import Holds, RegisterField, Value

_NOTHING = re.compile(r"[-–—−_.…/\s]*")
_TICK = re.compile(r"[✓✔☑√þüx×]", re.IGNORECASE)
_CROSS = re.compile(r"[✗✘☐]")
_SHORT_YEAR = re.compile(r"(\d{1,2} *[/.\-] *\d{1,2} *[/.\-] *)(\d{2})")
_HOUR = re.compile(r"[ T]+\d{1,2}(?:[:h]\d{0,2}){1,2}(?:\.\d+)?$|^\d{1,2}[:h]\d{0,2}[ ,]+(?:ngày )?")
_DAY_WORD = re.compile(r"^ngày +(?=\d)", re.IGNORECASE)
_FIRST = date(1899, 12, 30)
_DAYS = range((date(1990, 1, 1) - _FIRST).days, (date(2101, 1, 1) - _FIRST).days)
"""The numbers by which Excel counts the days that a register may hold."""
_PLACES = 6
"""Digits after the point of a procedure's code («1.000690»), whose zeros at the end Excel drops."""
_IN_TITLE = re.compile(r"ngày +(\d{1,2})(?: +tháng +| */ *)(\d{1,2})(?: +năm +| */ *)(20\d\d)", re.IGNORECASE)
_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|#+)", re.IGNORECASE)
_MARKS = re.compile(r"[^\w%]+")
_AREA = re.compile(r"(?:(?:linh vuc|lv)\s*)?(?:so\s*)?([1-8])\b")


def value_of(field: RegisterField, cell: Cell, *, is_code: bool = False) -> Value | None:
    """The value that a cell says; None for nothing, a dash too. ``is_code`` says that rows are known by it.

    Raises Refusal, whose sentence leaves the place out, where it says none that the field can hold.
    """
    text = cell.text.strip()
    if _NOTHING.fullmatch(text):
        return None
    if _ERROR.fullmatch(text):
        raise Refusal(f"Công thức báo lỗi {text}. Hãy sửa công thức hoặc ghi thẳng.", field.key)
    number = _number(cell)
    match field.holds:
        case Holds.DAY:
            return field.read(_day(text, number))
        case Holds.YES_NO:
            return _yes_no(field, text)
        case Holds.CHOICE:
            return choice_of(field, text)
        case Holds.AREA:
            found = _AREA.match(fold(text))
            return field.read(found[1] if found is not None else text)
        case Holds.NUMBER | Holds.AMOUNT if cell.kind is CellKind.DATE:
            raise Refusal(
                f"Excel đã đổi số thành ngày {text}. Hãy định dạng ô là số (Number) và nhập lại.", field.key
            )
        case Holds.LINE if is_code and number is not None and number != number.to_integral_value():
            return field.read(_code(number))
    return field.read(cell.text)


def _number(cell: Cell) -> Decimal | None:
    """The number in a cell, or of its formula; None where there is something else."""
    if cell.kind not in (CellKind.NUMBER, CellKind.FORMULA):
        return None
    try:
        return Decimal(cell.text.replace(",", "."))
    except ArithmeticError:
        return None


def _code(number: Decimal) -> str:
    """«1.000690» of the number 1,00069: codes of procedures have six digits after the point."""
    digits = -int(number.as_tuple().exponent)
    return f"{number:.{max(digits, _PLACES) if digits > _PLACES // 2 else digits}f}"


def _day(text: str, number: Decimal | None) -> str:
    """The words of a day as they are read: of a number of Excel's, with the century, without the hour."""
    if number is not None and number >= _DAYS.start and int(number) in _DAYS:
        return (_FIRST + timedelta(days=int(number))).isoformat()
    line = _DAY_WORD.sub("", _HOUR.sub("", clean_line(text)).strip(" ,.;"))
    if (short := _SHORT_YEAR.fullmatch(line)) is not None:
        line = f"{short[1]}20{short[2]}"
    # «ngày 05 tháng 01 năm 2026» needs its word again.
    return f"ngày {line}" if "tháng" in line.casefold() else line


def day_of(field: RegisterField, text: str) -> date | None:
    """The day that a text says for a field, None for nothing. Raises Refusal where it says none."""
    found = field.read(_day(text, None))
    return found if isinstance(found, date) else None


def _yes_no(field: RegisterField, text: str) -> Value | None:
    if _TICK.fullmatch(text) or fold(text) == "dung":
        return True
    if _CROSS.fullmatch(text) or fold(text) == "sai":
        return False
    return field.read(text)


def choice_of(field: RegisterField, text: str) -> Value | None:
    """The choice that a text says: itself, or the one choice whose words are all in it («Kiểm tra định kỳ»).

    Raises Refusal where it says none.
    """
    try:
        found = field.read(text)
    except Refusal:
        if (said := said_choice(field, text)) is not None:
            return said
        raise
    if found is not None and found not in field.choices and (said := said_choice(field, text)) is not None:
        return said
    return found


def said_choice(field: RegisterField, text: str) -> str | None:
    """The one choice whose words stand in a text, None where none does, or several do."""
    words = f" {_words(text)} "
    found = []
    for choice in field.choices:
        said = _words(choice)
        if f" {said} " in words:
            found.append((said, choice))
    # «Được sửa đổi, bổ sung» may hold a shorter choice.
    longest = [
        choice for said, choice in found if not any(said != other and said in other for other, _ in found)
    ]
    return longest[0] if len(longest) == 1 else None


def _words(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())


def day_in(titles: Iterable[str]) -> date | None:
    """The one day that titles over a table name: of the decision that it is the annex of; None where they
    name none, or several."""
    found = set()
    for title in titles:
        for day, month, year in _IN_TITLE.findall(title):
            try:
                found.add(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return found.pop() if len(found) == 1 else None
