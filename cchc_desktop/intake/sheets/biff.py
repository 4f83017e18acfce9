"""The file of Excel 97 to 2003 before xlrd sees it: its stream of records, looked through and made harmless.

xlrd follows chains of sectors in circles, keeps an entry for each cell of an area that a link covers, and one
for each cell that only has a format. So the stream is taken out of its container here, within bounds, and
every record that is not needed is made one that nobody knows.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_STREAM = 20 * 1024 * 1024
_MAX_RECORDS = 600_000
_SECTOR_SIZES = (512, 4096)
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_BOF, _EOF, _FILEPASS, _SHEET, _FORMULA, _UNCALCULATED = 0x809, 0x0A, 0x2F, 0x85, 0x06, 0x5E
_NEEDED = frozenset(
    {
        _BOF, _EOF, _SHEET, _FORMULA, 0x42, 0x22, 0x31, 0x41E, 0xE0, 0x92, 0xFC, 0x3C, 0x8C, 0x200,
        0x208, 0x7D, 0x203, 0x27E, 0xBD, 0x204, 0xFD, 0xD6, 0x205, 0x207, 0xE5, 0x1C, 0x5D, 0x1B6,
        0x221, 0x4BC, 0x236,
    }
)  # fmt: skip
"""What a sheet's cells, their formats, notes and merged areas are told by ([MS-XLS] 2.3)."""
_UNKNOWN = 0x0FF8
_MULTIPLE = 0xBD


class Malformed(Exception):
    """It is no file of Excel 97 to 2003, or one that nobody can read."""


class Locked(Exception):
    """It has a password."""


@dataclass(slots=True)
class Records:
    """The stream for xlrd, the cells with formulas of each sheet (from 0), and the sheets not worked out."""

    stream: bytes
    formulas: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    stale: set[int] = field(default_factory=set)


def read_records(data: bytes) -> Records:
    """The records of a file.

    :raises Malformed: it holds none, more than any annex has, or those of a program before Excel 95.
    :raises Locked: they are encrypted.
    """
    stream = bytearray(_workbook_stream(data))
    found = Records(b"")
    sheets: dict[int, int] = {}
    sheet, depth = -1, 0
    for count, (place, kind, size) in enumerate(_records(stream)):
        if count > _MAX_RECORDS:
            raise Malformed("records")
        if count == 0 and kind != _BOF:
            raise Malformed("begin")
        if kind == _FILEPASS:
            raise Locked
        if kind == _BOF:
            depth += 1
            if depth == 1:
                sheet = sheets.get(place, -1)
        elif kind == _EOF:
            depth = max(0, depth - 1)
        elif kind == _SHEET and size >= 6 and stream[place + 9] == 0:
            # Those of cells alone are counted; charts and macros have sheets of their own.
            sheets[struct.unpack_from("<I", stream, place + 4)[0]] = len(sheets)
        elif kind == _FORMULA and size >= 4:
            found.formulas.setdefault(sheet, set()).add(struct.unpack_from("<HH", stream, place + 4))
        elif kind == _UNCALCULATED:
            found.stale.add(sheet)
        if kind not in _NEEDED or (depth > 1 and kind not in (_BOF, _EOF)):
            struct.pack_into("<H", stream, place, _UNKNOWN)
        elif kind == _MULTIPLE and size < 6:
            raise Malformed("cells")
    found.stream = bytes(stream)
    return found


def _records(stream: bytearray) -> Iterator[tuple[int, int, int]]:
    """Place, kind and size of each record, as far as they are whole."""
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        if place + 4 + size > len(stream):
            return
        yield place, kind, size
        place += 4 + size


# The container ([MS-CFB])


def _workbook_stream(data: bytes) -> bytes:
    try:
        return _Container(data).stream(("workbook", "book"))
    except (struct.error, IndexError) as error:
        raise Malformed("container") from error


class _Container:
    """A compound file, whose chains of sectors are followed no further than there are sectors."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._short = 1 << min(struct.unpack_from("<H", data, 32)[0], 12)
        if self._size not in _SECTOR_SIZES or self._short != 64:
            raise Malformed("sectors")
        self._sectors = len(data) // self._size + 1
        (first, _, self._least, short_first, _, more, _) = struct.unpack_from("<IIIIIII", data, 48)
        listed = list(struct.unpack_from("<109I", data, 76))
        for sector in self._followed(more, None):
            numbers = self._numbers(sector)
            listed += numbers[:-1]
        self._next = [
            number for sector in listed if sector < self._sectors for number in self._numbers(sector)
        ]
        directory = b"".join(self._chain(first))
        self._entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
        self._short_next = [
            number for sector in self._followed(short_first, self._next) for number in self._numbers(sector)
        ]

    def stream(self, names: tuple[str, ...]) -> bytes:
        """The first stream of one of these names. Raises Malformed where there is none."""
        for name in names:
            for entry in self._entries:
                if entry[66] == 2 and _name(entry) == name:
                    return self._content(entry)
        raise Malformed("stream")

    def _content(self, entry: bytes) -> bytes:
        first, size = struct.unpack_from("<II", entry, 116)
        if size > MAX_STREAM:
            raise Malformed("size")
        if size >= self._least:
            return b"".join(self._chain(first))[:size]
        root = struct.unpack_from("<I", self._entries[0], 116)[0]
        whole = b"".join(self._chain(root))
        places = _steps(first, self._short_next, len(whole) // self._short + 1)
        return b"".join(whole[at * self._short : (at + 1) * self._short] for at in places)[:size]

    def _chain(self, first: int) -> Iterator[bytes]:
        return (self._sector(number) for number in _steps(first, self._next, self._sectors))

    def _followed(self, first: int, following: list[int] | None) -> list[int]:
        """The sectors of a chain: by the table, or each by the last number in the one before."""
        if following is not None:
            return list(_steps(first, following, self._sectors))
        found: list[int] = []
        while first < self._sectors and len(found) < self._sectors:
            found.append(first)
            first = self._numbers(first)[-1]
        return found

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _numbers(self, sector: int) -> list[int]:
        piece = self._sector(sector)
        return list(struct.unpack_from(f"<{len(piece) // 4}I", piece))


def _steps(first: int, following: list[int], most: int) -> Iterator[int]:
    """The numbers of a chain. Raises Malformed where it has no end."""
    for _ in range(most + 1):
        if first in (_END, _FREE) or first >= len(following):
            return
        yield first
        first = following[first]
    raise Malformed("chain")


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
