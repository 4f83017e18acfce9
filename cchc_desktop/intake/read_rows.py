"""A workbook in which an office keeps a register: its cells as they are seen, without how they look."""

from dataclasses import replace
from pathlib import Path

from .. import log
from ..domain.registers.book import RowsBook
from ..domain.templates.sheet import CellKind, Sheet
from .workbook.package import with_workbook
from .workbook.read import Bounds, template_of

BOUNDS = Bounds(
    rows=20_000, cells=400_000, is_whole=True, what="Tệp", most="nhiều hơn một sổ theo dõi của cơ quan"
)


def read_rows(path: Path, bounds: Bounds = BOUNDS) -> RowsBook:
    """The cells of a workbook. Raises Refusal where it cannot be read, or holds more than a register."""
    with log.INTAKE.timed("rows") as facts:
        found = with_workbook(path, lambda book: template_of(book, path.name, bounds))
        sheets = tuple(_bare(sheet) for sheet in found.sheets)
        facts["sheets"] = len(sheets)
        facts["cells"] = sum(len(sheet.cells) for sheet in sheets)
        return RowsBook(found.file, sheets)


def _bare(sheet: Sheet) -> Sheet:
    """The sheet with what is filled in alone."""
    cells = tuple(replace(cell, look=0) for cell in sheet.cells if cell.kind is not CellKind.EMPTY)
    return replace(sheet, cells=cells, widths={}, heights={}, rules=(), fixed=())
