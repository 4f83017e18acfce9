"""The units whose reports an office gathers: who is expected on a day, who took over whom, by what name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..errors import Refusal
from ..offices import full_name, shorten
from ..plan import new_id
from ..text import fold, normalize, sort_key


class Block(StrEnum):
    """The blocks (khối) within which units are ranked: a ward is not held against a mountain commune."""

    WARD = "phuong"
    COMMUNE = "xa"
    OTHER = "khac"

    @property
    def label(self) -> str:
        """The block in Vietnamese."""
        return _LABELS[self]


_LABELS = {Block.WARD: "Phường", Block.COMMUNE: "Xã, đặc khu", Block.OTHER: "Cơ quan khác"}
_PLACES = {block: place for place, block in enumerate(Block)}
_LONGEST_NAME, _LONGEST_CODE = 200, 20
_LEAST_CODE = 5
"""A shorter number in a file's name may be a year or a day."""


def block_of(name: str) -> Block:
    """The block that a unit's name tells: «Ủy ban nhân dân phường An Bình» is a ward."""
    words = fold(full_name(name)).removeprefix("uy ban nhan dan ")
    if words.startswith(("phuong ", "thi tran ")):
        return Block.WARD
    return Block.COMMUNE if words.startswith(("xa ", "dac khu ")) else Block.OTHER


def read_block(text: str) -> Block | None:
    """The block that somebody wrote («Phường», «Xã, đặc khu», «dac-khu»); None for other words."""
    words = fold(text).replace("-", " ").strip(" .")
    if words in ("phuong", "thi tran", "khoi phuong"):
        return Block.WARD
    if words in ("xa", "dac khu", "xa, dac khu", "xa va dac khu", "khoi xa", "khoi xa, dac khu"):
        return Block.COMMUNE
    return Block.OTHER if words in ("khac", "co quan khac", "so", "so, nganh") else None


@dataclass(frozen=True, slots=True)
class GatheredUnit:
    """A unit that sends its reports here, from one day to another (open where None).

    ``code`` is the one of the administrative list, or any that the office gives; ``merged_into`` is the
    code of the unit that it became a part of on the day after ``valid_to``.
    """

    code: str
    name: str
    block: Block
    valid_from: date | None = None
    valid_to: date | None = None
    merged_into: str = ""
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > _LONGEST_NAME:
            raise Refusal(
                "Hãy nhập tên đơn vị, nhiều nhất 200 chữ, ví dụ: Ủy ban nhân dân xã An Bình.", "name"
            )
        if not self.code.strip() or len(self.code) > _LONGEST_CODE or any(map(str.isspace, self.code)):
            raise Refusal(
                "Mã đơn vị gồm 1 đến 20 chữ, số, không có dấu cách, ví dụ mã đơn vị hành chính 00123.", "code"
            )
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Refusal("Ngày hết hiệu lực phải sau ngày bắt đầu.", "valid_to")
        if self.merged_into == self.code:
            raise Refusal("Đơn vị không thể nhập vào chính nó.", "merged_into")
        if self.merged_into and self.valid_to is None:
            raise Refusal("Đơn vị đã nhập vào đơn vị khác thì phải có ngày hết hiệu lực.", "valid_to")

    @property
    def short_name(self) -> str:
        """«UBND xã An Bình»."""
        return shorten(self.name)

    @property
    def place_name(self) -> str:
        """«xã An Bình»: as tables name it, where nothing else stands in the column."""
        return self.short_name.removeprefix("UBND ")

    def is_valid(self, day: date) -> bool:
        """Whether a report on a period that ends on this day is expected of it."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


def _exact(name: str) -> str:
    """What names of one unit share: «UBND xã A», «Ủy ban nhân dân xã A», «xã A»."""
    return full_name(normalize(name)).casefold().removeprefix("ủy ban nhân dân ").strip(" .")


def _key(name: str) -> str:
    """The same for whoever types without accents, which «xã Thạnh Lộc» and «xã Thanh Lộc» share."""
    return fold(_exact(name))


class UnitList:
    """All units that the office knows."""

    def __init__(self, units: Iterable[GatheredUnit]) -> None:
        self._given = tuple(units)

    @cached_property
    def units(self) -> Sequence[GatheredUnit]:
        """The units in the order of their blocks and names."""
        return sorted(
            self._given, key=lambda each: (_PLACES[each.block], sort_key(each.place_name), each.code)
        )

    @cached_property
    def by_code(self) -> Mapping[str, GatheredUnit]:
        """The units by their codes."""
        return {unit.code: unit for unit in self._given}

    @cached_property
    def _as_listed(self) -> Mapping[str, GatheredUnit]:
        """The units whose name no other one has, letter by letter."""
        found = self._grouped(lambda name: name)
        return {name: units[0] for name, units in found.items() if len(units) == 1}

    @cached_property
    def _by_name(self) -> Mapping[str, list[GatheredUnit]]:
        return self._grouped(_key)

    @cached_property
    def _by_exact_name(self) -> Mapping[str, list[GatheredUnit]]:
        return self._grouped(_exact)

    @cached_property
    def _in_files(self) -> Sequence[tuple[str, list[GatheredUnit]]]:
        """The names as names of files have them, between spaces."""
        return [(f" {_plain(key)} ", units) for key, units in self._by_name.items()]

    def _grouped(self, key_of: Callable[[str], str]) -> dict[str, list[GatheredUnit]]:
        found: dict[str, list[GatheredUnit]] = {}
        for unit in self._given:
            found.setdefault(key_of(unit.name), []).append(unit)
        return found

    def expected(self, day: date) -> list[GatheredUnit]:
        """The units whose report on a period that ends on this day is expected."""
        return [unit for unit in self.units if unit.is_valid(day)]

    def named(self, name: str, day: date) -> GatheredUnit | None:
        """The unit of this code or name, one that is there on the day before one that is not; None where
        none is called so, or several are."""
        if (unit := self.by_code.get(name.strip())) is not None:
            return unit
        # Most reports name their unit as the list does.
        if (same := self._as_listed.get(name)) is not None and same.is_valid(day):
            return same
        exact = _one(self._by_exact_name.get(_exact(name), ()), day)
        return exact if exact is not None else _one(self._by_name.get(_key(name), ()), day)

    def in_words(self, words: str, day: date) -> GatheredUnit | None:
        """The one unit whose name stands in some words, as of a file's name; None for none or several.

        Of names that hold another one («xã An Bình», «xã An Bình Tây») the longest counts; without a name a
        code counts, where it is no such number as files have.
        """
        said = f" {_plain(words)} "
        found = {key: units for key, units in self._in_files if key in said}
        longest = [key for key in found if not any(key != other and key in other for other in found)]
        if not longest:
            numbers = {word for word in said.split() if len(word) >= _LEAST_CODE}
            coded = [unit for code, unit in self.by_code.items() if code in numbers]
            return coded[0] if len(coded) == 1 else None
        return _one(found[longest[0]], day) if len(longest) == 1 else None

    def successor(self, code: str, day: date) -> GatheredUnit | None:
        """The unit that stands for one on a day: itself while it is valid, else what it was merged into."""
        unit, seen = self.by_code.get(code), {code}
        while unit is not None and not unit.is_valid(day) and unit.merged_into not in seen:
            seen.add(unit.merged_into)
            unit = self.by_code.get(unit.merged_into)
        return unit if unit is not None and unit.is_valid(day) else None

    def parts_of(self, code: str) -> list[GatheredUnit]:
        """The units that were merged into one, whatever they became in between."""
        found: list[GatheredUnit] = []
        waiting, seen = [code], {code}
        while waiting:
            into = waiting.pop()
            for unit in self.units:
                if unit.merged_into == into and unit.code not in seen:
                    seen.add(unit.code)
                    found.append(unit)
                    waiting.append(unit.code)
        return found

    def refuse_broken(self) -> None:
        """Raises Refusal for a code that two units have, one merged into none that is known, or a circle."""
        codes: set[str] = set()
        for unit in self.units:
            if unit.code in codes:
                raise Refusal(
                    f"Mã «{unit.code}» đã có ở đơn vị khác. Hãy đặt mã riêng cho từng đơn vị.", "code"
                )
            codes.add(unit.code)
        for unit in self.units:
            if unit.merged_into and unit.merged_into not in codes:
                raise Refusal(
                    f"«{unit.place_name}» nhập vào đơn vị mã «{unit.merged_into}» không có trong danh sách.",
                    "merged_into",
                )
        for unit in self.units:
            seen, into = {unit.code}, unit.merged_into
            while into and into not in seen:
                seen.add(into)
                into = self.by_code[into].merged_into
            if into:
                raise Refusal(
                    f"«{unit.place_name}» nhập vào chính nó qua các đơn vị khác. Hãy sửa cột nhập vào.",
                    "merged_into",
                )


def _one(units: Sequence[GatheredUnit], day: date) -> GatheredUnit | None:
    """The one unit of several that is there on a day, or the one that there is; None for none or several."""
    there = [unit for unit in units if unit.is_valid(day)] or units
    return there[0] if len(there) == 1 else None


def _plain(text: str) -> str:
    """Folded, the words of it between single spaces."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())
