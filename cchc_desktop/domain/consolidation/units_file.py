"""A list of units out of a sheet: columns found by their headers, cells checked, mistakes told by row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..dates import parse_date
from ..errors import Refusal
from ..offices import full_name
from ..text import clean_line, fold
from .units import Block, GatheredUnit, UnitList, block_of, read_block

_COLUMNS = {
    "code": r"ma( so)?( don vi)?( hanh chinh)?|ma dvhc",
    "name": r"(ten )?(don vi|co quan|xa, phuong.*|dia phuong)( hanh chinh)?|ten",
    "block": r"khoi|loai( don vi)?( hanh chinh)?",
    "from": r"(hieu luc )?tu ngay|ngay bat dau|co hieu luc tu.*",
    "to": r"(hieu luc )?den( het)? ngay|ngay het hieu luc|het hieu luc.*",
    "into": r"(da )?(sap )?nhap vao.*|don vi moi|ma don vi moi",
}
_HEADER_ROWS = 30
MOST_UNITS = 20_000
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class UnitMistake:
    """What is wrong with a row of the sheet (0: with the sheet as a whole)."""

    row: int
    sentence: str

    @property
    def words(self) -> str:
        """Row and sentence together."""
        return f"Dòng {self.row}: {self.sentence}" if self.row else self.sentence


@dataclass(frozen=True, slots=True)
class IncomingUnits:
    """The units of a sheet; where there are mistakes nothing of it is taken."""

    units: tuple[GatheredUnit, ...]
    mistakes: tuple[UnitMistake, ...] = ()


def read_units(rows: Sequence[Sequence[str]], known: UnitList) -> IncomingUnits:
    """The units of a sheet of texts; those of a known code keep their identity.

    Raises Refusal where no row names the columns of code and name.
    """
    head, at = _header(rows)
    units: dict[str, GatheredUnit] = {}
    mistakes: list[UnitMistake] = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {name: clean_line(row[column]) if column < len(row) else "" for name, column in at.items()}
        if not cells["code"] and not cells["name"]:
            continue
        try:
            unit = _unit(cells, known)
            if unit.code in units:
                raise Refusal(f"mã «{unit.code}» đã có ở một dòng trên.")
        except Refusal as refusal:
            mistakes.append(UnitMistake(number, str(refusal)))
            continue
        units[unit.code] = unit
        if len(units) > MOST_UNITS:
            raise Refusal(f"Danh sách có hơn {MOST_UNITS} đơn vị. Hãy chia ra nhiều tệp.")
    if not mistakes:
        try:
            if not units:
                raise Refusal("Bảng không có đơn vị nào dưới dòng tiêu đề.")
            UnitList({**known.by_code, **units}.values()).refuse_broken()
        except Refusal as refusal:
            mistakes.append(UnitMistake(0, str(refusal)))
    return IncomingUnits(tuple(units.values()), tuple(mistakes[:_MOST_PROBLEMS]))


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            words = fold(" ".join(cell.split())).strip(" .:()")
            name = next((name for name, shape in _COLUMNS.items() if re.fullmatch(shape, words)), None)
            if name is not None:
                found.setdefault(name, column)
        if {"code", "name"} <= found.keys():
            return place, found
    raise Refusal(
        "Không thấy dòng tiêu đề có cột «Mã đơn vị» và «Tên đơn vị». Các cột khác có thể có: Khối, Từ ngày, "
        "Đến ngày, Nhập vào."
    )


def _unit(cells: dict[str, str], known: UnitList) -> GatheredUnit:
    name = full_name(cells["name"]) if cells["name"] else ""
    said = cells.get("block", "")
    block = read_block(said) if said else block_of(name)
    if block is None:
        raise Refusal(f"khối «{said}» không có. Hãy ghi {', '.join(each.label for each in Block)}.")
    stored = known.by_code.get(cells["code"])
    unit = GatheredUnit(
        cells["code"], name, block, _day(cells.get("from", "")), _day(cells.get("to", "")),
        cells.get("into", ""),
    )  # fmt: skip
    if stored is None:
        return unit
    return GatheredUnit(
        unit.code, unit.name, unit.block, unit.valid_from, unit.valid_to, unit.merged_into, stored.id
    )


def _day(text: str) -> date | None:
    return parse_date(text) if text else None
