"""Opening a Word file that may be anything: its parts, once it was looked over from outside."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..outside import Program, check_archive

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = Program("Word", ".docx", ".doc", max_xml=40)


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
    import docx
    from lxml import etree

    check_archive(path, WORD)
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
