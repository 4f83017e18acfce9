"""The kinds of record that registers are kept in: their rows, and what the office itself describes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.dates import short_date
from ..domain.places import RegisterPlace
from .columns import Row
from .data_file import DataFile
from .kind import Field, Holds, Kind
from .recorder import Recorder

Plain = Mapping[str, str | bool]
"""Values as JSON keeps them, by the keys of their fields."""


@dataclass(frozen=True, slots=True)
class StoredRegisterRow:
    """A row of a register; ``day`` tells its period, ``name`` is it in one line."""

    id: str
    register: str
    day: date | None
    name: str
    values: Plain


@dataclass(frozen=True, slots=True)
class StoredRegister:
    """A register that the office described itself, or one of the program's that it changed."""

    id: str
    name: str
    text: str


def _row(row: Row) -> StoredRegisterRow:
    values: Any = json.loads(row["cells"])
    is_plain = isinstance(values, dict) and all(isinstance(value, str | bool) for value in values.values())
    if not is_plain:
        raise ValueError("cells of a register that are no texts")
    day = date.fromisoformat(row["day"]) if row["day"] is not None else None
    return StoredRegisterRow(row["id"], row["register"], day, row["name"], values)


def _title(row: Row) -> str:
    day = short_date(date.fromisoformat(row["day"])) if row["day"] else ""
    return " ".join(part for part in (day, row["name"]) if part)


REGISTER_ROWS = Kind(
    "register_rows",
    "Dòng sổ theo dõi",
    (
        Field("register", "Sổ"),
        Field("day", "Ngày", Holds.DAY, optional=True),
        Field("name", "Nội dung"),
        Field("words", searched=True),
        Field("cells", holds=Holds.PARTS),
    ),
    place=lambda row: RegisterPlace(row["register"], row["id"]),
    reader=_row,
    title=_title,
    order=("register", "day", "id"),
    # What a page reads of its register, and of a period, is found by this.
    unique=(("register", "day", "id"),),
    since=7,
    counted=True,
    unreadable="dòng của sổ theo dõi",
)
OWN_REGISTERS = Kind(
    "registers",
    "Sổ theo dõi của cơ quan",
    (Field("name", "Tên sổ", searched=True), Field("text", "Mô tả")),
    place=lambda row: RegisterPlace(row["id"]),
    reader=lambda row: StoredRegister(row["id"], row["name"], row["text"]),
    title=lambda row: row["name"],
    order=("name", "id"),
    since=7,
    unreadable="sổ theo dõi",
)


def write_register_row(recorder: Recorder, row: StoredRegisterRow, words: str) -> None:
    """Adds a row, or makes the stored one what it is now; ``words`` are what it is found by."""
    recorder.put(
        REGISTER_ROWS.table,
        row.id,
        {
            "id": row.id,
            "register": row.register,
            "day": row.day.isoformat() if row.day else None,
            "name": row.name,
            "words": words,
            "cells": json.dumps(dict(row.values), ensure_ascii=False, sort_keys=True),
        },
    )


def read_register_years(data: DataFile) -> tuple[int, ...]:
    """The years that rows of registers are of, in order."""
    query = "SELECT DISTINCT substr(day, 1, 4) AS year FROM register_rows WHERE day IS NOT NULL ORDER BY year"
    return tuple(int(row["year"]) for row in data.rows(query))


def read_register_rows(data: DataFile, register: str) -> tuple[StoredRegisterRow, ...]:
    """The rows of a register, earliest first."""
    query = "SELECT * FROM register_rows WHERE register = ? ORDER BY day, id"
    return tuple(map(REGISTER_ROWS.read, data.rows(query, (register,))))
