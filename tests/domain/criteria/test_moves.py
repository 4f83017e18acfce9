"""What to do in a month: what is left out, how much work it is, in which order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop.domain.criteria.forecast import Forecast, foresee
from cchc_desktop.domain.criteria.moves import (
    Effort,
    Move,
    MoveKind,
    by_worth,
    effort_of,
    month_of,
    moves,
    worth_of,
)
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value, share
from cchc_desktop.domain.criteria.scoring import score
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.criteria.sources import Source
from cchc_desktop.domain.criteria.wins import losses

D, F = Decimal, Fraction
YES = Rule(RuleKind.YES_NO)
DAY, CLOSES = date(2026, 11, 20), date(2026, 12, 14)
NO, ONE = Value(F(0)), Value(F(1))


def of(*criteria: Criterion) -> CriteriaSet:
    return CriteriaSet("thu", "Bộ thử", criteria, (Band("Đạt", D(0)),))


def asked(
    given: CriteriaSet,
    values: Mapping[str, Value],
    forecasts: Mapping[str, Forecast],
    declared: tuple[str, ...] = (),
    own: Mapping[str, Decimal] | None = None,
    day: date = DAY,
) -> list[Move]:
    now = score(given, values, (), own)
    outlook = foresee(given, forecasts, (), own or {}, date(2026, 12, 31))
    return moves(now, losses(now), outlook, declared, day, CLOSES)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2028, 2, 5), date(2028, 2, 29)),
    ],
)
def test_a_month_ends_on_its_last_day(day: date, last: date) -> None:
    assert month_of(day) == last


def test_the_most_gain_for_the_effort_stands_first() -> None:
    dossiers = Rule(RuleKind.RATIO, things="hồ sơ")
    given = of(
        Criterion("1", "Nhiều", D(10), dossiers),
        Criterion("2", "Một", D(1), YES),
        Criterion("3", "Vài", D(3), dossiers),
        Criterion("4", "Có hạn", D(1), YES),
        Criterion("5", "Giữ", D(1), YES),
        Criterion("6", "Chưa biết", D(5), YES),
    )
    values = {"1": share(F(2), F(10)), "2": NO, "3": share(F(7), F(10)), "4": NO, "5": ONE}
    forecasts = {
        "1": Forecast(values["1"], Value(F(100)), ""),
        "3": Forecast(values["3"], Value(F(100)), ""),
        "4": Forecast(NO, ONE, "", by=date(2026, 11, 25)),
        "5": Forecast(NO, ONE, "Đăng tiếp.", by=date(2026, 12, 2)),
    }
    found = asked(given, values, forecasts, declared=("2",))
    assert [(each.code, each.kind, each.gain, each.effort, each.by) for each in found] == [
        ("4", MoveKind.WIN, 1, Effort.ONE, date(2026, 11, 25)),
        ("5", MoveKind.KEEP, 1, Effort.ONE, date(2026, 12, 2)),
        ("2", MoveKind.WIN, 1, Effort.ONE, CLOSES),
        ("1", MoveKind.WIN, 8, Effort.MANY, CLOSES),
        ("3", MoveKind.WIN, D("0.9"), Effort.FEW, CLOSES),
        ("6", MoveKind.DECLARE, 5, Effort.ONE, CLOSES),
    ]
    assert [each.worth for each in found] == [1, 1, 1, F(8, 10), F(3, 10), 5]
    assert found[1].sentence == "Đăng tiếp."


def test_what_cannot_be_done_this_month_is_left_out() -> None:
    final = Criterion("1", "Trừ", D(2), Rule(RuleKind.DEDUCTION, each=D(1)))
    later = Criterion("2", "Báo cáo", D(1), Rule(RuleKind.COUNT, each=D("0.25"), unit="báo cáo"))
    stuck = Criterion("3", "Hết cách", D(1), YES)
    survey = Criterion("4", "Điều tra của tỉnh", D(2), Rule(RuleKind.SURVEY))
    own_survey = Criterion("5", "SIPAS", D(2), Rule(RuleKind.SURVEY), sources=(Source.parse("survey:sipas"),))
    far = Criterion("6", "Giữ sau", D(1), YES)
    given = of(final, later, stuck, survey, own_survey, far)
    values = {"1": ONE, "2": Value(F(3)), "3": NO, "6": ONE}
    forecasts = {
        "2": Forecast(Value(F(3)), Value(F(4)), "", CLOSES, date(2026, 12, 1)),
        "3": Forecast.sure(NO, ""),
        "6": Forecast(NO, ONE, "", by=date(2026, 12, 8)),
    }
    assert [each.code for each in asked(given, values, forecasts)] == ["5"]
    # In December both can be done; what has a day by the 7th belongs to the month before, too.
    in_december = asked(given, values, forecasts, day=date(2026, 12, 1))
    assert [(each.code, each.kind) for each in in_december] == [
        ("6", MoveKind.KEEP), ("2", MoveKind.WIN), ("5", MoveKind.DECLARE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "value", "effort"),
    [
        (YES, NO, Effort.ONE),
        (Rule(RuleKind.MANUAL), Value(F(1)), Effort.ONE),
        (Rule(RuleKind.STEPS, (Step(D(2), words="Đủ"), Step(D(0), words="Thiếu"))), Value(F(2)), Effort.ONE),
        (Rule(RuleKind.STEPS, (Step(D(2), D(0)), Step(D(0))), fewer=True), Value(F(3)), Effort.FEW),
        (Rule(RuleKind.STEPS, (Step(D(2), D(90)), Step(D(0))), unit="%"), Value(F(80)), Effort.MANY),
        (Rule(RuleKind.COUNT, each=D(1)), NO, Effort.ONE),
        (Rule(RuleKind.COUNT, each=D(1), per=D(3)), NO, Effort.FEW),
        (Rule(RuleKind.RATIO), Value(F(80)), Effort.MANY),
        (Rule(RuleKind.RATIO), share(F(9), F(10)), Effort.ONE),
        (Rule(RuleKind.RATIO), share(F(5), F(10)), Effort.FEW),
        (Rule(RuleKind.RATIO), share(F(4), F(10)), Effort.MANY),
    ],
)
def test_effort_is_told_by_how_many_things_there_are(rule: Rule, value: Value, effort: Effort) -> None:
    [loss] = losses(score(of(Criterion("1", "Một", D(2), rule)), {"1": value}))
    assert effort_of(loss) is effort


def test_points_that_the_office_left_are_won_by_one_thing() -> None:
    rule = Rule(RuleKind.RATIO)
    [loss] = losses(score(of(Criterion("1", "Một", D(2), rule)), {"1": Value(F(80))}, (), {"1": D(1)}))
    assert (loss.win.gain, effort_of(loss)) == (D("0.6"), Effort.ONE)


def test_efforts_and_kinds_have_words() -> None:
    assert [each.label for each in Effort] == ["Một việc", "Vài việc", "Nhiều việc"]
    assert [each.weight for each in Effort] == [1, 3, 10]
    assert [each.label for each in MoveKind] == ["Lấy lại điểm", "Giữ điểm", "Khai báo"]


def test_losses_stand_by_their_worth() -> None:
    ratio = Rule(RuleKind.RATIO, things="việc")
    given = of(
        Criterion("1", "Nhiều", D(10), ratio),
        Criterion("2", "Một", D(1), YES),
        Criterion("3", "Hết", D(2), Rule(RuleKind.DEDUCTION, each=D(1))),
        Criterion("4", "Chưa biết", D(5), YES),
        Criterion("5", "Cũng một", D(1), YES),
    )
    made = score(given, {"1": share(F(5), F(100)), "2": NO, "3": ONE, "5": NO})
    found = by_worth(losses(made))
    assert [each.code for each in found] == ["2", "5", "1", "4", "3"]
    assert [worth_of(each) for each in found] == [1, 1, F(95, 100), 5, 0]
    assert effort_of(found[3]) is Effort.ONE


def test_what_was_due_before_the_day_is_left_out() -> None:
    given = of(
        Criterion("1", "Lấy lại", D(1), YES), Criterion("2", "Giữ", D(1), YES),
        Criterion("3", "Khai báo", D(1), YES),
    )  # fmt: skip
    values, forecasts = {"1": NO, "2": ONE}, {"2": Forecast(NO, ONE, "", by=date(2026, 12, 2))}
    before = asked(given, values, forecasts, declared=("1",), day=date(2026, 12, 1))
    assert [each.code for each in before] == ["2", "1", "3"]
    after = asked(given, values, forecasts, declared=("1",), day=date(2026, 12, 15))
    assert [(each.code, each.by) for each in after] == [("3", date(2026, 12, 31))]
