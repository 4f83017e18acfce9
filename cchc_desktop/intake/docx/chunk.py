"""Parts of a Word file in other formats (w:altChunk): Word takes them in as it opens the file, so do we.

HTML, web archives, RTF, plain text and Word files are read; of others it is told where they stand.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.text import clean_line
from ..html import HtmlEntry, read_html
from ..outside import OLE
from ..paragraphs import Line
from ..source import SourceTable
from .drawings import PICTURE
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
        head = data[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if data.startswith(b"PK"):
            return self._word(data)
        if head.startswith(b"{\\rtf"):
            from ..rtf.read import rtf_package

            return self._walked(rtf_package(data, chunk.name))
        if data.startswith(OLE):
            return [Aside(AsideKind.UNREAD, UNREAD)]
        if b"mime-version" in head or name.endswith((".mht", ".mhtml", ".eml")):
            return self._archive(data)
        if any(sign in head for sign in _HTML_SIGNS) or name.endswith((".htm", ".html", ".xhtml")):
            return self._html(data)
        return self._plain(data)

    def _html(self, data: bytes) -> list[Entry]:
        read, pictures = read_html(data, self.walker.meter)
        pictured: list[Entry] = [Aside(AsideKind.UNREAD, PICTURE)] * min(pictures, 50)
        return [*map(_entry, read), *pictured]

    def _archive(self, data: bytes) -> list[Entry]:
        """A web archive (RFC 2557), whose text is its first part in HTML."""
        from email import message_from_bytes

        message = message_from_bytes(data)
        for number, part in enumerate(message.walk()):
            if number > 200:
                break
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                content = part.get_payload(decode=True)
                charset = part.get_content_charset() or ""
                if not isinstance(content, bytes):
                    continue
                return self._html(_marked(content, charset))
        return [Aside(AsideKind.UNREAD, UNREAD)]

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


def _marked(content: bytes, charset: str) -> bytes:
    """The content with the charset that its envelope names, in Unicode."""
    try:
        return b"\xef\xbb\xbf" + content.decode(charset).removeprefix("\ufeff").encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return content


def _entry(entry: HtmlEntry) -> Entry:
    return BodyLine(entry) if isinstance(entry, Line) else entry if isinstance(entry, SourceTable) else None
