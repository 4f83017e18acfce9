"""A copy of a Word file with comments at the places that were found faulty; nothing else of it changes.

ECMA-376 part 1, section 17.13.4. Comments that are there stay, and new ones are numbered after them.
"""

import base64
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ... import log
from ...domain.form_check.finding import Remark
from .. import opc
from ..docx import xml as x
from ..docx.package import WORD
from ..outside import check_archive, checked_head, told_as_damaged, told_why
from ..workbook.fill import Copy
from .read import ACCEPTED
from .word import paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR, _INITIALS = "Kiểm tra thể thức", "KTTT"
_MEGABYTE = 1024 * 1024
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"


def with_comments(path: Path, remarks: tuple[Remark, ...], at: datetime) -> Copy:
    """A copy with these remarks as comments of that time. Raises Refusal where the file cannot be read."""
    with log.INTAKE.timed("comment", remarks=len(remarks)), told_why(path):
        checked_head(path, ACCEPTED)
        with told_as_damaged(path, WORD), opc.told_as_hostile(path, WORD):
            check_archive(path, WORD)
            with zipfile.ZipFile(path) as archive:
                data = _copied(archive, _changed(archive, remarks, at))
    return Copy(base64.b64encode(data).decode("ascii"))


def _copied(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        known = set()
        for entry in archive.infolist():
            name = entry.filename.lstrip("/")
            known.add(name.lower())
            copy.writestr(entry.filename, changed.get(name.lower()) or archive.read(entry))
        for name, data in changed.items():
            if name not in known:
                copy.writestr(name, data)
    return target.getvalue()


def _changed(archive: zipfile.ZipFile, remarks: Sequence[Remark], at: datetime) -> dict[str, bytes]:
    """The parts that are other than in the file, by their names in small letters."""
    package = opc.OpcPackage(archive)
    main = package.main()
    root = opc.parsed(package.bytes_of(main, WORD.max_part * _MEGABYTE), blanks=True)
    body = x.child(root, "body")
    if body is None:
        raise opc.Missing("body")
    known = next((each.part for each in package.related(main) if each.kind == "comments"), None)
    folder = main.rpartition("/")[0]
    part = known or (f"{folder}/comments.xml" if folder else "comments.xml")
    comments = _comments(package, known)
    first = max((x.number(each, "id") or 0 for each in comments), default=-1) + 1
    places = list(paragraphs(body))
    for number, remark in enumerate(remarks, first):
        if places:
            _anchor(places[min(remark.mark, len(places) - 1)], number)
            _comment(comments, number, remark.text, at)
    changed = {main.lower(): _written(root), part.lower(): _written(comments)}
    if known is None:
        relations = f"{folder}/_rels/{main.rpartition('/')[2]}.rels".lstrip("/")
        changed[relations.lower()] = _related(package, relations)
        changed[_TYPES.lower()] = _typed(package, part)
    return changed


def _comments(package: opc.OpcPackage, part: str | None) -> "_Element":
    from lxml import etree

    if part is not None and package.has(part):
        return opc.parsed(package.bytes_of(part, WORD.max_part * _MEGABYTE), blanks=True)
    return etree.Element(f"{{{_W}}}comments", nsmap={"w": _W})


def _anchor(paragraph: "_Element", number: int) -> None:
    """Marks a paragraph as what a comment speaks of."""
    from lxml import etree

    key = {f"{{{_W}}}id": str(number)}
    begin = etree.Element(f"{{{_W}}}commentRangeStart", key)
    properties = x.child(paragraph, "pPr")
    paragraph.insert(0 if properties is None else 1, begin)
    etree.SubElement(paragraph, f"{{{_W}}}commentRangeEnd", key)
    run = etree.SubElement(paragraph, f"{{{_W}}}r")
    etree.SubElement(run, f"{{{_W}}}commentReference", key)


def _comment(comments: "_Element", number: int, text: str, at: datetime) -> None:
    from lxml import etree

    comment = etree.SubElement(
        comments,
        f"{{{_W}}}comment",
        {
            f"{{{_W}}}id": str(number),
            f"{{{_W}}}author": AUTHOR,
            f"{{{_W}}}date": at.replace(microsecond=0).isoformat(),
            f"{{{_W}}}initials": _INITIALS,
        },
    )
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, f"{{{_W}}}p"), f"{{{_W}}}r")
        etree.SubElement(run, f"{{{_W}}}t").text = line


def _related(package: opc.OpcPackage, relations: str) -> bytes:
    from lxml import etree

    name = f"{{{_PACKAGE}/relationships}}"
    if package.has(relations):
        root = opc.parsed(package.bytes_of(relations, 2 * _MEGABYTE))
    else:
        root = etree.Element(f"{name}Relationships")
    taken = {each.get("Id") for each in root}
    number = next(n for n in range(1, len(taken) + 2) if f"rIdKT{n}" not in taken)
    etree.SubElement(
        root, f"{name}Relationship", Id=f"rIdKT{number}", Type=f"{_R}/comments", Target="comments.xml"
    )
    return _written(root)


def _typed(package: opc.OpcPackage, part: str) -> bytes:
    from lxml import etree

    root = opc.parsed(package.bytes_of(_TYPES, 2 * _MEGABYTE))
    etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{part}", ContentType=_TYPE)
    return _written(root)


def _written(root: "_Element") -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
