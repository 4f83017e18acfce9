"""The annex of statistics (phụ lục thống kê) that came back from an officer: its rows, with their cells.

The sheet is found by the header of its table, and columns by their headers, so that it may stand among other
sheets and have columns of the officer's own. What its numbers mean is for others to say.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .. import log
from ..domain.errors import Refusal
from ..domain.numerals import from_roman
from ..domain.report_periods import Period
from ..domain.text import fold
from .sheets.files import read_grids
from .sheets.grid import Grid, Look, SheetCell, SheetGrid, refuse_long
from .title_periods import periods_named, periods_of_header, without_year

__all__ = ["Annex", "AnnexRow", "Look", "Mistake", "Origin", "SheetCell", "periods_named", "read_annex"]

_ANNEX = "Hãy xuất phụ lục thống kê của kỳ (XLSX), điền vào tệp đó rồi nhập lại."
_LONGEST_HEAD = 4000
_HEADER_ROWS = 80
"""The table's header stands within so many rows from the top of its sheet."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in the file: where («Ô D17», «Dòng 17», or nothing for the whole) and what."""

    place: str
    sentence: str

    @property
    def words(self) -> str:
        """Place and sentence together."""
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says of itself in the sheet that no one sees: of which period, office and catalogue it is.

    Nothing where the program did not write it, or where that sheet was lost.
    """

    period: Period | None = None
    office: str = ""
    catalogue: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of an indicator: its number in the sheet, its code as it is written there, and its cells.

    ``last`` is the row that its note ends in. ``unit``, ``cumulated``, ``last_year`` and ``note`` are None
    where the sheet has no such column. ``comment`` is what was written beside one of its cells, other than
    that of the figure.
    """

    number: int
    last: int
    code: str
    name: str
    value: SheetCell
    unit: SheetCell | None
    cumulated: SheetCell | None
    last_year: SheetCell | None
    note: SheetCell | None
    comment: str = ""
    comment_place: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """The table of a sheet; ``periods`` are those that the words above it name, ``notes`` what is to be said
    of the file as a whole, ``questions`` what is to be answered first, ``head`` the words above it."""

    file: str
    sheet: str
    periods: tuple[Period, ...]
    rows: tuple[AnnexRow, ...]
    mistakes: tuple[Mistake, ...]
    notes: tuple[Mistake, ...] = ()
    questions: tuple[str, ...] = ()
    origin: Origin = Origin()
    head: str = ""


def read_annex(path: Path, period: Period | None = None) -> Annex:
    """Read a filled-in annex without changing it; where the file has several, that of the ``period``.

    Raises Refusal, with one sentence, for a file that cannot be read or holds no annex. Mistakes in its rows
    are told in the annex.
    """
    with log.INTAKE.timed("annex", kind=path.suffix.lower()[:6]) as facts:
        grids = read_grids(path, lambda grid: _header_row(grid.rows) is not None)
        annex = _read(path, grids, period)
        facts["rows"] = len(annex.rows)
        facts["mistakes"] = len(annex.mistakes)
        return annex


# Columns

_NOT_NOW = r"(?!.*\b(cung ky|nam truoc|ky truoc|quy truoc|thang truoc)\b)"
_COLUMNS: Mapping[str, str] = {
    "code": r"ma( so| chi tieu)?",
    "name": r"(ten )?chi tieu( thong ke)?",
    "unit": r"don vi( tinh)?|dvt",
    "value": _NOT_NOW + r"((so lieu |thuc hien |ket qua )?(trong ky|ky nay|ky bao cao).*|so lieu|so luong)",
    "cumulated": _NOT_NOW + r"((so |so lieu )?luy ke|cong don).*",
    "last_year": r"(?!luy ke.*)(so lieu )?(cung ky.*|(ky )?nam truoc.*)",
    "note": r"ghi chu.*",
}
"""The columns in their printed order, by what their headers say without accents."""
_OTHERWISE = re.compile(r"\b(uoc|du kien|ke hoach|nghin|ngan|trieu|ty|dong|%)(?!\w)")
"""What in the header of figures says that they are no counted ones, or in another unit than each row says."""
_OTHERS = ("unit", "cumulated", "last_year", "note")
"""The columns that an annex may lack."""
_COMMENTED = ("value", "note", "name", "unit", "code")
"""The columns whose comments are of the row's figure."""
_HEADERS = {"code": "Mã", "name": "Chỉ tiêu thống kê", "value": "Trong kỳ"}
"""The columns that no annex can do without."""


def _read(path: Path, grids: Sequence[SheetGrid], period: Period | None) -> Annex:
    notes: list[Mistake] = []
    questions: list[str] = []
    sheet = _annex_sheet(path, grids, period, notes)
    title, grid = sheet.name, sheet.rows
    header = _header_row(grid)
    assert header is not None
    columns, body = _columns(grid, header, title, period, notes)
    header_of_value = grid[body - 1][columns["value"]].text
    if body < len(grid) and (numbers := _numbering(grid[body], columns)):
        body += 1
        if sorted(numbers, key=lambda name: numbers[name]) != [name for name in _COLUMNS if name in numbers]:
            raise Refusal(
                f"Trang «{title}»: tiêu đề các cột không khớp với số thứ tự cột ở dòng {body}, có cột đã bị "
                "chuyển chỗ. Hãy đưa các cột về đúng vị trí như khi xuất ra."
            )
    if sheet.is_hidden:
        questions.append(
            f"Bảng thống kê nằm ở trang «{title}» đang ẩn trong tệp. Có đúng là trang cần nhập không?"
        )
    if _OTHERWISE.search(fold(header_of_value)):
        questions.append(
            f"Tiêu đề cột số liệu là «{header_of_value[:80]}». Có đúng là số đã có, theo đơn vị tính của "
            "từng dòng không?"
        )
    rows, mistakes = _rows(grid, body, columns)
    if not rows:
        raise Refusal(f"Bảng ở trang «{title}» không có dòng chỉ tiêu nào. {_ANNEX}")
    return Annex(
        path.name,
        title,
        periods_of_header(header_of_value, period) or _titled(sheet, period),
        tuple(rows),
        tuple(mistakes),
        tuple(notes),
        tuple(questions),
        _origin(grids),
        _words_above(sheet)[:_LONGEST_HEAD],
    )


# Sheets


def _annex_sheet(
    path: Path, grids: Sequence[SheetGrid], period: Period | None, notes: list[Mistake]
) -> SheetGrid:
    """The one sheet with the annex.

    Raises Refusal where none has it, or several that the period does not tell apart.
    """
    found = [grid for grid in grids if _header_row(grid.rows) is not None]
    seen = [grid for grid in found if not grid.is_hidden]
    if not found:
        raise Refusal(f"Tệp «{path.name}» không có bảng thống kê nào. {_ANNEX}")
    seen = seen or found
    if len(seen) == 1:
        return seen[0]
    names = ", ".join(f"«{grid.name}»" for grid in seen)
    for is_meant in (lambda each: each == period, lambda each: each.cumulated == period):
        meant = [grid for grid in seen if any(map(is_meant, _titled(grid, period)))]
        if period is not None and len(meant) == 1:
            notes.append(
                Mistake(
                    f"Trang «{meant[0].name}»",
                    f"tệp có {len(seen)} trang cùng có bảng thống kê ({names}); chỉ lấy trang của "
                    f"{period.label}.",
                )
            )
            return meant[0]
    raise Refusal(
        f"Tệp có {len(seen)} trang tính cùng có bảng thống kê ({names}). "
        "Hãy chỉ để lại trang cần nhập rồi chọn lại."
    )


def _titled(sheet: SheetGrid, period: Period | None) -> tuple[Period, ...]:
    """The periods that the words above the table name; where they name none, the sheet's own name.

    One without its year is of that of the period which is asked for.
    """
    above = _words_above(sheet)
    if named := periods_named(above) or periods_named(sheet.name):
        return named
    return without_year(above, period) or without_year(sheet.name, period) if period is not None else ()


def _words_above(sheet: SheetGrid) -> str:
    """The words that stand above the table."""
    header = _header_row(sheet.rows)
    return " ".join(cell.text for row in sheet.rows[:header] for cell in row if cell.text)


_FACTS = {
    "ky bao cao (ma)": "period",
    "don vi": "office",
    "ma kiem tra bo chi tieu": "catalogue",
    "phien ban bo chi tieu": "version",
}
"""What the sheet that the program hides in each workbook says beside the words of its first column."""


def _origin(grids: Sequence[SheetGrid]) -> Origin:
    """What the program wrote of a file into it, whoever saved it since."""
    for grid in grids:
        facts: dict[str, str] = {}
        for row in grid.rows[:20]:
            if len(row) > 1 and (name := _FACTS.get(fold(row[0].text))):
                facts[name] = row[1].text
        if "period" in facts:
            try:
                period = Period.parse(facts["period"])
            except Refusal:
                period = None
            return Origin(
                period, facts.get("office", ""), facts.get("catalogue", ""), facts.get("version", "")
            )
    return Origin()


# Headers


def _header_row(grid: Grid) -> int | None:
    """Where the header of the annex's table stands: the row with the code, the name and one more column."""
    for place, row in enumerate(grid[:_HEADER_ROWS]):
        names = {name for cell in row if (name := _column_name(cell)) is not None}
        if {"code", "name"} <= names and (len(names) > 2 or _has_period(row)):
            return place
    return None


def _has_period(row: Sequence[SheetCell]) -> bool:
    return any(periods_of_header(cell.text, None) for cell in row)


def _column_name(cell: SheetCell) -> str | None:
    folded = fold(cell.text[:120])[:60]
    return next((name for name, shape in _COLUMNS.items() if folded and re.fullmatch(shape, folded)), None)


def _columns(
    grid: Grid, header: int, title: str, period: Period | None, notes: list[Mistake]
) -> tuple[dict[str, int], int]:
    """The place of each column by its name, and the row after the header, which may go over two.

    Raises Refusal where one is missing or there twice.
    """
    found = _named(grid[header], title, notes)
    body = header + 1
    if "value" not in found and body < len(grid):
        below = _named(grid[body], title, notes)
        if "value" in below and not {"code", "name"} & set(below):
            found.update({name: place for name, place in below.items() if name not in found})
            body += 1
    if "value" not in found and period is not None:
        for row in range(header, min(header + 2, len(grid))):
            if (place := _of_period(grid[row], title, period)) is not None:
                found["value"], body = place, row + 1
                notes.append(
                    Mistake(
                        f"Cột {grid[row][place].place.rstrip('0123456789')}",
                        f"bảng có cột riêng cho từng kỳ; chỉ lấy cột «{grid[row][place].text}».",
                    )
                )
                break
    for name, words in _HEADERS.items():
        if name not in found:
            raise Refusal(
                f"Trang «{title}» không còn cột «{words}» ở dòng tiêu đề. "
                "Hãy ghi lại tiêu đề cột đúng như khi xuất ra."
            )
    value = grid[body - 1][found["value"]]
    if Look.HIDDEN_COLUMN in value.looks:
        notes.append(
            Mistake(f"Cột {value.place.rstrip('0123456789')}", f"cột «{value.text}» đang ẩn trong tệp.")
        )
    return found, body


def _named(row: Sequence[SheetCell], title: str, notes: list[Mistake]) -> dict[str, int]:
    """The columns that a row names. Of two of one name that is meant which is to be seen; Raises Refusal."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        if (name := _column_name(cell)) is None:
            continue
        if name in found:
            first = row[found[name]]
            hidden = [each for each in (first, cell) if Look.HIDDEN_COLUMN in each.looks]
            if len(hidden) != 1:
                raise Refusal(
                    f"Trang «{title}» có hai cột «{cell.text}» ({first.place} và {cell.place}). "
                    "Hãy xóa cột thừa."
                )
            letters = hidden[0].place.rstrip("0123456789")
            notes.append(
                Mistake(f"Cột {letters}", f"cột «{hidden[0].text}» thứ hai đang ẩn; không lấy cột này.")
            )
            if hidden[0] is cell:
                continue
        found[name] = place
    return found


def _of_period(row: Sequence[SheetCell], title: str, period: Period) -> int | None:
    """The column whose header names a period. Raises Refusal where two do."""
    places = [
        place
        for place, cell in enumerate(row)
        if _column_name(cell) is None and period in periods_of_header(cell.text, period)
    ]
    if len(places) > 1:
        names = " và ".join(row[place].place for place in places[:2])
        raise Refusal(f"Trang «{title}» có hai cột của {period.label} ({names}). Hãy xóa cột thừa.")
    return places[0] if places else None


def _numbering(row: Sequence[SheetCell], columns: Mapping[str, int]) -> dict[str, int]:
    """The numbers of the columns in a row such as «(1) (2) (3)»; none where it is another row."""
    found = {}
    for name, place in columns.items():
        shape = re.fullmatch(r"\(?(-?\d{1,2})\)?(=.*)?", str(row[place].value or ""))
        if shape is None:
            return {}
        # Some programs take «(4)» for -4, as accountants write it.
        found[name] = abs(int(shape[1]))
    return found


# Rows

_CODE = re.compile(r"(\d{1,2})\s*[.,]\s*(\d{2})\.?")
_GROUP = re.compile(r"\d{1,2}\.?|[IVX]{1,5}\.?")


def _rows(grid: Grid, first: int, columns: Mapping[str, int]) -> tuple[list[AnnexRow], list[Mistake]]:
    """The rows of indicators, and what is wrong with rows that have none."""
    rows: list[AnnexRow] = []
    mistakes: list[Mistake] = []
    doubtful: list[Mistake] = []
    for number, cells in enumerate(grid[first:], first + 1):
        code_cell, value = cells[columns["code"]], cells[columns["value"]]
        code = _code(code_cell)
        is_meant = _may_be_code(code_cell.text, cells[columns["name"]].text)
        if code:
            # What was doubtful stands between two rows of the table, so it is no foot of the page.
            mistakes += doubtful
            doubtful = []
            name = str(cells[columns["name"]].value or "")
            others = {other: cells[columns[other]] if other in columns else None for other in _OTHERS}
            said = [cells[columns[each]] for each in _COMMENTED if each in columns and each != "value"]
            comment = next((cell for cell in said if cell.comment), None)
            rows.append(
                AnnexRow(
                    number,
                    number,
                    code,
                    name,
                    value,
                    **others,
                    comment=comment.comment if comment is not None else "",
                    comment_place=comment.place if comment is not None else "",
                )
            )
        elif rows and _goes_on(rows[-1], number, cells, columns):
            note = rows[-1].note
            assert note is not None
            more = cells[columns["note"]].text
            refuse_long(len(note.text) + len(more), note.place)
            rows[-1] = replace(rows[-1], last=number, note=replace(note, value=f"{note.text} {more}"))
        elif isinstance(code_cell.value, date):
            mistakes.append(
                Mistake(
                    f"Ô {code_cell.place}",
                    "mã chỉ tiêu đã bị Excel đổi thành ngày. Hãy định dạng ô là chữ (Text) và ghi lại mã.",
                )
            )
        elif not value.is_empty and (not value.text or _has_digit(value.text)):
            wrong = _unreadable(code_cell) if is_meant else _without_code(number, value)
            (doubtful if value.text else mistakes).append(wrong)
        elif is_meant:
            doubtful.append(_unreadable(code_cell))
    return rows, mistakes


def _goes_on(row: AnnexRow, number: int, cells: Sequence[SheetCell], columns: Mapping[str, int]) -> bool:
    """Whether a row only goes on with the note of the one above: what is too high for one row is cut so."""
    filled = {name for name, place in columns.items() if not cells[place].is_empty}
    return filled == {"note"} and number == row.last + 1 and row.note is not None and bool(row.note.text)


def _code(cell: SheetCell) -> str:
    """The code in a cell; one that was typed as a number has its two decimals back."""
    if isinstance(cell.value, float) and 0 < cell.value < 100:
        text = f"{cell.value:.2f}"
        return text if abs(float(text) - cell.value) < 1e-9 else ""
    found = _CODE.fullmatch(cell.text)
    return f"{int(found[1])}.{found[2]}" if found else ""


def _may_be_code(text: str, name: str) -> bool:
    """Whether a text that is no code was meant for one; the words of signers under the table are not."""
    return bool(text) and not _is_group(text) and (bool(name) or _has_digit(text))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_group(text: str) -> bool:
    """Whether it is the number of a group of rows: «3», «III»."""
    return bool(_GROUP.fullmatch(text)) and (text[:1].isdigit() or from_roman(text.rstrip(".")) is not None)


def _without_code(number: int, value: SheetCell) -> Mistake:
    sentence = f"có số liệu ở ô {value.place} nhưng không có mã chỉ tiêu. Hãy ghi lại mã hoặc xóa số liệu."
    return Mistake(f"Dòng {number}", sentence)


def _unreadable(cell: SheetCell) -> Mistake:
    return Mistake(f"Ô {cell.place}", f"«{cell.text[:40]}» không phải là mã chỉ tiêu. Mã ghi như 3.14.")
