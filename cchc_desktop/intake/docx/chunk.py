"""Parts of a Word file in other formats (w:altChunk): Word takes them in as it opens the file, so do we.

HTML, web archives, RTF, plain text and Word files are read; of others it is told where they stand.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from ..outside import OLE
from ..paragraphs import Line
from .entries import Aside, AsideKind, BodyLine, Entry

if TYPE_CHECKING:
    from .body import Walker
    from .package import Chunk, Package

_DEEPEST = 3
_MOST_TURNS = 100
"""How often chunks may be shown: a part may be named again and again."""
UNREAD = "phần chèn từ tệp khác (altChunk)"
_HTML_SIGNS = (b"<html", b"<body", b"<!doctype html", b"<p", b"<div", b"<table", b"<meta")


@dataclass(slots=True)
class Chunks:
    """The chunks of a file, by what its body calls them."""

    parts: "Mapping[str, Chunk]"
    walker: "Walker"
    depth: int = 0
    turns: int = 0

    def entries(self, key: str) -> list[Entry]:
        """What a chunk holds; what cannot be read is told in its place."""
        self.turns += 1
        chunk = self.parts.get(key)
        if chunk is None or self.turns > _MOST_TURNS or self.depth >= _DEEPEST:
            return [Aside(AsideKind.UNREAD, UNREAD)]
        data, name = chunk.data, chunk.name.lower()
        if not data.strip():
            return []
        head = data[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if data.startswith(b"PK"):
            return self._word(data)
        if head.startswith(b"{\\rtf"):
            from ..rtf.read import rtf_package

            return self._walked(rtf_package(data, chunk.name))
        if data.startswith(OLE):
            return [Aside(AsideKind.UNREAD, UNREAD)]
        if b"mime-version" in head or name.endswith((".mht", ".mhtml", ".eml")):
            from ..web.read import page_in_mail

            return self._page(*page_in_mail(data))
        if any(sign in head for sign in _HTML_SIGNS) or name.endswith((".htm", ".html", ".xhtml")):
            return self._page(data, "")
        return self._plain(data)

    def _page(self, data: bytes | None, charset: str) -> list[Entry]:
        from ..web.read import page_package

        if data is None:
            return [Aside(AsideKind.UNREAD, UNREAD)]
        return self._walked(page_package(data, charset)[0])

    def _plain(self, data: bytes) -> list[Entry]:
        from ..read_text import decode

        text = decode(data)[0]
        lines: list[Entry] = []
        for line in text.splitlines():
            self.walker.meter.pieces()
            self.walker.meter.letters(len(line))
            shown = clean_line(line)
            lines.append(BodyLine(Line(shown), raw=line) if shown else None)
        return lines

    def _word(self, data: bytes) -> list[Entry]:
        from .package import opened

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = opened(archive)
        return self._walked(package)

    def _walked(self, package: "Package") -> list[Entry]:
        from .body import Walker
        from .numbering import Numbering
        from .styles import Styles

        walker = Walker(
            Styles(package.styles),
            Numbering(package.numbering),
            self.walker.encoding,
            self.walker.meter,
            capitals=self.walker.capitals,
            fonts=self.walker.fonts,
        )
        walker.chunk = Chunks(package.chunks, walker, self.depth + 1).entries
        return [entry for body in package.bodies for entry in walker.walk(body)]
