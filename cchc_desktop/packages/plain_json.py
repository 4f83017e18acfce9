"""JSON from outside: read strictly, only as deep and with such numbers and texts as the program writes."""

import json
import re
from typing import Any, NoReturn

from ..domain.exchange.manifest import Unfit

DEEPEST = 24
LARGEST = 2**63 - 1
"""What a column of whole numbers can hold."""
_SUSPECT = re.compile(rb"[0-9]{19}|[eE][+-]?[0-9]{3}|\\u(?:0000|[dD][89a-fA-F])")
"""What may be a number beyond bounds, or a letter that is none: then values are looked at one by one."""

_NO_LETTER = re.compile("[\\0\\ud800-\\udfff]")


def written(value: Any) -> bytes:
    """A value as packages have it: the same value is always the same bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def parsed(data: bytes) -> Any:
    """The value of a JSON text. Raises Unfit, whatever is wrong with it."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_constant)
    except Unfit:
        raise
    except (ValueError, RecursionError) as error:
        raise Unfit("no JSON") from error
    # Counting brackets costs nothing beside reading them.
    if data.count(b"[") + data.count(b"{") > DEEPEST or _SUSPECT.search(data):
        _look(value, DEEPEST)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unfit("a key twice")
    return found


def _constant(name: str) -> NoReturn:
    raise Unfit(name)


def _look(value: Any, left: int) -> None:
    """Raises Unfit where a value is deeper than this, or holds what the program never writes."""
    if left < 0:
        raise Unfit("too deep")
    if isinstance(value, dict):
        for name, each in value.items():
            _look(name, left)
            _look(each, left - 1)
    elif isinstance(value, list):
        for each in value:
            _look(each, left - 1)
    elif isinstance(value, str):
        if _NO_LETTER.search(value):
            raise Unfit("letters that are none")
    elif isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
        raise Unfit("a number too large")
