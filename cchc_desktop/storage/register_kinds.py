"""The kinds of record that registers are kept in: their rows, and what the office itself describes."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any

from ..domain.dates import short_date
from ..domain.places import RegisterPlace
from .columns import Row
from .compact_json import parsed
from .data_file import DataFile
from .errors import UNREADABLE, no_record
from .kind import Field, Holds, Kind
from .recorder import Recorder

_PLAIN = {str, bool}
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


@dataclass(frozen=True, slots=True)
class StoredMap:
    """Which columns of a file's layout fill which fields; ``name`` is the file that it was made with."""

    id: str
    register: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredDoubt:
    """A row that came in and waits for somebody to say whether it is ``like``, a stored one."""

    id: str
    register: str
    name: str
    like: str
    values: Plain


def _cells(row: Row) -> Plain:
    values: Any = parsed(row["cells"])
    if type(values) is not dict or not _PLAIN.issuperset(map(type, values.values())):
        raise ValueError("cells of a register that are no texts")
    plain: Plain = values
    return plain


def _day(row: Row) -> date | None:
    return date.fromisoformat(row["day"]) if row["day"] is not None else None


def _row(row: Row) -> StoredRegisterRow:
    return StoredRegisterRow(row["id"], row["register"], _day(row), row["name"], _cells(row))


def _look(row: Row) -> None:
    """Raises one of UNREADABLE where a row is none: registers have ten thousands."""
    "".join((row["id"], row["register"], row["name"]))
    _day(row)
    _cells(row)


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
    checks=_look,
)
OWN_REGISTERS = Kind(
    "registers",
    "Sổ theo dõi của cơ quan",
    (Field("name", "Tên sổ", searched=True), Field("text")),
    place=lambda row: RegisterPlace(row["id"]),
    reader=lambda row: StoredRegister(row["id"], row["name"], row["text"]),
    title=lambda row: row["name"],
    order=("name", "id"),
    since=7,
    unreadable="sổ theo dõi",
)
REGISTER_MAPS = Kind(
    "register_maps",
    "Bảng ghép cột của sổ theo dõi",
    (Field("register", "Sổ"), Field("name", "Tệp"), Field("text")),
    place=lambda row: RegisterPlace(row["register"]),
    reader=lambda row: StoredMap(row["id"], row["register"], row["name"], row["text"]),
    title=lambda row: row["name"],
    order=("register", "name", "id"),
    since=7,
    unreadable="bảng ghép cột của sổ theo dõi",
)
"""The id is the register's, and a hash of the headers."""
REGISTER_DOUBTS = Kind(
    "register_doubts",
    "Dòng nghi trùng của sổ theo dõi",
    (
        Field("register", "Sổ"),
        Field("name", "Nội dung"),
        Field("like_row"),
        Field("cells", holds=Holds.PARTS),
    ),
    place=lambda row: RegisterPlace(row["register"]),
    reader=lambda row: StoredDoubt(row["id"], row["register"], row["name"], row["like_row"], _cells(row)),
    title=lambda row: row["name"],
    order=("register", "name", "id"),
    since=7,
    unreadable="dòng nghi trùng của sổ theo dõi",
)
"""Rows that nobody has decided on yet; they are counted for nothing."""


def write_register(recorder: Recorder, own: StoredRegister) -> None:
    """Keeps what the office says of a register, in place of what it said before."""
    recorder.put(OWN_REGISTERS.table, own.id, {"id": own.id, "name": own.name, "text": own.text})


def write_doubt(recorder: Recorder, doubt: StoredDoubt) -> None:
    """Puts a row aside."""
    recorder.put(
        REGISTER_DOUBTS.table,
        doubt.id,
        {
            "id": doubt.id,
            "register": doubt.register,
            "name": doubt.name,
            "like_row": doubt.like,
            "cells": _json(doubt.values),
        },
    )


def write_map(recorder: Recorder, made: StoredMap) -> None:
    """Keeps the map of a layout, in place of the one before."""
    recorder.put(
        REGISTER_MAPS.table,
        made.id,
        {"id": made.id, "register": made.register, "name": made.name, "text": made.text},
    )


def _json(values: Plain) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


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
            "cells": _json(row.values),
        },
    )


def read_register_years(data: DataFile) -> tuple[int, ...]:
    """The years that rows of registers are of, in order."""
    query = "SELECT DISTINCT substr(day, 1, 4) AS year FROM register_rows WHERE day IS NOT NULL ORDER BY year"
    return tuple(int(row["year"]) for row in data.rows(query))


def read_registers_in_use(data: DataFile) -> tuple[str, ...]:
    """The registers that have rows, by their identities."""
    query = "SELECT DISTINCT register FROM register_rows ORDER BY register"
    return tuple(str(row["register"]) for row in data.rows(query))


def read_register_rows(data: DataFile, register: str) -> Iterator[StoredRegisterRow]:
    """The rows of a register, earliest first.

    Raises Damaged, which names the row, where one cannot be read.
    """
    for ids, days, names, values in _read(data, register, "name"):
        yield from map(StoredRegisterRow, ids, repeat(register), days, names, values)


def read_register_values(
    data: DataFile, register: str, days: tuple[date, date] | None = None
) -> Iterator[tuple[Sequence[str], list[dict[str, str | bool]]]]:
    """Their ids and values alone, a few rows at a time, in dictionaries of the reader's own: there may be a
    hundred thousand; those of some days, both included, where such are given."""
    return ((ids, values) for ids, _, _, values in _read(data, register, "''", days))


def count_register_rows(data: DataFile, register: str) -> int:
    """How many rows a register has."""
    return int(data.value("SELECT count(*) FROM register_rows WHERE register = ?", (register,)))


_Found = tuple[Sequence[str], Sequence[date | None], Sequence[str], list[dict[str, str | bool]]]
"""The ids, days, names and values of a few rows."""
_AT_ONCE = 100


def _read(
    data: DataFile, register: str, name: str, days: tuple[date, date] | None = None
) -> Iterator[_Found]:
    within = "AND day BETWEEN ? AND ?" if days is not None else ""
    query = f"SELECT id, day, {name}, cells FROM register_rows WHERE register = ? {within} ORDER BY day, id"
    for some in data.pieces(query, (register, *(day.isoformat() for day in days or ())), _AT_ONCE):
        try:
            # Decoded at once, keys that come again and again are made once.
            read = [_each_read(some, json.loads(f"[{','.join([cells for *_, cells in some])}]"))]
        except UNREADABLE:
            read = [_read_alone(data, *each) for each in some]
        yield from read


def _each_read(some: Sequence[tuple[str, Any, str, Any]], decoded: list[Any]) -> _Found:
    """What was found with its decoded cells. Raises one of UNREADABLE where some are no texts by keys."""
    is_plain = {dict}.issuperset(map(type, decoded)) and _PLAIN.issuperset(map(type, _every_value(decoded)))
    if not is_plain or len(decoded) != len(some):
        raise ValueError("cells of a register that are no texts")
    ids, days, names, _ = zip(*some, strict=True)
    known = {day: date.fromisoformat(day) if day is not None else None for day in set(days)}
    return ids, [known[day] for day in days], names, decoded


def _every_value(decoded: Iterable[dict[str, object]]) -> Iterator[object]:
    return chain.from_iterable(map(dict.values, decoded))


def _read_alone(data: DataFile, row_id: str, day: Any, name: str, cells: Any) -> _Found:
    """A row by itself. Raises Damaged, which names it, where it cannot be read."""
    try:
        return _each_read([(row_id, day, name, cells)], [json.loads(cells)])
    except UNREADABLE as error:
        row = data.row(REGISTER_ROWS.table, row_id)
        raise no_record(REGISTER_ROWS.name(row or {"id": row_id}), error) from error


def read_open_rows(
    data: DataFile, register: str, due: str, done: str, day: date | None
) -> tuple[StoredRegisterRow, ...]:
    """The rows of a register whose field ``due`` is filled in and whose field ``done`` is not, or says no, or
    names a day after ``day`` where one is given, earliest first. What cannot be read is among them."""
    query = """
        SELECT * FROM register_rows WHERE register = ? AND CASE WHEN json_valid(cells) THEN
            json_extract(cells, ?) IS NOT NULL AND (
                json_extract(cells, ?) IS NULL OR json_extract(cells, ?) = 0 OR json_extract(cells, ?) > ?
            ) ELSE 1 END ORDER BY day, id
    """
    path, done_path = f"$.{due}", f"$.{done}"
    # No text comes after this one.
    after = day.isoformat() if day is not None else "\U0010ffff"
    given = (register, path, done_path, done_path, done_path, after)
    return tuple(map(REGISTER_ROWS.read, data.rows(query, given)))
