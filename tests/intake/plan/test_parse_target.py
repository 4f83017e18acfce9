"""The forms of targets of FACTS.md section 3, in sentences of the fictional commune An Bình."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.targets import Comparator, Direction, Measure, TargetKind
from cchc_desktop.intake.plan.target import parse_target

YEAR = PlanPeriod.year(2026)
SPAN = PlanPeriod(PeriodKind.MULTI, 2021, 2025)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("100% văn bản của cấp trên được triển khai trong tháng.", "100%"),
        ("Phấn đấu 80% hồ sơ được nộp tại nhà.", "≥ 80%"),
        ("Tối thiểu 75% kết quả được số hóa.", "≥ 75%"),
        ("Tỷ lệ thanh toán trực tuyến đạt từ 60% trở lên.", "≥ 60%"),
        ("Trên 99% hồ sơ trả đúng hẹn.", "> 99%"),
        ("Mức độ hài lòng đạt trên 95,5 %.", "> 95,5%"),
        ("Đạt từ 95% -100% ý kiến hài lòng.", "95 - 100%"),
        ("Đạt 95–98 % ý kiến hài lòng.", "95 - 98%"),
        ("Thời gian chờ trung bình tối đa 15 phút/01 lượt giao dịch.", "≤ 15 phút/lượt"),
        ("Chỉ số CCHC thuộc Top từ 1 đến 5 của huyện.", "1 - 5 hạng"),
        ("Nằm trong 3 xã, phường đứng đầu.", "≤ 3 hạng"),
        ("Chỉ số CCHC xếp thứ 7 toàn tỉnh.", "≤ 7 hạng"),
        ("Chỉ số CCHC hằng năm đạt từ loại tốt trở lên.", "Tốt trở lên"),
        ("Đối thoại với người dân ít nhất 1 lần/năm.", "≥ 1 lần/năm"),
        ("Phát thanh ít nhất 2 tuần/lần.", "≥ 1 lần/2 tuần"),
        ("Tuyên truyền bằng ít nhất 04 hình thức.", "≥ 4 hình thức"),
        ("Thực hiện đầy đủ 02 hoạt động theo dõi pháp luật.", "2 hoạt động"),
        ("Giải ngân hết 100% vốn được giao.", "100%"),
        ("Phấn đấu vượt chỉ tiêu thu ngân sách năm 2026.", "> 100%"),
        ("Tỷ lệ hồ sơ quá hạn dưới 2%.", "< 2%"),
        ("Không để hồ sơ quá hạn quá 3%.", "≤ 3%"),
        ("Mỗi năm có ít nhất hai sáng kiến được công nhận.", "≥ 2 sáng kiến/năm"),
        ("Cấp xã: 65%", "65%"),
        ("Tỷ lệ đúng hạn: ≥ 98%", "≥ 98%"),
        ("Bộ phận một cửa khang trang, sạch đẹp.", "Định tính"),
        ("Phấn đấu là một trong các xã có thứ hạng cao.", "Định tính"),
    ],
)
def test_forms(sentence: str, label: str) -> None:
    assert parse_target(sentence, YEAR).label == label


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 giai đoạn 2021-2025.",
        "Triển khai Đề án 06 và Kế hoạch số 31/KH-UBND trong năm 2026.",
        "Duy trì ISO 9001:2015, cung cấp dịch vụ công mức độ 3, mức độ 4 phục vụ 24/7.",
        "Vận hành chính quyền địa phương 02 cấp từ tháng 7/2025, quý 3.",
        "1. Rà soát quy trình theo Điều 5 Luật số 72/2025/QH15.",
    ],
)
def test_numbers_that_set_no_value(sentence: str) -> None:
    assert parse_target(sentence, YEAR).kind is TargetKind.QUALITATIVE


def test_striving_direction_and_scope() -> None:
    rank = parse_target("Phấn đấu Chỉ số CCHC thuộc Top từ 1 đến 5 của huyện.", YEAR)
    assert rank.soft
    assert (rank.value, rank.upper, rank.direction, rank.scope) == (1, 5, Direction.DOWN, "trong huyện")
    wait = parse_target("Giảm thời gian chờ xuống còn tối đa 10 phút/lượt.", YEAR)
    assert (wait.comparator, wait.direction) == (Comparator.AT_MOST, Direction.DOWN)


def test_milestones_begin_with_the_plan() -> None:
    measure = parse_target("Hài lòng đạt từ 94% trở lên; đến năm 2024 - 2025 đạt từ 97% trở lên.", SPAN)
    assert measure.value == 94
    assert [(m.first_year, m.last_year, m.value) for m in measure.milestones] == [
        (2021, 2023, 94),
        (2024, 2025, 97),
    ]
    assert not measure.subtargets


def test_a_value_of_its_own_is_no_milestone() -> None:
    measure = parse_target(
        "80% dịch vụ mức độ 4; đến hết năm 2021, 100% thủ tục đủ điều kiện lên mạng.", SPAN
    )
    assert not measure.milestones
    assert [(sub.value, sub.deadline) for sub in measure.subtargets] == [(100, date(2021, 12, 31))]


def test_step_and_baseline() -> None:
    growing = parse_target(
        "Số hóa đạt tỷ lệ 15%. Phấn đấu mỗi năm tăng tối thiểu 20% đến khi đạt 100%.", SPAN
    )
    assert (growing.value, growing.step, growing.upper, growing.subtargets) == (15, 20, 100, ())
    cut = parse_target("Giảm 10% biên chế so với năm 2021 (mỗi năm đạt 2%/năm).", SPAN)
    assert (cut.value, cut.comparator, cut.baseline_year, cut.step) == (10, Comparator.AT_LEAST, 2021, 2)
    vague = parse_target("Giảm biên chế sự nghiệp so với năm 2021.", SPAN)
    assert (vague.kind, vague.baseline_year) == (TargetKind.QUALITATIVE, 2021)


def test_levels_of_government() -> None:
    measure = parse_target("85% hồ sơ tại cấp tỉnh; 75% hồ sơ tại cấp huyện và 65% hồ sơ tại cấp xã.", YEAR)
    assert (measure.value, measure.scope) == (65, "cấp xã")
    assert [(sub.value, sub.scope) for sub in measure.subtargets] == [(85, "cấp tỉnh"), (75, "cấp huyện")]
    listed = parse_target("Hồ sơ trực tuyến của cấp huyện, cấp xã đạt tối thiểu tương ứng 60%, 55%.", YEAR)
    assert (listed.value, listed.scope, listed.comparator) == (55, "cấp xã", Comparator.AT_LEAST)


def test_several_targets_in_one_sentence() -> None:
    measure = parse_target(
        "Mức độ hài lòng đạt 90% trở lên. Trong đó, mức độ hài lòng về đất đai đạt tối thiểu 85%.", YEAR
    )
    (sub,) = measure.subtargets
    assert (sub.value, sub.scope) == (85, "mức độ hài lòng về đất đai")
    assert sub.fragment.startswith("Trong đó")
    both = parse_target("Ít nhất 30% thôn được kiểm tra ít nhất 01 lần trong năm.", YEAR)
    assert [both.label, *(s.label for s in both.subtargets)] == ["≥ 30%", "≥ 1 lần/năm"]


def test_deadline() -> None:
    assert parse_target("Đến hết năm 2026, 90% hồ sơ được số hóa.", YEAR).deadline == date(2026, 12, 31)


@given(st.text(max_size=300))
def test_any_text_has_a_measure(text: str) -> None:
    assert isinstance(parse_target(text, YEAR), Measure)


@given(
    st.lists(st.sampled_from("đạt từ 5 10% - 100 trên năm 2025 phút / lần ; . ( ) và cấp xã trở lên".split()))
)
def test_any_words_of_targets_have_a_measure(words: list[str]) -> None:
    assert isinstance(parse_target(" ".join(words), SPAN), Measure)


def test_a_number_of_any_length_stays_finite() -> None:
    measure = parse_target(f"Đạt {'9' * 400}% hồ sơ.", None)
    assert measure.value is None or measure.value <= 1e15
