"""Sets of criteria: what is wrong with one is said, each problem in a sentence with its code."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step
from cchc_desktop.domain.criteria.sets import Band, CriteriaSet, Criterion, problems_of, rank
from cchc_desktop.domain.criteria.sources import Source, SourceKind
from cchc_desktop.domain.errors import Refusal

D = Decimal
YES = Rule(RuleKind.YES_NO)
BANDS = (Band("Tốt", D(80)), Band("Yếu", D(0)))


def leaf(code: str, most: str = "1", rule: Rule | None = YES) -> Criterion:
    return Criterion(code, f"Tiêu chí {code}", D(most), rule)


def node(code: str, most: str, *children: Criterion, rule: Rule | None = None) -> Criterion:
    return Criterion(code, f"Lĩnh vực {code}", D(most), rule, children=children)


def a_set(
    *areas: Criterion, extras: tuple[Criterion, ...] = (), bands: tuple[Band, ...] = BANDS
) -> CriteriaSet:
    return CriteriaSet("thu", "Bộ thử", areas, bands, extras=extras, bonus_most=D(1), penalty_most=D(1))


def test_the_shipped_sets_are_sound() -> None:
    for known in criteria_sets():
        assert problems_of(known) == []
        assert known.most == 100
        assert known.note
        # Nobody shall take them for a province's own.
        assert not known.is_issued
    starter, of_766 = criteria_sets()
    assert [str(area.most) for area in starter.areas] == ["12", "8", "20", "7", "10", "8", "15", "20"]
    assert [area.most for area in of_766.areas] == [18, 20, 22, 22, 18]
    surveyed = (each for each in starter.walk() if each.rule and each.rule.kind is RuleKind.SURVEY)
    assert sum(each.most for each in surveyed) == 30
    assert "không do tỉnh, thành phố nào ban hành" in starter.note


def test_a_set_is_of_some_years() -> None:
    always = a_set(leaf("1"))
    assert always.is_of(2000)
    some = replace(always, valid_from=date(2025, 6, 1), valid_to=date(2026, 12, 31))
    assert [some.is_of(year) for year in (2024, 2025, 2026, 2027)] == [False, True, True, False]
    assert some.get("1") == leaf("1")
    assert some.get("2") is None


def test_criteria_are_found_with_what_is_above_them() -> None:
    starter = criteria_sets()[0]
    assert [each.code for each in starter.path_to("3.4.1")] == ["3", "3.4", "3.4.1"]
    assert [each.code for each in starter.path_to("P2")] == ["P2"]
    assert starter.path_to("9.9") == ()


def test_of_several_sets_of_a_year_the_newest_issued_one_counts() -> None:
    proposed = replace(a_set(leaf("1")), is_issued=False, signed=date(2026, 5, 1))
    first = replace(a_set(leaf("1")), signed=date(2025, 8, 31))
    second = replace(a_set(leaf("1")), signed=date(2025, 10, 31))
    undated = a_set(leaf("1"))
    assert max((undated, first, second, proposed), key=rank) == second


def test_sums_are_pointed_out_and_left_as_they_are() -> None:
    wrong = a_set(node("1", "3", leaf("1.1"), leaf("1.2", "1.5")))
    assert problems_of(wrong) == [
        "Tiêu chí 1 có điểm tối đa 3, các tiêu chí con cộng lại 2,5. Hãy sửa cho khớp."
    ]
    assert wrong.areas[0].most == 3


STEPS = (Step(D(2), D(90)), Step(D(1), D(50)), Step(D(0)))


def steps(*given: Step, fewer: bool = False) -> Rule:
    return Rule(RuleKind.STEPS, given, fewer=fewer)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (steps(STEPS[0]), "phải có từ hai bậc"),
        (steps(Step(D(1), D(90)), STEPS[2]), "có bậc cao nhất 1 điểm, điểm tối đa là 2"),
        (steps(STEPS[0], Step(D(0), D(50)), Step(D(1))), "không xếp từ nhiều điểm đến ít điểm"),
        (steps(STEPS[0], Step(D(-1))), "không xếp từ nhiều điểm đến ít điểm"),
        (steps(Step(D(2), D(50)), Step(D(1), D(90)), STEPS[2]), "không theo thứ tự, trùng hoặc thiếu"),
        (steps(Step(D(2), D(50)), Step(D(1), D(50)), STEPS[2]), "không theo thứ tự, trùng hoặc thiếu"),
        (steps(Step(D(2)), Step(D(1), D(50))), "không theo thứ tự, trùng hoặc thiếu"),
        (steps(*STEPS, fewer=True), "không theo thứ tự, trùng hoặc thiếu"),
        (steps(Step(D(2), words="Đủ"), Step(D(0))), "có bậc không có lời mô tả"),
        (Rule(RuleKind.COUNT), "phải có số điểm cho mỗi lần"),
        (Rule(RuleKind.COUNT, each=D(3)), "lớn hơn 0 và không quá 2"),
        (Rule(RuleKind.DEDUCTION, each=D(1), per=D(0)), "phải có số điểm cho mỗi lần"),
        (Rule(RuleKind.RATIO, floor=D(101)), "có mức 101%"),
        (Rule(RuleKind.RATIO, full_from=D(-1)), "có mức -1%"),
        (Rule(RuleKind.RATIO, floor=D(90), full_from=D(80)), "mức không cho điểm cao hơn"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_told_with_its_code(rule: Rule, words: str) -> None:
    (problem,) = problems_of(a_set(node("1", "2", leaf("1.1", "2", rule))))
    assert problem.startswith("Tiêu chí 1.1 ")
    assert words in problem
    assert problem.endswith(".")


def test_good_rules_have_no_problem() -> None:
    for rule in (
        steps(*STEPS),
        steps(Step(D(2), D(5)), Step(D(1), D(9)), Step(D(0)), fewer=True),
        steps(Step(D(2), words="Đủ"), Step(D(0), words="Không")),
        Rule(RuleKind.RATIO, floor=D(70), full_from=D(90)),
        Rule(RuleKind.COUNT, each=D("0.5"), per=D(2)),
    ):
        assert problems_of(a_set(leaf("1", "2", rule))) == []


BONUS, PENALTY = Rule(RuleKind.BONUS, each=D(1)), Rule(RuleKind.PENALTY, each=D(1))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (a_set(leaf("1"), leaf("1")), "Mã 1 có ở nhiều tiêu chí."),
        (a_set(leaf("1", "0")), "Tiêu chí 1 phải có điểm tối đa lớn hơn 0"),
        (a_set(leaf("1", "1.005")), "nhiều nhất 2 số lẻ"),
        (a_set(leaf("1", "NaN")), "phải có điểm tối đa"),
        (a_set(leaf("1", rule=None)), "Tiêu chí 1 chưa có cách chấm."),
        (a_set(node("1", "1", leaf("1.1"), rule=YES)), "Tiêu chí 1 đã có tiêu chí con"),
        (a_set(leaf("1", rule=BONUS)), "Tiêu chí 1 là điểm thưởng mà nằm trong tổng điểm."),
        (a_set(leaf("1"), extras=(leaf("T"),)), "Tiêu chí T nằm ngoài tổng điểm"),
        (a_set(), "Bộ tiêu chí chưa có lĩnh vực nào."),
        (a_set(leaf("1"), bands=()), "Các mức xếp loại phải giảm dần"),
        (a_set(leaf("1"), bands=(Band("Tốt", D(80)),)), "Các mức xếp loại phải giảm dần"),
        (a_set(leaf("1"), bands=(Band("Yếu", D(0)), Band("Tốt", D(80)))), "Các mức xếp loại phải giảm dần"),
        (a_set(leaf("1"), bands=(Band("Tốt", D(101)), Band("Yếu", D(0)))), "Các mức xếp loại phải giảm dần"),
    ],
)
def test_what_is_wrong_with_a_set_is_told(given: CriteriaSet, words: str) -> None:
    (problem,) = problems_of(given)
    assert words in problem


def test_a_set_that_ends_before_it_begins_or_is_too_deep() -> None:
    ends = replace(a_set(leaf("1")), valid_from=date(2026, 1, 1), valid_to=date(2025, 1, 1))
    assert problems_of(ends) == ["Bộ tiêu chí hết hiệu lực trước ngày có hiệu lực. Hãy sửa lại ngày."]
    deep = leaf("1.1.1.1.1.1.1")
    for code in ("1.1.1.1.1.1", "1.1.1.1.1", "1.1.1.1", "1.1.1", "1.1", "1"):
        deep = node(code, "1", deep)
    assert problems_of(a_set(deep)) == ["Lĩnh vực 1 có hơn 6 cấp tiêu chí. Hãy bớt cấp."]
    assert problems_of(a_set(leaf("1"), extras=(leaf("T", rule=BONUS), leaf("P", rule=PENALTY)))) == []


def test_sources_are_texts() -> None:
    assert Source.parse("figure:3.24") == Source(SourceKind.FIGURE, "3.24")
    for text in (
        "figure:3.24",
        "share:3.18+3.19/3.17",
        "tasks:on_time:above",
        "rows:khen-thuong:loai=Kỷ luật",
    ):
        assert Source.parse(text).text == text
    both = Source.parse("share:3.18+3.19/3.17")
    assert (both.codes, both.whole_codes) == (("3.18", "3.19"), ("3.17",))
    assert Source.parse("tasks:on_time:above") == Source(SourceKind.TASKS, "on_time", "above")
    assert Source.parse("rule:doi-thoai") == Source(SourceKind.RULE, "doi-thoai")
    assert Source.parse("rows:khen-thuong:loai=Kỷ luật").whole == "loai=Kỷ luật"
    assert Source.parse("reports:on_time") == Source(SourceKind.REPORTS, "on_time")
    assert Source.parse("survey:sipas:cong-chuc") == Source(SourceKind.SURVEY, "sipas", "cong-chuc")
    for text in ("", "3.24", "figure:9.99", "figure:3.24 ", "share:3.24", "tasks:late", "rows:", "moon:1"):
        with pytest.raises(Refusal, match="không phải là nguồn số liệu"):
            Source.parse(text)
