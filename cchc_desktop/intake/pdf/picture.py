"""A page of a PDF from outside as a picture, for whoever holds what was read against the page itself.

It is drawn where the file is read, in a process of its own: a page can cost as much as whoever made it likes.
"""

import base64
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...domain.errors import Refusal
from ..outside import checked_head, told_why
from .damage import damage_told
from .read import MAX_PAGES

MAX_PIXELS = 8_000_000
"""A page of A4 at four times its size on a screen; what would be larger is drawn smaller."""
_ACCEPTED = "Hãy chọn tệp .pdf."


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height in points, as a viewer shows the page (not turned)."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is printed: ``width`` × ``height`` pixels of three bytes each (blue, green, red).

    ``sizes`` are those of all pages; ``packed`` the pixels, packed by zlib, in base 64: what a child process
    answers is text.
    """

    sizes: tuple[PageSize, ...]
    width: int
    height: int
    packed: str

    @property
    def pixels(self) -> bytes:
        """The pixels, row by row without a gap. Raises ValueError where the size says otherwise."""
        wanted = self.width * self.height * 3
        unpacker = zlib.decompressobj()
        pixels = unpacker.decompress(base64.b64decode(self.packed), wanted + 1)
        if len(pixels) != wanted:
            raise ValueError(f"{len(pixels)} bytes for {self.width} x {self.height} pixels")
        return pixels


def draw_page(path: Path, number: int, scale: float, turn: int = 0) -> PagePicture:
    """A page (from 0) at ``scale`` pixels for a point, or smaller where it would be more than MAX_PIXELS.

    ``turn`` is by how many quarter turns clockwise it is drawn.

    Raises Refusal where the file is no PDF, is locked or damaged, or has no such page.
    """
    with told_why(path):
        head = checked_head(path, _ACCEPTED)
        data = path.read_bytes()
    if b"%PDF-" not in head:
        raise Refusal(f"«{path.name}» không phải là tệp PDF. {_ACCEPTED}", "file")
    with damage_told(f"Không vẽ được trang {number + 1} của tệp «{path.name}»."):
        return _drawn(data, number, scale, turn)


def _drawn(data: bytes, number: int, scale: float, turn: int) -> PagePicture:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(data)
    try:
        count = min(len(document), MAX_PAGES)
        sizes = tuple(PageSize(*map(float, document.get_page_size(n))) for n in range(count))
        if not 0 <= number < count:
            raise Refusal(f"Tệp không có trang {number + 1}.", "file")
        size = sizes[number]
        fitting = (MAX_PIXELS / max(size.width * size.height, 1.0)) ** 0.5
        page = document[number]
        bitmap = page.render(scale=max(0.05, min(scale, fitting)), rotation=turn % 4 * 90)
        try:
            row = bitmap.width * 3
            lines = bytes(bitmap.buffer)
            tight = b"".join(
                lines[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
            )
            packed = base64.b64encode(zlib.compress(tight, 1)).decode("ascii")
            return PagePicture(sizes, bitmap.width, bitmap.height, packed)
        finally:
            bitmap.close()
            page.close()
    finally:
        document.close()
