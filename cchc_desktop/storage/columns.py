"""Records of the domain as columns and back, by the names and types of their fields.

Days are ISO text, enums their values, flags 0 and 1; what is nested (``leave_out``) is for the caller.
"""

import dataclasses
import sys
import typing
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from types import NoneType
from typing import Any, TypeVar

Row = dict[str, Any]
Record = TypeVar("Record")
_SAID_AGAIN = frozenset({"lead", "support", "officer"})
"""Names that tens of thousands of records have: the same text is the same object, and so is the same day."""


def to_columns(record: Any, leave_out: Collection[str] = ()) -> Row:
    """The fields of a dataclass as columns hold them."""
    anything: Any = type(record)  # a class can be a key of the cache, which its type does not tell
    return {name: _stored(getattr(record, name)) for name in _names(anything) if name not in leave_out}


def from_columns(kind: type[Record], row: Mapping[str, Any], **nested: Any) -> Record:
    """The dataclass whose fields the row has columns for; ``nested`` gives the others."""
    anything: Any = kind
    values: dict[str, Any] = {}
    for name, read in _readers(anything):
        if name in row and name not in nested:
            value = row[name]
            values[name] = value if read is None or value is None else read(value)
    return kind(**values, **nested)


def decimal_of(text: str | None) -> Decimal | None:
    """The number that a column of exact decimals holds, if any. Raises ValueError where it is not finite."""
    if text is None:
        return None
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


@lru_cache(maxsize=1 << 13)
def _day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _readers(kind: Any) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """The names of a dataclass's fields, each with what reads its column; None where nothing need."""
    hints = typing.get_type_hints(kind)
    found: list[tuple[str, Callable[[Any], Any] | None]] = []
    for field in dataclasses.fields(kind):
        alternatives = [hint for hint in typing.get_args(hints[field.name]) if hint is not NoneType]
        hint = alternatives[0] if len(alternatives) == 1 else hints[field.name]
        read: Callable[[Any], Any] | None = None
        if hint is date:
            read = _day
        elif field.name in _SAID_AGAIN:
            read = sys.intern
        elif hint is bool or (isinstance(hint, type) and issubclass(hint, Enum)):
            read = hint
        found.append((field.name, read))
    return tuple(found)


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
