"""JSON from outside: read strictly, only as deep and with such numbers and texts as the program writes."""

import json
import re
from typing import Any, NoReturn

from ..domain.exchange.manifest import Unfit

DEEPEST = 24
LARGEST = 2**63 - 1
"""What a column of whole numbers can hold."""
_ESCAPED = b"\\u"
"""What may be a letter that is none: then texts are looked at. The program writes letters as they are."""
_SHORT = 18
"""A number of no more digits is within bounds."""

_LONG = b"0" * (_SHORT + 1)
_DIGITS = bytes(48 if 48 <= each < 58 else 32 for each in range(256))
"""Makes every digit a nought, and anything else a space."""
_NO_LETTER = re.compile("[\\0\\ud800-\\udfff]")


def written(value: Any) -> bytes:
    """A value as packages have it: the same value is always the same bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def parsed(data: bytes) -> Any:
    """The value of a JSON text. Raises Unfit, whatever is wrong with it."""
    try:
        # Where no run of digits is as long, no number is beyond bounds.
        decoder = _CAREFUL if _LONG in data.translate(_DIGITS) else _DECODER
        value = decoder.decode(data.decode())
    except Unfit:
        raise
    except (ValueError, RecursionError) as error:
        raise Unfit("no JSON") from error
    # Thousands of reports are read at once: values are looked at where there is a reason to.
    if data.count(b"[") + data.count(b"{") > DEEPEST:
        _refuse_deep(value, DEEPEST)
    if b"\\" in data and _ESCAPED in data:
        _refuse_no_letters(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unfit("a key twice")
    return found


def _constant(name: str) -> NoReturn:
    raise Unfit(name)


def _whole(text: str) -> int:
    if len(text) > _SHORT and (len(text) > _SHORT + 2 or not -LARGEST <= int(text) <= LARGEST):
        raise Unfit("a number too large")
    return int(text)


def _decimal(text: str) -> float:
    found = float(text)
    if not -LARGEST <= found <= LARGEST:
        raise Unfit("a number too large")
    return found


# Thousands of packages are read at once: decoders are made once.
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_decimal, parse_constant=_constant)
_CAREFUL = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole, parse_float=_decimal, parse_constant=_constant
)


def _refuse_deep(value: Any, left: int) -> None:
    """Raises Unfit where a value is deeper than this; what holds no others is not looked at."""
    if left < 0:
        raise Unfit("too deep")
    within = value.values() if isinstance(value, dict) else value
    for each in [each for each in within if each.__class__ is dict or each.__class__ is list]:
        _refuse_deep(each, left - 1)


def _refuse_no_letters(value: Any) -> None:
    """Raises Unfit where a text, or a key, holds what is no letter."""
    if isinstance(value, dict):
        for name, each in value.items():
            _refuse_no_letters(name)
            _refuse_no_letters(each)
    elif isinstance(value, list):
        for each in value:
            _refuse_no_letters(each)
    elif isinstance(value, str) and _NO_LETTER.search(value):
        raise Unfit("letters that are none")
