"""The figures of one report as they are kept and summed: whole numbers side by side, and their sorts.

A country sends thousands of reports of some two hundred figures: as numbers of Python's own they would fill
the memory, and reading them back would take longer than adding them up. A figure is kept as a whole number of
its indicator's last decimal place, so that every sum is exact; what was not sent is told apart from 0.
"""

import re
from array import array
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from ..errors import Refusal
from ..indicators import IndicatorCatalogue, Kind
from ..text import shortened


class Sort(IntEnum):
    """What a unit says of a figure."""

    MISSING = 0
    """Nothing: it is not known, and is no 0."""
    ACTUAL = 1
    NONE = 2
    """«Không phát sinh»: known to be 0."""
    ESTIMATE = 3


NOTHING_OCCURRED: Final = "kps"
"""How a report writes that nothing occurred."""
Sent = int | str | None
"""A figure as a report writes it: a whole number, a decimal as text, `NOTHING_OCCURRED`, or nothing."""
GREATEST = 10**15
"""What every figure stays below: no office counts as many, and sums of a country stay exact in 64 bits."""
_WIDE, _NARROW = "q", "i"


@dataclass(frozen=True)
class Layout:
    """Which figures stand where: the codes of a catalogue that no formula makes, and their scales (1 for
    whole things, 100 for two decimals)."""

    codes: tuple[str, ...]
    scales: tuple[int, ...]
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {code: place for place, code in enumerate(self.codes)})

    @classmethod
    def of(cls, catalogue: IndicatorCatalogue) -> "Layout":
        """The layout of a catalogue's figures."""
        given = [each for each in catalogue.indicators if each.kind is not Kind.COMPUTED]
        return cls(tuple(each.code for each in given), tuple(10**each.decimals for each in given))

    @property
    def text(self) -> str:
        """How it is stored: «1.01/1 3.50/100»."""
        return " ".join(f"{code}/{scale}" for code, scale in zip(self.codes, self.scales, strict=True))

    @classmethod
    def read(cls, text: str) -> "Layout":
        """The layout of a stored text. Raises ValueError."""
        pairs = [each.partition("/") for each in text.split()]
        return cls(tuple(code for code, _, _ in pairs), tuple(int(scale) for _, _, scale in pairs))


@dataclass(frozen=True, slots=True)
class Packed:
    """The figures of one report in a layout; ``numbers`` are 0 where ``sorts`` say that nothing was sent."""

    numbers: "array[int]"
    sorts: bytes

    @property
    def blob(self) -> bytes:
        """How it is stored: the width of its numbers, the sorts, the numbers."""
        return self.numbers.typecode.encode() + self.sorts + self.numbers.tobytes()

    @classmethod
    def read(cls, blob: bytes, size: int) -> "Packed":
        """The figures of a stored blob, in a layout of so many codes. Raises ValueError."""
        kind = blob[:1].decode("ascii", "replace")
        if kind not in (_WIDE, _NARROW):
            raise ValueError("figures of an unknown width")
        numbers = array(kind)
        numbers.frombytes(blob[1 + size :])
        if len(numbers) != size:
            raise ValueError("figures of another layout")
        return cls(numbers, blob[1 : 1 + size])

    def fitted(self, own: Layout, other: Layout) -> "Packed":
        """The same figures in another layout: what it does not have is left out."""
        if own == other:
            return self
        numbers, sorts = [0] * len(other.codes), bytearray(len(other.codes))
        for place, code in enumerate(other.codes):
            at = own.places.get(code)
            if at is not None and self.sorts[at]:
                scaled, rest = divmod(self.numbers[at] * other.scales[place], own.scales[at])
                if not rest:
                    numbers[place], sorts[place] = scaled, self.sorts[at]
        return packed(numbers, bytes(sorts))


def packed(numbers: Sequence[int], sorts: bytes) -> Packed:
    """The figures as narrow as they can be."""
    try:
        return Packed(array(_NARROW, numbers), sorts)
    except OverflowError:
        return Packed(array(_WIDE, numbers), sorts)


def empty(layout: Layout) -> Packed:
    """A report that says nothing."""
    return packed([0] * len(layout.codes), bytes(len(layout.codes)))


def pack(layout: Layout, sent: Mapping[str, Sent], estimates: Set[str] = frozenset()) -> Packed:
    """The figures of a report. Codes that the layout does not have are left out.

    Raises Refusal, with the code, for what is no figure, has too many decimals or is too large.
    """
    # Thousands of reports are read at once: most figures are small whole numbers, and looked at together.
    values = list(map(sent.get, layout.codes))
    numbers = [
        value * scale if value.__class__ is int else _scaled(code, value, scale)
        for code, value, scale in zip(layout.codes, values, layout.scales, strict=True)
    ]
    sorts = bytearray(
        [1 if value.__class__ is int else 0 if value is None else _sort(value) for value in values]
    )
    for code in estimates:
        place = layout.places.get(code)
        if place is not None and sorts[place] == Sort.ACTUAL:
            sorts[place] = Sort.ESTIMATE
    try:
        return Packed(array(_NARROW, numbers), bytes(sorts))
    except OverflowError:
        for code, value in zip(layout.codes, values, strict=True):
            if isinstance(value, int) and abs(value) >= GREATEST:
                raise _unfit(code, value) from None
        return Packed(array(_WIDE, numbers), bytes(sorts))


def _sort(value: object) -> int:
    return Sort.NONE if value == NOTHING_OCCURRED else Sort.ACTUAL


# No exponent: a few letters of one make a number of millions of digits.
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,18})?")


def _scaled(code: str, value: object, scale: int) -> int:
    if value is None or value == NOTHING_OCCURRED:
        return 0
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise _unfit(code, value)
    whole, _, rest = value.partition(".")
    decimals, rest = len(str(scale)) - 1, rest.rstrip("0")
    if len(rest) > decimals:
        raise Refusal(
            f"Chỉ tiêu {code}: số «{value}» có nhiều chữ số thập phân hơn quy định của bộ chỉ tiêu.", code
        )
    return int(whole + rest.ljust(decimals, "0"))


def _unfit(code: str, value: object) -> Refusal:
    return Refusal(f"Chỉ tiêu {code}: «{shortened(str(value), 40)}» không phải là số liệu nhận được.", code)
