"""Deadlines, lead and support that a task's sentence says itself."""

from datetime import date

import pytest

from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.intake.plan.said import DOUBT_TARGET
from cchc_desktop.intake.plan.said_times import said_time
from cchc_desktop.intake.plan.said_units import DOUBT_UNITS, said_units
from tests.cases.made_plans import assigned, draft_of, tasks

YEAR = PlanPeriod.year(2026)
TIMES = [
    ("Rà soát văn bản, xong trước 30/11.", "Trước 30/11", (11, 30)),
    ("Ban hành quy chế (Quý I/2026).", "Quý I/2026", (3, 31)),
    ("Ban hành quy chế (trong tháng 2).", "Tháng 2", (2, 28)),
    ("Tổ chức hội nghị trong tháng 6 năm 2026.", "Trong tháng 6 năm 2026", (6, 30)),
    ("Thực hiện từ 01/3 đến 30/6/2026.", "Từ 01/3 đến 30/6/2026", (6, 30)),
    ("Kiểm tra từ tháng 3 đến tháng 9 năm 2026.", "Từ tháng 3 đến tháng 9 năm 2026", (9, 30)),
    ("Hoàn thành chậm nhất ngày 15 tháng 9 năm 2026.", "Chậm nhất ngày 15 tháng 9 năm 2026", (9, 15)),
    ("Hoàn thành trong 6 tháng đầu năm 2026.", "Trong 6 tháng đầu năm 2026", (6, 30)),
    ("Xong trước ngày 5-3-2026.", "Trước ngày 5-3-2026", (3, 5)),
    ("Hoàn thành 15.4.2026.", "15.4.2026", (4, 15)),
    ("Trước 30 tháng 6, lập xong danh mục.", "Trước 30 tháng 6", (6, 30)),
    ("Đến hết ngày 30/9/2026 mọi thôn có tổ công nghệ số.", "Đến hết ngày 30/9/2026", (9, 30)),
    ("Trình HĐND xã tại kỳ họp giữa năm, trước quý III/2026.", "Trước quý III/2026", (6, 30)),
    ("Nâng cấp trang thông tin; hạn cuối: 20/8/2026.", "20/8/2026", (8, 20)),
    ("Niêm yết thủ tục, tháng 3/2026.", "Tháng 3/2026", (3, 31)),
    ("Số hóa hồ sơ theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026, xong trong quý 2.",
     "Trong quý 2", (6, 30)),
    ("Lập danh mục, hoàn thành trong quý III/2026.", "Trong quý III/2026", (9, 30)),
    ("Hệ thống hóa văn bản (từ ngày 01/01/2026 đến hết ngày 30/6/2026).",
     "Từ ngày 01/01/2026 đến hết ngày 30/6/2026", (6, 30)),
    ("Tháng 3/2026: ban hành kế hoạch rà soát.", "Tháng 3/2026", (3, 31)),
    ("Thực hiện Kế hoạch số 88/KH-UBND ngày 10/01/2026; hoàn thành ngày 20/11/2026.",
     "Ngày 20/11/2026", (11, 20)),
    ("Không muộn hơn 17 giờ ngày 25/12/2026 gửi báo cáo.",
     "Không muộn hơn 17 giờ ngày 25/12/2026", (12, 25)),
    ("Hệ thống hóa văn bản, hạn 30/11.", "30/11", (11, 30)),
    ("Trong 3 tháng đầu năm, kiện toàn Tổ công tác.", "Trong 3 tháng đầu năm", (3, 31)),
    ("Xây dựng kế hoạch, thời gian thực hiện quý I.", "Quý I", (3, 31)),
    ("Luân chuyển công chức, quý III - IV/2026.", "Quý III - IV/2026", (12, 31)),
    ("Trước 25/12 hằng năm báo cáo kết quả.", "Trước 25/12", (12, 25)),
    ("Sắp xếp các bộ phận, kết thúc trước tháng 7.", "Trước tháng 7", (6, 30)),
]  # fmt: skip
DOUBTED_TIMES = [
    ("Báo cáo hằng tháng trước ngày 20.", "Hằng tháng trước ngày 20", (12, 31), "Việc lặp lại"),
    (
        "Gửi báo cáo trước ngày 10 của tháng cuối quý.",
        "Trước ngày 10 của tháng cuối quý",
        (12, 31),
        "lặp lại",
    ),
    ("Kiểm tra 2 đợt: đợt 1 tháng 4, đợt 2 tháng 10.", "Tháng 10", (10, 31), "nhiều mốc"),
    ("Công khai tiến độ giải quyết hồ sơ (hằng tháng).", "Hằng tháng", (12, 31), "Việc lặp lại"),
    ("Quý 1: khảo sát; quý 2: báo cáo.", "Quý 2", (6, 30), "nhiều mốc"),
    ("Trước ngày 20/6 và 20/12/2026 gửi báo cáo.", "20/12/2026", (12, 20), "nhiều mốc"),
    ("Chậm nhất ngày 15/6, ngày 15/11 gửi báo cáo.", "Ngày 15/11", (11, 15), "nhiều mốc"),
    ("Kiểm tra 2 đợt: tháng 4, tháng 10.", "Tháng 4, tháng 10", (10, 31), "nhiều mốc"),
    ("Tổ chức tập huấn vào tháng 5 và tháng 9.", "Vào tháng 5 và tháng 9", (9, 30), "nhiều mốc"),
    ("Xây dựng dự thảo (Quý II), trình HĐND xã (Quý III).", "Quý III", (9, 30), "nhiều mốc"),
    ("Rà soát quý I trước ngày 15/4, quý II trước ngày 15/7.", "Trước ngày 15/7", (7, 15), "nhiều mốc"),
    ("Xong bước 1 trước 30/3 và bước 2 trước 30/8.", "Trước 30/8", (8, 30), "nhiều mốc"),
    ("Phát động trong tháng 9 phong trào thi đua.", "Trong tháng 9", (9, 30), "lấy từ trong câu"),
    ("Hoàn thành trước ngày 31/02/2026.", "Trước ngày 31/02/2026", None, "không có trong lịch"),
    ("Hoàn thành trước ngày 31 tháng 4 năm 2026.", "Trước ngày 31 tháng 4 năm 2026", None, "trong lịch"),
    ("Hoàn thành trong quý 5/2026.", "Trong quý 5/2026", None, "không có trong lịch"),
    ("Kiểm kê tài sản, xong trước 30/6/2025.", "", None, "không lấy làm hạn"),
]
NO_TIME = [
    "Triển khai Quyết định số 415/QĐ-UBND ngày 20/12/2025 của UBND tỉnh.",
    "Thực hiện Công văn số 12/UBND-NV (ngày 05/01/2026) của UBND tỉnh.",
    "Rà soát văn bản ban hành trước ngày 01/7/2025.",
    "Ban hành kế hoạch kiểm tra năm 2026.",
    "Rà soát các quyết định ban hành từ 01/7/2025 đến 31/12/2025.",
    "Đăng tải văn bản trong vòng 03 ngày kể từ ngày ký ban hành.",
    "Công khai tại 9/12 thôn (12/12 thôn vào cuối kỳ).",
    "Thực hiện Chương trình giai đoạn 2021-2030, đến năm 2030 có nền hành chính hiện đại.",
    "Tính đến 31/12/2025 còn 5 hồ sơ; tiếp tục xử lý.",
    "Sơ kết 6 tháng đầu năm và tổng kết năm.",
    "Chậm nhất 05 ngày kể từ ngày nhận được hồ sơ phải trả kết quả.",
    "Duy trì trực 24/7 và trả lời 1/2 số câu hỏi trong ngày.",
    "Duy trì ISO 9001:2015 và Đề án 06.",
]
UNITS = [
    ("Giao Phòng Kinh tế chủ trì, phối hợp với các thôn lập danh mục.", "Phòng Kinh tế", "các thôn"),
    ("Phòng Văn hóa - Xã hội chủ trì, phối hợp Văn phòng HĐND và UBND thực hiện tập huấn.",
     "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND"),
    ("Rà soát thủ tục nội bộ (do Trung tâm Phục vụ hành chính công thực hiện).",
     "Trung tâm Phục vụ hành chính công", ""),
    ("Công tác tuyên truyền do Phòng Văn hóa - Xã hội phụ trách.", "Phòng Văn hóa - Xã hội", ""),
    ("Công chức Tư pháp - Hộ tịch chủ trì rà soát văn bản, phối hợp với Công an xã và trưởng các thôn.",
     "Công chức Tư pháp - Hộ tịch", "Công an xã và trưởng các thôn"),
    ("Lập danh mục hồ sơ (Văn phòng HĐND và UBND chủ trì, Phòng Kinh tế phối hợp).",
     "Văn phòng HĐND và UBND", "Phòng Kinh tế"),
    ("Tổng hợp kết quả khảo sát (trước 10/12/2026), Văn phòng HĐND và UBND chủ trì.",
     "Văn phòng HĐND và UBND", ""),
    ("Phòng Kinh tế là đơn vị chủ trì, phối hợp cùng các tổ chức chính trị - xã hội vận động người dân.",
     "Phòng Kinh tế", "các tổ chức chính trị - xã hội"),
    ("Phân công Ban Chỉ huy Quân sự xã chủ trì, phối hợp với Công an xã, các thôn rà soát.",
     "Ban Chỉ huy Quân sự xã", "Công an xã, các thôn"),
]  # fmt: skip
DOUBTED_UNITS = [
    ("Giao Văn phòng HĐND và UBND phối hợp với Công an xã, các thôn và các đơn vị liên quan mở sổ.",
     "Văn phòng HĐND và UBND", "Công an xã, các thôn và các đơn vị liên quan"),
    ("Công an xã phối hợp với Phòng Kinh tế kiểm tra.", "Công an xã", "Phòng Kinh tế"),
    ("Phòng Kinh tế: công khai dự toán.", "Phòng Kinh tế", ""),
    ("Rà soát văn bản (Công chức Tư pháp - Hộ tịch; xong quý I).", "Công chức Tư pháp - Hộ tịch", ""),
    ("UBND xã giao Phòng Kinh tế tham mưu ban hành quy chế.", "Phòng Kinh tế", ""),
    ("Đánh giá sự hài lòng do các cơ quan hành chính thực hiện.", "các cơ quan hành chính", ""),
]  # fmt: skip
NO_UNITS = [
    "Tiếp tục phối hợp với Mặt trận Tổ quốc xã và các tổ chức chính trị - xã hội tạo điều kiện thuận lợi.",
    "Thực hiện nhiệm vụ do Chủ tịch UBND xã giao.",
    "Nâng cao trách nhiệm của người đứng đầu trong chủ trì các cuộc họp.",
    "Ban hành kế hoạch: triển khai thực hiện.",
    "Giao ban định kỳ hằng tuần thực hiện đúng quy định.",
    "Tổ chức tập huấn: mời báo cáo viên.",
    "Niêm yết thủ tục (ban hành kèm theo Quyết định 5).",
    "Giao dịch trực tuyến được thực hiện thông suốt.",
]


@pytest.mark.parametrize(("sentence", "words", "day"), TIMES)
def test_a_clear_time(sentence: str, words: str, day: tuple[int, int]) -> None:
    said = said_time(sentence, YEAR)
    assert (said.words, said.due, said.doubt) == (words, date(2026, *day), "")


@pytest.mark.parametrize(("sentence", "words", "day", "doubt"), DOUBTED_TIMES)
def test_a_doubtful_time(sentence: str, words: str, day: tuple[int, int] | None, doubt: str) -> None:
    said = said_time(sentence, YEAR)
    assert (said.words, said.due) == (words, date(2026, *day) if day else None)
    assert doubt in said.doubt


@pytest.mark.parametrize("sentence", NO_TIME)
def test_no_deadline(sentence: str) -> None:
    said = said_time(sentence, YEAR)
    assert (said.words, said.due, said.doubt) == ("", None, "")


@pytest.mark.parametrize(("sentence", "lead", "support"), UNITS)
def test_clear_units(sentence: str, lead: str, support: str) -> None:
    said = said_units(sentence)
    assert (said.lead, said.support, said.doubt) == (lead, support, "")


@pytest.mark.parametrize(("sentence", "lead", "support"), DOUBTED_UNITS)
def test_doubtful_units(sentence: str, lead: str, support: str) -> None:
    said = said_units(sentence)
    assert (said.lead, said.support, said.doubt) == (lead, support, DOUBT_UNITS)


@pytest.mark.parametrize("sentence", NO_UNITS)
def test_no_units(sentence: str) -> None:
    assert said_units(sentence).lead == ""


def test_the_first_day_of_a_span() -> None:
    assert said_time("Thực hiện từ 01/3 đến 30/6/2026.", YEAR).begins == date(2026, 3, 1)
    assert said_time("Kiểm tra từ quý II đến quý III/2026.", YEAR).begins == date(2026, 4, 1)


def test_a_time_without_a_year_in_a_plan_of_several() -> None:
    said = said_time("Rà soát văn bản, xong trước 30/11.", PlanPeriod(PeriodKind.MULTI, 2021, 2025))
    assert said.due == date(2025, 11, 30)
    assert "không ghi năm" in said.doubt


def test_in_a_plan_with_labels_and_lines_of_their_own() -> None:
    found = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản, xong trước 30/11.
        - Hoàn thành trong 6 tháng đầu năm 2026.
        - Thời gian: Quý II, III năm 2026.
        - Lập danh mục (chủ trì: Phòng Kinh tế; thời gian: 31/02/2026).
        - Giao Phòng Kinh tế chủ trì, phối hợp với các thôn lập danh mục, hoàn thành trong quý III/2026.
        - Ít nhất 80% hồ sơ được nộp trực tuyến.
        2. Cải cách thủ tục hành chính
        - Niêm yết thủ tục, xong trước ngày 30/3/2026.
        Thời gian: Quý II/2026.
    """)
    )
    first, stray, labelled, given, target, contradicted = found
    assert (assigned(first), first.doubt) == (("", "", date(2026, 11, 30)), "")
    # A line that stands alone after several tasks may be another's: the sentence's own words hold.
    assert assigned(stray)[2] == date(2026, 6, 30)
    assert "thành dòng riêng" in stray.doubt
    assert "Quý II, III năm 2026" in stray.doubt
    assert assigned(labelled) == ("Phòng Kinh tế", "", None)
    assert "không có trong lịch" in labelled.doubt
    assert assigned(given) == ("Phòng Kinh tế", "các thôn", date(2026, 9, 30))
    assert target.doubt == DOUBT_TARGET
    assert assigned(contradicted)[2] == date(2026, 6, 30)
    assert "lấy phần phân công" in contradicted.doubt


def test_what_sub_tasks_say_is_told_at_their_task() -> None:
    (task,) = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản theo hai bước:
        + Lập danh mục, xong trước 30/3.
        + Công bố kết quả (Quý III/2026).
    """)
    )
    assert assigned(task)[2] is None
    assert "«Trước 30/3», «Quý III/2026»" in task.doubt


def test_the_annex_holds_against_the_sentence() -> None:
    from cchc_desktop.intake.source import SourceParagraph, SourceTable

    rows = (
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
        ("1", "Rà soát văn bản, xong trước 30/11.", "Phòng Kinh tế", "Quý III/2026"),
    )
    annex = (SourceParagraph("PHỤ LỤC"), SourceParagraph("Danh mục nhiệm vụ"), SourceTable(rows))
    (task,) = tasks(
        draft_of("II. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát văn bản, xong trước 30/11.", annex)
    )
    assert task.assignment == Assignment(lead="Phòng Kinh tế", due=date(2026, 9, 30), due_text="Quý III/2026")
    assert "Trước 30/11" in task.doubt
