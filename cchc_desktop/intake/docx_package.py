"""Opening a Word file that may be anything: what is checked before a byte of it is parsed."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import Refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

DAMAGED = (
    "Tệp Word bị hỏng hoặc không đúng định dạng .docx. Hãy mở bằng Word, lưu lại thành tệp mới rồi chọn lại."
)
_LOCKED = "Tệp Word được đặt mật khẩu. Hãy mở bằng Word, bỏ mật khẩu rồi lưu lại."
_TOO_BIG = "Tệp Word chứa dữ liệu lớn bất thường nên không được mở. Hãy lưu lại thành tệp mới bằng Word."
_ENTITIES = (
    "Tệp Word chứa khai báo XML không được phép nên không được mở. Hãy lưu lại thành tệp mới bằng Word."
)

_MAX_ENTRIES = 5_000
_MAX_TOTAL = 400 * 1024 * 1024
_MAX_XML = 40 * 1024 * 1024
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that a reader needs."""

    body: "_Element"
    styles: "_Element | None"
    numbering: "_Element | None"
    footnotes: "_Element | None"
    endnotes: "_Element | None"
    headers: tuple["_Element", ...]
    footers: tuple["_Element", ...]


def check_archive(path: Path) -> None:
    """Refuse what is no sound archive, is locked, or would grow beyond reason when unpacked."""
    with path.open("rb") as stream:
        if stream.read(4) == b"\xd0\xcf\x11\xe0":
            locked = _ENCRYPTED_STREAM in stream.read()
            raise Refusal(
                _LOCKED
                if locked
                else "Tệp có đuôi .docx nhưng là định dạng Word cũ (.doc). "
                "Hãy mở bằng Word, chọn Lưu thành (Save As) .docx rồi chọn lại."
            )
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_TOTAL:
            raise Refusal(_TOO_BIG)
        for entry in entries:
            if entry.flag_bits & 1:
                raise Refusal(_LOCKED)
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            if entry.file_size > _MAX_XML:
                raise Refusal(_TOO_BIG)
            with archive.open(entry) as member:
                head = member.read(64 * 1024)
            # A document type can only stand before the root element.
            if any(word.encode(code) in head for word in ("<!DOCTYPE", "<!ENTITY") for code in _CODES):
                raise Refusal(_ENTITIES)


_CODES = ("utf-8", "utf-16-le", "utf-16-be")


def open_package(path: Path) -> Package:
    """The parts of the Word file; raises Refusal, or whatever the libraries raise over damaged data."""
    import docx
    from lxml import etree

    check_archive(path)
    document = docx.Document(str(path))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    found: dict[str, list[_Element]] = {}
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"styles", "numbering", "footnotes", "endnotes", "header", "footer"}:
            found.setdefault(kind, []).append(etree.fromstring(relation.target_part.blob, parser))
    return Package(
        body=document.element.body,
        styles=next(iter(found.get("styles", [])), None),
        numbering=next(iter(found.get("numbering", [])), None),
        footnotes=next(iter(found.get("footnotes", [])), None),
        endnotes=next(iter(found.get("endnotes", [])), None),
        headers=tuple(found.get("header", [])),
        footers=tuple(found.get("footer", [])),
    )
