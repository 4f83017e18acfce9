"""Which indicator measures which target, and when a figure reaches it."""

import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from cchc_desktop import catalogue, resources
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.target_links import NO_INDICATOR, fits, judge, link_targets
from cchc_desktop.domain.targets import Comparator, Direction, Measure, Milestone, TargetKind, in_year
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source

KNOWN = catalogue.indicators()
TERM = PlanPeriod(PeriodKind.MULTI, 2021, 2025)
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample plans are not beside the project")


@cache
def read_plan(path: Path) -> Plan:
    return parse_plan(read_source(path), catalogue.areas(), date(2026, 1, 5)).plan


@cache
def sample_plan() -> Plan:
    text = (
        resources.read_text("sample", "plan.txt").replace("{year}", "2026").replace("{previous_year}", "2025")
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.txt")
        path.write_text(text, encoding="utf-8")
        return read_plan(path)


def labels(plan: Plan, year: int) -> dict[str, str]:
    return {code: link.measure.label for code, link in link_targets(plan, KNOWN, year).items()}


def test_the_sample_commune_measures_its_targets() -> None:
    assert labels(sample_plan(), 2026) == {
        "1.09": "≥ 50%",
        "1.18": "100%",
        "1.19": "≥ 4 hình thức",
        "1.25": "≥ 2 lần/năm",
        "2.12": "> 90%",
        "2.16": "2 hoạt động",
        "3.06": "100%",
        "3.24": "98 - 100%",
        "3.25": "≥ 70%",
        "3.29": "≥ 95%",
        "3.39": "≥ 60%",
        "3.49": "> 95%",
        "3.50": "≥ 90%",
        "3.51": "≤ 15 phút/lượt",
        "5.05": "≥ 95%",
        "5.07": "100%",
        "5.10": "100%",
        "6.03": "100%",
        "6.06": "> 103%",
        "6.09": "100%",
        "6.10": "6 lần/năm",
        "7.03": "100%",
        "7.06": "≥ 85%",
        "7.26": "≥ 45%",
        "8.03": "≥ 90%",
        "8.04": "≥ 90%",
        "8.06": "≤ 20 hạng",
    }


@needs_samples
def test_a_plan_of_several_years_asks_what_the_year_asks() -> None:
    plan = read_plan(SAMPLES / "plan_xa_gia_luong_2021_2025.txt")
    found = labels(plan, 2024)
    assert found == {
        "3.06": "100%",
        "3.24": "98 - 100%",
        "3.31": "≥ 75%",
        "3.36": "≥ 80%",
        "3.39": "≥ 30%",
        "3.49": "≥ 90%",
        "3.51": "≤ 15 phút/lượt",
        "3.53": "≥ 80%",
        "5.05": "100%",
        "7.03": "100%",
        "7.06": "60%",
        "8.04": "≥ 97%",
    }
    assert labels(plan, 2022)["8.04"] == "≥ 94%"
    assert labels(plan, 2025)["3.31"] == "≥ 95%"
    assert labels(plan, 2021)["3.31"] == "≥ 15%"


@needs_samples
def test_targets_without_an_area_are_measured_too() -> None:
    plan = read_plan(SAMPLES / "plan_xa_hop_tien_2025_h2.txt")
    assert labels(plan, 2025) == {"1.18": "100%", "3.49": "≥ 90%", "6.06": "> 100%"}


def percent(value: float, **others: object) -> Measure:
    measure = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, value, unit="%")
    return replace(measure, **others)  # type: ignore[arg-type]


def plan_of(*targets: tuple[str, Measure], area: int | None = None) -> Plan:
    items = tuple(
        Item(ItemKind.TARGET, text, "-", area=area, measure=measure, id=f"t{number}")
        for number, (text, measure) in enumerate(targets, 1)
    )
    return Plan("Cải cách hành chính", PlanPeriod.year(2026), items=items)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Trên 99% số hồ sơ TTHC được trả kết quả đúng hạn.", "3.24"),
        ("100% hồ sơ trễ hạn có văn bản xin lỗi theo quy định.", "3.27"),
        ("Tỷ lệ hồ sơ nộp trực tuyến toàn trình đạt từ 60% trở lên.", "7.26"),
        ("Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa đạt 60%.", "3.33"),
        ("80% kết quả giải quyết được cấp bản điện tử.", "3.31"),
        ("Tỷ lệ thanh toán trực tuyến đạt 50%.", "3.39"),
        ("100% văn bản quy phạm pháp luật do Trung ương ban hành được triển khai kịp thời.", "2.15"),
        ("100% văn bản phải xử lý sau kiểm tra được xử lý.", "2.08"),
        ("100% vấn đề phát hiện qua kiểm tra được khắc phục.", "1.12"),
        ("Hoàn thành 100% nhiệm vụ trong Kế hoạch.", "1.05"),
        ("Giảm 10% biên chế sự nghiệp hưởng lương từ ngân sách so với năm 2021.", "4.11"),
        ("100% PAKN được tiếp nhận, xử lý kịp thời.", "3.45"),
        ("50% dịch vụ công trực tuyến có phát sinh hồ sơ.", "7.11"),
        ("100% hộ dân được dùng nước sạch.", None),
    ],
)
def test_words_tell_the_indicator(sentence: str, code: str | None) -> None:
    assert list(link_targets(plan_of((sentence, percent(60))), KNOWN, 2026)) == ([code] if code else [])


def test_a_named_indicator_goes_before_words_and_a_dash_says_none() -> None:
    sentence = "Trên 95% hồ sơ được trả đúng hạn."
    named = plan_of((sentence, percent(95, indicator="3.49")))
    assert list(link_targets(named, KNOWN, 2026)) == ["3.49"]
    assert not link_targets(plan_of((sentence, percent(95, indicator=NO_INDICATOR))), KNOWN, 2026)
    assert not link_targets(plan_of((sentence, percent(95, indicator="3.99"))), KNOWN, 2026)
    both = plan_of((sentence, percent(95)), ("Mục tiêu riêng.", percent(97, indicator="3.24")))
    assert link_targets(both, KNOWN, 2026)["3.24"].item_id == "t2"


def test_of_equal_targets_the_first_is_measured_and_an_own_area_is_preferred() -> None:
    sentence = "100% kiến nghị sau thanh tra được thực hiện."
    twice = plan_of((sentence, percent(100)), (sentence, percent(90)))
    assert link_targets(twice, KNOWN, 2026)["6.09"].item_id == "t1"
    of_area = plan_of(
        ("Mức độ hài lòng đối với sự phục vụ trong giải quyết TTHC đạt 90%.", percent(90)), area=3
    )
    assert list(link_targets(of_area, KNOWN, 2026)) == ["3.49"]


def test_a_sub_target_is_measured_by_its_own_clause() -> None:
    part = "trong đó đất đai đạt 90%"
    measure = percent(95, subtargets=(percent(90, fragment=part),))
    plan = plan_of((f"Mức độ hài lòng về thủ tục hành chính đạt 95%, {part}.", measure))
    links = link_targets(plan, KNOWN, 2026)
    assert list(links) == ["3.49"]
    assert links["3.49"].text == "Mức độ hài lòng về thủ tục hành chính đạt 95%"
    part = "mức độ hài lòng về đất đai đạt 90%"
    measure = percent(95, subtargets=(percent(90, fragment=part),))
    plan = plan_of((f"Mức độ hài lòng về thủ tục hành chính đạt 95%, trong đó {part}.", measure))
    links = link_targets(plan, KNOWN, 2026)
    assert {code: link.measure.value for code, link in links.items()} == {"3.49": 95, "3.50": 90}


def test_a_target_of_which_the_part_says_all_is_measured_by_its_sentence() -> None:
    part = "cơ quan, đơn vị được kiểm tra ít nhất 01 lần trong năm"
    once = Measure(TargetKind.COUNT, Comparator.AT_LEAST, 1, unit="lần", per="năm", fragment=part)
    plan = plan_of((f"Ít nhất 30% {part}.", percent(30, subtargets=(once,))))
    assert link_targets(plan, KNOWN, 2026)["1.09"].measure.value == 30


def test_targets_of_other_levels_are_not_the_communes() -> None:
    part = "75% hồ sơ công việc tại cấp huyện"
    measure = percent(65, scope="cấp xã", subtargets=(percent(75, scope="cấp huyện", fragment=part),))
    links = link_targets(plan_of(("65% hồ sơ công việc tại cấp xã xử lý trên mạng", measure)), KNOWN, 2026)
    assert links["7.06"].measure.value == 65


@pytest.mark.parametrize(
    ("measure", "code", "expected"),
    [
        (percent(90), "3.24", True),
        (percent(90), "3.14", False),
        (Measure(), "3.24", False),
        (Measure(TargetKind.GRADE, Comparator.AT_LEAST, grade="Tốt"), "8.06", False),
        (Measure(TargetKind.RANK, Comparator.AT_MOST, 5, unit="hạng", scope="trong tỉnh"), "8.06", True),
        (Measure(TargetKind.RANK, Comparator.AT_MOST, 5, unit="hạng"), "8.06", True),
        (Measure(TargetKind.RANK, Comparator.AT_MOST, 5, unit="hạng", scope="trong huyện"), "8.06", False),
        (Measure(TargetKind.COUNT, Comparator.AT_LEAST, 2, unit="lần", per="năm"), "1.25", True),
        (Measure(TargetKind.COUNT, Comparator.AT_LEAST, 2, unit="lần", per="tuần"), "1.25", False),
        (Measure(TargetKind.COUNT, Comparator.AT_LEAST, 2, unit="lần", per="năm"), "1.19", False),
        (Measure(TargetKind.COUNT, Comparator.AT_LEAST, 4, unit="hình thức"), "1.19", True),
        (Measure(TargetKind.FREQUENCY, Comparator.AT_LEAST, 1, unit="lần", per="2 tuần"), "1.25", False),
        (Measure(TargetKind.QUANTITY, Comparator.AT_MOST, 15, unit="phút/lượt"), "3.51", True),
        (Measure(TargetKind.COUNT, Comparator.AT_LEAST, 1, unit="có/không"), "6.12", False),
    ],
)
def test_only_measures_in_the_indicators_unit_fit(measure: Measure, code: str, expected: bool) -> None:
    assert fits(measure, KNOWN.get(code)) is expected


@pytest.mark.parametrize(
    ("comparator", "direction", "reached", "missed"),
    [
        (Comparator.AT_LEAST, Direction.UP, "95", "94.999"),
        (Comparator.MORE_THAN, Direction.UP, "95.001", "95"),
        (Comparator.EQUAL, Direction.UP, "96", "94"),
        (Comparator.EQUAL, Direction.DOWN, "94", "96"),
        (Comparator.AT_MOST, Direction.DOWN, "95", "95.1"),
        (Comparator.LESS_THAN, Direction.DOWN, "94.9", "95"),
        (Comparator.BETWEEN, Direction.UP, "95", "94.9"),
        (Comparator.BETWEEN, Direction.UP, "100.5", "94.9"),
        (Comparator.BETWEEN, Direction.DOWN, "1", "100.5"),
    ],
)
def test_a_figure_reaches_the_target_or_not(
    comparator: Comparator, direction: Direction, reached: str, missed: str
) -> None:
    measure = percent(95, comparator=comparator, direction=direction, upper=100.0)
    assert judge(measure, Fraction(reached))
    assert not judge(measure, Fraction(missed))


def test_judging_is_exact_and_nothing_reaches_what_has_no_value() -> None:
    assert judge(percent(97.3), Fraction(973, 10))
    assert not judge(percent(97.3), Fraction(973, 10) - Fraction(1, 10**9))
    assert not judge(Measure(), Fraction(100))


def test_a_milestone_takes_the_place_of_the_value_in_its_years() -> None:
    milestone = Milestone(2024, 2025, Comparator.MORE_THAN, 97)
    measure = percent(94, milestones=(milestone,), upper=99.0)
    before = in_year(measure, 2023, TERM)
    assert (before.comparator, before.value, before.upper) == (measure.comparator, 94, None)
    at_end = in_year(measure, 2024, TERM)
    assert (at_end.comparator, at_end.value, at_end.upper) == (Comparator.MORE_THAN, 97, None)


def test_a_yearly_step_grows_to_its_cap() -> None:
    measure = percent(15, step=20.0, baseline_value=15.0, upper=100.0)
    assert [in_year(measure, year, TERM).value for year in range(2020, 2027)] == [15, 15, 35, 55, 75, 95, 100]
