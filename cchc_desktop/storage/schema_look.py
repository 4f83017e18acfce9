"""The tables of a file held against those that the program makes: what is missing, other, or not ours."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from . import schema
from .data_file import DataFile
from .errors import quoted
from .kinds import KINDS

_KINDS = {"table": "bảng", "index": "chỉ mục", "trigger": "lệnh tự chạy", "view": "khung nhìn"}
_NO_CONTENT = ("index", "trigger", "view")
"""What holds nothing that was stored: it can be made anew, or left out."""


class SchemaFault(NamedTuple):
    """Something in the schema that is not as it should be; ``is_damage`` where content may be lost by it."""

    sentence: str
    is_damage: bool


_expected: list[tuple[tuple[object, ...], dict[tuple[str, str], str]]] = []
"""What a new file has, beside the declarations that it follows from; one at most."""


def expected() -> Mapping[tuple[str, str], str]:
    """What a new file has, by type and name."""
    # The steps take longer than all the rest of a look at a small file, and give the same each time.
    declared = (schema.VERSION, schema.apply_step, schema.COLUMN_CHANGES, tuple(KINDS.values()))
    if not _expected or _expected[0][0] != declared:
        with closing(sqlite3.connect(":memory:")) as connection:
            for number in range(1, schema.VERSION + 1):
                schema.apply_step(connection, number)
            _expected[:] = [(declared, _objects(connection))]
    return _expected[0][1]


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name <> ?", [schema.STEPS_TABLE]
    )
    # Indexes of SQLite's own, for what is unique, have no text: they come and go with their tables.
    return {(kind, name): _plain(sql) for kind, name, sql in found if sql and name not in _OF_SQLITE}


_OF_SQLITE = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
"""Tables that SQLite keeps itself."""


def _plain(sql: str | None) -> str:
    """A definition without what SQLite is free to write otherwise."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join((sql or "").replace('"', "").split()))


def faults(data: DataFile) -> Iterator[SchemaFault]:
    """What differs from a new file."""
    with data.lenient():
        found = _objects(data.connection)
    wanted = expected()
    for key in sorted(wanted.keys() - found.keys()):
        kind, name = key
        yield SchemaFault(f"Thiếu {_KINDS[kind]} {quoted(name)} của dữ liệu.", kind not in _NO_CONTENT)
    for key in sorted(wanted.keys() & found.keys()):
        kind, name = key
        if wanted[key] != found[key]:
            words = f"{_KINDS[kind].capitalize()} {quoted(name)} khác với {_KINDS[kind]} của chương trình."
            yield SchemaFault(words, kind not in _NO_CONTENT)
    for key in sorted(found.keys() - wanted.keys()):
        kind, name = key
        words = f"Có {_KINDS.get(kind, kind)} lạ {quoted(name)} do chương trình khác thêm vào tệp."
        yield SchemaFault(words, kind not in _NO_CONTENT)
    yield from _steps(data)
    if _text(data, "PRAGMA encoding") != "UTF-8":
        yield SchemaFault("Tệp dữ liệu ghi chữ theo bảng mã khác.", True)


def _steps(data: DataFile) -> Iterator[SchemaFault]:
    applied = {row[0] for row in data.tuples(f"SELECT name FROM {schema.STEPS_TABLE}")}
    if applied != set(schema.step_names()):
        yield SchemaFault("Bảng ghi các bước nâng cấp dữ liệu không đúng.", True)


def _text(data: DataFile, sql: str) -> str:
    return str(data.tuples(sql)[0][0])
