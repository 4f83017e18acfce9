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
_PART = 4 << 20
_PIECE = 256 << 10
"""Read at a time, since it stays in the processor's cache for the sum."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is known of a closed file: its ``generation``, its ``size`` in bytes, the CRC-32 of each 4 MB."""

    generation: str
    size: int
    sums: tuple[int, ...]


def of_file(path: Path, generation: str) -> Fingerprint:
    """The fingerprint of a closed file, worked out by two threads where it is large. Raises OSError."""
    size = path.stat().st_size
    sums = [0] * -(-size // _PART)
    parts = iter(range(len(sums)))

    def work() -> None:
        buffer = memoryview(bytearray(_PIECE))
        with open(path, "rb", buffering=0) as file:
            for part in parts:
                file.seek(part * _PART)
                left = _PART
                while left and (count := file.readinto(buffer[: min(left, _PIECE)])):
                    sums[part] = zlib.crc32(buffer[:count], sums[part])
                    left -= count

    if len(sums) > 1:
        # Most offices are smaller than that for their first years.
        from .beside import beside

        with beside(work):
            work()
    else:
        work()
    return Fingerprint(generation, size, tuple(sums))


def read(folder: Path) -> Fingerprint | None:
    """What was left beside the file; None where nothing, or nothing that can be read, was."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
        return Fingerprint(str(found["generation"]), int(found["size"]), tuple(map(int, found["sums"])))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def discard(folder: Path) -> None:
    """Takes it away before the file becomes another in a way that its generation does not tell.

    Raises OSError where it stays: it would tell of damage that is none.
    """
    durable.patiently(lambda: (folder / NAME).unlink(missing_ok=True))
    durable.sync_folder(folder)


def leave(folder: Path, fingerprint: Fingerprint) -> None:
    """Leaves it beside the file. Raises OSError."""
    draft = folder / f"{NAME}.new-{os.getpid()}"
    draft.write_text(json.dumps(asdict(fingerprint)), "utf-8")
    durable.replace(draft, folder / NAME)
