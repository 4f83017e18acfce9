"""The kind of record in which an office keeps the units whose reports it gathers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..domain.places import GatheringPlace
from .columns import Row
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.consolidation.units import GatheredUnit


def _unit(row: Row) -> GatheredUnit:
    # No start needs to know what units are gathered.
    from ..domain.consolidation.units import Block, GatheredUnit

    days = [date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")]
    return GatheredUnit(
        row["code"], row["name"], Block(row["block"]), days[0], days[1], row["merged_into"], row["id"]
    )


GATHERED_UNITS = Kind(
    "gathered_units",
    "Đơn vị gửi báo cáo",
    (
        Field("code", "Mã", searched=True),
        Field("name", "Tên", searched=True),
        Field("block", "Khối", codes={"phuong": "Phường", "xa": "Xã, đặc khu", "khac": "Cơ quan khác"}),
        Field("valid_from", "Hiệu lực từ", Holds.DAY, optional=True),
        Field("valid_to", "Hiệu lực đến", Holds.DAY, optional=True),
        Field("merged_into", "Nhập vào đơn vị mã"),
    ),
    place=lambda row: GatheringPlace(unit=row["code"]),
    reader=_unit,
    title=lambda row: row["name"],
    order=("code", "id"),
    since=10,
    counted=True,
    unreadable="đơn vị gửi báo cáo",
)


def write_gathered(recorder: Recorder, unit: GatheredUnit) -> None:
    """Adds a unit, or makes the stored one what it is now."""
    days = [day.isoformat() if day is not None else None for day in (unit.valid_from, unit.valid_to)]
    recorder.put(
        GATHERED_UNITS.table,
        unit.id,
        {
            "id": unit.id,
            "code": unit.code,
            "name": unit.name,
            "block": unit.block.value,
            "valid_from": days[0],
            "valid_to": days[1],
            "merged_into": unit.merged_into,
        },
    )
