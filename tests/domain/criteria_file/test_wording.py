"""Which rule the words of a decision mean, read here once more by hand; what they leave open is no rule."""

from decimal import Decimal

import pytest

from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Step
from cchc_desktop.domain.criteria_file.wording import proposed_rule

D = Decimal


def steps(*given: tuple[str, str | None], strict: str = "", fewer: bool = False, unit: str = "%") -> Rule:
    """Steps by points and bound; those at the bound ``strict`` begin above it."""
    made = tuple(
        Step(D(points), None if bound is None else D(bound), strict=bound == strict and bool(strict))
        for points, bound in given
    )
    return Rule(RuleKind.STEPS, made, fewer=fewer, unit=unit)


def chosen(*given: tuple[str, str]) -> Rule:
    return Rule(RuleKind.STEPS, tuple(Step(D(points), words=words) for points, words in given))


YES = Rule(RuleKind.YES_NO)
WORDS: list[tuple[str, str, Rule | None]] = [
    ("0.5", "Có: 0,5; không: 0", YES),
    ("1", "Có thực hiện: 1 điểm; Không thực hiện: 0 điểm", YES),
    ("1", "Ban hành đúng thời hạn được 1 điểm\nKhông ban hành: không có điểm", YES),
    ("1", "Có/Không", YES),
    ("1", "Có văn bản: 1", YES),
    ("4", "- Đạt từ 98% trở lên: 4 điểm;\n- Từ 95% - dưới 98%: 3 điểm;\n- Dưới 95%: không tính điểm",
     steps(("4", "98"), ("3", "95"), ("0", None))),
    ("1.5", "≥95%: 1,5; 90% đến <95%: 1; <90%: 0", steps(("1.5", "95"), ("1", "90"), ("0", None))),
    ("2", "trên 90%: 2; từ 80% đến 90%: 1; dưới 80%: 0",
     steps(("2", "90"), ("1", "80"), ("0", None), strict="90")),
    ("1", "≥4 hình thức: 1; 2–3: 0,5; <2: 0", steps(("1", "4"), ("0.5", "2"), ("0", None), unit="")),
    ("2", "0 lần: 2; 1 đến 2 lần: 1; từ 3 lần trở lên: 0",
     steps(("2", "0"), ("1", "2"), ("0", None), fewer=True, unit="")),
    ("2", "Không quá 5 ngày: 2; 6 đến 10 ngày: 1; trên 10 ngày: 0",
     steps(("2", "5"), ("1", "10"), ("0", None), fewer=True, unit="")),
    ("1.5", "100%: 1,5; 95% đến <100%: 1; các trường hợp còn lại: 0",
     steps(("1.5", "100"), ("1", "95"), ("0", None))),
    ("1", "Đúng hạn và đủ nội dung: 1; chậm ≤15 ngày: 0,5; không ban hành: 0",
     chosen(("1", "Đúng hạn và đủ nội dung"), ("0.5", "chậm ≤15 ngày"), ("0", "không ban hành"))),
    ("1.5", "Không có người bị kỷ luật: 1,5; khiển trách: 0,75; nặng hơn: 0",
     chosen(("1.5", "Không có người bị kỷ luật"), ("0.75", "khiển trách"), ("0", "nặng hơn"))),
    ("2", "100%: 2; 80% đến <100%: tỷ lệ × 2; <80%: 0", Rule(RuleKind.RATIO, floor=D(80))),
    ("1", "Nếu tỷ lệ này đạt từ 70% - dưới 100% thì điểm đánh giá được tính theo công thức: b × 1,0 / a. "
     "Nếu tỷ lệ < 70% thì điểm đánh giá là 0", Rule(RuleKind.RATIO, floor=D(70))),
    ("0.75", "Tỷ lệ × 0,75; <70%: 0; không phát hiện vấn đề: 0,75",
     Rule(RuleKind.RATIO, floor=D(70), nothing_full=True)),
    ("2", "Tỷ lệ × 2; không phát sinh thì được điểm tối đa", Rule(RuleKind.RATIO, nothing_full=True)),
    ("4", "Tỷ lệ × 4; dưới 60%: 0; từ 95% trở lên: 4", Rule(RuleKind.RATIO, floor=D(60), full_from=D(95))),
    ("1", "Điểm tính theo tỷ lệ hồ sơ đúng hạn", Rule(RuleKind.RATIO)),
    ("1", "Mỗi báo cáo đủ nội dung, đúng hạn: 0,25", Rule(RuleKind.COUNT, each=D("0.25"), unit="báo cáo")),
    ("1", "Mỗi 02 sáng kiến được cộng 0,5 điểm, tối đa 1 điểm",
     Rule(RuleKind.COUNT, each=D("0.5"), per=D(2), unit="sáng kiến")),
    ("2", "Trừ 0,5 điểm cho mỗi hồ sơ quá hạn",
     Rule(RuleKind.DEDUCTION, each=D("0.5"), unit="hồ sơ quá hạn")),
    ("3", "SIPAS% × 3", Rule(RuleKind.SURVEY)),
    ("2", "Điểm quy đổi từ phiếu", Rule(RuleKind.SURVEY)),
    # What is left open.
    ("1", "Hội đồng xem xét, quyết định", None),
    ("2", ">95%: 2; 90-93%: 1; <90%: 0", None),
    ("3", "Có kế hoạch 1; có báo cáo 1; có khắc phục 1", None),
    ("2", "Từ 90% trở lên: 1,5; dưới 90%: 0", None),
    ("2", "Tỷ lệ × 3", None),
    ("2", "Tỷ lệ × 2; ≤70%: 0", None),
    ("2", "Mỗi sáng kiến được 0,5 điểm, tối đa 1 điểm", None),
    ("2", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("most", "words", "meant"), WORDS, ids=[each[1][:40] for each in WORDS])
def test_what_words_mean(most: str, words: str, meant: Rule | None) -> None:
    assert proposed_rule("Tiêu chí", words, D(most)) == meant


def test_a_survey_is_known_by_the_name_of_its_criterion() -> None:
    assert proposed_rule("Điều tra xã hội học về thể chế", "", D(2)) == Rule(RuleKind.SURVEY)


def test_what_stands_beside_the_whole() -> None:
    words = "Mỗi sáng kiến được cộng 0,5 điểm, tối đa 2 điểm"
    assert proposed_rule("", words, D(2), penalty=False) == Rule(
        RuleKind.BONUS, each=D("0.5"), unit="sáng kiến"
    )
    assert proposed_rule("", "Bị phê bình", D(1), penalty=True) == Rule(
        RuleKind.PENALTY, each=D(1), unit="lần"
    )
