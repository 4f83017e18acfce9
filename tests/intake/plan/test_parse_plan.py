"""Plans as offices really write them: the irregularities of FACTS.md section 2.4 and other layouts.

All texts are made up for the fictional commune An Bình and its fictional superiors.
"""

from datetime import date

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft, Item, ItemKind, PlanLevel, Topic
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.source import Source, SourceParagraph

TODAY = date(2026, 1, 15)
HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2026 xã An Bình\n"


def draft_of(text: str) -> Draft:
    """The draft of a text; ``*…*`` marks an italic line, ``**…**`` a bold beginning."""
    blocks = []
    for printed in text.strip().split("\n"):
        bold = 0
        line = printed.strip()
        if line.startswith("**"):
            lead, _, rest = line[2:].partition("**")
            line, bold = lead + rest, len(lead)
        italic = line.startswith("*") and line.endswith("*")
        blocks.append(SourceParagraph(line.strip("*") if italic else line, bold, italic))
    return parse_plan(Source("test.txt", tuple(blocks)), catalogue.areas(), TODAY)


def outline(items: tuple[Item, ...]) -> list[object]:
    """The tree as nested lists of «kind marker text»."""
    result: list[object] = []
    for item in items:
        result.append(f"{item.kind.value} {item.marker} {item.text}".replace("  ", " "))
        if item.children:
            result.append(outline(item.children))
    return result


def counts(draft: Draft) -> list[tuple[int, int, int]]:
    return [(area.code, len(area.targets), len(area.tasks)) for area in views.areas(draft.plan)]


def test_head_preamble_and_foot() -> None:
    draft = draft_of("""
        ỦY BAN NHÂN DÂN
        TỈNH LAM SƠN
        ỦY BAN NHÂN DÂN
        XÃ AN BÌNH
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Số:    /KH-UBND
        An Bình, ngày    tháng 12 năm 2025
        KẾ HOẠCH
        Cải cách hành chính nhà nước
        năm 2026
        Căn cứ Nghị quyết số 9/NQ-HĐND của tỉnh; Kế hoạch số 8/KH-UBND; UBND xã An Bình ban hành như sau:
        I. MỤC ĐÍCH, YÊU CẦU
        1. Mục đích
        - Phục vụ người dân tốt hơn.
        2. Yêu cầu
        - Rõ việc, rõ người.
        Trên đây là Kế hoạch cải cách hành chính năm 2026./.
        Nơi nhận:
        - UBND tỉnh;
        - Sở Nội vụ;      (để báo cáo)
        - Lưu: VT, VHXH.
        TM. ỦY BAN NHÂN DÂN
        KT. CHỦ TỊCH
        PHÓ CHỦ TỊCH
        Lê Thị Dung
    """)
    plan = draft.plan
    assert (plan.superior, plan.issuer, plan.place) == ("UBND tỉnh Lam Sơn", "UBND xã An Bình", "An Bình")
    assert (plan.number, plan.symbol, plan.draft_month, plan.draft_year) == ("", "KH-UBND", 12, 2025)
    assert (plan.subject, plan.period.label) == ("Cải cách hành chính nhà nước năm 2026", "năm 2026")
    assert outline(plan.items[:3]) == [
        "basis Căn cứ Nghị quyết số 9/NQ-HĐND của tỉnh;",
        "basis Kế hoạch số 8/KH-UBND;",
        "text UBND xã An Bình ban hành như sau:",
    ]
    assert plan.items[-1].kind is ItemKind.CLOSING
    assert plan.recipients == ("UBND tỉnh;", "Sở Nội vụ; (để báo cáo)", "Lưu: VT, VHXH.")
    assert plan.signer.position == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    assert plan.signer.name == "Lê Thị Dung"
    assert draft.unplaced == ()


def test_duplicate_missing_and_bold_numbers() -> None:
    draft = draft_of(f"""
        {HEAD}
        II. NHIỆM VỤ
        1. Công tác chỉ đạo, điều hành
        - Ban hành kế hoạch kiểm tra.
        - Đối thoại với người dân.
        **2. Cải cách thể chế**
        **a) Chỉ tiêu**
        - 100% văn bản đúng quy trình.
        **b) Nhiệm vụ và giải pháp**
        - Rà soát văn bản.
        2. Cải cách thủ tục hành chính
        a) Mục tiêu: Tối thiểu 90% hồ sơ đúng hạn.
        b) Nhiệm vụ
        - Niêm yết thủ tục.
        5. Cải cách chế độ công vụ
        - Tập huấn kỹ năng.
        7. Xây dựng và phát triển Chính phủ điện tử, Chính phủ số
        b) Nhiệm vụ
        *Hoàn thiện môi trường pháp lý:*
        - Ban hành quy chế.
        *Phát triển hạ tầng:*
        - Nâng cấp mạng.
        (Chi tiết tại Phụ lục kèm theo Kế hoạch này)
        8. Tác động của cải cách hành chính đến người dân, tổ chức
        - Khảo sát mức độ hài lòng.
    """)
    assert counts(draft) == [(1, 0, 2), (2, 1, 1), (3, 1, 1), (5, 0, 1), (7, 0, 2), (8, 0, 1)]
    section = draft.plan.items[0]
    assert [child.kind for child in section.children][-2:] == [ItemKind.NOTE, ItemKind.AREA]
    warnings = " ".join(draft.warnings)
    assert "Trùng số mục 2" in warnings
    assert "Thiếu mục 3, giữa" in warnings
    assert "Không thấy lĩnh vực «Tổ chức bộ máy»." in draft.warnings
    headings = [i.text for i in draft.plan.walk() if i.kind is ItemKind.HEADING and not i.topic]
    assert headings == ["Hoàn thiện môi trường pháp lý:", "Phát triển hạ tầng:"]


def test_truncated_plan() -> None:
    draft = draft_of(f"{HEAD}\nI. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát văn")
    for part in ("căn cứ", "đoạn kết", "nơi nhận", "người ký", "tổ chức thực hiện"):
        assert any(part in warning for warning in draft.warnings), part


def test_decision_and_plan() -> None:
    draft = draft_of("""
        ỦY BAN NHÂN DÂN
        HUYỆN THANH HÀ
        Số: 21/QĐ-UBND
        Thanh Hà, ngày 05 tháng 01 năm 2024
        QUYẾT ĐỊNH
        Về việc phê duyệt Kế hoạch cải cách hành chính năm 2024
        CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THANH HÀ
        Căn cứ Luật Tổ chức chính quyền địa phương; Luật sửa đổi, bổ sung một số luật;
        Theo đề nghị của Trưởng phòng Nội vụ.
        QUYẾT ĐỊNH:
        Điều 1. Phê duyệt Kế hoạch kèm theo Quyết định này.
        Điều 2. Quyết định có hiệu lực từ ngày ký./.
        Nơi nhận:
        - Như Điều 2;
        - Lưu: VT.
        CHỦ TỊCH
        Trần Văn Giang
        KẾ HOẠCH
        Cải cách hành chính huyện Thanh Hà năm 2024
        (Ban hành kèm theo Quyết định số 21/QĐ-UBND của UBND huyện)
        I. MỤC TIÊU, YÊU CẦU
        1. Mục tiêu
        - Nâng cao chỉ số.
        2. Yêu cầu
        - Đúng tiến độ.
        II. CHẾ ĐỘ BÁO CÁO
        Báo cáo hằng quý.
    """)
    plan = draft.plan
    decision = plan.items[0]
    assert decision.kind is ItemKind.DECISION
    assert decision.text == "Về việc phê duyệt Kế hoạch cải cách hành chính năm 2024"
    assert [child.kind.value for child in decision.children] == [
        "text", "basis", "basis", "text", "article", "article",
    ]  # fmt: skip
    assert (plan.number, plan.symbol, plan.issued_on) == ("21", "QĐ-UBND", date(2024, 1, 5))
    assert (plan.title, plan.level) == ("KẾ HOẠCH", PlanLevel.DISTRICT)
    assert plan.enclosure == "(Ban hành kèm theo Quyết định số 21/QĐ-UBND của UBND huyện)"
    assert (plan.recipients, plan.signer.name) == (("Như Điều 2;", "Lưu: VT."), "Trần Văn Giang")
    assert [item.text for item in views.texts_under(plan, Topic.PURPOSE)] == ["Nâng cao chỉ số."]
    assert len(views.texts_under(plan, Topic.REPORTING)) == 1
    assert draft.unplaced == ()


def test_targets_and_tasks_by_area_in_two_sections() -> None:
    draft = draft_of(f"""
        {HEAD}
        II. CHỈ TIÊU
        1. Cải cách thể chế
        - 100% văn bản được rà soát.
        2. Cải cách thủ tục hành chính
        - Tỷ lệ hồ sơ trực tuyến:
        + Cấp xã: 65%
        III. NHIỆM VỤ
        1. Cải cách thể chế
        (1) Tự kiểm tra văn bản.
        (2) Hệ thống hóa văn bản.
        2. Cải cách thủ tục hành chính
        1. Công khai thủ tục.
        2. Rà soát quy trình.
        3. Số hóa hồ sơ.
        3. Cải cách tài chính công
        a) Lập dự toán.
        b) Quyết toán:
        - Quý I.
        - Quý II.
    """)
    assert counts(draft) == [(2, 1, 2), (3, 2, 3), (6, 0, 2)]
    second = views.areas(draft.plan)[1].targets
    assert [target.measure.label if target.measure else "" for target in second] == ["Định tính", "65%"]


def test_roman_sections_that_are_areas_below_letters() -> None:
    draft = draft_of(f"""
        {HEAD}
        A. MỤC ĐÍCH
        Phục vụ người dân.
        B. NỘI DUNG
        I. CẢI CÁCH THỂ CHẾ
        1. Mục tiêu
        - 100% văn bản đúng hạn.
        2. Nhiệm vụ
        - Rà soát.
        II. CẢI CÁCH TÀI CHÍNH CÔNG
        * Chỉ tiêu:
        - Giải ngân 95% vốn.
        * Nhiệm vụ:
        - Công khai ngân sách.
        C. TỔ CHỨC THỰC HIỆN
        Phòng Kinh tế:
        - Bố trí kinh phí.
    """)
    assert counts(draft) == [(2, 1, 1), (6, 1, 1)]
    assert [section.marker for section in views.sections(draft.plan)] == ["A.", "B.", "C."]
    assert [duty.unit for duty in views.duties(draft.plan)] == ["Phòng Kinh tế"]


@pytest.mark.parametrize(
    ("first", "second"), [("1.", "2."), ("2.1", "2.2"), ("a)", "b)"), ("II.1.", "II.2."), ("(1)", "(2)")]
)
def test_areas_by_any_number(first: str, second: str) -> None:
    draft = draft_of(f"""
        {HEAD}
        II. NỘI DUNG
        {first} Cải cách thể chế
        - Rà soát văn bản.
        {second} Cải cách tài chính công
        - Lập dự toán.
    """)
    assert counts(draft) == [(2, 0, 1), (6, 0, 1)]


def test_assignments_from_lines_and_brackets() -> None:
    draft = draft_of(f"""
        {HEAD}
        I. NHIỆM VỤ
        1. Cải cách thể chế
        1.1. Rà soát văn bản.
        - Đơn vị chủ trì: Văn phòng.
        - Thời gian: Quý II/2026.
        1.2. Phổ biến pháp luật (Chủ trì: Phòng Văn hóa; phối hợp: các thôn; kinh phí: 12,5 triệu đồng).
        Sản phẩm: Hội nghị.
    """)
    first, second = (place.item for place in views.tasks(draft.plan))
    assert first.assignment is not None
    assert (first.assignment.lead, first.assignment.due) == ("Văn phòng", date(2026, 6, 30))
    assert [child.kind for child in first.children] == [ItemKind.DETAIL, ItemKind.DETAIL]
    assert second.assignment is not None
    assert (second.assignment.lead, second.assignment.support) == ("Phòng Văn hóa", "các thôn")
    assert (second.assignment.funding, second.assignment.deliverable) == (12_500_000, "Hội nghị")


def test_lines_after_sub_tasks_belong_to_the_task() -> None:
    draft = draft_of(f"""
        {HEAD}
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Kiểm tra văn bản.
        + Đợt một;
        + Đợt hai.
        Đơn vị chủ trì: Văn phòng.
        Thời gian: Cả năm.
        - Rà soát văn bản.
    """)
    first, second = (place.item for place in views.tasks(draft.plan))
    assert [child.kind.value for child in first.children] == ["subtask", "subtask", "detail", "detail"]
    assert first.assignment is not None
    assert (first.assignment.lead, first.assignment.due) == ("Văn phòng", date(2026, 12, 31))
    assert not second.children


def test_duties_in_several_shapes() -> None:
    draft = draft_of(f"""
        {HEAD}
        V. TỔ CHỨC THỰC HIỆN
        1. Trách nhiệm chung
        - Xây dựng kế hoạch của đơn vị.
        2. Phân công trách nhiệm cụ thể
        2.1. Phòng Kinh tế
        - Bố trí kinh phí.
        2.2. Văn phòng HĐND và UBND
        Theo dõi, tổng hợp.
        **3. Các tổ chức chính trị - xã hội:** tham gia giám sát việc thực hiện Kế hoạch.
        4. Chế độ báo cáo
        - Báo cáo hằng quý.
        5. Kinh phí thực hiện: Từ ngân sách xã năm 2026.
    """)
    assert [(duty.unit, len(duty.items), len(duty.paragraphs)) for duty in views.duties(draft.plan)] == [
        ("Trách nhiệm chung", 1, 0),
        ("Phòng Kinh tế", 1, 0),
        ("Văn phòng HĐND và UBND", 0, 1),
        ("Các tổ chức chính trị - xã hội", 0, 1),
    ]
    assert len(views.texts_under(draft.plan, Topic.REPORTING)) == 1
    assert len(views.texts_under(draft.plan, Topic.FUNDING)) == 1


def test_one_bullet_for_each_unit() -> None:
    draft = draft_of(f"""
        {HEAD}
        III. TỔ CHỨC THỰC HIỆN
        - Phòng Kinh tế: Bố trí kinh phí thực hiện.
        - Văn phòng HĐND và UBND xã chủ trì theo dõi, đôn đốc.
        - Nếu có vướng mắc, các đơn vị phản ánh về Văn phòng.
    """)
    assert [duty.unit for duty in views.duties(draft.plan)] == ["Phòng Kinh tế", "Văn phòng HĐND và UBND xã"]


def test_parts_with_titles_on_the_next_line() -> None:
    draft = draft_of(f"""
        {HEAD}
        Phần I
        MỤC TIÊU CHUNG
        Nâng cao chất lượng phục vụ.
        Phần II
        NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát.
    """)
    sections = views.sections(draft.plan)
    assert [(s.marker, s.text, s.source) for s in sections] == [
        ("Phần I", "MỤC TIÊU CHUNG", (4, 5)),
        ("Phần II", "NHIỆM VỤ", (7, 8)),
    ]
    assert len(views.general_targets(draft.plan)) == 1


def test_glyph_bullets_become_dashes() -> None:
    draft = draft_of(f"{HEAD}\nI. NHIỆM VỤ\n1. Cải cách thể chế\n• Rà soát.\n– Kiểm tra.\n• Sửa đổi.")
    tasks = [place.item for place in views.tasks(draft.plan)]
    assert [task.marker for task in tasks] == ["-", "-"]
    assert [child.marker for child in tasks[0].children] == ["+"]


@pytest.mark.parametrize(
    ("subject", "label"),
    [
        ("6 tháng đầu năm 2025", "6 tháng đầu năm 2025"),
        ("giai đoạn 2026 - 2030", "giai đoạn 2026 - 2030"),
        ("từ năm 2026 đến năm 2030", "giai đoạn 2026 - 2030"),
        ("năm 2024", "năm 2024"),
    ],
)
def test_periods(subject: str, label: str) -> None:
    draft = draft_of(f"KẾ HOẠCH\nCải cách hành chính {subject}\nI. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát.")
    assert draft.plan.period.label == label


def test_a_plan_without_a_period_takes_todays_year() -> None:
    draft = draft_of("KẾ HOẠCH\nCải cách hành chính\nI. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát.")
    assert draft.plan.period.first_year == TODAY.year
    assert any("tạm lấy năm 2026" in warning for warning in draft.warnings)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "không có chữ"),
        (
            "BÁO CÁO\nKết quả thực hiện kế hoạch cải cách hành chính năm 2025\nI. KẾT QUẢ\n1. Thể chế",
            "báo cáo",
        ),
        ("KẾ HOẠCH\nTrồng cây năm 2026\nI. MỤC ĐÍCH\n- Trồng cây xanh.", "cải cách hành chính"),
        ("Thư ngỏ về cải cách hành chính\nKính gửi bà con trong xã.", "KẾ HOẠCH"),
        ("KẾ HOẠCH\nCải cách hành chính năm 2026\nNội dung đang được soạn.", "đề mục"),
    ],
)
def test_what_is_no_reform_plan(text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        draft_of(text)
