"""The checksum of a data file as the program left it: damage between two starts is seen at the next one.

It lies beside the file, with the generation (`generation.py`) that it is of: a file of another generation was
written to since, as by a program that was killed, or copied in, and has to be looked through instead. While
the file is open nothing here may read it: closing it would let go of SQLite's lock.
"""

import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from .. import durable

NAME = "cchc.sum"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is known of a closed file: its ``generation``, its ``size`` in bytes and its CRC-32."""

    generation: str
    size: int
    crc32: int


def of_file(path: Path, generation: str) -> Fingerprint:
    """The fingerprint of a closed file. Raises OSError."""
    crc, size = 0, 0
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            crc = zlib.crc32(piece, crc)
            size += len(piece)
    return Fingerprint(generation, size, crc)


def read(folder: Path) -> Fingerprint | None:
    """What was left beside the file; None where nothing, or nothing that can be read, was."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
        return Fingerprint(str(found["generation"]), int(found["size"]), int(found["crc32"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def leave(folder: Path, fingerprint: Fingerprint) -> None:
    """Leaves it beside the file. Raises OSError."""
    draft = folder / f"{NAME}.new-{os.getpid()}"
    draft.write_text(json.dumps(asdict(fingerprint)), "utf-8")
    durable.replace(draft, folder / NAME)
