"""The figures of one report as they are kept and summed: whole numbers side by side, and their sorts.

A country sends thousands of reports of some two hundred figures: as numbers of Python's own they would fill
the memory, and reading them back would take longer than adding them up. A figure is kept as a whole number of
its indicator's last decimal place, so that every sum is exact; what was not sent is told apart from 0.
"""

import re
import sys
from array import array
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from ..errors import Refusal
from ..text import shortened

if TYPE_CHECKING:
    from ..indicators import IndicatorCatalogue


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
_WIDTHS = {kind.encode(): array(kind).itemsize for kind in (_WIDE, _NARROW)}


@dataclass(frozen=True)
class Layout:
    """Which figures stand where: the codes of a catalogue that no formula makes, and their scales (1 for
    whole things, 100 for two decimals)."""

    codes: tuple[str, ...]
    scales: tuple[int, ...]
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    with_decimals: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)
    """The places of figures that have decimals, with their scales."""

    def __post_init__(self) -> None:
        decimals = tuple((place, scale) for place, scale in enumerate(self.scales) if scale > 1)
        object.__setattr__(self, "with_decimals", decimals)
        object.__setattr__(self, "places", {code: place for place, code in enumerate(self.codes)})

    @classmethod
    def of(cls, catalogue: "IndicatorCatalogue") -> "Layout":
        """The layout of a catalogue's figures."""
        given = [each for each in catalogue.indicators if each.formula is None]
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
    """The figures of one report in a layout of ``size`` codes; ``blob`` is how they are kept: the width of
    the numbers, the sorts, the numbers, which are 0 where the sorts say that nothing was sent."""

    blob: bytes
    size: int

    @classmethod
    def read(cls, blob: bytes, size: int) -> "Packed":
        """The figures of a stored blob, in a layout of so many codes. Raises ValueError."""
        width = _WIDTHS.get(blob[:1])
        if width is None:
            raise ValueError("figures of an unknown width")
        if len(blob) != 1 + size + size * width:
            raise ValueError("figures of another layout")
        return cls(blob, size)

    @property
    def sorts(self) -> bytes:
        """What sort each figure is."""
        return self.blob[1 : 1 + self.size]

    @property
    def numbers(self) -> "array[int]":
        """The figures in whole numbers of their last decimal."""
        return array(self.blob[:1].decode(), self.blob[1 + self.size :])

    def at(self, place: int) -> tuple[int, int]:
        """One number with its sort: where few are asked for, all need not be taken apart."""
        width = _WIDTHS[self.blob[:1]]
        begins = 1 + self.size + place * width
        number = int.from_bytes(self.blob[begins : begins + width], sys.byteorder, signed=True)
        return number, self.blob[1 + place]

    def fitted(self, own: Layout, other: Layout) -> "Packed":
        """The same figures in another layout: what it does not have is left out."""
        if own is other or own == other:
            return self
        known, said = self.numbers, self.sorts
        numbers, sorts = [0] * len(other.codes), bytearray(len(other.codes))
        for place, code in enumerate(other.codes):
            at = own.places.get(code)
            if at is not None and said[at]:
                scaled, rest = divmod(known[at] * other.scales[place], own.scales[at])
                if not rest:
                    numbers[place], sorts[place] = scaled, said[at]
        return packed(numbers, bytes(sorts))


def packed(numbers: Sequence[int], sorts: bytes | bytearray) -> Packed:
    """The figures as narrow as they can be."""
    try:
        return _kept(array(_NARROW, numbers), sorts)
    except OverflowError:
        return _kept(array(_WIDE, numbers), sorts)


def _kept(numbers: "array[int]", sorts: bytes | bytearray) -> Packed:
    return Packed(numbers.typecode.encode() + sorts + numbers.tobytes(), len(sorts))


def empty(layout: Layout) -> Packed:
    """A report that says nothing."""
    return packed([0] * len(layout.codes), bytes(len(layout.codes)))


def side_by_side(reports: Sequence[Packed]) -> "array[int]":
    """The numbers of many reports in one layout, those of one after those of the other."""
    if any(each.blob[:1] != _NARROW.encode() for each in reports):
        return array(_WIDE, chain.from_iterable(each.numbers for each in reports))
    return array(_NARROW, b"".join([each.blob[1 + each.size :] for each in reports]))


def pack(layout: Layout, sent: Mapping[str, Sent], estimates: Set[str] = frozenset()) -> Packed:
    """The figures of a report. Codes that the layout does not have are left out.

    Raises Refusal, with the code, for what is no figure, has too many decimals or is too large.
    """
    # Thousands of reports are read at once: most figures are small whole numbers, and stay what they are.
    numbers: list[Any] = list(map(sent.get, layout.codes))
    sorts = bytearray([_ACTUAL]) * len(numbers)
    others = [place for place, value in enumerate(numbers) if value.__class__ is not int]
    for place, scale in layout.with_decimals:
        if numbers[place].__class__ is int:
            numbers[place] *= scale
    for place in others:
        value = numbers[place]
        if value is None or value == NOTHING_OCCURRED:
            numbers[place], sorts[place] = 0, _MISSING if value is None else _NONE
        else:
            numbers[place] = _scaled(layout.codes[place], value, layout.scales[place])
    for code in estimates:
        at = layout.places.get(code)
        if at is not None and sorts[at] == _ACTUAL:
            sorts[at] = Sort.ESTIMATE
    try:
        return _kept(array(_NARROW, numbers), sorts)
    except OverflowError:
        for code, number, scale in zip(layout.codes, numbers, layout.scales, strict=True):
            if abs(number) >= GREATEST * scale:
                raise _unfit(code, sent[code]) from None
        return _kept(array(_WIDE, numbers), sorts)


# Plain numbers: those of an enumeration take several times as long to store.
_MISSING, _ACTUAL, _NONE = int(Sort.MISSING), int(Sort.ACTUAL), int(Sort.NONE)
# No exponent: a few letters of one make a number of millions of digits.
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,18})?")


def _scaled(code: str, value: object, scale: int) -> int:
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
