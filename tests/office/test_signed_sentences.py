"""Sentences of the sample's reports that an official corrected, one example for each kind of fault.

The reports are those of a year that is over (31/12/2026), and the year's report of 28/11/2026, of which
a part of the fourth quarter is there.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.documents.model import AnnexTitle
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

pytestmark = pytest.mark.slow
PERIODS = ("2026-Q1", "2026-Q2", "2026-6T", "2026-9T", "2026-N")


def opened(folder: Path, day: date) -> Office:
    lay_sample(folder, day)
    return Office.open(folder, lambda: day, lambda: datetime(day.year, day.month, day.day, 9))


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample on a day on which the year's report lacks most of the fourth quarter."""
    office = opened(tmp_path_factory.mktemp("draft"), date(2026, 11, 28))
    yield office
    office.close()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, draft: Office) -> Mapping[str, Mapping[str, str]]:
    """What the reports say by period and passage; «draft» is the unfinished year's report."""
    office = opened(tmp_path_factory.mktemp("whole"), date(2026, 12, 31))
    try:
        found = {
            period: {row.key: row.generated for row in office.reports.text.passages(Period.parse(period))}
            for period in PERIODS
        }
    finally:
        office.close()
    rows = draft.reports.text.passages(Period.parse("2026-N"))
    return {**found, "draft": {row.key: row.generated for row in rows}}


Said = Mapping[str, Mapping[str, str]]


@pytest.mark.parametrize(
    ("period", "key", "sentence"),
    [
        # A duty under way, or not yet done, is nothing that did not occur.
        (
            "2026-6T",
            "II.2.a",
            "Đang rà soát, đánh giá thủ tục hành chính: chọn 09 thủ tục có nhiều hồ sơ để rà soát; chưa "
            "hoàn thành (hạn 15/8/2026).",
        ),
        (
            "2026-9T",
            "II.1",
            "Đang theo dõi tình hình thi hành pháp luật: kiểm tra xong 07 cơ sở; thu 180 phiếu khảo sát; "
            "chưa hoàn thành hoạt động nào (chỉ tiêu năm đủ 02 hoạt động; hạn 30/9/2026).",
        ),
        (
            "2026-Q1",
            "I.7",
            "Trong quý I chưa tổ chức khảo sát mức độ hài lòng của người dân, tổ chức (theo Kế hoạch: "
            "hoàn thành trước ngày 30/9/2026).",
        ),
        ("2026-Q1", "I.6", "Trong quý I chưa có sáng kiến, giải pháp mới được đề xuất."),
        ("2026-Q1", "II.4", "Trong quý I chưa cử cán bộ, công chức tham gia đào tạo, bồi dưỡng."),
        ("2026-Q1", "II.1", "Trong quý I không có văn bản quy phạm pháp luật thuộc diện tự kiểm tra."),
        (
            "2026-6T",
            "II.1",
            "UBND xã ban hành 01 văn bản quy phạm pháp luật (quyết định), bảo đảm đúng thẩm quyền, trình "
            "tự, thủ tục.",
        ),
        # What is handled need not be what was found.
        (
            "2026-Q2",
            "II.1",
            "xác định 04 văn bản phải xử lý; trong quý II xử lý 04 văn bản; lũy kế từ đầu năm xử lý 4/11 "
            "văn bản, đạt 36,36%",
        ),
        # Shortcomings state the gap and whose it is, highlights are achievements.
        (
            "2026-6T",
            "III.2",
            "+ Trung tâm Phục vụ hành chính công: tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn mới đạt "
            "97,75%, thấp hơn chỉ tiêu năm 0,25 điểm phần trăm; tỷ lệ hồ sơ nộp trực tuyến mới đạt "
            "65,04%, thấp hơn chỉ tiêu năm 4,96 điểm phần trăm;",
        ),
        ("2026-9T", "III.2", "còn 2/103 thủ tục hành chính chưa được công khai đầy đủ;"),
        ("2026-Q1", "III.2", "Một số chỉ tiêu đạt thấp so với mức đề ra cho cả năm, cần tập trung"),
        ("2026-Q1", "III.1", "Hoàn thành 17/120 nhiệm vụ của Kế hoạch số 152/KH-UBND, đúng thời hạn."),
        ("2026-N", "II.4", "Trong năm có 39 người được đào tạo, bồi dưỡng, đạt 100% kế hoạch năm"),
        # Measures and tasks: who does what until when.
        (
            "2026-6T",
            "IV",
            "Giao Trung tâm Phục vụ hành chính công chủ trì các giải pháp để đến hết năm 2026 đưa tỷ lệ "
            "hồ sơ giải quyết trước hạn và đúng hạn từ 97,75% lên 98%; tỷ lệ hồ sơ nộp trực tuyến từ "
            "65,04% lên 70%;",
        ),
        ("2026-6T", "IV", "- Trước ngày 30/6/2026 hoàn thành:"),
        ("2026-9T", "IV", "- Trước ngày 30/9/2026 hoàn thành:"),
        ("2026-9T", "IV", "Khẩn trương hoàn thành nhiệm vụ đã quá hạn: lập phương án sử dụng"),
        (
            "2026-N",
            "IV",
            "xếp loại chất lượng công chức năm 2026 gắn với kết quả thực hiện Kế hoạch số 152/KH-UBND",
        ),
        ("2026-N", "IV", "Kế hoạch cải cách hành chính năm 2027 ngay trong tháng 01/2027"),
        # A finished task is what was done.
        (
            "2026-Q1",
            "I.1",
            "+ Đã ban hành Kế hoạch số 12/KH-UBND về kiểm tra, Kế hoạch số 13/KH-UBND về tuyên truyền và "
            "Quyết định số 61/QĐ-UBND về phân công công chức theo dõi.",
        ),
        (
            "2026-9T",
            "I.1",
            "Trong 9 tháng đầu năm đã hoàn thành 08 nhiệm vụ thuộc lĩnh vực chỉ đạo, điều hành:\n"
            "+ Đã ban hành",
        ),
        ("2026-Q1", "II.7", "Nhiệm vụ của Kế hoạch hoàn thành trong quý I: đã lập đường dây nóng"),
        (
            "2026-N",
            "II.2.e",
            "Đã tổ chức mỗi tháng một buổi tiếp nhận hồ sơ lưu động ở từng thôn",
        ),
        ("2026-6T", "II.2.e", "100 thủ tục (thời điểm 26/02)"),
        ("2026-6T", "I.7", "Trong 17 ý kiến tại hội nghị đối thoại có 09 ý kiến về đất đai"),
        (
            "2026-6T",
            "II.2.b",
            "36 hồ sơ quá hạn trong tổng số 39 hồ sơ đã giải quyết quá hạn và 03 hồ sơ đang giải quyết "
            "quá hạn, đạt 85,71%.",
        ),
        ("2026-6T", "II.5", "Thực hiện 4/5 kiến nghị"),
        ("2026-6T", "II.5", "Công khai ngân sách 02 lần (chỉ tiêu năm đủ 06 lần)."),
        ("2026-Q2", "II.3", "Thực hiện tinh giản biên chế đối với 01 người.\n"),
        (
            "2026-6T",
            "II.6",
            "Duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001 đối với 42 quy trình; chưa đánh giá "
            "nội bộ (theo Kế hoạch: hoàn thành trước ngày 30/10/2026).",
        ),
        # Ranks and surveys are of a year.
        (
            "2026-Q1",
            "II.7",
            "Chỉ số cải cách hành chính năm 2024 của xã xếp thứ 31 trong tỉnh, tăng 07 bậc so với năm 2023",
        ),
        (
            "2026-6T",
            "II.7",
            "Chỉ số cải cách hành chính năm 2025 của xã xếp thứ 27 trong tỉnh, tăng 04 bậc so với năm 2024",
        ),
        ("2026-6T", "II.7", "(SIPAS) năm 2025 đạt 89,70%, tăng 2,50 điểm phần trăm so với năm 2024"),
        # What lacks a quarter says so.
        (
            "draft",
            "II.2.b",
            "Tính đến ngày 14/9/2026 (chưa có số liệu quý IV), tổng số hồ sơ thủ tục hành chính phải giải"
            " quyết là 2.804 hồ sơ",
        ),
        (
            "draft",
            "II.5",
            "tính đến ngày 14/9/2026 (chưa có số liệu quý IV) giải ngân 7.991 triệu đồng, đạt 64,44%",
        ),
        (
            "draft",
            "III.1",
            "Số liệu quý IV chưa đầy đủ nên chưa đánh giá kết quả thực hiện các chỉ tiêu năm 2026.",
        ),
        (
            "draft",
            "III.2",
            "có 53 hồ sơ thủ tục hành chính giải quyết quá hạn và 01 hồ sơ đang giải quyết đã quá hạn.",
        ),
        ("draft", "I.5", "Đến ngày 28/11/2026, tổng số nhiệm vụ cấp trên giao là 80 nhiệm vụ"),
        ("draft", "I.4", "Đến ngày 28/11/2026, đăng 47 tin, bài"),
        (
            "2026-N",
            "II.4",
            "Kết quả xếp loại chất lượng: ước 07 người hoàn thành xuất sắc nhiệm vụ; 28 người hoàn thành "
            "tốt nhiệm vụ; 04 người hoàn thành nhiệm vụ; không có người không hoàn thành nhiệm vụ.",
        ),
        (
            "2026-N",
            "II.7",
            "Ước có 19/21 chỉ tiêu phát triển kinh tế - xã hội do HĐND giao đạt, vượt kế hoạch, bằng 90,48%",
        ),
        ("draft", "I.1", "đến ngày 28/11/2026 hoàn thành 92 nhiệm vụ, đạt 76,67%"),
        (
            "draft",
            "II.2.b",
            "Tính đến ngày 14/9/2026, đã có văn bản xin lỗi đối với 51 hồ sơ quá hạn trong tổng số 53 hồ sơ "
            "đã giải quyết quá hạn và 01 hồ sơ đang giải quyết quá hạn, đạt 94,44%.",
        ),
        (
            "2026-Q1",
            "opening",
            "Thực hiện Kế hoạch số 152/KH-UBND ngày 26 tháng 12 năm 2025 về cải cách hành chính nhà nước "
            "năm 2026, UBND xã An Bình báo cáo",
        ),
        ("2026-Q1", "I.8", "Trong quý I, có 02 tập thể và 05 cá nhân được khen thưởng"),
        ("2026-6T", "I.1", "đạt 29,17%"),
        (
            "2026-6T",
            "I.3",
            "tại 03 cơ quan, đơn vị, bộ phận trên tổng số 12 cơ quan, đơn vị, bộ phận thuộc diện kiểm tra, "
            "đạt 25% (bằng một nửa chỉ tiêu năm từ 50% trở lên).",
        ),
        ("2026-6T", "II.2.c", "đạt 51,90% (chỉ tiêu năm từ 60% trở lên)"),
        ("2026-6T", "II.2.b", "giảm 04 phút so với cùng kỳ năm trước"),
    ],
)
def test_a_sentence_is_as_it_was_corrected(said: Said, period: str, key: str, sentence: str) -> None:
    assert sentence in said[period][key] + "\n"


def test_a_pending_case_is_no_shortcoming_and_progress_no_highlight(said: Said) -> None:
    for period in ("2026-Q1", "2026-6T"):
        assert "phản ánh, kiến nghị" not in said[period]["III.2"]
        for early in ("kinh tế - xã hội", "sau thanh tra", "được kiểm tra", "Mức độ hoàn thành Kế hoạch"):
            assert early not in said[period]["III.1"]


def test_shortcomings_are_no_praise(said: Said) -> None:
    for period in (*PERIODS, "draft"):
        targets = [line for line in said[period]["III.2"].split("\n") if "chỉ tiêu" in line]
        assert "tăng" not in " ".join(targets), period


def test_how_far_a_task_has_come_is_no_cause(said: Said) -> None:
    """«Kiểm tra xong Phòng Kinh tế; chưa kiểm tra Văn phòng» stood among the causes of the draft."""
    assert said["draft"]["III.3"] == (
        "Lập phương án sử dụng, thanh lý hoặc chuyển giao 02 trụ sở làm việc dôi dư sau sắp xếp đơn vị hành "
        "chính: chờ ý kiến cơ quan cấp trên về trụ sở thứ hai."
    )


def test_what_is_judged_with_another_years_result_is_not_judged(said: Said) -> None:
    assert "xếp thứ" not in said["2026-N"]["III.2"]


def test_nothing_is_compared_or_judged_where_a_quarter_is_missing(said: Said) -> None:
    for key in ("II.2.b", "II.2.c", "II.5", "II.6"):
        for line in said["draft"][key].split("\n"):
            if "ính đến ngày" in line:
                assert "so với năm trước" not in line
                assert "chưa đạt" not in line
    assert "năm trước" not in said["draft"]["III.2"]
    assert "chỉ tiêu" not in said["draft"]["III.2"]


def test_every_open_task_is_told_by_its_own_day(draft: Office) -> None:
    """In the first quarter's report the six tasks due on 30/6 were nowhere."""
    period = Period.parse("2026-Q1")
    data = draft.reports.text.data(period)
    text = draft.reports.text.passage(period, "IV").generated
    due = [
        row
        for row in data.tasks
        if row.due_is_own and not row.status.is_done and row.due <= date(2026, 6, 30)
    ]
    assert sum(row.due == date(2026, 6, 30) for row in due) >= 6
    for row in due:
        assert row.text.rstrip(" .")[1:60] in text
    rest = sum(not row.status.is_done for row in data.tasks) - len(due)
    counts = re.search(r"Tiếp tục thực hiện (\d+) nhiệm vụ thường xuyên và (\d+) nhiệm vụ đến hạn sau", text)
    assert counts is not None
    assert int(counts[1]) + int(counts[2]) == rest


def test_the_texts_name_no_plan_as_this_one_and_no_part_as_a_day(said: Said) -> None:
    for period in (*PERIODS, "draft"):
        text = "\n".join(said[period].values())
        assert "Kế hoạch này" not in text
        assert not re.search(r"(?<![\d/])0\d/\d{1,2} [^\d\W]", text)
        assert "chỉ tiêu cả năm" not in text


def test_the_years_report_is_the_fullest(said: Said) -> None:
    lengths = {period: sum(len(text.split()) for text in said[period].values()) for period in PERIODS}
    assert max(lengths, key=lambda period: lengths[period]) == "2026-N"


def test_the_annex_of_tasks_is_headed_with_the_day_of_its_statuses(draft: Office) -> None:
    parts = draft.reports.papers.compose(Period.parse("2026-N")).parts
    titles = [block.name for part in parts for block in part.blocks if isinstance(block, AnnexTitle)]
    assert any(title.endswith("ĐẾN NGÀY 28/11/2026") for title in titles)
    assert not any("14/12/2026" in title for title in titles)


def test_text_annexes_and_figures_say_the_same_of_tasks_and_documents(draft: Office) -> None:
    for written in PERIODS:
        period = Period.parse(written)
        data = draft.reports.text.data(period)
        if data.period.cumulated == period:
            assert data.readings["1.03"].value == len(data.tasks)
            assert data.readings["1.04"].value == sum(row.status.is_done for row in data.tasks)
        assert data.readings["1.01"].value == len(data.directives)
