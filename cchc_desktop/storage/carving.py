"""Reading the rows of a damaged SQLite file from its pages alone, without SQLite.

A row is taken where all that is said of its lengths agrees, so that hardly anything is taken for a row that
is none. The format is in sqlite.org/fileformat2.html, sections 1.6 (b-tree pages) and 2.1 (records).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import generation
from .diagnosis import MAGIC, page_size

Values = tuple[str | int | float | bytes | None, ...]

_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_SIZES = (4096, 1024, 8192, 16384, 32768, 65536, 2048, 512)
_LONGEST = 200_000_000
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""How many bytes the whole numbers of each serial type take."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as it lies in a page: its number and its values."""

    rowid: int
    values: Values


@dataclass
class Pages:
    """The pages of a file, numbered from 1; what a rollback journal holds stands in the place of its pages.

    ``chained`` are the pages that long rows went on in, as far as they were read.
    """

    content: bytes
    size: int = 4096
    reserved: int = 0
    before: dict[int, bytes] = field(default_factory=dict)
    most: int = 0
    chained: set[int] = field(default_factory=set)

    @classmethod
    def of_file(cls, path: Path) -> "Pages":
        """The pages of a file, and of the journal beside it where that is its own. Raises OSError."""
        content = path.read_bytes()
        has_magic = content.startswith(MAGIC)
        size = page_size(content[:100]) if has_magic else 0
        # Of a file whose head is gone, in pages of the size that most rows are found with.
        guesses = [size] if size else list(_SIZES)
        pages = max((cls(content, each) for each in guesses), key=lambda each: each.leaves())
        pages.reserved = content[20] if size and content[20] <= 64 else 0
        pages.most = -(-len(content) // pages.size)
        journal = path.with_name(f"{path.name}-journal")
        if journal.is_file() and generation.of_journal(journal) is not None:
            pages.take_back(generation.pages_of_journal(journal))
        return pages

    def take_back(self, kept: dict[int, bytes]) -> None:
        """Takes back the transaction that the pages of a journal are of, where it was begun on this file."""
        if not generation.facts_of(kept.items()).states.isdisjoint(generation.marks_in(self.content)):
            self.before = kept

    def leaves(self) -> int:
        """How many pages look like leaves with rows."""
        return sum(self._is_leaf(at) for at in range(0, len(self.content), self.size))

    def _is_leaf(self, at: int) -> bool:
        """Whether a page looks like a leaf with rows: its numbers fit, as those of noise hardly ever do."""
        kind, cells, start, fragments = (
            int.from_bytes(self.content[at + first : at + end], "big")
            for first, end in ((0, 1), (3, 5), (5, 7), (7, 8))
        )
        fits = 8 + 2 * cells <= (start or 65536) <= self.size and fragments <= 60
        return kind == _TABLE_LEAF and 0 < cells < 500 and fits

    def page(self, number: int) -> bytes:
        """A page; what is missing at its end are zeros. Nothing where there is no such page."""
        if not 1 <= number <= self.most:
            return b""
        if number in self.before:
            return self.before[number]
        found = self.content[(number - 1) * self.size : number * self.size]
        return found.ljust(self.size, b"\0")

    def kind(self, number: int) -> int:
        """The first byte of a page's own header."""
        page = self.page(number)
        return page[self._start(number)] if page else 0

    def cells(self, number: int) -> Iterator[Cell]:
        """The rows of a leaf of a table or of an index; an index's rows have the number 0."""
        page, start = self.page(number), self._start(number)
        if not page or page[start] not in (_TABLE_LEAF, _INDEX_LEAF):
            return
        for at in self._pointers(page, start, 8):
            if (cell := self._cell(page, at, page[start] == _TABLE_LEAF)) is not None:
                yield cell

    def scraped(self, number: int) -> Iterator[Cell]:
        """The rows of a table that lie anywhere in a page whose own header is lost."""
        page, at = self.page(number), 0
        while at < len(page) - 4:
            cell = self._cell(page, at, True) if page[at] else None
            if cell is not None and len(cell.values) > 1:
                yield cell
                at += 2 + len(cell.values)
            else:
                at += 1

    def entries(self, root: int) -> Iterator[Values]:
        """What an index holds, in its leaves and between them."""
        for number in self._tree(root):
            page, start = self.page(number), self._start(number)
            if page[start] == _INDEX_LEAF:
                yield from (cell.values for cell in self.cells(number))
            elif page[start] == _INDEX_INNER:
                for at in self._pointers(page, start, 12):
                    if (cell := self._cell(page, at + 4, False)) is not None:
                        yield cell.values

    def below(self, root: int) -> Iterator[int]:
        """The leaves under a page, as far as the pages between them can be read."""
        return (number for number in self._tree(root) if self.kind(number) in (_TABLE_LEAF, _INDEX_LEAF))

    def _tree(self, root: int) -> Iterator[int]:
        waiting, seen = [root], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen or not (page := self.page(number)):
                continue
            seen.add(number)
            yield number
            start = self._start(number)
            if page[start] in (_TABLE_INNER, _INDEX_INNER):
                waiting.append(int.from_bytes(page[start + 8 : start + 12], "big"))
                waiting += [
                    int.from_bytes(page[at : at + 4], "big") for at in self._pointers(page, start, 12)
                ]

    def free(self) -> set[int]:
        """The pages that the file says it does not use."""
        found: set[int] = set()
        trunk = int.from_bytes(self.page(1)[32:36], "big") if self.content.startswith(MAGIC) else 0
        while trunk and trunk not in found and (page := self.page(trunk)):
            found.add(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            found.update(int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * count, 4))
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _start(self, number: int) -> int:
        return 100 if number == 1 else 0

    def _pointers(self, page: bytes, start: int, header: int) -> list[int]:
        count = min(int.from_bytes(page[start + 3 : start + 5], "big"), self.size // 4)
        array = start + header
        found = (int.from_bytes(page[at : at + 2], "big") for at in range(array, array + 2 * count, 2))
        return [at for at in found if array + 2 * count <= at < self.size - self.reserved - 1]

    def _cell(self, page: bytes, at: int, is_table: bool) -> Cell | None:
        length, at = _varint(page, at)
        rowid = 0
        if is_table:
            rowid, at = _varint(page, at)
            rowid -= 1 << 64 if rowid >= 1 << 63 else 0
        if not 2 <= length <= _LONGEST:
            return None
        usable = self.size - self.reserved
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            payload = page[at : at + length]
        else:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= most else least
            following = int.from_bytes(page[at + here : at + here + 4], "big")
            payload = page[at : at + here] + self._rest(following, length - here)
        if len(payload) != length:
            return None
        values = _record(payload)
        return None if values is None else Cell(rowid, values)

    def _rest(self, number: int, length: int) -> bytes:
        """What a long row goes on with, on pages of its own."""
        found, seen = bytearray(), set[int]()
        while len(found) < length and number not in seen and (page := self.page(number)):
            seen.add(number)
            found += page[4 : self.size - self.reserved]
            number = int.from_bytes(page[:4], "big")
        if len(found) < length:
            return b""
        self.chained |= seen
        return bytes(found[:length])


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A whole number of one to nine bytes, and where it ends; -1 where the data end before."""
    value = 0
    for place in range(9):
        if at >= len(data):
            return -1, at
        byte = data[at]
        at += 1
        if place == 8:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    raise AssertionError  # the ninth byte has returned


def _record(payload: bytes) -> Values | None:
    """The values of a record; None where its lengths do not agree, or a text is no UTF-8."""
    end, at = _varint(payload, 0)
    if not at < end <= len(payload):
        return None
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        if kind in (-1, 10, 11):
            return None
        kinds.append(kind)
    if at != end or end + sum(map(_length, kinds)) != len(payload):
        return None
    values = []
    for kind in kinds:
        length = _length(kind)
        part = payload[at : at + length]
        at += length
        try:
            values.append(_value(kind, part))
        except UnicodeDecodeError:
            return None
    return tuple(values)


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _value(kind: int, part: bytes) -> str | int | float | bytes | None:
    match kind:
        case 0:
            return None
        case 7:
            return float(struct.unpack(">d", part)[0])
        case 8 | 9:
            return kind - 8
        case _ if kind >= 12:
            return part.decode("utf-8") if kind % 2 else part
        case _:
            return int.from_bytes(part, "big", signed=True)
