"""JSON as the journal and its chain keep it: no spaces, letters as they are, keys in the order given.

Operations of ten thousand rows are written with several values of each. `json.JSONEncoder.encode` makes the
encoder behind it anew for every value, which takes longer than most of the values; this makes it once.
"""

import json
from json import encoder as _json
from typing import Any

_SORTS, _SKIPS, _NAN = False, False, True
_encoder: Any = _json.c_make_encoder  # type: ignore[attr-defined]
_parts = _encoder(
    None, json.JSONEncoder().default, _json.encode_basestring, None, ":", ",", _SORTS, _SKIPS, _NAN
)  # fmt: skip


def compact(value: Any) -> str:
    """The value as JSON. Raises TypeError where JSON has nothing for it."""
    return "".join(_parts(value, 0))
