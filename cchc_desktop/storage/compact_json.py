"""JSON as what is stored by the ten thousand keeps it: letters as they are.

Operations of ten thousand rows are written with several values of each. `json.JSONEncoder.encode` makes the
encoder behind it anew for every value, which takes longer than most of the values; this makes it once.
"""

import json
from json import encoder as _json
from typing import Any

_decoder = json.JSONDecoder()
_encoder: Any = _json.c_make_encoder  # type: ignore[attr-defined]


def _parts_by(colon: str, comma: str, sorts: bool) -> Any:
    skips, has_nan = False, True
    default = json.JSONEncoder().default
    return _encoder(None, default, _json.encode_basestring, None, colon, comma, sorts, skips, has_nan)


_parts = _parts_by(":", ",", False)
_sorted_parts = _parts_by(": ", ", ", True)


def compact(value: Any) -> str:
    """The value as JSON. Raises TypeError where JSON has nothing for it."""
    return "".join(_parts(value, 0))


def parsed(text: str) -> Any:
    """The value of JSON that was written by one of these. Raises ValueError where it holds none."""
    # `json.loads` looks for blanks around it first, which takes as long as a short row.
    value, end = _decoder.raw_decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


def in_key_order(value: Any) -> str:
    """The value as JSON with spaces, its keys in their order: what is worked out anew must not differ."""
    return "".join(_sorted_parts(value, 0))
