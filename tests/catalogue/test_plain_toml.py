"""What is read quickly is what tomllib reads, and what is no TOML is refused as tomllib refuses it."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import resources
from cchc_desktop.catalogue import plain_toml

LINES = [
    "",
    "# ghi chú",
    "#\tghi chú",
    "  # thụt vào",
    "[[unit]]",
    "[[unit]] # sau",
    "[[ unit ]]",
    "[[a.b]]",
    "[[unit.b]]",
    "[[unit.b.c]]",
    "b = 1",
    "b = [true, { c = false }]",
    "b = [truex]",
    "[unit]",
    'name = "văn bản"',
    'name = "hai" # sau',
    'name="liền"',
    'name = "có \\"nháy\\""',
    'name = "tab\t"',
    'name = ""',
    "name = 'đơn'",
    '"name" = 1',
    "unit = 5",
    "a.b = 1",
    "6T = 2",
    "n = 0",
    "n = 007",
    "n = 12",
    "n = -1",
    "n = 1.50",
    "n = 99999999999999999999",
    "n = 1_000",
    "flag = true",
    "flag = false",
    "flag = True",
    "day = 2020-12-15",
    "day = 2020-13-15",
    "day = 2020-12-15T08:00:00",
    'list = ["a", "b"]',
    "list = [1, 2.5]",
    "list = [",
    '    "a",',
    "    1.25,",
    "]",
    '    "b", # sau',
    "    { a = 1,",
    "    b = 2 },",
    "list = [1",
    "table = { a = 1, b = 'x' }",
    "table = { a = 1",
    "table = {}",
    't = { a = "]", b = [{ c = "," }] }',
    "t = { a = 1, a = 2 }",
    "t = { a = true, b = [false, true] }",
    "t = { true = 1, a = truex }",
    "t = [true",
    "t = [,]",
    "t = []",
    "t = [1,]",
    "t = [1 2]",
    "t = [12 , 3]",
    "t = [0, 07]",
    't = ["a" "b"]',
    "t = [{ a = 1 }, 5]",
    "t = { a = 1, }",
    "t = [a]",
    "t = [1]]",
    "t = [1] 2",
    "x",
    "= 1",
    "n = 1\r",
    "\r",
    "# \x01",
    "n = ",
    "   ",
]


@given(st.lists(st.sampled_from(LINES), max_size=6).map("\n".join))
def test_reads_like_tomllib(text: str) -> None:
    assert _outcome(plain_toml.loads, text) == _outcome(tomllib.loads, text)


def _outcome(loads: Callable[..., dict[str, Any]], text: str) -> str:
    try:
        return repr(loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        return f"refused: {error}"


@pytest.mark.parametrize("name", resources.names("catalogue", suffix=".toml"))
def test_the_catalogues_are_what_tomllib_reads(name: str) -> None:
    assert plain_toml.loads(resources.read_text("catalogue", name)) == resources.load_toml("catalogue", name)


@pytest.mark.parametrize("name", ["areas.toml", "indicators.toml", "regimes.toml"])
def test_what_the_first_page_needs_is_read_without_tomllib(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resources.read_text("catalogue", name)
    monkeypatch.delattr(tomllib, "loads")
    assert plain_toml.loads(text)


@pytest.mark.parametrize("name", resources.names("catalogue", "registers"))
def test_registers_are_read_without_tomllib(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office with rows reads all registers before it shows its first page."""
    text = resources.read_text("catalogue", "registers", name)
    known = tomllib.loads(text)
    monkeypatch.delattr(tomllib, "loads")
    assert plain_toml.loads(text) == known
