"""The superior's points and remarks in the sheet that comes back: our own score sheet with the columns of
verification filled in, or a table like it. Nothing is repaired silently: what does not fit is told by row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..errors import Refusal
from ..numerals import format_number, parse_number
from ..registers.book import FileRow, FileTable, RowsBook, is_order, tables_of
from ..templates.sheet import Cell, CellKind
from ..text import clean_line, fold
from .marks import check_points
from .rounds import Stage
from .sealed import RoundLine, Rounds, is_penalty, signed
from .words import points_words

LONGEST_REMARK = 2000
_FINE = Decimal("0.000001")
"""What Excel makes of 0,1 + 0,2 is 0,3."""
_NOTHING = re.compile(r"[-–—_.…/\s]*")


class _Column(StrEnum):
    ORDER = "order"
    NAME = "name"
    OWN = "own"
    POINTS = "points"
    REMARK = "remark"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A row of the file that is a criterion: the superior's ``points`` (None where the cell is empty) and
    ``remark``; ``told`` is what is to be looked at, ``is_fault`` whether nothing can be stored before it is
    mended in the file."""

    line: RoundLine
    sheet: str
    row: int
    points: Decimal | None
    remark: str
    told: str = ""
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file says of a verification; ``told`` is about the whole file: rows that are no criterion,
    criteria that it lacks."""

    stage: Stage
    lines: tuple[ReturnedLine, ...]
    told: tuple[str, ...] = ()

    @property
    def faults(self) -> list[ReturnedLine]:
        """The rows that have to be mended first."""
        return [line for line in self.lines if line.is_fault]

    @property
    def filled(self) -> list[ReturnedLine]:
        """The rows with points or a remark."""
        return [line for line in self.lines if line.points is not None or line.remark]


def read_returned(book: RowsBook, rounds: Rounds) -> Returned:
    """What a workbook says of the verification that is waited for.

    Raises Refusal where none is waited for, or the file has no table with a column of its points.
    """
    if not rounds.stage.waits_for_points:
        raise Refusal(f"Chưa nhận điểm thẩm định ở bước này: {rounds.stage.label.lower()}.", "file")
    turn = 1 if rounds.stage is Stage.LOCKED else 2
    tables = tables_of(book, lambda text: _kind(text, turn) is not _Column.OTHER)
    read = [(table, columns) for table in tables if (columns := _columns(table, turn)) is not None]
    if not read:
        raise Refusal(
            f"Tệp «{book.file}» không có bảng tiêu chí với cột điểm thẩm định lần {turn}. "
            "Hãy chọn bảng tự chấm điểm mà cấp trên đã ghi điểm.",
            "file",
        )
    by_name = {fold(line.criterion.name): line for line in rounds.lines if line.is_leaf}
    lines: dict[str, ReturnedLine] = {}
    told: list[str] = []
    sums: dict[str, tuple[Decimal, FileRow]] = {}
    for table, columns in read:
        for row in table.rows:
            code, name = (_text(row, columns.get(each)) for each in (_Column.ORDER, _Column.NAME))
            found = rounds.by_code.get(code.rstrip(".")) or by_name.get(fold(name))
            if found is None:
                if code or _text(row, columns[_Column.POINTS]):
                    told.append(f"{_at(row)} «{clean_line(f'{code} {name}')[:60]}» không phải tiêu chí nào.")
            elif found.is_leaf:
                if found.code in lines:
                    told.append(f"{_at(row)} lặp lại tiêu chí {found.code}, không đọc.")
                else:
                    lines[found.code] = _line(found, row, columns, turn)
            elif found.most > 0 and (points := _read(row, columns[_Column.POINTS])[0]) is not None:
                sums[found.code] = points, row
    told += _wrong_sums(rounds, lines, sums)
    lacking = [line.code for line in rounds.lines if line.is_leaf and line.code not in lines]
    if lacking:
        shown = f"{', '.join(lacking[:5])}{', …' if len(lacking) > 5 else ''}"
        told.append(f"Tệp không có {len(lacking)} tiêu chí: {shown}.")
    return Returned(rounds.stage, tuple(lines.values()), tuple(told))


def _kind(header: str, turn: int) -> _Column:
    """What a column with such a header holds for a verification."""
    words = " ".join(fold(header).split())
    if is_order(header) or re.fullmatch(r"ma( so)?( tieu chi)?", words):
        return _Column.ORDER
    of_turn = re.search(r"lan (\d)", words)
    if "tham dinh" in words or of_turn is not None:
        if of_turn is not None and int(of_turn[1]) != turn:
            return _Column.OTHER
        is_remark = re.search(r"y kien|nhan xet|ly do|ghi chu", words) is not None
        return _Column.REMARK if is_remark else _Column.POINTS
    if re.search(r"tu (danh gia|cham)", words):
        return _Column.OWN
    return _Column.NAME if re.search(r"tieu chi|linh vuc|noi dung", words) else _Column.OTHER


def _columns(table: FileTable, turn: int) -> Mapping[_Column, int] | None:
    """Which columns of a table are meant, of several of a kind the first; None where it is another table."""
    found: dict[_Column, int] = {}
    for column, header in table.headers.items():
        found.setdefault(_kind(header, turn), column)
    return found if _Column.POINTS in found and {_Column.ORDER, _Column.NAME} & found.keys() else None


def _text(row: FileRow, column: int | None) -> str:
    cell = row.cells.get(column) if column is not None else None
    return clean_line(cell.text) if cell is not None else ""


def _at(row: FileRow) -> str:
    return f"Trang «{row.sheet}», dòng {row.number}:"


def _read(row: FileRow, column: int | None) -> tuple[Decimal | None, str]:
    """The number of a cell, and what is wrong with it."""
    cell = row.cells.get(column) if column is not None else None
    if cell is None or _NOTHING.fullmatch(cell.text.strip()):
        return None, ""
    if cell.kind is CellKind.DATE:
        return None, f"Excel đã đổi điểm thành ngày {cell.text}. Hãy định dạng ô là số rồi nhập lại."
    try:
        return _number(cell), ""
    except (Refusal, ArithmeticError):
        return None, f"«{clean_line(cell.text)[:60]}» không phải là điểm. Hãy sửa ô này."


def _number(cell: Cell) -> Decimal:
    if cell.kind in (CellKind.NUMBER, CellKind.FORMULA):
        return Decimal(cell.text.replace(",", ".")).quantize(_FINE).normalize() + 0
    return parse_number(cell.text, percent=False)


def _line(found: RoundLine, row: FileRow, columns: Mapping[_Column, int], turn: int) -> ReturnedLine:
    points, fault = _read(row, columns[_Column.POINTS])
    remark = clean_line(_text(row, columns.get(_Column.REMARK)))[:LONGEST_REMARK]
    told = []
    if points is not None:
        points = signed(found.criterion, points)
        try:
            check_points(found.criterion, abs(points) if is_penalty(found.criterion) else points)
        except Refusal as refusal:
            fault = str(refusal)
    own, _ = _read(row, columns.get(_Column.OWN))
    if own is not None and found.points is not None and signed(found.criterion, own) != found.points:
        told.append(
            f"Điểm tự chấm trong tệp là {format_number(own)}, điểm đã chốt là {points_words(found.points)}."
        )
    before = found.points if turn == 1 else found.first
    if points is not None and before is not None and points < before and not remark:
        told.append(f"Bị trừ {points_words(before - points)} điểm mà không có ý kiến.")
    return ReturnedLine(
        found, row.sheet, row.number, None if fault else points, remark, fault or " ".join(told), bool(fault)
    )


def _wrong_sums(
    rounds: Rounds, lines: Mapping[str, ReturnedLine], sums: Mapping[str, tuple[Decimal, FileRow]]
) -> Iterator[str]:
    """What the file adds up otherwise than its own criteria do."""
    known: dict[str, Decimal | None] = {code: each.points for code, each in lines.items()}
    for line in reversed(rounds.lines):
        if line.criterion.children:
            below = [known.get(child.code) for child in line.criterion.children]
            applied = [
                points for child, points in zip(line.criterion.children, below, strict=True)
                if rounds.by_code[child.code].most > 0
            ]  # fmt: skip
            whole = [points for points in applied if points is not None]
            known[line.code] = sum(whole, Decimal(0)) if len(whole) == len(applied) else None
    for code, (points, row) in sums.items():
        below_sum = known.get(code)
        if below_sum is not None and below_sum != points:
            yield (
                f"{_at(row)} mục {code} ghi {format_number(points)} điểm, các tiêu chí trong mục cộng lại "
                f"{format_number(below_sum)}."
            )
