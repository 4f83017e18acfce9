"""A document as text and back, for the copy of what was issued, which stays what it was.

A pack carries the number of its format. A field of a document that is renamed or given up is a new format:
`FORMAT` goes up, and `_UPGRADES` says how a pack of the format before becomes one of it.
"""

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from . import model

FORMAT = 1
"""The format that packs are written in."""

_KIND = "is"
"""The key under which an object says what it is."""
_KINDS: dict[str, Any] = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, Enum))
}

Packed = dict[str, Any]


def _same(document: Packed) -> Packed:
    return document


_UPGRADES: dict[int, Callable[[Packed], Packed]] = {
    0: _same,  # the first packs said nothing of a format
}
"""What makes a packed document of each format one of the next."""


class UnreadablePack(ValueError):
    """The text holds no document that this program can read."""


def pack(document: model.Document) -> str:
    """The document as JSON: fields by their names, those that hold their default left out."""
    content = {"format": FORMAT, "document": _packed(document)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> model.Document:
    """The document that was packed, in this format or an earlier one. Raises UnreadablePack."""
    try:
        content = json.loads(text)
        number, packed = content.get("format", 0), content.get("document", content)
        while number < FORMAT:
            packed, number = _UPGRADES[number](packed), number + 1
        if number != FORMAT:
            raise UnreadablePack(f"a pack of format {number}, which is newer than {FORMAT}")
        document = _unpacked(packed)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        if isinstance(error, UnreadablePack):
            raise
        raise UnreadablePack(str(error)) from error
    if not isinstance(document, model.Document):
        raise UnreadablePack("no document")
    return document


def _packed(value: Any) -> Any:
    match value:
        case Enum():
            return {_KIND: type(value).__name__, "value": value.value}
        case Decimal():
            return {_KIND: "Decimal", "value": str(value)}
        case date():
            return {_KIND: "date", "value": value.isoformat()}
        case tuple():
            return [_packed(part) for part in value]
        case None | str() | int() | float():
            return value
    fields = {
        field.name: _packed(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default
    }
    return {_KIND: type(value).__name__, **fields}


def _unpacked(found: Any) -> Any:
    if isinstance(found, list):
        return tuple(map(_unpacked, found))
    if not isinstance(found, dict):
        return found
    name = found.get(_KIND)
    if name == "Decimal":
        return Decimal(found["value"])
    if name == "date":
        return date.fromisoformat(found["value"])
    kind = _KINDS.get(str(name))
    if kind is None:
        raise UnreadablePack(f"no part of a document: {name}")
    if issubclass(kind, Enum):
        return kind(found["value"])
    return kind(**{key: _unpacked(value) for key, value in found.items() if key != _KIND})
