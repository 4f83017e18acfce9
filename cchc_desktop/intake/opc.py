"""The package that Word and Excel files are (ISO/IEC 29500-2): parts in an archive, found by relationships.

A part is what the relationships make of it, whatever its name and its ending; only the parts that are asked
for are unpacked, each no further than it may be large.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..domain.errors import Refusal
from .outside import Program

if TYPE_CHECKING:
    from lxml.etree import _Element

_PIECE = 256 * 1024
MAX_RELATIONSHIPS = 2_000
_RELATIONSHIPS_BYTES = 2 * 1024 * 1024


class Missing(Exception):
    """The package lacks a part that it should have."""


class TooLarge(Exception):
    """A part unpacks to more than it may."""


class Forbidden(Exception):
    """A part declares entities of its own, as no program of an office writes them."""


@contextmanager
def told_as_hostile(path: Path, program: Program) -> Iterator[None]:
    """Makes a Refusal of a package that grows beyond reason, or has what no office program writes."""
    try:
        yield
    except TooLarge as error:
        raise Refusal(program.too_large(path)) from error
    except Forbidden as error:
        raise Refusal(program.forbidden(path)) from error


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: ``kind`` is the end of the type's name, ``part`` the name in the archive, ``id``
    what the part itself calls it."""

    kind: str
    part: str
    id: str = ""


class OpcPackage:
    """An open package."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # Names of parts are the same in capitals and small letters.
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in archive.infolist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._entries

    def bytes_of(self, part: str, most: int) -> bytes:
        """A part, unpacked.

        :raises TooLarge: it comes to more than ``most`` bytes, whatever the archive says of it.
        :raises Missing: there is none of this name.
        """
        entry = self._entries.get(part.lower())
        if entry is None:
            raise Missing(part)
        pieces: list[bytes] = []
        size = 0
        with self._archive.open(entry) as member:
            while piece := member.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise TooLarge(part)
                pieces.append(piece)
        return b"".join(pieces)

    def xml_of(self, part: str, most: int) -> "_Element":
        """The root of a part.

        :raises Forbidden: it has a document type.
        :raises TooLarge: it comes to more than ``most`` bytes.
        :raises Missing: there is none of this name.
        """
        return parsed(self.bytes_of(part, most))

    def main(self) -> str:
        """The part that the package is about. Raises Missing."""
        found = next((each.part for each in self.related("") if each.kind == "officeDocument"), None)
        if found is None:
            raise Missing("officeDocument")
        return found

    def related(self, part: str) -> Iterator[Relationship]:
        """What a part refers to inside the package; the package itself where the name is empty."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listed):
            if not part:
                raise Missing(listed)
            return
        for number, element in enumerate(self.xml_of(listed, _RELATIONSHIPS_BYTES)):
            if number >= MAX_RELATIONSHIPS:
                raise TooLarge(listed)
            target = element.get("Target")
            if target is None or element.get("TargetMode") == "External":
                continue
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            place = unquote(target)
            where = place if place.startswith("/") else posixpath.join("/", folder, place)
            yield Relationship(kind, posixpath.normpath(where).lstrip("/"), element.get("Id") or "")


def parsed(data: bytes, *, blanks: bool = False) -> "_Element":
    """The root of an XML text; ``blanks`` between elements are kept where they are asked for.

    Raises Forbidden where it has a document type, or what lxml raises.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_blank_text=not blanks,
        remove_comments=True,
        # Nobody looks elements up by their names, and LibreOffice gives some lists the same one.
        collect_ids=False,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Forbidden
    return root
