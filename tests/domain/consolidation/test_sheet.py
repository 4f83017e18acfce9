"""Totals, held against adding up one unit after the other."""

from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.consolidation.packed import Layout, Sent, Sort, pack
from cchc_desktop.domain.consolidation.rules import How
from cchc_desktop.domain.consolidation.sheet import Sheet
from tests.domain.consolidation.small import RULES, SMALL
from tests.domain.consolidation.test_packed import _value

LAYOUT = Layout.of(SMALL)
_sent = st.one_of(st.none(), st.just("kps"), st.integers(0, 500))
reports = st.fixed_dictionaries({}, optional=dict.fromkeys(LAYOUT.codes, _sent))
countries = st.lists(st.one_of(st.none(), reports), max_size=7)


def sheet_of(given: list[dict[str, Sent] | None]) -> Sheet:
    rows = [
        (f"u{at}", pack(LAYOUT, report) if report is not None else None) for at, report in enumerate(given)
    ]
    return Sheet(SMALL, RULES, rows)


@given(countries)
def test_totals_are_the_sums_of_what_each_unit_sent(sent: list[dict[str, Sent] | None]) -> None:
    sheet = sheet_of(sent)
    figures = [{code: _value((each or {}).get(code)) for code in LAYOUT.codes} for each in sent]
    assert [each.code for each in sheet.totals()] == [each.code for each in SMALL.indicators]
    for indicator in SMALL.indicators:
        operands = _base(indicator.code)
        with_all = [each for each in figures if all(each[code] is not None for code in operands)]
        total = sheet.total(indicator.code)
        assert total.given == len(with_all)
        assert total.lacking == tuple(
            f"u{at}" for at, each in enumerate(figures) if any(each[code] is None for code in operands)
        )
        sums = {code: sum((each[code] or 0 for each in with_all), Fraction(0)) for code in LAYOUT.codes}
        match indicator.code:
            case "3.01" | "3.02" | "3.08" | "3.12":
                assert total.value == (sums[indicator.code] if with_all else None)
            case "3.03":
                expected = sums["3.02"] / sums["3.01"] * 100 if sums["3.01"] else None
                assert total.value == expected
            case "3.04":
                assert total.value == (sums["3.01"] + sums["3.02"] if with_all else None)
            case "3.09":
                assert total.value == (2 * sums["3.01"] if with_all else None)
            case "3.10":
                upper = sums["3.01"] + sums["3.02"]
                whole = upper + sums["3.08"]
                assert total.value == (upper / whole * 100 if whole else None)
            case "3.05":
                both = [each for each in with_all if each["3.01"]]
                weight = sum((each["3.01"] or 0 for each in both), Fraction(0))
                whole = sum(((each["3.05"] or 0) * (each["3.01"] or 0) for each in both), Fraction(0))
                assert total.value == (whole / weight if weight else None)
            case "3.07":
                chosen = [int(each["3.07"]) for each in with_all if each["3.07"] is not None]
                assert total.value is None
                assert total.choices == tuple((value, chosen.count(value)) for value in sorted(set(chosen)))
            case _:
                known = [_of_unit(indicator.code, each) for each in with_all]
                assert total.value is None
                if known:
                    assert (total.least, total.greatest) == (min(known), max(known))
                    assert total.middle == median(known)
                else:
                    assert total.middle is None


def _of_unit(code: str, sent: dict[str, Fraction | None]) -> Fraction:
    first, second = sent["3.11"] or Fraction(0), sent["3.14"] or Fraction(0)
    match code:
        case "3.15":
            return first + second
        case "3.16":
            return first - second
        case "3.17":
            return 2 * first + second
    return sent[code] or Fraction(0)


def _base(code: str) -> set[str]:
    formula = SMALL.by_code[code].formula
    return {code} if formula is None else {found for each in formula.operands for found in _base(each)}


def test_how_each_indicator_is_summed() -> None:
    hows = {each.code: RULES.how(each, SMALL) for each in SMALL.indicators}
    assert hows == {
        "3.01": How.SUM, "3.02": How.SUM, "3.03": How.PARTS, "3.04": How.PARTS, "3.05": How.WEIGHTED,
        "3.06": How.RANGE, "3.07": How.COUNTED, "3.08": How.SUM, "3.09": How.PARTS, "3.10": How.PARTS,
        "3.11": How.RANGE, "3.12": How.SUM, "3.13": How.RANGE, "3.14": How.RANGE, "3.15": How.RANGE,
        "3.16": How.RANGE, "3.17": How.RANGE,
    }  # fmt: skip
    assert len({each.label for each in How}) == len(How)


def test_a_ratio_of_zero_dossiers_is_none_and_no_hundred() -> None:
    sheet = sheet_of([{"3.01": "kps", "3.02": 0}])
    assert sheet.value(0, "3.03") is None
    assert sheet.sort(0, "3.03") is Sort.MISSING
    assert sheet.has(0, "3.03")
    assert sheet.sort(0, "3.04") is Sort.ACTUAL
    assert sheet.total("3.03").value is None
    assert sheet.total("3.03").given == 1


def test_estimates_are_counted() -> None:
    rows = [("a", pack(LAYOUT, {"3.01": 5}, frozenset({"3.01"}))), ("b", pack(LAYOUT, {"3.01": 6}))]
    assert Sheet(SMALL, RULES, rows).total("3.01").estimates == 1


def test_units_that_became_one_are_added_up_where_all_sent() -> None:
    rows = [
        ("a", pack(LAYOUT, {"3.01": 10, "3.02": 5, "3.05": 12, "3.06": 4, "3.07": 1, "3.12": 3})),
        ("b", pack(LAYOUT, {"3.01": 30, "3.05": 4, "3.06": 4, "3.07": 0, "3.12": 2}, frozenset({"3.01"}))),
        ("c", pack(LAYOUT, {"3.01": 7, "3.02": "kps"})),
    ]
    merged = Sheet(SMALL, RULES, rows).merged(
        [("ab", ["a", "b", "nobody"]), ("c", ["c"]), ("d", ["nobody"]), ("n", ["c", "c"])]
    )
    assert merged.units == ("ab", "c", "d", "n")
    assert merged.value(0, "3.01") == 40
    assert merged.sort(0, "3.01") is Sort.ESTIMATE
    # What b did not send makes no sum of the whole.
    assert merged.value(0, "3.02") is None
    # (12 × 10 + 4 × 30) / 40: each part weighs by its own dossiers.
    assert merged.value(0, "3.05") == 6
    assert merged.value(0, "3.06") == 4
    assert merged.value(0, "3.07") is None
    assert merged.value(0, "3.12") == 5
    assert merged.value(1, "3.01") == 7
    assert merged.sort(3, "3.02") is Sort.NONE
    assert merged.value(2, "3.01") is None


def test_a_mean_without_any_weight_is_none_of_the_whole() -> None:
    rows = [(unit, pack(LAYOUT, {"3.01": "kps", "3.05": 5})) for unit in "ab"]
    assert Sheet(SMALL, RULES, rows).merged([("ab", ["a", "b"])]).value(0, "3.05") is None


def test_no_units_come_to_nothing() -> None:
    sheet = sheet_of([])
    assert sheet.values("3.01") == sheet.values("3.03") == []
    assert {(each.value, each.given) for each in sheet.totals()} == {(None, 0)}


def test_a_ratio_over_a_sum_takes_only_units_that_sent_all() -> None:
    sheet = sheet_of([{"3.01": 10, "3.02": 10, "3.08": 20}, {"3.01": 900}])
    assert sheet.total("3.10").value == 50
    assert sheet.total("3.10").lacking == ("u1",)


def test_whether_a_unit_sent_anything() -> None:
    sheet = sheet_of([{"3.01": "kps"}, {}, None])
    assert [sheet.has_sent(unit) for unit in range(3)] == [True, False, False]


def test_what_is_least_and_greatest_of_any_indicator() -> None:
    sheet = sheet_of([{"3.01": 10, "3.02": 5}, {"3.01": 4, "3.02": 1}, {"3.01": 8, "3.02": 6}, {}])
    assert sheet.spread("3.01") == (4, 8, 10)
    assert sheet.spread("3.03") == (25, 50, 75)
    assert sheet.spread("3.10") == (None, None, None)
