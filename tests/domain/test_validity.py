"""Indicators that are asked for from a day on: what a period has, and what sums over it speak of."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import figure_checks
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.indicators import Nature
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.regimes import Regime
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span

KNOWN = catalogue.indicators()
REGIME = Regime("r", "", "", date(2019, 1, 1), frozenset(Span))
Q1, Q2, Q3, Q4 = (Period(2025, span) for span in QUARTERS)
YEAR = Period(2025, Span.YEAR)


def ends(period: Period) -> date:
    return REGIME.dates(period.year)[period].ends


def ledger(
    figures: Mapping[Period, Mapping[str, int]], openings: Mapping[Period, Mapping[str, int]] | None = None
) -> Ledger:
    given, opened = (
        {period: {code: Figure(Decimal(value)) for code, value in of.items()} for period, of in each.items()}
        for each in (figures, openings or {})
    )
    return Ledger(lambda period: KNOWN.on(ends(period)), given, openings=opened)


def test_a_count_is_asked_for_in_periods_that_end_from_its_day_on() -> None:
    code, first = "3.59", date(2025, 9, 15)
    assert KNOWN.by_code[code].valid_from == first
    assert code not in KNOWN.on(date(2025, 9, 14)).by_code
    assert code in KNOWN.on(first).by_code
    # A quarter that ended the day before has never heard of it.
    assert [code in KNOWN.on(ends(each)).by_code for each in (Q1, Q2, Q3, Q4)] == [False, False, False, True]


def test_what_a_day_leaves_has_the_same_identity_and_only_checks_of_what_is_left() -> None:
    old = KNOWN.on(date(2024, 12, 14))
    assert len(old.indicators) == len([one for one in KNOWN.indicators if one.valid_from is None]) < 200
    assert (old.id, old.text, old.version) == (KNOWN.id, KNOWN.text, KNOWN.version)
    assert old is KNOWN.on(date(2024, 6, 14))
    assert KNOWN.on(date(2026, 9, 14)) is KNOWN
    assert all(set(check.rule.operands) <= set(old.by_code) for check in old.checks)
    assert len(old.checks) < len(KNOWN.checks)
    assert {code for code, _ in old.highlights} <= set(old.by_code)


def test_the_year_has_what_its_last_quarter_has_and_sums_from_there_on() -> None:
    found = ledger({Q1: {"3.14": 5}, Q2: {"3.14": 5}, Q3: {"3.14": 5, "3.55": 4}, Q4: {"3.14": 5, "3.55": 6}})
    year = found.reading(YEAR, "3.55")
    assert (year.value, year.lacks) == (10, ())
    assert found.began(YEAR, "3.55") == Q3
    assert found.began(YEAR, "3.14") is None
    assert found.began(Q4, "3.55") is None
    # What nobody asked for is missing nowhere.
    assert "3.55" not in figure_checks.missing(found, Q2)
    assert figure_checks.gaps(found.catalogue(YEAR), found.readings(YEAR), YEAR) == {}


def test_an_opening_says_more_than_the_quarters_that_were_asked() -> None:
    found = ledger({Q4: {"3.55": 6}}, {Period(2025, Span.NINE): {"3.55": 30}})
    assert found.reading(YEAR, "3.55").value == 36
    assert found.began(YEAR, "3.55") is None


def test_sums_of_different_quarters_are_not_held_against_each_other() -> None:
    """Dossiers by system are counted from Q3 2026 on, those that came in all year."""
    year, quarters = Period(2026, Span.YEAR), [Period(2026, span) for span in QUARTERS]
    typed = {quarter: {"3.14": 10, "3.15": 10} for quarter in quarters}
    for quarter in quarters[2:]:
        typed[quarter] |= {"3.57": 15, "3.58": 6}
    found = ledger(typed)
    of_quarter = [each.codes for each in figure_checks.problems(found, quarters[2])]
    of_year = [each.codes for each in figure_checks.problems(found, year)]
    assert ("3.57", "3.58", "3.14", "3.15") in of_quarter
    assert ("3.57", "3.58", "3.14", "3.15") not in of_year


@pytest.mark.parametrize(
    ("code", "value", "other", "most"),
    [
        ("1.37", 9, {"1.14": 5, "1.15": 3}, 8),
        ("1.41", 3, {"1.39": 2}, 2),
        ("3.64", 3, {"3.63": 2}, 2),
        ("3.65", 9, {"3.01": 8}, 8),
        ("7.12", 9, {"3.14": 8}, 8),
    ],
)
def test_a_part_is_never_more_than_its_whole(code: str, value: int, other: dict[str, int], most: int) -> None:
    quarter = Period(2026, Span.Q1)
    before = ledger({quarter: other})
    figure_checks.refuse_broken(
        before, before.with_figures(quarter, {code: Figure(Decimal(most))}), quarter, [code]
    )
    after = before.with_figures(quarter, {code: Figure(Decimal(value))})
    with pytest.raises(Refusal):
        figure_checks.refuse_broken(before, after, quarter, [code])


def test_help_for_others_is_no_dossier_of_ones_own() -> None:
    """What was taken in for other places stands outside all totals of form II.06a."""
    counted = {one.code for one in KNOWN.indicators if one.counted.startswith("form.")}
    reached = KNOWN.reached(["3.55"])
    assert reached == {"3.55"}
    assert not counted & reached
    alone = ledger({Period(2026, Span.Q1): {"3.14": 7, "3.15": 3, "3.16": 0, "3.55": 90}})
    assert alone.reading(Period(2026, Span.Q1), "3.13").value == 10
    assert alone.reading(Period(2026, Span.Q1), "3.25").value == Fraction(70)


def test_people_who_came_are_not_added_up() -> None:
    assert KNOWN.by_code["1.40"].nature is Nature.DISTINCT
    first, half = Period(2026, Span.Q1), Period(2026, Span.HALF)
    found = ledger({first: {"1.40": 25}, first.next_one: {"1.40": 31}})
    assert found.reading(half, "1.40").value is None
    assert found.with_figures(half, {"1.40": Figure(Decimal(52))}).reading(half, "1.40").value == 52


def test_a_rating_of_a_quarter_is_that_of_the_last_one() -> None:
    first, half = Period(2026, Span.Q1), Period(2026, Span.HALF)
    found = ledger({first: {"5.19": 5, "5.20": 25}, first.next_one: {"5.19": 6, "5.20": 24}})
    assert [found.reading(half, code).value for code in ("5.19", "5.20", "5.23")] == [6, 24, 25]
    told = [each.sentence for each in figure_checks.problems(found, first.next_one)]
    assert [sentence for sentence in told if "quá 20%" in sentence]
    assert not [each for each in figure_checks.problems(found, first) if "quá 20%" in each.sentence]


def test_a_rank_that_did_not_occur_yet_is_no_mistake_of_the_half_year() -> None:
    first, half = Period(2026, Span.Q1), Period(2026, Span.HALF)
    figures = {first: {code: Figure(Decimal(0), none=True) for code in ("8.06", "8.08")}}
    found = Ledger(lambda period: KNOWN.on(ends(period)), figures)
    assert not [each for each in figure_checks.problems(found, half) if each.code in ("8.06", "8.08")]
    typed = found.with_figures(first.next_one, {"8.08": Figure(Decimal(0))})
    assert [each.code for each in figure_checks.problems(typed, half) if each.code == "8.08"] == ["8.08"]
