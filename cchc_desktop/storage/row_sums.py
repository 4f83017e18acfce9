"""The checksum of a row that the journal does not hold, kept in its column ``sum``."""

import json
from collections.abc import Mapping
from typing import Any

from .columns import Row


def summed(row: Mapping[str, Any]) -> Row:
    """The row with its checksum, as it is stored."""
    return {**row, "sum": row_sum(row)}


def row_sum(row: Mapping[str, Any]) -> str:
    """The checksum of a row's columns in their order, without ``sum``: 16 hexadecimal digits."""
    # With its library of ciphers it is imported once something is stored.
    from hashlib import sha256

    columns = [[name, value] for name, value in row.items() if name != "sum"]
    return sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()[:16]
