"""What a plan of several years asks of one of its years, and the sentence that says it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.target_years import YearTarget, less_than_asked, of_year, short
from cchc_desktop.domain.targets import (
    Comparator,
    Direction,
    Measure,
    Milestone,
    TargetKind,
    in_year,
    milestone_of,
)
from cchc_desktop.intake.plan.target import parse_target

TERM = PlanPeriod(PeriodKind.MULTI, 2021, 2025)


def read(sentence: str, year: int) -> YearTarget:
    return of_year(sentence, parse_target(sentence, TERM), year, TERM)


MILESTONES = (
    (
        "Mức độ hài lòng của người dân đạt từ 94% trở lên; đến năm 2024 - 2025 đạt từ 97% trở lên.",
        {
            2021: "Mức độ hài lòng của người dân đạt tối thiểu 94%.",
            2023: "Mức độ hài lòng của người dân đạt tối thiểu 94%.",
            2024: "Mức độ hài lòng của người dân đạt tối thiểu 97%.",
        },
    ),
    (
        "Tỷ lệ hài lòng đến năm 2022: 94 %, năm 2024–2025 từ 97 %.",
        {2022: "Tỷ lệ hài lòng đạt 94%.", 2025: "Tỷ lệ hài lòng đạt tối thiểu 97%."},
    ),
    (
        "Đến năm 2022 tỷ lệ trả đúng hạn đạt 94%, năm 2023 đạt 95% và đến năm 2025 đạt từ 97% trở lên; "
        "riêng đất đai đạt 85%.",
        {
            2022: "Tỷ lệ trả đúng hạn đạt 94%; riêng đất đai đạt 85%.",
            2024: "Tỷ lệ trả đúng hạn đạt 95%; riêng đất đai đạt 85%.",
            2025: "Tỷ lệ trả đúng hạn đạt tối thiểu 97%; riêng đất đai đạt 85%.",
        },
    ),
    (
        "Thời gian chờ năm 2022 tối đa 30 phút/01 lượt giao dịch, năm 2024 - 2025 tối đa 15 phút/01 lượt "
        "giao dịch.",
        {2022: "Thời gian chờ tối đa 30 phút/lượt.", 2025: "Thời gian chờ tối đa 15 phút/lượt."},
    ),
    (
        "Tuyên truyền bằng ít nhất 03 hình thức; từ năm 2024 ít nhất 04 hình thức.",
        {2022: "Tuyên truyền bằng tối thiểu 3 hình thức.", 2025: "Tuyên truyền bằng tối thiểu 4 hình thức."},
    ),
    (
        "Phấn đấu đến hết năm 2023 đạt trên 90% và đến năm 2025 đạt 100% hồ sơ được số hóa.",
        {
            2022: "Phấn đấu đạt trên 90% hồ sơ được số hóa.",
            2024: "Phấn đấu đạt trên 90% hồ sơ được số hóa.",
            2025: "Phấn đấu đạt 100% hồ sơ được số hóa.",
        },
    ),
)


@pytest.mark.parametrize(
    ("sentence", "year", "wanted"),
    [(sentence, year, wanted) for sentence, years in MILESTONES for year, wanted in years.items()],
)
def test_the_clause_of_the_year_takes_the_place_of_all_milestones(
    sentence: str, year: int, wanted: str
) -> None:
    target = read(sentence, year)
    assert target.text == wanted
    again = parse_target(target.text, PlanPeriod.year(year))
    assert (again.kind, again.value, again.unit) == (target.measure.kind, target.measure.value, again.unit)
    assert (target.measure.milestones, target.measure.deadline) == ((), None)
    assert target.reasons[0].endswith(f"{short(target.measure)}.")


def test_a_year_without_a_value_of_its_own_says_whose_it_has() -> None:
    sentence = "Tỷ lệ hài lòng đến năm 2022: 94%, năm 2024 - 2025 từ 97%."
    assert read(sentence, 2024).reasons == ("Lấy mốc của các năm 2024 - 2025: tối thiểu 97%.",)
    assert read(sentence, 2022).reasons == ("Lấy mốc của năm 2022: 94%.",)
    for year in (2021, 2023):
        assert read(sentence, year).reasons == (
            f"Kế hoạch giai đoạn không đặt mức riêng năm {year}; lấy mốc của năm 2022: 94%.",
        )


@pytest.mark.parametrize(
    ("sentence", "year", "wanted"),
    [
        (
            "Số hóa kết quả đạt tỷ lệ 15%. Phấn đấu mỗi năm tăng tối thiểu 20% đến khi đạt 100%.",
            2024,
            "Số hóa kết quả đạt tỷ lệ tối thiểu 75%.",
        ),
        (
            "Số hóa kết quả (đạt tỷ lệ 15%)). Phấn đấu mỗi năm tăng tối thiểu 20% đến khi đạt 100%.",
            2025,
            "Số hóa kết quả (đạt tỷ lệ tối thiểu 95%).",
        ),
        ("Số hóa hồ sơ đạt 40%, bình quân mỗi năm tăng 15%.", 2025, "Số hóa hồ sơ đạt tối thiểu 100%."),
        # The year that it begins in is said, and counted from.
        (
            "Trực tuyến toàn trình năm 2022 đạt 50%. Phấn đấu mỗi năm tăng tối thiểu 10% đến khi đạt 90%.",
            2024,
            "Trực tuyến toàn trình đạt tối thiểu 70%.",
        ),
        (
            "Năm 2023, tỷ lệ trực tuyến đạt 50%, mỗi năm tăng 10%.",
            2024,
            "Tỷ lệ trực tuyến đạt tối thiểu 60%.",
        ),
        (
            "Giảm 10% biên chế sự nghiệp so với năm 2021 (dự kiến mỗi năm đạt 2%/năm).",
            2022,
            "Giảm 4% biên chế sự nghiệp so với năm 2021.",
        ),
        (
            "Giảm 10% biên chế sự nghiệp so với năm 2021 (dự kiến mỗi năm đạt 2%/năm).",
            2025,
            "Giảm 10% biên chế sự nghiệp so với năm 2021.",
        ),
    ],
)
def test_a_yearly_step_comes_to_the_value_of_the_year(sentence: str, year: int, wanted: str) -> None:
    target = read(sentence, year)
    assert target.text == wanted
    assert parse_target(wanted, PlanPeriod.year(year)).label == target.measure.label
    assert target.measure.step is None
    assert target.reasons[0].startswith(f"Mức năm {year} tính theo ")


def test_a_base_year_is_worked_out_where_its_value_is_known() -> None:
    sentence = "Giảm 10% đơn vị sự nghiệp so với năm 2021."
    unknown = read(sentence, 2024)
    assert unknown.text == sentence
    assert unknown.reasons == (
        "Chưa có giá trị năm 2021 để tính ra số phải đạt; hãy nhập ở ô Giá trị năm gốc.",
    )
    known = replace(parse_target(sentence, TERM), baseline_value=20.0)
    assert of_year(sentence, known, 2024, TERM).reasons == ("Năm 2021 là 20: giảm 10% thì còn tối đa 18.",)


def test_the_value_of_a_goal_follows_from_both_ends_of_the_term() -> None:
    goal = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 10, unit="%", step=2.0, baseline_year=2021)
    values = [in_year(goal, year, TERM).value for year in range(2021, 2026)]
    assert values == [2, 4, 6, 8, 10]
    far = PlanPeriod(PeriodKind.MULTI, 2021, 2030)
    assert [in_year(goal, year, far).value for year in (2022, 2026, 2030)] == [2, 10, 10]
    assert in_year(goal, 2024, PlanPeriod.year(2024)) == goal
    growing = replace(goal, baseline_year=None)
    assert in_year(growing, 2024, TERM) == growing


def test_times_that_are_over_are_left_out_and_those_to_come_told() -> None:
    past = read("80% dịch vụ được cung cấp; phấn đấu đến hết năm 2021, 100% thủ tục được công khai.", 2024)
    assert past.text == "80% dịch vụ được cung cấp; phấn đấu 100% thủ tục được công khai."
    assert past.reasons == ("Mốc năm 2021 đã qua; mức này giữ trong năm 2024.",)
    (part,) = past.measure.subtargets
    assert (part.fragment, part.deadline) == ("phấn đấu 100% thủ tục được công khai", None)
    ahead = read("Đến năm 2025 đạt 80% người dân không phải nộp lại giấy tờ.", 2024)
    assert ahead.text == "Đến năm 2025 đạt 80% người dân không phải nộp lại giấy tờ."
    assert ahead.reasons == (
        "Mốc của cả giai đoạn là năm 2025; kế hoạch giai đoạn không đặt mức riêng năm 2024.",
    )
    assert ahead.measure.deadline == date(2025, 12, 31)
    assert read("Đến năm 2022 đạt 80% hồ sơ trực tuyến.", 2024).measure.deadline is None


def test_what_cannot_be_worded_anew_is_left_and_told() -> None:
    twice = "Tỷ lệ trực tuyến đạt 40% năm 2022, 60% năm 2024."
    assert read(twice, 2024).text == twice
    assert read(twice, 2024).reasons == ("Câu nêu năm 2022; hãy xem lại mức của năm 2024.",)
    marks = (
        Milestone(2021, 2023, Comparator.AT_LEAST, 94.0),
        Milestone(2024, 2025, Comparator.AT_LEAST, 97.0),
    )
    measure = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 94, unit="%", milestones=marks)
    told = "Câu nêu mức của nhiều năm mà chưa viết lại được; hãy ghi mức của năm 2024."
    for text in (
        "Mức độ hài lòng theo phụ lục kèm theo.",
        "Hài lòng đạt 94% ở cấp xã như đã cam kết với nhân dân, năm 2024 - 2025 đạt 97%.",
        "Có 94 hộ dân hài lòng và 97 hộ rất hài lòng.",
    ):
        target = of_year(text, measure, 2024, TERM)
        assert (target.text, target.reasons[-1]) == (text, told)
        assert target.measure.value == 97
    step = Measure(TargetKind.PERCENT, Comparator.EQUAL, 15, unit="%", step=20.0, baseline_value=15.0)
    assert of_year("Số hóa đạt 15%.", step, 2024, TERM).reasons[-1] == told


def test_ranks_grades_and_frequencies_stay_every_year() -> None:
    for sentence in (
        "Chỉ số cải cách hành chính hằng năm thuộc Top từ 1 đến 5 của huyện.",
        "Chỉ số cải cách hành chính đạt từ loại tốt trở lên.",
        "Niêm yết ít nhất 2 tuần/lần.",
        "Bộ phận Một cửa khang trang, sạch đẹp.",
    ):
        target = read(sentence, 2024)
        assert (target.text, target.reasons) == (sentence, ())
        assert target.measure == parse_target(sentence, TERM)


def test_milestones_hold_until_the_next_one() -> None:
    early, late = Milestone(2022, 2022, Comparator.EQUAL, 94.0), Milestone(2024, 2025, Comparator.EQUAL, 97.0)
    measure = Measure(TargetKind.PERCENT, Comparator.EQUAL, 90, milestones=(late, early))
    years = {2021: early, 2022: early, 2023: early, 2024: late, 2025: late, 2026: late}
    assert {year: milestone_of(measure, year) for year in years} == years
    assert milestone_of(Measure(), 2024) is None
    # What is said without a year holds before the first of them, where there is such a time.
    assert in_year(measure, 2021, TERM).value == 90
    assert in_year(measure, 2021, PlanPeriod(PeriodKind.MULTI, 2022, 2025)).value == 94


def test_a_measure_is_said_in_short() -> None:
    def said(comparator: Comparator, value: float, unit: str = "%", upper: float | None = None) -> str:
        return short(Measure(TargetKind.PERCENT, comparator, value, upper, unit=unit))

    assert said(Comparator.AT_LEAST, 97.5) == "tối thiểu 97,5%"
    assert said(Comparator.MORE_THAN, 97) == "trên 97%"
    assert said(Comparator.EQUAL, 3, "") == "3"
    assert said(Comparator.AT_MOST, 15, "phút/lượt") == "tối đa 15 phút/lượt"
    assert said(Comparator.LESS_THAN, 2, "ngày") == "dưới 2 ngày"
    assert said(Comparator.BETWEEN, 95, upper=100) == "từ 95 đến 100%"
    grade = Measure(TargetKind.GRADE, Comparator.AT_LEAST, grade="Tốt")
    assert short(grade) == "loại Tốt trở lên"
    assert short(Measure()) == "không có số"


def test_less_than_asked_is_told_with_its_amount() -> None:
    def less(given: Measure, asked: Measure) -> str:
        return less_than_asked(given, asked)

    percent = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 97, unit="%")
    assert less(replace(percent, value=95.0), percent) == "chỉ tiêu này thấp hơn 2 điểm phần trăm"
    assert less(replace(percent, value=96.4), percent) == "chỉ tiêu này thấp hơn 0,6 điểm phần trăm"
    assert less(replace(percent, value=97.0), percent) == ""
    wait = Measure(TargetKind.QUANTITY, Comparator.AT_MOST, 15, unit="phút", direction=Direction.DOWN)
    assert less(replace(wait, value=20.0), wait) == "chỉ tiêu này cao hơn 5 phút"
    assert less(replace(wait, value=10.0), wait) == ""
    rank = Measure(
        TargetKind.RANK, Comparator.BETWEEN, 1, 5, unit="hạng", direction=Direction.DOWN, scope="trong huyện"
    )
    assert less(replace(rank, upper=8.0), rank) == "chỉ tiêu này cao hơn 3 hạng"
    good = Measure(TargetKind.GRADE, Comparator.AT_LEAST, grade="Tốt")
    assert less(replace(good, grade="Khá"), good) == "kế hoạch này chỉ đặt loại Khá"
    assert less(replace(good, grade="Xuất sắc"), good) == ""
    assert less(replace(good, grade="A"), good) == "kế hoạch này chỉ đặt loại A"
    assert less(Measure(), percent) == "kế hoạch này không nêu mức"
    # What cannot be held against each other is not.
    assert less(good, percent) == less(percent, good) == less(wait, percent) == less(percent, Measure()) == ""


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(61, 100),
    st.integers(2021, 2025),
    st.sampled_from(["", ",5"]),
)
def test_a_stepped_sentence_always_says_what_its_measure_does(
    start: int, step: int, cap: int, year: int, half: str
) -> None:
    sentence = f"Tỷ lệ hồ sơ trực tuyến đạt {start}{half}%, mỗi năm tăng {step}% đến khi đạt {cap}%."
    target = read(sentence, year)
    asked = in_year(parse_target(sentence, TERM), year, TERM)
    assert parse_target(target.text, PlanPeriod.year(year)).value == target.measure.value == asked.value


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Tăng 10% hồ sơ trực tuyến so với năm 2021.",
            "Năm 2021 là 200: tăng 10% thì phải đạt tối thiểu 220.",
        ),
        ("Giảm 10% hồ sơ quá hạn so với năm 2021.", "Năm 2021 là 200: giảm 10% thì còn tối đa 180."),
        ("Đạt 90% so với năm 2021.", None),
    ],
)
def test_a_base_year_is_gone_beyond_or_stayed_below(sentence: str, told: str | None) -> None:
    measure = replace(parse_target(sentence, TERM), baseline_value=200.0)
    assert of_year(sentence, measure, 2023, TERM).reasons == ((told,) if told else ())


def test_values_with_points_between_thousands_are_worded_anew() -> None:
    assert read("Số hóa 1.500 hồ sơ; đến năm 2024 đạt 2.500 hồ sơ.", 2024).text == "Số hóa 2.500 hồ sơ."
