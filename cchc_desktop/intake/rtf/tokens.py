"""The words of an RTF file (Microsoft's Rich Text Format Specification 1.9.1), one after the other."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from ...domain.errors import Refusal
from ..outside import Program

RTF = Program("RTF", ".rtf", ".doc", max_part=50)
MAX_TOKENS = 6_000_000
"""Words of a file: ten times what the largest plan has."""


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    """A control word, with its number or None."""
    SYMBOL = auto()
    """A control symbol: one sign."""
    BYTE = auto()
    """A letter given as a number."""
    TEXT = auto()


Token = tuple[Kind, bytes, int | None]

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|'([0-9a-fA-F]{2})|(.))|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+",
    re.DOTALL,
)
_BRACE = re.compile(rb"[{}]|\\(?:bin(-?[0-9]{1,10})[ ]?|.)", re.DOTALL)


class Tokens:
    """Gives the tokens of a file; ``skip_group`` leaves out the rest of the group that is open."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def __iter__(self) -> Iterator[Token]:
        data = self._data
        for _ in range(MAX_TOKENS):
            found = _TOKEN.match(data, self._place)
            if found is None:
                return
            self._place = found.end()
            word, number, byte, symbol, brace, text = found.groups()
            if text is not None:
                yield Kind.TEXT, text, None
            elif word is not None:
                value = int(number) if number else None
                if word == b"bin":
                    self._place += max(value or 0, 0)
                else:
                    yield Kind.WORD, word, value
            elif brace is not None:
                yield (Kind.OPEN if brace == b"{" else Kind.CLOSE), brace, None
            elif byte is not None:
                yield Kind.BYTE, bytes((int(byte, 16),)), None
            elif symbol is not None:
                yield Kind.SYMBOL, symbol, None
        raise Refusal(
            "Tệp RTF chứa dữ liệu lớn bất thường nên không được mở. Hãy lưu lại thành tệp mới bằng Word."
        )

    def skip_group(self) -> None:
        """Goes to the closing brace of the group that is open, which is the next token."""
        depth = 0
        place = self._place
        while found := _BRACE.search(self._data, place):
            place = found.end()
            sign = found[0]
            if sign == b"{":
                depth += 1
            elif sign == b"}":
                if not depth:
                    self._place = found.start()
                    return
                depth -= 1
            elif found[1] is not None:
                place += max(int(found[1]), 0)
        self._place = len(self._data)
