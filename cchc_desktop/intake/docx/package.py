"""Opening a Word file that may be anything: its parts, once it was looked over from outside."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .. import opc
from ..outside import Program, check_archive
from . import xml as x

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEGABYTE = 1024 * 1024
WORD = Program("Word", ".docx", ".doc", max_part=40)
_MAX_OTHER = 10 * _MEGABYTE
"""What each part beside the body may unpack to."""
_MAX_MARGINS = 200
"""Headers and footers: three of each for every section."""
_MAX_CHUNKS = 60
_MAX_CHUNKS_BYTES = 20 * _MEGABYTE
"""How many parts in other formats a file may hold, and what they may unpack to together."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part in another format, which Word takes into the text when it opens the file (w:altChunk)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that a reader needs."""

    bodies: tuple["_Element", ...]
    styles: "_Element | None"
    numbering: "_Element | None"
    footnotes: "_Element | None"
    endnotes: "_Element | None"
    headers: tuple["_Element", ...]
    footers: tuple["_Element", ...]
    comments: int = 0
    """How many comments stand at the text's side."""
    chunks: Mapping[str, Chunk] = field(default_factory=dict)
    """By what the body calls them."""


def open_package(path: Path) -> Package:
    """The parts of the Word file; raises Refusal, or whatever the libraries raise over damaged data."""
    check_archive(path, WORD)
    with opc.told_as_hostile(path, WORD), zipfile.ZipFile(path) as archive:
        return opened(archive)


def opened(archive: zipfile.ZipFile) -> Package:
    """The parts of a Word file in an open archive. Raises what opc, zipfile and lxml raise."""
    package = opc.OpcPackage(archive)
    main = package.main()
    bodies = tuple(x.children(package.xml_of(main, WORD.max_part * _MEGABYTE), "body"))
    if not bodies:
        raise opc.Missing("body")
    found: dict[str, list[_Element]] = {}
    chunks: dict[str, Chunk] = {}
    chunk_bytes = 0
    read: set[str] = set()
    for relation in package.related(main):
        if relation.kind == "aFChunk" and package.has(relation.part):
            if len(chunks) >= _MAX_CHUNKS:
                raise opc.TooLarge(main)
            chunk = Chunk(relation.part, package.bytes_of(relation.part, _MAX_CHUNKS_BYTES - chunk_bytes))
            chunk_bytes += len(chunk.data)
            chunks[relation.id] = chunk
            continue
        if relation.kind not in _KINDS or relation.part in read:
            continue
        read.add(relation.part)
        if len(read) > _MAX_MARGINS:
            raise opc.TooLarge(main)
        found.setdefault(relation.kind, []).append(package.xml_of(relation.part, _MAX_OTHER))
    return Package(
        bodies=bodies,
        styles=next(iter(found.get("styles", [])), None),
        numbering=next(iter(found.get("numbering", [])), None),
        footnotes=next(iter(found.get("footnotes", [])), None),
        endnotes=next(iter(found.get("endnotes", [])), None),
        headers=tuple(found.get("header", [])),
        footers=tuple(found.get("footer", [])),
        comments=sum(1 for root in found.get("comments", []) for _ in x.children(root, "comment")),
        chunks=chunks,
    )


_KINDS = frozenset({"styles", "numbering", "footnotes", "endnotes", "header", "footer", "comments"})
