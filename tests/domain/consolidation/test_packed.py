"""Figures as they are kept: exact, what was not sent told apart from 0, what is no figure refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.consolidation.packed import Layout, Packed, Sort, empty, pack, packed, side_by_side
from cchc_desktop.domain.consolidation.sheet import Sheet
from cchc_desktop.domain.errors import Refusal
from tests.domain.consolidation.small import RULES, SMALL

LAYOUT = Layout.of(SMALL)


def _sent(decimals: int) -> st.SearchStrategy[int | str | None]:
    whole = st.integers(-(10**15) + 1, 10**15 - 1)
    exact = st.decimals(-(10**9), 10**9, places=decimals).map(str)
    return st.one_of(st.none(), st.just("kps"), whole, exact)


reports = st.fixed_dictionaries(
    {}, optional={each.code: _sent(each.decimals) for each in SMALL.indicators if each.formula is None}
)


def _value(sent: int | str | None) -> Fraction | None:
    return None if sent is None else Fraction(0) if sent == "kps" else Fraction(Decimal(sent))


def test_the_layout_holds_what_no_formula_makes_and_is_read_back() -> None:
    assert LAYOUT.codes == ("3.01", "3.02", "3.05", "3.06", "3.07", "3.08", "3.11", "3.12", "3.13", "3.14")
    assert LAYOUT.scales[LAYOUT.places["3.08"]] == 1000
    assert Layout.read(LAYOUT.text) == LAYOUT


@given(reports)
def test_every_figure_comes_back_as_it_was_sent(report: dict[str, int | str | None]) -> None:
    kept = Packed.read(pack(LAYOUT, report).blob, len(LAYOUT.codes))
    sheet = Sheet(SMALL, RULES, [("a", kept)])
    for code in LAYOUT.codes:
        assert sheet.value(0, code) == _value(report.get(code))
        assert (sheet.sort(0, code) is Sort.NONE) == (report.get(code) == "kps")


def test_estimates_are_marked_where_there_is_a_figure() -> None:
    kept = pack(LAYOUT, {"3.01": 5, "3.02": "kps"}, frozenset({"3.01", "3.02", "3.05", "9.99"}))
    sheet = Sheet(SMALL, RULES, [("a", kept)])
    assert [sheet.sort(0, code) for code in ("3.01", "3.02", "3.05")] == [
        Sort.ESTIMATE,
        Sort.NONE,
        Sort.MISSING,
    ]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (True, "không phải là số liệu"),
        (1.5, "không phải là số liệu"),
        ([1], "không phải là số liệu"),
        (10**15, "không phải là số liệu"),
        (-(10**400), "không phải là số liệu"),
        ("1" * 50, "không phải là số liệu"),
        ("mười", "không phải là số liệu"),
        ("1,5", "không phải là số liệu"),
        ("NaN", "không phải là số liệu"),
        ("1e15", "không phải là số liệu"),
        ("1e-999999999", "không phải là số liệu"),
        ("0.0001", "nhiều chữ số thập phân"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_code(sent: object, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        pack(LAYOUT, {"3.01": 1, "3.08": sent})  # type: ignore[dict-item]
    assert "3.08" in str(refused.value)


def test_narrow_figures_take_half_the_room_and_large_ones_fit() -> None:
    narrow, wide = pack(LAYOUT, {"3.01": 2**31 - 1}), pack(LAYOUT, {"3.01": 2**31})
    assert len(narrow.blob) == 1 + 10 + 10 * 4
    assert len(wide.blob) == 1 + 10 + 10 * 8
    assert Packed.read(wide.blob, 10) == wide


def test_the_numbers_of_narrow_and_wide_reports_stand_side_by_side() -> None:
    rows = [packed([1, -2], b"\1\1"), packed([2**40, 3], b"\1\1"), packed([0, 5], b"\0\1")]
    assert side_by_side(rows).tolist() == [1, -2, 2**40, 3, 0, 5]
    assert side_by_side(rows[::2]).tolist() == [1, -2, 0, 5]
    assert side_by_side([]).tolist() == []


@pytest.mark.parametrize("blob", [b"", b"\xff" + bytes(45), b"i" + bytes(10 + 39), b"i" + bytes(10 + 36)])
def test_a_damaged_blob_is_told(blob: bytes) -> None:
    with pytest.raises(ValueError, match="figures"):
        Packed.read(blob, 10)


def test_figures_of_another_catalogue_fit_where_codes_and_decimals_do() -> None:
    other = Layout(("3.02", "3.08", "8.01", "3.05"), (1, 1, 1, 100))
    sent = packed([7, 4, 9, 125], bytes([1, 1, 1, 3]))
    kept = Sheet(SMALL, RULES, [("a", sent.fitted(other, LAYOUT))])
    # 1.25 minutes have a decimal more than the catalogue lets them have.
    assert [kept.value(0, code) for code in ("3.01", "3.02", "3.05", "3.08")] == [None, 7, None, 4]
    assert sent.fitted(other, other) is sent
    assert empty(LAYOUT) == pack(LAYOUT, {})
    large = pack(LAYOUT, {"3.01": 2**40})
    assert large.fitted(LAYOUT, Layout(("3.01",), (10,))).numbers.tolist() == [2**40 * 10]
