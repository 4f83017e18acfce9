"""Numbers as Vietnamese offices write them: points between thousands, comma before decimals, Roman."""

import re
from decimal import Decimal

from .errors import Refusal
from .text import has_line_end, unseen_in

_ROMAN = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
_ROMAN_SHAPE = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
"""No number whose thousands are set apart begins with 0: «0.125» is less than one."""
_PLAIN = re.compile(r"[+-]?(\d+(,\d+)?|(0|[1-9]\d*)\.\d+)", re.ASCII)
_SPACED = re.compile(r"([+-]?) ?([1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?|[\d.,]+) ?(%?)", re.ASCII)
"""A number as far as blanks go: between thousands, after its sign, before «%»."""
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
MOST_DIGITS = 15
"""The digits of a number that spreadsheets keep."""

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that number points (điểm), in their order: NĐ 30/2020, Phụ lục I, khoản 6."""

TOO_LONG = f"Số quá dài: chỉ giữ được {MOST_DIGITS} chữ số. Hãy kiểm tra lại."


def to_roman(number: int) -> str:
    """A whole number of 1 to 39 in Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def from_roman(text: str) -> int | None:
    """The value of a Roman numeral of I to XXXIX, or None where the text is none."""
    if not text or not _ROMAN_SHAPE.fullmatch(text):
        return None
    total = 0
    rest = text
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            total += value
            rest = rest[len(letters) :]
    return total


def parse_number(
    text: str, field: str = "", example: str = "95 hoặc 95,5", *, percent: bool = True
) -> Decimal:
    """The value of a number typed by an official: ``1.234,5``, ``95,5``, ``12``.

    A single point before exactly three digits groups thousands, as Vietnamese offices write it, unless a 0
    stands before it; so do blanks of any kind. A percent sign may end it unless ``percent`` is False.
    Raises Refusal, with an ``example`` of what to type, where the text is no number, or has more than the 15
    digits that spreadsheets keep, and where it is not all seen or goes over lines: what is taken is what
    stands there to be read.
    """
    refuse_unseen(text, field)
    refuse_line_ends(text, field)
    compact = text.strip().translate(_BLANKS)
    if spaced := _SPACED.fullmatch(compact):
        compact = "".join(spaced.groups()).replace(" ", "")
    number = compact.removesuffix("%")
    grouped = bool(_GROUPED.fullmatch(number))
    if grouped or _PLAIN.fullmatch(number):
        if number != compact and not percent:
            raise Refusal(f"«{text.strip()}» ghi theo phần trăm. Hãy nhập số, không ghi dấu %.", field)
        if sum(map(str.isdecimal, number)) > MOST_DIGITS:
            raise Refusal(TOO_LONG, field)
        # Plus 0: «-0» is no other number than 0.
        return Decimal((number.replace(".", "") if grouped else number).replace(",", ".")) + 0
    raise Refusal(f"«{text.strip()}» không phải là số. Hãy nhập như {example}.", field)


def is_number(text: str) -> bool:
    """Whether a text is a number as `parse_number` takes it."""
    try:
        parse_number(text)
    except Refusal:
        return False
    return True


def refuse_unseen(text: str, field: str = "") -> None:
    """Refuses a text, typed for a number or a day, that holds a character which nobody sees."""
    if found := unseen_in(text):
        raise Refusal(f"Trong ô có một ký tự ẩn, không thấy được ({found}). Hãy xóa hết ô rồi gõ lại.", field)


def refuse_line_ends(text: str, field: str = "") -> None:
    """Refuses a text, typed for a number or a day, whose parts stand on several lines or behind tabs."""
    if has_line_end(text):
        raise Refusal(f"«{' '.join(text.split())}» có chỗ xuống dòng. Hãy gõ lại trên một dòng.", field)


def parse_whole(text: str, field: str = "", *, percent: bool = False) -> int:
    """The value of a whole number typed by an official, with a percent sign only where ``percent`` allows it.

    Raises Refusal where the text is none.
    """
    number = parse_number(text, field, "95 hoặc 1.250", percent=percent)
    if number != int(number):
        raise Refusal("Hãy nhập số nguyên, không có phần lẻ.", field)
    return int(number)


def document_number(typed: str) -> str:
    """The number that a document is issued under, as it is kept: figures alone, without noughts before it.

    Raises Refusal where that is no positive whole number.
    """
    number = typed.strip()
    if not re.fullmatch(r"[0-9]{1,9}", number) or int(number) == 0:
        raise Refusal("Số văn bản phải là số nguyên dương, ví dụ 15.", "number")
    return str(int(number))


def padded(number: str) -> str:
    """A document's number as it is printed: a whole number under 10 with 0 before it."""
    number = number.strip()
    return f"{int(number):02}" if number.isascii() and number.isdigit() else number


def format_number(value: Decimal | float | int, decimals: int | None = None) -> str:
    """The number with points between thousands and a comma before decimals.

    ``decimals`` fixes the count of decimals; without it, no trailing zeros are shown.
    """
    exact = Decimal(str(value))
    if decimals is not None:
        exact = round(exact, decimals)
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def format_money(dong: int) -> str:
    """An amount in đồng, as it is written in tables: ``12.500.000``."""
    return format_number(dong, 0)


def size_words(count: int) -> str:
    """So many bytes, as they are read: «12 KB», «2,7 MB»."""
    if count < 1_000_000:
        return f"{format_number(max(1, round(count / 1000)))} KB"
    return f"{format_number(count / 1_000_000, 1)} MB"
