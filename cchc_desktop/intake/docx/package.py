"""Opening a Word file that may be anything: its parts, once it was looked over from outside."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.errors import Refusal
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


def open_package(path: Path) -> Package:
    """The parts of the Word file; raises Refusal, or whatever the libraries raise over damaged data."""
    check_archive(path, WORD)
    try:
        with zipfile.ZipFile(path) as archive:
            return _opened(opc.OpcPackage(archive))
    except opc.TooLarge as error:
        raise Refusal(WORD.too_large(path)) from error
    except opc.Forbidden as error:
        raise Refusal(WORD.forbidden(path)) from error


def _opened(package: opc.OpcPackage) -> Package:
    main = package.main()
    body = x.child(package.xml_of(main, WORD.max_part * _MEGABYTE), "body")
    if body is None:
        raise opc.Missing("body")
    found: dict[str, list[_Element]] = {}
    read: set[str] = set()
    for relation in package.related(main):
        if relation.kind not in {"styles", "numbering", "footnotes", "endnotes", "header", "footer"}:
            continue
        if relation.part in read:
            continue
        read.add(relation.part)
        if len(read) > _MAX_MARGINS:
            raise opc.TooLarge(main)
        found.setdefault(relation.kind, []).append(package.xml_of(relation.part, _MAX_OTHER))
    return Package(
        body=body,
        styles=next(iter(found.get("styles", [])), None),
        numbering=next(iter(found.get("numbering", [])), None),
        footnotes=next(iter(found.get("footnotes", [])), None),
        endnotes=next(iter(found.get("endnotes", [])), None),
        headers=tuple(found.get("header", [])),
        footers=tuple(found.get("footer", [])),
    )
