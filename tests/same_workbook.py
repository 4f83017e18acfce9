"""Two workbooks held against each other part by part: a form and the copy of it that was filled in."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from cchc_desktop.domain.templates.filling import FilledCell
from cchc_desktop.intake.workbook import package

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_parts(path: Path) -> dict[str, str]:
    return {part: sheet for sheet, part in package.with_workbook(path, _parts_of).items()}


def _parts_of(book: package.Workbook) -> dict[str, str]:
    return {sheet.name: sheet.part for sheet in book.sheets()}


def without_values(data: bytes, places: Sequence[str]) -> str:
    """A sheet without what stands in these cells, and without what formulas came to."""
    root = etree.fromstring(data)
    for cell in list(root.iter(f"{MAIN}c")):
        formula = cell.find(f"{MAIN}f")
        if cell.get("r") in places:
            row = cell.getparent()
            assert row is not None
            empty = etree.Element(f"{MAIN}c")
            for name in ("r", "s"):
                if (kept := cell.get(name)) is not None:
                    empty.set(name, kept)
            row.replace(cell, empty)
        elif formula is not None:
            for value in cell.findall(f"{MAIN}v"):
                cell.remove(value)
            if "t" in cell.attrib:
                del cell.attrib["t"]
    return etree.tostring(root, method="c14n").decode()


def same_but(before: Path, after: Path, cells: Sequence[FilledCell]) -> None:
    """Part by part: names and order, bytes of every part that is no sheet, sheets but for the cells."""
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    sheets = sheet_parts(before)
    for name, data in old.items():
        if name in sheets:
            places = [cell.place for cell in cells if cell.sheet == sheets[name]]
            assert without_values(data, places) == without_values(new[name], places), name
        elif name == "xl/workbook.xml":
            plain = re.sub(rb"<calcPr[^>]*/>", b"", data)
            assert plain == re.sub(rb"<calcPr[^>]*/>", b"", new[name])
        else:
            assert data == new[name], name
