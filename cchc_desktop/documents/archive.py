"""A document as text and back, for the copy of what was issued, which stays what it was."""

import dataclasses
import json
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from . import model

_KIND = "is"
"""The key under which an object says what it is."""
_KINDS: dict[str, Any] = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, Enum))
}


def pack(document: model.Document) -> str:
    """The document as JSON: fields by their names, those that hold their default left out."""
    return json.dumps(_packed(document), ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> model.Document:
    """The document that was packed. Raises ValueError where the text holds none."""
    document = json.loads(text, object_hook=_unpacked)
    if not isinstance(document, model.Document):
        raise ValueError("no document")
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
            return [_packed(one) for one in value]
        case None | str() | int() | float():
            return value
    fields = {
        field.name: _packed(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default
    }
    return {_KIND: type(value).__name__, **fields}


def _unpacked(found: dict[str, Any]) -> Any:
    kind = found.pop(_KIND, None)
    if kind == "Decimal":
        return Decimal(found["value"])
    if kind == "date":
        return date.fromisoformat(found["value"])
    if kind not in _KINDS:
        raise ValueError(f"no part of a document: {kind}")
    if issubclass(_KINDS[kind], Enum):
        return _KINDS[kind](found["value"])
    values = {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    return _KINDS[kind](**values)
