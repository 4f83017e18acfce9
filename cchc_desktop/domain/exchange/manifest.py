"""What an exchange package (gói trao đổi, ``.cchc``) says of itself: what it is, of whom, and its parts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from ..errors import Refusal
from ..report_periods import Period

FORMAT = 1
"""The version of what packages are made of; a later program reads all earlier ones."""
SUFFIX = ".cchc"
REPORT = "report.json"
"""The part that holds the report of a unit."""
MOST_PARTS = 60_000
MOST_PART = 80 * 1024 * 1024
"""Bytes of a part that is content: evidence has at most 50 MB, a signed PDF a third more as text."""
MOST_LINES = 1024 * 1024 * 1024
"""Bytes of a part of JSON lines, which is never in memory as a whole."""
MOST_VALUE = 16 * 1024 * 1024
"""Bytes of a part that is one value."""
MOST_BYTES = 4 * 1024**3 - 1
"""Bytes of all parts together: what a stick with FAT32 holds as one file."""
_LONGEST = 300
_MOST_HOLDS, _MOST_DEVICES = 40, 1_000
_COUNT = 10**9
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,60}\.(json|jsonl|toml)|(packs|evidence)/[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class PackageKind(StrEnum):
    """What a package is for."""

    ASSIGNMENT = "assignment"
    """From the office to an officer: the plan, his tasks, registers and forms."""
    CONTRIBUTION = "contribution"
    """From an officer to the office."""
    WHOLE = "whole"
    """Everything, to go on at another PC."""
    REPORT = "report"
    """Of one period, from the office to the level above."""
    CATALOGUE = "catalogue"
    """Catalogues for other offices: of indicators, a register, criteria …"""

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _LABELS[self]

    @property
    def merges(self) -> bool:
        """Whether it holds records of one office, which become one with those that are there."""
        return self in (PackageKind.ASSIGNMENT, PackageKind.CONTRIBUTION, PackageKind.WHOLE)


_LABELS = {
    PackageKind.ASSIGNMENT: "Giao việc",
    PackageKind.CONTRIBUTION: "Phần đóng góp",
    PackageKind.WHOLE: "Toàn bộ dữ liệu",
    PackageKind.REPORT: "Báo cáo gửi cấp trên",
    PackageKind.CATALOGUE: "Danh mục dùng chung",
}


class Unfit(Exception):
    """Data from outside are not what they should be; the message is for the debugging log, not for people."""


class TooNew(Exception):
    """A package of a later version of the program, which the message names where it is one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its name, the SHA-256 and the size of its bytes, unpacked and unlocked."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Who made a package: the person's name, the device as the journal knows it, the name of the PC."""

    officer: str = ""
    device: str = ""
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a package is, without its parts.

    ``office`` is the identity of the office whose data it holds, nothing for a catalogue; ``unit`` tells
    whose part it is («Văn phòng», «Lĩnh vực 2, 3»); ``period`` is written as «2026-Q1» where it is of one.
    ``holds`` says in words what is in it and how many of each. ``seen`` is what a report was made from: each
    device of the office with the number of its last action, by which a later one is told from an earlier.
    """

    kind: PackageKind
    office: str
    office_name: str
    sender: Sender
    program: str
    made: datetime
    unit: str = ""
    period: str = ""
    holds: tuple[tuple[str, int], ...] = ()
    seen: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A package as it says of itself, its parts in their order."""

    head: Head
    parts: tuple[Part, ...]
    format: int = FORMAT

    @property
    def hash(self) -> str:
        """By what a package is known: the same content has the same hash, whenever, wherever and by whichever
        program it was packed, locked or not."""
        head = self.head
        parts = [[part.name, part.sha256, part.size] for part in self.parts]
        return digest([head.kind.value, head.office, head.unit, head.period, *parts])

    @property
    def size(self) -> int:
        """The bytes of all parts."""
        return sum(part.size for part in self.parts)

    def part(self, name: str) -> Part | None:
        """The part of this name, or None."""
        return next((part for part in self.parts if part.name == name), None)


def digest(value: Any) -> str:
    """The SHA-256 of plain data, in one way of writing them."""
    return sha256(_ONE_WAY.encode(value).encode()).hexdigest()


_ONE_WAY = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def is_part_name(name: str) -> bool:
    """Whether a part may be called this. None can be taken for a path: nothing is unpacked by its name."""
    return _NAME.fullmatch(name) is not None


def most_bytes(name: str) -> int:
    """How many bytes a part of this name may have."""
    if name.endswith(".jsonl"):
        return MOST_LINES
    return MOST_VALUE if "." in name else MOST_PART


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """The manifest as JSON has it, with its own checksum."""
    head = manifest.head
    known: dict[str, Any] = {
        "format": manifest.format,
        "kind": head.kind.value,
        "office": {"id": head.office, "name": head.office_name},
        "unit": head.unit,
        "period": head.period,
        "sender": {
            "officer": head.sender.officer,
            "device": head.sender.device,
            "machine": head.sender.machine,
        },
        "program": head.program,
        "made": head.made.isoformat(timespec="seconds"),
        "holds": [list(each) for each in head.holds],
        "parts": [{"name": p.name, "sha256": p.sha256, "size": p.size} for p in manifest.parts],
        "hash": manifest.hash,
    }
    if head.seen:
        known["seen"] = [list(each) for each in head.seen]
    return known | {"sum": digest(known)}


def manifest_of(value: Any) -> Manifest:
    """The manifest that plain data from outside stand for.

    What a later program adds in the same format is passed over. Raises TooNew, Unfit.
    """
    known = _record(value)
    number = known.get("format")
    if type(number) is not int or number < 1:
        raise Unfit("format")
    if known.get("sum") != digest({name: each for name, each in known.items() if name != "sum"}):
        raise Unfit("sum")
    if number > FORMAT:
        program = known.get("program")
        raise TooNew(program if isinstance(program, str) and _VERSION.fullmatch(program) else "")
    office, sender = _record(known.get("office")), _record(known.get("sender"))
    parts = known.get("parts")
    if not isinstance(parts, list) or len(parts) > MOST_PARTS:
        raise Unfit("parts")
    try:
        head = Head(
            kind=PackageKind(_text(known, "kind")),
            office=_text(office, "id"),
            office_name=_text(office, "name"),
            unit=_text(known, "unit"),
            period=_period(_text(known, "period")),
            sender=Sender(_text(sender, "officer"), _text(sender, "device"), _text(sender, "machine")),
            program=_text(known, "program"),
            made=datetime.fromisoformat(_text(known, "made")).replace(tzinfo=None),
            holds=_counted(known.get("holds"), _MOST_HOLDS),
            seen=_counted(known.get("seen", []), _MOST_DEVICES),
        )
    except ValueError as error:
        raise Unfit("head") from error
    found = Manifest(head, tuple(_part(_record(each)) for each in parts), number)
    if len({part.name for part in found.parts}) != len(found.parts) or found.size > MOST_BYTES:
        raise Unfit("parts")
    if known.get("hash") != found.hash:
        raise Unfit("hash")
    return found


def _part(known: Mapping[str, Any]) -> Part:
    name, sha, size = known.get("name"), known.get("sha256"), known.get("size")
    if not (isinstance(name, str) and is_part_name(name)):
        raise Unfit("name of a part")
    if not (isinstance(sha, str) and _DIGEST.fullmatch(sha)):
        raise Unfit("hash of a part")
    if type(size) is not int or not 0 <= size <= most_bytes(name):
        raise Unfit("size of a part")
    if "/" in name and name.rpartition("/")[2] != sha:
        raise Unfit("content under another hash")
    return Part(name, sha, size)


def _counted(value: Any, most: int) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, list) or len(value) > most:
        raise Unfit("counts")
    found = []
    for each in value:
        match each:
            case [str(words), int(count)] if type(count) is int and 0 <= count <= _COUNT:
                found.append((_checked(words), count))
            case _:
                raise Unfit("counts")
    return tuple(found)


def _period(text: str) -> str:
    """A period as it is written: ``2026-Q1`` …; nothing stays nothing."""
    try:
        return Period.parse(text).id if text else ""
    except Refusal as error:
        raise Unfit("period") from error


def _record(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unfit("no record")
    return value


def _text(known: Mapping[str, Any], name: str) -> str:
    value = known.get(name)
    if not isinstance(value, str):
        raise Unfit(name)
    return _checked(value)


def _checked(text: str) -> str:
    if len(text) > _LONGEST or _CONTROL.search(text):
        raise Unfit("text")
    return text
