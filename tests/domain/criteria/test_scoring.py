"""What sets come to, whatever is known of them and whatever does not apply."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value
from cchc_desktop.domain.criteria.scoring import Score, Scored, score
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion, problems_of

D = Decimal
BANDS = (Band("Tốt", D(80)), Band("Khá", D("66.67")), Band("Yếu", D(0)))
YES = Rule(RuleKind.YES_NO)
STARTER = criteria_sets()[0]


def leaf(code: str, most: str, rule: Rule = YES) -> Criterion:
    return Criterion(code, code, D(most), rule)


SMALL = CriteriaSet(
    "thu", "Bộ thử",
    (
        Criterion("1", "Một", D(3), children=(leaf("1.1", "1"), leaf("1.2", "2", Rule(RuleKind.RATIO)))),
        leaf("2", "1"),
    ),
    BANDS,
    extras=(
        leaf("T1", "3", Rule(RuleKind.BONUS, each=D(1))),
        leaf("P1", "3", Rule(RuleKind.PENALTY, each=D(1))),
        leaf("P2", "1", Rule(RuleKind.PENALTY, each=D(1))),
    ),
    bonus_most=D(2), penalty_most=D("1.5"),
)  # fmt: skip
ONE = Value(Fraction(1))


def found(score: Score, code: str) -> Scored:
    return next(each for each in score.walk() if each.criterion.code == code)


def test_points_go_up_the_tree() -> None:
    assert problems_of(SMALL) == []
    made = score(SMALL, {"1.1": ONE, "1.2": Value(Fraction(200, 3)), "2": Value()})
    assert found(made, "1.2").points == D("1.33")
    assert found(made, "1").points == D("2.33")
    assert (made.total, made.most, made.unknown) == (D("2.33"), 4, 0)
    assert made.percent == Fraction("58.25")
    assert made.grade == "Yếu"
    assert found(made, "1").reason == ""
    assert found(made, "1.1").reason == "Có → 1/1 điểm"
    assert [each.criterion.code for each in made.leaves()] == ["1.1", "1.2", "2", "T1", "P1", "P2"]


def test_what_nobody_knows_counts_as_none_and_is_told() -> None:
    made = score(SMALL, {"1.1": ONE})
    assert (made.total, made.unknown, found(made, "1").unknown) == (1, 3, 2)
    assert found(made, "2").reason == "Chưa có số liệu, chưa chấm được."


def test_what_does_not_apply_lowers_all_above() -> None:
    made = score(SMALL, {"1.1": ONE, "2": ONE}, {"1.2"})
    assert (found(made, "1").most, made.most, made.total, made.unknown) == (1, 2, 2, 0)
    assert not found(made, "1.2").applies
    assert found(made, "1.2").reason == "Không áp dụng."
    assert (made.percent, made.grade) == (100, "Tốt")
    whole_area = score(SMALL, {"1.1": ONE, "2": ONE}, {"1"}, {"1.1": D(1)})
    assert (whole_area.most, whole_area.total, found(whole_area, "1.1").points) == (1, 1, 0)
    nothing = score(SMALL, {}, {"1", "2"})
    assert (nothing.most, nothing.total, nothing.percent, nothing.grade) == (0, 0, None, "")


def test_points_of_the_office_go_before_what_is_proposed() -> None:
    made = score(SMALL, {"1.1": ONE, "2": ONE}, own={"1.1": D("0.5"), "1.2": D(9), "2": D(-1)})
    assert [(found(made, code).points, found(made, code).proposed) for code in ("1.1", "1.2", "2")] == [
        (D("0.5"), 1), (2, None), (0, 1),
    ]  # fmt: skip
    assert made.unknown == 0
    beside = score(SMALL, {}, own={"P1": D(-9), "P2": D(1)})
    assert (found(beside, "P1").points, found(beside, "P2").points) == (-3, 0)


def test_bonus_and_penalty_have_limits() -> None:
    two = {"1.1": ONE, "1.2": Value(Fraction(50)), "T1": Value(Fraction(1))}
    made = score(SMALL, two)
    assert (made.bonus, made.penalty, made.total) == (1, 0, 3)
    many = score(SMALL, {**two, "T1": Value(Fraction(9)), "P1": Value(Fraction(1)), "P2": ONE})
    assert (many.bonus, many.penalty, many.total) == (2, D("1.5"), D("2.5"))
    # Never more than can be had, never less than nothing.
    assert score(SMALL, {**two, "1.2": Value(Fraction(100)), "2": ONE, "T1": ONE}).total == 4
    assert score(SMALL, {"P1": ONE}).total == 0


def test_a_grade_is_had_at_its_threshold() -> None:
    full = {"1.1": ONE, "2": ONE}
    assert score(SMALL, full | {"1.2": Value(Fraction(60))}).grade == "Tốt"
    assert score(SMALL, full | {"1.2": Value(Fraction(59))}).grade == "Khá"
    assert score(SMALL, full | {"1.2": Value(Fraction(33))}).grade == "Yếu"


# Random sets


@st.composite
def rules(draw: st.DrawFn, most: Decimal) -> Rule:
    kind = draw(st.sampled_from([each for each in RuleKind if not each.is_beside]))
    steps = (Step(most, D(80)), Step(most / 2, D(40), strict=draw(st.booleans())), Step(D(0)))
    each = D("0.01") * draw(st.integers(1, int(most * 100)))
    floor = draw(st.none() | st.integers(0, 100).map(D))
    return Rule(
        kind,
        steps,
        floor=floor,
        each=each,
        nothing_full=draw(st.booleans()),
        unit=draw(st.sampled_from(["%", ""])),
    )


@st.composite
def trees(draw: st.DrawFn, code: str, depth: int) -> Criterion:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        most = D(2) * draw(st.integers(1, 200)) / 100
        return Criterion(code, code, most, draw(rules(most)))
    below = [draw(trees(f"{code}.{number}", depth - 1)) for number in range(1, draw(st.integers(1, 4)) + 1)]
    return Criterion(code, code, sum((each.most for each in below), D(0)), children=tuple(below))


@st.composite
def sets(draw: st.DrawFn) -> CriteriaSet:
    areas = tuple(draw(trees(str(number), 3)) for number in range(1, draw(st.integers(1, 5)) + 1))
    extras = (
        leaf("T1", "3", Rule(RuleKind.BONUS, each=D(1))), leaf("P1", "3", Rule(RuleKind.PENALTY, each=D(1))),
    )  # fmt: skip
    return CriteriaSet("ngau-nhien", "Bộ", areas, BANDS, extras=extras, bonus_most=D(2), penalty_most=D(2))


NUMBERS = st.fractions(-5, 130, max_denominator=997)
VALUES = st.builds(Value, NUMBERS, nothing=st.booleans())


def codes(known: CriteriaSet) -> list[str]:
    return [each.code for each in known.walk()]


def all_nodes(made: Score) -> Iterator[Scored]:
    return (each for area in made.areas for each in area.walk())


def hold(
    known: CriteriaSet, values: dict[str, Value], left_out: frozenset[str], own: dict[str, Decimal]
) -> None:
    """What is so of every set, whatever is known of it."""
    made = score(known, values, left_out, own)
    for each in all_nodes(made):
        assert 0 <= each.points <= each.most <= each.criterion.most
        assert each.points + each.unknown <= each.most
        if each.criterion.code in left_out:
            assert each.most == 0
        elif each.children:
            assert each.points == sum(child.points for child in each.children)
            assert each.most == sum(child.most for child in each.children)
            assert each.unknown == sum(child.unknown for child in each.children)
        else:
            assert each.most in (0, each.criterion.most)
    for each in made.walk():
        assert isinstance(each.reason, str)
        assert bool(each.reason) == (each.criterion.rule is not None)
    assert 0 <= made.total <= made.most == sum(area.most for area in made.areas)
    assert 0 <= made.bonus <= 2
    assert 0 <= made.penalty <= 2
    assert bool(made.grade) == bool(made.most)
    # What nobody left out can only be more.
    assert made.most <= score(known, values).most == known.most


@given(st.data())
def test_a_parent_is_the_sum_of_its_children_in_any_set(data: st.DataObject) -> None:
    known = data.draw(sets())
    assert problems_of(known) == []
    of_set = codes(known)
    values = data.draw(st.dictionaries(st.sampled_from(of_set), VALUES))
    left_out = data.draw(st.frozensets(st.sampled_from(of_set), max_size=4))
    own = data.draw(st.dictionaries(st.sampled_from(of_set), st.decimals(-9, 99, places=2), max_size=4))
    hold(known, values, left_out, own)


def random_tree(chance: Random, code: str, depth: int) -> Criterion:
    if not depth or chance.random() < 0.2:
        most = D(chance.randrange(1, 400)) / 100
        kind = chance.choice([each for each in RuleKind if not each.is_beside])
        steps = (Step(most, D(80)), Step(D(0), D(40)), Step(D(0)))
        rule = Rule(kind, steps, each=D("0.01"), nothing_full=chance.random() < 0.5, unit="%")
        return Criterion(code, code, most, rule)
    below = [random_tree(chance, f"{code}.{number}", depth - 1) for number in range(chance.randint(1, 6))]
    return Criterion(code, code, sum((each.most for each in below), D(0)), children=tuple(below))


@pytest.mark.parametrize("seed", range(100))
def test_a_hundred_random_sets_with_random_data(seed: int) -> None:
    chance = Random(seed)
    areas = tuple(random_tree(chance, str(number), 3) for number in range(chance.randint(1, 8)))
    known = CriteriaSet(
        "ngau-nhien", "Bộ", areas, BANDS, extras=SMALL.extras, bonus_most=D(2), penalty_most=D(2)
    )
    assert problems_of(known) == []
    of_set = codes(known)
    values = {
        code: Value(Fraction(chance.randint(-500, 13_000), 97), nothing=chance.random() < 0.1)
        for code in of_set if chance.random() < 0.8
    }  # fmt: skip
    left_out = frozenset(code for code in of_set if chance.random() < 0.1)
    own = {code: D(chance.randint(-100, 500)) / 100 for code in of_set if chance.random() < 0.2}
    hold(known, values, left_out, own)


def test_the_starter_set_with_all_it_asks_for() -> None:
    best: dict[str, Value] = {}
    for each in STARTER.walk():
        rule = each.rule
        if rule is None or rule.kind.is_beside:
            continue
        if rule.is_chosen:
            best[each.code] = ONE
        else:
            best[each.code] = Value(Fraction(0 if rule.fewer else 100))
    made = score(STARTER, best)
    assert (made.total, made.unknown, made.grade) == (100, 0, "Xuất sắc")
    assert score(STARTER, {}).unknown == 100
