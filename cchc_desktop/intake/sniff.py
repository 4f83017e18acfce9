"""What a file is by its first bytes: its ending says only what somebody called it."""

import re
from enum import Enum, auto

from .outside import OLE

SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".md")
"""The endings of documents that are offered to choose from; `read.py` takes some more."""


class Form(Enum):
    """The form that the bytes of a file have."""

    WORD = auto()
    """A package of Office (ISO/IEC 29500)."""
    OPEN_DOCUMENT = auto()
    """A package of OpenDocument with a text."""
    OTHER_OPEN_DOCUMENT = auto()
    """A package of OpenDocument with a spreadsheet, slides or a drawing."""
    OLD_OFFICE = auto()
    """A container of Office 97 to 2003, or of a locked file."""
    RICH_TEXT = auto()
    WEB_PAGE = auto()
    WEB_ARCHIVE = auto()
    """A page with its parts as one mail (RFC 2557)."""
    WORD_XML = auto()
    """A whole document as one XML text (Word 2003, Flat OPC, flat OpenDocument)."""
    PDF = auto()
    UNKNOWN = auto()


_MIME = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.([a-z-]+)", re.DOTALL)
_PAGE = re.compile(rb"<(?:html|head|body|!doctype\s+html)[\s>]", re.IGNORECASE)
_MAIL = re.compile(rb"(?:^|\n)MIME-Version:\s*1\.0", re.IGNORECASE)
_WHOLE = (b"mso-application", b"wordml", b"pkg:package", b"office:document")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def form_of(head: bytes, suffix: str) -> Form:
    """The form of a file that begins with these bytes (a kilobyte is enough), and has this ending."""
    if head.startswith(OLE):
        return Form.OLD_OFFICE
    if head.startswith(b"PK"):
        found = _MIME.match(head)
        if found is None:
            # Packed anew by hand, an OpenDocument text may say what it is anywhere, or packed.
            office = b"[Content_Types].xml" in head or b"word/" in head
            return Form.OPEN_DOCUMENT if suffix in {".odt", ".ott"} and not office else Form.WORD
        return Form.OPEN_DOCUMENT if found[1].startswith(b"text") else Form.OTHER_OPEN_DOCUMENT
    if head.lstrip().startswith(b"%PDF-"):
        return Form.PDF
    # Two bytes a letter are read as one where every other of them is nothing.
    plain = head.replace(b"\0", b"")
    for mark in _MARKS:
        plain = plain.removeprefix(mark)
    plain = plain.lstrip()
    if plain.startswith(b"{\\rtf"):
        return Form.RICH_TEXT
    if _MAIL.search(plain):
        return Form.WEB_ARCHIVE
    if plain.startswith(b"<?xml") and any(word in plain for word in _WHOLE):
        return Form.WORD_XML
    if plain.startswith(b"<") and _PAGE.search(plain):
        return Form.WEB_PAGE
    return Form.UNKNOWN
