"""How a target's value is meant, whatever words stand between it and what says so."""

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.targets import Comparator, TargetKind
from cchc_desktop.intake.plan.target import DOUBT_MANY_VALUES, DOUBT_WITHIN_YEAR, read_target
from tests.cases.made_plans import draft_in, draft_of, targets
from tests.intake.builders import new_document

YEAR = PlanPeriod.year(2026)

PLAIN = [
    ("Từ 96% hồ sơ trở lên được trả đúng hạn.", "≥ 96%"),
    ("Từ 90% số hồ sơ phát sinh trong năm trở lên được giải quyết trước hạn.", "≥ 90%"),
    ("Có từ 3 thủ tục trở lên được rút ngắn.", "≥ 3 thủ tục"),
    ("Chỉ số CCHC đạt từ 90 điểm trở lên.", "≥ 90 điểm"),
    ("Đạt tỷ lệ từ 30 phần trăm trở lên.", "≥ 30%"),
    ("Thời gian chờ từ 10 phút trở xuống.", "≤ 10 phút"),
    ("Hồ sơ trễ hạn từ 2% tổng số hồ sơ trở xuống.", "≤ 2%"),
    ("100% công chức có trình độ đại học trở lên.", "100%"),
    ("100% cán bộ từ cấp phó trở lên được bồi dưỡng.", "100%"),
    ("Đạt và vượt 95% chỉ tiêu.", "≥ 95%"),
    ("Đạt hoặc vượt 98% kế hoạch vốn.", "≥ 98%"),
    ("Bằng hoặc cao hơn 92 điểm.", "≥ 92 điểm"),
    ("Tối thiểu phải đạt 88% người dân hài lòng.", "≥ 88%"),
    ("Ít nhất có 5 mô hình được nhân rộng.", "≥ 5 mô hình"),
    ("Không ít hơn 04 hội nghị.", "≥ 4 hội nghị"),
    ("Không để tỷ lệ đúng hạn dưới 97%.", "≥ 97%"),
    ("95% hồ sơ là tối thiểu.", "≥ 95%"),
    ("Đạt 93% (tối thiểu).", "≥ 93%"),
    ("Đạt 93% hoặc cao hơn.", "≥ 93%"),
    ("Nâng tỷ lệ hài lòng lên 95%.", "≥ 95%"),
    ("Tỷ lệ hài lòng tăng từ 92,3% năm 2025 lên 95% năm 2026.", "≥ 95%"),
    ("Nâng từ 60% hồ sơ trực tuyến của năm trước lên 80%.", "≥ 80%"),
    ("Giảm từ mức 3% hồ sơ trễ hạn xuống còn 1%.", "≤ 1%"),
    ("Đào tạo lại tối thiểu bảy mươi phần trăm (70%) công chức.", "≥ 70%"),
    ("Không quá năm phần trăm (5%) hồ sơ trễ hạn.", "≤ 5%"),
    ("Diện tích Bộ phận Một cửa tối thiểu 80 m².", "≥ 80 m²"),
    ("Bố trí tối thiểu 45 m2 cho khu tiếp dân.", "≥ 45 m2"),
    ("Từ hạng 15 lên hạng 10.", "≤ 10 hạng"),
    ("Đạt 4 sao trở lên về đánh giá trực tuyến.", "≥ 4 sao"),
    ("Trang thông tin đạt 4.0/5.0 điểm.", "4 điểm"),
    ("Tăng tỷ lệ hồ sơ trực tuyến từ 60% lên ít nhất 80%.", "≥ 80%"),
    ("Thời gian giải quyết giảm còn 03 ngày làm việc.", "≤ 3 ngày làm việc"),
    ("Giảm số hồ sơ trễ hạn còn 1%.", "≤ 1%"),
    ("Rút ngắn thời gian chờ xuống còn 10 phút.", "≤ 10 phút"),
    ("Giảm thời gian chờ của người dân từ 30 phút xuống còn 15 phút.", "≤ 15 phút"),
    ("Giảm số lần đi lại xuống còn không quá 2 lần cho mỗi hồ sơ.", "≤ 2 lần"),
    ("Không quá 5 hồ sơ trễ hạn mỗi tháng.", "≤ 5 hồ sơ/tháng"),
    ("Không để tỷ lệ hồ sơ trễ hạn trên 2%.", "≤ 2%"),
    ("Tối đa không quá 10 phút/lượt.", "≤ 10 phút/lượt"),
    ("Trả kết quả chậm nhất 03 ngày làm việc.", "≤ 3 ngày làm việc"),
    ("Giải quyết trong vòng 15 phút/lượt.", "≤ 15 phút/lượt"),
    ("Thanh toán không dùng tiền mặt đạt trên 60%.", "> 60%"),
    ("Hơn 97% người dân hài lòng.", "> 97%"),
    ("Có trên 50 người tham gia mỗi buổi.", "> 50 người"),
    ("Dưới 3% hồ sơ bị trả lại.", "< 3%"),
    ("Hồ sơ bị trả lại chưa đến 1,5%.", "< 1,5%"),
    ("Giảm tối thiểu 20% giấy tờ phải nộp.", "≥ 20%"),
    ("Rút ngắn ít nhất 01 ngày so với quy định.", "≥ 1 ngày"),
    ("95%-98% người dân hài lòng.", "95 - 98%"),
    ("95\N{HYPHEN}98% người dân hài lòng.", "95 - 98%"),
    ("60\N{MINUS SIGN}65% hồ sơ.", "60 - 65%"),
    ("Tỷ lệ hài lòng từ 95 đến 98%.", "95 - 98%"),
    ("Từ 70% đến dưới 80% dịch vụ công.", "70 - 80%"),
    ("Thời gian giải quyết từ 3 đến 5 ngày.", "3 - 5 ngày"),
    ("Từ 10 phút đến 15 phút/lượt.", "10 - 15 phút/lượt"),
    ("Đạt tỷ lệ 97,5 %.", "97,5%"),
    ("Số hóa 95.5% hồ sơ.", "95,5%"),
    ("Tiếp nhận 1.200 hồ sơ.", "1.200 hồ sơ"),
    ("Tiếp nhận 1 200 hồ sơ.", "1.200 hồ sơ"),
    ("Kinh phí 1,2 tỷ đồng cho trang thiết bị.", "1,2 tỷ đồng"),
    ("Ở mức 5 ngày làm việc.", "5 ngày làm việc"),
    ("Tăng 5 điểm phần trăm so với năm 2025.", "≥ 5 điểm phần trăm"),
    ("Tăng 2,5 điểm % so với năm trước.", "≥ 2,5 điểm phần trăm"),
    ("Tăng từ 3 đến 5 điểm phần trăm.", "3 - 5 điểm phần trăm"),
    ("Tăng 3 điểm so với năm 2025.", "≥ 3 điểm"),
    ("Tăng 120% so với năm 2025.", "≥ 120%"),
    ("Thu ngân sách trên địa bàn đạt trên 103% dự toán được giao.", "> 103%"),
    ("Mỗi thôn có ít nhất một tổ công nghệ số.", "≥ 1 tổ"),
    ("Ba thôn có điểm tiếp nhận hồ sơ.", "3 thôn"),
    ("Mở sáu lớp tập huấn.", "6 lớp"),
    ("Tối thiểu năm sáng kiến được công nhận.", "≥ 5 sáng kiến"),
    ("Mỗi tháng có ít nhất 2 tin bài về cải cách hành chính.", "≥ 2 tin bài/tháng"),
    ("Tổ chức ít nhất 1 cuộc/quý.", "≥ 1 cuộc/quý"),
    ("Phấn đấu năm 2026 nằm trong tốp 5.", "≤ 5 hạng"),
    ("Giải quyết trong ngày đối với 12 thủ tục.", "12 thủ tục"),
    ("Hằng năm đơn vị đạt chuẩn.", "Định tính"),
    ("Không có hồ sơ trễ hạn.", "Định tính"),
    ("Không để xảy ra vi phạm kỷ luật.", "Định tính"),
    ("9/12 thôn có nhà văn hóa thông minh.", "9 thôn"),
    ("Chỉ số hài lòng đạt 92/100 điểm.", "92 điểm"),
    ("Kéo giảm thời gian chờ trung bình xuống dưới 10 phút/người.", "< 10 phút"),
    ("Số văn bản trễ hạn không vượt quá 0,5% tổng số văn bản đi.", "≤ 0,5%"),
    ("Chỉ số CCHC xếp thứ 10 trở lên trong tổng số 54 xã, phường.", "≤ 10 hạng"),
    ("Mỗi công chức tham gia ít nhất 40 giờ bồi dưỡng/năm.", "≥ 40 giờ/năm"),
    ("Ít hơn 5 phút chờ.", "< 5 phút"),
    ("Tỷ lệ trễ hạn thấp hơn 2%.", "< 2%"),
    ("Xếp hạng nhất khối xã.", "≤ 1 hạng"),
    ("Không có quá 3 lần đi lại.", "≤ 3 lần"),
    ("Tối thiểu là một lần trong tháng.", "≥ 1 lần/tháng"),
    ("Số hóa 15.000 - 20.000 hồ sơ.", "15.000 - 20.000 hồ sơ"),
    ("Trả kết quả trong 01 ngày làm việc.", "≤ 1 ngày làm việc"),
    ("Tối thiểu 95 phần trăm hồ sơ đúng hạn.", "≥ 95%"),
    ("Giảm tỷ lệ đơn thư xuống mức 2%.", "≤ 2%"),
    ("Thời gian tiếp nhận một hồ sơ: tối đa là 8 phút.", "≤ 8 phút"),
    ("Xây dựng từ 2-3 mô hình điểm.", "2 - 3 mô hình"),
    ("Thực hiện phương châm “5 rõ”.", "Định tính"),
    ("Triển khai Nghị quyết 57-NQ/TW, Đề án 06/CP và Hệ thống họp phiên bản 2.0.", "Định tính"),
    ("Hạn chế thấp nhất số hồ sơ trả lại (không quá 10 hồ sơ/tháng).", "≤ 10 hồ sơ/tháng"),
]
DOUBTED = [
    ("Đạt 85 % cuộc họp không giấy tờ trở lên.", "≥ 85%", "Hiểu «trở lên» là của «85 %»"),
    ("Rút ngắn 1/3 thời gian giải quyết.", "≥ 33,33%", "Đọc «1/3» là 33,33%"),
    ("Ít nhất 2/3 số thủ tục được cung cấp toàn trình.", "≥ 66,67%", "Đọc «2/3»"),
    ("Thuộc nhóm 1/3 xã dẫn đầu của tỉnh.", "33,33%", "Đọc «1/3»"),
    ("Một nửa số thôn có điểm hỗ trợ.", "50%", "Đọc «Một nửa» là 50%"),
    ("Cắt giảm 1/2 thời gian xử lý.", "≥ 50%", "Đọc «1/2» là 50%"),
    ("Tiếp nhận 1,200 hồ sơ.", "1.200 hồ sơ", "Đọc «1,200» là 1.200"),
    ("Tỷ lệ đạt 120% kế hoạch.", "120%", "lớn hơn 100%"),
    ("Số hóa 975% hồ sơ.", "975%", "lớn hơn 100%"),
    ("Vượt 5% dự toán thu.", "> 5%", "có thể là vượt thêm"),
    ("Tăng gấp đôi số dịch vụ công trực tuyến.", "≥ 2 lần", "là so với trước"),
    ("Đạt khoảng 90% hồ sơ.", "90%", "Câu chỉ nói khoảng"),
    ("Chín mươi phần trăm hồ sơ đúng hạn.", "Định tính", "không đọc được số"),
    ("Ít nhất ¾ số thôn có loa thông minh.", "≥ 75%", "Đọc «¾» là 75%"),
    ("Ít nhất 1/2 ngày mỗi tuần tiếp dân.", "Định tính", "Không rõ số «1/2»"),
    ("Số hóa khoảng 5.000 trang tài liệu.", "Định tính", "Không rõ số «5.000»"),
    ("Tỷ lệ (%) đạt: 97.", "Định tính", "Không rõ số «97»"),
    ("Hoàn thành 100% trước ngày 31/4/2026.", "100%", "không có trong lịch"),
    ("Đến năm 2030 đạt 100%.", "100%", "ngoài thời gian của kế hoạch"),
]


@pytest.mark.parametrize(("sentence", "label"), PLAIN)
def test_read_right(sentence: str, label: str) -> None:
    measure, doubt = read_target(sentence, YEAR)
    assert (measure.label, doubt) == (label, "")


@pytest.mark.parametrize(("sentence", "label", "doubt"), DOUBTED)
def test_read_with_a_doubt(sentence: str, label: str, doubt: str) -> None:
    measure, told = read_target(sentence, YEAR)
    assert measure.label == label
    assert doubt in told


@pytest.mark.parametrize(
    ("sentence", "label", "subtargets"),
    [
        ("Số hóa 100% hồ sơ, riêng hồ sơ đất đai đạt 70%.", "100%", [("70%", "hồ sơ đất đai")]),
        ("Tỷ lệ trực tuyến: 70% (hộ tịch), 60% (đất đai).", "70%", [("60%", "đất đai")]),
        ("95% hồ sơ (riêng đất đai 85%) đúng hạn.", "95%", [("85%", "đất đai")]),
        ("02 sáng kiến trước 30/10/2026; 01 mô hình trước 30/11/2026.", "2 sáng kiến", [("1 mô hình", "")]),
        ("Hồ sơ trực tuyến: 6 tháng 70%; 9 tháng 75%.", "70%", [("75%", "")]),
        ("Hoàn thành 12 chỉ tiêu, 45 nhiệm vụ.", "12 chỉ tiêu", [("45 nhiệm vụ", "")]),
        (
            "Thời gian tối đa 05 ngày, riêng đất đai không quá 10 ngày.",
            "≤ 5 ngày",
            [("≤ 10 ngày", "đất đai")],
        ),
        ("100% hồ sơ tiếp nhận được số hóa, 98% hồ sơ được trả đúng hạn.", "100%", [("98%", "")]),
    ],
)
def test_a_second_value_is_a_sub_target(sentence: str, label: str, subtargets: list[tuple[str, str]]) -> None:
    measure, doubt = read_target(sentence, YEAR)
    assert measure.label == label
    assert [(part.label, part.scope) for part in measure.subtargets] == subtargets
    assert doubt == DOUBT_MANY_VALUES


@pytest.mark.parametrize(
    ("sentence", "value", "before"),
    [
        ("Đến hết quý II đạt 50%, hết năm đạt 90% kế hoạch kiểm tra.", 90, [(50, (6, 30))]),
        ("6 tháng đầu năm đạt 45%, cả năm đạt 100% kế hoạch kiểm tra.", 100, [(45, (6, 30))]),
        ("Đạt 50% vào cuối quý II và 90% vào cuối năm.", 90, [(50, (6, 30))]),
        ("Đến ngày 30 tháng 6 năm 2026, 70% hồ sơ được số hóa; đến ngày 31 tháng 12 năm 2026 đạt 100%.",
         100, [(70, (6, 30))]),
        ("Đến 30/6 đạt 60%; đến 31/12 đạt 100%.", 100, [(60, (6, 30))]),
        ("Quý I: 25%, quý II: 50%, quý III: 75%, quý IV: 100% kế hoạch.", 100,
         [(25, (3, 31)), (50, (6, 30)), (75, (9, 30))]),
    ],
)  # fmt: skip
def test_milestones_within_the_year(
    sentence: str, value: float, before: list[tuple[float, tuple[int, int]]]
) -> None:
    measure, doubt = read_target(sentence, YEAR)
    assert (measure.value, measure.deadline) == (value, date(2026, 12, 31))
    days = [(part.value, part.deadline) for part in measure.subtargets]
    assert days == [(number, date(2026, *day)) for number, day in before]
    assert doubt == DOUBT_WITHIN_YEAR


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Hoàn thành 100% trước ngày 30/9/2026.", (9, 30)),
        ("Hoàn thành 100% trước 30/11.", (11, 30)),
        ("Trong quý III/2026, 100% thôn có tổ công nghệ số.", (9, 30)),
        ("Đạt 90% trở lên trước ngày 30 tháng 11 năm 2026.", (11, 30)),
    ],
)
def test_a_target_takes_its_deadline(sentence: str, day: tuple[int, int]) -> None:
    measure, doubt = read_target(sentence, YEAR)
    assert (measure.deadline, doubt) == (date(2026, *day), "")


def test_a_day_from_which_on_is_no_deadline() -> None:
    assert read_target("Từ 1/7/2026, 100% hồ sơ nộp trực tuyến.", YEAR)[0].deadline is None


def test_the_unit_tells_points_of_percent_from_points() -> None:
    points, _ = read_target("Tăng 5 điểm phần trăm so với năm 2025.", YEAR)
    assert (points.kind, points.unit, points.baseline_year) == (TargetKind.QUANTITY, "điểm phần trăm", 2025)


def test_years_of_a_longer_plan_are_milestones_as_before() -> None:
    span = PlanPeriod(PeriodKind.MULTI, 2021, 2025)
    measure, doubt = read_target("Từ 94% hồ sơ trở lên; đến năm 2024 đạt từ 97% trở lên.", span)
    assert [(mark.first_year, mark.comparator, mark.value) for mark in measure.milestones] == [
        (2021, Comparator.AT_LEAST, 94), (2024, Comparator.AT_LEAST, 97),
    ]  # fmt: skip
    assert doubt == ""


BODY = """
    II. MỤC TIÊU
    - Từ 96% hồ sơ trở lên được trả đúng hạn.
    - Đạt và vượt 95% chỉ tiêu.
    - Tăng 5 điểm phần trăm so với năm 2025.
    - Tỷ lệ đạt 120% kế hoạch.
    III. NHIỆM VỤ
    1. Cải cách thể chế
    - Ít nhất 80% văn bản được rà soát.
"""


def test_in_a_plan_the_doubt_stands_at_its_target() -> None:
    found = targets(draft_of(BODY))
    assert [item.measure.label for item in found if item.measure] == [
        "≥ 96%", "≥ 95%", "≥ 5 điểm phần trăm", "120%",
    ]  # fmt: skip
    assert [bool(item.doubt) for item in found] == [False, False, False, True]


def test_in_a_word_file(tmp_path: Path) -> None:
    from tests.cases.made_plans import FOOT, HEAD, lines_of

    document = new_document()
    for line in (*HEAD, *lines_of(BODY), *FOOT):
        document.add_paragraph(line)
    document.save(str(path := tmp_path / "ke_hoach.docx"))
    assert [item.measure.label for item in targets(draft_in(path)) if item.measure][:2] == ["≥ 96%", "≥ 95%"]


def test_a_value_on_a_line_of_its_own_is_not_lost() -> None:
    draft = draft_of("""
        II. MỤC TIÊU
        - Tỷ lệ hồ sơ đúng hạn:
        + 98%.
        - 95% người dân hài lòng.
    """)
    assert "98%." in [item.text for item in draft.plan.walk()]
    assert [item.measure.label for item in targets(draft) if item.measure][-2:] == ["98%", "95%"]
