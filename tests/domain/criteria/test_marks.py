"""What an office says of a criterion: what it may say, and what that needs a reason for."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from cchc_desktop.domain.criteria.marks import (
    CriterionMark,
    area_scores,
    checked_mark,
    declared,
    left_out,
    own_points,
)
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.scores import AreaScore

D = Decimal
YEAR = Period.parse("2026-N")
YES = Criterion("1.1", "Ban hành kế hoạch", D("0.5"), Rule(RuleKind.YES_NO))
CHOSEN = Criterion(
    "1.2", "Nội dung", D(1), Rule(RuleKind.STEPS, (Step(D(1), words="Đủ"), Step(D(0), words="Thiếu")))
)
SHARE = Criterion("1.3", "Tỷ lệ", D(2), Rule(RuleKind.RATIO))
MANUAL = Criterion("1.4", "Do Hội đồng chấm", D(2), Rule(RuleKind.MANUAL))
ABOVE = Criterion("1", "Một", D("3.5"), children=(YES, CHOSEN, SHARE), area=1)
OTHER = Criterion("2", "Hai", D(1), Rule(RuleKind.YES_NO), area=2)
PENALTY = Criterion("P", "Phạt", D(1), Rule(RuleKind.PENALTY, each=D(1)))
A_SET = CriteriaSet(
    "thu", "Bộ thử", (ABOVE, OTHER), (Band("Yếu", D(0)),), extras=(PENALTY,), penalty_most=D(1)
)


def mark(code: str = "1.1", **said: Any) -> CriterionMark:
    return replace(CriterionMark("thu", YEAR, code), **said)


def test_a_mark_is_known_by_period_set_and_code() -> None:
    assert mark("3.4.1").id == "2026-N:thu:3.4.1"
    assert mark().is_blank
    assert not mark(note="Có biên bản").is_blank
    assert not mark(off=True).is_blank


def test_what_is_declared_is_kept_with_the_name_of_then() -> None:
    kept = checked_mark(YES, mark(number=D(1), note="  Kế hoạch  số 5 "), None, D("0.5"))
    assert (kept.name, kept.number, kept.note) == ("Ban hành kế hoạch", 1, "Kế hoạch số 5")


def test_no_reason_is_needed_for_what_says_the_same() -> None:
    known = Value(Fraction(1))
    assert checked_mark(YES, mark(number=D(1)), known, D("0.5")).number == 1
    assert checked_mark(SHARE, mark(points=D("1.80")), None, D("1.8")).points == D("1.8")
    assert checked_mark(SHARE, mark(points=D(1)), None, None).points == 1
    taken = checked_mark(PENALTY, mark("P", points=D(1)), None, D(-1))
    assert taken.points == 1


@pytest.mark.parametrize(
    ("criterion", "said", "known", "proposed", "words"),
    [
        (YES, {"off": True}, None, None, "Hãy ghi lý do không áp dụng tiêu chí 1.1."),
        (ABOVE, {"points": D(1)}, None, None, "Tiêu chí 1 có tiêu chí con."),
        (ABOVE, {"number": D(1)}, None, None, "Tiêu chí 1 có tiêu chí con."),
        (YES, {"number": D(2)}, None, None, "phải là 1 (có) hoặc 0 (không)"),
        (CHOSEN, {"number": D(3)}, None, None, "phải là một trong: 1 = Đủ; 2 = Thiếu"),
        (MANUAL, {"number": D("2.5")}, None, None, "Điểm của tiêu chí 1.4 phải từ 0 đến 2"),
        (SHARE, {"number": D(-1)}, None, None, "phải là số từ 0 trở lên"),
        (SHARE, {"number": D(90)}, Value(Fraction(91)), None, "Khai báo khác thì hãy ghi lý do."),
        (SHARE, {"number": D(0)}, Value(nothing=True), None, "Khai báo khác thì hãy ghi lý do."),
        (SHARE, {"points": D("2.01")}, None, None, "phải từ 0 đến 2"),
        (SHARE, {"points": D(-1)}, None, None, "phải từ 0 đến 2"),
        (SHARE, {"points": D("1.005")}, None, None, "nhiều nhất 2 số lẻ"),
        (SHARE, {"points": D("NaN")}, None, None, "phải từ 0 đến 2"),
        (SHARE, {"points": D(1)}, None, D("1.8"), "Điểm 1 của tiêu chí 1.3 khác đề xuất 1,8. Hãy ghi lý do."),
        (PENALTY, {"points": D("0.5")}, None, D(-1), "Điểm 0,5 của tiêu chí P khác đề xuất 1."),
    ],
)
def test_what_cannot_be_said_is_refused(
    criterion: Criterion, said: dict[str, Any], known: Value | None, proposed: Decimal | None, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        checked_mark(criterion, mark(**said), known, proposed)
    assert words in str(refused.value)
    if "lý do" in words or "khác đề xuất" in words:
        assert checked_mark(criterion, mark(note="Có văn bản", **said), known, proposed).note == "Có văn bản"


def test_what_does_not_apply_has_no_points_of_its_own() -> None:
    kept = checked_mark(
        YES, mark(off=True, points=D("0.5"), number=D(1), note="Không có nhiệm vụ"), None, None
    )
    assert (kept.off, kept.points, kept.number) == (True, None, None)
    # A whole area may be left out, or explained.
    assert checked_mark(ABOVE, mark("1", off=True, note="Không có TTHC"), None, None).off
    assert checked_mark(ABOVE, mark("1", note="Xem phụ lục"), None, None).note == "Xem phụ lục"


def test_marks_make_what_a_score_is_worked_out_from() -> None:
    marks = [
        mark("1.1", number=D(1)),
        mark("1.3", points=D(2)),
        mark("1.2", off=True),
        mark("P", points=D(1)),
    ]
    assert declared(marks) == {"1.1": Value(Fraction(1), said="Cơ quan khai báo")}
    assert left_out(marks) == {"1.2"}
    assert own_points(A_SET, marks) == {"1.3": 2, "P": -1}


def test_an_area_has_a_score_once_all_of_it_is_decided() -> None:
    marks = [mark("1.1", points=D("0.5")), mark("1.3", points=D("1.8"))]
    assert area_scores(A_SET, 2026, marks) == {}
    marks.append(mark("1.2", off=True))
    assert area_scores(A_SET, 2026, marks) == {1: AreaScore(2026, 1, D("2.5"), D("2.3"), "Theo Bộ thử")}
    # An area that does not apply at all has none.
    assert set(area_scores(A_SET, 2026, [*marks, mark("2", off=True)])) == {1}
