"""What a text in TOML from outside may hold at most, whatever kind of catalogue it says it is.

Checked in two steps. Before a library reads the text: how long it is, how deep it nests, how many parts it
has; a reader may need hours, or more depth than a program has, for what looks harmless. Afterwards: each of
its values. The greatest files that the program carries need a tenth of these.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..domain.errors import Refusal
from ..domain.numerals import MOST_DIGITS
from ..domain.text import shortened

MOST_LETTERS = 2_000_000
DEEPEST = 8
"""Lists in tables in lists …, and the parts of a dotted key."""
MOST_PARTS = 20_000
"""Keys, brackets, and what is parted by commas."""
LONGEST_WORD = 100
"""A key or number."""
LONGEST_TEXT = 2_000
LONGEST_LIST = 1_000
_TOO_GREAT: int = 10**MOST_DIGITS

_PIECE = re.compile(
    # Texts and comments are passed over as a whole; one that nobody closes goes on to the end.
    r'"""(?:[^\\]|\\.)*?(?:"""|\\?\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
    r"|[A-Za-z0-9_+-]+"
    r"|[\[\]{}.=,]"
    r"|\n\s*",
    re.DOTALL,
)


def refuse_text(text: str) -> None:
    """Refuses a text that a reader of TOML is not to be given. Raises Refusal, which names the line."""
    refuse_length(text)
    depth = key_parts = parts = 0
    for found in _PIECE.finditer(text):
        piece = found[0]
        match piece[0]:
            case "[" | "{":
                depth, key_parts, parts = depth + 1, 0, parts + 1
            case "]" | "}":
                # A heading closes what it opened; more of them are a mistake that the reader tells.
                depth, key_parts, parts = max(0, depth - 1), 0, parts + 1
            case "." | "\n" | "=" | ",":
                key_parts = key_parts + 1 if piece == "." else 0
                parts += piece in "=,"
            case '"' | "'" | "#":
                if len(piece) > LONGEST_TEXT + 6 and piece[0] != "#":
                    _refuse(text, found, f"có đoạn chữ dài quá {_count(LONGEST_TEXT)} ký tự")
            case _:
                if len(piece) > LONGEST_WORD:
                    _refuse(text, found, f"có từ hoặc số dài quá {LONGEST_WORD} ký tự")
        if depth > DEEPEST or key_parts >= DEEPEST:
            _refuse(text, found, f"có quá {DEEPEST} lớp lồng nhau")
        if parts > MOST_PARTS:
            _refuse(text, found, f"vượt quá {_count(MOST_PARTS)} mục")


def refuse_length(text: str) -> None:
    """Refuses a text that is longer than any catalogue."""
    if len(text) > MOST_LETTERS:
        raise Refusal(f"tệp dài quá {_count(MOST_LETTERS)} ký tự. Hãy chọn đúng tệp danh mục.")


def refuse_values(described: dict[str, Any]) -> None:
    """Refuses what was read where a value in it is larger than any of a catalogue. Raises Refusal, which
    names its place."""
    for place, value in _values(described, "", 0):
        match value:
            case str() if len(value) > LONGEST_TEXT:
                raise Refusal(f"{place} dài quá {_count(LONGEST_TEXT)} ký tự. Hãy rút ngắn.")
            case dict() | list() if len(value) > LONGEST_LIST:
                raise Refusal(f"{place or 'tệp'} có quá {_count(LONGEST_LIST)} mục. Hãy bớt đi.")
            case int() | float() | Decimal() if not _is_short(value):
                raise Refusal(f"{place} là số quá dài: không quá {MOST_DIGITS} chữ số. Hãy ghi lại.")


def _values(value: Any, place: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Every value with the name of its place, what holds others before these."""
    yield place, value
    if depth > DEEPEST:
        raise Refusal(f"{place} có quá {DEEPEST} lớp lồng nhau. Hãy viết gọn lại.")
    inner: Iterator[tuple[str, Any]] = iter(())
    if isinstance(value, dict):
        inner = ((f"{place}«{shortened(key, 40)}»", each) for key, each in value.items())
    elif isinstance(value, list):
        inner = ((f"{place} thứ {number}", each) for number, each in enumerate(value, 1))
    for name, each in inner:
        yield from _values(each, f"{name} " if isinstance(each, dict) else name, depth + 1)


def _is_short(value: int | float | Decimal) -> bool:
    """Whether a number has no more digits, before and after the comma, than a spreadsheet keeps; what is no
    number («nan») is for its reader to refuse."""
    if isinstance(value, int):
        return abs(value) < _TOO_GREAT
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    exponent = number.as_tuple().exponent
    return not isinstance(exponent, int) or max(abs(exponent), number.adjusted()) < MOST_DIGITS


def _refuse(text: str, found: re.Match[str], words: str) -> None:
    line = text.count("\n", 0, found.start()) + 1
    raise Refusal(f"dòng {line} {words}. Danh mục không cần đến như vậy: hãy xin lại tệp gốc.")


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
