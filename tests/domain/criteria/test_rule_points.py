"""What each kind of rule comes to, worked out here once more at and around each of its thresholds."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value, points_of, share, step_at
from cchc_desktop.domain.criteria.words import UNKNOWN, number_words, reason_of, step_words
from cchc_desktop.domain.formulas import rounded

D = Decimal
LITTLE = Fraction(1, 10**9)
ON_TIME = Rule(
    RuleKind.STEPS,
    (Step(D(4), D(98)), Step(D(3), D(95)), Step(D("1.5"), D(90)), Step(D(0))),
    unit="%",
)
ABOVE = Rule(RuleKind.STEPS, (Step(D(2), D(50), strict=True), Step(D(1), D(20)), Step(D(0))), unit="%")
FEWER = Rule(RuleKind.STEPS, (Step(D(2), D(0)), Step(D(1), D(15)), Step(D(0))), fewer=True, unit="ngày")
FEWER_STRICT = Rule(
    RuleKind.STEPS, (Step(D(2), D(3), strict=True), Step(D(1), D(9), strict=True), Step(D(0))), fewer=True
)
CHOSEN = Rule(
    RuleKind.STEPS, (Step(D(1), words="Đủ"), Step(D("0.5"), words="Thiếu"), Step(D(0), words="Không"))
)
RATIO = Rule(RuleKind.RATIO, floor=D(70), full_from=D(95))
PLAIN = Rule(RuleKind.RATIO)
SURVEY = Rule(RuleKind.SURVEY)
COUNT = Rule(RuleKind.COUNT, each=D("0.25"), unit="báo cáo")
LOTS = Rule(RuleKind.COUNT, each=D("0.5"), per=D(2))
LESS = Rule(RuleKind.DEDUCTION, each=D("0.5"), unit="lần")
BONUS = Rule(RuleKind.BONUS, each=D(1))
PENALTY = Rule(RuleKind.PENALTY, each=D("0.5"))
YES = Rule(RuleKind.YES_NO)
MANUAL = Rule(RuleKind.MANUAL)


def on_time(number: Fraction) -> Fraction:
    """The points of ON_TIME as an official reads them off the decision."""
    if number >= 98:
        return Fraction(4)
    if number >= 95:
        return Fraction(3)
    return Fraction(3, 2) if number >= 90 else Fraction(0)


def around(*bounds: int) -> Iterator[Fraction]:
    """Each bound, and what lies just beside it."""
    for bound in bounds:
        yield from (bound - LITTLE, Fraction(bound), bound + LITTLE)


def clamped(low: Fraction, number: Fraction, high: Fraction) -> Fraction:
    return sorted((low, number, high))[1]


CASES: list[tuple[Rule, str, tuple[int, ...], Callable[[Fraction], Fraction]]] = [
    (ON_TIME, "4", (0, 90, 95, 98, 100), on_time),
    (ABOVE, "2", (0, 20, 50, 100), lambda n: Fraction(2 if n > 50 else 1 if n >= 20 else 0)),
    (FEWER, "2", (0, 15), lambda n: Fraction(2 if n <= 0 else 1 if n <= 15 else 0)),
    (FEWER_STRICT, "2", (3, 9), lambda n: Fraction(2 if n < 3 else 1 if n < 9 else 0)),
    (
        RATIO, "0.75", (0, 70, 95, 100, 120),
        lambda n: Fraction(0) if n < 70 else Fraction(3, 4) if n >= 95 else n * 3 / 400,
    ),
    (PLAIN, "2", (0, 50, 100, 130), lambda n: clamped(Fraction(0), n / 50, Fraction(2))),
    (SURVEY, "10", (0, 87, 100), lambda n: clamped(Fraction(0), n / 10, Fraction(10))),
    (COUNT, "1", (0, 1, 3, 4, 5), lambda n: min(Fraction(1), Fraction(max(0, n.__floor__())) / 4)),
    (LOTS, "1", (0, 1, 2, 3, 4, 9), lambda n: min(Fraction(1), Fraction(max(0, (n / 2).__floor__())) / 2)),
    (LESS, "2", (0, 1, 3, 4, 5), lambda n: max(Fraction(0), 2 - Fraction(max(0, n.__floor__())) / 2)),
    (BONUS, "3", (0, 1, 3, 4), lambda n: min(Fraction(3), Fraction(max(0, n.__floor__())))),
    (PENALTY, "1", (0, 1, 2, 3), lambda n: -min(Fraction(1), Fraction(max(0, n.__floor__())) / 2)),
    (MANUAL, "2", (0, 1, 2, 3), lambda n: clamped(Fraction(0), n, Fraction(2))),
    (YES, "0.5", (0, 1), lambda n: Fraction(1, 2) if n else Fraction(0)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "most", "bounds", "by_hand"), CASES, ids=[each[0].kind for each in CASES])
def test_points_at_and_around_each_threshold(
    rule: Rule, most: str, bounds: tuple[int, ...], by_hand: Callable[[Fraction], Fraction]
) -> None:
    for number in around(*bounds):
        found = points_of(rule, D(most), Value(number))
        assert found == by_hand(number), number
        assert found is not None
        assert abs(found) <= D(most)


def test_a_step_in_words_is_chosen_by_its_number() -> None:
    assert [points_of(CHOSEN, D(1), Value(Fraction(each))) for each in (1, 2, 3)] == [1, Fraction(1, 2), 0]
    assert [step_at(CHOSEN, each) for each in (Fraction(0), Fraction(4), Fraction(3, 2))] == [None] * 3
    assert points_of(CHOSEN, D(1), Value(Fraction(4))) is None
    assert reason_of(CHOSEN, D(1), Value(Fraction(4)), None) == (
        "Không có mức nào cho lựa chọn này. Hãy khai báo lại."
    )
    assert reason_of(CHOSEN, D(1), Value(Fraction(2)), D("0.5")) == "«Thiếu» → 0,5/1 điểm"


def test_a_number_below_every_step_has_no_points_that_anybody_knows() -> None:
    gap = Rule(RuleKind.STEPS, (Step(D(2), D(50)), Step(D(1), D(20))), unit="%")
    assert points_of(gap, D(2), Value(Fraction(10))) is None
    assert reason_of(gap, D(2), Value(Fraction(10)), None) == "Không có mức nào cho 10%. Hãy khai báo lại."


@pytest.mark.parametrize("kind", [RuleKind.RATIO, RuleKind.STEPS, RuleKind.YES_NO])
def test_nothing_occurred(kind: RuleKind) -> None:
    nothing = share(Fraction(0), Fraction(0), "sổ")
    assert nothing == Value(nothing=True, said="sổ")
    full = Rule(kind, ON_TIME.steps, nothing_full=True)
    assert points_of(full, D(4), nothing) == 4
    assert reason_of(full, D(4), nothing, D(4)) == "Không phát sinh → đủ điểm → 4/4 điểm"
    silent = Rule(kind, ON_TIME.steps)
    assert points_of(silent, D(4), nothing) is None
    assert reason_of(silent, D(4), nothing, None) == (
        "Không phát sinh; cách chấm không nêu trường hợp này. Hãy chấm tay hoặc chọn «Không áp dụng»."
    )


REASONS = [
    (MANUAL, "2", Fraction(3, 2), "Chấm tay → 1,5/2 điểm"),
    (ON_TIME, "4", Fraction("95.2"), "95,2% → bậc 95 đến dưới 98 → 3/4 điểm"),
    (ON_TIME, "4", Fraction(98), "98% → bậc từ 98 → 4/4 điểm"),
    (ON_TIME, "4", Fraction(271400, 2767), "98,08% → bậc từ 98 → 4/4 điểm"),
    (ON_TIME, "4", Fraction("97.9996"), "97,9996% → bậc 95 đến dưới 98 → 3/4 điểm"),
    (ON_TIME, "4", Fraction(12), "12% → bậc dưới 90 → 0/4 điểm"),
    (ABOVE, "2", Fraction(60), "60% → bậc trên 50 → 2/2 điểm"),
    (ABOVE, "2", Fraction(50), "50% → bậc 20 đến 50 → 1/2 điểm"),
    (FEWER, "2", Fraction(0), "0 ngày → bậc không quá 0 → 2/2 điểm"),
    (FEWER, "2", Fraction(15), "15 ngày → bậc trên 0 đến 15 → 1/2 điểm"),
    (FEWER, "2", Fraction(16), "16 ngày → bậc trên 15 → 0/2 điểm"),
    (FEWER_STRICT, "2", Fraction(1), "1 → bậc dưới 3 → 2/2 điểm"),
    (FEWER_STRICT, "2", Fraction(3), "3 → bậc 3 đến dưới 9 → 1/2 điểm"),
    (FEWER_STRICT, "2", Fraction(9), "9 → bậc từ 9 → 0/2 điểm"),
    (RATIO, "0.75", Fraction(65), "65%, dưới 70% → 0/0,75 điểm"),
    (RATIO, "0.75", Fraction("93.75"), "93,75% × 0,75 → 0,7/0,75 điểm"),
    (RATIO, "0.75", Fraction(95), "95%, từ 95% → đủ điểm → 0,75/0,75 điểm"),
    (SURVEY, "10", Fraction("89.7"), "89,7% × 10 → 8,97/10 điểm"),
    (COUNT, "1", Fraction(3), "3 báo cáo × 0,25 → 0,75/1 điểm"),
    (COUNT, "1", Fraction(5), "5 báo cáo × 0,25, không quá 1 → 1/1 điểm"),
    (LOTS, "1", Fraction(3), "3 × 0,5 cho mỗi 2 → 0,5/1 điểm"),
    (LESS, "2", Fraction(1), "1 lần × 0,5 → 1,5/2 điểm"),
    (LESS, "2", Fraction(9), "9 lần × 0,5, không quá 2 → 0/2 điểm"),
    (BONUS, "3", Fraction(2), "2 × 1 → cộng 2 điểm"),
    (PENALTY, "1", Fraction(1), "1 × 0,5 → trừ 0,5 điểm"),
    (YES, "0.5", Fraction(1), "Có → 0,5/0,5 điểm"),
    (YES, "0.5", Fraction(0), "Không → 0/0,5 điểm"),
]


@pytest.mark.parametrize(("rule", "most", "number", "sentence"), REASONS, ids=[each[3] for each in REASONS])
def test_the_reasoning_is_told(rule: Rule, most: str, number: Fraction, sentence: str) -> None:
    points = points_of(rule, D(most), Value(number))
    assert points is not None
    assert reason_of(rule, D(most), Value(number), rounded(points, 2)) == sentence


def test_words_where_there_is_little_to_say() -> None:
    assert reason_of(YES, D(1), None, None) == UNKNOWN
    alone = Rule(RuleKind.STEPS, (Step(D(1)),))
    assert step_words(alone, 0) == "mọi trường hợp"
    strict = Rule(RuleKind.STEPS, (Step(D(2), D(5), strict=True), Step(D(1), D(3), strict=True), Step(D(0))))
    assert [step_words(strict, place) for place in range(3)] == ["trên 5", "trên 3 đến 5", "không quá 3"]
    # So near a threshold that no number of decimals tells it apart.
    assert number_words(ON_TIME, 98 - LITTLE) == "98%"
    assert number_words(Rule(RuleKind.COUNT, each=D(1)), Fraction(5, 2)) == "2,5"
    assert (
        number_words(Rule(RuleKind.STEPS, ON_TIME.steps, unit="% mục tiêu"), Fraction(82)) == "82% mục tiêu"
    )
    assert RuleKind.STEPS.label == "Bậc thang"


def test_every_rule_of_the_shipped_sets_at_its_own_thresholds() -> None:
    """Read off the data once more, without the functions that score."""
    tried = 0
    for each in (criterion for known in criteria_sets() for criterion in known.walk()):
        rule, most = each.rule, Fraction(each.most)
        if rule is None:
            continue
        bounds = [step.bound for step in rule.steps if step.bound is not None]
        bounds += [bound for bound in (rule.floor, rule.full_from) if bound is not None]
        for number in around(0, 1, 2, 100, *map(int, bounds)):
            found = points_of(rule, each.most, Value(number))
            match rule.kind:
                case RuleKind.YES_NO:
                    wanted: Fraction | None = most if number != 0 else Fraction(0)
                case RuleKind.RATIO | RuleKind.SURVEY:
                    low = Fraction(rule.floor or 0)
                    wanted = (
                        Fraction(0)
                        if number < low
                        else most * clamped(Fraction(0), number, Fraction(100)) / 100
                    )
                case RuleKind.STEPS if rule.steps[0].words:
                    points = {place: step.points for place, step in enumerate(rule.steps, 1)}
                    wanted = Fraction(points[int(number)]) if number in points else None
                case RuleKind.STEPS:
                    good = [
                        step.points for step in rule.steps
                        if step.bound is None
                        or (number <= step.bound if rule.fewer else number >= step.bound)
                    ]  # fmt: skip
                    wanted = Fraction(max(good))
                case _:
                    assert rule.each is not None
                    times = max(0, number.__floor__())
                    wanted = min(most, times * Fraction(rule.each))
                    wanted = -wanted if rule.kind is RuleKind.PENALTY else wanted
            assert found == wanted, (each.code, number)
            tried += 1
    assert tried > 1000


def test_points_are_rounded_as_sheets_round() -> None:
    points = points_of(PLAIN, D("0.75"), Value(Fraction("89.9999")))
    assert points is not None
    by_hand = (D("0.75") * D("0.899999")).quantize(D("0.01"), ROUND_HALF_UP)
    assert rounded(points, 2) == by_hand == D("0.67")
