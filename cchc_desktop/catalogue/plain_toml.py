"""TOML as our catalogues are written, read in a tenth of the time that tomllib takes.

The program reads 2,500 lines of catalogue before it can show its first page. Nearly all of them are one of a
few plain forms, which are read here; a value of any other form is handed to tomllib by itself, and a text
with anything else in it as a whole, so that the result and the errors are always tomllib's. What is handed
over is bounded before (``bounds``): tomllib itself takes whatever it is given.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from ..domain.errors import Refusal

_PLACE = re.compile(r"at line (\d+), column (\d+)")
_LONGEST, _DEEPEST, _MOST_TOKENS = 1_000_000, 8, 20_000
"""What of a text is read here; the rest is no catalogue, as ``bounds`` then says."""

_LINE = re.compile(
    r"""
    (?: (?P<key>[A-Za-z_][A-Za-z0-9_]*)\ =\ (?:
            "(?P<text>[^"\\\x00-\x1f\x7f]*)"
          | (?P<whole>0|[1-9][0-9]{0,15})
          | (?P<flag>true|false)
          | (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})
          | (?P<other>[\[{].*)
        )
      | \[\[(?P<list>[A-Za-z_]+(?:\.[A-Za-z_]+)?)\]\]
      | (?:\#[^\x00-\x08\x0b-\x1f\x7f]*)?
    )$""",
    re.VERBOSE,
)

_TOKEN = re.compile(
    r"""[ \n]*(?:
        "(?P<text>[^"\\\x00-\x1f\x7f]*)"
      | (?P<whole>0|[1-9][0-9]{0,15})(?=[ ,\]}\n])
      | (?P<flag>true|false)(?=[ ,\]}\n])
      | (?P<sign>[\[\]{},=])
      | (?P<key>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<strange>.+)
    )""",
    re.VERBOSE,
)


class _NotPlain(Exception):
    """The text is to be read by tomllib as a whole."""


def loads(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """What ``tomllib.loads`` gives. Raises ValueError where the text is not TOML, Refusal where it is more
    than a catalogue can be."""
    try:
        return _read(text, parse_float)
    except (_NotPlain, ValueError):
        # What the first page needs is plain.
        import tomllib

        from . import bounds

        bounds.refuse_text(text)

        return tomllib.loads(text, parse_float=parse_float)


def _read(text: str, parse_float: Callable[[str], Any]) -> dict[str, Any]:
    if len(text) > _LONGEST:
        raise _NotPlain
    whole: dict[str, Any] = {}
    table = whole
    lists: dict[str, list[dict[str, Any]]] = {}
    within: dict[str, list[dict[str, Any]]] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            raise _NotPlain
        kind = found.lastgroup
        if kind is None:
            continue
        if kind == "list":
            name = found["list"]
            if "." in name:
                table = _begun_within(name, lists, within)
                continue
            # What was in the table before belongs to that one.
            within = {key: known for key, known in within.items() if not key.startswith(f"{name}.")}
            if name not in lists:
                if name in whole:
                    raise _NotPlain
                whole[name] = lists[name] = []
            table = {}
            lists[name].append(table)
            continue
        key, value = found["key"], found[kind]
        if key in table:
            raise _NotPlain
        match kind:
            case "text":
                table[key] = value
            case "whole":
                table[key] = int(value)
            case "flag":
                table[key] = value == "true"
            case "day":
                table[key] = date.fromisoformat(value)
            case _:
                table[key] = _by_itself(value, lines, parse_float)
    return whole


def _begun_within(
    name: str, lists: dict[str, list[dict[str, Any]]], within: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    """A new table of a list in the last table of another one: ``[[feed.where]]``."""
    outer, _, inner = name.partition(".")
    if outer not in lists:
        raise _NotPlain
    if name not in within:
        if inner in lists[outer][-1]:
            raise _NotPlain
        within[name] = lists[outer][-1][inner] = []
    table: dict[str, Any] = {}
    within[name].append(table)
    return table


def _by_itself(value: str, lines: Iterator[str], parse_float: Callable[[str], Any]) -> Any:
    """A list or table that begins with ``value``; one that ends on a line of its own has more lines."""
    pieces = [value]
    if value == "[":
        for line in lines:
            pieces.append(line)
            if line == "]":
                break
    text = "\n".join(pieces)
    if len(pieces) > 1 and "{" in text:
        # A table may not go over several lines; whether this one does is left to tomllib.
        return _read_by_tomllib(text, parse_float)
    found_tokens = islice(_TOKEN.finditer(text), _MOST_TOKENS)
    tokens = [(found.lastgroup, found[found.lastgroup or 0]) for found in found_tokens]
    try:
        read, end = _value(tokens, 0, 0)
    except (_NotPlain, IndexError):
        return _read_by_tomllib(text, parse_float)
    return read if end == len(tokens) else _read_by_tomllib(text, parse_float)


def _read_by_tomllib(value: str, parse_float: Callable[[str], Any]) -> Any:
    import tomllib

    from . import bounds

    try:
        bounds.refuse_text(value)
    except Refusal:
        # What is wrong with it is told by its line in the whole text.
        raise _NotPlain from None
    read = tomllib.loads(f"value = {value}", parse_float=parse_float)
    if len(read) != 1:
        raise _NotPlain
    return read["value"]


def _value(tokens: Sequence[tuple[str | None, str]], place: int, depth: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends. Raises IndexError where it does not."""
    if depth > _DEEPEST:
        raise _NotPlain
    kind, token = tokens[place]
    place += 1
    if kind == "text":
        return token, place
    if kind == "whole":
        return int(token), place
    if kind == "flag":
        return token == "true", place
    if token == "[":
        values: list[Any] = []
        while tokens[place][1] != "]" or tokens[place][0] != "sign":
            value, place = _value(tokens, place, depth + 1)
            values.append(value)
            if tokens[place] == ("sign", ","):
                place += 1
            elif tokens[place] != ("sign", "]"):
                raise _NotPlain
        return values, place + 1
    if token != "{":
        raise _NotPlain
    table: dict[str, Any] = {}
    while True:
        (kind, key), equals = tokens[place], tokens[place + 1]
        if kind != "key" or key in table or equals != ("sign", "="):
            raise _NotPlain
        table[key], place = _value(tokens, place + 2, depth + 1)
        place += 1
        if tokens[place - 1] == ("sign", "}"):
            return table, place
        if tokens[place - 1] != ("sign", ","):
            raise _NotPlain


def described(text: str, problems: list[str], *, is_ours: bool = False) -> dict[str, Any] | None:
    """What a text in TOML says; None after noting what is wrong with it, or is more than a catalogue can be,
    which is not looked for where the text is the program's own."""
    try:
        said = loads(text, parse_float=Decimal)
        if not is_ours:
            from . import bounds

            bounds.refuse_values(said)
        return said
    except Refusal as refusal:
        problems.append(str(refusal))
        return None
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = f"dòng {found[1]}, cột {found[2]}" if found else "tệp"
        problems.append(
            f"{line} không đúng cú pháp TOML. Hãy kiểm tra dấu ngoặc kép, ngoặc vuông và dấu bằng ở đó."
        )
        return None
