"""Records of the domain as columns and back, by the names and types of their fields.

Days are ISO text, enums their values, flags 0 and 1; what is nested (``leave_out``) is for the caller.
"""

import dataclasses
import typing
from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar

Row = dict[str, Any]
Record = TypeVar("Record")


def to_columns(record: Any, leave_out: Collection[str] = ()) -> Row:
    """The fields of a dataclass as columns hold them."""
    return {
        field.name: _stored(getattr(record, field.name))
        for field in dataclasses.fields(record)
        if field.name not in leave_out
    }


def from_columns(kind: type[Record], row: Mapping[str, Any], **nested: Any) -> Record:
    """The dataclass whose fields the row has columns for; ``nested`` gives the others."""
    anything: Any = kind  # a class can be a key of the cache, which its type does not tell
    values = {name: _read(row[name], hint) for name, hint in _fields(anything) if name in row}
    return kind(**(values | nested))


@cache
def _fields(kind: Any) -> tuple[tuple[str, type[Any]], ...]:
    """The names and types of a dataclass's fields, «or None» left out of the types."""
    hints = typing.get_type_hints(kind)
    found = []
    for field in dataclasses.fields(kind):
        alternatives = [one for one in typing.get_args(hints[field.name]) if one is not NoneType]
        found.append((field.name, alternatives[0] if len(alternatives) == 1 else hints[field.name]))
    return tuple(found)


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _read(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if hint is date:
        return date.fromisoformat(value)
    if hint is bool or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint(value)
    return value
