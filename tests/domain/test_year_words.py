"""Years and days in the words of a plan, moved to the time of another one."""

from datetime import date

import pytest

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.year_words import moved, moved_day

THIS, NEXT = PlanPeriod.year(2026), PlanPeriod.year(2027)
TERM = PlanPeriod(PeriodKind.MULTI, 2021, 2025)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kế hoạch cải cách hành chính năm 2026 của xã", "Kế hoạch cải cách hành chính năm 2027 của xã"),
        ("Quý II/2026", "Quý II/2027"),
        ("quý IV năm 2026", "quý IV năm 2027"),
        ("Xong trước ngày 15/12/2026.", "Xong trước ngày 15/12/2027."),
        ("ngày 15 tháng 12 năm 2026", "ngày 15 tháng 12 năm 2027"),
        ("Tháng 6/2026; 6 tháng đầu năm 2026", "Tháng 6/2027; 6 tháng đầu năm 2027"),
        # Figures are taken from 15/12 of the year before, the last report goes out in the next one.
        ("từ ngày 15/12/2025 đến ngày 14/3/2026", "từ ngày 15/12/2026 đến ngày 14/3/2027"),
        ("gửi báo cáo năm trước ngày 10/01/2027", "gửi báo cáo năm trước ngày 10/01/2028"),
        ("gửi trong tháng 01/2027", "gửi trong tháng 01/2028"),
        ("giảm 5% so với năm 2025", "giảm 5% so với năm 2026"),
        ("cao hơn cùng kỳ năm 2025", "cao hơn cùng kỳ năm 2026"),
        ("Từ 29/02/2028", "Từ 29/02/2028"),
        ("trước ngày 31.12.2026", "trước ngày 31.12.2027"),
        ("trong năm 2026 hồ sơ nộp trực tuyến đạt 80%", "trong năm 2027 hồ sơ nộp trực tuyến đạt 80%"),
    ],
)
def test_the_plans_own_time_moves(text: str, wanted: str) -> None:
    assert moved(text, THIS, NEXT) == wanted
    assert moved(wanted, NEXT, NEXT) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 30/2026/NĐ-CP ngày 05 tháng 3 năm 2026 của Chính phủ về công tác văn thư;",
        "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh về cải cách hành chính năm 2026",
        "theo Luật Tổ chức chính quyền địa phương năm 2026",
        "Đề án “Chính quyền thân thiện năm 2026” được triển khai",
        "định hướng đến năm 2030",
        "giảm 10% so với năm 2021",
        "Chương trình tổng thể giai đoạn 2026 - 2030",
        "giai đoạn 2021 - 2026",
        "hoạt động từ ngày 01/7/2025",
        "có 2026 hộ dân, đạt 2.026,5 triệu đồng",
        "thực hiện từ năm 2027",
        "số hóa 2026 hồ sơ",
        "từ ngày 10/9/2027",
    ],
)
def test_what_is_not_the_plans_own_stays(text: str) -> None:
    assert moved(text, THIS, NEXT) == text


def test_after_the_name_of_a_document_the_plans_own_time_goes_on() -> None:
    cited = "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh về CCHC năm 2026"
    for own in (
        " trước ngày 30/6/{}",
        ", UBND xã ban hành Kế hoạch năm {}",
        "; tổng kết trong năm {}",
        ". Sơ kết năm {}",
        " hoàn thành trong quý III/{}",
    ):
        assert moved(cited + own.format(2026), THIS, NEXT) == cited + own.format(2027)


def test_leap_days_become_real_days() -> None:
    assert (
        moved("xong ngày 29/02/2028", PlanPeriod.year(2028), PlanPeriod.year(2029)) == "xong ngày 28/02/2029"
    )
    assert (
        moved("29 tháng 02 năm 2028", PlanPeriod.year(2028), PlanPeriod.year(2100)) == "28 tháng 02 năm 2100"
    )
    assert moved("29/2/2028", PlanPeriod.year(2028), PlanPeriod.year(2032)) == "29/2/2032"
    assert moved_day(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert moved_day(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert moved_day(date(2026, 12, 31), -1) == date(2025, 12, 31)
    assert moved_day(None, 1) is None


def test_a_span_becomes_the_year_and_cited_spans_stay() -> None:
    year = PlanPeriod.year(2024)
    assert moved("CCHC giai đoạn 2021 – 2025 trên địa bàn", TERM, year) == "CCHC năm 2024 trên địa bàn"
    assert moved("Giai đoạn 2021-2025: 5 việc", TERM, year) == "Năm 2024: 5 việc"
    assert moved("KẾ HOẠCH GIAI ĐOẠN 2021 - 2025", TERM, year) == "KẾ HOẠCH NĂM 2024"
    for text in (
        "giai đoạn 2021 - 2030",
        "Đề án số 02-ĐA/HU ngày 25/01/2021 của Huyện ủy về chính quyền thân thiện giai đoạn 2021-2025.",
        "đề án “Chính quyền thân thiện giai đoạn 2021-2025",
        "đến năm 2024 đạt 97%",
    ):
        assert moved(text, TERM, year) == text
    half = PlanPeriod(PeriodKind.HALF, 2024, 2024, 1)
    assert moved("giai đoạn 2021 - 2025", TERM, half) == "6 tháng đầu năm 2024"


def test_half_years_become_halves_and_years() -> None:
    first, second = (PlanPeriod(PeriodKind.HALF, 2025, 2025, half) for half in (1, 2))
    text = "CCHC 6 tháng cuối năm 2025; xong 31/12/2025"
    assert moved(text, second, PlanPeriod.year(2026)) == "CCHC năm 2026; xong 31/12/2026"
    assert moved(text, second, PlanPeriod(PeriodKind.HALF, 2026, 2026, 2)) == (
        "CCHC 6 tháng cuối năm 2026; xong 31/12/2026"
    )
    assert moved("06 tháng đầu năm 2025", first, second) == "6 tháng cuối năm 2025"
