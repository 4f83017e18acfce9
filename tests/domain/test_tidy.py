"""The tidy table: a row for each figure, ratios with their parts, numbers as programs read them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.readings import EMPTY, Reading, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tidy import (
    COLUMNS,
    TidyReport,
    TidyRow,
    all_rows,
    lines_of,
    number,
    plain_number,
    read_number,
    state_of,
)

KNOWN = catalogue.indicators()
Q1 = Period.parse("2026-Q1")


def report(**figures: int) -> TidyReport:
    """A report of some figures, by codes written ``c3_18``; ratios follow from them."""
    values: dict[str, Fraction | None] = {
        name[1:].replace("_", "."): Fraction(value) for name, value in figures.items()
    }
    readings = {code: Reading(value, State.ACTUAL) for code, value in values.items()}
    for each in KNOWN.indicators:
        if each.formula is not None and isinstance(made := each.formula.value(values), Fraction):
            values[each.code] = made
            readings[each.code] = Reading(made, State.COMPUTED)
    return TidyReport("00123", "xã An Bình", "xa", Q1, KNOWN, lines_of(KNOWN, readings))


def test_every_indicator_has_a_row_and_a_ratio_its_parts() -> None:
    rows = list(all_rows([report(c3_18=7, c3_19=1, c3_20=1)]))
    assert len(rows) == len(KNOWN.indicators)
    assert TidyRow._fields == tuple(COLUMNS)
    by_code = {row.code: row for row in rows}
    early = by_code["3.18"]
    assert (early.value, early.numerator, early.denominator, early.state) == (7, None, None, "actual")
    ratio = next(row for row in rows if row.denominator == 9)
    assert ratio.value is not None
    assert ratio.numerator is not None
    assert abs(ratio.value - 100 * ratio.numerator / 9) < Decimal("1e-11")
    assert by_code["1.01"].state == "empty"
    assert by_code["1.01"].value is None


def test_the_same_figures_are_the_same_report_and_a_package_is_itself() -> None:
    assert report(c3_18=7).identity == report(c3_18=7).identity
    assert report(c3_18=7).identity != report(c3_18=8).identity
    given = TidyReport("u", "U", "", Q1, KNOWN, [], package="ab")
    assert given.identity == "ab"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Fraction(100), "100"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(-200, 3), "-66.666666666667"),
    ],
)
def test_numbers_are_exact_as_far_as_they_have_an_end(value: Fraction | None, text: str) -> None:
    assert plain_number(number(value)) == text
    assert read_number(text) == number(value)


def test_an_estimate_is_told_first() -> None:
    assert state_of(Reading(Fraction(1), State.COMPUTED, estimate=True)) is State.ESTIMATE
    assert state_of(EMPTY) is State.EMPTY
