"""A lost point as a task: its words, and what the criterion comes to once it is done."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop.domain.criteria.forecast import Forecast
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value, points_of, share
from cchc_desktop.domain.criteria.scoring import score
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.criteria.tasks import CriterionTask, best_value, task_words, with_task
from cchc_desktop.domain.criteria.wins import Loss, losses
from cchc_desktop.domain.report_periods import Period

D, F = Decimal, Fraction
DUE = date(2026, 12, 14)
CHOICES = (Step(D(2), words="Đủ"), Step(D(0), words="Thiếu"))
STEPS = (Step(D(2), D(90)), Step(D(0)))


def lost(rule: Rule, value: Value | None, name: str = "Giải quyết hồ sơ. ") -> Loss:
    given = CriteriaSet("x", "x", (Criterion("3.4", name, D(2), rule),), (Band("Đạt", D(0)),))
    [found] = losses(score(given, {} if value is None else {"3.4": value}))
    return found


@pytest.mark.parametrize(
    ("rule", "value", "goal"),
    [
        (Rule(RuleKind.YES_NO), Value(), ""),
        (Rule(RuleKind.YES_NO), None, ""),
        (Rule(RuleKind.STEPS, CHOICES), Value(F(2)), ": đạt «Đủ»"),
        (Rule(RuleKind.STEPS, STEPS, unit="%", things="hồ sơ"), share(F(80), F(100)),
         ": thêm 10 hồ sơ (đạt từ 90%)"),
        (Rule(RuleKind.STEPS, STEPS, unit="%"), Value(F(80)), ": đạt từ 90%"),
        (Rule(RuleKind.STEPS, (Step(D(2), D(0)), Step(D(0))), fewer=True, unit="lỗi"), Value(F(3)),
         ": không còn lỗi nào"),
        (Rule(RuleKind.COUNT, each=D(1), unit="đợt"), Value(F(1)), ": thêm 1 đợt"),
        (Rule(RuleKind.RATIO, things="việc"), share(F(3), F(4)), ": thêm 1 việc (đạt 100%)"),
        (Rule(RuleKind.RATIO), Value(F(80)), ": đạt 100%"),
    ],
)  # fmt: skip
def test_a_task_says_what_has_to_be_reached(rule: Rule, value: Value | None, goal: str) -> None:
    wanted = f"Giải quyết hồ sơ{goal}, bảo đảm điểm tiêu chí 3.4 của Chỉ số CCHC"
    assert task_words(lost(rule, value)) == wanted


@pytest.mark.parametrize(
    "rule",
    [
        Rule(RuleKind.YES_NO),
        Rule(RuleKind.STEPS, CHOICES),
        Rule(RuleKind.STEPS, STEPS),
        Rule(RuleKind.STEPS, (Step(D(2), D(90), strict=True), Step(D(0)))),
        Rule(RuleKind.STEPS, (Step(D(2), D(3), strict=True), Step(D(0))), fewer=True),
        Rule(RuleKind.STEPS, (Step(D(2)),)),
        Rule(RuleKind.COUNT, each=D("0.75"), per=D(2)),
        Rule(RuleKind.RATIO),
        Rule(RuleKind.SURVEY, full_from=D(90)),
    ],
)
def test_the_best_value_has_all_points(rule: Rule) -> None:
    best = best_value(rule, D(2))
    assert best is not None
    assert points_of(rule, D(2), best) == 2


def test_nothing_that_is_done_brings_points_of_some_kinds() -> None:
    for kind in (RuleKind.MANUAL, RuleKind.DEDUCTION, RuleKind.BONUS, RuleKind.PENALTY):
        assert best_value(Rule(kind, each=D(1)), D(2)) is None


def test_an_open_task_is_the_upper_end_of_what_has_none() -> None:
    yes = Criterion("4.4", "Phân cấp", D(1), Rule(RuleKind.YES_NO))
    no = Value()
    found = with_task(Forecast.sure(no, "Cơ quan khai báo."), yes, "Kiểm tra phân cấp.", DUE)
    assert found == Forecast(
        no, Value(F(1)), "Nhiệm vụ «Kiểm tra phân cấp.» đang mở, hạn 14/12/2026: xong thì đủ điểm.", DUE
    )
    unknown = with_task(None, yes, "Kiểm tra", DUE)
    assert unknown is not None
    assert (unknown.low, unknown.high) == (None, Value(F(1)))
    ends = Forecast(no, Value(F(1)), "đã có hai đầu")
    assert with_task(ends, yes, "Kiểm tra", DUE) is ends
    by_hand = Criterion("5", "Chấm tay", D(1), Rule(RuleKind.MANUAL))
    assert with_task(None, by_hand, "Kiểm tra", DUE) is None
    assert with_task(None, Criterion("6", "Nhóm", D(1)), "Kiểm tra", DUE) is None


def test_it_is_stored_as_the_criterions_mark_is() -> None:
    made = CriterionTask("khoi-dau", Period.parse("2026-N"), "4.4", "Phân cấp", 4, "x")
    assert made.id == "2026-N:khoi-dau:4.4"
