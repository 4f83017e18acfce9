"""A file with the rows of a register as it was read: sheets of cells, and the tables that stand in them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..templates.sheet import Area, Cell, CellKind, Sheet, letters_of
from ..templates.tables import is_foot
from ..text import fold

_LONGEST_HEADER = 120
_DEEPEST = 60
"""A table whose header begins further down than this is none that an office keeps."""
_LONGEST_ORDER = 6
_MOST_COLUMNS = 100
_MOST_HEADS = 500
_LEAST = 2
"""Headers that must be known before a row is taken for the head of a table."""
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-d])\)?(\s*=.*)?", re.IGNORECASE)
_ORDER = re.compile(r"(s\.?t\.?t\.?|t\.?t\.?|so tt|so thu tu)")
_TOTAL = re.compile(
    r"(tổng cộng|tổng số|cộng|tổng|lũy kế|luỹ kế)"
    r"(\s*[:(=].*|\s+(tháng|quý|năm|kỳ|trang|dồn|từ|các|chung|mục|phần|lĩnh vực|toàn|\d).*)?"
)
"""With its accents: «Công an xã» is no total."""
_TOTAL_BEGUN = re.compile(r"(tổng|cộng|lũy kế|luỹ kế|trong đó|t\.? ?c)\b")
"""What a line of sums may begin with, where nothing but numbers follows."""
_DITTO = re.compile(r"[-–—(]*\s*([\"“”″]|''|,,|n/?t|như trên)\.?\s*[-–—)]*", re.IGNORECASE)
"""What stands for the words of the row above."""
_MARKER = re.compile(r"(?:([A-H])|([IVX]{1,5}))(?:\s*[.)\-:]+\s*|\s+|$)")
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]\s+")


@dataclass(frozen=True)
class RowsBook:
    """What a file holds; ``file`` is its name."""

    file: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of a table: its cells that are filled in, by column.

    ``groups`` are the titles that it stands under, the nearest last.
    """

    sheet: str
    number: int
    cells: Mapping[int, Cell]
    groups: tuple[str, ...] = ()

    def place(self, column: int) -> str:
        """How a cell of it is called: «D12»."""
        return f"{letters_of(column)}{self.number}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the file that is no row of a register, and what it was taken for."""

    sheet: str
    place: str
    words: str
    what: str


@dataclass(frozen=True)
class FileTable:
    """A table: the words over each column that has any, its rows, and the ``titles`` above it.

    What the columns are called tells two headers with the same words apart: «Ghi chú», «Ghi chú (2)».
    """

    sheet: str
    top: int
    headers: Mapping[int, str]
    rows: tuple[FileRow, ...]
    left_out: tuple[LeftOut, ...] = ()
    titles: tuple[str, ...] = ()

    @cached_property
    def layout(self) -> tuple[str, ...]:
        """What tables share that an office laid out in the same way: their headers."""
        return tuple(fold(words) for _, words in sorted(self.headers.items()))

    @cached_property
    def order(self) -> int | None:
        """The column that numbers the rows."""
        return next((column for column, words in self.headers.items() if is_order(words)), None)

    def sample(self, header: str, most: int = 40) -> list[Cell]:
        """The first cells under a header that are filled in."""
        found: list[Cell] = []
        column = next((column for column, words in self.headers.items() if words == header), 0)
        for row in self.rows:
            if column in row.cells:
                found.append(row.cells[column])
                if len(found) == most:
                    break
        return found


def is_order(header: str) -> bool:
    """Whether a column numbers its rows: «TT»."""
    return bool(_ORDER.fullmatch(" ".join(fold(header).split()).strip(" .")))


Known = Callable[[str], bool]
"""Whether a header is one that a register may have."""


def tables_of(book: RowsBook, is_known: Known) -> tuple[FileTable, ...]:
    """The tables of a file that are laid out alike, those of hidden sheets left aside; none where none has
    headers that are known. Where there are several layouts, the one with the most known headers counts, and
    those that lack a column of it, have one more, or have them in another order. What is not read of the
    file is told with the last table."""
    found: list[tuple[int, FileTable]] = []
    aside: list[LeftOut] = []
    for sheet in book.sheets:
        if sheet.is_hidden:
            aside += _unread(sheet, "trang ẩn, không đọc")
            continue
        read = list(_tables(sheet, is_known))
        found += read
        if not read:
            aside += _unread(sheet, "trang không có bảng nào giống sổ, không đọc")
    if not found:
        return ()
    # Of two that are as well known, the one with more rows.
    rows: dict[tuple[str, ...], int] = {}
    for _, table in found:
        rows[table.layout] = rows.get(table.layout, 0) + len(table.rows)
    _, layout = max((score, rows[table.layout], table.layout) for score, table in found)[1:]
    main = next(table for _, table in found if table.layout == layout)
    called = {fold(words): words for words in main.headers.values()}
    tables: list[FileTable] = []
    for _, table in found:
        if table.layout == layout or _is_near(main, table):
            # A header is called in all of them as in the first one that has it.
            headers = {
                column: called.setdefault(fold(words), words) for column, words in table.headers.items()
            }
            tables.append(replace(table, headers=headers))
        elif table.rows:
            words = " | ".join(table.headers.values())
            what = "bảng có các cột khác, không đọc (hãy lưu trang này ra tệp riêng rồi nhập)"
            aside.append(LeftOut(table.sheet, f"dòng {table.top}", words, what))
    tables[-1] = replace(tables[-1], left_out=(*tables[-1].left_out, *aside))
    return tuple(tables)


def unknown_tables_of(book: RowsBook) -> tuple[FileTable, ...]:
    """The tables of a file none of whose headers is known: of three columns and one row or more."""
    tables = tables_of(book, lambda _: True)
    is_one = bool(tables) and len(tables[0].headers) > _LEAST and any(table.rows for table in tables)
    return tables if is_one else ()


def _is_near(main: FileTable, other: FileTable) -> bool:
    """Whether two tables have the same columns in any order, but for a few."""
    one, two = ({words for words in table.layout if not is_order(words)} for table in (main, other))
    return one == two or (len(one & two) > _LEAST and 3 * len(one & two) >= 2 * max(len(one), len(two)))


def _unread(sheet: Sheet, what: str) -> list[LeftOut]:
    if not sheet.cells:
        return []
    return [LeftOut(sheet.name, "", " ".join(sheet.cells[0].text.split()), what)]


def _tables(sheet: Sheet, is_known: Known) -> Iterator[tuple[int, FileTable]]:
    best, score = 0, _LEAST - 1
    for row in range(1, min(sheet.rows, _DEEPEST) + 1):
        count = _known_headers(sheet, row, is_known)
        if count > score:
            best, score = row, count
    if not best:
        return
    top = min((area.top for area in _areas(sheet, best)), default=best)
    words = {fold(text) for row in range(top, best + 1) for text in _texts(sheet, row)}
    heads = [(top, _bottom(sheet, best, is_known))]
    lines = _lines(sheet)
    numbers = list(lines)
    for row, cells in lines.items():
        if len(heads) < _MOST_HEADS and row > heads[-1][1] and _repeats(cells, words):
            heads.append((row, _bottom(sheet, row, is_known)))
    for place, (first, bottom) in enumerate(heads):
        end = heads[place + 1][0] - 1 if place + 1 < len(heads) else sheet.rows
        above = heads[place - 1][1] + 1 if place else 1
        yield score, _Reader(sheet, numbers, above, first, bottom, end).table()


def _texts(sheet: Sheet, row: int) -> list[str]:
    """The texts that begin in a row's cells, each merged area's once."""
    found = []
    for column in range(1, sheet.columns + 1):
        area = sheet.area_of(row, column)
        if (area is None or area.left == column) and (text := sheet.text(row, column)):
            found.append(text)
    return found


def _areas(sheet: Sheet, row: int) -> list[Area]:
    found = (sheet.area_of(row, column) for column in range(1, sheet.columns + 1))
    return [area for area in found if area is not None]


def _known_headers(sheet: Sheet, row: int, is_known: Known) -> int:
    """How many known headers a row has; none where figures or days stand in it."""
    kinds = {sheet.shown(row, column).kind for column in range(1, sheet.columns + 1)}
    if kinds & {CellKind.NUMBER, CellKind.FORMULA, CellKind.DATE}:
        return 0
    texts = _texts(sheet, row)
    if len(texts) < _LEAST or any(len(text) > _LONGEST_HEADER for text in texts):
        return 0
    return len({fold(text) for text in texts if is_known(text)})


def _lines(sheet: Sheet) -> dict[int, list[Cell]]:
    """The cells that are filled in, by their rows."""
    found: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        if cell.kind is not CellKind.EMPTY:
            found.setdefault(cell.row, []).append(cell)
    return dict(sorted(found.items()))


def _repeats(cells: Sequence[Cell], words: Collection[str]) -> bool:
    """Whether the head of the table stands here again, as it does on each printed page."""
    texts = {fold(cell.text) for cell in cells if cell.kind is CellKind.TEXT}
    return len(texts) >= _LEAST and len(texts & set(words)) * 4 > len(texts) * 3


def _bottom(sheet: Sheet, row: int, is_known: Known) -> int:
    """The last row of a head: as far down as its merged cells reach, finer headers, numbers of columns."""
    bottom = row
    for column in range(1, sheet.columns + 1):
        area = sheet.area_of(row, column)
        if area is not None and area.right - area.left < sheet.columns:
            bottom = max(bottom, area.bottom)
    while bottom < sheet.rows and _goes_on(sheet, row, bottom + 1, is_known):
        bottom += 1
    return bottom


def _goes_on(sheet: Sheet, head: int, row: int, is_known: Known) -> bool:
    seen = {column: sheet.shown(row, column) for column in range(1, sheet.columns + 1)}
    filled = {column: cell for column, cell in seen.items() if cell.kind is not CellKind.EMPTY}
    if len(filled) > _LEAST and all(_NUMBERING.fullmatch(cell.text.strip()) for cell in filled.values()):
        numbers = [cell.text.strip("() ") for cell in filled.values()]
        return len(set(numbers)) == len(numbers)
    # Finer headers stand below a header that goes over them, and nothing in the first column.
    first = next((c for c in seen if sheet.shown(head, c).kind is not CellKind.EMPTY), 1)
    if first in filled or not filled or any(cell.kind is not CellKind.TEXT for cell in filled.values()):
        return False
    if not any(is_known(cell.text) for cell in filled.values()):
        return False
    return all(_goes_over(sheet, head, column, filled) for column in filled)


def _goes_over(sheet: Sheet, head: int, column: int, below: Collection[int]) -> bool:
    """Whether a header goes over a column and its neighbour: merged, or with nothing written beside it."""
    area = sheet.area_of(head, column)
    if area is not None:
        return area.right > area.left
    if not sheet.text(head, column):
        return column - 1 in below
    return (
        column + 1 in below and sheet.area_of(head, column + 1) is None and not sheet.text(head, column + 1)
    )


class _Reader:
    """Reads one table of a sheet: its head are the rows ``top`` to ``bottom``, its last one is ``end``."""

    def __init__(
        self, sheet: Sheet, lines: Sequence[int], above: int, top: int, bottom: int, end: int
    ) -> None:
        self._sheet = sheet
        self._lines = lines
        self._top, self._bottom, self._end = top, bottom, end
        self._titles = tuple(text for row in range(above, top) for text in _texts(sheet, row))
        self._left_out: list[LeftOut] = []
        self._headers = self._read_headers()
        self._order = next((column for column, words in self._headers.items() if is_order(words)), 0)
        self._stack: list[tuple[int, str]] = []

    def _read_headers(self) -> dict[int, str]:
        found: dict[int, str] = {}
        seen: dict[str, int] = {}
        for column in range(1, min(self._sheet.columns, _MOST_COLUMNS) + 1):
            area = self._sheet.area_of(self._bottom, column)
            if area is not None and area.left != column:
                continue
            rows = range(self._top, self._bottom + 1)
            texts = dict.fromkeys(" ".join(self._sheet.text(row, column).split()) for row in rows)
            words = " – ".join(text for text in texts if text and not _NUMBERING.fullmatch(text))
            if words:
                count = seen[fold(words)] = seen.get(fold(words), 0) + 1
                found[column] = words if count == 1 else f"{words} ({count})"
        return found

    def table(self) -> FileTable:
        """The table."""
        rows = tuple(self._rows())
        return FileTable(
            self._sheet.name, self._top, self._headers, rows, tuple(self._left_out), self._titles
        )

    def _rows(self) -> Iterator[FileRow]:
        first, last = (bisect_right(self._lines, end) for end in (self._bottom, self._end))
        in_foot = False
        above: Mapping[int, Cell] = {}
        before: tuple[int, dict[int, Cell], dict[int, Cell]] | None = None
        for number in self._lines[first:last]:
            cells = self._cells(number)
            own = {column: cell for column, cell in cells.items() if column != self._order}
            order = cells.get(self._order)
            if not own and order is not None and len(order.text.strip()) > _LONGEST_ORDER:
                own = cells  # a title or a total that begins in the first column
            if not own or not any(self._is_own(number, column) for column in own):
                continue
            texts = [cell.text for cell in cells.values() if cell.kind is CellKind.TEXT]
            is_sparse = len(own) <= max(2, len(self._headers) // 4)
            if is_sparse and any(is_foot(text) for text in texts):
                in_foot, before = True, None
                continue
            if in_foot and not self._resumes(cells, own, is_sparse=is_sparse):
                before = (number, cells, own)
                continue
            if before is not None and self._is_heading(*before[1:]):
                self._leave(before[0], before[2], "dòng tiêu đề")
            in_foot, before = False, None
            if self._is_numbering(cells):
                continue
            if self._is_total(cells, texts):
                self._leave(number, cells, "dòng cộng")
                continue
            if self._is_heading(cells, own):
                self._leave(number, own, "dòng tiêu đề")
                continue
            for column in self._headers:
                cell = self._sheet.shown(number, column)
                if cell.kind is CellKind.FORMULA and not cell.text.strip():
                    self._leave(number, {column: cell}, "công thức không có kết quả")
            for column, cell in cells.items():
                if cell.kind is CellKind.TEXT and column in above and _DITTO.fullmatch(cell.text.strip()):
                    cells[column] = replace(above[column], row=number)
            above = cells
            titles = (self._sheet.name, *self._titles, *(title for _, title in self._stack))
            yield FileRow(self._sheet.name, number, cells, titles)

    def _resumes(self, cells: Mapping[int, Cell], own: Mapping[int, Cell], *, is_sparse: bool) -> bool:
        """Whether the table goes on below those who signed a part of it: with a number of its own, or, where
        rows have none, with figures or days among several cells."""
        if self._order:
            order = cells.get(self._order)
            return order is not None and order.text.strip(" .").isdecimal() and len(own) >= _LEAST
        return not is_sparse and any(
            cell.kind is not CellKind.TEXT or cell.text[:1].isdecimal() for cell in own.values()
        )

    def _is_total(self, cells: Mapping[int, Cell], texts: Sequence[str]) -> bool:
        """Whether a row sums up others: it says so, or begins like one and has but numbers beside that."""
        said = [" ".join(text.casefold().split()) for text in texts[:2]]
        if any(map(_TOTAL.fullmatch, said)):
            return True
        others = [cell for column, cell in cells.items() if column != self._order]
        numbers = [cell for cell in others if cell.kind in (CellKind.NUMBER, CellKind.FORMULA)]
        order = cells.get(self._order)
        return (
            len(texts) == 1
            and bool(numbers)
            and len(numbers) >= len(others) - 1
            and (order is None or (order.kind is CellKind.TEXT and not order.text.strip(" .").isdecimal()))
            and _TOTAL_BEGUN.match(said[0]) is not None
        )

    def _cells(self, number: int) -> dict[int, Cell]:
        """What is seen in a row, by the columns that have headers."""
        found: dict[int, Cell] = {}
        for column in self._headers:
            area = self._sheet.area_of(number, column)
            if area is not None and area.left != column:
                continue
            cell = self._sheet.shown(number, column)
            if cell.kind is not CellKind.EMPTY and cell.text.strip():
                found[column] = cell
        return found

    def _is_own(self, number: int, column: int) -> bool:
        """Whether a cell is the row's own, and does not only reach into it from above."""
        area = self._sheet.area_of(number, column)
        return area is None or area.top == number

    @staticmethod
    def _is_numbering(cells: Mapping[int, Cell]) -> bool:
        """The numbers of the columns, which stand on every page again."""
        texts = [cell.text.strip() for cell in cells.values()]
        numbers = [text.strip("()") for text in texts]
        rising = (
            [str(number) for number in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
            if (numbers[0].isdecimal() and len(numbers[0]) < 3)
            else []
        )
        return len(texts) > _LEAST and numbers == rising

    def _is_heading(self, cells: Mapping[int, Cell], own: Mapping[int, Cell]) -> bool:
        """Whether a row only names what comes below it; keeps its words then."""
        if len(own) != 1 or len(self._headers) <= _LEAST:
            return False
        cell = next(iter(own.values()))
        if cell.kind is not CellKind.TEXT:
            return False
        order = cells[self._order].text.strip() if self._order in cells and own is not cells else ""
        if order.isdecimal():
            return False  # a row that was begun: it lacks something, which is told
        words = " ".join(cell.text.split())
        mark = _MARKER.match(f"{order} {words}" if order else words)
        level = 2 if mark is None else 0 if mark[1] else 1
        if not order and (numbered := mark or _NUMBERED.match(words)) is not None:
            words = words[numbered.end() :].strip() or words
        self._stack = [(at, title) for at, title in self._stack if at < level]
        self._stack.append((level, words))
        return True

    def _leave(self, number: int, own: Mapping[int, Cell], what: str) -> None:
        column, cell = next(iter(own.items()))
        place = f"{letters_of(column)}{number}"
        self._left_out.append(LeftOut(self._sheet.name, place, " ".join(cell.text.split()), what))


def headers_of(tables: Sequence[FileTable]) -> list[str]:
    """The headers of tables that are laid out alike, in their order: those of the first one, then others."""
    return list(dict.fromkeys(words for table in tables for words in table.headers.values()))
