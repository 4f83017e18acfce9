"""The rounds of an index: how steps follow each other, and what the rounds come to beside each other."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.criteria.rounds import CriterionRound, RoundStep, Stage, before, holding, stage_of
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Value
from cchc_desktop.domain.criteria.scoring import Scored
from cchc_desktop.domain.criteria.sealed import (
    RoundLine,
    Rounds,
    Sealed,
    SealedFile,
    SealedLine,
    came_to,
    round_lines,
    signed,
)
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period

D = Decimal
YEAR = Period.parse("2026-N")
YES = Rule(RuleKind.YES_NO)
SET = CriteriaSet(
    "thu", "Bộ thử",
    (
        Criterion("1", "Một", D(6), children=(
            Criterion("1.1", "A", D(2), YES, evidence="Báo cáo"), Criterion("1.2", "B", D(3), YES),
            Criterion("1.3", "C", D(1), YES, evidence="Sổ"),
        )),
        Criterion("2", "Hai", D(4), YES),
    ),
    (Band("Đạt", D(0)),),
    extras=(
        Criterion("T1", "Thưởng", D(1), Rule(RuleKind.BONUS, each=D(1))),
        Criterion("P1", "Phạt", D(2), Rule(RuleKind.PENALTY, each=D(1))),
    ),
    bonus_most=D(1), penalty_most=D(2),
)  # fmt: skip
LEAVES = [each.code for each in SET.walk() if each.rule is not None]
FILE = SealedFile("1.1-01", "a.pdf", "Báo cáo", date(2026, 11, 1), "", "0" * 64)
NEW = replace(FILE, number="1.1-02", sha256="1" * 64)


# Steps


def step(number: int, stage: Stage, *, is_back: bool = False, due: date | None = None) -> RoundStep:
    return RoundStep("thu", YEAR, number, stage, is_back, datetime(2026, 12, 1, 9), "Lan", due=due)


@given(st.lists(st.integers(0, 3), max_size=25))
def test_steps_lead_on_and_back(moves: list[int]) -> None:
    """However it is gone on and back, what holds is a way from the office's own points on."""
    steps: list[RoundStep] = []
    way: list[Stage] = []
    for move in moves:
        now = way[-1] if way else Stage.SELF
        if move == 0 and way:
            way.pop()
            steps.append(step(len(steps) + 1, way[-1] if way else Stage.SELF, is_back=True))
        elif now.following:
            way.append(now.following[move % len(now.following)])
            steps.append(step(len(steps) + 1, way[-1]))
    held = holding(steps)
    assert [each.stage for each in held] == way
    assert stage_of(held) is (way[-1] if way else Stage.SELF)
    assert before(held) is (way[-2] if len(way) > 1 else Stage.SELF)
    # No step but the last one can be taken away.
    for place in range(len(steps) - 1):
        with pytest.raises(Refusal, match="đã có bước sau"):
            holding([*steps[:place], *steps[place + 1 :]])


@pytest.mark.parametrize(
    "steps",
    [
        [step(1, Stage.VERIFIED)],
        [step(1, Stage.SELF, is_back=True)],
        [step(1, Stage.LOCKED), step(2, Stage.VERIFIED), step(3, Stage.SELF, is_back=True)],
        [step(1, Stage.LOCKED), step(2, Stage.LOCKED)],
    ],
)
def test_what_does_not_follow_is_no_way(steps: list[RoundStep]) -> None:
    with pytest.raises(Refusal):
        holding(steps)


def test_what_stages_and_records_say_of_themselves() -> None:
    assert [stage for stage in Stage if stage.waits_for_points] == [Stage.LOCKED, Stage.EXPLAINED]
    assert [stage for stage in Stage if not stage.is_locked] == [Stage.SELF]
    assert len({stage.label for stage in Stage}) == len(Stage)
    assert step(3, Stage.LOCKED).id == "2026-N:thu:3"
    blank = CriterionRound("thu", YEAR, "1.1")
    assert blank.id == "2026-N:thu:1.1"
    assert blank.is_blank
    assert not replace(blank, first=D(0)).is_blank
    assert not replace(blank, explanation="x").is_blank


# What was locked


def rounds(*stages: Stage, sealed: Mapping[Stage, Sealed]) -> Rounds:
    steps = tuple(step(number, stage) for number, stage in enumerate(stages, 1))

    own = sealed[Stage.LOCKED]
    own_score, first, second = (
        came_to(SET, own, sealed[stage]) if stage in stages else None
        for stage in (Stage.LOCKED, Stage.VERIFIED, Stage.SECOND)
    )
    made = Rounds(SET, steps, tuple(holding(steps)), own_score, first, second)
    lines = tuple(round_lines(made, sealed))
    return replace(made, lines=lines, by_code={line.code: line for line in lines})


def of(codes: Mapping[str, str | None], off: Collection[str] = ()) -> Sealed:
    return Sealed(tuple(
        SealedLine(code, None if each is None else D(each), is_off=code in off)
        for code, each in codes.items()
    ))  # fmt: skip


POINTS = st.fixed_dictionaries({
    code: st.none() | st.integers(0, int((SET.get(code) or SET.areas[0]).most * 100)).map(
        lambda hundredths: str(D(hundredths) / 100)
    )
    for code in LEAVES
})  # fmt: skip


@given(POINTS, POINTS, st.sets(st.sampled_from(["1.1", "1.3", "2"])))
def test_gaps_of_areas_are_those_of_their_criteria(
    own: dict[str, str | None], first: dict[str, str | None], off: set[str]
) -> None:
    own["P1"] = None if own["P1"] is None else f"-{own['P1']}"
    first["P1"] = None if first["P1"] is None else f"-{first['P1']}"
    made = rounds(
        Stage.LOCKED, Stage.VERIFIED,
        sealed={Stage.LOCKED: of(own, off), Stage.VERIFIED: of(first)},
    )  # fmt: skip
    for line in made.lines:
        if line.criterion.children and line.most:
            below = [made.by_code[each.code] for each in line.criterion.children]
            gaps = [each.gap if each.gap is not None else -(each.points or 0) for each in below if each.most]
            assert line.gap == sum(gaps, D(0))
        if line.code in off:
            assert (line.points, line.first, line.gap, line.most) == (None, None, None, 0)
        elif line.is_leaf:
            assert line.points == (None if own[line.code] is None else D(own[line.code] or 0))
            taken = line.first is not None and line.first < (line.points or 0)
            assert line.is_taken == line.waits == taken
    assert {each.code for each in made.waiting} == {each.code for each in made.lines if each.is_taken}


def test_what_was_said_is_known_by_criterion() -> None:
    own = Sealed((
        SealedLine("1.1", D(2), D(2), "Có", "Có → 2/2 điểm", files=(FILE,)), SealedLine("1.2", D(3)),
        SealedLine("1.3", D(1)), SealedLine("2", D(4), note="Tự rà soát"),
    ))  # fmt: skip
    first = Sealed((
        SealedLine("1.1", D(1), note="Thiếu biên bản"), SealedLine("1.2", D(3)), SealedLine("1.3", D("0.5")),
        SealedLine("2", D(4)),
    ))  # fmt: skip
    sealed = {Stage.LOCKED: own, Stage.VERIFIED: first}
    made = rounds(Stage.LOCKED, Stage.VERIFIED, sealed=sealed)
    assert [line.code for line in made.unproven] == ["1.3"]
    assert [line.code for line in made.waiting] == ["1.1", "1.3"]
    assert made.by_code["1.1"].first_remark == "Thiếu biên bản"
    assert made.by_code["1.1"].files == (FILE,)
    assert made.last is made.first
    assert made.due is None
    # What has been written of the explanation counts before it is locked.
    written = {**sealed, Stage.EXPLAINED: Sealed((SealedLine("1.1", note="Đã bổ sung", files=(FILE, NEW)),))}
    made = rounds(Stage.LOCKED, Stage.VERIFIED, sealed=written)
    assert [line.code for line in made.waiting] == ["1.3"]
    assert made.by_code["1.1"].new_files == (NEW,)
    assert [line.code for line in made.explained()] == ["1.1", "1.3"]
    # After it points of the second verification count, and nothing waits any more.
    again = Sealed((SealedLine("1.1", D(2), note="Nhất trí"), SealedLine("1.3", D("0.5"))))
    asked = rounds(Stage.LOCKED, Stage.VERIFIED, Stage.EXPLAINED, sealed={**written, Stage.SECOND: again})
    assert asked.waiting == []
    assert (asked.by_code["1.1"].second, asked.second) == (2, None)
    ended = rounds(
        Stage.LOCKED, Stage.VERIFIED, Stage.EXPLAINED, Stage.SECOND, sealed={**written, Stage.SECOND: again}
    )
    assert ended.last is ended.second
    assert (ended.by_code["1.1"].gap, ended.by_code["1.1"].second_remark) == (0, "Nhất trí")
    assert ended.by_code["1.3"].gap == D("-0.5")


def test_before_the_lock_there_is_nothing() -> None:
    nothing = Rounds(SET)
    assert (nothing.stage, nothing.last, nothing.due, nothing.waiting) == (Stage.SELF, None, None, [])
    line = RoundLine(SET.areas[1], D(4), SealedLine("2"), None)
    assert line.gap is None
    assert not line.is_taken
    due = step(2, Stage.VERIFIED, due=date(2026, 12, 5))
    assert Rounds(SET, held=(step(1, Stage.LOCKED), due)).due == date(2026, 12, 5)


def test_points_of_a_penalty_are_off_the_whole() -> None:
    penalty, area = SET.extras[1], SET.areas[1]
    assert signed(penalty, D(1)) == signed(penalty, D(-1)) == -1
    assert signed(area, D(1)) == 1


def test_what_is_declared_in_words() -> None:
    share = Criterion("3", "C", D(4), Rule(RuleKind.RATIO, things="hồ sơ"))

    def declared(criterion: Criterion, value: Value | None, most: str = "4") -> str:
        return Scored(criterion, D(most), D(0), D(0), value).declared

    part = Value(Fraction(75), (Fraction(3), Fraction(4)))
    assert declared(share, part) == "75% (3/4 hồ sơ)"
    assert declared(replace(share, rule=Rule(RuleKind.RATIO)), part) == "75% (3/4)"
    assert declared(share, Value(Fraction(50))) == "50%"
    assert declared(share, Value(nothing=True)) == "Không phát sinh"
    assert declared(share, None) == ""
    assert declared(share, part, "0") == "Không áp dụng"
    assert declared(replace(share, rule=Rule(RuleKind.MANUAL)), part) == ""
    assert declared(SET.areas[0], None) == ""
