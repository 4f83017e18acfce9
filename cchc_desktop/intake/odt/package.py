"""Opening an OpenDocument text that may be anything (ISO/IEC 26300): its content and its styles."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Refusal
from .. import opc
from ..docx import xml as x
from ..outside import Program, check_archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEGABYTE = 1024 * 1024
OPEN_DOCUMENT = Program("LibreOffice", ".odt", ".doc", max_part=40)
_MAX_STYLES = 10 * _MEGABYTE
_MAX_LIST_OF_PARTS = 2 * _MEGABYTE
_LOCKED = (b"encryption-data", b"encrypted-key")


@dataclass(frozen=True, slots=True)
class OpenText:
    """The parts of a text: what is in it, and both roots that have styles, the more general first."""

    body: "_Element"
    roots: "tuple[_Element, ...]"


def open_text(path: Path) -> OpenText:
    """The parts of the file; raises Refusal, or whatever the libraries raise over damaged data."""
    check_archive(path, OPEN_DOCUMENT)
    with opc.told_as_hostile(path, OPEN_DOCUMENT), zipfile.ZipFile(path) as archive:
        return _opened(path, opc.OpcPackage(archive))


def _opened(path: Path, package: opc.OpcPackage) -> OpenText:
    manifest = "META-INF/manifest.xml"
    if package.has(manifest):
        listed = package.bytes_of(manifest, _MAX_LIST_OF_PARTS)
        if any(word in listed for word in _LOCKED):
            raise Refusal(
                f"Tệp LibreOffice «{path.name}» được đặt mật khẩu. "
                "Hãy mở bằng LibreOffice, bỏ mật khẩu rồi lưu lại."
            )
    content = _parsed(package, "content.xml", OPEN_DOCUMENT.max_part * _MEGABYTE)
    body = x.child(content, "body", "text")
    if body is None:
        raise Refusal(f"Tệp «{path.name}» không phải là tệp văn bản của LibreOffice. Hãy chọn tệp khác.")
    roots = [_parsed(package, "styles.xml", _MAX_STYLES)] if package.has("styles.xml") else []
    return OpenText(body, (*roots, content))


def _parsed(package: opc.OpcPackage, part: str, most: int) -> "_Element":
    # A blank between two pieces of a sentence is an element's whole text here, and has to stay.
    return opc.parsed(package.bytes_of(part, most), blanks=True)
