"""A unit's report goes out and comes back; figures stay exact; what is no report is refused."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.exchange.manifest import Unfit
from cchc_desktop.domain.exchange.unit_report import (
    NONE,
    ReportingUnit,
    UnitIndex,
    UnitReport,
    block_of,
    number_of,
    report_json,
    unit_report,
    value_of,
)
from cchc_desktop.domain.report_periods import Period

REPORT = UnitReport(
    unit=ReportingUnit("3f0e", "Ủy ban nhân dân xã An Bình", "xa", "Ủy ban nhân dân tỉnh Sông Hương"),
    period=Period.parse("2026-Q2"),
    catalogue="c1",
    figures={"1.01": 12, "1.02": "12.5", "1.03": NONE, "1.04": None},
    cumulated={"1.01": 30},
    parts={"3.24": ("45", "50"), "3.25": ("1/3", "-7.5")},
    estimates=("1.01",),
    remarks={"1": {"results": "Đã rà soát.", "difficulties": "", "causes": ""}},
    texts={"I.3": "Trong quý …"},
    index=UnitIndex("khoi-dau", "Bộ tiêu chí", "47.68", "100", "40.5", {"1": ("5.5", "10")}),
    number="12/BC-UBND",
    issued=date(2026, 6, 16),
    seal=("a" * 64,),
)


def test_a_report_comes_back_as_it_was() -> None:
    assert unit_report(report_json(REPORT)) == REPORT


def test_a_report_that_says_little_comes_back_too() -> None:
    draft = UnitReport(REPORT.unit, REPORT.period, "c1", {})
    assert unit_report(report_json(draft)) == draft
    known = {
        "unit": {"id": "1", "name": "A", "block": ""},
        "period": "2026-N",
        "catalogue": "",
        "figures": {},
    }
    assert unit_report(known).index is None


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("Ủy ban nhân dân xã An Bình", "xa"),
        ("UBND thị trấn Nam Phước", "xa"),
        ("UBND phường Tân An", "phuong"),
        ("Ủy ban nhân dân đặc khu Hòn Én", "dac-khu"),
        ("Sở Nội vụ", ""),
        ("Ủy ban nhân dân tỉnh Xã Đàn", ""),
    ],
)
def test_the_block_is_told_by_the_name(name: str, block: str) -> None:
    assert block_of(name) == block


@given(st.integers(-(10**14), 10**14), st.integers(0, 12))
def test_decimals_travel_exactly(digits: int, decimals: int) -> None:
    number = Fraction(digits, 10**decimals)
    assert number_of(value_of(number)) == number


def test_what_is_no_decimal_is_rounded_and_what_is_too_large_unknown() -> None:
    assert value_of(Fraction(1, 3)) == "0.333333333333"
    assert value_of(None) is None
    assert value_of(Fraction(10**15)) is None
    assert value_of(Fraction(10**17, 3)) is None
    assert number_of(NONE) == 0
    assert number_of(None) is None


def _with(**fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda known: {**known, **fields}


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        _with(unit=None),
        _with(unit={"id": "1", "name": "A", "block": "tinh"}),
        _with(unit={"id": "1", "name": "A\nB", "block": "xa"}),
        _with(period="quý I"),
        _with(period=3),
        _with(catalogue=None),
        _with(figures=None),
        _with(figures={"1.01": 10**15}),
        _with(figures={"1.01": True}),
        _with(figures={"1.01": 1.5}),
        _with(figures={"1.01": "1e5"}),
        _with(figures={"1.01": "không"}),
        _with(figures={"": 1}),
        _with(figures={f"c{n}": 1 for n in range(2_001)}),
        _with(parts={"3.24": ["1"]}),
        _with(parts={"3.24": ["1", "1/0"]}),
        _with(parts={"3 24": ["1", "2"]}),
        _with(parts={f"c{n}": ["1", "2"] for n in range(2_001)}),
        _with(parts={"3.24": "1/2"}),
        _with(estimates=[1]),
        _with(remarks={"1": {"other": "x"}}),
        _with(remarks={str(n): {} for n in range(101)}),
        _with(texts={"a": 1}),
        _with(texts={"a": "x" * 200_001}),
        _with(texts={str(n): "" for n in range(2_001)}),
        _with(issued={"number": "1", "day": "31/12/2026"}),
        _with(issued=[]),
        _with(index={"set": "a", "title": "b", "points": "nhiều"}),
        _with(index=[]),
        _with(seal=["x"]),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(Unfit):
        unit_report(change(report_json(REPORT)))
