"""A filled copy of a workbook: every part as it was, but the filled cells, and what formulas came to before.

Formulas are worked out by Excel or LibreOffice when the copy is opened: it says so, and what they came to
with the old figures is taken away, so that nothing stale is read by whatever does not reckon.
"""

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ... import log
from ...domain.errors import Refusal
from ...domain.templates.filling import FilledCell
from .package import MAX_PART, Workbook, with_workbook
from .splice import Content, SheetText, WorkbookText, number_content, text_content


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a filled copy, as text in base 64: what a child process answers is text."""

    data: str

    @property
    def content(self) -> bytes:
        """The bytes."""
        return base64.b64decode(self.data)


def fill_template(path: Path, digest: str, cells: tuple[FilledCell, ...]) -> Copy:
    """A copy of the workbook in a file with these cells filled in.

    ``digest`` is what its bytes came to when it was read. Raises Refusal where it cannot be read, or is
    another file by now.
    """
    with log.INTAKE.timed("fill", cells=len(cells)):

        def work(book: Workbook) -> Copy:
            if book.digest != digest:
                raise Refusal(
                    f"Tệp «{path.name}» đã thay đổi sau khi được đọc nên chưa điền. "
                    "Hãy đọc lại biểu rồi điền."
                )
            return Copy(base64.b64encode(_copied(book, changed_parts(book, cells))).decode("ascii"))

        return with_workbook(path, work)


def changed_parts(book: Workbook, cells: Sequence[FilledCell]) -> dict[str, bytes]:
    """The parts that differ in the copy, by their names in small letters.

    Raises KeyError where a cell is of a sheet that is not there.
    """
    by_sheet: dict[str, dict[tuple[int, int], Content]] = {}
    for cell in cells:
        content = _content(cell, from_1904=book.counts_from_1904)
        by_sheet.setdefault(cell.sheet, {})[cell.row, cell.column] = content
    parts = {sheet.name: sheet.part for sheet in book.sheets()}
    texts = {name: SheetText(book.package.bytes_of(part, MAX_PART)) for name, part in parts.items()}
    has_formulas = bool(cells) and any(text.has_formulas for text in texts.values())
    found: dict[str, bytes] = {}
    for name, of_sheet in by_sheet.items():
        found[parts[name].lower()] = texts[name].with_cells(of_sheet, stale=has_formulas)
    if has_formulas:
        for name, text in texts.items():
            if name not in by_sheet and text.has_formulas:
                found[parts[name].lower()] = text.with_cells({}, stale=True)
        workbook = book.package.bytes_of(book.main, MAX_PART)
        found[book.main.lower()] = WorkbookText(workbook).recalculated()
    return found


def _content(cell: FilledCell, *, from_1904: bool) -> Content:
    if cell.day is not None:
        first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        return number_content(str((cell.day - first).days))
    return number_content(cell.number) if cell.number else text_content(cell.text)


def _copied(book: Workbook, changed: Mapping[str, bytes]) -> bytes:
    """The package with other bytes in some parts: the same entries in the same order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for entry in book.archive.infolist():
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type = entry.compress_type
            copy.external_attr = entry.external_attr
            copy.create_system = entry.create_system
            data = changed.get(entry.filename.lstrip("/").lower())
            target.writestr(copy, book.archive.read(entry) if data is None else data)
    return buffer.getvalue()
