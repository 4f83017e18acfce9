"""Values of ours as plain data: they come back as they were, and nothing else ever does."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.child.plain import Unexpected, plain, value_of
from cchc_desktop.domain.areas import Area
from cchc_desktop.domain.plan import Draft
from cchc_desktop.intake.read_figures import Annex, AnnexRow, Mistake
from cchc_desktop.intake.sheets.grid import CellValue, SheetCell
from tests.examples import share
from tests.plan_strategies import plans


def sent(kind: Any, value: object) -> object:
    """The value after it went from one process to another."""
    return value_of(kind, json.loads(json.dumps(plain(value))))


@settings(max_examples=share(2))
@given(plans(), st.lists(st.text()), st.frozensets(st.integers(0, 10**6)))
def test_a_draft_comes_back_as_it_was(plan: Any, texts: list[str], placed: frozenset[int]) -> None:
    draft = Draft(plan, tuple(texts), placed, tuple(texts), tuple(texts))
    assert sent(Draft, draft) == draft


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**400), 10**400), st.floats(allow_nan=False), st.text(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(timedelta(-1000), timedelta(1000)),
)  # fmt: skip


@given(_VALUES, st.booleans())
def test_an_annex_comes_back_as_it_was(value: CellValue, flag: bool) -> None:
    cell = SheetCell("D17", value, flag, not flag, "a\u200bb")
    row = AnnexRow(17, 18, "3.14", "Tên", cell, None, cell, None, cell)
    annex = Annex("a.xlsx", "Phụ lục", (), (row,), (Mistake("Ô D17", "sai."),))
    found: Any = sent(Annex, annex)
    assert found == annex
    assert type(found.rows[0].value.value) is type(value)
    assert found.rows[0].value.unclean == cell.unclean


def test_what_is_sent_comes_back_as_it_was() -> None:
    areas = catalogue.areas()
    assert sent(tuple[Area, ...], areas) == areas
    assert sent(Path, Path("/a/b")) == Path("/a/b")
    assert sent(date, date(2026, 1, 2)) == date(2026, 1, 2)


class Sign(StrEnum):
    PLUS = "+"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values."""

    name: str
    amount: float
    sign: Sign = Sign.PLUS


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (str, 1), (int, "1"), (int, True), (int, 1.5), (bool, 1), (float, "1"), (type(None), 0),
        (Sign, "-"), (Sign, ["+"]), (Pair, {}), (Pair, ["a"]), (Pair, ["a", 1, "+", 2]), (Pair, [1, 1, "+"]),
        (Pair, {"name": "a", "amount": 1, "sign": "+"}), (Pair, None), (Pair, "Pair"),
        (tuple[int, ...], {"entries": []}), (tuple[int, ...], ["a"]), (tuple[int, ...], "12"),
        (frozenset[int], [[]]), (dict[str, str], [["a", "b"]]), (dict[str, str], {"entries": [["a"]]}),
        (dict[str, str], {"entries": [["a", 1]]}),
        (date, "2026-01-02"), (date, {"date": "hôm nay"}), (date, {"date": 5}), (date, {"time": "10:00"}),
        (Path, "/a"), (CellValue, []), (CellValue, {"date": "x"}), (CellValue, {"path": "/a"}),
        (Draft, [[], [], [], [], []]), (Pair | None, 0), (object, 1), (Any, 1), (list[int], [1]),
    ],
)  # fmt: skip
def test_what_a_type_does_not_expect_is_refused(kind: Any, data: object) -> None:
    with pytest.raises(Unexpected):
        value_of(kind, data)


def test_nothing_but_plain_values_is_sent() -> None:
    for value in (object(), b"bytes", len, Pair, 1j):
        with pytest.raises(Unexpected):
            plain(value)


def test_what_a_class_refuses_is_refused() -> None:
    data: Any = plain(Draft(replace_period()))
    data[0][1][1] = 1200  # the first year of its period
    with pytest.raises(Unexpected):
        value_of(Draft, data)


def replace_period() -> Any:
    from tests.plans import small_plan

    return replace(small_plan(), subject="Kế hoạch")


def test_endless_nesting_is_refused() -> None:
    data: Any = plain(Draft(replace_period()))
    item = data[0][14][0]
    inner: Any = item
    for _ in range(20_000):
        copied = list(item)
        copied[7] = [inner]
        inner = copied
    data[0][14] = [inner]
    with pytest.raises(Unexpected):
        value_of(Draft, data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x, max_size=6)))
def test_any_answer_is_a_value_of_the_type_or_refused(data: object) -> None:
    try:
        found = value_of(Draft, data)
    except Unexpected:
        return
    assert isinstance(found, Draft)


def test_moments_keep_their_class() -> None:
    for value in (datetime(2026, 1, 2, 3, 4), date(2026, 1, 2), time(3, 4), timedelta(hours=30)):
        found = sent(CellValue, value)
        assert (found, type(found)) == (value, type(value))
