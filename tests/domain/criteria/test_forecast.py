"""What a year comes to at its end: both ends of each kind of source, reckoned by hand, and of the whole."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.domain.criteria.forecast import (
    Forecast,
    Known,
    foresee,
    of_count,
    of_fixed_share,
    of_growing_share,
    of_paced_share,
    of_target,
    of_works,
)
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Value, share
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion

D, F = Decimal, Fraction
DOSSIERS = Rule(RuleKind.RATIO, things="hồ sơ", grows=True)
MONEY = Rule(RuleKind.RATIO, things="triệu đồng")
TIMES = Rule(RuleKind.COUNT, each=D("0.25"), unit="đợt")
YES = Rule(RuleKind.YES_NO)
END = date(2026, 12, 31)


def nine_months(*last: int) -> Known:
    things = (F(last[0]), F(last[1])) if last else None
    return Known("9 tháng đầu năm 2026", F(3), F(1), "quý III năm 2026", things)


OVER = Known("Năm 2026", F(4), F(0))


def numbers(found: Forecast) -> tuple[object, object]:
    return (found.low.number if found.low else None, found.high.number if found.high else None)


def test_dossiers_come_on_as_in_the_mean_quarter() -> None:
    # 270 of 300 in nine months, so 100 more: at 90% as before, or all of them.
    found = of_growing_share(nine_months(93, 100), DOSSIERS, share(F(270), F(300)))
    assert numbers(found) == (90, F(370, 400) * 100)
    assert found.said == (
        "9 tháng đầu năm 2026: 270/300 hồ sơ (90%). Còn khoảng 100 hồ sơ nữa như bình quân các quý: "
        "làm như từ đầu năm (90%) thì cả năm 90%, làm đúng hết thì 92,5%."
    )
    # The last quarter was worse than the year: so will the next one be.
    worse = of_growing_share(nine_months(80, 100), DOSSIERS, share(F(270), F(300)))
    assert numbers(worse) == (F(350, 400) * 100, F(370, 400) * 100)
    assert "làm như quý III năm 2026 (80%) thì cả năm 87,5%" in worse.said
    perfect = of_growing_share(nine_months(100, 100), DOSSIERS, share(F(300), F(300)))
    assert numbers(perfect) == (100, 100)
    assert perfect.said.endswith("(100%); làm đúng hết như đến nay thì giữ được 100%.")
    # Nothing comes any more, nothing came yet, or the last quarter had none.
    assert numbers(of_growing_share(OVER, DOSSIERS, share(F(9), F(10)))) == (90, 90)
    none = Known("Quý I", F(0), F(4))
    assert numbers(of_growing_share(none, DOSSIERS, share(F(9), F(10)))) == (90, 90)
    assert (
        numbers(of_growing_share(nine_months(0, 0), Rule(RuleKind.RATIO, grows=True), share(F(9), F(10))))[0]
        == 90
    )


def test_a_budget_is_spent_at_its_pace_or_whole() -> None:
    found = of_paced_share(nine_months(), MONEY, share(F(600), F(1000)))
    assert numbers(found) == (80, 100)
    assert found.said.endswith("theo tốc độ đến nay thì cả năm 80%, làm nốt phần còn lại thì 100%.")
    above = of_paced_share(nine_months(), MONEY, share(F(900), F(1000)))
    assert numbers(above) == (120, 120)
    assert above.said.endswith("theo tốc độ đến nay thì cả năm 120%.")
    assert numbers(of_paced_share(OVER, MONEY, share(F(600), F(1000)))) == (60, 60)
    assert numbers(of_paced_share(Known("", F(0), F(4)), MONEY, share(F(0), F(1000)))) == (0, 0)


def test_things_that_are_there_may_all_be_done() -> None:
    found = of_fixed_share(nine_months(), Rule(RuleKind.RATIO, things="TTHC"), share(F(96), F(102)))
    assert numbers(found) == (F(9600, 102), 100)
    assert found.said == "9 tháng đầu năm 2026: 96/102 TTHC (94,12%); làm nốt 6 TTHC còn lại thì 100%."
    done = of_fixed_share(nine_months(), Rule(RuleKind.RATIO), share(F(3), F(3)))
    assert (numbers(done), done.said) == ((100, 100), "9 tháng đầu năm 2026: 3/3 việc (100%).")


@pytest.mark.parametrize(
    ("rule", "number", "target", "known", "ends", "said"),
    [
        (TIMES, 4, None, nine_months(), (4, 5), "4 đợt; theo tốc độ đến nay thì cả năm 5 đợt."),
        (TIMES, 4, 6, nine_months(), (4, 6), "4 đợt; đạt chỉ tiêu của kế hoạch thì cả năm 6 đợt."),
        (TIMES, 6, 6, nine_months(), (6, 8), "cả năm 8 đợt."),
        (TIMES, 0, None, nine_months(), (0, 0), "0 đợt."),
        (TIMES, 1, None, nine_months(), (1, 1), "1 đợt."),
        (TIMES, 4, 6, OVER, (4, 4), "Năm 2026: 4 đợt."),
        (TIMES, 2, None, Known("x", F(0), F(4)), (2, 2), "x: 2 đợt."),
        (YES, 0, None, nine_months(), (0, 1), "chưa có; còn làm được trong năm."),
        (YES, 0, None, OVER, (0, 0), "Năm 2026: không có."),
        (YES, 3, None, nine_months(), (3, 3), "9 tháng đầu năm 2026: đã có."),
    ],
)  # fmt: skip
def test_what_is_counted_goes_on_at_its_pace(
    rule: Rule, number: int, target: int | None, known: Known, ends: tuple[int, int], said: str
) -> None:
    found = of_count(known, rule, Value(F(number)), None if target is None else F(target))
    assert numbers(found) == ends
    assert found.said.endswith(said)


def test_a_target_may_still_be_reached() -> None:
    found = of_target(nine_months(), Value(F("97.2")), "70%")
    assert numbers(found) == (F("97.2"), 100)
    assert found.said == ("9 tháng đầu năm 2026: 97,2% mục tiêu; đạt mục tiêu 70% của kế hoạch thì 100%.")
    assert numbers(of_target(nine_months(), Value(F(103)), "70%")) == (103, 103)
    assert numbers(of_target(OVER, Value(F(90)), "70%")) == (90, 90)


def test_works_that_are_open_may_still_be_done() -> None:
    found = of_works(90, 30, 120, "nhiệm vụ", by=END)
    assert (numbers(found), found.by) == ((75, 100), END)
    assert found.said == (
        "Đã xong 90/120 nhiệm vụ; làm xong 30 nhiệm vụ còn mở, chậm nhất ngày 31/12/2026 thì 100%."
    )
    assert of_works(2, 1, 4, "việc").said == "Đã xong 2/4 việc; làm xong 1 việc còn mở thì 75%."
    assert of_works(3, 0, 4, "việc").said == "Đã xong 3/4 việc."


SMALL = CriteriaSet(
    "thu", "Bộ thử",
    (
        Criterion(
            "1", "Một", D(4),
            children=(
                Criterion("1.1", "Tỷ lệ", D(2), Rule(RuleKind.RATIO)),
                Criterion("1.2", "Trừ", D(2), Rule(RuleKind.DEDUCTION, each=D(1))),
            ),
        ),
        Criterion("2", "Hai", D(1), YES),
        Criterion("3", "Ba", D(1), YES),
    ),
    (Band("Đạt", D(0)),),
    extras=(Criterion("P1", "Phạt", D(2), Rule(RuleKind.PENALTY, each=D(1))),),
    penalty_most=D(2),
)  # fmt: skip


def test_the_worse_end_of_each_stands_in_the_lower_score() -> None:
    forecasts = {
        "1.1": Forecast(Value(F(50)), Value(F(100)), "một"),
        "1.2": Forecast(Value(F(0)), Value(F(1)), "hai"),
        "2": Forecast(None, Value(F(1)), "ba"),
        "P1": Forecast(Value(F(0)), Value(F(2)), "bốn"),
    }
    found = foresee(SMALL, forecasts, (), {}, END)
    assert (found.low.total, found.low.unknown) == (0, 2)
    assert (found.high.total, found.high.unknown) == (5, 1)
    ends = {code: (each.low.points, each.high.points) for code, each in found.criteria.items()}
    assert ends == {"1": (2, 4), "1.1": (1, 2), "1.2": (1, 2), "2": (0, 1), "3": (0, 0), "P1": (-2, 0)}
    assert not found.criteria["1.1"].is_certain
    assert found.criteria["3"].is_certain
    assert found.criteria["3"].forecast is None
    # What the office decided, or does not apply, has no ends.
    decided = foresee(SMALL, forecasts, ("2",), {"1.1": D("1.5"), "P1": D(-1)}, END)
    assert (decided.low.total, decided.high.total, decided.low.most) == (D("1.5"), D("2.5"), 5)
    assert decided.day == END


def test_the_lower_end_is_never_above_the_upper_one() -> None:
    starter, random = criteria_sets()[0], Random(14)
    for _ in range(40):
        forecasts = {
            each.code: Forecast(
                Value(F(random.randrange(101))) if random.random() < 0.9 else None,
                Value(F(random.randrange(101))), "",
            )
            for each in starter.walk() if each.rule is not None
        }  # fmt: skip
        found = foresee(starter, forecasts, (), {}, END)
        assert all(each.low.points <= each.high.points for each in found.criteria.values())
        assert found.low.total <= found.high.total <= found.high.most
