"""What numbers can be tried as: by the rule of a criterion, or by what a figure is."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value
from cchc_desktop.domain.criteria.sources import Source
from cchc_desktop.domain.criteria.what_if import Range, made_of, range_of, range_of_figure

D, F = Decimal, Fraction
CHOICES = (Step(D(1), words="Đủ"), Step(D("0.5"), words="Thiếu"), Step(D(0), words="Không"))


@pytest.mark.parametrize(
    ("rule", "most", "number", "wanted"),
    [
        (Rule(RuleKind.YES_NO), 1, 1, (0, 1, 1, 1)),
        (Rule(RuleKind.YES_NO), 1, None, (0, 1, 1, 0)),
        (Rule(RuleKind.STEPS, CHOICES), 1, 2, (1, 3, 1, 2)),
        (Rule(RuleKind.STEPS, CHOICES), 1, None, (1, 3, 1, 3)),
        (Rule(RuleKind.MANUAL), 2, F(3, 2), (0, 2, D("0.05"), D("1.5"))),
        (Rule(RuleKind.RATIO), 2, F(953, 10), (0, 100, D("0.1"), D("95.3"))),
        (Rule(RuleKind.SURVEY), 2, None, (0, 100, D("0.1"), 0)),
        (Rule(RuleKind.STEPS, (Step(D(1), D(90)), Step(D(0))), unit="%"), 1, F(993, 10),
         (0, 100, D("0.1"), D("99.3"))),
        (Rule(RuleKind.STEPS, (Step(D(1), D(100)), Step(D(0))), unit="% mục tiêu", of_target=True), 1, F(180),
         (0, 180, D("0.1"), 180)),
        (Rule(RuleKind.COUNT, each=D("0.25")), D("1.5"), 4, (0, 12, 1, 4)),
        (Rule(RuleKind.PENALTY, each=D(1), per=D(3)), 1, None, (0, 10, 1, 0)),
        (Rule(RuleKind.STEPS, (Step(D(1), D(20)), Step(D(0)))), 1, 30, (0, 60, 1, 30)),
        (Rule(RuleKind.STEPS, (Step(D(1)),)), 1, 1, (0, 10, 1, 1)),
    ],
)  # fmt: skip
def test_a_number_is_tried_within_what_its_rule_asks_for(
    rule: Rule, most: Decimal, number: Fraction | None, wanted: tuple[Decimal, ...]
) -> None:
    value = None if number is None else Value(F(number))
    found = range_of(rule, D(most), value)
    assert found == Range(*map(D, wanted))
    assert found.least <= found.now <= found.most
    assert found.at(found.tick(found.now)) == found.now


def test_what_did_not_occur_begins_at_nothing() -> None:
    assert range_of(Rule(RuleKind.RATIO), D(1), Value(F(50), nothing=True)).now == 0


def test_figures_are_tried_up_to_twice_of_what_they_are() -> None:
    assert range_of_figure(F(2767), 0, None) == Range(D(0), D(5534), D(1), D(2767))
    assert range_of_figure(None, 1, None) == Range(D(0), D(10), D("0.1"), D(0))
    assert range_of_figure(F(897, 10), 1, D(100)) == Range(D(0), D(100), D("0.1"), D("89.7"))
    assert range_of_figure(F(120), 0, D(100)).most == 120


def test_steps_are_counted_from_the_least() -> None:
    found = range_of(Rule(RuleKind.RATIO), D(1), None)
    assert (found.ticks, found.decimals) == (1000, 1)
    assert (found.at(953), found.tick(D("95.3"))) == (D("95.3"), 953)
    assert (found.tick(D(-5)), found.tick(D(500))) == (0, 1000)
    assert range_of(Rule(RuleKind.YES_NO), D(1), None).decimals == 0
    assert range_of(Rule(RuleKind.MANUAL), D(1), None).decimals == 2


def test_what_is_computed_of_a_figure_goes_with_it() -> None:
    known = catalogue.indicators().indicators
    found = made_of({"3.20"}, known)
    # The whole of what was solved is made of it, and the rate of that; online filing is not.
    assert {"3.20", "3.17", "3.24"} <= found
    assert "3.25" not in found
    assert made_of((), known) == set()


def test_a_source_names_its_indicators() -> None:
    assert Source.parse("share:3.18+3.19/3.17").figures == ("3.18", "3.19", "3.17")
    assert Source.parse("figure:8.04").figures == ("8.04",)
    assert Source.parse("rule:doi-thoai").figures == ()
