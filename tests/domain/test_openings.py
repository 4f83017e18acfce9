"""An office that began in mid-year: its opening figures stand for the quarters before."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.figure_checks import gaps, missing, problems
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.indicators import Kind, Severity
from cchc_desktop.domain.readings import Figure, Reading, State
from cchc_desktop.domain.report_periods import Period

KNOWN = catalogue.indicators()
Q1, Q2, Q3, Q4 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3, 4))
HALF, NINE, YEAR = (Period.parse(f"2026-{span}") for span in ("6T", "9T", "N"))
NONE = Figure(Decimal(0), none=True)

Cells = Mapping[Period, Mapping[str, float | Figure]]


def figures(cells: Cells) -> dict[Period, dict[str, Figure]]:
    return {
        period: {
            code: value if isinstance(value, Figure) else Figure(Decimal(str(value)))
            for code, value in of_period.items()
        }
        for period, of_period in cells.items()
    }


def ledger(openings: Cells, typed: Cells | None = None, **totals: Mapping[str, int]) -> Ledger:
    counted = {Period.parse(f"2026-{span}"): of_span for span, of_span in totals.items()}
    return Ledger(lambda _: KNOWN, figures(typed or {}), counted, figures(openings))


def test_what_occurred_is_added_to_the_opening() -> None:
    made = ledger({NINE: {"1.20": 30, "1.21": NONE}}, {Q4: {"1.20": 12, "1.21": NONE}})
    assert made.reading(YEAR, "1.20") == Reading(Fraction(42), State.ACTUAL, opening=NINE)
    assert made.reading(YEAR, "1.21") == Reading(Fraction(0), State.NONE, opening=NINE)
    assert made.reading(NINE, "1.20") == Reading(Fraction(30), State.ACTUAL, opening=NINE)
    assert made.reading(HALF, "1.20") == Reading(), "what ended before is not known"
    assert made.reading(Q3, "1.20") == Reading(), "nor how much of it the last quarter had"
    assert made.reading(Q4, "1.20") == Reading(Fraction(12), State.ACTUAL)


def test_estimates_and_the_form_are_told_of_the_sum() -> None:
    made = ledger({NINE: {"1.20": Figure(Decimal(30), estimate=True), "3.14": 100}}, Q4={"3.14": 40})
    assert made.reading(YEAR, "1.20") == Reading(Fraction(30), State.ESTIMATE, True, (Q4.id,), NINE)
    assert made.reading(YEAR, "3.14") == Reading(Fraction(140), State.COUNTED, opening=NINE)


def test_what_there_is_at_the_end_is_known_of_the_last_quarter_too() -> None:
    made = ledger({NINE: {"3.01": 400, "6.12": 1, "3.50": 95}})
    for code in ("3.01", "6.12"):
        assert made.reading(Q3, code) == made.reading(NINE, code)
        assert made.reading(Q3, code).is_given
        assert made.reading(YEAR, code).lacks == (Q4.id,)
    assert made.reading(Q3, "3.50") == Reading(), "a ratio of nine months is none of the third quarter"
    assert made.reading(NINE, "3.50").value == 95
    later = ledger({NINE: {"3.01": 400}}, {Q4: {"3.01": 410}})
    assert later.reading(YEAR, "3.01") == Reading(Fraction(410), State.ACTUAL)


def test_what_is_pending_goes_on_into_the_next_quarter() -> None:
    of_opening = {"3.14": 60, "3.15": 40, "3.16": 10, "3.18": 80, "3.19": 10, "3.20": 5, "3.22": 13,
                  "3.23": 2, "3.41": 1, "3.42": 6, "3.43": 4}  # fmt: skip
    made = ledger({NINE: of_opening}, {Q4: {"3.14": 70, "3.15": 30, "3.42": 2, "3.43": 1}})
    assert made.reading(Q4, "3.16") == Reading(Fraction(15), State.CARRIED, opening=NINE)
    assert made.reading(Q4, "3.41").value == 1 + 6 - 4, "worked out from what was cumulated"
    assert made.reading(YEAR, "3.16") == Reading(Fraction(10), State.CARRIED, opening=NINE)
    assert made.reading(YEAR, "3.13").value == 60 + 40 + 10 + 70 + 30
    assert made.reading(NINE, "3.24").value == Fraction(90, 95) * 100
    half = ledger({HALF: of_opening}, {Q3: {}, Q4: {}})
    assert half.reading(Q3, "3.16").value == 15
    assert half.reading(Q4, "3.16").value is None, "an empty quarter hands nothing on"


def test_a_count_without_doubles_is_never_added_to_an_opening() -> None:
    openings = {NINE: {"1.07": 5}}
    for figures in ({}, {NINE: {"1.07": 4}}, {HALF: {"1.07": 4}}):
        assert ledger(openings, {**figures, Q4: {"1.07": 2}}).reading(YEAR, "1.07").value is None
    assert ledger(openings, {Q4: {"1.07": 2}}).reading(NINE, "1.07").value == 5
    assert ledger(openings, {YEAR: {"1.07": 6}}).reading(YEAR, "1.07") == Reading(Fraction(6), State.ACTUAL)


def test_more_different_things_than_all_parts_together() -> None:
    made = ledger({HALF: {"1.07": 5}}, {Q3: {"1.07": 1}, Q4: {"1.07": 1}, YEAR: {"1.07": 8}})
    (found,) = problems(made, YEAR)
    assert "lớn hơn tổng 6 tháng đầu, quý III và quý IV (7 đơn vị)" in found.sentence


def test_a_year_that_was_before_the_program() -> None:
    before = Period.parse("2025-N")
    made = ledger({before: {"1.20": 90, "5.14": 3, "3.22": 4, "3.23": 0}}, {Q1: {"3.14": 8}})
    assert made.periods == [Q1, before]
    assert made.reading(YEAR.last_year, "1.20").value == 90
    assert made.reading(before, "5.14") == Reading(Fraction(3), State.ACTUAL, opening=before)
    assert made.reading(Q1, "3.16").value == 4


def test_the_opening_stands_and_what_was_typed_before_it_is_told() -> None:
    typed = {Q1: {"1.20": 3}, Q2: {"1.20": 4}, Q3: {"1.20": 5, "3.01": 390, "1.07": 9, "6.12": 0}}
    made = ledger({NINE: {"1.20": 13, "3.01": 400, "1.07": 8, "6.12": 1, "3.50": 9}}, typed)
    assert made.reading(NINE, "1.20").value == 13
    assert made.reading(Q3, "3.01").value == 400
    found = {one.code: one for one in problems(made, YEAR)}
    assert found["1.20"].severity is Severity.WARNING
    assert found["1.20"].period == NINE
    assert found["1.20"].sentence == (
        "«Số tin, bài về CCHC trên trang thông tin điện tử»: số lũy kế ban đầu 9 tháng đầu năm 2026 là "
        "13 tin, bài, các quý đã nhập cộng lại là 12 tin, bài. Chương trình lấy số lũy kế ban đầu; "
        "hãy sửa một trong hai cho khớp."
    )
    assert "quý III năm 2026 là 390" in found["3.01"].sentence
    assert "là Có, quý III năm 2026 là Không" in found["6.12"].sentence
    assert "1.07" in found
    assert {one.code for one in problems(made, Q4)} >= {"1.20", "3.01", "1.07", "6.12"}


@pytest.mark.parametrize(
    ("opened", "typed", "agrees"),
    [
        ({"1.20": 13}, {Q2: {"1.20": 4}}, True),
        ({"1.20": 3}, {Q2: {"1.20": 4}}, False),
        ({"1.20": 7}, {Q1: {"1.20": 3}, Q2: {"1.20": 4}, Q3: {"1.20": 0}}, True),
        ({"1.07": 5}, {Q1: {"1.07": 3}, Q2: {"1.07": 3}, Q3: {"1.07": 3}}, True),
        ({"1.07": 10}, {Q1: {"1.07": 3}, Q2: {"1.07": 3}, Q3: {"1.07": 3}}, False),
        ({"1.07": 10}, {Q1: {"1.07": 3}}, True),
        ({"3.01": 400}, {Q1: {"3.01": 390}}, True),
        ({"3.16": 4}, {Q1: {"3.16": 4}}, True),
        ({"3.16": 4}, {Q1: {"3.16": 5}}, False),
        ({"3.50": 95}, {Q3: {"3.50": 90}}, True),
        ({}, {Q3: {"3.50": 90}}, True),
    ],
)
def test_when_the_quarters_agree_with_the_opening(
    opened: Mapping[str, float], typed: Cells, agrees: bool
) -> None:
    found = [one for one in problems(ledger({NINE: opened}, typed), YEAR) if "ban đầu" in one.sentence]
    assert bool(found) != agrees


def test_another_carry_over_than_the_opening_hands_on() -> None:
    made = ledger({NINE: {"3.22": 13, "3.23": 2}}, {Q4: {"3.16": 14}})
    (found,) = problems(made, Q4)
    assert "khác số 15 theo số lũy kế ban đầu 9 tháng đầu năm 2026 (mã 3.21)" in found.sentence
    assert found.sentence.endswith("Hãy xóa số đã nhập hoặc sửa số lũy kế ban đầu.")


def test_a_year_with_an_opening_and_its_last_quarter_lacks_nothing() -> None:
    asked = [one for one in KNOWN.indicators if one.kind is not Kind.COMPUTED]
    opened = {one.code: 0 for one in asked if not one.yearly}
    last = {one.code: 0 for one in asked if one.kind is not Kind.CARRIED}
    made = ledger({NINE: opened}, {Q4: last})
    assert made.opening_of(YEAR) == made.opening_of(Q4) == made.opening_of(NINE) == NINE
    assert made.opening_of(HALF) is None
    assert missing(made, YEAR) == []
    assert gaps(KNOWN, made.readings(YEAR), YEAR, NINE) == {}


def test_what_an_opening_was_left_without_is_one_gap() -> None:
    made = ledger({NINE: {"1.20": 4}}, {Q1: {"1.21": 1}, Q4: {"1.20": 1, "1.21": 2, "1.22": 3}})
    assert gaps(KNOWN, made.readings(YEAR), YEAR, NINE) == {NINE: ["1.21", "1.22"]}
    assert list(gaps(KNOWN, made.readings(YEAR), YEAR)) == [Q1, Q2, Q3]
    whole = ledger({NINE: {"1.20": 4}})
    assert gaps(KNOWN, whole.readings(YEAR), YEAR, NINE) == {Q4: ["1.20"]}


def test_other_opening_figures_make_another_ledger() -> None:
    before = ledger({NINE: {"1.20": 4, "1.21": 5}})
    after = before.with_opening(NINE, figures({NINE: {"1.20": 6}})[NINE])
    assert (before.reading(YEAR, "1.20").value, after.reading(YEAR, "1.20").value) == (4, 6)
    assert after.opening(NINE, "1.21") == Figure(Decimal(5))
    assert after.opens(Q3)
    gone = after.with_opening(NINE, {"1.20": Figure(), "1.21": Figure()})
    assert not gone.opens(Q3)
    assert gone.opening_of(YEAR) is None


def test_an_opening_covers_the_periods_before_its_end_that_nothing_was_typed_in() -> None:
    made = ledger({HALF: {"1.20": 30}}, {Q3: {"1.20": 4}})
    assert [period for period in (Q1, Q2, HALF, Q3, NINE, Q4, YEAR) if made.covers(period)] == [Q1, Q2, HALF]
    typed_beside = ledger({HALF: {"1.20": 30}}, {Q2: {"1.20": 4}})
    assert [period for period in (Q1, Q2, HALF) if typed_beside.covers(period)] == [Q1]
    assert not ledger({}, {Q3: {"1.20": 4}}).covers(Q1)
