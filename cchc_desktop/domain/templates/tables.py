"""Where the tables of a sheet are: their headers, the columns that guide, and the rows that are asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..text import fold
from .columns import NOTHING, Column, Guide, meaning_of
from .sheet import CellKind, Sheet

_LONGEST_HEADER = 120
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-d])\)?(\s*=.*)?", re.IGNORECASE)
_FOOT = re.compile(
    r"(nguoi|can bo|cong chuc) (lap|tong hop)( bieu| bao cao)?|lap bieu|thu truong( don vi| co quan)?"
    r"|noi nhan:?|(tm|kt|tl)\. .*|(pho )?chu tich|[^,]{0,40},? ?ngay [\d.… _]*thang [\d.… _]*nam[\d.… _]*"
)
"""What stands under a table, without accents: who signs, the day."""
_UNIT_OF_ALL = re.compile(
    r"\(?\s*(?:(?:don vi tinh|dvt)\s*:\s*[^():]+|don vi\s*:[^():]*\b(?:dong|vnd))\s*\)?"
)
"""«Đơn vị tính: hồ sơ»; after «Đơn vị:» alone an office may stand, so only money counts."""
_PART = re.compile(r"^\s*(?:[-–+*•]|trong do\b)", re.IGNORECASE)
_ROMAN = re.compile(r"(?:[IVX]{1,5}|[A-H])\s*[.)]?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the words that say what it is about.

    ``groups`` are the titles that it stands under, the last the nearest: a heading, or the row that it is a
    part of («Trong đó», «- Trực tuyến»).
    """

    number: int
    name: str
    code: str = ""
    unit: str = ""
    order: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: ``top`` and ``bottom`` are the rows of its header, ``last`` its last one.

    ``guides`` are the columns that say what rows are about, ``columns`` those that take something, and
    ``headers`` the words over each column.
    """

    top: int
    bottom: int
    last: int
    guides: Mapping[Guide, int]
    columns: Mapping[int, Column]
    headers: Mapping[int, str]
    rows: tuple[Row, ...]

    def holds(self, row: int) -> bool:
        """Whether a row belongs to it, its header included."""
        return self.top <= row <= self.last


def tables_in(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of a sheet, from its top to its bottom; none where no header is known."""
    heads = list(_heads(sheet))
    found = []
    for place, (top, bottom) in enumerate(heads):
        end = heads[place + 1][0] - 1 if place + 1 < len(heads) else sheet.rows
        table = _table(sheet, top, bottom, end, heads[place - 1][1] if place else 0)
        if table is not None:
            found.append(table)
    return tuple(found)


def _heads(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """First and last row of each header."""
    row = 1
    while row <= sheet.rows:
        meanings = _meanings(sheet, row)
        if not _is_head(sheet, row, meanings):
            row += 1
            continue
        bottom = _bottom(sheet, row, meanings)
        yield row, bottom
        row = bottom + 1


def _is_head(sheet: Sheet, row: int, meanings: Mapping[int, Column | Guide | str]) -> bool:
    """Whether a row heads a table: it names the rows' column, and right of it what is asked; no figures."""
    name = next((column for column, meaning in meanings.items() if meaning is Guide.NAME), None)
    if name is None or not any(
        column > name and not isinstance(meaning, Guide) for column, meaning in meanings.items()
    ):
        return False
    kinds = {sheet.shown(row, column).kind for column in range(1, sheet.columns + 1)}
    return not kinds & {CellKind.NUMBER, CellKind.FORMULA, CellKind.DATE}


def _meanings(sheet: Sheet, row: int) -> dict[int, Column | Guide | str]:
    """What the cells of a row mean as headers, by the column that each begins in."""
    found: dict[int, Column | Guide | str] = {}
    for column in range(1, sheet.columns + 1):
        area = sheet.area_of(row, column)
        if area is not None and (area.left != column or area.top != row):
            continue
        text = sheet.text(row, column)
        if text and len(text) <= _LONGEST_HEADER and (meaning := meaning_of(text)) is not None:
            found[column] = meaning
    return found


def _bottom(sheet: Sheet, top: int, meanings: Mapping[int, object]) -> int:
    """The last row of a header: as far down as its merged cells reach, and the rows of numbers under it."""
    bottom = top
    for column in range(1, sheet.columns + 1):
        area = sheet.area_of(top, column)
        if area is not None:
            bottom = max(bottom, area.bottom)
    name = next(column for column, meaning in meanings.items() if meaning is Guide.NAME)
    while bottom < sheet.rows and _goes_on(sheet, bottom + 1, name):
        bottom += 1
    return bottom


def _goes_on(sheet: Sheet, row: int, name: int) -> bool:
    """Whether a row is still the header: the numbers of columns, or finer headers over no name."""
    seen = [sheet.shown(row, column) for column in range(1, sheet.columns + 1)]
    filled = [cell for cell in seen if cell.kind is not CellKind.EMPTY]
    if len(filled) > 2 and all(_NUMBERING.fullmatch(cell.text.strip()) for cell in filled):
        return True
    if sheet.shown(row, name).kind is not CellKind.EMPTY:
        return False
    return sum(isinstance(meaning, Column) for meaning in _meanings(sheet, row).values()) > 1


def _table(sheet: Sheet, top: int, bottom: int, end: int, above: int) -> Table | None:
    guides: dict[Guide, int] = {}
    columns: dict[int, Column] = {}
    headers: dict[int, str] = {}
    for column in range(1, sheet.columns + 1):
        area = sheet.area_of(bottom, column)
        if area is not None and area.left != column:
            continue  # one header over several columns: what it says goes into the first
        words = dict.fromkeys(
            text
            for row in range(top, bottom + 1)
            if (text := sheet.text(row, column)) and not _NUMBERING.fullmatch(text.strip())
        )
        headers[column] = " – ".join(words)
        meaning = _of_column(list(words))
        if isinstance(meaning, Guide):
            guides.setdefault(meaning, column)
        elif isinstance(meaning, Column):
            columns[column] = meaning
    if Guide.NAME not in guides:
        return None
    columns = {column: meaning for column, meaning in columns.items() if column > guides[Guide.NAME]}
    rows, last = _rows(sheet, guides, bottom + 1, end)
    if Guide.UNIT not in guides and (unit := _unit_above(sheet, above + 1, top - 1)):
        rows = [replace(row, unit=unit) for row in rows]
    if not rows or not columns:
        return None
    return Table(top, bottom, last, guides, columns, {c: h for c, h in headers.items() if h}, tuple(rows))


def _unit_above(sheet: Sheet, first: int, last: int) -> str:
    """The unit that stands over a table for all of it: «Đơn vị tính: triệu đồng»; nothing where none does."""
    found = [
        cell.text.partition(":")[2].strip(" ()")
        for cell in sheet.texts()
        if first <= cell.row <= last and _UNIT_OF_ALL.fullmatch(_plain(cell.text))
    ]
    return found[-1] if found else ""


def _of_column(words: list[str]) -> Column | Guide | str | None:
    """What a column holds: the finest of its headers goes first, all of them together before it."""
    if not words:
        return None
    together = meaning_of(" ".join(words))
    last = meaning_of(words[-1])
    if len(words) > 1 and last is NOTHING:
        return NOTHING
    if last is Column.VALUE and isinstance(together, Column):
        # «Cùng kỳ năm trước», and under it «Thực hiện».
        return together
    return last if last is not None else together


def _rows(sheet: Sheet, guides: Mapping[Guide, int], first: int, end: int) -> tuple[list[Row], int]:
    """The rows that name something, and the last row of the table."""
    name_column = guides[Guide.NAME]
    rows: list[Row] = []
    headings: list[str] = []
    whole = ""
    last = first - 1
    for number in range(first, end + 1):
        name = sheet.text(number, name_column)
        area = sheet.area_of(number, name_column)
        if area is not None and area.top != number:
            continue  # the name goes on from a row above
        others = {
            guide: sheet.text(number, column) or _shown_number(sheet, number, column)
            for guide, column in guides.items()
        }
        if is_foot(name) or any(is_foot(text) for text in others.values()):
            break
        order = others.get(Guide.ORDER, "")
        if not name:
            continue
        last = number
        is_part = bool(_PART.match(fold(name))) or sheet.shown(number, name_column).indent > 0
        if _is_heading(sheet, number, guides, order):
            headings = [name]
            whole = ""
            continue
        groups = (*headings, whole) if is_part and whole else tuple(headings)
        rows.append(Row(number, name, others.get(Guide.CODE, ""), others.get(Guide.UNIT, ""), order, groups))
        if not is_part:
            whole = name
    return rows, last


def _is_heading(sheet: Sheet, number: int, guides: Mapping[Guide, int], order: str) -> bool:
    """Whether a row only names a group: it goes over the columns that take something, or has a Roman number
    and no unit."""
    area = sheet.area_of(number, guides[Guide.NAME])
    if area is not None and area.right > max(guides.values()):
        return True
    unit = guides.get(Guide.UNIT)
    has_unit = unit is not None and bool(sheet.text(number, unit))
    return bool(_ROMAN.fullmatch(order.strip())) and not has_unit and unit is not None


def _shown_number(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.shown(row, column)
    return cell.text if cell.kind is CellKind.NUMBER else ""


def is_foot(text: str) -> bool:
    """Whether a text is one of those that stand under a table: who signs, the day."""
    return bool(_FOOT.fullmatch(_plain(text)))


def _plain(text: str) -> str:
    return " ".join(fold(text[:_LONGEST_HEADER]).split())
