"""An annex «Khung kế hoạch» in a file of its own, .xlsx or what plans are read from: its tables of tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...domain.annex_rows import AnnexRow, OwnAnnex
from ...domain.areas import Area
from ...domain.errors import Refusal
from ...domain.periods import PlanPeriod
from ...domain.plan import Item, ItemKind
from ...domain.tasks import Assignment
from ...domain.templates.sheet import CellKind, Sheet
from ...domain.text import clean_line, fold
from ..source import SourceTable
from .said import with_said
from .table_columns import header_at
from .tables import TableReader, row_item
from .titles import AreaFinder

_WORKBOOKS = (".xlsx", ".xlsm")
_NO_TABLE = (
    "Không thấy bảng nhiệm vụ nào trong tệp này. Bảng cần một dòng tiêu đề có cột «Nhiệm vụ» (hoặc "
    "«Chỉ tiêu») và ít nhất một cột như «Chủ trì», «Thời gian», «Sản phẩm»."
)
_TITLES = ("khung ke hoach", "phu luc", "danh muc", "bang phan cong", "bieu phan cong", "ke hoach")

_NO_TITLE = re.compile(r"\(|phu luc(?:\s+(?:so\s*)?[\divx]{1,5})?\s*[.:]?$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with the words before it; ``name`` and ``first`` say where its rows stand."""

    name: str
    first: int
    rows: tuple[tuple[str, ...], ...]
    before: tuple[str, ...] = ()


def read_own_annex(path: Path, areas: Sequence[Area], period: PlanPeriod) -> OwnAnnex:
    """The rows of the annex in a file. Raises Refusal where it cannot be read or has no table of tasks."""
    notes: list[str] = []
    parts = list((_sheets if path.suffix.lower() in _WORKBOOKS else _tables)(path, notes))
    finder = AreaFinder(areas)
    reader = TableReader(finder, period)
    rows: list[AnnexRow] = []
    title = ""
    for part in parts:
        read = reader.read(SourceTable(part.rows))
        if read is None or not read.rows:
            if any(cell for row in part.rows for cell in row):
                notes.append(f"{part.name}: không hiểu bảng này, không lấy dòng nào.")
            continue
        title = title or _title(part.before)
        for row in read.rows:
            item = with_said(row_item(row, 0), period)
            rows.append(_annex_row(item, f"{part.name}, dòng {part.first + row.row}"))
    if not rows:
        raise Refusal(_NO_TABLE, "file")
    return OwnAnnex(title, tuple(rows), tuple(notes))


def _annex_row(item: Item, place: str) -> AnnexRow:
    given = item.assignment or Assignment()
    measure = item.measure if item.kind is ItemKind.TARGET else None
    return AnnexRow(item.text, place, item.area, given, measure, item.children, item.doubt)


def _title(lines: Sequence[str]) -> str:
    """What the annex is called: the words from «Khung kế hoạch», «Phụ lục» … on, without brackets."""
    for number, line in enumerate(lines):
        if fold(line).startswith(_TITLES):
            words = [each for each in lines[number : number + 4] if not _NO_TITLE.match(fold(each))]
            return clean_line(" ".join(words))[:250]
    return ""


# Workbooks


def _sheets(path: Path, notes: list[str]) -> Iterator[_Part]:
    from ..workbook.read import read_template

    for sheet in read_template(path).sheets:
        name = f"Trang tính «{sheet.name}»"
        if sheet.is_hidden:
            notes.append(f"{name} đang ẩn, không đọc.")
            continue
        if sheet.hidden_rows or sheet.hidden_columns:
            notes.append(f"{name} có dòng hoặc cột ẩn, không đọc phần ẩn.")
        rows = tuple(_rows(sheet))
        start = header_at([row for _, row in rows])
        before = tuple(text for _, row in rows[: start or 0] for text in dict.fromkeys(row) if text)
        if start is None:
            yield _Part(name, rows[0][0] if rows else 1, tuple(row for _, row in rows), before)
            continue
        yield from _unbroken(name, rows[start:], before)


def _unbroken(
    name: str, rows: Sequence[tuple[int, tuple[str, ...]]], before: tuple[str, ...]
) -> Iterator[_Part]:
    """The rows as tables whose rows have numbers that follow one another."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place][0] != rows[place - 1][0] + 1:
            yield _Part(name, rows[start][0], tuple(row for _, row in rows[start:place]), before)
            start = place


def _rows(sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet that are seen, with their numbers, as far as the last one that holds something."""
    columns = [column for column in range(1, sheet.columns + 1) if column not in sheet.hidden_columns]
    filled = max((cell.row for cell in sheet.cells if cell.kind is not CellKind.EMPTY), default=0)
    used = {cell.column for cell in sheet.cells if cell.kind is not CellKind.EMPTY}
    columns = [column for column in columns if column <= max(used, default=0)]
    for number in range(1, filled + 1):
        if number not in sheet.hidden_rows:
            yield number, tuple(_shown(sheet, number, column) for column in columns)


def _shown(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.shown(row, column)
    return cell.text.strip()


# Documents


def _tables(path: Path, notes: list[str]) -> Iterator[_Part]:
    from ..read import read_source

    source = read_source(path)
    notes.extend(source.notes)
    before: list[str] = []
    count = 0
    for block in source.blocks:
        if not isinstance(block, SourceTable):
            before.append(block.text)
            continue
        count += 1
        yield _Part(f"Bảng {count}", 1, block.rows, tuple(before[-8:]))
        before.clear()
