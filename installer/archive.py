"""Zip archives that come out the same, byte for byte, wherever and whenever they are written."""

import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from .workplace import source_date


def write_archive(path: Path, members: Iterable[tuple[str, bytes]], compressed: bool) -> None:
    """Writes an archive of named contents, in the order given, with the time of the source on each."""
    moment = time.gmtime(source_date())[:6]
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", kind, compresslevel=9 if compressed else None) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = kind
            entry.create_system = 0  # as if written on Windows: no permissions of this machine
            archive.writestr(entry, content)
