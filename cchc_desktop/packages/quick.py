"""The report in a package in memory, the short way: for thousands of them that are taken in at once.

What is as the program writes it is read by the table of contents alone, within the bounds of `reading.py`,
and with every hash that vouches for what is given. Of anything else, locked, odd or damaged, nothing is said
here: the long way is to be gone, which has the sentences. A test holds both ways to the same answers.
"""

import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from ..domain.exchange.manifest import MOST_VALUE, REPORT, PackageKind, TooNew, Unfit, manifest_of
from . import layout
from .plain_json import parsed

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_MOST_ENTRIES = 64
_STORED, _DEFLATED = 0, 8
_UTF8 = 0x800


class _Odd(Exception):
    """It is not as the program writes it."""


class _Entry(NamedTuple):
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class QuickReport(NamedTuple):
    """A report as it was read: the ``value`` of its part, the part's hash, when the package was made, and
    what it was made from."""

    value: Any
    hash: bytes
    made: datetime
    seen: tuple[tuple[str, int], ...]


def quick_report(data: bytes) -> QuickReport | None:
    """The report in a package; None where the long way is to be gone."""
    try:
        entries = dict(_entries(data))
        manifest = manifest_of(parsed(_bytes_of(data, entries, layout.MANIFEST)))
        part = manifest.part(REPORT)
        expected = {layout.MIME, layout.MANIFEST, *(each.name for each in manifest.parts)}
        if part is None or entries.keys() != expected or manifest.head.kind is not PackageKind.REPORT:
            return None
        found = _bytes_of(data, entries, REPORT)
        hashed = sha256(found).digest()
        if part.size != len(found) or part.sha256 != hashed.hex():
            return None
        return QuickReport(parsed(found), hashed, manifest.head.made, manifest.head.seen)
    except (_Odd, Unfit, TooNew, struct.error, zlib.error):
        return None


def _entries(data: bytes) -> Iterator[tuple[str, _Entry]]:
    if not data[: 30 + len(layout.HEAD)].endswith(layout.HEAD):
        raise _Odd
    at = len(data) - _END.size
    mark, disk, first, here, count, size, start, comment = _END.unpack_from(data, max(0, at))
    if mark != b"PK\5\6" or disk or first or comment or here != count or count > _MOST_ENTRIES:
        raise _Odd
    if start + size != at:
        raise _Odd
    names, together = set(), 0
    for _ in range(count):
        (
            mark, _, _, flags, method, _, _, crc, packed, unpacked, named, extra, said, _, _, kind, offset,
        ) = _ENTRY.unpack_from(data, start)  # fmt: skip
        name = data[start + _ENTRY.size : start + _ENTRY.size + named]
        start += _ENTRY.size + named + extra + said
        mode = kind >> 16
        if mark != b"PK\1\2" or flags & ~_UTF8 or method not in (_STORED, _DEFLATED) or name in names:
            raise _Odd
        if not name.isascii() or name.endswith(b"/") or (mode and not stat.S_ISREG(mode)):
            raise _Odd
        names.add(name)
        together += packed
        # Entries that lie over each other would be more together than the file.
        if unpacked > layout.FREE + layout.MOST_RATIO * packed or together > len(data):
            raise _Odd
        yield name.decode(), _Entry(method, crc, packed, unpacked, offset)
    if start != at:
        raise _Odd


def _bytes_of(data: bytes, entries: Mapping[str, _Entry], name: str) -> bytes:
    entry = entries.get(name)
    if entry is None or entry.size > MOST_VALUE:
        raise _Odd
    mark, _, _, _, _, _, _, _, _, named, extra = _LOCAL.unpack_from(data, entry.offset)
    begins = entry.offset + _LOCAL.size + named + extra
    if mark != b"PK\3\4" or data[entry.offset + _LOCAL.size :][:named] != name.encode():
        raise _Odd
    held = data[begins : begins + entry.packed]
    if entry.method == _DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        found = unpacking.decompress(held, entry.size + 1)
        if not unpacking.eof or unpacking.unused_data:
            raise _Odd
    else:
        found = held
    if len(found) != entry.size or zlib.crc32(found) != entry.crc:
        raise _Odd
    return found
