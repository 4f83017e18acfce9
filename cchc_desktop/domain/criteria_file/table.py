"""The rows of criteria in a workbook: which column is which, and where the table ends."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..registers.book import is_order
from ..templates.sheet import CellKind, Sheet
from ..templates.tables import is_foot
from ..text import clean_text, fold

_DEEPEST = 60
_LONGEST_HEADER = 120
_NUMBERING = re.compile(r"\(?([1-9]\d?)\)?(\s*=.*)?")


class Column(StrEnum):
    """What a column of criteria holds."""

    ORDER = "order"
    NAME = "name"
    MOST = "most"
    METHOD = "method"
    EVIDENCE = "evidence"
    ANSWERS = "answers"
    RULE = "rule"
    SOURCES = "sources"
    AREA = "area"
    LEVEL = "level"
    OTHER = "other"


_HEADERS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.AREA, r"^linh vuc cchc$"),
        (Column.LEVEL, r"^cap$"),
        (Column.RULE, r"^quy tac cham"),
        (Column.SOURCES, r"^nguon so lieu"),
        (Column.EVIDENCE, r"minh chung|kiem chung|chung minh"),
        (Column.METHOD, r"cach (tinh|cham|xac dinh|danh gia|cho)|phuong phap|huong dan|quy dinh (cham|tinh)"),
        (Column.OTHER, r"tu (danh gia|cham)|tham dinh|ghi chu|ke khai|so lieu|ket qua|ty le"),
        (
            Column.ANSWERS,
            r"phu trach|chiu trach nhiem|(don vi|co quan|bo phan) (thuc hien|theo doi|tham muu|cham)",
        ),
        (Column.MOST, r"diem (toi da|chuan|quy dinh)|thang diem|^(so )?diem$|toi da$"),
        (Column.NAME, r"tieu chi|linh vuc|noi dung|tctp"),
    )
)
_CODE = re.compile(r"ma( so)?( tieu chi)?|so")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its place among the columns for names, and how far it is set in."""

    words: str
    column: int
    indent: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row with criteria: mostly one name, several where areas stand beside their criteria."""

    sheet: str
    row: int
    order: str
    is_number: bool
    is_day: bool
    names: tuple[Name, ...]
    texts: Mapping[Column, str]

    def text(self, column: Column) -> str:
        """What the row says in a column."""
        return self.texts.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet: what is written above it, and its rows. ``name_columns`` are how many columns
    names stand in."""

    sheet: str
    titles: tuple[str, ...]
    columns: frozenset[Column]
    lines: tuple[Line, ...]
    name_columns: int


def column_of(header: str) -> Column | None:
    """What a column with such a header holds; None where nobody can say."""
    words = " ".join(fold(header).split()).strip(" .:")
    if is_order(header) or _CODE.fullmatch(words):
        return Column.ORDER
    return next((column for column, pattern in _HEADERS if pattern.search(words)), None)


def table_of(sheet: Sheet) -> Table | None:
    """The table of criteria on a sheet; None where there is none, or the sheet is hidden."""
    if sheet.is_hidden:
        return None
    head = max(
        (
            (len(found), -row)
            for row in range(1, min(sheet.rows, _DEEPEST) + 1)
            if (found := _known(sheet, row))
        ),
        default=None,
    )
    if head is None:
        return None
    top = -head[1]
    areas = [area for column in range(1, sheet.columns + 1) if (area := sheet.area_of(top, column))]
    bottom = max((area.bottom for area in areas if area.top == top), default=top)
    first = min((area.top for area in areas), default=top)
    if bottom == top and any(area.right > area.left for area in areas) and _is_below(sheet, top + 1):
        bottom = top + 1
    columns = _columns(sheet, first, bottom)
    kinds = frozenset(columns.values())
    titles = tuple(text for row in range(1, first) for text in _row_texts(sheet, row))
    lines = tuple(_lines(sheet, columns, bottom))
    return Table(sheet.name, titles, kinds, lines, sum(kind is Column.NAME for kind in columns.values()))


def _row_texts(sheet: Sheet, row: int) -> list[str]:
    return [
        cell.text
        for column in range(1, sheet.columns + 1)
        if (cell := sheet.cell(row, column)).kind is CellKind.TEXT and cell.text.strip()
    ]


def _known(sheet: Sheet, row: int) -> set[Column]:
    """What a row has headers of, where it is the head of a table of criteria."""
    texts = [sheet.text(row, column) for column in range(1, sheet.columns + 1)]
    if any(len(text) > _LONGEST_HEADER for text in texts):
        return set()
    found = {column for text in texts if text and (column := column_of(text)) is not None}
    return found if {Column.NAME, Column.MOST} <= found else set()


def _is_below(sheet: Sheet, row: int) -> bool:
    """Whether a row has finer headers alone."""
    cells = [sheet.cell(row, column) for column in range(1, sheet.columns + 1)]
    filled = [cell for cell in cells if cell.kind is not CellKind.EMPTY]
    return bool(filled) and all(
        cell.kind is CellKind.TEXT and column_of(cell.text) is not None for cell in filled
    )


def _columns(sheet: Sheet, first: int, bottom: int) -> dict[int, Column]:
    """What each column holds; of those that seem to hold the same the first, names and numbers aside."""
    found: dict[int, Column] = {}
    for column in range(1, sheet.columns + 1):
        texts = dict.fromkeys(sheet.text(row, column) for row in range(first, bottom + 1))
        kinds = [kind for text in reversed([*texts]) if text and (kind := column_of(text)) is not None]
        if not kinds or kinds[0] is Column.OTHER:
            continue
        if kinds[0] in (Column.NAME, Column.ORDER) or kinds[0] not in found.values():
            found[column] = kinds[0]
    return found


def _lines(sheet: Sheet, columns: Mapping[int, Column], bottom: int) -> Iterator[Line]:
    names = [column for column, kind in columns.items() if kind is Column.NAME]
    filled = sorted(
        {cell.row for cell in sheet.cells if cell.row > bottom and cell.kind is not CellKind.EMPTY}
    )
    heads = {fold(text) for text in _row_texts(sheet, bottom)}
    for row in filled:
        cells = {
            column: cell
            for column in columns
            if (cell := sheet.cell(row, column)).kind is not CellKind.EMPTY and cell.text.strip()
        }
        texts = [cell.text.strip() for cell in cells.values()]
        if any(is_foot(text) for text in texts) and len(texts) <= 2:
            return
        if not texts or _is_numbering(texts) or _is_head(texts, heads):
            continue
        orders = [cells[column] for column in cells if columns[column] is Column.ORDER]
        order = orders[-1] if orders else None
        yield Line(
            sheet.name,
            row,
            order.text.strip() if order else "",
            order is not None and order.kind in (CellKind.NUMBER, CellKind.FORMULA),
            order is not None and order.kind is CellKind.DATE,
            tuple(
                Name(clean_text(cells[column].text), place, cells[column].indent)
                for place, column in enumerate(names)
                if column in cells
            ),
            {
                columns[column]: cell.text.strip()
                for column, cell in cells.items()
                if columns[column] not in (Column.ORDER, Column.NAME)
            },
        )


def _is_numbering(texts: list[str]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    found = [_NUMBERING.fullmatch(text) for text in texts]
    numbers = [int(each[1]) for each in found if each]
    return len(numbers) == len(texts) > 2 and numbers == sorted(set(numbers))


def _is_head(texts: list[str], heads: Collection[str]) -> bool:
    """Whether the head stands here again, as it does on each printed page."""
    return len(texts) > 1 and all(fold(text) in heads for text in texts)
