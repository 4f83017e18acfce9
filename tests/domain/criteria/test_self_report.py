"""What the report on a self-assessment says: areas held against the time before, causes, what is left out."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step, Value, share
from cchc_desktop.domain.criteria.scoring import Score, Scored, score
from cchc_desktop.domain.criteria.self_report import (
    AreaLine,
    ReportSection,
    SectionWords,
    area_lines,
    area_sentence,
    cause_words,
    not_applied,
    percent_text,
    shares_before,
    summary_sentences,
)
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion
from cchc_desktop.domain.criteria.words import value_words
from cchc_desktop.domain.report_periods import Period

D, F = Decimal, Fraction
YES = Rule(RuleKind.YES_NO)
RATIO = Rule(RuleKind.RATIO)


def leaf(code: str, most: str, rule: Rule = YES, area: int = 0) -> Criterion:
    return Criterion(code, f"Việc {code}", D(most), rule, area=area)


def given(*areas: Criterion, extras: tuple[Criterion, ...] = ()) -> CriteriaSet:
    bands = (Band("Tốt", D(80)), Band("Yếu", D(0)))
    return CriteriaSet("bo", "Bộ thử", areas, bands, extras=extras, bonus_most=D(3), penalty_most=D(3))


LEAVES = tuple(leaf(f"1.{n}", "2", RATIO) for n in range(1, 7))
AREA = Criterion("1", "Chỉ đạo", D(12), area=1, children=LEAVES)
OTHER = Criterion("2", "Thể chế", D(4), YES, area=2)


def with_values(*percents: int | None) -> Score:
    values = {f"1.{n}": Value(F(percent)) for n, percent in enumerate(percents, 1) if percent is not None}
    return score(given(AREA, OTHER), {**values, "2": Value(F(1))})


def test_words_are_kept_by_set_period_and_section() -> None:
    words = SectionWords("bo", Period.parse("2026-N"), ReportSection.LOST, "Lời")
    assert words.id == "2026-N:bo:lost"
    assert ReportSection.LOST.label == "Nguyên nhân, giải pháp"


def test_an_area_is_told_with_what_is_lost_most() -> None:
    made = with_values(100, 50, 90, 80, 70, None)
    first, second = area_lines(made, {"1": F(60), "2": F(100)})
    assert first.name == "Chỉ đạo"
    assert (first.full, len(first.parts), first.percent) == (1, 6, F("7.8") / 12 * 100)
    # What nobody knows yet cannot be compared.
    assert first.change is None
    sentence = area_sentence(first, "năm 2025")
    assert sentence == (
        "Đạt 7,8/12 điểm (65%), 1/6 tiêu chí thành phần đạt điểm tối đa. Điểm bị mất ở: 1.2 Việc 1.2 (mất 1 "
        "điểm); 1.5 Việc 1.5 (mất 0,6 điểm); 1.4 Việc 1.4 (mất 0,4 điểm) và 1 tiêu chí khác. "
        "Chưa chấm 2 điểm."
    )
    assert area_sentence(second, "năm 2025") == "Đạt 4/4 điểm (100%). Tỷ lệ đạt không đổi so với năm 2025."


@pytest.mark.parametrize(
    ("before", "told"), [(F(90), "tăng 10 điểm phần trăm"), (F(201, 2), "giảm 0,5 điểm phần trăm")]
)
def test_a_change_is_told(before: Fraction, told: str) -> None:
    (line, _) = area_lines(with_values(*[100] * 6), {"1": before})
    assert f"Tỷ lệ đạt {told} so với năm 2025." in area_sentence(line, "năm 2025")


def test_an_area_that_does_not_apply_is_no_share_of_anything() -> None:
    made = score(given(AREA, OTHER), {}, ["2"])
    line = area_lines(made, {"2": F(80)})[1]
    assert (line.percent, line.change) == (None, None)
    assert area_sentence(line, "năm 2025") == "Không áp dụng với cơ quan."
    assert percent_text(line.percent) == "–"
    assert percent_text(F(2, 3)) == "0,67%"


def test_the_summary_counts_what_is_full_lost_and_unknown() -> None:
    told = list(summary_sentences(with_values(100, 50, 100, 100, 100, None), "Chỉ số CCHC năm 2026"))
    assert told == [
        "Tổng điểm tự đánh giá Chỉ số CCHC năm 2026 là 13/16 điểm, đạt 81,25% điểm tối đa.",
        "Có 5/7 tiêu chí, tiêu chí thành phần đạt điểm tối đa; số điểm bị mất là 1 điểm.",
        "Còn 1 tiêu chí, tiêu chí thành phần với 2 điểm chưa có số liệu hoặc chưa có kết quả điều tra nên "
        "chưa chấm.",
    ]
    whole = list(summary_sentences(with_values(*[100] * 6), "Chỉ số"))
    assert whole[1:] == ["Có 7/7 tiêu chí, tiêu chí thành phần đạt điểm tối đa.", "Tự xếp loại: Tốt."]


def test_points_beside_the_whole_are_told_apart() -> None:
    bonus = Criterion("T1", "Thưởng", D(2), Rule(RuleKind.BONUS, each=D(1)))
    penalty = Criterion("P1", "Phạt", D(2), Rule(RuleKind.PENALTY, each=D(1)))
    made = score(
        given(OTHER, extras=(bonus, penalty)), {"2": Value(F(1)), "T1": Value(F(2)), "P1": Value(F(1))}
    )
    told = list(summary_sentences(made, "Chỉ số"))
    assert told[1] == "Trong đó có điểm thưởng 2 điểm, điểm phạt 1 điểm."
    nothing = list(summary_sentences(score(given(OTHER), {}, ["2"]), "Chỉ số"))
    assert nothing == [
        "Tổng điểm tự đánh giá Chỉ số là 0/0 điểm.", "Có 0/0 tiêu chí, tiêu chí thành phần đạt điểm tối đa.",
    ]  # fmt: skip


STEPS = Rule(RuleKind.STEPS, (Step(D(2), D(98)), Step(D(1), D(90)), Step(D(0))), unit="%")
CHOSEN = Rule(RuleKind.STEPS, (Step(D(2), words="Đủ"), Step(D(1), words="Thiếu một phần")))
CAUSES = [
    (YES, Value(F(0)), "Chưa thực hiện"),
    (RATIO, Value(F(80)), "Đạt 80%"),
    (STEPS, Value(F(95)), "Đạt 95%, ở mức 90 đến dưới 98"),
    (CHOSEN, Value(F(2)), "Đạt «Thiếu một phần»"),
    (Rule(RuleKind.COUNT, each=D("0.5"), unit="đợt"), Value(F(1)), "Mới có 1 đợt"),
    (Rule(RuleKind.DEDUCTION, each=D("0.5"), unit="lần"), Value(F(2)), "Bị trừ điểm: 2 lần"),
    (Rule(RuleKind.MANUAL), Value(F(1)), "Chưa đáp ứng đủ cách chấm"),
]


@pytest.mark.parametrize(("rule", "value", "told"), CAUSES)
def test_causes_follow_from_the_number(rule: Rule, value: Value, told: str) -> None:
    (scored,) = score(given(leaf("1", "2", rule)), {"1": value}).areas
    assert cause_words(scored) == told
    assert cause_words(scored, "Thiếu kinh phí") == "Thiếu kinh phí"


def test_a_cause_may_be_the_offices_own_decision() -> None:
    (scored,) = score(given(leaf("1", "2", RATIO)), {"1": Value(F(90))}, (), {"1": D(1)}).areas
    assert cause_words(scored) == "Tự chấm thấp hơn 1,8 điểm theo số liệu"
    assert cause_words(Scored(AREA, D(12), D(0), D(0))) == "Chưa đáp ứng đủ cách chấm"


def test_the_time_before_is_known_as_a_whole_or_not_at_all() -> None:
    made = score(given(AREA, OTHER, leaf("3", "1"), leaf("4", "1", area=5), leaf("5", "1", area=5)), {})
    before = given(AREA, OTHER, leaf("3", "2", RATIO), leaf("4", "1", area=5), leaf("6", "1"))
    earlier = score(before, {"2": Value(F(0)), "3": Value(F(50)), "4": Value(F(1)), "6": Value(F(1))}, ["1"])
    assert shares_before(made, earlier, {}) == {"2": F(0), "3": F(50), "4": F(100)}
    # Areas 4 and 5 share one reform area: neither is what that was as a whole.
    assert shares_before(made, earlier, {2: F(75), 1: F(90), 5: F(10)}) == {
        "1": F(90), "2": F(75), "3": F(50), "4": F(100),
    }  # fmt: skip
    assert shares_before(made, score(before, {"3": Value(F(50))}), {}) == {"3": F(50)}
    assert shares_before(made, None, {}) == {}


def test_what_does_not_apply_is_listed_by_its_topmost() -> None:
    made = score(given(AREA, OTHER), {}, ["2", "1.1", "1.2"])
    assert [each.criterion.code for each in not_applied(made)] == ["1.1", "1.2", "2"]
    assert AreaLine(made.areas[0]).full == 0


def test_a_value_is_told_with_what_it_is_a_share_of() -> None:
    dossiers = Rule(RuleKind.RATIO, things="hồ sơ")
    assert value_words(dossiers, share(F(1020), F(1040))) == "98,08% (1.020/1.040 hồ sơ)"
    assert value_words(RATIO, share(F(1), F(2))) == "50% (1/2)"
    assert value_words(YES, Value(F(1))) == "Có"
    assert value_words(YES, Value(nothing=True)) == "Không phát sinh"
