"""Where points are lost and what wins them back; each promise is kept when it is done."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value, points_of, share
from cchc_desktop.domain.criteria.scoring import score
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.criteria.wins import Loss, Win, losses, things_needed

D = Decimal
STEPS = (Step(D(4), D(98)), Step(D(3), D(95)), Step(D("1.5"), D(90)), Step(D(0)))
DOSSIERS = Rule(RuleKind.STEPS, STEPS, unit="%", things="hồ sơ", grows=True)
UNITS = Rule(RuleKind.STEPS, STEPS, unit="%", things="đơn vị")
LACKS = Rule(RuleKind.STEPS, (Step(D(1), D(0)), Step(D("0.5"), D(2)), Step(D(0))), fewer=True)
COUNT = Rule(RuleKind.COUNT, each=D("0.5"), unit="đợt")


def made(rule: Rule, most: str, value: Value | None, own: str = "") -> list[Loss]:
    given = CriteriaSet("thu", "Bộ thử", (Criterion("1", "Một", D(most), rule),), (Band("Yếu", D(0)),))
    return losses(score(given, {} if value is None else {"1": value}, (), {"1": D(own)} if own else None))


def win(rule: Rule, most: str, value: Value | None, own: str = "") -> Win:
    (loss,) = made(rule, most, value, own)
    assert loss.code == "1"
    return loss.win


def of(part: int, whole: int) -> Value:
    return share(Fraction(part), Fraction(whole))


WINS = [
    (DOSSIERS, "4", of(953, 1000), Win(D(1), "Cần thêm 1.350 hồ sơ (đạt từ 98%) để được thêm 1 điểm.", 1350)),
    (UNITS, "4", of(953, 1000), Win(D(1), "Cần thêm 27 đơn vị (đạt từ 98%) để được thêm 1 điểm.", 27)),
    (UNITS, "4", Value(Fraction(92)), Win(D("1.5"), "Đạt 95 đến dưới 98% thì được thêm 1,5 điểm.")),
    (Rule(RuleKind.RATIO, floor=D(70), things="vấn đề"), "2", of(6, 10),
     Win(D("1.4"), "Cần thêm 1 vấn đề (đạt 70%) để được thêm 1,4 điểm.", 1)),
    (Rule(RuleKind.RATIO, floor=D(70)), "2", of(8, 10),
     Win(D("0.4"), "Cần thêm 2 việc (đạt 100%) để được thêm 0,4 điểm.", 2)),
    (Rule(RuleKind.RATIO, full_from=D(90), things="người"), "2", of(8, 10),
     Win(D("0.4"), "Cần thêm 1 người (đạt 90%) để được thêm 0,4 điểm.", 1)),
    (Rule(RuleKind.RATIO, grows=True, things="văn bản"), "2", of(3, 4),
     Win(D("0.1"), "Không đạt được 100% nữa; mỗi văn bản làm đúng vẫn nâng tỷ lệ.")),
    (Rule(RuleKind.SURVEY), "10", Value(Fraction(85)), Win(D("1.5"), "Đạt 100% thì được thêm 1,5 điểm.")),
    (COUNT, "1.5", Value(Fraction(1)), Win(D("0.5"), "Mỗi đợt nữa được thêm 0,5 điểm; còn thiếu 2 đợt.", 2)),
    (Rule(RuleKind.COUNT, each=D("0.5"), per=D(2)), "1", Value(Fraction(1)),
     Win(D("0.5"), "Mỗi 2 lần nữa được thêm 0,5 điểm; còn thiếu 3 lần.", 3)),
    (Rule(RuleKind.YES_NO), "0.5", Value(), Win(D("0.5"), "Thực hiện xong thì được 0,5 điểm.")),
    (Rule(RuleKind.STEPS, (Step(D(1), words="Đủ"), Step(D(0), words="Thiếu"))), "1", Value(Fraction(2)),
     Win(D(1), "Đạt «Đủ» thì được thêm 1 điểm.")),
    (Rule(RuleKind.STEPS, (Step(D(1), D(0)), Step(D(0))), fewer=True, unit="lỗi"), "1", Value(Fraction(2)),
     Win(D(1), "Không còn lỗi nào thì được thêm 1 điểm.", 2)),
    (replace(LACKS, unit="tiêu chí thiếu"), "1", Value(Fraction(1)),
     Win(D("0.5"), "Không còn tiêu chí nào thiếu thì được thêm 0,5 điểm.", 1)),
    (replace(LACKS, unit="tiêu chí thiếu"), "1", Value(Fraction(5)),
     Win(D("0.5"), "Còn trên 0 đến 2 tiêu chí thiếu thì được thêm 0,5 điểm.", 3)),
    (replace(LACKS, unit="%"), "1", Value(Fraction(1)),
     Win(D("0.5"), "Còn không quá 0% thì được thêm 0,5 điểm.")),
    (Rule(RuleKind.STEPS, (Step(D(1), D(2), strict=True), Step(D(0))), unit="sáng kiến"), "1",
     Value(Fraction(1)),
     Win(D(1), "Đạt trên 2 sáng kiến thì được thêm 1 điểm.", 2)),
    (replace(UNITS, steps=(Step(D(1), D(100)), Step(D(0))), unit="% kế hoạch", of_target=True), "1", of(8, 9),
     Win(D(1), "Đạt từ 100% kế hoạch thì được thêm 1 điểm.")),
    (Rule(RuleKind.STEPS, (Step(D(1), D(100)), Step(D(0))), unit="%", grows=True), "1", of(8, 10),
     Win(D(0), "Phải đạt từ 100%, không còn bù được trong kỳ.", is_final=True)),
    (Rule(RuleKind.DEDUCTION, each=D(1)), "2", Value(Fraction(1)),
     Win(D(0), "Đã bị trừ điểm. Không lấy lại được trong kỳ.", is_final=True)),
    (Rule(RuleKind.MANUAL), "2", Value(Fraction(3, 2)),
     Win(D("0.5"), "Làm đủ theo cách chấm thì được thêm 0,5 điểm.")),
    (Rule(RuleKind.YES_NO), "0.5", None,
     Win(D("0.5"), "Chưa có số liệu: hãy khai báo, kèm tài liệu kiểm chứng.")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "most", "value", "wanted"), WINS, ids=[each[3].sentence for each in WINS])
def test_what_wins_points_back(rule: Rule, most: str, value: Value | None, wanted: Win) -> None:
    assert win(rule, most, value) == wanted


def test_own_points_below_what_is_proposed() -> None:
    found = win(UNITS, "4", of(96, 100), "1")
    assert (found.gain, found.sentence) == (
        2, "Số liệu hiện có cho 3 điểm; điểm tự chấm đang thấp hơn.",
    )  # fmt: skip
    # Above it, what is still missing is told.
    assert win(UNITS, "4", of(91, 100), "3").gain == 1
    assert made(UNITS, "4", of(99, 100)) == []


def test_losses_begin_with_the_greatest_gain() -> None:
    extras = (
        Criterion("T", "Thưởng", D(1), Rule(RuleKind.BONUS, each=D(1))),
        Criterion("P", "Phạt", D(1), Rule(RuleKind.PENALTY, each=D(1))),
    )
    areas = (
        Criterion("1", "Một", D(1), Rule(RuleKind.DEDUCTION, each=D(1))),
        Criterion("2", "Hai", D(2), Rule(RuleKind.YES_NO)),
        Criterion("3", "Ba", D(3), Rule(RuleKind.YES_NO)),
        Criterion("4", "Bốn", D(9), Rule(RuleKind.YES_NO)),
    )
    unknown = Criterion("5", "Năm", D(9), Rule(RuleKind.YES_NO))
    given = CriteriaSet("thu", "Bộ", (*areas, unknown), (), extras=extras, bonus_most=D(1), penalty_most=D(1))
    none, one = Value(), Value(Fraction(1))
    values = {"1": one, "2": none, "3": none, "4": none, "P": one}
    found = losses(score(given, values, {"4"}))
    assert [each.code for each in found] == ["3", "2", "5", "1", "P"]
    assert [each.is_unknown for each in found] == [False, False, True, False, False]
    assert found[-1].win.is_final


@given(st.data())
def test_so_many_things_more_are_just_enough(data: st.DataObject) -> None:
    whole = data.draw(st.integers(1, 500))
    part = data.draw(st.integers(0, whole))
    rule = data.draw(st.sampled_from([DOSSIERS, UNITS]))
    value = of(part, whole)
    points = points_of(rule, D(4), value)
    assume(points is not None and points < 4)
    found = win(rule, "4", value)
    assert found.needed is not None

    def after(more: int) -> Fraction | None:
        return points_of(rule, D(4), of(part + more, whole + more * rule.grows))

    assert points is not None
    assert after(found.needed) == points + Fraction(found.gain)
    assert after(found.needed - 1) == points


def test_more_than_a_threshold() -> None:
    assert things_needed(UNITS, of(40, 100), D(50)) == 10
    assert things_needed(UNITS, of(40, 100), D(50), strict=True) == 11
    assert things_needed(COUNT, of(40, 100), D(50)) is None
