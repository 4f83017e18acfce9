"""Values of ours as plain data and back, by the types that their classes declare.

What comes from a child is never asked what it is: the type that is expected says how each piece is read, so
nothing can be made of an answer but values of the classes that this type names. That is narrower than an
unpickler with a list of classes, which builds what the answer tells it to and sets what the answer says.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from pathlib import Path, PurePath
from typing import Any

Reader = Callable[[Any], Any]


class Unexpected(Exception):
    """The data are not what the type expects."""


_NAMED: dict[type, tuple[str, Reader]] = {
    Path: ("path", Path),
    datetime: ("datetime", datetime.fromisoformat),
    date: ("date", date.fromisoformat),
    time: ("time", time.fromisoformat),
    timedelta: ("seconds", lambda seconds: timedelta(seconds=seconds)),
}


def plain(value: Any) -> Any:
    """The value as JSON can hold it.

    :raises Unexpected: it holds something that has no plain form.
    """
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {"entries": [[plain(key), plain(each)] for key, each in value.items()]}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return {"path": str(value)}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    if kind in _NAMED:
        return {_NAMED[kind][0]: value.isoformat()}
    if dataclasses.is_dataclass(kind):
        return [plain(getattr(value, name)) for name in _names(kind)]
    raise Unexpected(kind.__name__)


def value_of(kind: Any, data: Any) -> Any:
    """The value of this type that the plain data stand for.

    :raises Unexpected: they stand for none, whatever is wrong with them.
    """
    try:
        return _reader(kind)(data)
    except Unexpected:
        raise
    except Exception as error:
        # What a class refuses to be made of, numbers out of range, nesting without end: one and the same.
        raise Unexpected(f"{kind}: {error!r}") from error


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(hint: Any) -> Reader:
    """What reads a type from plain data."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _one_of(inner)
    if origin is tuple and inner[1:] == (Ellipsis,):
        return _many(tuple, inner[0])
    if origin is tuple:
        return _several(inner)
    if origin is frozenset:
        return _many(frozenset, inner[0])
    if origin in (dict, Mapping):
        return _dictionary(*inner)
    if hint in _NAMED:
        return _named(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if dataclasses.is_dataclass(hint):
        return _record(hint)
    if hint in (str, int, float, bool, type(None)):
        return _scalar(hint)
    raise Unexpected(f"{hint} is no plain type")


def _scalar(kind: type) -> Reader:
    accepted = (int, float) if kind is float else (kind,)

    def read(data: Any) -> Any:
        if type(data) not in accepted:
            raise Unexpected(f"{type(data).__name__} for {kind.__name__}")
        return data

    return read


def _named(kind: type) -> Reader:
    name, parse = _NAMED[kind]

    def read(data: Any) -> Any:
        if not isinstance(data, dict) or list(data) != [name]:
            raise Unexpected(f"no {name}")
        return parse(data[name])

    return read


def _many(gather: Callable[[Any], Any], inner: Any) -> Reader:
    each: list[Reader] = []  # found when first needed: an item holds items

    def read(data: Any) -> Any:
        if not isinstance(data, list):
            raise Unexpected("no list")
        if not each:
            each.append(_reader(inner))
        return gather(map(each[0], data))

    return read


def _several(kinds: tuple[Any, ...]) -> Reader:
    """So many values, each of its own type."""
    readers = [_reader(kind) for kind in kinds]

    def read(data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(readers):
            raise Unexpected("another number of values")
        return tuple(reader(each) for reader, each in zip(readers, data, strict=True))

    return read


def _dictionary(key: Any, value: Any) -> Reader:
    read_key, read_value = _reader(key), _reader(value)

    def read(data: Any) -> Any:
        if not isinstance(data, dict) or list(data) != ["entries"]:
            raise Unexpected("no entries")
        return {read_key(name): read_value(each) for name, each in data["entries"]}

    return read


def _record(kind: Any) -> Reader:
    hints = typing.get_type_hints(kind)
    readers: list[Reader] = []

    def read(data: Any) -> Any:
        if not readers:
            readers.extend(_reader(hints[name]) for name in _names(kind))
        if not isinstance(data, list) or len(data) != len(readers):
            raise Unexpected(f"no {kind.__name__}")
        return kind(*(reader(each) for reader, each in zip(readers, data, strict=True)))

    return read


def _one_of(kinds: tuple[Any, ...]) -> Reader:
    """A value of the first of several types that the data fit; scalars stay what they are."""
    scalars = {kind for kind in kinds if kind in (str, int, float, bool, type(None))}
    others = [kind for kind in kinds if kind not in scalars]
    if date in others:
        others.append(datetime)  # a datetime is a date

    def read(data: Any) -> Any:
        if type(data) in scalars:
            return data
        for kind in others:
            try:
                return _reader(kind)(data)
            except Unexpected:
                continue
        raise Unexpected("fits none")

    return read
