"""A plan's period is what it says of itself, never that of a strategy, law or programme that it cites."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.period import Issue, find_period
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceParagraph

TODAY = date(2026, 5, 5)
INPUTS = Path(__file__).parent / "inputs" / "period_from_cited_strategy"
JANUARY = Issue(2026, 1, date(2026, 1, 12))
_GUESS = "đoán là năm 2026 theo ngày ban hành 12/01/2026"


def _read(path: Path) -> Draft:
    return parse_plan(read_source(path), catalogue.areas(), TODAY)


@pytest.mark.parametrize("name", ["chien-luoc.txt", "chuong-trinh.txt", "luat-va-chien-luoc.pdf"])
def test_files_that_cite_a_strategy(name: str) -> None:
    draft = _read(INPUTS / name)
    assert draft.plan.period.label == "năm 2026"
    assert not [words for words in draft.warnings if "thời gian" in words]


def test_without_a_closing_the_year_is_guessed_and_told(tmp_path: Path) -> None:
    document = Document()
    for text in (
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM",
        "Số: 18/KH-UBND",
        "Đồng Tâm, ngày 20 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Đẩy mạnh cải cách hành chính trên địa bàn xã",
        "Căn cứ Quy hoạch tỉnh thời kỳ 2021 - 2030, tầm nhìn đến năm 2050;",
        "Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh nhiệm kỳ 2025 - 2030,",
        "UBND xã Đồng Tâm ban hành Kế hoạch như sau:",
        "I. NHIỆM VỤ",
        "1. Cải cách thể chế",
        "- Rà soát văn bản.",
    ):
        document.add_paragraph(text)
    document.save(str(tmp_path / "plan.docx"))
    draft = _read(tmp_path / "plan.docx")
    assert draft.plan.period.label == "năm 2026"
    assert any("đoán là năm 2026 theo ngày ban hành 20/01/2026" in words for words in draft.warnings)


@pytest.mark.parametrize(
    ("subject", "label", "doubt"),
    [
        ("Cải cách hành chính năm 2026", "năm 2026", ""),
        ("CẢI CÁCH HÀNH CHÍNH NĂM 2026", "năm 2026", ""),
        ("Cải cách hành chính 2026", "năm 2026", ""),
        ("Cải cách hành chính giai đoạn 2026 - 2030", "giai đoạn 2026 - 2030", ""),
        ("Cải cách hành chính 2026–2030, định hướng đến năm 2035", "giai đoạn 2026 - 2030", ""),
        ("Cải cách hành chính năm 2026 và định hướng đến năm 2030", "năm 2026", ""),
        ("Cải cách hành chính 06 tháng cuối năm 2026", "6 tháng cuối năm 2026", ""),
        ("Cải cách hành chính sáu tháng đầu năm", "6 tháng đầu năm 2026", ""),
        ("Cải cách hành chính nửa cuối năm 2026", "6 tháng cuối năm 2026", ""),
        ("Cải cách hành chính các năm 2026, 2027 và 2028", "giai đoạn 2026 - 2028", ""),
        ("Cải cách hành chính quý IV năm 2026", "năm 2026", "chỉ cho «quý IV» của năm 2026"),
        ("Cải cách hành chính quý II/2026", "năm 2026", "chỉ cho «quý II» của năm 2026"),
        ("Cải cách hành chính 9 tháng đầu năm 2026", "năm 2026", "«9 tháng đầu»"),
        ("Cải cách hành chính đến năm 2030", "giai đoạn 2026 - 2030", "ghi «đến năm 2030»"),
        ("Thực hiện Chương trình tổng thể giai đoạn 2021 - 2030 về cải cách, năm 2026", "năm 2026", ""),
        ("Thực hiện Chương trình tổng thể cải cách hành chính giai đoạn 2021 - 2030", "năm 2026", _GUESS),
        ("Triển khai Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 về cải cách", "năm 2026", _GUESS),
        ("Thực hiện Quyết định số 12/2025/QĐ-UBND về cải cách hành chính", "năm 2026", _GUESS),
        ("Thực hiện Kế hoạch số 25/KH-UBND ngày 22/12/2025 về cải cách năm 2026", "năm 2026", ""),
        ("Thực hiện Luật năm 2015 về cải cách", "năm 2026", "(năm 2015) là của văn bản được dẫn"),
        ("Cải cách hành chính năm 2026 theo Chiến lược đến năm 2030", "năm 2026", ""),
        ("Triển khai Đề án 06 năm 2026", "năm 2026", ""),
        ("Phổ biến pháp luật về cải cách năm 2026", "năm 2026", ""),
        ("Xác định Chỉ số cải cách hành chính năm 2025", "năm 2025", ""),
        ("Cải cách năm 2026 và giai đoạn 2026 - 2030", "năm 2026", "nêu nhiều mốc thời gian"),
        ("Đẩy mạnh cải cách hành chính", "năm 2026", _GUESS),
    ],
)
def test_periods_of_subjects(subject: str, label: str, doubt: str) -> None:
    found = find_period([subject, "", ""], JANUARY, [], TODAY)
    assert found.period.label == label
    assert doubt in found.doubt if doubt else found.doubt == ""


@pytest.mark.parametrize(
    ("issue", "body", "label", "doubt"),
    [
        (
            Issue(2025, 12, date(2025, 12, 20)),
            ["xong trước 30/6/2026"],
            "năm 2026",
            "ngày ban hành 20/12/2025",
        ),
        (Issue(2025, 12, date(2025, 12, 20)), ["năm 2025", "31/12/2025"], "năm 2025", "ngày ban hành"),
        (Issue(2025, 12), [], "năm 2026", "năm ở đầu văn bản (2025)"),
        (
            Issue(),
            ["trước 30/6/2024", "trong năm 2024", "năm 2020"],
            "năm 2024",
            "theo các mốc trong nội dung",
        ),
        (Issue(), [], "năm 2026", "tạm lấy năm 2026"),
    ],
)
def test_a_guess_is_told(issue: Issue, body: list[str], label: str, doubt: str) -> None:
    found = find_period(["Đẩy mạnh cải cách hành chính"], issue, body, TODAY)
    assert found.period.label == label
    assert doubt in found.doubt


def test_a_half_year_without_any_year() -> None:
    found = find_period(["Cải cách 6 tháng cuối năm"], Issue(), [], TODAY)
    assert (found.period.label, found.doubt) == (
        "6 tháng cuối năm 2026",
        "Kế hoạch 6 tháng không ghi năm; tạm lấy năm 2026.",
    )


def test_the_sentence_that_issues_the_plan_and_its_closing_tell_the_period() -> None:
    issuing = "cải cách hành chính năm 2027, thực hiện Chương trình tổng thể giai đoạn 2021 - 2030"
    assert find_period(["Cải cách", issuing], JANUARY, [], TODAY).period.label == "năm 2027"
    closing = "về cải cách hành chính năm 2028, đề nghị thực hiện"
    assert find_period(["Cải cách", "", closing], JANUARY, [], TODAY).period.label == "năm 2028"


def test_what_happened_in_other_years_is_no_period() -> None:
    blocks = (
        "UBND XÃ ĐỒNG TÂM",
        "Số: 18/KH-UBND",
        "Đồng Tâm, ngày 20 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Đẩy mạnh cải cách hành chính",
        "Năm 2024, công tác cải cách hành chính của xã còn hạn chế. UBND xã đề ra kế hoạch như sau:",
        "I. NHIỆM VỤ",
        "1. Cải cách thể chế",
        "- Rà soát văn bản.",
    )
    source = Source("t", tuple(map(SourceParagraph, blocks)))
    draft = parse_plan(source, catalogue.areas(), TODAY)
    assert draft.plan.period.label == "năm 2026"


def test_a_day_of_issue_far_from_the_period_is_told() -> None:
    blocks = (
        "UBND XÃ ĐỒNG TÂM",
        "Số: 18/KH-UBND",
        "Đồng Tâm, ngày 20 tháng 01 năm 2023",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
        "I. NHIỆM VỤ",
        "1. Cải cách thể chế",
        "- Rà soát văn bản.",
    )
    draft = parse_plan(Source("t", tuple(map(SourceParagraph, blocks))), catalogue.areas(), TODAY)
    assert any("20/01/2023 không khớp với kế hoạch năm 2026" in words for words in draft.warnings)
