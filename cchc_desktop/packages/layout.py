"""How a package lies in its file: a zip whose first entry says what it is, in the open.

Unlocked, each part is an entry of its name, packed by the zip itself, so that any tool can look into it.
Locked, entries have numbers for names, and each is sealed after it was packed; only `LOCK` can be read.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile

MIME = "mimetype"
MIMETYPE = b"application/vnd.cchc.package"
HEAD = b"mimetype" + MIMETYPE
"""What stands thirty bytes after the beginning of each package."""
MANIFEST = "manifest.json"
LOCK = "lock.json"
SEALED_MANIFEST = "000000"
PIECE = 256 * 1024
"""Bytes that are in memory of a part at a time."""
MOST_RATIO = 400
"""How much a part may grow when it is unpacked; JSON of many like rows grows some forty times."""
FREE = 1024 * 1024
"""Up to this, a part may grow as it likes."""


def sealed_name(number: int) -> str:
    """The entry of a part in a locked package, counted from 1."""
    return f"{number:06}"


def entry(name: str, packed: bool) -> "zipfile.ZipInfo":
    """A new entry: nothing in it depends on when or where it is written."""
    import zipfile

    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    made.create_system = 3
    made.external_attr = 0o100644 << 16
    return made


def is_packed(name: str) -> bool:
    """Whether a part is worth packing: files of evidence are packed already, nearly all of them."""
    return not name.startswith("evidence/")
